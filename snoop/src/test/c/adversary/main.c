/*
 * main.c - processes of one user that never stand still beside a tracer, until their input ends.
 *
 *   adversary VICTIM SEMAPHORES MAPPED_END SITE SEED
 *
 * In its directory lies good.so, an image. Some processes map it, a file that is exchanged all the time, images without
 * a file, and the victim, in turns and over one another; they fork, fire, rename themselves, run themselves anew under
 * other names and end. Others exchange that file by renaming and linking, for pipes and links too, cut it and write into
 * it; hold what looks like files of usdt4j open, with leases; and make children that end at once. Each process that maps
 * compares what it has mapped of the victim with the victim, and writes "patched" when they differ.
 */
#define _GNU_SOURCE
#include "adversary.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAPPERS 3
#define CHILDREN_MAX 8
#define ENVIRONMENT "ADVERSARY"

static unsigned seed;
static unsigned long layout[3];

unsigned chance(unsigned limit)
{
	return (unsigned)rand_r(&seed) % limit;
}

static void quiet_end(int signal)
{
	(void)signal;
	_exit(0);
}

static void set(const char *victim)
{
	set_layout(victim, layout[0], layout[1], layout[2]);
	signal(SIGBUS, quiet_end);
	signal(SIGSEGV, quiet_end);
	signal(SIGILL, quiet_end);
}

void say_in_environment(void)
{
	char text[4096];
	snprintf(text, sizeof text, "%lu %lu %lu %u %s", layout[0], layout[1], layout[2], chance(1u << 30), victim_path());
	setenv(ENVIRONMENT, text, 1);
}

/* Returns 1 in the child, which ends with its parent. */
static int make_child(void)
{
	pid_t parent = getpid();
	if (fork() != 0)
		return 0;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	return 1;
}

static void make_short_child(int base)
{
	if (!make_child())
		return;
	alarm(1);
	switch (chance(5)) {
	case 0:
		_exit(0);
	case 1:
		map_image("good.so", base);
		usleep(chance(20000));
		break;
	case 2:
		execl("/bin/sleep", "sleep", "0.05", (char *)NULL);
		break;
	case 3:
		rename_self();
		break;
	default:
		break;
	}
	fire(base);
	_exit(0);
}

static void reap(void)
{
	static int children;
	while (children > 0 && waitpid(-1, NULL, children < CHILDREN_MAX ? WNOHANG : 0) > 0)
		children--;
	children++;
}

static void map_for_ever(void)
{
	for (;;) {
		int base = (int)chance(BASES);
		switch (chance(14)) {
		case 0:
		case 1:
			map_image("good.so", base);
			break;
		case 2:
			map_image("log.so", base);
			break;
		case 3:
		case 4:
			map_part_of_victim(base);
			break;
		case 5:
			map_oddly(chance(2) ? "good.so" : "log.so", base);
			break;
		case 6:
			unmap(base);
			break;
		case 7:
			reap();
			make_short_child(base);
			break;
		case 8:
			if (chance(20) == 0) {
				/* What it runs next does not know them. */
				while (wait(NULL) > 0)
					;
				run_anew();
			}
			break;
		case 9:
			map_in_memory(base);
			break;
		case 10:
			rename_self();
			break;
		default:
			usleep(chance(4000));
		}
		compare();
	}
}

/* The only one that keeps its image: a tracer has something to follow all the time. */
static void fire_for_ever(void)
{
	map_image("good.so", 0);
	for (;;) {
		fire(0);
		usleep(5000);
	}
}

/* Ids are given again soon where there are few. */
static void breed_for_ever(void)
{
	map_image("good.so", 0);
	for (;;) {
		reap();
		make_short_child(0);
		usleep(chance(4000));
	}
}

static void start(void (*work)(void), unsigned number)
{
	if (!make_child())
		return;
	signal(SIGCHLD, SIG_DFL);
	seed += number;
	work();
}

int main(int argc, char **argv)
{
	char byte;
	static char victim[4096];
	const char *told = getenv(ENVIRONMENT);
	if (told != NULL) {
		if (sscanf(told, "%lu %lu %lu %u %4095[^\n]", &layout[0], &layout[1], &layout[2], &seed, victim) != 5)
			return 1;
		set(victim);
		map_for_ever();
	}
	if (argc != 6)
		return 1;
	for (int i = 0; i < 3; i++)
		layout[i] = strtoul(argv[2 + i], NULL, 0);
	set(argv[1]);
	seed = (unsigned)strtoul(argv[5], NULL, 0);
	/* It may be the first process of its namespace, which others leave their children to. */
	signal(SIGCHLD, SIG_IGN);
	for (unsigned i = 0; i < MAPPERS; i++)
		start(map_for_ever, i + 1);
	start(exchange_for_ever, 100);
	start(exchange_for_ever, 200);
	start(fire_for_ever, 300);
	start(breed_for_ever, 400);
	start(hold_for_ever, 500);
	start(bind_for_ever, 600);
	printf("ready\n");
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	/* The children end with it. */
	return 0;
}
