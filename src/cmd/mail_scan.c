/* `sekisho mail scan`: reads mail, says what each would come to and why. Changes nothing. */
#include "base/clock.h"
#include "base/text.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "cmd/report.h"
#include "cmd/scan.h"
#include "facts/record.h"
#include "intake/files.h"
#include "proc/pool.h"
#include "verdict/card.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { QUEUE = POOL_READERS_MAX * POOL_DEPTH + 1, JOBS_MAX = POOL_READERS_MAX, OUTPUT_FLUSH = 64 << 10 };

/* What is remembered of a mail between submission and answer: its place in the order. */
struct waiting { char *path; uint64_t index; bool failed; struct fail fail; struct sha256 sha256; uint64_t size; };

struct scan {
    struct options o;
    const char *lang;
    bool json, with_facts, colour, progress;
    unsigned columns;
    struct arena settings, mail;        /* for the run; for one mail */
    struct case_facts base;             /* site, arrival, now: the same for every mail */
    int record;                         /* descriptor of --record, or -1 */
    struct report *report;              /* of --report, or NULL */
    struct pool *pool;
    struct intake *intake;
    struct intake_item item;            /* taken from the intake, not yet submitted */
    bool have_item, no_more;
    struct waiting queue[QUEUE];
    uint64_t first, next;               /* of the queue: [first, next) */
    uint64_t counts[4], failed, unreadable;
    int64_t told;                       /* when progress was last shown */
};

/* --- Settings ---------------------------------------------------------------------------------------------------- */

static int read_config(struct scan *s, const struct noun *of, const char *path, void *it, struct fail *why)
{
    str text;

    if (!path)
        return 0;
    if (file_text(path, &s->settings, &text, why) < 0)
        return -1;
    return noun_config(of, text, path, &s->settings, it, why);
}

static int open_record(struct scan *s, const char *path, struct fail *why)
{
    s->record = -1;
    if (!path)
        return 0;
    s->record = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (s->record < 0 || write(s->record, RECORD_MAGIC, sizeof RECORD_MAGIC - 1) != sizeof RECORD_MAGIC - 1)
        return fail_set(why, "fail.write", "%s", path);
    return 0;
}

/* The clock is read once: every mail of a run is judged at the same moment, so a run can be repeated. */
static int read_now(const char *value, int64_t *now)
{
    uint64_t number;

    *now = clock_now(&clock_system);
    if (!value)
        return 0;
    if (!str_number(str_of(value), INT64_MAX, &number))
        return -1;
    *now = (int64_t)number;
    return 0;
}

static int open_report(struct scan *s, const char *path, struct fail *why)
{
    return path ? report_open(&s->report, path, s->lang, &s->base, why) : 0;
}

static void look_at_terminal(struct scan *s)
{
    struct winsize size = { 0 };
    bool terminal = isatty(STDOUT_FILENO);

    s->columns = terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
    s->colour = terminal && !getenv("NO_COLOR");
    s->progress = isatty(STDERR_FILENO) && (!terminal || s->json);
}

static void read_without_sweep(struct arena *a, struct work *w, str bytes, const struct mail_options *options, struct mail_facts *out)
{
    struct mail_options own = options ? *options : (struct mail_options){ 0 };

    own.no_sweep = true;
    mail_read(a, w, bytes, &own, out);
}

static void read_all_views(struct arena *a, struct work *w, str bytes, const struct mail_options *options, struct mail_facts *out)
{
    struct mail_options own = options ? *options : (struct mail_options){ 0 };

    own.all_views = true;
    mail_read(a, w, bytes, &own, out);
}

static int start(const struct cmd *self, struct scan *s, struct fail *why)
{
    const char *jobs = option(self, &s->o, "-j");
    struct pool_options pool = { .read = option(self, &s->o, "--no-sweep") ? read_without_sweep
                                       : option(self, &s->o, "--all-views") ? read_all_views : NULL };
    uint64_t readers = 1;

    if (jobs && (!str_number(str_of(jobs), JOBS_MAX, &readers) || readers == 0)) {
        fprintf(stderr, "sekisho mail scan: -j takes a number from 1 to %d\n", JOBS_MAX);
        return EXIT_USAGE_WRONG;
    }
    if (read_now(option(self, &s->o, "--now"), &s->base.now) < 0) {
        fprintf(stderr, "sekisho mail scan: --now takes seconds since 1970\n");
        return EXIT_USAGE_WRONG;
    }
    pool.readers = (unsigned)readers;
    if (!arena_open(&s->settings, 256 << 20, NULL) || !arena_open(&s->mail, 1 << 30, NULL)) {
        fail_set(why, "fail.memory", "address space");
        return EXIT_COULD_NOT;
    }
    if (read_config(s, &noun_site, option(self, &s->o, "--site"), &s->base.site, why) < 0
        || read_config(s, &noun_arrival, option(self, &s->o, "--arrival"), &s->base.arrival, why) < 0
        || open_record(s, option(self, &s->o, "--record"), why) < 0
        || open_report(s, option(self, &s->o, "--report"), why) < 0
        || pool_open(&s->pool, &pool, why) < 0
        || intake_open(&s->intake, (const char *const *)s->o.paths, (size_t)s->o.path_count, why) < 0)
        return EXIT_COULD_NOT;
    pool_hide(&s->mail);
    return EXIT_NOTHING;
}

/* --- One mail ------------------------------------------------------------------------------------------------------ */

static int write_record(struct scan *s, const struct scanned *m)
{
    const struct verdict *v = m->verdict;
    struct record r = {
        .path = m->path, .index = m->index, .version = STR(SEKISHO_VERSION), .data_version = str_of(data_version()),
        .outcome = v->outcome, .negative = v->decibans < 0, .decibans = (uint32_t)abs(v->decibans), .facts = *m->facts,
    };
    struct buf out = buf_new(&s->mail, 64 << 10);
    char length[4];

    r.rules = (struct list){ ARENA_ARRAY(&s->mail, str, VERDICT_RULES_MAX), 0 };
    for (size_t i = 0; i < VERDICT_RULES_MAX && v->rules[i]; i++)
        *LIST_AT(r.rules, str, r.rules.n++) = str_of(v->rules[i]);
    r.signals = (struct list){ ARENA_ARRAY(&s->mail, str, v->n), 0 };
    for (size_t i = 0; i < v->n; i++)
        *LIST_AT(r.signals, str, r.signals.n++) = str_of(v->findings[i].signal->id);
    noun_encode(&noun_record, &r, &out);
    if (out.n > NOUN_FRAME_MAX) {
        /* No signal reads the visible text; hits of phrases are facts of their own. */
        r.facts.mail.text.visible = STR("");
        out.n = 0;
        noun_encode(&noun_record, &r, &out);
    }
    for (size_t i = 0; i < 4; i++)
        length[i] = (char)(out.n >> 8 * i);
    return write(s->record, length, 4) == 4 && write(s->record, out.p, out.n) == (ssize_t)out.n ? 0 : -1;
}

static void say(struct scan *s, const struct scanned *m)
{
    struct buf out = buf_new(&s->mail, 64 << 10);

    if (s->json)
        scan_json(m, s->lang, &out);
    else if (m->verdict->outcome != OUTCOME_PASS)
        card_print(m, s->lang, s->columns, s->colour, &out);
    fwrite(out.p, 1, out.n, stdout);
}

static void judge(struct scan *s, const struct waiting *w, struct pool_answer *answer)
{
    struct case_facts facts = s->base;
    struct verdict verdict;
    struct scanned m = { .path = str_of(w->path), .index = w->index, .facts = &facts, .verdict = &verdict, .with_facts = s->with_facts };

    if (answer->how == READ_OK) {
        facts.mail = answer->facts;
        verdict = verdict_of(&facts, &s->mail, true);
    } else {
        s->unreadable++;
        facts.mail = (struct mail_facts){ .size = w->size, .sha256 = w->sha256 };
        verdict = verdict_unreadable(&s->mail, str_of(read_how_names[answer->how]));
        m.error = arena_format(&s->mail, "%s: %s", read_how_names[answer->how], answer->why).p;
    }
    s->counts[verdict.outcome]++;
    say(s, &m);
    if (s->report)
        report_mail(s->report, &m, &s->mail);
    if (s->record >= 0 && write_record(s, &m) < 0) {
        struct fail why;

        fail_set(&why, "fail.write", "--record");
        fail_print(s->lang, &why);
        s->failed++;
        close(s->record);
        s->record = -1;
    }
}

static void say_failed(struct scan *s, const struct waiting *w)
{
    s->failed++;
    fflush(stdout);
    fail_print(s->lang, &w->fail);
    if (s->report) {
        arena_reset(&s->mail, 4 << 20);
        report_unopened(s->report, str_of(w->path), w->index, &w->fail, &s->mail);
    }
}

/* --- The flow: take, submit, judge, in order ----------------------------------------------------------------------- */

static bool queue_full(const struct scan *s)    { return s->next - s->first == QUEUE; }

static void enqueue(struct scan *s, const struct intake_item *item)
{
    struct waiting *w = &s->queue[s->next++ % QUEUE];

    free(w->path);
    *w = (struct waiting){ .path = strndup(item->path.p, item->path.n), .index = item->index, .failed = item->failed,
                           .fail = item->fail, .size = item->bytes.n };
    if (!w->path)
        abort();
}

/* Hands readers all they can take. Things that could not be opened wait their turn in the same queue. */
static void fill(struct scan *s)
{
    while (!queue_full(s) && !s->no_more) {
        if (!s->have_item) {
            s->have_item = intake_next(s->intake, &s->item);
            s->no_more = !s->have_item;
            continue;
        }
        if (!s->item.failed && !pool_submit(s->pool, s->next, s->item.bytes))
            return;
        enqueue(s, &s->item);
        s->have_item = false;
    }
}

static void tell_progress(struct scan *s, bool last)
{
    int64_t now = clock_milliseconds();

    if (!s->progress || (!last && now - s->told < 500))
        return;
    s->told = now;
    if (last)
        fprintf(stderr, "\r\033[K");
    else
        fprintf(stderr, "\r\033[K%llu", (unsigned long long)s->first);
    fflush(stderr);
}

static void run_all(struct scan *s)
{
    for (;;) {
        struct pool_answer answer;
        struct waiting *w;

        fill(s);
        if (s->first == s->next)
            return;
        w = &s->queue[s->first % QUEUE];
        if (w->failed) {
            say_failed(s, w);
        } else {
            arena_reset(&s->mail, 4 << 20);
            if (!pool_next(s->pool, &s->mail, &answer))
                return;
            if (answer.how != READ_OK)
                w->sha256 = answer.sha256;
            judge(s, w, &answer);
        }
        s->first++;
        tell_progress(s, false);
    }
}

static void summary(struct scan *s)
{
    static const enum outcome order[] = { OUTCOME_HOLD, OUTCOME_ASK, OUTCOME_DISARM, OUTCOME_PASS };
    uint64_t total = 0;
    str label = text_get(s->lang, "terminal", "summary");

    if (s->json)
        return;
    for (size_t i = 0; i < 4; i++)
        total += s->counts[i];
    printf("%.*s %llu", STR_FMT(label), (unsigned long long)total);
    for (size_t i = 0; i < 4; i++) {
        str word = text_get(s->lang, "terminal", outcome_names[order[i]]);

        printf("   %.*s %llu", STR_FMT(word), (unsigned long long)s->counts[order[i]]);
    }
    if (s->failed) {
        str word = text_get(s->lang, "terminal", "failed");

        printf("   %.*s %llu", STR_FMT(word), (unsigned long long)s->failed);
    }
    putchar('\n');
}

static int close_report(struct scan *s)
{
    struct report *report = s->report;
    struct fail why;

    s->report = NULL;
    if (report_close(report, &why) == 0)
        return EXIT_NOTHING;
    fail_print(s->lang, &why);
    return EXIT_COULD_NOT;
}

static void stop(struct scan *s)
{
    if (s->intake)
        intake_close(s->intake);
    if (s->pool)
        pool_close(s->pool);
    if (s->record >= 0)
        close(s->record);
    report_drop(s->report);
    for (size_t i = 0; i < QUEUE; i++)
        free(s->queue[i].path);
    arena_close(&s->mail);
    arena_close(&s->settings);
    free(s->o.paths);
}

static int run(const struct cmd *self, int argc, char **argv)
{
    static struct scan s;               /* too large for the stack */
    struct fail why = { 0 };
    int code;

    s = (struct scan){ .record = -1 };
    if (options_read(self, argc, argv, &s.o) < 0)
        return EXIT_USAGE_WRONG;
    if (s.o.path_count == 0) {
        usage_print(self, true);
        return EXIT_USAGE_WRONG;
    }
    s.lang = s.o.lang;
    s.json = option(self, &s.o, "--json") != NULL;
    s.with_facts = option(self, &s.o, "--facts") != NULL;
    look_at_terminal(&s);
    code = start(self, &s, &why);
    if (code == EXIT_NOTHING) {
        run_all(&s);
        tell_progress(&s, true);
        summary(&s);
        if (fflush(stdout) != 0 || ferror(stdout)) {
            fail_set(&why, "fail.write", "standard output");
            code = EXIT_COULD_NOT;
        }
    }
    if (why.id)
        fail_print(s.lang, &why);
    if (code == EXIT_NOTHING && s.report)
        code = close_report(&s);
    if (code == EXIT_NOTHING)
        code = s.failed ? EXIT_COULD_NOT : s.counts[OUTCOME_PASS] == s.first ? EXIT_NOTHING : EXIT_FOUND;
    stop(&s);
    return code;
}

static const struct option_row options[] = {
    { "--json",     NULL,   "one JSON object a line instead of cards (docs/JSON.md)" },
    { "--facts",    NULL,   "with --json: also everything that was read in the mail" },
    { "--site",     "FILE", "whose house this is: own domains, partners, names, copiers (sekisho-site(5))" },
    { "--arrival",  "FILE", "how the mail arrived: envelope, client, authentication (sekisho-site(5))" },
    { "-j",         "N",    "readers at work at the same time (default 1)" },
    { "--record",   "FILE", "also write every verdict with all it stands on, for sekisho verdict replay" },
    { "--report",   "FILE", "also write one page for people: charts, list, every card (FILE.html)" },
    { "--now",      "SECONDS", "judge as of this moment (seconds since 1970) instead of the clock's" },
    { "--no-sweep", NULL,   "only what mail programs see; for tests of the views" },
    { "--all-views", NULL,  "read each mail once per program even where all agree; for tests of the views" },
    { 0 } };

const struct cmd cmd_mail_scan = {
    "mail scan", "PATH…", "Read mail files, mboxes, Maildirs, folders or - and say what is odd about each; changes nothing",
    options, run };
