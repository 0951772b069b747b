#include "image/directory.h"

#include "image/fd.h"
#include "image/names.h"
#include "image/safe_directory.h"
#include "image/sweep.h"
#include "libc/missing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define RETRIES 100
#define NUMBERS 2000

static int add_base(char bases[USDT_BASES_MAX][PATH_MAX], int count, const char *format, const char *root)
{
        int n = snprintf(bases[count], PATH_MAX, format, root, (unsigned)geteuid());
        return n > 0 && n < PATH_MAX ? count + 1 : count;
}

static bool is_absolute(const char *root)
{
        return root != NULL && *root == '/';
}

int usdt_directory_bases(const char *chosen, char bases[USDT_BASES_MAX][PATH_MAX])
{
        int count = 0;
        const char *runtime = secure_getenv("XDG_RUNTIME_DIR");
        const char *temporary = secure_getenv("TMPDIR");
        if (chosen == NULL || *chosen == '\0')
                chosen = secure_getenv("USDT_DIR");
        if (chosen != NULL && *chosen != '\0')
                return add_base(bases, 0, "%s", chosen);
        if (is_absolute(runtime))
                count = add_base(bases, count, "%s/usdt", runtime);
        count = add_base(bases, count, "%s", "/run/usdt");
        if (is_absolute(temporary) && strcmp(temporary, "/tmp") != 0)
                count = add_base(bases, count, "%s/usdt-%u", temporary);
        return add_base(bases, count, "%s/usdt-%u", "/tmp");
}

static bool is_named(int directory, const char *name, int fd)
{
        struct stat open_file, named;
        return usdt_fstat(fd, &open_file) == 0 && usdt_fstatat(directory, name, &named, AT_SYMLINK_NOFOLLOW) == 0
                && named.st_ino == open_file.st_ino && named.st_dev == open_file.st_dev;
}

/* Opens and locks <base>/<pid>; -1 with errno, ENOENT when a sweeper removed it meanwhile. */
static int open_process(int base, const char *pid)
{
        int directory = usdt_safe_directory_below(base, pid);
        if (directory < 0)
                return -1;
        usdt_fd_lock(directory, LOCK_SH);
        if (is_named(base, pid, directory))
                return directory;
        close(directory);
        errno = ENOENT;
        return -1;
}

/* Locks a file just made: 1, 0 when a sweeper was quicker, -1 when this file system has no locks. */
static int lock_new(int directory, const char *name, int fd)
{
        if (flock(fd, LOCK_EX | LOCK_NB) != 0)
                return errno == EWOULDBLOCK ? 0 : -1;
        return is_named(directory, name, fd);
}

/* The new file, or -1 with errno: EEXIST when the name is taken, ENOENT when a sweeper was quicker. */
static int create(int directory, const char *name)
{
        int fd = usdt_fd_above_standard(openat(directory, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, USDT_UNMADE_MODE));
        int locked = fd >= 0 ? lock_new(directory, name, fd) : -1;
        if (locked > 0 || fd < 0)
                return fd;
        int failure = locked < 0 ? errno : ENOENT;
        if (locked < 0)
                unlinkat(directory, name, 0);
        close(fd);
        errno = failure;
        return -1;
}

int usdt_directory_create(int base, int pid, const char *stem, const char *suffix, int number, char name[NAME_MAX + 1],
                          int *directory)
{
        char process[16];
        snprintf(process, sizeof process, "%d", pid);
        for (int retry = 0; retry < RETRIES && number < NUMBERS;) {
                usdt_name_numbered(name, stem, suffix, number);
                *directory = open_process(base, process);
                int fd = *directory >= 0 ? create(*directory, name) : -1;
                if (fd >= 0)
                        return fd;
                int failure = errno;
                bool taken = *directory >= 0 && failure == EEXIST;
                if (taken && !usdt_sweep_file(*directory, process, name))
                        number++;
                else
                        retry++;
                if (*directory >= 0)
                        close(*directory);
                if (!taken && failure != ENOENT) {
                        unlinkat(base, process, AT_REMOVEDIR); /* fails when there is something in it */
                        errno = failure;
                        return -1;
                }
        }
        errno = EBUSY;
        return -1;
}

void usdt_directory_made(int fd)
{
        struct stat info;
        if (usdt_fstat(fd, &info) == 0)
                fchmod(fd, info.st_mode & 0777);
}

void usdt_directory_undo(int base, int pid, int directory, const char *name)
{
        char process[16];
        snprintf(process, sizeof process, "%d", pid);
        unlinkat(directory, name, 0);
        unlinkat(base, process, AT_REMOVEDIR); /* fails when something is left */
}
