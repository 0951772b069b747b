/* A plug-in that carries a copy of libusdt.a. */
#include "share.h"

__attribute__((visibility("default"))) void plugin_share(void)
{
        usdt_share_state();
}
