/*
 * plugin.h - what the API has beyond usdt.h for those who link the static library into a plug-in, such as the JNI
 * library. It is not installed.
 */
#ifndef USDT_PLUGIN_H
#define USDT_PLUGIN_H

#include "usdt.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Adopts the state of another copy of the library in this process, or else makes this copy the owner and pins its
 * object in memory: so a plug-in that is loaded again meets its images, and nothing is mapped twice. This happens when
 * the plug-in is loaded; calling it again does nothing.
 */
void usdt_share_state(void);

/*
 * Tells the place of a live probe, which usdt_probe_image() and its like tell one by one; it is -1, -1, -1 and 0 while
 * the probe is not live.
 */
struct usdt_place {
        int image, semaphore_offset, site_offset;
        uint64_t site;
};

/* Returns where a probe is. */
struct usdt_place usdt_place_of(usdt_probedef_t *probedef);

/*
 * Leaves a text for tracers in this process's status file (process/status.h), in place of an earlier one; it is there
 * until the process ends, and needs no image. Returns 0, or -1 when no directory can be used: usdt_image_error() says
 * why. The text is copied.
 */
int usdt_status_write(const char *text);

#ifdef __cplusplus
}
#endif

#endif
