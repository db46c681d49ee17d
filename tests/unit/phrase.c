#include "read/phrase.h"

#include "check.h"

static struct arena arena;

static struct phrase_set find(const char *text, enum place place)
{
    struct phrase_set set = { 0 };
    struct work w = { 0 };

    phrases_find(phrases_embedded(), &arena, &w, str_of(text), place, &set);
    return set;
}

static const struct phrase_hit *hit_of(const struct phrase_set *set, const char *id)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (str_eq(set->hit[i].id, str_of(id)))
            return &set->hit[i];
    return NULL;
}

/* text NULL: the id must not be found. */
static const struct { const char *in; enum place place; const char *id, *text; } rows[] = {
    { "24時間以内にご連絡ください", PLACE_BODY, "urgency.deadline", "24時間以内" },
    { "２４時間以内に", PLACE_BODY, "urgency.deadline", "２４時間以内" },
    { "24 時間 以内に", PLACE_BODY, "urgency.deadline", "24 時間 以内" },
    { "利\xE2\x80\x8B用\xE2\x80\x8B停止", PLACE_SUBJECT, "account.suspended", "利\xE2\x80\x8B用\xE2\x80\x8B停止" },
    { "利用\n停止", PLACE_BODY, "account.suspended", "利用\n停止" },
    { "ﾊﾟｽﾜｰﾄﾞは別途お送りします", PLACE_BODY, "password.follows", "ﾊﾟｽﾜｰﾄﾞは別途" },
    { "Please ENABLE  CONTENT now", PLACE_BODY, "document.enable", "ENABLE  CONTENT" },
    { "コンテンツの有効化をクリック", PLACE_BODY, "document.enable", "コンテンツの有効化" },
    { "次のフォルダにコピーして再度開いてください", PLACE_BODY, "document.copy-folder", "フォルダにコピー" },
    { "振込先変更のお願い", PLACE_SUBJECT, "transfer.change", "振込先変更" },
    { "医療費通知のおしらせ.lzh", PLACE_FILE_NAME, "medical.lure", "医療費通知" },
    { "urgent", PLACE_SUBJECT, "urgency.now", "urgent" },
    { "insurgents", PLACE_SUBJECT, "urgency.now", NULL },
    { "urgently", PLACE_SUBJECT, "urgency.now", NULL },
    { "至急urgent対応", PLACE_SUBJECT, "urgency.now", "至急" },
    { "the invoice.", PLACE_BODY, "payment.invoice", "invoice" },
    { "invoiced", PLACE_BODY, "payment.invoice", NULL },
    { "invoice2", PLACE_BODY, "payment.invoice", NULL },
    { "請求書", PLACE_FILE_NAME, "payment.invoice", "請求書" },
    { "24時間以内", PLACE_FILE_NAME, "urgency.deadline", NULL },
    { "コンテンツの有効化", PLACE_SUBJECT, "document.enable", NULL },
    { "", PLACE_BODY, "urgency.now", NULL },
    { "普段どおりのご連絡です。", PLACE_BODY, "urgency.now", NULL },
};

static const struct { const char *in, *password; } passwords[] = {
    { "パスワード：abc123", "abc123" }, { "パスワード: abc123\n", "abc123" }, { "PW: xyz", "xyz" }, { "PW：Xy-9", "Xy-9" }, { "pass=infected", "infected" },
    { "解凍パスワードは「himitsu」です。", "himitsu" }, { "解凍パスワードはabc123です", "abc123" }, { "パスワードは abc123 です。", "abc123" }, { "パスワードは、1234です", "1234" },
    { "Password: infected", "infected" }, { "password is 1234.", "1234" }, { "The password is: secret\n", "secret" }, { "Password = \"open me\"", NULL },
    { "パスワード：\nabc123\n", "abc123" }, { "パスワードは以下の通りです。\n\n  abc123\n", "abc123" }, { "■パスワード\n　Ab3x9\n", "Ab3x9" }, { "【パスワード】abc123", "abc123" },
    { "【パスワード】\r\nabc123\r\n", "abc123" }, { "パスワード　：　ａｂｃ１２３", "ａｂｃ１２３" }, { "ＰＷ：1234", "1234" }, { "ﾊﾟｽﾜｰﾄﾞ:a1b2", "a1b2" }, { "パスワード（解凍用）：a1b2", "a1b2" },
    { "ID: taro PW: a1b2", "a1b2" }, { "パスワードは『a1b2』", "a1b2" }, { "zip password - see below", NULL }, { "パスワード「a1b2」を入力", "a1b2" }, { "解凍キー：a1b2", "a1b2" },
    { "パスワードとして a1b2 を入力", "a1b2" }, { "archive password (zip): a1b2", "a1b2" }, { "パスワード→a1b2", "a1b2" }, { "パスワード　a1b2\n", "a1b2" }, { "Passcode: 884422", "884422" },
    { "Pwd: !Q2w3e4r", "!Q2w3e4r" }, { "パスワード: p@ss（半角）", "p@ss" }, { "パスワードは0101（本日の日付）です", "0101" },

    { "パスワードは別途お送りします", NULL }, { "パスワード再設定", NULL }, { "パスワード再設定：https://x.test/1", NULL }, { "forgot your password?", NULL },
    { "パスワードは変更されました", NULL }, { "パスワード：別途お送りします", NULL }, { "パスワード: https://x.test/1", NULL }, { "Password: ********", NULL }, { "パスワード：●●●●", NULL },
    { "Reset password: click here", NULL }, { "your password is required to log in", NULL }, { "the password is expired.", NULL }, { "Password", NULL }, { "PW", NULL }, { "PW:", NULL },
    { "ID\nパスワード\nログイン\n", NULL }, { "password reset", NULL }, { "compass: north1", NULL }, { "pass the 1st exam", NULL }, { "bypass=1", NULL }, { "パスワードは8文字以上", NULL },
    { "パスワードの有効期限は30日です", NULL }, { "パスワードが漏えいしました", NULL }, { "", NULL }, { "Password: (sent separately)", NULL }, { "パスワードを入力してください：", NULL },
};

static void check_passwords(void)
{
    for (size_t i = 0; i < sizeof passwords / sizeof *passwords; i++) {
        str out[4] = { STR_NONE };
        struct work w = { 0 };
        size_t n = passwords_in(&arena, &w, str_of(passwords[i].in), out, 4);

        CHECK_ROW(n == (passwords[i].password ? 1 : 0), passwords[i].in);
        if (n && passwords[i].password)
            check_str(out[0], str_of(passwords[i].password), __FILE__, __LINE__, passwords[i].in);
    }
}

static void check_several(void)
{
    str out[2];
    struct work w = { 0 };
    struct phrase_set set = find("至急 至急 至急", PLACE_SUBJECT);

    CHECK(hit_of(&set, "urgency.now") && hit_of(&set, "urgency.now")->count == 3);
    phrases_find(phrases_embedded(), &arena, &w, STR("至急"), PLACE_SUBJECT, &set);
    CHECK(hit_of(&set, "urgency.now")->count == 4);
    phrases_find(phrases_embedded(), &arena, &w, STR("至急"), PLACE_BODY, &set);
    CHECK(set.n == 2 && set.hit[1].place == PLACE_BODY);
    CHECK(passwords_in(&arena, &w, STR("PW: a1 PW: b2 PW: a1 PW: c3"), out, 2) == 2);
    CHECK_STR(out[0], "a1");
    CHECK_STR(out[1], "b2");
    CHECK(phrases_embedded() == phrases_embedded());
}

/* A text of nothing but hits costs what its length costs, and a long hit is cut between characters. */
static void check_bounds(void)
{
    static const char *const pieces[] = { "至急", "urgent ", "パスワード：", "PW:", "password is ", "a", "パスワードは\n", "利用停止", "パスワード「", "PW=a " };
    static char text[1 << 18];
    str out[64];

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct phrase_set set = { 0 };
        struct work w = { 0 };
        size_t n = strlen(pieces[i]);

        for (size_t at = 0; at + n <= sizeof text; at += n)
            memcpy(text + at, pieces[i], n);
        arena_reset(&arena, 1 << 22);
        phrases_find(phrases_embedded(), &arena, &w, str_from(text, sizeof text), PLACE_BODY, &set);
        passwords_in(&arena, &w, str_from(text, sizeof text), out, 64);
        CHECK_ROW(work_units(&w) <= WORK_PER_BYTE * sizeof text + WORK_BASE, pieces[i]);
        for (uint32_t k = 0; k < set.n; k++)
            CHECK_ROW(set.hit[k].text.n <= 120, pieces[i]);
    }
}

int main(void)
{
    CHECK(arena_open(&arena, 1 << 28, NULL));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phrase_set set = find(rows[i].in, rows[i].place);
        const struct phrase_hit *hit = hit_of(&set, rows[i].id);

        CHECK_ROW((hit != NULL) == (rows[i].text != NULL), rows[i].in);
        if (hit && rows[i].text)
            check_str(hit->text, str_of(rows[i].text), __FILE__, __LINE__, rows[i].in);
    }
    check_passwords();
    check_several();
    check_bounds();
    arena_close(&arena);
    return check_done();
}
