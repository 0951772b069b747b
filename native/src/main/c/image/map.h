/*
 * map.h - the life of an image in a process: mapped, written to, left at exit.
 */
#ifndef USDT_MAP_H
#define USDT_MAP_H

#include "image/image.h"

/* Maps the image in this open file, or returns NULL with an added explanation. The image owns fd on success. */
struct usdt_image *usdt_image_map(int fd, const char *path, const char *module, const struct usdt_layout *layout,
                                  struct usdt_owner *owner);

/*
 * Gives up the file at exit and removes it, unless a process that came by fork has it open, too. The last of them
 * removes it, or whoever sweeps after that one's death.
 */
void usdt_image_leave(struct usdt_image *image);

/*
 * Ends an image that no other thread has seen yet. The caller must not hold the state's lock, since unloading takes
 * the loader's.
 */
void usdt_image_discard(struct usdt_image *image);

/* Returns whether this process may still write to the image's file, and finds out whether the image is dead. */
bool usdt_image_writable(struct usdt_image *image);

#endif
