#include "status.h"

#include "directory.h"
#include "explain.h"
#include "share.h"
#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* When this process started, in ticks since the boot; 0 when it cannot be told. */
static unsigned long long start_time(void)
{
        char text[1024];
        unsigned long long start = 0;
        FILE *file = fopen("/proc/self/stat", "re");
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
                snprintf(content, room, USDT_STATUS_MARK " pid %d start %llu\n%s%s", (int)getpid(), start_time(), text,
                         length > 0 && text[length - 1] == '\n' ? "" : "\n");
        return content;
}

static bool is_ours(const struct usdt_status *status)
{
        struct stat info;
        return fstat(status->fd, &info) == 0 && info.st_dev == status->device && info.st_ino == status->inode;
}

void usdt_status_forget(struct usdt_status *status)
{
        /* Its number may be another file's by now: daemons close all descriptors. */
        if (status->path != NULL && is_ours(status))
                close(status->fd);
        status->path = NULL; /* no free(): another thread may have held the allocator's lock at the fork */
}

void usdt_status_leave(struct usdt_status *status)
{
        if (status->path == NULL || status->pid != getpid())
                return;
        if (is_ours(status))
                close(status->fd);
        usdt_directory_leave(status->path, true);
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
        int fd = usdt_directory_high(openat(directory, next, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (fd < 0)
                return -1;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 && usdt_write_all(fd, content, strlen(content), 0) == 0
            && renameat(directory, next, directory, name) == 0)
                return fd;
        int failure = errno;
        unlinkat(directory, next, 0);
        close(fd);
        errno = failure;
        return -1;
}

/* The name that this process has in this directory already, or "". */
static void known_name(const struct usdt_status *status, const char *directory, char name[NAME_MAX + 1])
{
        const char *slash = status->path != NULL && status->pid == getpid() ? strrchr(status->path, '/') : NULL;
        bool same = slash != NULL && is_ours(status) && strlen(directory) == (size_t)(slash - status->path)
                && strncmp(status->path, directory, strlen(directory)) == 0;
        snprintf(name, NAME_MAX + 1, "%s", same ? slash + 1 : "");
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

/* 0, or -1 with an added explanation. */
static int write_in(struct usdt_status *status, const char *base, const char *content)
{
        char name[NAME_MAX + 1], process[16], path[PATH_MAX];
        int result = -1, reserved = -1, base_fd = usdt_directory_open(base);
        if (base_fd < 0)
                return -1;
        snprintf(process, sizeof process, "%d", (int)getpid());
        int directory = usdt_directory_open_below(base_fd, process);
        usdt_directory_path(directory, path);
        known_name(status, path, name);
        if (directory >= 0 && *name == '\0')
                reserved = usdt_directory_create(base_fd, (int)getpid(), USDT_STATUS_STEM, USDT_STATUS_SUFFIX, 1, name);
        int fd = directory >= 0 && *name != '\0' ? replace(directory, name, content) : -1;
        if (fd >= 0)
                result = remember(status, path, name, fd);
        if (result != 0) {
                usdt_explain_more("%s/%s/%s: cannot be written: %s", base, process, USDT_STATUS_STEM USDT_STATUS_SUFFIX,
                                  strerror(errno));
                if (reserved >= 0 && unlinkat(directory, name, 0) == 0)
                        unlinkat(base_fd, process, AT_REMOVEDIR);
        }
        if (reserved >= 0)
                close(reserved);
        if (directory >= 0)
                close(directory);
        close(base_fd);
        return result;
}

static int write_somewhere(struct usdt_state *all, const char *text)
{
        char(*bases)[PATH_MAX] = malloc(USDT_BASES_MAX * sizeof *bases);
        char *content = content_of(text);
        int result = -1;
        usdt_explain("%s", bases == NULL || content == NULL ? "no memory; free some and try again" : "");
        int count = bases != NULL && content != NULL ? usdt_directory_bases(all->directory, bases) : 0;
        for (int i = 0; i < count && result != 0; i++)
                result = write_in(&all->status, bases[i], content);
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
