# Shows what the record probes fire, one JSON object a line: those records that match LOGGER, CONTEXT and TEXT.
import ctypes, fcntl, json, os, platform, re, signal, stat, struct, sys
from bcc import BPF

PROGRAM = r"""
#include <uapi/linux/ptrace.h>
struct event { u32 pid; u32 length; char json[4096]; };
BPF_PERCPU_ARRAY(space, struct event, 1);
BPF_PERF_OUTPUT(events);
int fired(struct pt_regs *registers) {
  int first = 0;
  struct event *event = space.lookup(&first);
  if (!event)
    return 0;
  // Its NUL does not count; an error becomes a very long text.
  u32 length = bpf_probe_read_user_str(event->json, sizeof(event->json), (void *) PT_REGS_PARM1(registers)) - 1;
  if (length >= sizeof(event->json))
    return 0;
  event->pid = bpf_get_current_pid_tgid() >> 32;
  event->length = length;
  // Without this a compiler leaves out the bound that the kernel wants to see.
  asm volatile("" : "+r"(length));
  events.perf_submit(registers, event, offsetof(struct event, json) + (length & 4095));
  return 0;
}
"""
PERF_EVENT_OPEN = {"x86_64": 298, "aarch64": 241}[platform.machine()]
SET_BPF, ENABLE, CLOEXEC = 0x40042408, 0x2400, 8

libc = ctypes.CDLL(None, use_errno=True)
loggers = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in LOGGER or "*"), re.DOTALL)
ended = False


def end(*_):
    global ended
    ended = True


def say(text):
    print("%s: %s" % (sys.argv[0], text), file=sys.stderr, flush=True)


def opened(pid, mapped, identity):
    """Opens an image by the kernel's link to it, if it is still the file that snoop has looked at."""
    link = "/proc/%d/map_files/%s" % (pid, mapped)
    try:
        if stat.S_ISREG(os.stat(link).st_mode):
            image = os.open(link, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            status = os.fstat(image)
            if (status.st_dev, status.st_ino) == identity and os.pread(image, 8, 1216) == b"usdtimg\0":
                return image
    except OSError:
        pass
    say("process %d has ended or has another image now: have a new script made" % pid)
    sys.exit(1)


def attach(program, pid, image, site, semaphore):
    """The kernel's own call: only newer versions of bcc have one that knows semaphores."""
    with open("/sys/bus/event_source/devices/uprobe/type") as file:
        kind = int(file.read())
    path = ctypes.create_string_buffer(b"/proc/self/fd/%d" % image)
    attributes = ctypes.create_string_buffer(128)
    struct.pack_into("=IIQQ", attributes, 0, kind, len(attributes), semaphore << 32, 1)
    struct.pack_into("=QQ", attributes, 56, ctypes.addressof(path), site)
    event = libc.syscall(PERF_EVENT_OPEN, attributes, pid, -1, -1, CLOEXEC)
    if event < 0:
        say("left out: the kernel refuses 0x%x of process %d: %s" % (site, pid, os.strerror(ctypes.get_errno())))
        return
    fcntl.ioctl(event, SET_BPF, program.fd)
    fcntl.ioctl(event, ENABLE, 0)


def texts(value):
    return value if isinstance(value, dict) else {}


def is_wanted(record):
    context = {**texts(record.get("mdc")), **texts(record.get("pairs"))}
    searched = [record.get(name, "") for name in ("message", "logger", "thread", "throwable", "stack")]
    return (
        loggers.fullmatch(str(record.get("logger", "")))
        and all(context.get(key) == value for key, value in CONTEXT.items())
        and TEXT in "\n".join(map(str, [*searched, *context.values()]))
    )


def show(cpu, data, size):
    pid, length = struct.unpack("=II", ctypes.string_at(data, 8))
    text = ctypes.string_at(data + 8, length).decode("utf-8", "replace")
    try:
        record = dict(json.loads(text).items())
    except (ValueError, AttributeError, RecursionError):
        record = {"message": text, "truncated": True}
    record.pop("pid", None)
    try:
        if is_wanted(record):
            print(json.dumps({"pid": pid, **record}), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        end()


for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, end)
images = [(pid, opened(pid, mapped, identity), probes) for pid, mapped, identity, probes in IMAGES]
bpf = BPF(text=PROGRAM)
program = bpf.load_func("fired", BPF.KPROBE)
bpf["events"].open_perf_buffer(show, page_cnt=256, lost_cb=lambda count: say("%d events lost" % count))
for pid, image, probes in images:
    for site, semaphore in probes:
        attach(program, pid, image, site, semaphore)
    os.close(image)
while not ended:
    bpf.perf_buffer_poll(timeout=1000)
