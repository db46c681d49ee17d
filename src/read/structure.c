#include "read/structure.h"
#include "read/mail.h"
#include "read/sweep.h"

const struct block_rules block_rules_tolerant = {
    .cr_ends_line = false, .name = NAME_ANYTHING, .odd_line = ODD_LINE_SKIPPED,
};

/* --- What was already read, by place ----------------------------------------------------------------------------- */

enum kept { KEPT_BLOCK, KEPT_CONTENT, KEPT_BODY, KEPT_LEAF, KEPT_CLEANNESS };

struct whereabouts { enum kept kind; unsigned blob, variant; size_t at, end; };
struct slot { struct whereabouts place; void *thing; struct slot *next; };
struct memo { struct slot **bucket; size_t buckets; };

/* Room for a slot or so per bucket in a mail that is nothing but tiny parts. */
static struct memo *memo_new(struct arena *a, size_t size)
{
    struct memo *m = ARENA_NEW(a, struct memo);

    for (m->buckets = 256; m->buckets < 1 << 15 && m->buckets < size / 64; m->buckets *= 2)
        ;
    m->bucket = ARENA_ARRAY(a, struct slot *, m->buckets);
    return m;
}

static struct slot **bucket_of(struct memo *m, struct whereabouts p)
{
    uint64_t h = ((uint64_t)p.at * 0x9E3779B97F4A7C15u) ^ ((uint64_t)p.end * 0xC2B2AE3D27D4EB4Fu)
               ^ (((uint64_t)p.kind << 40 | (uint64_t)p.blob << 20 | p.variant) * 0x165667B19E3779F9u);

    return &m->bucket[(h ^ h >> 29) % m->buckets];
}

static struct slot *recall(struct structure *s, struct whereabouts p)
{
    for (struct slot *at = *bucket_of(s->memo, p); at; at = at->next)
        if (at->place.kind == p.kind && at->place.at == p.at && at->place.end == p.end && at->place.blob == p.blob
            && at->place.variant == p.variant)
            return at;
    return NULL;
}

static void *keep(struct structure *s, struct whereabouts p, const void *thing, size_t size)
{
    struct slot *slot = arena_alloc(s->a, sizeof *slot), **head = bucket_of(s->memo, p);
    void *copy = arena_alloc(s->a, size);

    memcpy(copy, thing, size);
    *slot = (struct slot){ .place = p, .thing = copy, .next = *head };
    *head = slot;
    return copy;
}

/* --- Walking ----------------------------------------------------------------------------------------------------- */

struct walker {
    struct structure *s;
    const struct view *v;
    unsigned view;
    uint32_t mask;                      /* of the views that what is yielded now counts for */
    size_t entities;
    bool proving;                       /* the first walk: what gives reason for doubt is noted */
};

/* Where we are: a range of a blob, and what is known of it from outside. */
struct spot {
    size_t parent;                      /* entity it stands in */
    unsigned blob;
    size_t at, end;
    str path;
    unsigned depth;
    bool trim;                          /* the line end before `end` belongs to a delimiter */
    bool digest, nested, is_part;
};

static const struct blob *blob_at(struct walker *k, struct spot e)  { return &k->s->blobs[e.blob]; }

/* A plain block reads the same by any rules: then the shared one serves. */
static struct block block_here(struct walker *k, struct spot e)
{
    struct whereabouts p = { KEPT_BLOCK, e.blob, 0, e.at, 0 };
    struct slot *known = recall(k->s, p);
    struct block b;

    if (known && ((struct block *)known->thing)->body <= e.end)
        return *(struct block *)known->thing;
    p.variant = 1 + 2 * k->view + e.is_part;
    p.end = e.end;
    known = recall(k->s, p);
    if (known)
        return *(struct block *)known->thing;
    b = block_read(k->s->a, k->s->w, blob_at(k, e), e.at, e.end, e.is_part ? &k->v->part : &k->v->top);
    if (b.plain)
        p.variant = 0, p.end = 0;
    keep(k->s, p, &b, sizeof b);
    return b;
}

static struct content content_here(struct walker *k, struct spot e, const struct block *b, bool *simple)
{
    struct whereabouts p = { KEPT_CONTENT, e.blob, (unsigned)e.digest, e.at, 0 };
    struct slot *known = recall(k->s, p);
    struct content c;

    *simple = true;
    if (known && b->plain)
        return *(struct content *)known->thing;
    c = content_read(k->s->a, k->s->w, k->v, b, e.digest);
    *simple = content_is_simple(k->s->w, b);
    if (*simple)
        keep(k->s, p, &c, sizeof c);
    return c;
}

static size_t trimmed(struct walker *k, const struct blob *b, size_t at, size_t end)
{
    if (end > at && b->bytes.p[end - 1] == '\n')
        return end - 1 > at && b->bytes.p[end - 2] == '\r' ? end - 2 : end - 1;
    if (end > at && b->bytes.p[end - 1] == '\r' && k->v->top.cr_ends_line)
        return end - 1;
    return end;
}

static str decode(struct structure *s, const struct view *v, enum cte cte, str in, uint32_t *odd)
{
    str name, whole, data, rest = in;

    switch (cte) {
    case CTE_BASE64:   return base64_decode(s->a, s->w, in, v->base64, odd);
    case CTE_QP:       return qp_decode(s->a, s->w, in, v->qp, odd);
    case CTE_UU:       return text_file_next(s->a, s->w, &rest, &name, &whole, &data) ? data : in;
    case CTE_IDENTITY: break;
    }
    return in;
}

/* Who agrees about a body. A payload in two spellings that some dialect reads as harmless must not be read in that
 * dialect for everyone, so "clean" is proven from the bytes and not believed of a decoder. */
enum cleanness { CLEAN_TO_NONE, CLEAN_BUT_LINE_ENDS, CLEAN_TO_ALL };

/* Upper-case pairs and soft breaks, no blanks before a line end, no bare CR, no '=' at the end. Bare LFs are the one
 * thing that only libetpan rewrites. */
static enum cleanness qp_cleanness(str s)
{
    enum cleanness clean = CLEAN_TO_ALL;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c > '=' || (c > ' ' && c < '='))
            continue;
        if (c == '=') {
            int one = str_at(s, i + 1), two = str_at(s, i + 2);

            if (one == '\n' || (one == '\r' && two == '\n'))
                i += 1 + (one == '\r');
            else if (ascii_hex(one) < 0 || ascii_hex(two) < 0 || one > 'F' || two > 'F')
                return CLEAN_TO_NONE;
            else
                i += 2;
        } else if (c == '\r') {
            if (str_at(s, ++i) != '\n')
                return CLEAN_TO_NONE;
        } else if (c == '\n') {
            clean = CLEAN_BUT_LINE_ENDS;
        } else if (c == ' ' || c == '\t') {
            int next = str_at(s, i + 1);

            if (next < 0 || next == '\r' || next == '\n')
                return CLEAN_TO_NONE;
        }
    }
    return clean;
}

/* The decoder saw nothing odd; then dialects differ only about a single character before three pads. */
static enum cleanness base64_cleanness(str s, uint32_t odd)
{
    size_t pads = 0;

    while (s.n > 0 && (ascii_space(s.p[s.n - 1]) || s.p[s.n - 1] == '=')) {
        pads += s.p[s.n - 1] == '=';
        s.n--;
    }
    return odd == 0 && pads <= 2 ? CLEAN_TO_ALL : CLEAN_TO_NONE;
}

static enum cleanness cleanness_here(struct walker *k, struct spot e, enum cte cte, str in)
{
    struct whereabouts p = { KEPT_CLEANNESS, e.blob, 0, e.at, e.end };
    struct slot *known = cte == CTE_QP ? recall(k->s, p) : NULL;
    enum cleanness clean = CLEAN_TO_ALL;

    if (cte != CTE_QP)
        return CLEAN_TO_ALL;            /* identity and uuencode have one decoder, base64 is looked at afterwards */
    if (known)
        return *(enum cleanness *)known->thing;
    work_bytes(k->s->w, in.n);
    clean = qp_cleanness(in);
    keep(k->s, p, &clean, sizeof clean);
    return clean;
}

/* One decoding for all who agree, else one per dialect. */
static struct body *body_here(struct walker *k, struct spot e, enum cte cte)
{
    str in = str_sub(blob_at(k, e)->bytes, e.at, e.end - e.at);
    enum cleanness clean = cleanness_here(k, e, cte, in);
    struct whereabouts shared = { KEPT_BODY, e.blob, (unsigned)cte * 32, e.at, e.end }, own = shared;
    struct slot *known;
    struct body body = { 0 };

    own.variant += 1 + (cte == CTE_BASE64 ? (unsigned)k->v->base64 : (unsigned)k->v->qp);
    if (clean != CLEAN_TO_ALL && in.n > STRUCTURE_DIALECTS_MAX)
        k->s->too_large = true;
    else if (clean == CLEAN_TO_NONE || (clean == CLEAN_BUT_LINE_ENDS && k->v->qp == QP_LIBETPAN))
        shared = own;
    known = recall(k->s, shared);
    if (!known && cte == CTE_BASE64)
        known = recall(k->s, own);
    if (known)
        return known->thing;
    body.bytes = decode(k->s, k->v, cte, in, &body.odd);
    body.sha256 = sha256_of(body.bytes);
    work_bytes(k->s->w, body.bytes.n);
    if (cte == CTE_BASE64 && base64_cleanness(in, body.odd) != CLEAN_TO_ALL)
        shared = own;
    return keep(k->s, shared, &body, sizeof body);
}

static bool same(str a, str b)
{
    return str_eq(a, b) && !a.p == !b.p;
}

/* Leaves of one place hang together in the memo; most have one. */
struct leaf_chain { size_t leaf; struct leaf_chain *next; };

static bool is_leaf(const struct walker *k, const struct leaf *l, const struct content *c, const struct body *body)
{
    /* An empty place yielded twice by one view is two leaves (Python's delivery-status blocks). */
    return l->body == body && same(l->name, c->name) && str_eq(l->type, c->type) && !(l->views & k->mask);
}

/* Index of the leaf, or -1 when there are too many. */
static long emit_leaf(struct walker *k, struct spot e, const struct content *c)
{
    struct structure *s = k->s;
    struct body *body = body_here(k, e, c->encoding);
    struct whereabouts p = { KEPT_LEAF, e.blob, (unsigned)c->encoding, e.at, e.end };
    struct slot *known = recall(s, p);
    struct leaf_chain link = { s->leaf_count, known ? known->thing : NULL };
    struct leaf l = {
        .blob = e.blob, .at = e.at, .end = e.end, .encoding = c->encoding, .body = body, .type = c->type, .name = c->name,
        .charset = c->charset, .path = e.path, .name_extended = c->name_extended, .attachment = c->attachment,
        .is_inline = c->is_inline, .nested = e.nested, .views = k->mask,
    };

    for (struct leaf_chain *at = link.next; at; at = at->next) {
        if (is_leaf(k, &s->leaves[at->leaf], c, body)) {
            s->leaves[at->leaf].views |= k->mask;
            return (long)at->leaf;
        }
        if (l.siblings < VIEW_COUNT)
            l.sibling[l.siblings++] = at->leaf;
    }
    if (s->leaf_count == MAIL_PARTS_MAX) {
        s->too_many = true;
        return -1;
    }
    s->leaves[s->leaf_count++] = l;
    if (known)
        known->thing = memcpy(arena_alloc(s->a, sizeof link), &link, sizeof link);
    else
        keep(s, p, &link, sizeof link);
    return (long)link.leaf;
}

static void walk(struct walker *k, struct spot e);

/* --- Multipart: delimiter lines ---------------------------------------------------------------------------------- */

enum delimiter { NO_DELIMITER, DELIMITER, CLOSING };

struct cut { struct walker *k; struct spot e; str boundary; };

static bool is_rest_blank(const struct boundary_rules *r, str rest)
{
    if (r->blanks_any)
        return str_trim(rest).n == 0 || (rest.n > 0 && rest.p[0] == 0);
    while (rest.n > 0 && (rest.p[0] == ' ' || rest.p[0] == '\t'))
        rest = str_skip(rest, 1);
    return rest.n == 0;
}

/* Could any line be a delimiter? */
static bool is_usable(const struct view *v, str boundary)
{
    if (!boundary.p || memchr(boundary.p, '\n', boundary.n) || memchr(boundary.p, '\r', boundary.n))
        return false;
    for (size_t i = 0; v->boundary.ascii && i < boundary.n; i++)
        if (boundary.p[i] > 127)
            return false;
    return true;
}

/* What a line of dashes is to this view; *after is where the line behind it begins. */
static enum delimiter delimiter_at(const struct cut *c, const struct dashes *d, size_t *after)
{
    const struct boundary_rules *r = &c->k->v->boundary;
    const struct blob *b = blob_at(c->k, c->e);
    size_t content_end;
    str rest;

    if (d->at != d->line && !r->blanks_before)
        return NO_DELIMITER;
    if (d->before == LINE_END_CR && d->line != c->e.at && !c->k->v->part.cr_ends_line)
        return NO_DELIMITER;
    if (!str_starts(str_sub(b->bytes, d->at + 2, c->e.end - d->at - 2), c->boundary))
        return NO_DELIMITER;
    blob_line(b, d->line, c->e.end, c->k->v->part.cr_ends_line, &content_end, after);
    rest = str_sub(b->bytes, d->at + 2 + c->boundary.n, content_end - d->at - 2 - c->boundary.n);
    work_bytes(c->k->s->w, rest.n + c->boundary.n);
    if (str_starts(rest, STR("--")) && (r->prefix || is_rest_blank(r, str_skip(rest, 2))))
        return CLOSING;
    return r->prefix || is_rest_blank(r, rest) ? DELIMITER : NO_DELIMITER;
}

static void walk_part(const struct cut *c, size_t at, size_t end, bool trim, unsigned number)
{
    struct spot part = c->e;

    part.at = at;
    part.end = end;
    part.depth++;
    part.is_part = true;
    part.trim = trim;
    part.path = c->e.path.n ? arena_format(c->k->s->a, "%.*s.%u", STR_FMT(c->e.path), number)
                            : arena_format(c->k->s->a, "%u", number);
    walk(c->k, part);
}

/* `text_end`: where the text ends that a multipart without parts is shown as. */
struct parts { size_t at, text_end; unsigned count; bool open; };

/* The part that is open ends before the line at `line`. */
static void end_part(const struct cut *c, struct parts *p, size_t line)
{
    if (p->open)
        walk_part(c, p->at, line, true, ++p->count);
    p->open = false;
}

static struct parts cut_lines(const struct cut *c)
{
    const struct boundary_rules *r = &c->k->v->boundary;
    const struct blob *b = blob_at(c->k, c->e);
    struct parts p = { .text_end = c->e.end };

    for (size_t i = blob_dashes_from(b, c->e.at); i < b->dash_count && b->dashes[i].line < c->e.end; i++) {
        const struct dashes *d = &b->dashes[i];
        size_t after;
        enum delimiter what = delimiter_at(c, d, &after);

        work_bytes(c->k->s->w, 4);
        if (work_spent(c->k->s->w) || c->k->entities > STRUCTURE_ENTITIES_MAX)
            break;
        if (what == NO_DELIMITER)
            continue;
        if (p.open && r->repeats_collapse && d->line == p.at) {
            p.at = after;
            continue;
        }
        if (what == CLOSING && r->close_first && !p.open && p.count == 0) {
            p.text_end = d->line;
            break;
        }
        end_part(c, &p, d->line);
        p.open = what == DELIMITER;
        if (!p.open && r->ends_at_close)
            break;
        p.at = after;
    }
    if (p.open)
        walk_part(c, p.at, c->e.end, c->k->v->trim_last_line, ++p.count);
    return p;
}

/* --- Multipart: libetpan's search --------------------------------------------------------------------------------- */

/* mailmime_preamble_parse(): behind the "--" from which on a boundary is looked for. After a line end one character may
 * stand before it; a '-' there hides the next line. `from` when there is none. */
static size_t libetpan_dashes(str s, size_t from, bool line_start)
{
    enum { LINE, TEXT, LINE_DASH, NEWLINE, NEWLINE_DASH } state = line_start ? LINE : TEXT;

    for (size_t i = from; i < s.n; i++) {
        char c = s.p[i];

        if (c == '-' && (state == LINE_DASH || state == NEWLINE_DASH))
            return i + 1;
        if (state == NEWLINE_DASH)
            state = TEXT;
        else if (c == '\r' || c == '\n')
            state = NEWLINE;
        else if (c == '-')
            state = state == LINE ? LINE_DASH : state == NEWLINE ? NEWLINE_DASH : TEXT;
        else
            state = state == NEWLINE ? LINE : TEXT;
    }
    return from;
}

/* Behind the first delimiter - or behind the last "--" that a line began with, when none is the delimiter. */
static size_t libetpan_first(const struct cut *c)
{
    str s = str_take(blob_at(c->k, c->e)->bytes, c->e.end), rest;
    size_t at = c->e.at, next = libetpan_dashes(s, at, true);

    while (next != at) {
        at = next;
        rest = str_skip(s, at);
        if (rest.n > c->boundary.n && str_starts(rest, c->boundary)) {
            at += c->boundary.n;
            break;
        }
        next = libetpan_dashes(s, at, false);
    }
    work_bytes(c->k->s->w, at - c->e.at);
    return at;
}

/* Behind blanks and a line end; `at` itself when something else stands there. */
static size_t skip_blank_line(str s, size_t at)
{
    size_t i = at;

    while (str_at(s, i) == ' ' || str_at(s, i) == '\t')
        i++;
    if (str_at(s, i) == '\n')
        return i + 1;
    return str_at(s, i) == '\r' && str_at(s, i + 1) == '\n' ? i + 2 : at;
}

/* One line end less, but never before `from`. */
static size_t libetpan_trim(str s, size_t from, size_t end)
{
    if (end > from && s.p[end - 1] == '\r')
        return end - 1;
    if (end > from && s.p[end - 1] == '\n')
        return end - 1 > from && s.p[end - 2] == '\r' ? end - 2 : end - 1;
    return end;
}

/* A part that no delimiter ends is taken to end before its last line that begins with '-'. */
static size_t libetpan_unclosed(struct work *w, str s, size_t from)
{
    for (size_t i = s.n; i > from + 1; i--)
        if (s.p[i - 1] == '-' && s.p[i - 2] == '\n') {
            work_bytes(w, s.n - i);
            return i - 1;
        }
    work_bytes(w, s.n - from);
    return s.n;
}

enum libetpan_part { LIBETPAN_FAILS, LIBETPAN_PART, LIBETPAN_LAST };

/* mailmime_body_part_dash2_transport_crlf_parse(), and where that fails …_close_parse(): the part that begins at *at ends
 * at the next "--boundary" line; a closing line counts only when no other follows. Nothing before it: all is lost. */
static enum libetpan_part libetpan_part(const struct cut *c, size_t *at, size_t *end)
{
    const struct blob *b = blob_at(c->k, c->e);
    str s = str_take(b->bytes, c->e.end);
    size_t from = *at, closing = 0;

    for (size_t i = blob_dashes_from(b, *at + 1); i < b->dash_count && b->dashes[i].line < s.n; i++) {
        const struct dashes *d = &b->dashes[i];
        size_t after = d->at + 2 + c->boundary.n, next, stop;

        work_bytes(c->k->s->w, 4);
        if (d->at != d->line || d->before == LINE_END_CR || d->line <= from || after >= s.n
            || !str_starts(str_skip(s, d->at + 2), c->boundary))
            continue;
        stop = libetpan_trim(s, from, d->line);
        if (stop == from)
            break;
        next = skip_blank_line(s, after);
        if (next != after) {
            *end = stop;
            *at = next;
            return LIBETPAN_PART;
        }
        if (!closing && str_starts(str_skip(s, after), STR("--")))
            closing = stop;
        from = after;
        work_bytes(c->k->s->w, c->boundary.n);
    }
    *end = closing ? closing : libetpan_trim(s, from, libetpan_unclosed(c->k->s->w, s, from));
    return closing || *end > from ? LIBETPAN_LAST : LIBETPAN_FAILS;
}

/* All parts are found before one is read: when one cannot be, libetpan has none. Pairs of size_t: from, to. */
static struct buf libetpan_ranges(const struct cut *c)
{
    str s = str_take(blob_at(c->k, c->e)->bytes, c->e.end);
    struct buf ranges = buf_new(c->k->s->a, 256);
    size_t at = libetpan_first(c), next, range[2];
    enum libetpan_part what;

    while ((next = skip_blank_line(s, at)) != at)
        at = next;
    do {
        range[0] = at;
        what = libetpan_part(c, &at, &range[1]);
        if (what == LIBETPAN_FAILS) {
            ranges.n = 0;
            return ranges;
        }
        buf_add(&ranges, str_from((const char *)range, sizeof range));
        at = skip_blank_line(s, at);
    } while (what == LIBETPAN_PART && ranges.n <= STRUCTURE_ENTITIES_MAX * sizeof range && !work_spent(c->k->s->w));
    return ranges;
}

static struct parts cut_libetpan(const struct cut *c)
{
    struct buf ranges = libetpan_ranges(c);
    struct parts p = { .count = 1 };
    size_t range[2];

    for (size_t i = 0; i < ranges.n; i += sizeof range) {
        memcpy(range, ranges.p + i, sizeof range);
        walk_part(c, range[0], range[1], false, p.count++);
    }
    return p;
}

/* --- Multipart ------------------------------------------------------------------------------------------------------ */

static struct parts cut_parts(const struct cut *c)
{
    if (!is_usable(c->k->v, c->boundary))
        return (struct parts){ .text_end = c->e.end };
    return c->k->v->boundary.cut == CUT_LIBETPAN ? cut_libetpan(c) : cut_lines(c);
}

static str guessed_boundary(struct walker *k, struct spot e)
{
    const struct blob *b = blob_at(k, e);
    size_t i = blob_dashes_from(b, e.at), content_end, next;
    str line;

    if (i >= b->dash_count || b->dashes[i].line >= e.end)
        return STR_NONE;
    blob_line(b, b->dashes[i].at, e.end, k->v->part.cr_ends_line, &content_end, &next);
    line = str_trim(str_sub(b->bytes, b->dashes[i].at + 2, content_end - b->dashes[i].at - 2));
    return line.n ? line : STR_NONE;
}

/* A body that is a mail or multipart in an encoding: a blob of its own, read once for all views that agree. */
static bool enter_body(struct walker *k, struct spot *e, struct body *body)
{
    struct structure *s = k->s;

    if (!body->blob && s->blob_count == STRUCTURE_BLOBS_MAX) {
        s->too_many = true;
        return false;
    }
    if (!body->blob) {
        struct blob b = blob_read(s->a, s->w, body->bytes);

        b.number = s->blob_count;
        b.outer = e->blob ? s->blobs[e->blob].outer : e->at;
        s->blobs[s->blob_count++] = b;
        body->blob = b.number;
    }
    e->blob = body->blob;
    e->at = 0;
    e->end = s->blobs[body->blob].bytes.n;
    e->trim = false;
    return true;
}

static void emit_multipart(struct walker *k, struct spot e, const struct content *c)
{
    if (k->v->no_parts == NO_PARTS_NOTHING)
        return;
    if (e.trim && !k->v->multipart_keeps_end)
        e.end = trimmed(k, blob_at(k, e), e.at, e.end);
    emit_leaf(k, e, c);
}

static void walk_multipart(struct walker *k, struct spot e, const struct content *c)
{
    struct cut cut = { k, e, c->boundary };
    struct parts p = { .text_end = e.end };

    if (c->encoding != CTE_IDENTITY && k->v->decode_multipart)
        enter_body(k, &cut.e, body_here(k, cut.e, c->encoding));
    if (!cut.boundary.p && k->v->guess_boundary)
        cut.boundary = guessed_boundary(k, cut.e);
    if (cut.boundary.p) {
        cut.e.digest = str_eq(c->type, STR("multipart/digest"));
        p = cut_parts(&cut);
    }
    if (p.count > 0)
        return;
    if (k->v->guess_boundary && cut.boundary.p && c->boundary.p) {
        /* The declared one is never seen: guess as if there were none. */
        cut.boundary = guessed_boundary(k, cut.e);
        if (cut.boundary.p && cut_parts(&cut).count > 0)
            return;
    }
    if (k->v->boundary.close_first && cut.e.blob == e.blob)
        e.end = p.text_end;
    emit_multipart(k, e, c);
}

/* --- Messages ---------------------------------------------------------------------------------------------------- */

/* Where the paragraph at `at` ends, and where the next one begins. */
static size_t paragraph_end(struct walker *k, struct spot e, size_t *next)
{
    size_t at = e.at, content_end = e.end;

    for (*next = e.end; at < e.end; at = *next) {
        blob_line(blob_at(k, e), at, e.end, k->v->part.cr_ends_line, &content_end, next);
        if (content_end == at)
            return at;
    }
    return e.end;
}

/* Python's feedparser: every paragraph of a delivery-status is a little message of its own. */
static void walk_status(struct walker *k, struct spot e)
{
    unsigned number = 0;
    size_t next;

    do {
        struct spot part = e;

        part.end = paragraph_end(k, e, &next);
        part.path = arena_format(k->s->a, "%.*s.%u", STR_FMT(e.path), ++number);
        part.depth++;
        part.is_part = true;
        part.digest = false;
        part.trim = e.trim && next >= e.end;
        walk(k, part);
        e.at = next;
    } while (e.at < e.end && k->entities < STRUCTURE_ENTITIES_MAX);
}

static void walk_message(struct walker *k, struct spot e, const struct content *c)
{
    e.depth++;
    e.digest = false;
    e.is_part = false;
    if (c->encoding != CTE_IDENTITY && k->v->decode_message && !enter_body(k, &e, body_here(k, e, c->encoding)))
        return;
    e.nested = true;
    e.path = e.path.n ? arena_format(k->s->a, "%.*s.m", STR_FMT(e.path)) : STR("m");
    walk(k, e);
}

static bool holds_message(const struct walker *k, const struct content *c)
{
    bool encoded = c->encoding == CTE_BASE64 || c->encoding == CTE_QP;

    if (k->v->encoded_message_leaf && encoded)
        return false;
    return k->v->message_any ? str_starts(c->type, STR("message/")) : str_eq(c->type, STR("message/rfc822"))
                                                                   || str_eq(c->type, STR("message/global"));
}

/* A file that is a mail opens with a double click, whatever the parts around it call it. It is read once, last, for all
 * views that yield the file. */
static void open_message(struct walker *k, struct spot e, const struct content *c, long leaf)
{
    struct body *body = leaf < 0 ? NULL : k->s->leaves[leaf].body;
    uint32_t mask = k->mask;

    if (!body || (str_starts(c->type, STR("text/")) && !c->name.p) || k->s->leaves[leaf].opened)
        return;
    body_look(k->s, body);
    if (body->type != FILE_MAIL || !enter_body(k, &e, body))
        return;
    k->s->leaves[leaf].opened = true;
    k->mask = k->s->leaves[leaf].views;
    e.depth++;
    e.digest = e.is_part = false;
    e.nested = true;
    e.path = e.path.n ? arena_format(k->s->a, "%.*s.m", STR_FMT(e.path)) : STR("m");
    walk(k, e);
    k->mask = mask;
}

/* --- Nothing to doubt ---------------------------------------------------------------------------------------------- */

static const uint32_t all_views = (1u << VIEW_COUNT) - 1;
static const uint32_t views_that_rewrite_line_ends = 1u << VIEW_LIBETPAN;
static const uint32_t views_that_trim_first = 1u << VIEW_LIBETPAN;     /* parts, before their headers are read */

/* Lines that begin with the delimiter are delimiters, bare of anything else; the first opens a part, the last closes,
 * nothing is empty; and libetpan, which does not go by lines, cuts at the same places. */
static bool cut_is_plain(const struct cut *c)
{
    const struct blob *b = blob_at(c->k, c->e);
    struct cut cut = *c;
    struct buf ranges;
    size_t count = 0, range[2], content_end, after;
    bool closed = false;

    if (!is_usable(c->k->v, c->boundary) || c->boundary.n == 0)
        return false;
    cut.e.end = c->e.trim ? trimmed(c->k, b, c->e.at, c->e.end) : c->e.end;
    ranges = libetpan_ranges(&cut);
    for (size_t i = blob_dashes_from(b, c->e.at); i < b->dash_count && b->dashes[i].line < c->e.end; i++) {
        const struct dashes *d = &b->dashes[i];
        str rest = str_sub(b->bytes, d->at + 2, c->e.end - d->at - 2);

        work_bytes(c->k->s->w, 4);
        if (!str_starts(rest, c->boundary))
            continue;
        if (closed || d->at != d->line)
            return false;
        blob_line(b, d->line, c->e.end, false, &content_end, &after);
        rest = str_sub(b->bytes, d->at + 2 + c->boundary.n, content_end - d->at - 2 - c->boundary.n);
        closed = str_eq(rest, STR("--"));
        if (rest.n > 0 && !closed)
            return false;
        if (count > 0) {
            memcpy(range, ranges.p + (count - 1) * sizeof range, sizeof range);
            if (range[1] != trimmed(c->k, b, range[0], d->line) || range[1] <= range[0])
                return false;
        }
        if (closed)
            continue;
        if (count * sizeof range == ranges.n)
            return false;
        memcpy(range, ranges.p + count++ * sizeof range, sizeof range);
        if (range[0] != after)
            return false;
    }
    return closed && count > 0 && count * sizeof range == ranges.n;
}

static uint32_t doubt_leaf(struct walker *k, struct spot e, const struct content *c, long leaf)
{
    str in = str_sub(blob_at(k, e)->bytes, e.at, e.end - e.at);
    struct body *body = leaf < 0 ? NULL : k->s->leaves[leaf].body;
    enum cleanness clean = CLEAN_TO_ALL;

    if (!body || c->encoding == CTE_UU)
        return all_views;
    if (c->encoding == CTE_BASE64)
        clean = base64_cleanness(in, body->odd);
    if (c->encoding == CTE_QP)
        clean = cleanness_here(k, e, CTE_QP, in);
    if (clean == CLEAN_TO_NONE)
        return all_views;
    if (!str_starts(c->type, STR("text/")) || c->name.p) {
        body_look(k->s, body);
        if (body->type == FILE_MAIL)
            return all_views;           /* some open it */
    }
    return clean == CLEAN_TO_ALL ? 0 : views_that_rewrite_line_ends;
}

static bool is_multipart(const struct content *c)   { return str_starts(c->type, STR("multipart/")); }

/* `e.at` is behind the headers. */
static uint32_t doubt_entity(struct walker *k, struct spot e, const struct block *b, const struct content *c, bool simple)
{
    struct cut cut = { k, e, c->boundary };

    if (!b->plain || !simple || e.digest)
        return all_views;
    if (is_multipart(c))
        return c->encoding != CTE_IDENTITY || !cut_is_plain(&cut) ? all_views : 0;
    if (str_starts(c->type, STR("message/")))
        return c->encoding != CTE_IDENTITY || !str_eq(c->type, STR("message/rfc822")) ? all_views : 0;
    return e.trim && e.at == e.end ? views_that_trim_first : 0;
}

/* --- Any part ------------------------------------------------------------------------------------------------------ */

static void walk(struct walker *k, struct spot e)
{
    struct block block;
    struct content c;
    bool simple;
    long leaf;

    if (e.depth > MAIL_DEPTH_MAX || k->entities++ >= STRUCTURE_ENTITIES_MAX || work_spent(k->s->w)) {
        k->s->too_deep |= e.depth > MAIL_DEPTH_MAX;
        k->s->too_many |= e.depth <= MAIL_DEPTH_MAX;
        k->s->doubted |= k->proving ? all_views : 0;
        return;
    }
    work_child(k->s->w);
    block = block_here(k, e);
    c = content_here(k, e, &block, &simple);
    if ((k->view == VIEW_FIRST || k->proving) && k->s->entity_count < STRUCTURE_ODD_MAX) {
        k->s->entities[k->s->entity_count] = (struct entity){ e.blob, e.at, e.end, e.path, e.parent, block, c };
        e.parent = k->s->entity_count++;
    }
    e.at = block.body;
    if (k->proving && k->s->doubted != all_views)
        k->s->doubted |= doubt_entity(k, e, &block, &c, simple);
    if (is_multipart(&c) && (c.boundary.p || k->v->guess_boundary)) {
        walk_multipart(k, e, &c);
    } else if (k->v->status_blocks && str_eq(c.type, STR("message/delivery-status"))) {
        walk_status(k, e);
    } else if (holds_message(k, &c)) {
        walk_message(k, e, &c);
    } else if (is_multipart(&c)) {
        emit_multipart(k, e, &c);
    } else {
        e.end = e.trim ? trimmed(k, blob_at(k, e), e.at, e.end) : e.end;
        leaf = emit_leaf(k, e, &c);
        if (k->proving && k->s->doubted != all_views)
            k->s->doubted |= doubt_leaf(k, e, &c, leaf);
        if (k->v->open_message)
            open_message(k, e, &c, leaf);
    }
}

static void read_views(struct arena *a, struct work *w, str mail, bool all, struct structure *out)
{
    struct walker first = { .s = out, .v = &views[0], .mask = 1, .proving = true };

    *out = (struct structure){ .a = a, .w = w, .blob_count = 1 };
    out->memo = memo_new(a, mail.n);
    out->leaves = arena_alloc(a, MAIL_PARTS_MAX * sizeof(struct leaf));
    out->entities = arena_alloc(a, STRUCTURE_ODD_MAX * sizeof(struct entity));
    out->blobs[0] = blob_read(a, w, mail);
    walk(&first, (struct spot){ .end = mail.n });
    for (unsigned v = 1; v < VIEW_COUNT; v++) {
        struct walker k = { .s = out, .v = &views[v], .view = v, .mask = 1u << v };

        if (!all && !(out->doubted >> v & 1))
            continue;
        if (v == VIEW_FIRST)
            out->entity_count = 0;      /* its own are those that count */
        walk(&k, (struct spot){ .end = mail.n });
    }
    for (size_t i = 0; i < out->leaf_count && !all; i++)
        if (out->leaves[i].views & 1)
            out->leaves[i].views |= all_views & ~out->doubted;
}

void structure_read(struct arena *a, struct work *w, str mail, struct structure *out)
{
    read_views(a, w, mail, false, out);
}

void structure_read_all(struct arena *a, struct work *w, str mail, struct structure *out)
{
    read_views(a, w, mail, true, out);
}

bool structure_is_agreed(const struct structure *s)
{
    return (s->doubted | views_that_rewrite_line_ends) != all_views;
}

struct block structure_tolerant_block(struct structure *s, unsigned blob, size_t at, size_t end)
{
    struct whereabouts p = { KEPT_BLOCK, blob, 0, at, 0 };
    struct slot *known = recall(s, p);
    struct block_rules rules = block_rules_tolerant;

    if (known && ((struct block *)known->thing)->body <= end)
        return *(struct block *)known->thing;
    /* A file that knows no other line end was saved so. */
    rules.cr_ends_line = s->blobs[blob].lf + s->blobs[blob].crlf == 0;
    return block_read(s->a, s->w, &s->blobs[blob], at, end, &rules);
}
