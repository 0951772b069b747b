/*
 * add_image.h - one more image for this process, when those that it has are full.
 */
#ifndef USDT_ADD_IMAGE_H
#define USDT_ADD_IMAGE_H

/*
 * Makes one more image for this module, unless another thread does so at the same time: 0, or -1 with an explanation.
 * The caller holds the state's lock, which is given up meanwhile, so the caller must look at the state anew.
 */
int usdt_images_add_outside_lock(const char *module);

#endif
