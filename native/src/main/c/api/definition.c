#include "api/definition.h"

#include "process/state.h"

#include <stdlib.h>

static size_t bucket_of(const struct usdt_state *all, const void *address)
{
        uint64_t hash = (uint64_t)(uintptr_t)address * 0x9e3779b97f4a7c15u;
        return (size_t)(hash >> 32) & (all->definition_buckets - 1);
}

static void link_live(struct usdt_state *all, struct usdt_definition *definition)
{
        struct usdt_definition **bucket = &all->definitions[bucket_of(all, definition)];
        definition->next_live = *bucket;
        *bucket = definition;
}

int usdt_definition_begin(struct usdt_definition *definition)
{
        struct usdt_state *all = usdt_state();
        if (all->definition_count >= all->definition_buckets) {
                size_t old_count = all->definition_buckets;
                struct usdt_definition **old = all->definitions;
                size_t count = old_count == 0 ? 256 : old_count * 2;
                struct usdt_definition **buckets = calloc(count, sizeof(struct usdt_definition *));
                if (buckets == NULL && old_count == 0)
                        return -1;
                if (buckets != NULL) {
                        all->definitions = buckets;
                        all->definition_buckets = count;
                        for (size_t i = 0; i < old_count; i++) {
                                for (struct usdt_definition *at = old[i], *next; at != NULL; at = next) {
                                        next = at->next_live;
                                        link_live(all, at);
                                }
                        }
                        free(old);
                }
        }
        link_live(all, definition);
        all->definition_count++;
        return 0;
}

bool usdt_definition_lives(const usdt_probedef_t *probedef)
{
        struct usdt_state *all = usdt_state();
        if (probedef == NULL || all->definition_buckets == 0)
                return false;
        const struct usdt_definition *at = all->definitions[bucket_of(all, probedef)];
        while (at != NULL && (const void *)at != (const void *)probedef)
                at = at->next_live;
        return at != NULL;
}

/*
 * Bindings written against libusdt release twice. So the address of a freed definition rests for a while: a late
 * second release is to meet nothing, not a new definition of another caller.
 */
void usdt_definition_end(struct usdt_definition *definition)
{
        struct usdt_state *all = usdt_state();
        struct usdt_definition **at = &all->definitions[bucket_of(all, definition)];
        while (*at != definition)
                at = &(*at)->next_live;
        *at = definition->next_live;
        all->definition_count--;
        struct usdt_definition **place = &all->resting[all->rested++ % USDT_RESTING];
        free(*place);
        *place = definition;
}
