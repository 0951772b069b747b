/*
 * provider.h - what stands behind the public structs.
 */
#ifndef USDT_PROVIDER_H
#define USDT_PROVIDER_H

#include "image/image.h"
#include "usdt.h"

struct usdt_listing;

/* A definition: the public struct and what callers do not see. All but pub.probe is under the state's lock. */
struct usdt_definition {
        usdt_probedef_t pub; /* first */
        struct usdt_slot *slot; /* while live */
        struct usdt_listing *provider; /* that lists it */
        struct usdt_definition *previous; /* in that list */
        struct usdt_definition *same_hash; /* in that provider's table */
        struct usdt_definition *next_live; /* in the table of live definitions */
        uint32_t hash; /* of function and name */
        uint8_t gate;
        bool held; /* by its creator */
        char texts[]; /* function, name and types */
};

/* A provider: the public struct and what callers do not see. */
struct usdt_listing {
        usdt_provider_t pub; /* first */
        struct usdt_definition *last;
        struct usdt_definition **buckets;
        size_t bucket_count, count;
        char error[1024];
};

/* Whether this is a definition that still lives. Under the lock. */
bool usdt_definition_lives(const usdt_probedef_t *probedef);

/* Frees a definition that nobody holds or lists. Under the lock. */
void usdt_definition_end(struct usdt_definition *definition);

/* The provider's name, or a definition's: 0, or -1 with an error in the provider. */
int usdt_check_name(struct usdt_listing *listing, const char *what, const char *name);

/*
 * Makes definitions of one provider live: all or none, -1 with an error in the provider. Under the lock, which may be
 * given up meanwhile when *again is set: then nothing was done, and the caller is to look at the world anew.
 */
int usdt_activate(struct usdt_listing *listing, struct usdt_definition **definitions, size_t count, bool *again);

/* Ends live definitions: 0, or -1 with an error in the provider; they are ended all the same. Under the lock. */
int usdt_deactivate(struct usdt_listing *listing, struct usdt_definition **definitions, size_t count);

void usdt_fail(struct usdt_listing *listing, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
