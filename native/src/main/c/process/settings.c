#include "process/settings.h"

#include "image/explain.h"
#include "process/lock.h"
#include "process/state.h"
#include "usdt.h"

#include <string.h>

/* Changes a setting while no image of this process exists; the same value again is always fine. */
static int set(const char *what, char *setting, size_t room, const char *value)
{
        struct usdt_state *all = usdt_state();
        int result = -1;
        if (value == NULL)
                value = "";
        usdt_state_lock();
        int images = 0;
        for (int i = 0; i < all->image_count; i++)
                images += all->images[i]->pid == all->owner.pid;
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
        usdt_state_unlock();
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

void usdt_test_set_capacity(uint32_t slots)
{
        usdt_state()->capacity = slots == 0 ? USDT_DEFAULT_CAPACITY : slots;
}

void usdt_test_reset_settings(void)
{
        struct usdt_state *all = usdt_state();
        usdt_state_lock();
        *all->directory = '\0';
        *all->shared = '\0';
        usdt_state_unlock();
}
