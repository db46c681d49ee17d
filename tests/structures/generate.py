#!/usr/bin/env python3
"""Writes mails whose MIME structure real programs disagree about, and honest mails that must not be taken for such.

    generate.py [--kind KIND] [--family FAMILY] DIR

DIR receives one .eml per structure and index.tsv: file, family, payload kind, payload sha256, payload name, remark.
The payload is what some program extracts or the sweep must surface; a remark that begins with "loose:" says that no
program yields exactly those bytes, so the file's type is what must surface. Family "honest" carries no payload.

Families follow the classes of "Inbox Invasion" (CCS 2024) and the MIME-tools advisories of 2026. Payloads are harmless:
headers of file formats and scripts that only assign strings. Output depends on nothing but the options.
"""

import argparse
import base64
import collections
import hashlib
import io
import os
import struct
import sys
import zipfile

import honest

# --- payloads ---------------------------------------------------------------------------------------------------------


def pe():
    head = bytearray(0x200)
    head[0:2] = b"MZ"
    head[2:8] = struct.pack("<HHH", 0x90, 3, 0)
    head[0x3C:0x40] = struct.pack("<I", 0x80)
    head[0x40:0x6E] = b"This is a test file. It has no code at all.\r\n$"
    head[0x80:0x84] = b"PE\0\0"
    head[0x84:0x98] = struct.pack("<HHIIIHH", 0x14C, 1, 0, 0, 0, 0xE0, 0x102)
    head[0x98:0x9A] = struct.pack("<H", 0x10B)
    return bytes(head) + b"nothing to run here " * 12


def lnk():
    guid = bytes.fromhex("0114020000000000c000000000000046")
    head = struct.pack("<I", 0x4C) + guid + struct.pack("<II", 0x80, 0x20) + b"\0" * 24 + struct.pack("<III",
        0, 0, 1)
    name = "notepad".encode("utf-16-le")
    return head.ljust(0x4C, b"\0") + struct.pack("<H", 7) + name + b"\0\0\0\0"


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        member = zipfile.ZipInfo("請求書.exe", (2026, 4, 1, 9, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        z.writestr(member, pe())
    return out.getvalue()


def smuggling():
    inner = base64.b64encode(b"a harmless text, long enough to look like a file " * 4).decode()
    return ("<html><head><meta charset=\"utf-8\"><title>請求書</title></head><body><p>ダウンロードが始まります。</p>\r\n<script>\r\n"
            "var data = \"%s\";\r\nvar raw = atob(data), bytes = new Uint8Array(raw.length);\r\n"
            "for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);\r\n"
            "var blob = new Blob([bytes], {type: 'octet/stream'});\r\nvar a = document.createElement('a');\r\n"
            "a.href = URL.createObjectURL(blob);\r\na.download = 'seikyusho.zip';\r\na.click();\r\n"
            "</script></body></html>\r\n" % inner).encode()


def javascript():
    return (b"// only strings are assigned\r\n"
            b"var first = 'new ActiveXObject(\"WScript.Shell\")';\r\n"
            b"var second = 'WScript.CreateObject(\"Scripting.FileSystemObject\")';\r\n"
            b"var third = 'shell.Run(\"notepad.exe\", 0, false)';\r\n"
            b"function join(a, b) { return a + ' ' + b; }\r\nvar all = join(first, join(second, third));\r\n")


def vbscript():
    return (b"' only strings are assigned\r\nOption Explicit\r\nDim first, second, third\r\n"
            b"first = \"Set shell = CreateObject(\"\"WScript.Shell\"\")\"\r\n"
            b"second = \"shell.Run \"\"notepad.exe\"\", 0, False\"\r\n"
            b"third = \"CreateObject(\"\"Scripting.FileSystemObject\"\")\"\r\n"
            b"Sub Nothing_To_Do\r\n  Dim fourth\r\n  fourth = first & second\r\nEnd Sub\r\n")


def hta():
    return (b"<html>\r\n<head>\r\n<title>test</title>\r\n<HTA:APPLICATION ID=\"test\" APPLICATIONNAME=\"test\" "
            b"WINDOWSTATE=\"minimize\" SHOWINTASKBAR=\"no\">\r\n<script language=\"VBScript\">\r\nDim text\r\n"
            b"text = \"CreateObject(\"\"WScript.Shell\"\")\"\r\n</script>\r\n</head>\r\n<body>test</body>\r\n</html>\r\n")


def rtf():
    body = (b"{\\rtf1\\ansi\\ansicpg932\\deff0 test\\par\r\n{\\object\\objemb\\objw380\\objh260{\\*\\objclass Package}"
            b"{\\*\\objdata 0105000002000000080000005061636b61676500000000000000000010000000" + b"00" * 64
            + b"}}\\par}\r\n")
    return body


def ole():
    head = bytearray(0x600)
    head[0:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    head[0x18:0x22] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head[0x2C:0x4C] = struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head[0x4C:0x50] = struct.pack("<I", 0)
    head[0x50:0x200] = b"\xff" * 0x1B0
    head[0x200:0x208] = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE)
    head[0x208:0x400] = b"\xff" * 0x1F8
    root = "Root Entry\0".encode("utf-16-le")
    head[0x400:0x400 + len(root)] = root
    head[0x440:0x44C] = struct.pack("<HBBII", len(root), 5, 1, 0xFFFFFFFF, 0xFFFFFFFF)
    head[0x44C:0x450] = b"\xff" * 4
    return bytes(head)


def iso():
    return b"\0" * 0x8000 + b"\x01CD001\x01\0" + b" " * 32 + b"SEKISHO_TEST".ljust(32) + b"\0" * 1024


def onenote():
    return bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + b"\0" * 512 + "請求書".encode(
        "utf-16-le") + b"\0" * 64


Kind = collections.namedtuple("Kind", "make type extension")
KINDS = {
    "pe":      Kind(pe, b"application/octet-stream", "exe"),
    "lnk":     Kind(lnk, b"application/octet-stream", "lnk"),
    "zip":     Kind(archive, b"application/zip", "zip"),
    "html":    Kind(smuggling, b"text/html; charset=utf-8", "html"),
    "js":      Kind(javascript, b"application/javascript", "js"),
    "vbs":     Kind(vbscript, b"application/octet-stream", "vbs"),
    "hta":     Kind(hta, b"application/hta", "hta"),
    "rtf":     Kind(rtf, b"application/rtf", "rtf"),
    "ole":     Kind(ole, b"application/msword", "doc"),
    "iso":     Kind(iso, b"application/octet-stream", "iso"),
    "onenote": Kind(onenote, b"application/onenote", "one"),
}
ORDER = list(KINDS)
NAMES = ("請求書", "invoice", "見積書_2026年4月分", "report-4", "診療情報提供書", "Scan0401")


def base64_lines(data, width=76, end=b"\r\n"):
    text = base64.b64encode(data)
    return b"".join(text[i:i + width] + end for i in range(0, len(text), width))


def qp_tokens(data):
    safe = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789<>()/*+:;,'\""
    return [bytes([c]) if c in safe else b"=%02X" % c for c in data]


def qp_lines(data, soft=b"=\r\n", width=70, tokens=None):
    out, line = [], b""
    for token in qp_tokens(data) if tokens is None else tokens:
        if len(line) + len(token) > width:
            out.append(line + soft)
            line = b""
        line += token
    return b"".join(out) + line + b"\r\n"


def encoded_word(name, charset, letter="B"):
    return b"=?%s?B?%s?=" % (charset.encode(), base64.b64encode(name.encode(charset)))


def percent(name):
    return b"".join(bytes([c]) if chr(c).isalnum() and c < 128 or c in b".-_" else b"%%%02X" % c
                    for c in name.encode("utf-8"))


class Case:
    """One mail in the making: payload, its name as headers, a boundary."""

    def __init__(self, number, kind):
        self.number, self.kind = number, kind
        self.payload = KINDS[kind].make()
        self.b = b"sk%04dQx" % number
        self.name = NAMES[number % len(NAMES)] + "." + KINDS[kind].extension
        self.type_value = KINDS[kind].type + b"; name=" + self.quoted_name()
        self.type = b"Content-Type: " + self.type_value + b"\r\n"
        self.cte = b"Content-Transfer-Encoding: base64\r\n"
        self.disposition = b"Content-Disposition: attachment; filename=" + self.quoted_name() + b"\r\n"
        self.b64 = base64_lines(self.payload)

    def quoted_name(self):
        if self.name.isascii():
            return b'"' + self.name.encode() + b'"'
        return b'"' + encoded_word(self.name, ("utf-8", "iso-2022-jp")[self.number % 2]) + b'"'

    def qp(self):
        return qp_lines(self.payload)

    def head(self):
        return (b"Received: from mx.partner.example (mx.partner.example [192.0.2.25])\r\n"
                b"\tby mail.clinic.example with ESMTPS id 4Q%04d; Wed, 1 Apr 2026 09:12:00 +0900\r\n"
                b"From: =?utf-8?B?%s?= <keiri@partner.example>\r\n"
                b"To: uketsuke@clinic.example\r\n"
                b"Subject: =?utf-8?B?%s?=\r\n"
                b"Date: Wed, 01 Apr 2026 09:11:%02d +0900\r\n"
                b"Message-ID: <20260401.%04d@partner.example>\r\n"
                % (self.number, base64.b64encode("経理担当".encode()), base64.b64encode("ご請求書の件".encode()),
                   self.number % 60, self.number))

    def part(self, data=None, cte=None, type=None, disposition=None, sep=b"\r\n"):
        """Headers and body of the payload's part."""
        return ((self.type if type is None else type) + (self.cte if cte is None else cte)
                + (self.disposition if disposition is None else disposition) + sep
                + (self.b64 if data is None else data))

    def text(self):
        return (b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + "いつもお世話になっております。\r\n添付をご確認ください。\r\n".encode())

    def mixed(self, part=None, param=None, delim=None, ct=None, mime=b"MIME-Version: 1.0\r\n", sep=b"\r\n",
        preamble=b"",
              d1=None, d2=None, end=None, epilogue=b"", text=None):
        """multipart/mixed of a text and the payload; any piece can be replaced."""
        delim = self.b if delim is None else delim
        if ct is None:
            ct = b"Content-Type: multipart/mixed; " + (
                b'boundary="%s"' % self.b if param is None else param) + b"\r\n"
        line = b"--" + delim + b"\r\n"
        return (self.head() + mime + ct + sep + preamble + (line if d1 is None else d1)
                + (self.text() if text is None else text) + (line if d2 is None else d2)
                + (self.part() if part is None else part)
                + (b"--" + delim + b"--\r\n" if end is None else end) + epilogue)

    def single(self, headers, data=None, sep=b"\r\n"):
        """The payload as the mail's only body."""
        return self.head() + b"MIME-Version: 1.0\r\n" + headers + sep + (self.b64 if data is None else data)


# --- structures -------------------------------------------------------------------------------------------------------

STRUCTURES = []                         # (family, name, remark, kinds or None, maker)


def add(family, name, maker, remark="", kinds=None):
    STRUCTURES.append((family, name, remark, kinds, maker))


def shown(text):
    """Bytes as a word for names: 'rn' for CR LF."""
    table = {13: "r", 10: "n", 32: "s", 9: "t", 0: "0", 11: "v", 12: "f"}
    return "".join(table.get(c, chr(c) if chr(c).isalnum() and c < 128 else "x") for c in text)


def baselines():
    add("baseline", "mixed-base64", lambda c: c.mixed())
    add("baseline", "mixed-qp", lambda c: c.mixed(c.part(c.qp(),
        b"Content-Transfer-Encoding: quoted-printable\r\n")))
    add("baseline", "single-base64", lambda c: c.single(c.type + c.cte + c.disposition))
    add("baseline", "single-qp", lambda c: c.single(
        c.type + b"Content-Transfer-Encoding: quoted-printable\r\n" + c.disposition, c.qp()[:-2]))
    add("baseline", "mixed-binary", lambda c: c.mixed(c.part(c.payload + b"\r\n",
        b"Content-Transfer-Encoding: binary\r\n")))
    add("baseline", "mixed-lf-only", lambda c: c.mixed().replace(b"\r\n", b"\n"), kinds=("pe", "zip", "lnk"))
    add("baseline", "unclosed", lambda c: c.mixed(end=b""))
    add("baseline", "no-mime-version", lambda c: c.mixed(mime=b""))


def header_body_delimiter():
    """What stands between the last header and the body, instead of one empty line."""
    sequences = [b"\n\n", b"\r\r", b"\r\n\n", b"\n\r\n", b"\r\n\r", b"\r\r\n", b"\n\r", b"\n\r\n\r",
        b"\r\n \r\n", b"\r\n\t\r\n",
                 b"\r\n\0\r\n", b"\r\nX\r\n", b"\rX\n\r\n", b"\rX\n", b"\r\n \n", b"\r\n\x0b\r\n",
                 b"\r\n\x0c\r\n", b"\r\n.\r\n",
                 b"\r\n:\r\n\r\n", b"\r\nno colon here\r\n\r\n", b"\r\n\r\n\r\n\r\n"]
    for sequence in sequences:
        word = shown(sequence)[:16]
        add("delimiter", "top-" + word, lambda c, s=sequence: c.mixed(
            ct=b'Content-Type: multipart/mixed; boundary="%s"' % c.b, sep=s),
            "between the mail's headers and its body")
        add("delimiter", "part-" + word, lambda c, s=sequence: c.mixed(
            c.part(disposition=c.disposition[:-2], sep=s)), "between a part's headers and its body")
    add("delimiter", "top-missing", lambda c: c.mixed(sep=b""),
        "the first boundary follows the headers at once")
    add("delimiter", "part-missing", lambda c: c.mixed(c.part(sep=b"")), "base64 follows the headers at once")


def boundary_text():
    """The parameter's text and what stands in the body for it. %s is the boundary."""
    rows = [
        ("blank-inside", b'boundary="%s z"', b"%s z"), ("blank-inside-bare", b"boundary=%s z", b"%s z"),
        ("blank-inside-bare-cut", b"boundary=%s z", b"%s"), ("blank-end", b'boundary="%s "', b"%s "),
        ("blank-end-trimmed", b'boundary="%s "', b"%s"), ("blank-start", b'boundary=" %s"', b" %s"),
        ("blank-start-trimmed", b'boundary=" %s"', b"%s"), ("tab-inside", b'boundary="%s\tz"', b"%s\tz"),
        ("nul-inside", b'boundary="%s\0z"', b"%s\0z"), ("nul-inside-cut", b'boundary="%s\0z"', b"%s"),
        ("nul-inside-dropped", b'boundary="%s\0z"', b"%sz"), ("nul-bare", b"boundary=%s\0z", b"%s"),
        ("nul-start", b'boundary="\0%s"', b"%s"), ("semicolon-quoted", b'boundary="%s;z"', b"%s;z"),
        ("semicolon-quoted-cut", b'boundary="%s;z"', b"%s"), ("semicolon-quoted-half", b'boundary="%s;z"',
        b'"%s'),
        ("semicolon-bare", b"boundary=%s;z", b"%s;z"), ("semicolon-bare-cut", b"boundary=%s;z", b"%s"),
        ("empty", b"boundary=", b""), ("empty-quoted", b'boundary=""', b""),
        ("empty-then-other", b'boundary=""; x=%s', b""),
        ("empty-quoted-then-text", b'boundary=""%s', b"%s"), ("half-quote-start", b'boundary="%s', b"%s"),
        ("half-quote-start-kept", b'boundary="%s', b'"%s'), ("half-quote-end", b'boundary=%s"', b"%s"),
        ("half-quote-end-kept", b'boundary=%s"', b'%s"'), ("quote-inside", b'boundary=%s"z"', b"%s"),
        ("quote-inside-joined", b'boundary=%s"z"', b"%sz"), ("quote-inside-kept", b'boundary=%s"z"',
        b'%s"z"'),
        ("quote-then-text", b'boundary="%s"z', b"%s"), ("quote-then-text-joined", b'boundary="%s"z', b"%sz"),
        ("single-quotes", b"boundary='%s'", b"'%s'"), ("single-quotes-dropped", b"boundary='%s'", b"%s"),
        ("escaped-quote", b'boundary="%s\\"z"', b'%s"z'), ("escaped-quote-kept", b'boundary="%s\\"z"',
        b'%s\\"z'),
        ("escaped-letter", b'boundary="%s\\z"', b"%sz"), ("escaped-letter-kept", b'boundary="%s\\z"',
        b"%s\\z"),
        ("angles", b"boundary=<%s>", b"%s"), ("angles-kept", b"boundary=<%s>", b"<%s>"),
        ("equals-inside", b"boundary=%s=z", b"%s=z"), ("equals-start", b"boundary==%s", b"=%s"),
        ("comma-bare", b"boundary=%s,z", b"%s,z"), ("comma-bare-cut", b"boundary=%s,z", b"%s"),
        ("slash-bare", b"boundary=%s/z?y", b"%s/z?y"), ("ends-in-dashes", b'boundary="%s--"', b"%s--"),
        ("starts-with-dashes", b'boundary="--%s"', b"--%s"), ("upper-name", b'BOUNDARY="%s"', b"%s"),
        ("blanks-around-equals", b'boundary = "%s"', b"%s"), ("fold-around-equals",
        b'boundary\r\n =\r\n "%s"', b"%s"),
        ("eight-bit", b'boundary="%s\x82\xa0"', b"%s\x82\xa0"),
        ("utf8", b'boundary="%s\xe3\x81\x82"', b"%s\xe3\x81\x82"),
        ("no-equals", b"boundary:%s", b"%s"), ("missing", b"charset=utf-8", b"%s"),
        ("two-semicolons", b';; boundary="%s"', b"%s"), ("after-broken", b'x="; boundary="%s"', b"%s"),
        ("after-bare-word", b'related; boundary="%s"', b"%s"),
        ("after-empty-param", b'x=; boundary="%s"', b"%s"),
        ("in-other-param", b'type="a; boundary=zz"; boundary="%s"', b"%s"),
        ("long-seventy-plus", b'boundary="' + b"k" * 80 + b'%s"', b"k" * 80 + b"%s"),
        ("long-cut-to-seventy", b'boundary="' + b"k" * 80 + b'%s"', b"k" * 70),
        ("long-thousand", b'boundary="' + b"k" * 1100 + b'%s"', b"k" * 1100 + b"%s"),
    ]
    for name, param, delim in rows:
        put = lambda text, b: text.replace(b"%s", b)
        add("boundary", name, lambda c, p=param, d=delim, put=put: c.mixed(param=put(p, c.b),
            delim=put(d, c.b)))
    add("boundary", "case-differs", lambda c: c.mixed(param=b'boundary="%s"' % c.b.upper()))
    add("boundary", "ct-without-semicolon",
        lambda c: c.mixed(ct=b'Content-Type: multipart/mixed boundary="%s"\r\n' % c.b))
    add("boundary", "ct-comma",
        lambda c: c.mixed(ct=b'Content-Type: multipart/mixed, boundary="%s"\r\n' % c.b))
    add("boundary", "ct-no-subtype",
        lambda c: c.mixed(ct=b'Content-Type: multipart; boundary="%s"\r\n' % c.b))
    add("boundary", "ct-only-param",
        lambda c: c.mixed(ct=b'Content-Type: boundary="%s"; multipart/mixed\r\n' % c.b))


def boundary_lines():
    """Lines that are a delimiter for some programs only."""
    rows = [
        ("text-behind", b"--%s and more\r\n"), ("glued-text", b"--%sz\r\n"), ("blank-before", b" --%s\r\n"),
        ("tab-before", b"\t--%s\r\n"), ("blanks-behind", b"--%s \t \r\n"), ("nul-behind", b"--%s\0\r\n"),
        ("formfeed-behind", b"--%s\x0c\r\n"), ("cr-end", b"--%s\r"), ("lf-end", b"--%s\n"),
        ("crcrlf-end", b"--%s\r\r\n"),
        ("three-dashes", b"---%s\r\n"), ("one-dash", b"-%s\r\n"), ("quoted", b'--"%s"\r\n'),
        ("twice", b"--%s\r\n--%s\r\n"),
        ("close-then-open", b"--%s--\r\n--%s\r\n"), ("letter-before", b"z--%s\r\n"),
        ("cr-before", b"z\r--%s\r\n"),
        ("lf-before", b"z\n--%s\r\n"), ("dashes-and-text", b"--%s--z\r\n"), ("close-blank", b"--%s --\r\n"),
    ]
    for name, line in rows:
        add("delimiter-line", name, lambda c, l=line: c.mixed(d2=l.replace(b"%s", c.b)))
    add("delimiter-line", "first-text-behind", lambda c: c.mixed(d1=b"--%s and more\r\n" % c.b))
    add("delimiter-line", "first-close", lambda c: c.mixed(d1=b"--%s--\r\n" % c.b))
    add("delimiter-line", "close-in-the-middle", lambda c: c.mixed(d2=b"--%s--\r\n\r\n--%s\r\n" % (c.b, c.b)))
    add("delimiter-line", "no-delimiter-before-end", lambda c: c.mixed(d1=b"", d2=b""))
    add("delimiter-line", "base64-line-looks-like-it", lambda c: c.mixed(
        c.part(c.b64[:76] + b"\r\n--%sAAAA\r\n" % c.b + c.b64[78:])),
        "loose: a prefix match splits the payload",
        kinds=("pe", "lnk", "html", "hta", "js"))


def blanks_and_nul():
    names = [("blank-before-colon", b"%s :"), ("tab-before-colon", b"%s\t:"), ("nul-before-colon", b"%s\0:"),
             ("blank-before-name", b" %s:"), ("nul-before-name", b"\0%s:"),
             ("fold-before-colon", b"%s\r\n :"),
             ("comment-before-colon", b"%s (x):"), ("eight-bit-in-name", b"%s\xa0:"),
             ("colon-twice", b"%s::"),
             ("letter-case", None)]
    for name, form in names:
        def change(c, key, form=form):
            return key.swapcase() + b":" if form is None else form.replace(b"%s", key)
        add("blank-nul", "type-" + name, lambda c, change=change: c.mixed(
            ct=change(c, b"Content-Type") + b' multipart/mixed; boundary="%s"\r\n' % c.b))
        add("blank-nul", "cte-" + name, lambda c, change=change: c.mixed(
            c.part(cte=change(c, b"Content-Transfer-Encoding") + b" base64\r\n")))
    values = [("none", b":base64"), ("tab", b":\tbase64"), ("nul-before", b": \0base64"),
        ("nul-behind", b": base64\0"),
              ("blank-behind", b": base64 "), ("tab-behind", b": base64\t"), ("nul-inside", b": base\x0064"),
              ("blank-inside", b": base 64"), ("formfeed-behind", b": base64\x0c"),
              ("nbsp-behind", b": base64\xa0")]
    for name, value in values:
        add("blank-nul", "cte-value-" + name, lambda c, v=value: c.mixed(
            c.part(cte=b"Content-Transfer-Encoding" + v + b"\r\n")))
    types = [("blank-before-slash", b"multipart /mixed"), ("blank-behind-slash", b"multipart/ mixed"),
             ("nul-before-slash", b"multipart\0/mixed"), ("nul-behind", b"multipart/mixed\0"),
             ("nul-before", b"\0multipart/mixed"),
             ("formfeed-behind", b"multipart/mixed\x0c"), ("blank-behind", b"multipart/mixed ")]
    for name, value in types:
        add("blank-nul", "type-value-" + name, lambda c, v=value: c.mixed(
            ct=b"Content-Type: " + v + b'; boundary="%s"\r\n' % c.b))


def line_breaks_between_headers():
    for sequence in (b"\r", b"\n", b"\n\r", b"\r\r\n", b"\rX", b"\r\n\x0b", b"\x0b", b"\x0c", b"\0",
        b"\r\n\0",
                     b"\x85", b"\\r\\n"):
        word = shown(sequence)
        add("line-break", "top-" + word, lambda c, s=sequence: c.mixed(mime=b"MIME-Version: 1.0" + s))
        add("line-break", "part-" + word, lambda c, s=sequence: c.mixed(c.part(type=c.type[:-2] + s)))


def comments():
    ctes = [("before", b"(x) base64"), ("before-glued", b"(x)base64"), ("behind", b"base64 (x)"),
        ("behind-glued", b"base64(x)"),
            ("inside", b"base(x)64"), ("nested", b"base64 (x (y) z)"), ("unclosed", b"base64 (x"),
            ("escaped", b"base64 (x\\) y)"),
            ("other-encoding", b"(7bit) base64"), ("hides-encoding", b"7bit (base64)"),
            ("empty", b"() base64")]
    for name, value in ctes:
        add("comment", "cte-" + name, lambda c, v=value: c.mixed(
            c.part(cte=b"Content-Transfer-Encoding: " + v + b"\r\n")))
    params = [("before", b"boundary=(x)%s"), ("before-quoted", b'boundary=(x)"%s"'),
        ("behind", b"boundary=%s (x)"),
              ("behind-glued", b"boundary=%s(x)"), ("behind-quoted", b'boundary="%s"(x)'),
              ("before-equals", b'boundary(x)="%s"'),
              ("before-name", b'(x)boundary="%s"'), ("inside-quotes-cut", b'boundary="%s(x)"'),
              ("semicolon", b'(a;b) boundary="%s"')]
    for name, param in params:
        add("comment", "boundary-" + name, lambda c, p=param: c.mixed(param=p.replace(b"%s", c.b)))
    add("comment", "type",
        lambda c: c.mixed(ct=b'Content-Type: multipart/mixed (x); boundary="%s"\r\n' % c.b))
    add("comment", "type-before",
        lambda c: c.mixed(ct=b'Content-Type: (x) multipart/mixed; boundary="%s"\r\n' % c.b))
    add("comment", "type-slash",
        lambda c: c.mixed(ct=b'Content-Type: multipart(x)/(y)mixed; boundary="%s"\r\n' % c.b))


def folding():
    ctes = [("start", b"\r\n base64"), ("start-lf", b"\n base64"), ("inside", b"base\r\n 64"),
        ("end", b"base64\r\n "),
            ("cr-only", b"\r base64"), ("twice", b"\r\n \r\n base64"), ("tab", b"\r\n\tbase64")]
    for name, value in ctes:
        add("folding", "cte-" + name, lambda c, v=value: c.mixed(c.part(cte=b"Content-Transfer-Encoding:" + v
            + b"\r\n")))
    tops = [("type-start", b"\r\n multipart/mixed; boundary=%s"),
        ("type-inside", b" multi\r\n part/mixed; boundary=%s"),
            ("type-slash", b" multipart/\r\n mixed; boundary=%s"),
            ("before-semicolon", b" multipart/mixed\r\n ; boundary=%s"),
            ("two-folds", b" multipart/mixed;\r\n \r\n boundary=%s"),
            ("cr-fold", b" multipart/mixed;\r boundary=%s"),
            ("name-inside", b" multipart/mixed; bound\r\n ary=%s"),
            ("empty-fold-line", b" multipart/mixed;\r\n\t\r\n\tboundary=%s")]
    for name, value in tops:
        add("folding", name, lambda c, v=value: c.mixed(ct=b"Content-Type:" + v.replace(b"%s", c.b)
            + b"\r\n"))
    add("folding", "boundary-inside-quotes", lambda c: c.mixed(param=b'boundary="%s\r\n z"' % c.b, delim=c.b
        + b" z"))
    add("folding", "boundary-inside-joined", lambda c: c.mixed(param=b'boundary="%s\r\n z"' % c.b, delim=c.b
        + b"z"))
    add("folding", "boundary-inside-bare", lambda c: c.mixed(param=b"boundary=%s\r\n z" % c.b))


def duplicate_boundary():
    rows = [("first", b'boundary="%s"; boundary="other"'), ("last", b'boundary="other"; boundary="%s"'),
            ("first-bare", b"boundary=%s; boundary=other"), ("last-bare", b"boundary=other; boundary=%s"),
            ("case", b"Boundary=other; boundary=%s"), ("empty-first", b'boundary=""; boundary=%s'),
            ("bare-word-first", b"boundary; boundary=%s"), ("comma-list", b"boundary=%s,other"),
            ("comma-list-last", b"boundary=other,%s"), ("comma-list-blank", b"boundary=other, boundary=%s"),
            ("quoted-list", b'boundary="other;boundary=%s"'),
            ("broken-quote-first", b'boundary="other; boundary=%s"'),
            ("three", b"boundary=other; boundary=%s; boundary=third")]
    for name, param in rows:
        add("duplicate-boundary", name, lambda c, p=param: c.mixed(param=p.replace(b"%s", c.b)))
    def both(c, order):
        """Two complete readings in one body: one of the boundaries shows only a text, the other the payload."""
        other = b"--other\r\nContent-Type: text/plain\r\n\r\nnothing here\r\n--other--\r\n"
        return c.mixed(param=order.replace(b"%s", c.b), preamble=other)
    add("duplicate-boundary", "both-used-first", lambda c: both(c, b"boundary=%s; boundary=other"))
    add("duplicate-boundary", "both-used-last", lambda c: both(c, b"boundary=other; boundary=%s"))


def duplicate_encoding():
    line = b"Content-Transfer-Encoding: "
    for name, values in (("base64-7bit", (b"base64", b"7bit")), ("7bit-base64", (b"7bit", b"base64")),
                         ("base64-qp", (b"base64", b"quoted-printable")),
                         ("qp-base64", (b"quoted-printable", b"base64")),
                         ("unknown-base64", (b"x-none", b"base64")),
                         ("base64-unknown", (b"base64", b"x-none")),
                         ("empty-base64", (b"", b"base64")), ("base64-empty", (b"base64", b"")),
                         ("base64-twice", (b"base64", b"base64")),
                         ("three", (b"7bit", b"base64", b"binary"))):
        add("duplicate-encoding", name, lambda c, v=values: c.mixed(
            c.part(cte=b"".join(line + x + b"\r\n" for x in v))))
    add("duplicate-encoding", "qp-7bit-is-qp", lambda c: c.mixed(
        c.part(c.qp(), line + b"7bit\r\n" + line + b"quoted-printable\r\n")))
    add("duplicate-encoding", "top-and-part", lambda c: c.mixed(mime=b"MIME-Version: 1.0\r\n" + line
        + b"7bit\r\n"))
    add("duplicate-encoding", "multipart-says-base64", lambda c: c.mixed(mime=b"MIME-Version: 1.0\r\n" + line
        + b"base64\r\n"))


def odd_encoding():
    for name, value in (("digit-behind", b"base645"), ("dash", b"base64-"), ("dash-inside", b"base-64"),
        ("letter-before", b"xbase64"),
                        ("x-prefix", b"x-base64"), ("overlap", b"bbase64ase64"), ("twice", b"base64base64"),
                        ("two-words", b"base64 quoted-printable"),
                        ("two-words-swapped", b"quoted-printable base64"),
                        ("comma-list", b"7bit, base64"), ("semicolon", b"base64; x=y"),
                        ("quoted", b'"base64"'),
                        ("capitals", b"BASE64"), ("short", b"base6"), ("b-only", b"b"), ("dot", b"base64."),
                        ("binary", b"binary"),
                        ("wide-letters", "ｂａｓｅ６４".encode())):
        add("odd-encoding", name, lambda c, v=value: c.mixed(c.part(cte=b"Content-Transfer-Encoding: " + v
            + b"\r\n")))
    add("odd-encoding", "missing", lambda c: c.mixed(c.part(cte=b"")))


def outside_parts():
    entity = lambda c: b"--%s\r\n" % c.b + c.part()
    add("outside", "preamble-entity", lambda c: c.mixed(
        preamble=c.part() + b"\r\n", d2=b"", part=b""), "headers and base64 before the first boundary")
    add("outside", "epilogue-entity", lambda c: c.mixed(part=b"", d2=b"", epilogue=b"\r\n" + c.part()))
    add("outside", "epilogue-part", lambda c: c.mixed(part=b"", d2=b"", epilogue=entity(c)))
    add("outside", "epilogue-part-closed", lambda c: c.mixed(
        part=b"", d2=b"", epilogue=entity(c) + b"--%s--\r\n" % c.b))
    add("outside", "preamble-only-base64", lambda c: c.mixed(preamble=c.b64 + b"\r\n", part=b"", d2=b""))
    add("outside", "epilogue-only-base64", lambda c: c.mixed(part=b"", d2=b"", epilogue=b"\r\n" + c.b64))
    add("outside", "after-text-single", lambda c: c.single(
        b"Content-Type: text/plain; charset=us-ascii\r\n", b"see below\r\n\r\n" + c.part()),
        "base64 in a plain text")
    add("outside", "multipart-without-boundary-lines", lambda c: c.mixed(d1=b"", d2=b"", end=b"", text=b""))

    def inner(c, inner_b):
        head = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n' % inner_b
        body = b"--%s\r\n" % inner_b + c.part() + b"--%s--\r\n" % inner_b
        return c.mixed(head + body, d2=b"--%s\r\n" % c.b)
    add("outside", "inner-reuses-boundary", lambda c: inner(c, c.b))
    add("outside", "inner-boundary-is-prefix", lambda c: inner(c, c.b[:-2]))
    add("outside", "inner-boundary-is-longer", lambda c: inner(c, c.b + b"z"))
    add("outside", "inner-boundary-missing", lambda c: c.mixed(
        b"Content-Type: multipart/mixed\r\n\r\n--in\r\n" + c.part() + b"--in--\r\n"))
    add("outside", "inner-unclosed", lambda c: c.mixed(
        b"Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n" + c.part()))
    add("outside", "inner-never-opened", lambda c: c.mixed(
        b"Content-Type: multipart/mixed; boundary=in\r\n\r\n" + c.part() + b"--in--\r\n"))


def duplicate_type():
    plain = b"Content-Type: text/plain; charset=us-ascii\r\n"
    multi = lambda c: b'Content-Type: multipart/mixed; boundary="%s"\r\n' % c.b
    other = b'Content-Type: multipart/mixed; boundary="other"\r\n'
    for name, maker in (("plain-first", lambda c: plain + multi(c)),
        ("plain-last", lambda c: multi(c) + plain),
                        ("other-first", lambda c: other + multi(c)),
                        ("other-last", lambda c: multi(c) + other),
                        ("empty-first", lambda c: b"Content-Type:\r\n" + multi(c)),
                        ("empty-last", lambda c: multi(c) + b"Content-Type:\r\n"),
                        ("broken-first", lambda c: b"Content-Type: /;\r\n" + multi(c)),
                        ("three", lambda c: plain + multi(c) + other),
                        ("apart", lambda c: plain + b"X-Mailer: test\r\n" + multi(c)),
                        ("case", lambda c: b"content-type: text/plain\r\n" + multi(c))):
        add("duplicate-type", name, lambda c, m=maker: c.mixed(ct=m(c)))
    add("duplicate-type", "part-text-first", lambda c: c.mixed(c.part(type=plain + c.type)))
    add("duplicate-type", "part-text-last", lambda c: c.mixed(c.part(type=c.type + plain)))


def encoded_words():
    word = lambda text: b"=?us-ascii?Q?" + text + b"?="
    b64 = lambda text: b"=?us-ascii?B?" + base64.b64encode(text) + b"?="
    add("encoded-word", "cte-q", lambda c: c.mixed(c.part(cte=b"Content-Transfer-Encoding: "
        + word(b"base64") + b"\r\n")))
    add("encoded-word", "cte-b", lambda c: c.mixed(c.part(cte=b"Content-Transfer-Encoding: " + b64(b"base64")
        + b"\r\n")))
    add("encoded-word", "cte-partly", lambda c: c.mixed(c.part(cte=b"Content-Transfer-Encoding: ba"
        + word(b"se64") + b"\r\n")))
    add("encoded-word", "boundary-q", lambda c: c.mixed(param=b"boundary=" + word(c.b)))
    add("encoded-word", "boundary-q-quoted", lambda c: c.mixed(param=b'boundary="' + word(c.b) + b'"'))
    add("encoded-word", "boundary-b-quoted", lambda c: c.mixed(param=b'boundary="' + b64(c.b) + b'"'))
    add("encoded-word", "boundary-raw-used", lambda c: c.mixed(
        param=b'boundary="' + word(c.b) + b'"', delim=word(c.b)), "the delimiter is the undecoded text")
    add("encoded-word", "boundary-partly", lambda c: c.mixed(param=b'boundary="%s%s"' % (c.b[:3],
        word(c.b[3:]))),
        "CPANSA-MIME-tools-2026-116266")
    add("encoded-word", "boundary-partly-bare", lambda c: c.mixed(param=b"boundary=%s%s" % (c.b[:3],
        word(c.b[3:]))))
    add("encoded-word", "type",
        lambda c: c.mixed(ct=b'Content-Type: %s; boundary="%s"\r\n' % (word(b"multipart/mixed"), c.b)))


def continuations():
    rows = [("two", b'boundary*0="%a"; boundary*1="%z"'), ("swapped", b'boundary*1="%z"; boundary*0="%a"'),
            ("percent", b"boundary*=us-ascii''%a%z"), ("percent-pieces",
            b"boundary*0*=us-ascii''%a; boundary*1=%z"),
            ("from-one", b"boundary*1=%a; boundary*2=%z"), ("plain-first",
            b"boundary=other; boundary*0=%a; boundary*1=%z"),
            ("plain-last", b"boundary*0=%a; boundary*1=%z; boundary=other"),
            ("gap", b"boundary*0=%a; boundary*2=%z"),
            ("plain-wins", b"boundary=%a%z; boundary*0=oth; boundary*1=er"),
            ("charset-missing", b"boundary*=%a%z"),
            ("leading-zero", b"boundary*00=%a; boundary*01=%z"),
            ("unknown-charset", b"boundary*=x-none''%a%z")]
    for name, param in rows:
        add("continuation", name, lambda c, p=param: c.mixed(
            param=p.replace(b"%a", c.b[:3]).replace(b"%z", c.b[3:])), "CPANSA-MIME-tools-2026-116265")


def messages():
    partial = lambda c, n, body: c.single(
        b'Content-Type: message/partial; id="%s@partner.example"; number=%d; total=2\r\n' % (c.b, n), body)
    add("message", "partial-first", lambda c: partial(c, 1, b"Subject: inner\r\nMIME-Version: 1.0\r\n"
        + c.part()))
    add("message", "partial-second", lambda c: partial(c, 2, c.b64))
    add("message", "external-body", lambda c: c.mixed(
        b'Content-Type: message/external-body; access-type=URL; URL="http://files.example/a.exe"\r\n\r\n'
        + c.part()))
    add("message", "external-body-ftp", lambda c: c.single(
        b'Content-Type: message/external-body; access-type=anon-ftp; site=files.example; name="a.exe"\r\n',
        c.part()))
    nested = lambda c: (b"From: a@partner.example\r\nSubject: inner\r\nMIME-Version: 1.0\r\n"
                        b"Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n" + c.part()
                        + b"--in--\r\n")
    add("message", "rfc822", lambda c: c.mixed(b"Content-Type: message/rfc822\r\n\r\n" + nested(c)))
    add("message", "rfc822-base64", lambda c: c.mixed(
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64_lines(nested(c))))
    add("message", "rfc822-qp", lambda c: c.mixed(
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + qp_lines(nested(c))))
    add("message", "rfc822-odd-encoding", lambda c: c.mixed(
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64 \r\n\r\n"
        + base64_lines(nested(c))))
    add("message", "rfc822-single", lambda c: c.single(b"Content-Type: message/rfc822\r\n", nested(c)))
    add("message", "eml-as-octets", lambda c: c.mixed(
        b"Content-Type: application/octet-stream; name=mail.eml\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=mail.eml\r\n\r\n" + base64_lines(nested(c))))
    add("message", "multipart-in-base64", lambda c: c.mixed(
        b"Content-Type: multipart/mixed; boundary=in\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64_lines(b"--in\r\n" + c.part() + b"--in--\r\n")))
    add("message", "digest-default", lambda c: c.mixed(
        b"Content-Type: multipart/digest; boundary=dg\r\n\r\n--dg\r\n\r\n" + nested(c) + b"--dg--\r\n"))
    add("message", "unknown-message-type", lambda c: c.mixed(b"Content-Type: message/x-note\r\n\r\n"
        + nested(c)))
    add("message", "delivery-status-with-part", lambda c: c.mixed(
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.partner.example\r\n\r\n"
        + c.part()))

    def uuencoded(c):
        import binascii
        rows = b"".join(binascii.b2a_uu(c.payload[i:i + 45]).rstrip(b"\n")
            + b"\r\n" for i in range(0, len(c.payload), 45))
        return b"begin 644 " + (c.name if c.name.isascii() else "file."
            + KINDS[c.kind].extension).encode() + b"\r\n" + rows + b"`\r\nend\r\n"
    add("message", "uuencode-in-text", lambda c: c.single(b"Content-Type: text/plain\r\n",
        b"see below\r\n\r\n" + uuencoded(c)))
    add("message", "x-uuencode", lambda c: c.mixed(c.part(uuencoded(c),
        b"Content-Transfer-Encoding: x-uuencode\r\n")))
    add("message", "uuencode-without-mime", lambda c: c.head() + b"\r\nsee below\r\n\r\n" + uuencoded(c))

    def yenc(c):
        out, line = [], bytearray()
        for byte in c.payload:
            byte = (byte + 42) & 255
            line += bytes((61, (byte + 64) & 255)) if byte in (0, 10, 13,
                61) or (byte == 46 and not line) else bytes((byte,))
            if len(line) >= 128:
                out.append(bytes(line) + b"\r\n")
                line = bytearray()
        import zlib
        return (b"=ybegin line=128 size=%d name=file.%s\r\n" % (len(c.payload),
            KINDS[c.kind].extension.encode())
                + b"".join(out) + (bytes(line) + b"\r\n" if line else b"")
                + b"=yend size=%d crc32=%08x\r\n" % (len(c.payload), zlib.crc32(c.payload)))
    add("message", "yenc-in-text", lambda c: c.single(b"Content-Type: text/plain\r\n", b"see below\r\n\r\n"
        + yenc(c)))
    add("message", "deep-nesting", lambda c: deep(c, 12))
    add("message", "too-deep-nesting", lambda c: deep(c, 60))
    add("message", "payload-as-alternative", lambda c: c.mixed(
        ct=b'Content-Type: multipart/alternative; boundary="%s"\r\n' % c.b))


def deep(c, levels):
    body = c.part()
    for i in range(levels):
        body = b"Content-Type: multipart/mixed; boundary=lv%03dz\r\n\r\n--lv%03dz\r\n" % (i,
            i) + body + b"--lv%03dz--\r\n" % i
    return c.mixed(body)


def base64_variants():
    def between(text, junk, every):
        return b"".join(text[i:i + every] + junk for i in range(0, len(text), every))
    plain = lambda c: base64.b64encode(c.payload)
    wrap = lambda text, width=76: b"".join(text[i:i + width] + b"\r\n" for i in range(0, len(text), width))
    chunked = lambda c, size: b"".join(base64.b64encode(c.payload[i:i + size]) for i in range(0,
        len(c.payload), size))
    small = ("pe", "lnk", "zip", "html", "js", "vbs", "hta", "rtf", "ole", "onenote")
    rows = [
        ("six-per-line", lambda c: base64_lines(c.payload, 6)), ("one-line", lambda c: plain(c) + b"\r\n"),
        ("dot-every-1", lambda c: wrap(between(plain(c), b".", 1))),
        ("dash-every-1", lambda c: wrap(between(plain(c), b"-", 1))),
        ("hash-every-1", lambda c: wrap(between(plain(c), b"#", 1))),
        ("blank-every-1", lambda c: wrap(between(plain(c), b" ", 1))),
        ("dot-every-4", lambda c: wrap(between(plain(c), b".", 4))),
        ("blank-every-4", lambda c: wrap(between(plain(c), b" ", 4))),
        ("nul-every-4", lambda c: wrap(between(plain(c), b"\0", 4))),
        ("equals-every-4", lambda c: wrap(between(plain(c).rstrip(b"="), b"=", 4))),
        ("equals-line-end", lambda c: base64_lines(c.payload, 76, b"=\r\n")),
        ("equals-every-2", lambda c: wrap(between(plain(c).rstrip(b"="), b"=", 2))),
        ("bytes-padded", lambda c: wrap(chunked(c, 1))), ("pairs-padded", lambda c: wrap(chunked(c, 2))),
        ("lines-padded", lambda c: b"".join(base64.b64encode(c.payload[i:i + 40])
        + b"\r\n" for i in range(0, len(c.payload), 40))),
        ("no-padding", lambda c: plain(c).rstrip(b"=") + b"\r\n"),
        ("extra-padding", lambda c: wrap(plain(c) + b"====")),
        ("junk-behind", lambda c: wrap(plain(c)) + b"-- \r\nregards\r\n"),
        ("blank-lines", lambda c: base64_lines(c.payload, 76, b"\r\n\r\n")),
        ("cr-lines", lambda c: base64_lines(c.payload, 76, b"\r") + b"\n"),
        ("url-safe", lambda c: wrap(base64.urlsafe_b64encode(c.payload))),
        ("leading-text", lambda c: b"!!!\r\n" + c.b64), ("leading-blank",
        lambda c: b"".join(b" " + l for l in c.b64.splitlines(True))),
        ("high-bytes", lambda c: wrap(between(plain(c), b"\xa0", 3))), ("padding-then-more", lambda c: wrap(
            base64.b64encode(c.payload[:100]) + base64.b64encode(c.payload[100:]))),
    ]
    padded = [kind for kind in small if len(KINDS[kind].make()) % 3]
    for name, maker in rows:
        add("base64", name, lambda c, m=maker: c.mixed(c.part(m(c))),
            kinds=padded if name == "junk-behind" else small)


def qp_variants():
    cte = b"Content-Transfer-Encoding: quoted-printable\r\n"
    loose = ("pe", "html", "js", "hta", "vbs")
    text = ("html", "js", "hta", "vbs")

    def at(c, token, place=0.7):
        """One stray token, far enough from the head for the type to be recognised still."""
        tokens = qp_tokens(c.payload)
        where = int(len(tokens) * place)
        return qp_lines(b"", tokens=tokens[:where] + [token] + tokens[where:])

    def broken(c, change, place=0.7):
        """One escaped byte is written in a broken way."""
        tokens = qp_tokens(c.payload)
        where = next(i for i in range(int(len(tokens) * place), len(tokens)) if tokens[i].startswith(b"="))
        return qp_lines(b"", tokens=tokens[:where] + [change(tokens[where])] + tokens[where + 1:])
    every = lambda c: [b"=%02X" % x for x in c.payload]
    exact = [
        ("lower-hex", lambda c: qp_lines(b"", tokens=[b"=%02x" % x for x in c.payload]), None),
        ("all-escaped", lambda c: qp_lines(b"", tokens=every(c)), None),
        ("mixed-hex", lambda c: qp_lines(b"", tokens=[(b"=%02x", b"=%02X")[i & 1] % x for i,
        x in enumerate(c.payload)]), None),
        ("soft-blank", lambda c: qp_lines(c.payload, b"= \r\n"), None),
        ("soft-tab", lambda c: qp_lines(c.payload, b"=\t\r\n"), None),
        ("soft-many-blanks", lambda c: qp_lines(c.payload, b"=      \r\n"), None),
        ("soft-lf", lambda c: qp_lines(c.payload, b"=\n"), None),
        ("soft-cr", lambda c: qp_lines(c.payload, b"=\r"), None),
        ("soft-crcrlf", lambda c: qp_lines(c.payload, b"=\r\r\n"), None),
        ("over-long-lines", lambda c: qp_lines(c.payload, width=300), None),
        ("no-soft-break", lambda c: qp_lines(c.payload, width=1 << 30), None),
        ("soft-after-each", lambda c: qp_lines(c.payload, width=3), ("pe", "lnk", "html", "js")),
        ("hard-line-ends", lambda c: c.payload.replace(b"=", b"=3D") + b"\r\n", text),
        ("raw-eight-bit", lambda c: c.payload.replace(b"=", b"=3D") + b"\r\n", ("html", "rtf")),
        ("raw-controls", lambda c: qp_lines(b"",
        tokens=[bytes([x]) if x not in b"=\r\n\t " else b"=%02X" % x for x in c.payload]), None),
        ("equals-at-end", lambda c: c.qp()[:-2] + b"=\r\n", None),
        ("soft-at-start", lambda c: b"=\r\n=\r\n" + c.qp(), None),
        ("escaped-line-ends-too", lambda c: qp_lines(b"", tokens=every(c), soft=b"=\n"), None),
    ]
    strays = [
        ("leading-blank", lambda c: at(c, b"=\r\n ")), ("leading-tab", lambda c: at(c, b"=\r\n\t")),
        ("blank-before-soft", lambda c: at(c, b" =\r\n")), ("tab-before-soft", lambda c: at(c, b"\t=\r\n")),
        ("control-inside", lambda c: broken(c, lambda t: t[:2] + b"\x01" + t[2:])),
        ("tab-inside", lambda c: broken(c, lambda t: t[:2] + b"\t" + t[2:])),
        ("double-equals", lambda c: broken(c, lambda t: b"=" + t)), ("one-digit", lambda c: at(c, b"=2")),
        ("equals-at-sign", lambda c: at(c, b"=@")), ("equals-blank-equals", lambda c: at(c, b"= =")),
        ("c-style", lambda c: broken(c, lambda t: b"=0x" + t[1:])),
        ("soft-crlflf", lambda c: at(c, b"=\r\n\n")),
        ("soft-lfcr", lambda c: at(c, b"=\n\r")), ("split-triple",
        lambda c: broken(c, lambda t: t[:2] + b"=\r\n" + t[2:])),
        ("split-after-equals", lambda c: broken(c, lambda t: t[:1] + b"=\r\n" + t[1:])),
        ("split-hard", lambda c: broken(c, lambda t: t[:2] + b"\r\n" + t[2:])),
        ("no-hex", lambda c: at(c, b"=ZZ")),
        ("vertical-tab-behind", lambda c: at(c, b"=\x0b\r\n")), ("blank-line", lambda c: at(c, b"=\r\n\r\n")),
    ]
    add("quoted-printable", "equals-at-very-end", lambda c: c.single(c.type + cte + c.disposition,
        c.qp()[:-2] + b"="))
    for name, maker, kinds in exact:
        add("quoted-printable", name, lambda c, m=maker: c.mixed(c.part(m(c), cte)), kinds=kinds)
    for name, maker in strays:
        add("quoted-printable", name, lambda c, m=maker: c.mixed(c.part(m(c), cte)),
            "loose: decoders differ by a byte", kinds=loose)


def build():
    for step in (baselines, header_body_delimiter, boundary_text, boundary_lines, blanks_and_nul,
        line_breaks_between_headers,
                 comments, folding, duplicate_boundary, duplicate_encoding, odd_encoding, outside_parts,
                 duplicate_type,
                 encoded_words, continuations, messages, base64_variants, qp_variants):
        step()


def main():
    parser = argparse.ArgumentParser(description="mails of ambiguous structure, and honest ones")
    parser.add_argument("--kind", choices=ORDER, help="this payload everywhere instead of a rotation")
    parser.add_argument("--family", help="only this family")
    parser.add_argument("directory")
    options = parser.parse_args()
    os.makedirs(options.directory, exist_ok=True)
    build()
    rows = []
    for number, (family, name, remark, kinds, maker) in enumerate(STRUCTURES):
        kinds = kinds or ORDER
        kind = options.kind if options.kind in kinds else kinds[number % len(kinds)]
        case = Case(number, kind)
        data = maker(case)
        rows.append(("%s-%s.eml" % (family, name), family, kind, hashlib.sha256(case.payload).hexdigest(),
            case.name, remark, data))
    for name, remark, data in honest.mails():
        rows.append(("honest-%s.eml" % name, "honest", "", "", "", remark, data))
    if len({row[0] for row in rows}) != len(rows):
        sys.exit("two structures have one name: %s" % [r for r,
            n in collections.Counter(r[0] for r in rows).items() if n > 1])
    with open(os.path.join(options.directory, "index.tsv"), "w", encoding="utf-8") as index:
        for *row, data in rows:
            if options.family in (None, row[1]):
                with open(os.path.join(options.directory, row[0]), "wb") as mail:
                    mail.write(data)
                index.write("\t".join(row) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
