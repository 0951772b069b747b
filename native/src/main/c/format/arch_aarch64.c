#if defined(__aarch64__)

#include "format/arch.h"
#include "usdt.h"

#include <stdio.h>
#include <string.h>

#define NOP 0xd503201fu
#define RET 0xd65f03c0u

static uint32_t adrp_x0(uint64_t from, uint64_t to)
{
        uint64_t pages = (to >> 12) - (from >> 12);
        return 0x90000000u | (uint32_t)(pages & 3) << 29 | (uint32_t)((pages >> 2) & 0x7ffff) << 5;
}

static uint32_t ldrh_w0_x0(uint64_t address)
{
        return 0x79400000u | (uint32_t)((address & 0xfff) / 2) << 10;
}

void usdt_arch_stub(uint8_t *out, uint64_t stub, uint64_t semaphore, bool gated)
{
        uint32_t code[USDT_STUB_SIZE / 4] = {0};
        if (gated) {
                code[0] = 0x18000080u; /* ldr w0, site: four instructions ahead */
                code[1] = 0x180000a1u; /* ldr w1, the idle code below: five ahead */
                code[2] = 0x4a010000u; /* eor w0, w0, w1 */
                code[3] = RET;
        } else {
                code[0] = adrp_x0(stub, semaphore);
                code[1] = ldrh_w0_x0(semaphore);
                code[2] = RET;
                code[3] = NOP;
        }
        code[4] = NOP; /* the probe site */
        code[5] = RET;
        code[6] = NOP; /* the idle code, as data */
        memcpy(out, code, sizeof code);
}

size_t usdt_arch_place(char *out, unsigned index, int size)
{
        (void)size;
        if (index < 8)
                return (size_t)sprintf(out, "x%u", index);
        if (index == 8)
                return (size_t)sprintf(out, "[sp]");
        return (size_t)sprintf(out, "[sp, %u]", 8 * (index - 8));
}

uint16_t usdt_idle_code(void)
{
        return (uint16_t)NOP;
}

#else
typedef int usdt_not_aarch64;
#endif
