/*
 * files.c - files that are exchanged, spoilt, leased and replaced by what is no file, while others look at them.
 */
#define _GNU_SOURCE
#include "adversary.h"
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_SIZE 64
#define HUGE_SIZE (1LL << 40)

void copy(const char *from, const char *to)
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

void exchange_for_ever(void)
{
	char name[NAME_SIZE];
	snprintf(name, sizeof name, "other-%d", (int)getpid());
	for (;;) {
		unlink(name);
		switch (chance(6)) {
		case 0:
		case 1:
			copy("good.so", name);
			break;
		case 2:
			if (symlink(chance(2) ? victim_path() : "good.so", name) != 0)
				continue;
			break;
		case 3:
			mkfifo(name, 0666);
			break;
		case 4:
			if (link(chance(2) ? victim_path() : "log.so", name) != 0)
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

/* A status as usdt4j writes it, but for the reason. */
static void write_status(int fd)
{
	dprintf(fd, "usdt4j-status 1 pid %d start 1\nversion: 1\nbackend: no-op\nreason: %s\n", (int)getpid(),
		chance(2) ? "of the adversary" : "\033[2J\r1 init (root)");
}

/* The end of a jar, with a directory of any size. */
static void write_jar(int fd)
{
	unsigned end[6] = {0x06054b50, chance(1u << 31), chance(1u << 31), chance(2) ? chance(64) : 0xffffffff, 0, 0};
	if (write(fd, end, 22) != 22)
		perror("jar");
}

/* Makes a file, or what is none, and returns a descriptor of it. Others wait for a lease unless they ask not to. */
static int make(const char *name)
{
	unlink(name);
	rmdir(name);
	switch (chance(6)) {
	case 0:
		mkfifo(name, 0666);
		return open(name, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	case 1:
		mkdir(name, 0700);
		return open(name, O_RDONLY | O_CLOEXEC);
	case 2:
		return open(chance(2) ? "/dev/zero" : victim_path(), O_RDONLY | O_CLOEXEC);
	default:
		break;
	}
	int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fd;
	if (chance(8) == 0 && ftruncate(fd, HUGE_SIZE) != 0)
		perror("huge");
	if (name[0] == 'u')
		write_status(fd);
	else
		write_jar(fd);
	if (chance(2) && fcntl(fd, F_SETLEASE, F_WRLCK) != 0)
		perror("lease");
	if (chance(4) == 0)
		unlink(name);
	return fd;
}

/* An image that none but this process can open while its lease is not broken. */
static int map_leased(const char *name)
{
	unlink(name);
	copy("good.so", name);
	int fd = open(name, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return fd;
	if (fcntl(fd, F_SETLEASE, F_WRLCK) != 0)
		perror("lease");
	map_file(fd, 1);
	return fd;
}

/* Looks like a JVM with usdt4j: what stands in the way of its probes is looked for in its open files. */
void hold_for_ever(void)
{
	char status[NAME_SIZE], jar[NAME_SIZE], leased[NAME_SIZE];
	signal(SIGIO, SIG_IGN);
	snprintf(status, sizeof status, "usdt4j-%d.status", (int)getpid());
	snprintf(jar, sizeof jar, "app-%d.jar", (int)getpid());
	snprintf(leased, sizeof leased, "leased-%d.so", (int)getpid());
	copy("good.so", "libjvm.so");
	int jvm = open("libjvm.so", O_RDONLY | O_CLOEXEC);
	if (mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, jvm, 4096) == MAP_FAILED)
		perror("libjvm.so");
	for (;;) {
		int held[] = {make(status), make(jar), chance(2) ? map_leased(leased) : -1};
		usleep(chance(200000));
		for (int i = 0; i < 3; i++)
			close(held[i]);
		unmap(1);
	}
}

/* The root of a user namespace of its own puts a file of the kernel in the place of a status. */
void bind_for_ever(void)
{
	char name[NAME_SIZE];
	snprintf(name, sizeof name, "usdt4j-%d.status", (int)getpid());
	close(open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600));
	int is_alone = unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
	/* A new user ends this wish. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (is_alone && mount("/sys/kernel/uevent_seqnum", name, NULL, MS_BIND, NULL) == 0
	    && open(name, O_RDONLY | O_CLOEXEC) >= 0)
		pause();
	/* Not every machine lets it. */
	_exit(0);
}
