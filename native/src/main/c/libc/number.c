#include "libc/number.h"

#include <stddef.h>

bool usdt_read_number(const char *text, unsigned long long *value, const char **rest)
{
        const char *at = text;
        unsigned long long sum = 0;
        for (; *at >= '0' && *at <= '9'; at++)
                if (__builtin_mul_overflow(sum, 10, &sum) || __builtin_add_overflow(sum, *at - '0', &sum))
                        return false;
        if (at == text)
                return false;
        *value = sum;
        if (rest != NULL)
                *rest = at;
        return true;
}
