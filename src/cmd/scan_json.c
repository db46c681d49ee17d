/* `--json`: one object a line. Versioned: a member is never renamed or given another meaning within a version. */
#include "cmd/scan.h"
#include "verdict/card.h"

enum { JSON_VERSION = 1 };

static void key_str(struct json *j, const char *key, str value)
{
    json_key(j, key);
    json_str(j, value);
}

static void evidence_json(struct json *j, const struct evidence *ev)
{
    json_key(j, "evidence");
    json_object(j);
    key_str(j, "claimed", ev->claimed);
    key_str(j, "actual", ev->actual);
    key_str(j, "where", ev->where);
    json_end_object(j);
}

static void signals_json(struct json *j, const struct verdict *v)
{
    json_key(j, "signals");
    json_array(j);
    for (size_t i = 0; i < v->n; i++) {
        const struct weighed *f = &v->findings[i];

        json_object(j);
        key_str(j, "id", str_of(f->signal->id));
        key_str(j, "severity", str_of(severity_names[f->signal->severity]));
        key_str(j, "group", str_of(group_names[f->signal->group]));
        json_key(j, "decibans");
        json_int(j, f->decibans);
        evidence_json(j, &f->evidence);
        json_end_object(j);
    }
    json_end_array(j);
}

static void reasons_json(struct json *j, const struct card *card)
{
    key_str(j, "headline", card->headline);
    json_key(j, "reasons");
    json_array(j);
    for (size_t i = 0; i < card->reason_count; i++) {
        json_object(j);
        key_str(j, "id", str_of(card->reasons[i].signal->id));
        key_str(j, "title", card->reasons[i].title);
        key_str(j, "saw", card->reasons[i].saw);
        key_str(j, "why", card->reasons[i].why);
        json_key(j, "measures");
        json_array(j);
        for (const char *const *m = card->reasons[i].signal->serves; *m; m++)
            json_str(j, str_of(*m));
        json_end_array(j);
        json_end_object(j);
    }
    json_end_array(j);
}

static void counterfactual_json(struct json *j, const struct counterfactual *c, const struct card *card)
{
    json_key(j, "counterfactual");
    if (!c->id[0]) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "changes");
    json_array(j);
    for (size_t i = 0; i < 2 && c->id[i]; i++)
        json_str(j, str_of(c->id[i]));
    json_end_array(j);
    key_str(j, "outcome", str_of(outcome_names[c->outcome]));
    key_str(j, "text", card->change);
    json_end_object(j);
}

static void work_json(struct json *j, const struct mail_facts *m)
{
    json_key(j, "work");
    json_object(j);
    json_key(j, "bytes"), json_int(j, (int64_t)m->work_bytes);
    json_key(j, "tokens"), json_int(j, (int64_t)m->work_tokens);
    json_key(j, "children"), json_int(j, (int64_t)m->work_children);
    json_end_object(j);
}

void scan_json(const struct scanned *s, const char *lang, struct buf *out)
{
    struct json j = json_to(out);
    const struct verdict *v = s->verdict;
    struct card card = card_of(v, s->facts, lang, CARD_WOULD, out->a);
    char hex[65];

    sha256_hex(&s->facts->mail.sha256, hex);
    json_object(&j);
    json_key(&j, "version"), json_int(&j, JSON_VERSION);
    key_str(&j, "path", s->path);
    json_key(&j, "index"), json_int(&j, (int64_t)s->index);
    key_str(&j, "sha256", str_of(hex));
    json_key(&j, "size"), json_int(&j, (int64_t)s->facts->mail.size);
    key_str(&j, "outcome", str_of(outcome_names[v->outcome]));
    json_key(&j, "decibans"), json_int(&j, v->decibans);
    json_key(&j, "rules"), json_array(&j);
    for (size_t i = 0; i < VERDICT_RULES_MAX && v->rules[i]; i++)
        json_str(&j, str_of(v->rules[i]));
    json_end_array(&j);
    reasons_json(&j, &card);
    signals_json(&j, v);
    counterfactual_json(&j, &v->counterfactual, &card);
    work_json(&j, &s->facts->mail);
    json_key(&j, "errors"), json_array(&j);
    if (s->error)
        json_str(&j, str_of(s->error));
    json_end_array(&j);
    key_str(&j, "data_version", str_of(data_version()));
    if (s->with_facts) {
        json_key(&j, "facts");
        noun_json(&noun_mail, &s->facts->mail, &j);
    }
    json_end_object(&j);
    buf_put(out, '\n');
}
