/* A plug-in that carries a copy of libusdt.a, and may use it while it is being loaded. */
#include "plugin.h"
#include "usdt.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

__attribute__((visibility("default"))) void plugin_share(void)
{
        usdt_share_state();
}

__attribute__((constructor)) static void early(void)
{
        if (getenv("USDT_TEST_EARLY") == NULL)
                return;
        char module[64];
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        snprintf(module, sizeof module, "early%lld.%ld", (long long)now.tv_sec, now.tv_nsec);
        usdt_provider_t *provider = usdt_create_provider("early", module);
        usdt_probedef_t *probe = usdt_create_probe_list("f", "n", "int");
        if (usdt_provider_add_probe(provider, probe) == 0)
                usdt_provider_enable(provider);
        usdt_provider_free(provider);
        usdt_probe_release(probe);
}
