#include "process/registry.h"

#include "image/explain.h"
#include "image/map.h"
#include "image/shared.h"
#include "usdt.h"

#include <string.h>
#include <unistd.h>

int usdt_image_count(void)
{
        return __atomic_load_n(&usdt_state()->image_count, __ATOMIC_ACQUIRE);
}

bool usdt_image_serves(const struct usdt_state *all, const struct usdt_image *image, const char *module)
{
        if (image->pid != all->owner.pid || image->dead || (image->shared != (*all->shared != '\0')))
                return false;
        return image->shared || strcmp(image->module, module) == 0;
}

void usdt_images_unlock(struct usdt_image **images, int count)
{
        for (int i = 0; i < count; i++)
                if (images[i]->shared)
                        usdt_shared_unlock(images[i]);
}

int usdt_images_lock_for(const char *module, struct usdt_image *into[USDT_IMAGES_MAX])
{
        struct usdt_state *all = usdt_state();
        int count = 0;
        for (int i = 0; i < all->image_count; i++) {
                struct usdt_image *image = all->images[i];
                if (!usdt_image_serves(all, image, module) || !usdt_image_writable(image) || image->dead)
                        continue;
                if (image->shared) {
                        if (usdt_shared_lock(image) != 0) {
                                usdt_explain("%s: another process keeps its lock; look who writes to it", image->path);
                                usdt_images_unlock(into, count);
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

int usdt_images_made_for(const char *module)
{
        struct usdt_state *all = usdt_state();
        int images = __atomic_load_n(&all->image_count, __ATOMIC_ACQUIRE);
        int count = 0;
        for (int i = 0; i < images; i++)
                count += all->images[i]->pid == getpid() && strcmp(all->images[i]->module, module) == 0;
        return count;
}

bool usdt_images_have(const char *path)
{
        struct usdt_state *state = usdt_state();
        int count = __atomic_load_n(&state->image_count, __ATOMIC_ACQUIRE);
        for (int i = 0; i < count; i++)
                if (state->images[i]->pid == getpid() && strcmp(state->images[i]->path, path) == 0)
                        return true;
        return false;
}
