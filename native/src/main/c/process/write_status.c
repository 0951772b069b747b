/*
 * write_status.c - writes the process's status file.
 */
#include "image/directory.h"
#include "image/explain.h"
#include "image/fd.h"
#include "image/safe_directory.h"
#include "image/status_file.h"
#include "image/sweep.h"
#include "libc/missing.h"
#include "plugin.h"
#include "process/lock.h"
#include "process/state.h"
#include "process/status.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Puts a new file in the place of the reserved one, whose lock makes the name ours: a reader meets the old content or
 * the new one. A descriptor with the lock, or -1 with errno.
 */
static int replace(int directory, const char *name, const char *content)
{
        char next[NAME_MAX + sizeof USDT_STATUS_NEXT];
        snprintf(next, sizeof next, "%s" USDT_STATUS_NEXT, name);
        unlinkat(directory, next, 0); /* of a process that was killed while it wrote */
        int fd = usdt_fd_above_standard(openat(directory, next, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, USDT_UNMADE_MODE));
        if (fd < 0)
                return -1;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 && usdt_fd_write_all(fd, content, strlen(content), 0) == 0) {
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
        if (usdt_status_is_open(status))
                return true;
        status->fd = usdt_fd_above_standard(open(status->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        if (status->fd >= 0 && usdt_status_is_open(status) && flock(status->fd, LOCK_EX | LOCK_NB) == 0)
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
        if (usdt_fstat(fd, &info) != 0 || asprintf(&path, "%s/%s", directory, name) < 0)
                return -1;
        if (status->path != NULL && status->pid == getpid() && strcmp(status->path, path) != 0)
                usdt_status_leave(status);
        else if (status->path != NULL && usdt_status_is_open(status))
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
        usdt_fd_lock(*directory, LOCK_SH);
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
        usdt_fd_lock(base_fd, LOCK_SH);
        if (!all->swept)
                usdt_sweep(base_fd);
        snprintf(process, sizeof process, "%d", (int)getpid());
        snprintf(path, sizeof path, "%s/%s", root, process);
        int reserved = reserve(&all->status, base_fd, path, name, &directory);
        int fd = reserved >= 0 ? replace(directory, name, content) : -1;
        if (fd >= 0 && remember(&all->status, path, name, fd) == 0) {
                close(reserved);
                usdt_held_keep(&all->owner.held, base_fd, root, directory, process);
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
        char *content = usdt_status_file_content(text);
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
        usdt_state_lock();
        if (all->leaving)
                usdt_explain("this process is ending");
        else
                result = write_somewhere(all, text != NULL ? text : "");
        usdt_state_unlock();
        return result;
}
