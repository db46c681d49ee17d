#!/usr/bin/python3
"""Minimal pairs: an attack and its honest twin that differ in one trait.

    tests/pairs/make.py FOLDER

writes SIGNAL-N.attack.eml and SIGNAL-N.twin.eml and index.tsv (pair, file, role, signal, the one trait). The attack must not
pass, and SIGNAL must be among its signals; the twin must pass. Weak oddities are everyday things here, so for those the trait
is what they hide: the same odd make-up around a script and around a PDF. Not all of one program's taste: each twin is
something that Japanese offices receive every week.
"""
import base64
import importlib.util
import os
import sys

sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("samples_make", os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "samples", "make.py"))
s = importlib.util.module_from_spec(spec)
spec.loader.exec_module(s)
mail, text, file, several, html, pdf, zipped, office, ole = s.mail, s.text, s.file, s.several, s.html, s.pdf, s.zipped, s.office, s.ole

PAIRS = []
GREETING = "いつもお世話になっております。山手商会の伊藤です。\n資料をお送りいたしますので、ご確認をお願いいたします。\n\n山手商会　伊藤 美咲\nTEL 045-000-0099\n"
ITO = ("伊藤 美咲", "ito@yamate-shokai.example")
BOX = ("", "info@" + s.OWN)


def pair(signal, trait, attack, twin):
    PAIRS.append((signal, trait, attack, twin))


def plain(words=GREETING, name=ITO[0], addr=ITO[1], subject="資料送付の件", charset="utf-8", **kw):
    return mail(name, addr, subject, text(words, charset), charset=charset, **kw)


def sent_from(raw, **kw):
    """A text mail with this From header, as bytes; whoever it shows, the envelope is the stranger's."""
    return plain(name="", addr="x@bulk-host.example", raw_from=raw, **kw)


def with_files(*files, words=GREETING, name=ITO[0], addr=ITO[1], subject="資料送付の件", charset="utf-8", body=None, **kw):
    return mail(name, addr, subject, several([body or text(words, charset)] + list(files)), charset=charset, **kw)


def f(name, data, ctype="application/octet-stream", **kw):
    kw.setdefault("charset", "utf-8")
    return file(name, data, ctype, **kw)


def name_pair(signal, trait, bad, good, data=None):
    data = pdf("資料") if data is None else data
    pair(signal, trait, with_files(f(bad, data, style="2231")), with_files(f(good, data, style="2231")))


def data_pair(signal, trait, bad, good, **kw):
    """bad, good: (file name, bytes) or (file name, bytes, content type)."""
    pair(signal, trait, with_files(f(*bad), **kw), with_files(f(*good), **kw))


def w(t):
    return b"=?utf-8?B?" + base64.b64encode(t.encode()) + b"?="


JS, PE, PDF = s.SCRIPT, s.program(), pdf("資料")

# ------------------------------------------------------------------------------------------------------- who it is from

pair("mail.from.not-single", "the second header is From, not Sender",
     plain(more=(b"From: jimu@marumaru-med.example",)), plain(more=(b"Sender: jimu@yamate-shokai.example",)))
pair("mail.from.not-single", "the comma separates two mailboxes, in the twin it stands in the quoted name",
     sent_from(b"Yamada <jimu@marumaru-med.example>, Taro <x@bulk-host.example>"), sent_from(b'"Yamada, Taro" <x@bulk-host.example>'))
pair("mail.from.not-single", "group syntax", sent_from(w("連絡会") + b": x@bulk-host.example;"), sent_from(w("連絡会") + b" <x@bulk-host.example>"))
pair("mail.from.not-single", "a route before the address",
     sent_from(b"<@marumaru-med.example:x@bulk-host.example>"), sent_from(b"<x@bulk-host.example>"))
pair("mail.from.not-single", "the encoded word hides a whole address in angle brackets",
     sent_from(w("事務局 <jimu@marumaru-med.example>") + b" <x@bulk-host.example>"), sent_from(w("事務局（総務課）") + b" <x@bulk-host.example>"))
pair("mail.from.not-single", "a second From with a blank before its colon, in the twin a header of another name",
     plain(more=(b"From : jimu@marumaru-med.example",)), plain(more=(b"X-Original-From: jimu@yamate-shokai.example",)))
pair("mail.from.not-single", "an address after the angle brackets; the twin is the old form with the name as comment",
     sent_from(b"<x@bulk-host.example>jimu@marumaru-med.example"), sent_from(b"x@bulk-host.example (ITO Misaki)"))

pair("mail.from.name-claims-address", "the address in the name is another's, in the twin the same",
     plain(name="kimura@toto-iryokiki.example"), plain(name="ito@yamate-shokai.example"))
pair("mail.from.name-claims-address", "name with an address in parentheses: another's, or the sender's own",
     plain(name="山田 (yamada@same.example)", addr="yamada@other-host.example"), plain(name="山田 (yamada@same.example)", addr="yamada@same.example"))
pair("mail.from.name-claims-address", "written with a full-width at sign",
     plain(name="木村（kimura＠toto-iryokiki.example）"), plain(name="伊藤（ito＠yamate-shokai.example）"))
pair("mail.from.name-claims-address", "what follows the at sign is a domain, or a department",
     plain(name="木村@toto-iryokiki.example"), plain(name="木村@営業部"))
pair("mail.from.name-claims-address", "capitals alone make no difference",
     plain(name="Kimura@Toto-Iryokiki.Example"), plain(name="Ito@Yamate-Shokai.Example"))
pair("mail.from.name-claims-address", "a mailing list that rewrites From says so",
     plain(name="kimura@toto-iryokiki.example", addr="naika-ml@ml.naika-kai.example"),
     plain(name="kimura@toto-iryokiki.example via naika-ml", addr="naika-ml@ml.naika-kai.example",
           more=(b"List-Id: <naika-ml.ml.naika-kai.example>", b"Precedence: list")))

pair("mail.from.known-name-other-address", "the wholesaler's name from elsewhere",
     plain(name="みどり薬品株式会社"), plain(name="みどり薬品株式会社", addr="order@midori-yakuhin.example"))
pair("mail.from.known-name-other-address", "short company form; the twin comes from a host below the partner's domain",
     plain(name="みどり薬品(株)"), plain(name="みどり薬品(株)", addr="noreply@mail.midori-yakuhin.example"))
pair("mail.from.known-name-other-address", "the director's name, and a longer name that begins like it",
     plain(name="日向 誠一", addr="seiichi@freemail.test"), plain(name="日向 誠一郎", addr="seiichi@freemail.test"))
pair("mail.from.known-name-other-address", "a colleague's name written with a wide blank",
     plain(name="山本医院　山本健一", addr="yamamoto@freemail.test"), plain(name="山本医院　山本健一", addr="yamamoto@yamamoto-iin.example"))
pair("mail.from.known-name-other-address", "the partner stands in the name, or only in the subject",
     plain(name="東都医療機器株式会社", subject="打合せの日程"), plain(subject="東都医療機器株式会社様との打合せの日程"))
pair("mail.from.known-name-other-address", "the office manager's name, and a longer name that begins like it",
     plain(name="佐々木　恵", addr="m.sasaki@freemail.test"), plain(name="佐々木　恵美", addr="m.sasaki@freemail.test"))


def domain(d, name="業務課", auth="pass"):
    return plain(name=name, addr="gyomu@" + d, auth=auth)


pair("mail.from.lookalike-domain", "one letter too many", domain("midori-yakuhinn.example"), domain("midori-yakuhin.example"))
pair("mail.from.lookalike-domain", "a digit for a letter; the twin is a host below the real domain",
     domain("midori-yakuh1n.example"), domain("order.midori-yakuhin.example"))
pair("mail.from.lookalike-domain", "rn for m", domain("rnarumaru-med.example"), domain("marumaru-med.example"))
pair("mail.from.lookalike-domain", "a hyphen for the dot in a ministry's domain", domain("mhlw-go.jp"), domain("mhlw.go.jp"))
pair("mail.from.lookalike-domain", "our own name with a digit; the twin is a neighbour that shares the town's name",
     domain("hinata-c1inic.example"), domain("hinata-shinkyu.example"))
pair("mail.from.lookalike-domain", "a Cyrillic letter; the twin is a Japanese domain name",
     domain("chuo-kensа.example".encode("idna").decode()), domain("日本の検査.example".encode("idna").decode()))
pair("mail.from.lookalike-domain", "the hyphen left out; the twin is another firm of the trade",
     domain("chuokensa.example"), domain("chuo-yakkyoku.example"))

pair("mail.from.mixed-script", "a Cyrillic а inside a Latin word", plain(name="Yаmate Shokai"), plain(name="Yamate Shokai"))
pair("mail.from.mixed-script", "a Greek ο inside a Latin word; the twin has a Greek letter on its own, as chemists write",
     plain(name="Shοkai 研究会"), plain(name="α-リノレン酸研究会"))
pair("mail.from.invisible", "zero-width spaces inside a partner's name from elsewhere; inside another name, copied from a web page",
     plain(name="み\u200bど\u200bり\u200b薬品株式会社"), plain(name="み\u200bど\u200bり\u200b野商店"))
pair("mail.from.invisible", "direction marks around a name pasted from the address book: with a macro workbook, with a workbook",
     with_files(f("一覧.xlsm", office("xlsx", ["一覧"], True), s.EXCEL_MACRO), name="\u202a伊藤 美咲\u202c"),
     with_files(f("一覧.xlsx", office("xlsx", ["一覧"]), s.EXCEL), name="\u202a伊藤 美咲\u202c"))
pair("mail.from.name-claims-address", "another's address beside an emoji; only the emoji, joined with a zero-width joiner",
     plain(name="\U0001f469\u200d\u2695\ufe0f kimura@toto-iryokiki.example"), plain(name="\U0001f469\u200d\u2695\ufe0f 伊藤 美咲"))

own = dict(name="佐々木 恵", addr="sasaki@" + s.OWN)
pair("mail.from.our-domain-from-outside", "our domain failing authentication; the twin is our web site, signed",
     plain(auth="fail", sender="x@vps-77.example", **own), plain(auth="pass", **own))
pair("mail.from.our-domain-from-outside", "the same address from outside, or from a colleague who logged in",
     plain(auth="none", ip="198.51.100.9", sender="x@vps-78.example", **own), plain(auth="own", **own))
pair("mail.from.our-domain-from-outside", "a scan 'from our copier' from outside; the twin from the copier's listed address in our network",
     with_files(f("scan.pdf", PDF, "application/pdf"), name="", addr="copy@" + s.OWN, auth="fail", subject="Scanned image"),
     with_files(f("scan.pdf", PDF, "application/pdf"), name="", addr="scan@" + s.OWN, auth="lan", subject="Scanned image"))

pair("mail.from.claims-authority", "the ministry's name, another domain", plain(name="厚生労働省 医政局"),
     plain(name="厚生労働省 医政局", addr="isei@mhlw.go.jp"))
pair("mail.from.claims-authority", "a regional bureau's name; the twin is a pharmacy called 厚生堂",
     plain(name="関東信越厚生局 指導監査課"), plain(name="厚生堂薬局 指導薬剤師"))
pair("mail.from.claims-authority", "a health insurance society nobody knows; the twin is our partner",
     plain(name="全国健康保険協会"), plain(name="あおぞら健康保険組合", addr="shinsa@aozora-kenpo.example"))
pair("mail.from.claims-authority", "the ministry as sender, or only in the subject of a newsletter",
     plain(name="厚生労働省", subject="診療報酬改定について"), plain(name="医療経営ニュース", subject="厚生労働省、診療報酬改定について議論"))
pair("mail.from.claims-authority", "a public health centre: from a free mail address, or from its city's lg.jp",
     plain(name="ひなた市保健所", addr="hinata.hokenjo@freemail.test"), plain(name="ひなた市保健所", addr="hokenjo@city.hinata.lg.jp"))
pair("mail.from.claims-authority", "the security agency from elsewhere, or from its own domain",
     plain(name="独立行政法人情報処理推進機構"), plain(name="独立行政法人情報処理推進機構", addr="info@ipa.go.jp"))
pair("mail.from.claims-authority", "the claims review organisation from elsewhere, or from its own domain",
     plain(name="社会保険診療報酬支払基金"), plain(name="社会保険診療報酬支払基金", addr="noreply@ssk.or.jp"))

# -------------------------------------------------------------------------------------------------------- signatures

pair("mail.auth.unsigned-headers", "l= lets anyone append: a script, or the sender's PDF",
     with_files(f("資料.js", JS), dkim_more=" l=512;"), with_files(f("資料.pdf", PDF), dkim_more=" l=512;"))
pair("mail.auth.unsigned-headers", "Content-Type not signed, as a large free mail service does: with a macro document, or a PDF",
     with_files(f("資料.docm", office("docx", ["資料"], True)), signed="date:from:message-id:mime-version"),
     with_files(f("資料.pdf", PDF), signed="date:from:message-id:mime-version"))
GOOD_DKIM = s.dkim("mailer-service.example", "esp")
pair("mail.auth.bad-domain", "a parenthesis in d=; the twin carries the signature of a mailing service",
     plain(top=(GOOD_DKIM.replace(b"d=mailer-service.example", b"d=toto-iryokiki.example(.bulk-host.example"),)), plain(top=(GOOD_DKIM,)))
pair("mail.auth.bad-domain", "a NUL in d=; the twin has an underscore in its selector",
     plain(top=(GOOD_DKIM.replace(b"d=mailer-service.example", b"d=toto-iryokiki.example\0.bulk-host.example"),)),
     plain(top=(GOOD_DKIM.replace(b"s=s2025", b"s=key_2025"),)))

# ------------------------------------------------------------------------------------------------------------ replies

QUOTE = "".join("> %s\n" % line for line in ("ひなた内科クリニックの佐々木です。\nお見積りをお願いできますでしょうか。\n本体2台とカフ一式です。\n"
                                            "納期もあわせてお知らせください。\nよろしくお願いいたします。\n佐々木 恵\n").splitlines())
TINY = "ご査収ください。\n\n差出人: 佐々木 恵 <sasaki@hinata-clinic.example>\n送信日時: 2026年10月21日 14:05\n宛先: 伊藤\n件名: お見積り\n\n" + QUOTE
ENGLISH = "Please see attached.\n\nOn Wed, Oct 21, 2026 at 2:05 PM Sasaki <sasaki@hinata-clinic.example> wrote:\n" + QUOTE

pair("mail.reply.without-reference", "an answer without references: with a script, or from a telephone without anything",
     with_files(f("見積.js", JS), words="ありがとうございます。11時に伺います。\n", subject="Re: お見積り"),
     plain("ありがとうございます。11時に伺います。\n\niPhoneから送信\n", subject="Re: お見積り", mailer="iPhone Mail (22A3354)"))
pair("mail.reply.without-reference", "the same with 返信: and a macro workbook, or a workbook without",
     with_files(f("見積.xlsm", office("xlsx", ["見積"], True), s.EXCEL_MACRO), subject="返信: お見積り"),
     with_files(f("見積.xlsx", office("xlsx", ["見積"]), s.EXCEL), subject="返信: お見積り"))
pair("mail.reply.without-reference", "full-width ＲＥ：, with a shortcut, or a photo",
     with_files(f("写真.lnk", s.lnk()), subject="ＲＥ：写真の件"), with_files(f("写真.jpg", s.jpeg(), "image/jpeg"), subject="ＲＥ：写真の件"))
pair("mail.reply.tiny-with-attachment", "one line over a quotation: macro document, or PDF",
     with_files(f("見積.docm", office("docx", ["見積"], True)), words=TINY, subject="Re: お見積り"),
     with_files(f("見積.pdf", PDF, "application/pdf"), words=TINY, subject="Re: お見積り"))
pair("mail.reply.tiny-with-attachment", "one line over a quotation: password ZIP, or a photo",
     with_files(f("見積.zip", zipped([("見積.doc", ole(True))], "x1"), "application/zip"), words=TINY, subject="RE: お見積り"),
     with_files(f("見積.jpg", s.jpeg(), "image/jpeg"), words=TINY, subject="RE: お見積り"))
pair("mail.reply.tiny-with-attachment", "one English line over a quotation: script in ZIP, or the wholesaler's PDF",
     with_files(f("order.zip", zipped([("order.js", JS)]), "application/zip"), words=ENGLISH, subject="Re: Order"),
     with_files(f("order.pdf", PDF, "application/pdf"), words=ENGLISH, subject="Re: Order"))

# -------------------------------------------------------------------------------------------------------- attachments

data_pair("mail.attachment.type-mismatch", "a program called .pdf; a PDF sent as octet-stream", ("資料.pdf", PE), ("資料.pdf", PDF))
data_pair("mail.attachment.type-mismatch", "a program called .jpg; a photo labelled image/pjpeg", ("写真.jpg", PE, "image/jpeg"), ("写真.jpg", s.jpeg(), "image/pjpeg"))
data_pair("mail.attachment.type-mismatch", "a program called .doc; RTF called .doc, as old word processors save", ("文書.doc", PE, "application/msword"),
          ("文書.doc", b"{\\rtf1\\ansi\\ansicpg932 {\\fonttbl{\\f0 MS Mincho;}}\\f0 \\'82\\'a0\\par}", "application/msword"))
data_pair("mail.attachment.type-mismatch", "a macro workbook called .png; a JPEG called .png, as telephones do", ("図.png", ole(True), "image/png"), ("図.png", s.jpeg(), "image/png"))
data_pair("mail.attachment.type-mismatch", "a shortcut called .xls; a CSV called .xls, as reservation systems export",
          ("一覧.xls", s.lnk(), "application/vnd.ms-excel"), ("一覧.xls", "氏名\t時刻\r\n山口\t10:00\r\n".encode("cp932"), "application/vnd.ms-excel"))

name_pair("mail.attachment.double-extension", "a second extension that runs; the twin has dots of a date", "見積.2024.10.pdf.scr", "見積.2024.10.pdf")
name_pair("mail.attachment.double-extension", "the program's extension comes last; in the twin it is only mentioned", "説明書.pdf.exe", "setup.exeの説明書.pdf")
name_pair("mail.attachment.double-extension", "a script after a document; a PDF printed from a Word file", "議事録.docx.js", "議事録.docx.pdf")
name_pair("mail.attachment.double-extension", "com is an extension; in the twin part of a company's address in the name", "明細.pdf.com", "明細_rakuten.com.pdf")
name_pair("mail.attachment.name-padded", "forty wide blanks; the twin separates words with single ones", "請求書.pdf" + "　" * 40 + ".exe", "請求書　10月分　確定版.pdf")
name_pair("mail.attachment.name-padded", "eighty spaces; the twin has double spaces", "report.pdf" + " " * 80 + ".scr", "report  final  v2.pdf")
name_pair("mail.attachment.name-padded", "underscores push the extension away; the twin has a few", "請求書.pdf" + "_" * 70 + ".exe", "2026_10_請求書____確定.pdf")
name_pair("mail.attachment.name-reversed", "a right-to-left override", "請求書\u202ecod.pdf", "請求書cod.pdf")
name_pair("mail.attachment.name-reversed", "an override and a script's ending; the twin is really Hebrew", "invoice\u202efdp.js", "חשבונית.pdf")
name_pair("mail.attachment.name-invisible", "braille blanks before .js; the twin has a blank at that place", "請求書.pdf" + "\u2800" * 10 + ".js", "請求書 pdf.pdf")
name_pair("mail.attachment.name-invisible", "a Hangul filler hides .hta; the twin has decomposed kana as a Mac writes them", "ガイド.pdf\u3164.hta", "カ\u3099イト\u3099.pdf")

data_pair("mail.attachment.executable", "a program; a PDF about it", ("setup.exe", PE), ("setup.pdf", PDF))
data_pair("mail.attachment.executable", "a program under a nameless ending; a DICOM picture under its own", ("画像.dat", PE), ("画像.dcm", b"\0" * 128 + b"DICM" + s.noise("dcm", 600)))
data_pair("mail.attachment.executable", "a screen saver; a photo", ("院内風景.scr", PE), ("院内風景.jpg", s.jpeg(), "image/jpeg"))
data_pair("mail.attachment.script", "JavaScript; JSON", ("設定.js", JS), ("設定.json", '{"予約": [{"時刻": "10:00"}]}\n'.encode()))
data_pair("mail.attachment.script", "VBScript; a text file", ("読んでください.vbs", b'WScript.Echo "sample"\r\n'), ("読んでください.txt", "ご確認ください。\r\n".encode("cp932"), "text/plain"))
data_pair("mail.attachment.script", "a batch file; CSV", ("一覧.bat", b"@echo off\r\nrem sample\r\n"), ("一覧.csv", "氏名,時刻\r\n山口,10:00\r\n".encode("cp932"), "text/csv"))
data_pair("mail.attachment.script", "an HTML application; a static page", ("案内.hta", b"<html><hta:application id=a /><body>sample</body></html>"),
          ("案内.html", "<html><head><meta charset=utf-8><title>案内</title></head><body><p>ご案内</p></body></html>".encode(), "text/html"))
data_pair("mail.attachment.shortcut", "a shell link; a calendar entry", ("予定.lnk", s.lnk()),
          ("予定.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//JA\r\nBEGIN:VEVENT\r\nUID:1@x.example\r\nDTSTART:20261105T040000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "text/calendar"))
data_pair("mail.attachment.shortcut", "an internet shortcut; a visiting card", ("連絡先.url", s.SHORTCUT),
          ("連絡先.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:伊藤 美咲\r\nURL:http://www.yamate-shokai.example/\r\nEND:VCARD\r\n".encode(), "text/x-vcard"))
data_pair("mail.attachment.shortcut", "a Windows library; ordinary XML",
          ("資料.library-ms", b'<?xml version="1.0"?><libraryDescription xmlns="http://schemas.microsoft.com/windows/2009/library"><searchConnectorDescriptionList/></libraryDescription>'),
          ("資料.xml", '<?xml version="1.0" encoding="UTF-8"?><予約><件>8</件></予約>'.encode(), "text/xml"))
data_pair("mail.attachment.disk-image", "a disk image; a DICOM picture", ("検査画像.iso", s.iso()), ("検査画像.dcm", b"\0" * 128 + b"DICM" + s.noise("dcm", 900)))
data_pair("mail.attachment.disk-image", "a disk image under another name; a fax", ("受信FAX.tif", s.iso(), "image/tiff"), ("受信FAX.tif", s.tiff(), "image/tiff"))
data_pair("mail.attachment.encrypted-archive", "with a password; without", ("資料.zip", zipped([("資料.pdf", PDF)], "ab12"), "application/zip"), ("資料.zip", zipped([("資料.pdf", PDF)]), "application/zip"))
data_pair("mail.attachment.encrypted-archive", "with a password; without, names in Shift_JIS as old Windows packs", ("図面.zip", zipped([("図面1.pdf", PDF), ("図面2.pdf", PDF)], "ab12", "cp932")),
          ("図面.zip", zipped([("図面1.pdf", PDF), ("図面2.pdf", PDF)], names="cp932")))
data_pair("mail.attachment.uninspectable", "an archive cut in half; the whole", ("資料.zip", zipped([("資料.pdf", PDF)])[:90], "application/zip"), ("資料.zip", zipped([("資料.pdf", PDF)]), "application/zip"))
data_pair("mail.attachment.uninspectable", "an archive of a kind that nobody opened; a ZIP", ("資料.rar", b"Rar!\x1a\x07\x01\x00" + s.noise("rar", 900)), ("資料.zip", zipped([("資料.pdf", PDF)])))
data_pair("mail.attachment.uninspectable", "a notebook file; a document", ("会議.one", s.ONENOTE, "application/onenote"), ("会議.docx", office("docx", ["会議"]), s.WORD))
data_pair("mail.attachment.program-in-archive", "a script in the archive; a document", ("明細.zip", zipped([("明細.js", JS)])), ("明細.zip", zipped([("明細.pdf", PDF)])))
data_pair("mail.attachment.program-in-archive", "a program; a workbook, both with names in Shift_JIS", ("見積.zip", zipped([("見積.exe", PE)], names="cp932")), ("見積.zip", zipped([("見積.xlsx", office("xlsx", ["見積"]))], names="cp932")))
data_pair("mail.attachment.program-in-archive", "a shortcut in a folder; photos in a folder", ("写真.zip", zipped([("写真/一覧.lnk", s.lnk())])), ("写真.zip", zipped([("写真/IMG_1.jpg", s.jpeg()), ("写真/IMG_2.jpg", s.jpeg("2"))])))
data_pair("mail.attachment.uninspectable", "an archive inside the archive; a folder inside it", ("資料.zip", zipped([("資料2.zip", zipped([("資料.js", JS)]))])), ("資料.zip", zipped([("資料2/資料.pdf", PDF)])))
data_pair("mail.attachment.macro", "the archive's member is called .xlsm; .xlsx", ("申請書.zip", zipped([("申請書.xlsm", office("xlsx", ["申請書"], True))])), ("申請書.zip", zipped([("申請書.xlsx", office("xlsx", ["申請書"]))])))
data_pair("mail.attachment.uninspectable", "a notebook file in the archive; a document in it", ("会議.zip", zipped([("会議.one", s.ONENOTE)])), ("会議.zip", zipped([("会議.docx", office("docx", ["会議"]))])))
data_pair("mail.attachment.macro", "a workbook with a macro project; without", ("申請書.xlsm", office("xlsx", ["申請書"], True), s.EXCEL_MACRO), ("申請書.xlsx", office("xlsx", ["申請書"]), s.EXCEL))
data_pair("mail.attachment.macro", "a Word file with a macro project; without, as octet-stream", ("申請書.docm", office("docx", ["申請書"], True)), ("申請書.docx", office("docx", ["申請書"])))
data_pair("mail.attachment.macro", "an old workbook with a macro project; without", ("申請書.xls", ole(True), "application/vnd.ms-excel"), ("申請書.xls", ole(), "application/vnd.ms-excel"))
data_pair("mail.attachment.macro", "the macro project lies in a file called .xlsx; in the twin there is none", ("一覧.xlsx", office("xlsx", ["一覧"], True), s.EXCEL), ("一覧.xlsx", office("xlsx", ["一覧"]), s.EXCEL))
STATEMENT = '<html><head><meta charset="utf-8"><title>ご利用明細</title></head><body><table><tr><td>10月分</td><td>1,200円</td></tr></table>%s</body></html>'
data_pair("mail.attachment.html-active", "a page with a script; the static page of a statement", ("明細.html", (STATEMENT % '<script>document.write(unescape("%41"));location="http://files.test/";</script>').encode(), "text/html"), ("明細.html", (STATEMENT % "").encode(), "text/html"))
data_pair("mail.attachment.html-active", "a page with a script called .xls; a page with only a table called .xls, as web systems export",
          ("一覧.xls", (STATEMENT % '<script>location="http://files.test/";</script>').encode(), "application/vnd.ms-excel"),
          ("一覧.xls", (STATEMENT % "").encode(), "application/vnd.ms-excel"))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">%s<rect width="9" height="9"/></svg>'
data_pair("mail.attachment.html-active", "a drawing with a script; without", ("ロゴ.svg", (SVG % '<script>location="http://files.test/"</script>').encode(), "image/svg+xml"), ("ロゴ.svg", (SVG % "").encode(), "image/svg+xml"))
data_pair("mail.html.smuggling", "a page that builds a file; a page with an embedded picture", ("請求書.html", s.SMUGGLE.encode(), "text/html"),
          ("請求書.html", (STATEMENT % ('<img src="data:image/png;base64,%s">' % base64.b64encode(s.png(64, 64)).decode())).encode(), "text/html"))
pair("mail.html.smuggling", "the mail's own HTML builds a file; the twin shows a remote picture",
     mail(*ITO, "請求書", html(s.SMUGGLE), charset="utf-8"),
     mail(*ITO, "請求書", html('<p>請求書をお送りします。</p><img src="https://www.yamate-shokai.example/logo.png" width="120">'), charset="utf-8"))

# ---------------------------------------------------------------------------------------------------------- structure
# Each builder takes (file name, bytes) of what lies inside the odd make-up.


def part(name, data, lines, encoded=None):
    return [x.replace(b"NAME", name.encode()) for x in lines], s.b64(data) if encoded is None else encoded


def around(build, signal, trait, bad=("kakunin.js", JS), good=("kakunin.pdf", PDF)):
    pair(signal, trait, build(*bad), build(*good))


DISPOSITION = b'Content-Disposition: attachment; filename="NAME"'
B64 = b"Content-Transfer-Encoding: base64"
OCTET = b'Content-Type: application/octet-stream; name="NAME"'

around(lambda n, d: with_files(part(n, d, [OCTET, b'Content-Type: text/plain; name="NAME"', B64, DISPOSITION])),
       "mail.structure.content-type-conflict", "two content types around a script, around a PDF")
around(lambda n, d: with_files(part(n, d, [b"Content-Type: text/plain", b'Content-Type: multipart/mixed; boundary="in"', DISPOSITION],
                                    encoded=b"\r\n--in\r\n" + OCTET.replace(b"NAME", n.encode()) + b"\r\n" + B64 + b"\r\n\r\n" + s.b64(d) + b"\r\n--in--\r\n")),
       "mail.structure.content-type-conflict", "text to one program, a container to another: of a script, of a PDF")
around(lambda n, d: with_files(part(n, d, [OCTET, b"Content-Transfer-Encoding: 7bit", B64, DISPOSITION])),
       "mail.structure.encoding-conflict", "two transfer encodings around a script, around a PDF")
around(lambda n, d: with_files(part(n, d, [OCTET, b"Content-Transfer-Encoding: base64 (x)", DISPOSITION])),
       "mail.structure.encoding-conflict", "a comment in the transfer encoding of a script, of a PDF")


def two_boundaries(n, d):
    inner = CRLF.join([OCTET.replace(b"NAME", n.encode()), B64, DISPOSITION.replace(b"NAME", n.encode())])
    body = b"\r\n--one\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nsample\r\n--one--\r\n\r\n--two\r\n" + inner + b"\r\n\r\n" + s.b64(d) + b"--two--\r\n"
    return mail(*ITO, "資料送付の件", ([b'Content-Type: multipart/mixed; boundary="one"; boundary="two"'], body), charset="utf-8")


CRLF = b"\r\n"
around(two_boundaries, "mail.structure.boundary-odd", "two boundary parameters: a script behind the second, a PDF behind the second")
around(lambda n, d: mail(*ITO, "資料送付の件", several([text(GREETING, "utf-8"), f(n, d)], boundary="b" * 90), charset="utf-8"),
       "mail.structure.boundary-odd", "a boundary of 90 characters around a script, around a PDF")
around(lambda n, d: with_files(part(n, d, [b'Content-Type : application/octet-stream; name="NAME"', b"Content-Transfer-Encoding : base64", DISPOSITION])),
       "mail.structure.header-name-odd", "a blank before the colons of a script's headers, of a PDF's")
around(lambda n, d: with_files(part(n, d, [OCTET, B64 + b"\rX-Y: z", DISPOSITION])),
       "mail.structure.line-ends", "a bare CR among the headers of a script, of a PDF")
pair("mail.structure.line-ends", "line ends of two kinds in a mail with a script; in an old system's text",
     with_files(f("kakunin.js", JS)).replace(b"This is a multi-part message in MIME format.\r\n", b"This is a multi-part message\nin MIME format.\n"),
     with_files(f("kakunin.pdf", PDF)).replace(b"This is a multi-part message in MIME format.\r\n", b"This is a multi-part message\nin MIME format.\n"))
BEHIND = b"Content-Type: application/zip; name=\"a.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
pair("mail.structure.outside-parts", "an archive with a script behind the last boundary; a list's footer behind it",
     mail(*ITO, "資料", several([text(GREETING, "utf-8")], epilogue=BEHIND + s.b64(zipped([("a.js", JS)]))), charset="utf-8"),
     mail(*ITO, "資料", several([text(GREETING, "utf-8")], epilogue=b"--\r\nnaika-ml mailing list\r\nhttp://ml.naika-kai.example/\r\n"), charset="utf-8"))
pair("mail.structure.outside-parts", "a program before the first boundary; the usual sentence before it",
     mail(*ITO, "資料", several([text(GREETING, "utf-8")], preamble=BEHIND + s.b64(PE)), charset="utf-8"),
     mail(*ITO, "資料", several([text(GREETING, "utf-8")]), charset="utf-8"))


def reused(n, d):
    inner = several([text("sample\n", "utf-8"), part(n, d, [OCTET, B64, DISPOSITION])], boundary="same")
    return mail(*ITO, "資料送付の件", several([text(GREETING, "utf-8"), inner], boundary="same"), charset="utf-8")


around(reused, "mail.structure.boundary-reused", "the inner container uses the outer's boundary: a script inside, a PDF inside")


def pieces(d):
    return s.b64(d[:31]) + s.b64(d[31:])


around(lambda n, d: with_files(part(n, d, [OCTET, B64, DISPOSITION], encoded=pieces(d))),
       "mail.structure.base64-odd", "base64 in two padded pieces: a script, a PDF")
pair("mail.structure.base64-odd", "foreign characters inside the base64 of a script; short lines in that of a PDF",
     with_files(part("a.js", JS, [OCTET, B64, DISPOSITION], encoded=s.b64(JS).replace(b"A", b"A!").replace(b"c", b"c#"))),
     with_files(f("a.pdf", PDF, width=40)))
around(lambda n, d: with_files(part(n, d, [OCTET, b"Content-Transfer-Encoding: quoted-printable", DISPOSITION], encoded=s.qp(d) + b"=ZZ=\r\n")),
       "mail.structure.quoted-printable-odd", "illegal quoted-printable in a script, in a table", good=("kakunin.csv", b"name,time\r\nYamaguchi,10:00\r\n"))
pair("mail.structure.quoted-printable-odd", "illegal = in a script's encoding; in the twin a web address that was not encoded",
     with_files(part("a.js", JS, [OCTET, b"Content-Transfer-Encoding: quoted-printable", DISPOSITION], encoded=JS.replace(b"=", b"=3") + b"// a=zz\r\n")),
     mail(*ITO, "予約の確認", ([b"Content-Type: text/plain; charset=utf-8", b"Content-Transfer-Encoding: quoted-printable"],
                          s.qp("ご予約の確認はこちらです。\n".encode()) + b"\r\nhttps://www.yamate-shokai.example/?id=zz&x=yy\r\n"), charset="utf-8"))
pair("mail.structure.names-differ", "a harmless and a harmful name; one name written in two encodings",
     with_files(f("見積.pdf", JS, name2="見積.js")), with_files(f("見積.pdf", PDF, style="both")))
pair("mail.structure.names-differ", "filename and filename* disagree; in the twin filename is the ASCII stand-in",
     with_files(part("a.txt", JS, [OCTET, B64, b"Content-Disposition: attachment; filename=\"a.txt\"; filename*=utf-8''a.js"])),
     with_files(part("a.pdf", PDF, [b"Content-Type: application/pdf", B64,
                                    b"Content-Disposition: attachment; filename=\"mitsumori.pdf\"; filename*=utf-8''%E8%A6%8B%E7%A9%8D.pdf"])))
pair("mail.structure.hidden-content", "an archive behind the end; a virus scanner's line behind the end",
     mail(*ITO, "資料", several([text(GREETING, "utf-8")], epilogue=b"\r\n" + s.b64(zipped([("資料.js", JS)]))), charset="utf-8"),
     mail(*ITO, "資料", several([text(GREETING, "utf-8")], epilogue=b"\r\nThis message has been checked by the mail server.\r\n"), charset="utf-8"))
pair("mail.structure.hidden-content", "a program in base64 inside the text; a PGP key inside the text",
     mail(*ITO, "資料", ([b"Content-Type: text/plain; charset=us-ascii"], b"please see below\r\n\r\n" + s.b64(PE))),
     mail(*ITO, "公開鍵", ([b"Content-Type: text/plain; charset=us-ascii"], b"my key\r\n\r\n" + s.pgp("PUBLIC KEY BLOCK"))))
pair("mail.structure.hidden-content", "a program in a comment of the HTML; a picture embedded in the HTML",
     mail(*ITO, "資料", html("<p>資料をお送りします。</p>\n<!--\n" + s.b64(PE).decode() + "-->\n", cte="8bit"), charset="utf-8"),
     mail(*ITO, "資料", html('<p>資料をお送りします。</p>\n<img src="data:image/png;base64,\n%s">\n' % s.b64(s.png(64, 64)).decode(), cte="8bit"), charset="utf-8"))
around(lambda n, d: with_files(part(n, d, [OCTET, B64, b"Content-Transfer-Encoding: 8bit", DISPOSITION])),
       "mail.structure.views-differ", "a file to some programs, letters to others: a program, a PDF", ("kakunin.dat", PE), ("kakunin.dat", PDF))
pair("mail.structure.charset-wrong", "Shift_JIS called ISO-2022-JP by an old system: with a script, with a PDF",
     with_files(f("納品書.js", JS), body=text(GREETING, "shift_jis", label="ISO-2022-JP")),
     with_files(f("納品書.pdf", PDF), body=text(GREETING, "shift_jis", label="ISO-2022-JP")))
INNER = plain(subject="地域連携の会")
pair("mail.structure.partial-or-external", "a piece of a mail; a whole one forwarded",
     mail(*ITO, "Fw: 地域連携の会", ([b'Content-Type: message/partial; id="a@b"; number=2; total=2'], INNER), charset="utf-8"),
     mail(*ITO, "Fw: 地域連携の会", ([b"Content-Type: message/rfc822"], INNER), charset="utf-8"))
EXTERNAL = b"Content-Type: message/external-body; name=\"NAME\"; access-type=anon-ftp; site=\"ftp.files.test\"; directory=\"pub\""
pair("mail.structure.partial-or-external", "a program to be fetched from elsewhere; a text, as the announcements of a standards body",
     with_files(([EXTERNAL.replace(b"NAME", b"setup.exe")], b"Content-Type: application/octet-stream\r\nContent-ID: <1@x.example>\r\n\r\n")),
     with_files(([EXTERNAL.replace(b"NAME", b"draft-ito-mail-00.txt")], b"Content-Type: text/plain\r\nContent-ID: <1@x.example>\r\n\r\n")))


def deep(levels, data):
    body = f(*data)
    for i in range(levels):
        body = several([text("転送します。\n", "utf-8"), body], boundary="level-%d-end" % i, preamble=b"")
    return mail(*ITO, "転送", body, charset="utf-8")


pair("mail.structure.limits", "a script sixty containers deep; a PDF four deep", deep(60, ("a.js", JS)), deep(4, ("a.pdf", PDF)))

# ------------------------------------------------------------------------------------------------------- Japan's own

ARCHIVE = f("資料.zip", zipped([("資料.xls", ole(True))], "Ab12cd"), "application/zip")
pair("mail.attachment.password-in-same-mail", "the password beside the archive; the password alone",
     with_files(ARCHIVE, words="添付ファイルのパスワード：Ab12cd\n"), plain("先ほどお送りした添付ファイルのパスワード：Ab12cd\n"))
pair("mail.attachment.password-in-same-mail", "a locked archive with its password; an open one and the word",
     with_files(ARCHIVE, words="解凍パスワードは「Ab12cd」です。\n"),
     with_files(f("資料.zip", zipped([("資料.pdf", PDF)]), "application/zip"), words="今回はパスワードは不要です。\n"))
pair("mail.attachment.password-in-same-mail", "PW of an archive; of the seminar room's network, with a PDF",
     with_files(ARCHIVE, words="PW: Ab12cd\n"), with_files(f("会場案内.pdf", PDF), words="会場のWi-Fiのパスワード：hinata2026\n"))
data_pair("mail.attachment.lzh", "a stranger's LZH with a program; the same trade's ZIP with a table", ("医療費通知.lzh", s.lzh("医療費通知.exe", PE)),
          ("医療費通知.zip", zipped([("医療費通知.csv", "氏名,金額\r\n".encode("cp932"))], names="cp932")))
EMPTY_SHIFTS = b"".join(s.jis(c) + b"\x1b$B\x1b(B" for c in "ご請求書をお送りします。ご確認ください。") + CRLF
JIS_LABEL = [b"Content-Type: text/plain; charset=iso-2022-jp", b"Content-Transfer-Encoding: 7bit"]
pair("mail.text.charset-trick", "empty shifts between all letters: with a macro workbook, or from an old form program with a PDF",
     with_files(f("請求書.xls", ole(True)), body=(JIS_LABEL, EMPTY_SHIFTS)), with_files(f("請求書.pdf", PDF), body=(JIS_LABEL, EMPTY_SHIFTS)))
SMOOTH = s.jis("①㈱山手商会への ﾃﾞｰﾀ のご確認をお願いします。№5 パスワード：Ab12cd") + CRLF
SHREDDED = b"".join(s.jis(c) + b"\x1b$B\x1b(B" for c in "パスワード：Ab12cd") + CRLF
pair("mail.attachment.password-in-same-mail", "the word for password cut by empty shifts, beside the archive; NEC characters and half-width kana, no archive",
     with_files(ARCHIVE, body=(JIS_LABEL, SHREDDED)), mail(*ITO, "ご連絡", (JIS_LABEL, SMOOTH)))

# --------------------------------------------------------- twins of many things at once, each beside its nearest attack

data_pair("mail.attachment.executable", "a program called winmail.dat; Outlook's own container", ("winmail.dat", PE, "application/ms-tnef"), ("winmail.dat", s.tnef(), "application/ms-tnef"))
pair("mail.attachment.script", "a detached signature that is a script; a real one",
     mail(*ITO, "ご連絡", several([text(GREETING, "utf-8"), f("signature.js", JS, "application/pgp-signature")], "signed",
                              params=b'; protocol="application/pgp-signature"; micalg=pgp-sha256', preamble=b""), charset="utf-8"),
     mail(*ITO, "ご連絡", several([text(GREETING, "utf-8"), f("signature.asc", s.pgp(), "application/pgp-signature", cte="7bit")], "signed",
                              params=b'; protocol="application/pgp-signature"; micalg=pgp-sha256', preamble=b""), charset="utf-8"))
pair("mail.attachment.executable", "an S/MIME signature that is a program; a real one, no preamble",
     mail(*ITO, "ご連絡", several([text(GREETING, "utf-8"), f("smime.p7s", PE, "application/pkcs7-signature")], "signed", preamble=b""), charset="utf-8"),
     mail(*ITO, "ご連絡", several([text(GREETING, "utf-8"), f("smime.p7s", s.p7s(), "application/pkcs7-signature")], "signed", preamble=b""), charset="utf-8"))
pair("mail.attachment.script", "the forwarded mail carries a script; a PDF",
     mail(*ITO, "Fw: 資料", several([text("転送します。\n", "utf-8"), s.nested(with_files(f("資料.js", JS)), "mail.eml")]), charset="utf-8"),
     mail(*ITO, "Fw: 資料", several([text("転送します。\n", "utf-8"), s.nested(with_files(f("資料.pdf", PDF)), "mail.eml")]), charset="utf-8"))


def main(folder):
    os.makedirs(folder, exist_ok=True)
    count, rows = {}, []
    for signal, trait, attack, twin in PAIRS:
        count[signal] = count.get(signal, 0) + 1
        pair_id = "%s-%d" % (signal, count[signal])
        for role, raw in (("attack", attack), ("twin", twin)):
            name = "%s.%s.eml" % (pair_id, role)
            with open(os.path.join(folder, name), "wb") as out:
                out.write(raw)
            rows.append("\t".join((pair_id, name, role, signal, trait)))
    with open(os.path.join(folder, "index.tsv"), "w", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")
    return len(PAIRS)


if __name__ == "__main__":
    print("%d pairs" % main(sys.argv[1]))
