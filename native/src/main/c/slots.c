/*
 * slots.c - which probe has which slot of an image, and its note. Everything here runs under the state's lock.
 */
#include "image.h"
#include "note.h"
#include "state.h"

#include <errno.h>
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

static uint64_t site_of(const struct usdt_image *image, uint32_t slot)
{
        return image->layout.text + (uint64_t)slot * USDT_STUB_SIZE + USDT_SITE_OFFSET;
}

static uint32_t unit_count(const struct usdt_image *image)
{
        return image->layout.slots / USDT_UNIT_SLOTS;
}

/* The unit with its slots made, or NULL: no memory. */
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

static int write_unit(struct usdt_image *image, uint32_t number)
{
        uint8_t *code = malloc(USDT_UNIT_SIZE);
        struct usdt_unit *unit = &image->units[number];
        uint64_t at = image->layout.text + (uint64_t)number * USDT_UNIT_SIZE;
        uint8_t *mapped = image->base + at;
        int result = -1;
        if (code == NULL)
                return -1;
        for (uint32_t i = 0; i < USDT_UNIT_SLOTS; i++)
                usdt_arch_stub(code + i * USDT_STUB_SIZE, at + i * USDT_STUB_SIZE,
                               usdt_slot_semaphore(image, number * USDT_UNIT_SLOTS + i, 0), unit->kind == USDT_UNIT_GATED);
        if (usdt_write_all(image->fd, code, USDT_UNIT_SIZE, at) == 0) {
                __builtin___clear_cache((char *)mapped, (char *)mapped + USDT_UNIT_SIZE);
                /* Some file systems do not show writes in mappings; better no probe than a crash in it. */
                if (memcmp(mapped, code, USDT_UNIT_SIZE) == 0) {
                        unit->written = true;
                        result = 0;
                } else {
                        errno = ENOTSUP;
                }
        }
        free(code);
        return result;
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

/* Room for one more key. A table that cannot grow is only slower. */
static int prepare_index(struct usdt_image *image)
{
        if (image->keyed < image->bucket_count)
                return 0;
        return grow_buckets(image) == 0 || image->bucket_count > 0 ? 0 : -1;
}

static void add_to_index(struct usdt_image *image, struct usdt_slot *slot)
{
        struct usdt_slot **bucket = &image->buckets[slot->hash & (image->bucket_count - 1)];
        slot->next = *bucket;
        *bucket = slot;
        image->keyed++;
}

int usdt_slot_index(struct usdt_image *image, struct usdt_slot *slot, const struct usdt_key *key)
{
        if (prepare_index(image) != 0 || set_key(slot, key) != 0)
                return -1;
        add_to_index(image, slot);
        return 0;
}

/* A slot for this key: one that it had before, else a new one. NULL: no room, no memory. */
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

/* Gives back what was reserved and not committed. Slots must come in the order in which they were reserved. */
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

#define RUN_MAX 65536
#define RUN_GAP 512

/* One read and one write for a run of notes that lie close together. */
static int mark_run(struct usdt_image *image, struct usdt_slot **slots, size_t count, uint8_t *bytes, bool live)
{
        uint64_t start = slots[0]->note + USDT_NOTE_MARK_OFFSET;
        uint64_t end = slots[count - 1]->note + USDT_NOTE_MARK_OFFSET + USDT_NOTE_MARK_SIZE;
        if (count > 1 && pread(image->fd, bytes, end - start, (off_t)(image->layout.note + start)) != (ssize_t)(end - start))
                return -1;
        for (size_t i = 0; i < count; i++)
                memcpy(bytes + (slots[i]->note + USDT_NOTE_MARK_OFFSET - start), usdt_note_mark(live), USDT_NOTE_MARK_SIZE);
        return usdt_write_all(image->fd, bytes, end - start, image->layout.note + start);
}

static int by_note(const void *a, const void *b)
{
        const struct usdt_slot *const *x = a, *const *y = b;
        return ((*x)->note > (*y)->note) - ((*x)->note < (*y)->note);
}

/*
 * Blanks notes or makes them live again. Mark and owner of a note lie together and are written at once; a tracer
 * that reads just then sees one of them changed and skips the note, or sees the note as it was.
 */
static int mark_notes(struct usdt_image *image, struct usdt_slot **slots, size_t count, bool live)
{
        uint8_t single[USDT_NOTE_MARK_SIZE];
        uint8_t *bytes = single;
        int result = 0;
        if (count == 0)
                return 0;
        if (count > 1) {
                qsort(slots, count, sizeof *slots, by_note);
                bytes = malloc(RUN_MAX);
                if (bytes == NULL)
                        return -1;
        }
        for (size_t i = 0; i < count;) {
                size_t n = 1;
                while (i + n < count && slots[i + n]->note - slots[i + n - 1]->note < 2 * RUN_GAP
                       && slots[i + n]->note - slots[i]->note < RUN_MAX - 2 * RUN_GAP)
                        n++;
                if (mark_run(image, slots + i, n, bytes, live) != 0)
                        result = -1;
                i += n;
        }
        if (bytes != single)
                free(bytes);
        return result;
}

static size_t strings_size(const struct usdt_slot *slot)
{
        const char *at = slot->key;
        for (int i = 0; i < 3; i++)
                at += strlen(at) + 1;
        return (size_t)(at - slot->key);
}

static int append_notes(struct usdt_image *image, struct usdt_slot **slots, size_t count)
{
        size_t size = 0, at = 0;
        for (size_t i = 0; i < count; i++)
                size += usdt_note_size(strings_size(slots[i]));
        if (image->note_size + size >= NONE || image->layout.note + image->note_size + size > image->file_limit) {
                errno = EFBIG;
                return -1;
        }
        uint8_t *bytes = malloc(size);
        if (bytes == NULL)
                return -1;
        for (size_t i = 0; i < count; i++) {
                struct usdt_slot *slot = slots[i];
                slot->note = (uint32_t)(image->note_size + at);
                at += usdt_note_write(bytes + at, &(struct usdt_note){
                        .site = site_of(image, slot->number),
                        .base = usdt_layout_base_address(),
                        .semaphore = usdt_slot_semaphore(image, slot->number, slot->gate),
                        .strings = slot->key,
                        .strings_size = strings_size(slot),
                });
        }
        int result = usdt_write_all(image->fd, bytes, size, image->layout.note + image->note_size);
        free(bytes);
        uint64_t total = image->note_size + size;
        /* Last: a tracer that reads meanwhile sees the old or the new number of notes. */
        if (result == 0)
                result = usdt_write_all(image->fd, &total, sizeof total, usdt_layout_note_size_offset());
        if (result == 0)
                image->note_size = total;
        return result;
}

static int write_units(struct usdt_image *image, struct usdt_slot **slots, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                uint32_t number = slots[i]->number / USDT_UNIT_SLOTS;
                if (!image->units[number].written && write_unit(image, number) != 0)
                        return -1;
        }
        return 0;
}

#define FEW 8

/* The slots of this image that are in this state, in `few` or in memory of their own; NULL: no memory. */
static struct usdt_slot **pick(struct usdt_image *image, struct usdt_slot **slots, size_t count, int state,
                               struct usdt_slot **few, size_t *picked)
{
        struct usdt_slot **list = count <= FEW ? few : malloc(count * sizeof(struct usdt_slot *));
        *picked = 0;
        if (list != NULL)
                for (size_t i = 0; i < count; i++)
                        if (slots[i]->image == image && slots[i]->state == state)
                                list[(*picked)++] = slots[i];
        return list;
}

static void unpick(struct usdt_slot **list, struct usdt_slot **few)
{
        if (list != few)
                free(list);
}

static int commit_picked(struct usdt_image *image, struct usdt_slot **fresh, size_t fresh_count, struct usdt_slot **again,
                         size_t again_count)
{
        if (fresh_count > 0 && prepare_index(image) != 0)
                return -1;
        if (write_units(image, fresh, fresh_count) != 0)
                return -1;
        if (!image->shared && mark_notes(image, again, again_count, true) != 0) {
                mark_notes(image, again, again_count, false);
                return -1;
        }
        if (fresh_count > 0 && append_notes(image, fresh, fresh_count) != 0) {
                if (!image->shared)
                        mark_notes(image, again, again_count, false);
                return -1;
        }
        for (size_t i = 0; i < fresh_count; i++) {
                prepare_index(image);
                add_to_index(image, fresh[i]);
                fresh[i]->state = USDT_SLOT_LIVE;
        }
        for (size_t i = 0; i < again_count; i++)
                again[i]->state = USDT_SLOT_LIVE;
        return 0;
}

/* Makes the reserved slots of this image visible to tracers: 0, or -1 with errno and none is. */
int usdt_slots_commit(struct usdt_image *image, struct usdt_slot **slots, size_t count)
{
        struct usdt_slot *few_fresh[FEW], *few_again[FEW];
        size_t fresh_count, again_count;
        struct usdt_slot **fresh = pick(image, slots, count, USDT_SLOT_NEW, few_fresh, &fresh_count);
        struct usdt_slot **again = pick(image, slots, count, USDT_SLOT_AGAIN, few_again, &again_count);
        int result = -1;
        if (fresh != NULL && again != NULL)
                result = commit_picked(image, fresh, fresh_count, again, again_count);
        int saved = errno;
        unpick(fresh, few_fresh);
        unpick(again, few_again);
        errno = saved;
        return result;
}

/* Hides live slots of this image from tracers and keeps them for the same keys: 0, or -1 with errno. */
int usdt_slots_retire(struct usdt_image *image, struct usdt_slot **slots, size_t count)
{
        struct usdt_slot *few[FEW];
        size_t picked;
        int result = 0;
        struct usdt_slot **live = pick(image, slots, count, USDT_SLOT_LIVE, few, &picked);
        if (live == NULL)
                return -1;
        /* In a child by fork the parent's notes stay the parent's, in a shared image everybody's. */
        if (picked > 0 && !image->shared && image->pid == usdt_process_id())
                result = usdt_image_writable(image) ? mark_notes(image, live, picked, false) : -1;
        for (size_t i = 0; i < picked; i++)
                live[i]->state = USDT_SLOT_FREE;
        unpick(live, few);
        return result;
}
