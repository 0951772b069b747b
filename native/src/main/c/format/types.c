#include "format/types.h"

#include "format/arch.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

static const struct {
        const char *name;
        int size;
} NAMED[] = {
        {"int8_t", -1},    {"uint8_t", 1},    {"int16_t", -2},   {"uint16_t", 2},   {"int32_t", -4},
        {"uint32_t", 4},   {"int64_t", -8},   {"uint64_t", 8},   {"size_t", 8},     {"ssize_t", -8},
        {"intptr_t", -8},  {"uintptr_t", 8},  {"ptrdiff_t", -8}, {"off_t", -8},     {"time_t", -8},
        {"pid_t", -4},     {"uid_t", 4},      {"gid_t", 4},      {"mode_t", 4},     {"bool", 1},
        {"_Bool", 1},      {"boolean", 1},    {"byte", -1},      {"uchar_t", 1},    {"ushort_t", 2},
        {"uint_t", 4},     {"ulong_t", 8},    {"longlong_t", -8},{"u_longlong_t", 8},{"hrtime_t", -8},
        {"char16_t", 2},   {"char32_t", 4},   {"wchar_t", WCHAR_MIN < 0 ? -4 : 4},  {"uint", 4},
        {"ushort", 2},     {"ulong", 8},      {"u8", 1},         {"s8", -1},        {"u16", 2},
        {"s16", -2},       {"u32", 4},        {"s32", -4},       {"u64", 8},        {"s64", -8},
        {"__u8", 1},       {"__s8", -1},      {"__u16", 2},      {"__s16", -2},     {"__u32", 4},
        {"__s32", -4},     {"__u64", 8},      {"__s64", -8},     {"float", 4},      {"double", 8},
};

struct words {
        int longs, shorts, chars, ints, is_signed, is_unsigned, enums, named;
};

static int named_size(const char *word, size_t length)
{
        for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
                if (*NAMED[i].name == *word && strlen(NAMED[i].name) == length && memcmp(NAMED[i].name, word, length) == 0)
                        return NAMED[i].size;
        return 0;
}

static void count_word(struct words *seen, const char *word, size_t length)
{
#define IS(text) (length == sizeof text - 1 && memcmp(word, text, length) == 0)
        if (IS("long"))
                seen->longs++;
        else if (IS("short"))
                seen->shorts++;
        else if (IS("char"))
                seen->chars++;
        else if (IS("int"))
                seen->ints++;
        else if (IS("signed"))
                seen->is_signed++;
        else if (IS("unsigned"))
                seen->is_unsigned++;
        else if (IS("enum"))
                seen->enums++;
        else if (seen->named == 0)
                seen->named = named_size(word, length);
#undef IS
}

int usdt_type_size(const char *type)
{
        struct words seen = {0};
        if (strpbrk(type, "*[(&") != NULL)
                return 8;
        for (const char *at = type; *at != '\0';) {
                size_t length = 0;
                while (isalnum((unsigned char)at[length]) || at[length] == '_')
                        length++;
                if (length > 0)
                        count_word(&seen, at, length);
                at += length > 0 ? length : 1;
        }
        if (seen.named != 0)
                return seen.longs > 0 ? 8 : seen.named; /* "long double" has no word of its own: shown as 8 bytes */
        int sign = seen.is_unsigned > 0 ? 1 : -1;
        if (seen.chars > 0)
                return seen.is_unsigned > 0 || (CHAR_MIN == 0 && seen.is_signed == 0) ? 1 : -1;
        if (seen.shorts > 0)
                return sign * 2;
        if (seen.longs > 0)
                return sign * 8;
        if (seen.ints > 0 || seen.enums > 0 || seen.is_signed > 0 || seen.is_unsigned > 0)
                return sign * 4;
        return 8;
}

size_t usdt_type_operands(char out[USDT_OPERANDS_MAX], size_t argc, char *const *types)
{
        size_t length = 0;
        out[0] = '\0';
        for (size_t i = 0; i < argc; i++) {
                int size = usdt_type_size(types[i]);
                if (i > 0)
                        out[length++] = ' ';
                if (size < 0)
                        out[length++] = '-';
                out[length++] = (char)('0' + (size < 0 ? -size : size));
                out[length++] = '@';
                length += usdt_arch_place(out + length, (unsigned)i, size);
        }
        return length;
}
