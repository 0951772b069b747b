/*
 * types.h - C type strings, and what a tracer must know of them.
 */
#ifndef USDT_TYPES_H
#define USDT_TYPES_H

#include <stddef.h>

/*
 * Returns how many bytes a value of this C type has, as a negative number when it is signed. Pointers, unknown types
 * and the bits of a double have 8.
 */
int usdt_type_size(const char *type);

/* The operands of USDT_ARG_MAX words fit into so many bytes. */
#define USDT_OPERANDS_MAX 640

/* Writes the note's argument string ("-4@%edi 8@%rsi") and returns its length. */
size_t usdt_type_operands(char out[USDT_OPERANDS_MAX], size_t argc, char *const *types);

#endif
