#include "read/tokens.h"

static void keep_dashes(struct buf *out, const struct blob *b, size_t line, enum line_end before)
{
    size_t at = line;
    struct dashes d;

    while (at < b->bytes.n && at < line + 8 && (b->bytes.p[at] == ' ' || b->bytes.p[at] == '\t'))
        at++;
    if (!str_starts(str_skip(b->bytes, at), STR("--")))
        return;
    d = (struct dashes){ .line = line, .at = at, .before = before };
    buf_add(out, str_from((const char *)&d, sizeof d));
}

/* Bare CRs in [from, to) end lines for some programs: each is counted and the line after it looked at. */
static void bare_returns(struct buf *out, struct blob *b, size_t from, size_t to)
{
    while (from < to) {
        const char *cr = memchr(b->bytes.p + from, '\r', to - from);

        if (!cr)
            return;
        from = (size_t)(cr - b->bytes.p) + 1;
        b->cr++;
        keep_dashes(out, b, from, LINE_END_CR);
    }
}

struct blob blob_read(struct arena *a, struct work *w, str bytes)
{
    struct blob b = { .bytes = bytes };
    struct buf found = buf_new(a, 512);
    size_t at = 0;

    work_bytes(w, bytes.n);
    keep_dashes(&found, &b, 0, LINE_END_NONE);
    while (at < bytes.n) {
        const char *lf = memchr(bytes.p + at, '\n', bytes.n - at);
        size_t end = lf ? (size_t)(lf - bytes.p) : bytes.n;
        bool crlf = lf && end > at && bytes.p[end - 1] == '\r';

        bare_returns(&found, &b, at, crlf ? end - 1 : end);
        if (!lf)
            break;
        at = end + 1;
        b.crlf += crlf;
        b.lf += !crlf;
        keep_dashes(&found, &b, at, crlf ? LINE_END_CRLF : LINE_END_LF);
    }
    for (const char *nul = bytes.p, *end = bytes.p + bytes.n; nul < end && (nul = memchr(nul, 0, (size_t)(end - nul))); nul++)
        b.nul++;
    b.dash_count = found.n / sizeof(struct dashes);
    b.dashes = (struct dashes *)(void *)buf_done(&found).p;
    work_tokens(w, b.dash_count);
    return b;
}

size_t blob_dashes_from(const struct blob *b, size_t from)
{
    size_t low = 0, high = b->dash_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (b->dashes[middle].line < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where a bare CR may end a line, neither line end may be looked for alone: the nearer one would be found once per line
 * and the farther one each time again. */
static size_t line_stop(const struct blob *b, size_t at, size_t end, bool cr_ends)
{
    const char *p = b->bytes.p, *lf;

    if (cr_ends && b->cr) {
        while (at < end && p[at] != '\n' && p[at] != '\r')
            at++;
        return at;
    }
    lf = at < end ? memchr(p + at, '\n', end - at) : NULL;
    return lf ? (size_t)(lf - p) : end;
}

void blob_line(const struct blob *b, size_t at, size_t end, bool cr_ends, size_t *content_end, size_t *next)
{
    const char *p = b->bytes.p;
    size_t stop = line_stop(b, at, end, cr_ends);

    *content_end = stop;
    *next = stop < end ? stop + 1 : end;
    if (stop < end && p[stop] == '\r')
        *next += stop + 1 < end && p[stop + 1] == '\n';
    else if (stop < end && stop > at && p[stop - 1] == '\r')
        *content_end = stop - 1;
}
