/*
 * harness.h - tests of libusdt: each runs in a process of its own, with an empty USDT_DIR of its own.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include "usdt.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define TEST(name)                                                                 \
        static void name(void);                                                    \
        __attribute__((constructor)) static void register_##name(void)             \
        {                                                                          \
                test_register(#name, name);                                        \
        }                                                                          \
        static void name(void)

#define CHECK(condition)                                                           \
        do {                                                                       \
                if (!(condition))                                                  \
                        test_fail(__FILE__, __LINE__, "%s", #condition);           \
        } while (0)

#define CHECK_INT(actual, expected)                                                                          \
        do {                                                                                                 \
                long long actual_ = (long long)(actual), expected_ = (long long)(expected);                  \
                if (actual_ != expected_)                                                                    \
                        test_fail(__FILE__, __LINE__, "%s is %lld, not %lld", #actual, actual_, expected_);  \
        } while (0)

#define CHECK_TEXT(actual, expected)                                                                         \
        do {                                                                                                 \
                const char *actual_ = (actual), *expected_ = (expected);                                     \
                if (actual_ == NULL || strcmp(actual_, expected_) != 0)                                      \
                        test_fail(__FILE__, __LINE__, "%s is \"%s\", not \"%s\"", #actual, actual_, expected_); \
        } while (0)

#define CHECK_CONTAINS(actual, part)                                                                         \
        do {                                                                                                 \
                const char *actual_ = (actual), *part_ = (part);                                             \
                if (actual_ == NULL || strstr(actual_, part_) == NULL)                                       \
                        test_fail(__FILE__, __LINE__, "%s is \"%s\", without \"%s\"", #actual, actual_, part_); \
        } while (0)

/* Waits until the condition holds, at least 200 seconds. */
#define WAIT_FOR(condition)                                                        \
        do {                                                                       \
                int turns_ = 0;                                                    \
                while (!(condition)) {                                             \
                        if (++turns_ > 200000)                                     \
                                test_fail(__FILE__, __LINE__, "in vain: %s", #condition); \
                        test_nap();                                                \
                }                                                                  \
        } while (0)

void test_register(const char *name, void (*body)(void));
void test_fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4), noreturn));

/* Why a test cannot run here: the kind of thing that is missing ("root", "bpftrace", ...), and the detail. */
void test_skip(const char *missing, const char *detail) __attribute__((noreturn));

/* One millisecond. */
void test_nap(void);

/* The USDT_DIR of this test. */
const char *test_directory(void);

/* How many files and directories it has. */
int test_directory_entries(void);

/* A folder that holds programs and libraries built for the tests. */
const char *test_programs(void);

/* The folder that holds src, README.md and, in target, what the build left. Skips what `make test` does not run. */
const char *test_home(void);

/* Whether time and memory mean something: not under valgrind, sanitizers or emulation. */
bool test_is_measured(void);
bool test_is_emulated(void);
void test_needs_root(void);
void test_needs_uprobes(void); /* and a process that runs its own code */
void test_needs_native_speed(void); /* valgrind runs one thread at a time, and reports nothing of what is killed */
void test_needs_tool(const char *tool);
void test_needs_start_time(void); /* of processes, the same for all that ask */

/* How many calls to the system or the allocator this thread's code made: those that faults_test.c can make fail. */
unsigned long test_calls(void);

/* How many blocks of code this thread has entered: 0 in all builds but that of `make test-sanitize`. */
unsigned long test_steps(void);

/* The output of a shell command, to be freed; its status in *status when not NULL. */
char *test_output(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Runs this in a child process and returns what it returned; a signal is 128 + its number. */
int test_in_child(int (*body)(void *), void *argument);

/* Waits for a child process: as test_in_child(). */
int test_wait(pid_t pid);

/* A provider "prov" in module "mod", with one probe f:n(char *, int) where asked. */
usdt_probedef_t *test_probe(const char *name, size_t argc);
usdt_provider_t *test_provider(void);
usdt_provider_t *test_enabled(usdt_probedef_t *probe);

#endif
