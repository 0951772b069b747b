#include "api/probe_list.h"

#include <stdlib.h>
#include <string.h>

struct usdt_definition *usdt_list_find(const struct usdt_provider_impl *impl, const struct usdt_definition *like)
{
        if (impl->bucket_count == 0)
                return NULL;
        struct usdt_definition *at = impl->buckets[like->hash & (impl->bucket_count - 1)];
        while (at != NULL && (at->hash != like->hash || strcmp(at->pub.name, like->pub.name) != 0
                              || strcmp(at->pub.function, like->pub.function) != 0))
                at = at->same_hash;
        return at;
}

/* A table that cannot grow is only slower. */
int usdt_list_make_room(struct usdt_provider_impl *impl, size_t wanted)
{
        size_t count = impl->bucket_count == 0 ? 16 : impl->bucket_count;
        while (count < wanted)
                count *= 2;
        if (count == impl->bucket_count)
                return 0;
        struct usdt_definition **buckets = calloc(count, sizeof(struct usdt_definition *));
        if (buckets == NULL)
                return impl->bucket_count > 0 ? 0 : -1;
        for (usdt_probedef_t *at = impl->pub.probedefs; at != NULL; at = at->next) {
                struct usdt_definition *definition = (struct usdt_definition *)at;
                struct usdt_definition **bucket = &buckets[definition->hash & (count - 1)];
                definition->same_hash = *bucket;
                *bucket = definition;
        }
        free(impl->buckets);
        impl->buckets = buckets;
        impl->bucket_count = count;
        return 0;
}

void usdt_list_add(struct usdt_provider_impl *impl, struct usdt_definition *definition)
{
        struct usdt_definition **bucket = &impl->buckets[definition->hash & (impl->bucket_count - 1)];
        definition->same_hash = *bucket;
        *bucket = definition;
        definition->provider = impl;
        definition->previous = impl->last;
        definition->pub.next = NULL;
        definition->pub.refcnt = 1 + definition->held;
        if (impl->last != NULL)
                impl->last->pub.next = &definition->pub;
        else
                impl->pub.probedefs = &definition->pub;
        impl->last = definition;
        impl->count++;
}

void usdt_list_remove(struct usdt_provider_impl *impl, struct usdt_definition *definition)
{
        struct usdt_definition **at = &impl->buckets[definition->hash & (impl->bucket_count - 1)];
        struct usdt_definition *next = (struct usdt_definition *)definition->pub.next;
        while (*at != definition)
                at = &(*at)->same_hash;
        *at = definition->same_hash;
        if (definition->previous != NULL)
                definition->previous->pub.next = definition->pub.next;
        else
                impl->pub.probedefs = definition->pub.next;
        if (next != NULL)
                next->previous = definition->previous;
        else
                impl->last = definition->previous;
        impl->count--;
        definition->provider = NULL;
        definition->previous = NULL;
        definition->pub.next = NULL;
        definition->pub.refcnt = definition->held;
        if (!definition->held)
                usdt_definition_end(definition);
}

struct usdt_definition **usdt_list_all(const struct usdt_provider_impl *impl)
{
        struct usdt_definition **all = malloc((impl->count + 1) * sizeof(struct usdt_definition *));
        size_t i = 0;
        if (all != NULL)
                for (usdt_probedef_t *at = impl->pub.probedefs; at != NULL; at = at->next)
                        all[i++] = (struct usdt_definition *)at;
        return all;
}
