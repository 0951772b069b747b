/*
 * tools_test.c - the tools that people use: bpftrace, bcc, gdb, perf.
 */
#include "harness.h"
#include "kernel.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct tracer {
        pid_t pid;
        char output[64];
};

/* Starts bpftrace with its output in a file: it buffers a pipe. */
static struct tracer start_bpftrace(const char *program, pid_t pid)
{
        struct tracer tracer;
        char number[16];
        test_needs_uprobes();
        test_needs_tool("bpftrace");
        snprintf(number, sizeof number, "%d", (int)pid);
        snprintf(tracer.output, sizeof tracer.output, "%s/bpftrace.out", test_directory());
        fflush(NULL);
        tracer.pid = fork();
        CHECK(tracer.pid >= 0);
        if (tracer.pid == 0) {
                prctl(PR_SET_PDEATHSIG, SIGKILL); /* also when the test fails */
                int fd = open(tracer.output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
                dup2(fd, 1);
                dup2(fd, 2);
                if (pid > 0)
                        execlp("bpftrace", "bpftrace", "-p", number, "-e", program, (char *)NULL);
                else
                        execlp("bpftrace", "bpftrace", "-e", program, (char *)NULL);
                _exit(127);
        }
        return tracer;
}

static void fire_two(usdt_probedef_t *probe)
{
        void *words[] = {(void *)"grüße 😀", (void *)(intptr_t)-42};
        usdt_fire_probe(probe->probe, 2, words);
}

#define PROGRAM "{ printf(\"%s %d\\n\", str(arg0), arg1); exit(); }"

/* The semaphore rises before the tracer's program is in place, so the probe fires until the tracer has seen it. */
static void check_bpftrace(const char *program, pid_t pid, usdt_probedef_t *probe)
{
        struct tracer tracer = start_bpftrace(program, pid);
        bool was_enabled = false;
        for (int turns = 0; waitpid(tracer.pid, NULL, WNOHANG) == 0; turns++) {
                if (turns > 300000)
                        test_fail(__FILE__, __LINE__, "bpftrace saw nothing");
                if (usdt_is_enabled(probe->probe)) {
                        CHECK(kernel_semaphore(probe) == 1 || was_enabled);
                        was_enabled = true;
                        fire_two(probe);
                }
                test_nap();
        }
        CHECK(was_enabled);
        char *said = test_output(NULL, "cat %s", tracer.output);
        CHECK_CONTAINS(said, "\ngrüße 😀 -42\n");
        free(said);
        WAIT_FOR(usdt_is_enabled(probe->probe) == 0);
        CHECK_INT(kernel_semaphore(probe), 0);
}

TEST(bpftrace_byProcess_readsBothArguments)
{
        usdt_probedef_t *probe = test_probe("n", 2);
        usdt_provider_t *provider = test_enabled(probe);
        check_bpftrace("usdt:*:prov:n " PROGRAM, getpid(), probe);
        usdt_provider_free(provider);
}

TEST(bpftrace_byPath_readsBothArguments)
{
        char program[512];
        usdt_probedef_t *probe = test_probe("n", 2);
        usdt_provider_t *provider = test_enabled(probe);
        snprintf(program, sizeof program, "usdt:%s:prov:n %s", usdt_image_path(0), PROGRAM);
        check_bpftrace(program, 0, probe);
        usdt_provider_free(provider);
}

TEST(bpftrace_imageInMemory_isFoundToo)
{
        char program[512];
        usdt_probedef_t *probe = test_probe("n", 2);
        CHECK_INT(usdt_set_directory("/proc/nowhere"), 0);
        usdt_provider_t *provider = test_enabled(probe);
        CHECK_CONTAINS(usdt_image_path(0), "/fd/");
        snprintf(program, sizeof program, "usdt:%s:prov:n %s", usdt_image_path(0), PROGRAM);
        check_bpftrace(program, 0, probe);
        usdt_provider_free(provider);
}

TEST(bpftrace_removedOrDisabledProbe_isNotListed)
{
        test_needs_uprobes();
        test_needs_tool("bpftrace");
        usdt_probedef_t *keep = test_probe("keep", 2), *gone = test_probe("gone", 2);
        usdt_provider_t *provider = test_enabled(keep);
        CHECK_INT(usdt_provider_add_probe(provider, gone), 0);
        CHECK_INT(usdt_provider_remove_probe(provider, gone), 0);
        char *listed = test_output(NULL, "bpftrace -l 'usdt:%s:*' 2>/dev/null", usdt_image_path(0));
        CHECK_CONTAINS(listed, ":prov:keep");
        CHECK(strstr(listed, "gone") == NULL);
        free(listed);
        CHECK_INT(usdt_provider_disable(provider), 0);
        listed = test_output(NULL, "bpftrace -l 'usdt:%s:*' 2>/dev/null", usdt_image_path(0));
        CHECK(strstr(listed, "prov") == NULL);
        free(listed);
        usdt_provider_free(provider);
}

TEST(tplist_andGdb_findTheProbe)
{
        test_needs_uprobes();
        test_needs_tool("gdb");
        usdt_provider_t *provider = test_enabled(test_probe("n", 2));
        char *text = test_output(NULL, "gdb -nx -batch -p %d -ex 'info probes stap prov' 2>/dev/null", (int)getpid());
        CHECK_CONTAINS(text, "stap prov     n");
        CHECK_CONTAINS(text, usdt_image_path(0));
        free(text);
        test_needs_tool("tplist-bpfcc");
        text = test_output(NULL, "tplist-bpfcc -p %d 2>/dev/null", (int)getpid());
        CHECK_CONTAINS(text, "prov:n");
        free(text);
        usdt_provider_free(provider);
}
