/*
 * probe_list.h - the probes that a provider lists, in order and by function and name. The caller of each function
 * holds the state's lock.
 */
#ifndef USDT_PROBE_LIST_H
#define USDT_PROBE_LIST_H

#include "api/definition.h"
#include "api/provider_impl.h"

/* Makes room for so many probes in all: 0, or -1 when there is no memory. */
int usdt_list_make_room(struct usdt_provider_impl *impl, size_t wanted);

/* Adds a probe that no provider lists and that usdt_list_find() does not find; there is room for it. */
void usdt_list_add(struct usdt_provider_impl *impl, struct usdt_definition *definition);

/* Takes a probe off the list; it ends when its creator has released it already. */
void usdt_list_remove(struct usdt_provider_impl *impl, struct usdt_definition *definition);

/* Returns the listed probe that has the function and name of this one, or NULL. */
struct usdt_definition *usdt_list_find(const struct usdt_provider_impl *impl, const struct usdt_definition *like);

/* Returns all listed probes in an array, to be freed; NULL: no memory. */
struct usdt_definition **usdt_list_all(const struct usdt_provider_impl *impl);

#endif
