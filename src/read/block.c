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

/* The name at the start of a line, and whether it is so plain that no two programs differ about it. */
static bool take_name(str line, const struct block_rules *r, str *name, str *value, bool *plain)
{
    size_t n = 0, colon;

    while (n < line.n && is_name_char(line.p[n]))
        n++;
    *plain = str_at(line, n) == ':' && n > 0;
    if (str_at(line, n) == ':' && (n > 0 || !r->no_empty_name)) {
        *name = str_take(line, n);
        *value = str_skip(line, n + 1);
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
    *name = str_take(line, colon);
    *value = str_skip(line, colon + 1);
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

struct block block_read(struct arena *a, struct work *w, const struct blob *b, size_t start, size_t end, const struct block_rules *r)
{
    struct block out = { .start = start, .body = end, .plain = true };
    struct buf fields = buf_new(a, 32 * sizeof(struct raw_header));
    struct raw_header *last = NULL;
    size_t at = start, content_end, next;

    while (at < end) {
        str line, name, value;
        bool plain = true;

        blob_line(b, at, end, r->cr_ends_line, &content_end, &next);
        line = str_sub(b->bytes, at, content_end - at);
        work_bytes(w, next - at);
        if (line.n == 0 || (r->blanks_end && only_blanks(line))) {
            out.empty_line = true;
            out.plain = out.plain && line.n == 0;
            out.body = next;
            break;
        }
        if (is_blank(line.p[0])) {
            out.plain = out.plain && last && !only_blanks(line);
            fold_into(last, b, content_end);
        } else if (r->last_needs_end && next == content_end) {
            out.body = at;
            out.plain = false;
            break;
        } else if (take_name(line, r, &name, &value, &plain)) {
            out.plain = out.plain && plain;
            if (fields.n < BLOCK_FIELDS_MAX * sizeof(struct raw_header)) {
                push(&fields, (struct raw_header){ name, value, at });
                last = (struct raw_header *)(void *)(fields.p + fields.n - sizeof *last);
            }
        } else if (str_starts(line, STR("From ")) && at == start) {
            out.plain = false;          /* mbox's envelope line, not a header */
        } else if (r->odd_line == ODD_LINE_ENDS) {
            out.plain = false;
            out.body = at;
            break;
        } else {
            out.plain = false;
            if (r->odd_line == ODD_LINE_FOLDS)
                fold_into(last, b, content_end);
        }
        at = next;
    }
    /* Plain is a promise for programs, too, that end lines at a CR or strings at a NUL. */
    out.plain = out.plain && out.empty_line && b->cr == 0 && !(b->nul && memchr(b->bytes.p + start, 0, out.body - start));
    out.fields = (struct raw_header *)(void *)fields.p;
    out.n = fields.n / sizeof(struct raw_header);
    work_tokens(w, out.n);
    return out;
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

const struct raw_header *block_field(const struct block *b, str name, size_t nth)
{
    for (size_t i = 0; i < b->n; i++)
        if (str_eq_nocase(clean_name(b->fields[i].name), name) && nth-- == 0)
            return &b->fields[i];
    return NULL;
}

size_t block_count(const struct block *b, str name)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n; i++)
        n += str_eq_nocase(clean_name(b->fields[i].name), name);
    return n;
}
