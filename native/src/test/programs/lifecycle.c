/*
 * A program as it would be written for libusdt on another system: its order of calls, its structs read directly,
 * released the way bindings do. Fires while it reads lines; says "on" or "off" to each.
 */
#include <stdio.h>
#include <string.h>
#include <usdt.h>

int main(void)
{
        const char *types[] = {"char *", "int"};
        void *words[] = {"hello", (void *)(intptr_t)-7};
        char line[64];
        usdt_provider_t *provider = usdt_create_provider("testprov", "testmod");
        usdt_probedef_t *first = usdt_create_probe("func1", "first", 2, types);
        usdt_probedef_t *second = usdt_create_probe("func1", "second", 2, types);

        if (provider == NULL || first == NULL || second == NULL)
                return 1;
        if (usdt_provider_add_probe(provider, first) != 0 || usdt_provider_enable(provider) != 0) {
                fprintf(stderr, "%s\n", usdt_errstr(provider));
                return 2;
        }
        /* a probe more, as libusdt wants it: disable and enable */
        if (usdt_provider_add_probe(provider, second) != 0 || usdt_provider_disable(provider) != 0)
                return 3;
        if (provider->enabled || first->probe != NULL)
                return 4;
        if (usdt_provider_enable(provider) != 0 || !provider->enabled || second->probe == NULL)
                return 5;
        if (usdt_provider_add_probe(provider, second) == 0 || strstr(provider->error, "second") == NULL)
                return 6;
        printf("ready\n");
        fflush(stdout);
        while (fgets(line, sizeof line, stdin) != NULL) {
                int on = second->probe->isenabled_addr() != 0;
                if (usdt_is_enabled(second->probe) != on)
                        return 7;
                for (usdt_probedef_t *probe = provider->probedefs; probe != NULL; probe = probe->next)
                        usdt_fire_probe(probe->probe, probe->argc, words);
                printf(on ? "on\n" : "off\n");
                fflush(stdout);
        }
        if (usdt_provider_disable(provider) != 0 || usdt_provider_remove_probe(provider, first) != 0)
                return 8;
        usdt_probe_release(first);
        usdt_probe_release(first);
        usdt_probe_release(second);
        usdt_provider_free(provider);
        return 0;
}
