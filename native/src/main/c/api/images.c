/*
 * images.c - the public view of this process's images.
 */
#include "image/explain.h"
#include "process/lock.h"
#include "process/state.h"
#include "usdt.h"

static const struct usdt_image *image_at(int index)
{
        struct usdt_state *all = usdt_state();
        return index >= 0 && index < __atomic_load_n(&all->image_count, __ATOMIC_ACQUIRE) ? all->images[index] : NULL;
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
        usdt_state_lock();
        int used = (int)image->slots_used;
        usdt_state_unlock();
        return used;
}

const char *usdt_image_error(void)
{
        return usdt_explanation();
}
