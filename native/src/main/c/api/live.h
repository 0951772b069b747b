/*
 * live.h - makes definitions live, which gives them slots in images, and ends them.
 */
#ifndef USDT_LIVE_H
#define USDT_LIVE_H

#include "api/definition.h"
#include "api/provider_impl.h"

/*
 * Makes definitions of one provider live: all and 0, or none and -1 with an error in the provider. The caller holds
 * the state's lock. When *again is set, the lock was given up meanwhile and nothing was done, and the caller must look
 * at the state anew.
 */
int usdt_activate(struct usdt_provider_impl *impl, struct usdt_definition **definitions, size_t count, bool *again);

/*
 * Ends live definitions: 0, or -1 with an error in the provider; they are ended all the same. The caller holds the
 * lock here, too.
 */
int usdt_deactivate(struct usdt_provider_impl *impl, struct usdt_definition **definitions, size_t count);

#endif
