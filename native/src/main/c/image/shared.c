/*
 * shared.c - an image that outlives its processes and that several of them add probes to: nothing in it is ever
 * blanked or used again for something else. Whoever reads or adds notes holds the file's lock meanwhile.
 */
#include "format/note.h"
#include "image/directory.h"
#include "image/explain.h"
#include "image/held.h"
#include "image/image.h"
#include "image/safe_directory.h"
#include "process/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SHARED "shared" /* the directory below the base */
#define LOCK_WAIT_MILLIS 2000
#define FILES_MAX 100

static int lock_file(int fd)
{
        for (int waited = 0;; waited++) {
                if (flock(fd, LOCK_EX | LOCK_NB) == 0)
                        return 0;
                if ((errno != EWOULDBLOCK && errno != EINTR) || waited >= LOCK_WAIT_MILLIS)
                        return -1;
                nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
}

int usdt_shared_lock(struct usdt_image *image)
{
        return lock_file(image->fd);
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
        if (fstat(fd, &info) != 0 || pread(fd, head, sizeof head, 0) != (ssize_t)sizeof head
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

/* Adopts the notes that others added since the last look: 0, or -1 with errno, and the image takes no more probes. */
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

/* Whether this path is mapped by this process already. */
static bool is_open_here(const char *path)
{
        struct usdt_state *state = usdt_state();
        int count = __atomic_load_n(&state->image_count, __ATOMIC_ACQUIRE);
        for (int i = 0; i < count; i++)
                if (state->images[i]->pid == getpid() && strcmp(state->images[i]->path, path) == 0)
                        return true;
        return false;
}

static struct usdt_image *open_file(int directory, const char *path, const char *name, const char *shared,
                                    const struct usdt_layout *layout)
{
        struct stat info;
        struct usdt_image *image = NULL;
        int fd = usdt_directory_high(openat(directory, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
        if (fd < 0 || fstat(fd, &info) != 0) {
                usdt_explain_more("%s: cannot be opened: %s", path, strerror(errno));
        } else if (!S_ISREG(info.st_mode) || info.st_uid != geteuid() || (info.st_mode & 022) != 0) {
                usdt_explain_more("%s: not a file that only this user writes to", path);
        } else if (lock_file(fd) != 0) {
                usdt_explain_more("%s: its lock is held by another process for more than %d ms", path, LOCK_WAIT_MILLIS);
        } else {
                char magic[SELFMAG] = {0};
                ssize_t n = pread(fd, magic, sizeof magic, 0);
                /* HEAD is written last: without it nobody can have loaded the file, and its maker is dead. */
                bool empty = n == 0 || (n == SELFMAG && memcmp(magic, "\0\0\0\0", SELFMAG) == 0);
                if (empty && (ftruncate(fd, 0) != 0 || usdt_image_format(fd, layout, name) != 0)) {
                        usdt_explain_more("%s: cannot be written: %s", path, strerror(errno));
                        if (ftruncate(fd, 0) != 0)
                                usdt_explain_more("nor emptied");
                } else if (!is_ours(fd, layout, name)) {
                        usdt_explain_more("%s: no image that this library writes on this kernel; left as it is", path);
                } else {
                        image = usdt_image_map(fd, path, shared, layout);
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

struct usdt_image *usdt_shared_open(const char *base, const char *shared, uint32_t capacity, int known)
{
        char stem[NAME_MAX + 1], name[NAME_MAX + 1], root[PATH_MAX], path[PATH_MAX + NAME_MAX + 2];
        struct usdt_image *image = NULL;
        struct usdt_layout layout;
        usdt_layout_init(&layout, capacity);
        int base_fd = usdt_safe_directory_open(base, root);
        if (base_fd < 0)
                return NULL;
        int directory = usdt_safe_directory_below(base_fd, SHARED);
        if (directory < 0) {
                usdt_explain_more("%s/" SHARED ": %s", base, strerror(errno));
                close(base_fd);
                return NULL;
        }
        usdt_held_lock(base_fd);
        usdt_held_lock(directory);
        usdt_directory_stem(shared, stem);
        for (int i = 1; i <= FILES_MAX && image == NULL && usdt_image_count() == known; i++) {
                usdt_directory_name(name, stem, USDT_IMAGE_SUFFIX, i);
                int n = snprintf(path, sizeof path, "%s/" SHARED "/%s", root, name);
                if (n < 0 || n >= PATH_MAX) {
                        usdt_explain_more("%s: the path is longer than %d bytes", base, PATH_MAX);
                        break;
                }
                if (!is_open_here(path))
                        image = open_file(directory, path, name, shared, &layout);
        }
        if (image == NULL)
                usdt_explain_more("%s/" SHARED ": none of %d files for %s can be used", root, FILES_MAX, shared);
        usdt_hold(base_fd, root, directory, SHARED);
        return image;
}
