/*
 * images.c - the public view of images, and where they go.
 */
#include "image/explain.h"
#include "process/state.h"
#include "usdt.h"

#include <stdio.h>
#include <string.h>

static const struct usdt_image *image_at(int index)
{
        struct usdt_state *all = usdt_state();
        return index >= 0 && index < __atomic_load_n(&all->image_count, __ATOMIC_ACQUIRE) ? all->images[index] : NULL;
}

int usdt_image_count(void)
{
        return __atomic_load_n(&usdt_state()->image_count, __ATOMIC_ACQUIRE);
}

const char *usdt_image_path(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? image->path : NULL;
}

const char *usdt_image_reason(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? image->reason : NULL;
}

const char *usdt_image_module(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? image->module : NULL;
}

void *usdt_image_semaphores(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? image->base + image->layout.sem : NULL;
}

size_t usdt_image_semaphores_size(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? image->layout.sem_size : 0;
}

void *usdt_image_text(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? image->base + image->layout.text : NULL;
}

size_t usdt_image_text_size(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? image->layout.text_size : 0;
}

int usdt_image_slots(int index)
{
        const struct usdt_image *image = image_at(index);
        return image != NULL ? (int)image->layout.slots : -1;
}

int usdt_image_slots_used(int index)
{
        const struct usdt_image *image = image_at(index);
        if (image == NULL)
                return -1;
        usdt_lock();
        int used = (int)image->slots_used;
        usdt_unlock();
        return used;
}

const char *usdt_image_error(void)
{
        return usdt_explanation();
}

/* Changes a setting while no image of this process exists; the same value again is always fine. */
static int set(const char *what, char *setting, size_t room, const char *value)
{
        struct usdt_state *all = usdt_state();
        int result = -1;
        if (value == NULL)
                value = "";
        usdt_lock();
        int images = 0;
        for (int i = 0; i < all->image_count; i++)
                images += all->images[i]->pid == all->pid;
        if (strcmp(setting, value) == 0) {
                result = 0;
        } else if (images > 0) {
                usdt_explain("%s cannot become \"%s\": %s exists already; set it before the first probe is enabled", what,
                             value, all->images[all->image_count - 1]->path);
        } else if (strlen(value) >= room) {
                usdt_explain("%s is %zu bytes long, the most is %zu; choose a shorter one: %.64s...", what, strlen(value),
                             room - 1, value);
        } else {
                strcpy(setting, value);
                result = 0;
        }
        usdt_unlock();
        return result;
}

int usdt_set_directory(const char *directory)
{
        struct usdt_state *all = usdt_state();
        /* Room for "/<pid>/<module>.so" after it. */
        return set("the directory", all->directory, sizeof all->directory - 256, directory);
}

int usdt_set_shared(const char *name)
{
        struct usdt_state *all = usdt_state();
        return set("the shared image's name", all->shared, sizeof all->shared, name);
}
