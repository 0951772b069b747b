/*
 * types.h - C type strings: what a tracer must know of them.
 */
#ifndef USDT_TYPES_H
#define USDT_TYPES_H

#include <stddef.h>

/* Bytes of a value of this C type, negative when it is signed. Pointers, unknown types and the bits of a double: 8. */
int usdt_type_size(const char *type);

/* Enough for the operands of USDT_ARG_MAX words. */
#define USDT_OPERANDS_MAX 640

/* Writes the note's argument string ("-4@%edi 8@%rsi") and returns its length. */
size_t usdt_type_operands(char out[USDT_OPERANDS_MAX], size_t argc, char *const *types);

#endif
