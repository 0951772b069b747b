#include "process/make_image.h"

#include "image/directory.h"
#include "image/explain.h"
#include "image/fd.h"
#include "image/file.h"
#include "image/map.h"
#include "image/names.h"
#include "image/safe_directory.h"
#include "image/shared.h"
#include "image/sweep.h"
#include "libc/missing.h"
#include "process/registry.h"
#include "process/state.h"
#include "usdt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

#define SHARED "shared" /* the directory below the base */
#define SHARED_FILES_MAX 100

/* Keeps these directories for life, as usdt_held_keep() does, with the state's lock not held. */
static void keep_directories(int base, const char *path, int directory, const char *below)
{
        struct usdt_state *all = usdt_state();
        pthread_mutex_lock(&all->lock); /* cancelling is off already in whoever makes an image */
        usdt_held_keep(&all->owner.held, base, path, directory, below);
        pthread_mutex_unlock(&all->lock);
}

/* Formats and maps the new file; NULL with an added explanation. Owns fd on success. */
static struct usdt_image *fill(int fd, const char *path, const char *module, const char *name,
                               const struct usdt_layout *layout)
{
        if (usdt_image_format(fd, layout, name) == 0) {
                usdt_directory_made(fd);
                return usdt_image_map(fd, path, module, layout, &usdt_state()->owner);
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
        usdt_fd_lock(base_fd, LOCK_SH);
        if (sweep)
                usdt_sweep(base_fd);
        snprintf(process, sizeof process, "%d", pid);
        usdt_name_stem(module, stem);
        /* The loader knows objects by path too: one that this process used before, even if removed, is no new one. */
        int number = 1 + usdt_images_made_for(module);
        int fd = usdt_directory_create(base_fd, pid, stem, USDT_NAME_IMAGE_SUFFIX, number, name, &directory);
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
                keep_directories(base_fd, root, directory, process);
                return image;
        }
        usdt_directory_undo(base_fd, pid, directory, name);
        close(fd);
        close(directory);
        close(base_fd);
        return NULL;
}

/* Opens the first shared image of this name that can be used and that this process has not open yet. */
static struct usdt_image *open_shared(const char *base, const char *shared, const struct usdt_layout *layout, int known)
{
        char stem[NAME_MAX + 1], name[NAME_MAX + 1], root[PATH_MAX], path[PATH_MAX + NAME_MAX + 2];
        struct usdt_image *image = NULL;
        int base_fd = usdt_safe_directory_open(base, root);
        if (base_fd < 0)
                return NULL;
        int directory = usdt_safe_directory_below(base_fd, SHARED);
        if (directory < 0) {
                usdt_explain_more("%s/" SHARED ": %s", base, strerror(errno));
                close(base_fd);
                return NULL;
        }
        usdt_fd_lock(base_fd, LOCK_SH);
        usdt_fd_lock(directory, LOCK_SH);
        usdt_name_stem(shared, stem);
        for (int i = 1; i <= SHARED_FILES_MAX && image == NULL && usdt_image_count() == known; i++) {
                usdt_name_numbered(name, stem, USDT_NAME_IMAGE_SUFFIX, i);
                int n = snprintf(path, sizeof path, "%s/" SHARED "/%s", root, name);
                if (n < 0 || n >= PATH_MAX) {
                        usdt_explain_more("%s: the path is longer than %d bytes", base, PATH_MAX);
                        break;
                }
                if (!usdt_images_have(path))
                        image = usdt_shared_open(directory, path, name, shared, layout, &usdt_state()->owner);
        }
        if (image == NULL)
                usdt_explain_more("%s/" SHARED ": none of %d files for %s can be used", root, SHARED_FILES_MAX, shared);
        keep_directories(base_fd, root, directory, SHARED);
        return image;
}

static struct usdt_image *make_in_memory(const char *module, const struct usdt_layout *layout)
{
        char stem[NAME_MAX + 1], name[NAME_MAX + 1], path[64];
        usdt_name_stem(module, stem);
        usdt_name_numbered(name, stem, USDT_NAME_IMAGE_SUFFIX, 1);
        int fd = usdt_memfd_create(name, MFD_CLOEXEC | MFD_EXEC);
        if (fd < 0 && errno == EINVAL)
                fd = usdt_memfd_create(name, MFD_CLOEXEC);
        fd = usdt_fd_above_standard(fd);
        if (fd < 0 || usdt_image_format(fd, layout, name) != 0) {
                usdt_explain_more("memory: %s", usdt_explain_memory_error(errno));
                if (fd >= 0)
                        close(fd);
                return NULL;
        }
        snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)getpid(), fd);
        struct usdt_image *image = usdt_image_map(fd, path, module, layout, &usdt_state()->owner);
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
                image = *shared != '\0' ? open_shared(bases[i], shared, &layout, known)
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
