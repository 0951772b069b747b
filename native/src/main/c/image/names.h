/*
 * names.h - the names of this library's files: <stem><suffix>, <stem>-2<suffix> and so on.
 */
#ifndef USDT_NAMES_H
#define USDT_NAMES_H

#include <limits.h>

#define USDT_NAME_STEM_MAX 128
#define USDT_NAME_IMAGE_SUFFIX ".so"

/* Makes a module's name safe for a file name. */
void usdt_name_stem(const char *module, char stem[NAME_MAX + 1]);

/* Makes "<stem>.so" for 1, "<stem>-2.so" and so on, with the suffix ".so". */
void usdt_name_numbered(char name[NAME_MAX + 1], const char *stem, const char *suffix, int number);

#endif
