"""A process that maps images where and under what names it likes, and fires their probes.

Its arguments are an image, and a path in Base64 for each copy of it that it makes and maps; it says where. A line of its
input is the address of a site and the probe's arguments, strings in Base64, or "swap" and an address: then another copy
takes the place of the one that is mapped there.
"""

import base64
import ctypes
import os
import shutil
import struct
import sys
import tempfile

LOAD = 1
PRIVATE, FIXED, ANONYMOUS, FIXED_NOREPLACE = 0x2, 0x10, 0x20, 0x100000

# Below 256 MiB, where the names in /proc/PID/map_files have fewer digits than those in /proc/PID/maps.
PLACES = iter(range(0x1000000, 0x10000000, 0x400000))

mmap = ctypes.CDLL(None, use_errno=True).mmap
mmap.restype = ctypes.c_void_p
mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]


def segments(file):
    head = file.read(4096)
    first, size, count = struct.unpack_from("<Q", head, 0x20) + struct.unpack_from("<HH", head, 0x36)
    for i in range(count):
        kind, flags, offset, address, _, length = struct.unpack_from("<IIQQQQ", head, first + i * size)
        if kind == LOAD:
            # Read, write and execute are 4, 2 and 1 in an ELF file, and 1, 2 and 4 in mmap.
            yield address, length, flags >> 2 & 1 | flags & 2 | flags << 2 & 4, offset


def map_image(path):
    """Maps it at the next place that nothing else has, such as the heap."""
    with open(path, "rb") as file:
        parts = list(segments(file))
        size = max(address + length for address, length, _, _ in parts)
        base = next(place for place in PLACES if is_reserved(place, size))
        map_segments(base, parts, file)
    return base


def is_reserved(place, size):
    """Takes all of a place or nothing of it: no part of an image may stay at a place that is given up."""
    return mmap(place, size, 0, PRIVATE | ANONYMOUS | FIXED_NOREPLACE, -1, 0) == place


def map_segments(base, parts, file):
    for address, length, protection, offset in parts:
        mmap(base + address, length, protection, PRIVATE | FIXED, file.fileno(), offset)


def swap(base):
    with open(sys.argv[1], "rb") as original, tempfile.TemporaryFile() as file:
        shutil.copyfileobj(original, file)
        file.seek(0)
        map_segments(base, segments(file), file)


def fire(address, *texts):
    arguments = [base64.b64decode(text) for text in texts]
    ctypes.CFUNCTYPE(None, *[ctypes.c_char_p] * len(arguments))(address)(*arguments)


bases = []
for argument in sys.argv[2:]:
    path = base64.b64decode(argument)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copyfile(sys.argv[1], path)
    bases.append(map_image(path))
print("ready", *map(hex, bases), flush=True)
for line in sys.stdin:
    words = line.split()
    if words[0] == "swap":
        swap(int(words[1], 16))
    else:
        fire(int(words[0], 16), *words[1:])
    print("done", flush=True)
