"""Every suite of ./test: one row each in SUITES. A suite prints what went wrong and, somewhere, "N passed, N failed"
(TAP's or pytest's way counts, too). Suites run one after the other; their output is shown when something failed."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPORA = pathlib.Path(os.environ.get('SEKISHO_CORPORA', ROOT.parent / 'shared' / 'corpora'))
PYTHON = '/usr/bin/python3'

# name → meson options. Built before the suites that need them.
BUILDS = {
    'build':         [],
    'build-asan':    ['-Db_sanitize=address,undefined', '-Db_lundef=false', '-Dfuzz_replay=true'],
    'build-hostile': ['-Dhostile=true'],
}
ENV = {
    **os.environ,
    'SEKISHO': str(ROOT / 'build' / 'sekisho'),
    'SEKISHO_ASAN': str(ROOT / 'build-asan' / 'sekisho'),
    'SEKISHO_HOSTILE': str(ROOT / 'build-hostile' / 'sekisho'),
    'SEKISHO_CORPORA': str(CORPORA),
    'ASAN_OPTIONS': 'detect_leaks=1:abort_on_error=0',
    'UBSAN_OPTIONS': 'print_stacktrace=1:halt_on_error=1',
    'LC_ALL': 'C.UTF-8',
    'MESON_SOURCE_ROOT': str(ROOT),
}

SUITES = {
    'layers':     [['tools/layers.py']],
    'unit':       ['build/tests'],
    'unit-asan':  ['build-asan/tests'],
    'seeds':      ['build-asan/fuzz'],
    'pairs':      [[PYTHON, '-B', 'tests/pairs/run.py', 'build/sekisho']],
    'structures': [[PYTHON, '-B', 'tests/structures/compare.py', '--all-kinds', 'build/sekisho', '{scratch}'],
                   [PYTHON, '-B', 'tests/structures/plain.py', 'build/sekisho', 'samples', 'tests/pairs', '{scratch}']],
    'corpus':     [[PYTHON, '-B', 'tests/corpus/corpora.py', 'build/sekisho', 'build-asan/sekisho']],
    'e2e':        [[PYTHON, '-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/e2e']],
}


def build(folder, options):
    if not (ROOT / folder / 'build.ninja').exists():
        run = subprocess.run(['meson', 'setup', folder, *options], cwd=ROOT, capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
    run = subprocess.run(['ninja', '-C', folder], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stdout[-20000:] + run.stderr)


def counts(text, code):
    """(passed, failed, skipped) as a suite's output tells; a suite that says nothing counts as one test."""
    found = [0, 0, 0]
    for i, word in enumerate(('passed', 'failed', 'skipped')):
        lines = re.findall(rf'^.*\b(\d+) {word}\b.*$', text, re.M)
        found[i] = sum(int(n) for n in lines)
    errors = re.findall(r'\b(\d+) errors? in ', text)
    found[1] += sum(int(n) for n in errors)
    if code and not found[1]:
        found[1] = 1
    if not any(found):
        found[0] = 1
    return found


def commands(spec):
    """A suite is commands, or a folder of built programs to run with their folder of seeds."""
    for one in spec:
        if isinstance(one, list):
            with tempfile.TemporaryDirectory() as scratch:
                yield [word.format(scratch=scratch) for word in one]
            continue
        for program in sorted((ROOT / one).glob('test-*' if one.endswith('tests') else 'seeds-*')):
            if program.is_file() and os.access(program, os.X_OK):
                seeds = ROOT / 'fuzz' / 'seeds' / program.name.removeprefix('seeds-')
                yield [str(program)] + ([str(seeds)] if program.name.startswith('seeds-') else [])


def main(wanted):
    for folder, options in BUILDS.items():
        start = time.time()
        build(folder, options)
        print(f'{folder}: built in {time.time() - start:.0f} s', flush=True)
    total = [0, 0, 0]
    for name, spec in SUITES.items():
        if wanted and name not in wanted:
            continue
        start = time.time()
        sums = [0, 0, 0]
        for command in commands(spec):
            run = subprocess.run(command, cwd=ROOT, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
            got = counts(run.stdout, run.returncode)
            if got[1] or run.returncode:
                print(f'--- {name}: {" ".join(command)}\n{run.stdout[-12000:]}', flush=True)
            sums = [a + b for a, b in zip(sums, got)]
        print(f'{name}: {sums[0]} ok, {sums[1]} wrong, {sums[2]} left out, {time.time() - start:.0f} s', flush=True)
        total = [a + b for a, b in zip(total, sums)]
    print(f'{total[0]} passed, {total[1]} failed, {total[2]} skipped')
    return total[1] != 0


sys.exit(main(sys.argv[1:]))
