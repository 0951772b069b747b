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

/*
 * Fires `argc` words, at most USDT_ARG_MAX: texts[i], cut to limits[i] bytes, where bit i of `strings` is set (NULL
 * stays NULL), else words[i]. What an array lacks reads as zero. Returns bit i set when argument i was cut.
 */
static jint usdt_fire_array(JNIEnv *env, jclass, jlong site, jint argc, jint strings, jintArray limits,
                            jlongArray longs, jobjectArray texts) {
        if (site == 0) {
                return 0;
        }
        usdt_jni::Texts copies;
        uint64_t words[USDT_ARG_MAX] = {0};
        jint most[USDT_ARG_MAX] = {0};
        jint cuts = 0;
        jsize count = argc < 0 ? 0 : argc > USDT_ARG_MAX ? USDT_ARG_MAX : argc;
        if (longs != NULL) {
                jsize present = env->GetArrayLength(longs);
                env->GetLongArrayRegion(longs, 0, present < count ? present : count, (jlong *)words);
        }
        jsize present = strings == 0 || texts == NULL ? 0 : env->GetArrayLength(texts);
        if (present > 0 && limits != NULL) {
                jsize known = env->GetArrayLength(limits);
                env->GetIntArrayRegion(limits, 0, known < count ? known : count, most);
        }
        for (jsize i = 0; i < count; i++) {
                if (!((uint32_t)strings >> i & 1)) {
                        continue;
                }
                jstring text = i < present ? (jstring)env->GetObjectArrayElement(texts, i) : NULL;
                words[i] = text == NULL ? 0
                                        : usdt_jni::word(copies.copy(env, text, most[i],
                                                                     (jint)((uint32_t)1 << i), &cuts));
                /* The VM vouches for sixteen references only. */
                env->DeleteLocalRef(text);
        }
        usdt_fire_site((uint64_t)site, (size_t)count, words);
        return cuts;
}

#endif
