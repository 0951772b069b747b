/*
 * layout.h - the bytes of an image: one growing ELF shared object that the probes of a module live in.
 *
 *   file offset = address     content
 *   0         HEAD   r--      ELF header, program and section headers, build id, symbol tables, signature; one page
 *   text      TEXT   r-x      slots x 32 bytes: is-enabled routine, at +16 the probe site (nop; ret)
 *   sem       SEM    rw-      (16 + slots) x 16 bits: 0 is never used, 1 to 15 are the gates, then one a slot
 *   dyn       DYN    rw-      dynamic section, right after SEM
 *   note      NOTE   file     .note.stapsdt: grows by appending, its size in HEAD is written last
 *
 * The file is mapped privately by dlopen(), because gdb looks only there. The kernel counts attachments in the
 * process's own copy of SEM; TEXT and NOTE are written through the file.
 *
 * TEXT is written a whole unit (the largest page of this processor) at a time, before a slot of it is used: a
 * process gets a private copy of a page while a uprobe sits in it, and what is written to the file later does not
 * reach that copy. So a unit is of one kind from its first use: `own` stubs return their slot's semaphore, `gated`
 * ones tell whether their own probe site is patched.
 */
#ifndef USDT_LAYOUT_H
#define USDT_LAYOUT_H

#include "format/arch.h"
#include "usdt.h"

#define USDT_HEAD_SIZE 4096
#define USDT_SEMAPHORES_RESERVED (USDT_GATE_MAX + 1)
#define USDT_BUILD_ID_SIZE 20
#define USDT_MARK "usdtimg"
#define USDT_MARK_SIZE 8

struct usdt_layout {
        uint32_t slots;
        uint64_t text, text_size;
        uint64_t sem, sem_size;
        uint64_t dyn, dyn_size;
        uint64_t note;
};

/* Lays out an image for so many slots, rounded up to whole units. */
void usdt_layout_init(struct usdt_layout *layout, uint32_t slots);

/* Writes HEAD for an image without notes. */
void usdt_layout_head(const struct usdt_layout *layout, const char *soname, const uint8_t id[USDT_BUILD_ID_SIZE],
                      uint8_t head[USDT_HEAD_SIZE]);

/* Writes DYN (layout->dyn_size bytes, at most 256). */
void usdt_layout_dynamic(const struct usdt_layout *layout, const char *soname, uint8_t *out);

/*
 * Return the offsets at which HEAD keeps our mark, the size of the note section (8 bytes) and the build id; and the
 * address of .stapsdt.base.
 */
uint64_t usdt_layout_mark_offset(void);
uint64_t usdt_layout_note_size_offset(void);
uint64_t usdt_layout_build_id_offset(void);
uint64_t usdt_layout_base_address(void);

#endif
