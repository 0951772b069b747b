#include "image/sweep.h"

#include "image/file.h"
#include "image/names.h"
#include "image/safe_directory.h"
#include "image/status_file.h"
#include "libc/missing.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_DIRECTORY (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

static bool is_of_this_user_alone(const struct stat *info)
{
        return info->st_uid == geteuid() && (info->st_mode & 077) == 0;
}

/* Whether a process of this number maps <pid>/<name>. */
static bool is_mapped(const char *pid, const char *name)
{
        char path[64], tail[NAME_MAX + 32];
        char *line = NULL;
        size_t room = 0;
        bool found = false;
        snprintf(path, sizeof path, "/proc/%s/maps", pid);
        FILE *maps = fopen(path, "re");
        if (maps == NULL)
                return errno == EACCES || errno == EPERM;
        int length = snprintf(tail, sizeof tail, "/%s/%s\n", pid, name);
        for (ssize_t n; !found && (n = getline(&line, &room, maps)) > 0;)
                found = n > length && strcmp(line + n - length, tail) == 0;
        free(line);
        fclose(maps);
        return found;
}

/* What kind of file our naming gives this name to. */
enum kind { NOT_OURS, IMAGE, STATUS };

static bool ends_with(const char *name, const char *end)
{
        size_t length = strlen(name), tail = strlen(end);
        return length > tail && strcmp(name + length - tail, end) == 0;
}

static enum kind kind_of(const char *name)
{
        char stem[NAME_MAX + 1];
        usdt_name_stem(name, stem);
        if (strncmp(stem, name, USDT_NAME_STEM_MAX) != 0 || strlen(name) > USDT_NAME_STEM_MAX + 16)
                return NOT_OURS;
        if (ends_with(name, USDT_NAME_IMAGE_SUFFIX))
                return IMAGE;
        return strncmp(name, USDT_STATUS_STEM, strlen(USDT_STATUS_STEM)) == 0
                               && (ends_with(name, USDT_STATUS_SUFFIX) || ends_with(name, USDT_STATUS_SUFFIX USDT_STATUS_NEXT))
                       ? STATUS
                       : NOT_OURS;
}

/* Whether a dead process left this open file. */
static bool is_left(int fd, const char *pid, const char *name, mode_t mode)
{
        bool unmade = (mode & S_ISVTX) != 0;
        switch (kind_of(name)) {
        case IMAGE:
                return (unmade || usdt_image_is_marked(fd)) && !is_mapped(pid, name);
        case STATUS:
                return unmade || usdt_status_file_is_left(fd, pid);
        case NOT_OURS:
                break;
        }
        return false;
}

static int open_regular(int directory, const char *name, struct stat *info)
{
        int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0 || (usdt_fstat(fd, info) == 0 && S_ISREG(info->st_mode) && is_of_this_user_alone(info)))
                return fd;
        close(fd);
        errno = EPERM;
        return -1;
}

/* Whether we could lock this file, and it still has this name. */
static bool is_free(int directory, const char *name, int fd, const struct stat *info)
{
        struct stat named;
        return flock(fd, LOCK_EX | LOCK_NB) == 0 && usdt_fstatat(directory, name, &named, AT_SYMLINK_NOFOLLOW) == 0
                && named.st_ino == info->st_ino && named.st_dev == info->st_dev;
}

bool usdt_sweep_file(int directory, const char *pid, const char *name)
{
        struct stat info;
        int fd = open_regular(directory, name, &info);
        if (fd < 0)
                return errno == ENOENT;
        bool gone = is_free(directory, name, fd, &info) && is_left(fd, pid, name, info.st_mode)
                && unlinkat(directory, name, 0) == 0;
        close(fd);
        return gone;
}

void usdt_sweep_own(const char *path, dev_t device, ino_t inode, bool own)
{
        char parent[PATH_MAX];
        struct stat info;
        snprintf(parent, sizeof parent, "%s", path);
        char *name = strrchr(parent, '/');
        if (name == NULL || name == parent)
                return;
        *name++ = '\0';
        const char *process = strrchr(parent, '/');
        int directory = open(parent, OPEN_DIRECTORY);
        int fd = directory >= 0 ? open_regular(directory, name, &info) : -1;
        if (fd >= 0 && info.st_dev == device && info.st_ino == inode && is_free(directory, name, fd, &info)
            && (own || process == NULL || !is_mapped(process + 1, name)) && unlinkat(directory, name, 0) == 0)
                rmdir(parent);
        if (fd >= 0)
                close(fd);
        if (directory >= 0)
                close(directory);
}

/* The number as we write it. */
static bool is_number(const char *name)
{
        size_t length = strspn(name, "0123456789");
        return length > 0 && length <= 10 && name[length] == '\0' && *name != '0';
}

static void sweep_process(int base, const char *pid)
{
        struct stat info;
        int fd = openat(base, pid, OPEN_DIRECTORY);
        DIR *directory = fd < 0 ? NULL : fdopendir(fd);
        int removed = 0;
        if (directory == NULL) {
                if (fd >= 0)
                        close(fd);
                return;
        }
        if (usdt_fstat(fd, &info) == 0 && is_of_this_user_alone(&info) && flock(fd, LOCK_EX | LOCK_NB) == 0) {
                for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
                        removed += kind_of(entry->d_name) != NOT_OURS && usdt_sweep_file(fd, pid, entry->d_name);
                if (removed > 0 || (info.st_mode & 07777) == USDT_BELOW_MODE)
                        unlinkat(base, pid, AT_REMOVEDIR); /* fails when something is left */
        }
        closedir(directory);
}

void usdt_sweep(int base)
{
        int fd = openat(base, ".", OPEN_DIRECTORY);
        DIR *directory = fd < 0 ? NULL : fdopendir(fd);
        if (directory == NULL) {
                if (fd >= 0)
                        close(fd);
                return;
        }
        for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
                if (is_number(entry->d_name))
                        sweep_process(base, entry->d_name);
        closedir(directory);
}
