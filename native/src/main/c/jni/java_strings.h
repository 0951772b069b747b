/*
 * java_strings.h - Java's strings as C strings, and back.
 *
 * What comes from Java becomes strict UTF-8, NUL-terminated, at most a given number of bytes, cut between characters,
 * as utf8.h converts it. What goes to Java is read as UTF-8, with U+FFFD for what is none: a path may hold any bytes.
 */
#ifndef USDT_JNI_JAVA_STRINGS_H
#define USDT_JNI_JAVA_STRINGS_H

#include <jni.h>
#include <stdlib.h>
#include <string.h>

#include "jni/utf8.h"

/* A limit that cuts nothing: three bytes a character are still a size. */
#define USDT_JNI_WHOLE 0x3FFFFFFF

namespace usdt_jni {

/* Holds the strings that are copied for one fire; they end with this object. */
class Texts {
      public:
        ~Texts() {
                while (overflow != NULL) {
                        Block *next = overflow->next;
                        free(overflow);
                        overflow = next;
                }
        }

        /* Returns a copy of `text` of at most max bytes; adds `flag` to `cuts` when it is not whole. */
        const char *copy(JNIEnv *env, jstring text, jint max, jint flag, jint *cuts) {
                jsize length = env->GetStringLength(text), chars = max < 0 ? 0 : max;
                /* A character takes at least a byte, so no more than these can fit. */
                if (chars > length) {
                        chars = length;
                }
                if (chars == 0) {
                        *cuts += length == 0 ? 0 : flag;
                        return &empty;
                }
                char *d = room(3 * (size_t)chars + 1);
                if (d == NULL) {
                        *cuts += flag;
                        return &empty;
                }
                env->GetStringUTFRegion(text, 0, chars, d);
                size_t n = strlen(d);
                bool cut = chars < length;
                if (n != (size_t)chars) {
                        cut = fit(d, &n, (size_t)max, !cut);
                }
                if (d == stack + used) {
                        used += n + 1;
                }
                *cuts += cut ? flag : 0;
                return d;
        }

      private:
        struct Block {
                Block *next;
                char text[];
        };

        /* Returns bytes for one string: what is left of the stack's share, or a block of its own. */
        char *room(size_t size) {
                if (size <= sizeof stack - used) {
                        return stack + used;
                }
                Block *block = (Block *)malloc(sizeof(Block) + size);
                if (block == NULL) {
                        return NULL;
                }
                block->next = overflow;
                overflow = block;
                return block->text;
        }

        size_t used = 0;
        Block *overflow = NULL;
        /* No constant: its page may never have been touched, and a tracer cannot read what is not in memory. */
        char empty = 0;
        char stack[16384];
};

/* Returns a whole string from Java, NULL for NULL; "" when there is no memory. */
static const char *bytes(JNIEnv *env, Texts *texts, jstring text) {
        jint cuts = 0;
        return text == NULL ? NULL : texts->copy(env, text, USDT_JNI_WHOLE, 1, &cuts);
}

/* Returns a Java string; NULL for NULL, and with an exception pending when there is no memory. */
static jstring string(JNIEnv *env, const char *text) {
        if (text == NULL) {
                return NULL;
        }
        jchar few[256] = {0}, *units = few;
        size_t length = strlen(text);
        if (length > sizeof few / sizeof *few && (units = (jchar *)calloc(length, sizeof *units)) == NULL) {
                return env->NewStringUTF("");
        }
        size_t n = utf16(text, units);
        jstring result = env->NewString(units, (jsize)n);
        if (units != few) {
                free(units);
        }
        return result;
}

/* Returns the word that a probe's argument is when it is a text. */
static inline uint64_t word(const char *text) {
        return (uint64_t)(uintptr_t)text;
}

} // namespace usdt_jni

#endif
