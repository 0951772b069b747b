#include "image/map.h"

#include "image/explain.h"
#include "image/fd.h"
#include "image/sweep.h"
#include "libc/missing.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static void free_image(struct usdt_image *image)
{
        if (image != NULL) {
                free(image->units);
                free(image->path);
                free(image->module);
                free(image->reason);
                free(image);
        }
}

static struct usdt_image *new_image(const char *path, const char *module, const struct usdt_layout *layout,
                                    struct usdt_owner *owner)
{
        struct usdt_image *image = calloc(1, sizeof *image);
        if (image == NULL)
                return NULL;
        image->layout = *layout;
        image->fd = -1;
        image->pid = getpid();
        image->owner = owner;
        image->path = strdup(path);
        image->module = strdup(module);
        image->reason = strdup("");
        image->units = calloc(layout->slots / USDT_UNIT_SLOTS, sizeof *image->units);
        if (image->path != NULL && image->module != NULL && image->reason != NULL && image->units != NULL)
                return image;
        free_image(image);
        return NULL;
}

static bool is_noexec(int fd)
{
        struct statvfs info;
        return fstatvfs(fd, &info) == 0 && (info.f_flag & ST_NOEXEC) != 0;
}

/*
 * Where an object is in memory, or NULL. Two threads may have loaded the same one; that the loader's lock orders them
 * is not seen by the sanitizer.
 */
__attribute__((no_sanitize("thread"), noinline)) static uint8_t *loaded_at(void *handle)
{
        struct link_map *map;
        return dlinfo(handle, RTLD_DI_LINKMAP, &map) == 0 ? (uint8_t *)map->l_addr : NULL;
}

struct usdt_image *usdt_image_map(int fd, const char *path, const char *module, const struct usdt_layout *layout,
                                  struct usdt_owner *owner)
{
        struct stat info;
        uint8_t head[USDT_HEAD_SIZE];
        struct usdt_image *image = new_image(path, module, layout, owner);
        if (image == NULL || usdt_fstat(fd, &info) != 0 || pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head) {
                usdt_explain_more("%s: %s", path, image == NULL ? "no memory" : strerror(errno));
                free_image(image);
                return NULL;
        }
        image->device = info.st_dev;
        image->inode = info.st_ino;
        void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (handle == NULL) {
                const char *why = dlerror();
                usdt_explain_more("%s: cannot be loaded%s: %s", path, is_noexec(fd) ? " (mounted noexec)" : "",
                                  why != NULL ? why : "unknown");
                free_image(image);
                return NULL;
        }
        uint8_t *loaded = loaded_at(handle);
        if (loaded == NULL || memcmp(loaded, head, sizeof head) != 0) {
                usdt_explain_more("%s: another file was loaded in its place", path);
                dlclose(handle);
                free_image(image);
                return NULL;
        }
        image->handle = handle;
        image->base = loaded;
        image->fd = fd;
        return image;
}

void usdt_image_discard(struct usdt_image *image)
{
        if (image->fd >= 0)
                close(image->fd);
        if (!image->shared && !image->memory)
                usdt_sweep_own(image->path, image->device, image->inode, true);
        dlclose(image->handle);
        for (uint32_t i = 0; i < image->layout.slots / USDT_UNIT_SLOTS; i++) {
                for (uint32_t k = 0; image->units[i].slots != NULL && k < USDT_UNIT_SLOTS; k++)
                        free(image->units[i].slots[k].key);
                free(image->units[i].slots);
        }
        free(image->buckets);
        free_image(image);
}

static bool is_file_of(const struct usdt_image *image, int fd, struct stat *info)
{
        return usdt_fstat(fd, info) == 0 && info->st_dev == image->device && info->st_ino == image->inode;
}

/* Opens and locks the image's file again; the old number is not ours to close. */
static bool reopen(struct usdt_image *image, struct stat *info)
{
        int fd = usdt_fd_above_standard(open(image->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        if (fd < 0)
                return false;
        if (!is_file_of(image, fd, info)) {
                close(fd);
                return false;
        }
        if (!image->shared)
                flock(fd, LOCK_EX | LOCK_NB); /* a child by fork may have it from the old descriptor: as good */
        image->fd = fd;
        usdt_held_relock(&image->owner->held);
        return true;
}

bool usdt_image_writable(struct usdt_image *image)
{
        struct stat info;
        if (image->pid != image->owner->pid)
                return false;
        /* A program that closes all its descriptors must not find probes written into whatever it opens next. */
        if (is_file_of(image, image->fd, &info) || reopen(image, &info)) {
                /* Tracers pass over a removed file. */
                image->dead |= info.st_nlink == 0 && !image->memory;
                return true;
        }
        image->broken = true;
        errno = EBADF;
        return false;
}

void usdt_image_leave(struct usdt_image *image)
{
        struct stat info;
        if (image->shared || image->memory)
                return;
        if (is_file_of(image, image->fd, &info))
                close(image->fd);
        image->fd = -1;
        usdt_sweep_own(image->path, image->device, image->inode, image->pid == getpid());
}
