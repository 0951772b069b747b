/*
 * settings.h - where a process's images go and how large they are. What callers may set is in usdt.h, what tests may
 * set is here.
 */
#ifndef USDT_SETTINGS_H
#define USDT_SETTINGS_H

#include <stdint.h>

/* Sets the slots of the next images; 0 is the default. */
void usdt_test_set_capacity(uint32_t slots);

/* Forgets the directory and sharing that were set. */
void usdt_test_reset_settings(void);

#endif
