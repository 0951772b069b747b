/*
 * commit.h - makes reserved slots visible to tracers, and hides live ones: stubs and notes in the image's file.
 * Everything here runs under the state's lock.
 */
#ifndef USDT_COMMIT_H
#define USDT_COMMIT_H

#include "image/image.h"

/* Makes the reserved slots of this image visible to tracers: 0, or -1 with errno and none is. */
int usdt_slots_commit(struct usdt_image *image, struct usdt_slot **slots, size_t count);

/* Hides live slots of this image from tracers and keeps them for the same keys: 0, or -1 with errno. */
int usdt_slots_retire(struct usdt_image *image, struct usdt_slot **slots, size_t count);

#endif
