#include "image/held.h"

#include "image/fd.h"
#include "libc/missing.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_open(const struct usdt_held_directory *directory)
{
        struct stat info;
        return usdt_fstat(directory->fd, &info) == 0 && info.st_dev == directory->device && info.st_ino == directory->inode;
}

/* In a child by fork: its parent's directories stay locked for it, but its own files are elsewhere. */
static void forget_parents(struct usdt_held *held)
{
        for (int i = held->count - 1; i >= 0; i--) {
                if (held->directories[i].pid == getpid())
                        continue;
                free(held->directories[i].path);
                held->directories[i] = held->directories[--held->count];
        }
}

static void keep(struct usdt_held *held, int fd, const char *path)
{
        struct stat info;
        bool known = usdt_fstat(fd, &info) != 0;
        for (int i = 0; i < held->count && !known; i++)
                known = held->directories[i].device == info.st_dev && held->directories[i].inode == info.st_ino
                        && is_open(&held->directories[i]);
        char *copy = known || held->count == USDT_HELD_MAX ? NULL : strdup(path);
        if (copy == NULL) {
                close(fd);
                return;
        }
        held->directories[held->count++] =
                (struct usdt_held_directory){.fd = fd, .pid = getpid(), .device = info.st_dev, .inode = info.st_ino, .path = copy};
}

void usdt_held_keep(struct usdt_held *held, int base, const char *path, int directory, const char *below)
{
        char whole[PATH_MAX + NAME_MAX + 2];
        snprintf(whole, sizeof whole, "%s/%s", path, below);
        forget_parents(held);
        keep(held, base, path);
        keep(held, directory, whole);
}

void usdt_held_relock(struct usdt_held *held)
{
        for (int i = 0; i < held->count; i++) {
                struct usdt_held_directory *directory = &held->directories[i];
                if (directory->pid != getpid() || is_open(directory))
                        continue;
                /* The old number is another file's by now, or is free. */
                directory->fd = usdt_fd_above_standard(open(directory->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
                if (directory->fd >= 0 && is_open(directory)) {
                        usdt_fd_lock(directory->fd, LOCK_SH);
                } else if (directory->fd >= 0) {
                        close(directory->fd);
                        directory->fd = -1;
                }
        }
}
