/*
 * image_set.c - which of this process's images the probes of a module go to, and when there is one more.
 */
#include "image/explain.h"
#include "process/state.h"

#include <string.h>

#define FULL "this process has %d images, the most there can be; use fewer modules"

static bool serves(const struct usdt_state *all, const struct usdt_image *image, const char *module)
{
        if (image->pid != all->pid || image->dead || (image->shared != (*all->shared != '\0')))
                return false;
        return image->shared || strcmp(image->module, module) == 0;
}

void usdt_images_done(struct usdt_image **images, int count)
{
        for (int i = 0; i < count; i++)
                if (images[i]->shared)
                        usdt_shared_unlock(images[i]);
}

int usdt_images_for(const char *module, struct usdt_image *into[USDT_IMAGES_MAX])
{
        struct usdt_state *all = usdt_state();
        int count = 0;
        for (int i = 0; i < all->image_count; i++) {
                struct usdt_image *image = all->images[i];
                if (!serves(all, image, module) || !usdt_image_writable(image) || image->dead)
                        continue;
                if (image->shared) {
                        if (usdt_shared_lock(image) != 0) {
                                usdt_explain("%s: another process keeps its lock; look who writes to it", image->path);
                                usdt_images_done(into, count);
                                return -1;
                        }
                        if (!image->broken && usdt_shared_refresh(image) != 0) {
                                usdt_shared_unlock(image);
                                continue;
                        }
                }
                into[count++] = image;
        }
        return count;
}

int usdt_images_of(const char *module)
{
        struct usdt_state *all = usdt_state();
        int images = __atomic_load_n(&all->image_count, __ATOMIC_ACQUIRE);
        int count = 0;
        for (int i = 0; i < images; i++)
                count += all->images[i]->pid == getpid() && strcmp(all->images[i]->module, module) == 0;
        return count;
}

/* Whether an image that can take these probes was added since there were this many. */
static bool was_added(const struct usdt_state *all, const char *module, int known)
{
        /* Never two of one shared file: each would wait for the other's lock. */
        if (*all->shared != '\0')
                return all->image_count > known;
        for (int i = known; i < all->image_count; i++)
                if (serves(all, all->images[i], module) && !all->images[i]->broken)
                        return true;
        return false;
}

int usdt_images_add(const char *module)
{
        struct usdt_state *all = usdt_state();
        int known = all->image_count;
        if (all->image_count == USDT_IMAGES_MAX) {
                usdt_explain(FULL, USDT_IMAGES_MAX);
                return -1;
        }
        if (all->leaving) {
                usdt_explain("this process is ending");
                return -1;
        }
        bool sweep = !all->swept;
        uint32_t capacity = all->capacity;
        all->swept = true;
        /* Loading runs the dynamic loader, whose own lock another thread may hold while it waits for ours. */
        pthread_mutex_unlock(&all->lock);
        struct usdt_image *image = usdt_image_make(module, all->directory, all->shared, capacity, sweep, known);
        pthread_mutex_lock(&all->lock);
        bool added = was_added(all, module, known);
        if (image != NULL && (added || all->leaving || all->image_count == USDT_IMAGES_MAX)) {
                pthread_mutex_unlock(&all->lock);
                usdt_image_discard(image);
                pthread_mutex_lock(&all->lock);
                image = NULL;
                usdt_explain(FULL, USDT_IMAGES_MAX);
        }
        if (added)
                usdt_explain("%s", "");
        if (image == NULL)
                return added ? 0 : -1;
        image->index = all->image_count;
        all->images[all->image_count] = image;
        __atomic_store_n(&all->image_count, all->image_count + 1, __ATOMIC_RELEASE);
        return 0;
}
