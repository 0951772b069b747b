/*
 * memory.h - addresses for Java: direct buffers over the library's memory, and texts that stay.
 */
#ifndef USDT_JNI_MEMORY_H
#define USDT_JNI_MEMORY_H

#include <jni.h>

#include "jni/interned.h"
#include "jni/java_strings.h"

/* Returns a direct buffer over memory that is never unmapped. */
static jobject usdt_memory(JNIEnv *env, jclass, jlong address, jlong size) {
        return address == 0 ? NULL : env->NewDirectByteBuffer((void *)(uintptr_t)address, size);
}

/* Returns the address of a direct buffer. */
static jlong usdt_address(JNIEnv *env, jclass, jobject buffer) {
        return (jlong)(uintptr_t)env->GetDirectBufferAddress(buffer);
}

/* Returns the address of the one copy of this text, which is never freed; that of "" when there is no memory. */
static jlong usdt_text(JNIEnv *env, jclass, jstring text) {
        usdt_jni::Texts copies;
        jint cuts = 0;
        const char *copy = text == NULL ? "" : copies.copy(env, text, USDT_JNI_WHOLE, 1, &cuts);
        return (jlong)usdt_jni::word(usdt_jni::intern(copy));
}

#endif
