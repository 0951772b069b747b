#include "format/note.h"

#include <string.h>

#define OWNER_SIZE 8
#define ADDRESSES 24

static const uint8_t LIVE[USDT_NOTE_MARK_SIZE] = {3, 0, 0, 0, 's', 't', 'a', 'p', 's', 'd', 't', 0};
static const uint8_t BLANK[USDT_NOTE_MARK_SIZE] = {0, 0, 0, 0, 'u', 's', 'd', 't', 'o', 'f', 'f', 0};

const uint8_t *usdt_note_mark(bool live)
{
        return live ? LIVE : BLANK;
}

size_t usdt_note_size(size_t strings_size)
{
        return (USDT_NOTE_STRINGS_OFFSET + strings_size + 3) & ~(size_t)3;
}

size_t usdt_note_write(uint8_t *out, const struct usdt_note *note)
{
        const uint32_t sizes[2] = {OWNER_SIZE, (uint32_t)(ADDRESSES + note->strings_size)};
        const uint64_t addresses[3] = {note->site, note->base, note->semaphore};
        size_t size = usdt_note_size(note->strings_size);
        memset(out + size - 4, 0, 4);
        memcpy(out, sizes, sizeof sizes);
        memcpy(out + USDT_NOTE_MARK_OFFSET, LIVE, sizeof LIVE);
        memcpy(out + 20, addresses, sizeof addresses);
        memcpy(out + USDT_NOTE_STRINGS_OFFSET, note->strings, note->strings_size);
        return size;
}

size_t usdt_note_read(const uint8_t *bytes, size_t length, struct usdt_note *note)
{
        uint32_t sizes[2];
        uint64_t addresses[3];
        if (length < USDT_NOTE_STRINGS_OFFSET)
                return 0;
        memcpy(sizes, bytes, sizeof sizes);
        memcpy(addresses, bytes + 20, sizeof addresses);
        if (sizes[0] != OWNER_SIZE || sizes[1] < ADDRESSES + 3 || sizes[1] > length - 20)
                return 0;
        note->live = memcmp(bytes + USDT_NOTE_MARK_OFFSET, LIVE, sizeof LIVE) == 0;
        if (!note->live && memcmp(bytes + USDT_NOTE_MARK_OFFSET, BLANK, sizeof BLANK) != 0)
                return 0;
        note->site = addresses[0];
        note->base = addresses[1];
        note->semaphore = addresses[2];
        note->strings = (const char *)bytes + USDT_NOTE_STRINGS_OFFSET;
        note->strings_size = sizes[1] - ADDRESSES;
        size_t size = usdt_note_size(note->strings_size);
        if (size > length || note->strings[note->strings_size - 1] != '\0')
                return 0;
        size_t ends = 0;
        for (size_t i = 0; i < note->strings_size; i++)
                ends += note->strings[i] == '\0';
        return ends == 3 ? size : 0;
}
