#!/usr/bin/env python3
"""Holds the proof that a mail is plain to what all views really yield.

    plain.py SEKISHO PATH...

Every mail under the paths is read twice, as always and with --all-views, and the reports must be the same but for what
the reading cost. Exit status: 0 they are, 1 not, 77 there are no mails."""

import json
import os
import subprocess
import sys

COST = ("work", "work_bytes", "work_tokens", "work_children")
SHOWN = 20


def scan(sekisho, paths, *options):
    run = subprocess.run([sekisho, "mail", "scan", "--json", "--facts", "--now", "1775000000", *options, *paths],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if run.returncode not in (0, 1, 2):     # 2: some file holds no mail
        sys.exit("plain: %s ended with %d" % (sekisho, run.returncode))
    return [json.loads(line) for line in run.stdout.split(b"\n") if line.startswith(b"{")]


def without_cost(report):
    if isinstance(report, dict):
        return {key: without_cost(value) for key, value in report.items() if key not in COST}
    if isinstance(report, list):
        return [without_cost(value) for value in report]
    return report


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    paths = [path for path in sys.argv[2:] if os.path.exists(path)]
    if not paths:
        print("plain: skipped: none of the paths is there")
        return 77
    usual, forced = (scan(sys.argv[1], paths, *options) for options in ((), ("--all-views",)))
    cheaper = sum(json.dumps(a) != json.dumps(b) for a, b in zip(usual, forced))
    failures = 0
    for a, b in zip(usual, forced):
        if without_cost(a) != without_cost(b):
            failures += 1
            if failures <= SHOWN:
                print("differs: " + str(a.get("path") or a.get("file")))
    print("%d mails, %d read in fewer walks, %d differ" % (len(usual), cheaper, failures))
    return 1 if failures or len(usual) != len(forced) else 0


if __name__ == "__main__":
    sys.exit(main())
