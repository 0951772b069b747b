/*
 * adoption.c - one state for all copies of the library in a process: the first copy owns it, the others adopt it.
 */
#include "libc/missing.h"
#include "plugin.h"
#include "process/life.h"
#include "process/state.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAGIC "libusdt"
#define VERSION 3

static struct usdt_state own = {
        .magic = MAGIC,
        .version = VERSION,
        .size = sizeof(struct usdt_state),
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .capacity = USDT_DEFAULT_CAPACITY,
};

/* What other copies of the library look for. An alias: through the name itself this copy might get another's. */
extern struct usdt_state usdt_process_state_v1 __attribute__((visibility("default"), alias("own")));

static struct usdt_state *state;
static pthread_once_t share_once = PTHREAD_ONCE_INIT;

struct names {
        char **names;
        size_t count, room;
};

static int collect_name(struct dl_phdr_info *info, size_t size, void *argument)
{
        struct names *list = argument;
        (void)size;
        if (info->dlpi_name == NULL || *info->dlpi_name == '\0')
                return 0;
        if (list->count == list->room) {
                size_t room = list->room * 2 + 64;
                char **names = realloc(list->names, room * sizeof *names);
                if (names == NULL)
                        return 1;
                list->names = names;
                list->room = room;
        }
        list->names[list->count] = strdup(info->dlpi_name);
        list->count += list->names[list->count] != NULL;
        return 0;
}

/* The state that this loaded object offers, or NULL. Name NULL: the main program, if it exports what it has. */
static struct usdt_state *state_in(const char *name)
{
        struct usdt_state *found = NULL;
        void *handle = dlopen(name, RTLD_NOLOAD | RTLD_LAZY);
        if (handle == NULL)
                return NULL;
        const struct usdt_state *copy = dlsym(handle, "usdt_process_state_v1");
        if (copy != NULL && copy != &own && memcmp(copy->magic, MAGIC, sizeof MAGIC) == 0 && copy->version == VERSION
            && copy->size == sizeof(struct usdt_state))
                found = __atomic_load_n(&copy->current, __ATOMIC_ACQUIRE);
        dlclose(handle);
        return found;
}

static struct usdt_state *find_other(void)
{
        struct names list = {0};
        struct usdt_state *found = NULL;
        /* Objects are looked into after the walk: the loader is locked during it. */
        dl_iterate_phdr(collect_name, &list);
        found = state_in(NULL);
        for (size_t i = 0; i < list.count; i++) {
                if (found == NULL)
                        found = state_in(list.names[i]);
                free(list.names[i]);
        }
        free(list.names);
        return found;
}

static void share(void)
{
        struct usdt_state *other = find_other();
        if (other != NULL) {
                __atomic_store_n(&own.current, other, __ATOMIC_RELEASE);
                __atomic_store_n(&state, other, __ATOMIC_RELEASE);
                return;
        }
        const char *shared = secure_getenv("USDT_SHARED");
        if (shared != NULL)
                snprintf(own.shared, sizeof own.shared, "%s", shared);
        usdt_life_follow(&own);
        if (usdt_keep_loaded(&own))
                __atomic_store_n(&own.current, &own, __ATOMIC_RELEASE);
        __atomic_store_n(&state, &own, __ATOMIC_RELEASE);
}

void usdt_share_state(void)
{
        pthread_once(&share_once, share);
}

/*
 * When this object is loaded, under the loader's lock: a later first use might come from two threads, one of them in
 * some library's constructor and holding that lock, and each would wait for the other.
 */
__attribute__((constructor)) static void share_early(void)
{
        usdt_share_state();
}

struct usdt_state *usdt_state(void)
{
        struct usdt_state *known = __atomic_load_n(&state, __ATOMIC_ACQUIRE);
        if (known == NULL) {
                usdt_share_state();
                known = __atomic_load_n(&state, __ATOMIC_ACQUIRE);
        }
        return known;
}
