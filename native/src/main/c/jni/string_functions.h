/*
 * string_functions.h - the functions of usdt.h and plugin.h that take or give strings, with Java's strings. A whole
 * string goes in; NULL stays NULL.
 */
#ifndef USDT_JNI_STRING_FUNCTIONS_H
#define USDT_JNI_STRING_FUNCTIONS_H

#include <jni.h>

#include "jni/java_strings.h"
#include "plugin.h"

static jlong usdt_create_provider(JNIEnv *env, jclass, jstring name, jstring module) {
        usdt_jni::Texts texts;
        const char *first = usdt_jni::bytes(env, &texts, name);
        return (jlong)(uintptr_t)usdt_create_provider(first, usdt_jni::bytes(env, &texts, module));
}

static jlong usdt_create_probe_list(JNIEnv *env, jclass, jstring function, jstring name, jstring types) {
        usdt_jni::Texts texts;
        const char *first = usdt_jni::bytes(env, &texts, function), *second = usdt_jni::bytes(env, &texts, name);
        return (jlong)(uintptr_t)usdt_create_probe_list(first, second, usdt_jni::bytes(env, &texts, types));
}

static jint usdt_set_directory(JNIEnv *env, jclass, jstring directory) {
        usdt_jni::Texts texts;
        return usdt_set_directory(usdt_jni::bytes(env, &texts, directory));
}

static jint usdt_set_shared(JNIEnv *env, jclass, jstring name) {
        usdt_jni::Texts texts;
        return usdt_set_shared(usdt_jni::bytes(env, &texts, name));
}

static jint usdt_status_write(JNIEnv *env, jclass, jstring text) {
        usdt_jni::Texts texts;
        return usdt_status_write(usdt_jni::bytes(env, &texts, text));
}

static jstring usdt_errstr(JNIEnv *env, jclass, jlong provider) {
        return usdt_jni::string(env, usdt_errstr((usdt_provider_t *)(uintptr_t)provider));
}

static jstring usdt_image_path(JNIEnv *env, jclass, jint image) {
        return usdt_jni::string(env, usdt_image_path(image));
}

static jstring usdt_image_reason(JNIEnv *env, jclass, jint image) {
        return usdt_jni::string(env, usdt_image_reason(image));
}

static jstring usdt_image_module(JNIEnv *env, jclass, jint image) {
        return usdt_jni::string(env, usdt_image_module(image));
}

static jstring usdt_image_error(JNIEnv *env, jclass) {
        return usdt_jni::string(env, usdt_image_error());
}

#endif
