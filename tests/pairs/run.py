#!/usr/bin/python3
"""Judges every minimal pair with a built sekisho and says which ones it gets wrong.

    tests/pairs/run.py build/sekisho [FOLDER]

Right: the attack does not pass and the named signal is among its signals; the twin passes. A pair of the rule signal-only is
about a fact that never stops a mail: the attack must show it and the twin must not, whatever becomes of both. FOLDER keeps
the mails, those of each script in a folder of its own, because scripts number their pairs alike.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = ("make", "make_links")


def wrong(role, signal, rule, got):
    """What is wrong with one mail, "" when nothing is."""
    if got is None:
        return "no answer"
    found = [x["id"] for x in got["signals"]]
    if rule == "signal-only":
        return "" if (signal in found) == (role == "attack") else "%s, signals: %s" % (
            "reason missing" if role == "attack" else "reason in the twin", " ".join(found))
    if role == "twin":
        return "" if got["outcome"] == "pass" else "twin not pass: %s for %s" % (got["outcome"], " ".join(found))
    if got["outcome"] == "pass":
        return "attack passed" + ("" if signal in found else ", reason missing too") + "; signals: " + " ".join(found)
    return "" if signal in found else "reason missing among: " + " ".join(found)


def judge(sekisho, folder, names, arrival):
    """The answers about these mails, by name; arrival is the file that says how they came, or ""."""
    command = [sekisho, "mail", "scan", "--json", "--site", os.path.join(HERE, "site.conf")]
    if arrival:
        command += ["--arrival", os.path.join(folder, arrival)]
    out = subprocess.run(command + [os.path.join(folder, name) for name in names], stdout=subprocess.PIPE, check=False)
    if out.returncode not in (0, 1):
        sys.exit("%s ended with %d" % (sekisho, out.returncode))
    answers = {}
    for line in out.stdout.splitlines():
        row = json.loads(line)
        if "path" in row:
            answers[os.path.basename(row["path"])] = row
    return answers


def run(sekisho, folder, script):
    """Pair → what is wrong with it. Rows are pair, file, role, signal, trait and, where a script writes them, rule and arrival."""
    subprocess.run([sys.executable, "-B", os.path.join(HERE, script + ".py"), folder], stdout=subprocess.DEVNULL, check=True)
    with open(os.path.join(folder, "index.tsv"), encoding="utf-8") as f:
        rows = [(line.rstrip("\n").split("\t") + ["", ""])[:7] for line in f]
    answers = {}
    for arrival in sorted({row[6] for row in rows}):
        answers.update(judge(sekisho, folder, [row[1] for row in rows if row[6] == arrival], arrival))
    faults = collections.OrderedDict((row[0], []) for row in rows)
    for pair, name, role, signal, trait, rule, _ in rows:
        fault = wrong(role, signal, rule, answers.get(name))
        if fault:
            faults[pair].append("%s (%s)\n    %s" % (name, trait, fault))
    return faults


def known_gaps():
    """Pairs that Sekisho does not tell apart yet, each with its reason. A gap that closes must leave the list."""
    path = os.path.join(HERE, "known-gaps.tsv")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as f:
        return dict(line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("#"))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    failed = passed = skipped = 0
    gaps = known_gaps()
    with tempfile.TemporaryDirectory() as spare:
        for script in SCRIPTS:
            faults = run(sys.argv[1], os.path.join(sys.argv[2] if len(sys.argv) == 3 else spare, script), script)
            for pair, found in faults.items():
                stale = pair in gaps and not found
                if pair in gaps and found:
                    skipped += 1
                    continue
                for fault in found + (["%s: is right now: take it out of known-gaps.tsv" % pair] if stale else []):
                    print(fault)
                failed, passed = failed + bool(found or stale), passed + (not found and not stale)
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
