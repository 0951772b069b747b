/*
 * notes_test.c - the image as other people's ELF readers see it.
 */
#include "harness.h"
#include "reader.h"

#include <stdlib.h>

static size_t count_of(const char *text, const char *part)
{
        size_t count = 0;
        for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
                count++;
        return count;
}

static const char *path;

/* Live, blanked and live-again notes of all kinds in one image. */
static usdt_provider_t *fill(void)
{
        usdt_provider_t *provider = test_enabled(test_probe("first", 0));
        usdt_probedef_t *removed = NULL;
        for (size_t argc = 0; argc <= USDT_ARG_MAX; argc++) {
                char name[16];
                snprintf(name, sizeof name, "n%zu", argc);
                usdt_probedef_t *probe = test_probe(name, argc);
                if (argc % 3 == 1)
                        CHECK_INT(usdt_probe_set_gate(probe, (unsigned)argc % 15 + 1), 0);
                CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
                if (argc == 5)
                        removed = probe;
        }
        CHECK_INT(usdt_provider_disable(provider), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_INT(usdt_provider_remove_probe(provider, removed), 0);
        path = usdt_image_path(0);
        return provider;
}

TEST(notes_readelf_agrees)
{
        size_t count;
        char line[1200];
        test_needs_tool("readelf");
        usdt_provider_t *provider = fill();
        struct read_note *notes = read_notes(path, &count);
        char *text = test_output(NULL, "readelf -nW %s 2>&1", path);
        CHECK_INT(count, 33);
        CHECK_INT(count_of(text, "NT_STAPSDT"), count);
        CHECK_INT(count_of(text, "arning"), 0);
        for (size_t i = 0; i < count; i++) {
                snprintf(line, sizeof line,
                         "Provider: prov\n    Name: %s\n    Location: 0x%016llx, Base: 0x%016llx, Semaphore: 0x%016llx\n"
                         "    Arguments: %s\n",
                         notes[i].name, (unsigned long long)notes[i].site, (unsigned long long)notes[i].base,
                         (unsigned long long)notes[i].semaphore, notes[i].operands);
                CHECK_CONTAINS(text, line);
        }
        free(text);
        text = test_output(NULL, "readelf -aW %s 2>&1 >/dev/null", path);
        CHECK_TEXT(text, "");
        free(text);
        free(notes);
        usdt_provider_free(provider);
}

TEST(notes_euReadelf_agrees)
{
        size_t count;
        char line[1200];
        test_needs_tool("eu-readelf");
        usdt_provider_t *provider = fill();
        struct read_note *notes = read_notes(path, &count);
        char *text = test_output(NULL, "eu-readelf -n %s 2>&1", path);
        CHECK_INT(count_of(text, "stapsdt  "), count);
        for (size_t i = 0; i < count; i++) {
                snprintf(line, sizeof line, "PC: %#llx, Base: %#llx, Semaphore: %#llx\n    Provider: prov, Name: %s, Args: '%s'\n",
                         (unsigned long long)notes[i].site, (unsigned long long)notes[i].base,
                         (unsigned long long)notes[i].semaphore, notes[i].name, notes[i].operands);
                CHECK_CONTAINS(text, line);
        }
        free(text);
        free(notes);
        usdt_provider_free(provider);
}

TEST(notes_llvmReadelf_agrees)
{
        size_t count;
        test_needs_tool("llvm-readelf");
        usdt_provider_t *provider = fill();
        struct read_note *notes = read_notes(path, &count);
        char *text = test_output(NULL, "llvm-readelf --notes %s 2>&1", path);
        CHECK_INT(count_of(text, "stapsdt  "), count);
        for (size_t i = 0; i < count; i++) {
                char hex[3 * sizeof notes->descriptor + 1] = "";
                for (size_t k = 0; k < notes[i].descriptor_size; k++)
                        sprintf(hex + 3 * k, "%02x ", notes[i].descriptor[k]);
                hex[3 * notes[i].descriptor_size - 1] = '\0';
                CHECK_CONTAINS(text, hex);
        }
        free(text);
        free(notes);
        usdt_provider_free(provider);
}

TEST(image_euElflint_knowsOnlyTheNoteTypeNot)
{
        test_needs_tool("eu-elflint");
        usdt_provider_t *provider = fill();
        char *text = test_output(NULL, "eu-elflint %s 2>&1", path);
        for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n"))
                CHECK_CONTAINS(line, "unknown object file note type");
        free(text);
        usdt_provider_free(provider);
}

TEST(image_symbol_coversAllSites)
{
        char line[128];
        test_needs_tool("readelf");
        usdt_provider_t *provider = fill();
        char *text = test_output(NULL, "readelf --dyn-syms -W %s", path);
        snprintf(line, sizeof line, "%#zx FUNC    GLOBAL DEFAULT", usdt_image_text_size(0));
        CHECK_CONTAINS(text, line);
        CHECK_CONTAINS(text, "usdt_probe_sites");
        free(text);
        usdt_provider_free(provider);
}

TEST(notes_whileTheyGrow_areAlwaysWhole)
{
        usdt_provider_t *provider = test_enabled(test_probe("first", 0));
        path = usdt_image_path(0);
        for (size_t i = 1; i < 300; i++) {
                size_t count;
                char name[16];
                snprintf(name, sizeof name, "n%zu", i);
                CHECK_INT(usdt_provider_add_probe(provider, test_probe(name, i % 33)), 0);
                free(read_notes(path, &count));
                CHECK_INT(count, i + 1);
        }
        usdt_provider_free(provider);
}
