/*
 * usdt_jni.h - what the generated JNI library has beyond usdt.h: functions that take Java objects as they are. JavaCPP
 * includes it into the one file that it generates; UsdtPreset declares the functions to Java.
 *
 *   runtime.h           what lets the library run alone
 *   memory.h            buffers and lasting texts: usdt_memory, usdt_address, usdt_text
 *   fire.h              usdt_fire_mixed, usdt_fire_array
 *   probes.h            usdt_provider_add_all, usdt_probe_places
 *   string_functions.h  usdt.h's functions with strings
 *   java_strings.h, utf8.h, interned.h   what they share: strings of Java, their conversion, texts kept for life
 */
#ifndef USDT_JNI_USDT_H
#define USDT_JNI_USDT_H

#include "jni/runtime.h"
#include "jni/memory.h"
#include "jni/fire.h"
#include "jni/probes.h"
#include "jni/string_functions.h"

#endif
