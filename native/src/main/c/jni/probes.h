/*
 * probes.h - many probes in one call, and where they are.
 */
#ifndef USDT_JNI_PROBES_H
#define USDT_JNI_PROBES_H

#include <jni.h>
#include <stdlib.h>
#include <string.h>

#include "jni/java_strings.h"
#include "plugin.h"

namespace usdt_jni {

/*
 * Lists what Java keeps of a probe, a row of five words.
 *
 *   0 definition | 1 image | 2 semaphore offset | 3 site offset | 4 address of the site
 */
static const jsize ROW = 5;

/* Fills the row of the definition that is in it. */
static void place(jlong *row) {
        struct usdt_place place = usdt_place_of((usdt_probedef_t *)(uintptr_t)row[0]);
        row[1] = place.image;
        row[2] = place.semaphore_offset;
        row[3] = place.site_offset;
        row[4] = (jlong)place.site;
}

} // namespace usdt_jni

/*
 * Adds one probe for each comma-separated name, all with the same function and argument types; the i-th behind gate
 * firstGate + i, or behind none when firstGate is 0. All or nothing: 0, or -1 with the message in usdt_errstr().
 * `out` gets a row for each probe.
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

/* Fills rows like those of usdt_provider_add_all for the definitions that are in them. */
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

#endif
