#include "image/names.h"

#include <ctype.h>
#include <stdio.h>

void usdt_name_stem(const char *module, char stem[NAME_MAX + 1])
{
        size_t n = 0;
        for (; module[n] != '\0' && n < USDT_NAME_STEM_MAX; n++) {
                unsigned char c = (unsigned char)module[n];
                stem[n] = (c < 0x80 && isalnum(c)) || c == '.' || c == '_' || c == '-' ? (char)c : '_';
        }
        stem[n] = '\0';
}

void usdt_name_numbered(char name[NAME_MAX + 1], const char *stem, const char *suffix, int number)
{
        if (number == 1)
                snprintf(name, NAME_MAX + 1, "%.*s%s", USDT_NAME_STEM_MAX, stem, suffix);
        else
                snprintf(name, NAME_MAX + 1, "%.*s-%d%s", USDT_NAME_STEM_MAX, stem, number, suffix);
}
