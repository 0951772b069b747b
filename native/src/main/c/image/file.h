/*
 * file.h - an image's file: written when it is new, recognised when it is met again.
 */
#ifndef USDT_FILE_H
#define USDT_FILE_H

#include "format/layout.h"

#include <stdbool.h>

/* Writes an image without probes to the file: 0, or -1 with errno. */
int usdt_image_format(int fd, const struct usdt_layout *layout, const char *soname);

/* Returns whether this file has the head of an image. */
bool usdt_image_is_marked(int fd);

#endif
