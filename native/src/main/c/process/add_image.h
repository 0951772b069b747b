/*
 * add_image.h - one more image for this process, when those that it has are full.
 */
#ifndef USDT_ADD_IMAGE_H
#define USDT_ADD_IMAGE_H

/*
 * Makes one more image for this module, unless another thread does so at the same time: 0, or -1 with an explanation.
 * To be called with the state's lock held; it gives up the lock meanwhile, so the caller looks at the world anew.
 */
int usdt_images_add_outside_lock(const char *module);

#endif
