#!/usr/bin/python3
"""usage: bench/mix.py DIR

Writes the bench mix: 2,000 mails (00000.eml …) as a clinic's gateway sees them on ordinary days, 22 kB on average, 60 % with
HTML, 20 % with attachments, 30 % Japanese, and says what it wrote. The same bytes every time: the generator is seeded and
uses nothing but Python's standard library (compressed members depend on the zlib; all peers read the same files anyway)."""
import base64
import io
import pathlib
import quopri
import random
import statistics
import struct
import sys
import zipfile
import zlib

COUNT = 2000
SEED = 20260401
SHARES = {'html': 0.60, 'attachment': 0.20, 'japanese': 0.30}

ENGLISH = """the of and to in for is on that by this with you it not or be are from at as your all have new more an was we will
about out up there what which their news service report order price update offer member meeting schedule hospital clinic
patient product support account invoice delivery please contact information customer team week month review system available
online quality question result research supply equipment training conference registration deadline download details free
shipping unsubscribe privacy policy terms conditions received message because subscribed address manage preferences""".split()
JAPANESE = [
    'いつもお世話になっております。', '株式会社見本商事の山本でございます。', '下記の件につきまして、ご確認をお願いいたします。',
    '来月の研修会のご案内をお送りいたします。', 'ご不明な点がございましたら、お気軽にお問い合わせください。', '検査結果を添付いたしましたのでご査収ください。',
    '納品日は三月十二日を予定しております。', '本メールは送信専用のため、ご返信いただけません。', 'お見積書を添付いたします。', '診療報酬改定に関するお知らせです。',
    '会員の皆様には、平素より格別のご高配を賜り厚く御礼申し上げます。', 'システム保守のため、深夜二時から四時まで停止いたします。', '新製品のカタログができました。',
    'インフルエンザワクチンの入荷予定についてご連絡いたします。', '申込書にご記入の上、FAXまたはメールにてお送りください。', '何卒よろしくお願い申し上げます。',
    '先日はお忙しい中お時間をいただき、誠にありがとうございました。', '配信停止をご希望の方は、こちらからお手続きください。', 'ｶﾀｶﾅの表記が混じることもあります。', '今週のおすすめ商品をご紹介します。']
SUBJECTS_JA = ['【ご案内】春季研修会について', '検査結果のご報告（４月分）', 'お見積書送付の件', 'Re: 納品日のご相談', '今週のニュースレター 第１２３号', '[事務連絡] 会議室の変更について',
               '請求書発行のお知らせ', 'ワクチン入荷予定のご連絡', '定期メンテナンスのお知らせ']
SUBJECTS_EN = ['Your weekly update', 'Re: Meeting on Thursday', 'Invoice 20418 for March', 'New arrivals for your clinic', 'Shipping confirmation', 'Minutes of the last meeting',
               'Registration is open', 'Action needed: confirm your preferences', 'Fwd: Equipment list']
NAMES_JA = ['山本 一郎', '見本商事 営業部', '佐藤花子', 'さくら医師会事務局', '株式会社サンプル', '検査センター']
NAMES_EN = ['Jane Roe', 'Sample Supplies Ltd.', 'The Example Weekly', 'John Q. Public', 'Conference Office', 'Retail Shop News']
DOMAINS = ['news.example', 'mail.shop.example', 'sakura-ishikai.example', 'mihon-shoji.example', 'lab.example', 'retail.example', 'list.test']
# how Japanese text is sent: charset, Python's name of it, transfer encoding, weight
JAPANESE_WAYS = [('ISO-2022-JP', 'iso2022_jp', '7bit', 35), ('ISO-2022-JP', 'iso2022_jp', 'base64', 5), ('Shift_JIS', 'cp932', 'base64', 7), ('Shift_JIS', 'cp932', '8bit', 4),
                 ('Shift_JIS', 'cp932', 'quoted-printable', 3), ('UTF-8', 'utf-8', 'base64', 34), ('UTF-8', 'utf-8', 'quoted-printable', 9), ('UTF-8', 'utf-8', '8bit', 3)]
OTHER_WAYS = [('UTF-8', 'utf-8', 'quoted-printable', 40), ('UTF-8', 'utf-8', 'base64', 15), ('us-ascii', 'ascii', '7bit', 20), ('iso-8859-1', 'latin-1', 'quoted-printable', 15),
              ('UTF-8', 'utf-8', '8bit', 10)]


def pick(r, ways):
    return r.choices(ways, [w[3] for w in ways])[0][:3]


def token(r, n):
    return ''.join(r.choices('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_', k=n))


def sentence(r, ja):
    if ja:
        return ''.join(r.choice(JAPANESE) for _ in range(r.randint(1, 3)))
    return ' '.join(r.choice(ENGLISH) for _ in range(r.randint(8, 22))).capitalize() + '.'


# --- bodies ------------------------------------------------------------------------------------------------------------

def plain_text(r, ja, size):
    out, n = [], 0
    reply = r.random() < 0.3
    while n < size:
        line = sentence(r, ja)
        if reply and n > size * 0.4:
            line = '> ' + line
        if r.random() < 0.1:
            line += '\r\nhttps://%s/%s' % (r.choice(DOMAINS), token(r, 18))
        if r.random() < 0.15:
            line += '\r\n'
        out.append(line)
        n += len(line) * (2 if ja else 1)
    out += ['', '-- ', r.choice(NAMES_JA if ja else NAMES_EN), 'TEL 03-0000-0000', '']
    return '\r\n'.join(out)


STYLE = """<style type="text/css">
body,table,td,a{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}table,td{mso-table-lspace:0pt;mso-table-rspace:0pt}
img{-ms-interpolation-mode:bicubic;border:0;height:auto;line-height:100%;outline:none;text-decoration:none}
@media screen and (max-width:525px){.wrapper{width:100%!important;max-width:100%!important}.img-max{max-width:100%!important}
.mobile-hide{display:none!important}.responsive-table{width:100%!important}.padding{padding:10px 5% 15px 5%!important}}
div[style*="margin: 16px 0;"]{margin:0!important}
</style>""".replace('\n', '\r\n')


def link(r):
    return 'https://click.%s/ls/click?upn=%s&amp;utm_source=newsletter&amp;utm_medium=email&amp;utm_campaign=%s' % (
        r.choice(DOMAINS), token(r, r.randint(60, 180)), token(r, 8))


def html_row(r, ja):
    kind = r.random()
    if kind < 0.45:
        return ('<tr>\r\n<td align="left" style="padding: 10px 20px 10px 20px; font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 24px; '
                'color: #%06x;" class="padding">%s</td>\r\n</tr>' % (r.randrange(0x666666), sentence(r, ja)))
    if kind < 0.75:
        return ('<tr><td bgcolor="#ffffff" align="center" style="padding: 15px;">\r\n<table border="0" cellpadding="0" cellspacing="0" width="500" class="responsive-table">\r\n'
                '<tr><td><a href="%s" target="_blank" style="color:#256f9c;text-decoration:underline"><img src="https://img.%s/%s.png" width="%d" height="%d" border="0" '
                'alt="%s" class="img-max"></a></td></tr>\r\n</table></td></tr>'
                % (link(r), r.choice(DOMAINS), token(r, 24), r.randint(80, 600), r.randint(40, 300), sentence(r, ja)[:30]))
    if kind < 0.95:
        return ('<tr><td style="padding:5px 0 0 0;font-family:Arial,sans-serif;font-size:14px;color:#666666"><a href="%s" style="color:#1a73e8">%s</a>&nbsp;&middot;&nbsp;%s '
                '&copy; 2026<br>\r\n</td></tr>' % (link(r), sentence(r, ja)[:40], sentence(r, ja)))
    return '<!--[if (gte mso 9)|(IE)]></td><td align="center" valign="top" width="500"><![endif]-->'


def html_text(r, ja, size, charset):
    preheader = sentence(r, ja)
    head = ['<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=%s">' % charset,
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title>' % sentence(r, ja)[:40], STYLE, '</head>',
            '<body style="margin: 0 !important; padding: 0 !important;">',
            '<div style="display: none; font-size: 1px; color: #fefefe; line-height: 1px; max-height: 0px; max-width: 0px; opacity: 0; overflow: hidden;">%s</div>' % preheader,
            '<table border="0" cellpadding="0" cellspacing="0" width="100%">']
    tail = ['</table>', '<p style="font-size:11px">%s <a href="%s">unsubscribe</a></p>' % (sentence(r, ja), link(r)),
            '<img src="https://open.%s/wf/open?upn=%s" alt="" width="1" height="1" border="0" style="height:1px!important;width:1px!important">' % (r.choice(DOMAINS), token(r, 120)),
            '</body></html>', '']
    rows, n = [], sum(map(len, head + tail))
    while n < size:
        rows.append(html_row(r, ja))
        n += len(rows[-1]) + 2
    return '\r\n'.join(head + rows + tail)


def base64_lines(data):
    return base64.encodebytes(data).replace(b'\n', b'\r\n')


def transfer(data, encoding):
    if encoding == 'base64':
        return base64_lines(data)
    if encoding == 'quoted-printable':
        return quopri.encodestring(data.replace(b'\r\n', b'\n')).replace(b'\n', b'\r\n')
    return data


def text_part(r, way, subtype, text):
    charset, codec, encoding = way
    if encoding in ('7bit', '8bit') and subtype == 'html':
        text = text.replace('. ', '.\r\n')
    head = 'Content-Type: text/%s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n' % (subtype, r.choice(['%s', '"%s"']) % charset, encoding)
    return head.encode() + transfer(text.encode(codec, 'replace'), encoding) + b'\r\n'


# --- attachments -------------------------------------------------------------------------------------------------------

def pdf(r, size):
    out, places = bytearray(b'%PDF-1.6\n%\xe2\xe3\xcf\xd3\n'), []
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>', b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>']
    while size > 0:
        n = min(size, r.randint(800, 20000))
        size -= n
        stream = zlib.compress(r.randbytes(n), 1)
        objects.append(b'<< /Length %d /Filter /FlateDecode >>\nstream\n' % len(stream) + stream + b'\nendstream')
    for i, o in enumerate(objects):
        places.append(len(out))
        out += b'%d 0 obj\n' % (i + 1) + o + b'\nendobj\n'
    xref = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % p for p in places)
    return bytes(out + b'trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, xref))


def zip_of(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2026, 3, 2, 9, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()


def archive(r, size):
    return zip_of([('data/%s-%d.csv' % (token(r, 6), i), r.randbytes(max(1, size // 4))) for i in range(4)])


def xlsx(r, size):
    types = '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>' \
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    cells = ''.join('<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d"><v>%.9f</v></c></row>' % (i, i, r.randrange(10**9), i, r.random()) for i in range(1, max(2, size // 22)))
    sheet = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>' % cells
    book = '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>'
    return zip_of([('[Content_Types].xml', types), ('_rels/.rels', '<Relationships/>'), ('xl/workbook.xml', book), ('xl/worksheets/sheet1.xml', sheet)])


def png(r, size):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    side = max(8, int((size / 3) ** 0.5))
    rows = b''.join(b'\0' + r.randbytes(side * 3) for _ in range(side))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows, 1)) + chunk(b'IEND', b'')


def jpeg(r, size):
    scan = r.randbytes(size).replace(b'\xff', b'\xff\0')
    return (b'\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\1\0\x60\0\x60\0\0' + b'\xff\xdb\0\x43\0' + bytes([16] * 64) + b'\xff\xc0\0\x0b\x08\1\0\1\0\1\1\x11\0'
            + b'\xff\xda\0\x08\1\1\0\0\x3f\0' + scan + b'\xff\xd9')


ATTACHMENTS = [('application/pdf', 'pdf', pdf, 40), ('application/zip', 'zip', archive, 12), ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', xlsx, 18),
               ('image/png', 'png', png, 12), ('image/jpeg', 'jpg', jpeg, 18)]


def encoded_word(text, charset='UTF-8', codec='utf-8'):
    if text.isascii():
        return text
    words = [text[i:i + 12] for i in range(0, len(text), 12)]
    return '\r\n '.join('=?%s?B?%s?=' % (charset, base64.b64encode(w.encode(codec, 'replace')).decode()) for w in words)


def attachment_part(r, ja, size):
    kind, ending, make, _ = r.choices(ATTACHMENTS, [a[3] for a in ATTACHMENTS])[0]
    name = r.choice(['御見積書', '検査結果報告書', '請求書_202604', '研修会案内', '写真']) if ja else r.choice(['invoice-20418', 'report', 'minutes', 'IMG_2044', 'price list'])
    name += '.' + ending
    if name.isascii():
        head = 'Content-Type: %s; name="%s"\r\nContent-Disposition: attachment; filename="%s"' % (kind, name, name)
    elif r.random() < 0.5:
        head = 'Content-Type: %s;\r\n name="%s"\r\nContent-Disposition: attachment;\r\n filename="%s"' % (kind, encoded_word(name), encoded_word(name))
    else:
        quoted = ''.join('%%%02X' % b for b in name.encode())
        head = "Content-Type: %s;\r\n name=\"%s\"\r\nContent-Disposition: attachment;\r\n filename*=UTF-8''%s" % (kind, encoded_word(name), quoted)
    return (head + '\r\nContent-Transfer-Encoding: base64\r\n\r\n').encode() + base64_lines(make(r, size)) + b'\r\n'


# --- mails -------------------------------------------------------------------------------------------------------------

def multipart(r, subtype, parts):
    boundary = r.choice(['----=_Part_%s' % token(r, 20), '%s' % token(r, 28).replace('-', '0'), '_000_%s_' % token(r, 30), '--==_mimepart_%s' % token(r, 24)])
    body = b''.join(b'--%s\r\n' % boundary.encode() + p for p in parts) + b'--%s--\r\n' % boundary.encode()
    return ('Content-Type: multipart/%s;\r\n boundary="%s"\r\n\r\n' % (subtype, boundary)).encode() + body


def date(r):
    return '%s, %d %s 2026 %02d:%02d:%02d +0900' % (r.choice(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']), r.randint(1, 28), r.choice(['Jan', 'Feb', 'Mar']), r.randrange(24), r.randrange(60), r.randrange(60))


def folded(s, width=72):
    return '\r\n        '.join(s[i:i + width] for i in range(0, len(s), width))


def header(r, ja, newsletter):
    domain, when = r.choice(DOMAINS), date(r)
    charset, codec = r.choice([('ISO-2022-JP', 'iso2022_jp'), ('UTF-8', 'utf-8')]) if ja else ('UTF-8', 'utf-8')
    lines = ['Return-Path: <bounce-%s@%s>' % (token(r, 10), domain), 'Delivered-To: info@clinic.example']
    hop = 'mx.clinic.example'
    for i in range(r.randint(2, 5)):
        from_host = 'o%d.%s' % (i, domain)
        lines.append('Received: from %s (%s [192.0.2.%d])\r\n\tby %s (Postfix) with ESMTPS id %s\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tfor <info@clinic.example>; %s'
                     % (from_host, from_host, r.randint(1, 254), hop, token(r, 11), when))
        hop = from_host
    lines.append('Authentication-Results: mx.clinic.example;\r\n\tdkim=pass (2048-bit key) header.d=%s header.i=@%s header.b=%s;\r\n\tspf=pass smtp.mailfrom=bounce@%s;\r\n\tdmarc=pass header.from=%s'
                 % (domain, domain, token(r, 8), domain, domain))
    lines.append('Received-SPF: Pass (sender SPF authorized) identity=mailfrom; client-ip=192.0.2.%d; receiver=mx.clinic.example' % r.randint(1, 254))
    for d in [domain] + (['esp.example'] if newsletter else []):
        lines.append('DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s%d;\r\n\tt=17700%05d; h=from:to:subject:date:message-id:mime-version:content-type;\r\n\tbh=%s=;\r\n\tb=%s'
                     % (d, r.randint(1, 4), r.randrange(10**5), token(r, 43).replace('-', 'A').replace('_', '/'), folded(token(r, 344).replace('-', 'B').replace('_', '+'))))
    name = encoded_word(r.choice(NAMES_JA if ja else NAMES_EN), charset, codec)
    if name.isascii() and any(c in name for c in '@.,') and not name.startswith('=?'):
        name = '"%s"' % name
    lines += ['From: %s <info@%s>' % (name, domain), 'To: %s <info@clinic.example>' % (encoded_word('さくら内科クリニック', charset, codec) if ja else '"Sakura Clinic"'),
              'Subject: %s' % encoded_word(r.choice(SUBJECTS_JA if ja else SUBJECTS_EN), charset, codec), 'Date: %s' % when, 'Message-ID: <%s.%s@%s>' % (token(r, 16), token(r, 8), domain)]
    if newsletter:
        lines += ['List-Unsubscribe: <https://%s/u/%s>, <mailto:unsubscribe@%s?subject=%s>' % (domain, token(r, 60), domain, token(r, 12)), 'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
                  'Feedback-ID: %s:%s:%s:esp' % (token(r, 6), token(r, 6), token(r, 6)), 'Precedence: bulk', 'X-Campaign: %s' % token(r, 40)]
    elif r.random() < 0.4:
        refs = ['<%s@clinic.example>' % token(r, 20) for _ in range(r.randint(1, 8))]
        lines += ['In-Reply-To: ' + refs[-1], 'References: ' + '\r\n '.join(refs)]
    lines += ['X-Mailer: %s' % r.choice(['Microsoft Outlook 16.0', 'Example Mailer 3.2', 'phpmailer 6.8']), 'MIME-Version: 1.0']
    return ('\r\n'.join(lines) + '\r\n').encode()


def mail(r, html, attached, ja):
    way = pick(r, JAPANESE_WAYS if ja else OTHER_WAYS)
    text_size = int(min(60000, r.lognormvariate(7.0, 0.8)))
    if html:
        parts = [text_part(r, way, 'plain', plain_text(r, ja, min(text_size, 4000))),
                 text_part(r, way, 'html', html_text(r, ja, int(min(150000, r.lognormvariate(9.1, 0.7))), way[0]))]
        body = multipart(r, 'alternative', parts) if r.random() < 0.85 else parts[1]
    else:
        body = text_part(r, way, 'plain', plain_text(r, ja, text_size))
    if attached:
        sizes = [int(min(600000, r.lognormvariate(9.5, 1.0))) for _ in range(r.choices([1, 2, 3], [75, 18, 7])[0])]
        body = multipart(r, 'mixed', [body if body.endswith(b'\r\n') else body + b'\r\n'] + [attachment_part(r, ja, n) for n in sizes])
    return header(r, ja, html and r.random() < 0.8) + body


def chosen(r, share):
    """Exactly `share` of all, at places that have nothing to do with the other shares."""
    flags = [True] * round(COUNT * share)
    flags += [False] * (COUNT - len(flags))
    r.shuffle(flags)
    return flags


def main(folder):
    r = random.Random(SEED)
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    shares = {k: chosen(r, v) for k, v in SHARES.items()}
    sizes = []
    for i, (html, attached, ja) in enumerate(zip(*shares.values())):
        data = mail(r, html, attached, ja)
        (out / f'{i:05}.eml').write_bytes(data)
        sizes.append(len(data))
    sizes.sort()
    print(f'{COUNT} mails, {sum(sizes) / 1e6:.1f} MB: mean {statistics.mean(sizes) / 1e3:.1f} kB, median {statistics.median(sizes) / 1e3:.1f} kB, '
          f'p99 {sizes[COUNT * 99 // 100] / 1e3:.0f} kB, largest {sizes[-1] / 1e3:.0f} kB; '
          + ', '.join(f'{100 * sum(v) / COUNT:.0f} % {k}' for k, v in shares.items()))


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
