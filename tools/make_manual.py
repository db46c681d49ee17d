#!/usr/bin/python3
"""make_manual.py OUT.7 ROOT: the manual of the signals, one section each, from text/en/{signals,links}.txt and data/weights.tsv."""
import pathlib
import re
import sys


def sections(path):
    found, name, key = {}, None, None
    for line in path.read_text(encoding='utf-8').splitlines():
        if not line or line.startswith('#'):
            continue
        if line.startswith('['):
            name = line.strip('[]')
            found[name] = {}
        elif line.startswith('  ') and key:
            found[name][key] += ' ' + line.strip()
        else:
            key, _, value = line.partition(':')
            found[name][key] = value.strip()
    return found


def escape(text):
    text = re.sub(r'\{(\w+)\}', r'…', text).replace('\\', r'\e')
    return r'\&' + text if text[:1] in ".'" else text


def main(out, root):
    root = pathlib.Path(root)
    weights = {}
    for line in (root / 'data' / 'weights.tsv').read_text(encoding='utf-8').splitlines():
        if line and not line.startswith('#'):
            cells = line.split('\t')
            weights[cells[0]] = cells
    with open(out, 'w', encoding='utf-8') as f:
        f.write('.Dd November 22, 2026\n.Dt SEKISHO-SIGNALS 7\n.Os\n.Sh NAME\n.Nm sekisho-signals\n.Nd what Sekisho can notice in a mail\n'
                '.Sh DESCRIPTION\nA signal states one fact with evidence. It never decides alone what happens: weights, in decibans, and\n'
                'rules do. Weak facts stand here, too, because several together, or one beside an attachment, mean something.\n')
        texts = {}
        for name in ('signals.txt', 'links.txt'):
            texts |= sections(root / 'text' / 'en' / name)
        for name, text in texts.items():
            if not name.startswith('mail.'):        # rules and changes stand in the same file
                continue
            weight = weights.get(name, ['', '', '', ''])
            f.write(f'.Ss {name}\n{escape(text.get("title", ""))}.\n.Pp\n{escape(text.get("why", ""))}\n')
            if weight[1]:
                f.write(f'.Pp\nWeight {weight[1]} ({weight[2]}): {escape(weight[3])}\n')
        f.write('.Sh SEE ALSO\n.Xr sekisho 1\n')


main(*sys.argv[1:])
