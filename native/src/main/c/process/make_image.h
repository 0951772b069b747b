/*
 * make_image.h - where a new image goes: into the first directory that will have it, or else into memory.
 */
#ifndef USDT_MAKE_IMAGE_H
#define USDT_MAKE_IMAGE_H

#include "image/image.h"

/*
 * Makes an image for the module, in a directory or else in memory. Returns NULL when that fails, and
 * usdt_image_error() says why; also when, for a shared image, this process has more images than `known` by now. The
 * caller must not hold the state's lock, which this takes for a moment.
 */
struct usdt_image *usdt_image_make(const char *module, const char *directory, const char *shared, uint32_t capacity,
                                   bool sweep, int known);

#endif
