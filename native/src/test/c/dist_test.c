/*
 * dist_test.c - what the build leaves, used as a stranger would use it.
 */
#include "harness.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define FLAGS "$(pkg-config --cflags --libs libusdt) -Wl,-rpath,$(pkg-config --variable=libdir libusdt)"

/* test_home(), with what it takes to compile a program for the library there. */
static const char *home(void)
{
        const char *path = test_home();
        test_needs_tool("pkg-config");
        test_needs_tool("cc");
        setenv("PKG_CONFIG_PATH", "", 1);
        char pkgconfig[4200];
        snprintf(pkgconfig, sizeof pkgconfig, "%s/target/dist/lib/pkgconfig", path);
        setenv("PKG_CONFIG_PATH", pkgconfig, 1);
        return path;
}

static void run(const char *command)
{
        int status;
        char *text = test_output(&status, "%s", command);
        if (status != 0)
                test_fail(__FILE__, __LINE__, "%s: %s", command, text);
        free(text);
}

static void run_lifecycle(const char *compile)
{
        char command[8192];
        run(compile);
        snprintf(command, sizeof command, "printf '1\\n2\\n' | %s/program", test_directory());
        int status;
        char *said = test_output(&status, "%s", command);
        CHECK_INT(status, 0);
        CHECK_TEXT(said, "ready\noff\noff\n");
        free(said);
        said = test_output(NULL, "USDT_SHARED=fleet %s/program < /dev/null 2>&1; ls %s/shared", test_directory(), test_directory());
        CHECK_TEXT(said, "ready\nfleet.so\n");
        free(said);
}

TEST(dist_sharedLibrary_servesAProgramWrittenForLibusdt)
{
        char compile[8192];
        snprintf(compile, sizeof compile, "cc -Wall -Wextra -Werror -o %s/program %s/src/test/programs/lifecycle.c " FLAGS " 2>&1",
                 test_directory(), home());
        run_lifecycle(compile);
}

TEST(dist_staticLibrary_servesAProgramWrittenForLibusdt)
{
        char compile[8192];
        const char *path = home();
        snprintf(compile, sizeof compile,
                 "cc -o %s/program %s/src/test/programs/lifecycle.c -I%s/target/dist/include %s/target/dist/lib/libusdt.a -ldl -pthread 2>&1",
                 test_directory(), path, path, path);
        run_lifecycle(compile);
}

/* A language binding looks functions up in a library's handle, and the library's own calls go to the program's copy. */
TEST(dist_staticLibrary_inAProgramThatExportsIt_sharesItsState)
{
        char command[8192];
        const char *path = home();
        snprintf(command, sizeof command,
                 "cc -Wall -Wextra -Werror -rdynamic -o %s/host %s/src/test/programs/host.c -I%s/target/dist/include"
                 " %s/target/dist/lib/libusdt.a -ldl -pthread 2>&1", test_directory(), path, path, path);
        run(command);
        char *said = test_output(NULL, "%s/host %s/target/dist/lib/libusdt.so 2>&1", test_directory(), path);
        CHECK_TEXT(said, "own: added 0, enabled 0, images 1\n");
        free(said);
}

/* Installed for a package, and moved from there: its own pkg-config file still finds it. */
TEST(dist_installed_servesFromWhereItIs)
{
        char compile[8192];
        const char *path = home();
        test_needs_tool("make");
        snprintf(compile, sizeof compile,
                 "cd %s && env -u MAKEFLAGS make -s -C %s install DESTDIR=$PWD/package PREFIX=/opt/usdt && mv package/opt/usdt moved"
                 " && [ \"$(find package -type f)\" = '' ] && export PKG_CONFIG_PATH=$PWD/moved/lib/pkgconfig"
                 " && cc -Wall -Wextra -Werror -o program %s/src/test/programs/lifecycle.c " FLAGS " 2>&1",
                 test_directory(), path, path);
        run_lifecycle(compile);
}

TEST(dist_header_compilesAsCxx)
{
        char command[8192];
        const char *path = home();
        test_needs_tool("c++");
        snprintf(command, sizeof command,
                 "printf '#include <usdt.h>\\nint main() { return usdt_image_count(); }' | c++ -Wall -Wextra -Werror -x c++ - -o %s/program " FLAGS
                 " && %s/program", test_directory(), test_directory());
        (void)path;
        run(command);
}

TEST(dist_symbols_areTheApiAndNothingElse)
{
        const char *path = home();
        char *extra = test_output(NULL,
                                  "nm -D --defined-only %s/target/dist/lib/libusdt.so | awk '{print $3}' | while read s; do "
                                  "grep -q \"\\b$s(\" %s/src/main/c/usdt.h || echo $s; done",
                                  path, path);
        CHECK_TEXT(extra, "usdt_process_state_v1\n");
        free(extra);
        char *missing = test_output(NULL,
                                    "grep -o '\\busdt_[a-z0-9_]*(' %s/src/main/c/usdt.h | tr -d '(' | sort -u | while read s; do "
                                    "nm -D --defined-only %s/target/dist/lib/libusdt.so | grep -q \" $s$\" || echo $s; done",
                                    path, path);
        CHECK_TEXT(missing, "");
        free(missing);
        char *name = test_output(NULL, "readelf -d %s/target/dist/lib/libusdt.so", path);
        CHECK_CONTAINS(name, "soname: [libusdt.so.");
        CHECK_CONTAINS(name, "NODELETE");
        free(name);
}

/* The text of the first fenced block of this kind. */
static char *block(const char *text, const char *fence)
{
        char start[32];
        snprintf(start, sizeof start, "\n```%s\n", fence);
        const char *at = strstr(text, start);
        CHECK(at != NULL);
        at += strlen(start);
        const char *end = strstr(at, "\n```");
        CHECK(end != NULL);
        return strndup(at, (size_t)(end - at) + 1);
}

TEST(readme_example_printsWhatItShows)
{
        char path[4300], script[8192];
        const char *root = home();
        test_needs_root();
        test_needs_tool("bpftrace");
        char *readme = test_output(NULL, "cat %s/README.md", root);
        char *program = block(readme, "c"), *commands = block(readme, "sh");
        char *shown = strstr(readme, "```sh");
        CHECK(shown != NULL);
        shown = block(strstr(shown, "\n```\n") + 4, "");
        snprintf(path, sizeof path, "%s/orders.c", test_directory());
        FILE *file = fopen(path, "w");
        CHECK(file != NULL && fputs(program, file) >= 0 && fclose(file) == 0);
        /* The README is read at the root of the repository; here native is a link to it. */
        char *sudo = strstr(commands, "sudo ");
        CHECK(sudo != NULL);
        memset(sudo, ' ', 5);
        /* A shell may be at the second command before the program has its probes, which a person is not. */
        sudo[-1] = '\0';
        snprintf(script, sizeof script,
                 "cd %s && ln -s %s native && { %s\n"
                 "timeout 300 sh -c \"until grep -q /shop.so /proc/$!/maps; do sleep 0.05; done\"\n%s\n} 2>%s/errors; s=$?; kill $!; exit $s",
                 test_directory(), root, commands, sudo, test_directory());
        int status;
        char *said = test_output(&status, "%s", script);
        CHECK_CONTAINS(said, shown);
        CHECK_INT(status, 0);
        CHECK_CONTAINS(shown, "apples -5");
        free(said);
        free(shown);
        free(program);
        free(commands);
        free(readme);
}

TEST(dist_lifecycleProgram_isSeenByBpftrace)
{
        char script[8192];
        test_needs_root();
        test_needs_tool("bpftrace");
        snprintf(script, sizeof script,
                 "cd %s && cc -o program %s/src/test/programs/lifecycle.c " FLAGS
                 " && mkfifo in || exit 1; touch out; "
                 "./program < in > out & pid=$!; exec 9> in; "
                 "timeout 300 sh -c 'until grep -q ready out; do sleep 0.05; done' || { kill $pid; exit 1; }; "
                 "timeout 300 bpftrace -p $pid -e 'usdt:*:testprov:second { printf(\"%%s %%d\\n\", str(arg0), arg1); exit(); }' & tracer=$!; "
                 /* The semaphore is raised before bpftrace listens: what is fired in between is not seen. */
                 "while kill -0 $tracer 2>/dev/null; do echo x >&9; sleep 0.05; done; exec 9>&-; wait $pid && grep -q on out",
                 test_directory(), home());
        int status;
        char *said = test_output(&status, "%s", script);
        CHECK_CONTAINS(said, "hello -7");
        CHECK_INT(status, 0);
        free(said);
}
