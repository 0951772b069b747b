#include "directory.h"

#include "explain.h"

#include <ctype.h>
#include <dirent.h>
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

/*
 * Whether no other user owns it, who could put another directory in place of ours: the environment still names his
 * after `su`. Its mode does not count: volumes of containers are often writable for all.
 */
static bool is_trusted(const char *root)
{
        struct stat info;
        if (root == NULL || *root != '/' || stat(root, &info) != 0)
                return false;
        if (info.st_uid == geteuid() || info.st_uid == 0)
                return true;
        usdt_explain_more("%s: belongs to uid %u, not to this process's uid %u", root, (unsigned)info.st_uid,
                          (unsigned)geteuid());
        return false;
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
        if (is_trusted(runtime))
                count = add_base(bases, count, "%s/usdt", runtime);
        count = add_base(bases, count, "%s", "/run/usdt");
        if (is_trusted(temporary) && strcmp(temporary, "/tmp") != 0)
                count = add_base(bases, count, "%s/usdt-%u", temporary);
        return add_base(bases, count, "%s/usdt-%u", "/tmp");
}

int usdt_directory_high(int fd)
{
        if (fd < 0 || fd > 2)
                return fd;
        int high = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        close(fd);
        return high;
}

static int open_directory(int at, const char *name)
{
        return usdt_directory_high(openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

int usdt_directory_open(const char *base)
{
        struct stat info;
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s", base);
        for (size_t n = strlen(path); n > 1 && path[n - 1] == '/'; n--)
                path[n - 1] = '\0'; /* a slash at the end would make the system follow a symlink */
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
                usdt_explain_more("%s: cannot be made: %s", path, strerror(errno));
                return -1;
        }
        int fd = open_directory(AT_FDCWD, path);
        if (fd < 0 || fstat(fd, &info) != 0) {
                if (errno == ELOOP || errno == ENOTDIR)
                        usdt_explain_more("%s: is a symlink or no directory, which is refused", path);
                else
                        usdt_explain_more("%s: cannot be opened: %s", path, strerror(errno));
        } else if (info.st_uid != geteuid()) {
                usdt_explain_more("%s: belongs to uid %u, not to this process's uid %u", path, (unsigned)info.st_uid,
                                  (unsigned)geteuid());
        } else if ((info.st_mode & 022) != 0 && (info.st_mode & S_ISVTX) == 0) {
                usdt_explain_more("%s: others may write to it (mode %03o), at most 755 is allowed", path,
                                  (unsigned)info.st_mode & 0777);
        } else {
                return fd;
        }
        if (fd >= 0)
                close(fd);
        return -1;
}

int usdt_directory_open_below(int directory, const char *name)
{
        struct stat info;
        if (mkdirat(directory, name, 0700) != 0 && errno != EEXIST)
                return -1;
        int fd = open_directory(directory, name);
        if (fd < 0)
                return -1;
        if (fstat(fd, &info) == 0 && info.st_uid == geteuid() && (info.st_mode & 022) == 0)
                return fd;
        close(fd);
        errno = EPERM;
        return -1;
}

void usdt_directory_path(int directory, char path[PATH_MAX])
{
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
        ssize_t n = readlink(link, path, PATH_MAX - 1);
        path[n > 0 && path[0] == '/' ? n : 0] = '\0';
}

/*
 * Whether a process of this number maps <pid>/<name>: a daemon that closes all its descriptors loses its locks. One
 * that may not be looked at is given the benefit of the doubt.
 */
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

/* Removes <pid>/<name> if its owner is dead: true when it is gone. pid NULL: the owner is this process. */
static bool remove_dead(int directory, const char *pid, const char *name)
{
        struct stat open_file, named;
        bool gone = false;
        int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0)
                return errno == ENOENT;
        if (fstat(fd, &open_file) == 0 && S_ISREG(open_file.st_mode) && open_file.st_uid == geteuid()
            && flock(fd, LOCK_EX | LOCK_NB) == 0 && fstatat(directory, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && named.st_ino == open_file.st_ino && named.st_dev == open_file.st_dev 
            && (pid == NULL || !is_mapped(pid, name)))
                gone = unlinkat(directory, name, 0) == 0;
        close(fd);
        return gone;
}

static bool is_number(const char *name)
{
        const char *at = name;
        while (isdigit((unsigned char)*at))
                at++;
        return at > name && *at == '\0';
}

static void sweep_process(int base, const char *pid)
{
        int fd = open_directory(base, pid);
        DIR *directory = fd < 0 ? NULL : fdopendir(fd);
        if (directory == NULL) {
                if (fd >= 0)
                        close(fd);
                return;
        }
        for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
                size_t length = strlen(entry->d_name);
                if (length > 3 && strcmp(entry->d_name + length - 3, ".so") == 0)
                        remove_dead(fd, pid, entry->d_name);
        }
        closedir(directory);
        unlinkat(base, pid, AT_REMOVEDIR); /* fails when something is left */
}

void usdt_directory_sweep(int base)
{
        int fd = openat(base, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
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

/* Locks a file just made: 1, 0 when a sweeper was quicker, -1 when this file system has no locks. */
static int lock_new(int directory, const char *name, int fd)
{
        struct stat open_file, named;
        if (flock(fd, LOCK_EX | LOCK_NB) != 0)
                return errno == EWOULDBLOCK ? 0 : -1;
        return fstat(fd, &open_file) == 0 && fstatat(directory, name, &named, AT_SYMLINK_NOFOLLOW) == 0
                && named.st_ino == open_file.st_ino && named.st_dev == open_file.st_dev;
}

int usdt_directory_create(int base, int pid, const char *stem, const char *suffix, int number, char name[NAME_MAX + 1])
{
        char process[16];
        snprintf(process, sizeof process, "%d", pid);
        for (int retry = 0; retry < RETRIES && number < NUMBERS;) {
                int directory = usdt_directory_open_below(base, process);
                if (directory < 0) {
                        if (errno != ENOENT || ++retry == RETRIES)
                                return -1;
                        continue;
                }
                usdt_directory_name(name, stem, suffix, number);
                int fd = openat(directory, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
                int failure = errno;
                fd = usdt_directory_high(fd);
                int locked = fd >= 0 ? lock_new(directory, name, fd) : 0;
                if (locked > 0) {
                        close(directory);
                        return fd;
                }
                if (locked < 0) {
                        failure = errno;
                        unlinkat(directory, name, 0);
                        close(fd);
                        close(directory);
                        errno = failure;
                        return -1;
                }
                if (fd >= 0) {
                        close(fd);
                        retry++;
                } else if (failure == EEXIST) {
                        if (remove_dead(directory, process, name))
                                retry++;
                        else
                                number++;
                } else if (failure == ENOENT) {
                        retry++; /* a sweeper removed the directory */
                } else {
                        close(directory);
                        errno = failure;
                        return -1;
                }
                close(directory);
        }
        errno = EBUSY;
        return -1;
}

void usdt_directory_remove(const char *path)
{
        char parent[PATH_MAX];
        unlink(path);
        snprintf(parent, sizeof parent, "%s", path);
        char *slash = strrchr(parent, '/');
        if (slash != NULL && slash != parent) {
                *slash = '\0';
                rmdir(parent);
        }
}

void usdt_directory_leave(const char *path, bool own)
{
        char parent[PATH_MAX];
        snprintf(parent, sizeof parent, "%s", path);
        char *name = strrchr(parent, '/');
        if (name == NULL || name == parent)
                return;
        *name++ = '\0';
        int directory = open_directory(AT_FDCWD, parent);
        const char *process = strrchr(parent, '/');
        if (directory < 0)
                return;
        if (remove_dead(directory, own || process == NULL ? NULL : process + 1, name))
                rmdir(parent);
        close(directory);
}

void usdt_directory_stem(const char *module, char stem[NAME_MAX + 1])
{
        size_t n = 0;
        for (; module[n] != '\0' && n < USDT_STEM_MAX; n++) {
                unsigned char c = (unsigned char)module[n];
                stem[n] = (c < 0x80 && isalnum(c)) || c == '.' || c == '_' || c == '-' ? (char)c : '_';
        }
        stem[n] = '\0';
}

void usdt_directory_name(char name[NAME_MAX + 1], const char *stem, const char *suffix, int number)
{
        if (number == 1)
                snprintf(name, NAME_MAX + 1, "%.*s%s", USDT_STEM_MAX, stem, suffix);
        else
                snprintf(name, NAME_MAX + 1, "%.*s-%d%s", USDT_STEM_MAX, stem, number, suffix);
}
