/*
 * status_test.c - the text that a process leaves for tracers.
 */
#include "harness.h"
#include "plugin.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[300];

static const char *status_of(pid_t pid)
{
        snprintf(path, sizeof path, "%s/%d/usdt4j.status", test_directory(), (int)pid);
        return path;
}

static bool exists(const char *name)
{
        struct stat info;
        return lstat(name, &info) == 0;
}

/* The file's lines after the mark, which has to be this process's. */
static void check_content(const char *expected)
{
        char mark[128];
        char *start = test_output(NULL, "cut -d ' ' -f 22 /proc/%d/stat", (int)getpid());
        char *content = test_output(NULL, "cat %s", status_of(getpid()));
        snprintf(mark, sizeof mark, "usdt4j-status 1 pid %d start %s", (int)getpid(), start);
        CHECK(strncmp(content, mark, strlen(mark)) == 0);
        CHECK_TEXT(content + strlen(mark), expected);
        free(start);
        free(content);
}

TEST(status_withoutAnImage_isThereForThisUserOnly)
{
        test_needs_start_time();
        struct stat info;
        CHECK_INT(usdt_status_write("no probes: the disk is full"), 0);
        CHECK_TEXT(usdt_image_error(), "");
        check_content("no probes: the disk is full\n");
        CHECK(stat(path, &info) == 0 && (info.st_mode & 07777) == 0600);
        CHECK_INT(usdt_image_count(), 0);
}

TEST(status_writtenAgain_isReplacedAsAWhole)
{
        test_needs_start_time();
        struct stat first, second;
        CHECK_INT(usdt_status_write("a long text\nof two lines\n"), 0);
        CHECK(stat(status_of(getpid()), &first) == 0);
        FILE *reader = fopen(path, "r");
        CHECK_INT(usdt_status_write("short"), 0);
        check_content("short\n");
        CHECK(stat(path, &second) == 0 && first.st_ino != second.st_ino);
        CHECK(fseek(reader, -6, SEEK_END) == 0 && fgetc(reader) == 'l'); /* who reads the old one reads it whole */
        fclose(reader);
        char *left = test_output(NULL, "ls %s/%d", test_directory(), (int)getpid());
        CHECK_TEXT(left, "usdt4j.status\n");
        free(left);
}

static int write_beside_an_image(void *unused)
{
        (void)unused;
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_INT(usdt_status_write("fine"), 0);
        CHECK(exists(status_of(getpid())) && exists(usdt_image_path(0)));
        usdt_provider_free(provider);
        return 0;
}

TEST(status_besideAnImage_leavesWithIt)
{
        CHECK_INT(test_in_child(write_beside_an_image, NULL), 0);
        CHECK_INT(test_directory_entries(), 0);
}

static int write_and_go(void *signal)
{
        CHECK_INT(usdt_status_write("here"), 0);
        CHECK(exists(status_of(getpid())));
        if (signal != NULL)
                kill(getpid(), SIGKILL);
        return 0;
}

TEST(status_atExit_isRemoved)
{
        CHECK_INT(test_in_child(write_and_go, NULL), 0);
        CHECK_INT(test_directory_entries(), 0);
}

static int write_own(void *parent)
{
        CHECK_INT(usdt_status_write("the child's"), 0);
        check_content("the child's\n");
        CHECK(exists(status_of(*(pid_t *)parent)));
        return 0;
}

static int write_nothing(void *unused)
{
        (void)unused;
        return 0;
}

TEST(status_ofAChildByFork_isItsOwn)
{
        test_needs_start_time();
        pid_t pid = getpid();
        CHECK_INT(usdt_status_write("the parent's"), 0);
        CHECK_INT(test_in_child(write_nothing, NULL), 0);
        CHECK_INT(test_in_child(write_own, &pid), 0);
        check_content("the parent's\n");
        CHECK_INT(test_directory_entries(), 1);
}

/* Two pid namespaces with one directory: each has a process of this number. */
TEST(status_besideTheOneOfAnother_takesAnotherName)
{
        status_of(getpid());
        free(test_output(NULL, "mkdir -m 700 %s/%d && echo other > %s && chmod 600 %s", test_directory(), (int)getpid(), path, path));
        char *pid = test_output(NULL, "flock --no-fork %s sleep 900 >/dev/null 2>&1 & echo $!", path);
        int status = 0;
        WAIT_FOR((free(test_output(&status, "flock -n %s true", path)), status != 0));
        CHECK_INT(usdt_status_write("mine"), 0);
        char *content = test_output(NULL, "cat %s; cat %s/%d/usdt4j-2.status", path, test_directory(), (int)getpid());
        CHECK_CONTAINS(content, "other\nusdt4j-status 1 pid ");
        CHECK_CONTAINS(content, "\nmine\n");
        free(content);
        free(test_output(NULL, "kill %s", pid));
        free(pid);
}

TEST(status_plantedSymlink_isNotFollowed)
{
        char victim[300];
        snprintf(victim, sizeof victim, "%s/victim", test_directory());
        status_of(getpid());
        free(test_output(NULL, "echo precious > %s; mkdir -m 700 %s/%d; ln -s %s %s; ln -s %s %s.new; ln -s %s %s/%d/usdt4j-2.status.new",
                         victim, test_directory(), (int)getpid(), victim, path, victim, path, victim, test_directory(), (int)getpid()));
        CHECK_INT(usdt_status_write("mine"), 0);
        char *content = test_output(NULL, "cat %s; cat %s/%d/usdt4j-2.status", victim, test_directory(), (int)getpid());
        CHECK_CONTAINS(content, "precious\nusdt4j-status 1 pid ");
        free(content);
        char *link = test_output(NULL, "readlink %s", path);
        CHECK_CONTAINS(link, "victim");
        free(link);
        free(test_output(NULL, "rm %s", victim));
}

TEST(status_nowhereToPutIt_saysWhy)
{
        CHECK_INT(usdt_set_directory("/proc/nowhere"), 0);
        CHECK_INT(usdt_status_write("text"), -1);
        CHECK_CONTAINS(usdt_image_error(), "/proc/nowhere: cannot be made");
}

TEST(status_descriptorsClosedBehindOurBack_isWrittenAgain)
{
        test_needs_start_time();
        CHECK_INT(usdt_status_write("first"), 0);
        for (int fd = 3; fd < 256; fd++)
                close(fd);
        CHECK_INT(usdt_status_write("second"), 0);
        check_content("second\n");
}
