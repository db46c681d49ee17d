#!/usr/bin/python3
"""The walls between the folders of src/: who may include whom. Run by ./test; prints every include that breaks one.

The table is docs/ARCHITECTURE.md's. Two rules carry the weight: signals/ never sees bytes (no read/), and read/ never
sees the world (no file, socket or clock), so it runs unchanged in the tightest wall, the fuzzer and the tests."""
import pathlib
import re
import sys

MAY = {
    'base':    set(),
    'facts':   {'base'},
    'read':    {'base', 'facts'},
    'signals': {'base', 'facts'},
    'verdict': {'base', 'facts', 'signals'},
    'journal': {'base', 'facts'},
    'intake':  {'base', 'facts'},
    'proc':    {'base', 'facts', 'read', 'signals', 'verdict', 'journal', 'intake'},
    'cmd':     {'base', 'facts', 'read', 'signals', 'verdict', 'journal', 'intake', 'proc'},
}
# What would let a reader touch the world.
WORLD = re.compile(r'#include <(fcntl|unistd|sys/socket|sys/stat|sys/mman|time|netdb|stdio|dirent)\.h>')
WORLDLESS = {'read', 'signals', 'verdict', 'facts'}


def main(root):
    bad = 0
    for file in sorted(pathlib.Path(root).glob('*/*.[ch]')):
        folder = file.parent.name
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = re.match(r'#include "([a-z]+)/', line)
            if found and found[1] != folder and found[1] not in MAY[folder]:
                print(f'{file}:{number}: {folder}/ may not include {found[1]}/')
                bad += 1
            if folder in WORLDLESS and WORLD.match(line):
                print(f'{file}:{number}: {folder}/ must not see the world: {line}')
                bad += 1
    print(f'# layers: {bad} broken')
    return bad != 0


sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else 'src'))
