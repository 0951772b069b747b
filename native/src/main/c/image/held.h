/*
 * held.h - the directories that this process is in, each with a shared flock() for the life of the process:
 * systemd-tmpfiles passes over a directory whose lock it cannot take, with all that is below, and so does our own
 * sweep. (A lock on a file keeps neither from removing it.) Whoever opens such a directory takes the lock with
 * usdt_fd_lock(): a sweep has an exclusive one meanwhile, and is waited for; a file system without locks does without.
 *
 * A lock belongs to the descriptor: children by fork hold it with their parent, until the last of them is gone. A
 * program that closes all its descriptors gives it up; it is taken again when the library next comes to the directory's
 * images.
 */
#ifndef USDT_HELD_H
#define USDT_HELD_H

#include <sys/types.h>

#define USDT_HELD_MAX 16

struct usdt_held {
        struct usdt_held_directory {
                int fd;
                pid_t pid; /* who holds it */
                dev_t device; /* with inode: that fd is still ours */
                ino_t inode;
                char *path;
        } directories[USDT_HELD_MAX];
        int count;
};

/*
 * Keeps a base directory and one below it, both locked, for life: these descriptors, or earlier ones of the same
 * directories. It owns both. The caller holds the state's lock.
 */
void usdt_held_keep(struct usdt_held *held, int base, const char *path, int directory, const char *below);

/* Takes the locks again whose descriptors were closed behind our back. The caller holds the state's lock. */
void usdt_held_relock(struct usdt_held *held);

#endif
