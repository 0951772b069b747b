/*
 * image.h - an image as the process has it: the file and its mapping, its units and their slots. layout.h draws the
 * bytes that it is made of.
 */
#ifndef USDT_IMAGE_H
#define USDT_IMAGE_H

#include "format/layout.h"
#include "image/owner.h"
#include "usdt.h"

#include <stdbool.h>
#include <sys/types.h>

enum usdt_slot_state {
        USDT_SLOT_FREE,     /* its note is blanked; only the same key may have it again */
        USDT_SLOT_NEW,      /* reserved, without a note yet */
        USDT_SLOT_AGAIN,    /* reserved, with a blanked note */
        USDT_SLOT_LIVE,
};

enum usdt_unit_kind { USDT_UNIT_UNUSED, USDT_UNIT_OWN, USDT_UNIT_GATED };

struct usdt_slot {
        usdt_probe_t probe; /* first: handed out, and firing gets back to argc from it */
        struct usdt_image *image;
        char *key;
        uint32_t key_length, hash;
        uint32_t number;
        uint32_t note; /* offset in NOTE */
        struct usdt_slot *next; /* same hash bucket */
        uint8_t argc, gate, state;
};

struct usdt_unit {
        struct usdt_slot *slots; /* UNIT_SLOTS of them, at a fixed place for life */
        uint32_t filled;
        uint8_t kind;
        bool written;
};

struct usdt_image {
        struct usdt_layout layout;
        char *path, *module, *reason;
        int index;
        int fd;
        dev_t device; /* with inode: that fd is still ours is looked at before it is written to */
        ino_t inode;
        pid_t pid; /* the maker; a child by fork only reads */
        bool shared, memory;
        bool broken; /* a write failed: takes no new probes */
        bool dead; /* writes fail even in what is there already, or the file was removed: takes none at all */
        struct usdt_owner *owner; /* the process that it is in now */
        void *handle;
        uint8_t *base;
        uint64_t note_size;
        struct usdt_unit *units;
        uint32_t units_used, slots_used;
        uint32_t filling[3]; /* by kind: the unit to look for room in first */
        struct usdt_slot **buckets;
        uint32_t bucket_count, keyed;
};

#endif
