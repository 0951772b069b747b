/*
 * shop.c - a program with one probe, sold. It says when a tracer comes and when it goes, and fires in between.
 */
#include <stdio.h>
#include <unistd.h>
#include <usdt.h>

int main(void)
{
        const char *types[] = {"char *", "int", "int64_t", "uint8_t", "char *", "int16_t"};
        /* Written before they are fired: a tracer cannot read a constant whose page no code has touched. */
        char text[] = "grüße 😀", empty[] = "";
        void *words[] = {text, (void *)-42L, (void *)(1L << 40), (void *)200L, empty, (void *)-7L};
        usdt_provider_t *shop = usdt_create_provider("shop", "shop");
        usdt_probedef_t *sold = usdt_create_probe("sell", "sold", 6, types);
        usdt_provider_add_probe(shop, sold);
        if (usdt_provider_enable(shop) != 0) {
                fprintf(stderr, "no probes: %s\n", usdt_errstr(shop));
                return 1;
        }
        setlinebuf(stdout);
        printf("image %s\n", usdt_image_path(0));
        for (int was = 0;; usleep(10000)) {
                int is = usdt_is_enabled(sold->probe);
                if (is != was)
                        puts(is ? "attached" : "detached");
                if (is)
                        usdt_fire_probe(sold->probe, 6, words);
                was = is;
        }
}
