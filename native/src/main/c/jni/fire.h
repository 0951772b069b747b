/*
 * fire.h - firing with Java's strings.
 *
 * The strings are copied into the native stack and live as long as the fire. Every function may be called from any
 * thread; site 0 (not live) is not fired. None throws, and none holds a critical section while it fires.
 */
#ifndef USDT_JNI_FIRE_H
#define USDT_JNI_FIRE_H

#include <jni.h>

#include "jni/java_strings.h"
#include "usdt.h"

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

/* Fires up to USDT_ARG_MAX words in the same way. What an array lacks reads as zero. */
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

#endif
