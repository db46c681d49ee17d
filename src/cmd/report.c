/* The report's life: nameless files while mails are judged, one page at the end. */
#include "cmd/report.h"

#include "cmd/report_html.h"
#include "verdict/card.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY = 64 << 10 };

struct report {
    struct report_page page;
    char *path, *temporary;             /* FILE with its links followed; the template mkstemp fills in */
    FILE *rows[LISTS], *cards[LISTS];   /* nameless, by list */
    int error;                          /* of the first write that failed; nothing is written after it */
    uint64_t number;                    /* of mails so far */
};

/* --- Files --------------------------------------------------------------------------------------------------------- */

/* Mails' subjects are nobody else's business: mkstemp makes files only their owner can read. */
static int make_temporary(struct report *r)
{
    memset(r->temporary + strlen(r->temporary) - 6, 'X', 6);
    return mkostemp(r->temporary, O_CLOEXEC);
}

static FILE *open_nameless(struct report *r)
{
    int fd = make_temporary(r);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w+");

    if (fd >= 0)
        unlink(r->temporary);
    if (fd >= 0 && !f)
        close(fd);
    return f;
}

/* A full disk gets its room back at once. */
static void give_up(struct report *r)
{
    r->error = errno ? errno : EIO;
    for (size_t i = 0; i < LISTS; i++) {
        FILE *both[] = { r->rows[i], r->cards[i] };

        for (size_t k = 0; k < 2; k++)
            if (both[k])
                fclose(both[k]);
        r->rows[i] = r->cards[i] = NULL;
    }
}

static void add(struct report *r, FILE *to, const struct buf *bytes)
{
    if (!r->error && fwrite(bytes->p, 1, bytes->n, to) != bytes->n)
        give_up(r);
}

/* --- Collecting ---------------------------------------------------------------------------------------------------- */

/* Where the page will stand: links are followed, because renaming would replace the link; a device or a pipe is refused,
 * because renaming would replace it, too. */
static int find_place(struct report *r, const char *path, struct fail *why)
{
    struct stat st;

    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        errno = 0;
        return fail_set(why, "fail.report-file", "%s", path);
    }
    r->path = realpath(path, NULL);
    if (!r->path)
        r->path = strdup(path);
    if (!r->path || asprintf(&r->temporary, "%s.XXXXXX", r->path) < 0)
        abort();
    return 0;
}

int report_open(struct report **out, const char *path, const char *lang, const struct case_facts *base, struct fail *why)
{
    struct report *r = calloc(1, sizeof *r);
    struct report_sums *sums;
    int code;

    if (!r)
        abort();
    sums = &r->page.sums;
    r->page = (struct report_page){ .lang = lang, .base = base };
    sums->reasons = calloc(signals_count(), sizeof *sums->reasons);
    sums->days = calloc(DAY_END - DAY_FIRST, sizeof *sums->days);
    if (!sums->reasons || !sums->days)
        abort();
    code = find_place(r, path, why);
    for (size_t i = 0; i < LISTS && code == 0; i++) {
        r->rows[i] = open_nameless(r);
        r->cards[i] = r->rows[i] ? open_nameless(r) : NULL;
        if (!r->cards[i])
            code = fail_set(why, "fail.report", "%s", path);
    }
    if (code < 0)
        report_drop(r);
    else
        *out = r;
    return code;
}

static void count(struct report_sums *sums, const struct scanned *m, const struct card *card)
{
    int64_t day;

    sums->lists[m->verdict->outcome]++;
    if (html_day(m->facts->mail.date, &day))
        sums->days[day - DAY_FIRST][m->verdict->outcome != OUTCOME_PASS]++;
    else
        sums->no_day++;
    for (size_t i = 0; i < card->reason_count; i++)
        for (size_t k = 0; signals[k]; k++)
            sums->reasons[k] += signals[k] == card->reasons[i].signal;
}

void report_mail(struct report *r, const struct scanned *m, struct arena *a)
{
    static const uint64_t most[] = { REPORT_PASS_MAX, REPORT_CARDS_MAX, REPORT_CARDS_MAX, REPORT_CARDS_MAX };
    struct card card = card_of(m->verdict, m->facts, r->page.lang, CARD_WOULD, a);
    enum outcome outcome = m->verdict->outcome;
    struct buf html;

    count(&r->page.sums, m, &card);
    r->number++;
    if (r->error || r->page.sums.shown[outcome] == most[outcome])
        return;
    r->page.sums.shown[outcome]++;
    html = buf_new(a, 8 << 10);
    html_row(r->page.lang, m, &card, r->number, &html);
    add(r, r->rows[outcome], &html);
    if (outcome == OUTCOME_PASS || r->error)
        return;
    html.n = 0;
    html_card(r->page.lang, m, &card, r->number, &html);
    add(r, r->cards[outcome], &html);
}

void report_unopened(struct report *r, str path, uint64_t index, const struct fail *f, struct arena *a)
{
    struct report_sums *sums = &r->page.sums;
    struct buf html = buf_new(a, 8 << 10);

    if (sums->lists[LIST_FAILED]++ >= REPORT_FAILED_MAX || r->error)
        return;
    sums->shown[LIST_FAILED]++;
    html_unopened(r->page.lang, path, index, f, &html);
    add(r, r->rows[LIST_FAILED], &html);
}

/* --- Putting together ---------------------------------------------------------------------------------------------- */

static int copy(FILE *from, FILE *to)
{
    static char bytes[COPY];
    size_t n;

    if (fflush(from) != 0 || fseeko(from, 0, SEEK_SET) != 0)
        return -1;
    while ((n = fread(bytes, 1, sizeof bytes, from)) > 0)
        if (fwrite(bytes, 1, n, to) != n)
            return -1;
    return ferror(from) ? -1 : 0;
}

typedef void html_part(const struct report_page *p, struct buf *out);

static int put_part(struct report *r, struct arena *a, html_part *part, FILE *to)
{
    struct buf html;

    arena_reset(a, 1 << 20);
    html = buf_new(a, 64 << 10);
    part(&r->page, &html);
    return fwrite(html.p, 1, html.n, to) == html.n ? 0 : -1;
}

static int put_group(struct report *r, struct arena *a, enum outcome outcome, FILE *to)
{
    struct buf html;

    arena_reset(a, 1 << 20);
    html = buf_new(a, 4 << 10);
    html_group(&r->page, outcome, &html);
    return fwrite(html.p, 1, html.n, to) == html.n ? copy(r->cards[outcome], to) : -1;
}

static int put_page(struct report *r, FILE *to)
{
    static const unsigned order[LISTS] = { OUTCOME_HOLD, OUTCOME_ASK, OUTCOME_DISARM, LIST_FAILED, OUTCOME_PASS };
    struct arena a;
    int code;

    if (!arena_open(&a, 64 << 20, NULL))
        return -1;
    code = put_part(r, &a, html_head, to);
    for (size_t i = 0; i < LISTS && code == 0; i++)
        code = copy(r->rows[order[i]], to);
    code = code ? code : put_part(r, &a, html_middle, to);
    for (enum outcome o = OUTCOME_HOLD; o > OUTCOME_PASS && code == 0; o--)
        code = put_group(r, &a, o, to);
    code = code ? code : put_part(r, &a, html_foot, to);
    arena_close(&a);
    return code;
}

/* After a power cut there is the old file or the new one. A folder that cannot be synced is no reason to fail: the page
 * stands there. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

static int write_page(struct report *r)
{
    int fd = make_temporary(r), code, error;
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");

    if (fd < 0)
        return -1;
    code = to && put_page(r, to) == 0 && fflush(to) == 0 && fsync(fd) == 0 ? 0 : -1;
    error = errno;
    if (to ? fclose(to) != 0 : close(fd) != 0)
        code = -1;
    if (code == 0 && rename(r->temporary, r->path) == 0) {
        sync_folder(r->path);
        return 0;
    }
    error = code == 0 ? errno : error;
    unlink(r->temporary);
    errno = error;
    return -1;
}

int report_close(struct report *r, struct fail *why)
{
    int code = 0;

    if (!r->error && write_page(r) < 0)
        r->error = errno ? errno : EIO;
    if (r->error) {
        errno = r->error;
        code = fail_set(why, "fail.report", "%s", r->path);
    }
    report_drop(r);
    return code;
}

void report_drop(struct report *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < LISTS; i++) {
        if (r->rows[i])
            fclose(r->rows[i]);
        if (r->cards[i])
            fclose(r->cards[i]);
    }
    free(r->page.sums.reasons);
    free(r->page.sums.days);
    free(r->path);
    free(r->temporary);
    free(r);
}
