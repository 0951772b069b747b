#include "process/life.h"

#include "image/map.h"
#include "libc/missing.h"
#include "process/status.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

static struct usdt_state *own; /* NULL: this copy of the library adopted another one's */

static void before_fork(void)
{
        pthread_mutex_lock(&own->lock);
}

static void after_fork_in_parent(void)
{
        pthread_mutex_unlock(&own->lock);
}

static void after_fork_in_child(void)
{
        own->owner.pid = getpid();
        own->swept = false;
        own->leaving = false;
        usdt_status_leave_to_parent(&own->status);
        pthread_mutex_unlock(&own->lock);
}

/* At exit the files go; the mappings stay, since other threads may still fire. */
__attribute__((destructor)) static void leave_files(void)
{
        struct timespec until;
        if (own == NULL || own->owner.pid != getpid() || clock_gettime(CLOCK_REALTIME, &until) != 0)
                return;
        own->leaving = true;
        /* A thread that will not give up the lock must not keep the process from ending. */
        until.tv_sec++;
        if (pthread_mutex_timedlock(&own->lock, &until) != 0)
                return;
        for (int i = 0; i < own->image_count; i++)
                usdt_image_leave(own->images[i]);
        usdt_status_leave(&own->status);
        pthread_mutex_unlock(&own->lock);
}

void usdt_life_follow(struct usdt_state *state)
{
        own = state;
        own->owner.pid = getpid();
        usdt_at_fork(before_fork, after_fork_in_parent, after_fork_in_child);
}
