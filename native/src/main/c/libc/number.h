/*
 * number.h - reads decimal numbers. strtoull() and sscanf() would do, but the headers of glibc 2.38 and newer turn them
 * into functions that older ones lack.
 */
#ifndef USDT_LIBC_NUMBER_H
#define USDT_LIBC_NUMBER_H

#include <stdbool.h>

/*
 * Reads the number that this text begins with, and sets *rest, if it is not NULL, to what follows it. Returns false and
 * leaves both alone where there is no digit, or where the number is larger than a value can be.
 */
bool usdt_read_number(const char *text, unsigned long long *value, const char **rest);

#endif
