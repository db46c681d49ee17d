#!/usr/bin/python3
"""Judges every minimal pair with a built sekisho and says which ones it gets wrong.

    tests/pairs/run.py build/sekisho [FOLDER]

Right: the attack does not pass and the named signal is among its signals; the twin passes. FOLDER keeps the mails.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def wrong(role, signal, got):
    """What is wrong with one mail, "" when nothing is."""
    if got is None:
        return "no answer"
    found = [x["id"] for x in got["signals"]]
    if role == "twin":
        return "" if got["outcome"] == "pass" else "twin not pass: %s for %s" % (got["outcome"], " ".join(found))
    if got["outcome"] == "pass":
        return "attack passed" + ("" if signal in found else ", reason missing too") + "; signals: " + " ".join(found)
    return "" if signal in found else "reason missing among: " + " ".join(found)


def judge(sekisho, folder):
    out = subprocess.run([sekisho, "mail", "scan", "--json", "--site", os.path.join(HERE, "site.conf"), folder],
                         stdout=subprocess.PIPE, check=False)
    if out.returncode not in (0, 1):
        sys.exit("%s ended with %d" % (sekisho, out.returncode))
    answers = {}
    for line in out.stdout.splitlines():
        row = json.loads(line)
        if "path" in row:
            answers[os.path.basename(row["path"])] = row
    return answers


def run(sekisho, folder):
    subprocess.run([sys.executable, "-B", os.path.join(HERE, "make.py"), folder], stdout=subprocess.DEVNULL, check=True)
    with open(os.path.join(folder, "index.tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    answers = judge(sekisho, folder)
    faults = collections.OrderedDict((row[0], []) for row in rows)
    for pair, name, role, signal, trait in rows:
        fault = wrong(role, signal, answers.get(name))
        if fault:
            faults[pair].append("%s (%s)\n    %s" % (name, trait, fault))
    return faults


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as spare:
        faults = run(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else spare)
    for found in faults.values():
        for fault in found:
            print(fault)
    failed = sum(1 for found in faults.values() if found)
    print("%d passed, %d failed" % (len(faults) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
