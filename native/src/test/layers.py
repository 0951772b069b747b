"""Checks that the C sources are layers: `layers.py SOURCES OBJECTS`.

SOURCES holds a folder for each layer and OBJECTS, in the same folders, an object file for each C file. A .c file and
the .h file of its name are one unit. A unit depends on the units that it includes and on those that define the symbols
which its object file lacks. Each dependency must stay in its layer or lead to one below, and none may lead in a circle.
Headers above the folders may be included everywhere, and include nothing from the folders.
Prints one line for each fault and then ends with 1.
"""

import os
import re
import subprocess
import sys

LAYERS = ["libc", "format", "image", "process", "api", "jni"]  # the lowest first
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def sources_in(root):
    """Returns the paths of the sources, relative to root."""
    found = []
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith((".c", ".h")):
                found.append(os.path.relpath(os.path.join(folder, name), root))
    return sorted(found)


def unit_of(path):
    return os.path.splitext(path)[0]


def layer_of(unit):
    """Returns the height of a unit's layer; None is above the folders."""
    return LAYERS.index(os.path.dirname(unit)) if os.path.dirname(unit) else None


def includes(root, paths):
    """Yields (unit, included unit, why)."""
    for path in paths:
        with open(os.path.join(root, path), encoding="utf-8") as source:
            for target in INCLUDE.findall(source.read()):
                if target not in paths:
                    raise SystemExit(f"{path} includes {target}, which is not below {root}")
                yield unit_of(path), unit_of(target), f'{path} includes "{target}"'


def symbols(objects, paths):
    """Yields (unit, defining unit, why)."""
    defined, lacking = {}, []
    for path in paths:
        if not path.endswith(".c"):
            continue
        file = os.path.join(objects, unit_of(path) + ".o")
        for line in subprocess.run(["nm", "-P", file], check=True, capture_output=True, text=True).stdout.splitlines():
            name, kind = line.split()[:2]
            if kind in "Uuvw":
                lacking.append((path, name))
            elif kind.isupper():
                defined[name] = path
    for path, name in lacking:
        if name in defined:
            yield unit_of(path), unit_of(defined[name]), f"{path} uses {name} of {defined[name]}"


def circle_in(graph):
    """Returns a circle as [unit, ..., the same unit], or None."""
    done, way = set(), []

    def walk(unit):
        if unit in way:
            return way[way.index(unit) :] + [unit]
        if unit in done:
            return None
        way.append(unit)
        for target in sorted(graph[unit]):
            circle = walk(target)
            if circle:
                return circle
        way.pop()
        done.add(unit)
        return None

    for unit in sorted(graph):
        circle = walk(unit)
        if circle:
            return circle
    return None


def main(root, objects):
    paths = sources_in(root)
    strange = {os.path.dirname(path) for path in paths} - set(LAYERS) - {""}
    faults = [f"{folder}/ is no layer; the layers are {', '.join(LAYERS)}" for folder in sorted(strange)]
    paths = [path for path in paths if os.path.dirname(path) not in strange]
    graph, reasons = {}, {}
    for unit, target, why in [*includes(root, paths), *symbols(objects, paths)]:
        here, there = layer_of(unit), layer_of(target)
        if unit != target and there is not None:
            graph.setdefault(unit, set()).add(target)
            graph.setdefault(target, set())
            reasons.setdefault((unit, target), why)
            if here is None or here < there:
                faults.append(f"against the layers: {why}")
    circle = circle_in(graph)
    if circle:
        faults.append("circle: " + "; ".join(reasons[pair] for pair in zip(circle, circle[1:])))
    print("\n".join(faults) or f"{len(graph)} units, {len(reasons)} dependencies")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
