#!/usr/bin/python3
"""make_strings.py OUT.c FILE…: each file as a NUL-terminated array named by its name: report.css → const char report_css[].

Numbers, because ISO C promises no string literal above 4095 bytes."""
import pathlib
import sys


def main(out, *sources):
    with open(out, 'w', encoding='ascii') as f:
        for source in map(pathlib.Path, sources):
            name = source.name.replace('.', '_').replace('-', '_')
            f.write(f'extern const char {name}[];\nconst char {name}[] = {{\n')
            for line in source.read_bytes().splitlines(keepends=True):
                f.write('    ' + ''.join(f'{b},' for b in line) + '\n')
            f.write('    0\n};\n')


main(*sys.argv[1:])
