/*
 * check.h - what is refused before anything is done. The caller of each function holds the state's lock.
 */
#ifndef USDT_CHECK_H
#define USDT_CHECK_H

#include "api/provider_impl.h"

/* Checks that the provider's own names are good: 0, or -1 with an error in the provider. */
int usdt_check_provider(struct usdt_provider_impl *impl);

/* Checks that the provider may list this probe: 0, or -1 with an error in the provider. */
int usdt_check_addable(struct usdt_provider_impl *impl, usdt_probedef_t *probedef);

#endif
