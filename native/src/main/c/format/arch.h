/*
 * arch.h - what differs between processors: page unit, stub code, operand strings of the notes.
 */
#ifndef USDT_ARCH_H
#define USDT_ARCH_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The text grows by whole units: the largest page that a kernel for this processor may use. */
#if defined(__x86_64__)
#define USDT_UNIT_SIZE 4096
#define USDT_ELF_MACHINE EM_X86_64
#elif defined(__aarch64__)
#define USDT_UNIT_SIZE 65536
#define USDT_ELF_MACHINE EM_AARCH64
#else
#error "libusdt for Linux knows x86-64 and aarch64"
#endif

/* A stub: the is-enabled routine at its start, the probe site in its second half. */
#define USDT_STUB_SIZE 32
#define USDT_SITE_OFFSET 16
#define USDT_UNIT_SLOTS (USDT_UNIT_SIZE / USDT_STUB_SIZE)

/*
 * Writes a stub that is to run at address `stub`. Its is-enabled routine returns the 16-bit semaphore at address
 * `semaphore`, or, when gated, whether the kernel has patched its own probe site.
 */
void usdt_arch_stub(uint8_t *out, uint64_t stub, uint64_t semaphore, bool gated);

/*
 * Writes the place of word `index` as a note's operand names it ("%edi", "8(%rsp)"), into at least 16 bytes; returns
 * its length.
 */
size_t usdt_arch_place(char *out, unsigned index, int size);

#endif
