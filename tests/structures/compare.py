#!/usr/bin/env python3
"""Holds Sekisho's views and its sweep to the structures of generate.py and to real programs: Python's email, libetpan and, when it is here, GMime.

    compare.py [--details] [--update] [--all-kinds] SEKISHO DIR

DIR is made by generate.py and is filled when it has no index.tsv. Bars:

  views    for at least 90 % of the ambiguous structures some view yields exactly an oracle's list of leaves
           (name, type, sha256, in order), for each oracle; every structure without such a view is named with its
           reason in known-differences.tsv, and nothing that matches may stand there
  sweep    every payload is among the parts by its sha256, or, where no program yields those bytes ("loose:") and for
           payloads that are text, a part of its type is
  hold     every payload that can run is held
  hidden   no mail passes in which only the sweep finds a document
  honest   no honest mail is held, has hidden content, or has views that differ about something that can run

With --all-kinds every structure is tried with every payload for the bars "sweep", "hold" and "hidden", not with one
in rotation.
Exit status: 0 all bars reached, 1 not, 77 an oracle cannot run here.
"""

import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
KNOWN = os.path.join(HERE, "known-differences.tsv")
SYSTEM_PYTHON = "/usr/bin/python3"      # the distribution's: the email package changes between minor versions
VIEWS_BAR = 0.90
TEXT_KINDS = {"html", "js", "vbs", "hta"}
RUNS = {"pe", "lnk", "zip", "html", "js", "vbs", "hta", "iso"}
DOCUMENTS = {"rtf", "ole",
    "onenote"}   # judged by what stands in them, but never when no mail program would show them
FOUND_AS = {"js": {"javascript"}, "vbs": {"vbscript"}, "html": {"html"}, "hta": {"hta", "html", "vbscript"}}
SKIP = 77


def skip(why):
    print("compare: skipped: " + why)
    sys.exit(SKIP)


def build_view(folder, source, *libraries):
    """The oracle, or None when its library is not here."""
    program = os.path.join(folder, source.split(".")[0])
    if not shutil.which("cc"):
        return None
    made = subprocess.run(["cc", "-std=gnu17", "-D_GNU_SOURCE", "-O1", os.path.join(HERE, "oracles", source),
        "-o", program, *libraries], capture_output=True, text=True)
    return program if made.returncode == 0 else None


def pkg_config(name):
    run = subprocess.run(["pkg-config", "--cflags", "--libs", name], capture_output=True, text=True)
    return run.stdout.split()


def run_oracles(folder, files):
    """{program: {file: leaves}} of those that are installed; Python and libetpan must be."""
    view = os.path.join(HERE, "oracles", "python_view.py")
    commands = {
        "python": [SYSTEM_PYTHON, view, "--policy", "compat32"],
        "python-default": [SYSTEM_PYTHON, view, "--policy", "default"],
        "libetpan": [build_view(folder, "libetpan_view.c", "-letpan", "-lcrypto")
            or skip("libetpan is not there to compile with")],
        "gmime": [build_view(folder, "gmime_view.c", *pkg_config("gmime-3.0"))],
    }
    for who, command in commands.items():
        if command[0] is None:
            print("compare: no %s here: left out" % who)
    return {who: oracle(command, files) for who, command in commands.items() if command[0] is not None}


def oracle(command, files):
    """{file: [(name, type, sha256)]}; an "error" row stays as it is and matches nothing."""
    run = subprocess.run(command + ["--batch"], input="".join(f + "\n" for f in files).encode(),
        stdout=subprocess.PIPE, check=True)
    leaves, current = {}, None
    for row in run.stdout.decode("utf-8", "replace").split("\n"):
        if row.startswith("# "):
            current = leaves.setdefault(os.path.basename(row[2:]), [])
        elif row:
            name, kind, digest = (row.split("\t") + ["", ""])[:3]
            current.append((plain_name(unescaped(name)), plain_name(unescaped(kind)), digest))
    return leaves


def unescaped(text):
    return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r", "0": "\0"}.get(m[1], m[1]), text)


def plain_name(name):
    """What a comparison of names is about: not white space, nor how an undecodable byte is shown."""
    name = unicodedata.normalize("NFC", name or "")
    return re.sub(r"[\ufffd?]+", "?", " ".join(name.replace("\0", "").split()))


def scan(sekisho, directory, *options):
    """{file: report} of one run over the directory. Reports come one JSON object a line."""
    run = subprocess.run([sekisho, "mail", "scan", "--json", "--facts", *options, directory],
        stdout=subprocess.PIPE)
    if run.returncode not in (0, 1):
        sys.exit("compare: %s ended with %d" % (sekisho, run.returncode))
    reports = {}
    for line in run.stdout.decode("utf-8", "replace").split("\n"):
        if line.startswith("{"):
            report = json.loads(line)
            path = report.get("path") or report.get("file") or ""
            reports[os.path.basename(path)] = report
    return reports


def parts(report):
    return (report.get("facts") or {}).get("parts") or []


def leaves_of_views(report):
    """{view: leaves}: what stands under a part that only Sekisho looks into, and what the sweep found, is no leaf."""
    views = collections.defaultdict(list)
    for part in parts(report):
        if set(part.get("traits", ())) & {"member", "swept", "text-encoded"}:
            continue
        for view in part.get("views", ()):
            views[view].append(part)
    result = {view: [] for view in view_names(report)}
    for view, found in views.items():
        found.sort(key=lambda p: (p.get("offset", 0),
            p["path"]))      # a part two views place differently has one path
        paths = {p["path"] for p in found}
        for part in found:
            parents = [part["path"][:m.start()] for m in re.finditer(r"\.", part["path"])]
            inside_a_leaf = any(p in paths and not is_container(found, p) for p in parents)
            if inside_a_leaf or is_container([part], part["path"]) and any(q.startswith(part["path"]
                + ".") for q in paths):
                continue
            result.setdefault(view, []).append((plain_name(part.get("name")), plain_name(part.get("type")),
                part.get("sha256", "")))
    return result


def view_names(report):
    names = {view for part in parts(report) for view in part.get("views", ())}
    return names | set((report.get("facts") or {}).get("views") or ()) | {"none"}


def is_container(found, path):
    return any(p["path"] == path and p.get("type", "").split("/")[0] in ("message",
        "multipart") for p in found)


def outcome(report):
    return report.get("outcome") or (report.get("verdict") or {}).get("outcome") or ""


def signals(report):
    rows = report.get("signals") or (report.get("verdict") or {}).get("signals") or report.get(
        "findings") or []
    return [row.get("id", "") if isinstance(row, dict) else row for row in rows]


def surfaced(row, report):
    _, _, kind, digest, _, remark = row
    found = parts(report)
    if any(p.get("sha256") == digest for p in found):
        return True
    wanted = FOUND_AS.get(kind, {kind})
    if kind in TEXT_KINDS or remark.startswith("loose:"):
        return any(p.get("found") in wanted for p in found)
    return False


def only_swept(row, report):
    found = [p for p in parts(report) if p.get("sha256") == row[3]]
    return bool(found) and all("swept" in p.get("traits", ()) for p in found)


class Score:
    def __init__(self):
        self.families = collections.OrderedDict()
        self.failures = []

    def count(self, family, column, good):
        cell = self.families.setdefault(family, collections.OrderedDict()).setdefault(column, [0, 0])
        cell[0] += bool(good)
        cell[1] += 1

    def total(self, column):
        cells = [f[column] for f in self.families.values() if column in f]
        return sum(c[0] for c in cells), sum(c[1] for c in cells)

    def show(self, columns):
        print("%-20s" % "family" + "".join("%14s" % c for c in columns))
        for family, cells in self.families.items():
            print("%-20s" % family
                + "".join("%14s" % ("%d/%d" % tuple(cells[c]) if c in cells else "") for c in columns))
        print("%-20s" % "all" + "".join("%14s" % ("%d/%d" % self.total(c)) for c in columns))


def read_known():
    known = {}
    if os.path.exists(KNOWN):
        with open(KNOWN, encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    name, who, why = line.rstrip("\n").split("\t")
                    known[name, who] = why
    return known


def compare_views(index, oracles, reports, score, details):
    missing = []
    for row in index:
        seen = leaves_of_views(reports.get(row[0], {}))
        for who, leaves in oracles.items():
            wanted = leaves.get(row[0], [])
            good = any(wanted == found for found in seen.values())
            score.count(row[1], who, good)
            if not good:
                missing.append((row[0], who))
                if details:
                    show_difference(row[0], who, wanted, seen)
    return missing


def show_difference(name, who, wanted, seen):
    def line(leaf):
        return re.sub(r"[\x00-\x1f\x7f]", "?", "%s %s %s" % (leaf[2][:8], leaf[1], leaf[0]))
    print("-- %s: %s sees  %s" % (name, who, "; ".join(line(leaf) for leaf in wanted)))
    for view, found in sorted(seen.items()):
        print("   %-20s %s" % (view, "; ".join(line(leaf) for leaf in found)))


def compare_payloads(index, reports, score):
    for row in index:
        report = reports.get(row[0], {})
        if row[1] == "honest":
            ids = signals(report)
            active = any("active" in p.get("traits", ()) for p in parts(report))
            good = (report and outcome(report) != "hold" and "mail.structure.hidden-content" not in ids
                    and not ("mail.structure.views-differ" in ids and active))
            score.count(row[1], "honest", good)
            if not good:
                score.failures.append("honest: %s: %s %s" % (row[0], outcome(report), " ".join(ids)))
            continue
        good = surfaced(row, report)
        score.count(row[1], "payload", good)
        if not good:
            score.failures.append("payload not surfaced: %s (%s)" % (row[0], row[2]))
        if row[2] in RUNS:
            score.count(row[1], "hold", outcome(report) == "hold")
            if outcome(report) != "hold":
                score.failures.append("not held: %s (%s): %s" % (row[0], row[2], outcome(report)))
        elif only_swept(row, report):
            score.count(row[1], "hidden", outcome(report) != "pass")
            if outcome(report) == "pass":
                score.failures.append("passes with a hidden document: %s (%s)" % (row[0], row[2]))


def compare_all_kinds(sekisho, folder, score):
    for kind in sorted(RUNS | DOCUMENTS):
        directory = os.path.join(folder, kind)
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), "--kind", kind, directory],
            check=True)
        rows = [row for row in read_index(directory) if row[2] == kind]
        compare_payloads(rows, scan(sekisho, directory), score)


def read_index(directory):
    with open(os.path.join(directory, "index.tsv"), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def check_known(missing, score, update, oracles):
    known = {key: why for key, why in read_known().items() if update or key[1] in oracles}
    if update:
        with open(KNOWN, "w", encoding="utf-8") as file:
            file.write("# structure\toracle\twhy no view reads it so\n")
            for name, who in sorted(missing):
                file.write("%s\t%s\t%s\n" % (name, who, known.get((name, who), "?")))
        return
    for name, who in sorted(set(known) - set(missing)):
        score.failures.append("known-differences.tsv is stale: %s is read as %s does" % (name, who))
    for name, who in sorted(set(missing) - set(known)):
        score.failures.append("no view reads %s as %s does, and known-differences.tsv does not say why" % (
            name, who))
    for (name, who), why in sorted(known.items()):
        if why in ("", "?"):
            score.failures.append("known-differences.tsv gives no reason for %s, %s" % (name, who))


def main():
    parser = argparse.ArgumentParser(description="views and sweep against real programs")
    parser.add_argument("--details", action="store_true", help="show every list that no view yields")
    parser.add_argument("--update", action="store_true",
        help="rewrite known-differences.tsv; reasons are kept, new ones are \"?\"")
    parser.add_argument("--all-kinds", action="store_true", help="every structure with every payload")
    parser.add_argument("sekisho")
    parser.add_argument("directory")
    options = parser.parse_args()
    index_path = os.path.join(options.directory, "index.tsv")
    if not os.path.exists(SYSTEM_PYTHON):
        skip("no " + SYSTEM_PYTHON)
    if not os.path.exists(index_path):
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), options.directory], check=True)
    index = read_index(options.directory)
    files = [os.path.join(options.directory, row[0]) for row in index]
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        oracles = run_oracles(folder, files)
        if options.all_kinds:
            compare_all_kinds(options.sekisho, folder, score)
    missing = compare_views(index, oracles, scan(options.sekisho, options.directory, "--no-sweep"), score,
        options.details)
    compare_payloads(index, scan(options.sekisho, options.directory), score)
    check_known(missing, score, options.update, oracles)
    score.show(list(oracles) + ["payload", "hold", "hidden", "honest"])
    for who in oracles:
        good, of = score.total(who)
        if good < VIEWS_BAR * of:
            score.failures.append(
                "%s: %d of %d structures have a view that reads them so, the bar is %d %%" % (who, good, of,
                VIEWS_BAR * 100))
    for failure in score.failures:
        print(failure)
    return 1 if score.failures else 0


if __name__ == "__main__":
    sys.exit(main())
