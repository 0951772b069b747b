/*
 * kernel.h - uprobes straight from the kernel: by perf events (count) and by tracefs (arguments).
 */
#ifndef KERNEL_H
#define KERNEL_H

#include "reader.h"
#include "usdt.h"

#include <stdint.h>
#include <sys/types.h>

/* Attaches to a note's site with its semaphore; pid: of one thread, -1: all processes that map the file. Skips where it cannot. */
int kernel_attach(const char *path, const struct read_note *note, pid_t pid);

/* How often an attached site was hit. */
uint64_t kernel_hits(int attachment);

void kernel_detach(int attachment);

/* The semaphore of a live probe, as this process has it in memory. */
uint16_t kernel_semaphore(usdt_probedef_t *probe);

#endif
