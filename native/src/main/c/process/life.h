/*
 * life.h - what becomes of a process's state when the process forks or exits.
 */
#ifndef USDT_LIFE_H
#define USDT_LIFE_H

#include "process/state.h"

/* Follows the process from now on, for the copy of the library that owns this state. It is called once at most. */
void usdt_life_follow(struct usdt_state *state);

#endif
