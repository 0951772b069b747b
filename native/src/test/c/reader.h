/*
 * reader.h - an ELF note reader of the tests' own: knows nothing of the library's.
 */
#ifndef READER_H
#define READER_H

#include <stddef.h>
#include <stdint.h>

struct read_note {
        uint64_t site, base, semaphore;
        char provider[256], name[256], operands[1024];
        unsigned char descriptor[2048];
        size_t descriptor_size;
};

/* All live stapsdt notes of this file, to be freed. */
struct read_note *read_notes(const char *path, size_t *count);

/* The note of this probe, by name; fails the test when there is not exactly one. */
struct read_note read_one_note(const char *path, const char *name);

struct operand {
        int size; /* negative: signed */
        int reg; /* number in the order of the calling convention, -1: on the stack */
        int offset;
};

/* Takes an operand string apart; returns how many there are. */
size_t read_operands(const char *operands, struct operand *out, size_t room);

#endif
