#!/usr/bin/python3
"""make_entities.py OUT.c: HTML's named character references (WHATWG 13.5), sorted, from Python's html.entities.

One row per name without its semicolon; `bare` says that the name also counts without one, as &amp and &copy do."""
import html.entities
import sys


def quote(text):
    return '"' + ''.join(f'\\{b:03o}' if not 32 <= b < 127 or b in b'"\\?' else chr(b) for b in text.encode()) + '"'


def main(out):
    table = html.entities.html5
    names = sorted({name.rstrip(';') for name in table})
    with open(out, 'w', encoding='ascii') as f:
        f.write('#include "read/html_tokens.h"\n\nconst struct entity entities[] = {\n')
        for name in names:
            value = table[name + ';']
            f.write(f'    {{ "{name}", {quote(value)}, {len(name)}, {len(value.encode())}, {"true" if name in table else "false"} }},\n')
        f.write(f'}};\nconst size_t entity_count = {len(names)};\nconst size_t entity_first[] = {{')
        f.write(', '.join(str(sum(n[0] < chr(c) for n in names)) for c in range(0, 129)))
        f.write('};\n')


main(sys.argv[1])
