#include "image/commit.h"

#include "format/note.h"
#include "image/fd.h"
#include "image/map.h"
#include "image/slots.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t site_of(const struct usdt_image *image, uint32_t slot)
{
        return image->layout.text + (uint64_t)slot * USDT_STUB_SIZE + USDT_SITE_OFFSET;
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
        if (usdt_fd_write_all(image->fd, code, USDT_UNIT_SIZE, at) == 0) {
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
        return usdt_fd_write_all(image->fd, bytes, end - start, image->layout.note + start);
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
        uint8_t *run = count > 1 ? malloc(RUN_MAX) : NULL;
        int result = 0;
        if (run != NULL)
                qsort(slots, count, sizeof *slots, by_note);
        for (size_t i = 0; i < count;) {
                size_t n = 1;
                while (run != NULL && i + n < count && slots[i + n]->note - slots[i + n - 1]->note < 2 * RUN_GAP
                       && slots[i + n]->note - slots[i]->note < RUN_MAX - 2 * RUN_GAP)
                        n++;
                if (mark_run(image, slots + i, n, run != NULL ? run : single, live) != 0)
                        result = -1;
                i += n;
        }
        free(run);
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
        if (image->note_size + size >= UINT32_MAX) {
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
        int result = usdt_fd_write_all(image->fd, bytes, size, image->layout.note + image->note_size);
        free(bytes);
        uint64_t total = image->note_size + size;
        /* Last: a tracer that reads meanwhile sees the old or the new number of notes. */
        if (result == 0)
                result = usdt_fd_write_all(image->fd, &total, sizeof total, usdt_layout_note_size_offset());
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
        if (fresh_count > 0 && usdt_index_prepare(image) != 0)
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
                usdt_index_prepare(image);
                usdt_index_add(image, fresh[i]);
                fresh[i]->state = USDT_SLOT_LIVE;
        }
        for (size_t i = 0; i < again_count; i++)
                again[i]->state = USDT_SLOT_LIVE;
        return 0;
}

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

int usdt_slots_retire(struct usdt_image *image, struct usdt_slot **slots, size_t count)
{
        struct usdt_slot *few[FEW];
        size_t picked;
        int result = 0;
        struct usdt_slot **live = pick(image, slots, count, USDT_SLOT_LIVE, few, &picked);
        if (live == NULL) { /* one at a time needs no memory */
                for (size_t i = 0; i < count; i++)
                        result |= usdt_slots_retire(image, slots + i, 1);
                return result;
        }
        /* In a child by fork the parent's notes stay the parent's, in a shared image everybody's. */
        if (picked > 0 && !image->shared && image->pid == image->owner->pid)
                result = usdt_image_writable(image) ? mark_notes(image, live, picked, false) : -1;
        for (size_t i = 0; i < picked; i++)
                live[i]->state = USDT_SLOT_FREE;
        unpick(live, few);
        return result;
}
