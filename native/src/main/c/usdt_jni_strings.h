/*
 * usdt_jni_strings.h - the functions of usdt.h and share.h that take or give strings, with Java's strings; and why the
 * library has a JNI_OnLoad of its own. Included at the end of usdt_jni.h.
 *
 * What comes in becomes strict UTF-8 as in usdt_jni.h, whole; NULL stays NULL. What goes out is read as UTF-8, with
 * U+FFFD for what is none: a path may hold any bytes.
 */
#ifndef USDT_JNI_STRINGS_H
#define USDT_JNI_STRINGS_H

/*
 * JavaCPP's own JNI_OnLoad initialises JavaCPP's classes, of which one makes a directory for its cache in the user's
 * home and starts a thread that never ends: in an application that does not use JavaCPP, these are for nothing.
 * What it prepares is for native objects and for JavaCPP's conversion of strings; this library has neither. So it gets
 * another name, and the linker leaves it out.
 */
extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *, void *) {
        return JNI_VERSION_1_6;
}

#define JNI_OnLoad usdt_jni_javacpp_on_load
#define JNI_OnUnload usdt_jni_javacpp_on_unload

namespace usdt_jni {

/* The length of the UTF-8 sequence at s, with its code point; 0 when there is none that is whole and allowed. */
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

/* A Java string; NULL for NULL, and with an exception pending when there is no memory. */
static jstring string(JNIEnv *env, const char *text) {
        if (text == NULL) {
                return NULL;
        }
        jchar few[256] = {0}, *units = few;
        size_t length = strlen(text), n = 0;
        if (length > sizeof few / sizeof *few && (units = (jchar *)calloc(length, sizeof *units)) == NULL) {
                return env->NewStringUTF("");
        }
        for (const unsigned char *s = (const unsigned char *)text; *s != 0;) {
                uint32_t point;
                size_t used = decode(s, &point);
                s += used == 0 ? 1 : used;
                if (used == 0) {
                        units[n++] = 0xFFFD;
                } else if (point < 0x10000) {
                        units[n++] = (jchar)point;
                } else {
                        units[n++] = (jchar)(0xD7C0 + (point >> 10));
                        units[n++] = (jchar)(0xDC00 | (point & 0x3FF));
                }
        }
        jstring result = env->NewString(units, (jsize)n);
        if (units != few) {
                free(units);
        }
        return result;
}

/* A whole string from Java, NULL for NULL; "" when there is no memory. */
static const char *bytes(JNIEnv *env, Texts *texts, jstring text) {
        jint cuts = 0;
        return text == NULL ? NULL : texts->copy(env, text, USDT_JNI_WHOLE, 1, &cuts);
}

} // namespace usdt_jni

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
