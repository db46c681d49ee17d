#!/usr/bin/python3
"""make_fold.py OUT.c CONFUSABLES.tsv: the tables of src/base/fold.c.

What a character folds to is lower case of NFKC of it, by Python's unicodedata; look-alikes come from the file."""
import sys
import unicodedata

# What two encodings of Japanese write differently for the same stroke (JIS X 0208 row 1 against CP932).
SAME = {0x301C: '~', 0x2212: '-', 0x2010: '-', 0x2011: '-', 0x2016: '∥', 0x2014: '―', 0x02DC: '~'}
# Small capitals read as letters, and Unicode gives them none.
SAME |= dict(zip(map(ord, 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ'), 'abcdefghijklmnoprstuvwyz'))
DROPPED = [(0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C),
           (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
           (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB)]
BLANK = [(0x09, 0x0D), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
         (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]


def within(rune, ranges):
    return any(first <= rune <= last for first, last in ranges)


def folded(rune):
    """None: stays as it is."""
    c = chr(rune)
    if rune in SAME:
        return SAME[rune]
    if rune in (0x3099, 0x309A, 0xFF9E, 0xFF9F):
        return {0xFF9E: '\u3099', 0xFF9F: '\u309A'}.get(rune)
    text = unicodedata.normalize('NFKC', unicodedata.normalize('NFKC', c).lower())
    text = ''.join(SAME.get(ord(x), x) for x in text if not within(ord(x), DROPPED))
    return None if text == c else text.replace('\u3000', ' ')


class Pool:
    """Strings as length byte and UTF-8; 0, 1 and 2 are taken for: itself, nothing, a blank."""
    def __init__(self):
        self.bytes = bytearray(3)
        self.known = {}

    def add(self, text):
        if text not in self.known:
            self.known[text] = len(self.bytes)
            raw = text.encode()
            self.bytes += bytes([len(raw)]) + raw
        return self.known[text]


def confusables(path):
    rows = [line.rstrip('\n').split('\t') for line in open(path, encoding='utf-8') if line.strip() and line[0] != '#'][1:]
    table = {r[0]: r[1] for r in rows}
    for start in table:
        text = start
        for _ in range(8):
            text = ''.join(table.get(c, c) for c in text)
        if text != ''.join(table.get(c, c) for c in text):
            sys.exit(f'{path}: {start} goes in circles')
        yield ord(start), text


def write(f, kind, name, values, width=24):
    f.write(f'const {kind} {name} = {{\n')
    for i in range(0, len(values), width):
        f.write(','.join(str(v) for v in values[i:i + width]) + ',\n')
    f.write('};\n')


def main(out, source):
    pool = Pool()
    entry = []
    for r in range(0x10000):
        if within(r, DROPPED):
            entry.append(1)
        elif within(r, BLANK):
            entry.append(2)
        elif 0xD800 <= r < 0xE000 or r == 0xFFFD:
            entry.append(0)
        else:
            text = folded(r)
            entry.append(0 if text is None else 1 if text == '' else 2 if text == ' ' else pool.add(text))
    rows, page = [], []
    for i in range(256):
        row = entry[i * 256:i * 256 + 256]
        if row not in rows:
            rows.append(row)
        page.append(rows.index(row))
    above = []
    for r in range(0x10000, 0x30000):
        text = folded(r)
        if text:
            above.append((r, pool.add(text)))
    pairs = []
    for r in range(0xC0, 0x10000):
        parts = unicodedata.decomposition(chr(r)).split()
        if len(parts) == 2 and parts[0][0] != '<' and (0x300 <= int(parts[1], 16) <= 0x36F or int(parts[1], 16) in (0x3099, 0x309A)):
            if unicodedata.normalize('NFC', chr(r)) == chr(r) and chr(r).lower() == chr(r):
                pairs.append((int(parts[1], 16) << 16 | int(parts[0], 16), r))
    looks = sorted((r, pool.add(t)) for r, t in confusables(source))
    assert len(pool.bytes) < 65536
    with open(out, 'w', encoding='ascii') as f:
        f.write('#include "base/fold_tables.h"\n')
        write(f, 'uint8_t', 'fold_page[256]', page)
        write(f, 'uint16_t', 'fold_rows[][256]', ['{' + ','.join(map(str, r)) + '}' for r in rows], 1)
        write(f, 'unsigned char', 'fold_pool[]', pool.bytes)
        for name, table in (('above', above), ('pairs', sorted(pairs)), ('looks', looks)):
            write(f, 'struct fold_pair', f'fold_{name}[]', [f'{{{a},{b}}}' for a, b in table], 12)
            f.write(f'const unsigned fold_{name}_count = {len(table)};\n')


main(*sys.argv[1:])
