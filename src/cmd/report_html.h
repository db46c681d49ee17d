/* The report's HTML. Whatever comes from a mail goes through html_text: there is no other way into the page. */
#ifndef SEKISHO_CMD_REPORT_HTML_H
#define SEKISHO_CMD_REPORT_HTML_H

#include "base/fail.h"
#include "cmd/report.h"
#include "verdict/card.h"

enum {
    DAY_FIRST = 10957, DAY_END = 47482,         /* 2000-01-01 up to before 2100-01-01, in days since 1970 */
    HTML_DAY = 24 * 60 * 60,
    LIST_FAILED = OUTCOME_HOLD + 1, LISTS,      /* lists are outcomes, and what could not be opened */
};

/* What the charts are made of. */
struct report_sums {
    uint64_t lists[LISTS], shown[LISTS];        /* mails; rows kept */
    uint64_t *reasons;                          /* by place in signals[] */
    uint64_t no_day;
    uint32_t (*days)[2];                        /* by day since DAY_FIRST: passed, others */
};

struct report_page { const char *lang; const struct case_facts *base; struct report_sums sums; };

/* Text, for elements and quoted attributes alike: markup as entities; controls, direction marks and what shows nothing
 * written out as 〔U+202E〕; what is no UTF-8 as U+FFFD. */
void html_text(struct buf *out, str s);

/* One element around text; `tag` may carry attributes of our own. A word is one of text/<lang>/report.txt. */
void html_tagged(struct buf *out, const char *tag, str s);
void html_word(struct buf *out, const char *lang, const char *key);
void html_tagged_word(struct buf *out, const char *tag, const char *lang, const char *key);
/* The word of an outcome in its frame: told by word and frame, never by colour alone. */
void html_outcome_word(struct buf *out, const char *lang, unsigned list);

/* One row of the list and, unless the mail passes, its card. `number` joins the two. */
void html_row(const char *lang, const struct scanned *m, const struct card *card, uint64_t number, struct buf *out);
void html_card(const char *lang, const struct scanned *m, const struct card *card, uint64_t number, struct buf *out);
void html_unopened(const char *lang, str path, uint64_t index, const struct fail *f, struct buf *out);

/* The page around them, in this order: head; rows of each list; middle; for each outcome but pass the
 * heading and its cards; foot. */
void html_head(const struct report_page *p, struct buf *out);
void html_middle(const struct report_page *p, struct buf *out);
void html_group(const struct report_page *p, enum outcome outcome, struct buf *out);
void html_foot(const struct report_page *p, struct buf *out);

/* report_charts.c */
void html_column(struct buf *out, const char *lang, const char *key, const char *class);
void html_chart_outcomes(const struct report_page *p, uint64_t total, struct buf *out);
void html_chart_reasons(const struct report_page *p, struct buf *out);
void html_chart_days(const struct report_page *p, struct buf *out);
/* The most frequent signal that is not taken yet, by place; signals_count() when there is none. */
size_t html_most_frequent(const uint64_t *counts, const bool *taken);

/* The day, in the time zone of this machine, since 1970; false when there is none or it is out of the years above. */
bool html_day(int64_t seconds, int64_t *day);

#endif
