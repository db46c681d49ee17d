#!/usr/bin/python3
"""corpora.py SEKISHO SEKISHO_ASAN: what must hold on real files that nobody here wrote (SEKISHO_CORPORA; skipped when
absent). Prints "N passed, N failed, N skipped"."""
import collections
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CORPORA = pathlib.Path(os.environ.get('SEKISHO_CORPORA', ROOT.parent / 'shared' / 'corpora'))
results = collections.Counter()


def check(good, what):
    results['passed' if good else 'failed'] += 1
    if not good:
        print('not ok:', what)


def scan(command, paths, *args, timeout=1500):
    run = subprocess.run([command, 'mail', 'scan', '--json', *args, '-j', '2', *map(str, paths)], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, timeout=timeout, check=False)
    return run, [json.loads(line) for line in run.stdout.decode().splitlines()]


def labels():
    """path → (kind, label) of MAIL.tsv."""
    lines = (CORPORA / 'MAIL.tsv').read_text(encoding='utf-8').splitlines()
    names = lines[0].split('\t')
    rows = [dict(zip(names, line.split('\t'))) for line in lines[1:]]
    return {str(CORPORA / row['path']): row for row in rows if (CORPORA / row['path']).exists()}


def every_file_as_mail(command):
    """No crash, leak or sanitizer report, whatever the bytes; every mail answered."""
    folders = [f for f in CORPORA.iterdir() if f.is_dir()]
    run, rows = scan(command, folders)
    died = [row['path'] for row in rows if row['errors']]
    check(run.returncode in (0, 1, 2), f'exit code {run.returncode}')
    check(b'Sanitizer' not in run.stderr and b'runtime error' not in run.stderr, run.stderr[-3000:].decode(errors='replace'))
    check(not died, f'{len(died)} readers died: {died[:5]}')
    check(len(rows) > 5000, f'only {len(rows)} mails')


def honest_mail_hides_nothing(command, rows_of):
    by_label = collections.defaultdict(list)
    for path, row in rows_of.items():
        by_label[row['kind']].append(path)
    for label in ('ham', 'bounce'):
        wrong, held = [], []
        for some in [by_label[label][i:i + 500] for i in range(0, len(by_label[label]), 500)]:
            for row in scan(command, some)[1]:
                ids = {s['id'] for s in row['signals']}
                if 'mail.structure.hidden-content' in ids:
                    wrong.append(row['path'])
                if row['outcome'] == 'hold':
                    held.append((row['path'], [s['id'] for s in row['signals']][:3]))
        check(not wrong, f'hidden content on {len(wrong)} {label}: {wrong[:5]}')
        allowed = 0 if label == 'bounce' else len(by_label[label]) * 3 // 1000
        check(len(held) <= allowed, f'{len(held)} of {len(by_label[label])} {label} held: {held[:6]}')
        print(f'# {label}: {len(by_label[label])} mails, {len(wrong)} hidden, {len(held)} held')


def main(command, asan):
    if not (CORPORA / 'MAIL.tsv').exists():
        print('# no corpora here\n0 passed, 0 failed, 3 skipped')
        return 0
    every_file_as_mail(asan)
    honest_mail_hides_nothing(command, labels())
    print(f'{results["passed"]} passed, {results["failed"]} failed')
    return results['failed'] != 0


sys.exit(main(*sys.argv[1:]))
