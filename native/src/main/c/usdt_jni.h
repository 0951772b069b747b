/*
 * usdt_jni.h - what the generated JNI library has beyond usdt.h: functions that take Java objects as they are.
 *
 * Strings become strict UTF-8, NUL-terminated, at most a given number of bytes, cut between characters; U+0000
 * becomes U+FFFD and a lone surrogate '?'. They are copied into the native stack and live as long as the fire.
 * Every function may be called from any thread; site 0 (not live) is not fired. None throws, and none holds a
 * critical section while it fires.
 */
#ifndef USDT_JNI_H
#define USDT_JNI_H

#include <jni.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <new>

#include "share.h"

/* No cut: three bytes a character are still a size. */
#define USDT_JNI_WHOLE 0x3FFFFFFF

/*
 * All that the generated code wants of the C++ runtime. As they are defined here, none is linked: its shared form is
 * missing in minimal containers, its static form needs a newer glibc.
 */
const std::nothrow_t std::nothrow{};

void *operator new[](size_t size, const std::nothrow_t &) noexcept {
        return malloc(size);
}

void operator delete[](void *array) noexcept {
        free(array);
}

namespace usdt_jni {

/* Before anything else can use this copy of the library: it may have to adopt another copy's state. */
__attribute__((constructor)) static void share_state() {
        usdt_share_state();
}

/* The length of the UTF-8 sequence that starts with this byte. */
static inline size_t sequence(unsigned char c) {
        return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static inline unsigned unit(const unsigned char *s) {
        return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
}

/* Whether the three bytes at s are a surrogate of the half that `tag` (0xA0 high, 0xB0 low) names. */
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

/* Strings copied for one fire. */
class Texts {
      public:
        ~Texts() {
                while (overflow != NULL) {
                        Block *next = overflow->next;
                        free(overflow);
                        overflow = next;
                }
        }

        /* A copy of `text` of at most max bytes; adds `flag` to `cuts` when it is not whole. */
        const char *copy(JNIEnv *env, jstring text, jint max, jint flag, jint *cuts) {
                jsize length = env->GetStringLength(text), chars = max < 0 ? 0 : max;
                /* A character takes at least a byte, so no more than these can fit. */
                if (chars > length) {
                        chars = length;
                }
                if (chars == 0) {
                        *cuts += length == 0 ? 0 : flag;
                        return "";
                }
                char *d = room(3 * (size_t)chars + 1);
                if (d == NULL) {
                        *cuts += flag;
                        return "";
                }
                env->GetStringUTFRegion(text, 0, chars, d);
                size_t n = strlen(d);
                bool cut = chars < length;
                if (n != (size_t)chars) {
                        cut = finish(d, &n, (size_t)max, !cut);
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

        /* Bytes for one string: what is left of the stack's share, or a block of its own. */
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

        /* For text that is not ASCII. */
        static bool finish(char *d, size_t *n, size_t max, bool whole) {
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

        size_t used = 0;
        Block *overflow = NULL;
        char stack[16384];
};

/* Texts that stay for the life of the process: a list for each hash, which only grows. */
struct Interned {
        struct Interned *next;
        char text[];
};

static const char *intern(const char *text) {
        static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
        static Interned *lists[4096];
        uint32_t hash = 2166136261u;
        for (const char *c = text; *c != 0; c++) {
                hash = (hash ^ (unsigned char)*c) * 16777619u;
        }
        Interned **list = &lists[(hash ^ hash >> 16) & 4095];
        pthread_mutex_lock(&mutex);
        Interned *found = *list;
        while (found != NULL && strcmp(found->text, text) != 0) {
                found = found->next;
        }
        if (found == NULL && (found = (Interned *)malloc(sizeof(Interned) + strlen(text) + 1)) != NULL) {
                strcpy(found->text, text);
                found->next = *list;
                *list = found;
        }
        pthread_mutex_unlock(&mutex);
        return found == NULL ? "" : found->text;
}

/* What Java keeps of a probe: definition, image, semaphore offset, site offset, site. */
static const jsize ROW = 5;

/* Fills the row of the definition that is in it. */
static void place(jlong *row) {
        struct usdt_place place = usdt_place_of((usdt_probedef_t *)(uintptr_t)row[0]);
        row[1] = place.image;
        row[2] = place.semaphore_offset;
        row[3] = place.site_offset;
        row[4] = (jlong)place.site;
}

static inline uint64_t word(const char *text) {
        return (uint64_t)(uintptr_t)text;
}

} // namespace usdt_jni

/* A direct buffer over memory that is never unmapped. */
static jobject usdt_memory(JNIEnv *env, jclass, jlong address, jlong size) {
        return address == 0 ? NULL : env->NewDirectByteBuffer((void *)(uintptr_t)address, size);
}

/* The address of a direct buffer. */
static jlong usdt_address(JNIEnv *env, jclass, jobject buffer) {
        return (jlong)(uintptr_t)env->GetDirectBufferAddress(buffer);
}

/* The address of the one copy of this text, never freed; that of "" when there is no memory. */
static jlong usdt_text(JNIEnv *env, jclass, jstring text) {
        usdt_jni::Texts copies;
        jint cuts = 0;
        const char *copy = text == NULL ? "" : copies.copy(env, text, USDT_JNI_WHOLE, 1, &cuts);
        return (jlong)usdt_jni::word(usdt_jni::intern(copy));
}

/*
 * Fires up to four words: s<i> where bit i of `strings` is set (NULL stays NULL), else l<i>. Returns how many
 * strings were cut to maxBytes.
 */
static jint usdt_fire_mixed(JNIEnv *env, jclass, jlong site, jint argc, jint strings, jint maxBytes, jlong l0,
                            jlong l1, jlong l2, jlong l3, jstring s0, jstring s1, jstring s2, jstring s3) {
        if (site == 0) {
                return 0;
        }
        usdt_jni::Texts copies;
        uint64_t words[4] = {(uint64_t)l0, (uint64_t)l1, (uint64_t)l2, (uint64_t)l3};
        jstring texts[4] = {s0, s1, s2, s3};
        jint cuts = 0;
        for (int i = 0; i < 4 && i < argc; i++) {
                if (strings >> i & 1) {
                        words[i] = texts[i] == NULL
                                       ? 0
                                       : usdt_jni::word(copies.copy(env, texts[i], maxBytes, 1, &cuts));
                }
        }
        usdt_fire_site6((uint64_t)site, words[0], words[1], words[2], words[3], 0, 0);
        return cuts;
}

/* The same for up to USDT_ARG_MAX words. What an array lacks reads as zero. */
static jint usdt_fire_array(JNIEnv *env, jclass, jlong site, jint argc, jint strings, jint maxBytes,
                            jlongArray longs, jobjectArray texts) {
        if (site == 0) {
                return 0;
        }
        usdt_jni::Texts copies;
        uint64_t words[USDT_ARG_MAX] = {0};
        jint cuts = 0;
        jsize count = argc < 0 ? 0 : argc > USDT_ARG_MAX ? USDT_ARG_MAX : argc;
        if (longs != NULL) {
                jsize present = env->GetArrayLength(longs);
                env->GetLongArrayRegion(longs, 0, present < count ? present : count, (jlong *)words);
        }
        jsize present = strings == 0 || texts == NULL ? 0 : env->GetArrayLength(texts);
        for (jsize i = 0; i < count; i++) {
                if (!((uint32_t)strings >> i & 1)) {
                        continue;
                }
                jstring text = i < present ? (jstring)env->GetObjectArrayElement(texts, i) : NULL;
                words[i] = text == NULL ? 0 : usdt_jni::word(copies.copy(env, text, maxBytes, 1, &cuts));
                /* The VM vouches for sixteen references only. */
                env->DeleteLocalRef(text);
        }
        usdt_fire_site((uint64_t)site, (size_t)count, words);
        return cuts;
}

/*
 * Fires a log event: message, logger (the address of a C string), level, arg3, arg4, arg5, thread (the
 * address of a C string, or 0 and its name), throwable, arg8 to arg11. A null string reads as "". Returns bit i set
 * when argument i was cut.
 */
static jint usdt_fire_event(JNIEnv *env, jclass, jlong site, jint level, jlong logger, jstring message,
                            jint maxMessageBytes, jstring arg3, jstring arg4, jstring arg5, jlong thread,
                            jstring threadName, jstring throwable, jstring arg8, jstring arg9, jstring arg10, jstring arg11) {
        if (site == 0) {
                return 0;
        }
        usdt_jni::Texts copies;
        jstring name = thread != 0 ? NULL : threadName;
        jstring texts[12] = {message, NULL, NULL, arg3, arg4, arg5, name, throwable, arg8, arg9, arg10, arg11};
        uint64_t words[12];
        jint cuts = 0;
        for (int i = 0; i < 12; i++) {
                jint max = i == 0 ? maxMessageBytes : i == 3 ? 4096 : 1024;
                words[i] = usdt_jni::word(
                    texts[i] == NULL ? "" : copies.copy(env, texts[i], max, 1 << i, &cuts));
        }
        if (logger != 0) {
                words[1] = (uint64_t)logger;
        }
        if (thread != 0) {
                words[6] = (uint64_t)thread;
        }
        words[2] = (uint64_t)level;
        usdt_fire_site((uint64_t)site, 12, words);
        return cuts;
}

/*
 * Adds one probe for each comma-separated name, all with the same function and argument types; the i-th behind gate
 * firstGate + i, or behind none when firstGate is 0. All or nothing: 0, or -1 with the message in usdt_errstr().
 * `out` gets five words a probe: definition, image, semaphore offset, site offset, site.
 */
static jint usdt_provider_add_all(JNIEnv *env, jclass, jlong provider, jstring function, jstring names,
                                  jstring types, jint firstGate, jlongArray out) {
        const jsize width = usdt_jni::ROW;
        usdt_provider_t *p = (usdt_provider_t *)(uintptr_t)provider;
        if (p == NULL || function == NULL || names == NULL || types == NULL || out == NULL) {
                return -1;
        }
        usdt_jni::Texts copies;
        jint cuts = 0;
        const char *func = copies.copy(env, function, USDT_JNI_WHOLE, 1, &cuts);
        const char *type = copies.copy(env, types, USDT_JNI_WHOLE, 1, &cuts);
        char *name = (char *)copies.copy(env, names, USDT_JNI_WHOLE, 1, &cuts);
        jsize room = env->GetArrayLength(out) / width, count = 0;
        usdt_probedef_t **probes = (usdt_probedef_t **)malloc(sizeof *probes * (room + 1));
        jlong *rows = (jlong *)malloc(sizeof *rows * width * (room + 1));
        bool made = cuts == 0 && probes != NULL && rows != NULL;
        if (!made) {
                usdt_error(p, USDT_ERROR_MALLOC);
        }
        for (char *next; made && name != NULL; name = next) {
                next = strchr(name, ',');
                if (next != NULL) {
                        *next++ = 0;
                }
                usdt_probedef_t *probe = count < room ? usdt_create_probe_list(func, name, type) : NULL;
                if (probe != NULL) {
                        probes[count++] = probe;
                }
                made = probe != NULL &&
                       (firstGate == 0 || usdt_probe_set_gate(probe, (unsigned)(firstGate + count - 1)) == 0);
                if (!made) {
                        usdt_error(p, USDT_ERROR_NAME, usdt_image_error());
                }
        }
        bool added = made && usdt_provider_add_probes(p, (size_t)count, probes) == 0;
        for (jsize i = 0; i < count; i++) {
                if (!added) {
                        usdt_probe_release(probes[i]);
                        continue;
                }
                rows[width * i] = (jlong)(uintptr_t)probes[i];
                usdt_jni::place(rows + width * i);
        }
        if (added) {
                env->SetLongArrayRegion(out, 0, width * count, rows);
        }
        free(probes);
        free(rows);
        return added ? 0 : -1;
}

/* Fills the rows, as those of usdt_provider_add_all, of the definitions that are in them. */
static void usdt_probe_places(JNIEnv *env, jclass, jlongArray rows) {
        jlong *all = env->GetLongArrayElements(rows, NULL);
        if (all == NULL) {
                return;
        }
        jsize end = env->GetArrayLength(rows);
        for (jsize i = 0; i + usdt_jni::ROW <= end; i += usdt_jni::ROW) {
                usdt_jni::place(all + i);
        }
        env->ReleaseLongArrayElements(rows, all, 0);
}

#include "usdt_jni_strings.h"

#endif
