/*
 * live.h - makes definitions live, which gives them slots in images, and ends them.
 */
#ifndef USDT_LIVE_H
#define USDT_LIVE_H

#include "api/definition.h"
#include "api/provider_impl.h"

/*
 * Makes definitions of one provider live: all or none, -1 with an error in the provider. Under the state's lock, which
 * may be given up meanwhile when *again is set: then nothing was done, and the caller is to look at the world anew.
 */
int usdt_activate(struct usdt_provider_impl *impl, struct usdt_definition **definitions, size_t count, bool *again);

/* Ends live definitions: 0, or -1 with an error in the provider; they are ended all the same. Under the lock, too. */
int usdt_deactivate(struct usdt_provider_impl *impl, struct usdt_definition **definitions, size_t count);

#endif
