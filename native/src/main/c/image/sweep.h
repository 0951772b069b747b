/*
 * sweep.h - removes what dead processes left, and nothing else.
 *
 * A file goes only if all of this holds:
 *   - it lies where our naming puts it: <base>/<pid>/<module>.so or usdt4j.status, with -2 and so on, in a base
 *     directory that usdt_safe_directory_open() accepts;
 *   - it and <base>/<pid> belong to this user, and nobody else may read or write them, as we make them;
 *   - it is a regular file with our mark: the signature at its place in an image's HEAD, or the status file's first
 *     words. Until that is written a file has the sticky bit, by which one is known whose maker was killed;
 *   - nobody has it locked. A process holds an exclusive flock() on each of its files as long as it lives, and its
 *     children by fork hold it with it;
 *   - and, since daemons close all descriptors and lose their locks with them: the process with the directory's number
 *     does not map it, or is not the one that the status file names. One that may not be looked at is given the benefit
 *     of the doubt.
 *
 * <base>/<pid> goes when that left it empty, or when it is empty with the sticky bit that we make it with. It is locked
 * exclusively meanwhile, which fails while a process holds it (held.h), and keeps a process that has the same number
 * from making a file in it.
 */
#ifndef USDT_SWEEP_H
#define USDT_SWEEP_H

#include <stdbool.h>
#include <sys/types.h>

/* Removes the files of dead processes from an open base directory. */
void usdt_sweep(int base);

/* Removes one such file from an open <base>/<pid>: true when it is gone. */
bool usdt_sweep_file(int directory, const char *pid, const char *name);

/*
 * Removes this file of our own and, when it was the last, its directory; unless another process has it locked or, where
 * `own` is not set, is the one whose number its directory has.
 */
void usdt_sweep_own(const char *path, dev_t device, ino_t inode, bool own);

#endif
