#include "process/status.h"

#include "image/directory.h"
#include "image/explain.h"
#include "image/held.h"
#include "image/safe_directory.h"
#include "image/sweep.h"
#include "process/state.h"
#include "share.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* When this process ("self" or a number) started, in ticks since the boot; 0 when it cannot be told. */
static unsigned long long start_time(const char *pid)
{
        char text[1024], path[64];
        unsigned long long start = 0;
        snprintf(path, sizeof path, "/proc/%s/stat", pid);
        FILE *file = fopen(path, "re");
        size_t n = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
        text[n] = '\0';
        if (file != NULL)
                fclose(file);
        const char *at = strrchr(text, ')'); /* the program's name may hold anything */
        for (int field = 2; at != NULL && field < 22; field++)
                at = strchr(at + 1, ' ');
        if (at != NULL)
                start = strtoull(at, NULL, 10);
        return start;
}

/* The file's content, to be freed; NULL: no memory. */
static char *content_of(const char *text)
{
        size_t room = strlen(text) + 96;
        char *content = malloc(room);
        size_t length = strlen(text);
        if (content != NULL)
                snprintf(content, room, USDT_STATUS_MARK " pid %d start %llu\n%s%s", (int)getpid(), start_time("self"), text,
                         length > 0 && text[length - 1] == '\n' ? "" : "\n");
        return content;
}

bool usdt_status_is_left(int fd, const char *pid)
{
        char head[sizeof USDT_STATUS_MARK + 64];
        unsigned long long start = 0;
        ssize_t n = pread(fd, head, sizeof head - 1, 0);
        head[n > 0 ? n : 0] = '\0';
        if (strncmp(head, USDT_STATUS_MARK " ", sizeof USDT_STATUS_MARK) != 0)
                return false;
        return sscanf(head, USDT_STATUS_MARK " pid %*d start %llu", &start) != 1 || start == 0 || start != start_time(pid);
}

static bool is_ours(const struct usdt_status *status)
{
        struct stat info;
        return fstat(status->fd, &info) == 0 && info.st_dev == status->device && info.st_ino == status->inode;
}

void usdt_status_leave_to_parent(struct usdt_status *status)
{
        /* Its number may be another file's by now: daemons close all descriptors. */
        if (status->path != NULL && is_ours(status))
                close(status->fd);
        status->fd = -1;
}

void usdt_status_leave(struct usdt_status *status)
{
        if (status->path == NULL || status->pid != getpid())
                return;
        if (is_ours(status))
                close(status->fd);
        usdt_sweep_own(status->path, status->device, status->inode, true);
        free(status->path);
        status->path = NULL;
}

/*
 * Puts a new file in the place of the reserved one, whose lock makes the name ours: a reader meets the old content or
 * the new one. A descriptor with the lock, or -1 with errno.
 */
static int replace(int directory, const char *name, const char *content)
{
        char next[NAME_MAX + sizeof USDT_STATUS_NEXT];
        snprintf(next, sizeof next, "%s" USDT_STATUS_NEXT, name);
        unlinkat(directory, next, 0); /* of a process that was killed while it wrote */
        int fd = usdt_directory_high(openat(directory, next, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, USDT_UNMADE_MODE));
        if (fd < 0)
                return -1;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 && usdt_write_all(fd, content, strlen(content), 0) == 0) {
                usdt_directory_made(fd);
                if (renameat(directory, next, directory, name) == 0)
                        return fd;
        }
        int failure = errno;
        unlinkat(directory, next, 0);
        close(fd);
        errno = failure;
        return -1;
}

/* Opens and locks our file again if its descriptor was closed behind our back. */
static bool regain(struct usdt_status *status)
{
        if (is_ours(status))
                return true;
        status->fd = usdt_directory_high(open(status->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        if (status->fd >= 0 && is_ours(status) && flock(status->fd, LOCK_EX | LOCK_NB) == 0)
                return true;
        if (status->fd >= 0)
                close(status->fd);
        status->fd = -1;
        return false;
}

/* Whether our file is in this directory. */
static bool is_in(struct usdt_status *status, const char *directory)
{
        size_t length = strlen(directory);
        return status->path != NULL && status->pid == getpid() && strncmp(status->path, directory, length) == 0
                && status->path[length] == '/' && strchr(status->path + length + 1, '/') == NULL && regain(status);
}

static int remember(struct usdt_status *status, const char *directory, const char *name, int fd)
{
        struct stat info;
        char *path = NULL;
        if (fstat(fd, &info) != 0 || asprintf(&path, "%s/%s", directory, name) < 0)
                return -1;
        if (status->path != NULL && status->pid == getpid() && strcmp(status->path, path) != 0)
                usdt_status_leave(status);
        else if (status->path != NULL && is_ours(status))
                close(status->fd);
        free(status->path);
        *status = (struct usdt_status){.path = path, .fd = fd, .pid = getpid(), .device = info.st_dev, .inode = info.st_ino};
        return 0;
}

/*
 * Finds the name that our file has in this process's directory, or reserves one: a descriptor that keeps it reserved,
 * or -1 with errno. Opens the directory.
 */
static int reserve(struct usdt_status *status, int base, const char *path, char name[NAME_MAX + 1], int *directory)
{
        const char *process = strrchr(path, '/') + 1;
        if (!is_in(status, path))
                return usdt_directory_create(base, (int)getpid(), USDT_STATUS_STEM, USDT_STATUS_SUFFIX, 1, name, directory);
        *directory = usdt_safe_directory_below(base, process);
        if (*directory < 0)
                return -1;
        usdt_held_lock(*directory);
        snprintf(name, NAME_MAX + 1, "%s", strrchr(status->path, '/') + 1);
        return fcntl(status->fd, F_DUPFD_CLOEXEC, 3);
}

/* 0, or -1 with an added explanation. */
static int write_in(struct usdt_state *all, const char *base, const char *content)
{
        char name[NAME_MAX + 1], process[16], root[PATH_MAX], path[PATH_MAX + sizeof process + 1];
        int directory = -1, base_fd = usdt_safe_directory_open(base, root);
        if (base_fd < 0)
                return -1;
        usdt_held_lock(base_fd);
        if (!all->swept)
                usdt_sweep(base_fd);
        snprintf(process, sizeof process, "%d", (int)getpid());
        snprintf(path, sizeof path, "%s/%s", root, process);
        int reserved = reserve(&all->status, base_fd, path, name, &directory);
        int fd = reserved >= 0 ? replace(directory, name, content) : -1;
        if (fd >= 0 && remember(&all->status, path, name, fd) == 0) {
                close(reserved);
                usdt_held_keep(&all->held, base_fd, root, directory, process);
                return 0;
        }
        usdt_explain_more("%s/%s/%s: cannot be written: %s", base, process, USDT_STATUS_STEM USDT_STATUS_SUFFIX, strerror(errno));
        if (reserved >= 0) {
                if (!is_in(&all->status, path))
                        usdt_directory_undo(base_fd, (int)getpid(), directory, name);
                close(reserved);
                close(directory);
        }
        if (fd >= 0)
                close(fd);
        close(base_fd);
        return -1;
}

static int write_somewhere(struct usdt_state *all, const char *text)
{
        char(*bases)[PATH_MAX] = malloc(USDT_BASES_MAX * sizeof *bases);
        char *content = content_of(text);
        int result = -1;
        usdt_explain("%s", bases == NULL || content == NULL ? "no memory; free some and try again" : "");
        int count = bases != NULL && content != NULL ? usdt_directory_bases(all->directory, bases) : 0;
        for (int i = 0; i < count && result != 0; i++)
                result = write_in(all, bases[i], content);
        all->swept |= count > 0;
        free(content);
        free(bases);
        if (result == 0)
                usdt_explain("%s", "");
        return result;
}

int usdt_status_write(const char *text)
{
        struct usdt_state *all = usdt_state();
        int result = -1;
        usdt_lock();
        if (all->leaving)
                usdt_explain("this process is ending");
        else
                result = write_somewhere(all, text != NULL ? text : "");
        usdt_unlock();
        return result;
}
