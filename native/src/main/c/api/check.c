#include "api/check.h"

#include "api/definition.h"
#include "api/error.h"
#include "api/probe_list.h"

#include <string.h>

/* Checks the provider's name, the module's or a probe's. */
static int check_name(struct usdt_provider_impl *impl, const char *what, const char *name)
{
        size_t length = strlen(name);
        if (length == 0)
                usdt_fail(impl, "bad name: the %s is empty; give it 1 to %d bytes", what, USDT_NAME_MAX);
        else if (length > USDT_NAME_MAX)
                usdt_fail(impl, "bad name: the %s has %zu bytes, the most is %d; shorten it: %.64s...", what, length,
                          USDT_NAME_MAX, name);
        else
                return 0;
        return -1;
}

int usdt_check_provider(struct usdt_provider_impl *impl)
{
        return check_name(impl, "provider's name", impl->pub.name) != 0
                               || check_name(impl, "module's name", impl->pub.module) != 0
                       ? -1
                       : 0;
}

int usdt_check_addable(struct usdt_provider_impl *impl, usdt_probedef_t *probedef)
{
        struct usdt_definition *definition = (struct usdt_definition *)probedef;
        if (!usdt_definition_lives(probedef)) {
                usdt_fail(impl, "the probe to add was released or never created; create it first");
                return -1;
        }
        if (check_name(impl, "probe's name", probedef->name) != 0)
                return -1;
        if (usdt_list_find(impl, definition) != NULL) {
                usdt_error(&impl->pub, USDT_ERROR_DUP_PROBE, impl->pub.name, impl->pub.module, probedef->function,
                           probedef->name);
                return -1;
        }
        if (definition->provider != NULL) {
                usdt_fail(impl, "probe %s:%s is listed by provider %s; remove it there first", probedef->function,
                          probedef->name, definition->provider->pub.name);
                return -1;
        }
        return 0;
}
