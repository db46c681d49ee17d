#!/usr/bin/env python3
"""Mutates the structures of generate.py and asks whether each view reads the mutants as its program does.

    fuzz.py [--cases N] [--seed N] [--show N] SEKISHO DIR

Names are not compared. Says per program how many mutants its view reads as it does, and names some that it does not
(they are made again by the same seed). Exit status: 0; 77 an oracle cannot run here."""

import argparse
import os
import random
import subprocess
import sys
import tempfile

import compare

VIEWS = {"python": "python-email", "python-default": "python-email-default", "libetpan": "libetpan", "gmime": "gmime"}
BYTES = [b" ", b"\t", b"\r", b"\n", b"\0", b"-", b"--", b'"', b";", b"=", b"(", b")", b"\\", b":", b"/", b"\xe9", b"\f"]


def mutate(rng, mail):
    lines = mail.splitlines(keepends=True)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        way = rng.randrange(5)
        if way == 0:
            lines.insert(rng.randrange(len(lines)), lines[at])
        elif way == 1 and len(lines) > 4:
            del lines[at]
        elif way == 2:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            marked = [i for i, line in enumerate(lines) if line.startswith((b"--", b"Content-"))] or [at]
            at = rng.choice(marked)
            cut = rng.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:cut] + rng.choice(BYTES) + lines[at][cut + (way == 4):]
    return b"".join(lines)


def main():
    parser = argparse.ArgumentParser(description="mutants before views and programs")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("sekisho")
    parser.add_argument("directory")
    o = parser.parse_args()
    if not os.path.exists(os.path.join(o.directory, "index.tsv")):
        subprocess.run([sys.executable, os.path.join(compare.HERE, "generate.py"), o.directory], check=True)
    rng = random.Random(o.seed)
    sources = [row[0] for row in compare.read_index(o.directory) if row[1] != "honest"]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as built:
        files = []
        for i in range(o.cases):
            source = rng.choice(sources)
            files.append(os.path.join(folder, "%05d-%s" % (i, source)))
            with open(os.path.join(o.directory, source), "rb") as read, open(files[-1], "wb") as write:
                write.write(mutate(rng, read.read()))
        oracles = compare.run_oracles(built, files)
        reports = compare.scan(o.sekisho, folder, "--no-sweep")
    for who, leaves in oracles.items():
        bad = []
        for name in map(os.path.basename, files):
            got = compare.leaves_of_views(reports.get(name, {})).get(VIEWS[who], [])
            if [leaf[1:] for leaf in got] != [leaf[1:] for leaf in leaves.get(name, [])]:
                bad.append(name)
        print("%-16s %d of %d" % (who, len(files) - len(bad), len(files)))
        for name in bad[:o.show]:
            print("    " + name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
