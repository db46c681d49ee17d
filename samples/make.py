#!/usr/bin/python3
"""A small clinic's week of mail, written as .eml files beside this script, with site.conf and expected.tsv.

    samples/make.py [FOLDER]

Its output is committed, so that reading the samples needs no Python. The same input gives the same bytes always: nothing
here takes the time, the host or a random number. Everything is invented; what looks like a program does nothing (a magic
number and filler). The building blocks (mail, text, file, several, pdf, zipped ...) also serve tests/pairs.
"""
import base64
import binascii
import datetime
import hashlib
import os
import struct
import sys
import zlib

CRLF = b"\r\n"
OWN = "hinata-clinic.example"
JST = datetime.timezone(datetime.timedelta(hours=9))

# ---------------------------------------------------------------------------------------------- bytes without chance


def noise(seed, n):
    """n bytes that look random and are always the same."""
    out = b""
    i = 0
    while len(out) < n:
        out += hashlib.sha256(("%s/%d" % (seed, i)).encode()).digest()
        i += 1
    return out[:n]


def token(seed, n=16):
    return noise(seed, n).hex()[:n]


# ------------------------------------------------------------------------------------------------- Japanese encodings

def jis(text):
    """ISO-2022-JP as Windows programs write it: with NEC's row 13 and half-width kana, which Python's codec refuses."""
    out, state = b"", b"(B"
    for c in text:
        raw = c.encode("cp932")
        if len(raw) == 2:
            row, cell = raw[0], raw[1]
            row = (row - (0x71 if row < 0xa0 else 0xb1)) * 2 + 1
            if cell > 0x7f:
                cell -= 1
            if cell >= 0x9e:
                row, cell = row + 1, cell - 0x7d
            else:
                cell -= 0x1f
            raw, want = bytes((row, cell)), b"$B"
        elif raw[0] >= 0xa0:
            raw, want = bytes((raw[0] - 0x80,)), b"(I"
        else:
            want = b"(B"
        if want != state:
            out += b"\x1b" + want
            state = want
        out += raw
    return out + (b"" if state == b"(B" else b"\x1b(B")


def encoded(text, charset):
    if charset.lower() == "iso-2022-jp":
        return b"".join(jis(line) for line in text.splitlines(True))
    return text.encode({"shift_jis": "cp932"}.get(charset.lower(), charset))


def word(text, charset="iso-2022-jp", q=False):
    """RFC 2047: encoded words of at most 75 characters, folded. ASCII stays as it is."""
    if all(31 < ord(c) < 127 for c in text):
        return text.encode()
    head, _, rest = text.partition(" ")
    if rest and head.isascii() and head.isprintable() and not any(c in head for c in "\"<>@()"):
        return head.encode() + b" " + word(rest, charset, q)    # "Re: " stays readable, as mailers leave it
    words, piece = [], ""

    def one(s):
        raw = encoded(s, charset)
        if q:
            body = b"".join(bytes((b,)) if chr(b).isalnum() and b < 128 else b"=%02X" % b for b in raw)
            return b"=?%s?Q?%s?=" % (charset.encode(), body)
        return b"=?%s?B?%s?=" % (charset.encode(), base64.b64encode(raw))

    for c in text:
        if len(one(piece + c)) > 75:
            words.append(one(piece))
            piece = ""
        piece += c
    return b"\r\n ".join(words + [one(piece)])


def b64(data, width=76):
    raw = base64.b64encode(data)
    return b"".join(raw[i:i + width] + CRLF for i in range(0, len(raw), width))


def qp(raw):
    lines = []
    for line in raw.split(b"\n"):
        line, out = line.rstrip(b"\r"), b""
        for i, b in enumerate(line):
            c = bytes((b,)) if 32 <= b < 127 and b != 61 and not (b == 32 and i == len(line) - 1) else b"=%02X" % b
            if len(out) + len(c) > 75:
                lines.append(out + b"=")
                out = b""
            out += c
        lines.append(out)
    return CRLF.join(lines)


def wire(text):
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


# -------------------------------------------------------------------------------------------------------------- parts
# A part is (list of header lines, body), both bytes.

def text(s, charset="iso-2022-jp", label=None, cte=None, subtype="plain", more=b""):
    """label: what the Content-Type says, if not the truth; "" writes no charset."""
    label = charset if label is None else label
    cte = cte or {"iso-2022-jp": "7bit", "us-ascii": "7bit", "shift_jis": "8bit"}.get(charset, "base64")
    raw = encoded(wire(s), charset)
    head = b"Content-Type: text/" + subtype.encode() + (b"; charset=" + label.encode() if label else b"") + more
    body = {"base64": b64, "quoted-printable": qp}.get(cte, lambda r: r)(raw)
    return [head, b"Content-Transfer-Encoding: " + cte.encode()], body


def html(s, charset="utf-8", **kw):
    return text(s, charset, subtype="html", **kw)


def extended(key, name, charset="utf-8"):
    raw = encoded(name, charset)
    return b" %s*=%s''%s" % (key.encode(), charset.encode(), b"".join(
        bytes((b,)) if chr(b).isalnum() and b < 128 or b in b".-_" else b"%%%02X" % b for b in raw))


def file(name, data, ctype="application/pdf", style="both", charset="iso-2022-jp", cte="base64",
         disposition="attachment", more=(), width=76, name2=None):
    """style: both (2047 in name=, 2231 in filename*=), 2047, 2231, raw (bytes of charset), none. name2: another filename."""
    name2 = name if name2 is None else name2
    utf = "utf-8" if style in ("both", "2231") and charset != "iso-2022-jp" else charset
    quoted = {"raw": encoded(name, charset)}.get(style, word(name, charset).replace(b"\r\n ", b"\r\n  "))
    quoted2 = {"raw": encoded(name2, charset)}.get(style, word(name2, charset).replace(b"\r\n ", b"\r\n  "))
    head = [b"Content-Type: " + ctype.encode(), b"Content-Transfer-Encoding: " + cte.encode(),
            b"Content-Disposition: " + disposition.encode()]
    if style == "2231":
        head[0] += b";\r\n" + extended("name", name, utf)
    elif style != "none":
        head[0] += b';\r\n name="' + quoted + b'"'
    if style in ("both", "2231"):
        head[2] += b";\r\n" + extended("filename", name2, utf)
    elif style != "none":
        head[2] += b';\r\n filename="' + quoted2 + b'"'
    body = {"base64": lambda d: b64(d, width), "quoted-printable": qp}.get(cte, lambda d: d)(data)
    return head + list(more), body


def several(parts, subtype="mixed", boundary=None, params=b"", preamble=b"This is a multi-part message in MIME format.\r\n",
            epilogue=b""):
    boundary = (boundary or "----=_NextPart_000_" + token(repr(parts), 12).upper()).encode()
    body = preamble
    for head, inner in parts:
        body += CRLF + b"--" + boundary + CRLF + CRLF.join(head) + CRLF + CRLF + inner
        if not inner.endswith(CRLF):
            body += CRLF
    body += CRLF + b"--" + boundary + b"--" + CRLF + epilogue
    return [b"Content-Type: multipart/" + subtype.encode() + b";\r\n boundary=\"" + boundary + b"\"" + params], body


# ------------------------------------------------------------------------------------------------------------- a mail

def stamp(at):
    """"mon 09:12" of the week of 19 October 2026."""
    day, hm = at.split()
    h, m = hm.split(":")
    date = 19 + ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(day)
    return datetime.datetime(2026, 10, date, int(h), int(m), noise(at, 1)[0] % 60, tzinfo=JST)


def rfc(t):
    return t.strftime("%a, %d %b %Y %H:%M:%S +0900").encode()


def dkim(domain, seed, signed="From:To:Subject:Date:Message-ID:MIME-Version:Content-Type", more=""):
    b = base64.b64encode(noise(seed + "b", 256)).decode()
    return ("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s2025;\r\n\th=%s;%s\r\n\tbh=%s;\r\n\tb=%s" % (
        domain, signed, more, base64.b64encode(noise(seed + "bh", 32)).decode(),
        "\r\n\t ".join(b[i:i + 68] for i in range(0, len(b), 68)))).encode()


def mail(name, addr, subject, body, at="mon 09:30", charset="iso-2022-jp", mailer="Becky! ver. 2.81.04 [ja]",
         to=("", "info@" + OWN), auth="pass", more=(), signed=None, sender=None, ip=None, raw_from=None, raw_subject=None,
         message_id=None, rcpt=None, inside=False, q=False, agent="X-Mailer", top=(), results=None, mime=True, dkim_more=""):
    """The whole mail as it lies in our mailbox. auth: pass (SPF, DKIM, DMARC), spf (no DKIM), none, fail, own (staff, logged in),
    lan (a device of ours). raw_from, raw_subject: the header's bytes as they are. top: header lines above all others."""
    seed = name + addr + subject + at
    sender = sender if sender is not None else addr
    domain = (sender or addr).rpartition("@")[2]
    header_from = addr.rpartition("@")[2]
    t = stamp(at)
    rcpt = rcpt or to[1]
    ip = ip or "203.0.113.%d" % (noise(domain, 1)[0] % 250 + 1)
    lan = auth in ("own", "lan")
    helo = "mail." + domain if not lan else "[192.168.11.%d]" % (noise(addr, 1)[0] % 200 + 20)
    head = list(top) + [b"Return-Path: <" + sender.encode() + b">", b"Delivered-To: " + rcpt.encode()]
    peer = "%s ([%s])" % (helo, ip) if not lan else "%s (unknown %s)" % (helo, helo)
    kind = {"own": "ESMTPSA", "lan": "SMTP"}.get(auth, "ESMTPS")
    head.append(("Received: from %s\r\n\tby mx.%s (Postfix) with %s id %s\r\n\tfor <%s>; " % (
        peer, OWN, kind, token(seed + "q", 11).upper(), rcpt)).encode() + rfc(t + datetime.timedelta(seconds=3)))
    verdicts = {
        "pass": "spf=pass smtp.mailfrom=%s;\r\n\tdkim=pass header.d=%s header.s=s2025;\r\n\tdmarc=pass header.from=%s" % (
            sender or domain, header_from, header_from),
        "spf": "spf=pass smtp.mailfrom=%s;\r\n\tdkim=none;\r\n\tdmarc=none header.from=%s" % (sender or domain, header_from),
        "none": "spf=none smtp.mailfrom=%s;\r\n\tdkim=none;\r\n\tdmarc=none header.from=%s" % (sender or domain, header_from),
        "fail": "spf=fail smtp.mailfrom=%s;\r\n\tdkim=none;\r\n\tdmarc=fail header.from=%s" % (sender or domain, header_from),
        "own": "auth=pass smtp.auth=%s;\r\n\tdkim=pass header.d=%s;\r\n\tdmarc=pass header.from=%s" % (addr, OWN, OWN),
        "lan": None,
    }[auth] if results is None else results
    if verdicts:
        head.append(("Authentication-Results: mx.%s;\r\n\t%s" % (OWN, verdicts)).encode())
    if not lan:
        head.append(("Received: from [192.168.%d.%d] (unknown [198.51.100.%d])\r\n\tby %s (Postfix) with ESMTPSA id %s; " % (
            noise(seed, 2)[0] % 30, noise(seed, 2)[1] % 250 + 1, noise(seed, 3)[2] % 250 + 1, helo,
            token(seed + "r", 10).upper())).encode() + rfc(t + datetime.timedelta(seconds=1)))
    if auth in ("pass", "own"):
        head.append(dkim(header_from, seed, signed or "From:To:Subject:Date:Message-ID:MIME-Version:Content-Type", dkim_more))
    head.append(b"Date: " + rfc(t))
    if raw_from is None:
        shown = word(name, charset, q)
        if shown == name.encode() and name and not all(c.isalnum() or c in " -'" for c in name):
            shown = b'"' + shown + b'"'
        raw_from = (shown + b" <" + addr.encode() + b">") if name else addr.encode()
    if raw_from is not False:
        head.append(b"From: " + raw_from)
    head.append(b"To: " + (word(to[0], charset, q) + b" <" + to[1].encode() + b">" if to[0] else to[1].encode()))
    head.append(b"Subject: " + (word(subject, charset, q) if raw_subject is None else raw_subject))
    head.append(b"Message-ID: " + (message_id or "<%s.%s@%s>" % (
        t.strftime("%Y%m%d%H%M%S"), token(seed, 8).upper(), header_from)).encode())
    head += list(more)
    if mime:
        head.append(b"MIME-Version: 1.0")
    if mailer:
        head.append(agent.encode() + b": " + mailer.encode())
    part_head, part_body = body
    return CRLF.join(head + part_head) + CRLF + CRLF + part_body + (b"" if part_body.endswith(CRLF) else CRLF)


def nested(raw, name=None):
    head = [b"Content-Type: message/rfc822", b"Content-Disposition: attachment", b"Content-Transfer-Encoding: 8bit"]
    if name:
        head[1] += b';\r\n filename="' + name.encode() + b'"'
    return head, raw


# -------------------------------------------------------------------------------------------------------------- files

def pdf(words="", n=1200):
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"]
    content = zlib.compress(b"BT /F1 12 Tf 72 770 Td (" + words.encode("utf-16-be").hex().encode() + b") Tj ET"
                            + b"\n% " + noise(words + "pdf", n // 2).hex().encode(), 9)
    objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(content) + content + b"\nendstream")
    out, at = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for i, o in enumerate(objects):
        at.append(len(out))
        out += b"%d 0 obj\n" % (i + 1) + o + b"\nendobj\n"
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1) + b"".join(b"%010d 00000 n \n" % x for x in at)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(at) + 1, xref)


def crc_step(byte, crc):
    return (binascii.crc32(bytes((byte,)), crc ^ 0xffffffff) ^ 0xffffffff) & 0xffffffff


def zipcrypto(data, password, check, seed):
    """PKZIP's traditional encryption, so that the password in the mail really opens the archive."""
    k = [0x12345678, 0x23456789, 0x34567890]

    def turn(b):
        k[0] = crc_step(b, k[0])
        k[1] = ((k[1] + (k[0] & 0xff)) * 134775813 + 1) & 0xffffffff
        k[2] = crc_step(k[1] >> 24, k[2])

    for b in password.encode():
        turn(b)
    out = bytearray()
    for b in noise(seed, 11) + bytes((check,)) + data:
        temp = (k[2] | 2) & 0xffff
        out.append(b ^ (((temp * (temp ^ 1)) >> 8) & 0xff))
        turn(b)
    return bytes(out)


def zipped(members, password=None, names="utf-8"):
    """members: (name, bytes). names: utf-8 (flagged) or cp932 (as old Windows writes them)."""
    out = central = b""
    for name, data in members:
        raw = name.encode(names)
        flags = 0x800 if names == "utf-8" and not name.isascii() else 0
        crc = binascii.crc32(data)
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(data) + deflate.flush()
        if password:
            flags |= 1
            packed = zipcrypto(packed, password, crc >> 24, name)
        common = struct.pack("<HHHHHIIIHH", 20, flags, 8, 0x4a00, 0x5d53, crc, len(packed), len(data), len(raw), 0)
        central += b"PK\1\2\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0x20, len(out)) + raw
        out += b"PK\3\4" + common + raw + packed
    return out + central + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(members), len(members), len(central), len(out), 0)


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def office(kind, words, macro=False):
    """A small but whole .docx or .xlsx; macro adds a vbaProject.bin of filler and the macro-enabled content type."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    family = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet"}[kind]
    types = "application/vnd.openxmlformats-officedocument.%s.main+xml" % family
    if macro:
        types = "application/vnd.ms-%s.main+xml" % {"docx": "word.document.macroEnabled", "xlsx": "excel.sheet.macroEnabled"}[kind]
    content = XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' \
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' \
        '<Default Extension="xml" ContentType="application/xml"/>' \
        + ('<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>' if macro else "") + \
        '<Override PartName="/%s" ContentType="%s"/></Types>' % (main, types)
    relation = '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>'
    relations = XML + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    members = [("[Content_Types].xml", content), ("_rels/.rels", relations % (relation % ("officeDocument", main)))]
    if kind == "docx":
        members.append((main, XML + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                        + "".join("<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % w for w in words) + "</w:body></w:document>"))
    else:
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        members.append((main, XML + '<workbook %s xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>' % space))
        members.append(("xl/_rels/workbook.xml.rels", relations % (relation % ("worksheet", "worksheets/sheet1.xml"))))
        members.append(("xl/worksheets/sheet1.xml", XML + "<worksheet %s><sheetData>%s</sheetData></worksheet>" % (space, "".join(
            '<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>' % (i + 1, i + 1, w) for i, w in enumerate(words)))))
    members = [(n, d.encode()) for n, d in members]
    if macro:
        members.append((main.split("/")[0] + "/vbaProject.bin", ole(macro=True, root_only=True)))
    return zipped(members)


def ole(macro=False, root_only=False, stream="Workbook"):
    """A compound file ([MS-CFB]) with one document stream and, if wanted, the storages a macro project lives in."""
    entries = [("Root Entry", 5, b"")]
    if not root_only:
        entries.append((stream, 2, b"\x09\x08\x10\0\0\x06\x05\0" + noise("biff", 4200)))
    if macro:
        entries += [("VBA", 1, b""), ("_VBA_PROJECT", 2, b"\xcc\x61\xff\xff\0\0\0" + noise("vba", 4200)),
                    ("dir", 2, b"\1" + noise("dir", 4200))]
    sectors, fat = [], []

    def put(data):
        first = len(sectors)
        pieces = [data[i:i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        for i, p in enumerate(pieces):
            sectors.append(p)
            fat.append(first + i + 1 if i + 1 < len(pieces) else 0xfffffffe)
        return first

    starts = [put(d) if d else 0xfffffffe for _, _, d in entries]
    top = [i for i, e in enumerate(entries) if e[0] not in ("Root Entry", "_VBA_PROJECT", "dir")]
    inner = [i for i, e in enumerate(entries) if e[0] in ("dir", "_VBA_PROJECT")][::-1]
    directory = b""
    for i, (name, kind, data) in enumerate(entries):
        raw = (name + "\0").encode("utf-16-le")
        chain = top if i in top else inner
        right = chain[chain.index(i) + 1] if i in chain and chain.index(i) + 1 < len(chain) else 0xffffffff
        child = (top[0] if top else 0xffffffff) if i == 0 else inner[0] if name == "VBA" else 0xffffffff
        directory += raw.ljust(64, b"\0") + struct.pack("<HBBIII16sIQQIQ", len(raw), kind, 1, 0xffffffff, right, child, b"", 0,
                                                        0, 0, starts[i], len(data))
    while len(directory) % 512:
        directory += b"\0" * 64 + struct.pack("<HBBIII16sIQQIQ", 0, 0, 0, 0xffffffff, 0xffffffff, 0xffffffff, b"", 0, 0, 0, 0, 0)
    dir_start = put(directory)
    fat_start = len(sectors)
    fat.append(0xfffffffd)
    sectors.append(b"".join(struct.pack("<I", x) for x in fat).ljust(512, b"\xff"))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack(
        "<HHHHH6sIIIIIIIII", 0x3e, 3, 0xfffe, 9, 6, b"", 0, 1, dir_start, 0, 4096, 0xfffffffe, 0, 0xfffffffe, 0)
    head += struct.pack("<I", fat_start)
    return head.ljust(512, b"\xff") + b"".join(sectors)


def program():
    """Recognised as a Windows program, runs nothing: no sections, no code."""
    stub = b"MZ" + b"\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8" + b"\0" * 42 + struct.pack("<I", 0x80)
    stub = stub[:0x3c].ljust(0x3c, b"\0") + struct.pack("<I", 0x80) + b"\x0e\x1f\xba\x0e\0\xb4\x09\xcd\x21\xb8\x01\x4c\xcd\x21" \
        b"This program cannot be run in DOS mode.\r\r\n$"
    return stub.ljust(0x80, b"\0") + b"PE\0\0" + struct.pack("<HHIIIHH", 0x14c, 0, 0, 0, 0, 0, 0x102) + b"sample filler\0" * 40


SCRIPT = b'// sample: does nothing\r\nvar shell = "none";\r\nWScript.Echo("sample");\r\nWScript.Quit(0);\r\n'
SMUGGLE = ('<html><head><meta charset="utf-8"><title>請求書</title></head><body><p>ファイルを読み込んでいます…</p>\n<script>\n'
           'var data = "' + base64.b64encode(b"PK\3\4" + b"sample filler " * 40).decode() + '";\n'
           'var raw = atob(data), bytes = new Uint8Array(raw.length);\n'
           'for (var i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);\n'
           'var blob = new Blob([bytes], {type: "application/zip"});\n'
           'var a = document.createElement("a");\na.href = URL.createObjectURL(blob);\n'
           'a.download = "請求書.zip";\n/* the sample never clicks */\n</script></body></html>\n')
SHORTCUT = b"[InternetShortcut]\r\nURL=http://files.test/view\r\nIconIndex=3\r\n"
ONENOTE = bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + noise("one", 2000)


def lnk():
    return bytes.fromhex("4c0000000114020000000000c000000000000046") + struct.pack("<I", 0x81) + b"\0" * 52 + b"\x14\0" + b"\0" * 60


def iso(name="SEIKYUU.LNK", data=None):
    data = lnk() if data is None else data
    volume = b"\1CD001\1\0" + b"LINUX".ljust(32) + b"SAMPLE".ljust(32)
    return (b"\0" * 32768 + volume.ljust(2048, b"\0") + b"\xffCD001\1".ljust(2048, b"\0")
            + (b"\x22" + name.encode() + b";1").ljust(2048, b"\0") + data.ljust(2048, b"\0"))


def lzh(name="file.txt", data=b"sample\r\n"):
    raw = name.encode("cp932")
    body = b"-lh0-" + struct.pack("<IIIBB", len(data), len(data), 0x5d534a00, 0x20, 0) + struct.pack("B", len(raw)) + raw + b"\0\0"
    return bytes((len(body), sum(body) & 0xff)) + body + data + b"\0"


def png(w=8, h=8):
    def chunk(kind, d):
        return struct.pack(">I", len(d)) + kind + d + struct.pack(">I", binascii.crc32(kind + d))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) \
        + chunk(b"IDAT", zlib.compress((b"\0" + b"\xc0" * w) * h, 9)) + chunk(b"IEND", b"")


def gif():
    return b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def jpeg(seed="photo", n=1500):
    filler = noise(seed, n).replace(b"\xff", b"\xfe")
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0\x43\0" + bytes(range(1, 65)) + b"\xff\xda\0\x08\1\1\0\0\x3f\0" \
        + filler + b"\xff\xd9"


def tiff():
    rows = b"\xff" * (216 * 20)
    tags = [(256, 4, 1728), (257, 4, 20), (258, 3, 1), (259, 3, 1), (262, 3, 0), (273, 4, 8), (277, 3, 1), (278, 4, 20), (279, 4, len(rows))]
    return b"II*\0" + struct.pack("<I", 8 + len(rows)) + rows + struct.pack("<H", len(tags)) + b"".join(
        struct.pack("<HHII", t, k, 1, v) for t, k, v in tags) + b"\0\0\0\0"


def p7s():
    inner = bytes.fromhex("06092a864886f70d010702") + b"\xa0\x82\x05\x00" + noise("p7s", 0x500)
    return b"\x30\x82" + struct.pack(">H", len(inner)) + inner


def pgp(kind="SIGNATURE"):
    raw, crc = b"\x89\x01\x33" + noise(kind, 307), 0xb704ce
    for b in raw:
        crc ^= b << 16
        for _ in range(8):
            crc = (crc << 1) ^ (0x1864cfb if crc & 0x800000 else 0)
    return b"-----BEGIN PGP " + kind.encode() + b"-----\r\n\r\n" + b64(raw, 64) + b"=" \
        + base64.b64encode(struct.pack(">I", crc & 0xffffff)[1:]) + b"\r\n-----END PGP " + kind.encode() + b"-----\r\n"


def tnef():
    def attribute(level, tag, data):
        return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xffff)
    return bytes.fromhex("789f3e22") + b"\x01\0" + attribute(1, 0x00089006, b"\0\0\1\0") + attribute(
        1, 0x00078008, b"IPM.Microsoft Mail.Note\0") + attribute(1, 0x00018004, "会議の件\0".encode("cp932"))


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCEL_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.12"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# ---------------------------------------------------------------------------------------------------------- the clinic

SITE = """# Sample: the clinic the sample mails were written for. Read with: sekisho mail scan --site samples/site.conf samples
name = ひなた内科クリニック
own_domains = hinata-clinic.example
administrator = 事務長 佐々木
extension = 12
authserv_ids = mx.hinata-clinic.example
copiers = scan@hinata-clinic.example
copiers = fax@hinata-clinic.example
copiers = nas@hinata-clinic.example
protected_names = 日向 誠一
protected_names = 佐々木 恵
partners = ひなた市医師会 | marumaru-med.example
partners = みどり薬品株式会社 | midori-yakuhin.example
partners = 中央臨床検査センター | chuo-kensa.example
partners = あおぞら健康保険組合 | aozora-kenpo.example
partners = 緑ヶ丘総合病院 地域連携室 | midorigaoka-hp.example
partners = 東都医療機器株式会社 | toto-iryokiki.example
partners = 日の出会計事務所 | hinode-kaikei.example
partners = さくら印刷 | sakura-insatsu.example
partners = メディカルソフト保守センター | medisoft-hoshu.example
partners = 山本医院 山本 健一 | yamamoto-iin.example
"""

WEEK = []


def week(file_name, outcome, reasons, why, raw):
    """outcome: one word, or several that are all right, separated by "|". reasons: signals that must be among those found."""
    WEEK.append((file_name, outcome, reasons, why, raw))


INFO = ("ひなた内科クリニック", "info@" + OWN)
STOP = "ask|hold"

# --------------------------------------------------------------------------------------------------------- honest mail

week("01-wholesaler-order.eml", "pass", "", "order confirmation with a PDF from a known wholesaler", mail(
    "みどり薬品 受注センター", "order@midori-yakuhin.example", "【みどり薬品】ご注文確認書（10月19日受付分）", several([
        text("ひなた内科クリニック 御中\n\nいつも大変お世話になっております。みどり薬品 受注センターです。\n"
             "下記のとおりご注文を承りました。確認書をPDFでお送りいたします。\n\n"
             "　受付番号：MY-20261019-0417\n　アムロジピンOD錠5mg　　　100錠×3\n　ロキソプロフェンNa錠60mg　100錠×5\n"
             "　納品予定：10月20日（火）午前便\n\n相違がございましたら本日15時までに担当 佐藤（TEL 00-0000-0417）へご連絡ください。\n"
             "--\nみどり薬品株式会社 受注センター　佐藤 由美\norder@midori-yakuhin.example\n"),
        file("ご注文確認書_20261019.pdf", pdf("ご注文確認書"))]), at="mon 09:12", to=INFO))

week("02-lab-result-zip.eml", "ask", "mail.attachment.encrypted-archive",
     "a laboratory's habit: the result as password ZIP, the password comes apart; the archive cannot be inspected", mail(
         "中央臨床検査センター 報告課", "houkoku@chuo-kensa.example", "検査結果報告（10/16受付分）", several([
             text("ひなた内科クリニック\n院長　日向 誠一 先生 御机下\n\nいつもお世話になっております。中央臨床検査センター 報告課です。\n"
                  "10月16日受付分の検査結果をお送りいたします。\n\n添付ファイルは暗号化しております。\n"
                  "解凍用のパスワードは別のメールでお送りいたします。\n\n受付件数：14件（至急報告　2件）\n\n"
                  "----------------------------------------\n株式会社 中央臨床検査センター　報告課　中村\nTEL 00-0000-0221\n"),
             file("検査結果_20261016.zip", zipped([("検査結果_20261016.pdf", pdf("検査結果"))], "Ck7731xa"), "application/zip")]),
         at="mon 10:05", mailer="Microsoft Outlook 16.0", to=INFO))

week("03-lab-password.eml", "pass", "", "the second mail of the pair: only the password", mail(
    "中央臨床検査センター 報告課", "houkoku@chuo-kensa.example", "【パスワード通知】検査結果報告（10/16受付分）", text(
        "ひなた内科クリニック 御中\n\n先ほどお送りしました添付ファイル「検査結果_20261016.zip」のパスワードをお知らせいたします。\n\n"
        "パスワード：Ck7731xa\n\nよろしくお願いいたします。\n中央臨床検査センター　報告課\n"),
    at="mon 10:07", mailer="Microsoft Outlook 16.0", to=INFO))

week("04-medical-association.eml", "pass", "", "notice of the medical association with a PDF", mail(
    "ひなた市医師会 事務局", "jimu@marumaru-med.example", "第214回 内科医会学術講演会のご案内", several([
        text("会員各位\n\n　　　　　　　　　　　　　　　　　　　ひなた市医師会\n　　　　　　　　　　　　　　　　　　　内科医会 会長\n\n"
             "時下ますますご清祥のこととお慶び申し上げます。\n標記の講演会を下記のとおり開催いたしますので、ご案内申し上げます。\n\n"
             "日時：令和8年11月12日（木）19時30分～\n場所：医師会館3階 大会議室（Web併用）\n演題：①高齢者の不眠　②心房細動の外来管理\n"
             "※日医生涯教育制度 1.5単位\n\n出欠は添付の用紙をFAXでお送りください。\n"),
        file("学術講演会案内.pdf", pdf("講演会"), style="2047")]),
    at="mon 11:20", mailer="Shuriken 2018", to=("会員各位", "info@" + OWN)))

week("05-copier-scan.eml", "pass", "", "our own copier sends a scan to the reception: own domain, no authentication, but listed", mail(
    "", "scan@" + OWN, "Scanned image from MFP-2F", several([
        text("DEVICE NAME: MFP-2F\nDEVICE MODEL: MFP-C3000\nLOCATION: 受付\n\nFILE FORMAT: PDF MMR(G4)\nRESOLUTION: 300dpi x 300dpi\n\n"
             "添付ファイルはPDF形式のスキャン画像です。\n", charset="utf-8"),
        file("scan@20261019_112233.pdf", pdf("scan", 3000))], boundary="------scan_to_mail_0001"),
    at="mon 11:22", auth="lan", mailer=None, to=("", "uketsuke@" + OWN)))

week("06-fax.eml", "pass", "", "the fax machine's mail with a TIFF", mail(
    "FAX受信", "fax@" + OWN, "FAX受信通知 0450001234", several([
        text("FAXを受信しました。\n\n受信日時: 2026/10/19 13:41\n相手先番号: 0450001234\nページ数: 1\n", charset="shift_jis"),
        file("20261019134102.tif", tiff(), "image/tiff", style="2047")]), charset="shift_jis",
    at="mon 13:41", auth="lan", mailer=None, to=("", "uketsuke@" + OWN)))

week("07-insurer.eml", "pass", "", "a health insurance society we know writes about claims", mail(
    "あおぞら健康保険組合 審査課", "shinsa@aozora-kenpo.example", "再審査結果のお知らせについて", several([
        text("ひなた内科クリニック　医療事務ご担当者様\n\nあおぞら健康保険組合 審査課の小林です。\n9月診療分の再審査結果について、別添のとおりお知らせします。\n"
             "ご不明な点は審査課（内線 305）までお問い合わせください。\n", charset="utf-8"),
        file("再審査結果通知.pdf", pdf("再審査"), charset="utf-8")]), charset="utf-8", at="mon 14:30",
    mailer="Mozilla Thunderbird", agent="User-Agent", to=INFO))

week("08-ssk.eml", "pass", "", "the claims review organisation's own domain", mail(
    "社会保険診療報酬支払基金", "noreply@ssk.or.jp", "オンライン請求システム　メンテナンスのお知らせ", text(
        "保険医療機関　各位\n\n平素より支払基金の業務運営にご協力いただき、ありがとうございます。\n下記の日程でオンライン請求システムの保守作業を行います。\n\n"
        "日時：令和8年10月25日（日）0時～6時\n\nこの間はレセプト電算データの送信ができません。\n"
        "※このメールは送信専用アドレスからお送りしています。\n", charset="utf-8"),
    charset="utf-8", at="mon 15:00", mailer=None, to=("", "info@" + OWN)))

week("09-ministry.eml", "pass", "", "the ministry writes from its own domain, with a PDF", mail(
    "厚生労働省医政局 サイバーセキュリティ担当", "iryo-security@mhlw.go.jp", "医療機関におけるサイバーセキュリティ対策チェックリストについて（周知）", several([
        text("医療機関のシステム管理者　各位\n\n厚生労働省医政局です。\n標記について、別添のとおり周知いたします。立入検査の際に確認を行いますので、\n"
             "お手元のチェックリストをご記入のうえ、ご準備をお願いいたします。\n\n厚生労働省医政局 特定医薬品開発支援・医療情報担当参事官室\n"),
        file("01_事務連絡.pdf", pdf("事務連絡")), file("02_チェックリスト.pdf", pdf("一覧"))]),
    at="mon 16:10", mailer="Microsoft Outlook 16.0", to=("", "info@" + OWN)))

NEWS = ('<html><head><meta charset="UTF-8"><title>医療経営ニュース</title><style>.pre{display:none}</style></head><body>'
        '<div class="pre">今週の話題を3本お届けします。</div><table width="600"><tr><td><img src="https://img.iryo-news.example/logo.png" width="200" '
        'height="40" alt="医療経営ニュース"></td></tr><tr><td><h2>厚生労働省、診療報酬改定の議論を開始</h2><p>中医協は21日の総会で…'
        '<a href="https://click.iryo-news.example/c/8f3a?u=https%3A%2F%2Fwww.iryo-news.example%2Farticle%2F1021">続きを読む</a></p></td></tr>'
        '<tr><td><p>電子処方箋の導入率が5割を超える <a href="https://click.iryo-news.example/c/8f3b">記事へ</a></p></td></tr>'
        '<tr><td style="font-size:10px">配信停止は<a href="https://www.iryo-news.example/unsub?id=77120">こちら</a></td></tr></table>'
        '<img src="https://click.iryo-news.example/o/8f3a.gif" width="1" height="1" alt=""></body></html>\n')
week("10-newsletter.eml", "pass", "", "HTML newsletter with counted links that quotes the ministry in its subject", mail(
    "医療経営ニュース編集部", "news@iryo-news.example", "【医療経営ニュース】厚生労働省、診療報酬改定の議論を開始 ほか", several([
        text("医療経営ニュース 10月20日号\n\n■厚生労働省、診療報酬改定の議論を開始\nhttps://www.iryo-news.example/article/1021\n\n"
             "■電子処方箋の導入率が5割を超える\n配信停止：https://www.iryo-news.example/unsub?id=77120\n", charset="utf-8"),
        html(NEWS, cte="quoted-printable")], "alternative"), charset="utf-8", at="tue 07:00", mailer=None,
    sender="bounce-77120@mta.iryo-news.example", to=("", "info@" + OWN), more=(
        b"List-Unsubscribe: <https://www.iryo-news.example/unsub?id=77120>, <mailto:unsub@iryo-news.example>",
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click", b"Precedence: bulk")))

week("11-mailing-list.eml", "pass", "", "mailing list of physicians: subject tag, list headers, author's signature broken by the footer", mail(
    "山本 健一", "yamamoto@yamamoto-iin.example", "[naika-ml:01234] インフルエンザ迅速キットの在庫状況", text(
        "山本医院の山本です。\n\n今週に入り迅速キットの納期が遅れているようです。\n先生方のところではいかがでしょうか。\n\n"
        "山本医院　山本 健一\n\n_______________________________________________\nnaika-ml mailing list\nnaika-ml@ml.naika-kai.example\n"),
    at="tue 08:15", mailer="Becky! ver. 2.74.01 [ja]", sender="naika-ml-bounces@ml.naika-kai.example", to=("", "naika-ml@ml.naika-kai.example"),
    rcpt="info@" + OWN, results="spf=pass smtp.mailfrom=naika-ml-bounces@ml.naika-kai.example;\r\n\tdkim=fail header.d=yamamoto-iin.example;"
    "\r\n\tdmarc=fail header.from=yamamoto-iin.example", more=(
        b"List-Id: <naika-ml.ml.naika-kai.example>", b"List-Post: <mailto:naika-ml@ml.naika-kai.example>", b"Precedence: list",
        b"X-ML-Name: naika-ml", b"X-Mail-Count: 01234")))

week("12-bounce.eml", "pass", "", "a mail of ours came back: report with delivery status and the original headers", mail(
    "Mail Delivery System", "MAILER-DAEMON@mail.sakura-insatsu.example", "Undelivered Mail Returned to Sender", several([
        text("This is the mail system at host mail.sakura-insatsu.example.\n\nI'm sorry to have to inform you that your message could not\n"
             "be delivered to one or more recipients.\n\n<tanak@sakura-insatsu.example>: unknown user: \"tanak\"\n", "us-ascii"),
        ([b"Content-Description: Delivery report", b"Content-Type: message/delivery-status"], wire(
            "Reporting-MTA: dns; mail.sakura-insatsu.example\nX-Postfix-Queue-ID: 4F2A81C0\nArrival-Date: Tue, 20 Oct 2026 09:02:11 +0900 (JST)\n\n"
            "Final-Recipient: rfc822; tanak@sakura-insatsu.example\nOriginal-Recipient: rfc822;tanak@sakura-insatsu.example\nAction: failed\n"
            "Status: 5.1.1\nDiagnostic-Code: X-Postfix; unknown user: \"tanak\"\n").encode()),
        ([b"Content-Description: Undelivered Message Headers", b"Content-Type: text/rfc822-headers"], wire(
            "From: =?ISO-2022-JP?B?%s?= <info@hinata-clinic.example>\nTo: tanak@sakura-insatsu.example\nSubject: =?ISO-2022-JP?B?%s?=\n"
            "Date: Tue, 20 Oct 2026 09:02:08 +0900\nMessage-ID: <20261020090208.5C11@hinata-clinic.example>\nMIME-Version: 1.0\n" % (
                base64.b64encode(jis("ひなた内科")).decode(), base64.b64encode(jis("診察券の印刷について")).decode())).encode())],
        "report", params=b"; report-type=delivery-status", preamble=b"This is a MIME-encapsulated message.\r\n"),
    charset="us-ascii", at="tue 09:02", sender="", auth="spf", mailer=None, more=(b"Auto-Submitted: auto-replied",), to=("", "info@" + OWN)))

QUOTE = "".join("> " + line + "\n" for line in (
    "みどり薬品株式会社　佐藤様\n\nお世話になっております。ひなた内科クリニックの事務、佐々木です。\n"
    "先日ご相談した冷所保管品の納品時間について、午前の診療前（8時30分まで）に\n変更をお願いできますでしょうか。\n"
    "また、11月分の発注書の様式が変わると伺いました。新しい様式がございましたら\nお送りいただけると助かります。\n\n"
    "ひなた内科クリニック　佐々木 恵\nTEL 045-000-0012\n").splitlines())
week("13-reply-long-quote.eml", "pass", "", "a true reply with a long quote below, references, and the form that was asked for", mail(
    "佐藤 由美", "sato@midori-yakuhin.example", "Re: 冷所保管品の納品時間について", several([
        text("ひなた内科クリニック　佐々木様\n\nみどり薬品の佐藤です。\nご連絡ありがとうございます。\n\n"
             "納品時間の件、10月26日（月）の便から8時15分頃のお届けに変更いたします。\n新しい発注書の様式を添付いたしますので、11月分からご利用ください。\n"
             "引き続きよろしくお願い申し上げます。\n\n2026/10/19 17:32、佐々木 恵 <sasaki@hinata-clinic.example> のメール:\n" + QUOTE),
        file("発注書様式_11月.xlsx", office("xlsx", ["発注書", "品名", "数量"]), EXCEL)]),
    at="tue 09:40", to=("佐々木 恵", "sasaki@" + OWN), more=(
        b"In-Reply-To: <20261019173205.7A2C@hinata-clinic.example>", b"References: <20261019173205.7A2C@hinata-clinic.example>")))

week("14-jis-without-label.eml", "pass", "", "ISO-2022-JP body with no charset written, as some Outlooks send it", mail(
    "緑ヶ丘総合病院 地域連携室", "renkei@midorigaoka-hp.example", "ご紹介患者様の来院報告", text(
        "ひなた内科クリニック\n日向 誠一 先生\n\n平素より大変お世話になっております。\nこの度はご紹介いただきありがとうございました。\n"
        "10月19日に循環器内科を受診されましたのでご報告いたします。\n詳細は後日、郵送にて返書をお送りいたします。\n\n緑ヶ丘総合病院 地域連携室\n", label=""),
    at="tue 10:15", mailer="Microsoft Outlook 14.0", to=INFO))

week("15-sjis-labelled-jis.eml", "pass", "", "an old ordering system writes Shift_JIS and says ISO-2022-JP, subject raw", mail(
    "", "system@toto-iryokiki.example", "", text(
        "ひなた内科クリニック 様\r\n\r\n保守部品の出荷手続きが完了しました。\r\n\r\n品番：TK-3300-P　数量：2\r\n出荷日：2026年10月20日\r\n"
        "お問い合わせ：東都医療機器㈱ 業務部\r\n", "shift_jis", label="ISO-2022-JP", cte="8bit"),
    raw_subject="出荷手続き完了のお知らせ（表示品番①）".encode("cp932"), at="tue 10:50", auth="spf", mailer="OrderMailer 1.04", to=("", "info@" + OWN)))

week("16-recruit.eml", "pass", "", "a stranger applies for a job from a free mail address with CV as PDF and Word", mail(
    "鈴木 あかり", "akari.suzuki@freemail.test", "看護師募集への応募（鈴木）", several([
        text("ひなた内科クリニック\n採用ご担当者様\n\n突然のご連絡失礼いたします。鈴木あかりと申します。\n"
             "貴院ホームページの看護師募集を拝見し、応募いたしたくご連絡いたしました。\n履歴書と職務経歴書を添付いたします。\nご確認のほど、よろしくお願いいたします。\n\n"
             "鈴木 あかり\n090-0000-1111\n", "utf-8"),
        file("履歴書_鈴木.pdf", pdf("履歴書"), charset="utf-8"), file("職務経歴書_鈴木.docx", office("docx", ["職務経歴書"]), WORD, charset="utf-8")]),
    charset="utf-8", at="tue 12:31", mailer=None, signed="to:subject:message-id:date:from:mime-version:from:to:cc:subject", to=("", "info@" + OWN)))

week("17-phr-appointment.eml", "pass", "", "notice of an appointment service, HTML and text", mail(
    "予約システム「よやく手帳」", "no-reply@techou-yoyaku.example", "【よやく手帳】明日のご予約一覧（8件）", several([
        text("ひなた内科クリニック 様\n\n10月21日（水）のご予約は8件です。\n管理画面：https://clinic.techou-yoyaku.example/\n", "utf-8"),
        html("<p>ひなた内科クリニック 様</p><p>10月21日（水）のご予約は<b>8件</b>です。</p>"
             '<p><a href="https://clinic.techou-yoyaku.example/">管理画面を開く</a></p>')], "alternative"),
    charset="utf-8", at="tue 18:00", mailer=None, to=("", "info@" + OWN), more=(b"Auto-Submitted: auto-generated",)))

week("18-invoice.eml", "pass", "", "the accountant's monthly invoice", mail(
    "日の出会計事務所", "seikyu@hinode-kaikei.example", "10月分ご請求書送付の件", several([
        text("ひなた内科クリニック　佐々木様\n\nいつもお世話になっております。日の出会計事務所の高橋でございます。\n"
             "10月分の顧問料のご請求書をお送りいたします。お振込先はこれまでと同じです。\nお支払期限：2026年11月30日\n"),
        file("請求書_2026.10.pdf", pdf("請求書"), style="2047")]), at="wed 09:05", mailer="EdMax Ver2.87.7F", to=INFO))

week("19-schedule.eml", "pass", "", "an invitation with a calendar file", mail(
    "メディカルソフト保守センター", "schedule@medisoft-hoshu.example", "電子カルテ定期点検の日程（11月5日）", several([
        text("11月5日（木）13:00より定期点検にお伺いします。予定表に登録できるファイルを添付します。\n", "utf-8"),
        ([b"Content-Type: text/calendar; charset=UTF-8; method=REQUEST; name=\"teiki.ics\"", b"Content-Transfer-Encoding: base64",
          b"Content-Disposition: attachment; filename=\"teiki.ics\""], b64(wire(
              "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//medisoft//calendar//JA\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:teiki-20261105@medisoft-hoshu.example\n"
              "DTSTAMP:20261021T003000Z\nDTSTART:20261105T040000Z\nDTEND:20261105T060000Z\nSUMMARY:電子カルテ定期点検\n"
              "ORGANIZER:mailto:schedule@medisoft-hoshu.example\nEND:VEVENT\nEND:VCALENDAR\n").encode()))]),
    charset="utf-8", at="wed 09:30", mailer="Microsoft Outlook 16.0", to=INFO))

week("20-staff-photos.eml", "pass", "", "photos from a colleague's telephone, own domain, logged in", mail(
    "佐々木 恵", "sasaki@" + OWN, "待合室の写真", several([
        text("ホームページ用の写真です。3枚送ります。\n\niPhoneから送信\n", "utf-8"),
        file("IMG_2041.jpg", jpeg("a"), "image/jpeg", "2047", disposition="inline"), file("IMG_2042.jpg", jpeg("b"), "image/jpeg", "2047"),
        file("IMG_2044.HEIC.jpg", jpeg("c"), "image/pjpeg", "2047")], boundary="Apple-Mail-5B1F0E7C-2D11-4B6E-9E0A-5C1A", preamble=b""),
    charset="utf-8", at="wed 12:45", auth="own", mailer="iPhone Mail (22A3354)", to=("", "info@" + OWN)))

week("21-estimate-xlsx.eml", "pass", "", "an estimate as workbook without macros; the name has dots in it", mail(
    "東都医療機器株式会社 営業部 木村", "kimura@toto-iryokiki.example", "血圧計のお見積り", several([
        text("ひなた内科クリニック　佐々木様\n\n東都医療機器の木村です。\nご依頼の血圧計のお見積りをお送りします。①本体2台、②カフ一式です。\n"),
        file("御見積.2026.10.xlsx", office("xlsx", ["御見積書", "血圧計 2台"]), "application/octet-stream")]),
    at="wed 13:20", mailer="Shuriken Pro5", auth="spf", to=INFO))

week("22-printer-docx.eml", "pass", "", "the printer's proof as Word file, sent as application/octet-stream", mail(
    "さくら印刷 田中", "tanaka@sakura-insatsu.example", "診察券デザイン案の件", several([
        text("お世話になっております。さくら印刷の田中です。\nデザイン案をWordでお送りします。ご確認をお願いします。\n"),
        file("診察券案.docx", office("docx", ["診察券", "ひなた内科クリニック"]), "application/octet-stream", style="raw", charset="shift_jis")]),
    at="wed 14:02", auth="none", mailer="WinBiff (V2.51 PL3)", to=INFO))

week("23-partner-lzh.eml", "pass|disarm|ask", "mail.attachment.lzh", "a partner of many years still packs with LZH: never held for that alone", mail(
    "日の出会計事務所 高橋", "takahashi@hinode-kaikei.example", "給与計算データの送付", several([
        text("佐々木様\n\nいつもお世話になっております。高橋です。\n10月分の給与計算データをお送りします。\n今月から住民税が変わっております。ご確認ください。\n"
             "ご不明な点はお電話ください。\n\n日の出会計事務所　高橋\n"),
        file("kyuyo10.lzh", lzh("kyuyo10.csv", "氏名,支給額\r\n".encode("cp932")), "application/octet-stream", "2047")]),
    at="wed 15:44", mailer="EdMax Ver2.87.7F", to=("佐々木 恵", "sasaki@" + OWN)))

week("24-docomo.eml", "pass", "", "a patient's mobile telephone, a few words, no name", mail(
    "", "hinata.8823@docomo.ne.jp", "予約変更", text("明日10時の予約を11時に変更したいです。山口です。よろしくお願いします\n", cte="7bit"),
    at="wed 19:22", mailer=None, auth="spf", to=("", "info@" + OWN)))

week("25-nas-report.eml", "pass", "", "the file server's nightly report: own domain, from our network, listed", mail(
    "NAS-01", "nas@" + OWN, "[NAS-01] バックアップ完了", text(
        "バックアップタスク「karte-daily」が完了しました。\n開始: 2026/10/22 02:00:00\n終了: 2026/10/22 02:41:18\nコピー: 1,204 ファイル / 3.2 GB\n", "utf-8"),
    charset="utf-8", at="thu 02:41", auth="lan", mailer=None, to=("", "sasaki@" + OWN)))

week("26-remote-maintenance.eml", "pass", "", "the record system's maker announces remote maintenance", mail(
    "メディカルソフト保守センター", "support@medisoft-hoshu.example", "【重要】リモート保守作業のお知らせ（10/24）", text(
        "ひなた内科クリニック 様\n\n平素は弊社製品をご利用いただき誠にありがとうございます。\n下記の日程でリモート保守作業を実施いたします。\n\n"
        "日時：10月24日（土）18:00～19:00\n内容：薬剤マスタ更新、セキュリティ更新プログラム適用\n"
        "作業中は端末の電源を切らないでください。当日、お客様に行っていただく操作はございません。\n\nメディカルソフト保守センター　00-0000-0555\n"),
    at="thu 09:00", mailer="Active! mail 6.60.050005", to=INFO))

week("27-call-for-papers.eml", "pass", "", "a conference's call for papers in English, plain ASCII", mail(
    "ICPC 2027 Secretariat", "secretariat@icpc2027.example", "Call for Papers: International Conference on Primary Care 2027", text(
        "Dear Colleague,\n\nWe are pleased to invite you to submit an abstract to ICPC 2027, to be held in Yokohama, Japan,\n"
        "17-19 May 2027. The deadline for submission is 15 January 2027.\n\nTopics: chronic disease, home care, telemedicine.\n"
        "Guidelines: https://www.icpc2027.example/abstracts\n\nKind regards,\nICPC 2027 Secretariat\n", "us-ascii"),
    charset="us-ascii", at="thu 03:12", mailer="Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Thunderbird/128.3", agent="User-Agent", to=("", "info@" + OWN)))

ORIGINAL = mail("緑ヶ丘総合病院 地域連携室", "renkei@midorigaoka-hp.example", "地域連携の会のご案内", several([
    text("連携医療機関 各位\n\n地域連携の会を11月20日に開催いたします。案内状を添付いたします。\n"), file("案内状.pdf", pdf("案内状"))]),
    at="wed 16:00", mailer="Microsoft Outlook 16.0", to=("", "hinata@" + OWN))
week("28-forwarded.eml", "pass", "", "the director forwards a mail as attachment", mail(
    "日向 誠一", "hinata@" + OWN, "Fw: 地域連携の会のご案内", several([
        text("佐々木さん　出席で返信をお願いします。　日向\n"), nested(ORIGINAL, "annai.eml")]),
    at="thu 12:10", auth="own", mailer="Becky! ver. 2.81.04 [ja]", to=("佐々木 恵", "sasaki@" + OWN)))

week("29-smime.eml", "pass", "", "a bank-like notice with an S/MIME signature", mail(
    "ひなた信用組合 法人窓口", "houjin@hinata-shinkumi.example", "インターネットバンキング システム休止のお知らせ", several([
        text("お客様各位\n\n10月31日（土）21時から翌6時まで、システムを休止いたします。\n本メールには電子署名を付けています。\n"),
        file("smime.p7s", p7s(), "application/pkcs7-signature", "2047")], "signed",
        params=b"; protocol=\"application/pkcs7-signature\"; micalg=sha-256", preamble=b"This is a cryptographically signed message in MIME format.\r\n"),
    at="thu 13:00", mailer=None, to=INFO))

week("30-web-form.eml", "pass", "", "our own web site's inquiry form: own domain from outside, but signed by us", mail(
    "ひなた内科クリニック ホームページ", "form@" + OWN, "ホームページからのお問い合わせ", text(
        "お名前: 渡辺 花子\nメールアドレス: hanako@freemail.test\nお問い合わせ内容:\nインフルエンザの予防接種は予約が必要ですか。\n", "utf-8"),
    charset="utf-8", at="thu 20:14", mailer="WordPress (hinata-clinic.example)", results="spf=pass smtp.mailfrom=form@hinata-clinic.example;"
    "\r\n\tdkim=pass header.d=hinata-clinic.example;\r\n\tdmarc=pass header.from=hinata-clinic.example", to=("", "info@" + OWN),
    more=(b"Reply-To: hanako@freemail.test",)))

# ------------------------------------------------------------------------------------------------------------- attacks

week("51-false-ministry.eml", "hold", "mail.from.claims-authority mail.attachment.macro",
     "calls itself the ministry, writes from elsewhere, workbook with macro", mail(
         "厚生労働省 医政局", "info@mhlw-oshirase.example", "【至急】医療機関における緊急調査について（回答期限：本日）", several([
             text("医療機関　各位\n\n厚生労働省医政局です。\n緊急調査のため、添付の調査票にご記入のうえ本日中にご返信ください。\n"
                  "表が表示されない場合は「コンテンツの有効化」を押してください。\n\n厚生労働省医政局 地域医療計画課\n", "utf-8"),
             file("緊急調査票.xlsm", office("xlsx", ["調査票"], macro=True), EXCEL_MACRO, charset="utf-8")]),
         charset="utf-8", at="mon 09:48", mailer="Microsoft Outlook 16.0", to=("", "info@" + OWN)))

week("52-stolen-thread.eml", "hold", "mail.from.known-name-other-address mail.reply.tiny-with-attachment mail.attachment.password-in-same-mail",
     "a partner's name from a stranger's address answers a stolen mail: two lines, password ZIP, password beside it", mail(
         "みどり薬品株式会社", "contato@loja-azul.example", "RE: 冷所保管品の納品時間について", several([
             text("ご確認お願いします。\nパスワード：8841\n\n-----Original Message-----\nFrom: 佐々木 恵 <sasaki@hinata-clinic.example>\n"
                  "Sent: Monday, October 19, 2026 5:32 PM\nTo: みどり薬品株式会社\nSubject: 冷所保管品の納品時間について\n\n" + QUOTE, "utf-8"),
             file("2026-10-20_1432.zip", zipped([("2026-10-20_1432.doc", ole(macro=True, stream="WordDocument"))], "8841"), "application/zip",
                  "2047", charset="utf-8")]),
         charset="utf-8", at="tue 14:32", auth="spf", mailer="Microsoft Outlook 16.0", to=("佐々木 恵", "sasaki@" + OWN)))

week("53-name-claims-address.eml", STOP, "mail.from.name-claims-address", "another's address is written where the name stands", mail(
    "", "nao@server-12.example", "お見積りの件", text("お世話になっております。\n先日の件、至急お電話ください。\n\n東都医療機器　木村\n", "utf-8"),
    raw_from=b'"kimura@toto-iryokiki.example" <nao@server-12.example>', charset="utf-8", at="tue 15:10", auth="spf", mailer=None,
    to=("", "info@" + OWN)))

week("54-double-extension.eml", "hold", "mail.attachment.double-extension mail.attachment.executable", "a program called .pdf.exe", mail(
    "国際運送サービス", "notice@parcel-track.example", "お荷物のお届けについて", several([
        text("お荷物をお届けに参りましたが、ご不在でした。\n添付の伝票をご確認ください。\n", "utf-8"),
        file("不在連絡票.pdf.exe", program(), "application/pdf", charset="utf-8")]),
    charset="utf-8", at="tue 16:20", auth="none", mailer=None, to=("", "info@" + OWN)))

week("55-reversed-name.eml", "hold", "mail.attachment.name-reversed mail.attachment.executable", "a right-to-left override makes 請求書…exe.pdf of a program", mail(
    "経理担当", "keiri@office-link.example", "請求書送付のご案内", several([
        text("請求書をお送りします。ご確認ください。\n", "utf-8"),
        file("請求書_10月\u202efdp.exe", program(), "application/octet-stream", "2231", charset="utf-8")]),
    charset="utf-8", at="wed 08:50", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("56-padded-name.eml", "hold", "mail.attachment.name-padded mail.attachment.executable", "wide blanks push .exe out of the window", mail(
    "学会事務局", "jimukyoku@gakkai-touroku.example", "参加登録証の送付", several([
        text("参加登録証を添付いたします。\n", "utf-8"),
        file("参加登録証.pdf" + "\u3000" * 40 + ".exe", program(), "application/octet-stream", "2231", charset="utf-8")]),
    charset="utf-8", at="wed 10:12", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("57-invisible-name.eml", STOP, "mail.attachment.name-invisible mail.attachment.script", "braille blanks hide that the file is a script", mail(
    "配送センター", "haiso@depot-mail.example", "配送伝票", several([
        text("配送伝票を添付します。\n", "utf-8"),
        file("配送伝票.pdf" + "\u2800" * 12 + ".js", SCRIPT, "application/octet-stream", "2231", charset="utf-8")]),
    charset="utf-8", at="wed 11:03", auth="none", mailer=None, to=("", "info@" + OWN)))

week("58-hidden-behind-end.eml", "hold", "mail.structure.hidden-content", "an archive with a script stands behind the end of the last part: programs that repair the mail show it", mail(
    "学術情報センター", "info@gakujutsu-joho.example", "文献複写のご案内", several([
        text("ご依頼の文献複写の準備ができました。\n資料はこのメールに添付しております。\n", "utf-8")],
        epilogue=b"Content-Type: application/zip; name=\"bunken.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64(zipped([("bunken.js", SCRIPT)]))), charset="utf-8", at="wed 16:40", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("59-two-encodings.eml", STOP, "mail.structure.encoding-conflict mail.attachment.script", "two transfer encodings: one program sees letters, the other a script", mail(
    "文献サービス", "doc@bunken-service.example", "複写物の送付", several([
        text("複写物を送付します。\n", "utf-8"),
        ([b"Content-Type: application/octet-stream; name=\"fukusha.js\"", b"Content-Transfer-Encoding: 7bit",
          b"Content-Transfer-Encoding: base64", b"Content-Disposition: attachment; filename=\"fukusha.js\""], b64(SCRIPT))]),
    charset="utf-8", at="wed 17:15", auth="spf", mailer=None, to=("", "info@" + OWN)))

TRICK = jis("お世話になっております。\r\n添付の").replace(b"\x1b(B\r", b"\x1b(B\r") + b"".join(
    jis(c) + b"\x1b$B\x1b(B" for c in "請求書を開いてください。パスワード") + b": 5521\r\n"
week("60-words-cut-by-escapes.eml", STOP, "mail.text.charset-trick mail.attachment.encrypted-archive",
     "escape sequences between all letters, labelled us-ascii: filters read rubbish, people read the words", mail(
         "経理", "seikyu@billing-mail.example", "請求書", several([
             ([b"Content-Type: text/plain; charset=us-ascii", b"Content-Transfer-Encoding: 7bit"], TRICK),
             file("seikyu.zip", zipped([("seikyu.xls", ole(macro=True))], "5521"), "application/zip", "2047")]),
         at="thu 09:20", auth="none", mailer=None, to=("", "info@" + OWN)))

week("61-html-smuggling.eml", "hold", "mail.html.smuggling mail.attachment.html-active", "a web page as attachment builds a ZIP by script", mail(
    "電子請求サービス", "bill@e-seikyu.example", "電子請求書が届いています", several([
        text("電子請求書が届いています。添付のファイルを開いてご確認ください。\n", "utf-8"),
        file("電子請求書.html", SMUGGLE.encode(), "text/html", charset="utf-8")]),
    charset="utf-8", at="thu 10:05", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("62-shortcut-in-disk-image.eml", STOP, "mail.attachment.disk-image", "a disk image that holds a shortcut", mail(
    "見積依頼", "sales@trade-asia.example", "見積依頼書", several([
        text("見積依頼書を送付いたします。ご確認のほどお願いいたします。\n", "utf-8"),
        file("見積依頼書.iso", iso(), "application/octet-stream", charset="utf-8")]),
    charset="utf-8", at="thu 10:40", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("63-password-in-same-mail.eml", STOP, "mail.attachment.encrypted-archive mail.attachment.password-in-same-mail", "password ZIP and its password in one mail, sender never seen", mail(
    "総務部", "soumu@kanri-office.example", "年末調整書類のご提出について", several([
        text("各位\n\n年末調整の書類を送付いたします。\n添付ファイルの解凍パスワードは「nencho2026」です。\nご確認をお願いいたします。\n", "utf-8"),
        file("年末調整.zip", zipped([("年末調整.xls", ole(macro=True))], "nencho2026"), "application/zip", charset="utf-8")]),
    charset="utf-8", at="thu 11:30", auth="spf", mailer="Microsoft Outlook 16.0", to=("", "info@" + OWN)))

week("64-script.eml", "hold", "mail.attachment.script", "a JavaScript file as attachment", mail(
    "注文管理", "order@shop-japan.example", "ご注文内容の確認", several([
        text("ご注文内容を添付いたします。\n", "utf-8"), file("注文内容.js", SCRIPT, "text/javascript", charset="utf-8")]),
    charset="utf-8", at="thu 14:18", auth="none", mailer=None, to=("", "info@" + OWN)))

week("65-lookalike.eml", STOP, "mail.from.lookalike-domain", "the laboratory's domain with one letter changed", mail(
    "検査報告課", "houkoku@chuo-kensaa.example", "検査結果の再送", several([
        text("ひなた内科クリニック 御中\n\n先日の検査結果に誤りがございましたので再送いたします。\n"), file("検査結果.pdf", pdf("再送"))]),
    at="thu 15:00", mailer="Microsoft Outlook 16.0", to=INFO))

week("66-two-from.eml", STOP, "mail.from.not-single", "two From headers: one program shows the partner, another the stranger", mail(
    "", "x77@bulk-host.example", "臨時休診日のご連絡", text("臨時休診日についてご連絡いたします。お電話ください。\n", "utf-8"),
    raw_from=b"x77@bulk-host.example\r\nFrom: renkei@midorigaoka-hp.example", charset="utf-8", at="thu 16:25", auth="spf", mailer=None,
    to=("", "info@" + OWN)))

week("67-encoded-address.eml", STOP, "mail.from.not-single", "the address itself is an encoded word; some programs decode it and show the partner", mail(
    "", "y@bulk-host.example", "会費納入のお願い", text("会費の納入をお願いいたします。\n", "utf-8"),
    raw_from=b"=?utf-8?B?" + base64.b64encode("医師会事務局 <jimu@marumaru-med.example>".encode()) + b"?= <y@bulk-host.example>",
    charset="utf-8", at="thu 17:05", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("68-own-domain-from-outside.eml", STOP, "mail.from.our-domain-from-outside", "our own domain, from the internet, failing authentication", mail(
    "システム管理者", "admin@" + OWN, "メールボックスの容量が上限に達しました", text(
        "メールボックスの容量が上限に達しました。\n24時間以内に下記から更新してください。\nhttps://mailbox-upgrade.test/hinata\n", "utf-8"),
    charset="utf-8", at="fri 08:30", auth="fail", ip="198.51.100.77", sender="bounce@vps-77.example", mailer=None, to=("", "info@" + OWN)))

week("69-medical-expenses-lzh.eml", "hold", "mail.attachment.lzh", "the lure of 2014: 医療費通知 as LZH from a stranger, a program inside", mail(
    "健康保険組合運営事務局", "kenpo-web@info-mail.example", "医療費通知のお知らせ", several([
        text("各位\n\n医療費通知をお送りいたします。添付ファイルをご確認ください。\n\n健康保険組合運営事務局\n"),
        file("医療費通知のお知らせ.lzh", lzh("医療費通知.exe", program()), "application/octet-stream")]),
    at="fri 09:15", auth="none", mailer=None, to=("", "info@" + OWN)))

week("70-macro-xls.eml", "disarm|ask|hold", "mail.attachment.macro", "an old workbook with a macro project from a stranger", mail(
    "業務課", "gyomu@tsushin-center.example", "11月度 予定表", several([
        text("11月度の予定表をお送りします。ご確認ください。\n", "utf-8"),
        file("11月度予定表.xls", ole(macro=True), "application/vnd.ms-excel", charset="utf-8")]),
    charset="utf-8", at="fri 10:00", auth="spf", mailer="Microsoft Outlook 15.0", to=("", "info@" + OWN)))

week("71-onenote.eml", STOP, "mail.attachment.uninspectable", "a OneNote file from a stranger (Emotet, March 2023)", mail(
    "佐藤", "sato.k@rental-office.example", "Re: ご確認ください", several([
        text("お世話になっております。添付をご確認ください。\n", "utf-8"),
        file("確認書類.one", ONENOTE, "application/onenote", charset="utf-8")]),
    charset="utf-8", at="fri 10:50", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("72-tiny-reply.eml", STOP, "mail.reply.tiny-with-attachment mail.reply.without-reference", "one line over a long quote, a document with a macro, no references", mail(
    "木村", "a.costa@grupo-verde.example", "Re: 血圧計のお見積り", several([
        text("ご査収ください。\n\n差出人: 佐々木 恵 <sasaki@hinata-clinic.example>\n送信日時: 2026年10月21日 14:05\n宛先: 木村\n"
             "件名: 血圧計のお見積り\n\n" + QUOTE, "utf-8"),
        file("見積書.docm", office("docx", ["見積書"], macro=True), "application/vnd.ms-word.document.macroEnabled.12", charset="utf-8")]),
    charset="utf-8", at="fri 11:35", auth="spf", mailer=None, to=("佐々木 恵", "sasaki@" + OWN)))

week("73-script-in-zip.eml", "hold", "mail.attachment.program-in-archive", "the script is packed in a ZIP, its name written in Shift_JIS", mail(
    "発送管理", "hassou@logi-support.example", "発送明細", several([
        text("発送明細を添付いたします。\n"), file("発送明細.zip", zipped([("発送明細.pdf.js", SCRIPT)], names="cp932"), "application/zip")]),
    at="fri 13:25", auth="none", mailer=None, to=("", "info@" + OWN)))

week("74-url-shortcut.eml", STOP, "mail.attachment.shortcut", "an internet shortcut as attachment", mail(
    "資料共有", "share@cloud-storage.test", "資料が共有されました", several([
        text("資料が共有されました。添付から開いてください。\n", "utf-8"), file("資料.url", SHORTCUT, "application/octet-stream", charset="utf-8")]),
    charset="utf-8", at="fri 14:40", auth="spf", mailer=None, to=("", "info@" + OWN)))

week("75-changed-account.eml", STOP, "mail.from.lookalike-domain", "a change of bank account from a domain one letter off the wholesaler's", mail(
    "みどり薬品 経理部", "keiri@midori-yakuh1n.example", "振込先変更のお知らせ", several([
        text("ひなた内科クリニック 御中\n\n平素より格別のお引き立てを賜り厚く御礼申し上げます。\nこの度、弊社の振込先口座を変更いたしました。\n"
             "今月分より下記の口座へお振込みくださいますようお願い申し上げます。\n\n　ひなた銀行 本店 普通 0000000\n\nお急ぎのところ恐れ入りますが、本日中にお手続きをお願いいたします。\n"),
        file("振込先変更のお知らせ.pdf", pdf("振込先変更"))]), at="fri 15:30", mailer="Becky! ver. 2.81.04 [ja]", to=INFO))


def main(folder):
    rows = ["# What `sekisho mail scan --site site.conf` must say of each sample: file, outcome (several separated by | are all right),",
            "# signals that must be among those found, why. Written before the signals were."]
    for name, outcome, reasons, why, raw in WEEK:
        with open(os.path.join(folder, name), "wb") as f:
            f.write(raw)
        rows.append("\t".join((name, outcome, reasons or "-", why)))
    with open(os.path.join(folder, "expected.tsv"), "w", encoding="utf-8") as f:
        f.write("\n".join(rows) + "\n")
    with open(os.path.join(folder, "site.conf"), "w", encoding="utf-8") as f:
        f.write(SITE)
    with open(os.path.join(folder, ".gitattributes"), "w", encoding="ascii") as f:
        f.write("*.eml -text\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
