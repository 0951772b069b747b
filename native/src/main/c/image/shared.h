/*
 * shared.h - an image that outlives its processes and that several of them add probes to: nothing in it is ever
 * blanked or used again for something else. Whoever reads or adds notes holds the file's lock meanwhile.
 */
#ifndef USDT_SHARED_H
#define USDT_SHARED_H

#include "image/image.h"

/*
 * Opens the shared image in this file of the directory, making it when it is missing, or returns NULL with an added
 * explanation. `shared` is the name that the image has for its users. The caller must not hold the state's lock, since
 * loading takes the loader's.
 */
struct usdt_image *usdt_shared_open(int directory, const char *path, const char *name, const char *shared,
                                    const struct usdt_layout *layout, struct usdt_owner *owner);

/* Locks the image against other processes, waiting for them a while: 0, or -1 with errno. */
int usdt_shared_lock(struct usdt_image *image);

/* Gives the lock back. */
void usdt_shared_unlock(struct usdt_image *image);

/* Adopts the notes that others added since the last look: 0, or -1 with errno, and the image takes no more probes. */
int usdt_shared_refresh(struct usdt_image *image);

#endif
