/*
 * image.h - the live image: one growing ELF shared object that the probes of a module live in.
 *
 *   file offset = address     content
 *   0         HEAD   r--      ELF header, program and section headers, build id, symbol tables, signature; one page
 *   text      TEXT   r-x      slots x 32 bytes: is-enabled routine, at +16 the probe site (nop; ret)
 *   sem       SEM    rw-      (16 + slots) x 16 bits: 0 is never used, 1 to 15 are the gates, then one a slot
 *   dyn       DYN    rw-      dynamic section, right after SEM
 *   note      NOTE   file     .note.stapsdt: grows by appending, its size in HEAD is written last
 *
 * The file is mapped privately by dlopen(), because gdb looks only there. The kernel counts attachments in the
 * process's own copy of SEM; TEXT and NOTE are written through the file.
 *
 * TEXT is written a whole unit (the largest page of this processor) at a time, before a slot of it is used: a
 * process gets a private copy of a page while a uprobe sits in it, and what is written to the file later does not
 * reach that copy. So a unit is of one kind from its first use: `own` stubs return their slot's semaphore, `gated`
 * ones tell whether their own probe site is patched.
 */
#ifndef USDT_IMAGE_H
#define USDT_IMAGE_H

#include "format/arch.h"
#include "usdt.h"

#include <stdbool.h>
#include <sys/types.h>

#define USDT_HEAD_SIZE 4096
#define USDT_SEMAPHORES_RESERVED (USDT_GATE_MAX + 1)
#define USDT_BUILD_ID_SIZE 20
#define USDT_DEFAULT_CAPACITY 65536
#define USDT_MARK "usdtimg"
#define USDT_MARK_SIZE 8

struct usdt_layout {
        uint32_t slots;
        uint64_t text, text_size;
        uint64_t sem, sem_size;
        uint64_t dyn, dyn_size;
        uint64_t note;
};

/* Rounds the capacity up to whole units. */
void usdt_layout_init(struct usdt_layout *layout, uint32_t slots);

/* Writes HEAD for an image without notes. */
void usdt_layout_head(const struct usdt_layout *layout, const char *soname, const uint8_t id[USDT_BUILD_ID_SIZE],
                      uint8_t head[USDT_HEAD_SIZE]);

/* Writes DYN (layout->dyn_size bytes, at most 256). */
void usdt_layout_dynamic(const struct usdt_layout *layout, const char *soname, uint8_t *out);

/* Where HEAD keeps our mark, the size of the note section (8 bytes), the build id and the address of .stapsdt.base. */
uint64_t usdt_layout_mark_offset(void);
uint64_t usdt_layout_note_size_offset(void);
uint64_t usdt_layout_build_id_offset(void);
uint64_t usdt_layout_base_address(void);

enum usdt_slot_state {
        USDT_SLOT_FREE,     /* its note is blanked; only the same key may have it again */
        USDT_SLOT_NEW,      /* reserved, without a note yet */
        USDT_SLOT_AGAIN,    /* reserved, with a blanked note */
        USDT_SLOT_LIVE,
};

enum usdt_unit_kind { USDT_UNIT_UNUSED, USDT_UNIT_OWN, USDT_UNIT_GATED };

/* What makes a probe the same probe: gate and "provider\0name\0operands\0function\0". */
struct usdt_key {
        const char *text;
        uint32_t length;
        uint32_t hash;
        uint8_t gate;
};

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
        bool dead; /* writes fail even in what is there already, or somebody removed the file: takes none at all */
        void *handle;
        uint8_t *base;
        uint64_t note_size;
        struct usdt_unit *units;
        uint32_t units_used, slots_used;
        uint32_t filling[3]; /* by kind: the unit to look for room in first */
        struct usdt_slot **buckets;
        uint32_t bucket_count, keyed;
};

/*
 * Makes an image for the module, in a directory or else in memory; NULL: usdt_image_error() says why, or, of a shared
 * one, there are more images than `known` by now. Not under the state's lock, which it takes for a moment.
 */
struct usdt_image *usdt_image_make(const char *module, const char *directory, const char *shared, uint32_t capacity,
                                   bool sweep, int known);

/* Writes an empty image to the file; 0 or -1 with errno. */
int usdt_image_format(int fd, const struct usdt_layout *layout, const char *soname);

/* Whether this file has the head of an image. */
bool usdt_image_is_marked(int fd);

/* Wraps and maps the image in this open file; NULL with an explanation. Owns fd on success. */
struct usdt_image *usdt_image_map(int fd, const char *path, const char *module, const struct usdt_layout *layout);

/*
 * At exit: gives up the file and removes it, unless a process that came by fork has it open, too. The last of them
 * removes it, or whoever sweeps after that one's death.
 */
void usdt_image_leave(struct usdt_image *image);

/* Ends an image that nobody has seen yet. Not under the state's lock: unloading takes the loader's. */
void usdt_image_discard(struct usdt_image *image);

/* Whether this process may still write to the image's file. Finds out, too, whether the image is dead. */
bool usdt_image_writable(struct usdt_image *image);

/* Writes all of it: 0, or -1 with errno. */
int usdt_write_all(int fd, const void *bytes, size_t length, uint64_t offset);

/* commit.c: all under the state's lock */
int usdt_slots_commit(struct usdt_image *image, struct usdt_slot **slots, size_t count);
int usdt_slots_retire(struct usdt_image *image, struct usdt_slot **slots, size_t count);

/* slots.c: all under the state's lock */
struct usdt_slot *usdt_slot_reserve(struct usdt_image *image, const struct usdt_key *key, uint8_t argc);
void usdt_slots_cancel(struct usdt_image *image, struct usdt_slot **slots, size_t count);
int usdt_index_prepare(struct usdt_image *image);
void usdt_index_add(struct usdt_image *image, struct usdt_slot *slot);
struct usdt_unit *usdt_unit_at(struct usdt_image *image, uint32_t unit);
int usdt_unit_open(struct usdt_image *image, uint32_t unit, enum usdt_unit_kind kind);
int usdt_slot_index(struct usdt_image *image, struct usdt_slot *slot, const struct usdt_key *key);
uint64_t usdt_slot_semaphore(const struct usdt_image *image, uint32_t slot, uint8_t gate);

/* shared.c: images that several processes write to */
struct usdt_image *usdt_shared_open(const char *directory, const char *name, uint32_t capacity, int known);
int usdt_shared_lock(struct usdt_image *image);
void usdt_shared_unlock(struct usdt_image *image);
int usdt_shared_refresh(struct usdt_image *image);

uint32_t usdt_key_hash(const char *text, size_t length, uint8_t gate);

#endif
