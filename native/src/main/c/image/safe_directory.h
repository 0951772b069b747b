/*
 * safe_directory.h - which directories the files of this library may be in: the one place that decides it.
 *
 * An image is loaded into the process. Whoever can put another file under its name runs code there, since the code
 * runs in dlopen(), before anything loaded can be looked at. So a directory is used only where no user but root and
 * this process's can replace, rename or remove it, or anything that leads to it:
 *
 *   1. It and every directory above it, up to /, belongs to root or to this process's user.
 *   2. Each of them can be written to by its owner only, or has the sticky bit: then others may add names, but not
 *      touch names of other owners. An ACL that lets others write shows in the mode, as the group's.
 *   3. A symlink on the way is followed only if it stands in such a directory and belongs to root or to this user.
 *   4. The directory itself belongs to this user and is no symlink.
 *
 * So a volume that several users write to without the sticky bit, as an emptyDir of Kubernetes is (mode 0777), is
 * refused with all that is below it, also where it was chosen by name. `chmod +t` makes it safe.
 *
 * From / down, each directory is opened relative to the descriptor of the one above it and judged by that descriptor;
 * what is put into the last one goes through its descriptor, too. dlopen() alone is given a path, because debuggers
 * find the image by the path that the loader has. By the rule nobody else can change what that path means.
 */
#ifndef USDT_SAFE_DIRECTORY_H
#define USDT_SAFE_DIRECTORY_H

#include <limits.h>

/*
 * Opens a safe directory and tells its path without symlinks; makes it (mode 0700) when only it is missing. -1 with an
 * added explanation.
 */
int usdt_safe_directory_open(const char *path, char real[PATH_MAX]);

/*
 * Opens a directory for this user alone below an open safe one, making it when it is missing; -1 with errno. The sticky
 * bit, which means nothing where nobody else may write, tells the sweep that an empty one is ours.
 */
#define USDT_BELOW_MODE 01700
int usdt_safe_directory_below(int directory, const char *name);

#endif
