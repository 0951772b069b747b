/*
 * utf8.h - the conversion of text between JNI's modified UTF-8, strict UTF-8 and UTF-16. It knows nothing of JNI.
 *
 *   character            modified UTF-8             strict UTF-8 here
 *   U+0000               C0 80                      EF BF BD (U+FFFD): a NUL would end the C string
 *   U+10000 and above    two surrogates, 3 + 3      4 bytes
 *   a lone surrogate     3 bytes                    '?': it has no strict form
 *   any other            1 to 3 bytes               the same bytes
 */
#ifndef USDT_JNI_UTF8_H
#define USDT_JNI_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace usdt_jni {

/* Returns the length of the UTF-8 sequence that starts with this byte. */
static inline size_t sequence(unsigned char c) {
        return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Returns the UTF-16 unit that these three bytes are. */
static inline unsigned unit(const unsigned char *s) {
        return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
}

/* Returns whether the three bytes at s are a surrogate of the half that `tag` (0xA0 high, 0xB0 low) names. */
static inline bool is_surrogate(const unsigned char *s, const unsigned char *end, unsigned char tag) {
        return end - s >= 3 && s[0] == 0xED && (s[1] & 0xF0) == tag;
}

/*
 * Turns the n bytes of JNI's modified UTF-8 at d into strict UTF-8 in place. `whole` tells that the string goes
 * no further: otherwise a high surrogate at the end may have lost its partner and is left out. There is room for
 * three bytes per character, hence for what the NULs grow by. Returns whether it was cut to max bytes.
 */
static bool mend(char *d, size_t n, size_t max, bool whole) {
        size_t nuls = 0;
        for (const char *p = d; (p = (const char *)memchr(p, 0xC0, d + n - p)) != NULL; p++) {
                nuls++;
        }
        memmove(d + nuls, d, n);
        const unsigned char *in = (const unsigned char *)d + nuls, *end = in + n;
        unsigned char *out = (unsigned char *)d, *limit = out + max;
        while (in < end) {
                unsigned char c[4];
                size_t size, used = sequence(*in);
                if (in[0] == 0xC0) {
                        memcpy(c, "\xEF\xBF\xBD", size = 3);
                } else if (is_surrogate(in, end, 0xA0) && is_surrogate(in + 3, end, 0xB0)) {
                        unsigned p = 0x10000 + ((unit(in) - 0xD800) << 10) + (unit(in + 3) - 0xDC00);
                        c[0] = 0xF0 | p >> 18;
                        c[1] = 0x80 | (p >> 12 & 0x3F);
                        c[2] = 0x80 | (p >> 6 & 0x3F);
                        c[3] = 0x80 | (p & 0x3F);
                        size = 4;
                        used = 6;
                } else if (is_surrogate(in, end, 0xA0) || is_surrogate(in, end, 0xB0)) {
                        if (!whole && in + 3 == end && in[1] < 0xB0) {
                                break;
                        }
                        c[0] = '?';
                        size = 1;
                } else {
                        memcpy(c, in, size = used);
                }
                if (size > (size_t)(limit - out)) {
                        *out = 0;
                        return true;
                }
                memcpy(out, c, size);
                out += size;
                in += used;
        }
        *out = 0;
        return !whole;
}

/*
 * Makes strict UTF-8 of at most max bytes out of the *n bytes of JNI's modified UTF-8 at d, in place, and sets *n to
 * the new length. Text that is all ASCII needs none of it. `whole`, room and result are mend()'s.
 */
static bool fit(char *d, size_t *n, size_t max, bool whole) {
        bool cut = !whole;
        if (memchr(d, 0xED, *n) != NULL || memchr(d, 0xC0, *n) != NULL) {
                cut = mend(d, *n, max, whole);
                *n = strlen(d);
        } else if (*n > max) {
                while ((d[max] & 0xC0) == 0x80) {
                        max--;
                }
                d[*n = max] = 0;
                cut = true;
        }
        return cut;
}

/* Returns the length of the UTF-8 sequence at s and tells its code point; 0 when it is not whole or not allowed. */
static size_t decode(const unsigned char *s, uint32_t *point) {
        static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        size_t length = *s < 0x80 ? 1 : (*s & 0xE0) == 0xC0 ? 2 : (*s & 0xF0) == 0xE0 ? 3 : (*s & 0xF8) == 0xF0 ? 4 : 0;
        *point = length == 1 ? *s : length == 0 ? 0 : *s & (0x7Fu >> length);
        for (size_t i = 1; i < length; i++) {
                if ((s[i] & 0xC0) != 0x80) {
                        return 0;
                }
                *point = *point << 6 | (s[i] & 0x3Fu);
        }
        bool allowed = *point >= least[length] && *point <= 0x10FFFF && (*point < 0xD800 || *point > 0xDFFF);
        return allowed ? length : 0;
}

/*
 * Writes text as UTF-16 and returns how many units that takes, at most one for each byte. A byte that belongs to no
 * allowed sequence becomes U+FFFD.
 */
static size_t utf16(const char *text, uint16_t *units) {
        size_t n = 0;
        for (const unsigned char *s = (const unsigned char *)text; *s != 0;) {
                uint32_t point;
                size_t used = decode(s, &point);
                s += used == 0 ? 1 : used;
                if (used == 0) {
                        units[n++] = 0xFFFD;
                } else if (point < 0x10000) {
                        units[n++] = (uint16_t)point;
                } else {
                        units[n++] = (uint16_t)(0xD7C0 + (point >> 10));
                        units[n++] = (uint16_t)(0xDC00 | (point & 0x3FF));
                }
        }
        return n;
}

} // namespace usdt_jni

#endif
