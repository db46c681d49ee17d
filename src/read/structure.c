#include "read/structure.h"
#include "read/mail.h"

const struct block_rules block_rules_tolerant = {
    .cr_ends_line = false, .name = NAME_ANYTHING, .odd_line = ODD_LINE_SKIPPED,
};

/* --- What was already read, by place ----------------------------------------------------------------------------- */

enum kept { KEPT_BLOCK, KEPT_CONTENT, KEPT_BODY, KEPT_LEAF, KEPT_BLOB };

struct whereabouts { enum kept kind; unsigned blob, variant; size_t at, end; };
struct slot { struct whereabouts place; void *thing; struct slot *next; };
struct memo { struct slot *bucket[1024]; };

static size_t bucket_of(struct whereabouts p)
{
    uint64_t h = ((uint64_t)p.at * 0x9E3779B97F4A7C15u) ^ ((uint64_t)p.end * 0xC2B2AE3D27D4EB4Fu)
               ^ (((uint64_t)p.kind << 40 | (uint64_t)p.blob << 20 | p.variant) * 0x165667B19E3779F9u);

    return (h ^ h >> 29) % 1024;
}

static struct slot *recall(struct structure *s, struct whereabouts p)
{
    for (struct slot *at = s->memo->bucket[bucket_of(p)]; at; at = at->next)
        if (at->place.kind == p.kind && at->place.at == p.at && at->place.end == p.end && at->place.blob == p.blob
            && at->place.variant == p.variant)
            return at;
    return NULL;
}

static void *keep(struct structure *s, struct whereabouts p, const void *thing, size_t size)
{
    struct slot *slot = arena_alloc(s->a, sizeof *slot), **head = &s->memo->bucket[bucket_of(p)];
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
    size_t entities;
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

static struct content content_here(struct walker *k, struct spot e, const struct block *b)
{
    struct whereabouts p = { KEPT_CONTENT, e.blob, (unsigned)e.digest, e.at, 0 };
    struct slot *known = recall(k->s, p);
    struct content c;

    if (known && b->plain)
        return *(struct content *)known->thing;
    c = content_read(k->s->a, k->s->w, k->v, b, e.digest);
    if (content_is_simple(k->s->w, b))
        keep(k->s, p, &c, sizeof c);
    return c;
}

static size_t trimmed(struct walker *k, const struct blob *b, size_t at, size_t end)
{
    if (end > at && b->bytes.p[end - 1] == '\n')
        return end - 1 > at && b->bytes.p[end - 2] == '\r' ? end - 2 : end - 1;
    if (end > at && b->bytes.p[end - 1] == '\r' && (k->v->top.cr_ends_line || k->v->trim_last_line))
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

/* Dialects differ only on what is not clean, so a clean body is decoded once for all views. */
static struct body *body_here(struct walker *k, struct spot e, enum cte cte)
{
    struct whereabouts clean = { KEPT_BODY, e.blob, (unsigned)cte * 32, e.at, e.end }, own = clean;
    struct slot *known = recall(k->s, clean);
    struct body body = { 0 };

    if (known)
        return known->thing;
    own.variant += 1 + (cte == CTE_BASE64 ? (unsigned)k->v->base64 : (unsigned)k->v->qp);
    known = cte == CTE_BASE64 || cte == CTE_QP ? recall(k->s, own) : NULL;
    if (known)
        return known->thing;
    body.bytes = decode(k->s, k->v, cte, str_sub(blob_at(k, e)->bytes, e.at, e.end - e.at), &body.odd);
    body.sha256 = sha256_of(body.bytes);
    work_bytes(k->s->w, body.bytes.n);
    return keep(k->s, body.odd == 0 ? clean : own, &body, sizeof body);
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
    return l->body == body && same(l->name, c->name) && str_eq(l->type, c->type) && !(l->views >> k->view & 1);
}

static void emit_leaf(struct walker *k, struct spot e, const struct content *c)
{
    struct structure *s = k->s;
    struct body *body = body_here(k, e, c->encoding);
    struct whereabouts p = { KEPT_LEAF, e.blob, (unsigned)c->encoding, e.at, e.end };
    struct slot *known = recall(s, p);
    struct leaf_chain link = { s->leaf_count, known ? known->thing : NULL };
    struct leaf l = {
        .blob = e.blob, .at = e.at, .end = e.end, .encoding = c->encoding, .body = body, .type = c->type, .name = c->name,
        .charset = c->charset, .path = e.path, .name_extended = c->name_extended, .attachment = c->attachment,
        .is_inline = c->is_inline, .nested = e.nested, .views = 1u << k->view,
    };

    for (struct leaf_chain *at = link.next; at; at = at->next) {
        if (is_leaf(k, &s->leaves[at->leaf], c, body)) {
            s->leaves[at->leaf].views |= 1u << k->view;
            return;
        }
        if (l.siblings < VIEW_COUNT)
            l.sibling[l.siblings++] = at->leaf;
    }
    if (s->leaf_count == MAIL_PARTS_MAX) {
        s->too_many = true;
        return;
    }
    s->leaves[s->leaf_count++] = l;
    if (known)
        known->thing = memcpy(arena_alloc(s->a, sizeof link), &link, sizeof link);
    else
        keep(s, p, &link, sizeof link);
}

static void walk(struct walker *k, struct spot e);

/* --- Multipart: delimiter lines ---------------------------------------------------------------------------------- */

enum delimiter { NO_DELIMITER, DELIMITER, CLOSING };

struct cut { struct walker *k; struct spot e; str boundary; };

/* What a line of dashes is to this view; *after is where the line behind it begins. */
static enum delimiter delimiter_at(const struct cut *c, const struct dashes *d, bool first, size_t *after)
{
    const struct boundary_rules *r = &c->k->v->boundary;
    const struct blob *b = blob_at(c->k, c->e);
    size_t content_end;
    str rest;
    bool closing;

    if (d->at != d->line && !r->blanks_before)
        return NO_DELIMITER;
    if (d->before == LINE_END_CR && d->line != c->e.at && !c->k->v->part.cr_ends_line)
        return NO_DELIMITER;
    if (!str_starts(str_sub(b->bytes, d->at + 2, c->e.end - d->at - 2), c->boundary))
        return NO_DELIMITER;
    blob_line(b, d->line, c->e.end, c->k->v->part.cr_ends_line, &content_end, after);
    rest = str_sub(b->bytes, d->at + 2 + c->boundary.n, content_end - d->at - 2 - c->boundary.n);
    work_bytes(c->k->s->w, rest.n + c->boundary.n);
    if (first && r->first_prefix) {
        if (rest.n > 0 && str_trim(rest).n > 0)
            *after = content_end - rest.n;
        return DELIMITER;
    }
    closing = str_starts(rest, STR("--"));
    if (closing && (r->prefix || r->close_is_last || str_trim(str_skip(rest, 2)).n == 0))
        return CLOSING;
    return r->prefix || str_trim(rest).n == 0 ? DELIMITER : NO_DELIMITER;
}

static void walk_part(const struct cut *c, size_t at, size_t end, bool closed, unsigned number)
{
    struct spot part = c->e;

    if (end <= at && !c->k->v->boundary.empty_part)
        return;
    part.at = at;
    part.end = end;
    part.depth++;
    part.is_part = true;
    part.trim = closed || c->k->v->trim_last_line;
    part.path = c->e.path.n ? arena_format(c->k->s->a, "%.*s.%u", STR_FMT(c->e.path), number)
                            : arena_format(c->k->s->a, "%u", number);
    walk(c->k, part);
}

/* libetpan takes an unclosed part to end before its last line that begins with '-'. */
static size_t unclosed_end(const struct cut *c, size_t from)
{
    const struct blob *b = blob_at(c->k, c->e);
    size_t end = c->e.end;

    if (!c->k->v->boundary.dashes_cut)
        return end;
    for (size_t i = end; i > from + 1; i--)
        if (b->bytes.p[i - 1] == '-' && b->bytes.p[i - 2] == '\n')
            return i - 1;
    return end;
}

struct parts { size_t at; unsigned count; bool open; };

/* The part that is open ends before the line at `line`. */
static void end_part(const struct cut *c, struct parts *p, size_t line)
{
    if (p->open)
        walk_part(c, p->at, line, true, ++p->count);
    p->open = false;
}

/* libetpan: blank lines behind the first delimiter belong to it. */
static size_t skip_blank_lines(const struct cut *c, size_t at)
{
    const struct blob *b = blob_at(c->k, c->e);
    size_t content_end, next;

    while (at < c->e.end) {
        blob_line(b, at, c->e.end, false, &content_end, &next);
        if (next == content_end || str_trim(str_sub(b->bytes, at, content_end - at)).n > 0)
            break;
        at = next;
    }
    return at;
}

static struct parts cut_parts(const struct cut *c)
{
    const struct boundary_rules *r = &c->k->v->boundary;
    const struct blob *b = blob_at(c->k, c->e);
    struct parts p = { 0 };
    size_t closing_line = 0;            /* libetpan: the first closing line of the part that is open */
    bool closed = false;

    for (size_t i = blob_dashes_from(b, c->e.at); i < b->dash_count && b->dashes[i].line < c->e.end; i++) {
        const struct dashes *d = &b->dashes[i];
        size_t after;
        enum delimiter what = delimiter_at(c, d, !p.open && p.count == 0, &after);

        work_tokens(c->k->s->w, 1);
        if (what == NO_DELIMITER || (r->needs_line_before && p.open && d->line == p.at))
            continue;
        if (p.open && r->repeats_collapse && d->line == p.at) {
            p.at = after;
            continue;
        }
        if (what == CLOSING && r->close_is_last && p.open) {
            closing_line = closing_line ? closing_line : d->line;
            continue;
        }
        end_part(c, &p, d->line);
        closing_line = 0;
        closed = what == CLOSING;
        if (closed && r->ends_at_close)
            break;
        p.open = !closed;
        p.at = r->first_prefix && p.count == 0 ? skip_blank_lines(c, after) : after;
    }
    if (p.open && closing_line)
        end_part(c, &p, closing_line);
    else if (p.open)
        walk_part(c, p.at, unclosed_end(c, p.at), false, ++p.count);
    return p;
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

/* A body that is a mail or multipart in an encoding: a blob of its own, decoded once for all views that agree. */
static bool enter_decoded(struct walker *k, struct spot *e, enum cte cte)
{
    struct structure *s = k->s;
    struct body *body = body_here(k, *e, cte);
    struct whereabouts p = { KEPT_BLOB, e->blob, (unsigned)cte * 32 + (body->odd ? 1 + k->view : 0), e->at, e->end };
    struct slot *known = recall(s, p);
    unsigned number;

    if (!known && s->blob_count == STRUCTURE_BLOBS_MAX) {
        s->too_many = true;
        return false;
    }
    if (!known) {
        struct blob b = blob_read(s->a, s->w, body->bytes);

        b.number = s->blob_count;
        b.outer = e->blob ? s->blobs[e->blob].outer : e->at;
        s->blobs[s->blob_count++] = b;
        keep(s, p, &b.number, sizeof b.number);
        number = b.number;
    } else {
        number = *(unsigned *)known->thing;
    }
    e->blob = number;
    e->at = 0;
    e->end = s->blobs[number].bytes.n;
    e->trim = false;
    return true;
}

static void walk_multipart(struct walker *k, struct spot e, const struct content *c)
{
    struct cut cut = { k, e, c->boundary };
    struct parts p = { 0 };

    if (c->encoding != CTE_IDENTITY && k->v->decode_multipart)
        enter_decoded(k, &cut.e, c->encoding);
    if (!cut.boundary.p && k->v->guess_boundary)
        cut.boundary = guessed_boundary(k, cut.e);
    if (cut.boundary.p) {
        cut.e.digest = str_eq(c->type, STR("multipart/digest"));
        p = cut_parts(&cut);
    }
    if (p.count > 0)
        return;
    if (cut.boundary.p && k->v->boundary.first_prefix) {
        /* libetpan: no delimiter at all, so everything is the one and last part. */
        const struct blob *b = blob_at(k, cut.e);
        size_t last = blob_dashes_from(b, cut.e.end), at = cut.e.at;

        if (last > 0 && b->dashes[last - 1].line >= at)
            at = b->dashes[last - 1].at + 2;
        walk_part(&cut, skip_blank_lines(&cut, at), unclosed_end(&cut, at), false, 1);
        return;
    }
    if (k->v->guess_boundary && cut.boundary.p && c->boundary.p) {
        /* The declared one is never seen: guess as if there were none. */
        cut.boundary = guessed_boundary(k, cut.e);
        if (cut.boundary.p && cut_parts(&cut).count > 0)
            return;
    }
    e.end = e.trim ? trimmed(k, blob_at(k, e), e.at, e.end) : e.end;
    emit_leaf(k, e, c);
}

/* --- Messages ---------------------------------------------------------------------------------------------------- */

/* Python's feedparser: every block of a delivery-status is a little message of its own, with an empty body. */
static void walk_status(struct walker *k, struct spot e)
{
    const struct blob *b = blob_at(k, e);
    const struct content empty = { .type = STR("text/plain") };
    unsigned number = 0;

    while (k->entities++ < STRUCTURE_ENTITIES_MAX) {
        struct block block = block_read(k->s->a, k->s->w, b, e.at, e.end, &k->v->part);
        struct spot leaf = e;

        leaf.at = leaf.end = block.body;
        leaf.path = arena_format(k->s->a, "%.*s.%u", STR_FMT(e.path), ++number);
        emit_leaf(k, leaf, &empty);
        if (block.body >= e.end || !block.empty_line)
            break;
        e.at = block.body;
    }
}

static void walk_message(struct walker *k, struct spot e, const struct content *c)
{
    e.depth++;
    e.digest = false;
    e.is_part = false;
    if (c->encoding != CTE_IDENTITY && k->v->decode_message && !enter_decoded(k, &e, c->encoding))
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

static void walk(struct walker *k, struct spot e)
{
    struct block block;
    struct content c;

    if (e.depth > MAIL_DEPTH_MAX || k->entities++ >= STRUCTURE_ENTITIES_MAX || work_spent(k->s->w)) {
        k->s->too_deep |= e.depth > MAIL_DEPTH_MAX;
        k->s->too_many |= e.depth <= MAIL_DEPTH_MAX;
        return;
    }
    work_child(k->s->w);
    block = block_here(k, e);
    c = content_here(k, e, &block);
    if (k->view == VIEW_FIRST && k->s->entity_count < STRUCTURE_ODD_MAX) {
        k->s->entities[k->s->entity_count] = (struct entity){ e.blob, e.at, e.end, e.path, e.parent, block, c };
        e.parent = k->s->entity_count++;
    }
    e.at = block.body;
    if (str_starts(c.type, STR("multipart/")) && (c.boundary.p || k->v->guess_boundary)) {
        walk_multipart(k, e, &c);
    } else if (k->v->status_blocks && str_eq(c.type, STR("message/delivery-status"))) {
        walk_status(k, e);
    } else if (holds_message(k, &c)) {
        walk_message(k, e, &c);
    } else {
        e.end = e.trim ? trimmed(k, blob_at(k, e), e.at, e.end) : e.end;
        emit_leaf(k, e, &c);
    }
}

void structure_read(struct arena *a, struct work *w, str mail, struct structure *out)
{
    *out = (struct structure){ .a = a, .w = w, .blob_count = 1 };
    out->memo = ARENA_NEW(a, struct memo);
    out->leaves = arena_alloc(a, MAIL_PARTS_MAX * sizeof(struct leaf));
    out->entities = arena_alloc(a, STRUCTURE_ODD_MAX * sizeof(struct entity));
    out->blobs[0] = blob_read(a, w, mail);
    for (unsigned v = 0; v < VIEW_COUNT; v++) {
        struct walker k = { .s = out, .v = &views[v], .view = v };

        walk(&k, (struct spot){ .end = mail.n });
    }
}

struct block structure_tolerant_block(struct structure *s, unsigned blob, size_t at, size_t end)
{
    struct whereabouts p = { KEPT_BLOCK, blob, 0, at, 0 };
    struct slot *known = recall(s, p);

    if (known && ((struct block *)known->thing)->body <= end)
        return *(struct block *)known->thing;
    return block_read(s->a, s->w, &s->blobs[blob], at, end, &block_rules_tolerant);
}
