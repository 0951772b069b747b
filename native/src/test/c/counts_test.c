/*
 * counts_test.c - what many probes take, in numbers that no machine changes: calls, writes, bytes, steps, slots.
 */
#include "format/arch.h"
#include "harness.h"
#include "reader.h"

#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

/* What a thread has done so far. */
struct counts {
        long calls;  /* to the system or the allocator */
        long writes; /* system calls that write, by the kernel's count */
        long bytes;  /* that they wrote */
        long steps;  /* 0 where the build does not count them */
};

static struct counts counts_now(void)
{
        struct counts counts = {.calls = (long)test_calls(), .steps = (long)test_steps()};
        char line[64];
        FILE *file = fopen("/proc/thread-self/io", "re");
        CHECK(file != NULL);
        while (fgets(line, sizeof line, file) != NULL) {
                sscanf(line, "syscw: %ld", &counts.writes);
                sscanf(line, "wchar: %ld", &counts.bytes);
        }
        fclose(file);
        return counts;
}

static struct counts counts_since(struct counts start)
{
        struct counts now = counts_now();
        return (struct counts){.calls = now.calls - start.calls,
                               .writes = now.writes - start.writes,
                               .bytes = now.bytes - start.bytes,
                               .steps = now.steps - start.steps};
}

static void say(const char *what, int count, struct counts counts)
{
        fprintf(stderr, "  %s, %d times: %ld calls, %ld writes, %ld bytes, %ld steps\n", what, count, counts.calls,
                counts.writes, counts.bytes, counts.steps);
}

static long resident_pages(void)
{
        long total = 0, resident = 0;
        FILE *file = fopen("/proc/self/statm", "re");
        CHECK(file != NULL && fscanf(file, "%ld %ld", &total, &resident) == 2);
        fclose(file);
        return resident;
}

static void live_once(void)
{
        usdt_provider_t *provider = test_provider();
        usdt_probedef_t *probe = test_probe("n", 2);
        CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_INT(usdt_is_enabled(probe->probe), 0);
        usdt_fire_probe(probe->probe, 0, NULL);
        CHECK_INT(usdt_provider_disable(provider), 0);
        usdt_probe_release(probe);
        usdt_provider_free(provider);
}

TEST(rounds_manyThousand_useNoNewSlotAndTakeAlwaysTheSame)
{
        int lots = 10, lot = test_is_measured() ? 5000 : 300;
        struct counts first = {0};
        long pages = 0;
        size_t bytes = 0;
        for (int i = 0; i < lots; i++) {
                struct counts start = counts_now();
                for (int round = 0; round < lot; round++)
                        live_once();
                struct counts counts = counts_since(start);
                if (i == 1) {
                        say("create, add, enable, disable, release, free", lot, counts);
                        first = counts;
                        pages = resident_pages();
                        bytes = mallinfo2().uordblks;
                }
                if (i > 1) {
                        CHECK(counts.calls <= first.calls + lot / 100);
                        CHECK_INT(counts.writes, 2 * lot); /* the note goes live, and is blanked */
                        CHECK_INT(counts.bytes, first.bytes);
                        CHECK(counts.steps <= first.steps + first.steps / 10);
                }
        }
        CHECK_INT(usdt_image_count(), 1);
        CHECK_INT(usdt_image_slots_used(0), 1);
        if (test_is_measured()) {
                CHECK(mallinfo2().uordblks <= bytes + 4096);
                CHECK(resident_pages() <= pages + 64);
        }
}

static size_t notes_in_files(void)
{
        size_t all = 0;
        for (int i = 0; i < usdt_image_count(); i++) {
                size_t n;
                free(read_notes(usdt_image_path(i), &n));
                all += n;
        }
        return all;
}

/* Disabling and enabling reads and writes runs of notes that lie together, not one at a time. */
static void disable_and_enable(usdt_provider_t *provider, int count, struct counts done[2])
{
        struct counts start = counts_now();
        CHECK_INT(usdt_provider_disable(provider), 0);
        done[0] = counts_since(start);
        say("disable all", count, done[0]);
        start = counts_now();
        CHECK_INT(usdt_provider_enable(provider), 0);
        done[1] = counts_since(start);
        say("enable all", count, done[1]);
        for (int i = 0; i < 2; i++)
                CHECK(done[i].writes <= 10 + count / 100);
}

TEST(probes_hundredThousand_takeTheSameEach)
{
        int lots = 10, lot = test_is_measured() ? 10000 : 1000, count = 0;
        const char *types[] = {"char *", "int", "int64_t"};
        usdt_probedef_t **probes = calloc((size_t)(lots * lot), sizeof(usdt_probedef_t *));
        usdt_provider_t *provider = test_enabled(test_probe("first", 1));
        struct counts first[2], all[2], one = {0};
        for (int i = 0; i < lots; i++) {
                struct counts start = counts_now();
                for (int k = 0; k < lot; k++, count++) {
                        char name[16];
                        snprintf(name, sizeof name, "n%d", count);
                        probes[count] = usdt_create_probe("f", name, 3, types);
                        CHECK_INT(usdt_provider_add_probe(provider, probes[count]), 0);
                }
                struct counts counts = counts_since(start);
                say("create, add to an enabled provider", lot, counts);
                if (i == 0) {
                        one = counts;
                        disable_and_enable(provider, lot, first);
                }
                /* Two writes a note, and one a page of stubs; now and then a new image. */
                CHECK(counts.writes <= 2 * lot + lot / 10 + 100);
                CHECK(counts.calls <= one.calls + one.calls / 2);
                /* A unit of stubs, 64 KiB on aarch64, may be begun in any of them. */
                CHECK(counts.bytes <= one.bytes + one.bytes / 2 + USDT_UNIT_SIZE);
                CHECK(counts.steps <= 2 * one.steps);
        }
        CHECK_INT(notes_in_files(), count + 1);
        disable_and_enable(provider, count, all);
        for (int i = 0; i < 2; i++)
                CHECK(all[i].steps <= 2L * lots * first[i].steps);
        for (int i = 0; i < count; i++) {
                CHECK(probes[i]->probe != NULL);
                usdt_fire_probe(probes[i]->probe, 0, NULL);
        }
        for (int i = 0; i < lots; i++) {
                struct counts start = counts_now();
                for (int k = i * lot; k < (i + 1) * lot; k++) {
                        CHECK_INT(usdt_provider_remove_probe(provider, probes[k]), 0);
                        usdt_probe_release(probes[k]);
                }
                struct counts counts = counts_since(start);
                say("remove one by one, release", lot, counts);
                if (i == 0)
                        one = counts;
                CHECK_INT(counts.writes, lot);
                CHECK(counts.steps <= 2 * one.steps);
        }
        usdt_provider_free(provider);
        free(probes);
}

TEST(probes_inABatch_takeFewWrites)
{
        int count = test_is_measured() ? 50000 : 500;
        usdt_probedef_t **probes = calloc((size_t)count, sizeof(usdt_probedef_t *));
        usdt_provider_t *provider = test_enabled(test_probe("first", 1));
        for (int i = 0; i < count; i++) {
                char name[16];
                snprintf(name, sizeof name, "n%d", i);
                probes[i] = test_probe(name, 3);
        }
        struct counts start = counts_now();
        CHECK_INT(usdt_provider_add_probes(provider, (size_t)count, probes), 0);
        struct counts counts = counts_since(start);
        say("add in a batch", count, counts);
        CHECK(counts.writes <= count / 100 + 10); /* one a page of stubs, two for all notes */
        for (int i = 0; i < count; i++)
                usdt_probe_release(probes[i]);
        usdt_provider_free(provider);
        free(probes);
}
