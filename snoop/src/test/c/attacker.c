/*
 * attacker.c - a process that maps what it is told to, where it is told to, and fires what is there.
 *
 * A line of its input is a command; it answers each with "ok" or with what failed. Paths and texts are in hexadecimal.
 *
 *   place PATH ADDRESS OFFSET LENGTH PROTECTION   maps a part of a file; protection as in /proc/PID/maps
 *   often PATH ADDRESS OFFSET COUNT               maps a page of a file to be executed so many times, each behind a hole
 *   fire ADDRESS TEXT                             calls a probe's site with a text
 *   thread ADDRESS TEXT                           so does a new thread, which has ended at the answer
 *   fork                                          makes a child, which is answered with its id
 *   child COMMAND                                 lets the child do it
 *   family COUNT                                  makes so many children, which do nothing until it ends
 *   race PATH COUNT VICTIM ADDRESS LENGTH         maps the victim there when the file has been closed so many times
 *   exchange A B                                  exchanges two names again and again
 *   lease PATH                                    takes the lease that makes others wait who open the file, which it
 *                                                 can only have if all that it places is of this file
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define WORDS_MAX 8
#define PAGE 4096ul

static char *words[WORDS_MAX];
static FILE *child;
static int leased = -1;

static void answer(const char *text)
{
        printf("%s\n", text);
        fflush(stdout);
}

static void fail(const char *what)
{
        printf("%s: %s\n", what, strerror(errno));
        fflush(stdout);
}

/* Never freed: a site that was told of it may still be read. */
static char *text_of(const char *hex)
{
        size_t length = strlen(hex) / 2;
        char *text = calloc(1, length + 1);
        for (size_t i = 0; i < length; i++) {
                unsigned value;
                sscanf(hex + 2 * i, "%2x", &value);
                text[i] = (char)value;
        }
        return text;
}

static unsigned long number_of(const char *word)
{
        return strtoul(word, NULL, 0);
}

static int place(const char *path, unsigned long address, unsigned long offset, unsigned long length, const char *protection)
{
        int bits = (protection[0] == 'r' ? PROT_READ : 0) | (protection[1] == 'w' ? PROT_WRITE : 0)
                | (protection[2] == 'x' ? PROT_EXEC : 0);
        int fd = leased >= 0 ? dup(leased) : open(path, O_RDONLY);
        void *at = fd < 0 ? MAP_FAILED
                          : mmap((void *)address, length, bits, MAP_PRIVATE | MAP_FIXED, fd, (off_t)offset);
        if (fd >= 0)
                close(fd);
        return at == MAP_FAILED ? -1 : 0;
}

static int place_often(const char *path, unsigned long address, unsigned long offset, unsigned long count)
{
        int fd = open(path, O_RDONLY), result = 0;
        for (unsigned long i = 0; i < count && result == 0; i++) {
                void *at = (void *)(address + 2 * PAGE * i);
                if (mmap(at, PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, fd, (off_t)offset) != at)
                        result = -1;
        }
        close(fd);
        return result;
}

static int make_family(unsigned long count)
{
        for (unsigned long i = 0; i < count; i++) {
                pid_t pid = fork();
                if (pid < 0)
                        return -1;
                if (pid == 0) {
                        prctl(PR_SET_PDEATHSIG, SIGKILL);
                        for (;;)
                                pause();
                }
        }
        return 0;
}

struct shot {
        unsigned long address;
        char *text;
};

static void *fire(void *argument)
{
        struct shot *shot = argument;
        ((void (*)(const char *))shot->address)(shot->text);
        return NULL;
}

struct race {
        char *victim;
        unsigned long address, length;
        int count, inotify;
};

static void *race(void *argument)
{
        struct race *race = argument;
        char events[4096];
        int closed = 0;
        while (closed < race->count) {
                ssize_t size = read(race->inotify, events, sizeof events);
                if (size <= 0)
                        return NULL;
                for (ssize_t at = 0; at < size; closed++)
                        at += (ssize_t)sizeof(struct inotify_event) + ((struct inotify_event *)(events + at))->len;
        }
        if (place(race->victim, race->address, 0, race->length, "r--") == 0)
                answer("raced");
        else
                fail("race");
        return NULL;
}

static int start_race(void)
{
        static struct race one;
        pthread_t thread;
        one = (struct race){.victim = text_of(words[3]), .address = number_of(words[4]), .length = number_of(words[5]),
                            .count = atoi(words[2]), .inotify = inotify_init1(IN_CLOEXEC)};
        if (inotify_add_watch(one.inotify, text_of(words[1]), IN_CLOSE_NOWRITE) < 0)
                return -1;
        return pthread_create(&thread, NULL, race, &one);
}

static void *exchange(void *argument)
{
        char **names = argument;
        for (;;)
                renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE);
        return NULL;
}

static int start_exchange(void)
{
        static char *names[2];
        pthread_t thread;
        names[0] = text_of(words[1]);
        names[1] = text_of(words[2]);
        return pthread_create(&thread, NULL, exchange, names);
}

static int take_lease(const char *path)
{
        signal(SIGIO, SIG_IGN);
        leased = open(path, O_RDWR);
        return fcntl(leased, F_SETLEASE, F_WRLCK);
}

static void serve(FILE *in);

static void make_child(void)
{
        int ends[2];
        if (pipe(ends) != 0) {
                fail("pipe");
                return;
        }
        pid_t pid = fork();
        if (pid == 0) {
                prctl(PR_SET_PDEATHSIG, SIGKILL);
                close(ends[1]);
                serve(fdopen(ends[0], "r"));
                _exit(0);
        }
        close(ends[0]);
        child = fdopen(ends[1], "w");
        printf("ok %d\n", (int)pid);
        fflush(stdout);
}

static void obey(void)
{
        int result = -1;
        errno = EINVAL;
        if (strcmp(words[0], "place") == 0) {
                result = place(text_of(words[1]), number_of(words[2]), number_of(words[3]), number_of(words[4]), words[5]);
        } else if (strcmp(words[0], "often") == 0) {
                result = place_often(text_of(words[1]), number_of(words[2]), number_of(words[3]), number_of(words[4]));
        } else if (strcmp(words[0], "family") == 0) {
                result = make_family(number_of(words[1]));
        } else if (strcmp(words[0], "fire") == 0) {
                fire(&(struct shot){number_of(words[1]), text_of(words[2])});
                result = 0;
        } else if (strcmp(words[0], "thread") == 0) {
                pthread_t thread;
                struct shot shot = {number_of(words[1]), text_of(words[2])};
                result = pthread_create(&thread, NULL, fire, &shot);
                pthread_join(thread, NULL);
        } else if (strcmp(words[0], "race") == 0) {
                result = start_race();
        } else if (strcmp(words[0], "exchange") == 0) {
                result = start_exchange();
        } else if (strcmp(words[0], "lease") == 0) {
                result = take_lease(text_of(words[1]));
        }
        if (result == 0)
                answer("ok");
        else
                fail(words[0]);
}

static void serve(FILE *in)
{
        static char line[65536];
        while (fgets(line, sizeof line, in) != NULL) {
                if (strncmp(line, "child ", 6) == 0) {
                        fputs(line + 6, child);
                        fflush(child);
                        continue;
                }
                int count = 0;
                for (char *word = strtok(line, " \n"); word != NULL && count < WORDS_MAX; word = strtok(NULL, " \n"))
                        words[count++] = word;
                if (strcmp(words[0], "fork") == 0)
                        make_child();
                else
                        obey();
        }
}

int main(void)
{
        answer("ready");
        serve(stdin);
        return 0;
}
