/*
 * error.h - the last message of a provider, beyond those that usdt_error() has.
 */
#ifndef USDT_ERROR_H
#define USDT_ERROR_H

#include "api/provider_impl.h"

/* Records a message in the provider, in place of an earlier one. */
void usdt_fail(struct usdt_provider_impl *impl, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
