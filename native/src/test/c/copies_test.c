/*
 * copies_test.c - several copies of the library in one process, as two class loaders bring them.
 */
#include "harness.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct copy {
        void *handle;
        void (*share)(void);
        int (*image_count)(void);
        usdt_provider_t *(*create_provider)(const char *, const char *);
        usdt_probedef_t *(*create_probe)(const char *, const char *, size_t, const char **);
        int (*add)(usdt_provider_t *, usdt_probedef_t *);
        int (*enable)(usdt_provider_t *);
        void (*release)(usdt_probedef_t *);
        void (*free)(usdt_provider_t *);
        const char *(*path)(int);
};

static struct copy load(const char *name)
{
        char path[4200], copy_path[300];
        struct copy copy;
        snprintf(path, sizeof path, "%s/plugin.so", test_programs());
        snprintf(copy_path, sizeof copy_path, "%s/%s", test_directory(), name);
        if (access(path, R_OK) != 0)
                test_skip("build", "plugin.so is not beside the tests");
        free(test_output(NULL, "cp %s %s", path, copy_path));
        copy.handle = dlopen(copy_path, RTLD_NOW | RTLD_LOCAL);
        if (copy.handle == NULL)
                test_fail(__FILE__, __LINE__, "%s", dlerror());
        CHECK(unlink(copy_path) == 0); /* a loader that extracts its library leaves no file */
        *(void **)&copy.share = dlsym(copy.handle, "plugin_share");
        *(void **)&copy.image_count = dlsym(copy.handle, "usdt_image_count");
        *(void **)&copy.create_provider = dlsym(copy.handle, "usdt_create_provider");
        *(void **)&copy.create_probe = dlsym(copy.handle, "usdt_create_probe");
        *(void **)&copy.add = dlsym(copy.handle, "usdt_provider_add_probe");
        *(void **)&copy.enable = dlsym(copy.handle, "usdt_provider_enable");
        *(void **)&copy.release = dlsym(copy.handle, "usdt_probe_release");
        *(void **)&copy.free = dlsym(copy.handle, "usdt_provider_free");
        *(void **)&copy.path = dlsym(copy.handle, "usdt_image_path");
        CHECK(copy.share != NULL && copy.path != NULL);
        if (getenv("USDT_TEST_EARLY") == NULL)
                copy.share();
        return copy;
}

static uint64_t use_copy(const struct copy *copy, const char *name)
{
        usdt_provider_t *provider = copy->create_provider("prov", "mod");
        usdt_probedef_t *probe = copy->create_probe("f", name, 0, NULL);
        CHECK_INT(copy->add(provider, probe), 0);
        CHECK_INT(copy->enable(provider), 0);
        uint64_t site = (uintptr_t)probe->probe->probe_addr;
        CHECK_INT(usdt_is_enabled(probe->probe), 0);
        usdt_fire_probe(probe->probe, 0, NULL);
        copy->free(provider);
        copy->release(probe);
        return site;
}

TEST(copies_shareOneStateAndOneImage)
{
        struct copy first = load("first.so"), second = load("second.so");
        CHECK(first.create_provider != second.create_provider);
        uint64_t site = use_copy(&first, "n");
        CHECK_INT(use_copy(&second, "n"), site);
        CHECK_INT(first.image_count(), 1);
        CHECK_INT(second.image_count(), 1);
        CHECK_TEXT(first.path(0), second.path(0));
        dlclose(second.handle); /* an adopter may go ... */
        CHECK_INT(use_copy(&first, "n"), site);
        struct copy third = load("third.so");
        CHECK_INT(use_copy(&third, "n"), site);
        dlclose(first.handle); /* ... and the owner stays loaded when its user goes */
        dlclose(third.handle);
        struct copy fourth = load("fourth.so");
        CHECK_INT(use_copy(&fourth, "n"), site);
        CHECK_INT(fourth.image_count(), 1);
        CHECK_INT(use_copy(&fourth, "m") != site, 1);
}

static const struct copy *maker;

/* Each round makes an image, which goes through the loader. */
static void *make_images(void *unused)
{
        char module[32];
        (void)unused;
        for (int i = 0; i < 60; i++) {
                snprintf(module, sizeof module, "made%d", i);
                usdt_provider_t *provider = maker->create_provider("prov", module);
                usdt_probedef_t *probe = maker->create_probe("f", "n", 0, NULL);
                CHECK_INT(maker->add(provider, probe), 0);
                CHECK_INT(maker->enable(provider), 0);
                maker->free(provider);
                maker->release(probe);
        }
        return NULL;
}

/* The loader runs a constructor under its lock; whoever makes an image needs that lock too. */
TEST(copies_useInAConstructor_whileAnotherThreadMakesImages_doesNotBlock)
{
        test_needs_native_speed();
        pthread_t thread;
        char name[32];
        struct copy first = load("first.so");
        maker = &first;
        setenv("USDT_TEST_EARLY", "1", 1);
        CHECK(pthread_create(&thread, NULL, make_images, NULL) == 0);
        for (int i = 0; i < 60; i++) {
                snprintf(name, sizeof name, "early%d", i);
                struct copy copy = load(strcat(name, ".so"));
                dlclose(copy.handle);
        }
        pthread_join(thread, NULL);
        CHECK_INT(first.image_count(), 120);
}

TEST(copies_theOwnersFilesGoAtExit)
{
        CHECK_INT(test_directory_entries(), 0);
        pid_t pid = fork();
        if (pid == 0) {
                struct copy first = load("first.so"), second = load("second.so");
                use_copy(&second, "n");
                CHECK_INT(test_directory_entries(), 1);
                dlclose(first.handle);
                dlclose(second.handle);
                exit(0);
        }
        int result = test_wait(pid);
        if (result == 77)
                test_skip("build", "plugin.so is not beside the tests");
        CHECK_INT(result, 0);
        CHECK_INT(test_directory_entries(), 0);
}
