/*
 * directory.h - where images are: <base>/<pid>/<module>.so, in a base directory that only this user writes to.
 *
 * A process holds a flock() on each of its files as long as it lives, and its children by fork hold it with it. Whose
 * lock can be taken is dead, or has closed all its descriptors; the maps of the process with the directory's number
 * tell. The file of a dead one may be removed. Between the creation of a file and its lock there is a gap: the creator looks, once it has the
 * lock, whether the file is still there under its name, and begins anew if not.
 */
#ifndef USDT_DIRECTORY_H
#define USDT_DIRECTORY_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#define USDT_BASES_MAX 4
#define USDT_STEM_MAX 128
#define USDT_IMAGE_SUFFIX ".so"

/*
 * The base directories to try, best first. `chosen` (not empty) or USDT_DIR is the only one when set. What is left out
 * is added to the explanation.
 */
int usdt_directory_bases(const char *chosen, char bases[USDT_BASES_MAX][PATH_MAX]);

/* Opens a base directory, making it when it is missing; -1 with an added explanation. */
int usdt_directory_open(const char *base);

/* Opens a directory of ours below another one, making it when it is missing; -1 with errno. */
int usdt_directory_open_below(int directory, const char *name);

/* The absolute path of an open directory; "" when it cannot be told. */
void usdt_directory_path(int directory, char path[PATH_MAX]);

/* Removes the files of dead processes. */
void usdt_directory_sweep(int base);

/*
 * Makes a locked, empty file <pid>/<stem><suffix>, or <stem>-2<suffix> ..., and tells its name; -1 with errno. Number:
 * the first to try.
 */
int usdt_directory_create(int base, int pid, const char *stem, const char *suffix, int number, char name[NAME_MAX + 1]);

/* Removes a file of this process and, when it was the last, its directory. */
void usdt_directory_remove(const char *path);

/* The same, unless another process has it locked or is the one whose number its directory has. */
void usdt_directory_leave(const char *path, bool own);

/* A module's name, made safe for a file name. */
void usdt_directory_stem(const char *module, char stem[NAME_MAX + 1]);

/* "<stem>.so" for 1, "<stem>-2.so" and so on, with the suffix ".so". */
void usdt_directory_name(char name[NAME_MAX + 1], const char *stem, const char *suffix, int number);

/* The same descriptor, never 0 to 2: those are often closed and opened again behind our back. */
int usdt_directory_high(int fd);

#endif
