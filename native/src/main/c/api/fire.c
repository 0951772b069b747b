#include "image/image.h"
#include "usdt.h"

#include <string.h>

/*
 * A site is entered by an ordinary C call: the calling convention puts the words where the notes say they are.
 * Sites take words in registers first, so calling one with more words than it declares is harmless.
 */
typedef void site6(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
typedef void site12(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                    uint64_t, uint64_t);
typedef void site32(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                    uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                    uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t,
                    uint64_t, uint64_t);

/* Fires `declared` words, of which the first `argc` are given and the others are zero. */
static void fire(uintptr_t site, size_t declared, size_t argc, const void *argv)
{
        uint64_t filled[USDT_ARG_MAX];
        const uint64_t *w = argv;
        size_t words = declared <= 6 ? 6 : declared <= 12 ? 12 : USDT_ARG_MAX;
        if (argv == NULL)
                argc = 0;
        if (argc < words) {
                if (argc > 0)
                        memcpy(filled, argv, argc * sizeof *filled);
                memset(filled + argc, 0, (words - argc) * sizeof *filled);
                w = filled;
        }
        if (words == 6)
                ((site6 *)site)(w[0], w[1], w[2], w[3], w[4], w[5]);
        else if (words == 12)
                ((site12 *)site)(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11]);
        else
                ((site32 *)site)(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11], w[12],
                                 w[13], w[14], w[15], w[16], w[17], w[18], w[19], w[20], w[21], w[22], w[23], w[24],
                                 w[25], w[26], w[27], w[28], w[29], w[30], w[31]);
}

void usdt_fire_site6(uint64_t site, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5)
{
        ((site6 *)(uintptr_t)site)(a0, a1, a2, a3, a4, a5);
}

void usdt_fire_site(uint64_t site, size_t argc, const uint64_t *argv)
{
        if (site == 0)
                return;
        if (argc > USDT_ARG_MAX)
                argc = USDT_ARG_MAX;
        fire((uintptr_t)site, argc, argc, argv);
}

void usdt_fire_probe(usdt_probe_t *probe, size_t argc, void **argv)
{
        if (probe == NULL)
                return;
        size_t declared = ((const struct usdt_slot *)(const void *)probe)->argc;
        fire((uintptr_t)probe->probe_addr, declared, argc < declared ? argc : declared, argv);
}

int usdt_is_enabled(usdt_probe_t *probe)
{
        return probe != NULL && probe->isenabled_addr() != 0;
}
