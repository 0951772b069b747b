/*
 * owner.h - what an image knows of the process that it is in. The process layer keeps it, once for all copies of the
 * library.
 */
#ifndef USDT_OWNER_H
#define USDT_OWNER_H

#include "image/held.h"

#include <sys/types.h>

/* The process that images are in. Its state has one. */
struct usdt_owner {
        pid_t pid; /* getpid(), kept up when the process forks */
        struct usdt_held held;
};

#endif
