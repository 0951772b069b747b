#include "reader.h"

#include "harness.h"

#include <elf.h>
#include <stdlib.h>

static unsigned char *read_file(const char *path, size_t *size)
{
        FILE *file = fopen(path, "re");
        if (file == NULL)
                test_fail(__FILE__, __LINE__, "cannot open %s", path);
        fseek(file, 0, SEEK_END);
        *size = (size_t)ftell(file);
        rewind(file);
        unsigned char *bytes = malloc(*size + 1);
        CHECK(bytes != NULL && fread(bytes, 1, *size, file) == *size);
        fclose(file);
        return bytes;
}

static void read_note(const unsigned char *descriptor, uint32_t size, struct read_note *note)
{
        const char *strings = (const char *)descriptor + 24;
        memcpy(&note->site, descriptor, 8);
        memcpy(&note->base, descriptor + 8, 8);
        memcpy(&note->semaphore, descriptor + 16, 8);
        CHECK(size <= sizeof note->descriptor);
        memcpy(note->descriptor, descriptor, size);
        note->descriptor_size = size;
        strcpy(note->provider, strings);
        strings += strlen(strings) + 1;
        strcpy(note->name, strings);
        strings += strlen(strings) + 1;
        strcpy(note->operands, strings);
}

struct read_note *read_notes(const char *path, size_t *count)
{
        size_t size, room = 0;
        unsigned char *bytes = read_file(path, &size);
        const Elf64_Ehdr *header = (const Elf64_Ehdr *)(const void *)bytes;
        struct read_note *notes = NULL;
        *count = 0;
        CHECK(size > sizeof *header && memcmp(bytes, ELFMAG, SELFMAG) == 0);
        const Elf64_Shdr *sections = (const Elf64_Shdr *)(const void *)(bytes + header->e_shoff);
        const char *names = (const char *)bytes + sections[header->e_shstrndx].sh_offset;
        for (int i = 0; i < header->e_shnum; i++) {
                if (strcmp(names + sections[i].sh_name, ".note.stapsdt") != 0)
                        continue;
                CHECK(sections[i].sh_offset + sections[i].sh_size <= size);
                const unsigned char *at = bytes + sections[i].sh_offset, *end = at + sections[i].sh_size;
                while (at < end) {
                        uint32_t head[3];
                        memcpy(head, at, sizeof head);
                        uint32_t owner = (head[0] + 3) & ~3u, descriptor = (head[1] + 3) & ~3u;
                        CHECK(at + 12 + owner + descriptor <= end);
                        if (head[2] == 3 && head[0] == 8 && memcmp(at + 12, "stapsdt", 8) == 0) {
                                if (*count == room) {
                                        room = room * 2 + 16;
                                        notes = realloc(notes, room * sizeof *notes);
                                        CHECK(notes != NULL);
                                }
                                read_note(at + 12 + owner, head[1], &notes[(*count)++]);
                        }
                        at += 12 + owner + descriptor;
                }
        }
        free(bytes);
        return notes;
}

struct read_note read_one_note(const char *path, const char *name)
{
        size_t count, found = 0;
        struct read_note one = {0}, *notes = read_notes(path, &count);
        for (size_t i = 0; i < count; i++) {
                if (strcmp(notes[i].name, name) == 0) {
                        one = notes[i];
                        found++;
                }
        }
        free(notes);
        if (found != 1)
                test_fail(__FILE__, __LINE__, "%zu notes of probe %s in %s", found, name, path);
        return one;
}

static int register_number(const char *name)
{
#if defined(__x86_64__)
        static const char *const names[6][4] = {
                {"dil", "di", "edi", "rdi"}, {"sil", "si", "esi", "rsi"}, {"dl", "dx", "edx", "rdx"},
                {"cl", "cx", "ecx", "rcx"},  {"r8", "r8w", "r8d", "r8"},  {"r9", "r9w", "r9d", "r9"},
        };
        for (int i = 0; i < 6; i++)
                for (int k = 0; k < 4; k++)
                        if (*name == '%' && strcmp(name + 1, names[i][k]) == 0)
                                return i;
#else
        if (name[0] == 'x' && name[1] >= '0' && name[1] <= '7' && name[2] == '\0')
                return name[1] - '0';
#endif
        return -1;
}

size_t read_operands(const char *operands, struct operand *out, size_t room)
{
        char text[1024];
        size_t count = 0;
        strcpy(text, operands);
        for (char *at = text; *at != '\0' && count < room;) {
                struct operand *operand = &out[count++];
                char *place = strchr(at, '@');
                CHECK(place != NULL);
                operand->size = atoi(at);
                place++;
                /* "[sp, 8]" has a blank inside */
                char *end = *place == '[' ? strchr(place, ']') + 1 : place + strcspn(place, " ");
                bool last = *end == '\0';
                *end = '\0';
                operand->reg = register_number(place);
                operand->offset = 0;
                if (operand->reg < 0) {
                        int n = 0;
#if defined(__x86_64__)
                        CHECK(sscanf(place, "%d(%%rsp)%n", &operand->offset, &n) == 1 && place[n] == '\0');
#else
                        CHECK(strcmp(place, "[sp]") == 0 || (sscanf(place, "[sp, %d]%n", &operand->offset, &n) == 1 && n > 0));
#endif
                }
                at = last ? end : end + 1;
        }
        return count;
}
