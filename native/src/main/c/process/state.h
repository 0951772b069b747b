/*
 * state.h - the one state of libusdt in a process, also when several objects carry a copy of the library.
 */
#ifndef USDT_STATE_H
#define USDT_STATE_H

#include "image/image.h"
#include "image/owner.h"
#include "process/status.h"

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/types.h>

#define USDT_IMAGES_MAX 1024
#define USDT_DEFAULT_CAPACITY 65536 /* slots of an image */
#define USDT_RESTING 256

struct usdt_definition; /* api/definition.h */

/* Shared between copies of the library: a change of this struct, or of one that it leads to, is a new version. */
struct usdt_state {
        char magic[8];
        uint32_t version, size;
        pthread_mutex_t lock;
        struct usdt_state *current; /* the state that this copy uses and others may adopt; NULL: none yet */
        bool swept;
        _Atomic bool leaving; /* the process ends: nothing new is made, and its end has the lock first */
        char directory[PATH_MAX]; /* "" for the defaults */
        char shared[USDT_NAME_MAX + 1];
        uint32_t capacity;
        int image_count;
        struct usdt_image *images[USDT_IMAGES_MAX];
        /* The live definitions by address, and freed ones whose addresses rest before they are used again. */
        struct usdt_definition **definitions;
        size_t definition_buckets, definition_count;
        struct usdt_definition *resting[USDT_RESTING];
        size_t rested;
        struct usdt_owner owner;
        struct usdt_status status;
};

/* Returns the state; the first call adopts or shares it (adoption.c). */
struct usdt_state *usdt_state(void);

#endif
