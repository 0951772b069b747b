/*
 * api_test.c - libusdt's API: structures, returns, messages, ownership; and its thirteen defects, not repeated.
 */
#include "harness.h"
#include "process/settings.h"
#include "reader.h"

#include <stdlib.h>

#define OFFSET(type, member, expected) _Static_assert(offsetof(type, member) == (expected), #type "." #member)
OFFSET(usdt_probe_t, isenabled_addr, 0);
OFFSET(usdt_probe_t, probe_addr, 8);
OFFSET(usdt_probedef_t, name, 0);
OFFSET(usdt_probedef_t, function, 8);
OFFSET(usdt_probedef_t, argc, 16);
OFFSET(usdt_probedef_t, types, 24);
OFFSET(usdt_probedef_t, probe, 280);
OFFSET(usdt_probedef_t, next, 288);
OFFSET(usdt_probedef_t, refcnt, 296);
OFFSET(usdt_provider_t, name, 0);
OFFSET(usdt_provider_t, module, 8);
OFFSET(usdt_provider_t, probedefs, 16);
OFFSET(usdt_provider_t, error, 24);
OFFSET(usdt_provider_t, enabled, 32);
OFFSET(usdt_provider_t, file, 40);
_Static_assert(sizeof(usdt_probe_t) == 16 && sizeof(usdt_probedef_t) == 304 && sizeof(usdt_provider_t) == 48, "sizes");
_Static_assert(USDT_ERROR_VALLOC == 1 && USDT_ERROR_DUP_PROBE == 6 && USDT_ERROR_REMOVE_PROBE == 7, "codes");

static size_t live_notes(void)
{
        size_t count;
        free(read_notes(usdt_image_path(0), &count));
        return count;
}

TEST(provider_new_hasNamesNoProbesAndAnEmptyError)
{
        usdt_provider_t *provider = test_provider();
        CHECK_TEXT(provider->name, "prov");
        CHECK_TEXT(provider->module, "mod");
        CHECK(provider->probedefs == NULL && provider->file == NULL);
        CHECK_INT(provider->enabled, 0);
        CHECK_TEXT(provider->error, ""); /* defect 1: never initialised */
        CHECK_TEXT(usdt_errstr(provider), "");
        usdt_provider_free(provider);
}

TEST(probe_new_copiesWhatItIsGiven)
{
        char function[] = "func", name[] = "name", type[] = "int";
        const char *types[] = {type, NULL};
        usdt_probedef_t *probe = usdt_create_probe(function, name, 2, types);
        memset(function, 'x', 4);
        memset(name, 'x', 4);
        memset(type, 'x', 3);
        CHECK_TEXT(probe->function, "func");
        CHECK_TEXT(probe->name, "name");
        CHECK_TEXT(probe->types[0], "int");
        CHECK_TEXT(probe->types[1], "");
        CHECK_INT(probe->argc, 2);
        CHECK_INT(probe->refcnt, 2);
        CHECK(probe->probe == NULL && probe->next == NULL);
        CHECK_INT(usdt_is_enabled(probe->probe), 0);
        usdt_fire_probe(probe->probe, 0, NULL);
        usdt_probe_release(probe);
}

TEST(probe_tooManyArguments_isRefusedNotClamped) /* defect 4 */
{
        const char *types[USDT_ARG_MAX + 1];
        for (int i = 0; i <= USDT_ARG_MAX; i++)
                types[i] = "int";
        CHECK(usdt_create_probe("f", "n", USDT_ARG_MAX + 1, types) == NULL);
        CHECK_TEXT(usdt_image_error(), "probe f:n has 33 arguments, the most is 32; leave some out");
        usdt_probedef_t *most = usdt_create_probe("f", "n", USDT_ARG_MAX, types);
        CHECK_INT(most->argc, 32);
        usdt_probe_release(most);
        char list[USDT_ARG_MAX * 4 + 8] = "int";
        for (int i = 1; i < USDT_ARG_MAX; i++)
                strcat(list, ",int");
        most = usdt_create_probe_list("f", "n", list);
        CHECK_INT(most->argc, 32);
        usdt_probe_release(most);
        strcat(list, ",int");
        CHECK(usdt_create_probe_list("f", "n", list) == NULL);
        CHECK_CONTAINS(usdt_image_error(), "more arguments than 32");
}

TEST(probe_list_splitsAndTrims)
{
        usdt_probedef_t *probe = usdt_create_probe_list("f", "n", "int , char *,unsigned long long");
        CHECK_INT(probe->argc, 3);
        CHECK_TEXT(probe->types[0], "int");
        CHECK_TEXT(probe->types[1], "char *");
        CHECK_TEXT(probe->types[2], "unsigned long long");
        usdt_probe_release(probe);
        probe = usdt_create_probe_list("f", "n", "");
        CHECK_INT(probe->argc, 0);
        usdt_probe_release(probe);
        probe = usdt_create_probe_list("f", "n", NULL);
        CHECK_INT(probe->argc, 0);
        usdt_probe_release(probe);
}

TEST(create_null_isRefusedWithAReason)
{
        const char *types[] = {"int"};
        CHECK(usdt_create_provider(NULL, "mod") == NULL);
        CHECK_CONTAINS(usdt_image_error(), "NULL was given");
        CHECK(usdt_create_provider("prov", NULL) == NULL);
        CHECK(usdt_create_probe("f", NULL, 1, types) == NULL);
        CHECK(usdt_create_probe("f", "n", 1, NULL) == NULL);
        CHECK(usdt_create_probe_list("f", NULL, "int") == NULL);
        usdt_probedef_t *probe = usdt_create_probe(NULL, "n", 0, NULL);
        CHECK_TEXT(probe->function, "");
        usdt_probe_release(probe);
        CHECK_INT(usdt_provider_add_probe(NULL, NULL), -1);
        CHECK_INT(usdt_provider_remove_probe(NULL, NULL), -1);
        CHECK_INT(usdt_provider_enable(NULL), -1);
        CHECK_INT(usdt_provider_disable(NULL), 0);
        usdt_provider_free(NULL);
        usdt_probe_release(NULL);
        CHECK_INT(usdt_is_enabled(NULL), 0);
        usdt_fire_probe(NULL, 3, NULL);
        usdt_fire_site(0, 0, NULL);
        CHECK_TEXT(usdt_errstr(NULL), "");
}

TEST(enable_withoutProbes_fails)
{
        usdt_provider_t *provider = test_provider();
        CHECK_INT(usdt_provider_enable(provider), -1);
        CHECK_TEXT(usdt_errstr(provider), "the provider has no probes; add one first");
        CHECK_INT(provider->enabled, 0);
        CHECK_INT(usdt_image_count(), 0);
        usdt_provider_free(provider);
}

TEST(enable_twice_isSaidAndFine)
{
        usdt_probedef_t *probe = test_probe("n", 2);
        usdt_provider_t *provider = test_enabled(probe);
        usdt_probe_t *live = probe->probe;
        CHECK_INT(provider->enabled, 1);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_TEXT(usdt_errstr(provider), "the provider is enabled already");
        CHECK(probe->probe == live);
        CHECK_INT(live_notes(), 1);
        usdt_probe_release(probe);
        usdt_provider_free(provider);
}

TEST(disable_hidesAndEnableShowsTheSameSlotAgain)
{
        usdt_probedef_t *probe = test_probe("n", 2);
        usdt_provider_t *provider = test_enabled(probe);
        usdt_probe_t *live = probe->probe;
        for (int i = 0; i < 9; i++) {
                CHECK_INT(live_notes(), 1);
                CHECK_INT(usdt_provider_disable(provider), 0);
                CHECK_INT(provider->enabled, 0);
                CHECK(probe->probe == NULL);
                CHECK_INT(live_notes(), 0);
                CHECK_INT(usdt_provider_disable(provider), 0);
                CHECK_INT(usdt_provider_enable(provider), 0);
                CHECK(probe->probe == live);
        }
        CHECK_INT(usdt_image_slots_used(0), 1);
        usdt_probe_release(probe);
        usdt_provider_free(provider);
        CHECK_INT(live_notes(), 0); /* defect 3: free without disable left the kernel pointing at it */
        usdt_fire_probe(live, 0, NULL); /* defect 8: a fire that comes late meets mapped code */
        CHECK_INT(usdt_is_enabled(live), 0);
}

TEST(add_toEnabledProvider_isLiveAtOnce)
{
        usdt_probedef_t *first = test_probe("first", 1), *second = test_probe("second", 1);
        usdt_provider_t *provider = test_enabled(first);
        CHECK_INT(usdt_provider_add_probe(provider, second), 0);
        CHECK(second->probe != NULL && second->probe != first->probe);
        CHECK(provider->probedefs == first && first->next == second && second->next == NULL);
        CHECK_INT(live_notes(), 2);
        usdt_fire_probe(second->probe, 0, NULL);
        CHECK_INT(usdt_provider_disable(provider), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_INT(live_notes(), 2);
        usdt_probe_release(first);
        usdt_probe_release(second);
        usdt_provider_free(provider);
}

TEST(add_duplicate_isRefusedByFunctionAndName)
{
        usdt_probedef_t *probe = test_probe("n", 1), *same = test_probe("n", 2);
        usdt_probedef_t *other = usdt_create_probe("g", "n", 0, NULL);
        usdt_provider_t *provider = test_enabled(probe);
        CHECK_INT(usdt_provider_add_probe(provider, same), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "probe prov:mod:f:n is there already");
        CHECK(same->probe == NULL);
        CHECK_INT(usdt_provider_add_probe(provider, probe), -1);
        CHECK_INT(usdt_provider_add_probe(provider, other), 0); /* one name, two functions: one probe, two places */
        CHECK_INT(live_notes(), 2);
        usdt_provider_t *second = usdt_create_provider("second", "mod");
        CHECK_INT(usdt_provider_add_probe(second, other), -1);
        CHECK_CONTAINS(usdt_errstr(second), "probe g:n is listed by provider prov; remove it there first");
        usdt_provider_free(second);
        usdt_probe_release(probe);
        usdt_probe_release(same);
        usdt_probe_release(other);
        usdt_provider_free(provider);
}

TEST(addMany_isAllOrNothing)
{
        usdt_probedef_t *first = test_probe("first", 1);
        usdt_probedef_t *many[] = {test_probe("a", 1), test_probe("b", 2), test_probe("a", 3)};
        usdt_provider_t *provider = test_enabled(first);
        CHECK_INT(usdt_provider_add_probes(provider, 3, many), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "prov:mod:f:a is there already");
        CHECK(first->next == NULL && many[0]->probe == NULL && many[1]->probe == NULL);
        CHECK_INT(live_notes(), 1);
        CHECK_INT(usdt_provider_add_probes(provider, 2, many), 0);
        CHECK(many[0]->probe != NULL && many[1]->probe != NULL);
        CHECK_INT(live_notes(), 3);
        CHECK_INT(usdt_provider_add_probes(provider, 0, NULL), 0);
        for (int i = 0; i < 3; i++)
                usdt_probe_release(many[i]);
        usdt_probe_release(first);
        usdt_provider_free(provider);
}

TEST(remove_endsTheProbeAndDropsTheProvidersShare) /* defect 6 */
{
        usdt_probedef_t *probe = test_probe("n", 1), *keep = test_probe("keep", 1);
        usdt_provider_t *provider = test_enabled(probe);
        CHECK_INT(usdt_provider_remove_probe(provider, keep), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "probe prov:mod:f:keep cannot be removed");
        CHECK_INT(usdt_provider_add_probe(provider, keep), 0);
        CHECK_INT(usdt_provider_remove_probe(provider, probe), 0);
        CHECK(probe->probe == NULL && provider->probedefs == keep);
        CHECK_INT(probe->refcnt, 1);
        CHECK_INT(live_notes(), 1);
        CHECK_INT(usdt_provider_remove_probe(provider, probe), -1);
        CHECK_INT(usdt_provider_add_probe(provider, probe), 0); /* and back again */
        CHECK_INT(probe->refcnt, 2);
        CHECK_INT(usdt_image_slots_used(0), 2);
        CHECK(provider->probedefs == keep && keep->next == probe);
        CHECK_INT(usdt_provider_remove_probe(provider, keep), 0);
        CHECK_INT(usdt_provider_remove_probe(provider, probe), 0);
        CHECK_INT(usdt_provider_remove_probe(provider, probe), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "no probes");
        usdt_probe_release(probe);
        usdt_probe_release(probe); /* as bindings written for libusdt do */
        usdt_probe_release(keep);
        usdt_provider_free(provider);
}

TEST(remove_byAnotherDefinitionOfTheSameNames_findsIt)
{
        usdt_probedef_t *probe = test_probe("n", 1), *like = test_probe("n", 0);
        usdt_provider_t *provider = test_enabled(probe);
        usdt_probe_release(probe); /* the provider's share is the last one */
        CHECK_INT(usdt_provider_remove_probe(provider, like), 0);
        CHECK(provider->probedefs == NULL);
        usdt_probe_release(like);
        usdt_provider_free(provider);
}

TEST(release_ofReleased_isIgnored)
{
        usdt_probedef_t *probe = test_probe("n", 1);
        usdt_provider_t *provider = test_enabled(probe);
        usdt_probe_release(probe);
        CHECK_INT(probe->refcnt, 1);
        usdt_probe_release(probe);
        CHECK_INT(probe->refcnt, 1);
        CHECK(probe->probe != NULL);
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("n", 1)), -1);
        usdt_provider_free(provider);
        usdt_probe_release(probe);
        usdt_probedef_t *next = test_probe("next", 1);
        CHECK(next != probe); /* the address rests */
        usdt_probe_release(probe);
        CHECK_INT(next->refcnt, 2);
        usdt_probe_release(next);
        usdt_provider_t *other = test_provider();
        CHECK_INT(usdt_provider_add_probe(other, next), -1);
        CHECK_CONTAINS(usdt_errstr(other), "released or never created");
        usdt_provider_free(other);
}

TEST(names_atTheLimitsAndBeyond)
{
        char longest[USDT_NAME_MAX + 2];
        memset(longest, 'n', sizeof longest);
        longest[USDT_NAME_MAX] = '\0';
        usdt_probedef_t *probe = test_probe(longest, 1);
        usdt_provider_t *provider = usdt_create_provider(longest, longest);
        CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_TEXT(read_one_note(usdt_image_path(0), longest).provider, longest);
        longest[USDT_NAME_MAX] = 'n';
        longest[USDT_NAME_MAX + 1] = '\0';
        usdt_probedef_t *too_long = test_probe(longest, 1), *empty = test_probe("", 1);
        CHECK_INT(usdt_provider_add_probe(provider, too_long), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "the probe's name has 128 bytes, the most is 127; shorten it: nnn");
        CHECK_INT(usdt_provider_add_probe(provider, empty), -1);
        CHECK_CONTAINS(usdt_errstr(provider), "the probe's name is empty; give it 1 to 127 bytes");
        usdt_provider_t *bad[] = {usdt_create_provider(longest, "mod"), usdt_create_provider("prov", longest),
                                  usdt_create_provider("", "mod"), usdt_create_provider("prov", "")};
        const char *const what[] = {"provider's name has 128", "module's name has 128", "provider's name is empty",
                                    "module's name is empty"};
        for (int i = 0; i < 4; i++) {
                CHECK_INT(usdt_provider_add_probe(bad[i], test_probe("n", 1)), 0);
                CHECK_INT(usdt_provider_enable(bad[i]), -1);
                CHECK_CONTAINS(usdt_errstr(bad[i]), what[i]);
                CHECK_INT(bad[i]->enabled, 0);
                usdt_provider_free(bad[i]);
        }
}

TEST(names_strange_goIntoNotesAsTheyAreAndIntoFileNamesSafely)
{
        usdt_provider_t *provider = usdt_create_provider("größe", "../a b/ü");
        CHECK_INT(usdt_provider_add_probe(provider, test_probe("na-me__x", 0)), 0);
        CHECK_INT(usdt_provider_enable(provider), 0);
        CHECK_CONTAINS(usdt_image_path(0), "/.._a_b___.so");
        CHECK_CONTAINS(usdt_image_path(0), test_directory());
        CHECK_TEXT(usdt_image_module(0), "../a b/ü");
        CHECK_TEXT(read_one_note(usdt_image_path(0), "na-me__x").provider, "größe");
        usdt_provider_free(provider);
}

TEST(function_veryLong_isNoHarm)
{
        char *function = malloc(100001);
        memset(function, 'f', 100000);
        function[100000] = '\0';
        usdt_probedef_t *probe = usdt_create_probe(function, "n", 0, NULL);
        usdt_provider_t *provider = test_enabled(probe);
        CHECK_TEXT(probe->function, function);
        usdt_probe_release(probe);
        usdt_provider_free(provider);
        free(function);
}

TEST(error_manyTimes_leaksNothing) /* defect 2; the sanitizer and valgrind watch */
{
        usdt_provider_t *provider = test_provider();
        for (int i = 0; i < 1000; i++)
                usdt_error(provider, USDT_ERROR_DUP_PROBE, "a", "b", "c", "d");
        CHECK_CONTAINS(provider->error, "a:b:c:d");
        CHECK(provider->error == usdt_errstr(provider));
        usdt_error(provider, (usdt_error_t)99);
        CHECK_CONTAINS(provider->error, "a:b:c:d");
        usdt_provider_free(provider);
}

TEST(providers_ofOneName_liveSideBySide) /* defect 13: both are seen, as two places of the probe */
{
        usdt_probedef_t *one = test_probe("n", 1), *two = test_probe("n", 1);
        usdt_provider_t *first = test_enabled(one), *second = test_enabled(two);
        CHECK(one->probe != two->probe);
        CHECK_INT(live_notes(), 2);
        usdt_provider_free(first);
        CHECK_INT(live_notes(), 1);
        usdt_provider_free(second);
}

TEST(slot_isGivenAgainOnlyToTheSameProbe)
{
        usdt_probedef_t *probe = test_probe("n", 2);
        usdt_provider_t *provider = test_enabled(probe);
        usdt_probe_t *live = probe->probe;
        CHECK_INT(usdt_provider_remove_probe(provider, probe), 0);
        usdt_probedef_t *others[] = {test_probe("m", 2), test_probe("n", 1), usdt_create_probe_list("g", "n", "char *,int"),
                                     test_probe("n", 2)};
        CHECK_INT(usdt_probe_set_gate(others[3], 1), 0);
        for (int i = 0; i < 4; i++) {
                CHECK_INT(usdt_provider_add_probe(provider, others[i]), 0);
                CHECK(others[i]->probe != live);
                CHECK_INT(usdt_provider_remove_probe(provider, others[i]), 0);
        }
        CHECK_INT(usdt_provider_add_probe(provider, probe), 0);
        CHECK(probe->probe == live);
        usdt_provider_free(provider);
}

TEST(images_secondOneWhenTheFirstIsFull)
{
        usdt_test_set_capacity(1); /* one unit */
        usdt_probedef_t *first = test_probe("first", 1);
        usdt_provider_t *provider = test_enabled(first);
        int capacity = usdt_image_slots(0);
        usdt_probedef_t **many = calloc((size_t)capacity * 2, sizeof(usdt_probedef_t *));
        for (int i = 0; i < capacity * 2; i++) {
                char name[32];
                snprintf(name, sizeof name, "n%d", i);
                many[i] = test_probe(name, 1);
                if (i < capacity)
                        CHECK_INT(usdt_provider_add_probe(provider, many[i]), 0);
        }
        CHECK_INT(usdt_image_count(), 2);
        CHECK_CONTAINS(usdt_image_path(1), "/mod-2.so");
        CHECK_INT(usdt_provider_add_probes(provider, (size_t)capacity, many + capacity), 0);
        CHECK_INT(usdt_image_count(), 3);
        CHECK_INT(usdt_image_slots_used(0) + usdt_image_slots_used(1) + usdt_image_slots_used(2), 2 * capacity + 1);
        size_t in_files = 0;
        for (int i = 0; i < 3; i++) {
                size_t count;
                free(read_notes(usdt_image_path(i), &count));
                in_files += count;
        }
        CHECK_INT(in_files, 2 * capacity + 1);
        for (int i = 0; i < capacity * 2; i++) {
                CHECK_INT(usdt_is_enabled(many[i]->probe), 0);
                usdt_fire_probe(many[i]->probe, 0, NULL);
                usdt_probe_release(many[i]);
        }
        free(many);
        usdt_provider_free(provider);
}

TEST(gate_isSharedAndItsBoundsAreKept)
{
        usdt_probedef_t *a = test_probe("a", 1), *b = test_probe("b", 1), *own = test_probe("own", 1);
        CHECK_INT(usdt_probe_set_gate(a, USDT_GATE_MAX + 1), -1);
        CHECK_CONTAINS(usdt_image_error(), "gate 16 is not 1 to 15");
        CHECK_INT(usdt_probe_set_gate(a, USDT_GATE_MAX), 0);
        CHECK_INT(usdt_probe_set_gate(b, USDT_GATE_MAX), 0);
        CHECK_INT(usdt_probe_semaphore_offset(a), -1);
        CHECK_INT(usdt_probe_image(a), -1);
        CHECK_INT(usdt_probe_site_offset(a), -1);
        CHECK_INT(usdt_probe_site(a), 0);
        usdt_provider_t *provider = test_enabled(a);
        CHECK_INT(usdt_probe_set_gate(a, 1), -1);
        CHECK_CONTAINS(usdt_image_error(), "probe f:a is in a provider; set the gate before adding it");
        CHECK_INT(usdt_provider_add_probe(provider, b), 0);
        CHECK_INT(usdt_provider_add_probe(provider, own), 0);
        CHECK_INT(usdt_probe_semaphore_offset(a), 2 * USDT_GATE_MAX);
        CHECK_INT(usdt_probe_semaphore_offset(b), 2 * USDT_GATE_MAX);
        CHECK(usdt_probe_semaphore_offset(own) > 2 * USDT_GATE_MAX);
        CHECK_INT(usdt_probe_image(own), 0);
        uint16_t *semaphores = usdt_image_semaphores(0);
        CHECK_INT(usdt_image_semaphores_size(0), 2 * (16 + usdt_image_slots(0)));
        semaphores[USDT_GATE_MAX] = 1; /* as the kernel would: the gate opens, but no probe behind it is attached */
        semaphores[usdt_probe_semaphore_offset(own) / 2] = 1;
        CHECK_INT(usdt_is_enabled(a->probe), 0);
        CHECK_INT(usdt_is_enabled(b->probe), 0);
        CHECK_INT(usdt_is_enabled(own->probe), 1);
        semaphores[usdt_probe_semaphore_offset(own) / 2] = 0;
        CHECK_INT(usdt_is_enabled(own->probe), 0);
        uint16_t code;
        memcpy(&code, (char *)usdt_image_text(0) + usdt_probe_site_offset(b), sizeof code);
        CHECK_INT(code, usdt_idle_code());
        CHECK_INT(usdt_probe_site(b), (uintptr_t)usdt_image_text(0) + (uintptr_t)usdt_probe_site_offset(b));
        usdt_provider_free(provider);
}

TEST(settings_afterTheFirstImage_areRefused)
{
        usdt_provider_t *provider = test_enabled(test_probe("n", 1));
        CHECK_INT(usdt_set_directory("/elsewhere"), -1);
        CHECK_CONTAINS(usdt_image_error(), "the directory cannot become \"/elsewhere\"");
        CHECK_CONTAINS(usdt_image_error(), "set it before the first probe is enabled");
        CHECK_INT(usdt_set_shared("x"), -1);
        CHECK_INT(usdt_set_shared(NULL), 0); /* as it is */
        usdt_provider_free(provider);
}

TEST(images_outOfRange_areNothing)
{
        for (int i = -1; i < 2; i++) {
                CHECK(usdt_image_path(i) == NULL && usdt_image_reason(i) == NULL && usdt_image_module(i) == NULL);
                CHECK(usdt_image_semaphores(i) == NULL && usdt_image_text(i) == NULL);
                CHECK_INT(usdt_image_slots(i), -1);
                CHECK_INT(usdt_image_slots_used(i), -1);
                CHECK_INT(usdt_image_semaphores_size(i) + usdt_image_text_size(i), 0);
        }
}
