/*
 * process_test.c - fork, exit and death.
 */
#include "harness.h"
#include "kernel.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t notes_in(const char *path)
{
        size_t count;
        free(read_notes(path, &count));
        return count;
}

static bool exists(const char *path)
{
        struct stat info;
        return stat(path, &info) == 0;
}

static const char *in_test_directory(const char *name)
{
        static char path[300];
        snprintf(path, sizeof path, "%s/%s", test_directory(), name);
        return path;
}

/* ---- fork */

struct family {
        usdt_provider_t *provider;
        usdt_probedef_t *probe;
        char path[300];
};

static int be_a_child(void *argument)
{
        struct family *family = argument;
        char expected[300];
        usdt_probedef_t *own = test_probe("own", 2);
        usdt_fire_probe(family->probe->probe, 0, NULL);
        CHECK_INT(usdt_is_enabled(family->probe->probe), 0);
        CHECK_INT(usdt_provider_add_probe(family->provider, own), 0);
        snprintf(expected, sizeof expected, "%s/%d/mod.so", test_directory(), (int)getpid());
        CHECK_TEXT(usdt_image_path(usdt_probe_image(own)), expected);
        CHECK_INT(notes_in(expected), 1);
        usdt_fire_probe(own->probe, 0, NULL);
        CHECK_INT(usdt_provider_disable(family->provider), 0);
        CHECK_INT(notes_in(expected), 0);
        CHECK_INT(notes_in(family->path), 1); /* the parent's note is the parent's */
        CHECK_INT(usdt_provider_enable(family->provider), 0);
        CHECK_INT(notes_in(expected), 2);
        CHECK_INT(usdt_set_directory("/elsewhere"), -1);
        usdt_provider_free(family->provider);
        CHECK_INT(notes_in(family->path), 1);
        return 0;
}

TEST(fork_childLeavesTheParentsImageAloneAndMakesItsOwn)
{
        struct family family = {.probe = test_probe("n", 2)};
        family.provider = test_enabled(family.probe);
        strcpy(family.path, usdt_image_path(0));
        CHECK_INT(test_in_child(be_a_child, &family), 0);
        CHECK(exists(family.path));
        CHECK_INT(notes_in(family.path), 1);
        CHECK_INT(test_directory_entries(), 1); /* the child's own files went with it */
        CHECK(family.probe->probe != NULL);
        CHECK_INT(usdt_provider_add_probe(family.provider, test_probe("later", 2)), 0);
        CHECK_INT(notes_in(family.path), 2);
        usdt_provider_free(family.provider);
}

static int fire_only(void *argument)
{
        struct family *family = argument;
        for (int i = 0; i < 10; i++)
                usdt_fire_probe(family->probe->probe, 0, NULL);
        return 0;
}

TEST(fork_firesOfTheChild_areSeenByPath)
{
        test_needs_uprobes();
        struct family family = {.probe = test_probe("n", 2)};
        family.provider = test_enabled(family.probe);
        struct read_note note = read_one_note(usdt_image_path(0), "n");
        int attachment = kernel_attach(usdt_image_path(0), &note, -1);
        CHECK_INT(test_in_child(fire_only, &family), 0);
        usdt_fire_probe(family.probe->probe, 0, NULL);
        CHECK_INT(kernel_hits(attachment), 11);
        kernel_detach(attachment);
        CHECK_INT(kernel_semaphore(family.probe), 0);
        usdt_provider_free(family.provider);
}

static atomic_int stop;

static void *add_and_remove(void *argument)
{
        usdt_provider_t *provider = argument;
        usdt_probedef_t *probe = test_probe("busy", 2);
        while (!stop) {
                CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
                CHECK_INT(usdt_provider_remove_probe(provider, probe), 0);
        }
        return NULL;
}

static int add_in_child(void *unused)
{
        (void)unused;
        usdt_provider_t *provider = usdt_create_provider("child", "child");
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("n", 2)), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        usdt_provider_free(provider);
        return 0;
}

TEST(fork_whileAnotherThreadChangesProbes_leavesNoLockBehind)
{
#ifdef __SANITIZE_ADDRESS__
        test_skip("allocator", "the sanitizer's keeps the locks of other threads in a child");
#endif
        test_needs_native_speed();
        pthread_t thread;
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK(pthread_create(&thread, NULL, add_and_remove, provider) == 0);
        for (int i = 0; i < 50; i++)
                CHECK_INT(test_in_child(add_in_child, NULL), 0);
        stop = 1;
        pthread_join(thread, NULL);
        usdt_provider_free(provider);
}

/* ---- exit and death */

static int make_and_exit(void *argument)
{
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_INT(test_directory_entries(), 1);
        if (argument != NULL)
                kill(getpid(), SIGKILL);
        usdt_provider_free(provider);
        return 0;
}

TEST(exit_removesFileAndDirectory)
{
        CHECK_INT(test_in_child(make_and_exit, NULL), 0);
        CHECK_INT(test_directory_entries(), 0);
}

/* In the end the process refuses. */
static void *change_to_the_end(void *provider)
{
        usdt_probedef_t *probe = test_probe("busy", 2);
        for (;;) {
                usdt_provider_add_probe(provider, probe);
                usdt_provider_remove_probe(provider, probe);
        }
        return NULL;
}

static int exit_during_changes(void *unused)
{
        pthread_t thread;
        (void)unused;
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK(pthread_create(&thread, NULL, change_to_the_end, provider) == 0);
        /* Any moment will do: the other thread is somewhere in its changes. */
        test_nap();
        return 0;
}

TEST(exit_whileAnotherThreadChangesProbes_removesTheFile)
{
        test_needs_native_speed();
        for (int i = 0; i < 20; i++)
                CHECK_INT(test_in_child(exit_during_changes, NULL), 0);
        CHECK_INT(test_directory_entries(), 0);
}

TEST(death_leavesAFile_thatTheNextImageSweeps)
{
        for (int i = 0; i < 3; i++)
                CHECK_INT(test_in_child(make_and_exit, ""), 128 + SIGKILL); /* each sweeps the one before it */
        CHECK_INT(test_directory_entries(), 1);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_INT(test_directory_entries(), 1);
        CHECK(exists(usdt_image_path(0)));
        usdt_provider_free(provider);
}

static int outlive_the_parent(void *unused)
{
        (void)unused;
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        pid_t parent = getpid();
        fflush(NULL);
        if (fork() > 0)
                return 0;
        WAIT_FOR(getppid() != parent);
        WAIT_FOR(kill(parent, 0) != 0);
        CHECK(exists(usdt_image_path(0)));
        CHECK(symlink("seen", in_test_directory("seen")) == 0);
        usdt_provider_free(provider);
        exit(0);
}

/* As programs do that go to the background. */
TEST(exit_ofTheParent_leavesTheFileToItsChild)
{
        struct stat info;
        CHECK_INT(test_in_child(outlive_the_parent, NULL), 0);
        WAIT_FOR(lstat(in_test_directory("seen"), &info) == 0);
        CHECK(unlink(in_test_directory("seen")) == 0);
        WAIT_FOR(test_directory_entries() == 0);
}
