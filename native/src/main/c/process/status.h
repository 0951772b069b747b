/*
 * status.h - the process's status file: <base>/<pid>/usdt4j.status, a text that tells a tracer from outside how the
 * probes of this process are, also when no image could be made. image/status_file.h draws
 * it, write_status.c writes it.
 *
 * Mode 0600: root's tracers and this user's read it, no one else. It is replaced as a whole, locked like an image and
 * removed at exit like one; processes of two pid namespaces that have the same number use usdt4j-2.status and so on.
 */
#ifndef USDT_STATUS_H
#define USDT_STATUS_H

#include <stdbool.h>
#include <sys/types.h>

/* Tells where this process's status file is. */
struct usdt_status {
        char *path; /* NULL: there is none */
        int fd; /* keeps the lock */
        pid_t pid; /* whose it is: a child by fork has none at first */
        dev_t device;
        ino_t inode;
};

/*
 * Returns whether the descriptor is still the file's. The caller holds the state's lock here and in all that follows.
 */
bool usdt_status_is_open(const struct usdt_status *status);

/* Removes the file at exit. */
void usdt_status_leave(struct usdt_status *status);

/* Gives the file up in a child by fork: it stays the parent's. */
void usdt_status_leave_to_parent(struct usdt_status *status);

#endif
