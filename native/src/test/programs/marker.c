/*
 * marker.c - what another user would have loaded in place of ours: its constructor leaves a mark.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor)) static void leave_a_mark(void)
{
        const char *mark = getenv("USDT_TEST_MARK");
        int fd = mark != NULL ? open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
        if (fd >= 0)
                close(fd);
}
