#include "read/story.h"

#include "base/fold.h"
#include "base/utf8.h"

/* Walks a folded text word by word. */
struct walk { str rest; uint32_t last; };       /* last: the CJK character before, 0 when none touches */

static bool is_cjk(uint32_t r)
{
    return (r >= 0x3041 && r < 0x3100) || (r >= 0x3400 && r < 0xA000) || (r >= 0xAC00 && r < 0xD7B0) ||
           (r >= 0xF900 && r < 0xFB00) || (r >= 0x20000 && r < 0x32000);
}

static bool is_letter(uint32_t r)
{
    return r < 0x80 ? ascii_alnum((int)r) : r >= 0xC0 && r < 0x2000 && r != 0xD7 && r != 0xF7;
}

static bool ends_address(char c)
{
    return c <= ' ' || c >= 0x7F || c == '>' || c == '"' || c == '<';
}

/* The rest of an address whose scheme has just been read as a word. */
static void skip_address(str *in)
{
    size_t n = 0;

    if (!str_starts(*in, STR("://")))
        return;
    while (n < in->n && !ends_address(in->p[n]))
        n++;
    *in = str_skip(*in, n);
}

static bool next_word(struct walk *k, uint64_t *hash, uint32_t *chars)
{
    const uint64_t odd = 0x9E3779B97F4A7C15u;

    while (k->rest.n > 0) {
        uint32_t r = utf8_next(&k->rest, NULL), last = k->last;

        k->last = is_cjk(r) ? r : 0;
        if (k->last && last) {
            *hash = ((uint64_t)last << 32 | r) * odd;
            *chars = 1;
            return true;
        }
        if (k->last || !is_letter(r))
            continue;
        *hash = r;
        for (*chars = 1; k->rest.n > 0; ++*chars) {
            str before = k->rest;

            r = utf8_next(&k->rest, NULL);
            if (!is_letter(r)) {
                k->rest = before;
                break;
            }
            *hash = (*hash ^ *hash >> 29) * odd + r;
        }
        *hash *= odd;
        skip_address(&k->rest);
        if (*chars > 1)
            return true;
    }
    return false;
}

static struct walk walk_start(struct arena *a, struct work *w, str text)
{
    return (struct walk){ .rest = fold_text(a, w, text, NULL) };
}

/* True when it was not there before. */
static bool set_word(uint64_t *bits, uint64_t hash)
{
    size_t bit = hash >> 47;            /* the best-mixed seventeen */
    uint64_t mask = 1ull << (bit & 63);

    if (bits[bit >> 6] & mask)
        return false;
    bits[bit >> 6] |= mask;
    return true;
}
_Static_assert(STORY_BITS == 1 << (64 - 47), "the hash's bits are the table's");

static bool has_word(const struct story *s, uint64_t hash)
{
    return s->bits && s->bits[hash >> 53] >> (hash >> 47 & 63) & 1;
}

void story_add(struct story *s, struct arena *a, struct work *w, str text)
{
    uint64_t hash;
    uint32_t chars;
    struct walk k;

    if (!s->bits)
        s->bits = ARENA_ARRAY(a, uint64_t, STORY_BITS / 64);
    k = walk_start(a, w, text);
    while (next_word(&k, &hash, &chars))
        s->words += set_word(s->bits, hash);
}

uint32_t story_shared(const struct story *s, struct arena *a, struct work *w, str text, uint32_t *words)
{
    struct story seen = { ARENA_ARRAY(a, uint64_t, STORY_BITS / 64), 0 };
    struct walk k = walk_start(a, w, text);
    uint64_t hash;
    uint32_t chars, shared = 0;

    while (seen.words < STORY_WORDS_MAX && next_word(&k, &hash, &chars)) {
        if (!set_word(seen.bits, hash))
            continue;
        seen.words++;
        shared += has_word(s, hash);
    }
    *words = seen.words;
    return seen.words ? shared * 100 / seen.words : 0;
}

uint64_t story_missing(const struct story *s, struct arena *a, struct work *w, str text)
{
    struct story seen = { ARENA_ARRAY(a, uint64_t, STORY_BITS / 64), 0 };
    struct walk k = walk_start(a, w, text);
    uint64_t hash, missing = 0;
    uint32_t chars;

    while (next_word(&k, &hash, &chars))
        if (!has_word(s, hash) && set_word(seen.bits, hash))
            missing += chars;
    return missing;
}

/* ---- drawn codes ---- */

enum cell { CELL_OTHER, CELL_LIGHT, CELL_DARK, CELL_HALF };

static enum cell cell_of(uint32_t r)
{
    if (r == ' ' || r == '\t' || r == 0xA0 || r == 0x3000 || (r >= 0x2000 && r < 0x200C) || r == 0x25A1 || r == 0x2B1C || r == 0x2591)
        return CELL_LIGHT;
    if (r == 0x2588 || r == 0x25A0 || r == 0x2B1B || r == 0x2593 || r == 0x2592)
        return CELL_DARK;
    return r >= 0x2580 && r < 0x25A0 ? CELL_HALF : CELL_OTHER;
}

struct drawing { uint32_t lines, narrow, wide; uint64_t dark, light; };

/* One more line; false when it is no part of a drawing. */
static bool draw_line(struct drawing *d, str line)
{
    uint32_t cells[4] = { 0 }, width = 0, painted;

    while (line.n > 0) {
        enum cell c = cell_of(utf8_next(&line, NULL));

        if (c == CELL_OTHER)
            return false;
        cells[c]++;
        width += c != CELL_LIGHT || line.n > 0;
    }
    painted = cells[CELL_DARK] + cells[CELL_HALF];
    if (painted < 3 || width < DRAWN_WIDTH)
        return false;
    d->narrow = d->lines && d->narrow < width ? d->narrow : width;
    d->wide = d->wide > width ? d->wide : width;
    d->lines++;
    d->dark += cells[CELL_DARK] * 2 + cells[CELL_HALF];
    d->light += cells[CELL_LIGHT] * 2 + cells[CELL_HALF];
    return d->wide <= 2 * d->narrow;
}

bool drawn_code(struct work *w, str text)
{
    struct drawing d = { 0 };

    work_bytes(w, text.n);
    while (text.n > 0) {
        size_t end = str_find_char(text, '\n');
        str line = str_take(text, end);

        text = str_skip(text, end + 1);
        if (str_at(line, line.n - 1) == '\r')
            line.n--;
        /* All of it blank, or begins with a letter: most lines there are. */
        if (line.n < DRAWN_WIDTH || ascii_alnum(line.p[0]) || !draw_line(&d, line))
            d = (struct drawing){ 0 };
        if (d.lines >= DRAWN_LINES && d.dark * 5 > d.light && d.light * 5 > d.dark)
            return true;
    }
    return false;
}
