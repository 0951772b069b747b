#include "image/file.h"

#include "image/fd.h"
#include "libc/missing.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

static void random_id(uint8_t id[USDT_BUILD_ID_SIZE])
{
        memset(id, 0, USDT_BUILD_ID_SIZE);
        if (usdt_getrandom(id, USDT_BUILD_ID_SIZE, GRND_NONBLOCK) != USDT_BUILD_ID_SIZE) {
                struct timespec now;
                pid_t pid = getpid();
                clock_gettime(CLOCK_REALTIME, &now);
                memcpy(id, &now, sizeof now < USDT_BUILD_ID_SIZE - 4 ? sizeof now : USDT_BUILD_ID_SIZE - 4);
                memcpy(id + USDT_BUILD_ID_SIZE - 4, &pid, 4);
        }
}

int usdt_image_format(int fd, const struct usdt_layout *layout, const char *soname)
{
        uint8_t head[USDT_HEAD_SIZE], dynamic[256], id[USDT_BUILD_ID_SIZE];
        if (usdt_fd_is_beyond_limit(layout->note + USDT_UNIT_SIZE)) {
                errno = EFBIG;
                return -1;
        }
        /* What the process will write to in memory must be there on disk: a full disk is to be an error, not a SIGBUS. */
        if (ftruncate(fd, (off_t)(layout->note + USDT_HEAD_SIZE)) != 0) /* readers dislike a section at the very end */
                return -1;
        int failure;
        do
                failure = posix_fallocate(fd, (off_t)layout->sem, (off_t)(layout->note - layout->sem));
        while (failure == EINTR);
        if (failure != 0) {
                errno = failure;
                return -1;
        }
        random_id(id);
        usdt_layout_head(layout, soname, id, head);
        usdt_layout_dynamic(layout, soname, dynamic);
        return usdt_fd_write_all(fd, dynamic, layout->dyn_size, layout->dyn) == 0 ? usdt_fd_write_all(fd, head, sizeof head, 0) : -1;
}

bool usdt_image_is_marked(int fd)
{
        char magic[SELFMAG], mark[USDT_MARK_SIZE];
        return pread(fd, magic, sizeof magic, 0) == (ssize_t)sizeof magic && memcmp(magic, ELFMAG, SELFMAG) == 0
                && pread(fd, mark, sizeof mark, (off_t)usdt_layout_mark_offset()) == (ssize_t)sizeof mark
                && memcmp(mark, USDT_MARK, sizeof mark) == 0;
}
