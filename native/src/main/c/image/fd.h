/*
 * fd.h - what the library does with a file descriptor of any kind.
 */
#ifndef USDT_FD_H
#define USDT_FD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns the same descriptor, never 0 to 2: those are often closed and opened again behind our back. */
int usdt_fd_above_standard(int fd);

#define USDT_FD_LOCK_WAIT_MILLIS 2000

/*
 * Locks with flock(): LOCK_SH or LOCK_EX. It waits for another process, but not for ever: 0, or -1 with errno, at once
 * where the file system has no locks.
 */
int usdt_fd_lock(int fd, int operation);

/* Returns whether this process may not write up to this offset: doing so would end it by a signal. */
bool usdt_fd_is_beyond_limit(uint64_t end);

/* Writes all of it: 0, or -1 with errno. */
int usdt_fd_write_all(int fd, const void *bytes, size_t length, uint64_t offset);

#endif
