"""Japanese mail as it really comes, through the whole command: subject, shown name, file name and body in the encodings
and with the labels of real senders, honest, absent and lying."""
import base64
import json
import os
import random
import subprocess

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SEKISHO = os.path.abspath(os.environ.get("SEKISHO", os.path.join(ROOT, "build", "sekisho")))

STRINGS = """請求書の件|検査結果のご報告（10月分）|御見積書送付のご案内|診療報酬明細書の返戻について|予約変更のお願い|第3回 地域連携会議のご案内|医薬品の納品日変更について
紹介状送付のお知らせ|ワクチン接種券の再発行|会費納入のお願い|年末年始の休診日について|電子カルテ保守作業のお知らせ|山田 太郎|医療法人社団ひなた会|東都医療機器株式会社 営業部|中央臨床検査センター
○○市医師会 事務局|健康診断の結果について|おくすり手帳をお持ちください|インフルエンザ予防接種の予約受付|レセプトの提出期限|求人への応募について|研修会の出欠確認|新型コロナウイルス感染症への対応
振込先変更のご連絡|カルテ開示の手続き|処方箋の疑義照会|患者さま各位|お世話になっております|よろしくお願いいたします|添付ファイルをご確認ください|見積依頼（至急）""".replace("\n", "|").split("|")


def jis(text):
    return text.encode("iso2022_jp")


def word(text, charset, label=None):
    return b"=?%s?B?%s?=" % ((label or charset).encode(), base64.b64encode(text.encode(charset)))


# name → (header bytes of a text, body bytes, Content-Type charset or None, honest)
FORMS = {
    "iso-2022-jp":          (lambda t: word(t, "iso-2022-jp"), jis, "iso-2022-jp", True),
    "iso-2022-jp no label": (lambda t: word(t, "iso-2022-jp"), jis, None, True),
    "raw jis":              (jis, jis, None, True),
    "shift_jis":            (lambda t: word(t, "shift_jis"), lambda t: t.encode("cp932"), "Shift_JIS", True),
    "raw shift_jis":        (lambda t: t.encode("cp932"), lambda t: t.encode("cp932"), "shift_jis", True),
    "sjis labelled jis":    (lambda t: word(t, "cp932", "iso-2022-jp"), lambda t: t.encode("cp932"), "iso-2022-jp", False),
    "utf-8":                (lambda t: word(t, "utf-8"), lambda t: t.encode(), "UTF-8", True),
    "raw utf-8":            (lambda t: t.encode(), lambda t: t.encode(), None, True),
    "utf-8 labelled jis":   (lambda t: word(t, "utf-8", "iso-2022-jp"), lambda t: t.encode(), "iso-2022-jp", False),
    "utf-8 labelled ascii": (lambda t: word(t, "utf-8", "us-ascii"), lambda t: t.encode(), "us-ascii", False),
    "euc-jp":               (lambda t: word(t, "euc_jp", "euc-jp"), lambda t: t.encode("euc_jp"), "euc-jp", True),
    "two words":            (lambda t: word(t[:2], "iso-2022-jp") + b"\r\n " + word(t[2:], "iso-2022-jp"), jis, "iso-2022-jp", True),
    "word cut in a character": (lambda t: cut_word(t), jis, "iso-2022-jp", True),
}


def cut_word(text):
    raw = jis(text)
    middle = len(raw) // 2
    return b" ".join(b"=?ISO-2022-JP?B?%s?=" % base64.b64encode(piece) for piece in (raw[:middle], raw[middle:]))


def mail(form, subject, name, file, body):
    header, encode, charset, _ = FORMS[form]
    label = b"; charset=" + charset.encode() if charset else b""
    lines = b"\r\n".join(encode(line) for line in body)
    return (b"From: " + header(name) + b" <a@partner.example>\r\nTo: b@clinic.example\r\nSubject: " + header(subject)
            + b"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain" + label
            + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + lines + b"\r\n--b\r\nContent-Type: application/pdf\r\n"
            + b"Content-Disposition: attachment; filename=\"" + header(file) + b".pdf\"\r\n\r\n%PDF-1.4\r\n--b--\r\n")


@pytest.mark.parametrize("form", FORMS)
def test_every_field_comes_out(form, tmp_path):
    draw = random.Random(form)
    wanted = []
    for i in range(60):
        subject, name, file = (draw.choice(STRINGS) for _ in range(3))
        body = [draw.choice(STRINGS) + "。" for _ in range(4)]
        wanted.append((subject, name, file + ".pdf", body))
        (tmp_path / f"{i:03}.eml").write_bytes(mail(form, subject, name, file, body))
    run = subprocess.run([SEKISHO, "mail", "scan", "--json", "--facts", str(tmp_path)], stdout=subprocess.PIPE, check=False)
    rows = [json.loads(line)["facts"] for line in run.stdout.decode().splitlines()]
    wrong = []
    for facts, (subject, name, file, body) in zip(rows, wanted):
        names = {part["name"] for part in facts["parts"]}
        got = (facts["subject"], facts["identity"]["from"][0]["name"], file in names, all(line in facts["text"]["visible"] for line in body))
        if got != (subject, name, True, True):
            wrong.append((got, subject, name, file, sorted(names)))
    assert len(rows) == len(wanted)
    assert len(wrong) * 200 <= len(wanted) * (0 if FORMS[form][3] else 1) + 0, wrong[:5]
