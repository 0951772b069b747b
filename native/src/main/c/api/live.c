#include "api/live.h"

#include "format/types.h"
#include "image/commit.h"
#include "image/explain.h"
#include "image/slots.h"
#include "process/add_image.h"
#include "process/registry.h"
#include "process/state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define KEY_MAX (3 * (USDT_NAME_MAX + 1) + USDT_OPERANDS_MAX + 256)
#define FEW 8

static size_t add_string(char *out, size_t at, const char *text)
{
        size_t length = strlen(text) + 1;
        memcpy(out + at, text, length);
        return at + length;
}

/* A function's name may be of any length; a long one takes part by its first bytes. */
static size_t add_function(char *out, size_t at, const char *text, size_t room)
{
        size_t length = strnlen(text, room - 1);
        memcpy(out + at, text, length);
        out[at + length] = '\0';
        return at + length + 1;
}

static struct usdt_slot *reserve(struct usdt_image **images, int count, const char *provider,
                                 const struct usdt_definition *definition)
{
        char text[KEY_MAX], operands[USDT_OPERANDS_MAX];
        struct usdt_key key = {.text = text, .gate = definition->gate};
        size_t n = add_string(text, 0, provider);
        n = add_string(text, n, definition->pub.name);
        usdt_type_operands(operands, definition->pub.argc, definition->pub.types);
        n = add_string(text, n, operands);
        n = add_function(text, n, images[0]->shared ? "" : definition->pub.function, sizeof text - n);
        key.length = (uint32_t)n;
        key.hash = usdt_key_hash(text, n, key.gate);
        for (int i = 0; i < count; i++) {
                struct usdt_slot *slot = usdt_slot_reserve(images[i], &key, (uint8_t)definition->pub.argc);
                if (slot != NULL)
                        return slot;
        }
        return NULL;
}

/* 0: all committed. -1 with errno: nothing is visible, all reservations are given back, that image takes less from now on. */
static int commit(struct usdt_image **images, int count, struct usdt_slot **slots, size_t wanted)
{
        for (int i = 0; i < count; i++) {
                if (usdt_slots_commit(images[i], slots, wanted) == 0)
                        continue;
                int saved = errno;
                if (saved != ENOMEM) {
                        images[i]->dead = images[i]->broken;
                        images[i]->broken = true;
                }
                for (int done = 0; done < i; done++)
                        usdt_slots_retire(images[done], slots, wanted);
                for (int j = i; j < count; j++)
                        usdt_slots_cancel(images[j], slots, wanted);
                errno = saved;
                return -1;
        }
        return 0;
}

static void cancel(struct usdt_image **images, int count, struct usdt_slot **slots, size_t reserved)
{
        for (int i = 0; i < count; i++)
                usdt_slots_cancel(images[i], slots, reserved);
}

enum outcome { DONE, NO_ROOM, FAILED };

static enum outcome place(struct usdt_provider_impl *impl, struct usdt_definition **definitions, size_t count,
                          struct usdt_slot **slots)
{
        struct usdt_image *images[USDT_IMAGES_MAX];
        enum outcome outcome = DONE;
        size_t reserved = 0;
        int image_count = usdt_images_lock_for(impl->pub.module, images);
        if (image_count < 0)
                return FAILED;
        if (image_count == 0)
                return NO_ROOM;
        while (reserved < count && outcome == DONE) {
                slots[reserved] = reserve(images, image_count, impl->pub.name, definitions[reserved]);
                if (slots[reserved] == NULL)
                        outcome = NO_ROOM;
                else
                        reserved++;
        }
        if (outcome != DONE)
                cancel(images, image_count, slots, reserved);
        else if (commit(images, image_count, slots, count) != 0)
                outcome = errno == ENOMEM ? FAILED : NO_ROOM; /* a full disk: the next image may find room elsewhere */
        if (outcome == FAILED)
                usdt_explain("no memory; free some and try again");
        usdt_images_unlock(images, image_count);
        return outcome;
}

int usdt_activate(struct usdt_provider_impl *impl, struct usdt_definition **definitions, size_t count, bool *again)
{
        struct usdt_slot *few[FEW];
        struct usdt_slot **slots = count <= FEW ? few : malloc(count * sizeof(struct usdt_slot *));
        int result = -1;
        *again = false;
        if (slots == NULL) {
                usdt_error(&impl->pub, USDT_ERROR_MALLOC);
                return -1;
        }
        switch (place(impl, definitions, count, slots)) {
        case DONE:
                for (size_t i = 0; i < count; i++) {
                        definitions[i]->slot = slots[i];
                        __atomic_store_n(&definitions[i]->pub.probe, &slots[i]->probe, __ATOMIC_RELEASE);
                }
                result = 0;
                break;
        case NO_ROOM:
                *again = usdt_images_add_outside_lock(impl->pub.module) == 0;
                result = *again ? 0 : -1;
                break;
        case FAILED:
                break;
        }
        if (result != 0)
                usdt_error(&impl->pub, USDT_ERROR_LOADDOF, usdt_explanation());
        if (slots != few)
                free(slots);
        return result;
}

int usdt_deactivate(struct usdt_provider_impl *impl, struct usdt_definition **definitions, size_t count)
{
        struct usdt_slot *few[FEW];
        struct usdt_slot **slots = count <= FEW ? few : malloc(count * sizeof(struct usdt_slot *));
        struct usdt_state *all = usdt_state();
        int result = 0;
        if (slots == NULL) { /* one at a time needs no memory */
                for (size_t i = 0; i < count; i++)
                        if (usdt_deactivate(impl, &definitions[i], 1) != 0)
                                result = -1;
                return result;
        }
        size_t live = 0;
        for (size_t i = 0; i < count; i++) {
                if (definitions[i]->slot == NULL)
                        continue;
                __atomic_store_n(&definitions[i]->pub.probe, NULL, __ATOMIC_RELEASE);
                slots[live++] = definitions[i]->slot;
                definitions[i]->slot = NULL;
        }
        /* Most providers live in one image; each further one is one more pass. */
        for (int i = 0; live > 0 && i < all->image_count; i++) {
                if (usdt_slots_retire(all->images[i], slots, live) != 0) {
                        usdt_error(&impl->pub, USDT_ERROR_UNLOADDOF, strerror(errno));
                        result = -1;
                }
        }
        if (slots != few)
                free(slots);
        return result;
}
