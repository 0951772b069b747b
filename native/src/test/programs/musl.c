/*
 * A program to be built for musl, with libraries that were built for glibc: `musl LIBRARY [COPY]`. It makes a probe by
 * the first one, fires it for each line that it reads, with the line and a number, and says how many images the copy
 * knows, which is loaded after that.
 */
#include <usdt.h>

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *load(const char *library)
{
        void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
        if (handle == NULL) {
                printf("refused: %s\n", dlerror());
                exit(1);
        }
        return handle;
}

static void *find(void *library, const char *name)
{
        void *function = dlsym(library, name);
        if (function == NULL) {
                printf("%s is missing\n", name);
                exit(1);
        }
        return function;
}

static usdt_probedef_t *make_probe(void *library)
{
        const char *types[] = {"char *", "int"};
        usdt_provider_t *(*create_provider)(const char *, const char *);
        usdt_probedef_t *(*create_probe)(const char *, const char *, size_t, const char **);
        int (*add)(usdt_provider_t *, usdt_probedef_t *);
        int (*enable)(usdt_provider_t *);
        char *(*why)(usdt_provider_t *);
        *(void **)&create_provider = find(library, "usdt_create_provider");
        *(void **)&create_probe = find(library, "usdt_create_probe");
        *(void **)&add = find(library, "usdt_provider_add_probe");
        *(void **)&enable = find(library, "usdt_provider_enable");
        *(void **)&why = find(library, "usdt_errstr");
        usdt_provider_t *provider = create_provider("musl", "muslprogram");
        usdt_probedef_t *probe = create_probe("function", "line", 2, types);
        if (add(provider, probe) != 0 || enable(provider) != 0) {
                printf("no probe: %s\n", why(provider));
                exit(1);
        }
        return probe;
}

int main(int argc, char **argv)
{
        setvbuf(stdout, NULL, _IOLBF, 0);
        if (argc < 2)
                return 2;
        void *library = load(argv[1]);
        usdt_probedef_t *line = make_probe(library);
        const char *(*image_path)(int);
        int (*image_count)(void);
        int (*is_enabled)(usdt_probe_t *);
        void (*fire)(usdt_probe_t *, size_t, void **);
        *(void **)&image_path = find(library, "usdt_image_path");
        *(void **)&is_enabled = find(library, "usdt_is_enabled");
        *(void **)&fire = find(library, "usdt_fire_probe");
        if (argc > 2) {
                *(void **)&image_count = find(load(argv[2]), "usdt_image_count");
                printf("the copy knows %d images\n", image_count());
        }
        printf("image %s\n", image_path(0));
        char text[100];
        for (intptr_t n = -1; fgets(text, sizeof text, stdin) != NULL; n--) {
                text[strcspn(text, "\n")] = '\0';
                void *words[] = {text, (void *)n};
                int enabled = is_enabled(line->probe);
                fire(line->probe, 2, words);
                printf("fired, enabled %d\n", enabled);
        }
        return 0;
}
