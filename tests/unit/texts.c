/* Every id has its sentences in both languages, and none of them says what words.md forbids. */
#include "base/text.h"
#include "check.h"
#include "verdict/changes.h"

extern const char *const texts_rows[][4];
extern const size_t texts_count;

static const char *const languages[] = { "ja", "en", NULL };

/* Sentences that a finished card must be able to fill. */
static const char *const blanks[] = { "claimed", "actual", "where", "file", "type", "odd", "marked", "detail", "name", "administrator",
                                      "extension", "count", "quote", "shown", "shown-letters", "letters", "goes", "first", "second", "then", NULL };

static void has(const char *lang, const char *section, const char *key)
{
    str text = text_get(lang, section, key);
    char what[256];

    snprintf(what, sizeof what, "%s [%s] %s", lang, section, key);
    CHECK_ROW(text.n > 0, what);
}

static void all_of(const char *section, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        for (size_t l = 0; languages[l]; l++)
            has(languages[l], section, words[i]);
}

static void line(const char *id)
{
    for (size_t l = 0; languages[l]; l++)
        CHECK_ROW(text_line(languages[l], id).n > 0, id);
}

static void test_complete(void)
{
    static const char *const keys[] = { "title", "headline", "saw", "why", NULL };
    static const char *const card[] = { "opened", "opened-extension", "administrator", "our-house", "unnamed", "unknown-value", "goes",
                                        "change-one", "change-two", NULL };
    static const char *const fails[] = { "fail.open", "fail.config", "fail.frame", "fail.memory", "fail.reader", "fail.too-large", "fail.record",
                                         "fail.wall", "fail.report", "fail.report-file", NULL };
    static const char *const report[] = {
        "title", "what", "pass-means", "private", "made", "version", "failed-short", "read", "stopped", "stopped-short", "failed",
        "unit", "summary", "by-outcome", "by-reason", "by-reason-note", "by-day", "by-day-note", "outcome",
        "count", "share", "reason", "day", "no-day", "list", "list-caption", "sender", "subject", "file",
        "no-subject", "no-sender", "no-date", "filter", "all", "words", "words-hint", "clear", "showing",
        "none-found", "cards", "cards-what", "no-cards", "open-card", "open-all", "close-all", "print",
        "some-pass", "some-cards", "some-failed", "end-of-count",
        NULL };

    for (const struct signal *const *s = signals; *s; s++)
        all_of((*s)->id, keys);
    all_of("odd", odd_names);
    all_of("filetype", file_type_names);
    all_of("group", group_names);
    all_of("severity", severity_names);
    all_of("place", place_names);
    all_of("view", view_names);
    all_of("outcome", outcome_names);
    all_of("would", outcome_names);
    all_of("did", outcome_names);
    all_of("can", outcome_names);
    all_of("can-would", outcome_names);
    all_of("then", outcome_names);
    all_of("card", card);
    all_of("report", report);
    for (size_t i = 0; rules[i].id; i++)
        line(rules[i].id);
    for (size_t i = 0; changes[i].id; i++)
        line(changes[i].id);
    for (size_t i = 0; fails[i]; i++)
        line(fails[i]);
}

/* Each entry stands in both languages, whoever added it. */
static void test_pairs(void)
{
    for (size_t i = 0; i < texts_count; i++)
        has(strcmp(texts_rows[i][0], "ja") == 0 ? "en" : "ja", texts_rows[i][1], texts_rows[i][2]);
}

static bool known_blank(str name)
{
    for (size_t i = 0; blanks[i]; i++)
        if (str_eq(name, str_of(blanks[i])))
            return true;
    return false;
}

static void test_blanks(void)
{
    for (size_t i = 0; i < texts_count; i++) {
        str rest = str_of(texts_rows[i][3]);

        for (size_t at = str_find_char(rest, '{'); at < rest.n; at = str_find_char(rest, '{')) {
            rest = str_skip(rest, at + 1);
            CHECK_ROW(known_blank(str_take(rest, str_find_char(rest, '}'))), texts_rows[i][3]);
        }
    }
}

static void test_words(void)
{
    static const char *const forbidden[] = { "ウイルス", "ウィルス", "安全です", "隔離", "検疫", "ブロック", "無害化処理", "サニタイズ", "保留", "解放",
                                             "リリース", "承認処理", "送信元", "ディスプレイネーム", "検査不可", "エラー", "MIME 異常", "初見", "新規送信者",
                                             "アドミン", "弊社", "添付文書", "virus", "quarantine", "sanitiz", "this is safe", "mail is safe", "blocked", NULL };

    for (size_t i = 0; i < texts_count; i++)
        for (size_t k = 0; forbidden[k]; k++)
            if (str_has_nocase(str_of(texts_rows[i][3]), str_of(forbidden[k])))
                CHECK_ROW(false, texts_rows[i][3]);
    CHECK(texts_count > 100);
}

/* です・ます and short: a clerk has one minute. Lines of headline, saw and why end as sentences do. */
static void test_sentences(void)
{
    for (const struct signal *const *s = signals; *s; s++) {
        static const char *const keys[] = { "headline", "why", NULL };

        for (size_t k = 0; keys[k]; k++) {
            CHECK_ROW(str_ends(text_get("ja", (*s)->id, keys[k]), STR("。")), (*s)->id);
            CHECK_ROW(str_ends(text_get("en", (*s)->id, keys[k]), STR(".")), (*s)->id);
            CHECK_ROW(text_get("ja", (*s)->id, keys[k]).n <= 3 * 90, (*s)->id);
        }
    }
}

/* Ids of data/measures.tsv, found beside this file's source. */
static void test_serves(void)
{
    static char bytes[65536];
    char path[1024];
    FILE *f;
    size_t n;

    snprintf(path, sizeof path, "%.*s/../../data/measures.tsv", (int)str_rfind_char(str_of(__FILE__), '/'), __FILE__);
    f = fopen(path, "r");
    f = f ? f : fopen("data/measures.tsv", "r");            /* run by hand from the checkout */
    if (!CHECK(f != NULL))
        return;
    bytes[0] = '\n';
    n = 1 + fread(bytes + 1, 1, sizeof bytes - 1, f);
    fclose(f);
    for (const struct signal *const *s = signals; *s; s++)
        for (const char *const *m = (*s)->serves; *m; m++) {
            char row[32];

            snprintf(row, sizeof row, "\n%s\t", *m);
            CHECK_ROW(str_has(str_from(bytes, n), str_of(row)), (*s)->id);
        }
}

int main(void)
{
    test_complete();
    test_pairs();
    test_blanks();
    test_words();
    test_sentences();
    test_serves();
    CHECK(text_get("ja", "no-such", "x").n == 0 && text_line("ja", "no-dot").n == 0 && text_line("ja", "a.b").n == 0);
    CHECK(strcmp(text_language("en_GB.UTF-8"), "en") == 0 && strcmp(text_language(NULL), "ja") == 0 && strcmp(text_language("C"), "ja") == 0);
    return check_done();
}
