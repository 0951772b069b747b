/*
 * note.h - one record of .note.stapsdt: the description of a probe that tracers read.
 *
 *   0  name size 8 | 4  descriptor size | 8  type 3 | 12  "stapsdt\0"
 *   20 site | 28 base | 36 semaphore (64 bits each) | 44 provider\0 name\0 operands\0 | to a multiple of 4
 *
 * A blanked note has type 0 and another owner; it keeps its length and descriptor.
 */
#ifndef USDT_NOTE_H
#define USDT_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define USDT_NOTE_STRINGS_OFFSET 44

struct usdt_note {
        uint64_t site, base, semaphore;
        const char *strings; /* provider\0name\0operands\0 */
        size_t strings_size;
        bool live;
};

/* Returns the size of a note with strings of this size. */
size_t usdt_note_size(size_t strings_size);

/* Writes a live note and returns its size. */
size_t usdt_note_write(uint8_t *out, const struct usdt_note *note);

/* Reads the note at the start of these bytes and returns its size, or 0 when they are no note of ours. */
size_t usdt_note_read(const uint8_t *bytes, size_t length, struct usdt_note *note);

/* A live and a blanked note differ in these bytes, at this offset. */
#define USDT_NOTE_MARK_OFFSET 8
#define USDT_NOTE_MARK_SIZE 12
const uint8_t *usdt_note_mark(bool live);

#endif
