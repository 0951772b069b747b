/*
 * probe.c - probes created, released, put behind gates, and where they are.
 */
#include "api/definition.h"
#include "image/explain.h"
#include "image/slots.h"
#include "plugin.h"
#include "process/lock.h"
#include "usdt.h"

#include <stdlib.h>
#include <string.h>

static char *put_text(char **end, const char *text, size_t length)
{
        char *copy = *end;
        memcpy(copy, text, length);
        copy[length] = '\0';
        *end = copy + length + 1;
        return copy;
}

#define ROOM ((size_t)60 * 1024)

/*
 * glibc extends a thread's heap page by page, and each time locks the address space, which a thread that hits a uprobe
 * needs. So the heap is extended by many definitions at once, to as much again for their slots and keys.
 */
static void make_heap_room(size_t size)
{
        static _Thread_local size_t left;
        if (left < 2 * size) {
                void *volatile room = malloc(ROOM); /* volatile: not to be optimised away */
                free(room);
                left = ROOM;
        }
        left -= 2 * size < left ? 2 * size : left;
}

/* In one block with its texts: many probes are made at once. */
static struct usdt_definition *new_definition(const char *function, const char *name, size_t argc, const char **types,
                                              const size_t *lengths)
{
        size_t function_length = strlen(function), name_length = strlen(name);
        size_t size = function_length + name_length + 2;
        for (size_t i = 0; i < argc; i++)
                size += lengths[i] + 1;
        make_heap_room(sizeof(struct usdt_definition) + size);
        struct usdt_definition *definition = calloc(1, sizeof *definition + size);
        if (definition == NULL) {
                usdt_explain("no memory for probe %s:%s; free some and try again", function, name);
                return NULL;
        }
        char *end = definition->texts;
        definition->pub.name = put_text(&end, name, name_length);
        definition->pub.function = put_text(&end, function, function_length);
        definition->pub.argc = argc;
        definition->hash = usdt_key_hash(name, name_length, 0) * 31 + usdt_key_hash(function, function_length, 0);
        for (size_t i = 0; i < argc; i++)
                definition->pub.types[i] = put_text(&end, types[i], lengths[i]);
        definition->pub.refcnt = 2;
        definition->held = true;
        return definition;
}

static usdt_probedef_t *finish(struct usdt_definition *definition)
{
        if (definition == NULL)
                return NULL;
        usdt_state_lock();
        bool good = usdt_definition_begin(definition) == 0;
        usdt_state_unlock();
        if (good)
                return &definition->pub;
        usdt_explain("no memory for probe %s; free some and try again", definition->pub.name);
        free(definition);
        return NULL;
}

usdt_probedef_t *usdt_create_probe(const char *func, const char *name, size_t argc, const char **types)
{
        if (func == NULL)
                func = "";
        if (name == NULL || (argc > 0 && types == NULL)) {
                usdt_explain("a probe needs a %s; NULL was given", name == NULL ? "name" : "type for each argument");
                return NULL;
        }
        if (argc > USDT_ARG_MAX) {
                usdt_explain("probe %s:%s has %zu arguments, the most is %d; leave some out", func, name, argc, USDT_ARG_MAX);
                return NULL;
        }
        const char *texts[USDT_ARG_MAX];
        size_t lengths[USDT_ARG_MAX];
        for (size_t i = 0; i < argc; i++) {
                texts[i] = types[i] != NULL ? types[i] : "";
                lengths[i] = strlen(texts[i]);
        }
        return finish(new_definition(func, name, argc, texts, lengths));
}

usdt_probedef_t *usdt_create_probe_list(const char *func, const char *name, const char *types)
{
        const char *starts[USDT_ARG_MAX + 1];
        size_t lengths[USDT_ARG_MAX + 1], argc = 0;
        const char *at = types != NULL ? types : "";
        if (func == NULL)
                func = "";
        if (name == NULL) {
                usdt_explain("a probe needs a name; NULL was given");
                return NULL;
        }
        while (*at != '\0' && argc <= USDT_ARG_MAX) {
                at += strspn(at, " \t");
                size_t length = strcspn(at, ",");
                starts[argc] = at;
                lengths[argc] = length;
                while (lengths[argc] > 0 && strchr(" \t", at[lengths[argc] - 1]) != NULL)
                        lengths[argc]--;
                if (length > 0 || at[length] == ',' || argc > 0)
                        argc++;
                at += length + (at[length] == ',');
        }
        if (argc > USDT_ARG_MAX) {
                usdt_explain("probe %s:%s has more arguments than %d, the most; leave some out", func, name, USDT_ARG_MAX);
                return NULL;
        }
        return finish(new_definition(func, name, argc, starts, lengths));
}

void usdt_probe_release(usdt_probedef_t *probedef)
{
        usdt_state_lock();
        if (usdt_definition_lives(probedef)) {
                struct usdt_definition *definition = (struct usdt_definition *)probedef;
                if (definition->held) {
                        definition->held = false;
                        definition->pub.refcnt = definition->provider != NULL;
                        if (definition->provider == NULL)
                                usdt_definition_end(definition);
                }
        }
        usdt_state_unlock();
}

int usdt_probe_set_gate(usdt_probedef_t *probedef, unsigned gate)
{
        int result = -1;
        if (gate > USDT_GATE_MAX) {
                usdt_explain("gate %u is not 1 to %d, nor 0 for none; choose one of these", gate, USDT_GATE_MAX);
                return -1;
        }
        usdt_state_lock();
        if (!usdt_definition_lives(probedef)) {
                usdt_explain("gate %u: the probe was released or never created; create it first", gate);
        } else if (((struct usdt_definition *)probedef)->provider != NULL) {
                usdt_explain("gate %u: probe %s:%s is in a provider; set the gate before adding it", gate, probedef->function,
                             probedef->name);
        } else {
                ((struct usdt_definition *)probedef)->gate = (uint8_t)gate;
                result = 0;
        }
        usdt_state_unlock();
        return result;
}

/* The slot of a live probe, or NULL. Slots stay for the life of the process. */
static const struct usdt_slot *slot_of(usdt_probedef_t *probedef)
{
        const struct usdt_slot *slot = NULL;
        usdt_state_lock();
        if (usdt_definition_lives(probedef))
                slot = ((struct usdt_definition *)probedef)->slot;
        usdt_state_unlock();
        return slot;
}

struct usdt_place usdt_place_of(usdt_probedef_t *probedef)
{
        const struct usdt_slot *slot = slot_of(probedef);
        if (slot == NULL)
                return (struct usdt_place){-1, -1, -1, 0};
        return (struct usdt_place){
                .image = slot->image->index,
                .semaphore_offset = (int)(usdt_slot_semaphore(slot->image, slot->number, slot->gate) - slot->image->layout.sem),
                .site_offset = (int)(slot->number * USDT_STUB_SIZE + USDT_SITE_OFFSET),
                .site = (uint64_t)(uintptr_t)slot->probe.probe_addr,
        };
}

int usdt_probe_image(usdt_probedef_t *probedef)
{
        return usdt_place_of(probedef).image;
}

int usdt_probe_semaphore_offset(usdt_probedef_t *probedef)
{
        return usdt_place_of(probedef).semaphore_offset;
}

int usdt_probe_site_offset(usdt_probedef_t *probedef)
{
        return usdt_place_of(probedef).site_offset;
}

uint64_t usdt_probe_site(usdt_probedef_t *probedef)
{
        return usdt_place_of(probedef).site;
}
