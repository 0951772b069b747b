/*
 * provider.c - the life cycle of a provider and of what it lists.
 */
#include "api/check.h"
#include "api/error.h"
#include "api/live.h"
#include "api/probe_list.h"
#include "api/provider_impl.h"
#include "image/explain.h"
#include "process/lock.h"

#include <stdlib.h>
#include <string.h>

usdt_provider_t *usdt_create_provider(const char *name, const char *module)
{
        if (name == NULL || module == NULL) {
                usdt_explain("a provider needs a name and a module; NULL was given");
                return NULL;
        }
        struct usdt_provider_impl *impl = calloc(1, sizeof *impl);
        if (impl == NULL) {
                usdt_explain("no memory for provider %s; free some and try again", name);
                return NULL;
        }
        impl->pub.name = strdup(name);
        impl->pub.module = strdup(module);
        impl->pub.error = impl->error;
        if (impl->pub.name != NULL && impl->pub.module != NULL)
                return &impl->pub;
        usdt_explain("no memory for provider %s; free some and try again", name);
        free((char *)impl->pub.name);
        free((char *)impl->pub.module);
        free(impl);
        return NULL;
}

/* Lists the probes one by one, so that a later one is held against the earlier ones too: all or none. */
static int list_all(struct usdt_provider_impl *impl, size_t count, usdt_probedef_t **probedefs)
{
        size_t listed = 0;
        if (usdt_list_make_room(impl, impl->count + count) != 0) {
                usdt_error(&impl->pub, USDT_ERROR_MALLOC);
                return -1;
        }
        while (listed < count && usdt_check_addable(impl, probedefs[listed]) == 0)
                usdt_list_add(impl, (struct usdt_definition *)probedefs[listed++]);
        if (listed == count)
                return 0;
        while (listed-- > 0)
                usdt_list_remove(impl, (struct usdt_definition *)probedefs[listed]);
        return -1;
}

int usdt_provider_add_probes(usdt_provider_t *provider, size_t count, usdt_probedef_t **probedefs)
{
        struct usdt_provider_impl *impl = (struct usdt_provider_impl *)provider;
        bool again = false;
        int result;
        if (provider == NULL)
                return -1;
        usdt_state_lock();
        do {
                result = list_all(impl, count, probedefs);
                if (result == 0 && count > 0 && provider->enabled) {
                        result = usdt_activate(impl, (struct usdt_definition **)probedefs, count, &again);
                        for (size_t i = count; (result != 0 || again) && i-- > 0;)
                                usdt_list_remove(impl, (struct usdt_definition *)probedefs[i]);
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
        struct usdt_provider_impl *impl = (struct usdt_provider_impl *)provider;
        struct usdt_definition *listed = NULL;
        if (provider == NULL)
                return -1;
        usdt_state_lock();
        if (impl->count == 0) {
                usdt_error(provider, USDT_ERROR_NOPROBES);
        } else if (!usdt_definition_lives(probedef)) {
                usdt_fail(impl, "the probe to remove was released or never created");
        } else {
                listed = usdt_list_find(impl, (const struct usdt_definition *)probedef);
                if (listed == NULL)
                        usdt_error(provider, USDT_ERROR_REMOVE_PROBE, provider->name, provider->module, probedef->function,
                                   probedef->name);
        }
        if (listed != NULL) {
                usdt_deactivate(impl, &listed, 1);
                usdt_list_remove(impl, listed);
        }
        usdt_state_unlock();
        return listed != NULL ? 0 : -1;
}

static int enable_all(struct usdt_provider_impl *impl, bool *again)
{
        struct usdt_definition **all = usdt_list_all(impl);
        *again = false;
        if (all == NULL) {
                usdt_error(&impl->pub, USDT_ERROR_MALLOC);
                return -1;
        }
        int result = usdt_activate(impl, all, impl->count, again);
        free(all);
        return result;
}

int usdt_provider_enable(usdt_provider_t *provider)
{
        struct usdt_provider_impl *impl = (struct usdt_provider_impl *)provider;
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
                if (impl->count == 0) {
                        usdt_error(provider, USDT_ERROR_NOPROBES);
                        result = -1;
                        break;
                }
                result = usdt_check_provider(impl) == 0 ? enable_all(impl, &again) : -1;
                if (result == 0 && !again)
                        provider->enabled = 1;
        } while (result == 0 && again);
        usdt_state_unlock();
        return result;
}

/* Under the lock. */
static int disable(struct usdt_provider_impl *impl)
{
        int result = 0;
        if (!impl->pub.enabled)
                return 0;
        struct usdt_definition **all = usdt_list_all(impl);
        if (all != NULL) {
                result = usdt_deactivate(impl, all, impl->count);
                free(all);
        } else {
                for (usdt_probedef_t *at = impl->pub.probedefs; at != NULL; at = at->next) {
                        struct usdt_definition *one = (struct usdt_definition *)at;
                        if (usdt_deactivate(impl, &one, 1) != 0)
                                result = -1;
                }
        }
        impl->pub.enabled = 0;
        return result;
}

int usdt_provider_disable(usdt_provider_t *provider)
{
        if (provider == NULL)
                return 0;
        usdt_state_lock();
        int result = disable((struct usdt_provider_impl *)provider);
        usdt_state_unlock();
        return result;
}

void usdt_provider_free(usdt_provider_t *provider)
{
        struct usdt_provider_impl *impl = (struct usdt_provider_impl *)provider;
        if (provider == NULL)
                return;
        usdt_state_lock();
        disable(impl);
        while (provider->probedefs != NULL)
                usdt_list_remove(impl, (struct usdt_definition *)provider->probedefs);
        usdt_state_unlock();
        free(impl->buckets);
        free((char *)provider->name);
        free((char *)provider->module);
        free(impl);
}
