/* A program that carries libusdt.a and lets its plug-ins see it; the plug-in carries another copy. */
#include <usdt.h>

#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv)
{
        void *plugin = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
        if (plugin == NULL)
                return 1;
        usdt_provider_t *(*create_provider)(const char *, const char *);
        usdt_probedef_t *(*create_probe)(const char *, const char *, size_t, const char **);
        int (*add)(usdt_provider_t *, usdt_probedef_t *);
        int (*enable)(usdt_provider_t *);
        *(void **)&create_provider = dlsym(plugin, "usdt_create_provider");
        *(void **)&create_probe = dlsym(plugin, "usdt_create_probe");
        *(void **)&add = dlsym(plugin, "usdt_provider_add_probe");
        *(void **)&enable = dlsym(plugin, "usdt_provider_enable");
        usdt_provider_t *provider = create_provider("prov", "mod");
        usdt_probedef_t *probe = create_probe("f", "n", 0, NULL);
        int added = add(provider, probe);
        int enabled = enable(provider);
        printf("%s: added %d, enabled %d, images %d\n", create_provider != usdt_create_provider ? "own" : "same", added,
               enabled, usdt_image_count());
        return 0;
}
