/*
 * shared_test.c - one image for several processes, over their deaths.
 */
#include "format/layout.h"
#include "harness.h"
#include "kernel.h"
#include "process/settings.h"
#include "process/state.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char shared_path[300];

static void share(void)
{
        CHECK_INT(usdt_set_shared("orders"), 0);
        snprintf(shared_path, sizeof shared_path, "%s/shared/orders.so", test_directory());
}

static size_t notes_in(const char *path)
{
        size_t count;
        free(read_notes(path, &count));
        return count;
}

/* Adds the probes n<from> ... n<to - 1>, fires them and goes. */
struct range {
        int from, to;
        bool gated;
};

static int use(void *argument)
{
        const struct range *range = argument;
        char name[16];
        usdt_probedef_t *first = NULL;
        usdt_provider_t *provider = test_provider();
        share();
        for (int i = range->from; i < range->to; i++) {
                snprintf(name, sizeof name, "n%d", i);
                usdt_probedef_t *probe = test_probe(name, 2);
                if (range->gated)
                        CHECK_INT(usdt_probe_set_gate(probe, 3), 0);
                CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
                if (first == NULL) {
                        first = probe;
                        if (usdt_provider_enable(provider) != 0)
                                test_fail(__FILE__, __LINE__, "%s", usdt_errstr(provider));
                }
                usdt_fire_probe(probe->probe, 0, NULL);
                CHECK_INT(usdt_is_enabled(probe->probe), 0);
        }
        CHECK_TEXT(usdt_image_path(0), shared_path);
        CHECK_TEXT(usdt_image_module(0), "orders");
        usdt_provider_free(provider);
        return 0;
}

TEST(shared_secondProcess_takesTheNotesThatAreThere)
{
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 10, false}), 0);
        CHECK_INT(notes_in(shared_path), 10);
        struct read_note before = read_one_note(shared_path, "n3");
        CHECK_INT(test_in_child(use, &(struct range){0, 10, false}), 0);
        CHECK_INT(notes_in(shared_path), 10);
        CHECK_INT(test_in_child(use, &(struct range){5, 200, false}), 0);
        CHECK_INT(notes_in(shared_path), 200);
        CHECK_INT(test_in_child(use, &(struct range){0, 10, true}), 0); /* gated ones are others */
        CHECK_INT(notes_in(shared_path), 210);
        usdt_probedef_t *probe = test_probe("n3", 2);
        usdt_provider_t *provider = usdt_create_provider("prov", "some module");
        CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        struct usdt_layout layout;
        usdt_layout_init(&layout, USDT_DEFAULT_CAPACITY);
        CHECK_INT(usdt_probe_site_offset(probe), before.site - layout.text);
        CHECK_INT(usdt_image_slots_used(0), 210);
        CHECK_INT(usdt_provider_disable(provider), 0);
        CHECK_INT(notes_in(shared_path), 210); /* nothing is ever blanked */
        usdt_provider_free(provider);
}

TEST(shared_sameProbeTwiceInOneProcess_hasTwoPlaces)
{
        share();
        usdt_probedef_t *one = test_probe("n", 2), *two = usdt_create_probe_list("g", "n", "char *,int");
        usdt_provider_t *provider = test_enabled(one);
        CHECK_INT(usdt_provider_add_probe(provider, two), 0);
        CHECK(one->probe != two->probe);
        CHECK_INT(notes_in(shared_path), 2);
        usdt_provider_free(provider);
}

TEST(shared_stays_afterItsProcesses)
{
        struct stat info;
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 1, false}), 0);
        CHECK(stat(shared_path, &info) == 0 && (info.st_mode & 0777) == 0600);
        /* and a process that sweeps leaves it alone */
        CHECK_INT(test_in_child(use, &(struct range){0, 1, false}), 0);
        CHECK(stat(shared_path, &info) == 0);
}

static int use_and_wait(void *argument)
{
        int *pipes = argument;
        char byte = 0;
        usdt_probedef_t *probe = test_probe("n0", 2);
        share();
        usdt_provider_t *provider = test_enabled(probe);
        CHECK(write(pipes[1], &byte, 1) == 1);
        /* The semaphore is raised with the first of the attachment's events; there is one for each processor. */
        CHECK(read(pipes[2], &byte, 1) == 1);
        WAIT_FOR(usdt_is_enabled(probe->probe));
        for (int i = 0; i < 5; i++)
                usdt_fire_probe(probe->probe, 0, NULL);
        usdt_provider_free(provider);
        return 0;
}

/* One attachment by path: processes there already are seen, and those that start later too. */
TEST(shared_attachByPathOnce_seesAllProcesses)
{
        int pipes[4];
        test_needs_uprobes();
        share();
        CHECK(pipe(pipes) == 0 && pipe(pipes + 2) == 0);
        pid_t early = fork();
        if (early == 0)
                exit(use_and_wait(pipes));
        char byte;
        CHECK(read(pipes[0], &byte, 1) == 1);
        struct read_note note = read_one_note(shared_path, "n0");
        int attachment = kernel_attach(shared_path, &note, -1);
        CHECK(write(pipes[3], "go", 2) == 2);
        CHECK_INT(test_in_child(use_and_wait, pipes), 0);
        CHECK_INT(test_wait(early), 0);
        CHECK_INT(kernel_hits(attachment), 10);
        kernel_detach(attachment);
}

TEST(shared_manyProcessesAtOnce_loseNothing)
{
        test_needs_native_speed();
        share();
        pid_t pids[8];
        fflush(NULL);
        for (int i = 0; i < 8; i++) {
                pids[i] = fork();
                if (pids[i] == 0)
                        exit(use(&(struct range){i * 50, i * 50 + 100, i % 2 == 0}));
        }
        int failed = 0;
        for (int i = 0; i < 8; i++)
                failed += test_wait(pids[i]) != 0;
        CHECK_INT(failed, 0);
        size_t count;
        struct read_note *notes = read_notes(shared_path, &count);
        for (size_t i = 0; i < count; i++)
                for (size_t k = 0; k < i; k++)
                        CHECK(notes[i].site != notes[k].site);
        free(notes);
        CHECK_INT(test_in_child(use, &(struct range){0, 450, true}), 0);
        CHECK_INT(test_in_child(use, &(struct range){0, 450, false}), 0);
        CHECK_INT(notes_in(shared_path), 900);
}

static void damage(long offset, const char *bytes, size_t length)
{
        FILE *file = fopen(shared_path, "r+");
        CHECK(file != NULL);
        fseek(file, offset, offset < 0 ? SEEK_END : SEEK_SET);
        fwrite(bytes, 1, length, file);
        fclose(file);
}

static int use_second_file(void *unused)
{
        (void)unused;
        usdt_probedef_t *probe = test_probe("n0", 2);
        share();
        usdt_provider_t *provider = test_enabled(probe);
        CHECK_CONTAINS(usdt_image_path(0), "/shared/orders-2.so");
        usdt_fire_probe(probe->probe, 0, NULL);
        usdt_provider_free(provider);
        return 0;
}

static void check_left_alone(void)
{
        char *before = test_output(NULL, "cksum < %s", shared_path);
        CHECK_INT(test_in_child(use_second_file, NULL), 0);
        CHECK_INT(test_in_child(use_second_file, NULL), 0); /* again the second, no third */
        char *after = test_output(NULL, "cksum < %s", shared_path);
        CHECK_TEXT(after, before);
        free(before);
        free(after);
}

TEST(shared_foreignFile_isLeftAloneAndReplaced)
{
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 1, false}), 0);
        damage(0, "not an image", 12);
        check_left_alone();
}

TEST(shared_damagedHead_isLeftAloneAndReplaced)
{
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 1, false}), 0);
        damage(100, "\xff", 1);
        check_left_alone();
}

TEST(shared_damagedNotes_areLeftAloneAndReplaced)
{
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 3, false}), 0);
        size_t size;
        struct read_note *notes = read_notes(shared_path, &size);
        free(notes);
        struct usdt_layout layout;
        usdt_layout_init(&layout, USDT_DEFAULT_CAPACITY);
        damage((long)layout.note + 20, "\xff\xff\xff\xff", 4); /* the first note's site */
        check_left_alone();
}

TEST(shared_damagedText_isLeftAloneAndReplaced)
{
        struct usdt_layout layout;
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 3, false}), 0);
        usdt_layout_init(&layout, USDT_DEFAULT_CAPACITY);
        damage((long)layout.text + 5, "\x0f\x0b", 2);
        check_left_alone();
}

TEST(shared_truncatedFile_isLeftAloneAndReplaced)
{
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 3, false}), 0);
        CHECK(truncate(shared_path, 8192) == 0);
        check_left_alone();
}

TEST(shared_makerDiedBeforeTheHead_isMadeAnew)
{
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 3, false}), 0);
        damage(0, "\0\0\0\0", 4); /* the head is written last */
        CHECK_INT(test_in_child(use, &(struct range){5, 6, false}), 0);
        CHECK_INT(notes_in(shared_path), 1);
        CHECK(truncate(shared_path, 0) == 0);
        CHECK_INT(test_in_child(use, &(struct range){5, 6, false}), 0);
        CHECK_INT(notes_in(shared_path), 1);
}

TEST(shared_symlinkInItsPlace_isNotFollowed)
{
        char target[300];
        snprintf(target, sizeof target, "%s/target", test_directory());
        fclose(fopen(target, "w"));
        share();
        CHECK_INT(test_in_child(use, &(struct range){0, 1, false}), 0);
        CHECK(unlink(shared_path) == 0 && symlink(target, shared_path) == 0);
        CHECK_INT(test_in_child(use_second_file, NULL), 0);
        struct stat info;
        CHECK(stat(target, &info) == 0 && info.st_size == 0);
}

TEST(shared_full_goesOnInTheNextFile)
{
        share();
        usdt_test_set_capacity(1);
        usdt_probedef_t *first = test_probe("first", 1);
        usdt_provider_t *provider = test_enabled(first);
        int capacity = usdt_image_slots(0);
        for (int i = 0; i < capacity; i++) {
                char name[16];
                snprintf(name, sizeof name, "n%d", i);
                CHECK_INT(usdt_provider_add_probe(provider, test_probe(name, 1)), 0);
        }
        CHECK_INT(usdt_image_count(), 2);
        CHECK_CONTAINS(usdt_image_path(1), "/shared/orders-2.so");
        CHECK_INT(usdt_provider_disable(provider), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_INT(usdt_image_count(), 2);
        CHECK_INT(notes_in(usdt_image_path(0)) + notes_in(usdt_image_path(1)), capacity + 1);
        usdt_provider_free(provider);
}

static bool is_locked(void)
{
        int status;
        free(test_output(&status, "flock -n %s true", shared_path));
        return status != 0;
}

TEST(shared_lockHeldByOthers_isAnErrorThatSaysSo)
{
        test_needs_tool("flock");
        share();
        usdt_provider_t *provider = test_enabled(test_probe("n", 1));
        char *pid = test_output(NULL, "flock --no-fork %s sleep 900 >/dev/null 2>&1 & echo $!", shared_path);
        WAIT_FOR(is_locked());
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("later", 1)), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "another process keeps its lock");
        free(test_output(NULL, "kill %s", pid));
        free(pid);
        usdt_provider_free(provider);
}

TEST(shared_nowhereToPutIt_failsWithTheReason)
{
        CHECK_INT(usdt_set_directory("/proc/nowhere"), 0);
        CHECK_INT(usdt_set_shared("orders"), 0);
        usdt_provider_t *provider = test_provider();
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("n", 1)), 0);
        CHECK_INT(usdt_provider_enable(provider), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "/proc/nowhere: cannot be made");
        usdt_provider_free(provider);
}
