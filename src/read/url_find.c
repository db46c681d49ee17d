#include "base/utf8.h"
#include "read/url_host.h"

enum {
    FOLDED_MAX  = 2048,                 /* bytes an address in <> may take with its line ends */
    FOLDED_LINES = 4,
    IDN_MAX     = 253,
};

/* Addresses are runs of ASCII, because Japanese text follows them without a blank; a run may also be written in
 * full-width letters. Delimiters that no mail program takes into a link end it. What a run has in it decides whether it
 * is worth a look: most words have no dot. */
enum { IN_RUN = 1, HAS_DOT = 2, HAS_COLON = 4, HAS_SLASH = 8, HAS_BACKSLASH = 16, HAS_WIDE = 32 };

static const uint8_t classes[256] = {
    /* ! to ~; 3 . 9 / 5 : 17 \ */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 0, 1, 0, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 17, 1, 0, 1,
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0,
};

static bool url_char(char c)
{
    return classes[(unsigned char)c] & IN_RUN;
}

/* U+FF01 to U+FF5E as UTF-8, to ASCII; 0 when it is none. */
static char narrow(str s)
{
    unsigned second, third;

    if (s.n < 3 || s.p[0] != 0xEF)
        return 0;
    second = (unsigned char)s.p[1];
    third = (unsigned char)s.p[2];
    if (second == 0xBC && third >= 0x81 && third <= 0xBF)
        return (char)(third - 0x81 + 0x21);
    if (second == 0xBD && third >= 0x80 && third <= 0x9E)
        return (char)(third - 0x80 + 0x60);
    return 0;
}

static bool wide_url_char(str s)
{
    char c = narrow(s);

    return c && (ascii_alnum(c) || strchr("./:-_?=&%#@~+", c));
}

/* The end of the run that starts at `at`; *seen: what is in it. */
static size_t run_end(str text, size_t at, unsigned *seen)
{
    *seen = 0;
    while (at < text.n) {
        unsigned class = classes[(unsigned char)text.p[at]];

        if (class) {
            *seen |= class;
            at++;
        } else if (text.p[at] == 0xEF && wide_url_char(str_skip(text, at))) {
            *seen |= HAS_WIDE;
            at += 3;
        } else {
            break;
        }
    }
    return at;
}

/* The run in ASCII. */
static str narrowed(struct urls *u, str run)
{
    struct buf out = buf_new(u->a, run.n);

    while (run.n) {
        char c = narrow(run);

        buf_put(&out, c ? c : run.p[0]);
        run = str_skip(run, c ? 3 : 1);
    }
    return buf_done(&out);
}

/* Sentences end behind addresses, and brackets stand around them. */
static size_t trimmed(str url)
{
    size_t open = 0, close = 0;

    for (size_t i = 0; i < url.n; i++) {
        open += url.p[i] == '(';
        close += url.p[i] == ')';
    }
    while (url.n && (strchr(".,;:!?'*", url.p[url.n - 1]) || url.p[url.n - 1] == ']' || (url.p[url.n - 1] == ')' && close > open)))
        close -= url.p[--url.n] == ')';
    return url.n;
}

static const char *const schemes[] = { "http", "https", "hxxp", "hxxps", "ftp", "file", NULL };

/* Where a scheme begins in a run, and where the "://" stands; false when there is none that leads anywhere. */
static bool scheme_in(str run, size_t *start, size_t *colon)
{
    for (size_t from = 0; from < run.n;) {
        size_t mark = from + str_find(str_skip(run, from), STR("://")), first = mark;

        if (mark >= run.n)
            return false;
        while (first > from && ascii_alpha(run.p[first - 1]))
            first--;
        for (const char *const *s = schemes; *s; s++)
            if (str_eq_nocase(str_sub(run, first, mark - first), str_of(*s))) {
                *start = first;
                *colon = mark;
                return true;
            }
        from = mark + 3;
    }
    return false;
}

/* Endings that are files more often than places. */
static const char *const files[] = { "md", "py", "rs", "sh", "zip", "mov", "pl", "so", "ps", "cc", "app", "doc", "java", NULL };

/* A host name of a top-level domain that exists: its length in the run, 0 when there is none. */
static size_t bare_host(str run, bool *spelt)
{
    size_t n = 0, dot;
    str top;

    while (ascii_alnum(str_at(run, n)) || str_at(run, n) == '-' || str_at(run, n) == '.')
        n++;
    *spelt = str_at(run, n) == '/' && n > 0;
    if (str_at(run, n) == '@' || !ascii_alnum(str_at(run, 0)))
        return 0;
    while (n && !ascii_alnum(run.p[n - 1]))
        n--;
    dot = str_rfind_char(str_take(run, n), '.');
    if (dot >= n || str_has(str_take(run, n), STR("..")) || n > 253)
        return 0;
    top = str_sub(run, dot + 1, n - dot - 1);
    for (const char *const *f = files; *f && !*spelt; f++)
        if (str_eq_nocase(top, str_of(*f)))
            return 0;
    /* "today.In the morning": a top-level domain does not begin with a capital. */
    if (!ascii_alpha(top.p[0]) || (top.p[0] < 'a' && top.n > 1 && top.p[1] >= 'a') || !host_known_top(top))
        return 0;
    return n;
}

static bool has_host(str after)
{
    return after.n && (ascii_alnum(after.p[0]) || after.p[0] == '[' || after.p[0] == '%' || after.p[0] == '_');
}

/* https://日本語.jp/…: the host goes on behind the ASCII run when that run ends with the slashes. */
static size_t idn_end(str text, size_t at)
{
    str rest = str_take(str_skip(text, at), IDN_MAX), start = rest;
    bool dot = false;

    while (rest.n) {
        str next = rest;
        uint32_t rune = utf8_next(&next, NULL);

        if (rune < 0x80 ? !ascii_alnum((int)rune) && rune != '-' && rune != '.' : rune <= 0xBF || (rune >= 0x2000 && rune <= 0x303F && rune != 0x3005)
            || (rune >= 0xFF00 && rune <= 0xFF65))
            break;
        dot |= rune == '.' && next.n && ascii_alpha(next.p[0]);
        rest = next;
    }
    return dot ? at + (size_t)(rest.p - start.p) : at;
}

/* RFC 3986 appendix C: in <> an address goes on over line ends. `from` is behind the <. Bounded, and a < ends it, so
 * that no text is looked at more than a few times. */
static bool folded(struct urls *u, str text, size_t from, size_t end, struct url_span *out)
{
    str rest = str_take(str_skip(text, from), FOLDED_MAX);
    struct buf b;
    size_t n = end - from, lines = 0, close = n;

    while (close < rest.n && rest.p[close] != '>' && rest.p[close] != '<' && lines <= FOLDED_LINES)
        lines += rest.p[close++] == '\n';
    work_bytes(u->w, close - n);
    if (str_at(rest, close) != '>' || lines == 0 || lines > FOLDED_LINES)
        return false;
    b = buf_new(u->a, close);
    for (size_t i = 0; i < close; i++) {
        if (url_char(rest.p[i]))
            buf_put(&b, rest.p[i]);
        else if (!ascii_space(rest.p[i]) || (rest.p[i] == ' ' && i + 1 < close && url_char(rest.p[i + 1]) && i > 0 && url_char(rest.p[i - 1])))
            return false;
    }
    out->url = buf_done(&b);
    out->end = from + close;
    return true;
}

static bool fill(struct url_span *out, size_t at, size_t end, str url, bool spelt)
{
    *out = (struct url_span){ at, end, url, spelt };
    return url.n > 0;
}

/* One run of text, and how it reads in ASCII. */
struct run {
    str text;
    size_t at, end;
    str plain;
    bool wide;                          /* offsets in `plain` are none in the text */
};

/* From the scheme on. *after receives where to go on. */
static bool find_scheme(struct urls *u, const struct run *r, struct url_span *out, size_t *after)
{
    size_t start = 0, colon = 0, at, n;
    unsigned seen;
    str url;

    if (!scheme_in(r->plain, &start, &colon))
        return false;
    at = r->at + (r->wide ? 0 : start);
    if (!r->wide && colon + 3 == r->plain.n && (n = idn_end(r->text, r->end)) > r->end) {
        *after = run_end(r->text, n, &seen);
        url = str_sub(r->text, at, *after - at);
        return fill(out, at, *after, str_take(url, trimmed(url)), true);
    }
    if (!has_host(str_skip(r->plain, colon + 3)))
        return false;
    if (!r->wide && at > 0 && (r->text.p[at - 1] == '<' || (start >= 4 && str_eq_nocase(str_sub(r->plain, start - 4, 4), STR("url:"))))
        && folded(u, r->text, at, r->end, out)) {
        *after = out->end;
        out->at = at;
        out->spelt = true;
        return true;
    }
    url = str_skip(r->plain, start);
    n = trimmed(url);
    return fill(out, at, r->wide ? r->end : at + n, str_take(url, n), true);
}

/* www.example.com, example.com/x and, when wanted, example.com. */
static bool find_name(const struct run *r, bool names, struct url_span *out)
{
    str plain = r->plain, url;
    size_t start = 0, n;
    bool spelt = false, www;

    while (start < plain.n && strchr("([*_'-=:.,;/~", plain.p[start]))
        start++;
    plain = str_skip(plain, start);
    www = str_starts_nocase(plain, STR("www.")) && ascii_alnum(str_at(plain, 4)) && str_find_char(str_skip(plain, 4), '.') + 4 < plain.n;
    if (!www && !names && str_find_char(plain, '/') == plain.n)
        return false;
    n = www ? plain.n : bare_host(plain, &spelt);
    if (n == 0)
        return false;
    url = www || spelt ? str_take(plain, trimmed(plain)) : str_take(plain, n);
    return fill(out, r->at + (r->wide ? 0 : start), r->wide ? r->end : r->at + start + url.n, url, www || spelt);
}

static bool find_in_run(struct urls *u, struct run r, unsigned seen, bool names, struct url_span *out, size_t *after)
{
    str run = str_sub(r.text, r.at, r.end - r.at);

    work_bytes(u->w, run.n);
    r.wide = seen & HAS_WIDE;
    r.plain = r.wide ? narrowed(u, run) : run;
    *after = r.end;
    if ((r.wide || (seen & HAS_COLON && seen & HAS_SLASH)) && find_scheme(u, &r, out, after))
        return true;
    if (str_starts(r.plain, STR("\\\\")) && ascii_alnum(str_at(r.plain, 2)) && str_find_char(str_skip(r.plain, 2), '\\') + 2 < r.plain.n)
        return fill(out, r.at, r.end, r.plain, true);
    return (r.wide || seen & HAS_DOT) && find_name(&r, names, out);
}

bool url_find(struct urls *u, str text, bool names, size_t *at, struct url_span *out)
{
    while (*at < text.n) {
        struct run r = { .text = text, .at = *at };
        size_t after;
        unsigned seen;

        r.end = run_end(text, *at, &seen);
        if (r.end == *at) {
            (*at)++;
            continue;
        }
        *at = r.end;
        /* Most words: nothing that an address has, or shorter than any. */
        if (!(seen & ~(unsigned)IN_RUN) || r.end - r.at < 4)
            continue;
        work_tokens(u->w, 1);
        if (!find_in_run(u, r, seen, names, out, &after))
            continue;
        *at = after;
        return true;
    }
    return false;
}
