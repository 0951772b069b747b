/*
 * adversary.c - processes of one user that never stand still beside a tracer, until their input ends.
 *
 *   adversary VICTIM SEMAPHORES MAPPED_END SITE
 *
 * In its directory lies good.so, an image. Some processes map it, a file that is exchanged all the time, and the
 * victim, in turns and over one another, fork, fire, run themselves anew and end; others exchange that file by renaming
 * and linking, for pipes and links too, cut it and write into it. Each process compares what it has mapped of the victim
 * with the victim, and writes "patched" when they differ.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAPPERS 3
#define BASES 4
#define PARTS 3
#define CHILDREN_MAX 8
#define VICTIM_SIZE 0x4000
#define HEAD 4096

static const char RECORD[] = "{\"level\":\"info\",\"logger\":\"a.B\",\"message\":\"of the adversary\"}";

/* One of them lies where ranges have leading zeros in /proc/PID/maps. */
static const uintptr_t bases[BASES] = {0x8000000, 0x70000000, 0x71000000, 0x7a0000000000};

struct part {
	size_t offset, length;
	int protection;
};

static const char *victim;
static size_t site;
static struct part parts[PARTS];
static char **arguments;
static unsigned seed;

/* What is mapped: parts of the victim, by base and part; the whole of good.so. */
static int is_victim[BASES][PARTS];
static int is_good[BASES];

static unsigned chance(unsigned of)
{
	return (unsigned)rand_r(&seed) % of;
}

static void end_with_parent(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == 1)
		_exit(0);
}

static void quiet_end(int signal)
{
	(void)signal;
	_exit(0);
}

static int map_part(const char *path, int base, int part, int is_odd)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return 0;
	struct part *at = &parts[part];
	int protection = is_odd ? (int)chance(8) : at->protection;
	off_t offset = is_odd ? (off_t)(chance(4) * 4096) : (off_t)at->offset;
	void *place = (void *)(bases[base] + at->offset);
	is_victim[base][part] = 0;
	is_good[base] = 0;
	int is_mapped = mmap(place, at->length, protection, MAP_PRIVATE | MAP_FIXED, fd, offset) == place;
	close(fd);
	return is_mapped;
}

static void map_all(const char *path, int base)
{
	int mapped = 0;
	for (int part = 0; part < PARTS; part++)
		mapped += map_part(path, base, part, 0);
	is_good[base] = mapped == PARTS && strcmp(path, "good.so") == 0;
}

static void map_victim(int base)
{
	int part = (int)chance(PARTS);
	is_victim[base][part] = map_part(victim, base, part, 0);
}

static void unmap(int base)
{
	munmap((void *)bases[base], parts[PARTS - 1].offset + parts[PARTS - 1].length);
	memset(is_victim[base], 0, sizeof is_victim[base]);
	is_good[base] = 0;
}

static void compare(void)
{
	static char expected[VICTIM_SIZE];
	int fd = open(victim, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || pread(fd, expected, sizeof expected, 0) != (ssize_t)sizeof expected)
		return;
	close(fd);
	for (int base = 0; base < BASES; base++)
		for (int part = 0; part < PARTS; part++)
			if (is_victim[base][part]
			    && memcmp((void *)(bases[base] + parts[part].offset), expected + parts[part].offset,
				      parts[part].length)
				!= 0) {
				printf("patched %d\n", (int)getpid());
				fflush(stdout);
			}
}

static void fire(int base)
{
	if (is_good[base])
		((void (*)(const char *))(bases[base] + site))(RECORD);
}

static void anew(void)
{
	char number[16];
	snprintf(number, sizeof number, "%u", chance(1u << 30));
	arguments[5] = number;
	execv("/proc/self/exe", arguments);
	_exit(1);
}

static void make_child(int base)
{
	if (fork() != 0)
		return;
	end_with_parent();
	alarm(1);
	switch (chance(4)) {
	case 0:
		_exit(0);
	case 1:
		map_all("good.so", base);
		usleep(chance(20000));
		break;
	case 2:
		execl("/bin/sleep", "sleep", "0.05", (char *)NULL);
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
		switch (chance(12)) {
		case 0:
		case 1:
			map_all("good.so", base);
			break;
		case 2:
			map_all("log.so", base);
			break;
		case 3:
		case 4:
			map_victim(base);
			break;
		case 5:
			map_part(chance(2) ? "good.so" : "log.so", base, (int)chance(PARTS), 1);
			break;
		case 6:
			unmap(base);
			break;
		case 7:
			reap();
			make_child(base);
			break;
		case 8:
			if (chance(40) == 0)
				anew();
			break;
		default:
			usleep(chance(4000));
		}
		compare();
	}
}

static void copy(const char *from, const char *to)
{
	char bytes[8192];
	ssize_t size;
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	while (in >= 0 && out >= 0 && (size = read(in, bytes, sizeof bytes)) > 0)
		if (write(out, bytes, (size_t)size) != size)
			break;
	close(in);
	close(out);
}

static void spoil(const char *path)
{
	struct stat status;
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
		char noise[16];
		for (size_t i = 0; i < sizeof noise; i++)
			noise[i] = (char)chance(256);
		off_t at = (off_t)chance((unsigned)status.st_size);
		if (pwrite(fd, noise, sizeof noise, at) < 0 || (chance(8) == 0 && ftruncate(fd, at) != 0))
			perror("spoil");
	}
	close(fd);
}

static void exchange_for_ever(void)
{
	char name[32];
	snprintf(name, sizeof name, "other-%d", (int)getpid());
	for (;;) {
		unlink(name);
		switch (chance(6)) {
		case 0:
		case 1:
			copy("good.so", name);
			break;
		case 2:
			if (symlink(chance(2) ? victim : "good.so", name) != 0)
				continue;
			break;
		case 3:
			mkfifo(name, 0666);
			break;
		case 4:
			if (link(chance(2) ? victim : "log.so", name) != 0)
				continue;
			break;
		default:
			spoil("log.so");
			usleep(chance(2000));
			continue;
		}
		if (chance(2))
			rename(name, "log.so");
		else
			renameat2(AT_FDCWD, name, AT_FDCWD, "log.so", RENAME_EXCHANGE);
		usleep(chance(2000));
	}
}

/* The only one that keeps its image: a tracer has something to follow all the time. */
static void fire_for_ever(void)
{
	map_all("good.so", 0);
	for (;;) {
		fire(0);
		usleep(5000);
	}
}

static void start(void (*work)(void), unsigned number)
{
	if (fork() != 0)
		return;
	end_with_parent();
	seed = number;
	work();
}

int main(int argc, char **argv)
{
	char byte;
	(void)argc;
	/* With a place for the number that a process that runs itself anew goes on with. */
	static char *all[7];
	memcpy(all, argv, (size_t)argc * sizeof *argv);
	arguments = all;
	victim = argv[1];
	size_t semaphores = strtoul(argv[2], NULL, 0), end = strtoul(argv[3], NULL, 0);
	site = strtoul(argv[4], NULL, 0);
	parts[0] = (struct part){0, HEAD, PROT_READ};
	parts[1] = (struct part){HEAD, semaphores - HEAD, PROT_READ | PROT_EXEC};
	parts[2] = (struct part){semaphores, end - semaphores, PROT_READ | PROT_WRITE};
	signal(SIGBUS, quiet_end);
	signal(SIGSEGV, quiet_end);
	signal(SIGILL, quiet_end);
	if (argc == 6) {
		end_with_parent();
		seed = (unsigned)strtoul(argv[5], NULL, 0);
		map_for_ever();
	}
	for (unsigned i = 0; i < MAPPERS; i++)
		start(map_for_ever, i + 1);
	start(exchange_for_ever, 100);
	start(exchange_for_ever, 200);
	start(fire_for_ever, 300);
	printf("ready\n");
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	/* The children end with it. */
	return 0;
}
