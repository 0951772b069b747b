/*
 * image.c - what an image is made of: its first bytes, its mapping, its end.
 */
#include "image/image.h"

#include "image/directory.h"
#include "image/explain.h"
#include "image/held.h"
#include "image/sweep.h"
#include "process/state.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* Writing beyond the limit would end the process by a signal. */
static bool is_beyond_limit(uint64_t end)
{
        struct rlimit limit;
        return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && end > limit.rlim_cur;
}

int usdt_write_all(int fd, const void *bytes, size_t length, uint64_t offset)
{
        const uint8_t *at = bytes;
        if (is_beyond_limit(offset + length)) {
                errno = EFBIG;
                return -1;
        }
        while (length > 0) {
                ssize_t n = pwrite(fd, at, length, (off_t)offset);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0) {
                        errno = n == 0 ? ENOSPC : errno;
                        return -1;
                }
                at += n;
                offset += (uint64_t)n;
                length -= (size_t)n;
        }
        return 0;
}

static void random_id(uint8_t id[USDT_BUILD_ID_SIZE])
{
        memset(id, 0, USDT_BUILD_ID_SIZE);
        if (getrandom(id, USDT_BUILD_ID_SIZE, GRND_NONBLOCK) != USDT_BUILD_ID_SIZE) {
                struct timespec now;
                pid_t pid = getpid();
                clock_gettime(CLOCK_REALTIME, &now);
                memcpy(id, &now, sizeof now < USDT_BUILD_ID_SIZE - 4 ? sizeof now : USDT_BUILD_ID_SIZE - 4);
                memcpy(id + USDT_BUILD_ID_SIZE - 4, &pid, 4);
        }
}

int usdt_image_format(int fd, const struct usdt_layout *layout, const char *soname)
{
        uint8_t head[USDT_HEAD_SIZE], dynamic[256], id[USDT_BUILD_ID_SIZE];
        if (is_beyond_limit(layout->note + USDT_UNIT_SIZE)) {
                errno = EFBIG;
                return -1;
        }
        /* What the process will write to in memory must be there on disk: a full disk is to be an error, not a SIGBUS. */
        if (ftruncate(fd, (off_t)(layout->note + USDT_HEAD_SIZE)) != 0) /* readers dislike a section at the very end */
                return -1;
        int failure;
        do
                failure = posix_fallocate(fd, (off_t)layout->sem, (off_t)(layout->note - layout->sem));
        while (failure == EINTR);
        if (failure != 0) {
                errno = failure;
                return -1;
        }
        random_id(id);
        usdt_layout_head(layout, soname, id, head);
        usdt_layout_dynamic(layout, soname, dynamic);
        return usdt_write_all(fd, dynamic, layout->dyn_size, layout->dyn) == 0 ? usdt_write_all(fd, head, sizeof head, 0) : -1;
}

bool usdt_image_is_marked(int fd)
{
        char magic[SELFMAG], mark[USDT_MARK_SIZE];
        return pread(fd, magic, sizeof magic, 0) == (ssize_t)sizeof magic && memcmp(magic, ELFMAG, SELFMAG) == 0
                && pread(fd, mark, sizeof mark, (off_t)usdt_layout_mark_offset()) == (ssize_t)sizeof mark
                && memcmp(mark, USDT_MARK, sizeof mark) == 0;
}

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

static struct usdt_image *new_image(const char *path, const char *module, const struct usdt_layout *layout)
{
        struct usdt_image *image = calloc(1, sizeof *image);
        if (image == NULL)
                return NULL;
        image->layout = *layout;
        image->fd = -1;
        image->pid = getpid();
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

struct usdt_image *usdt_image_map(int fd, const char *path, const char *module, const struct usdt_layout *layout)
{
        struct stat info;
        uint8_t head[USDT_HEAD_SIZE];
        struct usdt_image *image = new_image(path, module, layout);
        if (image == NULL || fstat(fd, &info) != 0 || pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head) {
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
        return fstat(fd, info) == 0 && info->st_dev == image->device && info->st_ino == image->inode;
}

/* Opens and locks the image's file again; the old number is not ours to close. */
static bool reopen(struct usdt_image *image, struct stat *info)
{
        int fd = usdt_directory_high(open(image->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        if (fd < 0)
                return false;
        if (!is_file_of(image, fd, info)) {
                close(fd);
                return false;
        }
        if (!image->shared)
                flock(fd, LOCK_EX | LOCK_NB); /* a child by fork may have it from the old descriptor: as good */
        image->fd = fd;
        usdt_held_again(&usdt_state()->held);
        return true;
}

bool usdt_image_writable(struct usdt_image *image)
{
        struct stat info;
        if (image->pid != usdt_process_id())
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
