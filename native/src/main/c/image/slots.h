/*
 * slots.h - which probe has which slot of an image. Everything here runs under the state's lock.
 */
#ifndef USDT_SLOTS_H
#define USDT_SLOTS_H

#include "image/image.h"

/* Two probes with the same key are the same probe. It is the gate and "provider\0name\0operands\0function\0". */
struct usdt_key {
        const char *text;
        uint32_t length;
        uint32_t hash;
        uint8_t gate;
};

/* Hashes a key's text. */
uint32_t usdt_key_hash(const char *text, size_t length, uint8_t gate);

/* Returns a slot for this key: one that it had before, else a new one; NULL: no room, or no memory. */
struct usdt_slot *usdt_slot_reserve(struct usdt_image *image, const struct usdt_key *key, uint8_t argc);

/* Gives back what was reserved and not committed. Slots must come in the order in which they were reserved. */
void usdt_slots_cancel(struct usdt_image *image, struct usdt_slot **slots, size_t count);

/* Makes room in the index for one more key: 0, or -1 when there is no memory. An index that cannot grow is slower. */
int usdt_index_prepare(struct usdt_image *image);
/* Puts a slot that has its key into the index, which has room. */
void usdt_index_add(struct usdt_image *image, struct usdt_slot *slot);

/* Gives the slot this key and puts it into the index: 0, or -1 when there is no memory. */
int usdt_slot_index(struct usdt_image *image, struct usdt_slot *slot, const struct usdt_key *key);

/* Returns the unit with its slots made, or NULL: no memory. */
struct usdt_unit *usdt_unit_at(struct usdt_image *image, uint32_t number);

/* Begins a unit that holds stubs of this kind: 0, or -1 when there is no memory. */
int usdt_unit_open(struct usdt_image *image, uint32_t number, enum usdt_unit_kind kind);

/* Returns the address of the semaphore that a slot behind this gate has; 0 is no gate. */
uint64_t usdt_slot_semaphore(const struct usdt_image *image, uint32_t slot, uint8_t gate);

#endif
