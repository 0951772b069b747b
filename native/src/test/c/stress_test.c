/*
 * stress_test.c - everything at once, from many threads.
 */
#include "harness.h"
#include "kernel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>


#define SHARED_PROBES 16

static atomic_int stop;
static atomic_ulong fires, changes, attachments;
static usdt_provider_t *provider;
static usdt_probedef_t *probes[SHARED_PROBES];

static unsigned next_random(unsigned *seed)
{
        *seed = *seed * 1664525 + 1013904223;
        return *seed >> 8;
}

static void *fire_all(void *argument)
{
        void *words[USDT_ARG_MAX] = {0};
        (void)argument;
        while (!stop) {
                for (int i = 0; i < SHARED_PROBES; i++) {
                        usdt_probe_t *probe = __atomic_load_n(&probes[i]->probe, __ATOMIC_ACQUIRE);
                        usdt_is_enabled(probe);
                        usdt_fire_probe(probe, (size_t)i * 2, words);
                }
                fires += SHARED_PROBES;
        }
        return NULL;
}

/*
 * Fires on one processor. The kernel asks the event of each processor in turn whether a hit is its own; a thread that
 * moves meanwhile would be counted twice or not at all.
 */
static void *fire_in_place(void *argument)
{
        cpu_set_t allowed, one;
        int turns = (int)(intptr_t)argument, processor = 0;
        CHECK_INT(sched_getaffinity(0, sizeof allowed, &allowed), 0);
        for (turns %= CPU_COUNT(&allowed); !CPU_ISSET(processor, &allowed) || turns-- > 0;)
                processor++;
        CPU_ZERO(&one);
        CPU_SET(processor, &one);
        CHECK_INT(sched_setaffinity(0, sizeof one, &one), 0);
        return fire_all(NULL);
}

static void *add_and_remove(void *argument)
{
        unsigned seed = (unsigned)(uintptr_t)argument;
        while (!stop) {
                usdt_probedef_t *probe = probes[next_random(&seed) % SHARED_PROBES];
                if (next_random(&seed) % 2 == 0)
                        usdt_provider_add_probe(provider, probe);
                else
                        usdt_provider_remove_probe(provider, probe);
                changes++;
        }
        return NULL;
}

static void *enable_and_disable(void *argument)
{
        (void)argument;
        while (!stop) {
                usdt_provider_disable(provider);
                usdt_provider_enable(provider);
                usdt_errstr(provider);
                changes++;
        }
        return NULL;
}

/* Providers of their own: created, enabled, freed. */
static void *live_and_die(void *argument)
{
        char name[32];
        while (!stop) {
                snprintf(name, sizeof name, "own%d", (int)(uintptr_t)argument);
                usdt_provider_t *own = usdt_create_provider(name, "mod");
                usdt_probedef_t *mine[4];
                for (int i = 0; i < 4; i++) {
                        snprintf(name, sizeof name, "n%d", i);
                        mine[i] = test_probe(name, (size_t)i);
                        if (i == 3)
                                usdt_probe_set_gate(mine[i], 5);
                }
                CHECK_INT(usdt_provider_add_probes(own, 4, mine), 0);
                CHECK_INT(usdt_provider_enable(own), 0);
                for (int i = 0; i < 4; i++) {
                        CHECK(mine[i]->probe != NULL);
                        usdt_fire_probe(mine[i]->probe, 0, NULL);
                        usdt_probe_release(mine[i]);
                }
                usdt_provider_free(own);
                for (int i = 0; i < 4; i++)
                        usdt_probe_release(mine[i]); /* once too often */
                changes++;
        }
        return NULL;
}

/* A tracer's view: attaches to what is live, and goes again. */
static void *attach_and_detach(void *argument)
{
        usdt_probedef_t *probe = argument;
        struct read_note note = read_one_note(usdt_image_path(0), probe->name);
        while (!stop) {
                int attachment = kernel_attach(usdt_image_path(0), &note, -1);
                uint64_t before = kernel_hits(attachment);
                while (kernel_hits(attachment) == before && !stop)
                        test_nap();
                kernel_detach(attachment);
                attachments++;
        }
        return NULL;
}

static void prepare(void)
{
        provider = test_provider();
        for (int i = 0; i < SHARED_PROBES; i++) {
                char name[16];
                snprintf(name, sizeof name, "n%d", i);
                probes[i] = test_probe(name, (size_t)i * 2);
                if (i % 4 == 3)
                        CHECK_INT(usdt_probe_set_gate(probes[i], 1), 0);
                CHECK_INT(usdt_provider_add_probe(provider, probes[i]), 0);
        }
        CHECK_INT(usdt_provider_enable(provider), 0);
}

/* Lets the threads run until there were so many of each. */
static void run_until(unsigned long wanted_fires, unsigned long wanted_changes, unsigned long wanted_attachments,
                      pthread_t *threads, int count)
{
        WAIT_FOR(fires >= wanted_fires && changes >= wanted_changes && attachments >= wanted_attachments);
        stop = 1;
        for (int i = 0; i < count; i++)
                pthread_join(threads[i], NULL);
}

TEST(stress_everythingAtOnce_isSafeAndLeavesOnlyKnownSlots)
{
        pthread_t threads[8];
        prepare();
        for (int i = 0; i < 2; i++)
                pthread_create(&threads[i], NULL, fire_all, NULL);
        for (int i = 2; i < 4; i++)
                pthread_create(&threads[i], NULL, add_and_remove, (void *)(uintptr_t)i);
        for (int i = 4; i < 6; i++)
                pthread_create(&threads[i], NULL, live_and_die, (void *)(uintptr_t)i);
        pthread_create(&threads[6], NULL, enable_and_disable, NULL);
        if (test_is_measured())
                run_until(10000000, 100000, 0, threads, 7);
        else
                run_until(100000, 100, 0, threads, 7);
        fprintf(stderr, "  %lu fires, %lu changes\n", (unsigned long)fires, (unsigned long)changes);
        usdt_provider_disable(provider);
        int known = 0;
        for (int i = 0; i < usdt_image_count(); i++) {
                size_t count;
                known += usdt_image_slots_used(i);
                free(read_notes(usdt_image_path(i), &count));
                CHECK_INT(count, 0);
        }
        CHECK(known <= usdt_image_count() * (SHARED_PROBES + 2 * 4));
        usdt_provider_free(provider);
        for (int i = 0; i < SHARED_PROBES; i++)
                usdt_probe_release(probes[i]);
}

/* A tracer that stayed attached counts exactly what was fired, whatever else goes on. */
static pthread_barrier_t start;

static void *enable_first(void *argument)
{
        char name[16];
        snprintf(name, sizeof name, "own%d", (int)(uintptr_t)argument);
        usdt_provider_t *own = usdt_create_provider(name, "mod");
        usdt_probedef_t *probe = test_probe("n", 1);
        CHECK_INT(usdt_provider_add_probe(own, probe), 0);
        pthread_barrier_wait(&start);
        if (usdt_provider_enable(own) != 0)
                test_fail(__FILE__, __LINE__, "%s", usdt_errstr(own));
        CHECK_TEXT(usdt_image_error(), "");
        usdt_fire_probe(probe->probe, 0, NULL);
        return NULL;
}

static void enable_at_once(void)
{
        pthread_t threads[8];
        CHECK(pthread_barrier_init(&start, NULL, 8) == 0);
        for (int i = 0; i < 8; i++)
                CHECK(pthread_create(&threads[i], NULL, enable_first, (void *)(uintptr_t)i) == 0);
        for (int i = 0; i < 8; i++)
                pthread_join(threads[i], NULL);
        CHECK_INT(usdt_image_count(), 1);
        CHECK_INT(usdt_image_slots_used(0), 8);
}

TEST(images_wantedByManyThreadsAtOnce_areMadeOnce)
{
        enable_at_once();
        char *files = test_output(NULL, "find %s -type f", test_directory());
        CHECK_INT(strlen(files), strlen(usdt_image_path(0)) + 1);
        free(files);
}

TEST(images_shared_wantedByManyThreadsAtOnce_areMadeOnce)
{
        CHECK_INT(usdt_set_shared("orders"), 0);
        enable_at_once();
        char *files = test_output(NULL, "find %s -type f", test_directory());
        CHECK_INT(strlen(files), strlen(usdt_image_path(0)) + 1);
        free(files);
}

static void *enable_one(void *unused)
{
        (void)unused;
        usdt_provider_free(test_enabled(test_probe("n", 32)));
        return NULL;
}

static void enable_on_small_stack(void)
{
        pthread_t thread;
        pthread_attr_t attributes;
        if (!test_is_measured())
                test_skip("stack", "sanitizers and emulation want more");
        CHECK(pthread_attr_init(&attributes) == 0 && pthread_attr_setstacksize(&attributes, 64 << 10) == 0);
        CHECK(pthread_create(&thread, &attributes, enable_one, NULL) == 0);
        CHECK(pthread_join(thread, NULL) == 0);
        pthread_attr_destroy(&attributes);
}

TEST(stack_of64KiB_isEnough)
{
        enable_on_small_stack();
}

TEST(stack_of64KiB_isEnoughForASharedImage)
{
        CHECK_INT(usdt_set_shared("orders"), 0);
        enable_on_small_stack();
}

static void *change_until_cancelled(void *probe)
{
        for (;;) {
                usdt_provider_add_probe(provider, probe);
                usdt_provider_remove_probe(provider, probe);
                pthread_testcancel();
        }
        return NULL;
}

/* Writing to a file is where a thread may end. */
TEST(threads_cancelledDuringAChange_leaveNoLockBehind)
{
        pthread_t thread;
        usdt_probedef_t *probe = test_probe("busy", 2);
        provider = test_enabled(test_probe("n", 2));
        for (int i = 0; i < 100; i++) {
                CHECK(pthread_create(&thread, NULL, change_until_cancelled, probe) == 0);
                test_nap();
                CHECK(pthread_cancel(thread) == 0 && pthread_join(thread, NULL) == 0);
                CHECK_INT(usdt_provider_enable(provider), 0);
        }
        usdt_provider_free(provider);
}

TEST(stress_attachAndDetach_losesNoEventOfTheTracerThatStays)
{
        pthread_t threads[8];
        test_needs_uprobes();
        prepare();
        usdt_probedef_t *watched = test_probe("watched", 2);
        CHECK_INT(usdt_provider_add_probe(provider, watched), 0);
        struct read_note note = read_one_note(usdt_image_path(0), "watched");
        int attachment = kernel_attach(usdt_image_path(0), &note, -1);
        for (int i = 0; i < SHARED_PROBES; i++) {
                usdt_probe_release(probes[i]);
                probes[i] = watched;
        }
        for (int i = 0; i < 4; i++)
                pthread_create(&threads[i], NULL, fire_in_place, (void *)(intptr_t)i);
        pthread_create(&threads[4], NULL, attach_and_detach, watched);
        pthread_create(&threads[5], NULL, live_and_die, (void *)5);
        if (test_is_measured())
                run_until(500000, 10000, 25, threads, 6);
        else
                run_until(100000, 100, 5, threads, 6);
        fprintf(stderr, "  %lu fires, %lu changes, %lu attachments\n", (unsigned long)fires, (unsigned long)changes,
                (unsigned long)attachments);
        CHECK_INT(kernel_hits(attachment), fires);
        kernel_detach(attachment);
        CHECK_INT(kernel_semaphore(watched), 0);
        usdt_provider_free(provider);
        usdt_probe_release(watched);
}
