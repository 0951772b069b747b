/*
 * sweep_test.c - what is left of dead processes goes, and nothing else.
 */
#include "harness.h"
#include "plugin.h"
#include "reader.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEAD 4194305 /* beyond the highest process number that a kernel gives */

static bool exists(const char *path)
{
        struct stat info;
        return lstat(path, &info) == 0;
}

static int make_one(void *unused)
{
        (void)unused;
        usdt_provider_free(test_enabled(test_probe("n", 2)));
        return 0;
}

/* Another process starts to use the library, and sweeps. */
static void sweep(void)
{
        CHECK_INT(test_in_child(make_one, NULL), 0);
}

static int die(void *path)
{
        test_enabled(test_probe("n", 2));
        CHECK_INT(usdt_status_write("here"), 0);
        free(test_output(NULL, "cp %s %s.image; cp %s/%d/usdt4j.status %s.status", usdt_image_path(0), (char *)path, test_directory(),
                         (int)getpid(), (char *)path));
        return kill(getpid(), SIGKILL);
}

/* The sweep must leave what this script makes in $d/<a dead process's number>; $i is an image, $s a status file. */
static void check_stays(const char *script)
{
        char whole[1024];
        snprintf(whole, sizeof whole, "%s/whole", test_directory());
        CHECK_INT(test_in_child(die, whole), 128 + SIGKILL);
        sweep(); /* its own files; the copies are elsewhere */
        char *said = test_output(NULL, "umask 077; d=%s; p=%d; i=$d/whole.image; s=$d/whole.status; mkdir $d/$p && { %s; } 2>&1",
                                 test_directory(), DEAD, script);
        CHECK_TEXT(said, "");
        free(said);
        char *before = test_output(NULL, "find %s -printf '%%P %%m %%U %%s %%l\\n' | sort", test_directory());
        sweep();
        char *after = test_output(NULL, "find %s -printf '%%P %%m %%U %%s %%l\\n' | sort", test_directory());
        CHECK_TEXT(after, before);
        snprintf(whole, sizeof whole, "\n%d 700 ", DEAD);
        CHECK_CONTAINS(after, whole);
        free(before);
        free(after);
}

TEST(sweep_aFileWithoutOurMark_stays)
{
        check_stays("echo text > $d/$p/x.so; echo text > $d/$p/usdt4j.status; touch $d/$p/empty.so $d/$p/usdt4j-2.status");
}

TEST(sweep_aDirectoryThatIsNotOurs_stays)
{
        check_stays("mkdir $d/20 $d/4194306; touch $d/4194306/x.so; mkdir -m 755 $d/4194307; cp $i $d/4194307/x.so");
}

TEST(sweep_anImageUnderAnotherName_stays)
{
        check_stays("cp $i $d/$p/x.txt; cp $i \"$d/$p/a b.so\"; cp $s $d/$p/other.status; mkdir $d/name $d/0$p $d/-1;"
                    "cp $i $d/name/x.so; cp $i $d/0$p/x.so; cp $i $d/-1/x.so; cp $i $d/x.so");
}

TEST(sweep_theMarkAtAnotherPlace_stays)
{
        check_stays("{ printf x; cat $i; } > $d/$p/x.so; { cat $i | head -c 1000; } > $d/$p/short.so; { echo; cat $s; } > $d/$p/usdt4j.status;"
                    "sed 's/usdtimg/usdtimh/' $i > $d/$p/y.so; { printf '\\0'; tail -c +2 $i; } > $d/$p/z.so");
}

TEST(sweep_whatIsNoRegularFile_stays)
{
        check_stays("mkfifo $d/$p/fifo.so; mkdir $d/$p/directory.so; ln -s $i $d/$p/link.so; ln -s $d/$p $d/4194306");
}

TEST(sweep_anImageThatOthersMayWriteOrOwn_stays)
{
        test_needs_root();
        check_stays("cp $i $d/$p/x.so; chmod 666 $d/$p/x.so; cp $i $d/$p/y.so; chown 12345 $d/$p/y.so;"
                    "mkdir $d/4194306; cp $i $d/4194306/x.so; chown 12345 $d/4194306");
}

TEST(sweep_theFilesOfADeadProcess_go)
{
        char whole[1024];
        snprintf(whole, sizeof whole, "%s/whole", test_directory());
        for (int i = 0; i < 3; i++)
                CHECK_INT(test_in_child(die, whole), 128 + SIGKILL); /* each sweeps the one before it */
        free(test_output(NULL, "rm %s.*", whole));
        CHECK_INT(test_directory_entries(), 1);
        sweep();
        CHECK_INT(test_directory_entries(), 0);
}

TEST(sweep_besideAnotherFile_leavesThatAndItsDirectory)
{
        char path[300];
        check_stays("echo text > $d/$p/keep.txt");
        snprintf(path, sizeof path, "%s/%d/mod.so", test_directory(), DEAD);
        free(test_output(NULL, "cp %s/whole.image %s", test_directory(), path));
        CHECK(exists(path));
        sweep();
        CHECK(!exists(path));
        strcpy(strrchr(path, '/'), "/keep.txt");
        CHECK(exists(path));
}

/* A process that was killed while it made a file or a directory. */
TEST(sweep_whatWasNotDone_goes)
{
        free(test_output(NULL, "cd %s; mkdir -m 1700 4194306 4194307 4194308; cd 4194306; touch a.so usdt4j.status usdt4j.status.new;"
                               " head -c 3000000 /dev/zero > b.so; chmod 1600 *", test_directory()));
        CHECK_INT(test_directory_entries(), 3);
        sweep();
        CHECK_INT(test_directory_entries(), 0);
}

/* Its lock is gone, and yet it lives. */
TEST(sweep_leavesTheFilesOfAProcessThatClosedItsDescriptors)
{
        char status[300];
        test_needs_start_time();
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_INT(usdt_status_write("alive"), 0);
        snprintf(status, sizeof status, "%s/%d/usdt4j.status", test_directory(), (int)getpid());
        for (int fd = 3; fd < 256; fd++)
                close(fd);
        sweep();
        CHECK(exists(usdt_image_path(0)));
        CHECK(exists(status));
        CHECK_INT(test_directory_entries(), 1);
        usdt_provider_free(provider);
}

/* A file of a process that had the number of a live one. */
TEST(sweep_theStatusOfAnEarlierProcess_goes)
{
        char status[300];
        snprintf(status, sizeof status, "%s/%d/usdt4j.status", test_directory(), (int)getpid());
        free(test_output(NULL, "umask 077; mkdir %s/%d; echo 'usdt4j-status 1 pid %d start 1' > %s", test_directory(), (int)getpid(),
                         (int)getpid(), status));
        CHECK(exists(status));
        sweep();
        CHECK_INT(test_directory_entries(), 0);
}

static int race(void *unused)
{
        size_t count;
        (void)unused;
        usdt_probedef_t *probe = test_probe("n", 2);
        usdt_provider_t *provider = test_enabled(probe);
        if (*usdt_image_reason(0) != '\0')
                test_fail(__FILE__, __LINE__, "%s", usdt_image_reason(0));
        free(read_notes(usdt_image_path(0), &count));
        CHECK_INT(count, 1);
        CHECK_INT(usdt_status_write("here"), 0);
        usdt_fire_probe(probe->probe, 0, NULL);
        usdt_provider_free(provider);
        return 0;
}

/* Makers and sweepers in each other's way: nobody loses his file. */
TEST(sweep_whileOthersMakeImages_takesNoneOfTheirs)
{
        test_needs_native_speed();
        int rounds = test_is_measured() ? 40 : 5, failed = 0;
        for (int round = 0; round < rounds; round++) {
                pid_t pids[12];
                fflush(NULL);
                for (int i = 0; i < 12; i++) {
                        pids[i] = fork();
                        if (pids[i] == 0)
                                exit(race(NULL));
                }
                for (int i = 0; i < 12; i++)
                        failed += test_wait(pids[i]) != 0;
        }
        CHECK_INT(failed, 0);
        CHECK_INT(test_directory_entries(), 0);
}
