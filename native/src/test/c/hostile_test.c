/*
 * hostile_test.c - another user at work in the directories around ours.
 */
#include "harness.h"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define OTHER 54321
#define IMAGES 100

static char volume[300], ours[320], theirs[320], mark[320];

/* A directory that two containers share, which is ours to be in: everybody may write to it. */
static void make_volume(mode_t mode)
{
        test_needs_root();
        snprintf(volume, sizeof volume, "%s/volume", test_directory());
        snprintf(ours, sizeof ours, "%s/usdt", volume);
        snprintf(theirs, sizeof theirs, "%s/theirs", volume);
        snprintf(mark, sizeof mark, "%s/mark", test_directory());
        CHECK(chmod(test_directory(), 0755) == 0);
        CHECK(mkdir(volume, 0700) == 0 && chmod(volume, mode) == 0 && mkdir(ours, 0700) == 0);
        setenv("USDT_TEST_MARK", mark, 1);
}

/* The other user's directory, with a library under every name that an image below the same place in ours will have. */
static void plant(const char *below)
{
        int status;
        char *said = test_output(&status,
                                 "{ set -e; d=%s%s/%d; mkdir -p $d; cp %s/marker.so $d/m0.so; i=1; "
                                 "while [ $i -lt %d ]; do ln $d/m0.so $d/m$i.so; i=$((i+1)); done; chown -R %d %s; } 2>&1",
                                 theirs, below, (int)getpid(), test_programs(), IMAGES, OTHER, theirs);
        if (status != 0)
                test_fail(__FILE__, __LINE__, "%s", said);
        free(said);
}

static _Noreturn void swap_for_ever(int ready)
{
        if (setgroups(0, NULL) != 0 || setgid(OTHER) != 0 || setuid(OTHER) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
                _exit(1);
        for (bool first = true;; first = false) {
                int result = renameat2(AT_FDCWD, ours, AT_FDCWD, theirs, RENAME_EXCHANGE);
                if (first && write(ready, result == 0 ? "y" : "n", 1) != 1)
                        _exit(1);
                sched_yield();
        }
}

/* The other user puts his directory in ours' place and back, all the time. Whether he can is told. */
static bool start_swapping(pid_t *pid)
{
        int pipes[2];
        char can = 0;
        fflush(NULL);
        CHECK(pipe(pipes) == 0);
        *pid = fork();
        CHECK(*pid >= 0);
        if (*pid == 0)
                swap_for_ever(pipes[1]);
        CHECK(read(pipes[0], &can, 1) == 1);
        return can == 'y';
}

static void stop_swapping(pid_t pid)
{
        kill(pid, SIGKILL);
        CHECK_INT(test_wait(pid), 128 + SIGKILL);
}

static bool exists(const char *path)
{
        struct stat info;
        return lstat(path, &info) == 0;
}

static int images_in(const char *directory)
{
        int count = 0;
        for (int i = 0; i < usdt_image_count(); i++)
                count += strncmp(usdt_image_path(i), directory, strlen(directory)) == 0;
        return count;
}

static void make_images(void)
{
        for (int i = 0; i < IMAGES; i++) {
                char module[16];
                snprintf(module, sizeof module, "m%d", i);
                usdt_provider_t *provider = usdt_create_provider("prov", module);
                CHECK_INT(usdt_provider_add_probe(provider, test_probe("n", 0)), 0);
                CHECK_INT(usdt_provider_enable(provider), 0);
                usdt_provider_free(provider);
        }
}

TEST(hostile_writableParent_neverLoadsAnothersLibrary)
{
        pid_t other;
        make_volume(0777);
        plant("");
        CHECK_INT(usdt_set_directory(ours), 0);
        CHECK(start_swapping(&other));
        make_images();
        stop_swapping(other);
        CHECK(!exists(mark));
        CHECK_INT(images_in("/proc/"), IMAGES);
}

TEST(hostile_writableGrandparent_neverLoadsAnothersLibrary)
{
        pid_t other;
        char below[340];
        make_volume(0777);
        plant("/a");
        snprintf(below, sizeof below, "%s/a", ours);
        CHECK(mkdir(below, 0700) == 0);
        CHECK_INT(usdt_set_directory(below), 0);
        CHECK(start_swapping(&other));
        make_images();
        stop_swapping(other);
        CHECK(!exists(mark));
        CHECK_INT(images_in("/proc/"), IMAGES);
}

TEST(hostile_stickyParent_isSafe)
{
        pid_t other;
        make_volume(01777);
        plant("");
        CHECK_INT(usdt_set_directory(ours), 0);
        CHECK(!start_swapping(&other));
        make_images();
        stop_swapping(other);
        CHECK(!exists(mark));
        CHECK_INT(images_in(ours), IMAGES);
}

TEST(hostile_writableParent_holdsNoSharedImage)
{
        make_volume(0777);
        CHECK_INT(usdt_set_directory(ours), 0);
        CHECK_INT(usdt_set_shared("orders"), 0);
        usdt_provider_t *provider = test_provider();
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("n", 0)), 0);
        CHECK_INT(usdt_provider_enable(provider), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "(mode 777) and replace what is in it; chmod +t");
        usdt_provider_free(provider);
}

/* A link on the way decides where we go: not one that another user may point elsewhere at any moment. */
TEST(hostile_linkOfAnother_isNotFollowed)
{
        char link[340], target[340], base[360];
        make_volume(01777);
        snprintf(link, sizeof link, "%s/link", volume);
        snprintf(target, sizeof target, "%s/target", test_directory());
        snprintf(base, sizeof base, "%s/usdt", link);
        CHECK(mkdir(target, 0700) == 0 && symlink(target, link) == 0 && lchown(link, OTHER, OTHER) == 0);
        CHECK_INT(usdt_set_directory(base), 0);
        usdt_provider_t *provider = test_enabled(test_probe("n", 0));
        CHECK_CONTAINS(usdt_image_path(0), "/proc/");
        CHECK_CONTAINS(usdt_image_reason(0), "a symlink of uid 54321's");
        CHECK(rmdir(target) == 0); /* nothing was made there */
        usdt_provider_free(provider);
}
