#include "base/fold.h"
#include "base/utf8.h"
#include "check.h"

static struct arena arena;
static struct work meter;

static const struct { const char *in, *want; } folds[] = {
    { "", "" }, { "abc", "abc" }, { "ABC", "abc" }, { "ＡＢＣ１２", "abc12" }, { "㈱①Ⅳ", "(株)1iv" },
    { "ｶﾞｷﾞﾊﾟ", "ガギパ" }, { "カ\u3099", "ガ" }, { "e\u0301", "é" }, { "ﾎﾟﾝﾄﾞ", "ポンド" },
    { "a  b\t\r\nc", "a b c" }, { " a ", "a" }, { "請求 書", "請求書" }, { "請求\u3000書", "請求書" }, { "請求\r\n  書", "請求書" },
    { "請求 abc 書", "請求 abc 書" }, { "pay\u200Bpal", "paypal" }, { "pay\u00ADpal", "paypal" }, { "a\u202Eb", "ab" }, { "\u2800x", "x" },
    { "\u3164x", "x" }, { "a\uFE0Fb", "ab" }, { "～〜", "~~" }, { "𝐏𝐚𝐲", "pay" }, { "Ｒｅ：", "re:" }, { "\x01" "a\x7f", "a" },
    { "İ", "i\u0307" }, { "ﬁ", "fi" }, { "髙", "髙" }, { "\xff", "\xEF\xBF\xBD" }, { "ﷺ", "صلى الله عليه وسلم" },
};

static const struct { const char *a, *b; bool same; } looks[] = {
    { "mhlw.go.jp", "rnhlw.go.jp", true }, { "mhlw.go.jp", "mh1w.go.jp", true }, { "mhlw.go.jp", "mhlvv.go.jp", true },
    { "medical.example", "meclical.example", true }, { "paypal", "раураl", true }, { "amazon", "arnazon", true }, { "google", "g00gle", true },
    { "google", "gοοgle", true }, { "apple", "appIe", true }, { "a.example", "a。example", true }, { "a.example", "a．example", true },
    { "x/y", "x⁄y", true }, { "ロータリー", "口一タリ一", true }, { "カ", "力", true }, { "エ", "工", true }, { "オ", "才", true }, { "チ", "千", true },
    { "ミ", "三", true }, { "ヌ", "又", true }, { "ム", "厶", true }, { "シ", "ツ", true }, { "ソ", "ン", true }, { "リ", "り", true }, { "未", "末", true },
    { "日", "曰", true }, { "師", "帥", true }, { "髙橋", "高橋", true }, { "山﨑", "山崎", true }, { "渡邊", "渡辺", true }, { "ｶﾞ", "ガ", true },
    { "山田", "山口", false }, { "example", "exampel", false }, { "mhlw.go.jp", "mhlw.co.jp", false }, { "医師会", "歯科医", false },
};

static const struct { uint32_t rune; enum script script; bool invisible, bidi; } runes[] = {
    { 'a', SCRIPT_LATIN, false, false }, { '1', SCRIPT_COMMON, false, false }, { 0xE9, SCRIPT_LATIN, false, false },
    { 0xD7, SCRIPT_COMMON, false, false }, { 0x3B1, SCRIPT_GREEK, false, false }, { 0x430, SCRIPT_CYRILLIC, false, false },
    { 0x561, SCRIPT_ARMENIAN, false, false }, { 0x5D0, SCRIPT_HEBREW, false, false }, { 0x627, SCRIPT_ARABIC, false, false },
    { 0x3042, SCRIPT_KANA, false, false }, { 0xFF71, SCRIPT_KANA, false, false }, { 0x30FC, SCRIPT_KANA, false, false },
    { 0x6F22, SCRIPT_HAN, false, false }, { 0x20000, SCRIPT_HAN, false, false }, { 0xAC00, SCRIPT_HANGUL, false, false },
    { 0xE01, SCRIPT_OTHER, false, false }, { 0x1F600, SCRIPT_COMMON, false, false }, { 0x200B, SCRIPT_COMMON, true, false },
    { 0x202E, SCRIPT_COMMON, false, true }, { 0x2067, SCRIPT_COMMON, false, true }, { 0x200F, SCRIPT_COMMON, false, true },
    { 0x61C, SCRIPT_COMMON, false, true }, { 0x2800, SCRIPT_COMMON, true, false }, { 0xFE0F, SCRIPT_COMMON, true, false },
    { 0xE0041, SCRIPT_COMMON, true, false }, { 0xAD, SCRIPT_COMMON, true, false }, { ' ', SCRIPT_COMMON, false, false },
    { 0x3000, SCRIPT_COMMON, false, false }, { 0x10FFFF, SCRIPT_COMMON, false, false }, { UINT32_MAX, SCRIPT_COMMON, false, false },
};

static void test_map(void)
{
    uint32_t *map;
    str in = STR("A\xE3\x80\x80  \xEF\xBD\xB6\xEF\xBE\x9E\xE2\x80\x8B㈱b"), out = fold_text(&arena, &meter, in, &map);
    static const uint32_t want[] = { 0, 1, 6, 6, 6, 15, 15, 15, 15, 15, 18 };

    CHECK_STR(out, "a ガ(株)b");
    CHECK(out.n == sizeof want / sizeof want[0]);
    for (size_t i = 0; i < out.n && i < sizeof want / sizeof want[0]; i++)
        CHECK(map[i] == want[i]);
}

/* Folding what is folded changes nothing, whatever the character: signals compare folded with folded. */
static void test_all(void)
{
    unsigned again = 0;

    for (uint32_t r = 1; r < 0x30000; r++) {
        char raw[4];
        str once, twice;

        if (r >= 0xD800 && r < 0xE000)
            continue;
        arena_reset(&arena, 1 << 20);
        once = fold(&arena, str_from(raw, utf8_put(raw, r)));
        twice = fold(&arena, once);
        if (!str_eq(once, twice) && again++ < 5)
            printf("# U+%04X: \"%.*s\", then \"%.*s\"\n", r, STR_FMT(once), STR_FMT(twice));
    }
    CHECK(again == 0);
}

/* U+FDFA grows elevenfold, and the map with it. */
static void test_growth(void)
{
    struct buf b = buf_new(&arena, 30000);
    uint32_t *map;
    str out;

    while (b.n < 30000)
        buf_rune(&b, 0xFDFA);
    out = fold_text(&arena, &meter, buf_str(&b), &map);
    CHECK(out.n == 330000);     /* 33 bytes each: spaces inside Arabic stay */
    CHECK(map[out.n - 1] == 30000 - 3 && map[0] == 0);
}

int main(void)
{
    arena_open(&arena, 1u << 28, NULL);
    for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++)
        CHECK_STR(fold(&arena, str_of(folds[i].in)), folds[i].want);
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        CHECK_ROW(str_eq(fold_skeleton(&arena, str_of(looks[i].a)), fold_skeleton(&arena, str_of(looks[i].b))) == looks[i].same, looks[i].b);
    for (size_t i = 0; i < sizeof runes / sizeof runes[0]; i++) {
        char row[16];

        snprintf(row, sizeof row, "U+%04X", runes[i].rune);
        CHECK_ROW(rune_script(runes[i].rune) == runes[i].script && rune_invisible(runes[i].rune) == runes[i].invisible &&
                  rune_bidi(runes[i].rune) == runes[i].bidi, row);
    }
    test_map();
    test_growth();
    test_all();
    arena_close(&arena);
    return check_done();
}
