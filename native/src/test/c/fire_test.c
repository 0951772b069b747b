/*
 * fire_test.c - the words arrive where the notes say, shown without any tracer: the site is patched with a
 * breakpoint in this process only, and the signal's handler reads the operands.
 */
#include "harness.h"
#include "reader.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

static struct operand operands[USDT_ARG_MAX];
static size_t operand_count;
static uint64_t seen[USDT_ARG_MAX];
static int hits;

#if defined(__x86_64__)
static const int ORDER[6] = {REG_RDI, REG_RSI, REG_RDX, REG_RCX, REG_R8, REG_R9};
#define REGISTER(context, n) ((uint64_t)(context)->uc_mcontext.gregs[ORDER[n]])
#define STACK(context) ((const char *)(context)->uc_mcontext.gregs[REG_RSP])
static void step_over(ucontext_t *context)
{
        /* behind the breakpoint: to the ret after the nop, of one byte or of five */
        uint8_t *at = (uint8_t *)context->uc_mcontext.gregs[REG_RIP];
        context->uc_mcontext.gregs[REG_RIP] += *at == 0xc3 ? 0 : 4;
}
static const uint8_t BREAKPOINT[] = {0xcc};
#else
#define REGISTER(context, n) ((uint64_t)(context)->uc_mcontext.regs[n])
#define STACK(context) ((const char *)(context)->uc_mcontext.sp)
static void step_over(ucontext_t *context)
{
        context->uc_mcontext.pc += 4;
}
static const uint8_t BREAKPOINT[] = {0x00, 0x00, 0x20, 0xd4};
#endif

static uint64_t narrow(uint64_t word, int size)
{
        switch (size) {
        case 1: return (uint8_t)word;
        case -1: return (uint64_t)(int64_t)(int8_t)word;
        case 2: return (uint16_t)word;
        case -2: return (uint64_t)(int64_t)(int16_t)word;
        case 4: return (uint32_t)word;
        case -4: return (uint64_t)(int64_t)(int32_t)word;
        default: return word;
        }
}

static void on_trap(int signal, siginfo_t *info, void *argument)
{
        ucontext_t *context = argument;
        (void)signal;
        (void)info;
        hits++;
        for (size_t i = 0; i < operand_count; i++) {
                uint64_t word;
                if (operands[i].reg >= 0)
                        word = REGISTER(context, operands[i].reg);
                else
                        memcpy(&word, STACK(context) + operands[i].offset, sizeof word);
                seen[i] = narrow(word, operands[i].size);
        }
        step_over(context);
}

static void patch(uint64_t site)
{
        uintptr_t page = (uintptr_t)site & ~(uintptr_t)(sysconf(_SC_PAGESIZE) - 1);
        CHECK(mprotect((void *)page, (size_t)sysconf(_SC_PAGESIZE), PROT_READ | PROT_WRITE | PROT_EXEC) == 0);
        memcpy((void *)(uintptr_t)site, BREAKPOINT, sizeof BREAKPOINT);
        __builtin___clear_cache((char *)(uintptr_t)site, (char *)(uintptr_t)site + sizeof BREAKPOINT);
        hits = 0;
        memset(seen, 0xee, sizeof seen);
}

static void install(void)
{
        struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO};
        if (getenv("USDT_TEST_VALGRIND") != NULL)
                test_skip("tool", "valgrind does not see code patched behind its back");
        CHECK(sigaction(SIGTRAP, &action, NULL) == 0);
}

static const uint64_t WORD = 0x8182838485868788u;

TEST(fire_everyCountOfWords_arrivesWhereTheNoteSays)
{
        static const char *const kinds[] = {"int", "char *", "int8_t", "uint16_t", "uint32_t", "int64_t", "uint8_t", "short"};
        const char *types[USDT_ARG_MAX];
        void *words[USDT_ARG_MAX];
        usdt_provider_t *provider = test_enabled(test_probe("first", 0));
        install();
        for (size_t i = 0; i < USDT_ARG_MAX; i++) {
                types[i] = kinds[i % 8];
                words[i] = (void *)(uintptr_t)(WORD + i);
        }
        for (size_t argc = 0; argc <= USDT_ARG_MAX; argc++) {
                char name[16];
                snprintf(name, sizeof name, "n%zu", argc);
                usdt_probedef_t *probe = usdt_create_probe("f", name, argc, types);
                CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
                operand_count = read_operands(read_one_note(usdt_image_path(0), name).operands, operands, USDT_ARG_MAX);
                CHECK_INT(operand_count, argc);
                patch(usdt_probe_site(probe));
                usdt_fire_probe(probe->probe, argc, words);
                CHECK_INT(hits, 1);
                for (size_t i = 0; i < argc; i++)
                        CHECK_INT(seen[i], narrow(WORD + i, operands[i].size));
                memset(seen, 0xee, sizeof seen);
                usdt_fire_site(usdt_probe_site(probe), argc, (const uint64_t *)(void *)words);
                CHECK_INT(hits, 2);
                for (size_t i = 0; i < argc; i++)
                        CHECK_INT(seen[i], narrow(WORD + i, operands[i].size));
        }
        usdt_provider_free(provider);
}

TEST(fire_wrongCount_ignoresMoreAndZeroesLess) /* defect 5 */
{
        static const size_t declared[] = {0, 1, 6, 7, 12, 13, 32};
        void *words[USDT_ARG_MAX + 8];
        usdt_provider_t *provider = test_enabled(test_probe("first", 0));
        install();
        for (size_t i = 0; i < USDT_ARG_MAX + 8; i++)
                words[i] = (void *)(uintptr_t)(1000 + i);
        for (size_t k = 0; k < sizeof declared / sizeof *declared; k++) {
                char name[16];
                size_t n = declared[k];
                snprintf(name, sizeof name, "n%zu", n);
                usdt_probedef_t *probe = test_probe(name, n);
                CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
                operand_count = read_operands(read_one_note(usdt_image_path(0), name).operands, operands, USDT_ARG_MAX);
                patch(usdt_probe_site(probe));
                usdt_fire_probe(probe->probe, USDT_ARG_MAX + 8, words);
                for (size_t i = 0; i < n; i++)
                        CHECK_INT(seen[i], 1000 + i);
                for (size_t given = 0; given < n; given++) {
                        usdt_fire_probe(probe->probe, given, words);
                        for (size_t i = 0; i < n; i++)
                                CHECK_INT(seen[i], i < given ? 1000 + i : 0);
                }
                usdt_fire_probe(probe->probe, n, NULL);
                for (size_t i = 0; i < n; i++)
                        CHECK_INT(seen[i], 0);
        }
        usdt_provider_free(provider);
}

TEST(fire_six_passesSixWords)
{
        usdt_probedef_t *probe = usdt_create_probe_list("f", "n", "int64_t,int64_t,int64_t,int64_t,int64_t,int64_t");
        usdt_provider_t *provider = test_enabled(probe);
        install();
        operand_count = read_operands(read_one_note(usdt_image_path(0), "n").operands, operands, USDT_ARG_MAX);
        patch(usdt_probe_site(probe));
        usdt_fire_site6(usdt_probe_site(probe), 1, 2, 3, 4, 5, (uint64_t)-6);
        for (int i = 0; i < 5; i++)
                CHECK_INT(seen[i], i + 1);
        CHECK_INT(seen[5], -6);
        usdt_provider_free(provider);
}

TEST(gated_isEnabled_followsItsOwnSiteOnly)
{
        usdt_probedef_t *a = test_probe("a", 1), *b = test_probe("b", 1);
        CHECK_INT(usdt_probe_set_gate(a, 2), 0);
        CHECK_INT(usdt_probe_set_gate(b, 2), 0);
        usdt_provider_t *provider = test_enabled(a);
        CHECK_INT(usdt_provider_add_probe(provider, b), 0);
        install();
        CHECK_INT(usdt_is_enabled(a->probe), 0);
        patch(usdt_probe_site(a));
        CHECK_INT(usdt_is_enabled(a->probe), 1);
        CHECK_INT(usdt_is_enabled(b->probe), 0);
        usdt_provider_free(provider);
}
