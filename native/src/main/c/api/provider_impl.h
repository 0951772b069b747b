/*
 * provider_impl.h - what stands behind the public struct of a provider.
 */
#ifndef USDT_PROVIDER_IMPL_H
#define USDT_PROVIDER_IMPL_H

#include "usdt.h"

#include <stddef.h>

struct usdt_definition;

/* A provider: the public struct and what callers do not see. */
struct usdt_provider_impl {
        usdt_provider_t pub; /* first */
        struct usdt_definition *last; /* of the list that begins in pub.probedefs */
        struct usdt_definition **buckets; /* the listed ones by function and name */
        size_t bucket_count, count;
        char error[1024];
};

#endif
