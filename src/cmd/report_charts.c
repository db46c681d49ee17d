/* Charts: tables with a bar in the last column, so that the figures are there for whoever sees no bars. */
#include "cmd/report_html.h"

#include "base/text.h"

#include <time.h>

enum {
    REASONS_SHOWN = 10,
    DAYS_SHOWN = 62, MONTHS_SHOWN = 60,     /* a longer list of days is told by month, of months by year */
};

/* Per mille, so that no attribute needs a fraction; of two parts, the dark one first. An SVG's attributes are neither
 * style nor background: they pass the page's own policy and are printed. */
static void bar(struct buf *out, uint64_t dark, uint64_t light, uint64_t whole)
{
    unsigned long long d = whole ? dark * 1000 / whole : 0, all = whole ? (dark + light) * 1000 / whole : 0;

    d = dark && d < 5 ? 5 : d;
    all = light && all < d + 5 ? d + 5 : all < d ? d : all;
    buf_add(out, STR("<td class=\"b\" aria-hidden=\"true\"><svg viewBox=\"0 0 1010 10\" preserveAspectRatio=\"none\">"));
    if (all > d)
        buf_format(out, "<rect class=\"light\" x=\"%llu\" y=\"0\" width=\"%llu\" height=\"10\"/>", d, all - d);
    if (d)
        buf_format(out, "<rect class=\"dark\" x=\"0\" y=\"0\" width=\"%llu\" height=\"10\"/>", d);
    buf_add(out, STR("</svg></td>"));
}

void html_column(struct buf *out, const char *lang, const char *key, const char *class)
{
    buf_format(out, "<th scope=\"col\" class=\"%s\">", class);
    html_word(out, lang, key);
    buf_add(out, STR("</th>"));
}

static void chart_start(struct buf *out, const char *lang, const char *heading, const char *note)
{
    buf_format(out, "<section class=\"chart\" aria-labelledby=\"%s\"><h3 id=\"%s\">", heading, heading);
    html_word(out, lang, heading);
    buf_add(out, STR("</h3>"));
    if (note)
        html_tagged_word(out, "p class=\"note\"", lang, note);
    buf_format(out, "<table aria-labelledby=\"%s\"><thead><tr>", heading);
}

static void chart_end(struct buf *out)
{
    buf_add(out, STR("</tbody></table></section>\n"));
}

void html_chart_outcomes(const struct report_page *p, uint64_t total, struct buf *out)
{
    chart_start(out, p->lang, "by-outcome", NULL);
    html_column(out, p->lang, "outcome", "k");
    html_column(out, p->lang, "count", "n");
    html_column(out, p->lang, "share", "n");
    buf_add(out, STR("<td></td></tr></thead><tbody>\n"));
    for (unsigned o = OUTCOME_HOLD + 1; o-- > 0; ) {
        uint64_t n = p->sums.lists[o];

        buf_add(out, STR("<tr><th scope=\"row\" class=\"k\">"));
        html_outcome_word(out, p->lang, o);
        buf_format(out, "</th><td class=\"n\">%llu</td><td class=\"n\">%.1f%%</td>", (unsigned long long)n,
                   total ? 100.0 * (double)n / (double)total : 0.0);
        bar(out, o == OUTCOME_PASS ? 0 : n, o == OUTCOME_PASS ? n : 0, total);
        buf_add(out, STR("</tr>\n"));
    }
    chart_end(out);
}

/* The most frequent one that is not taken yet; signals_count() when there is none. */
size_t html_most_frequent(const uint64_t *counts, const bool *taken)
{
    size_t best = signals_count();

    for (size_t i = 0; i < signals_count(); i++)
        if (counts[i] && !taken[i] && (best == signals_count() || counts[i] > counts[best]))
            best = i;
    return best;
}

void html_chart_reasons(const struct report_page *p, struct buf *out)
{
    bool *taken = ARENA_ARRAY(out->a, bool, signals_count());
    const uint64_t *counts = p->sums.reasons;
    size_t i = html_most_frequent(counts, taken);
    uint64_t most = i < signals_count() ? counts[i] : 0;

    if (!most)
        return;
    chart_start(out, p->lang, "by-reason", "by-reason-note");
    html_column(out, p->lang, "reason", "k");
    html_column(out, p->lang, "count", "n");
    buf_add(out, STR("<td></td></tr></thead><tbody>\n"));
    for (size_t row = 0; row < REASONS_SHOWN && i < signals_count(); row++, i = html_most_frequent(counts, taken)) {
        taken[i] = true;
        buf_add(out, STR("<tr>"));
        html_tagged(out, "th scope=\"row\" class=\"k\"", text_get(p->lang, signals[i]->id, "title"));
        buf_format(out, "<td class=\"n\">%llu</td>", (unsigned long long)counts[i]);
        bar(out, counts[i], 0, most);
        buf_add(out, STR("</tr>\n"));
    }
    chart_end(out);
}

/* Days, months or years with mail: whichever is not too long a list. A date is what a stranger wrote: gaps are left out,
 * so that one mail "of 2099" does not flatten the rest. */
struct span { char name[16]; uint64_t counts[2]; };

static void span_name(int64_t day, size_t unit, char out[16])
{
    static const char *const formats[] = { "%Y-%m-%d", "%Y-%m", "%Y" };
    time_t t = (time_t)day * HTML_DAY;
    struct tm utc;

    if (!gmtime_r(&t, &utc) || strftime(out, 16, formats[unit], &utc) == 0)
        out[0] = 0;
}

static size_t spans_of(const struct report_sums *sums, size_t unit, struct span *out, size_t room)
{
    size_t n = 0;

    for (int64_t day = DAY_FIRST; day < DAY_END; day++) {
        const uint32_t *counts = sums->days[day - DAY_FIRST];
        char name[16];

        if (counts[0] + counts[1] == 0)
            continue;
        span_name(day, unit, name);
        if (n == 0 || strcmp(out[n - 1].name, name) != 0) {
            if (n == room)
                return room + 1;
            out[n] = (struct span){ 0 };
            memcpy(out[n++].name, name, sizeof name);
        }
        out[n - 1].counts[0] += counts[0];
        out[n - 1].counts[1] += counts[1];
    }
    return n;
}

void html_chart_days(const struct report_page *p, struct buf *out)
{
    static const size_t most[] = { DAYS_SHOWN, MONTHS_SHOWN, 101 };
    struct span spans[101];
    size_t unit = 0, n = spans_of(&p->sums, 0, spans, most[0]);
    uint64_t highest = 1;

    while (n > most[unit] && unit < 2)
        unit++, n = spans_of(&p->sums, unit, spans, most[unit]);
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        highest = spans[i].counts[0] + spans[i].counts[1] > highest ? spans[i].counts[0] + spans[i].counts[1] : highest;
    chart_start(out, p->lang, "by-day", "by-day-note");
    html_column(out, p->lang, "day", "k");
    html_column(out, p->lang, "stopped-short", "n");
    html_column(out, p->lang, "count", "n");
    buf_add(out, STR("<td></td></tr></thead><tbody>\n"));
    for (size_t i = 0; i < n; i++) {
        buf_format(out, "<tr><th scope=\"row\" class=\"k\">%s</th><td class=\"n\">%llu</td><td class=\"n\">%llu</td>", spans[i].name,
                   (unsigned long long)spans[i].counts[1], (unsigned long long)(spans[i].counts[0] + spans[i].counts[1]));
        bar(out, spans[i].counts[1], spans[i].counts[0], highest);
        buf_add(out, STR("</tr>\n"));
    }
    if (p->sums.no_day > 0) {
        buf_add(out, STR("<tr>"));
        html_tagged_word(out, "th scope=\"row\" class=\"k\"", p->lang, "no-day");
        buf_format(out, "<td class=\"n\"></td><td class=\"n\">%llu</td><td></td></tr>\n", (unsigned long long)p->sums.no_day);
    }
    chart_end(out);
}
