/* `sekisho verdict replay`: judges recorded mails again, from their facts, and says where the answer differs. */
#include "cmd/cmd.h"
#include "facts/record.h"
#include "verdict/card.h"

#include <stdio.h>
#include <stdlib.h>

struct replay { const char *lang; const char *path; uint64_t mails, different; };

static bool same(const struct record *r, const struct verdict *v)
{
    size_t n = 0;

    while (n < VERDICT_RULES_MAX && v->rules[n])
        n++;
    if (r->outcome != v->outcome || (int)r->decibans * (r->negative ? -1 : 1) != v->decibans || r->rules.n != n || r->signals.n != v->n)
        return false;
    for (uint32_t i = 0; i < r->rules.n; i++)
        if (!str_eq(*LIST_AT(r->rules, str, i), str_of(v->rules[i])))
            return false;
    for (uint32_t i = 0; i < r->signals.n; i++)
        if (!str_eq(*LIST_AT(r->signals, str, i), str_of(v->findings[i].signal->id)))
            return false;
    return true;
}

/* A record of a mail that could not be read holds no facts but its hash: there is nothing to judge again. */
static bool was_unreadable(const struct record *r)
{
    return r->signals.n == 1 && str_eq(*LIST_AT(r->signals, str, 0), STR("mail.unreadable"));
}

static void replay_one(struct replay *k, const struct record *r, struct arena *a)
{
    struct verdict v = was_unreadable(r) ? verdict_unreadable(a, STR("")) : verdict_of(&r->facts, a, false);
    bool is_same = same(r, &v);
    str path = card_clean(a, r->path), then = r->data_version;

    k->mails++;
    k->different += !is_same;
    if (is_same)
        return;
    printf("%.*s (%llu): %s %+d → %s %+d", STR_FMT(path), (unsigned long long)r->index, outcome_names[r->outcome],
           (int)r->decibans * (r->negative ? -1 : 1), outcome_names[v.outcome], v.decibans);
    if (!str_eq(then, str_of(data_version())))
        printf("   data %.*s → %s", STR_FMT(then), data_version());
    putchar('\n');
}

static int replay_file(struct replay *k, FILE *in, struct arena *a, struct fail *why)
{
    char magic[sizeof RECORD_MAGIC - 1];
    unsigned char length[4];
    size_t got;

    if (fread(magic, 1, sizeof magic, in) != sizeof magic || memcmp(magic, RECORD_MAGIC, sizeof magic) != 0)
        return fail_set(why, "fail.record", "%s: not a record", k->path);
    while ((got = fread(length, 1, 4, in)) == 4) {
        size_t n = length[0] | (size_t)length[1] << 8 | (size_t)length[2] << 16 | (size_t)length[3] << 24;
        struct record r;
        char *frame;

        arena_reset(a, 4 << 20);
        if (n > NOUN_FRAME_MAX)
            return fail_set(why, "fail.record", "%s: record %llu is too long", k->path, (unsigned long long)k->mails);
        frame = arena_alloc(a, n);
        if (fread(frame, 1, n, in) != n)
            return fail_set(why, "fail.record", "%s: cut short after %llu records", k->path, (unsigned long long)k->mails);
        if (noun_decode(&noun_record, str_from(frame, n), a, &r, why) < 0)
            return -1;
        replay_one(k, &r, a);
    }
    return got == 0 ? 0 : fail_set(why, "fail.record", "%s: cut short after %llu records", k->path, (unsigned long long)k->mails);
}

static int run(const struct cmd *self, int argc, char **argv)
{
    struct options o;
    struct replay k = { 0 };
    struct arena a;
    bool could_not = false;

    if (options_read(self, argc, argv, &o) < 0)
        return EXIT_USAGE_WRONG;
    if (o.path_count == 0) {
        usage_print(self, true);
        return EXIT_USAGE_WRONG;
    }
    if (!arena_open(&a, 1 << 30, NULL))
        return EXIT_COULD_NOT;
    k.lang = o.lang;
    for (int i = 0; i < o.path_count; i++) {
        FILE *in = fopen(o.paths[i], "rbe");
        struct fail why = { 0 };

        k.path = o.paths[i];
        if (!in)
            fail_set(&why, "fail.open", "%s", k.path);
        else if (replay_file(&k, in, &a, &why) == 0)
            why.id = NULL;
        if (in)
            fclose(in);
        if (why.id) {
            fail_print(o.lang, &why);
            could_not = true;
        }
    }
    printf("%llu replayed, %llu different\n", (unsigned long long)k.mails, (unsigned long long)k.different);
    arena_close(&a);
    free(o.paths);
    return could_not ? EXIT_COULD_NOT : k.different ? EXIT_FOUND : EXIT_NOTHING;
}

const struct cmd cmd_verdict_replay = {
    "verdict replay", "FILE…", "Judge recorded mails (mail scan --record) again and say where the verdict differs", NULL, run };
