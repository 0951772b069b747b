/*
 * make_image.h - where a new image goes: into the first directory that will have it, or else into memory.
 */
#ifndef USDT_MAKE_IMAGE_H
#define USDT_MAKE_IMAGE_H

#include "image/image.h"

/*
 * Makes an image for the module, in a directory or else in memory; NULL: usdt_image_error() says why, or, of a shared
 * one, this process has more images than `known` by now. Not under the state's lock, which it takes for a moment.
 */
struct usdt_image *usdt_image_make(const char *module, const char *directory, const char *shared, uint32_t capacity,
                                   bool sweep, int known);

#endif
