/* Japanese mail as it is really encoded: 200 subjects, display names, file names and bodies, each in every way of
 * encoding and labelling that mail programs here produce. The encoders are made of the decoding tables turned round. */
#include "base/charset.h"
#include "base/charset_tables.h"
#include "base/utf8.h"
#include "check.h"
#include "read/words.h"

#include <stdlib.h>

static const char *const families[] = {
    "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "斎藤", "松本", "井上",
    "木村", "林", "清水", "山崎", "森", "池田", "橋本", "阿部", "石川", "前田", "藤田", "小川", "岡田", "後藤", "長谷川", "石井",
    "近藤", "坂本", "遠藤", "青木", "藤井", "西村", "福田", "太田", "三浦", "岡本", "松田", "中島", "原田", "小野", "竹内", "渡邊",
    "柴田", "堀", "桑原", "榊原", "菅原", "大塚", "平野", "辻", "久保", "野口", "服部", "能登", "蓑輪", "樋口", "鷲尾", "毛利",
};
static const char *const givens[] = {
    "太郎", "花子", "健一", "美咲", "翔太", "陽子", "誠", "恵子", "大輔", "由美", "直樹", "明美", "浩二", "さくら", "拓也", "真由美",
    "隆", "智子", "亮", "裕子", "哲也", "久美子", "修", "幸子", "結衣", "悠斗", "葵", "蓮", "ひなた", "凛", "レイ", "エミリ",
};
static const char *const clinics[] = {
    "山田内科クリニック", "みどり歯科医院", "さくら眼科", "青空こどもクリニック", "田村耳鼻咽喉科", "ひまわり皮膚科", "中央整形外科", "東町訪問看護ステーション",
    "医療法人社団健友会", "駅前メンタルクリニック", "おおぞら薬局", "市立総合病院 地域連携室", "産婦人科むらかみ医院", "泌尿器科いしだ", "県医師会事務局",
    "社会保険診療報酬支払基金", "国民健康保険団体連合会", "㈱メディカルサービス", "有限会社丸山医療器", "北海道厚生局",
};
static const char *const drugs[] = {
    "アムロジピン錠5mg", "ロキソプロフェンNa錠60mg", "カロナール錠200", "メトホルミン塩酸塩錠250mg", "葛根湯エキス顆粒", "アトルバスタチン錠10mg",
    "ボルタレンゲル1%", "レボフロキサシン錠500mg", "タケキャブ錠20mg", "インフルエンザHAワクチン", "ヒアルロン酸Na点眼液0.1%", "ランソプラゾールOD錠15mg",
    "リンデロン-VG軟膏", "抑肝散加陳皮半夏", "エンシュア・リキッド", "生理食塩液500mL", "モーラステープ20mg", "フロセミド錠40mg「NP」", "ワーファリン錠1mg", "プレドニゾロン錠5mg",
};
static const char *const phrases[] = {
    "請求書送付のご案内", "お見積書の件", "【重要】アカウントの確認のお願い", "本日の診療について", "至急ご確認ください", "添付ファイルをご確認ください。",
    "カルテシステムのメンテナンスのお知らせ", "会議の議事録を送付いたします", "注文書（11月分）", "検査結果のご報告", "Re: 予約変更の件", "お世話になっております。",
    "ご返信ありがとうございました", "レセプト返戻分の再請求", "ﾔﾏﾀﾞ ﾀﾛｳ様 振込のご連絡", "新型コロナワクチン接種予約票", "オンライン資格確認の更新期限", "領収証", "勤務表", "送付状",
    "年末年始の休診日", "マイナンバーカードの保険証利用", "アンケートご協力のお願い", "ＦＡＸ送信票", "表示能力一覧ソート済", "十二月度売上予定表", "配送状況の確認", "払込取扱票", "源泉徴収票", "契約更新のご案内（自動送信）",
};
#define COUNT(table) (sizeof table / sizeof table[0])

enum { STRINGS = 200, RUNES = 0x10000 };

static struct arena arena;
static struct work meter;
static uint16_t jis_of[RUNES];          /* rune to row and cell, 0 when there is none */

static void make_encoder(void)
{
    for (unsigned row = 94; row > 0; row--)     /* from above, so that the usual of two places wins */
        for (unsigned cell = 94; cell > 0; cell--) {
            uint16_t r = charset_jis[(row - 1) * 94 + cell - 1];

            if (r)
                jis_of[r] = (uint16_t)((row + 0x20) << 8 | (cell + 0x20));
        }
}

static bool half_kana(uint32_t r) { return r >= 0xFF61 && r <= 0xFF9F; }

static uint16_t jis(uint32_t r)
{
    if (r >= RUNES || !jis_of[r]) {
        fprintf(stderr, "U+%04X is not in the table\n", r);
        exit(1);
    }
    return jis_of[r];
}

static void put_sjis(struct buf *out, uint16_t code)
{
    unsigned row = (code >> 8) - 0x21u, cell = (code & 255) - 0x21u + (row & 1 ? 94 : 0), lead = row / 2;

    buf_put(out, (char)(lead < 31 ? 0x81 + lead : 0xE0 + lead - 31));
    buf_put(out, (char)(cell < 63 ? 0x40 + cell : 0x41 + cell));
}

static str to_cp932(str s)
{
    struct buf out = buf_new(&arena, s.n);

    while (s.n > 0) {
        uint32_t r = utf8_next(&s, NULL);

        if (r < 0x80)
            buf_put(&out, (char)r);
        else if (half_kana(r))
            buf_put(&out, (char)(r - 0xFF61 + 0xA1));
        else
            put_sjis(&out, jis(r));
    }
    return buf_str(&out);
}

static str to_eucjp(str s)
{
    struct buf out = buf_new(&arena, s.n);

    while (s.n > 0) {
        uint32_t r = utf8_next(&s, NULL);

        if (r < 0x80) {
            buf_put(&out, (char)r);
        } else if (half_kana(r)) {
            buf_put(&out, (char)0x8E);
            buf_put(&out, (char)(r - 0xFF61 + 0xA1));
        } else {
            buf_put(&out, (char)(jis(r) >> 8 | 0x80));
            buf_put(&out, (char)(jis(r) | 0x80));
        }
    }
    return buf_str(&out);
}

static str to_jis_open(str s, const char *ascii, bool close)
{
    struct buf out = buf_new(&arena, 2 * s.n + 16);
    int state = 0;

    while (s.n > 0) {
        uint32_t r = utf8_next(&s, NULL);
        int want = r < 0x80 ? 0 : half_kana(r) ? 1 : 2;

        if (want != state)
            buf_add(&out, str_of(want == 0 ? ascii : want == 1 ? "\x1b(I" : "\x1b$B"));
        state = want;
        if (want == 2)
            buf_put(&out, (char)(jis(r) >> 8));
        buf_put(&out, (char)(want == 0 ? r : want == 1 ? r - 0xFF40 : jis(r) & 255u));
    }
    if (state && close)
        buf_add(&out, str_of(ascii));
    return buf_str(&out);
}

static str to_jis(str s) { return to_jis_open(s, "\x1b(B", true); }
static str to_jis_roman(str s) { return to_jis_open(s, "\x1b(J", true); }
static str to_utf8(str s) { return s; }

static str base64(str s)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct buf out = buf_new(&arena, s.n * 2 + 4);

    for (; s.n > 0; s = str_skip(s, 3)) {
        unsigned bits = (unsigned)str_at(s, 0) << 16 | (s.n > 1 ? (unsigned)str_at(s, 1) << 8 : 0) | (s.n > 2 ? (unsigned)str_at(s, 2) : 0);

        buf_put(&out, digits[bits >> 18]);
        buf_put(&out, digits[bits >> 12 & 63]);
        buf_put(&out, s.n > 1 ? digits[bits >> 6 & 63] : '=');
        buf_put(&out, s.n > 2 ? digits[bits & 63] : '=');
    }
    return buf_str(&out);
}

static str quoted(str s)
{
    struct buf out = buf_new(&arena, s.n * 3);

    for (; s.n > 0; s = str_skip(s, 1))
        if (ascii_alnum(s.p[0]))
            buf_put(&out, s.p[0]);
        else
            buf_format(&out, "=%02X", (unsigned)s.p[0]);
    return buf_str(&out);
}

static str percent(str s)
{
    struct buf out = buf_new(&arena, s.n * 3);

    for (; s.n > 0; s = str_skip(s, 1))
        if (ascii_alnum(s.p[0]))
            buf_put(&out, s.p[0]);
        else
            buf_format(&out, "%%%02X", (unsigned)s.p[0]);
    return buf_str(&out);
}

/* ---- ways to send a text; each returns what would be read ---- */

typedef str encode(str);

static str read_header(str raw)
{
    return words_decode(&arena, &meter, raw, CHARSET_UNKNOWN, NULL);
}

static str word_b(str bytes, const char *label)
{
    str b = base64(bytes);

    return arena_format(&arena, "=?%s?B?%.*s?=", label, STR_FMT(b));
}

static str header_b(str s, encode *e, const char *label) { return read_header(word_b(e(s), label)); }

static str header_q(str s, encode *e, const char *label)
{
    str q = quoted(e(s));

    return read_header(arena_format(&arena, "=?%s?Q?%.*s?=", label, STR_FMT(q)));
}

static str header_raw(str s, encode *e, const char *label)
{
    (void)label;
    return read_header(e(s));
}

/* Two words, each whole in itself, folded. */
static str header_two(str s, encode *e, const char *label)
{
    str head = utf8_cut(s, s.n / 2), one = word_b(e(head), label), two = word_b(e(str_skip(s, head.n)), label);

    return read_header(arena_format(&arena, "%.*s\r\n %.*s", STR_FMT(one), STR_FMT(two)));
}

/* Cut wherever the bytes come to an end, as old senders do: in the middle of characters and shifted runs. */
static str header_cut(str s, encode *e, const char *label)
{
    str all = e(s), one = word_b(str_take(all, all.n / 2 + all.n / 4 % 2), label);
    str two = word_b(str_skip(all, all.n / 2 + all.n / 4 % 2), label);

    return read_header(arena_format(&arena, "%.*s\r\n\t%.*s", STR_FMT(one), STR_FMT(two)));
}

static str extended(str s, encode *e, const char *label)
{
    str p = percent(e(s));

    return words_decode_extended(&arena, &meter, arena_format(&arena, "%s'ja'%.*s", label, STR_FMT(p)), CHARSET_UNKNOWN, NULL);
}

static str body(str s, encode *e, const char *label)
{
    return text_decode(&arena, &meter, e(s), str_of(label), false, CHARSET_UNKNOWN).text;
}

static const struct way {
    const char *what;
    str (*send)(str, encode *, const char *);
    encode *encode;
    const char *label;
    bool lies;
    const char *more;                   /* added to every text */
} ways[] = {
    { "01 JIS body without charset",            body, to_jis, "", false, "" },
    { "02 Shift_JIS body says ISO-2022-JP",     body, to_cp932, "ISO-2022-JP", true, "" },
    { "02 Shift_JIS word says ISO-2022-JP",     header_b, to_cp932, "ISO-2022-JP", true, "" },
    { "03 UTF-8 body says ISO-2022-JP",         body, to_utf8, "ISO-2022-JP", true, "" },
    { "03 UTF-8 word says ISO-2022-JP",         header_b, to_utf8, "iso-2022-jp", true, "" },
    { "04 NEC characters, body",                body, to_jis, "ISO-2022-JP", false, "①㈱Ⅳ髙﨑" },
    { "04 NEC characters, word",                header_b, to_jis, "ISO-2022-JP", false, "①㈱" },
    { "05 two words, each whole",               header_two, to_jis, "ISO-2022-JP", false, "" },
    { "05 two words, UTF-8",                    header_two, to_utf8, "UTF-8", false, "" },
    { "06 raw JIS header",                      header_raw, to_jis, "", false, "" },
    { "07 raw Shift_JIS header",                header_raw, to_cp932, "", false, "" },
    { "07 raw UTF-8 header",                    header_raw, to_utf8, "", false, "" },
    { "07 raw EUC-JP header",                   header_raw, to_eucjp, "", false, "" },
    { "08 word cut in JIS",                     header_cut, to_jis, "ISO-2022-JP", false, "" },
    { "08 word cut in Shift_JIS",               header_cut, to_cp932, "Shift_JIS", false, "" },
    { "08 word cut in UTF-8",                   header_cut, to_utf8, "utf-8", false, "" },
    { "09 half-width kana, body",               body, to_jis, "ISO-2022-JP", false, "ｱｲｳｴ" },
    { "09 half-width kana, word",               header_b, to_jis, "ISO-2022-JP", false, "ｱｲｳｴ" },
    { "09 half-width kana, Shift_JIS",          body, to_cp932, "Shift_JIS", false, "ｱｲｳｴ" },
    { "10 Roman around an address",             body, to_jis_roman, "ISO-2022-JP", false, "http://x.example/~a\\b をご覧" },
    { "11 RFC 2231 JIS",                        extended, to_jis, "ISO-2022-JP", false, ".pdf" },
    { "11 RFC 2231 Shift_JIS",                  extended, to_cp932, "Shift_JIS", false, ".pdf" },
    { "11 RFC 2231 UTF-8",                      extended, to_utf8, "UTF-8", false, ".pdf" },
    { "12 word in a file name",                 header_b, to_jis, "ISO-2022-JP", false, ".pdf" },
    { "12 word in a file name, Q",              header_q, to_cp932, "SHIFT_JIS", false, ".pdf" },
    { "honest Shift_JIS body",                  body, to_cp932, "Shift_JIS", false, "" },
    { "honest EUC-JP body",                     body, to_eucjp, "EUC-JP", false, "" },
    { "honest UTF-8 body",                      body, to_utf8, "UTF-8", false, "" },
    { "honest EUC-JP word",                     header_q, to_eucjp, "euc-jp", false, "" },
    { "Shift_JIS body without charset",         body, to_cp932, "", false, "" },
    { "EUC-JP body without charset",            body, to_eucjp, "", false, "" },
    { "UTF-8 body without charset",             body, to_utf8, "", false, "" },
    { "Shift_JIS body says us-ascii",           body, to_cp932, "us-ascii", true, "" },
    { "Shift_JIS body says iso-8859-1",         body, to_cp932, "iso-8859-1", true, "" },
    { "Shift_JIS body says utf-8",              body, to_cp932, "utf-8", true, "" },
    { "Shift_JIS body says EUC-JP",             body, to_cp932, "euc-jp", true, "" },
    { "EUC-JP body says Shift_JIS",             body, to_eucjp, "shift_jis", true, "" },
    { "EUC-JP body says utf-8",                 body, to_eucjp, "utf-8", true, "" },
    { "EUC-JP body says ISO-2022-JP",           body, to_eucjp, "iso-2022-jp", true, "" },
    { "JIS body says utf-8",                    body, to_jis, "utf-8", true, "" },
    { "JIS body says us-ascii",                 body, to_jis, "us-ascii", true, "" },
    { "UTF-8 body says Shift_JIS",              body, to_utf8, "shift_jis", true, "" },
    { "UTF-8 body says iso-8859-1",             body, to_utf8, "iso-8859-1", true, "" },
    { "Shift_JIS word says utf-8",              header_b, to_cp932, "utf-8", true, "" },
    { "UTF-8 word says Shift_JIS",              header_b, to_utf8, "Shift_JIS", true, "" },
};

static const char *pick(const char *const *table, size_t n, unsigned i) { return table[i % n]; }
#define PICK(table, i) pick(table, COUNT(table), i)

enum field { SUBJECT, NAME, FILE_NAME, BODY, FIELDS };

/* The i-th text of a kind: the same every time. */
static str text_of(enum field f, unsigned i)
{
    switch (f) {
    case SUBJECT:
        return i % 4 == 0 ? str_of(PICK(phrases, i / 4)) : i % 4 == 1 ? arena_format(&arena, "%s（%s）", PICK(phrases, i * 7), PICK(clinics, i)) :
               i % 4 == 2 ? arena_format(&arena, "Re: %s %s", PICK(drugs, i * 3), PICK(phrases, i * 11)) : str_of(PICK(drugs, i / 4));
    case NAME:
        return i % 3 == 0 ? arena_format(&arena, "%s%s", PICK(families, i / 3), PICK(givens, i * 5)) :
               i % 3 == 1 ? arena_format(&arena, "%s %s", PICK(families, i * 3), PICK(givens, i)) : str_of(i % 2 ? PICK(clinics, i / 6) : PICK(families, i / 6));
    case FILE_NAME:
        return arena_format(&arena, "%s%s.%s", PICK(phrases, i * 13), i % 2 ? "" : PICK(families, i), i % 3 ? "pdf" : "xlsx");
    default:
        return arena_format(&arena, "%s\r\n%s様\r\n\r\nいつもお世話になっております。%sの%sです。\r\n%sについてご連絡いたします。\r\n%s\r\n"
                            "よろしくお願いいたします。\r\n", PICK(clinics, i), PICK(families, i * 7), PICK(clinics, i * 3), PICK(families, i),
                            PICK(drugs, i), PICK(phrases, i * 17));
    }
}

static void run_way(const struct way *w, unsigned *wrong, unsigned *all)
{
    static const char *const field_names[] = { "subject", "name", "file name", "body" };

    for (int f = SUBJECT; f < FIELDS; f++) {
        unsigned bad = 0;

        for (unsigned i = 0; i < STRINGS; i++) {
            arena_reset(&arena, 1 << 20);
            str text = text_of((enum field)f, i), want = arena_format(&arena, "%.*s%s", STR_FMT(text), w->more);
            str got = w->send(want, w->encode, w->label);

            if (f == BODY && w->send != body)   /* line ends do not survive in headers */
                break;
            if (w->lies)
                ++*all;
            if (str_eq(got, want))
                continue;
            bad++;
            if (bad <= 3)
                printf("# %s, %s: \"%.*s\" became \"%.*s\"\n", w->what, field_names[f], STR_FMT(want), STR_FMT(got));
        }
        if (w->lies)
            *wrong += bad;
        else
            CHECK_ROW(bad == 0, w->what);
    }
}

int main(void)
{
    unsigned wrong = 0, all = 0;

    arena_open(&arena, 1u << 28, NULL);
    make_encoder();
    for (size_t i = 0; i < COUNT(ways); i++)
        run_way(&ways[i], &wrong, &all);
    printf("# wrong labels: %u of %u texts wrong\n", wrong, all);
    CHECK(wrong * 200 <= all);          /* the bar: 99.5 % */
    arena_close(&arena);
    return check_done();
}
