/*
 * directory.h - where this process's files are: <base>/<pid>/<module>.so and <base>/<pid>/usdt4j.status, in a base
 * directory that safe_directory.h allows.
 *
 * A process holds a flock() on each of its files as long as it lives, and its children by fork hold it with it;
 * sweep.h says what becomes of them when it is dead. Between the creation of a file and its lock there is a gap: the
 * creator looks, once it has the lock, whether the file is still there under its name, and begins anew if not.
 */
#ifndef USDT_DIRECTORY_H
#define USDT_DIRECTORY_H

#include <limits.h>

#define USDT_BASES_MAX 4

/* Tells the base directories to try, best first, and returns how many: only `chosen` or USDT_DIR where one is set. */
int usdt_directory_bases(const char *chosen, char bases[USDT_BASES_MAX][PATH_MAX]);

/*
 * A file is made with the sticky bit, which means nothing to a file: until usdt_directory_made() has taken it away, it
 * tells the sweep that a file without content is ours and not done.
 */
#define USDT_UNMADE_MODE 01600

/* Tells that the file has its content. */
void usdt_directory_made(int fd);

/*
 * Makes a locked, empty file <pid>/<stem><suffix>, or <stem>-2<suffix> ..., tells its name and opens its directory,
 * locked as held.h says. Returns the file, or -1 with errno. `number` is the first to try.
 */
int usdt_directory_create(int base, int pid, const char *stem, const char *suffix, int number, char name[NAME_MAX + 1],
                          int *directory);

/* Takes back a file just created, and its directory unless there is more in it. */
void usdt_directory_undo(int base, int pid, int directory, const char *name);

#endif
