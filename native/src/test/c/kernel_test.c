/*
 * kernel_test.c - real uprobes on the image, without any tracing tool.
 */
#include "harness.h"
#include "kernel.h"
#include "process/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int attach(usdt_probedef_t *probe, pid_t pid)
{
        const char *path = usdt_image_path(usdt_probe_image(probe));
        struct read_note note = read_one_note(path, probe->name);
        return kernel_attach(path, &note, pid);
}

TEST(attach_raisesTheSemaphoreAndDetachLowersIt)
{
        test_needs_uprobes();
        usdt_probedef_t *probe = test_probe("n", 2), *other = test_probe("other", 2);
        usdt_provider_t *provider = test_enabled(probe);
        CHECK_INT(usdt_provider_add_probe(provider, other), 0);
        for (int round = 0; round < 3; round++) {
                CHECK_INT(usdt_is_enabled(probe->probe), 0);
                int attachment = attach(probe, round == 1 ? -1 : getpid());
                CHECK_INT(kernel_semaphore(probe), 1);
                CHECK_INT(usdt_is_enabled(probe->probe), 1);
                CHECK_INT(kernel_semaphore(other), 0);
                CHECK_INT(usdt_is_enabled(other->probe), 0);
                for (int i = 0; i < 1000; i++) {
                        usdt_fire_probe(probe->probe, 0, NULL);
                        usdt_fire_probe(other->probe, 0, NULL);
                }
                CHECK_INT(kernel_hits(attachment), 1000);
                kernel_detach(attachment);
                CHECK_INT(kernel_semaphore(probe), 0);
                CHECK_INT(usdt_is_enabled(probe->probe), 0);
        }
        usdt_provider_free(provider);
}

/* The kernel gives the process a copy of an attached page: a stub written later to the file would not be in it. */
TEST(attach_thenAddInTheSamePage_bothFire)
{
        test_needs_uprobes();
        usdt_probedef_t *first = test_probe("first", 2), *gated = test_probe("gated", 2);
        CHECK_INT(usdt_probe_set_gate(gated, 1), 0);
        usdt_provider_t *provider = test_enabled(first);
        CHECK_INT(usdt_provider_add_probe(provider, gated), 0);
        int one = attach(first, getpid()), two = attach(gated, getpid());
        usdt_fire_probe(first->probe, 0, NULL); /* the kernel may now make the breakpoint a call */
        usdt_fire_probe(gated->probe, 0, NULL);
        usdt_probedef_t *later[2] = {test_probe("later", 2), test_probe("later_gated", 2)};
        CHECK_INT(usdt_probe_set_gate(later[1], 1), 0);
        for (int i = 0; i < 2; i++) {
                CHECK_INT(usdt_provider_add_probe(provider, later[i]), 0);
                CHECK_INT((usdt_probe_site(later[i]) ^ usdt_probe_site(i == 0 ? first : gated)) >> 12, 0);
                CHECK_INT(usdt_is_enabled(later[i]->probe), 0);
                usdt_fire_probe(later[i]->probe, 0, NULL);
        }
        int three = attach(later[0], getpid()), four = attach(later[1], getpid());
        for (int i = 0; i < 2; i++) {
                CHECK_INT(usdt_is_enabled(later[i]->probe), 1);
                usdt_fire_probe(later[i]->probe, 0, NULL);
        }
        usdt_fire_probe(first->probe, 0, NULL);
        usdt_fire_probe(gated->probe, 0, NULL);
        CHECK_INT(kernel_hits(one), 2);
        CHECK_INT(kernel_hits(two), 2);
        CHECK_INT(kernel_hits(three), 1);
        CHECK_INT(kernel_hits(four), 1);
        kernel_detach(one);
        kernel_detach(two);
        for (int i = 0; i < 2; i++)
                CHECK_INT(usdt_is_enabled(later[i]->probe), 1);
        kernel_detach(three);
        kernel_detach(four);
        usdt_provider_free(provider);
}

TEST(gate_attachOne_opensTheGateAndEnablesThatProbeOnly)
{
        test_needs_uprobes();
        usdt_probedef_t *probes[64];
        usdt_provider_t *provider = test_provider();
        for (int i = 0; i < 64; i++) {
                char name[16];
                snprintf(name, sizeof name, "n%d", i);
                probes[i] = test_probe(name, 2);
                CHECK_INT(usdt_probe_set_gate(probes[i], 7), 0);
        }
        CHECK_INT(usdt_provider_add_probes(provider, 64, probes), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        const uint16_t *semaphores = usdt_image_semaphores(0);
        int attachment = attach(probes[10], getpid());
        CHECK_INT(semaphores[7], 1);
        for (int i = 0; i < 64; i++) {
                CHECK_INT(usdt_is_enabled(probes[i]->probe), i == 10);
                usdt_fire_probe(probes[i]->probe, 0, NULL);
        }
        CHECK_INT(kernel_hits(attachment), 1);
        for (int i = 0; i < 64; i++) /* again, now that the kernel may have optimised the site */
                CHECK_INT(usdt_is_enabled(probes[i]->probe), i == 10);
        int second = attach(probes[11], getpid());
        CHECK_INT(semaphores[7], 2);
        kernel_detach(attachment);
        CHECK_INT(semaphores[7], 1);
        CHECK_INT(usdt_is_enabled(probes[10]->probe), 0);
        CHECK_INT(usdt_is_enabled(probes[11]->probe), 1);
        kernel_detach(second);
        CHECK_INT(semaphores[7], 0);
        CHECK_INT(semaphores[0], 0);
        usdt_provider_free(provider);
}

TEST(disableAndEnable_whileAttached_keepsTheTracer)
{
        test_needs_uprobes();
        usdt_probedef_t *probe = test_probe("n", 2);
        usdt_provider_t *provider = test_enabled(probe);
        int attachment = attach(probe, getpid());
        usdt_fire_probe(probe->probe, 0, NULL);
        CHECK_INT(usdt_provider_disable(provider), 0);
        usdt_fire_probe(probe->probe, 0, NULL); /* NULL */
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_INT(usdt_is_enabled(probe->probe), 1);
        usdt_fire_probe(probe->probe, 0, NULL);
        CHECK_INT(kernel_hits(attachment), 2);
        kernel_detach(attachment);
        usdt_provider_free(provider);
}

TEST(attach_inEveryImage_works)
{
        test_needs_uprobes();
        usdt_test_set_capacity(1);
        usdt_probedef_t *first = test_probe("first", 2), *last = NULL;
        usdt_provider_t *provider = test_enabled(first);
        for (int i = 1; usdt_image_count() < 3; i++) {
                char name[16];
                snprintf(name, sizeof name, "n%d", i);
                last = test_probe(name, 2);
                CHECK_INT(usdt_provider_add_probe(provider, last), 0);
        }
        int one = attach(first, getpid()), two = attach(last, getpid());
        usdt_fire_probe(first->probe, 0, NULL);
        usdt_fire_probe(last->probe, 0, NULL);
        CHECK_INT(kernel_hits(one) + kernel_hits(two), 2);
        kernel_detach(one);
        kernel_detach(two);
        usdt_provider_free(provider);
}

/* ---- arguments, read by the kernel's own uprobe events at the places that the notes name */

#define TRACING "/sys/kernel/tracing"

static void tracing_write(const char *path, const char *text)
{
        int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC); /* uprobe_events without O_TRUNC: others' events stay */
        if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
                test_fail(__FILE__, __LINE__, "cannot write %s to %s: %s", text, path, strerror(errno));
        close(fd);
}

static void event_argument(char *out, size_t i, const struct operand *operand)
{
#if defined(__x86_64__)
        static const char *const registers[] = {"di", "si", "dx", "cx", "r8", "r9"};
#else
        static const char *const registers[] = {"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7"};
#endif
        char type[16];
        snprintf(type, sizeof type, "%c%d", operand->size < 0 ? 's' : 'u', abs(operand->size) * 8);
        if (operand->reg >= 0)
                sprintf(out, " a%zu=%%%s:%s", i, registers[operand->reg], type);
        else
                sprintf(out, " a%zu=+%d(%%sp):%s", i, operand->offset, type);
}

TEST(arguments_everyCount_areReadByTheKernelWhereTheNotesSay)
{
        static const char *const kinds[] = {"int", "int64_t", "int8_t", "uint16_t", "uint32_t", "uint64_t"};
        const char *types[USDT_ARG_MAX];
        void *words[USDT_ARG_MAX];
        char instance[128], path[256], text[4096], expected[4096];
        test_needs_uprobes();
        if (access(TRACING "/uprobe_events", W_OK) != 0)
                test_skip("kernel", "tracefs is not mounted at " TRACING);
        usdt_provider_t *provider = test_enabled(test_probe("first", 0));
        for (size_t i = 0; i < USDT_ARG_MAX; i++) {
                types[i] = kinds[i % 6];
                words[i] = (void *)(uintptr_t)(i % 2 ? 100 + i : (uint64_t)-(int64_t)(100 + i));
        }
        snprintf(instance, sizeof instance, TRACING "/instances/usdt_test_%d", (int)getpid());
        free(test_output(NULL, "mkdir %s", instance));
        usdt_probedef_t *probes[USDT_ARG_MAX + 1];
        for (size_t argc = 0; argc <= USDT_ARG_MAX; argc++) {
                struct operand operands[USDT_ARG_MAX];
                char name[16];
                snprintf(name, sizeof name, "n%zu", argc);
                probes[argc] = usdt_create_probe("f", name, argc, types);
                CHECK_INT(usdt_provider_add_probe(provider, probes[argc]), 0);
                struct read_note note = read_one_note(usdt_image_path(0), name);
                CHECK_INT(read_operands(note.operands, operands, USDT_ARG_MAX), argc);
                int n = snprintf(text, sizeof text, "p:usdt_test_%d/%s %s:%#llx(%#llx)", (int)getpid(), name,
                                 usdt_image_path(0), (unsigned long long)note.site, (unsigned long long)note.semaphore);
                for (size_t i = 0; i < argc; i++) {
                        event_argument(text + n, i, &operands[i]);
                        n += (int)strlen(text + n);
                }
                strcpy(text + n, "\n");
                tracing_write(TRACING "/uprobe_events", text);
        }
        snprintf(path, sizeof path, "%s/events/usdt_test_%d/enable", instance, (int)getpid());
        tracing_write(path, "1");
        for (int again = 0; again < 2; again++) /* the second hit may go by a call instead of a trap */
                for (size_t argc = 0; argc <= USDT_ARG_MAX; argc++) {
                        CHECK_INT(usdt_is_enabled(probes[argc]->probe), 1);
                        usdt_fire_probe(probes[argc]->probe, argc, words);
                }
        tracing_write(path, "0");
        char *trace = test_output(NULL, "cat %s/trace", instance);
        for (size_t argc = 0; argc <= USDT_ARG_MAX; argc++) {
                int n = snprintf(expected, sizeof expected, ": n%zu: (", argc);
                char *at = strstr(trace, expected);
                CHECK(at != NULL && strstr(at + n, expected) != NULL);
                n = 0;
                for (size_t i = 0; i < argc; i++) {
                        long long word = (long long)(intptr_t)words[i];
                        n += snprintf(expected + n, sizeof expected - (size_t)n, strchr(types[i], 'u') ? " a%zu=%llu" : " a%zu=%lld", i,
                                      strcmp(types[i], "uint16_t") == 0 ? (uint16_t)word
                                      : strcmp(types[i], "uint32_t") == 0 ? (uint32_t)word
                                      : strcmp(types[i], "int8_t") == 0 ? (int8_t)word : word);
                }
                if (argc > 0) {
                        strcpy(expected + n, "\n");
                        CHECK_CONTAINS(at, expected);
                }
        }
        free(trace);
        usdt_provider_free(provider);
}
