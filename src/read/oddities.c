#include "read/oddities.h"
#include "read/words.h"

struct oddities oddities_new(struct arena *a)
{
    return (struct oddities){ .a = a, .list = ARENA_ARRAY(a, struct oddity, MAIL_ODDITIES_MAX) };
}

void oddity_note(struct oddities *o, enum odd kind, size_t offset, size_t length, str part, str detail)
{
    if (o->seen[kind]++ >= ODDITY_PER_KIND || o->n == MAIL_ODDITIES_MAX)
        return;
    o->list[o->n++] = (struct oddity){ kind, offset, length, part, str_take(str_trim(detail), 120) };
}

/* --- Headers ----------------------------------------------------------------------------------------------------- */

struct looked { struct structure *s; struct oddities *o; const struct entity *e; };

static size_t where(const struct looked *k, const char *p)
{
    const struct blob *b = &k->s->blobs[k->e->blob];

    if (k->e->blob)
        return b->outer;
    /* A value that had to be decoded stands in no place of its own. */
    return p >= b->bytes.p && p <= b->bytes.p + b->bytes.n ? (size_t)(p - b->bytes.p) : k->e->at;
}

static void note(const struct looked *k, enum odd kind, str about)
{
    oddity_note(k->o, kind, where(k, about.p), k->e->blob ? 0 : about.n, k->e->path, about);
}

static void look_block(const struct looked *k)
{
    static const struct { uint32_t bit; enum odd kind; } rows[] = {
        { BLOCK_ODD_NAME, ODD_HEADER_NAME_ODD }, { BLOCK_ODD_CONTROL, ODD_HEADER_CONTROL },
        { BLOCK_ODD_NO_COLON, ODD_HEADER_NO_COLON }, { BLOCK_ODD_END, ODD_HEADER_END_ODD },
    };
    const struct blob *b = &k->s->blobs[k->e->blob];
    size_t at = k->e->at, content_end, next;
    uint32_t odd = block_odd(k->s->w, b, &k->e->block, k->e->end, &at);

    blob_line(b, at, k->e->end, false, &content_end, &next);
    for (size_t i = 0; odd && i < sizeof rows / sizeof *rows; i++)
        if (odd & rows[i].bit)
            note(k, rows[i].kind, str_sub(b->bytes, at, content_end - at));
}

/* Two headers of one name: the same said twice, or two things. */
static const struct raw_header *look_twice(const struct looked *k, const char *name, enum odd same, enum odd different)
{
    const struct raw_header *first = block_field(&k->e->block, str_of(name), 0), *next;

    for (size_t i = 1; first && i < 4 && (next = block_field(&k->e->block, str_of(name), i)); i++)
        note(k, str_eq_nocase(str_trim(first->value), str_trim(next->value)) ? same : different, next->value);
    return first;
}

static bool is_word(str s)
{
    static const char *const words[] = { "7bit", "8bit", "binary", "quoted-printable", "base64" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, str_of(words[i])))
            return true;
    return false;
}

static void look_encoding(const struct looked *k, bool composite)
{
    const struct raw_header *h = look_twice(k, "Content-Transfer-Encoding", ODD_ENCODING_DUPLICATE, ODD_ENCODING_CONFLICT);
    str word;

    if (!h)
        return;
    word = str_trim(h->value);
    if (is_word(word)) {
        if (composite && k->e->content.encoding != CTE_IDENTITY)
            note(k, ODD_ENCODING_ON_MULTIPART, h->value);
        return;
    }
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_alnum(word.p[i]) && word.p[i] != '-' && word.p[i] != '_') {
            note(k, ODD_ENCODING_MALFORMED, h->value);
            return;
        }
    note(k, ODD_ENCODING_UNKNOWN, h->value);
}

/* A comment or an encoded word where a machine reads a token. Parentheses inside quotes are none. */
static bool has_ornament(str s)
{
    bool quoted = false;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '"')
            quoted = !quoted;
        else if (!quoted && s.p[i] == '(')
            return true;
    }
    return false;
}

static void look_boundary(const struct looked *k, const struct raw_header *h)
{
    struct param params[PARAMS_MAX];
    size_t n = params_read(k->s->a, k->s->w, PARAMS_LOOSE, h->value, params, PARAMS_MAX), count = 0;
    str boundary = k->e->content.boundary;

    for (size_t i = 0; i < n; i++) {
        const struct param *p = &params[i];

        if (!str_eq_nocase(p->name, STR("boundary")))
            continue;
        if (count++ && p->section < 0)
            note(k, ODD_BOUNDARY_DUPLICATE, h->value);
        if (p->section >= 0 || p->extended || str_has(p->value, STR("=?")) || memchr(p->value.p, '"', p->value.n)
            || memchr(p->value.p, 0, p->value.n) || memchr(p->value.p, ';', p->value.n) || memchr(p->value.p, '(', p->value.n)
            || memchr(p->value.p, '\t', p->value.n) || str_trim(p->value).n != p->value.n)
            note(k, ODD_BOUNDARY_MALFORMED, h->value);
        if (p->value.n == 0)
            note(k, ODD_BOUNDARY_EMPTY, h->value);
        if (p->value.n > 70)
            note(k, ODD_BOUNDARY_LONG, p->value);
    }
    if (count == 0 && boundary.p == NULL)
        note(k, ODD_BOUNDARY_MISSING, h->value);
}

static void look_type(const struct looked *k, bool multipart)
{
    const struct raw_header *h = look_twice(k, "Content-Type", ODD_CONTENT_TYPE_DUPLICATE, ODD_CONTENT_TYPE_CONFLICT);
    str s;

    if (!h)
        return;
    s = str_trim(h->value);
    if (str_find_char(s, '/') == s.n || has_ornament(s) || str_has(str_take(s, str_find_char(s, ';')), STR("=?"))
        || memchr(s.p, 0, s.n))
        note(k, ODD_CONTENT_TYPE_MALFORMED, h->value);
    if (multipart)
        look_boundary(k, h);
}

/* --- File names: two headers, two spellings of RFC 2231, one part ------------------------------------------------- */

static void look_names_in(const struct looked *k, const char *header, const char *param, str *plain, str *extended)
{
    const struct raw_header *h = block_field(&k->e->block, str_of(header), 0);
    struct param params[PARAMS_MAX];
    size_t n = h ? params_read(k->s->a, k->s->w, PARAMS_LOOSE, h->value, params, PARAMS_MAX) : 0;

    for (size_t i = 0; i < n; i++) {
        const struct param *p = &params[i];

        if (!str_eq_nocase(p->name, str_of(param)))
            continue;
        if (p->section < 0 && !p->extended) {
            if (plain->p)
                note(k, ODD_NAME_DUPLICATE, p->value);
            *plain = words_decode(k->s->a, k->s->w, p->value, CHARSET_UNKNOWN, NULL);
        } else if (p->section <= 0 && p->extended) {
            *extended = words_decode_extended(k->s->a, k->s->w, p->value, CHARSET_UNKNOWN, NULL);
        }
    }
}

/* The last extension decides what a double click does, so only a difference there is worth a word: programs shorten and
 * re-encode the rest of a name in all honesty. */
static str extension(str name)
{
    size_t dot = str_rfind_char(name, '.');

    return dot < name.n && name.n - dot <= 12 ? str_skip(name, dot) : STR_NONE;
}

static void look_names(const struct looked *k)
{
    str names[4] = { { 0 } }, first = STR_NONE;

    look_names_in(k, "Content-Disposition", "filename", &names[0], &names[1]);
    look_names_in(k, "Content-Type", "name", &names[2], &names[3]);
    for (size_t i = 0; i < 4; i++) {
        str ext = extension(names[i]);

        if (ext.n == 0)
            continue;
        if (first.n && !str_eq_nocase(first, ext)) {
            oddity_note(k->o, ODD_NAMES_DIFFER, k->e->at, 0, k->e->path, names[i]);
            return;
        }
        first = first.n ? first : ext;
    }
}

/* --- Delimiter lines ---------------------------------------------------------------------------------------------- */

struct delimiters { size_t opened, after_close; bool closed, odd_line; };

static struct delimiters count_delimiters(const struct looked *k, str boundary)
{
    const struct blob *b = &k->s->blobs[k->e->blob];
    struct delimiters d = { 0 };

    for (size_t i = blob_dashes_from(b, k->e->block.body); i < b->dash_count && b->dashes[i].line < k->e->end; i++) {
        size_t content_end, next;
        str rest;
        bool closing;

        work_bytes(k->s->w, 4);
        if (work_spent(k->s->w))
            break;
        if (!str_starts(str_skip(b->bytes, b->dashes[i].at + 2), boundary))
            continue;
        blob_line(b, b->dashes[i].line, k->e->end, true, &content_end, &next);
        rest = str_sub(b->bytes, b->dashes[i].at + 2 + boundary.n, content_end - b->dashes[i].at - 2 - boundary.n);
        closing = str_starts(rest, STR("--")) && str_trim(str_skip(rest, 2)).n == 0;
        if (!closing && str_trim(rest).n > 0) {
            /* Inner boundaries often begin with the outer one; only what no entity declares is odd. */
            d.odd_line |= boundary.n > 0 && !(rest.n > 0 && (ascii_alnum(rest.p[0]) || rest.p[0] == '_' || rest.p[0] == '=' || rest.p[0] == '-' || rest.p[0] == '.'));
            continue;
        }
        d.odd_line |= b->dashes[i].at != b->dashes[i].line || b->dashes[i].before == LINE_END_CR;
        d.after_close += d.closed && !closing;
        d.opened += !closing;
        d.closed |= closing;
    }
    return d;
}

/* Bounces cut off what they send back, list servers the last part of the mail itself: nobody reads that differently. */
static bool is_in_message(const struct entity *e)
{
    return str_find_char(e->path, 'm') < e->path.n;
}

static void look_delimiters(const struct looked *k)
{
    str boundary = k->e->content.boundary;
    struct delimiters d;

    if (!boundary.p)
        return;
    d = count_delimiters(k, boundary);
    if (d.opened == 0 && !is_in_message(k->e))
        note(k, ODD_BOUNDARY_NEVER_SEEN, boundary);
    if (d.opened && !d.closed && k->e->path.n && !is_in_message(k->e))
        note(k, ODD_MULTIPART_UNCLOSED, boundary);
    if (d.after_close)
        note(k, ODD_BOUNDARY_AFTER_END, boundary);
    if (d.odd_line)
        note(k, ODD_BOUNDARY_LINE_ODD, boundary);
    for (const struct entity *e = k->e; e->parent != (size_t)(e - k->s->entities);) {
        e = &k->s->entities[e->parent];
        if (e->content.boundary.p && e->blob == k->e->blob && str_eq(e->content.boundary, boundary))
            note(k, ODD_BOUNDARY_REUSED, boundary);
    }
}

void oddities_of_structure(struct structure *s, struct oddities *o)
{
    const struct blob *mail = &s->blobs[0];

    for (size_t i = 0; i < s->entity_count; i++) {
        struct looked k = { s, o, &s->entities[i] };
        bool multipart = str_starts(k.e->content.type, STR("multipart/"));
        bool composite = multipart || str_eq(k.e->content.type, STR("message/rfc822"));

        look_block(&k);
        look_type(&k, multipart);
        look_encoding(&k, composite);
        if (multipart)
            look_delimiters(&k);
        else
            look_names(&k);
    }
    if (mail->cr)
        oddity_note(o, ODD_LINE_BARE_CR, 0, 0, STR(""), STR(""));
    if (mail->crlf && mail->lf)
        oddity_note(o, ODD_LINE_MIXED, 0, 0, STR(""), STR(""));
    if (mail->nul)
        oddity_note(o, ODD_LINE_NUL, 0, 0, STR(""), STR(""));
    if (s->too_deep)
        oddity_note(o, ODD_LIMIT_DEPTH, 0, 0, STR(""), STR(""));
    if (s->too_large)
        oddity_note(o, ODD_LIMIT_SIZE, 0, 0, STR(""), STR(""));
    if (s->too_many)
        oddity_note(o, ODD_LIMIT_PARTS, 0, 0, STR(""), STR(""));
}
