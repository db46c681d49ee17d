/* `sekisho mail explain`: the story of one mail for a vendor: what was read, by which view, what it came to and why. */
#include "base/text.h"
#include "cmd/cmd.h"
#include "cmd/scan.h"
#include "intake/files.h"
#include "proc/pool.h"
#include "verdict/card.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES_SHOWN = 160, EXPLAIN_TEXT = 2000 };

struct story { const char *lang; struct arena *a; str bytes; const struct case_facts *facts; const struct verdict *verdict; struct buf out; };

static void title(struct story *k, const char *id)
{
    str text = text_get(k->lang, "explain", id);

    buf_format(&k->out, "\n%.*s\n", STR_FMT(text.n ? text : str_of(id)));
}

static void line(struct story *k, const char *what, str value)
{
    str clean = card_clean(k->a, value);

    buf_format(&k->out, "  %-18s %.*s\n", what, STR_FMT(clean));
}

static void headers(struct story *k)
{
    const struct mail_facts *m = &k->facts->mail;

    title(k, "headers");
    for (uint32_t i = 0; i < m->headers.n; i++) {
        const struct header *h = LIST_AT(m->headers, struct header, i);
        str name = card_clean(k->a, h->name), value = card_clean(k->a, h->value);

        buf_format(&k->out, "  %6llu  %.*s: %.*s\n", (unsigned long long)h->offset, STR_FMT(name), STR_FMT(value));
    }
}

/* One line a part, one column a view: what a program shows is in its column. */
static void parts(struct story *k)
{
    const struct mail_facts *m = &k->facts->mail;

    title(k, "parts");
    for (unsigned v = 0; v < VIEW_COUNT; v++) {
        str word = text_get(k->lang, "view", view_names[v]);

        buf_format(&k->out, "  %c  %s  %.*s\n", (char)('A' + v), view_names[v], STR_FMT(word));
    }
    for (uint32_t i = 0; i < m->parts.n; i++) {
        const struct part *p = LIST_AT(m->parts, struct part, i);
        str name = card_clean(k->a, p->name), type = card_clean(k->a, p->type);

        buf_add(&k->out, STR("  "));
        for (unsigned v = 0; v < VIEW_COUNT; v++)
            buf_put(&k->out, p->views >> v & 1 ? (char)('A' + v) : '.');
        buf_format(&k->out, "  %-8.*s %-28.*s %-10s %8llu @%llu+%llu  %.*s", STR_FMT(p->path), STR_FMT(type), file_type_names[p->found],
                   (unsigned long long)p->size, (unsigned long long)p->offset, (unsigned long long)p->raw_size, STR_FMT(name));
        for (unsigned t = 0; part_trait_names[t]; t++)
            if (p->traits >> t & 1)
                buf_format(&k->out, " [%s]", part_trait_names[t]);
        for (unsigned t = 0; name_odd_names[t]; t++)
            if (p->name_odd >> t & 1)
                buf_format(&k->out, " {%s}", name_odd_names[t]);
        buf_put(&k->out, '\n');
    }
}

/* The bytes an oddity is about, every one of them visible: <00> <0D> <0A> <A0>. */
static void marked_bytes(struct story *k, const struct oddity *o)
{
    str bytes = str_take(str_sub(k->bytes, o->offset, o->length), BYTES_SHOWN);

    if (bytes.n == 0)
        return;
    buf_add(&k->out, STR("          »"));
    for (size_t i = 0; i < bytes.n; i++) {
        if (bytes.p[i] >= 0x20 && bytes.p[i] < 0x7F)
            buf_put(&k->out, bytes.p[i]);
        else
            buf_format(&k->out, "<%02X>", (unsigned)bytes.p[i]);
    }
    buf_add(&k->out, o->length > bytes.n ? STR("…\n") : STR("«\n"));
}

static void oddities(struct story *k)
{
    const struct mail_facts *m = &k->facts->mail;

    title(k, "oddities");
    for (uint32_t i = 0; i < m->oddities.n; i++) {
        const struct oddity *o = LIST_AT(m->oddities, struct oddity, i);
        str word = text_get(k->lang, "odd", odd_names[o->kind]), detail = card_clean(k->a, o->detail);

        buf_format(&k->out, "  %6llu  %s  %.*s  %.*s\n", (unsigned long long)o->offset, odd_names[o->kind], STR_FMT(word), STR_FMT(detail));
        marked_bytes(k, o);
    }
}

static void found(struct story *k)
{
    const struct verdict *v = k->verdict;

    title(k, "signals");
    for (size_t i = 0; i < v->n; i++) {
        const struct weighed *w = &v->findings[i];
        str name = text_get(k->lang, w->signal->id, "title"), claimed = card_clean(k->a, w->evidence.claimed),
            actual = card_clean(k->a, w->evidence.actual), where = card_clean(k->a, w->evidence.where);

        buf_format(&k->out, "  %+4d dB  %-44s %.*s\n", w->decibans, w->signal->id, STR_FMT(name));
        buf_format(&k->out, "           claimed “%.*s”  actual “%.*s”  where “%.*s”\n", STR_FMT(claimed), STR_FMT(actual), STR_FMT(where));
    }
}

static void decided(struct story *k)
{
    const struct verdict *v = k->verdict;
    const struct mail_facts *m = &k->facts->mail;
    struct card card = card_of(v, k->facts, k->lang, CARD_WOULD, k->a);

    title(k, "verdict");
    line(k, outcome_names[v->outcome], card.headline);
    buf_format(&k->out, "  %-18s %+d\n", "decibans", v->decibans);
    for (size_t i = 0; i < VERDICT_RULES_MAX && v->rules[i]; i++)
        line(k, "rule", str_of(v->rules[i]));
    line(k, "counterfactual", card.change);
    buf_format(&k->out, "  %-18s %llu bytes, %llu tokens, %llu children\n", "work", (unsigned long long)m->work_bytes,
               (unsigned long long)m->work_tokens, (unsigned long long)m->work_children);
}

static void body(struct story *k)
{
    str rest = str_take(k->facts->mail.text.visible, EXPLAIN_TEXT);

    title(k, "text");
    while (rest.n > 0) {
        str text = str_trim_end(str_line(&rest));

        for (; text.n > 0; ) {
            str shown = card_clean(k->a, str_take(text, 200));

            buf_format(&k->out, "  │ %.*s\n", STR_FMT(shown));
            text = str_skip(text, 200);
        }
    }
}

static void tell(struct story *k)
{
    char hex[65];

    sha256_hex(&k->facts->mail.sha256, hex);
    line(k, "sha256", str_of(hex));
    decided(k);
    found(k);
    oddities(k);
    parts(k);
    headers(k);
    body(k);
}

/* Settings that a verdict stands on, as for `mail scan`. */
static int configure(const struct cmd *self, const struct options *o, struct arena *a, struct case_facts *facts, struct fail *why)
{
    const char *site = option(self, o, "--site"), *arrival = option(self, o, "--arrival");
    str text;

    if (site && (file_text(site, a, &text, why) < 0 || noun_config(&noun_site, text, site, a, &facts->site, why) < 0))
        return -1;
    if (arrival && (file_text(arrival, a, &text, why) < 0 || noun_config(&noun_arrival, text, arrival, a, &facts->arrival, why) < 0))
        return -1;
    return 0;
}

static int explain_one(const struct options *o, struct pool *pool, struct intake *in, struct arena *a, struct case_facts *facts)
{
    struct intake_item item;
    struct pool_answer answer;
    struct verdict verdict;
    struct story k = { .lang = o->lang, .a = a, .facts = facts, .verdict = &verdict };

    while (intake_next(in, &item)) {
        if (item.failed) {
            fail_print(o->lang, &item.fail);
            return EXIT_COULD_NOT;
        }
        k.bytes = item.bytes;
        if (!pool_submit(pool, 0, item.bytes) || !pool_next(pool, a, &answer))
            return EXIT_COULD_NOT;
        if (answer.how == READ_OK) {
            facts->mail = answer.facts;
            verdict = verdict_of(facts, a, true);
        } else {
            facts->mail = (struct mail_facts){ .size = item.bytes.n, .sha256 = answer.sha256 };
            verdict = verdict_unreadable(a, str_of(read_how_names[answer.how]));
        }
        k.out = buf_new(a, 64 << 10);
        tell(&k);
        fwrite(k.out.p, 1, k.out.n, stdout);
        return verdict.outcome == OUTCOME_PASS ? EXIT_NOTHING : EXIT_FOUND;
    }
    return EXIT_COULD_NOT;
}

static int run(const struct cmd *self, int argc, char **argv)
{
    struct options o;
    struct arena a;
    struct case_facts facts = { 0 };
    struct pool *pool = NULL;
    struct intake *in = NULL;
    struct fail why = { 0 };
    int code = EXIT_COULD_NOT;

    if (options_read(self, argc, argv, &o) < 0)
        return EXIT_USAGE_WRONG;
    if (o.path_count != 1) {
        usage_print(self, true);
        return EXIT_USAGE_WRONG;
    }
    if (!arena_open(&a, 1 << 30, NULL))
        return EXIT_COULD_NOT;
    if (configure(self, &o, &a, &facts, &why) < 0 || pool_open(&pool, &(struct pool_options){ 0 }, &why) < 0
        || intake_open(&in, (const char *const *)o.paths, 1, &why) < 0)
        fail_print(o.lang, &why);
    else
        code = explain_one(&o, pool, in, &a, &facts);
    if (in)
        intake_close(in);
    if (pool)
        pool_close(pool);
    arena_close(&a);
    free(o.paths);
    return code;
}

static const struct option_row options[] = {
    { "--site",    "FILE", "as for mail scan" },
    { "--arrival", "FILE", "as for mail scan" },
    { 0 } };

const struct cmd cmd_mail_explain = {
    "mail explain", "FILE", "Tell the whole story of one mail: parts as each program sees them, oddities, signals, rule", options, run };
