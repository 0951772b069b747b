/*
 * missing.h - what the library needs and some C library lacks. One binary of it is to run with glibc 2.17 and newer and
 * with musl, so nothing above this layer may call a function that is not in libc/symbols.txt (beside the folder c): the
 * link fails on it. What is here stands in for such functions.
 */
#ifndef USDT_LIBC_MISSING_H
#define USDT_LIBC_MISSING_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/* fstat() and fstatat(): functions of glibc since 2.33, before that only inline around others, which musl lacks. */
int usdt_fstat(int fd, struct stat *info);
int usdt_fstatat(int directory, const char *name, struct stat *info, int flags);

/* memfd_create(): in glibc since 2.27. */
int usdt_memfd_create(const char *name, unsigned flags);

/* getrandom(): in glibc since 2.25. */
ssize_t usdt_getrandom(void *to, size_t size, unsigned flags);

/*
 * pthread_atfork(): in glibc a part of each object that calls it, around a function that musl lacks. The handlers go
 * when this object is unloaded.
 */
int usdt_at_fork(void (*prepare)(void), void (*parent)(void), void (*child)(void));

/*
 * Keeps the object that holds this address loaded for the life of the process, as the main program is anyway. Returns
 * whether it is kept. glibc's dladdr1() would name the object; musl lacks it.
 */
bool usdt_keep_loaded(const void *address);

#endif
