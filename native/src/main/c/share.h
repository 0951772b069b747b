/*
 * share.h - for whoever links the static library into a plug-in. Not installed.
 */
#ifndef USDT_SHARE_H
#define USDT_SHARE_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Adopts the state of another copy of the library in this process, or else makes this copy the owner and pins its
 * object in memory: so a plug-in that is loaded again meets its images, and nothing is mapped twice. Happens when
 * the plug-in is loaded; calling it again does nothing.
 */
void usdt_share_state(void);

#ifdef __cplusplus
}
#endif

#endif
