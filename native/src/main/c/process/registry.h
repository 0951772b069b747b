/*
 * registry.h - which images this process has, and which of them the probes of a module go to.
 */
#ifndef USDT_REGISTRY_H
#define USDT_REGISTRY_H

#include "process/state.h"

/* Returns whether probes of this module may go to the image. The caller holds the state's lock. */
bool usdt_image_serves(const struct usdt_state *all, const struct usdt_image *image, const char *module);

/*
 * Finds the images of this process that probes of this module go to, and locks shared ones against other processes:
 * returns how many, or -1 with an explanation and nothing is locked. The caller holds the state's lock;
 * usdt_images_unlock() ends it.
 */
int usdt_images_lock_for(const char *module, struct usdt_image *into[USDT_IMAGES_MAX]);

/* Gives the locks of shared images back. */
void usdt_images_unlock(struct usdt_image **images, int count);

/* Returns how many images this process made for this module. It needs no lock. */
int usdt_images_made_for(const char *module);

/* Returns whether this process has mapped the image at this path. It needs no lock. */
bool usdt_images_have(const char *path);

#endif
