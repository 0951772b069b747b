#include "image/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

int usdt_fd_above_standard(int fd)
{
        if (fd < 0 || fd > 2)
                return fd;
        int high = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        close(fd);
        return high;
}

int usdt_fd_lock(int fd, int operation)
{
        for (int waited = 0;; waited++) {
                if (flock(fd, operation | LOCK_NB) == 0)
                        return 0;
                if ((errno != EWOULDBLOCK && errno != EINTR) || waited >= USDT_FD_LOCK_WAIT_MILLIS)
                        return -1;
                nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
}

bool usdt_fd_is_beyond_limit(uint64_t end)
{
        struct rlimit limit;
        return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && end > limit.rlim_cur;
}

int usdt_fd_write_all(int fd, const void *bytes, size_t length, uint64_t offset)
{
        const uint8_t *at = bytes;
        if (usdt_fd_is_beyond_limit(offset + length)) {
                errno = EFBIG;
                return -1;
        }
        while (length > 0) {
                ssize_t n = pwrite(fd, at, length, (off_t)offset);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0) {
                        errno = n == 0 ? ENOSPC : errno;
                        return -1;
                }
                at += n;
                offset += (uint64_t)n;
                length -= (size_t)n;
        }
        return 0;
}
