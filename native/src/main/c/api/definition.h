/*
 * definition.h - what stands behind the public struct of a probe, and which of them still live.
 */
#ifndef USDT_DEFINITION_H
#define USDT_DEFINITION_H

#include "image/image.h"
#include "usdt.h"

#include <stdbool.h>

struct usdt_provider_impl;

/* A definition: the public struct and what callers do not see. The state's lock guards all but pub.probe. */
struct usdt_definition {
        usdt_probedef_t pub; /* first */
        struct usdt_slot *slot; /* while live */
        struct usdt_provider_impl *provider; /* that lists it */
        struct usdt_definition *previous; /* in that list */
        struct usdt_definition *same_hash; /* in that provider's table */
        struct usdt_definition *next_live; /* in the table of live definitions */
        uint32_t hash; /* of function and name */
        uint8_t gate;
        bool held; /* by its creator */
        char texts[]; /* function, name and types */
};

/*
 * Notes that a new definition lives: 0, or -1 when there is no memory. The caller holds the state's lock here and in
 * all that follows.
 */
int usdt_definition_begin(struct usdt_definition *definition);

/* Returns whether this is a definition that still lives. */
bool usdt_definition_lives(const usdt_probedef_t *probedef);

/* Frees a definition that no caller holds and no provider lists. */
void usdt_definition_end(struct usdt_definition *definition);

#endif
