/*
 * directory_test.c - places where an image can and cannot be, and what is said of them.
 */
#include "harness.h"
#include "reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[256];

static const char *in_directory(const char *name)
{
        snprintf(place, sizeof place, "%s/%s", test_directory(), name);
        return place;
}

/* The image went to memory, works, and says why. */
static void check_memory(const char *reason)
{
        usdt_probedef_t *probe = test_probe("n", 2), *later = test_probe("later", 2);
        usdt_provider_t *provider = test_enabled(probe);
        CHECK_CONTAINS(usdt_image_path(0), "/proc/");
        CHECK_CONTAINS(usdt_image_path(0), "/fd/");
        CHECK_CONTAINS(usdt_image_reason(0), reason);
        CHECK_TEXT(usdt_image_error(), "");
        CHECK_INT(usdt_provider_add_probe(provider, later), 0);
        CHECK_TEXT(read_one_note(usdt_image_path(0), "later").provider, "prov");
        usdt_fire_probe(later->probe, 0, NULL);
        CHECK_INT(usdt_is_enabled(later->probe), 0);
        usdt_provider_free(provider);
}

static void own_mounts(const char *type, const char *path, unsigned long flags, const char *options)
{
        test_needs_root();
        CHECK(mkdir(path, 0700) == 0 || errno == EEXIST);
        if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) != 0
            || mount(type, path, type, flags, options) != 0)
                test_skip("permission", "mounting in a private name space");
        CHECK_INT(usdt_set_directory(path), 0);
}

TEST(directory_default_holdsPidAndModuleAndGoesAtExit)
{
        char path[512];
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        snprintf(path, sizeof path, "%s/%d/mod.so", test_directory(), (int)getpid());
        CHECK_TEXT(usdt_image_path(0), path);
        CHECK_TEXT(usdt_image_reason(0), "");
        struct stat info;
        CHECK(stat(path, &info) == 0 && (info.st_mode & 077) == 0);
        *strrchr(path, '/') = '\0';
        CHECK(stat(path, &info) == 0 && (info.st_mode & 0777) == 0700);
        usdt_provider_free(provider);
}

TEST(directory_unset_isBelowTheRuntimeDirectory)
{
        char expected[300];
        unsetenv("USDT_DIR");
        setenv("XDG_RUNTIME_DIR", test_directory(), 1);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        snprintf(expected, sizeof expected, "%s/usdt/%d/mod.so", test_directory(), (int)getpid());
        CHECK_TEXT(usdt_image_path(0), expected);
        usdt_provider_free(provider);
}

TEST(directory_unset_isNotBelowTheRuntimeDirectoryOfSomebodyElse)
{
        test_needs_root();
        CHECK(chown(test_directory(), 65534, 65534) == 0);
        unsetenv("USDT_DIR");
        setenv("XDG_RUNTIME_DIR", test_directory(), 1);
        setenv("TMPDIR", test_directory(), 1);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK(strncmp(usdt_image_path(0), test_directory(), strlen(test_directory())) != 0);
        usdt_provider_free(provider);
}

TEST(directory_relative_becomesAbsolute)
{
        CHECK(chdir(test_directory()) == 0);
        CHECK_INT(usdt_set_directory("here"), 0);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK(usdt_image_path(0)[0] == '/');
        CHECK_CONTAINS(usdt_image_path(0), "/here/");
        usdt_provider_free(provider);
        CHECK(chdir("/") == 0); /* the file is removed all the same; the harness looks */
}

TEST(directory_symlink_isRefused)
{
        char target[300];
        snprintf(target, sizeof target, "%s/target", test_directory());
        CHECK(mkdir(target, 0700) == 0 && symlink(target, in_directory("link")) == 0);
        CHECK_INT(usdt_set_directory(strcat(place, "/")), 0);
        check_memory("is a symlink or no directory, which is refused");
        CHECK(rmdir(target) == 0); /* nothing was put there */
}

TEST(directory_aFile_isRefused)
{
        fclose(fopen(in_directory("file"), "w"));
        CHECK_INT(usdt_set_directory(place), 0);
        check_memory("is a symlink or no directory");
}

TEST(directory_missingParent_isSaid)
{
        CHECK_INT(usdt_set_directory(in_directory("a/b")), 0);
        check_memory("a/b: cannot be made: No such file or directory");
}

TEST(directory_tooLong_isRefusedAtOnce)
{
        char longest[5000];
        memset(longest, 'a', sizeof longest);
        longest[4999] = '\0';
        CHECK_INT(usdt_set_directory(longest), -1);
        CHECK_CONTAINS(usdt_image_error(), "the directory is 4999 bytes long, the most is");
}

TEST(directory_ofSomebodyElse_isRefused)
{
        test_needs_root();
        CHECK(mkdir(in_directory("foreign"), 0700) == 0 && chown(place, 12345, 12345) == 0);
        CHECK_INT(usdt_set_directory(place), 0);
        check_memory("belongs to uid 12345, not to this process's uid 0");
}

TEST(directory_writableByOthers_isRefused)
{
        CHECK(mkdir(in_directory("open"), 0700) == 0 && chmod(place, 0777) == 0);
        CHECK_INT(usdt_set_directory(place), 0);
        check_memory("others may write to it (mode 777)");
}

TEST(directory_belowSymlinksOfThisUser_isWhereTheyLead)
{
        char expected[300];
        free(test_output(NULL, "cd %s && mkdir -p real/a/b && ln -s real/a/../a link && ln -s $PWD/link/b absolute && ln -s absolute/./ again",
                         test_directory()));
        CHECK_INT(usdt_set_directory(in_directory("again/../b/base")), 0);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        snprintf(expected, sizeof expected, "%s/real/a/b/base/%d/mod.so", test_directory(), (int)getpid());
        CHECK_TEXT(usdt_image_path(0), expected);
        usdt_provider_free(provider);
}

TEST(directory_belowASymlinkToItself_isRefused)
{
        free(test_output(NULL, "ln -s loop %s/loop", test_directory()));
        CHECK_INT(usdt_set_directory(in_directory("loop/base")), 0);
        check_memory("Too many levels of symbolic links");
}

TEST(directory_dot_isTheWorkingDirectory)
{
        CHECK(chdir(test_directory()) == 0);
        CHECK_INT(usdt_set_directory("."), 0);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK(strncmp(usdt_image_path(0), test_directory(), strlen(test_directory())) == 0);
        usdt_provider_free(provider);
}

TEST(directory_belowOneOfSomebodyElse_isRefused)
{
        test_needs_root();
        CHECK(mkdir(in_directory("foreign"), 0755) == 0 && chown(place, 12345, 12345) == 0);
        CHECK(mkdir(in_directory("foreign/ours"), 0700) == 0);
        CHECK_INT(usdt_set_directory(place), 0);
        check_memory("/foreign belongs to uid 12345, neither to root nor to this process's uid 0");
        CHECK(rmdir(place) == 0); /* nothing was put there */
}

TEST(directory_belowOneThatOthersWriteTo_isRefusedAndSaysWhatToDo)
{
        char advice[700];
        CHECK(mkdir(in_directory("open"), 0700) == 0 && chmod(place, 0777) == 0);
        snprintf(advice, sizeof advice, "others may write to %s (mode 777) and replace what is in it; chmod +t %s, or choose another directory",
                 place, place);
        CHECK_INT(usdt_set_directory(in_directory("open/ours")), 0);
        check_memory(advice);
        struct stat info;
        CHECK(stat(place, &info) != 0); /* nothing was made there */
}

TEST(directory_belowOneThatTheGroupWritesTo_isRefused)
{
        CHECK(mkdir(in_directory("open"), 0700) == 0 && chmod(place, 0770) == 0);
        CHECK_INT(usdt_set_directory(in_directory("open/ours")), 0);
        check_memory("(mode 770) and replace what is in it");
}

static int use_as_another(void *unused)
{
        (void)unused;
        if (setgid(12345) != 0 || setuid(12345) != 0)
                return 1;
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK(strncmp(usdt_image_path(0), place, strlen(place)) == 0);
        usdt_provider_free(provider);
        return 0;
}

TEST(directory_ofAUser_belowAStickyOneOfRoot_isUsed)
{
        test_needs_root();
        CHECK(chmod(test_directory(), 01777) == 0);
        CHECK_INT(usdt_set_directory(in_directory("user")), 0);
        CHECK_INT(test_in_child(use_as_another, NULL), 0);
        struct stat info;
        CHECK(stat(place, &info) == 0 && info.st_uid == 12345 && (info.st_mode & 07777) == 0700);
}

TEST(directory_ofThePid_asSymlink_isNotFollowed)
{
        char target[300], link[300];
        snprintf(target, sizeof target, "%s/target", test_directory());
        snprintf(link, sizeof link, "%s/%d", test_directory(), (int)getpid());
        CHECK(mkdir(target, 0700) == 0 && symlink(target, link) == 0);
        check_memory("mod.so: cannot be made");
        CHECK(rmdir(target) == 0);
}

TEST(file_plantedSymlink_isNotFollowed)
{
        char victim[300], link[300];
        snprintf(victim, sizeof victim, "%s/victim", test_directory());
        FILE *file = fopen(victim, "w");
        fputs("precious", file);
        fclose(file);
        snprintf(link, sizeof link, "%s/%d", test_directory(), (int)getpid());
        CHECK(mkdir(link, 0700) == 0);
        strcat(link, "/mod.so");
        CHECK(symlink(victim, link) == 0);
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_CONTAINS(usdt_image_path(0), "/mod-2.so");
        usdt_provider_free(provider);
        char *text = test_output(NULL, "cat %s", victim);
        CHECK_TEXT(text, "precious");
        free(text);
        CHECK(unlink(link) == 0);
}

TEST(directory_readOnly_goesToMemory)
{
        own_mounts("tmpfs", in_directory("readonly"), MS_RDONLY, NULL);
        check_memory("Read-only file system");
}

TEST(directory_noexec_goesToMemory)
{
        own_mounts("tmpfs", in_directory("noexec"), MS_NOEXEC, NULL);
        check_memory("mounted noexec");
        char *left = test_output(NULL, "find %s -type f", place);
        CHECK_TEXT(left, "");
        free(left);
}

TEST(disk_fullFromTheStart_goesToMemory)
{
        own_mounts("tmpfs", in_directory("full"), 0, "size=64k");
        check_memory("cannot be written: No space left on device");
}

TEST(disk_fullLater_movesOnToMemory)
{
        char name[USDT_NAME_MAX + 1];
        own_mounts("tmpfs", in_directory("small"), 0, "size=256k");
        usdt_provider_t *provider = test_enabled(test_probe("first", 2));
        CHECK_TEXT(usdt_image_reason(0), "");
        for (int i = 0; usdt_image_count() == 1; i++) {
                CHECK(i < 10000);
                snprintf(name, sizeof name, "n%0100d", i);
                usdt_probedef_t *probe = test_probe(name, 12);
                CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
                CHECK(probe->probe != NULL);
                usdt_fire_probe(probe->probe, 0, NULL);
                CHECK_INT(usdt_is_enabled(probe->probe), 0);
        }
        CHECK_CONTAINS(usdt_image_reason(1), "No space left on device");
        CHECK_INT(usdt_provider_disable(provider), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        usdt_provider_free(provider);
}

TEST(fileSizeLimit_isAnErrorNotASignal)
{
        struct rlimit limit = {.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
        CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
        usdt_provider_t *provider = test_provider();
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("n", 2)), 0);
        CHECK_INT(usdt_provider_enable(provider), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "the image could not be loaded: ");
        CHECK_CONTAINS(usdt_errstr(provider), "File too large");
        CHECK_CONTAINS(usdt_errstr(provider), "set USDT_DIR to a directory");
        CHECK_CONTAINS(usdt_image_error(), "memory: File too large");
        CHECK_INT(provider->enabled, 0);
        CHECK(provider->probedefs->probe == NULL); /* defect 7 */
        usdt_provider_free(provider);
}

TEST(fileSizeLimit_setLater_isAnErrorNotASignal)
{
        struct rlimit limit = {.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
        usdt_probedef_t *probe = test_probe("n", 2), *later = test_probe("later", 2);
        usdt_provider_t *provider = test_enabled(probe);
        CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
        CHECK_INT(usdt_provider_add_probe(provider, later), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "File too large");
        usdt_fire_probe(probe->probe, 0, NULL);
        CHECK_INT(usdt_provider_disable(provider), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "could not be hidden from tracers: File too large");
        usdt_provider_free(provider);
}

/* As a cleaner of temporary files does. */
TEST(file_removedWhileInUse_isReplacedByANewImage)
{
        usdt_probedef_t *probe = test_probe("n", 2), *later = test_probe("later", 2);
        usdt_provider_t *provider = test_enabled(probe);
        free(test_output(NULL, "rm -r %s/%d", test_directory(), (int)getpid()));
        usdt_fire_probe(probe->probe, 0, NULL);
        CHECK_INT(usdt_provider_add_probe(provider, later), 0);
        CHECK_INT(usdt_probe_image(later), 1);
        CHECK_TEXT(read_one_note(usdt_image_path(1), "later").provider, "prov");
        CHECK_INT(usdt_provider_disable(provider), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_INT(usdt_probe_image(probe), 1);
        CHECK_TEXT(read_one_note(usdt_image_path(1), "n").provider, "prov");
        CHECK_INT(usdt_image_count(), 2);
        usdt_provider_free(provider);
}

static char other[300];

/* Closes all descriptors, as daemons do, and lets another file have their numbers. */
static void reuse_descriptors(void)
{
        for (int fd = 3; fd < 256; fd++)
                close(fd);
        snprintf(other, sizeof other, "%s/other", test_directory());
        for (int i = 0; i < 16; i++)
                CHECK(open(other, O_RDWR | O_CREAT, 0600) >= 3);
}

static void check_other_is_empty(void)
{
        struct stat info;
        CHECK(stat(other, &info) == 0 && info.st_size == 0);
}

TEST(descriptors_closedBehindOurBack_areOpenedAgain)
{
        size_t count;
        usdt_probedef_t *probe = test_probe("n", 2), *later = test_probe("later", 2);
        usdt_provider_t *provider = test_enabled(probe);
        reuse_descriptors();
        CHECK_INT(usdt_provider_add_probe(provider, later), 0);
        CHECK_INT(usdt_probe_image(later), 0);
        reuse_descriptors();
        CHECK_INT(usdt_provider_disable(provider), 0);
        free(read_notes(usdt_image_path(0), &count));
        CHECK_INT(count, 0);
        check_other_is_empty();
        usdt_provider_free(provider);
}

TEST(descriptors_closedAndFileReplaced_neverHitAnotherFile)
{
        usdt_probedef_t *probe = test_probe("n", 2), *later = test_probe("later", 2);
        usdt_provider_t *provider = test_enabled(probe);
        reuse_descriptors();
        CHECK(rename(other, usdt_image_path(0)) == 0);
        CHECK_INT(usdt_provider_add_probe(provider, later), 0); /* a new image */
        CHECK_INT(usdt_probe_image(later), 1);
        CHECK_INT(usdt_provider_disable(provider), -1); /* the first image's notes are out of reach */
        CHECK_CONTAINS(usdt_errstr(provider), "could not be hidden");
        CHECK(probe->probe == NULL && later->probe == NULL);
        strcpy(other, usdt_image_path(0));
        check_other_is_empty();
        usdt_provider_free(provider);
}
