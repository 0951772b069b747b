#include "process/add_image.h"

#include "image/explain.h"
#include "image/map.h"
#include "process/make_image.h"
#include "process/registry.h"
#include "process/state.h"

#define FULL "this process has %d images, the most there can be; use fewer modules"

/* Whether an image that can take these probes was added since there were this many. */
static bool was_added(const struct usdt_state *all, const char *module, int known)
{
        /* Never two of one shared file: each would wait for the other's lock. */
        if (*all->shared != '\0')
                return all->image_count > known;
        for (int i = known; i < all->image_count; i++)
                if (usdt_image_serves(all, all->images[i], module) && !all->images[i]->broken)
                        return true;
        return false;
}

int usdt_images_add_outside_lock(const char *module)
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
