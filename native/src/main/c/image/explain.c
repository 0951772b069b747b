#include "image/explain.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char text[2048];

void usdt_explain(const char *format, ...)
{
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
}

void usdt_explain_more(const char *format, ...)
{
        size_t length = strlen(text);
        va_list arguments;
        if (length > 0 && length + 3 < sizeof text) {
                memcpy(text + length, "; ", 3);
                length += 2;
        }
        va_start(arguments, format);
        vsnprintf(text + length, sizeof text - length, format, arguments);
        va_end(arguments);
}

const char *usdt_explanation(void)
{
        return text;
}

const char *usdt_explain_error(int error)
{
        switch (error) {
        case EFBIG:
                return "File too large: raise this process's limit of the file size (ulimit -f)";
        case EMFILE:
                return "Too many open files: raise this process's limit (ulimit -n)";
        default:
                return strerror(error);
        }
}

const char *usdt_explain_memory_error(int error)
{
        return error == EPERM || error == EACCES
                ? "memfd_create is forbidden: allow it in the seccomp profile, or set vm.memfd_noexec to 0"
                : usdt_explain_error(error);
}
