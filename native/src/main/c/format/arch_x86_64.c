#if defined(__x86_64__)

#include "format/arch.h"
#include "libc/number.h"
#include "usdt.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

/* The uprobe system call: where it exists, the kernel turns a 5-byte nop into a call instead of a trap. */
#define NR_UPROBE 336

static const uint8_t NOP5[5] = {0x0f, 0x1f, 0x44, 0x00, 0x00};
static const uint8_t NOP1[1] = {0x90};
#define RET 0xc3
#define INT3 0xcc

static bool kernel_passes_uprobe_through_seccomp(void)
{
        struct utsname name;
        unsigned long long major, minor;
        const char *at;
        return uname(&name) == 0 && usdt_read_number(name.release, &major, &at) && *at == '.'
                && usdt_read_number(at + 1, &minor, NULL) && (major > 6 || (major == 6 && minor >= 18));
}

/* A seccomp filter may kill the process for a system call it does not know; then an older kernel is not asked. */
static bool has_uprobe_call(void)
{
        static atomic_int known; /* 0: not asked yet, 1: no, 2: yes */
        int answer = atomic_load_explicit(&known, memory_order_relaxed);
        if (answer == 0) {
                int saved = errno;
                answer = 1;
                if (kernel_passes_uprobe_through_seccomp() || prctl(PR_GET_SECCOMP) == 0)
                        if (syscall(NR_UPROBE) < 0 && errno == ENXIO)
                                answer = 2;
                errno = saved;
                atomic_store_explicit(&known, answer, memory_order_relaxed);
        }
        return answer == 2;
}

static void put_displacement(uint8_t *out, int64_t value)
{
        int32_t displacement = (int32_t)value;
        memcpy(out, &displacement, sizeof displacement);
}

void usdt_arch_stub(uint8_t *out, uint64_t stub, uint64_t semaphore, bool gated)
{
        uint8_t *site = out + USDT_SITE_OFFSET;
        memset(out, INT3, USDT_STUB_SIZE);
        if (has_uprobe_call()) {
                memcpy(site, NOP5, sizeof NOP5);
                site[sizeof NOP5] = RET;
        } else {
                memcpy(site, NOP1, sizeof NOP1);
                site[sizeof NOP1] = RET;
        }
        if (gated) {
                /* xor %eax,%eax; cmpw $idle,site(%rip); setne %al; ret */
                static const uint8_t code[] = {0x31, 0xc0, 0x66, 0x81, 0x3d, 0, 0, 0, 0, 0, 0, 0x0f, 0x95, 0xc0, RET};
                memcpy(out, code, sizeof code);
                put_displacement(out + 5, USDT_SITE_OFFSET - 11);
                memcpy(out + 9, site, 2);
        } else {
                /* movzwl semaphore(%rip),%eax; ret */
                static const uint8_t code[] = {0x0f, 0xb7, 0x05, 0, 0, 0, 0, RET};
                memcpy(out, code, sizeof code);
                put_displacement(out + 3, (int64_t)(semaphore - stub) - 7);
        }
}

size_t usdt_arch_place(char *out, unsigned index, int size)
{
        static const char registers[6][4][6] = {
                {"%dil", "%di", "%edi", "%rdi"}, {"%sil", "%si", "%esi", "%rsi"}, {"%dl", "%dx", "%edx", "%rdx"},
                {"%cl", "%cx", "%ecx", "%rcx"},  {"%r8", "%r8w", "%r8d", "%r8"},  {"%r9", "%r9w", "%r9d", "%r9"},
        }; /* gdb does not know %r8b and %r9b; the size in front of the place is what counts */
        int bytes = size < 0 ? -size : size;
        if (index >= 6)
                return (size_t)sprintf(out, "%u(%%rsp)", 8 * (index - 5)); /* 0(%rsp) is the return address */
        const char *name = registers[index][bytes == 1 ? 0 : bytes == 2 ? 1 : bytes == 4 ? 2 : 3];
        size_t length = strlen(name);
        memcpy(out, name, length + 1);
        return length;
}

uint16_t usdt_idle_code(void)
{
        const uint8_t nop1[2] = {NOP1[0], RET};
        uint16_t code;
        memcpy(&code, has_uprobe_call() ? NOP5 : nop1, sizeof code);
        return code;
}

#else
typedef int usdt_not_x86_64;
#endif
