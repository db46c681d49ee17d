/* Which charset a text is in. The label is believed as long as what comes out of it looks like text; else the
 * candidates are decoded from a bounded sample and the most plausible one decodes the whole, once. */
#include "base/charset_inner.h"
#include "base/utf8.h"

enum {
    SAMPLE_MAX = 64 << 10,              /* bytes that are tried with every candidate */
    POINTS_GOOD = 3,                    /* points per byte from which a label is believed unseen by its rivals */
    POINTS_GOOD_SINGLE = 2,
    BAD_POINTS = -25,
    CUT_POINTS = -12,
    LONE_HAN_POINTS = 30,
    CYRILLIC_MIN = 8,                   /* non-ASCII bytes from which nobody's label lets us think of Russian */
};

/* ---- how much like text a decoding looks ---- */

enum family { FAMILY_ANY, FAMILY_JP, FAMILY_CN, FAMILY_TW, FAMILY_KR, FAMILY_SINGLE, FAMILY_COUNT };

static enum family family_of(enum charset c)
{
    switch (c) {
    case CHARSET_ISO2022JP: case CHARSET_CP932: case CHARSET_EUCJP: return FAMILY_JP;
    case CHARSET_GB18030:   return FAMILY_CN;
    case CHARSET_BIG5:      return FAMILY_TW;
    case CHARSET_EUCKR: case CHARSET_ISO2022KR: return FAMILY_KR;
    default:                return c >= CHARSET_SINGLE_FIRST ? FAMILY_SINGLE : FAMILY_ANY;
    }
}

/* Points per byte of a character, by what it would be doing in a text of that family. Kana in Big5 and in Korean sets
 * are rare in honest text and frequent in Japanese read wrongly. In GB18030 they are at home: much phishing in Japanese
 * is written on Chinese systems and says gb2312, truly; its kana have the codes of EUC-JP, its kanji have not. */
static const int8_t points[CLASS_COUNT][FAMILY_COUNT] = {
    /*                       ANY   JP   CN   TW   KR  SINGLE */
    [CLASS_OTHER]        = { -6, -10, -10, -10, -10, -6 },
    [CLASS_CONTROL]      = { -12, -14, -14, -14, -14, -12 },
    [CLASS_LATIN_LOWER]  = {  4,  -4,  -3,  -3,  -3,  4 },
    [CLASS_LATIN_UPPER]  = {  3,  -4,  -3,  -3,  -3,  2 },
    [CLASS_CYRILLIC_LOWER] = { 4, -3,  -3,  -3,  -3,  4 },
    [CLASS_CYRILLIC_UPPER] = { 3, -3,  -3,  -3,  -3,  3 },
    [CLASS_GREEK_LOWER]  = {  4,  -2,  -2,  -2,  -3,  4 },
    [CLASS_GREEK_UPPER]  = {  3,  -2,  -2,  -2,  -3,  3 },
    [CLASS_LETTER]       = {  3,  -4,  -4,  -4,  -4,  3 },
    [CLASS_MARK]         = {  1,  -4,  -4,  -4,  -4, -1 },
    [CLASS_HIRAGANA]     = {  6,   6,   4,   0,  -1,  0 },
    [CLASS_KATAKANA]     = {  5,   5,   4,  -1,  -1,  0 },
    [CLASS_HALF_KANA]    = {  2,   0,   0,   0,   0,  0 },
    [CLASS_HALF_PUNCT]   = {  0,  -4,   0,   0,   0,  0 },
    [CLASS_HALF_MARK]    = {  1,  -8,   0,   0,   0,  0 },
    [CLASS_HANGUL_TOP]   = {  5,   0,  -6,  -6,   5,  0 },
    [CLASS_HANGUL]       = {  4,   0,  -6,  -6,   1,  0 },
    [CLASS_HANGUL_RARE]  = {  2,   0,  -6,  -6,  -5,  0 },
    [CLASS_CJK_PUNCT]    = {  5,   5,   5,   5,   2,  0 },
    [CLASS_FULL_WIDTH]   = {  3,   3,   2,   2,   1,  0 },
    [CLASS_WEST_PUNCT]   = {  2,   1,   1,   1,   1,  1 },
    [CLASS_SYMBOL]       = {  1,   1,   0,   0,   0, -3 },
    [CLASS_PRIVATE]      = { -6,  -6, -12, -12, -12, -8 },
    [CLASS_BAD]          = { BAD_POINTS, BAD_POINTS, BAD_POINTS, BAD_POINTS, BAD_POINTS, BAD_POINTS },
};
static const int8_t japanese_points[] = { 7, 5, 2, -4, -9 };
static const int8_t chinese_points[] = { 7, 1, -4, -4 };

static int han_points(uint8_t class, enum family f)
{
    int jp = japanese_points[class >> 4 & 7], cn = chinese_points[class >> 2 & 3], tw = chinese_points[class & 3];

    switch (f) {
    case FAMILY_JP: return jp;
    case FAMILY_CN: return jp - 1 > cn ? jp - 1 : cn;
    case FAMILY_TW: return tw;
    case FAMILY_KR: return jp > 4 ? 0 : -2;
    default:        return jp > cn ? (jp > tw ? jp : tw) : cn > tw ? cn : tw;
    }
}

static bool is_cased(uint8_t c)
{
    return (c >= CLASS_LATIN_LOWER && c <= CLASS_GREEK_UPPER) || c == CLASS_ASCII_LOWER || c == CLASS_ASCII_UPPER;
}

static bool is_lower(uint8_t c)
{
    return c == CLASS_ASCII_LOWER || c == CLASS_LATIN_LOWER || c == CLASS_CYRILLIC_LOWER || c == CLASS_GREEK_LOWER;
}

static bool is_latin(uint8_t c)
{
    return c == CLASS_ASCII_LOWER || c == CLASS_ASCII_UPPER || c == CLASS_LATIN_LOWER || c == CLASS_LATIN_UPPER;
}

/* Letters that have case: words are lower case, begin with a capital or are all capitals, and are in one script. A
 * wrong single-byte set breaks all three rules at once. */
static int neighbour_points(uint8_t before, uint8_t class)
{
    int sum = 0;

    if (class == CLASS_WEST_PUNCT || class == CLASS_SYMBOL)     /* “ and © stand beside ASCII, mojibake beside its like */
        return before >= CLASS_LATIN_LOWER || before >= CLASS_HAN ? -3 : 1;
    if (!is_cased(class) || !is_cased(before))
        return class == CLASS_LETTER && (before == CLASS_LETTER || before == CLASS_ASCII) ? 1 :
               is_cased(class) && before >= CLASS_LETTER ? -3 : 0;
    if (is_latin(class) != is_latin(before))
        sum -= 6;
    else if (is_latin(class) && before >= CLASS_LATIN_LOWER)
        sum -= 3;                       /* two accented letters in a row */
    else
        sum += 1;
    if (is_lower(before) && !is_lower(class))
        sum -= 7;
    return sum;
}

/* Half-width kana in runs are bank statements and old systems; alone or with sound marks in wrong places they are
 * something else read as CP932. Gets the run's points when it ends. */
struct kana_run { int length, marks, wrong; };

static void kana_take(struct kana_run *k, uint32_t r, uint32_t before)
{
    bool voiced = (before >= 0xFF76 && before <= 0xFF84) || (before >= 0xFF8A && before <= 0xFF8E) || before == 0xFF73;

    if (r == 0xFF9E || r == 0xFF9F)
        (voiced ? &k->marks : &k->wrong)[0]++;
    else if (r == 0xFF70 && k->length == 0)
        k->wrong++;                     /* a prolonged sound mark prolongs nothing here */
    k->length++;
}

static int kana_end(struct kana_run *k)
{
    int sum = k->length >= 3 && k->wrong == 0 ? (k->marks || k->length > 6 ? k->length + 3 * k->marks : -k->length) : -3 * k->length - 6 * k->wrong - 6 * (k->length == 1);

    *k = (struct kana_run){ 0 };
    return sum;
}

static int rune_width(uint32_t r, enum charset c)
{
    if (c >= CHARSET_SINGLE_FIRST)
        return 1;
    if (c == CHARSET_UTF8 || c == CHARSET_UNKNOWN)
        return r < 0x800 ? 2 : r < 0x10000 ? 3 : 4;
    return 2;
}

static int64_t score_text(str text, enum charset c)
{
    enum family family = family_of(c);
    int64_t sum = 0;
    uint32_t before_rune = 0;
    uint8_t before = CLASS_ASCII, before2 = CLASS_ASCII;
    struct kana_run kana = { 0 };

    while (text.n > 0) {
        uint32_t r = utf8_next(&text, NULL);
        uint8_t class = charset_class(r);

        if (class == CLASS_HALF_KANA || class == CLASS_HALF_MARK || r == 0xFF70) {
            kana_take(&kana, r, before_rune);
        } else {
            if (kana.length)
                sum += kana_end(&kana);
            if (class >= CLASS_HAN)
                sum += han_points(class, family) * rune_width(r, c);
            else if (class == CLASS_BAD)
                sum += BAD_POINTS;
            else if (r >= 0x80 || class == CLASS_CONTROL)
                sum += (points[class][family] + (r >= 0x80 && (family == FAMILY_SINGLE || family == FAMILY_ANY) ?
                        neighbour_points(before, class) : 0)) * rune_width(r, c);
        }
        /* "it’s" of Windows is "it痴" in Shift_JIS: few writers leave one kanji behind a letter like this. */
        if (before >= CLASS_HAN && (before2 == CLASS_ASCII_LOWER || before2 == CLASS_ASCII_UPPER) && r < 0x80 &&
            family != FAMILY_ANY)
            sum -= LONE_HAN_POINTS;
        before2 = before;
        before = class;
        before_rune = r;
    }
    if (before >= CLASS_HAN && (before2 == CLASS_ASCII_LOWER || before2 == CLASS_ASCII_UPPER) && family != FAMILY_ANY)
        sum -= LONE_HAN_POINTS / 2;     /* at the end: also "B棟" */
    return sum + kana_end(&kana);
}

int text_plausible(str utf8)
{
    int64_t sum = score_text(utf8_cut(utf8, SAMPLE_MAX), CHARSET_UTF8);

    return (int)(sum > INT32_MAX ? INT32_MAX : sum < INT32_MIN ? INT32_MIN : sum);
}

/* ---- candidates ---- */

struct guess {
    struct arena *a;
    struct work *w;
    enum charset label, hint;
    bool short_text;
    bool utf8;                          /* the text is well-formed UTF-8 … */
    bool utf8_long;                     /* … with sequences of three bytes or more */
};

struct choice { enum charset c; int64_t score; size_t bad; };

static size_t count_high(str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += (unsigned char)s.p[i] >> 7;
    return n;
}

static bool is_japanese(enum charset c)
{
    return family_of(c) == FAMILY_JP;
}

static bool says_nothing(enum charset label)
{
    return label == CHARSET_UNKNOWN || label == CHARSET_ASCII || label == CHARSET_UTF8;
}

/* Without a last character that is cut: the end of a sample or of a header word says little about its charset. */
static str without_cut_end(str s)
{
    size_t n = s.n, back = 0;

    while (back < 3 && back < n && (s.p[n - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back < n && s.p[n - 1 - back] >= 0xC2 && s.p[n - 1 - back] < 0xF5 &&
        back < (s.p[n - 1 - back] < 0xE0 ? 1u : s.p[n - 1 - back] < 0xF0 ? 2u : 3u))
        return str_take(s, n - 1 - back);
    return s;
}

static struct choice try_charset(const struct guess *g, str sample, enum charset c)
{
    size_t mark = arena_mark(g->a);
    struct buf out = buf_new(g->a, 3 * sample.n + 8);
    struct choice got = { .c = c };
    str whole = c == CHARSET_UTF8 ? without_cut_end(sample) : sample;
    uint32_t odd = 0;

    got.bad = charset_decode_odd(c, whole, &out, &odd) + (whole.n < sample.n);
    got.score = score_text(buf_str(&out), c) + (whole.n < sample.n ? CUT_POINTS : 0);
    arena_release(g->a, mark);
    work_bytes(g->w, sample.n);
    return got;
}

static bool is_east_asian(enum charset c)
{
    return c == CHARSET_GB18030 || c == CHARSET_BIG5 || c == CHARSET_EUCKR;
}

/* One of those whose text can be well-formed UTF-8 by accident. */
static bool is_multibyte(enum charset c)
{
    return is_east_asian(c) || c == CHARSET_EUCJP || c == CHARSET_CP932;
}

static void note_utf8(struct guess *g, str raw)
{
    g->utf8 = utf8_valid(raw);
    raw = str_take(raw, SAMPLE_MAX);
    for (size_t i = 0; g->utf8 && !g->utf8_long && i < raw.n; i++)
        g->utf8_long = (unsigned char)raw.p[i] >= 0xE0;
}

/* What speaks for a charset before its characters are looked at: points, for this much of non-ASCII text. */
static int64_t prior(const struct guess *g, enum charset c, size_t high)
{
    int64_t sum = 0, half = (int64_t)(high < 64 ? high : 64) / 2;

    if (c == CHARSET_UTF8 && g->utf8)
        sum += !is_multibyte(g->label) && !is_japanese(g->label) ? 12 + 2 * (int64_t)high : g->utf8_long ? 4 + (int64_t)high : 0;
    if (c == g->label && (c == CHARSET_LATIN1 || c == CHARSET_CP1252))
        sum += 6 + half;                /* the label of software that was never asked */
    else if (c == g->label)
        sum += (g->short_text ? 14 : 10) + (is_east_asian(c) ? 3 : 1) * half;
    else if (is_japanese(g->label) && (is_japanese(c) || c == CHARSET_UTF8))
        sum += 12 + half;
    else if (is_japanese(c) && says_nothing(g->label))
        sum += 9 + half;                /* this is mail to Japan */
    else if (c != CHARSET_UTF8 && c != CHARSET_LATIN1 && !is_japanese(c))
        sum -= says_nothing(g->label) ? 10 : g->label >= CHARSET_SINGLE_FIRST ? 20 + (int64_t)high : 4;
    if (c == g->hint)
        sum += 8;
    return sum;
}

/* Between 80 and 9F honest Windows text has quotes, dashes, the ellipsis and the euro sign; the rest is rare there and
 * frequent as first bytes of Shift_JIS. Nor does an opening quote stand between two letters. */
static bool is_odd_latin(enum charset label, str sample)
{
    static const uint32_t usual = 1u << 0x00 | 1u << 0x05 | 0xFEu << 0x10 | 1u << 0x19;

    if (label != CHARSET_LATIN1 && label != CHARSET_CP1252)
        return false;
    for (size_t i = 0; i < sample.n; i++) {
        unsigned c = (unsigned char)sample.p[i] - 0x80u;

        if (c >= 0x20)
            continue;
        if (!(usual >> c & 1))
            return true;
        if ((c == 0x11 || c == 0x13) && i > 0 && ascii_alnum(sample.p[i - 1]) && ascii_alnum(str_at(sample, i + 1)))
            return true;
    }
    return false;
}

/* What a label must reach to be believed without a look at its rivals. */
static int64_t points_enough(const struct guess *g, size_t high)
{
    enum { FEW = 16 };

    if (g->label < CHARSET_SINGLE_FIRST)
        return (int64_t)high * POINTS_GOOD;
    return (int64_t)high * ((g->label == CHARSET_LATIN1 || g->label == CHARSET_CP1252) && high < FEW ? 2 * POINTS_GOOD_SINGLE :
                            POINTS_GOOD_SINGLE);
}

static struct choice pick(const struct guess *g, str sample)
{
    static const enum charset rivals[] = { CHARSET_UTF8, CHARSET_CP932, CHARSET_EUCJP, CHARSET_GB18030, CHARSET_BIG5,
                                           CHARSET_EUCKR, CHARSET_LATIN1, CHARSET_CP1251, CHARSET_KOI8R };
    size_t high = count_high(sample);
    struct choice best = { .c = CHARSET_UNKNOWN };
    int64_t best_score = INT64_MIN;

    if (g->label > CHARSET_ASCII) {
        best = try_charset(g, sample, g->label);
        if (best.bad == 0 && high > 0 && best.score >= points_enough(g, high) && !is_odd_latin(g->label, sample) &&
            (!g->utf8 || (is_multibyte(g->label) && !g->utf8_long)))
            return best;
        best_score = best.score + prior(g, best.c, high);
    }
    for (size_t i = 0; i < sizeof rivals / sizeof rivals[0]; i++) {
        struct choice one;

        if (rivals[i] == g->label || (high < CYRILLIC_MIN && (rivals[i] == CHARSET_CP1251 || rivals[i] == CHARSET_KOI8R)))
            continue;
        one = try_charset(g, sample, rivals[i]);
        if (one.score + prior(g, one.c, high) > best_score) {
            best_score = one.score + prior(g, one.c, high);
            best = one;
        }
    }
    return best;
}

/* At most SAMPLE_MAX bytes from the line of the first byte that is not ASCII, because mails begin with long ASCII style
 * sheets, and to the end of a line, so that no character is cut. */
static str sample_of(str raw)
{
    size_t first = 0, line, end;

    if (raw.n <= SAMPLE_MAX)
        return raw;
    while (first < raw.n && raw.p[first] < 0x80)
        first++;
    line = str_rfind_char(str_take(raw, first), '\n');
    raw = str_take(str_skip(raw, line < first && first - line < SAMPLE_MAX / 2 ? line : first), SAMPLE_MAX);
    end = str_rfind_char(raw, '\n');
    return end > SAMPLE_MAX / 2 ? str_take(raw, end) : raw;
}

/* ---- one text, several charsets ---- */

struct mixed {
    const struct guess *g;
    enum charset whole;                 /* what most of the text is in */
    enum charset seen;                  /* of the first piece that is not ASCII */
    bool several;
    struct buf out;
    size_t bad;
    uint32_t odd;
};

static void add_piece(struct mixed *m, enum charset c, str piece)
{
    m->bad += charset_decode_odd(c, piece, &m->out, &m->odd);
    work_bytes(m->g->w, piece.n);
    if (c == CHARSET_ASCII)
        return;
    m->several |= m->seen != CHARSET_UNKNOWN && m->seen != c;
    m->seen = c;
}

/* A piece without escape sequences. Another charset than the whole's must read well and be clearly better: one broken
 * character in a short line is no reason to read the line as Big5. */
static void add_plain(struct mixed *m, str piece)
{
    str sample = str_take(piece, SAMPLE_MAX);
    size_t high = count_high(sample);
    struct guess g = *m->g;
    struct choice whole, other;

    if (high == 0) {
        add_piece(m, high < count_high(piece) ? m->whole : CHARSET_ASCII, piece);
        return;
    }
    whole = try_charset(&g, sample, m->whole);
    if (whole.bad > 0 || whole.score < (int64_t)high) {
        g.hint = m->whole;
        note_utf8(&g, piece);
        other = pick(&g, sample);
        if (other.c != m->whole && other.bad == 0 && other.score >= 2 * (int64_t)high && other.score > whole.score + 12) {
            add_piece(m, other.c, piece);
            return;
        }
    }
    add_piece(m, m->whole, piece);
}

/* The end of what an escape sequence that began two-byte text began: behind the shift back, or the end of the line. */
static size_t wide_end(str line, size_t at)
{
    bool wide = true;

    while (at < line.n && wide) {
        size_t n = line.p[at] == 0x1B ? charset_escape(str_skip(line, at), &wide) : 1;

        at += n ? n : 1;
    }
    return at;
}

static void add_line(struct mixed *m, str line)
{
    size_t from = 0, at = 0;

    while (at < line.n) {
        size_t n, end;
        bool wide = false;

        if (line.p[at] != 0x1B || (n = charset_escape(str_skip(line, at), &wide)) == 0) {
            at++;
            continue;
        }
        add_plain(m, str_sub(line, from, at - from));
        end = wide ? wide_end(line, at + n) : at + n;
        if (wide)
            add_piece(m, CHARSET_ISO2022JP, str_sub(line, at, end - at));
        from = at = end;
    }
    add_plain(m, str_skip(line, from));
}

static struct mixed decode_mixed(const struct guess *g, str raw, enum charset whole)
{
    struct mixed m = { .g = g, .whole = whole, .out = buf_new(g->a, raw.n + raw.n / 2) };

    while (raw.n > 0) {
        size_t n = str_find_char(raw, '\n');
        str line = str_take(raw, n + 1);

        raw = str_skip(raw, line.n);
        add_line(&m, line);
        work_tokens(g->w, 1);
    }
    return m;
}

/* ---- the front ---- */

struct content { bool high, escape, shift; };

/* One pass over all mail there is: written so that the compiler makes vector code of it. */
static struct content scan(str raw)
{
    enum { BLOCK = 64 };
    struct content c = { 0 };
    size_t i = 0;

    for (; raw.n - i >= BLOCK; i += BLOCK) {
        const unsigned char *p = (const unsigned char *)raw.p + i;
        unsigned char high = 0, escape = 0, shift = 0;

        for (int k = 0; k < BLOCK; k++) {
            high |= p[k];
            escape |= p[k] == 0x1B;
            shift |= p[k] == 0x0E;
        }
        c.high |= high >> 7;
        c.escape |= escape;
        c.shift |= shift;
    }
    for (; i < raw.n; i++) {
        c.high |= raw.p[i] >= 0x80;
        c.escape |= raw.p[i] == 0x1B;
        c.shift |= raw.p[i] == 0x0E;
    }
    return c;
}

static bool has_escape(str raw)
{
    bool wide;

    for (;;) {
        size_t at = str_find_char(raw, 0x1B);

        if (at == raw.n)
            return false;
        if (charset_escape(str_skip(raw, at), &wide))
            return true;
        raw = str_skip(raw, at + 1);
    }
}

static struct decoded_text whole_in(const struct guess *g, str raw, enum charset c)
{
    struct buf out = buf_new(g->a, 3 * raw.n + 8);
    struct decoded_text got = { .used = c };
    size_t bad = charset_decode_odd(c, raw, &out, &got.odd);

    work_bytes(g->w, raw.n);
    got.text = buf_done(&out);
    got.odd |= bad ? TEXT_ODD_BAD_BYTES : 0;
    return got;
}

static struct decoded_text as_it_is(str raw, enum charset c)
{
    return (struct decoded_text){ .text = raw, .used = c };
}

/* UTF-16 by its label and what its zero bytes say, or by its byte order mark. UNKNOWN when it is none. */
static enum charset utf16_order(str raw, enum charset label)
{
    size_t zero[2] = { 0, 0 };

    if (str_starts(raw, STR("\xFF\xFE")))
        return CHARSET_UTF16LE;
    if (str_starts(raw, STR("\xFE\xFF")))
        return CHARSET_UTF16BE;
    if (label != CHARSET_UTF16BE && label != CHARSET_UTF16LE)
        return CHARSET_UNKNOWN;
    raw = str_take(raw, SAMPLE_MAX);
    for (size_t i = 0; i < raw.n; i++)
        zero[i & 1] += raw.p[i] == 0 || raw.p[i] == 0x30;   /* Latin and kana both have a constant high byte */
    if (zero[0] + zero[1] == 0)
        return CHARSET_UNKNOWN;
    return zero[0] == zero[1] ? label : zero[0] > zero[1] ? CHARSET_UTF16BE : CHARSET_UTF16LE;
}

/* Well-formed UTF-8 that is nothing else: said to be, or too long to be so by accident. Two-byte sequences alone can be
 * Korean, Chinese or EUC-JP, and two kanji of Shift_JIS can be one of UTF-8 and a letter. */
static bool surely_utf8(const struct guess *g, str raw)
{
    enum { SHORT = 24 };
    str sample = sample_of(raw);
    size_t high = count_high(sample);
    struct choice other, utf8;

    if (g->label == CHARSET_UTF8 || str_has(sample, STR("\xEF\xBF\xBD")))   /* nothing else makes U+FFFD */
        return true;
    if (high <= SHORT)
        return false;
    if (says_nothing(g->label) || g->label == CHARSET_ISO2022JP || g->label == CHARSET_ISO2022KR || g->label == CHARSET_UTF7)
        return true;
    other = try_charset(g, sample, g->label);
    utf8 = try_charset(g, sample, CHARSET_UTF8);
    return other.bad > 0 || utf8.score + 2 * (int64_t)high > other.score + 6;
}

static struct decoded_text decode_high(struct guess *g, str raw, bool escape)
{
    struct decoded_text got;
    struct choice best;
    struct mixed m;
    size_t mark;

    if (escape) {
        /* 8-bit text and escape sequences: half-width kana in their 8-bit form, or two charsets. */
        best = try_charset(g, sample_of(raw), CHARSET_ISO2022JP);
        if (best.bad == 0 && best.score >= (int64_t)count_high(sample_of(raw)))
            return whole_in(g, raw, CHARSET_ISO2022JP);
    }
    note_utf8(g, raw);
    if (g->utf8 && surely_utf8(g, raw))
        best = (struct choice){ .c = CHARSET_UTF8 };
    else
        best = pick(g, sample_of(raw));
    work_bytes(g->w, raw.n);
    if (!escape && best.c == CHARSET_UTF8 && g->utf8)
        return as_it_is(raw, CHARSET_UTF8);
    mark = arena_mark(g->a);
    got = whole_in(g, raw, best.c);
    if (!escape && !(got.odd & TEXT_ODD_BAD_BYTES))
        return got;
    arena_release(g->a, mark);
    m = decode_mixed(g, raw, best.c);
    got.text = buf_done(&m.out);
    got.odd = m.odd | (m.bad ? TEXT_ODD_BAD_BYTES : 0) | (m.several ? TEXT_ODD_MIXED : 0);
    return got;
}

struct decoded_text text_decode(struct arena *a, struct work *w, str raw, str label, bool short_text, enum charset hint)
{
    struct guess g = { .a = a, .w = w, .label = charset_by_label(label), .hint = hint, .short_text = short_text };
    bool named = str_trim(label).n > 0;
    struct content c = scan(raw);
    enum charset order = utf16_order(raw, g.label);
    struct decoded_text got;

    work_bytes(w, raw.n);
    if (order != CHARSET_UNKNOWN) {
        bool mark = str_starts(raw, STR("\xFF\xFE")) || str_starts(raw, STR("\xFE\xFF"));

        got = whole_in(&g, mark ? str_skip(raw, 2) : raw, order);
        got.odd |= g.label == CHARSET_UTF16BE || g.label == CHARSET_UTF16LE ? 0 : TEXT_ODD_LABEL_WRONG;
        return got;
    }
    if (g.label == CHARSET_UTF16BE || g.label == CHARSET_UTF16LE)
        g.label = CHARSET_UNKNOWN;      /* 8-bit text that says it was UTF-16 */
    if (c.high)
        got = decode_high(&g, raw, c.escape && has_escape(raw));
    else if (g.label == CHARSET_UTF7)
        return whole_in(&g, raw, CHARSET_UTF7);
    else if (c.shift && (g.label == CHARSET_ISO2022KR || str_has(raw, STR("\x1b$)C"))))
        got = whole_in(&g, raw, CHARSET_ISO2022KR);
    else if (c.escape && has_escape(raw))
        got = whole_in(&g, raw, CHARSET_ISO2022JP);
    else
        return as_it_is(raw, CHARSET_ASCII);

    if (!named)
        got.odd |= TEXT_ODD_LABEL_MISSING;
    else if (charset_by_label(label) == CHARSET_UNKNOWN)
        got.odd |= TEXT_ODD_LABEL_UNKNOWN;
    else if (got.used != charset_by_label(label))
        got.odd |= TEXT_ODD_LABEL_WRONG;
    return got;
}
