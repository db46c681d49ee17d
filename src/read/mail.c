#include "read/claim.h"
#include "read/reading.h"
#include "read/url.h"

static const struct mail_options no_options;

/* The label that most of the mail carries is the best guess for headers that carry none. */
static enum charset charset_hint(const struct structure *s)
{
    for (size_t i = 0; i < s->leaf_count; i++) {
        enum charset c = charset_by_label(s->leaves[i].charset);

        if (c != CHARSET_UNKNOWN && c != CHARSET_ASCII)
            return c;
    }
    return CHARSET_UNKNOWN;
}

void mail_read(struct arena *a, struct work *w, str bytes, const struct mail_options *options, struct mail_facts *out)
{
    struct reading r = { .a = a, .w = w, .options = options ? options : &no_options, .bytes = bytes, .odd = oddities_new(a), .out = out };
    const uint64_t whole = (uint64_t)WORK_PER_BYTE * bytes.n + WORK_BASE, before = work_units(w);
    bool spent;

    *out = (struct mail_facts){ .size = bytes.n, .sha256 = sha256_of(bytes) };
    w->limit = before + whole / 2;      /* what disagreeing programs make of it must leave room to look at what they found */
    work_bytes(w, bytes.n);
    (r.options->all_views ? structure_read_all : structure_read)(a, w, bytes, &r.structure);
    spent = work_spent(w);
    w->limit = before + whole / 8 * 5;  /* for the sweep: texts and claims, which nothing may leave out, come after it */
    r.top = structure_tolerant_block(&r.structure, 0, 0, bytes.n);
    r.hint = charset_hint(&r.structure);
    read_headers(&r);
    read_parts(&r);
    read_texts(&r);
    claims_read(a, w, out);
    oddities_of_structure(&r.structure, &r.odd);
    if (spent || work_spent(w))
        oddity_note(&r.odd, ODD_LIMIT_WORK, 0, 0, STR(""), STR(""));
    out->oddities = (struct list){ r.odd.list, r.odd.n };
    out->work_bytes = w->bytes;
    out->work_tokens = w->tokens;
    out->work_children = w->children;
}

void mail_warm(void)
{
    (void)phrases_embedded();
    (void)brands_embedded();
    url_warm();
}
