#include "process/lock.h"

#include "process/state.h"

#include <time.h>

/* A thread that is cancelled while it holds the lock would keep it for ever. */
static _Thread_local int cancel_state;

static const struct timespec MILLISECOND = {0, 1000000};

void usdt_state_lock(void)
{
        int old;
        /* A thread that changes probes without a pause would take the lock each time before the end of the process. */
        if (usdt_state()->leaving)
                nanosleep(&MILLISECOND, NULL);
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
