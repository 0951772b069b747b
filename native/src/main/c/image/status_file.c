#include "image/status_file.h"

#include "libc/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* When this process ("self" or a number) started, in ticks since the boot; 0 when it cannot be told. */
static unsigned long long start_time(const char *pid)
{
        char text[1024], path[64];
        unsigned long long start = 0;
        snprintf(path, sizeof path, "/proc/%s/stat", pid);
        FILE *file = fopen(path, "re");
        size_t n = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
        text[n] = '\0';
        if (file != NULL)
                fclose(file);
        const char *at = strrchr(text, ')'); /* the program's name may hold anything */
        for (int field = 2; at != NULL && field < 22; field++)
                at = strchr(at + 1, ' ');
        if (at != NULL)
                usdt_read_number(at + 1, &start, NULL);
        return start;
}

char *usdt_status_file_content(const char *text)
{
        size_t room = strlen(text) + 96;
        char *content = malloc(room);
        size_t length = strlen(text);
        if (content != NULL)
                snprintf(content, room, USDT_STATUS_MARK " pid %d start %llu\n%s%s", (int)getpid(), start_time("self"), text,
                         length > 0 && text[length - 1] == '\n' ? "" : "\n");
        return content;
}

/* When the process that wrote this head line started; 0 when the line does not tell. */
static unsigned long long started(const char *head)
{
        static const char PID[] = USDT_STATUS_MARK " pid ", START[] = " start ";
        unsigned long long pid, start = 0;
        const char *at;
        if (strncmp(head, PID, sizeof PID - 1) == 0 && usdt_read_number(head + sizeof PID - 1, &pid, &at)
            && strncmp(at, START, sizeof START - 1) == 0)
                usdt_read_number(at + sizeof START - 1, &start, NULL);
        return start;
}

bool usdt_status_file_is_left(int fd, const char *pid)
{
        char head[sizeof USDT_STATUS_MARK + 64];
        ssize_t n = pread(fd, head, sizeof head - 1, 0);
        head[n > 0 ? n : 0] = '\0';
        if (strncmp(head, USDT_STATUS_MARK " ", sizeof USDT_STATUS_MARK) != 0)
                return false;
        unsigned long long start = started(head);
        return start == 0 || start != start_time(pid);
}
