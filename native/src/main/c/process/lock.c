#include "process/lock.h"

#include "process/state.h"

/* A thread that is cancelled while it holds the lock would keep it for ever. */
static _Thread_local int cancel_state;

void usdt_state_lock(void)
{
        int old;
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
        pthread_mutex_lock(&usdt_state()->lock);
        cancel_state = old;
}

void usdt_state_unlock(void)
{
        int old = cancel_state;
        pthread_mutex_unlock(&usdt_state()->lock);
        pthread_setcancelstate(old, NULL);
}
