#include "image/shared.h"

#include "format/note.h"
#include "image/explain.h"
#include "image/fd.h"
#include "image/file.h"
#include "image/map.h"
#include "image/slots.h"
#include "libc/missing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int usdt_shared_lock(struct usdt_image *image)
{
        return usdt_fd_lock(image->fd, LOCK_EX);
}

void usdt_shared_unlock(struct usdt_image *image)
{
        flock(image->fd, LOCK_UN);
}

static int read_note_size(int fd, uint64_t *size)
{
        if (pread(fd, size, sizeof *size, (off_t)usdt_layout_note_size_offset()) == (ssize_t)sizeof *size)
                return 0;
        errno = EIO;
        return -1;
}

/* Whether HEAD and DYN are what this library, on this kernel, would have written. */
static bool is_ours(int fd, const struct usdt_layout *layout, const char *soname)
{
        uint8_t head[USDT_HEAD_SIZE], expected[USDT_HEAD_SIZE], dynamic[256], expected_dynamic[256];
        struct stat info;
        uint64_t note_size;
        uint64_t at = usdt_layout_note_size_offset();
        if (usdt_fstat(fd, &info) != 0 || pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head
            || pread(fd, dynamic, layout->dyn_size, (off_t)layout->dyn) != (ssize_t)layout->dyn_size)
                return false;
        usdt_layout_head(layout, soname, head + usdt_layout_build_id_offset(), expected);
        memcpy(&note_size, head + at, sizeof note_size);
        memcpy(expected + at, &note_size, sizeof note_size);
        usdt_layout_dynamic(layout, soname, expected_dynamic);
        return memcmp(head, expected, sizeof head) == 0 && memcmp(dynamic, expected_dynamic, layout->dyn_size) == 0
                && layout->note <= (uint64_t)info.st_size && note_size <= (uint64_t)info.st_size - layout->note;
}

static bool unit_is_ours(struct usdt_image *image, uint32_t number, bool gated)
{
        uint8_t stub[USDT_STUB_SIZE];
        uint8_t *code = malloc(USDT_UNIT_SIZE);
        uint64_t at = image->layout.text + (uint64_t)number * USDT_UNIT_SIZE;
        bool same = code != NULL && pread(image->fd, code, USDT_UNIT_SIZE, (off_t)at) == USDT_UNIT_SIZE;
        for (uint32_t i = 0; same && i < USDT_UNIT_SLOTS; i++) {
                usdt_arch_stub(stub, at + i * USDT_STUB_SIZE,
                               usdt_slot_semaphore(image, number * USDT_UNIT_SLOTS + i, 0), gated);
                same = memcmp(stub, code + i * USDT_STUB_SIZE, sizeof stub) == 0;
        }
        free(code);
        return same;
}

/* The slot that a note is about, or NULL: the note is not one that this library would have written here. */
static struct usdt_slot *slot_of(struct usdt_image *image, const struct usdt_note *note, uint8_t *gate)
{
        const struct usdt_layout *layout = &image->layout;
        uint64_t first_site = layout->text + USDT_SITE_OFFSET;
        uint64_t slot = (note->site - first_site) / USDT_STUB_SIZE;
        uint64_t semaphore = (note->semaphore - layout->sem) / 2;
        if (!note->live || note->site < first_site || (note->site - first_site) % USDT_STUB_SIZE != 0
            || slot >= layout->slots || note->base != usdt_layout_base_address() || note->semaphore < layout->sem
            || (note->semaphore - layout->sem) % 2 != 0)
                return NULL;
        if (semaphore == 0 || (semaphore > USDT_GATE_MAX && semaphore != USDT_SEMAPHORES_RESERVED + slot))
                return NULL;
        *gate = semaphore <= USDT_GATE_MAX ? (uint8_t)semaphore : 0;
        enum usdt_unit_kind kind = *gate != 0 ? USDT_UNIT_GATED : USDT_UNIT_OWN;
        uint32_t number = (uint32_t)slot / USDT_UNIT_SLOTS;
        struct usdt_unit *unit = usdt_unit_at(image, number);
        if (unit == NULL)
                return NULL;
        if (!unit->written) {
                if (!unit_is_ours(image, number, *gate != 0) || usdt_unit_open(image, number, kind) != 0)
                        return NULL;
                unit->written = true;
        }
        return unit->kind == kind ? &unit->slots[slot % USDT_UNIT_SLOTS] : NULL;
}

static int adopt_note(struct usdt_image *image, const struct usdt_note *note, uint64_t offset)
{
        char strings[2048];
        uint8_t gate;
        struct usdt_slot *slot = slot_of(image, note, &gate);
        if (slot == NULL || slot->key != NULL || note->strings_size + 1 > sizeof strings)
                return -1;
        memcpy(strings, note->strings, note->strings_size);
        strings[note->strings_size] = '\0'; /* the function: unknown to notes, empty in a shared image's keys */
        struct usdt_key key = {.text = strings, .length = (uint32_t)note->strings_size + 1, .gate = gate};
        key.hash = usdt_key_hash(key.text, key.length, gate);
        if (usdt_slot_index(image, slot, &key) != 0)
                return -1;
        struct usdt_unit *unit = &image->units[slot->number / USDT_UNIT_SLOTS];
        uint32_t place = slot->number % USDT_UNIT_SLOTS;
        if (place >= unit->filled) {
                image->slots_used += place + 1 - unit->filled;
                unit->filled = place + 1;
        }
        slot->note = (uint32_t)offset;
        slot->state = USDT_SLOT_FREE;
        return 0;
}

int usdt_shared_refresh(struct usdt_image *image)
{
        uint64_t size;
        if (read_note_size(image->fd, &size) != 0)
                return -1;
        if (size == image->note_size)
                return 0;
        uint8_t *bytes = NULL;
        uint64_t at = image->note_size;
        bool good = size > at && size < UINT32_MAX && (bytes = malloc(size - at)) != NULL
                && pread(image->fd, bytes, size - at, (off_t)(image->layout.note + at)) == (ssize_t)(size - at);
        for (uint64_t start = at; good && at < size;) {
                struct usdt_note note;
                size_t length = usdt_note_read(bytes + (at - start), size - at, &note);
                good = length > 0 && adopt_note(image, &note, at) == 0;
                at += length;
        }
        free(bytes);
        if (good) {
                image->note_size = size;
                return 0;
        }
        image->broken = true;
        errno = EINVAL;
        return -1;
}

struct usdt_image *usdt_shared_open(int directory, const char *path, const char *name, const char *shared,
                                    const struct usdt_layout *layout, struct usdt_owner *owner)
{
        struct stat info;
        struct usdt_image *image = NULL;
        int fd = usdt_fd_above_standard(openat(directory, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
        if (fd < 0 || usdt_fstat(fd, &info) != 0) {
                usdt_explain_more("%s: cannot be opened: %s", path, strerror(errno));
        } else if (!S_ISREG(info.st_mode) || info.st_uid != geteuid() || (info.st_mode & 022) != 0) {
                usdt_explain_more("%s: not a file that only this user writes to", path);
        } else if (usdt_fd_lock(fd, LOCK_EX) != 0) {
                usdt_explain_more("%s: its lock is held by another process for more than %d ms", path, USDT_FD_LOCK_WAIT_MILLIS);
        } else {
                char magic[SELFMAG] = {0};
                ssize_t n = pread(fd, magic, sizeof magic, 0);
                /* HEAD is written last: without it no process can have loaded the file, and its maker is dead. */
                bool empty = n == 0 || (n == SELFMAG && memcmp(magic, "\0\0\0\0", SELFMAG) == 0);
                if (empty && (ftruncate(fd, 0) != 0 || usdt_image_format(fd, layout, name) != 0)) {
                        usdt_explain_more("%s: cannot be written: %s", path, strerror(errno));
                        if (ftruncate(fd, 0) != 0)
                                usdt_explain_more("nor emptied");
                } else if (!is_ours(fd, layout, name)) {
                        usdt_explain_more("%s: no image that this library writes on this kernel; left as it is", path);
                } else {
                        image = usdt_image_map(fd, path, shared, layout, owner);
                }
                if (image != NULL) {
                        image->shared = true;
                        if (usdt_shared_refresh(image) != 0)
                                usdt_explain_more("%s: its notes are damaged; left as it is", path);
                }
                flock(fd, LOCK_UN);
        }
        if (image != NULL && image->broken) {
                usdt_image_discard(image);
                return NULL;
        }
        if (image == NULL && fd >= 0)
                close(fd);
        return image;
}
