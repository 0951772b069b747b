#include "image/slots.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

uint32_t usdt_key_hash(const char *text, size_t length, uint8_t gate)
{
        uint64_t hash = 0xcbf29ce484222325u ^ gate;
        for (size_t i = 0; i < length; i++)
                hash = (hash ^ (uint8_t)text[i]) * 0x100000001b3u;
        return (uint32_t)(hash ^ hash >> 32);
}

uint64_t usdt_slot_semaphore(const struct usdt_image *image, uint32_t slot, uint8_t gate)
{
        return image->layout.sem + 2 * (uint64_t)(gate != 0 ? gate : USDT_SEMAPHORES_RESERVED + slot);
}

static uint32_t unit_count(const struct usdt_image *image)
{
        return image->layout.slots / USDT_UNIT_SLOTS;
}

struct usdt_unit *usdt_unit_at(struct usdt_image *image, uint32_t number)
{
        struct usdt_unit *unit = &image->units[number];
        if (unit->slots == NULL) {
                unit->slots = calloc(USDT_UNIT_SLOTS, sizeof *unit->slots);
                if (unit->slots == NULL)
                        return NULL;
                for (uint32_t i = 0; i < USDT_UNIT_SLOTS; i++) {
                        struct usdt_slot *slot = &unit->slots[i];
                        uint32_t n = number * USDT_UNIT_SLOTS + i;
                        uint8_t *stub = image->base + image->layout.text + (uint64_t)n * USDT_STUB_SIZE;
                        slot->image = image;
                        slot->number = n;
                        slot->note = NONE;
                        slot->probe.isenabled_addr = (int (*)(void))(uintptr_t)stub;
                        slot->probe.probe_addr = stub + USDT_SITE_OFFSET;
                }
        }
        return unit;
}

int usdt_unit_open(struct usdt_image *image, uint32_t number, enum usdt_unit_kind kind)
{
        struct usdt_unit *unit = usdt_unit_at(image, number);
        if (unit == NULL)
                return -1;
        unit->kind = (uint8_t)kind;
        if (number >= image->units_used)
                image->units_used = number + 1;
        return 0;
}

/* A unit of this kind with room, or NONE. */
static uint32_t unit_with_room(struct usdt_image *image, enum usdt_unit_kind kind)
{
        for (uint32_t i = image->filling[kind]; i < image->units_used; i++)
                if (image->units[i].kind == kind && image->units[i].filled < USDT_UNIT_SLOTS)
                        return i;
        if (image->units_used == unit_count(image) || usdt_unit_open(image, image->units_used, kind) != 0)
                return NONE;
        return image->units_used - 1;
}

static bool has_key(const struct usdt_slot *slot, const struct usdt_key *key)
{
        return slot->hash == key->hash && slot->gate == key->gate && slot->key_length == key->length
                && memcmp(slot->key, key->text, key->length) == 0;
}

static int set_key(struct usdt_slot *slot, const struct usdt_key *key)
{
        slot->key = malloc(key->length);
        if (slot->key == NULL)
                return -1;
        memcpy(slot->key, key->text, key->length);
        slot->key_length = key->length;
        slot->hash = key->hash;
        slot->gate = key->gate;
        return 0;
}

static int grow_buckets(struct usdt_image *image)
{
        uint32_t count = image->bucket_count == 0 ? 256 : image->bucket_count * 2;
        struct usdt_slot **buckets = calloc(count, sizeof(struct usdt_slot *));
        if (buckets == NULL)
                return -1;
        for (uint32_t i = 0; i < image->bucket_count; i++) {
                struct usdt_slot *slot = image->buckets[i];
                while (slot != NULL) {
                        struct usdt_slot *next = slot->next;
                        slot->next = buckets[slot->hash & (count - 1)];
                        buckets[slot->hash & (count - 1)] = slot;
                        slot = next;
                }
        }
        free(image->buckets);
        image->buckets = buckets;
        image->bucket_count = count;
        return 0;
}

int usdt_index_prepare(struct usdt_image *image)
{
        if (image->keyed < image->bucket_count)
                return 0;
        return grow_buckets(image) == 0 || image->bucket_count > 0 ? 0 : -1;
}

void usdt_index_add(struct usdt_image *image, struct usdt_slot *slot)
{
        struct usdt_slot **bucket = &image->buckets[slot->hash & (image->bucket_count - 1)];
        slot->next = *bucket;
        *bucket = slot;
        image->keyed++;
}

int usdt_slot_index(struct usdt_image *image, struct usdt_slot *slot, const struct usdt_key *key)
{
        if (usdt_index_prepare(image) != 0 || set_key(slot, key) != 0)
                return -1;
        usdt_index_add(image, slot);
        return 0;
}

struct usdt_slot *usdt_slot_reserve(struct usdt_image *image, const struct usdt_key *key, uint8_t argc)
{
        enum usdt_unit_kind kind = key->gate != 0 ? USDT_UNIT_GATED : USDT_UNIT_OWN;
        if (image->bucket_count > 0) {
                struct usdt_slot *slot = image->buckets[key->hash & (image->bucket_count - 1)];
                for (; slot != NULL; slot = slot->next) {
                        if (slot->state == USDT_SLOT_FREE && has_key(slot, key)) {
                                slot->state = USDT_SLOT_AGAIN;
                                /* Unknown only to a slot found in a shared image; a late fire may be reading it. */
                                if (slot->argc != argc)
                                        slot->argc = argc;
                                return slot;
                        }
                }
        }
        if (image->broken)
                return NULL;
        uint32_t number = unit_with_room(image, kind);
        if (number == NONE)
                return NULL;
        struct usdt_unit *unit = &image->units[number];
        struct usdt_slot *slot = &unit->slots[unit->filled];
        if (set_key(slot, key) != 0)
                return NULL;
        slot->state = USDT_SLOT_NEW;
        slot->argc = argc;
        unit->filled++;
        image->slots_used++;
        image->filling[kind] = number;
        return slot;
}

/* An unused unit may be of another kind next time. */
static void close_unit(struct usdt_image *image, struct usdt_unit *unit)
{
        unit->kind = USDT_UNIT_UNUSED;
        unit->written = false;
        while (image->units_used > 0 && image->units[image->units_used - 1].kind == USDT_UNIT_UNUSED)
                image->units_used--;
}

void usdt_slots_cancel(struct usdt_image *image, struct usdt_slot **slots, size_t count)
{
        for (size_t i = count; i-- > 0;) {
                struct usdt_slot *slot = slots[i];
                if (slot->image != image)
                        continue;
                if (slot->state == USDT_SLOT_AGAIN) {
                        slot->state = USDT_SLOT_FREE;
                } else if (slot->state == USDT_SLOT_NEW) {
                        uint32_t number = slot->number / USDT_UNIT_SLOTS;
                        struct usdt_unit *unit = &image->units[number];
                        free(slot->key);
                        slot->key = NULL;
                        slot->state = USDT_SLOT_FREE;
                        unit->filled--;
                        image->slots_used--;
                        image->filling[unit->kind] = number;
                        if (unit->filled == 0)
                                close_unit(image, unit);
                }
        }
}
