#include "api/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The arguments of usdt_error() are strings, as many as its format has. */
static const char *const FORMATS[] = {
        [USDT_ERROR_MALLOC] = "no memory; free some and try again",
        [USDT_ERROR_VALLOC] = "no room for a probe's stub in the image",
        [USDT_ERROR_NOPROBES] = "the provider has no probes; add one first",
        [USDT_ERROR_LOADDOF] = "the image could not be loaded: %s",
        [USDT_ERROR_ALREADYENABLED] = "the provider is enabled already",
        [USDT_ERROR_UNLOADDOF] = "the probes could not be hidden from tracers: %s",
        [USDT_ERROR_DUP_PROBE] = "probe %s:%s:%s:%s is there already; function and name together must be unique in a provider",
        [USDT_ERROR_REMOVE_PROBE] = "probe %s:%s:%s:%s cannot be removed: the provider does not list it",
        [USDT_ERROR_NAME] = "bad name: %s",
};

static void fail(struct usdt_provider_impl *impl, const char *format, va_list arguments)
{
        vsnprintf(impl->error, sizeof impl->error, format, arguments);
}

void usdt_fail(struct usdt_provider_impl *impl, const char *format, ...)
{
        va_list arguments;
        va_start(arguments, format);
        fail(impl, format, arguments);
        va_end(arguments);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void usdt_error(usdt_provider_t *provider, usdt_error_t error, ...)
{
        va_list arguments;
        if (provider == NULL || (size_t)error >= sizeof FORMATS / sizeof *FORMATS)
                return;
        va_start(arguments, error);
        fail((struct usdt_provider_impl *)provider, FORMATS[error], arguments);
        va_end(arguments);
}
#pragma GCC diagnostic pop

char *usdt_errstr(usdt_provider_t *provider)
{
        static char none[] = "";
        return provider != NULL ? provider->error : none;
}
