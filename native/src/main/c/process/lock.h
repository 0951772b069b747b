/*
 * lock.h - the lock of the process's state, which stands for all that is said to run under it.
 */
#ifndef USDT_LOCK_H
#define USDT_LOCK_H

/* Takes the lock; the thread cannot be cancelled until it gives the lock back. */
void usdt_state_lock(void);

/* Gives the lock back. */
void usdt_state_unlock(void);

#endif
