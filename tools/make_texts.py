#!/usr/bin/python3
"""make_texts.py OUT.c text/: the sentences of text/<language>/*.txt as sorted C rows texts_rows[][4] = {lang, section, key, text}.

A file holds `[section]` lines, `key: sentence` lines (going on in lines indented by two blanks) and # comments. The rows
are sorted bytewise, because base/text.c looks them up by halving. The same section and key twice is an error."""
import pathlib
import re
import sys


def quote(cell):
    """A C string literal; bytes outside ASCII as octal so that no hex escape swallows the next letter."""
    return '"' + ''.join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f'\\{b:03o}' for b in cell.encode()) + '"'


def join(before, more):
    """Japanese sentences go on without a blank, English ones with one."""
    return before + (' ' if ord(before[-1]) < 128 and ord(more[0]) < 128 else '') + more if before else more


def read(path, lang, into):
    section = key = None
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        at = f'{path}:{number}'
        if not line.strip() or line.startswith('#'):
            continue
        if m := re.fullmatch(r'\[([a-z0-9.-]+)\]', line):
            section, key = m[1], None
        elif line.startswith('  ') and key:
            into[lang, section, key] = join(into[lang, section, key], line.strip())
        elif (m := re.fullmatch(r'([a-z0-9.-]+):\s*(.*)', line)) and section:
            key = m[1]
            if (lang, section, key) in into:
                sys.exit(f'{at}: {section}.{key} stands here twice')
            into[lang, section, key] = m[2].strip()
        else:
            sys.exit(f'{at}: neither [section], key: sentence, nor a line that goes on')


def main(out, folder):
    rows = {}
    for path in sorted(pathlib.Path(folder).glob('*/*.txt')):
        read(path, path.parent.name, rows)
    ordered = sorted((*(c.encode() for c in k), v) for k, v in rows.items())
    with open(out, 'w', encoding='ascii') as f:
        f.write('#include <stddef.h>\nextern const char *const texts_rows[][4];\nextern const size_t texts_count;\n'
                'const char *const texts_rows[][4] = {\n')
        for lang, section, key, text in ordered:
            f.write('    { ' + ', '.join(quote(c) for c in (lang.decode(), section.decode(), key.decode(), text)) + ' },\n')
        f.write(f'    {{ "", "", "", "" }}\n}};\nconst size_t texts_count = {len(ordered)};\n')


main(*sys.argv[1:])
