/*
 * probe.c - definitions of probes, and who holds them.
 */
#include "api/provider.h"
#include "image/explain.h"
#include "image/slots.h"
#include "plugin.h"
#include "process/lock.h"
#include "process/state.h"
#include "usdt.h"

#include <stdlib.h>
#include <string.h>

static size_t bucket_of(const struct usdt_state *all, const void *address)
{
        uint64_t hash = (uint64_t)(uintptr_t)address * 0x9e3779b97f4a7c15u;
        return (size_t)(hash >> 32) & (all->definition_buckets - 1);
}

static void link_live(struct usdt_state *all, struct usdt_definition *definition)
{
        struct usdt_definition **bucket = &all->definitions[bucket_of(all, definition)];
        definition->next_live = *bucket;
        *bucket = definition;
}

static int add_live(struct usdt_state *all, struct usdt_definition *definition)
{
        if (all->definition_count >= all->definition_buckets) {
                size_t old_count = all->definition_buckets;
                struct usdt_definition **old = all->definitions;
                size_t count = old_count == 0 ? 256 : old_count * 2;
                struct usdt_definition **buckets = calloc(count, sizeof(struct usdt_definition *));
                if (buckets == NULL && old_count == 0)
                        return -1;
                if (buckets != NULL) {
                        all->definitions = buckets;
                        all->definition_buckets = count;
                        for (size_t i = 0; i < old_count; i++) {
                                for (struct usdt_definition *at = old[i], *next; at != NULL; at = next) {
                                        next = at->next_live;
                                        link_live(all, at);
                                }
                        }
                        free(old);
                }
        }
        link_live(all, definition);
        all->definition_count++;
        return 0;
}

bool usdt_definition_lives(const usdt_probedef_t *probedef)
{
        struct usdt_state *all = usdt_state();
        if (probedef == NULL || all->definition_buckets == 0)
                return false;
        const struct usdt_definition *at = all->definitions[bucket_of(all, probedef)];
        while (at != NULL && (const void *)at != (const void *)probedef)
                at = at->next_live;
        return at != NULL;
}

/*
 * Bindings written against libusdt release twice. So the address of a freed definition rests for a while: a late
 * second release is to meet nothing, not somebody else's new definition.
 */
void usdt_definition_end(struct usdt_definition *definition)
{
        struct usdt_state *all = usdt_state();
        struct usdt_definition **at = &all->definitions[bucket_of(all, definition)];
        while (*at != definition)
                at = &(*at)->next_live;
        *at = definition->next_live;
        all->definition_count--;
        struct usdt_definition **place = &all->resting[all->rested++ % USDT_RESTING];
        free(*place);
        *place = definition;
}

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
        bool good = add_live(usdt_state(), definition) == 0;
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
