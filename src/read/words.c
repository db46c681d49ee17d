#include "read/words.h"
#include "base/utf8.h"

enum {
    LABEL_MAX = 64,                     /* of a charset inside an encoded word; the longest registered name has 45 */
};

/* One encoded word, RFC 2047 2. */
struct word {
    str label;                          /* without the language of RFC 2231 5 */
    char encoding;                      /* 'b' or 'q' */
    str text;
};

struct reader {
    struct arena *a;
    struct work *w;
    str value;                          /* unfolded */
    size_t end_from, end_mark;          /* the first "?=" at or behind end_from is at end_mark */
    enum charset hint;
    uint32_t odd;
    struct buf out;
};

/* Offset of the next "?=" from `at`. Remembered, for else a header of many "=?" and no "?=" would be a square. */
static size_t next_end(struct reader *r, size_t at)
{
    if (at < r->end_from || at > r->end_mark) {
        r->end_mark = at + str_find(str_skip(r->value, at), STR("?="));
        r->end_from = at;
    }
    return r->end_mark;
}

static bool is_label_char(char c)
{
    return ascii_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '+' || c == '*' || c == '\'' || c == '(' || c == ')';
}

/* Reads the encoded word at `at`; its end in *after. Wrong case, a missing charset and blanks in the text are taken as
 * mail programs take them. */
static bool take_word(struct reader *r, size_t at, struct word *out, size_t *after)
{
    str s = str_skip(r->value, at), label;
    size_t n = 2, end;

    if (!str_starts(s, STR("=?")))
        return false;
    while (n < LABEL_MAX && n < s.n && is_label_char(s.p[n]))
        n++;
    label = str_sub(s, 2, n - 2);
    if (str_at(s, n) != '?' || str_at(s, n + 2) != '?')
        return false;
    out->encoding = ascii_lower((char)str_at(s, n + 1));
    if (out->encoding != 'b' && out->encoding != 'q')
        return false;
    end = next_end(r, at + n + 3);
    if (end >= r->value.n)
        return false;
    out->label = str_take(label, str_find_char(label, '*'));
    out->text = str_sub(r->value, at + n + 3, end - at - n - 3);
    *after = end + 2;
    return true;
}

/* Base64 that goes on: `bits` holds what the last word left over. */
struct base64 { uint32_t bits; int have; };

static int base64_value(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 :
           c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void add_base64(struct buf *out, str text, struct base64 *state)
{
    for (size_t i = 0; i < text.n; i++) {
        int v = base64_value(text.p[i]);

        if (text.p[i] == '=')
            *state = (struct base64){ 0 };
        if (v < 0)
            continue;
        state->bits = state->bits << 6 | (uint32_t)v;
        state->have += 6;
        if (state->have >= 8) {
            state->have -= 8;
            buf_put(out, (char)(state->bits >> state->have & 0xFF));
        }
    }
}

static void add_quoted(struct buf *out, str text)
{
    while (text.n > 0) {
        int high = ascii_hex(str_at(text, 1)), low = ascii_hex(str_at(text, 2));

        if (text.p[0] == '=' && high >= 0 && low >= 0) {
            buf_put(out, (char)(high << 4 | low));
            text = str_skip(text, 3);
        } else {
            buf_put(out, text.p[0] == '_' ? ' ' : text.p[0]);
            text = str_skip(text, 1);
        }
    }
}

static size_t base64_length(str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        n += base64_value(text.p[i]) >= 0;
    return n;
}

static str word_bytes(struct reader *r, const struct word *word)
{
    struct buf out = buf_new(r->a, word->text.n);
    struct base64 state = { 0 };

    if (word->encoding == 'b')
        add_base64(&out, word->text, &state);
    else
        add_quoted(&out, word->text);
    return buf_done(&out);
}

static struct decoded_text decode_bytes(struct reader *r, str bytes, str label)
{
    struct decoded_text d = text_decode(r->a, r->w, bytes, label, true, r->hint);

    if (d.used > CHARSET_ASCII)
        r->hint = d.used;
    return d;
}

/* Words that belong together: adjacent, one charset. */
struct group {
    str label;
    size_t first, end;                  /* offsets in the value */
    size_t count;
};

/* Where the group's next word begins, or SIZE_MAX. */
static size_t group_next(struct reader *r, size_t at, const struct group *g, struct word *word, size_t *after)
{
    while (ascii_space(str_at(r->value, at)))
        at++;
    if (!take_word(r, at, word, after) || !str_eq_nocase(word->label, g->label))
        return SIZE_MAX;
    return at;
}

/* The bytes of all words in a row. Old senders cut the text every so many bytes, in the middle of characters and of
 * two-byte runs, and some even cut the base64 text itself: then the odd bits go on in the next word, if that makes
 * the quadruples complete. */
static str group_bytes(struct reader *r, const struct group *g)
{
    struct buf out = buf_new(r->a, g->end - g->first);
    struct base64 state = { 0 };
    size_t over = 0, at = g->first, after;
    struct word word;

    while (at < g->end && take_word(r, at, &word, &after)) {
        size_t n = word.encoding == 'b' ? base64_length(word.text) : 0;

        if (word.encoding == 'q' || (over + n) % 4 != 0)
            state = (struct base64){ 0 }, over = 0;
        if (word.encoding == 'b')
            add_base64(&out, word.text, &state);
        else
            add_quoted(&out, word.text);
        over = str_has(word.text, STR("=")) ? 0 : (over + n) % 4;
        for (at = after; at < g->end && ascii_space(str_at(r->value, at)); )
            at++;
    }
    return buf_done(&out);
}

/* The same words each for itself, with the shift state of ISO-2022 set back in between (RFC 2047 5: as it should be). */
static struct decoded_text decode_apart(struct reader *r, const struct group *g)
{
    struct buf out = buf_new(r->a, g->end - g->first);
    struct decoded_text all = { 0 };
    size_t at = g->first, after;
    struct word word;

    while (at < g->end && take_word(r, at, &word, &after)) {
        struct decoded_text d = decode_bytes(r, word_bytes(r, &word), word.label);

        buf_add(&out, d.text);
        all.odd |= d.odd;
        all.used = d.used;
        for (at = after; at < g->end && ascii_space(str_at(r->value, at)); )
            at++;
    }
    all.text = buf_str(&out);
    return all;
}

static void add_group(struct reader *r, const struct group *g)
{
    enum { TROUBLE = TEXT_ODD_BAD_BYTES | TEXT_ODD_ESCAPE | TEXT_ODD_MIXED };
    enum charset hint = r->hint;
    struct decoded_text d = decode_bytes(r, group_bytes(r, g), g->label), apart;

    if (g->count > 1 && (d.odd & TROUBLE)) {
        r->hint = hint;
        apart = decode_apart(r, g);
        if (text_plausible(apart.text) > text_plausible(d.text))
            d = apart;
    }
    r->odd |= d.odd;
    for (size_t i = 0; i < d.text.n; i++)   /* an encoded line end must not make a new header of somebody's display */
        buf_put(&r->out, d.text.p[i] == '\r' || d.text.p[i] == '\n' ? ' ' : d.text.p[i]);
}

static struct group take_group(struct reader *r, size_t at, const struct word *first, size_t after)
{
    struct group g = { .label = first->label, .first = at, .end = after, .count = 1 };
    struct word word;

    while (group_next(r, g.end, &g, &word, &after) != SIZE_MAX) {
        g.end = after;
        g.count++;
    }
    work_tokens(r->w, g.count);
    return g;
}

/* Text between encoded words: plain ASCII, or raw bytes of some charset that nobody named. */
static void add_plain(struct reader *r, str text)
{
    struct decoded_text d;

    if (text.n == 0)
        return;
    d = decode_bytes(r, text, STR(""));
    r->odd |= d.odd;
    buf_add(&r->out, d.text);
}

/* Behind a raw two-byte run of ISO-2022 in which "=?" may be half a character. */
static size_t skip_wide(str value, size_t at)
{
    for (at += 3; at < value.n && value.p[at] != 0x1B; )
        at++;
    return at;
}

static void read_value(struct reader *r)
{
    size_t from = 0, at = 0, after;
    bool behind_word = false;
    struct word word;

    while (at < r->value.n) {
        if (r->value.p[at] == 0x1B && str_at(r->value, at + 1) == '$') {
            at = skip_wide(r->value, at);
        } else if (r->value.p[at] == '=' && take_word(r, at, &word, &after)) {
            struct group g = take_group(r, at, &word, after);
            str between = str_sub(r->value, from, at - from);

            if (!behind_word || str_trim(between).n > 0)
                add_plain(r, between);
            add_group(r, &g);
            behind_word = true;
            from = at = g.end;
        } else {
            at++;
        }
    }
    add_plain(r, str_skip(r->value, from));
}

/* RFC 5322 2.2.3: line ends go, the blanks behind them stay. A line end without blanks is none of the header's. */
static str unfold(struct arena *a, str raw)
{
    struct buf out;

    if (str_find_char(raw, '\r') == raw.n && str_find_char(raw, '\n') == raw.n)
        return raw;
    out = buf_new(a, raw.n);
    while (raw.n > 0) {
        char c = raw.p[0];

        raw = str_skip(raw, 1);
        if (c != '\r' && c != '\n') {
            buf_put(&out, c);
            continue;
        }
        if (c == '\r' && str_at(raw, 0) == '\n')
            raw = str_skip(raw, 1);
        if (raw.n > 0 && !ascii_space(raw.p[0]))
            buf_put(&out, ' ');
    }
    return buf_done(&out);
}

str words_decode(struct arena *a, struct work *w, str raw_value, enum charset hint, uint32_t *odd)
{
    struct reader r = { .a = a, .w = w, .hint = hint };

    work_bytes(w, raw_value.n);
    r.value = unfold(a, raw_value);
    if (str_find(r.value, STR("=?")) == r.value.n) {
        struct decoded_text d = text_decode(a, w, r.value, STR(""), true, hint);

        if (odd)
            *odd |= d.odd;
        return d.text;
    }
    r.end_mark = str_find(r.value, STR("?="));      /* end_from is 0 */
    r.out = buf_new(a, 2 * r.value.n);
    read_value(&r);
    if (odd)
        *odd |= r.odd;
    return buf_str(&r.out);
}

str words_percent(struct arena *a, str raw)
{
    struct buf out = buf_new(a, raw.n);

    while (raw.n > 0) {
        int high = ascii_hex(str_at(raw, 1)), low = ascii_hex(str_at(raw, 2));

        if (raw.p[0] == '%' && high >= 0 && low >= 0) {
            buf_put(&out, (char)(high << 4 | low));
            raw = str_skip(raw, 3);
        } else {
            buf_put(&out, raw.p[0]);
            raw = str_skip(raw, 1);
        }
    }
    return buf_done(&out);
}

str words_decode_extended(struct arena *a, struct work *w, str raw, enum charset hint, uint32_t *odd)
{
    str rest = raw, label = str_split(&rest, '\'');
    size_t quote = str_find_char(rest, '\'');
    struct decoded_text d;
    char *p;

    work_bytes(w, raw.n);
    if (quote < rest.n)
        d = text_decode(a, w, words_percent(a, str_skip(rest, quote + 1)), label, true, hint);
    else
        d = text_decode(a, w, raw, STR(""), true, hint);
    if (odd)
        *odd |= d.odd;
    if (str_find_char(d.text, '\r') == d.text.n && str_find_char(d.text, '\n') == d.text.n)
        return d.text;
    d.text = arena_copy(a, d.text);
    p = (char *)(uintptr_t)d.text.p;
    for (size_t i = 0; i < d.text.n; i++)
        if (p[i] == '\r' || p[i] == '\n')
            p[i] = ' ';
    return d.text;
}
