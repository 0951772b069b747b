/*
 * usdt.h - run-time USDT probes: the API of libusdt, for Linux.
 *
 * The first part is libusdt's own API: same names, same structure layouts, same order of calls, so that a
 * binding written against libusdt compiles and works unchanged. The second part, "Linux extensions", is what
 * only this implementation has: batches, gates, and a view of the images that the probes live in.
 *
 * Life cycle: create provider and probes, add, enable, (is_enabled / fire)*, disable, release, free. Every
 * function may be called from any thread at any time; firing and is-enabled never take a lock, and may be called in
 * a signal handler, too. After fork() the child's probes are still its parent's, in its parent's image; what it adds
 * or enables goes to an image of its own.
 */
#ifndef USDT_H
#define USDT_H

#include <stdint.h>
#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Limits the arguments that a probe may declare. */
#define USDT_ARG_MAX 32

/* Says what went wrong; usdt_errstr() returns the text. 0 to 7 are libusdt's. */
typedef enum usdt_error {
        USDT_ERROR_MALLOC = 0,
        USDT_ERROR_VALLOC,         /* no room for the probe's stub: the image could not be made or is full */
        USDT_ERROR_NOPROBES,
        USDT_ERROR_LOADDOF,        /* the image could not be loaded */
        USDT_ERROR_ALREADYENABLED, /* informative: the call still succeeds */
        USDT_ERROR_UNLOADDOF,
        USDT_ERROR_DUP_PROBE,
        USDT_ERROR_REMOVE_PROBE,
        USDT_ERROR_NAME,           /* an empty or over-long provider, module or probe name */
} usdt_error_t;

/* A live probe is two routines in an image. The library owns it; it is valid for the life of the process. */
typedef struct usdt_probe {
        int (*isenabled_addr)(void);
        void *probe_addr;
} usdt_probe_t;

/* Returns whether a tracer is attached now: 1 or 0; 0 for NULL. */
int usdt_is_enabled(usdt_probe_t *probe);

/*
 * Executes the probe with argc words. NULL does nothing. Words beyond the declared count are ignored and missing ones
 * read as zero. It does not test is-enabled: the race between that test and the fire is harmless either way (one event
 * more or less at the edge of an attachment).
 */
void usdt_fire_probe(usdt_probe_t *probe, size_t argc, void **argv);

/* The definition of a probe. Callers only read it; `probe` is NULL while the probe is not live. */
typedef struct usdt_probedef {
        const char *name;
        const char *function;
        size_t argc;
        char *types[USDT_ARG_MAX];
        struct usdt_probe *probe;
        struct usdt_probedef *next;
        int refcnt;
} usdt_probedef_t;

/*
 * Returns a new definition with C type strings ("int", "char *", "uint64_t", ...), or NULL: no memory, or argc is more
 * than USDT_ARG_MAX.
 */
usdt_probedef_t *usdt_create_probe(const char *func, const char *name, size_t argc, const char **types);

/*
 * Drops the caller's share of a definition; the provider that lists it holds another one. To release once too often
 * does nothing: bindings for libusdt release a removed probe twice.
 */
void usdt_probe_release(usdt_probedef_t *probedef);

/* A provider is a name space of probes. Callers only read it. */
typedef struct usdt_provider {
        const char *name;
        const char *module;
        usdt_probedef_t *probedefs;
        char *error;
        int enabled;
        void *file;
} usdt_provider_t;

/* Returns a new provider without probes, not enabled; NULL when there is no memory. It copies both names. */
usdt_provider_t *usdt_create_provider(const char *name, const char *module);

/*
 * Lists a probe: 0, or -1 (same function and name listed already, or not to be made live). In an enabled provider it is
 * live at once.
 */
int usdt_provider_add_probe(usdt_provider_t *provider, usdt_probedef_t *probedef);

/* Unlists a probe, ends it and drops the provider's share of it: 0, or -1 when it is not listed. */
int usdt_provider_remove_probe(usdt_provider_t *provider, usdt_probedef_t *probedef);

/* Makes all listed probes visible to tracers: 0, or -1 and none is. Enabling twice is 0 with a message. */
int usdt_provider_enable(usdt_provider_t *provider);

/*
 * Hides all probes from tracers: 0. Threads inside a fire are safe. -1: the image could not be written to, and tracers
 * still see the probes, but they are ended all the same.
 */
int usdt_provider_disable(usdt_provider_t *provider);

/* Disables, drops the provider's share of every probe, frees the provider. */
void usdt_provider_free(usdt_provider_t *provider);

/* Records a message; the library itself uses it. */
void usdt_error(usdt_provider_t *provider, usdt_error_t error, ...);

/*
 * Returns the provider's last message, "" before the first one. The provider owns it, and it is valid until the
 * provider's next failure.
 */
char *usdt_errstr(usdt_provider_t *provider);

/* ------------------------------------------------------------------------------------------------------------
 * Linux extensions
 */

/* Limits the gates of a module; they are numbered 1 to USDT_GATE_MAX. */
#define USDT_GATE_MAX 15

/* Limits provider, probe and module names, in bytes without the NUL. */
#define USDT_NAME_MAX 127

/*
 * Puts a probe behind a gate, before it is added: all probes of one gate in one image share the gate's semaphore, so
 * that one 16-bit read answers for all of them. is-enabled stays exact for each probe: its routine looks at the probe
 * site, which the kernel patches. Returns 0, or -1 for a bad gate or a probe that is listed already.
 */
int usdt_probe_set_gate(usdt_probedef_t *probedef, unsigned gate);

/*
 * Lists several probes at once, which costs less than one by one: all of them and 0, or none and -1. In an enabled
 * provider they are live at once.
 */
int usdt_provider_add_probes(usdt_provider_t *provider, size_t count, usdt_probedef_t **probedefs);

/* Does what usdt_create_probe() does, with the types in one comma-separated list; "" is no argument. */
usdt_probedef_t *usdt_create_probe_list(const char *func, const char *name, const char *types);

/* Tell where a live probe is: the image's index, byte offsets into its semaphores and its text. -1 while not live. */
int usdt_probe_image(usdt_probedef_t *probedef);
int usdt_probe_semaphore_offset(usdt_probedef_t *probedef);
int usdt_probe_site_offset(usdt_probedef_t *probedef);

/* Returns the address of a live probe's site, to be handed to usdt_fire_site(); 0 while not live. */
uint64_t usdt_probe_site(usdt_probedef_t *probedef);

/* Executes the site with six words: the ABI's argument registers. The caller vouches for the address. */
void usdt_fire_site6(uint64_t site, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5);

/* Executes the site with argc <= USDT_ARG_MAX words. */
void usdt_fire_site(uint64_t site, size_t argc, const uint64_t *argv);

/* Returns the first two bytes of a site that no tracer is attached to, in memory order. Any others mean attached. */
uint16_t usdt_idle_code(void);

/*
 * Tell of the images of this process, numbered from 0 in order of creation. An image stays mapped for the life of the
 * process. Out of range they return NULL, 0 or -1.
 *   path:       of the file, or "/proc/<pid>/fd/<n>" for one in memory
 *   reason:     why it is in memory, "" for a file
 *   semaphores: its 16-bit semaphores; gate g (0 = unused) of this image is at byte offset 2 * g
 *   text:       its stubs
 *   slots, slots_used: capacity, and how many were ever taken
 */
int usdt_image_count(void);
const char *usdt_image_path(int image);
const char *usdt_image_reason(int image);
const char *usdt_image_module(int image);
void *usdt_image_semaphores(int image);
size_t usdt_image_semaphores_size(int image);
void *usdt_image_text(int image);
size_t usdt_image_text_size(int image);
int usdt_image_slots(int image);
int usdt_image_slots_used(int image);

/*
 * Says where images go, in place of USDT_DIR and the defaults: 0, or -1 when an image exists already or the path is too
 * long.
 */
int usdt_set_directory(const char *directory);

/*
 * Puts all modules of this process into the shared image <directory>/shared/<name>.so, or none of them with NULL: 0, or
 * -1 for the same reasons.
 */
int usdt_set_shared(const char *name);

/*
 * Returns why this thread's last create, set or image failed: what was tried and what to do; "" when its last image
 * could be made. The text belongs to the thread and is valid until its next failure.
 */
const char *usdt_image_error(void);

#ifdef __cplusplus
}
#endif

#endif
