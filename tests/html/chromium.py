#!/usr/bin/python3
"""What Chromium shows of real HTML mail, and where its links lead, beside what our reader says.

usage: chromium.py BUILD/tests/html-bodies [--list] [--max N] [--keep FILE]
--list names every body that differs and how; --keep remembers what Chromium showed, to compare again with another reader.

Reads the HTML bodies of the calibration corpus through our own decoder, gives the same UTF-8 to a headless Chromium that
has neither network nor scripts, and compares two things:
  text   the words of document.body.innerText after the text nodes are emptied that a person cannot see (computed style and
         layout: no box, visibility, opacity, size, colour on its own background, clipped or moved away);
  links  a[href], area[href] in order: the address as it stands, and scheme, host and port of what the browser resolves.
Exit code 77 (skipped) without Chromium or corpora, 1 when less agrees than the bars below ask for.
"""
import collections, hashlib, json, os, pathlib, re, shutil, subprocess, sys, tempfile, time

BAR_WORDS, BAR_MAILS, BAR_LINKS, MAILS_MIN = 0.98, 0.95, 0.995, 300
SETS = ["calibration/ham-html", "calibration/ja-phish", "calibration/pot", "calibration/junk", "spamassassin/data", "sisimai"]

LOOK = r"""
(() => {
  if (!document.body) return {plain: '', seen: '', links: [], why: {}};
  const number = s => parseFloat(s) || 0;
  const colour = s => { const m = s.match(/[\d.]+/g); return m ? m.map(Number) : null; };
  const memo = new Map();
  function look(e) {                              // what an element inherits of all that hides
    if (memo.has(e)) return memo.get(e);
    const up = e.parentElement ? look(e.parentElement) : {why: '', back: [255, 255, 255], known: true, clip: false};
    const s = getComputedStyle(e), b = colour(s.backgroundColor), r = {...up};
    if (b && (b.length < 4 || b[3] > 0.9)) { r.back = b; r.known = true; }
    else if (b && b[3] > 0.05) r.known = false;
    if (s.backgroundImage !== 'none') r.known = false;
    if (number(s.opacity) < 0.05) r.why = 'opacity';
    const box = e.getBoundingClientRect();
    if (/hidden|clip/.test(s.overflow) && !/^inline$|^contents$|table-row|table-cell/.test(s.display) &&
        (box.width <= 1 || box.height <= 1)) r.why = 'clipped';
    if (s.clipPath !== 'none' && /inset\((5\d|[6-9]\d|100)%|circle\(0/.test(s.clipPath)) r.why = 'clipped';
    if (/absolute|fixed/.test(s.position) && /rect\(0px,? 0px,? 0px,? 0px|rect\(1px,? 1px,? 1px,? 1px/.test(s.clip)) r.why = 'clipped';
    memo.set(e, r);
    return r;
  }
  const plain = document.body.innerText, why = {};
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), gone = [];
  const range = document.createRange();
  for (let t; t = walk.nextNode();) {
    if (!t.data.trim()) continue;
    const e = t.parentElement, s = getComputedStyle(e), l = look(e), c = colour(s.color);
    let hides = l.why;
    range.selectNodeContents(t);
    const box = range.getBoundingClientRect();
    if (!hides && number(s.fontSize) <= 1) hides = 'size';
    if (!hides && c && l.known && ((c.length > 3 && c[3] < 0.05) || [0, 1, 2].every(i => Math.abs(c[i] - l.back[i]) <= 12)))
      hides = 'colour';
    if (!hides && box.width && (box.right < 0 || box.bottom < 0 || box.left < -400)) hides = 'moved';
    if (hides) { gone.push(t); why[hides] = (why[hides] || 0) + t.data.trim().length; }
  }
  for (const t of gone) t.data = '';
  for (const f of document.querySelectorAll('input'))       // the words on buttons and in empty fields, which are no text
    if (f.checkVisibility() && f.type !== 'hidden') {
      const word = /^(submit|button|reset)$/.test(f.type) ? f.getAttribute('value') : f.getAttribute('placeholder');
      if (word) f.replaceWith(document.createTextNode(' ' + word + ' '));
    }
  const links = [...document.querySelectorAll('a[href],area[href]')].filter(a => a.getAttribute('href').trim())
    .map(a => ({raw: a.getAttribute('href'), scheme: a.protocol.replace(/:$/, ''), host: a.hostname, port: a.port}));
  return {plain, seen: document.body.innerText, links, why};
})()
"""


class Kept:
    """What was asked before is not asked again. The file is one JSON line for each page, named by its hash."""

    def __init__(self, name):
        self.known = {}
        if name and os.path.exists(name):
            with open(name) as file:
                self.known = {key: value for key, value in map(json.loads, file)}
        self.file = open(name, "a") if name else None
        self.browser = self.folder = None

    def read(self, page):
        key = hashlib.sha256(page.encode("utf-8", "surrogatepass") + LOOK.encode()).hexdigest()
        if key not in self.known:
            if self.browser is None:
                self.folder = tempfile.TemporaryDirectory()
                self.browser = Browser(self.folder.name)
            self.known[key] = self.browser.read(page)
            if self.file:
                self.file.write(json.dumps([key, self.known[key]]) + "\n")
                self.file.flush()
        return self.known[key]

    def close(self):
        if self.browser:
            self.browser.close()
            self.folder.cleanup()


class Browser:
    """The DevTools protocol over a pipe: messages in JSON, each ended by a zero byte."""

    def __init__(self, folder):
        to, self.out = os.pipe()
        self.into, back = os.pipe()

        def ends():
            one, two = os.dup(to), os.dup(back)
            os.dup2(one, 3)
            os.dup2(two, 4)

        self.process = subprocess.Popen(
            ["nice", "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + folder,
             "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--window-size=1200,600",
             "--disable-software-rasterizer", "--blink-settings=imagesEnabled=false",
             "--remote-debugging-pipe"], preexec_fn=ends, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to)
        os.close(back)
        self.rest, self.number, self.tab = b"", 0, None

    def ask(self, method, session=None, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data):]
        while True:
            while b"\0" not in self.rest:
                got = os.read(self.into, 1 << 20)
                if not got:
                    raise EOFError("the browser is gone")
                self.rest += got
            one, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(one)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def page(self):
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable", session)
        self.ask("Emulation.setScriptExecutionDisabled", session, value=True)
        return target, session

    def read(self, html):
        if self.tab is None:
            self.tab = self.page()
        frame = self.ask("Page.getFrameTree", self.tab[1])["frameTree"]["frame"]
        self.ask("Page.setDocumentContent", self.tab[1], frameId=frame["id"], html=html)
        for _ in range(100):                        # a sheet that cannot be had holds up the rest for a moment
            state = self.ask("Runtime.evaluate", self.tab[1], expression="document.readyState", returnByValue=True)
            if state["result"].get("value") == "complete":
                break
            time.sleep(0.02)
        result = self.ask("Runtime.evaluate", self.tab[1], expression=LOOK, returnByValue=True)
        if re.search("http-equiv|<i?frame|<object|<embed|<base", html, re.I):       # it may be on its way elsewhere
            self.ask("Target.closeTarget", targetId=self.tab[0])
            self.tab = None
        return result["result"].get("value")

    def close(self):
        try:
            self.ask("Browser.close")
        except (EOFError, OSError, RuntimeError):
            pass
        self.process.wait(20)


INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\0]")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def words(text):
    return WORD.findall(INVISIBLE.sub("", text).lower())


def share(one, other):
    a, b = collections.Counter(one), collections.Counter(other)
    total = len(one) + len(other)
    return 2 * sum((a & b).values()) / total if total else 1.0


def address(raw):
    return re.sub("[\t\n\r]", "", raw.strip("".join(map(chr, range(33)))))


def link_of(l):
    host = l["host"] if l["scheme"] in ("http", "https", "ftp") else ""
    scheme = "" if l["scheme"] == "about" and not l.get("raw", "").startswith("about") else l["scheme"].lower()
    return scheme, host.lower().rstrip("."), l["port"]


def compare_links(theirs, ours):
    """How many different addresses the browser leads to, those only it has, those only we have. Where it puts an <a> that
    was not closed into every block that follows, the same address stands in its tree several times."""
    theirs = {(address(l["raw"]), link_of(l)) for l in theirs}
    ours = {(l["href"], link_of(l)) for l in ours}
    return len(theirs), list(theirs - ours), list(ours - theirs)


def bodies(tool, folder, most):
    files = [str(p) for s in SETS for p in sorted((folder / s).rglob("*")) if p.is_file() and p.suffix in (".eml", ".txt", "")]
    for i in range(0, len(files), 200):
        with subprocess.Popen([tool, *files[i:i + 200]], stdout=subprocess.PIPE) as p:
            for line in p.stdout:
                most -= 1
                if most < 0:
                    return
                yield json.loads(line)


def main():
    tool, wordy = sys.argv[1], "--list" in sys.argv
    most = int(sys.argv[sys.argv.index("--max") + 1]) if "--max" in sys.argv else 1 << 30
    corpora = pathlib.Path(os.environ.get("SEKISHO_CORPORA") or pathlib.Path(__file__).resolve().parents[2] / "../shared/corpora")
    if not shutil.which("chromium") or not (corpora / "calibration").is_dir():
        print("skipped: no Chromium or no corpora")
        return 77
    rows, seen, links, links_bad = [], set(), 0, 0
    browser = Kept(sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None)
    try:
        for body in bodies(tool, corpora, most):
            if body["page"] in seen:
                continue
            seen.add(body["page"])
            theirs = browser.read(body["page"])
            if theirs is None:
                print("unread", body["file"])
                continue
            a, b = words(theirs["seen"]), words(body["visible"])
            n, lost, more = compare_links(theirs["links"], body["links"])
            links += n
            links_bad += max(len(lost), len(more))
            rows.append((share(a, b), a == b, share(words(theirs["plain"]), words(body["visible"])), body, a, b, lost, more, theirs["why"]))
    finally:
        browser.close()
    good = sum(r[0] >= BAR_WORDS for r in rows)
    for r in sorted(rows, key=lambda r: r[0]) if wordy else ():
        a, b = collections.Counter(r[4]), collections.Counter(r[5])
        hidden = collections.Counter(words(r[3]["hidden"]))
        lost, more = a - b, b - a
        if r[0] < 1 or r[6] or r[7]:
            name = "/".join(pathlib.Path(r[3]["file"]).parts[-2:])
            print(f"{r[0]:.3f} {name} {r[3]['part']} browser only {sum(lost.values())} (hidden by us {sum((lost & hidden).values())}) "
                  f"ours only {sum(more.values())} hides {r[8]} how {r[3]['hidden_how']}")
            print("     -", " ".join(list(lost)[:14]), "\n     +", " ".join(list(more)[:14]))
            for l in r[6][:3]:
                print("     link -", l)
            for l in r[7][:3]:
                print("     link +", l)
    total = sum(len(r[4]) for r in rows)
    same = sum(sum((collections.Counter(r[4]) & collections.Counter(r[5])).values()) for r in rows)
    print(f"{len(rows)} bodies: {good} ({good / max(1, len(rows)):.1%}) agree in {BAR_WORDS:.0%} of their words or more, "
          f"{sum(r[1] for r in rows)} word for word in the same order; {same} of the browser's {total} words; "
          f"{links - links_bad} of {links} links")
    if len(rows) >= min(MAILS_MIN, most) and good >= BAR_MAILS * len(rows) and links - links_bad >= BAR_LINKS * links:
        return 0
    return 1


sys.exit(main())
