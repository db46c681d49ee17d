"""Stories of `sekisho mail scan` and its sisters, told to the built command.

SEKISHO names the command (default build/sekisho), SEKISHO_HOSTILE one built with -Dhostile=true, whose readers misbehave
when a mail asks for it; without it those stories are skipped.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
import time

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SEKISHO = os.path.abspath(os.environ.get("SEKISHO", os.path.join(ROOT, "build", "sekisho")))
HOSTILE = os.environ.get("SEKISHO_HOSTILE", "")
SAMPLES = os.path.join(ROOT, "samples")
SITE = os.path.join(SAMPLES, "site.conf")

HELLO = b"""From: Ito Misaki <ito@yamate-shokai.example>\r
To: info@hinata-clinic.example\r
Subject: Meeting on Thursday\r
Date: Mon, 19 Oct 2026 09:30:00 +0900\r
Message-ID: <1@yamate-shokai.example>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=us-ascii\r
\r
See you on Thursday at ten.\r
"""
SCRIPT = HELLO.replace(b"text/plain; charset=us-ascii", b'application/octet-stream; name="list.js"').replace(
    b"See you on Thursday at ten.", b'// nothing\r\nWScript.Echo("sample");')
JAPANESE = re.compile("[぀-ヿ一-鿿]")


def sekisho(*args, command=SEKISHO, **kw):
    kw.setdefault("timeout", 120)
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_")} | {"LANG": "ja_JP.UTF-8"}
    return subprocess.run([command, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, check=False, **kw)


def rows(result):
    """The JSON objects about mails, in order. Every line must be one object in UTF-8."""
    found = [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]
    assert all(isinstance(x, dict) for x in found)
    return [x for x in found if "outcome" in x]


def scan(*args, **kw):
    return rows(sekisho("mail", "scan", "--json", *args, **kw))


@pytest.fixture
def mails(tmp_path):
    """A folder with one mail that passes and one that does not."""
    (tmp_path / "a-hello.eml").write_bytes(HELLO)
    (tmp_path / "b-script.eml").write_bytes(SCRIPT)
    return tmp_path


# ---------------------------------------------------------------------------------------------------- exit codes

def test_all_pass_is_0(mails):
    r = sekisho("mail", "scan", str(mails / "a-hello.eml"))
    assert (r.returncode, r.stderr) == (0, b"")


def test_some_not_pass_is_1(mails):
    assert sekisho("mail", "scan", str(mails)).returncode == 1


def test_missing_input_is_2_and_the_rest_is_read(mails):
    r = sekisho("mail", "scan", "--json", str(mails / "no-such.eml"), str(mails / "b-script.eml"))
    assert r.returncode == 2
    assert [os.path.basename(x["path"]) for x in rows(r)][-1] == "b-script.eml"
    assert b"no-such.eml" in r.stderr + r.stdout


def test_unreadable_file_in_a_folder_is_2_and_the_rest_is_read(mails):
    os.symlink("nowhere", mails / "aa-dangling.eml")
    if os.geteuid() != 0:
        (mails / "ab-locked.eml").write_bytes(HELLO)
        (mails / "ab-locked.eml").chmod(0)
    r = sekisho("mail", "scan", "--json", str(mails))
    assert r.returncode == 2
    assert {"a-hello.eml", "b-script.eml"} <= {os.path.basename(x["path"]) for x in rows(r)}


@pytest.mark.parametrize("args", [
    ["mail", "scan"], ["mail", "scan", "--no-such-option", "x"], ["mail", "no-such-verb"], ["no-such-noun"],
    ["mail", "scan", "--lang", "fr", "-"], ["mail", "scan", "-j", "0", "-"], ["mail", "scan", "-j", "many", "-"], ["mail", "explain"],
    ["mail", "scan", "--site"],
])
def test_wrong_use_is_64(args):
    r = sekisho(*args, input=b"")
    assert (r.returncode, r.stdout) == (64, b"")
    assert r.stderr


def test_wrong_site_file_says_where(mails):
    (mails / "site").write_text("name = ひなた\nno_such_setting = 1\n", encoding="utf-8")
    r = sekisho("mail", "scan", "--site", str(mails / "site"), str(mails / "a-hello.eml"))
    assert r.returncode in (2, 64)
    assert b"no_such_setting" in r.stderr and b"2" in r.stderr


# ------------------------------------------------------------------------------------------------------ the card

def test_card_in_japanese_says_what_and_what_to_do(mails):
    out = sekisho("mail", "scan", "--site", SITE, str(mails / "b-script.eml")).stdout.decode("utf-8")
    assert "止めます" in out and "list.js" in out
    assert "内線12" in re.sub(r"\s", "", out)                                    # lines are folded at any place
    assert "LANケーブル" in out


def test_card_in_english_has_no_japanese(mails):
    out = sekisho("mail", "scan", "--lang", "en", str(mails / "b-script.eml")).stdout.decode("utf-8")
    assert "held" in out and "list.js" in out
    assert not JAPANESE.search(out)


def test_no_card_for_what_passes(mails):
    out = sekisho("mail", "scan", "--lang", "en", str(mails / "a-hello.eml")).stdout.decode("utf-8")
    assert "Meeting on Thursday" not in out and "unplug" not in out


def test_words_never_used():
    out = sekisho("mail", "scan", "--site", SITE, SAMPLES).stdout.decode("utf-8")
    for word in ("ウイルス", "安全です", "隔離", "検疫", "スコア", "mail.from.", "mail.attachment.", "mail.structure."):
        assert word not in out, word


def test_a_mail_cannot_write_to_the_terminal(tmp_path):
    """Escape sequences and direction overrides in names and subjects are shown, not obeyed."""
    import base64
    subject = base64.b64encode(b"\x1b]0;owned\x07\x1b[2J hello").decode().encode()
    raw = SCRIPT.replace(b"Subject: Meeting on Thursday", b"Subject: =?utf-8?B?" + subject + b"?=").replace(
        b'name="list.js"', b"name*=utf-8''list%E2%80%AEfdp%1B%5B31m.js").replace(b"Ito Misaki", b"\x1b[31mIto")
    (tmp_path / "x.eml").write_bytes(raw)
    for args in (["mail", "scan"], ["mail", "explain"]):
        out = sekisho(*args, str(tmp_path / "x.eml")).stdout
        assert b"\x1b" not in out and b"\x07" not in out and "\u202e".encode() not in out


def test_file_names_cannot_write_to_the_terminal(tmp_path):
    (tmp_path / "evil\x1b[2J\nname.eml").write_bytes(SCRIPT)
    r = sekisho("mail", "scan", str(tmp_path))
    assert b"\x1b" not in r.stdout + r.stderr and b"\nname.eml" not in r.stdout


# ------------------------------------------------------------------------------------------------------ --json

def test_json_fields(mails):
    (got,) = scan(str(mails / "b-script.eml"))
    assert {"path", "index", "sha256", "outcome", "decibans", "rules", "reasons", "signals", "counterfactual", "work", "errors"} <= set(got)
    assert got["path"] == str(mails / "b-script.eml")
    assert got["sha256"] == hashlib.sha256(SCRIPT).hexdigest()
    assert got["outcome"] in ("ask", "hold") and isinstance(got["decibans"], int) and isinstance(got["rules"], list)
    assert 1 <= len(got["reasons"]) <= 3 and got["errors"] == []
    for signal in got["signals"]:
        assert {"id", "severity", "decibans", "evidence"} <= set(signal)
        assert signal["severity"] in ("information", "low", "medium", "high")
    assert "mail.attachment.script" in [x["id"] for x in got["signals"]]
    assert JAPANESE.search(json.dumps(got["reasons"], ensure_ascii=False))
    assert not any(key in got for key in ("headers", "parts", "text"))


def test_json_reasons_follow_lang(mails):
    (got,) = scan("--lang", "en", str(mails / "b-script.eml"))
    assert not JAPANESE.search(json.dumps(got["reasons"], ensure_ascii=False))


def test_json_is_versioned(mails):
    out = sekisho("mail", "scan", "--json", str(mails / "a-hello.eml")).stdout.decode()
    assert "version" in out or "schema" in out or "format" in out


def test_facts(mails):
    (got,) = scan("--facts", str(mails / "b-script.eml"))
    flat = json.dumps(got, ensure_ascii=False)
    assert hashlib.sha256(SCRIPT.partition(b"\r\n\r\n")[2]).hexdigest() in flat
    for word in ("Meeting on Thursday", "ito@yamate-shokai.example", "list.js", "views", "oddities"):
        assert word in flat, word


def test_passing_mail_has_no_reasons(mails):
    (got,) = scan(str(mails / "a-hello.eml"))
    assert (got["outcome"], got["reasons"]) == ("pass", [])


def test_counterfactual_is_milder():
    order = ("pass", "disarm", "ask", "hold")
    known = 0
    for got in scan("--site", SITE, SAMPLES):
        other = got["counterfactual"]
        if isinstance(other, dict) and other.get("outcome"):
            assert order.index(other["outcome"]) < order.index(got["outcome"]), got["path"]
            known += 1
    assert known >= 5


# ------------------------------------------------------------------------------------------- where mails come from

def test_stdin(mails):
    r = sekisho("mail", "scan", "--json", "-", input=SCRIPT)
    (got,) = rows(r)
    assert (r.returncode, got["path"], got["sha256"]) == (1, "-", hashlib.sha256(SCRIPT).hexdigest())


def mbox(*raws):
    out = b""
    for raw in raws:
        body = raw.replace(b"\r\n", b"\n")
        body = re.sub(rb"(?m)^(>*From )", rb">\1", body)
        out += b"From ito@yamate-shokai.example Mon Oct 19 09:30:00 2026\n" + body + b"\n"
    return out


def test_mbox(tmp_path):
    middle = HELLO.replace(b"See you", b"From Monday on I am away.\r\nSee you")
    (tmp_path / "box").write_bytes(mbox(HELLO, middle, SCRIPT))
    got = scan(str(tmp_path / "box"))
    assert [x["outcome"] == "pass" for x in got] == [True, True, False]
    assert [x["index"] - got[0]["index"] for x in got] == [0, 1, 2]


def test_mbox_on_stdin():
    assert len(scan("-", input=mbox(HELLO, SCRIPT, HELLO))) == 3


def test_maildir(tmp_path):
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / folder).mkdir(parents=True)
    (tmp_path / "Maildir/cur/1760835000.M1P2.mx:2,S").write_bytes(HELLO.replace(b"\r\n", b"\n"))
    (tmp_path / "Maildir/new/1760835060.M2P2.mx").write_bytes(SCRIPT.replace(b"\r\n", b"\n"))
    (tmp_path / "Maildir/tmp/1760835070.M3P2.mx").write_bytes(b"Subject: not yet del")
    got = scan(str(tmp_path / "Maildir"))
    assert sorted((x["path"].split("/")[-2], x["outcome"] == "pass") for x in got) == [("cur", True), ("new", False)]


ODD_NAMES = (b"a b.eml", b"-j.eml", b"new\nline.eml", "請求書（１０月）.eml".encode(), "請求書.eml".encode("cp932"), b"%s%n.eml", b'quote".eml',
             b"no-extension", b".hidden", b"\xff\xfe.eml", b"x" * 240 + b".eml")


def test_folder_with_odd_names(tmp_path):
    for name in ODD_NAMES:
        deeper = os.path.join(os.fsencode(str(tmp_path)), b"sub " + name[:20].replace(b"\n", b" "), b"x")
        os.makedirs(deeper, exist_ok=True)
        with open(os.path.join(deeper, name), "wb") as f:
            f.write(HELLO)
    r = sekisho("mail", "scan", "--json", str(tmp_path))
    assert r.returncode == 0
    got = rows(r)
    assert len(got) >= len(ODD_NAMES) - 1                                       # a hidden file may be left out
    assert len({x["path"] for x in got}) == len(got)


def test_empty_folder_and_empty_file(tmp_path):
    assert sekisho("mail", "scan", str(tmp_path)).returncode == 0
    (tmp_path / "empty.eml").write_bytes(b"")                                   # nothing there to judge: never called "pass"
    r = sekisho("mail", "scan", str(tmp_path))
    assert r.returncode == 2 and b"empty.eml" in r.stderr


def test_errors_are_sentences(tmp_path):
    """Text ids such as fail.empty are for translators, not for people."""
    (tmp_path / "empty.eml").write_bytes(b"")
    for lang in ("ja", "en"):
        for args in ([str(tmp_path)], [str(tmp_path / "no-such.eml")], ["--site", str(tmp_path / "no-such"), str(tmp_path)]):
            assert not re.search(rb"\b(fail|card|scan|words?)\.[a-z]", sekisho("mail", "scan", "--lang", lang, *args).stderr)


def test_summary_says_what_its_numbers_are(mails):
    for lang, word in (("ja", "止める"), ("en", "hold")):
        last = sekisho("mail", "scan", "--lang", lang, str(mails)).stdout.decode("utf-8").rstrip("\n").split("\n\n")[-1]
        assert word in last and not re.fullmatch(r"[\d\s]+", last)


def test_looping_links_end(tmp_path):
    os.symlink(str(tmp_path), tmp_path / "self")
    (tmp_path / "a.eml").write_bytes(HELLO)
    assert sekisho("mail", "scan", str(tmp_path), timeout=20).returncode in (0, 2)


@pytest.mark.parametrize("form", [[], ["--json"], ["--json", "--facts"], ["--lang", "en"]])
def test_same_bytes_whatever_j(form):
    one, two, five = (sekisho("mail", "scan", "--site", SITE, "-j" + n, *form, SAMPLES) for n in ("1", "2", "5"))
    assert one.stdout and (one.returncode, one.stdout) == (two.returncode, two.stdout) == (five.returncode, five.stdout)


def test_order_is_the_order_of_the_arguments(mails):
    a, b = str(mails / "a-hello.eml"), str(mails / "b-script.eml")
    assert [x["path"] for x in scan("-j2", b, a, b)] == [b, a, b]


# --------------------------------------------------------------------------------------------------- the other verbs

def test_signals_lists_every_signal():
    r = sekisho("signals")
    assert r.returncode == 0
    out = r.stdout.decode("utf-8")
    with open(os.path.join(ROOT, "data", "weights.tsv"), encoding="utf-8") as f:
        ids = [line.split("\t")[0] for line in f if line.startswith("mail.")]
    assert len(ids) >= 30
    assert [x for x in ids if x not in out] == []


def test_measures():
    r = sekisho("measures")
    assert r.returncode == 0 and len(r.stdout.splitlines()) >= 20


@pytest.mark.parametrize("name", ["59-two-encodings.eml", "66-two-from.eml", "09-ministry.eml"])
def test_explain_tells_the_whole_story(name):
    r = sekisho("mail", "explain", "--site", SITE, os.path.join(SAMPLES, name))
    assert r.returncode in (0, 1)
    out = r.stdout.decode("utf-8")
    (got,) = scan("--site", SITE, os.path.join(SAMPLES, name))
    for signal in got["signals"]:
        assert signal["id"] in out
    assert "From" in out and "Subject" in out


def test_help_and_version():
    for args in (["--help"], ["mail", "scan", "--help"], ["--version"]):
        r = sekisho(*args)
        assert (r.returncode, r.stderr) == (0, b"") and r.stdout


# ------------------------------------------------------------------------------------------------- samples and pairs

def expected():
    with open(os.path.join(SAMPLES, "expected.tsv"), encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]


@pytest.fixture(scope="module")
def samples():
    return {os.path.basename(x["path"]): x for x in scan("--site", SITE, SAMPLES)}


@pytest.mark.parametrize("row", expected(), ids=lambda row: row[0])
def test_sample(samples, row):
    name, outcome, reasons, why = row
    got = samples[name]
    found = [x["id"] for x in got["signals"]]
    assert got["outcome"] in outcome.split("|"), (why, found, got["rules"])
    missing = [x for x in reasons.split() if x != "-" and x not in found]
    assert not missing, (why, found)


def test_every_mail_of_the_folder_is_expected(samples):
    mails_there = {x for x in os.listdir(SAMPLES) if x.endswith(".eml")}
    assert mails_there == {row[0] for row in expected()} == mails_there & set(samples)


def test_samples_are_what_their_script_makes(tmp_path):
    subprocess.run([sys.executable, "-B", os.path.join(SAMPLES, "make.py"), str(tmp_path)], check=True)
    for name in os.listdir(tmp_path):
        with open(os.path.join(SAMPLES, name), "rb") as committed:
            assert committed.read() == (tmp_path / name).read_bytes(), name


# ------------------------------------------------------------------------------------------------------- under load

def test_ten_thousand_parts(tmp_path):
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    raw = HELLO.replace(b"text/plain; charset=us-ascii", b'multipart/mixed; boundary="b"').replace(
        b"See you on Thursday at ten.\r\n", part * 10000 + b"--b--\r\n")
    (tmp_path / "parts.eml").write_bytes(raw)
    began = time.monotonic()
    (got,) = scan(str(tmp_path / "parts.eml"))
    assert time.monotonic() - began < 10
    assert "mail.structure.limits" in [x["id"] for x in got["signals"]]


@pytest.mark.parametrize("filler", [b'"' * 1000000, b"(" * 1000000, b"=?utf-8?B?" * 100000, b"<" * 1000000, b"a@b," * 250000, b"\r\n " * 300000],
                         ids=["quotes", "comments", "words", "angles", "addresses", "folds"])
def test_a_header_of_a_megabyte(tmp_path, filler):
    (tmp_path / "header.eml").write_bytes(HELLO.replace(b"Ito Misaki <", filler + b" <"))
    began = time.monotonic()
    assert len(scan(str(tmp_path / "header.eml"))) == 1
    assert time.monotonic() - began < 10


# --------------------------------------------------------------------------------------------------- hostile readers

@pytest.mark.skipif(not HOSTILE, reason="SEKISHO_HOSTILE is not set")
@pytest.mark.parametrize("word,j,bad", [(word, j, 3) for word in ("crash", "flood", "forge", "exit", "oom") for j in ("-j1", "-j2")]
                         + [("loop", "-j2", 0), ("hang", "-j2", 0)])        # the time limit is waited for, once
def test_a_captured_reader_ends_one_mail_only(tmp_path, word, j, bad):
    for i in range(6):
        (tmp_path / ("%d.eml" % i)).write_bytes(b"X-Sekisho-Test: " + word.encode() + b"\r\n" + HELLO if i == bad else HELLO)
    r = sekisho("mail", "scan", "--json", j, str(tmp_path), command=HOSTILE)
    got = {os.path.basename(x["path"]): x for x in rows(r)}
    assert r.returncode == 1 and len(got) == 6
    assert [got["%d.eml" % i]["outcome"] for i in range(6)] == ["hold" if i == bad else "pass" for i in range(6)]
    unread = got["%d.eml" % bad]
    assert [x["id"] for x in unread["signals"]] == ["mail.unreadable"] and unread["reasons"]


@pytest.mark.skipif(not HOSTILE, reason="SEKISHO_HOSTILE is not set")
def test_a_captured_reader_cannot_open_files(tmp_path):
    (tmp_path / "a.eml").write_bytes(b"X-Sekisho-Test: escape\r\n" + HELLO)
    (got,) = rows(sekisho("mail", "scan", "--json", str(tmp_path), command=HOSTILE))
    assert got["outcome"] == "hold" and [x["id"] for x in got["signals"]] == ["mail.unreadable"]


@pytest.mark.parametrize("closed, code", [("<&-", 0), (">&-", 2), ("<&- >&- 2>&-", 2)])
def test_closed_standard_files_are_not_taken_by_others(tmp_path, closed, code):
    """The record would get number 1 and be written over by the cards; a reader's memory would be standard input."""
    mail = tmp_path / "plain.eml"
    mail.write_bytes(b"From: a@partner.example\nTo: b@clinic.example\nSubject: x\nMessage-ID: <1@partner.example>\n\nhello\n")
    record = tmp_path / "record"
    run = subprocess.run("%s mail scan --json --record %s %s %s" % (SEKISHO, record, mail, closed), shell=True,
                         capture_output=True)
    assert run.returncode == code
    replayed = sekisho("verdict", "replay", str(record))
    assert replayed.returncode == 0
