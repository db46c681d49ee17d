#include "cmd/report_html.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"

#include <openssl/evp.h>
#include <time.h>

extern const char report_css[], report_js[];

/* --- Words --------------------------------------------------------------------------------------------------------- */

void html_text(struct buf *out, str s)
{
    while (s.n > 0) {
        uint32_t rune = utf8_next(&s, NULL);

        switch (rune) {
        case '&': buf_add(out, STR("&amp;")); break;
        case '<': buf_add(out, STR("&lt;")); break;
        case '>': buf_add(out, STR("&gt;")); break;
        case '"': buf_add(out, STR("&quot;")); break;
        case '\'': buf_add(out, STR("&#39;")); break;
        default:
            if (rune < ' ' || (rune >= 0x7F && rune < 0xA0) || rune_bidi(rune) || rune_invisible(rune))
                buf_format(out, "〔U+%04X〕", rune);
            else
                buf_rune(out, rune);
        }
    }
}

void html_word(struct buf *out, const char *lang, const char *key)    { html_text(out, text_get(lang, "report", key)); }

/* One element; `tag` may carry attributes. */
void html_tagged(struct buf *out, const char *tag, str s)
{
    buf_format(out, "<%s>", tag);
    html_text(out, s);
    buf_format(out, "</%.*s>", (int)str_find_char(str_of(tag), ' '), tag);
}

void html_tagged_word(struct buf *out, const char *tag, const char *lang, const char *key)
{
    html_tagged(out, tag, text_get(lang, "report", key));
}

/* A value of the mail may be written from right to left; it must not turn its neighbours around. */
static void value(struct buf *out, str s)
{
    buf_add(out, STR("<bdi>"));
    html_text(out, s);
    buf_add(out, STR("</bdi>"));
}

static const char *list_name(unsigned list)     { return list == LIST_FAILED ? "failed" : outcome_names[list]; }

static str list_word(const char *lang, unsigned list)
{
    return list == LIST_FAILED ? text_get(lang, "report", "failed-short") : text_get(lang, "terminal", outcome_names[list]);
}

/* The word of an outcome in its frame: told by word and frame, never by colour alone. */
void html_outcome_word(struct buf *out, const char *lang, unsigned list)
{
    buf_format(out, "<span class=\"word %s\">", list_name(list));
    html_text(out, list_word(lang, list));
    buf_add(out, STR("</span>"));
}

/* --- Dates --------------------------------------------------------------------------------------------------------- */

bool html_day(int64_t seconds, int64_t *day)
{
    time_t t = (time_t)seconds;
    struct tm local;

    if (seconds / HTML_DAY < DAY_FIRST || seconds / HTML_DAY >= DAY_END || !localtime_r(&t, &local))
        return false;
    *day = (seconds + local.tm_gmtoff) / HTML_DAY;
    return *day >= DAY_FIRST && *day < DAY_END;
}

/* `format` is strftime's. */
static void date(struct buf *out, int64_t seconds, const char *format)
{
    time_t t = (time_t)seconds;
    struct tm local;
    char text[64];

    if (localtime_r(&t, &local) && strftime(text, sizeof text, format, &local) > 0)
        html_text(out, str_of(text));
}

static void date_of(struct buf *out, const char *lang, int64_t seconds)
{
    int64_t day;

    if (html_day(seconds, &day))
        date(out, seconds, "%Y-%m-%d %H:%M");
    else
        html_word(out, lang, "no-date");
}

/* --- One mail ------------------------------------------------------------------------------------------------------ */

static void path_of(struct buf *out, str path, uint64_t index)
{
    value(out, path);
    if (index)
        buf_format(out, " (%llu)", (unsigned long long)index);
}

static void sender_of(struct buf *out, const char *lang, const struct mail_facts *m)
{
    const struct mailbox *from = m->identity.from.n ? LIST_AT(m->identity.from, struct mailbox, 0) : NULL;

    if (!from) {
        html_word(out, lang, "no-sender");
        return;
    }
    value(out, card_value(out->a, lang, from->name));
    buf_add(out, from->name.n > 0 ? STR(" <span class=\"address\">") : STR("<span class=\"address\">"));
    value(out, card_clean(out->a, from->addr));
    buf_add(out, STR("</span>"));
}

static void subject_of(struct buf *out, const char *lang, const struct mail_facts *m)
{
    if (str_trim(m->subject).n > 0)
        value(out, card_value(out->a, lang, m->subject));
    else
        html_word(out, lang, "no-subject");
}

static void reasons_attribute(struct buf *out, const struct card *card)
{
    for (size_t i = 0; i < card->reason_count; i++) {
        buf_add(out, i ? STR(" ") : STR(""));
        html_text(out, str_of(card->reasons[i].signal->id));
    }
}

void html_row(const char *lang, const struct scanned *m, const struct card *card, uint64_t number, struct buf *out)
{
    const struct mail_facts *mail = &m->facts->mail;
    bool has_card = m->verdict->outcome != OUTCOME_PASS;

    buf_format(out, "<tr data-o=\"%s\" data-k=\"%llu\" data-r=\"", list_name(m->verdict->outcome), (unsigned long long)number);
    reasons_attribute(out, card);
    buf_add(out, STR("\"><td class=\"o\">"));
    html_outcome_word(out, lang, m->verdict->outcome);
    buf_add(out, STR("</td><td class=\"d\">"));
    date_of(out, lang, mail->date);
    buf_add(out, STR("</td><td class=\"f\">"));
    sender_of(out, lang, mail);
    buf_add(out, STR("</td><th class=\"s\" scope=\"row\">"));
    if (has_card)
        buf_format(out, "<a href=\"#m%llu\">", (unsigned long long)number);
    subject_of(out, lang, mail);
    buf_add(out, has_card ? STR("</a></th>") : STR("</th>"));
    buf_add(out, STR("<td class=\"r\">"));
    if (card->reason_count > 0)
        html_text(out, card->reasons[0].title);
    buf_add(out, STR("</td></tr>\n"));
}

void html_unopened(const char *lang, str path, uint64_t index, const struct fail *f, struct buf *out)
{
    buf_add(out, STR("<tr data-o=\"failed\" data-r=\"\"><td class=\"o\">"));
    html_outcome_word(out, lang, LIST_FAILED);
    buf_add(out, STR("</td><td class=\"d\"></td><td class=\"f\"></td><th class=\"s\" scope=\"row\">"));
    path_of(out, path, index);
    buf_add(out, STR("</th><td class=\"r\">"));
    html_text(out, text_line(lang, f->id));
    if (f->error)
        html_tagged(out, "span class=\"address\"", arena_format(out->a, " (%s)", strerror(f->error)));
    buf_add(out, STR("</td></tr>\n"));
}

static void term(struct buf *out, const char *lang, const char *key)
{
    buf_add(out, STR("<div><dt>"));
    html_word(out, lang, key);
    buf_add(out, STR("</dt><dd>"));
}

static void card_who(const char *lang, const struct scanned *m, struct buf *out)
{
    buf_add(out, STR("<dl class=\"who\">"));
    term(out, lang, "sender");
    sender_of(out, lang, &m->facts->mail);
    buf_add(out, STR("</dd></div>"));
    term(out, lang, "subject");
    subject_of(out, lang, &m->facts->mail);
    buf_add(out, STR("</dd></div>"));
    term(out, lang, "day");
    date_of(out, lang, m->facts->mail.date);
    buf_add(out, STR("</dd></div>"));
    term(out, lang, "file");
    path_of(out, m->path, m->index);
    buf_add(out, STR("</dd></div></dl>\n"));
}

void html_card(const char *lang, const struct scanned *m, const struct card *card, uint64_t number, struct buf *out)
{
    unsigned long long n = number;

    buf_format(out, "<article class=\"card %s\" id=\"c%llu\" aria-labelledby=\"h%llu\">\n<h4 id=\"h%llu\">", outcome_names[card->outcome], n, n, n);
    html_outcome_word(out, lang, card->outcome);
    buf_add(out, STR(" "));
    html_text(out, card->headline);
    buf_add(out, STR("</h4>\n"));
    card_who(lang, m, out);
    buf_add(out, STR("<details><summary>"));
    html_word(out, lang, "open-card");
    /* The target of the list's link lies inside, so that following it opens the card without any script. */
    buf_format(out, "</summary><div class=\"in\" id=\"m%llu\" tabindex=\"-1\">\n", n);
    html_tagged(out, "h5", text_get(lang, "card", "reasons"));
    buf_add(out, STR("<ul>\n"));
    for (size_t i = 0; i < card->reason_count; i++) {
        buf_add(out, STR("<li>"));
        html_tagged(out, "strong", card->reasons[i].saw);
        buf_add(out, STR(" "));
        html_tagged(out, "span", card->reasons[i].why);
        buf_add(out, STR("</li>\n"));
    }
    buf_add(out, STR("</ul>\n"));
    if (card->can_count > 0)
        html_tagged(out, "h5", text_get(lang, "card", "can"));
    buf_add(out, card->can_count > 0 ? STR("<ol>\n") : STR(""));
    for (size_t i = 0; i < card->can_count; i++)
        html_tagged(out, "li", card->can[i]);
    buf_add(out, card->can_count > 0 ? STR("</ol>\n") : STR(""));
    if (card->change.n > 0)
        html_tagged(out, "p class=\"change\"", card->change);
    buf_add(out, STR("</div></details>\n</article>\n"));
}

/* --- The page ------------------------------------------------------------------------------------------------------ */

static void source_hash(struct buf *out, const char *text)
{
    struct sha256 hash = sha256_of(str_of(text));
    unsigned char base64[48];

    EVP_EncodeBlock(base64, hash.byte, sizeof hash.byte);
    buf_format(out, "'sha256-%s'", (const char *)base64);
}

/* Even markup that got in could load nothing, run nothing, style nothing and send nothing. */
static void policy(struct buf *out)
{
    buf_add(out, STR("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src "));
    source_hash(out, report_css);
    buf_add(out, STR("; script-src "));
    source_hash(out, report_js);
    buf_add(out, STR("\">\n"));
}

static uint64_t mails(const struct report_sums *sums)
{
    uint64_t n = 0;

    for (unsigned o = 0; o < LIST_FAILED; o++)
        n += sums->lists[o];
    return n;
}

static void tile(struct buf *out, const char *lang, const char *key, uint64_t n)
{
    term(out, lang, key);
    buf_format(out, "<b>%llu</b> ", (unsigned long long)n);
    html_word(out, lang, "unit");
    buf_add(out, STR("</dd></div>\n"));
}

static void summary(const struct report_page *p, struct buf *out)
{
    const struct report_sums *sums = &p->sums;
    uint64_t total = mails(sums);

    buf_add(out, STR("<section aria-labelledby=\"summary\"><h2 id=\"summary\">"));
    html_word(out, p->lang, "summary");
    buf_add(out, STR("</h2>\n<dl class=\"tiles\">"));
    tile(out, p->lang, "read", total);
    tile(out, p->lang, "stopped", total - sums->lists[OUTCOME_PASS]);
    if (sums->lists[LIST_FAILED] > 0)
        tile(out, p->lang, "failed", sums->lists[LIST_FAILED]);
    buf_add(out, STR("</dl>\n"));
    html_tagged_word(out, "p class=\"note\"", p->lang, "pass-means");
    buf_add(out, STR("\n<div class=\"charts\">\n"));
    html_chart_outcomes(p, total, out);
    html_chart_reasons(p, out);
    html_chart_days(p, out);
    buf_add(out, STR("</div></section>\n"));
}

static void choice_of_reasons(const struct report_page *p, struct buf *out)
{
    bool *taken = ARENA_ARRAY(out->a, bool, signals_count());

    for (size_t i; (i = html_most_frequent(p->sums.reasons, taken)) < signals_count(); taken[i] = true) {
        buf_format(out, "<option value=\"%s\">", signals[i]->id);
        html_text(out, text_get(p->lang, signals[i]->id, "title"));
        buf_format(out, " (%llu)</option>\n", (unsigned long long)p->sums.reasons[i]);
    }
}

/* Hidden until the script is there: without it there would be fields that do nothing. */
static void filter(const struct report_page *p, struct buf *out)
{
    static const unsigned order[LISTS] = { OUTCOME_HOLD, OUTCOME_ASK, OUTCOME_DISARM, LIST_FAILED, OUTCOME_PASS };
    const char *lang = p->lang;

    buf_add(out, STR("<form id=\"filter\" role=\"search\" hidden aria-label=\""));
    html_word(out, lang, "filter");
    buf_add(out, STR("\">\n<p>"));
    html_tagged_word(out, "label for=\"fo\"", lang, "outcome");
    buf_add(out, STR("<select id=\"fo\">"));
    html_tagged_word(out, "option value=\"\"", lang, "all");
    buf_add(out, STR("\n"));
    for (size_t i = 0; i < LISTS; i++)
        if (p->sums.lists[order[i]] > 0) {
            buf_format(out, "<option value=\"%s\">", list_name(order[i]));
            html_text(out, list_word(lang, order[i]));
            buf_format(out, " (%llu)</option>\n", (unsigned long long)p->sums.lists[order[i]]);
        }
    buf_add(out, STR("</select></p>\n<p>"));
    html_tagged_word(out, "label for=\"fr\"", lang, "reason");
    buf_add(out, STR("<select id=\"fr\">"));
    html_tagged_word(out, "option value=\"\"", lang, "all");
    buf_add(out, STR("\n"));
    choice_of_reasons(p, out);
    buf_add(out, STR("</select></p>\n<p class=\"wide\">"));
    html_tagged_word(out, "label for=\"fw\"", lang, "words");
    buf_add(out, STR("<input id=\"fw\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\""));
    html_word(out, lang, "words-hint");
    buf_add(out, STR("\"></p>\n<p>"));
    html_tagged_word(out, "button type=\"reset\"", lang, "clear");
    html_tagged_word(out, "button type=\"button\" id=\"print\"", lang, "print");
    buf_add(out, STR("</p>\n</form>\n<p id=\"shown\" role=\"status\" hidden>"));
    html_word(out, lang, "showing");
    buf_add(out, STR(": <b></b> <span hidden>"));
    html_word(out, lang, "none-found");
    buf_add(out, STR("</span></p>\n"));
}

void html_head(const struct report_page *p, struct buf *out)
{
    const char *lang = p->lang;

    buf_format(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", lang);
    policy(out);
    buf_add(out, STR("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                     "<meta name=\"robots\" content=\"noindex\">\n"
                     /* A telephone makes no link of an attacker's number or address. */
                     "<meta name=\"format-detection\" content=\"telephone=no, email=no, address=no, date=no, url=no\">\n"));
    html_tagged_word(out, "title", lang, "title");
    buf_format(out, "\n<style>%s</style>\n</head>\n<body>\n<header>", report_css);
    html_tagged_word(out, "h1", lang, "title");
    buf_add(out, STR("\n<p class=\"of\">"));
    if (p->base->site.name.n > 0) {
        value(out, p->base->site.name);
        buf_add(out, STR("　"));
    }
    html_word(out, lang, "made");
    buf_add(out, STR(": "));
    date(out, p->base->now, "%Y-%m-%d %H:%M %Z");
    buf_add(out, STR("</p>\n"));
    html_tagged_word(out, "p", lang, "what");
    html_tagged_word(out, "p class=\"private\"", lang, "private");
    buf_add(out, STR("</header>\n<main>\n"));
    summary(p, out);
    buf_add(out, STR("<section aria-labelledby=\"list\"><h2 id=\"list\">"));
    html_word(out, lang, "list");
    buf_add(out, STR("</h2>\n"));
    filter(p, out);
    buf_add(out, STR("<table id=\"mails\">"));
    html_tagged_word(out, "caption", lang, "list-caption");
    buf_add(out, STR("<thead><tr>"));
    html_column(out, lang, "outcome", "o");
    html_column(out, lang, "day", "d");
    html_column(out, lang, "sender", "f");
    html_column(out, lang, "subject", "s");
    html_column(out, lang, "reason", "r");
    buf_add(out, STR("</tr></thead>\n<tbody>\n"));
}

/* What was left out, said where it would stand. */
static void left_out(const struct report_page *p, unsigned list, const char *key, struct buf *out)
{
    if (p->sums.shown[list] == p->sums.lists[list])
        return;
    buf_add(out, STR("<p class=\"left-out\">"));
    html_outcome_word(out, p->lang, list);
    buf_add(out, STR(" "));
    html_word(out, p->lang, key);
    buf_format(out, " %llu / %llu ", (unsigned long long)p->sums.shown[list], (unsigned long long)p->sums.lists[list]);
    html_word(out, p->lang, "unit");
    html_word(out, p->lang, "end-of-count");
    buf_add(out, STR("</p>\n"));
}

void html_middle(const struct report_page *p, struct buf *out)
{
    buf_add(out, STR("</tbody></table>\n"));
    left_out(p, OUTCOME_HOLD, "some-cards", out);
    left_out(p, OUTCOME_ASK, "some-cards", out);
    left_out(p, OUTCOME_DISARM, "some-cards", out);
    left_out(p, LIST_FAILED, "some-failed", out);
    left_out(p, OUTCOME_PASS, "some-pass", out);
    buf_add(out, STR("</section>\n<section class=\"cards\" aria-labelledby=\"cards\"><h2 id=\"cards\">"));
    html_word(out, p->lang, "cards");
    buf_add(out, STR("</h2>\n"));
    if (mails(&p->sums) == p->sums.lists[OUTCOME_PASS]) {
        html_tagged_word(out, "p", p->lang, "no-cards");
        return;
    }
    html_tagged_word(out, "p", p->lang, "cards-what");
    buf_add(out, STR("\n<p id=\"folds\" hidden>"));
    html_tagged_word(out, "button type=\"button\" id=\"open\"", p->lang, "open-all");
    html_tagged_word(out, "button type=\"button\" id=\"close\"", p->lang, "close-all");
    buf_add(out, STR("</p>\n"));
}

void html_group(const struct report_page *p, enum outcome outcome, struct buf *out)
{
    if (p->sums.shown[outcome] == 0)
        return;
    buf_add(out, STR("<h3 class=\"group\">"));
    html_text(out, list_word(p->lang, outcome));
    buf_format(out, " <small>%llu ", (unsigned long long)p->sums.shown[outcome]);
    html_word(out, p->lang, "unit");
    buf_add(out, STR("</small></h3>\n"));
}

void html_foot(const struct report_page *p, struct buf *out)
{
    buf_add(out, STR("</section>\n</main>\n<footer><p>"));
    html_word(out, p->lang, "version");
    buf_add(out, STR(": sekisho " SEKISHO_VERSION " / "));
    html_text(out, str_of(data_version()));
    buf_format(out, "</p></footer>\n<script>%s</script>\n</body>\n</html>\n", report_js);
}
