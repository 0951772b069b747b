/*
 * runtime.h - what the JNI library needs to run alone: no C++ runtime, no JavaCPP behind it, and one state with the
 * other copies of libusdt in the process.
 */
#ifndef USDT_JNI_RUNTIME_H
#define USDT_JNI_RUNTIME_H

#include <jni.h>
#include <stdlib.h>

#include <new>

#include "plugin.h"

/*
 * Defines all that the generated code wants of the C++ runtime. As they are defined here, none is linked: its shared
 * form is missing in minimal containers, its static form needs a newer glibc.
 */
const std::nothrow_t std::nothrow{};

void *operator new[](size_t size, const std::nothrow_t &) noexcept {
        return malloc(size);
}

void operator delete[](void *array) noexcept {
        free(array);
}

namespace usdt_jni {

/* Adopts another copy's state if there is one, before anything else can use this copy of the library. */
__attribute__((constructor)) static void share_state() {
        usdt_share_state();
}

} // namespace usdt_jni

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

#endif
