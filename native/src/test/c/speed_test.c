/*
 * speed_test.c - many probes: time, memory, slots. Processor time is measured, since others may use the machine.
 */
#include "harness.h"
#include "reader.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double cpu_seconds(void)
{
        struct timespec now;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static long resident_pages(void)
{
        long total = 0, resident = 0;
        FILE *file = fopen("/proc/self/statm", "re");
        CHECK(file != NULL && fscanf(file, "%ld %ld", &total, &resident) == 2);
        fclose(file);
        return resident;
}

static void check_time(const char *what, double start, double limit)
{
        double seconds = cpu_seconds() - start;
        fprintf(stderr, "  %s: %.3f s\n", what, seconds);
        if (test_is_measured())
                CHECK(seconds < limit);
}

TEST(rounds_hundredThousand_useNoNewSlotAndBoundedMemory)
{
        int rounds = test_is_measured() ? 100000 : 3000;
        long pages = 0;
        size_t bytes = 0;
        double start = cpu_seconds();
        for (int i = 0; i < rounds; i++) {
                if (i == rounds / 10) {
                        pages = resident_pages();
                        bytes = mallinfo2().uordblks;
                }
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
        check_time("100,000 rounds of create, add, enable, disable, release, free", start, 5);
        CHECK_INT(usdt_image_count(), 1);
        CHECK_INT(usdt_image_slots_used(0), 1);
        if (test_is_measured()) {
                CHECK(mallinfo2().uordblks <= bytes + 4096);
                CHECK(resident_pages() <= pages + 64);
        }
}

TEST(probes_hundredThousand_areMadeWithinASecond)
{
        int count = test_is_measured() ? 100000 : 2000;
        const char *types[] = {"char *", "int", "int64_t"};
        usdt_probedef_t **probes = calloc((size_t)count, sizeof(usdt_probedef_t *));
        double start = cpu_seconds();
        usdt_provider_t *provider = test_enabled(test_probe("first", 1));
        for (int i = 0; i < count; i++) {
                char name[16];
                snprintf(name, sizeof name, "n%d", i);
                probes[i] = usdt_create_probe("f", name, 3, types);
                CHECK_INT(usdt_provider_add_probe(provider, probes[i]), 0);
        }
        check_time("100,000 x create, add to an enabled provider", start, 1);
        size_t in_files = 0;
        for (int i = 0; i < usdt_image_count(); i++) {
                size_t n;
                free(read_notes(usdt_image_path(i), &n));
                in_files += n;
        }
        CHECK_INT(in_files, count + 1);
        start = cpu_seconds();
        CHECK_INT(usdt_provider_disable(provider), 0);
        check_time("disable", start, 0.5);
        start = cpu_seconds();
        CHECK_INT(usdt_provider_enable(provider), 0);
        check_time("enable again", start, 0.5);
        for (int i = 0; i < count; i++) {
                CHECK(probes[i]->probe != NULL);
                usdt_fire_probe(probes[i]->probe, 0, NULL);
        }
        start = cpu_seconds();
        for (int i = 0; i < count; i++) {
                CHECK_INT(usdt_provider_remove_probe(provider, probes[i]), 0);
                usdt_probe_release(probes[i]);
        }
        check_time("remove one by one, release", start, 1);
        usdt_provider_free(provider);
        free(probes);
}

TEST(probes_inABatch_areCheaperThanOneByOne)
{
        int count = test_is_measured() ? 50000 : 500;
        usdt_probedef_t **probes = calloc((size_t)count, sizeof(usdt_probedef_t *));
        usdt_provider_t *provider = test_enabled(test_probe("first", 1));
        double spent[2] = {0};
        for (int batch = 0; batch < 2; batch++) {
                for (int i = 0; i < count; i++) {
                        char name[16];
                        snprintf(name, sizeof name, "%c%d", 'a' + batch, i);
                        probes[i] = test_probe(name, 3);
                }
                double start = cpu_seconds();
                if (batch)
                        CHECK_INT(usdt_provider_add_probes(provider, (size_t)count, probes), 0);
                else
                        for (int i = 0; i < count; i++)
                                CHECK_INT(usdt_provider_add_probe(provider, probes[i]), 0);
                spent[batch] = cpu_seconds() - start;
                for (int i = 0; i < count; i++)
                        usdt_probe_release(probes[i]);
        }
        fprintf(stderr, "  one by one %.2f us a probe, in a batch %.2f us\n", spent[0] / count * 1e6, spent[1] / count * 1e6);
        if (test_is_measured())
                CHECK(spent[1] < spent[0]);
        usdt_provider_free(provider);
        free(probes);
}
