"""Stories of `sekisho mail scan --report`: the page holds everything, needs nothing, and no mail gets into its markup.

SEKISHO names the command (default build/sekisho). Where chromium is installed, the page is opened in it, too.
"""
import base64
import hashlib
import html.parser
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys

import pytest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_scan import HELLO, HOSTILE, JAPANESE, SAMPLES, SCRIPT, SITE, sekisho      # noqa: E402

VOID = {"meta", "input", "rect"}
TAGS = VOID | set("""html head title style body header main footer section article h1 h2 h3 h4 h5 p b small span strong bdi a
    table caption thead tbody tr th td dl div dt dd ul ol li form label select option button details summary svg script""".split())
ATTRIBUTES = set("""lang charset http-equiv content name class id hidden role scope href for value type autocomplete spellcheck placeholder
    tabindex aria-label aria-labelledby aria-hidden data-o data-k data-r viewbox preserveaspectratio x y width height""".split())
UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")


class Page(html.parser.HTMLParser):
    """Reads a page and minds that every element ends where it should."""

    def __init__(self, text):
        super().__init__()
        self.source = text
        self.open, self.tags, self.rows, self.cards, self.raw, self.words = [], [], [], {}, {"style": "", "script": ""}, []
        self.feed(text)
        self.close()
        assert self.open == []
        self.text = "".join(self.words)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr" and "data-o" in dict(attrs):
            self.rows.append((dict(attrs), []))
        if tag == "article":
            self.cards[dict(attrs)["id"]] = []
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        where = [tag for tag, _ in self.open]
        if where and where[-1] in self.raw:
            self.raw[where[-1]] += data
            return
        self.words.append(data)
        for tag, attrs in self.open:
            if tag == "tr" and "data-o" in attrs:
                self.rows[-1][1].append(data)
            if tag == "article":
                self.cards[attrs["id"]].append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def report(tmp_path, *args, **kw):
    """The page of a run, and the same run's JSON rows."""
    at = tmp_path / "page.html"
    r = sekisho("mail", "scan", "--json", "--report", str(at), *args, **kw)
    assert r.returncode in (0, 1, 2), r.stderr
    return Page(at.read_text(encoding="utf-8")), [json.loads(line) for line in r.stdout.splitlines()]


def sound(page):
    """What must hold of every page."""
    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attrs in page.tags for name in attrs} <= ATTRIBUTES
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert all(re.fullmatch(r"#m\d+", a["href"]) for a in page.all("a"))
    (policy,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    hashes = {k: base64.b64encode(hashlib.sha256(v.encode()).digest()).decode() for k, v in page.raw.items()}
    assert policy == ("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'"
                      % (hashes["style"], hashes["script"]))
    assert not re.search(r"url\(|@import|@font-face|//|expression|fetch|XMLHttp|import\(|innerHTML|eval", page.raw["style"] + page.raw["script"])
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert all(a["href"][1:] in ids for a in page.all("a"))
    assert all(a["aria-labelledby"] in ids for _, a in page.tags if "aria-labelledby" in a)
    assert all(label["for"] in ids for label in page.all("label"))
    assert not UNSEEN.search(page.text.replace("\n", ""))


@pytest.fixture(name="samples", scope="module")
def _samples(tmp_path_factory):
    return report(tmp_path_factory.mktemp("samples"), "--site", SITE, SAMPLES)


# ------------------------------------------------------------------------------------------------------- what it says

def test_needs_nothing_from_outside(samples):
    page, _ = samples
    sound(page)
    assert page.all("html") == [{"lang": "ja"}]


def test_every_mail_is_in_the_list_and_every_card_is_whole(samples):
    page, mails = samples
    assert sorted(row["data-o"] for row, _ in page.rows) == sorted(m["outcome"] for m in mails)
    stopped = [(n, m) for n, m in enumerate(mails, 1) if m["outcome"] != "pass"]
    assert sorted(page.cards) == sorted("c%d" % n for n, _ in stopped)
    for n, mail in stopped:
        text = "".join(page.cards["c%d" % n])
        assert mail["path"] in text
        for reason in mail["reasons"]:
            assert reason["saw"] in text and reason["why"] in text


def test_same_sentences_as_on_the_terminal(samples):
    page, _ = samples
    terminal = re.sub(r"\s", "", sekisho("mail", "scan", "--site", SITE, SAMPLES).stdout.decode())
    labels = re.compile(r"ファイル|日付|理由|理由とできること|（(差出人|件名|日付)なし）|20\d\d-\d\d-\d\d \d\d:\d\d")      # a terminal has no room for them
    for words in page.cards.values():
        for data in map(str.strip, words):
            assert labels.fullmatch(data) or re.sub(r"\s", "", data) in terminal


def test_stopped_come_first_and_charts_count_right(samples):
    page, mails = samples
    order = ["hold", "ask", "disarm", "pass"]
    found = [order.index(row["data-o"]) for row, _ in page.rows]
    assert found == sorted(found)
    for outcome, word in zip(order, ("止める", "確認を頼む", "無害にして届ける", "届ける")):
        n = sum(m["outcome"] == outcome for m in mails)
        assert re.search(r"%s\s*%d\s*%.1f%%" % (word, n, 100 * n / len(mails)), page.text)
    assert all("data-r" in row and set(row["data-r"].split()) <= {s["id"] for m in mails for s in m["signals"]} for row, _ in page.rows)


def test_table_headers_have_scopes(samples):
    page, _ = samples
    assert all(th.get("scope") in ("col", "row") for th in page.all("th"))
    assert sum(th["scope"] == "row" for th in page.all("th")) >= len(page.rows)


def test_english(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(HELLO)
    (tmp_path / "in" / "b.eml").write_bytes(SCRIPT)
    page, _ = report(tmp_path, "--lang", "en", str(tmp_path / "in"))
    sound(page)
    assert page.all("html") == [{"lang": "en"}]
    assert not JAPANESE.search(page.text)


def test_nothing_stopped(tmp_path):
    (tmp_path / "a.eml").write_bytes(HELLO)
    page, _ = report(tmp_path, str(tmp_path / "a.eml"))
    sound(page)
    assert not page.cards and len(page.rows) == 1


def test_what_could_not_be_opened_is_listed(tmp_path):
    (tmp_path / "a.eml").write_bytes(HELLO)
    page, _ = report(tmp_path, str(tmp_path / "no<b>such.eml"), str(tmp_path / "a.eml"))
    sound(page)
    assert [row["data-o"] for row, _ in page.rows] == ["failed", "pass"]
    assert "no<b>such.eml" in "".join(page.rows[0][1])


def test_same_moment_same_page(tmp_path):
    pages = []
    for j in ("1", "2"):
        r = sekisho("mail", "scan", "--now", "1792400000", "-j", j, "--report", str(tmp_path / "p.html"), "--site", SITE, SAMPLES)
        assert r.returncode == 1
        pages.append((tmp_path / "p.html").read_bytes())
    assert pages[0] == pages[1]


# -------------------------------------------------------------------------------------------------------- large runs

def test_mails_that_pass_are_limited_and_it_is_said(tmp_path):
    (tmp_path / "all.mbox").write_bytes(b"".join(b"From x@y.example Mon Oct 19 09:30:00 2026\n" + HELLO.replace(b"\r\n", b"\n") + b"\n"
                                                 for _ in range(300)))
    page, mails = report(tmp_path, str(tmp_path / "all.mbox"))
    sound(page)
    assert len(mails) == 300 and len(page.rows) == 200
    assert "200 / 300" in page.text


def test_dates_of_any_year(tmp_path):
    """Hundreds of days are told by month or year, impossible dates as such."""
    dates = [b"Mon, 19 Oct %d 09:30:00 +0900" % year for year in range(2000, 2100)] + [b"Mon, 19 Oct 99999 09:30:00 +0900", b"never", b"", b"-1"]
    for n, date in enumerate(dates):
        (tmp_path / ("%03d.eml" % n)).write_bytes(HELLO.replace(b"Mon, 19 Oct 2026 09:30:00 +0900", date))
    page, _ = report(tmp_path, str(tmp_path))
    sound(page)
    assert "日付がないか、ありえない日付" in page.text and re.search(r"\b2050\s*0\s*1\b", page.text)


# ---------------------------------------------------------------------------------------------------------- injection

MARKUP = [
    "<script>document.title='in'</script>", "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</td></tr></table><h1>in</h1>", "<!--", "--><b>in</b>", "<![CDATA[<b>]]>", "&lt;b&gt;&#60;i&#62;", "</title><style>*{display:none}</style>",
    "javascript:alert(1)", "</bdi></article></details>", "<svg/onload=alert(1)>", "{claimed}", "%s%n%%", "＜script＞", "<?php ?>",
    "\u202e<b>\u202c", "<\u200bscript>", "\u2066\u2800\U000e0041\ufeff\x85", "\x1b[2J\x07\x08", "\\u003cscript\\u003e", "</textarea></select><a href=//in.example>",
]


def word(text):
    return b"=?utf-8?B?" + base64.b64encode(text.encode()) + b"?="


def hostile(text):
    """Markup wherever a mail is shown: name, address, subject, file name, type, header names, text."""
    raw = text.encode()
    return (b"From: " + word(text) + b" <\"" + raw.replace(b'"', b'\\"') + b"\"@in.example>\r\nReply-To: " + word(text + "@b.example") + b" <x@y.example>\r\n"
            b"To: info@hinata-clinic.example\r\nSubject: " + word(text) + b"\r\nDate: Mon, 19 Oct 2026 09:30:00 +0900\r\n"
            b"Message-ID: <" + raw + b">\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>" + raw + b"</p>\r\n"
            b"--b\r\nContent-Type: application/" + raw + b"; name=\"" + word(text + ".pdf.js") + b"\"\r\n"
            b"Content-Disposition: attachment; filename=\"" + word(text + ".pdf.js") + b"\"\r\n\r\nWScript.Echo(\"sample\");\r\n"
            b"--b\r\nContent-Type: " + raw + b"\r\nContent-Transfer-Encoding: " + raw + b"\r\n\r\nx\r\n--b--\r\n")


@pytest.fixture(name="attacked", scope="module")
def _attacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "in").mkdir()
    for n, text in enumerate(MARKUP):
        (folder / "in" / ("%02d.eml" % n)).write_bytes(hostile(text))
        name = "".join(c for c in "%02d" % n + text if c not in "/\0\n")
        (folder / "in" / (name + ".eml")).write_bytes(SCRIPT)
    (folder / "site").write_text("name = <b>\"ひなた'&内科\n", encoding="utf-8")
    return folder, report(folder, "--site", str(folder / "site"), str(folder / "in"))


def test_no_mail_gets_into_the_markup(attacked):
    _, (page, mails) = attacked
    sound(page)
    assert len(mails) == 2 * len(MARKUP) == len(page.rows)
    assert "<b>\"ひなた'&内科" in page.text
    shown = [text for text in MARKUP if text in page.text]
    assert len(shown) > len(MARKUP) // 2                # as text they are there: the test has tested something


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_page_of_attacks_has_the_same_elements_as_one_of_plain_words(tmp_path, lang):
    """One mail, twice: what its words are does not change a single element or attribute."""
    skeletons = []
    for text in ("<b title=\"in\">", "zzzzzzzzzzzzzz"):
        (tmp_path / "a.eml").write_bytes(SCRIPT.replace(b"Subject: Meeting on Thursday", b"Subject: " + word(text)).replace(
            b"list.js", b"x" + text.replace('"', "'").encode() + b".js"))
        page, mails = report(tmp_path, "--lang", lang, str(tmp_path / "a.eml"))
        assert mails[0]["outcome"] != "pass"
        skeletons.append([(tag, sorted(attrs)) for tag, attrs in page.tags])
    assert skeletons[0] == skeletons[1]


def chromium(tmp_path, page, *more):
    return subprocess.run(
        [shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=%s" % (tmp_path / "chrome"),
         "--enable-logging=stderr", "--dump-dom", *more, "file://%s" % page], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)


@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium")
def test_in_a_browser(attacked, tmp_path):
    folder, (page, _) = attacked
    r = chromium(tmp_path, folder / "page.html")
    dom = r.stdout.decode()
    assert "<title>メールの点検結果</title>" in dom
    assert re.search(r'<form id="filter" role="search" aria-label', dom)                # its own script ran
    assert b"CONSOLE" not in r.stderr, r.stderr                                         # and nothing was refused
    assert dom.count("<script") == 1 and dom.count("<article") == len(page.cards)


@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium")
def test_the_filter(samples, tmp_path):
    """A page around it does what a person would: chooses, types, resets, follows a link."""
    page, mails = samples
    (tmp_path / "page.html").write_text(page.source, encoding="utf-8")
    (tmp_path / "around.html").write_text("""<iframe src="page.html" width=900 height=900></iframe><pre></pre><script>
onload = function () {
  var d = frames[0].document, said = [];
  function set(id, value, event) { var e = d.getElementById(id); e.value = value; e.dispatchEvent(new Event(event)); }
  function say(what) {
    said.push(what + "=" + d.querySelectorAll("#mails tbody tr:not([hidden])").length + "/" + d.querySelectorAll("article:not([hidden])").length);
  }
  say("start");
  set("fo", "ask", "change"); say("ask");
  set("fo", "", "change"); set("fr", "mail.attachment.lzh", "change"); say("lzh");
  d.getElementById("filter").reset();
  setTimeout(function () {
    say("reset");
    set("fw", "ＭＨＬＷ-oshirase  厚生", "input");
    setTimeout(function () {
      say("words"); said.push(d.getElementById("shown").textContent);
      d.getElementById("filter").reset(); d.querySelector("#mails a").click();
      setTimeout(function () { said.push("open=" + d.querySelectorAll("details[open]").length); document.querySelector("pre").textContent = said.join(" "); }, 300);
    }, 400);
  }, 50);
};</script>""", encoding="utf-8")
    r = chromium(tmp_path, tmp_path / "around.html", "--allow-file-access-from-files", "--virtual-time-budget=5000")
    said = re.search("<pre>(.*?)</pre>", r.stdout.decode(), re.S)[1]
    ask = sum(m["outcome"] == "ask" for m in mails)
    lzh = sum("mail.attachment.lzh" in [x["id"] for x in m["reasons"]] for m in mails)
    assert said == ("start=%d/%d ask=%d/%d lzh=%d/%d reset=%d/%d words=1/1 表示中: 1 / %d 条件に合うメールはありません。 open=1"
                    % (len(page.rows), len(page.cards), ask, ask, lzh, lzh, len(page.rows), len(page.cards), len(page.rows)))


# ------------------------------------------------------------------------------------------------------------- files

def left(folder):
    return sorted(os.listdir(folder))


def test_only_its_owner_can_read_it(tmp_path):
    (tmp_path / "a.eml").write_bytes(HELLO)
    report(tmp_path, str(tmp_path / "a.eml"))
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o600
    assert left(tmp_path) == ["a.eml", "page.html"]


def test_no_such_folder(tmp_path):
    r = sekisho("mail", "scan", "--report", str(tmp_path / "no" / "page.html"), SAMPLES)
    assert r.returncode == 2 and r.stdout == b"" and "点検結果".encode() in r.stderr and b"page.html" in r.stderr


def test_a_link_is_followed_and_a_pipe_refused(tmp_path):
    (tmp_path / "a.eml").write_bytes(HELLO)
    (tmp_path / "real.html").write_text("before")
    os.symlink("real.html", tmp_path / "link.html")
    os.mkfifo(tmp_path / "pipe")
    assert sekisho("mail", "scan", "--report", str(tmp_path / "link.html"), str(tmp_path / "a.eml")).returncode == 0
    assert (tmp_path / "link.html").is_symlink() and (tmp_path / "real.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert sekisho("mail", "scan", "--report", str(tmp_path / "pipe"), str(tmp_path / "a.eml")).returncode == 2
    assert (tmp_path / "pipe").is_fifo()
    assert sekisho("mail", "scan", "--report", str(tmp_path), str(tmp_path / "a.eml")).returncode == 2
    assert left(tmp_path) == ["a.eml", "link.html", "pipe", "real.html"]


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path):
    """A disk of 64 KiB, or nothing where none can be had."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], stderr=subprocess.DEVNULL, check=False).returncode:
        pytest.skip("no right to mount")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk(small_disk):
    (small_disk / "page.html").write_text("before")
    r = sekisho("mail", "scan", "--site", SITE, "--report", str(small_disk / "page.html"), SAMPLES)
    assert r.returncode == 2
    assert "空き容量".encode() in r.stderr and b"page.html" in r.stderr
    assert "止める".encode() in r.stdout                                 # the run itself went on
    assert left(small_disk) == ["page.html"] and (small_disk / "page.html").read_text() == "before"


@pytest.mark.parametrize("most", [0, 1000, 20000, 60000])
def test_a_write_that_fails_at_any_place(tmp_path, most):
    """The same where nothing can be mounted: no file may grow beyond `most`."""
    (tmp_path / "page.html").write_text("before")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    (tmp_path / "in").mkdir()
    for n in range(30):
        (tmp_path / "in" / ("%02d.eml" % n)).write_bytes(SCRIPT)
    r = sekisho("mail", "scan", "--report", str(tmp_path / "page.html"), str(tmp_path / "in"), preexec_fn=limit, restore_signals=False)
    assert r.returncode == 2 and r.stderr
    assert left(tmp_path) == ["in", "page.html"] and (tmp_path / "page.html").read_text() == "before"


@pytest.mark.skipif(not HOSTILE, reason="SEKISHO_HOSTILE is not set")
def test_a_mail_that_could_not_be_read_has_a_card(tmp_path):
    (tmp_path / "a.eml").write_bytes(b"X-Sekisho-Test: crash\r\n" + HELLO)
    page, _ = report(tmp_path, str(tmp_path / "a.eml"), command=HOSTILE)
    sound(page)
    assert [row["data-o"] for row, _ in page.rows] == ["hold"] and len(page.cards) == 1
