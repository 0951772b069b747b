/*
 * status.h - the process's status file: <base>/<pid>/usdt4j.status, a text that tells a tracer from outside how the
 * probes of this process are, also when no image could be made.
 *
 *   usdt4j-status 1 pid 4711 start 123456      the mark; start: field 22 of /proc/4711/stat, so that a file of a
 *   the text                                   process that had this number earlier is told apart
 *
 * Mode 0600: root's tracers and this user's read it, no one else. It is replaced as a whole, locked like an image and
 * removed at exit like one; processes of two pid namespaces that have the same number use usdt4j-2.status and so on.
 */
#ifndef USDT_STATUS_H
#define USDT_STATUS_H

#include <stdbool.h>
#include <sys/types.h>

#define USDT_STATUS_STEM "usdt4j"
#define USDT_STATUS_SUFFIX ".status"
#define USDT_STATUS_NEXT ".new" /* after the name, while it is written */
#define USDT_STATUS_MARK "usdt4j-status 1"

/* Where this process's file is. Under the state's lock. */
struct usdt_status {
        char *path; /* NULL: there is none */
        int fd; /* keeps the lock */
        pid_t pid; /* whose it is: a child by fork has none at first */
        dev_t device;
        ino_t inode;
};

/* Removes the file at exit. Under the lock. */
void usdt_status_leave(struct usdt_status *status);

/* In a child by fork. */
void usdt_status_leave_to_parent(struct usdt_status *status);

/* Whether this open file of <base>/<pid> is a status file, and not of the process that has this number now. */
bool usdt_status_is_left(int fd, const char *pid);

#endif
