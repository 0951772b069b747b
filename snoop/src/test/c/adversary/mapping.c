/*
 * mapping.c - images and the victim, mapped in turns and over one another.
 */
#define _GNU_SOURCE
#include "adversary.h"
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PARTS 3
#define VICTIM_SIZE 0x4000
#define HEAD 4096
#define PATH_SIZE 32

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

/* What is mapped: parts of the victim, by base and part; the whole of good.so. */
static int is_victim[BASES][PARTS];
static int is_good[BASES];

void set_layout(const char *path, unsigned long semaphores, unsigned long end, unsigned long site_offset)
{
	victim = path;
	site = site_offset;
	parts[0] = (struct part){0, HEAD, PROT_READ};
	parts[1] = (struct part){HEAD, semaphores - HEAD, PROT_READ | PROT_EXEC};
	parts[2] = (struct part){semaphores, end - semaphores, PROT_READ | PROT_WRITE};
}

const char *victim_path(void)
{
	return victim;
}

static int open_to_map(const char *path)
{
	return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static int map_part(int fd, int base, int part, int is_odd)
{
	struct part *at = &parts[part];
	int protection = is_odd ? (int)chance(8) : at->protection;
	off_t offset = is_odd ? (off_t)(chance(4) * 4096) : (off_t)at->offset;
	void *place = (void *)(bases[base] + at->offset);
	is_victim[base][part] = 0;
	is_good[base] = 0;
	return mmap(place, at->length, protection, MAP_PRIVATE | MAP_FIXED, fd, offset) == place;
}

int map_file(int fd, int base)
{
	int mapped = 0;
	for (int part = 0; part < PARTS; part++)
		mapped += map_part(fd, base, part, 0);
	return mapped == PARTS;
}

void map_image(const char *path, int base)
{
	int fd = open_to_map(path);
	if (fd < 0)
		return;
	int is_whole = map_file(fd, base);
	is_good[base] = is_whole && strcmp(path, "good.so") == 0;
	close(fd);
}

void map_oddly(const char *path, int base)
{
	int fd = open_to_map(path);
	map_part(fd, base, (int)chance(PARTS), 1);
	close(fd);
}

/* An image without a file; sometimes it is cut or spoilt once it is mapped. */
void map_in_memory(int base)
{
	static const char *const names[] = {"good.so", "", "a b.so", "x\n7f000000-7f001000 r--p 00000000 00:01 1 /x", "\033[2J",
					    "lib.so:0x10f9(0x3020) #x", " (deleted)"};
	char path[PATH_SIZE];
	int fd = memfd_create(names[chance(sizeof names / sizeof *names)], MFD_CLOEXEC);
	if (fd < 0)
		return;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	copy("good.so", path);
	map_file(fd, base);
	off_t at = (off_t)chance((unsigned)(parts[PARTS - 1].offset + parts[PARTS - 1].length));
	unsigned what = chance(6);
	if ((what == 0 && ftruncate(fd, at) != 0) || (what == 1 && pwrite(fd, "\0\377usdt", 6, at) != 6))
		perror("memory");
	close(fd);
}

void map_part_of_victim(int base)
{
	int part = (int)chance(PARTS), fd = open_to_map(victim);
	is_victim[base][part] = map_part(fd, base, part, 0);
	close(fd);
}

void unmap(int base)
{
	munmap((void *)bases[base], parts[PARTS - 1].offset + parts[PARTS - 1].length);
	memset(is_victim[base], 0, sizeof is_victim[base]);
	is_good[base] = 0;
}

void compare(void)
{
	static char expected[VICTIM_SIZE];
	int fd = open(victim, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	ssize_t size = pread(fd, expected, sizeof expected, 0);
	close(fd);
	if (size != (ssize_t)sizeof expected)
		return;
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

void fire(int base)
{
	if (is_good[base])
		((void (*)(const char *))(bases[base] + site))(RECORD);
}
