/*
 * layers_test.c - the sources are layers, as layers.py checks by their includes and by the symbols of their objects.
 */
#include "harness.h"

#include <stdlib.h>

static char *check(int *status, const char *sources, const char *objects)
{
        const char *home = test_home();
        test_needs_tool("python3");
        test_needs_tool("nm");
        return test_output(status, "python3 %s/src/test/layers.py %s %s 2>&1", home, sources, objects);
}

TEST(layers_sources_dependOnTheirOwnAndLowerOnes)
{
        char sources[4300], objects[4300];
        int status;
        snprintf(sources, sizeof sources, "%s/src/main/c", test_home());
        snprintf(objects, sizeof objects, "%s/target/c/obj", test_home());
        char *said = check(&status, sources, objects);
        if (status != 0)
                test_fail(__FILE__, __LINE__, "%s", said);
        CHECK_CONTAINS(said, " dependencies\n");
        free(said);
}

/* Makes a tree of sources by these commands, compiles it, and looks for the fault that is told of it. */
static void check_fault(const char *commands, const char *fault)
{
        char sources[4300], objects[4300];
        int status;
        test_needs_tool("cc");
        snprintf(sources, sizeof sources, "%s/src", test_directory());
        snprintf(objects, sizeof objects, "%s/obj", test_directory());
        char *said = test_output(&status,
                                 "rm -rf %s %s; mkdir -p %s/image %s/process %s/image %s/process && cd %s && { %s\n} &&"
                                 " for f in */*.c; do cc -I. -c $f -o %s/${f%%.c}.o || exit; done 2>&1",
                                 sources, objects, sources, sources, objects, objects, sources, commands, objects);
        if (status != 0)
                test_fail(__FILE__, __LINE__, "%s: %s", commands, said);
        free(said);
        said = check(&status, sources, objects);
        CHECK_CONTAINS(said, fault);
        CHECK(status != 0);
        free(said);
}

TEST(layers_faults_areFound)
{
        check_fault("echo > process/b.h; echo '#include \"process/b.h\"' > image/a.c",
                    "against the layers: image/a.c includes \"process/b.h\"\n");
        check_fault("echo 'void b(void) {}' > process/b.c; echo 'void b(void); void a(void) { b(); }' > image/a.c",
                    "against the layers: image/a.c uses b of process/b.c\n");
        check_fault("echo > image/b.h; echo '#include \"image/b.h\"' > up.h; echo > image/a.c",
                    "against the layers: up.h includes \"image/b.h\"\n");
        check_fault("echo '#include \"image/b.h\"' > image/a.h; echo '#include \"image/c.h\"' > image/b.h;"
                    " echo > image/c.h; echo '#include \"image/a.h\"' > image/c.c",
                    "circle: image/a.h includes \"image/b.h\"; image/b.h includes \"image/c.h\"; image/c.c includes \"image/a.h\"\n");
        check_fault("echo 'int b; extern int a; int *get_a(void) { return &a; }' > image/b.c;"
                    " echo 'int a; extern int b; int *get_b(void) { return &b; }' > image/a.c",
                    "circle: image/a.c uses b of image/b.c; image/b.c uses a of image/a.c\n");
        check_fault("echo > image/b.h; echo '#include \"image/b.h\"' > image/a.c; echo 'void a(void) {}' >> image/a.c;"
                    " echo 'void a(void); void b(void) { a(); }' > image/b.c",
                    "circle: image/a.c includes \"image/b.h\"; image/b.c uses a of image/a.c\n");
        check_fault("mkdir other; echo > other/a.h; echo > image/a.c", "other/ is no layer");
}
