/*
 * state.h - the one state of libusdt in a process, also when several objects carry a copy of the library.
 */
#ifndef USDT_STATE_H
#define USDT_STATE_H

#include "image/held.h"
#include "image/image.h"
#include "process/status.h"
#include "share.h"

#include <limits.h>
#include <pthread.h>

#define USDT_IMAGES_MAX 1024
#define USDT_RESTING 256

struct usdt_definition;

/* Shared between copies of the library: a change of this struct, or of one that it leads to, is a new version. */
struct usdt_state {
        char magic[8];
        uint32_t version, size;
        pthread_mutex_t lock;
        pid_t pid;
        struct usdt_state *current; /* the state that this copy uses and others may adopt; NULL: none yet */
        bool swept, leaving;
        char directory[PATH_MAX]; /* "" for the defaults */
        char shared[USDT_NAME_MAX + 1];
        uint32_t capacity;
        int image_count;
        struct usdt_image *images[USDT_IMAGES_MAX];
        /* Live definitions by address, and freed ones whose addresses rest before they are used again. */
        struct usdt_definition **definitions;
        size_t definition_buckets, definition_count;
        struct usdt_definition *resting[USDT_RESTING];
        size_t rested;
        struct usdt_held held;
        struct usdt_status status;
};

/* The state; the first call shares it. */
struct usdt_state *usdt_state(void);

void usdt_lock(void);
void usdt_unlock(void);

/* As usdt_held_keep(), with the lock not held. */
void usdt_hold(int base, const char *path, int directory, const char *below);

/* getpid(), kept up by the fork handlers. */
pid_t usdt_process_id(void);

/*
 * The images of this process that probes of this module go to, shared ones locked against other processes; -1 with
 * an explanation. To be called with the lock held, and ended with usdt_images_done().
 */
int usdt_images_for(const char *module, struct usdt_image *into[USDT_IMAGES_MAX]);
void usdt_images_done(struct usdt_image **images, int count);

/* How many images this process made for this module. Needs no lock. */
int usdt_images_of(const char *module);

/*
 * Makes one more image for this module, unless another thread does so at the same time: 0, or -1 with an explanation.
 * Gives up the lock meanwhile.
 */
int usdt_images_add(const char *module);

/* For tests: slots of the next images. 0 is the default. */
void usdt_test_set_capacity(uint32_t slots);

/* For tests: forgets the directory and sharing that were set. */
void usdt_test_reset_settings(void);

#endif
