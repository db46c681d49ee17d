#include "read/block.h"

/* RFC 5322 2.2: printable ASCII but the colon. */
static bool is_name_char(char c)
{
    return c > 32 && c < 127 && c != ':';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Blanks, at most one fold, comments: what libetpan lets stand between a name and its colon. */
static size_t cfws_in_blob(const struct blob *b, size_t at, size_t end)
{
    str all = str_sub(b->bytes, at, end - at), s = all;
    unsigned depth = 0, folds = 0;

    while (s.n > 0) {
        char c = s.p[0];
        size_t eol = str_starts(s, STR("\r\n")) ? 2 : c == '\n';

        if (eol && (folds++ || (str_at(s, eol) != ' ' && str_at(s, eol) != '\t')))
            break;
        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        else if (c == '\\' && depth > 0)
            s = str_skip(s, 1);
        else if (depth == 0 && !eol && !is_blank(c))
            break;
        s = str_skip(s, eol ? eol : 1);
    }
    return at + str_before(all, s).n;
}

/* A name by libetpan's rules. Its colon may stand in the next line, which *content_end and *next then follow. */
static bool take_name_libetpan(const struct blob *b, size_t at, size_t end, struct raw_header *f, size_t *content_end, size_t *next)
{
    size_t n = at, colon;

    while (n < end && b->bytes.p[n] > 32 && b->bytes.p[n] != ':')
        n++;
    if (n == at)
        return false;
    colon = str_at(b->bytes, n) == ':' ? n : cfws_in_blob(b, n, end);
    if (colon >= end || b->bytes.p[colon] != ':')
        return false;
    if (colon >= *content_end)
        blob_line(b, colon, end, false, content_end, next);
    f->name = str_sub(b->bytes, at, n - at);
    f->value = str_sub(b->bytes, colon + 1, *content_end - colon - 1);
    return true;
}

/* The name at the start of a line, and whether it is so plain that no two programs differ about it. */
static bool take_name(str line, const struct block_rules *r, struct raw_header *f, bool *plain)
{
    size_t n = 0, colon;

    while (n < line.n && is_name_char(line.p[n]))
        n++;
    *plain = str_at(line, n) == ':' && n > 0;
    if (str_at(line, n) == ':' && (n > 0 || !r->no_empty_name)) {
        f->name = str_take(line, n);
        f->value = str_skip(line, n + 1);
        return true;
    }
    if (r->name == NAME_TOKEN)
        return false;
    colon = n;
    while (r->name == NAME_BLANKS && colon < line.n && is_blank(line.p[colon]))
        colon++;
    if (r->name == NAME_ANYTHING)
        colon = str_find_char(line, ':');
    if (str_at(line, colon) != ':' || (n == 0 && r->name == NAME_BLANKS))
        return false;
    f->name = str_take(line, colon);
    f->value = str_skip(line, colon + 1);
    return true;
}

static bool only_blanks(str line)
{
    while (line.n > 0 && is_blank(line.p[0]))
        line = str_skip(line, 1);
    return line.n == 0;
}

static void fold_into(struct raw_header *last, const struct blob *b, size_t content_end)
{
    if (last)
        last->value.n = (size_t)(b->bytes.p + content_end - last->value.p);
}

static void push(struct buf *fields, struct raw_header f)
{
    buf_add(fields, str_from((const char *)&f, sizeof f));
}

/* Blanks and controls around a name that a lenient program ignores. */
static str clean_name(str name)
{
    while (name.n > 0 && (name.p[0] <= 32 || name.p[0] == 127))
        name = str_skip(name, 1);
    while (name.n > 0 && (name.p[name.n - 1] <= 32 || name.p[name.n - 1] == 127))
        name.n--;
    return name;
}

struct reader {
    const struct blob *b;
    const struct block_rules *r;
    size_t at, end, content_end, next;
    struct block out;
    struct buf fields;
    struct raw_header *last;
    unsigned single_blanks;             /* folds of one blank since the last one that said something */
};

/* False when the block ends before this line. */
static bool take_fold(struct reader *k, str line)
{
    bool said = !only_blanks(line);

    if (k->r->one_blank_fold && !k->last)
        return false;
    k->out.plain = k->out.plain && k->last && said;
    if (k->r->one_blank_fold && line.n == 1 && k->single_blanks++)
        return false;
    if (said || line.n > 1)
        k->single_blanks = 0;
    fold_into(k->last, k->b, k->content_end);
    return true;
}

static bool is_from_line(const struct reader *k, str line)
{
    return str_starts(line, STR("From ")) && k->r->from != FROM_ENDS && (k->r->from == FROM_SKIPPED || k->at == k->out.start);
}

static bool take_header(struct reader *k, str line)
{
    struct raw_header f = { .offset = k->at };
    bool plain = true, is;

    if (k->r->last_needs_end && k->next == k->content_end)
        return false;
    is = k->r->name == NAME_LIBETPAN ? take_name_libetpan(k->b, k->at, k->end, &f, &k->content_end, &k->next)
                                     : take_name(line, k->r, &f, &plain);
    if (is) {
        k->out.plain = k->out.plain && plain;
        k->single_blanks = 0;
        if (k->fields.n < BLOCK_FIELDS_MAX * sizeof f) {
            push(&k->fields, f);
            k->last = (struct raw_header *)(void *)(k->fields.p + k->fields.n - sizeof f);
        } else {
            k->last = NULL;
        }
        return true;
    }
    k->out.plain = false;
    if (is_from_line(k, line))
        return true;
    if (k->r->odd_line == ODD_LINE_FOLDS)
        fold_into(k->last, k->b, k->content_end);
    return k->r->odd_line != ODD_LINE_ENDS;
}

static bool is_end(const struct reader *k, str line)
{
    return line.n == 0 || (k->r->blanks_end && only_blanks(line));
}

struct block block_read(struct arena *a, struct work *w, const struct blob *b, size_t start, size_t end, const struct block_rules *r)
{
    struct reader k = { .b = b, .r = r, .at = start, .end = end, .out = { .start = start, .body = end, .plain = true } };

    k.fields = buf_new(a, 32 * sizeof(struct raw_header));
    for (; k.at < end; k.at = k.next) {
        str line;

        blob_line(b, k.at, end, r->cr_ends_line, &k.content_end, &k.next);
        line = str_sub(b->bytes, k.at, k.content_end - k.at);
        if (is_end(&k, line)) {
            k.out.empty_line = true;
            k.out.plain = k.out.plain && line.n == 0;
            k.out.body = k.next;
            break;
        }
        if (is_blank(line.p[0]) ? take_fold(&k, line) : take_header(&k, line))
            continue;
        k.out.plain = false;
        k.out.body = k.at;
        break;
    }
    work_bytes(w, k.out.body - start);
    /* Plain is a promise for programs, too, that end lines at a CR or strings at a NUL. */
    k.out.plain = k.out.plain && k.out.empty_line && b->cr == 0
               && !(b->nul && memchr(b->bytes.p + start, 0, k.out.body - start));
    k.out.fields = (struct raw_header *)(void *)k.fields.p;
    k.out.n = k.fields.n / sizeof(struct raw_header);
    work_tokens(w, k.out.n);
    return k.out;
}

uint32_t block_odd(struct work *w, const struct blob *b, const struct block *tolerant, size_t end, size_t *at)
{
    uint32_t odd = 0;
    size_t stop = tolerant->body, content_end, next;

    if (tolerant->plain)
        return 0;
    work_bytes(w, stop - tolerant->start);
    for (size_t line = tolerant->start; line < stop; line = next) {
        uint32_t here = 0;
        str s;
        size_t n = 0;

        blob_line(b, line, end, false, &content_end, &next);
        s = str_sub(b->bytes, line, content_end - line);
        if (memchr(s.p, 0, s.n) || (b->cr && memchr(s.p, '\r', s.n)))
            here |= BLOCK_ODD_CONTROL;
        while (n < s.n && is_name_char(s.p[n]))
            n++;
        if (s.n > 0 && !is_blank(s.p[0]) && str_at(s, n) != ':' && !(line == tolerant->start && str_starts(s, STR("From "))))
            here |= str_find_char(s, ':') < s.n ? BLOCK_ODD_NAME : BLOCK_ODD_NO_COLON;
        if (s.n > 0 && only_blanks(s))
            here |= BLOCK_ODD_END;
        if (line == tolerant->start && s.n > 0 && is_blank(s.p[0]))
            here |= BLOCK_ODD_NAME;
        if (here && !odd)
            *at = line;
        odd |= here;
    }
    if (!tolerant->empty_line && tolerant->n > 0 && stop < end)
        odd |= BLOCK_ODD_END;
    return odd;
}

bool block_field_is(const struct raw_header *f, str name)
{
    return f->name.n >= name.n && str_eq_nocase(clean_name(f->name), name);
}

const struct raw_header *block_field(const struct block *b, str name, size_t nth)
{
    for (size_t i = 0; i < b->n; i++)
        if (block_field_is(&b->fields[i], name) && nth-- == 0)
            return &b->fields[i];
    return NULL;
}

