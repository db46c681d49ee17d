/* The mail's own headers: who, about what, in answer to what, signed by whom. */
#include "read/address.h"
#include "read/auth.h"
#include "read/reading.h"
#include "read/words.h"

enum { DKIM_MAX = 20, AUTH_RESULTS_MAX = 60, REFERENCES_MAX = 50 };

static str decoded(struct reading *r, str raw, uint32_t *odd)
{
    return str_trim(words_decode(r->a, r->w, raw, r->hint, odd));
}

static const struct raw_header *header(const struct reading *r, const char *name)
{
    return block_field(&r->top, str_of(name), 0);
}

static str value_of(const struct reading *r, const char *name)
{
    const struct raw_header *h = header(r, name);

    return h ? h->value : STR("");
}

static void list_headers(struct reading *r)
{
    uint32_t n = r->top.n < MAIL_HEADERS_MAX ? (uint32_t)r->top.n : MAIL_HEADERS_MAX;
    struct header *list = ARENA_ARRAY(r->a, struct header, n);

    for (uint32_t i = 0; i < n; i++) {
        const struct raw_header *h = &r->top.fields[i];

        /* What nobody reads is kept as it stands: decoding a 1 MiB header twice helps no one. */
        list[i] = (struct header){ str_take(h->name, 256), decoded(r, str_take(h->value, 8192), NULL), h->offset };
    }
    if (r->top.n > MAIL_HEADERS_MAX)
        oddity_note(&r->odd, ODD_LIMIT_HEADERS, r->top.fields[n].offset, 0, STR(""), STR(""));
    r->out->headers = (struct list){ list, n };
}

/* What is odd about a header's text, in the same words as for a body. */
static void note_odd_text(struct reading *r, uint32_t odd, const struct raw_header *h)
{
    static const struct { uint32_t bit; enum odd kind; } rows[] = {
        { TEXT_ODD_LABEL_WRONG, ODD_CHARSET_WRONG }, { TEXT_ODD_LABEL_UNKNOWN, ODD_CHARSET_UNKNOWN },
        { TEXT_ODD_MIXED, ODD_CHARSET_MIXED }, { TEXT_ODD_ESCAPE, ODD_CHARSET_ESCAPE_ODD },
    };

    for (size_t i = 0; h && i < sizeof rows / sizeof *rows; i++)
        if (odd & rows[i].bit)
            oddity_note(&r->odd, rows[i].kind, h->offset, 0, STR(""), h->name);
}

/* Ids in angle brackets; blanks and comments between them, and whatever mail programs add, are overlooked. */
static void references_in(struct reading *r, str value, struct list *out)
{
    while (value.n > 0 && out->n < REFERENCES_MAX) {
        size_t open = str_find_char(value, '<'), close;
        str id;

        value = str_skip(value, open + 1);
        close = str_find_char(value, '>');
        if (close == value.n)
            break;
        id = str_trim(str_take(value, close));
        if (id.n > 0)
            *LIST_AT(*out, str, out->n++) = str_take(id, 512);
        value = str_skip(value, close + 1);
        work_tokens(r->w, 1);
    }
}

static void read_reply(struct reading *r)
{
    struct reply_facts *reply = &r->out->reply;

    reply->references = (struct list){ ARENA_ARRAY(r->a, str, REFERENCES_MAX), 0 };
    references_in(r, value_of(r, "References"), &reply->references);
    references_in(r, value_of(r, "In-Reply-To"), &reply->references);
    reply->has_reference = reply->references.n > 0;
    reply->subject_claims = subject_claims_reply(r->out->subject);
}

static void read_authentication(struct reading *r)
{
    struct dkim_signature *dkim = ARENA_ARRAY(r->a, struct dkim_signature, DKIM_MAX);
    struct auth_result *results = ARENA_ARRAY(r->a, struct auth_result, AUTH_RESULTS_MAX);
    uint32_t signatures = 0, n = 0;

    for (size_t i = 0; i < r->top.n; i++) {
        const struct raw_header *h = &r->top.fields[i];

        if (signatures < DKIM_MAX && str_eq_nocase(str_trim(h->name), STR("DKIM-Signature")))
            dkim[signatures++] = dkim_read(r->a, r->w, h->value);
        else if (str_eq_nocase(str_trim(h->name), STR("Authentication-Results")))
            n += (uint32_t)auth_results_read(r->a, r->w, h->value, results + n, AUTH_RESULTS_MAX - n);
    }
    r->out->dkim = (struct list){ dkim, signatures };
    r->out->auth_results = (struct list){ results, n };
}

static bool is_one_of(str value, const char *const *words)
{
    for (; *words; words++)
        if (str_eq_nocase(str_trim(value), str_of(*words)))
            return true;
    return false;
}

/* Lists, bounces and robots write mail that looks odd for good reasons. Only signals decide what that excuses. */
static void read_kind(struct reading *r)
{
    static const char *const bulk[] = { "list", NULL };
    const struct raw_header *path = header(r, "Return-Path");
    str automatic = str_trim(value_of(r, "Auto-Submitted"));
    const struct identity *id = &r->out->identity;
    str local = id->from.n ? LIST_AT(id->from, struct mailbox, 0)->local : STR("");
    str type = r->structure.entity_count ? r->structure.entities[0].content.type : STR("");

    r->out->is_list = header(r, "List-Id") || header(r, "List-Post") || header(r, "List-Unsubscribe")
                   || is_one_of(value_of(r, "Precedence"), bulk);
    r->out->is_bounce = (path && str_eq(str_trim(path->value), STR("<>"))) || str_eq(type, STR("multipart/report"))
                     || str_eq_nocase(local, STR("MAILER-DAEMON")) || str_eq_nocase(local, STR("postmaster"));
    r->out->is_automatic = automatic.n > 0 && !str_eq_nocase(automatic, STR("no"));
}

void read_headers(struct reading *r)
{
    struct mail_facts *out = r->out;
    const struct raw_header *subject = header(r, "Subject");
    uint32_t odd = 0;

    if (subject)
        out->subject = decoded(r, subject->value, &odd);
    note_odd_text(r, odd, subject);
    out->message_id = str_trim(value_of(r, "Message-ID"));
    if (out->message_id.n > 2 && out->message_id.p[0] == '<' && str_ends(out->message_id, STR(">")))
        out->message_id = str_sub(out->message_id, 1, out->message_id.n - 2);
    out->date = date_read(value_of(r, "Date"));
    identity_read(r->a, r->w, r->top.fields, r->top.n, r->hint, &out->identity);
    list_headers(r);
    read_reply(r);
    read_authentication(r);
    read_kind(r);
}
