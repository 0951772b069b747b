/*
 * interned.h - the texts that a process fires again and again, such as names of loggers: one copy each, for life.
 */
#ifndef USDT_JNI_INTERNED_H
#define USDT_JNI_INTERNED_H

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

namespace usdt_jni {

/* Holds the texts that stay for the life of the process: a list for each hash, which only grows. */
struct Interned {
        struct Interned *next;
        char text[];
};

/* Returns the one copy of this text; "" when there is no memory. */
static const char *intern(const char *text) {
        static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
        static Interned *lists[4096];
        static volatile char none;
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
        if (found != NULL) {
                return found->text;
        }
        none = 0; /* now it is in memory, where a tracer can read it; a constant need not be */
        return (const char *)&none;
}

} // namespace usdt_jni

#endif
