#include "api/provider.h"
#include "image/explain.h"
#include "image/slots.h"
#include "process/lock.h"
#include "usdt.h"

#include <stdlib.h>
#include <string.h>

usdt_provider_t *usdt_create_provider(const char *name, const char *module)
{
        if (name == NULL || module == NULL) {
                usdt_explain("a provider needs a name and a module; NULL was given");
                return NULL;
        }
        struct usdt_listing *listing = calloc(1, sizeof *listing);
        if (listing == NULL) {
                usdt_explain("no memory for provider %s; free some and try again", name);
                return NULL;
        }
        listing->pub.name = strdup(name);
        listing->pub.module = strdup(module);
        listing->pub.error = listing->error;
        if (listing->pub.name != NULL && listing->pub.module != NULL)
                return &listing->pub;
        usdt_explain("no memory for provider %s; free some and try again", name);
        free((char *)listing->pub.name);
        free((char *)listing->pub.module);
        free(listing);
        return NULL;
}

int usdt_check_name(struct usdt_listing *listing, const char *what, const char *name)
{
        size_t length = strlen(name);
        if (length == 0)
                usdt_fail(listing, "bad name: the %s is empty; give it 1 to %d bytes", what, USDT_NAME_MAX);
        else if (length > USDT_NAME_MAX)
                usdt_fail(listing, "bad name: the %s has %zu bytes, the most is %d; shorten it: %.64s...", what, length,
                          USDT_NAME_MAX, name);
        else
                return 0;
        return -1;
}

static uint32_t hash_of(const char *function, const char *name)
{
        return usdt_key_hash(name, strlen(name), 0) * 31 + usdt_key_hash(function, strlen(function), 0);
}

static struct usdt_definition *find(const struct usdt_listing *listing, const usdt_probedef_t *like, uint32_t hash)
{
        if (listing->bucket_count == 0)
                return NULL;
        struct usdt_definition *at = listing->buckets[hash & (listing->bucket_count - 1)];
        while (at != NULL && (at->hash != hash || strcmp(at->pub.name, like->name) != 0
                              || strcmp(at->pub.function, like->function) != 0))
                at = at->same_hash;
        return at;
}

/* Room in the table for so many definitions; a table that cannot grow is only slower. */
static int make_room(struct usdt_listing *listing, size_t wanted)
{
        size_t count = listing->bucket_count == 0 ? 16 : listing->bucket_count;
        while (count < wanted)
                count *= 2;
        if (count == listing->bucket_count)
                return 0;
        struct usdt_definition **buckets = calloc(count, sizeof(struct usdt_definition *));
        if (buckets == NULL)
                return listing->bucket_count > 0 ? 0 : -1;
        for (usdt_probedef_t *at = listing->pub.probedefs; at != NULL; at = at->next) {
                struct usdt_definition *definition = (struct usdt_definition *)at;
                struct usdt_definition **bucket = &buckets[definition->hash & (count - 1)];
                definition->same_hash = *bucket;
                *bucket = definition;
        }
        free(listing->buckets);
        listing->buckets = buckets;
        listing->bucket_count = count;
        return 0;
}

static void list_probe(struct usdt_listing *listing, struct usdt_definition *definition)
{
        struct usdt_definition **bucket = &listing->buckets[definition->hash & (listing->bucket_count - 1)];
        definition->same_hash = *bucket;
        *bucket = definition;
        definition->provider = listing;
        definition->previous = listing->last;
        definition->pub.next = NULL;
        definition->pub.refcnt = 1 + definition->held;
        if (listing->last != NULL)
                listing->last->pub.next = &definition->pub;
        else
                listing->pub.probedefs = &definition->pub;
        listing->last = definition;
        listing->count++;
}

/* Takes a probe off the list; it ends when its creator has released it already. */
static void unlist_probe(struct usdt_listing *listing, struct usdt_definition *definition)
{
        struct usdt_definition **at = &listing->buckets[definition->hash & (listing->bucket_count - 1)];
        struct usdt_definition *next = (struct usdt_definition *)definition->pub.next;
        while (*at != definition)
                at = &(*at)->same_hash;
        *at = definition->same_hash;
        if (definition->previous != NULL)
                definition->previous->pub.next = definition->pub.next;
        else
                listing->pub.probedefs = definition->pub.next;
        if (next != NULL)
                next->previous = definition->previous;
        else
                listing->last = definition->previous;
        listing->count--;
        definition->provider = NULL;
        definition->previous = NULL;
        definition->pub.next = NULL;
        definition->pub.refcnt = definition->held;
        if (!definition->held)
                usdt_definition_end(definition);
}

static int check_addable(struct usdt_listing *listing, usdt_probedef_t *probedef)
{
        struct usdt_definition *definition = (struct usdt_definition *)probedef;
        if (!usdt_definition_lives(probedef)) {
                usdt_fail(listing, "the probe to add was released or never created; create it first");
                return -1;
        }
        if (usdt_check_name(listing, "probe's name", probedef->name) != 0)
                return -1;
        definition->hash = definition->provider == NULL ? hash_of(probedef->function, probedef->name) : definition->hash;
        if (find(listing, probedef, definition->hash) != NULL) {
                usdt_error(&listing->pub, USDT_ERROR_DUP_PROBE, listing->pub.name, listing->pub.module, probedef->function,
                           probedef->name);
                return -1;
        }
        if (definition->provider != NULL) {
                usdt_fail(listing, "probe %s:%s is listed by provider %s; remove it there first", probedef->function,
                          probedef->name, definition->provider->pub.name);
                return -1;
        }
        return 0;
}

static int check_provider(struct usdt_listing *listing)
{
        return usdt_check_name(listing, "provider's name", listing->pub.name) != 0
                               || usdt_check_name(listing, "module's name", listing->pub.module) != 0
                       ? -1
                       : 0;
}

/* Lists the probes one by one, so that a later one is held against the earlier ones too: all or none. */
static int list_all(struct usdt_listing *listing, size_t count, usdt_probedef_t **probedefs)
{
        size_t listed = 0;
        if (make_room(listing, listing->count + count) != 0) {
                usdt_error(&listing->pub, USDT_ERROR_MALLOC);
                return -1;
        }
        while (listed < count && check_addable(listing, probedefs[listed]) == 0)
                list_probe(listing, (struct usdt_definition *)probedefs[listed++]);
        if (listed == count)
                return 0;
        while (listed-- > 0)
                unlist_probe(listing, (struct usdt_definition *)probedefs[listed]);
        return -1;
}

int usdt_provider_add_probes(usdt_provider_t *provider, size_t count, usdt_probedef_t **probedefs)
{
        struct usdt_listing *listing = (struct usdt_listing *)provider;
        bool again = false;
        int result;
        if (provider == NULL)
                return -1;
        usdt_state_lock();
        do {
                result = list_all(listing, count, probedefs);
                if (result == 0 && count > 0 && provider->enabled) {
                        result = usdt_activate(listing, (struct usdt_definition **)probedefs, count, &again);
                        for (size_t i = count; (result != 0 || again) && i-- > 0;)
                                unlist_probe(listing, (struct usdt_definition *)probedefs[i]);
                }
        } while (result == 0 && again);
        usdt_state_unlock();
        return result;
}

int usdt_provider_add_probe(usdt_provider_t *provider, usdt_probedef_t *probedef)
{
        return usdt_provider_add_probes(provider, 1, &probedef);
}

int usdt_provider_remove_probe(usdt_provider_t *provider, usdt_probedef_t *probedef)
{
        struct usdt_listing *listing = (struct usdt_listing *)provider;
        struct usdt_definition *listed = NULL;
        if (provider == NULL)
                return -1;
        usdt_state_lock();
        if (listing->count == 0) {
                usdt_error(provider, USDT_ERROR_NOPROBES);
        } else if (!usdt_definition_lives(probedef)) {
                usdt_fail(listing, "the probe to remove was released or never created");
        } else {
                listed = find(listing, probedef, hash_of(probedef->function, probedef->name));
                if (listed == NULL)
                        usdt_error(provider, USDT_ERROR_REMOVE_PROBE, provider->name, provider->module, probedef->function,
                                   probedef->name);
        }
        if (listed != NULL) {
                usdt_deactivate(listing, &listed, 1);
                unlist_probe(listing, listed);
        }
        usdt_state_unlock();
        return listed != NULL ? 0 : -1;
}

/* All listed definitions, to be freed; NULL: no memory. */
static struct usdt_definition **all_of(const struct usdt_listing *listing)
{
        struct usdt_definition **all = malloc((listing->count + 1) * sizeof(struct usdt_definition *));
        size_t i = 0;
        if (all != NULL)
                for (usdt_probedef_t *at = listing->pub.probedefs; at != NULL; at = at->next)
                        all[i++] = (struct usdt_definition *)at;
        return all;
}

static int enable_all(struct usdt_listing *listing, bool *again)
{
        struct usdt_definition **all = all_of(listing);
        *again = false;
        if (all == NULL) {
                usdt_error(&listing->pub, USDT_ERROR_MALLOC);
                return -1;
        }
        int result = usdt_activate(listing, all, listing->count, again);
        free(all);
        return result;
}

int usdt_provider_enable(usdt_provider_t *provider)
{
        struct usdt_listing *listing = (struct usdt_listing *)provider;
        bool again = false;
        int result = 0;
        if (provider == NULL)
                return -1;
        usdt_state_lock();
        do {
                if (provider->enabled) {
                        usdt_error(provider, USDT_ERROR_ALREADYENABLED);
                        break;
                }
                if (listing->count == 0) {
                        usdt_error(provider, USDT_ERROR_NOPROBES);
                        result = -1;
                        break;
                }
                result = check_provider(listing) == 0 ? enable_all(listing, &again) : -1;
                if (result == 0 && !again)
                        provider->enabled = 1;
        } while (result == 0 && again);
        usdt_state_unlock();
        return result;
}

/* Under the lock. */
static int disable(struct usdt_listing *listing)
{
        int result = 0;
        if (!listing->pub.enabled)
                return 0;
        struct usdt_definition **all = all_of(listing);
        if (all != NULL) {
                result = usdt_deactivate(listing, all, listing->count);
                free(all);
        } else {
                for (usdt_probedef_t *at = listing->pub.probedefs; at != NULL; at = at->next) {
                        struct usdt_definition *one = (struct usdt_definition *)at;
                        if (usdt_deactivate(listing, &one, 1) != 0)
                                result = -1;
                }
        }
        listing->pub.enabled = 0;
        return result;
}

int usdt_provider_disable(usdt_provider_t *provider)
{
        if (provider == NULL)
                return 0;
        usdt_state_lock();
        int result = disable((struct usdt_listing *)provider);
        usdt_state_unlock();
        return result;
}

void usdt_provider_free(usdt_provider_t *provider)
{
        struct usdt_listing *listing = (struct usdt_listing *)provider;
        if (provider == NULL)
                return;
        usdt_state_lock();
        disable(listing);
        while (provider->probedefs != NULL)
                unlist_probe(listing, (struct usdt_definition *)provider->probedefs);
        usdt_state_unlock();
        free(listing->buckets);
        free((char *)provider->name);
        free((char *)provider->module);
        free(listing);
}
