/*
 * faults_test.c - every call to the system or the allocator fails once, and then all that follow it fail too; and at
 * each of them the process is killed.
 */
#include "harness.h"
#include "plugin.h"
#include "reader.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many calls succeed before one fails; negative: all do. */
static __thread long before_fault = -1;
static __thread bool is_lasting, is_deadly;
static __thread unsigned long faults, calls;

/* How many allocations succeed before there is no memory left; negative: all do. */
static __thread long memory_left = -1;

unsigned long test_calls(void)
{
        return calls;
}

static bool is_fault(void)
{
        calls++;
        if (before_fault < 0 || before_fault-- > 0)
                return false;
        if (is_deadly)
                kill(getpid(), SIGKILL);
        before_fault = is_lasting ? 0 : -1;
        faults++;
        return true;
}

static bool is_memory_fault(void)
{
        if (memory_left > 0)
                memory_left--;
        else if (memory_left == 0)
                return true;
        return is_fault();
}

/* The linker leads calls to `name` to __wrap_name, and those to __real_name to the real one. */
#define WRAP_IF(fault, type, name, parameters, arguments, error, failed) \
        type __real_##name parameters;                                   \
        type __wrap_##name parameters;                                   \
        type __wrap_##name parameters                                    \
        {                                                                \
                if (!(fault))                                            \
                        return __real_##name arguments;                  \
                errno = (error);                                         \
                return failed;                                           \
        }
#define WRAP(...) WRAP_IF(is_fault(), __VA_ARGS__)

WRAP_IF(is_memory_fault(), void *, malloc, (size_t n), (n), ENOMEM, NULL)
WRAP_IF(is_memory_fault(), void *, calloc, (size_t n, size_t size), (n, size), ENOMEM, NULL)
WRAP_IF(is_memory_fault(), char *, strdup, (const char *text), (text), ENOMEM, NULL)
WRAP(ssize_t, pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at), EIO, -1)
WRAP(ssize_t, pwrite, (int fd, const void *from, size_t n, off_t at), (fd, from, n, at), ENOSPC, -1)
WRAP(int, ftruncate, (int fd, off_t length), (fd, length), ENOSPC, -1)
WRAP(int, posix_fallocate, (int fd, off_t at, off_t length), (fd, at, length), 0, ENOSPC)
WRAP(int, flock, (int fd, int operation), (fd, operation), ENOLCK, -1)
WRAP(int, usdt_fstat, (int fd, struct stat *info), (fd, info), EIO, -1)
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode), EPERM, -1)
WRAP(int, renameat, (int from, const char *a, int to, const char *b), (from, a, to, b), EXDEV, -1)
WRAP(int, mkdirat, (int fd, const char *name, mode_t mode), (fd, name, mode), EDQUOT, -1)
WRAP(int, unlinkat, (int fd, const char *name, int flags), (fd, name, flags), EROFS, -1)
WRAP(int, usdt_memfd_create, (const char *name, unsigned flags), (name, flags), EMFILE, -1)
int __real_openat(int directory, const char *name, int flags, ...);
int __wrap_openat(int directory, const char *name, int flags, mode_t mode);
int __wrap_openat(int directory, const char *name, int flags, mode_t mode)
{
        if (!is_fault())
                return __real_openat(directory, name, flags, mode);
        errno = EMFILE;
        return -1;
}

WRAP(void *, dlopen, (const char *name, int flags), (name, flags), 0, NULL)

#define NO_SUCH_CALL 3
#define PROBES 12 /* more than are dealt with without memory */

static int times_seen(const char *name)
{
        int times = 0;
        for (int i = 0; i < usdt_image_count(); i++) {
                size_t count;
                struct read_note *notes = read_notes(usdt_image_path(i), &count);
                for (size_t k = 0; k < count; k++)
                        times += strcmp(notes[k].name, name) == 0;
                free(notes);
        }
        return times;
}

/* What is live works and is seen once; what is not is seen only when somebody was told that it could not be hidden. */
static void check(usdt_provider_t *provider, usdt_probedef_t **probes, bool enabled, bool hidden)
{
        long saved = before_fault;
        before_fault = -1;
        CHECK_INT(provider->enabled, enabled);
        for (int i = 0; i < PROBES; i++) {
                if (probes[i] == NULL)
                        continue;
                CHECK_INT(probes[i]->probe != NULL, enabled);
                usdt_fire_probe(probes[i]->probe, 0, NULL);
                CHECK_INT(usdt_is_enabled(probes[i]->probe), 0);
                if (enabled || hidden)
                        CHECK_INT(times_seen(probes[i]->name), enabled);
        }
        before_fault = saved;
}

static void enable(usdt_provider_t *provider, usdt_probedef_t **probes, bool hidden)
{
        int result = usdt_provider_enable(provider);
        if (result != 0)
                CHECK(*usdt_errstr(provider) != '\0');
        check(provider, probes, result == 0, hidden);
}

static int live_with_faults(void *unused)
{
        char name[16];
        usdt_probedef_t *probes[PROBES] = {NULL};
        usdt_provider_t *provider = usdt_create_provider("prov", "mod");
        (void)unused;
        for (int i = 0; provider != NULL && i < PROBES; i++) {
                snprintf(name, sizeof name, "n%d", i);
                probes[i] = usdt_create_probe_list("f", name, "int, char *");
                if (probes[i] != NULL && usdt_provider_add_probe(provider, probes[i]) != 0) {
                        usdt_probe_release(probes[i]);
                        probes[i] = NULL;
                }
        }
        if (provider == NULL)
                return 0;
        enable(provider, probes, true);
        bool hidden = usdt_provider_disable(provider) == 0;
        check(provider, probes, false, hidden);
        enable(provider, probes, false);
        before_fault = -1; /* and all is well again */
        usdt_provider_disable(provider);
        if (provider->probedefs != NULL)
                CHECK_INT(usdt_provider_enable(provider), 0);
        for (int i = 0; i < PROBES; i++)
                CHECK(probes[i] == NULL || probes[i]->probe != NULL);
        usdt_provider_free(provider);
        for (int i = 0; i < PROBES; i++)
                usdt_probe_release(probes[i]);
        return faults > 0 ? 0 : NO_SUCH_CALL;
}

static void fail_each_call(bool lasting)
{
        int result = 0, calls = 0, step = test_is_measured() ? 1 : 7;
        is_lasting = lasting;
        for (; result == 0; calls += step) {
                before_fault = calls;
                result = test_in_child(live_with_faults, NULL);
                before_fault = -1;
        }
        CHECK_INT(result, NO_SUCH_CALL);
        CHECK(calls > 50);
}

TEST(faults_ofEachCallOnce_leaveAllConsistent)
{
        fail_each_call(false);
}

TEST(faults_fromEachCallOn_leaveAllConsistent)
{
        fail_each_call(true);
}

static int make_all_files(void *unused)
{
        (void)unused;
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        CHECK_INT(usdt_status_write("first"), 0);
        CHECK_INT(usdt_status_write("second"), 0);
        usdt_provider_free(provider);
        return NO_SUCH_CALL;
}

/* What a process leaves that is killed at whatever moment, the next one removes. */
TEST(death_atEachCall_leavesNothingThatStays)
{
        test_needs_native_speed();
        int result = 128 + SIGKILL, at = 0;
        is_deadly = true;
        for (; result == 128 + SIGKILL; at++) {
                before_fault = at;
                result = test_in_child(make_all_files, NULL);
                before_fault = -1;
                CHECK_INT(test_in_child(make_all_files, NULL), NO_SUCH_CALL);
                CHECK_INT(test_directory_entries(), 0);
        }
        CHECK_INT(result, NO_SUCH_CALL);
        CHECK(at > 50);
}

/* Hiding probes needs no memory; with some it is only faster. */
TEST(memory_short_disableStillHidesAll)
{
        char name[16];
        usdt_provider_t *provider = test_provider();
        for (int i = 0; i < PROBES; i++) {
                snprintf(name, sizeof name, "n%d", i);
                CHECK_INT(usdt_provider_add_probe(provider, test_probe(name, 1)), 0);
        }
        for (int allocations = 0; allocations < 8; allocations++) {
                CHECK_INT(usdt_provider_enable(provider), 0);
                memory_left = allocations;
                int result = usdt_provider_disable(provider);
                memory_left = -1;
                CHECK_INT(result, 0);
                CHECK_INT(times_seen("n3"), 0);
        }
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_INT(usdt_image_slots_used(0), PROBES);
        usdt_provider_free(provider);
}
