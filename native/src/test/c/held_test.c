/*
 * held_test.c - a cleaner of temporary files comes by: the directories that processes are in stay, with what is in them.
 */
#include "harness.h"
#include "plugin.h"
#include "process/settings.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static bool exists(const char *path)
{
        struct stat info;
        return lstat(path, &info) == 0;
}

/* Has systemd remove all of a directory whatever its age; what nobody holds is gone after it. */
static void clean(const char *directory)
{
        char old[400];
        int status;
        test_needs_root();
        test_needs_tool("systemd-tmpfiles");
        snprintf(old, sizeof old, "%s/old", directory);
        char *said = test_output(&status,
                                 "{ mkdir %s && touch %s/file && echo 'e %s - - - 0' > %s/clean.conf && chmod +t %s/clean.conf"
                                 " && systemd-tmpfiles --clean %s/clean.conf; } 2>&1",
                                 old, old, directory, test_directory(), test_directory(), test_directory());
        if (status != 0)
                test_fail(__FILE__, __LINE__, "%s", said);
        free(said);
        CHECK(!exists(old));
}

static void set_directory(const char *name)
{
        char path[300];
        snprintf(path, sizeof path, "%s/%s", test_directory(), name);
        CHECK_INT(usdt_set_directory(path), 0);
}

static char status_path[300];

static usdt_provider_t *make_files(void)
{
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_INT(usdt_status_write("here"), 0);
        snprintf(status_path, sizeof status_path, "%s", usdt_image_path(0));
        strcpy(strrchr(status_path, '/'), "/usdt4j.status");
        CHECK(exists(status_path));
        return provider;
}

static void check_files(void)
{
        CHECK(exists(usdt_image_path(0)));
        CHECK(exists(status_path));
}

TEST(tmpfiles_ofTheDirectoryAboveTheBase_passOverIt)
{
        set_directory("base");
        usdt_provider_t *provider = make_files();
        clean(test_directory());
        check_files();
        usdt_provider_free(provider);
}

TEST(tmpfiles_ofTheBase_passOverTheProcess)
{
        set_directory("base");
        usdt_provider_t *provider = make_files();
        char base[300];
        snprintf(base, sizeof base, "%s/base", test_directory());
        clean(base);
        check_files();
        usdt_provider_free(provider);
}

TEST(tmpfiles_ofTheDirectoryAboveASharedImage_passOverIt)
{
        set_directory("base");
        CHECK_INT(usdt_set_shared("orders"), 0);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        clean(test_directory());
        CHECK(exists(usdt_image_path(0)));
        usdt_provider_free(provider);
}

TEST(tmpfiles_withAStatusOnly_passOverIt)
{
        set_directory("base");
        CHECK_INT(usdt_status_write("no probes"), 0);
        clean(test_directory());
        snprintf(status_path, sizeof status_path, "%s/base/%d/usdt4j.status", test_directory(), (int)getpid());
        CHECK(exists(status_path));
}

TEST(tmpfiles_afterDescriptorsWereClosed_passOverAtTheNextProbe)
{
        set_directory("base");
        usdt_provider_t *provider = make_files();
        for (int fd = 3; fd < 256; fd++)
                close(fd);
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("later", 2)), 0);
        clean(test_directory());
        check_files();
        usdt_provider_free(provider);
}

static int outlive_the_parent(void *unused)
{
        (void)unused;
        set_directory("base");
        usdt_provider_t *provider = make_files();
        pid_t parent = getpid();
        fflush(NULL);
        if (fork() > 0)
                kill(parent, SIGKILL);
        WAIT_FOR(getppid() != parent);
        clean(test_directory());
        CHECK(exists(usdt_image_path(0)));
        usdt_provider_free(provider);
        exit(0);
}

/* As programs do that go to the background. */
TEST(tmpfiles_whileOnlyAChildByForkLives_passOverItsParentsImage)
{
        test_needs_root();
        test_needs_tool("systemd-tmpfiles");
        /* The child comes to this process, which waits for its end: it must not remove files while the harness does. */
        CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
        CHECK_INT(test_in_child(outlive_the_parent, NULL), 128 + SIGKILL);
        CHECK_INT(test_wait(-1), 0);
}

static int die(void *unused)
{
        (void)unused;
        set_directory("base");
        make_files();
        return kill(getpid(), SIGKILL);
}

TEST(tmpfiles_ofADeadProcess_removeItsFiles)
{
        char base[300];
        CHECK_INT(test_in_child(die, NULL), 128 + SIGKILL);
        clean(test_directory());
        snprintf(base, sizeof base, "%s/base", test_directory());
        CHECK(!exists(base));
}

/* Whoever cleans has an exclusive lock on the directory: who makes an image waits for him, and needs no lock in the end. */
TEST(lock_ofACleanerOnTheBase_isWaitedFor)
{
        test_needs_tool("flock");
        int status = 0;
        char *pid = test_output(NULL, "flock --no-fork %s sleep 60 >/dev/null 2>&1 & echo $!", test_directory());
        WAIT_FOR((free(test_output(&status, "flock -n %s true", test_directory())), status != 0));
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_CONTAINS(usdt_image_path(0), test_directory());
        free(test_output(NULL, "kill %s", pid));
        free(pid);
        usdt_provider_free(provider);
}

TEST(lock_ofAProcess_isSharedWithOthersInTheSameDirectories)
{
        int status;
        test_needs_tool("flock");
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        free(test_output(&status, "flock -s -n %s true && flock -s -n %s/%d true", test_directory(), test_directory(), (int)getpid()));
        CHECK_INT(status, 0);
        free(test_output(&status, "flock -n %s true || flock -n %s/%d true", test_directory(), test_directory(), (int)getpid()));
        CHECK(status != 0);
        usdt_provider_free(provider);
}

/* Two descriptors a process, however many images and statuses it makes. */
TEST(lock_manyImages_holdTheirDirectoriesOnce)
{
        char *before = NULL, *after = NULL;
        for (int i = 0; i < 20; i++) {
                char module[16];
                snprintf(module, sizeof module, "m%d", i);
                usdt_provider_t *provider = usdt_create_provider("prov", module);
                CHECK_INT(usdt_provider_add_probe(provider, test_probe("n", 0)), 0);
                CHECK_INT(usdt_provider_enable(provider), 0);
                CHECK_INT(usdt_status_write("text"), 0);
                free(after);
                after = test_output(NULL, "ls -l /proc/%d/fd | grep -c '%s[0-9/]*$'", (int)getpid(), test_directory());
                if (before == NULL)
                        before = strdup(after);
        }
        CHECK_TEXT(before, "2\n");
        CHECK_TEXT(after, "2\n");
        free(before);
        free(after);
}
