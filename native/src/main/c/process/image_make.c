/*
 * image_make.c - where a new image goes: into the first directory that will have it, or else into memory.
 */
#include "image/image.h"

#include "image/directory.h"
#include "image/explain.h"
#include "image/held.h"
#include "image/safe_directory.h"
#include "image/sweep.h"
#include "process/state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/* Formats and maps the new file; NULL with an added explanation. Owns fd on success. */
static struct usdt_image *fill(int fd, const char *path, const char *module, const char *name,
                               const struct usdt_layout *layout)
{
        if (usdt_image_format(fd, layout, name) == 0) {
                usdt_directory_made(fd);
                return usdt_image_map(fd, path, module, layout);
        }
        usdt_explain_more("%s: cannot be written: %s", path, usdt_explain_error(errno));
        return NULL;
}

static struct usdt_image *make_in(const char *base, const char *module, const struct usdt_layout *layout, bool sweep)
{
        char stem[NAME_MAX + 1], name[NAME_MAX + 1], root[PATH_MAX], path[PATH_MAX];
        struct usdt_image *image = NULL;
        int pid = (int)getpid(), directory;
        char process[16];
        int base_fd = usdt_safe_directory_open(base, root);
        if (base_fd < 0)
                return NULL;
        usdt_held_lock(base_fd);
        if (sweep)
                usdt_sweep(base_fd);
        snprintf(process, sizeof process, "%d", pid);
        usdt_directory_stem(module, stem);
        /* The loader knows objects by path too: one that this process used before, even if removed, is no new one. */
        int fd = usdt_directory_create(base_fd, pid, stem, USDT_IMAGE_SUFFIX, 1 + usdt_images_of(module), name, &directory);
        if (fd < 0) {
                usdt_explain_more("%s/%d/%s.so: cannot be made: %s", base, pid, stem, usdt_explain_error(errno));
                close(base_fd);
                return NULL;
        }
        int n = snprintf(path, sizeof path, "%s/%s/%s", root, process, name);
        if (n < 0 || n >= (int)sizeof path)
                usdt_explain_more("%s: the path is longer than %d bytes", base, PATH_MAX);
        else
                image = fill(fd, path, module, name, layout);
        if (image != NULL) {
                usdt_hold(base_fd, root, directory, process);
                return image;
        }
        usdt_directory_undo(base_fd, pid, directory, name);
        close(fd);
        close(directory);
        close(base_fd);
        return NULL;
}

static struct usdt_image *make_in_memory(const char *module, const struct usdt_layout *layout)
{
        char stem[NAME_MAX + 1], name[NAME_MAX + 1], path[64];
        usdt_directory_stem(module, stem);
        usdt_directory_name(name, stem, USDT_IMAGE_SUFFIX, 1);
        int fd = memfd_create(name, MFD_CLOEXEC | MFD_EXEC);
        if (fd < 0 && errno == EINVAL)
                fd = memfd_create(name, MFD_CLOEXEC);
        fd = usdt_directory_high(fd);
        if (fd < 0 || usdt_image_format(fd, layout, name) != 0) {
                usdt_explain_more("memory: %s", usdt_explain_memory_error(errno));
                if (fd >= 0)
                        close(fd);
                return NULL;
        }
        snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)getpid(), fd);
        struct usdt_image *image = usdt_image_map(fd, path, module, layout);
        if (image == NULL) {
                close(fd);
                return NULL;
        }
        image->memory = true;
        return image;
}

struct usdt_image *usdt_image_make(const char *module, const char *directory, const char *shared, uint32_t capacity,
                                   bool sweep, int known)
{
        char(*bases)[PATH_MAX] = malloc(USDT_BASES_MAX * sizeof *bases);
        struct usdt_layout layout;
        struct usdt_image *image = NULL;
        if (bases == NULL) {
                usdt_explain("no memory");
                return NULL;
        }
        usdt_explain("%s", "");
        usdt_layout_init(&layout, capacity);
        int count = usdt_directory_bases(directory, bases);
        for (int i = 0; i < count && image == NULL && (*shared == '\0' || usdt_image_count() == known); i++)
                image = *shared != '\0' ? usdt_shared_open(bases[i], shared, capacity, known)
                                        : make_in(bases[i], module, &layout, sweep);
        free(bases);
        if (image == NULL && *shared == '\0') {
                image = make_in_memory(module, &layout);
                if (image != NULL) {
                        char *reason = strdup(usdt_explanation());
                        if (reason != NULL) {
                                free(image->reason);
                                image->reason = reason;
                        }
                }
        }
        if (image == NULL)
                usdt_explain_more("set USDT_DIR to a directory of this user's, on a file system that allows execution");
        else
                usdt_explain("%s", "");
        return image;
}
