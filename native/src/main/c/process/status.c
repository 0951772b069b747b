#include "process/status.h"

#include "image/sweep.h"
#include "libc/missing.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool usdt_status_is_open(const struct usdt_status *status)
{
        struct stat info;
        return usdt_fstat(status->fd, &info) == 0 && info.st_dev == status->device && info.st_ino == status->inode;
}

void usdt_status_leave_to_parent(struct usdt_status *status)
{
        /* Its number may be another file's by now: daemons close all descriptors. */
        if (status->path != NULL && usdt_status_is_open(status))
                close(status->fd);
        status->fd = -1;
}

void usdt_status_leave(struct usdt_status *status)
{
        if (status->path == NULL || status->pid != getpid())
                return;
        if (usdt_status_is_open(status))
                close(status->fd);
        usdt_sweep_own(status->path, status->device, status->inode, true);
        free(status->path);
        status->path = NULL;
}
