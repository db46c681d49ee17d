#include "base/charset.h"
#include "base/utf8.h"
#include "check.h"

#include <stdlib.h>

static struct arena arena;
static struct work meter;

/* ---- labels ---- */

static const struct { const char *label; enum charset c; } labels[] = {
    { "utf-8", CHARSET_UTF8 }, { "UTF8", CHARSET_UTF8 }, { " \"Shift_JIS\" ", CHARSET_CP932 }, { "x-sjis", CHARSET_CP932 },
    { "MS_Kanji", CHARSET_CP932 }, { "cp932", CHARSET_CP932 }, { "Windows-31J", CHARSET_CP932 }, { "ISO-2022-JP", CHARSET_ISO2022JP },
    { "iso-2022-jp-2", CHARSET_ISO2022JP }, { "csISO2022JP", CHARSET_ISO2022JP }, { "CP50221", CHARSET_ISO2022JP },
    { "EUC-JP", CHARSET_EUCJP }, { "x-euc-jp", CHARSET_EUCJP }, { "gb2312", CHARSET_GB18030 }, { "GBK", CHARSET_GB18030 },
    { "big5-hkscs", CHARSET_BIG5 }, { "ks_c_5601-1987", CHARSET_EUCKR }, { "unicode-1-1-utf-7", CHARSET_UTF7 },
    { "iso-8859-1", CHARSET_LATIN1 }, { "ISO_8859-15", CHARSET_LATIN9 }, { "latin1", CHARSET_LATIN1 }, { "us-ascii", CHARSET_ASCII },
    { "ANSI_X3.4-1968", CHARSET_ASCII }, { "windows-1251", CHARSET_CP1251 }, { "koi8-r", CHARSET_KOI8R }, { "tis-620", CHARSET_CP874 },
    { "", CHARSET_UNKNOWN }, { "unknown-8bit", CHARSET_UNKNOWN }, { "x-unknown", CHARSET_UNKNOWN }, { "default", CHARSET_UNKNOWN },
    { "\"\"", CHARSET_UNKNOWN },
    { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", CHARSET_UNKNOWN },
};

static void test_labels(void)
{
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        CHECK_ROW(charset_by_label(str_of(labels[i].label)) == labels[i].c, labels[i].label);
    for (int c = CHARSET_ASCII; c < CHARSET_COUNT; c++)
        CHECK_ROW(charset_by_label(str_of(charset_name((enum charset)c))) == (enum charset)c, charset_name((enum charset)c));
}

/* ---- strict decoding, byte by byte ---- */

static const struct { enum charset c; const char *raw, *want; size_t bad; } strict[] = {
    { CHARSET_ISO2022JP, "\x1b$B@A5a=q\x1b(B", "請求書", 0 },
    { CHARSET_ISO2022JP, "\x1b$@@A5a=q\x1b(J", "請求書", 0 },
    { CHARSET_ISO2022JP, "\x1b$B-!-j|b\x1b(B", "①㈱髙", 0 },            /* NEC row 13, NEC's IBM rows */
    { CHARSET_ISO2022JP, "\x1b(I1234\x1b(B", "ｱｲｳｴ", 0 },
    { CHARSET_ISO2022JP, "\x1b(Ja\\b~\x1b(B", "a\\b~", 0 },
    { CHARSET_ISO2022JP, "\xb1\xb2", "ｱｲ", 0 },
    { CHARSET_ISO2022JP, "\x1b$(D0!\x1b(B", "丂", 0 },
    { CHARSET_ISO2022JP, "\x1b$A0!\x1b(B", "啊", 0 },
    { CHARSET_ISO2022JP, "\x1b$(C0!\x1b(B", "가", 0 },
    { CHARSET_ISO2022JP, "\x1b.Acaf\x1bNi", "café", 0 },
    { CHARSET_ISO2022JP, "\x1b.F\x1bNa", "α", 0 },
    { CHARSET_ISO2022JP, "\x1b$B@A5a\nabc", "請求\nabc", 0 },           /* forgotten shift back */
    { CHARSET_ISO2022JP, "\x1b$B@A5a\r\n=q\x1b(B", "請求\r\n書", 0 },   /* shift carried over the line end */
    { CHARSET_ISO2022JP, "\x1b$B@A5", "請\xEF\xBF\xBD", 1 },
    { CHARSET_ISO2022JP, "\x1b[1mx", "\x1b[1mx", 0 },
    { CHARSET_ISO2022KR, "\x1b$)C\x0e" "0!\x0f" "x", "가x", 0 },
    { CHARSET_CP932, "\x95\x5c\x81\x60\xb1\xfb\xfc", "表～ｱ髙", 0 },
    { CHARSET_CP932, "\x88", "\xEF\xBF\xBD", 1 },
    { CHARSET_CP932, "\x88\nx", "\xEF\xBF\xBD\nx", 1 },
    { CHARSET_CP932, "\xf0\x40", "\xEE\x80\x80", 0 },
    { CHARSET_EUCJP, "\xc0\xc1\xb5\xe1\x8e\xb1\x8f\xb0\xa1", "請求ｱ丂", 0 },
    { CHARSET_EUCJP, "\xc0", "\xEF\xBF\xBD", 1 },
    { CHARSET_GB18030, "\xb0\xa1\x81\x30\x81\x30\x84\x31\xa4\x39\x90\x30\x81\x30\xe3\x32\x9a\x35", "啊\xC2\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 0 },
    { CHARSET_GB18030, "\xff", "\xEF\xBF\xBD", 1 },
    { CHARSET_BIG5, "\xa4\xa4\xa4\xe5\x88\x62\x87\x45", "中文Ê̄𧉧", 0 },
    { CHARSET_EUCKR, "\xb0\xa1\x81\x41", "가갂", 0 },
    { CHARSET_UTF7, "Hi +ZeVnLIqe-, a+-b", "Hi 日本語, a+b", 0 },
    { CHARSET_UTF16LE, "\xe5\x65\x2c\x67", "日本", 0 },
    { CHARSET_UTF16BE, "\x65\xe5\xd8\x40\xdc\x0b", "日\xF0\xA0\x80\x8B", 0 },
    { CHARSET_LATIN1, "\x93\xe9\x94\x80", "“é”€", 0 },
    { CHARSET_KOI8R, "\xf0\xd2\xc9", "При", 0 },
    { CHARSET_UTF8, "a\xc0\x80z", "a\xEF\xBF\xBD\xEF\xBF\xBDz", 2 },
};

static void test_strict(void)
{
    for (size_t i = 0; i < sizeof strict / sizeof strict[0]; i++) {
        struct buf out = buf_new(&arena, 16);

        CHECK_ROW(charset_decode(strict[i].c, str_of(strict[i].raw), &out) == strict[i].bad, strict[i].want);
        CHECK_STR(buf_str(&out), strict[i].want);
    }
}

/* ---- what is odd ---- */

static const struct { const char *label, *raw, *want; enum charset used; uint32_t odd; } texts[] = {
    { "", "plain", "plain", CHARSET_ASCII, 0 },
    { "iso-2022-jp", "plain", "plain", CHARSET_ASCII, 0 },
    { "nonsense", "plain", "plain", CHARSET_ASCII, 0 },
    { "utf-8", "請求書", "請求書", CHARSET_UTF8, 0 },
    { "", "請求書", "請求書", CHARSET_UTF8, TEXT_ODD_LABEL_MISSING },
    { "us-ascii", "請求書", "請求書", CHARSET_UTF8, TEXT_ODD_LABEL_WRONG },
    { "nonsense", "請求書", "請求書", CHARSET_UTF8, TEXT_ODD_LABEL_UNKNOWN },
    { "utf-8", "\x1b$B@A5a=q\x1b(B", "請求書", CHARSET_ISO2022JP, TEXT_ODD_LABEL_WRONG },
    { "", "\x1b$B@A5a=q\x1b(B", "請求書", CHARSET_ISO2022JP, TEXT_ODD_LABEL_MISSING },
    { "iso-2022-jp", "\x1b$B\x1b(Bx", "x", CHARSET_ISO2022JP, TEXT_ODD_ESCAPE },
    { "iso-2022-jp", "pay\x1b(Bpal", "paypal", CHARSET_ISO2022JP, TEXT_ODD_ESCAPE },
    { "iso-2022-jp", "pay\x1b(Jpal", "paypal", CHARSET_ISO2022JP, TEXT_ODD_ESCAPE },
    { "iso-2022-jp", "\x1b$B@A5a", "請求", CHARSET_ISO2022JP, TEXT_ODD_ESCAPE },
    { "iso-2022-jp", "\x1b$B@A\x1b(B\x1b$B5a\x1b(B", "請求", CHARSET_ISO2022JP, 0 },     /* joined words */
    { "us-ascii", "\x1b[31mred", "\x1b[31mred", CHARSET_ASCII, 0 },
    { "utf-16", "\xff\xfe\xe5\x65", "日", CHARSET_UTF16LE, 0 },
    { "utf-16", "x\0y\0z\0", "x", CHARSET_ASCII, 0 },       /* cut at the zero by the C string: 8-bit text */
    { "utf-7", "+ZeVnLIqe-", "日本語", CHARSET_UTF7, 0 },
    { "utf-8", "ご連絡のみ\xff", "ご連絡のみ\xEF\xBF\xBD", CHARSET_UTF8, TEXT_ODD_BAD_BYTES },
    { "utf-8", "ご連絡ください。\n\x90\xbf\x8b\x81\x8f\x91\x82\xf0\x82\xb2\x8a\x6d\x94\x46\x82\xad\x82\xbe\x82\xb3\x82\xa2\n", "ご連絡ください。\n請求書をご確認ください\n",
      CHARSET_CP932, TEXT_ODD_MIXED | TEXT_ODD_LABEL_WRONG },
    { "shift_jis", "\x90\xbf\x8b\x81\x8f\x91\n\x1b$B@A5a=q\x1b(B\n", "請求書\n請求書\n", CHARSET_CP932, TEXT_ODD_MIXED },
    { "utf-8", "ご確認\x1b$B@A5a=q\x1b(Bを\n", "ご確認請求書を\n", CHARSET_UTF8, TEXT_ODD_MIXED },
    { "iso-2022-jp", "\x1b$B@A5a=q\x1b(B \xb1\xb2\xb3\xb4\xb5 x\n", "請求書 ｱｲｳｴｵ x\n", CHARSET_ISO2022JP, 0 },
    { "gb2312", "\xc1\xaa\xcd\xa8", "联通", CHARSET_GB18030, 0 },          /* also well-formed UTF-8 */
    { "", "\xcd\xb5\xce\xa4", "裕里", CHARSET_EUCJP, TEXT_ODD_LABEL_MISSING },     /* well-formed UTF-8 by accident */
    { "", "£600", "£600", CHARSET_UTF8, TEXT_ODD_LABEL_MISSING },
    { "", "the end\xef\xbf\xbd\xef\xbf\xbd", "the end\xef\xbf\xbd\xef\xbf\xbd", CHARSET_UTF8, TEXT_ODD_LABEL_MISSING },
    { "windows-1252", "I\x92m", "I’m", CHARSET_CP1252, 0 },
    { "us-ascii", "it\x92s the worst we\x92ve seen", "it’s the worst we’ve seen", CHARSET_LATIN1, TEXT_ODD_LABEL_WRONG },
    { "", "Copyright \xa9 2020", "Copyright © 2020", CHARSET_LATIN1, TEXT_ODD_LABEL_MISSING },
    { "gb2312", "\xa5\xab\xa9\x60\xa5\xc9\xa4\xce\xa4\xb4\xc0\xfb\xd3\xc3\xa4\xf2\xb4\x5f\xd5\x4a\xa4\xc7\xa4\xad\xa4\xde\xa4\xbb\xa4\xf3\xa4\xc7\xa4\xb7\xa4\xbf", "カードのご利用を確認できませんでした", CHARSET_GB18030, 0 },
    { "iso-8859-1", "caf\xe9", "café", CHARSET_LATIN1, 0 },
    { "utf-8", "caf\xe9 au lait, s'il vous pla\xeet", "café au lait, s'il vous plaît", CHARSET_LATIN1, TEXT_ODD_LABEL_WRONG },
};

static void test_texts(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct decoded_text d = text_decode(&arena, &meter, str_of(texts[i].raw), str_of(texts[i].label), false, CHARSET_UNKNOWN);

        CHECK_STR(d.text, texts[i].want);
        CHECK_ROW(d.used == texts[i].used, texts[i].want);
        if (!CHECK_ROW(d.odd == texts[i].odd, texts[i].want))
            printf("#   odd %#x instead of %#x\n", d.odd, texts[i].odd);
    }
    str raw = STR("no copy is made of this");
    CHECK(text_decode(&arena, &meter, raw, STR("utf-8"), false, CHARSET_UNKNOWN).text.p == raw.p);
    raw = STR("これも");
    CHECK(text_decode(&arena, &meter, raw, STR("utf-8"), false, CHARSET_UNKNOWN).text.p == raw.p);
}

/* ---- honest mail from elsewhere ---- */

/* First sentences people write, one per line; each line is sent as a body, each word as a header. */
static const struct { const char *label; enum charset c; const char *text; } honest[] = {
    { "koi8-r", CHARSET_KOI8R, "Здравствуйте, уважаемые коллеги!\nНаправляю вам счёт за ноябрь.\nС уважением, Иван Петров" },
    { "koi8-u", CHARSET_KOI8U, "Доброго дня, шановні колеги!\nНадсилаємо рахунок за листопад.\nЗ повагою, Олена Ковальчук" },
    { "windows-1251", CHARSET_CP1251, "Здравствуйте, уважаемые коллеги!\nНаправляю вам счёт за ноябрь.\nДЕНЬГИ СРОЧНО" },
    { "iso-8859-5", CHARSET_ISO5, "Здравствуйте, уважаемые коллеги!\nНаправляю вам счет за ноябрь." },
    { "ibm866", CHARSET_CP866, "Здравствуйте, уважаемые коллеги!\nНаправляю вам счет за ноябрь." },
    { "iso-8859-1", CHARSET_LATIN1, "Sehr geehrte Damen und Herren,\nbeiliegend erhalten Sie die Rechnung für März.\nMit freundlichen Grüßen, Jürgen Müller\nÄrzte, Öl, Übung" },
    { "windows-1252", CHARSET_CP1252, "Bonjour à tous,\nvoici la facture n° 12 — l’été dernier…\nÀ bientôt, Hélène œuvre “ça va” 50 €" },
    { "iso-8859-15", CHARSET_LATIN9, "El próximo año será mañana.\n¿Cuándo? ¡Ahora! 30 €\nSão João, ação, coração" },
    { "iso-8859-2", CHARSET_LATIN2, "Dzień dobry, przesyłam fakturę.\nZażółć gęślą jaźń\nPříliš žluťoučký kůň\nMegrendelését köszönjük, üdvözlettel" },
    { "windows-1250", CHARSET_CP1250, "Dzień dobry, przesyłam fakturę.\nZażółć gęślą jaźń\nPříliš žluťoučký kůň pěl\nŽivjo, š č ž" },
    { "windows-1254", CHARSET_CP1254, "Sayın yetkili, faturanız ektedir.\nİyi günler, Ayşe Yılmaz\nTürkçe öğrenmek güzel şey" },
    { "windows-1253", CHARSET_CP1253, "Αγαπητέ κύριε, σας στέλνω το τιμολόγιο.\nΜε εκτίμηση, Γιώργος" },
    { "iso-8859-7", CHARSET_ISO7, "Αγαπητέ κύριε, σας στέλνω το τιμολόγιο.\nΚαλημέρα" },
    { "windows-1255", CHARSET_CP1255, "שלום רב, מצורפת החשבונית.\nבברכה, דוד כהן" },
    { "windows-1256", CHARSET_CP1256, "السلام عليكم، مرفق الفاتورة.\nمع التحية، محمد" },
    { "windows-1257", CHARSET_CP1257, "Labas rytas, siunčiu sąskaitą.\nĀbols, šķūnis, ģērbt" },
    { "tis-620", CHARSET_CP874, "สวัสดีครับ ขอส่งใบแจ้งหนี้\nขอบคุณมาก" },
    { "gb2312", CHARSET_GB18030, "您好，请查收附件中的发票。\n谢谢您的支持\n北京大学第三医院\n王小明" },
    { "gb18030", CHARSET_GB18030, "会议通知：明天上午九点在公司开会。\n请大家准时参加" },
    { "big5", CHARSET_BIG5, "您好，請查收附件中的發票。\n謝謝您的支持\n台北市立醫院\n陳大文" },
    { "euc-kr", CHARSET_EUCKR, "안녕하세요, 청구서를 첨부합니다.\n확인 부탁드립니다. 감사합니다\n서울대학교 병원\n김철수" },
    { "ks_c_5601-1987", CHARSET_EUCKR, "회의 일정 안내드립니다.\n잠실 롯데 뷁" },
    { "utf-8", CHARSET_UTF8, "Grüße an alle, 您好, 안녕, שלום" },
};

enum { CODES = 0x10000 };
static uint16_t code_of[CODES];         /* rune to code; below 256: one byte */

static void make_encoder(enum charset c)
{
    memset(code_of, 0, sizeof code_of);
    for (unsigned code = 0xFFFF; code >= 0x80; code--) {
        char raw[2] = { (char)(code >> 8), (char)code };
        str in = code < 256 ? str_from(raw + 1, 1) : str_from(raw, 2);
        struct buf out;
        str s;

        if ((code >= 256 && code < 0x8100) || (code >= 256 && (code & 0xFF) < 0x40))
            continue;
        arena_reset(&arena, 1 << 20);
        out = buf_new(&arena, 16);
        if (charset_decode(c, in, &out) > 0)
            continue;
        s = buf_str(&out);
        uint32_t r = utf8_next(&s, NULL);
        if (s.n == 0 && r < CODES)
            code_of[r] = (uint16_t)code;
    }
}

static str encode(enum charset c, str s)
{
    struct buf out = buf_new(&arena, s.n + 1);

    if (c == CHARSET_UTF8)
        return s;
    while (s.n > 0) {
        uint32_t r = utf8_next(&s, NULL);

        if (r >= 0x80 && (r >= CODES || code_of[r] == 0)) {
            fprintf(stderr, "U+%04X cannot be written in %s\n", r, charset_name(c));
            exit(1);
        }
        if (r >= 0x80 && code_of[r] >= 256)
            buf_put(&out, (char)(code_of[r] >> 8));
        buf_put(&out, (char)(r < 0x80 ? r : code_of[r]));
    }
    return buf_str(&out);
}

static void check_honest(const char *label, enum charset c, str want, bool short_text)
{
    struct decoded_text d = text_decode(&arena, &meter, encode(c, want), str_of(label), short_text, CHARSET_UNKNOWN);

    if (!CHECK_ROW(str_eq(d.text, want) && d.odd == 0, label))
        printf("#   \"%.*s\" became \"%.*s\" (%s, odd %#x)\n", STR_FMT(want), STR_FMT(d.text), charset_name(d.used), d.odd);
}

static void test_honest(void)
{
    for (size_t i = 0; i < sizeof honest / sizeof honest[0]; i++) {
        str all = str_of(honest[i].text), lines = all;

        if (honest[i].c != CHARSET_UTF8)
            make_encoder(honest[i].c);
        arena_reset(&arena, 1 << 20);
        check_honest(honest[i].label, honest[i].c, all, false);
        while (lines.n > 0) {
            str line = str_split(&lines, '\n');

            check_honest(honest[i].label, honest[i].c, line, false);
            while (line.n > 0)
                check_honest(honest[i].label, honest[i].c, str_split(&line, ' '), true);
        }
    }
}

/* A long text: the sample is bounded, characters across its edge are not cut, the price is linear. */
static void test_long(void)
{
    struct buf out = buf_new(&arena, 1 << 20);
    str line = STR("<style>body { margin: 0 }</style>\r\n"), text = STR("\x90\xbf\x8b\x81\x8f\x91\x82\xf0\x82\xa8\x91\x97\x82\xe8\x82\xb5\x82\xdc\x82\xb7");
    struct work w = { 0 };
    struct decoded_text d;

    while (out.n < 300000)
        buf_add(&out, line);
    while (out.n < 900000)
        buf_add(&out, text);
    d = text_decode(&arena, &w, buf_str(&out), STR("us-ascii"), false, CHARSET_UNKNOWN);
    CHECK(d.used == CHARSET_CP932 && !(d.odd & TEXT_ODD_BAD_BYTES) && str_ends(d.text, STR("請求書をお送りします")));
    CHECK(work_units(&w) <= 8 * out.n);
}

int main(void)
{
    arena_open(&arena, 1u << 28, NULL);
    test_labels();
    test_strict();
    test_texts();
    test_long();
    test_honest();
    arena_close(&arena);
    return check_done();
}
