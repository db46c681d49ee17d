/* The card: what a person reads, from facts written down by hand. */
#include "case_build.h"
#include "check.h"
#include "verdict/card.h"

static struct arena a;
static struct built b;

static bool no_braces(str s)        { return str_find_char(s, '{') == s.n && str_find_char(s, '}') == s.n; }

static void check_filled(const struct card *card, const char *what)
{
    CHECK_ROW(card->headline.n > 0 && no_braces(card->headline), what);
    CHECK_ROW(no_braces(card->did) && no_braces(card->change), what);
    for (size_t i = 0; i < card->reason_count; i++)
        CHECK_ROW(card->reasons[i].saw.n > 0 && no_braces(card->reasons[i].saw) && no_braces(card->reasons[i].why) &&
                  no_braces(card->reasons[i].title), what);
    for (size_t i = 0; i < card->can_count; i++)
        CHECK_ROW(card->can[i].n > 0 && no_braces(card->can[i]), what);
}

static struct card judged(const char *lang, enum card_mood mood)
{
    struct verdict *v = ARENA_NEW(&a, struct verdict);

    *v = verdict_of(&b.c, &a, true);
    return card_of(v, &b.c, lang, mood, &a);
}

static void test_lookalike(void)
{
    struct card card;

    build(&b);
    build_partner(&b, "山田医療", "keiri@yamada-iryo.example");
    b.from[0] = mailbox_made("経理", "keiri@yamada-iry0.example", 0);
    b.c.site.administrator = STR("事務の鈴木");
    b.c.site.extension = STR("12");
    card = judged("ja", CARD_DONE);
    check_filled(&card, "look-alike");
    CHECK_STR(card.headline, "このメールは止めました。差出人のアドレス keiri@yamada-iry【0】.example は、yamada-iryo.example に似せた別のものです。");
    CHECK_STR(card.reasons[0].saw, "今回は keiri@yamada-iry【0】.example です。本物は yamada-iryo.example です。");
    CHECK_STR(card.can[card.can_count - 1], "もう開いてしまったときは、LANケーブルを抜き、すぐに事務の鈴木（内線 12）へ知らせてください。");
    CHECK_STR(card.change, "本物のアドレス（yamada-iryo.example）から届けば、お届けします。");
    CHECK(card.can_count == 3 && card.did.n > 0);
    card = judged("en", CARD_WOULD);
    check_filled(&card, "look-alike, English");
    CHECK_STR(card.headline, "This mail would be held. The sender's address keiri@yamada-iry【0】.example imitates yamada-iryo.example.");
    CHECK_STR(card.change, "If it comes from the real address (yamada-iryo.example), it will be delivered.");
    CHECK(card.did.n == 0);
}

static void test_two_changes(void)
{
    struct card card;

    build(&b);
    b.from[0] = mailbox_made("", "x@mhlw-go.jp", 0);
    build_part(&b, "a.exe", FILE_PE, PART_ATTACHMENT);
    card = judged("ja", CARD_DONE);
    check_filled(&card, "two changes");
    CHECK_STR(card.change, "本物のアドレス（mhlw.go.jp）から届けば、さらに添付の「a.exe」がなければ、お届けします。");
    CHECK(card.reason_count == 2);
}

static void test_pass(void)
{
    struct card card;

    build(&b);
    card = judged("ja", CARD_DONE);
    CHECK_STR(card.headline, "届けました。");
    CHECK(card.reason_count == 0 && card.can_count == 0 && card.change.n == 0 && card.outcome == OUTCOME_PASS);
}

static void test_unnamed(void)
{
    struct card card;

    build(&b);
    build_part(&b, "", FILE_PE, PART_ATTACHMENT);
    card = judged("ja", CARD_DONE);
    CHECK_STR(card.headline, "このメールは止めました。添付の「名前のないファイル」は、開くとすぐに動くプログラムです。");
    CHECK_STR(card.reasons[0].saw, "中身はWindowsのプログラムです。書類ではありません。");
}

static void test_unreadable(void)
{
    struct verdict v = verdict_unreadable(&a, STR("signal 11"));
    struct card card;

    build(&b);
    card = card_of(&v, &b.c, "ja", CARD_WOULD, &a);
    check_filled(&card, "unreadable");
    CHECK_STR(card.headline, "このメールは止めます。このメールは、決まった手順では読み取れませんでした。");
    CHECK(!str_has(card.can[1], STR("申請")) && str_has(card.can[1], STR("管理者")));       /* nothing was kept: nothing to ask for */
    card = card_of(&v, &b.c, "ja", CARD_DONE, &a);
    CHECK(str_has(card.can[1], STR("受け取る（申請する）")));
    CHECK(card.change.n == 0);
}

static void test_clean(void)
{
    static const struct { const char *in, *out; } cases[] = {
        { "案内.pdf", "案内.pdf" }, { "a\xE2\x80\xAE" "fdp.exe", "a〔U+202E〕fdp.exe" }, { "a\nb", "a〔U+000A〕b" },
        { "a\x1b[2J", "a〔U+001B〕[2J" }, { "x\xff", "x\xEF\xBF\xBD" }, { "", "" }, { "a{b}", "a{b}" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(card_clean(&a, str_of(cases[i].in)), cases[i].out);
    CHECK(str_ends(card_clean(&a, str_from(arena_zero(&a, 5000), 5000)), STR("…")));
    CHECK_STR(card_clean(&a, STR("a\tb    c")), "a b    c");
    CHECK_STR(card_value(&a, "ja", STR("a.pdf\u3000\u3000\u3000\u3000\u3000.exe")), "a.pdf〔空白5個〕.exe");
    CHECK_STR(card_value(&a, "en", STR("a.pdf\u2800\u3000\t  .exe")), "a.pdf〔5 blanks〕.exe");
    CHECK_STR(card_value(&a, "en", STR("a   b")), "a   b");
}

/* What the mail says is quoted, never read as a blank of ours. */
static void test_braces_in_mail(void)
{
    struct card card;

    build(&b);
    build_part(&b, "{administrator}.exe", FILE_PE, PART_ATTACHMENT);
    card = judged("ja", CARD_DONE);
    CHECK(str_has(card.headline, STR("「{administrator}.exe」")));
}

static str saw(const struct card *card, const char *id)
{
    for (size_t i = 0; i < card->reason_count; i++)
        if (strcmp(card->reasons[i].signal->id, id) == 0)
            return card->reasons[i].saw;
    return STR("");
}

/* The words before a password are quoted where there are any; nothing stands for what is not there. */
static void test_only_what_is_there(void)
{
    struct card card;

    build(&b);
    build_part(&b, "a.zip", FILE_ZIP, PART_ATTACHMENT | PART_ENCRYPTED | PART_PASSWORD_HERE);
    card = judged("ja", CARD_DONE);
    CHECK_STR(saw(&card, "mail.attachment.password-in-same-mail"), "「a.zip」のパスワードが、同じメールの本文に書かれています。");
    build_phrase(&b, "password.given", PLACE_BODY);
    card = judged("ja", CARD_DONE);
    CHECK_STR(saw(&card, "mail.attachment.password-in-same-mail"), "「a.zip」のパスワードが、同じメールの本文（「パスワードは」の後）に書かれています。");
    build(&b);
    b.from[0] = mailbox_made("", "x@y.test", ADDRESS_ODD_ROUTE);
    card = judged("ja", CARD_DONE);
    CHECK_STR(saw(&card, "mail.from.not-single"), "差出人の欄にあるアドレスは x@y.test です。");
    build(&b);
    b.from[0] = mailbox_made("Y\u0430mate", "x@y.test", ADDRESS_ODD_MIXED_SCRIPT);
    card = judged("ja", CARD_DONE);
    CHECK_STR(saw(&card, "mail.from.mixed-script"),
              "表示名は「Y【\u0430】mate」です。実際のアドレスは x@y.test です。【 】の中が別の国の文字です。");
    build(&b);
    b.from[0] = mailbox_made("保健所", "x@y.test", 0);
    card = judged("ja", CARD_DONE);
    CHECK_STR(card.change, "本物のアドレス（….lg.jp）から届けば、お届けします。");
}

static struct card card_about(const char *id, const char *lang, struct evidence ev)
{
    struct weighed w = { signal_by_id(str_of(id)), ev, 1 };
    struct verdict v = { .outcome = OUTCOME_HOLD, .findings = &w, .n = 1, .reason_count = 1 };

    build(&b);
    return card_of(&v, &b.c, lang, CARD_DONE, &a);
}

/* Where a link really goes, beside what is claimed; a form that names no host says nothing about one. */
static void test_links(void)
{
    struct card card = card_about("mail.link.lookalike", "ja", (struct evidence){ STR("yamada-iryo.example"), STR("yamada-iry0.example"), STR("") });

    CHECK_STR(card.reasons[0].saw, "今回は yamada-iry【0】.example です。本物は yamada-iryo.example です。");
    card = card_about("mail.link.lookalike", "ja", (struct evidence){ STR("yamada.example"), STR("yamada.example.elsewhere.test"), STR("") });
    CHECK_STR(card.reasons[0].saw, "今回は yamada.example.elsewhere.test です。本物は yamada.example です。");
    card = card_about("mail.from.lookalike-domain", "ja", (struct evidence){ STR("yamada.example"), STR("\u202Ex@y\u200Bamada.example"), STR("") });
    CHECK_STR(card.reasons[0].saw, "今回は 〔U+202E〕x@y【〔U+200B〕】amada.example です。本物は yamada.example です。");
    card = card_about("mail.html.form", "ja", (struct evidence){ STR(""), STR("a.test"), STR("") });
    CHECK_STR(card.reasons[0].saw, "本文の中に入力欄があります。本当の行き先は a.test です。");
    card = card_about("mail.html.form", "en", (struct evidence){ STR(""), STR(""), STR("") });
    CHECK_STR(card.reasons[0].saw, "There is a form in the text.");
}

/* Every signal's evidence, in both languages, fills its sentences. */
static void test_all(void)
{
    for (const struct signal *const *s = signals; *s; s++) {
        struct weighed w = { *s, { STR("qp-long"), STR("zip"), STR("a.zip") }, 1 };
        struct verdict v = { .outcome = OUTCOME_HOLD, .findings = &w, .n = 1, .reason_count = 1 };

        build(&b);
        for (int lang = 0; lang < 2; lang++) {
            struct card card = card_of(&v, &b.c, lang ? "en" : "ja", CARD_DONE, &a);

            check_filled(&card, (*s)->id);
            CHECK_ROW(card.reasons[0].signal == *s && card.can_count >= 2, (*s)->id);
        }
    }
}

int main(void)
{
    arena_open(&a, 64 << 20, NULL);
    test_lookalike();
    test_two_changes();
    test_pass();
    test_unnamed();
    test_unreadable();
    test_clean();
    test_braces_in_mail();
    test_only_what_is_there();
    test_links();
    test_all();
    return check_done();
}
