#!/usr/bin/python3
"""make_table.py OUT.c IN.tsv: a tab-separated table as C rows: const char *const IN_rows[][COLUMNS], const size_t IN_count.

The first line that is no comment names the columns and is left out. Every row must have as many cells as it."""
import hashlib
import pathlib
import sys


def quote(cell):
    """A C string literal; bytes outside ASCII as octal so that no hex escape swallows the next letter."""
    return '"' + ''.join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f'\\{b:03o}' for b in cell.encode()) + '"'


def main(out, source):
    path = pathlib.Path(source)
    raw = path.read_bytes()
    rows = [line.split('\t') for line in raw.decode().splitlines() if line and not line.startswith('#')]
    width = len(rows[0])
    for row in rows:
        if len(row) != width:
            sys.exit(f'{source}: {len(row)} cells where there should be {width}: {row}')
    name = path.stem.replace('-', '_')
    with open(out, 'w', encoding='ascii') as f:
        f.write(f'#include <stddef.h>\nextern const char *const {name}_rows[][{width}];\nextern const size_t {name}_count;\n'
                f'extern const char {name}_sha256[];\nconst char *const {name}_rows[][{width}] = {{\n')
        for row in rows[1:]:
            f.write('    { ' + ', '.join(quote(c) for c in row) + ' },\n')
        f.write(f'}};\nconst size_t {name}_count = {len(rows) - 1};\nconst char {name}_sha256[] = "{hashlib.sha256(raw).hexdigest()}";\n')


main(*sys.argv[1:])
