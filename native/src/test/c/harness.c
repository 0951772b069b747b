#include "harness.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TESTS_MAX 256
#define SKIPPED 77
#define TRACES_MAX 64
/* Only a test that hangs takes so long. */
#define TEST_SECONDS 600

static struct {
        const char *name;
        void (*body)(void);
} tests[TESTS_MAX];
static int test_count;
static char directory[64];
static char programs[4096];

void test_register(const char *name, void (*body)(void))
{
        tests[test_count].name = name;
        tests[test_count++].body = body;
}

void test_fail(const char *file, int line, const char *format, ...)
{
        va_list arguments;
        const char *slash = strrchr(file, '/');
        va_start(arguments, format);
        fprintf(stderr, "  %s:%d: ", slash != NULL ? slash + 1 : file, line);
        vfprintf(stderr, format, arguments);
        fputc('\n', stderr);
        va_end(arguments);
        exit(1);
}

void test_skip(const char *missing, const char *detail)
{
        fprintf(stderr, "  skipped, missing %s: %s\n", missing, detail);
        exit(SKIPPED);
}

void test_nap(void)
{
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

const char *test_directory(void)
{
        return directory;
}

int test_directory_entries(void)
{
        int count = 0;
        DIR *entries = opendir(directory);
        CHECK(entries != NULL);
        while (readdir(entries) != NULL)
                count++;
        closedir(entries);
        return count - 2;
}

const char *test_programs(void)
{
        return programs;
}

bool test_is_emulated(void)
{
        return getenv("USDT_TEST_EMULATED") != NULL;
}

const char *test_home(void)
{
        const char *path = getenv("USDT_TEST_HOME");
        if (path == NULL || !test_is_measured())
                test_skip("build", "run by `make test`");
        return path;
}

bool test_is_measured(void)
{
        return getenv("USDT_TEST_UNMEASURED") == NULL && !test_is_emulated();
}

static bool is_below_valgrind(void)
{
        return getenv("USDT_TEST_VALGRIND") != NULL;
}

void test_needs_root(void)
{
        if (geteuid() != 0)
                test_skip("root", "run the tests as root");
        if (test_is_emulated())
                test_skip("kernel", "emulated");
}

void test_needs_uprobes(void)
{
        test_needs_root();
        if (is_below_valgrind())
                test_skip("kernel", "uprobes do not see what valgrind makes of the code");
}

void test_needs_native_speed(void)
{
        if (is_below_valgrind())
                test_skip("tool", "valgrind reports nothing of killed processes and runs one thread at a time");
}

void test_needs_start_time(void)
{
        if (test_is_emulated())
                test_skip("kernel", "the emulator shows a process another start time than others see");
}

void test_needs_tool(const char *tool)
{
        int status;
        free(test_output(&status, "command -v %s", tool));
        if (status != 0)
                test_skip("tool", tool);
}

char *test_output(int *status, const char *format, ...)
{
        char command[4096];
        va_list arguments;
        size_t length = 0, room = 1 << 16;
        char *text = malloc(room);
        va_start(arguments, format);
        vsnprintf(command, sizeof command, format, arguments);
        va_end(arguments);
        FILE *pipe = popen(command, "re");
        CHECK(text != NULL && pipe != NULL);
        for (size_t n; (n = fread(text + length, 1, room - length - 1, pipe)) > 0;) {
                length += n;
                if (room - length < 2) {
                        room *= 2;
                        text = realloc(text, room);
                        CHECK(text != NULL);
                }
        }
        text[length] = '\0';
        int result = pclose(pipe);
        if (status != NULL)
                *status = result;
        return text;
}

int test_wait(pid_t pid)
{
        int status;
        while (waitpid(pid, &status, 0) < 0)
                if (errno != EINTR)
                        return -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int test_in_child(int (*body)(void *), void *argument)
{
        fflush(NULL);
        pid_t pid = fork();
        CHECK(pid >= 0);
        if (pid == 0) {
                alarm(TEST_SECONDS);
                exit(body(argument));
        }
        return test_wait(pid);
}

usdt_probedef_t *test_probe(const char *name, size_t argc)
{
        const char *types[USDT_ARG_MAX];
        for (size_t i = 0; i < USDT_ARG_MAX; i++)
                types[i] = i % 2 == 0 ? "char *" : "int";
        usdt_probedef_t *probe = usdt_create_probe("f", name, argc, types);
        CHECK(probe != NULL);
        return probe;
}

usdt_provider_t *test_provider(void)
{
        usdt_provider_t *provider = usdt_create_provider("prov", "mod");
        CHECK(provider != NULL);
        return provider;
}

usdt_provider_t *test_enabled(usdt_probedef_t *probe)
{
        usdt_provider_t *provider = test_provider();
        CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
        if (usdt_provider_enable(provider) != 0)
                test_fail(__FILE__, __LINE__, "enable: %s", usdt_errstr(provider));
        return provider;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
        (void)info;
        (void)kind;
        (void)walk;
        return remove(path);
}

static void write_text(const char *path, const char *text)
{
        int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
        if (fd >= 0 && write(fd, text, strlen(text)) < 0)
                fprintf(stderr, "  cannot write %s to %s: %s\n", text, path, strerror(errno));
        if (fd >= 0)
                close(fd);
}

/* What a test left in tracefs carries its process's number. */
static void remove_traces(pid_t pid)
{
        char path[128], line[4096], (*events)[64] = calloc(TRACES_MAX, sizeof *events);
        int count = 0;
        snprintf(path, sizeof path, "/sys/kernel/tracing/instances/usdt_test_%d/events/enable", (int)pid);
        write_text(path, "0");
        snprintf(path, sizeof path, "/sys/kernel/tracing/instances/usdt_test_%d", (int)pid);
        rmdir(path);
        FILE *list = fopen("/sys/kernel/tracing/uprobe_events", "re");
        snprintf(path, sizeof path, "p:usdt_test_%d/", (int)pid);
        while (list != NULL && events != NULL && count < TRACES_MAX && fgets(line, sizeof line, list) != NULL)
                if (strncmp(line, path, strlen(path)) == 0)
                        snprintf(events[count++], sizeof *events, "-%.*s\n", (int)strcspn(line + 1, " \n"), line + 1);
        if (list != NULL)
                fclose(list);
        for (int i = 0; i < count; i++)
                write_text("/sys/kernel/tracing/uprobe_events", events[i]);
        free(events);
}

static int run(int i)
{
        strcpy(directory, "/tmp/usdt-test-XXXXXX");
        if (mkdtemp(directory) == NULL)
                return 1;
        fflush(NULL);
        pid_t pid = fork();
        if (pid == 0) {
                setenv("USDT_DIR", directory, 1);
                unsetenv("USDT_SHARED");
                alarm(TEST_SECONDS);
                tests[i].body();
                exit(0);
        }
        int result = test_wait(pid);
        nftw(directory, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
        if (geteuid() == 0 && !test_is_emulated())
                remove_traces(pid);
        return result;
}

int main(int argc, char **argv)
{
        int failed = 0, skipped = 0, ran = 0;
        bool strict = getenv("CI") != NULL && strcmp(getenv("CI"), "true") == 0 && test_is_measured();
        snprintf(programs, sizeof programs, "%s", argv[0]);
        char *slash = strrchr(programs, '/');
        strcpy(slash != NULL ? slash : programs, slash != NULL ? "" : ".");
        for (int i = 0; i < test_count; i++) {
                bool wanted = argc < 2;
                for (int k = 1; k < argc; k++)
                        wanted = wanted || strstr(tests[i].name, argv[k]) != NULL;
                if (!wanted)
                        continue;
                int result = run(i);
                ran++;
                skipped += result == SKIPPED;
                failed += result != 0 && (result != SKIPPED || strict);
                printf("%s %s", result == 0 ? "ok  " : result == SKIPPED ? "skip" : "FAIL", tests[i].name);
                printf(result > 128 ? " (signal %d)\n" : "\n", result - 128);
        }
        printf("%d tests, %d failed, %d skipped\n", ran, failed, skipped);
        return failed != 0;
}
