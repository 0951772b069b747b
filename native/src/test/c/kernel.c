#include "kernel.h"

#include "harness.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* An attachment is one perf event, or for all processes one a processor. */
#define EVENTS_MAX 512
#define ATTACHMENTS_MAX 256

static struct {
        int events[EVENTS_MAX];
        int count;
} attachments[ATTACHMENTS_MAX];
static int attachment_count;

static int event_type(void)
{
        int type = -1;
        FILE *file = fopen("/sys/bus/event_source/devices/uprobe/type", "re");
        if (file == NULL || fscanf(file, "%d", &type) != 1)
                test_skip("kernel", "no uprobe event source");
        fclose(file);
        return type;
}

int kernel_attach(const char *path, const struct read_note *note, pid_t pid)
{
        test_needs_uprobes();
        struct perf_event_attr attributes = {
                .type = (uint32_t)event_type(),
                .size = sizeof attributes,
                .config = (note->semaphore & 0xffffffffu) << 32, /* reference counter; address and file offset agree */
                .uprobe_path = (uint64_t)(uintptr_t)path,
                .probe_offset = note->site,
        };
        int id = attachment_count++;
        CHECK(id < ATTACHMENTS_MAX);
        int processors = pid == -1 ? (int)sysconf(_SC_NPROCESSORS_CONF) : 1;
        for (int i = 0; i < processors; i++) {
                int event = (int)syscall(SYS_perf_event_open, &attributes, pid, pid == -1 ? i : -1, -1, PERF_FLAG_FD_CLOEXEC);
                if (event < 0)
                        test_fail(__FILE__, __LINE__, "perf_event_open(%s:%#llx): %s", path, (unsigned long long)note->site,
                                  strerror(errno));
                attachments[id].events[attachments[id].count++] = event;
        }
        return id;
}

uint64_t kernel_hits(int id)
{
        uint64_t total = 0;
        for (int i = 0; i < attachments[id].count; i++) {
                uint64_t hits;
                CHECK(read(attachments[id].events[i], &hits, sizeof hits) == sizeof hits);
                total += hits;
        }
        return total;
}

void kernel_detach(int id)
{
        for (int i = 0; i < attachments[id].count; i++)
                close(attachments[id].events[i]);
        attachments[id].count = 0;
}

uint16_t kernel_semaphore(usdt_probedef_t *probe)
{
        const char *semaphores = usdt_image_semaphores(usdt_probe_image(probe));
        uint16_t value;
        memcpy(&value, semaphores + usdt_probe_semaphore_offset(probe), sizeof value);
        return value;
}
