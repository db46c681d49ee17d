"""Honest mails as ordinary programs write them: none of them is ambiguous, hidden or to be held.

Written by hand after the habits of the programs named, not copied from real mail."""

import base64

CRLF = b"\r\n"


def lines(*rows):
    return CRLF.join(r.encode() if isinstance(r, str) else r for r in rows) + CRLF


def b64(data, width=76):
    text = base64.b64encode(data)
    return b"".join(text[i:i + width] + CRLF for i in range(0, len(text), width))


def word(text, charset="utf-8", letter="B"):
    if letter == "B":
        return b"=?%s?B?%s?=" % (charset.encode(), base64.b64encode(text.encode(charset)))
    return b"=?%s?Q?%s?=" % (charset.encode(), b"".join(b"=%02X" % c for c in text.encode(charset)))


def percent(text, charset="utf-8"):
    return b"".join(
        bytes([c]) if 48 <= c <= 57 or 65 <= c <= 90 or 97 <= c <= 122 or c in b".-_" else b"%%%02X" % c
                    for c in text.encode(charset))


def head(number, subject="ご連絡", charset="utf-8", extra=b"", sender="yamada@partner.example"):
    return (b"Return-Path: <%s>\r\nReceived: from mx.partner.example (mx.partner.example [192.0.2.7])\r\n"
            b"\tby mail.clinic.example (Postfix) with ESMTPS id H%04d\r\n\tfor <uketsuke@clinic.example>; "
            b"Thu, 2 Apr 2026 10:%02d:00 +0900 (JST)\r\n" % (sender.encode(), number, number % 60)
            + b"From: " + word("山田 太郎", charset)
            + b" <%s>\r\nTo: uketsuke@clinic.example\r\nSubject: " % sender.encode()
            + word(subject, charset) + b"\r\nDate: Thu, 02 Apr 2026 10:%02d:00 +0900\r\n" % (number % 60)
            + b"Message-ID: <honest.%04d@partner.example>\r\n" % number + extra)


MIME = b"MIME-Version: 1.0\r\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + b"\x08" * 64 + bytes.fromhex(
    "ffc0000b080001000101011100ffc4001400010000000000000000000000000000000affda0008010100003f0037ffd9")
PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
       b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n")
CSV = "患者番号,氏名,日付\r\n0001,山田太郎,2026-04-01\r\n".encode("cp932")
TEXT = "いつもお世話になっております。\r\n山田です。資料をお送りします。\r\nよろしくお願いいたします。\r\n"
HTML = "<html><head><meta charset=\"utf-8\"></head><body><p>いつもお世話になっております。</p><p>山田です。</p></body></html>\r\n"


def multi(kind, boundary, *parts, params=b"", preamble=b"", epilogue=b""):
    return (b"Content-Type: multipart/%s;\r\n%s boundary=\"%s\"\r\n\r\n" % (kind, params, boundary) + preamble
            + b"".join(b"--%s\r\n" % boundary + part + CRLF * (not part.endswith(CRLF)) for part in parts)
            + b"--%s--\r\n" % boundary + epilogue)


def plain(text=TEXT, charset="utf-8", cte=b"8bit", extra=b""):
    data = text.encode(charset)
    body = b64(data) if cte == b"base64" else qp(data) if cte == b"quoted-printable" else data
    return b"Content-Type: text/plain; charset=%s%s\r\nContent-Transfer-Encoding: %s\r\n\r\n" % (
        charset.encode(), extra, cte) + body


def html(text=HTML, charset="utf-8", cte=b"quoted-printable"):
    data = text.encode(charset)
    body = b64(data) if cte == b"base64" else qp(data) if cte == b"quoted-printable" else data
    return b"Content-Type: text/html; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n" % (
        charset.encode(), cte) + body


def qp(data):
    out = []
    for row in data.split(b"\r\n"):
        line = b""
        for i, c in enumerate(row):
            token = bytes([c]) if 33 <= c <= 126 and c != 61 or c == 32 and i + 1 < len(row) else b"=%02X" % c
            if len(line) + len(token) > 75:
                out.append(line + b"=")
                line = b""
            line += token
        out.append(line)
    return CRLF.join(out)


def file(type, data, *headers):
    return b"Content-Type: " + type + CRLF + b"Content-Transfer-Encoding: base64\r\n" + b"".join(h
        + CRLF for h in headers) + CRLF + b64(data)


def names(name):
    """The ways mail programs write one Japanese file name."""
    return {
        "rfc2231": (b"application/pdf", b"Content-Disposition: attachment; filename*=UTF-8''"
        + percent(name)),
        "both": (b'application/pdf; name="' + word(name) + b'"',
                 b'Content-Disposition: attachment;\r\n filename*0*=UTF-8\'\'' + percent(name)[:34]
                 + b";\r\n filename*1*=" + percent(name)[34:]),
        "word-utf8": (b'application/pdf;\r\n\tname="' + word(name) + b'"',
        b'Content-Disposition: attachment;\r\n\tfilename="' + word(name) + b'"'),
        "word-jis": (b'application/pdf;\r\n name="' + word(name, "iso-2022-jp") + b'"',
                     b'Content-Disposition: attachment;\r\n filename="' + word(name, "iso-2022-jp") + b'"'),
        "word-bare": (b"application/pdf; name=" + word(name, "iso-2022-jp"),
        b"Content-Disposition: attachment; filename=" + word(name, "iso-2022-jp")),
        "jis-2231": (b"application/pdf", b"Content-Disposition: attachment;\r\n filename*=ISO-2022-JP''"
        + b"".join(
            b"%%%02X" % c for c in name.encode("iso-2022-jp"))),
        "raw-cp932": (b'application/pdf; name="' + name.encode("cp932") + b'"',
        b'Content-Disposition: attachment; filename="' + name.encode("cp932") + b'"'),
        "raw-utf8": (b'application/pdf; name="' + name.encode() + b'"',
        b'Content-Disposition: attachment; filename="' + name.encode() + b'"'),
    }


def mails():
    out = []
    number = [0]

    def put(name, body, remark="", **kw):
        number[0] += 1
        out.append((name, remark, head(number[0], **kw) + body))

    put("plain-ascii-no-mime", CRLF + b"Hello,\r\nplease call back.\r\n", "no MIME headers at all")
    put("plain-utf8-8bit", MIME + plain())
    put("plain-utf8-base64", MIME + plain(cte=b"base64"))
    put("plain-utf8-qp", MIME + plain(cte=b"quoted-printable"))
    put("plain-jis-7bit", MIME + plain(charset="iso-2022-jp", cte=b"7bit"), "Japanese mailers of all years",
        charset="iso-2022-jp")
    put("plain-jis-no-charset", MIME + b"Content-Type: text/plain\r\n\r\n" + TEXT.encode("iso-2022-jp"),
        "escape sequences without a charset",
        charset="iso-2022-jp")
    put("plain-sjis", MIME + plain(charset="shift_jis", cte=b"8bit"))
    put("gmail-alternative", MIME + multi(b"alternative", b"000000000000a1b2c305f1e2d3c4",
        plain(cte=b"base64"), html(cte=b"quoted-printable")))
    put("gmail-attachment", MIME + multi(
        b"mixed", b"000000000000aaaa1105f1e2d3c4", multi(b"alternative", b"000000000000aaaa0f05f1e2d3c2",
        plain(cte=b"base64"), html(cte=b"base64")),
        file(b'application/pdf; name="' + word("資料.pdf") + b'"', PDF,
        b'Content-Disposition: attachment; filename="' + word("資料.pdf") + b'"',
             b"X-Attachment-Id: f_lu0a1b2c0", b"Content-ID: <f_lu0a1b2c0>")))
    put("outlook-related", MIME + b"Content-Language: ja\r\nX-MS-Has-Attach: yes\r\n" + multi(
        b"related", b"_004_TYAPR01MB0001AAAA_", multi(b"alternative", b"_000_TYAPR01MB0001AAAA_",
        plain(charset="iso-2022-jp", cte=b"7bit"),
                                                      html("<html><body><p>山田です</p><img src=\"cid:image001.png@01D9\"></body></html>\r\n", "iso-2022-jp")),
        file(b'image/png; name="image001.png"', PNG, b"Content-Description: image001.png",
             b'Content-Disposition: inline; filename="image001.png"; size=70;\r\n\tcreation-date="Thu, 02 Apr 2026 01:00:00 GMT"',
             b"Content-ID: <image001.png@01D9>"), params=b'\ttype="multipart/alternative";\r\n'))
    put("outlook-calendar", MIME + multi(
        b"alternative", b"_000_CAL_", plain(cte=b"base64"), html(cte=b"base64"),
        b'Content-Type: text/calendar; charset="utf-8"; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n' + b64(lines(
            "BEGIN:VCALENDAR", "METHOD:REQUEST", "PRODID:Test", "VERSION:2.0", "BEGIN:VEVENT", "SUMMARY:定例会議",
            "DTSTART:20260410T010000Z",
            "DTEND:20260410T020000Z", "UID:1@partner.example", "ORGANIZER:mailto:yamada@partner.example",
            "END:VEVENT", "END:VCALENDAR"))))
    put("google-calendar", MIME + multi(
        b"mixed", b"000000000000cal", multi(b"alternative", b"000000000000alt", plain(cte=b"base64"), html(),
        b"Content-Type: text/calendar; charset=\"UTF-8\"; "
            b"method=REQUEST\r\nContent-Transfer-Encoding: 7bit\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"),
        file(b'application/ics; name="invite.ics"', b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
             b'Content-Disposition: attachment; filename="invite.ics"')))
    put("apple-mail", b"Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3731.500.231\\))\r\nX-Mailer: Apple Mail (2.3731.500.231)\r\n" + multi(
        b"mixed", b"Apple-Mail=_5C0B0F5E-3D4A-4F3C-9A8B-0123456789AB",
        b"Content-Transfer-Encoding: 7bit\r\nContent-Type: text/plain;\r\n\tcharset=iso-2022-jp\r\n\r\n"
        + TEXT.encode("iso-2022-jp"),
        b"Content-Disposition: attachment;\r\n\tfilename*=utf-8''" + percent("書類.pdf")
        + b"\r\nContent-Type: application/pdf;\r\n\tx-unix-mode=0644;\r\n\tname=\""
        + word("書類.pdf") + b"\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(PDF),
        b"Content-Transfer-Encoding: 7bit\r\nContent-Type: text/plain;\r\n\tcharset=us-ascii\r\n\r\n\r\n\r\n"))
    put("iphone-photo", b"Mime-Version: 1.0 (1.0)\r\nX-Mailer: iPhone Mail (21E236)\r\n" + multi(
        b"mixed", b"Apple-Mail-0BEEF-0001",
        b"Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\r\n",
        b"Content-Type: image/jpeg; name=\"IMG_0001.jpeg\"; x-apple-part-url=1\r\nContent-Disposition: inline; filename=IMG_0001.jpeg\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b64(JPEG),
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64("iPhoneから送信".encode())))
    put("thunderbird", b"User-Agent: Mozilla Thunderbird\r\nContent-Language: ja\r\n" + multi(
        b"mixed", b"------------0aB1cD2eF3gH4iJ5kL6mN7oP",
        b"Content-Type: text/plain; charset=UTF-8; format=flowed\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64(TEXT.encode()), file(b'application/pdf; name="=?UTF-8?B?' + base64.b64encode("資料.pdf".encode())
        + b'?="', PDF,
                                   b"Content-Disposition: attachment; filename*=UTF-8''" + percent("資料.pdf")),
        preamble=b"This is a multi-part message in MIME format.\r\n") .replace(b"Content-Type: multipart",
        MIME + b"Content-Type: multipart", 1))
    for form, (type, disposition) in names("令和8年度 診療情報提供書 一覧.pdf").items():
        put("name-" + form, MIME + multi(b"mixed", b"next_%s_" % form.encode(), plain(),
            file(type, PDF, disposition)), "one file name, one of its spellings")
    put("becky-jis", MIME + b"X-Mailer: Becky! ver. 2.81.04 [ja]\r\n" + multi(
        b"mixed", b"------_69CD0A1200000000ABCD_MULTIPART_MIXED_", plain(charset="iso-2022-jp", cte=b"7bit"),
        file(b'application/vnd.ms-excel;\r\n name="' + word("集計.csv", "iso-2022-jp") + b'"', CSV,
             b'Content-Disposition: attachment;\r\n filename="' + word("集計.csv", "iso-2022-jp") + b'"')),
             charset="iso-2022-jp")
    put("shuriken-jis", MIME + multi(b"mixed", b"=_NextPart_48236_0011_",
        plain(charset="iso-2022-jp", cte=b"7bit"),
                                     file(b'text/csv; name="' + word("list.csv", "iso-2022-jp") + b'"', CSV)),
                                     charset="iso-2022-jp")
    put("scanner", MIME + multi(
        b"mixed", b"DC_BOUND_PRE_<1711933200.0074774c1234>",
        b"Content-Type: text/plain;\r\n charset=\"ISO-2022-JP\"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
        + "スキャンした画像です。\r\n".encode("iso-2022-jp"),
        file(b'application/pdf;\r\n name="SKM_C25826040209120.pdf"', PDF,
        b'Content-Disposition: attachment;\r\n filename="SKM_C25826040209120.pdf"')),
        "a multifunction printer; its boundary holds < and >")
    put("mailman-digest", MIME + multi(
        b"mixed", b"===============1234567890123456789==", plain(charset="us-ascii", cte=b"7bit",
        text="Send list submissions to\r\n\tlist@partner.example\r\n",
                                                                 extra=b"").replace(b"\r\n\r\n",
                                                                 b"\r\nContent-Description: list Digest, Vol 12, Issue 3\r\n\r\n", 1),
        multi(b"digest", b"===============9876543210987654321==",
              b"Content-Type: message/rfc822\r\nMIME-Version: 1.0\r\n\r\n" + head(900, "一通目") + MIME
              + plain(),
              b"Content-Type: message/rfc822\r\nMIME-Version: 1.0\r\n\r\n" + head(901, "二通目") + MIME
              + plain(charset="iso-2022-jp", cte=b"7bit")),
        plain(charset="us-ascii", cte=b"7bit", text="End of list Digest\r\n")),
        extra=b"List-Id: <list.partner.example>\r\n")
    put("digest-default-type", MIME + multi(b"digest", b"dig-1", b"\r\n" + head(902, "一通目") + MIME + plain(),
        b"\r\n" + head(903, "二通目") + MIME + plain()))
    put("mailman-footer", MIME + multi(b"mixed", b"===============footer==", plain(),
        b'Content-Type: text/plain; charset="us-ascii"\r\nMIME-Version: 1.0\r\n'
        b"Content-Transfer-Encoding: 7bit\r\nContent-Disposition: inline\r\n\r\n_______\r\nlist mailing list\r\n"), extra=b"Precedence: list\r\n")
    bounce = multi(
        b"report", b"H0001.1775091600/mail.partner.example",
        b"Content-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        b"This is the mail system at host mail.partner.example.\r\n\r\n<nobody@partner.example>: host mx said: 550 unknown user\r\n",
        b"Content-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.partner.example\r\n"
        b"Arrival-Date: Thu,  2 Apr 2026 10:00:00 +0900 (JST)\r\n\r\nFinal-Recipient: rfc822; nobody@partner.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"Diagnostic-Code: smtp; 550 unknown user\r\n",
        b"Content-Description: Undelivered Message\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + head(904, "送った本人の件") + MIME + plain(),
        params=b" report-type=delivery-status;\r\n")
    put("bounce-postfix", b"Auto-Submitted: auto-replied\r\n" + MIME + bounce,
        sender="MAILER-DAEMON@partner.example")
    put("bounce-headers-only", MIME
        + bounce.replace(b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit",
        b"Content-Type: text/rfc822-headers"))
    put("read-receipt", MIME + multi(
        b"report", b"mdn-1", plain("開封されました。\r\n"),
        b"Content-Type: message/disposition-notification\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
        b"Reporting-UA: test; mail\r\nFinal-Recipient: rfc822;yamada@partner.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n",
        params=b" report-type=disposition-notification;\r\n"))
    put("smime-signed", MIME + multi(
        b"signed", b"----9A8B7C6D5E4F", plain(cte=b"quoted-printable"),
        file(b'application/pkcs7-signature; name="smime.p7s"', bytes.fromhex(
            "308006092a864886f70d010702a0803080020101310f300d06096086480165030402010500") + b"\0" * 300,
            b'Content-Disposition: attachment; filename="smime.p7s"'),
        params=b' protocol="application/pkcs7-signature";\r\n micalg="sha-256";\r\n',
        preamble=b"This is an S/MIME signed message\r\n\r\n"))
    put("smime-encrypted", MIME + file(b'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        bytes.fromhex(
        "308006092a864886f70d010703a0803080020100") + bytes(range(256)) * 4,
        b'Content-Disposition: attachment; filename="smime.p7m"'))
    put("pgp-signed", MIME + multi(
        b"signed", b"pgpsig0001", plain(cte=b"quoted-printable"),
        b'Content-Type: application/pgp-signature; name="signature.asc"\r\n'
        b'Content-Description: OpenPGP digital signature\r\nContent-Disposition: attachment; filename="signature.asc"\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\n'
        + b64(bytes([0xC2, 0xB3, 4, 0, 1]) + bytes(range(180)), 64)
        + b"=AbC1\r\n-----END PGP SIGNATURE-----\r\n",
        params=b' micalg=pgp-sha256; protocol="application/pgp-signature";\r\n'))
    put("pgp-encrypted", MIME + multi(
        b"encrypted", b"pgpenc0001",
        b"Content-Type: application/pgp-encrypted\r\nContent-Description: PGP/MIME version identification\r\n\r\nVersion: 1\r\n",
        b'Content-Type: application/octet-stream; name="encrypted.asc"\r\nContent-Disposition: inline; filename="encrypted.asc"\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\n'
        + b64(bytes([0x85, 1, 12, 3]) + bytes(range(255, 0, -1)) * 3, 64)
        + b"=zZ9a\r\n-----END PGP MESSAGE-----\r\n", params=b' protocol="application/pgp-encrypted";\r\n'))
    put("forwarded-attached", MIME + multi(b"mixed", b"fwd-outer", plain("転送します。\r\n"),
        b'Content-Type: message/rfc822; name="' + word("元のメール.eml")
        + b'"\r\nContent-Disposition: attachment; filename="' + word("元のメール.eml")
        + b'"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n' + head(905, "元のメール") + MIME
        + multi(b"mixed", b"fwd-inner", plain(), file(b'application/pdf; name="a.pdf"', PDF,
        b'Content-Disposition: attachment; filename="a.pdf"'))), subject="Fw: 元のメール")
    put("forwarded-inline", MIME
        + plain("転送です。\r\n\r\n-----Original Message-----\r\nFrom: Suzuki <suzuki@partner.example>\r\nSent: Wednesday, April 1, 2026 9:00 AM\r\n"
        "To: Yamada\r\nSubject: 件名\r\nContent-Type: これは本文です\r\n\r\n本文です。\r\n"),
        "header-like lines in the text", subject="Fw: 件名")
    put("related-nested", MIME + multi(
        b"mixed", b"rel-a", multi(b"related", b"rel-b", multi(b"alternative", b"rel-c", plain(),
        html('<html><body><img src="cid:logo@x"><p>本文</p></body></html>\r\n')),
        file(b"image/png; name=logo.png", PNG, b"Content-ID: <logo@x>",
        b"Content-Disposition: inline; filename=logo.png"), params=b' type="multipart/alternative";\r\n'),
        file(b'text/csv; name="list.csv"', CSV, b'Content-Disposition: attachment; filename="list.csv"')))
    put("prefix-boundaries", MIME + multi(b"mixed", b"----=_Part_1",
        multi(b"alternative", b"----=_Part_1_0", plain(), html()),
        file(b"application/pdf; name=a.pdf", PDF, b"Content-Disposition: attachment; filename=a.pdf")),
        "the outer boundary is a prefix of the inner one (JavaMail)")
    put("javamail", MIME + multi(b"mixed", b"----=_Part_12_345678.1775091600000",
        plain(charset="iso-2022-jp", cte=b"7bit"),
        file(b"application/octet-stream; \r\n\tname*=UTF-8''" + percent("明細.pdf"), PDF,
        b"Content-Disposition: attachment; \r\n\tfilename*=UTF-8''" + percent("明細.pdf")),
        params=b"\t"))
    put("php-mailer", MIME + multi(b"alternative", b"b1_0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + TEXT.encode("iso-2022-jp"),
        html(charset="utf-8", cte=b"base64")), "X-Mailer of web forms")
    put("lf-only", (MIME + multi(b"mixed", b"lf-1", plain(), file(b"application/pdf; name=a.pdf",
        PDF))).replace(b"\r\n", b"\n"), "read back from a Maildir")
    put("newsletter", MIME + multi(b"alternative", b"_----------=_MCPart_123", plain(cte=b"quoted-printable"),
        html(HTML.replace("<p>", '<p style="color:#333">'))),
        extra=b"List-Unsubscribe: <https://news.partner.example/u?1>\r\nPrecedence: bulk\r\n",
        sender="news@partner.example")
    put("no-close-delimiter", (MIME + multi(b"mixed", b"open-1", plain(),
        file(b"application/pdf; name=a.pdf", PDF))).rsplit(b"--open-1--", 1)[0], "cut by a careless program")
    put("empty-text-part", MIME + multi(b"mixed", b"empty-1",
        b"Content-Type: text/plain; charset=us-ascii\r\n\r\n\r\n", file(b"application/pdf; name=a.pdf", PDF)))
    put("headerless-text-part", MIME + multi(b"mixed", b"hl-1", b"\r\nplease find it attached\r\n",
        file(b"application/pdf; name=a.pdf", PDF)))
    put("long-preamble", MIME + multi(b"mixed", b"pre-1", plain(),
        preamble=b"This is a multi-part message in MIME format. If you can read this,\r\nyour mail program is old.\r\n\r\n",
                                      epilogue=b"\r\n"))
    put("dkim-signed", MIME + plain(),
        extra=b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=partner.example; s=s1;\r\n\th=from:to:subject:date:message-id;\r\n\tbh="
        + base64.b64encode(b"h" * 32) + b";\r\n\tb=" + base64.b64encode(bytes(range(128))) + b"\r\n")
    put("csv-attachment-8bit", MIME + multi(b"mixed", b"csv-1", plain(),
        b'Content-Type: text/csv; charset=shift_jis; name="list.csv"\r\nContent-Transfer-Encoding: 8bit\r\n'
        b'Content-Disposition: attachment; filename="list.csv"\r\n\r\n' + CSV))
    put("trailing-space-delimiter", (MIME + multi(b"mixed", b"sp-1", plain(),
        file(b"application/pdf; name=a.pdf", PDF))).replace(b"--sp-1\r\n", b"--sp-1 \r\n"),
        "transport padding")
    put("comment-in-date-and-version", b"MIME-Version: 1.0 (test mailer (v2))\r\n" + plain())
    return out
