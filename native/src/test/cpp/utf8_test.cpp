/*
 * utf8_test.cpp - the conversion of text in the JNI library, against one that is written the other way round: from
 * UTF-16, character by character.
 */
extern "C" {
#include "harness.h"
}

#include "jni/utf8.h"

#include <stdlib.h>

#define UNITS_MAX 16

/* A text as Java has it. */
struct java_text {
        uint16_t units[UNITS_MAX];
        size_t length;
};

static size_t put_bytes(char *out, uint32_t value) {
        unsigned char *o = (unsigned char *)out;
        if (value < 0x80) {
                o[0] = value;
                return 1;
        }
        if (value < 0x800) {
                o[0] = 0xC0 | value >> 6;
                o[1] = 0x80 | (value & 0x3F);
                return 2;
        }
        if (value < 0x10000) {
                o[0] = 0xE0 | value >> 12;
                o[1] = 0x80 | (value >> 6 & 0x3F);
                o[2] = 0x80 | (value & 0x3F);
                return 3;
        }
        o[0] = 0xF0 | value >> 18;
        o[1] = 0x80 | (value >> 12 & 0x3F);
        o[2] = 0x80 | (value >> 6 & 0x3F);
        o[3] = 0x80 | (value & 0x3F);
        return 4;
}

static bool is_high(uint16_t unit) {
        return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(uint16_t unit) {
        return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* What GetStringUTFRegion() gives of the first `count` units. */
static void modified(const java_text *text, size_t count, char *out) {
        for (size_t i = 0; i < count; i++) {
                if (text->units[i] == 0) {
                        *out++ = (char)0xC0;
                        *out++ = (char)0x80;
                } else {
                        out += put_bytes(out, text->units[i]);
                }
        }
        *out = 0;
}

/*
 * The longest start of the text in whole characters that takes at most max bytes. A high surrogate is left out where
 * the text goes on after the first max units: those are all that is asked of Java.
 */
static bool expected(const java_text *text, size_t max, char *out) {
        size_t looked_at = text->length < max ? text->length : max, i = 0, size = 0;
        while (i < looked_at) {
                uint16_t unit = text->units[i];
                bool pair = is_high(unit) && i + 1 < looked_at && is_low(text->units[i + 1]);
                uint32_t value = pair            ? 0x10000u + ((unit & 0x3FFu) << 10) + (text->units[i + 1] & 0x3FFu)
                                 : unit == 0     ? 0xFFFD
                                 : is_high(unit) ? '?'
                                 : is_low(unit)  ? '?'
                                                 : unit;
                char bytes[4];
                size_t length = put_bytes(bytes, value);
                if (size + length > max || (is_high(unit) && i + 1 == looked_at && looked_at < text->length)) {
                        break;
                }
                memcpy(out + size, bytes, length);
                size += length;
                i += pair ? 2 : 1;
        }
        out[size] = 0;
        return i < text->length;
}

/* In memory of exactly the size that is promised, so that a sanitizer sees what is written beyond. */
static void check_fit(const java_text *text, size_t max) {
        char want[4 * UNITS_MAX + 1];
        size_t chars = text->length < max ? text->length : max;
        char *got = (char *)malloc(3 * chars + 1);
        CHECK(got != NULL);
        modified(text, chars, got);
        size_t n = strlen(got);
        bool cut = chars < text->length;
        if (n != chars) {
                cut = usdt_jni::fit(got, &n, max, !cut);
        }
        CHECK_INT(cut, expected(text, max, want));
        CHECK_TEXT(got, want);
        CHECK_INT(n, strlen(want));
        free(got);
}

static uint64_t next(uint64_t *random) {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        return *random >> 11;
}

TEST(utf8_textOfJava_isCutBetweenCharactersAtEveryLimit) {
        static const uint16_t units[] = {0, 'x', 'y', 0x7F, 0x80, 0xE9, 0x7FF, 0x800, 0x4E2D, 0xD7FF, 0xE000, 0xFFFF,
                                         0xD800, 0xD83D, 0xDBFF, 0xDC00, 0xDE00, 0xDFFF};
        uint64_t random = 88172645463325252u;
        java_text text;
        for (int i = 0; i < 3000; i++) {
                text.length = next(&random) % (UNITS_MAX + 1);
                for (size_t k = 0; k < text.length; k++) {
                        text.units[k] = units[next(&random) % (sizeof units / sizeof *units)];
                }
                for (size_t max = 1; max <= 3 * UNITS_MAX; max++) {
                        check_fit(&text, max);
                }
        }
}

/* The table of utf8.h, and where a limit falls. */
TEST(utf8_fit_keepsTheTable) {
        static const struct {
                const char *modified;
                size_t max;
                bool whole;
                const char *strict;
                bool cut;
        } cases[] = {
            {"a\xC0\x80" "b", 9, true, "a\xEF\xBF\xBD" "b", false},
            {"\xED\xA0\xBD\xED\xB8\x80", 6, true, "\xF0\x9F\x98\x80", false},
            {"\xED\xA0\xBD\xED\xB8\x80", 3, true, "", true},
            {"\xED\xA0\xBD", 3, true, "?", false},
            {"x\xED\xA0\xBD", 2, false, "x", true},
            {"\xED\xB8\x80\xED\xA0\xBD", 6, true, "??", false},
            {"\xED\x9F\xBF\xEE\x80\x80", 6, true, "\xED\x9F\xBF\xEE\x80\x80", false},
            {"h\xC3\xA9\xE4\xB8\xAD", 5, true, "h\xC3\xA9", true},
            {"h\xC3\xA9", 2, true, "h", true},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                char text[64];
                strcpy(text, cases[i].modified);
                size_t n = strlen(text);
                bool cut = usdt_jni::fit(text, &n, cases[i].max, cases[i].whole);
                CHECK_TEXT(text, cases[i].strict);
                CHECK_INT(n, strlen(cases[i].strict));
                CHECK_INT(cut, cases[i].cut);
        }
}

TEST(utf8_everyCodePoint_comesBackAsUtf16) {
        for (uint32_t point = 1; point <= 0x10FFFF; point += test_is_measured() ? 1 : 61) {
                char text[5];
                uint16_t units[4];
                if (point >= 0xD800 && point <= 0xDFFF) {
                        continue;
                }
                text[put_bytes(text, point)] = 0;
                size_t n = usdt_jni::utf16(text, units);
                uint32_t back = n == 1 ? units[0] : 0x10000u + ((units[0] & 0x3FFu) << 10) + (units[1] & 0x3FFu);
                if (back != point || (n == 2) != (point > 0xFFFF) || (n == 2 && !(is_high(units[0]) && is_low(units[1])))) {
                        test_fail(__FILE__, __LINE__, "U+%04X came back as U+%04X in %zu units", point, back, n);
                }
        }
}

TEST(utf8_bytesThatAreNone_becomeReplacements) {
        static const struct {
                const char *bytes;
                const char *units; /* x: U+FFFD, any other: itself */
        } cases[] = {
            {"a\x80" "b", "axb"},       {"\xC0\x80", "xx"},         {"\xC1\xBF", "xx"},
            {"\xE0\x9F\xBF", "xxx"},    {"\xE4\xB8", "xx"},         {"\xE4\xB8" "c", "xxc"},
            {"\xED\xA0\x80", "xxx"},    {"\xED\xBF\xBF", "xxx"},    {"\xF0\x8F\xBF\xBF", "xxxx"},
            {"\xF4\x90\x80\x80", "xxxx"}, {"\xF8\x88\x80\x80\x80", "xxxxx"}, {"\xFF", "x"}, {"", ""},
        };
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                uint16_t units[8];
                size_t n = usdt_jni::utf16(cases[i].bytes, units);
                CHECK_INT(n, strlen(cases[i].units));
                for (size_t k = 0; k < n; k++) {
                        CHECK_INT(units[k], cases[i].units[k] == 'x' ? 0xFFFD : cases[i].units[k]);
                }
        }
}
