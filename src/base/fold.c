#include "base/fold.h"
#include "base/fold_tables.h"
#include "base/utf8.h"

struct folder {
    struct buf out;
    uint32_t *map;                      /* of out, NULL when nobody asked */
    size_t map_room;
    uint32_t last;                      /* last character written, 0 at the beginning */
    size_t last_at;                     /* where it begins in out */
    bool blank;                         /* white space seen since */
    uint32_t at;                        /* offset of the input character */
    uint32_t blank_at;
};

static const struct fold_pair *find_pair(const struct fold_pair *table, unsigned count, uint32_t key)
{
    unsigned low = 0, high = count;

    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (table[middle].from < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && table[low].from == key ? &table[low] : NULL;
}

static bool is_cjk(uint32_t r)
{
    return (r >= 0x2E80 && r < 0xA000) || (r >= 0xF900 && r < 0xFB00) || (r >= 0xFF00 && r < 0xFFE0) || (r >= 0x20000 && r < 0x32000);
}

static void put_bytes(struct folder *f, str s, uint32_t at)
{
    size_t from = f->out.n;

    buf_add(&f->out, s);
    for (size_t i = from; f->map && i < f->out.n; i++)
        f->map[i] = at;
}

static void put_rune(struct folder *f, uint32_t r)
{
    char bytes[4];

    if (f->blank && f->last && !(is_cjk(f->last) && is_cjk(r)))
        put_bytes(f, STR(" "), f->blank_at);
    f->blank = false;
    f->last_at = f->out.n;
    put_bytes(f, str_from(bytes, utf8_put(bytes, r)), f->at);
    f->last = r;
}

/* A combining mark joins what it stands on: half-width ｶﾞ, and file names from systems that decompose. */
static bool join_mark(struct folder *f, uint32_t r)
{
    const struct fold_pair *p;
    uint32_t at = f->at;

    if (f->blank || f->last == 0 || f->last > 0xFFFF || (p = find_pair(fold_pairs, fold_pairs_count, r << 16 | f->last)) == NULL)
        return false;
    if (f->map)
        f->at = f->map[f->last_at];
    f->out.n = f->last_at;
    put_rune(f, p->to);
    f->at = at;
    return true;
}

static bool is_mark(uint32_t r)
{
    return (r >= 0x300 && r < 0x370) || r == 0x3099 || r == 0x309A;
}

static void put_blank(struct folder *f)
{
    if (!f->blank)
        f->blank_at = f->at;
    f->blank = true;
}

static void put_string(struct folder *f, unsigned offset)
{
    str s = { (const char *)fold_pool + offset + 1, fold_pool[offset] };

    while (s.n > 0) {
        uint32_t r = utf8_next(&s, NULL);

        if (r == ' ')
            put_blank(f);
        else if (!is_mark(r) || !join_mark(f, r))
            put_rune(f, r);
    }
}

static void fold_rune(struct folder *f, uint32_t r)
{
    const struct fold_pair *p;
    unsigned to;

    if (r < 0x10000) {
        to = fold_rows[fold_page[r >> 8]][r & 255];
    } else if (r >= 0xE0000 && r < 0xE1000) {
        to = FOLD_DROPPED;              /* tags and more variation selectors */
    } else {
        p = find_pair(fold_above, fold_above_count, r);
        to = p ? p->to : FOLD_SELF;
    }
    if (to == FOLD_BLANK) {
        put_blank(f);
    } else if (to > FOLD_BLANK) {
        put_string(f, to);
    } else if (to == FOLD_SELF && (!is_mark(r) || !join_mark(f, r))) {
        put_rune(f, r);
    }
}

/* ASCII without anything special: most bytes of most mails. Returns how many bytes it took. */
static size_t fold_ascii(struct folder *f, str s)
{
    size_t i = 0;
    char *out = f->out.p + f->out.n;

    while (i < s.n && s.p[i] < 0x7F) {
        if (s.p[i] <= 0x20) {
            /* One blank between two words; anything else about white space is fold_rune()'s. */
            if (s.p[i] != ' ' || i == 0 || i + 1 >= s.n || s.p[i + 1] <= 0x20 || s.p[i + 1] >= 0x7F)
                break;
        }
        out[i] = ascii_lower(s.p[i]);
        i++;
    }
    for (size_t k = 0; f->map && k < i; k++)
        f->map[f->out.n + k] = f->at + (uint32_t)k;
    if (i > 0) {
        f->out.n += i;
        f->last = (unsigned char)f->out.p[f->out.n - 1];
        f->last_at = f->out.n - 1;
    }
    return i;
}

/* Kana and kanji that stay as they are: most of Japanese text. Three bytes, U+3000 to U+9FFF. */
static size_t fold_cjk(struct folder *f, str s)
{
    size_t i = 0;
    char *out = f->out.p + f->out.n;

    for (; s.n - i >= 3; i += 3) {
        const char *p = s.p + i;
        uint32_t r = (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);

        if (p[0] < 0xE3 || p[0] > 0xE9 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 ||
            fold_rows[fold_page[r >> 8]][r & 255] != FOLD_SELF || is_mark(r))
            break;
        memcpy(out + i, p, 3);
        f->last = r;
    }
    for (size_t k = 0; f->map && k < i; k++)
        f->map[f->out.n + k] = f->at + (uint32_t)(k - k % 3);
    f->out.n += i;
    if (i > 0)
        f->last_at = f->out.n - 3;
    return i;
}

/* No character folds to more than FOLD_GROWTH times its bytes (U+FDFA: 3 bytes to 33), but that many at once only
 * a hostile text has: room is made as needed. */
static void make_room(struct folder *f, struct arena *a, size_t more)
{
    enum { FOLD_GROWTH = 12 };
    size_t want = f->out.n + more + FOLD_GROWTH * 4;

    buf_grow(&f->out, want - f->out.n);
    if (!f->map || f->map_room >= want)
        return;
    uint32_t *map = arena_alloc(a, 2 * want * sizeof *map);

    memcpy(map, f->map, f->out.n * sizeof *map);
    f->map = map;
    f->map_room = 2 * want;
}

static str fold_all(struct arena *a, str text, uint32_t **map)
{
    size_t total = text.n;
    struct folder f = { 0 };

    if (map) {
        f.map_room = text.n + 64;
        f.map = arena_alloc(a, f.map_room * sizeof *f.map);
    }
    f.out = buf_new(a, text.n + 64);
    while (text.n > 0) {
        f.at = (uint32_t)(total - text.n);
        make_room(&f, a, text.n);
        if (!f.blank)
            text = str_skip(text, text.p[0] < 0x80 ? fold_ascii(&f, text) : fold_cjk(&f, text));
        if (text.n > 0) {
            f.at = (uint32_t)(total - text.n);
            fold_rune(&f, utf8_next(&text, NULL));
        }
    }
    if (map)
        *map = f.map;
    return buf_str(&f.out);
}

str fold_text(struct arena *a, struct work *w, str utf8, uint32_t **map)
{
    work_bytes(w, utf8.n);
    return fold_all(a, utf8, map);
}

str fold(struct arena *a, str utf8)
{
    return fold_all(a, utf8, NULL);
}

str fold_skeleton(struct arena *a, str utf8)
{
    str s = fold_all(a, utf8, NULL);
    struct buf out = buf_new(a, s.n);

    while (s.n > 0) {
        uint32_t r = utf8_next(&s, NULL);
        const struct fold_pair *p = find_pair(fold_looks, fold_looks_count, r);

        if (p)
            buf_add(&out, str_from((const char *)fold_pool + p->to + 1, fold_pool[p->to]));
        else
            buf_rune(&out, r);
    }
    return buf_done(&out);
}

/* Letters only; everything else is common. */
static const struct script_range { uint32_t first, last; uint8_t script; } scripts[] = {
    { 0x41, 0x5A, SCRIPT_LATIN }, { 0x61, 0x7A, SCRIPT_LATIN }, { 0xAA, 0xAA, SCRIPT_LATIN }, { 0xBA, 0xBA, SCRIPT_LATIN },
    { 0xC0, 0xD6, SCRIPT_LATIN }, { 0xD8, 0xF6, SCRIPT_LATIN }, { 0xF8, 0x2B8, SCRIPT_LATIN }, { 0x370, 0x373, SCRIPT_GREEK },
    { 0x376, 0x37D, SCRIPT_GREEK }, { 0x37F, 0x37F, SCRIPT_GREEK }, { 0x386, 0x386, SCRIPT_GREEK }, { 0x388, 0x3FF, SCRIPT_GREEK },
    { 0x400, 0x52F, SCRIPT_CYRILLIC }, { 0x531, 0x556, SCRIPT_ARMENIAN }, { 0x561, 0x588, SCRIPT_ARMENIAN },
    { 0x5D0, 0x5F2, SCRIPT_HEBREW }, { 0x620, 0x64A, SCRIPT_ARABIC }, { 0x66E, 0x6D3, SCRIPT_ARABIC }, { 0x6D5, 0x6D5, SCRIPT_ARABIC },
    { 0x6FA, 0x77F, SCRIPT_ARABIC }, { 0x780, 0x10FF, SCRIPT_OTHER }, { 0x1100, 0x11FF, SCRIPT_HANGUL }, { 0x1200, 0x1C7F, SCRIPT_OTHER },
    { 0x1C80, 0x1C8F, SCRIPT_CYRILLIC }, { 0x1C90, 0x1CFF, SCRIPT_OTHER }, { 0x1D00, 0x1D25, SCRIPT_LATIN }, { 0x1D2C, 0x1D5C, SCRIPT_LATIN },
    { 0x1D62, 0x1D77, SCRIPT_LATIN }, { 0x1D78, 0x1D78, SCRIPT_CYRILLIC }, { 0x1D79, 0x1DBE, SCRIPT_LATIN }, { 0x1E00, 0x1EFF, SCRIPT_LATIN },
    { 0x1F00, 0x1FFF, SCRIPT_GREEK }, { 0x2071, 0x2071, SCRIPT_LATIN }, { 0x207F, 0x207F, SCRIPT_LATIN }, { 0x2160, 0x2188, SCRIPT_LATIN },
    { 0x2C00, 0x2C5F, SCRIPT_OTHER }, { 0x2C60, 0x2C7F, SCRIPT_LATIN }, { 0x2C80, 0x2DDF, SCRIPT_OTHER }, { 0x2DE0, 0x2DFF, SCRIPT_CYRILLIC },
    { 0x2E80, 0x2FDF, SCRIPT_HAN }, { 0x3005, 0x3007, SCRIPT_HAN }, { 0x3021, 0x3029, SCRIPT_HAN }, { 0x3041, 0x3096, SCRIPT_KANA },
    { 0x309D, 0x309F, SCRIPT_KANA }, { 0x30A1, 0x30FA, SCRIPT_KANA }, { 0x30FC, 0x30FF, SCRIPT_KANA }, { 0x3105, 0x312F, SCRIPT_OTHER },
    { 0x3131, 0x318E, SCRIPT_HANGUL }, { 0x31A0, 0x31BF, SCRIPT_OTHER }, { 0x31F0, 0x31FF, SCRIPT_KANA }, { 0x3400, 0x4DBF, SCRIPT_HAN },
    { 0x4E00, 0x9FFF, SCRIPT_HAN }, { 0xA000, 0xA63F, SCRIPT_OTHER }, { 0xA640, 0xA69F, SCRIPT_CYRILLIC }, { 0xA722, 0xA787, SCRIPT_LATIN },
    { 0xA78B, 0xA7FF, SCRIPT_LATIN }, { 0xA800, 0xA95F, SCRIPT_OTHER }, { 0xA960, 0xA97C, SCRIPT_HANGUL }, { 0xA980, 0xAB2F, SCRIPT_OTHER },
    { 0xAB30, 0xAB64, SCRIPT_LATIN }, { 0xAB65, 0xAB65, SCRIPT_GREEK }, { 0xAB66, 0xAB6F, SCRIPT_LATIN }, { 0xAB70, 0xABFF, SCRIPT_OTHER },
    { 0xAC00, 0xD7FB, SCRIPT_HANGUL }, { 0xF900, 0xFAFF, SCRIPT_HAN }, { 0xFB00, 0xFB06, SCRIPT_LATIN }, { 0xFB13, 0xFB17, SCRIPT_ARMENIAN },
    { 0xFB1D, 0xFB4F, SCRIPT_HEBREW }, { 0xFB50, 0xFDFF, SCRIPT_ARABIC }, { 0xFE70, 0xFEFC, SCRIPT_ARABIC }, { 0xFF21, 0xFF3A, SCRIPT_LATIN },
    { 0xFF41, 0xFF5A, SCRIPT_LATIN }, { 0xFF66, 0xFF9D, SCRIPT_KANA }, { 0xFFA1, 0xFFDC, SCRIPT_HANGUL }, { 0x10000, 0x1AFEF, SCRIPT_OTHER },
    { 0x1AFF0, 0x1B16F, SCRIPT_KANA }, { 0x1B170, 0x1CEFF, SCRIPT_OTHER }, { 0x1DF00, 0x1DFFF, SCRIPT_LATIN }, { 0x1E000, 0x1ECFF, SCRIPT_OTHER },
    { 0x20000, 0x323AF, SCRIPT_HAN },
};

enum script rune_script(uint32_t rune)
{
    unsigned low = 0, high = sizeof scripts / sizeof scripts[0];

    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (scripts[middle].last < rune)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof scripts / sizeof scripts[0] && scripts[low].first <= rune ? scripts[low].script : SCRIPT_COMMON;
}

bool rune_bidi(uint32_t r)
{
    return (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069) || r == 0x200E || r == 0x200F || r == 0x061C;
}

bool rune_invisible(uint32_t r)
{
    if (r < 0x80 || (r >= 0x80 && r < 0xA0))
        return false;                   /* controls are another matter */
    if (r >= 0xE0000 && r < 0xE1000)
        return true;
    return r < 0x10000 && fold_rows[fold_page[r >> 8]][r & 255] == FOLD_DROPPED && !rune_bidi(r);
}
