#include "read/sweep.h"
#include "base/utf8.h"
#include "read/filetype.h"

#include <stdlib.h>

enum {
    SHAPE_LOOK = 2048,                  /* bytes of a segment that decide whether it could be base64 */
    SEGMENT_MIN = 24,                   /* shorter ones cannot carry anything that runs */
    DELIMITER_MAX = 80,                 /* "--", a boundary of 70 (RFC 2046 5.1.1), "--" and some blanks */
    TEXT_MIN = 48,                      /* shorter readable stretches come about by chance */
    IMAGE_MIN = 44000,                  /* the name of a disk image stands at byte 32769, behind nothing but zeros */
};

void body_look(struct structure *s, struct body *b)
{
    if (b->known)
        return;
    b->known = true;
    b->type = file_type_of(b->bytes, s->w);
    b->traits = file_traits(s->a, s->w, b->type, b->bytes);
}

bool body_is_risky(const struct body *b)
{
    uint32_t traits = file_type_traits(b->type);

    return (traits & (TYPE_RUNS | TYPE_SCRIPT | TYPE_DISK | TYPE_HOLDS)) || (b->traits & (PART_ACTIVE | PART_MACRO))
        || b->type == FILE_RTF || b->type == FILE_OLE || b->type == FILE_PDF;
}

/* --- Segments: what lies between delimiters and empty lines, less what views already decode ----------------------- */

struct span { size_t at, end; };

static int by_start(const void *a, const void *b)
{
    const struct span *x = a, *y = b;

    return (x->at > y->at) - (x->at < y->at);
}

/* What need not be looked at any more, in order: what some view decodes cleanly, and headers that are headers to every
 * program; with `texts` those that all programs show where they stand, too. */
static size_t covered(struct structure *s, unsigned blob, bool texts, struct span *out)
{
    size_t n = 0;

    for (size_t i = 0; i < s->leaf_count; i++) {
        const struct leaf *l = &s->leaves[i];

        if (l->blob == blob && l->end > l->at && (l->encoding == CTE_IDENTITY ? texts : l->body->odd == 0))
            out[n++] = (struct span){ l->at, l->end };
    }
    for (size_t i = 0; i < s->entity_count; i++) {
        const struct entity *e = &s->entities[i];

        if (e->blob == blob && e->block.plain && e->block.body > e->at)
            out[n++] = (struct span){ e->at, e->block.body };
    }
    qsort(out, n, sizeof *out, by_start);
    return n;
}

/* --- Could this be base64? ---------------------------------------------------------------------------------------- */

/* RFC 4648 5: '-' and '_' for '+' and '/'. Only a text that has none of the others can be that. */
static bool is_url_safe(str s)
{
    s = str_take(s, SHAPE_LOOK);
    return (memchr(s.p, '-', s.n) || memchr(s.p, '_', s.n)) && !memchr(s.p, '+', s.n) && !memchr(s.p, '/', s.n);
}

static bool in_alphabet(unsigned char c, bool url_safe)
{
    return base64_value[c] < 64 || (url_safe && (c == '-' || c == '_'));
}

/* What separates the characters: nothing but line ends, or junk in a steady rhythm, as the known evasions put it. */
struct shape { bool possible, pure, url_safe; bool junk[256]; };

static struct shape shape_of(str s, bool url_safe)
{
    struct shape shape = { .url_safe = url_safe };
    size_t good = 0, junk = 0, gap = 0, gaps[9] = { 0 }, steady = 0;

    s = str_take(s, SHAPE_LOOK);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (in_alphabet(c, url_safe)) {
            good++;
            gap++;
        } else if (c != '\r' && c != '\n') {
            shape.junk[c] = true;
            junk += c != '=';
            gaps[gap < 8 ? gap : 8]++;
            gap = 0;
        }
    }
    for (size_t i = 1; i < 8; i++)
        steady = gaps[i] > steady ? gaps[i] : steady;
    shape.junk['\r'] = shape.junk['\n'] = shape.junk['='] = true;
    shape.pure = junk == 0;
    shape.possible = good >= SEGMENT_MIN && (junk * 64 < good || (steady * 10 >= junk * 8 && good >= junk));
    return shape;
}

/* Where the run that begins a segment ends: the first line with a character that its beginning did not have. */
static size_t run_end(const struct shape *shape, str s)
{
    size_t line = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == '\n' || c == '\r')
            line = i + 1;
        else if (!in_alphabet(c, shape->url_safe) && !shape->junk[c])
            return line;
    }
    return s.n;
}

static str standard_alphabet(struct arena *a, str s)
{
    str out = arena_copy(a, s);

    for (size_t i = 0; i < out.n; i++)
        if (out.p[i] == '-' || out.p[i] == '_')
            ((char *)(uintptr_t)out.p)[i] = out.p[i] == '-' ? '+' : '/';
    return out;
}

/* --- Looking ------------------------------------------------------------------------------------------------------ */

struct sweeper {
    struct structure *s;
    const struct blob *b;
    size_t decoded_to;                  /* a run that announces nothing is decoded once: up to here that was done */
    struct sweep out;
};

static bool is_new(const struct sweeper *k, const struct body *b)
{
    for (size_t i = 0; i < k->s->leaf_count; i++)
        if (k->s->leaves[i].body->bytes.n == b->bytes.n && sha256_equal(&k->s->leaves[i].body->sha256, &b->sha256))
            return false;
    for (size_t i = 0; i < k->out.n; i++)
        if (sha256_equal(&k->out.found[i].body.sha256, &b->sha256))
            return false;
    return true;
}

/* Text that is worth showing although it has no magic: what base64 decodes to is almost never readable by chance - if
 * bytes over 127 must be UTF-8, for half of all chance bytes are. */
static bool readable(str s)
{
    size_t good = 0;

    s = utf8_cut(s, 4096);
    for (size_t i = 0; i < s.n; i++)
        good += (s.p[i] >= 32 && s.p[i] < 127) || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t' || s.p[i] >= 0x80;
    return s.n >= TEXT_MIN && good * 100 >= s.n * 97 && utf8_valid(s);
}

/* Text of this kind is already shown for this place: the same page less decoded, or cut a line later, is not hidden. */
static bool is_shown_as(const struct sweeper *k, const struct body *b, size_t at, size_t end)
{
    if (b->type != FILE_HTML && b->type != FILE_TEXT)
        return false;
    for (size_t i = 0; i < k->s->leaf_count; i++) {
        const struct leaf *l = &k->s->leaves[i];

        if (l->blob == k->b->number && l->at < end && l->end > at && l->end - l->at >= (end - at) / 2) {
            body_look(k->s, l->body);
            if (l->body->type == b->type)
                return true;
        }
    }
    return false;
}

static bool look(struct sweeper *k, str bytes, size_t at, size_t end, enum cte cte)
{
    struct body b = { .bytes = bytes };

    if (bytes.n < 16 || k->out.n == SWEEP_FOUND_MAX)
        return false;
    body_look(k->s, &b);
    if (b.type == FILE_UNKNOWN || b.type == FILE_EMPTY)
        return false;
    if (!body_is_risky(&b) && !(cte == CTE_BASE64 && (b.type == FILE_HTML || b.type == FILE_TEXT) && readable(bytes)))
        return false;
    if (is_shown_as(k, &b, at, end))
        return false;
    b.sha256 = sha256_of(bytes);
    work_bytes(k->s->w, bytes.n);
    if (is_new(k, &b))
        k->out.found[k->out.n++] = (struct found){ k->b->number, at, end, cte, b };
    return true;
}

/* The head decides whether the whole is decoded: most stretches of text decode to noise. */
static bool head_promises(struct sweeper *k, str run, enum base64_dialect d)
{
    struct body head = { 0 };
    uint32_t odd = 0;
    size_t mark = arena_mark(k->s->a);
    bool promises;

    head.bytes = base64_decode(k->s->a, k->s->w, str_take(run, SHAPE_LOOK), d, &odd);
    body_look(k->s, &head);
    promises = head.type != FILE_UNKNOWN && head.type != FILE_EMPTY && (file_type_traits(head.type) != TYPE_TEXT || readable(head.bytes));
    arena_release(k->s->a, mark);
    return promises;
}

/* A long run of nothing but base64 whose head says nothing: a disk image begins with 32 KiB of zeros. */
static bool worth_a_look(struct sweeper *k, const struct shape *shape, size_t at, size_t end)
{
    if (!shape->pure || end < IMAGE_MIN || at < k->decoded_to)
        return false;
    k->decoded_to = at + end;
    return true;
}

static size_t try_run(struct sweeper *k, const struct shape *shape, str run, size_t at)
{
    static const enum base64_dialect dialects[] = { BASE64_SKIP_JUNK, BASE64_PAD_IGNORED, BASE64_PYTHON };
    bool any = false;

    for (size_t i = 0; i < sizeof dialects / sizeof *dialects && !work_spent(k->s->w); i++) {
        uint32_t odd = 0;
        size_t mark = arena_mark(k->s->a), before = k->out.n;
        str decoded;

        if (!head_promises(k, run, dialects[i]) && !worth_a_look(k, shape, at, run.n))
            continue;
        decoded = base64_decode(k->s->a, k->s->w, run, dialects[i], &odd);
        /* Python hands what it cannot decode back as it stands. */
        any |= decoded.n <= run.n / 4 * 3 + 3 && look(k, decoded, at, at + run.n, CTE_BASE64);
        if (k->out.n == before)
            arena_release(k->s->a, mark);
        if (odd == 0)
            break;
    }
    return any ? run.n : 0;
}

static size_t try_base64(struct sweeper *k, str segment, size_t at)
{
    bool url_safe = is_url_safe(segment);
    struct shape shape = shape_of(segment, url_safe);
    size_t mark = arena_mark(k->s->a), before = k->out.n, end;

    work_bytes(k->s->w, segment.n < SHAPE_LOOK ? segment.n : SHAPE_LOOK);
    if (!shape.possible)
        return 0;
    end = run_end(&shape, segment);
    work_bytes(k->s->w, end);
    if (end < SEGMENT_MIN)
        return 0;
    if (!url_safe)
        return try_run(k, &shape, str_take(segment, end), at);
    work_bytes(k->s->w, end);
    end = try_run(k, &shape, standard_alphabet(k->s->a, str_take(segment, end)), at);
    if (k->out.n == before)
        arena_release(k->s->a, mark);
    return end;
}

static bool looks_quoted_printable(str s)
{
    size_t escapes = 0;

    s = str_take(s, 64 << 10);
    for (const char *p = s.p, *end = s.p + s.n; p + 1 < end && (p = memchr(p, '=', (size_t)(end - p))) && p + 1 < end; p++)
        escapes += p[1] == '\n' || p[1] == '\r' || p[1] == ' ' || p[1] == '\t' || p[1] == '=' || ascii_hex(p[1]) >= 0;
    return escapes >= 1;
}

static void try_quoted_printable(struct sweeper *k, str segment, size_t at)
{
    static const enum qp_dialect dialects[] = { QP_LENIENT, QP_DROP_ILLEGAL, QP_PYTHON, QP_LIBETPAN };

    work_bytes(k->s->w, segment.n < 64 << 10 ? segment.n : 64 << 10);
    if (!looks_quoted_printable(segment))
        return;
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects && !work_spent(k->s->w); i++) {
        uint32_t odd = 0;
        size_t mark = arena_mark(k->s->a), before = k->out.n;

        look(k, qp_decode(k->s->a, k->s->w, segment, dialects[i], &odd), at, at + segment.n, CTE_QP);
        if (k->out.n == before)
            arena_release(k->s->a, mark);
        if (odd == 0)
            break;
    }
}

static void try_segment(struct sweeper *k, size_t at, size_t end, bool whole_leaf)
{
    str segment = str_sub(k->b->bytes, at, end - at);

    if (segment.n < SEGMENT_MIN || work_spent(k->s->w))
        return;
    if (try_base64(k, segment, at))
        return;
    if (whole_leaf)
        return;
    try_quoted_printable(k, segment, at);
    look(k, segment, at, end, CTE_IDENTITY);
}

/* Is [at, end) exactly what some view shows as it stands? Then its plain bytes have been looked at already. */
static bool is_identity_leaf(const struct sweeper *k, size_t at, size_t end)
{
    const struct structure *s = k->s;

    for (size_t i = 0; i < s->leaf_count; i++)
        if (s->leaves[i].blob == k->b->number && s->leaves[i].encoding == CTE_IDENTITY && s->leaves[i].at <= at && s->leaves[i].end + 2 >= end
            && s->leaves[i].at + 4 >= at)
            return true;
    return false;
}

/* An empty line to anyone: nothing but blanks, CR, NUL. */
static bool line_is_empty(str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r' && line.p[i] != 0)
            return false;
    return true;
}

static bool begins_with_header(str s)
{
    size_t n = 0;

    while (n < s.n && n < 80 && s.p[n] > 32 && s.p[n] < 127 && s.p[n] != ':')
        n++;
    return n > 0 && (str_at(s, n) == ':' || str_at(s, n) == ' ');
}

/* Between two delimiters: what follows each empty line is a place where a body may begin - but only the first few, and
 * after that only where the text changes from header lines, so the work stays linear. */
static void sweep_range(struct sweeper *k, size_t at, size_t end, bool behind_headers)
{
    const struct blob *b = k->b;
    size_t line = at, begin = at, content_end, next, starts = 0;
    bool header_before = !behind_headers;

    work_bytes(k->s->w, end - at);
    if (behind_headers) {
        starts++;
        try_segment(k, at, end, is_identity_leaf(k, at, end));
    }
    while (line < end && starts < 16) {
        str text;

        blob_line(b, line, end, true, &content_end, &next);
        text = str_sub(b->bytes, line, content_end - line);
        if (line_is_empty(text)) {
            if (header_before && next < end) {
                starts++;
                try_segment(k, next, end, is_identity_leaf(k, next, end));
                begin = next;
            }
            header_before = false;
        } else if (begins_with_header(text) && (str_starts_nocase(text, STR("Content-")) || str_starts_nocase(text, STR("MIME-")))) {
            header_before = true;
        }
        line = next;
    }
    if (starts == 0)
        try_segment(k, begin, end, is_identity_leaf(k, begin, end));
}

/* Lines that are pure base64 in the middle of something else: a run that no delimiter or empty line announces. */
static void sweep_runs(struct sweeper *k, size_t at, size_t end)
{
    const struct blob *b = k->b;
    size_t line = at, content_end, next, run = 0, lines = 0;

    work_bytes(k->s->w, end - at);
    while (line < end) {
        str text;
        bool pure;
        size_t n = 0;

        blob_line(b, line, end, true, &content_end, &next);
        text = str_sub(b->bytes, line, content_end - line);
        while (n < text.n && base64_value[(unsigned char)text.p[n]] <= 64)
            n++;
        pure = n == text.n && n >= 4;
        if (pure && lines++ == 0)
            run = line;
        if ((!pure || next >= end) && lines > 0) {
            size_t stop = pure ? next : line;

            if (stop - run >= 40)
                try_segment(k, run, stop, true);
            lines = 0;
        }
        line = next;
    }
}

/* A delimiter line holds nothing. */
static size_t behind_delimiter(const struct blob *b, size_t at, size_t end)
{
    size_t content_end, next;

    if (!str_starts(str_skip(b->bytes, at), STR("--")))
        return at;
    blob_line(b, at, end, false, &content_end, &next);
    return content_end - at <= DELIMITER_MAX ? next : at;
}

static void sweep_between(struct sweeper *k, size_t at, size_t end, bool behind_headers)
{
    at = behind_headers ? at : behind_delimiter(k->b, at, end);
    if (end - at < SEGMENT_MIN)
        return;
    sweep_range(k, at, end, behind_headers);
    sweep_runs(k, at, end);
}

/* Texts that every program shows, and at this place: only what stands in one of them can be more than it seems. */
static void sweep_texts(struct sweeper *k)
{
    for (size_t i = 0; i < k->s->leaf_count; i++) {
        const struct leaf *l = &k->s->leaves[i];

        if (l->blob == k->b->number && l->encoding == CTE_IDENTITY && l->end - l->at >= SEGMENT_MIN)
            sweep_between(k, l->at, l->end, true);
    }
}

static void sweep_blob(struct sweeper *k)
{
    const struct blob *b = k->b;
    struct span *clean = ARENA_ARRAY(k->s->a, struct span, k->s->leaf_count + k->s->entity_count + 1);
    bool agreed = structure_is_agreed(k->s), behind_headers = false;
    size_t n = covered(k->s, b->number, agreed, clean), at = 0, c = 0, d = 0;

    k->decoded_to = 0;
    if (agreed)
        sweep_texts(k);
    while (at < b->bytes.n && !work_spent(k->s->w)) {
        size_t end = b->bytes.n, skip = 0;

        while (c < n && clean[c].end <= at)
            c++;
        while (d < b->dash_count && b->dashes[d].line <= at)
            d++;
        if (d < b->dash_count)
            end = b->dashes[d].line;
        if (c < n && clean[c].at <= at) {
            at = clean[c].end;
            behind_headers = at >= 1 && b->bytes.p[at - 1] == '\n';
            continue;
        }
        if (c < n && clean[c].at < end)
            end = clean[c].at, skip = clean[c].end;
        sweep_between(k, at, end, behind_headers);
        at = skip ? skip : end;
        behind_headers = skip > 0 && b->bytes.p[at - 1] == '\n';
    }
}

/* A mail that stands inside the mail as it is has been swept with it. */
static bool is_slice(str whole, str part)
{
    return (uintptr_t)part.p >= (uintptr_t)whole.p && (uintptr_t)part.p < (uintptr_t)whole.p + whole.n;
}

struct sweep sweep_mail(struct structure *s)
{
    struct sweeper k = { .s = s };

    k.out.found = ARENA_ARRAY(s->a, struct found, SWEEP_FOUND_MAX);
    for (unsigned i = 0; i < s->blob_count; i++) {
        k.b = &s->blobs[i];
        if (i == 0 || !is_slice(s->blobs[0].bytes, k.b->bytes))
            sweep_blob(&k);
    }
    return k.out;
}
