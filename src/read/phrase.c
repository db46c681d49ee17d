#include "read/phrase.h"

#include "base/utf8.h"

#include <assert.h>
#include <sys/mman.h>

/* One automaton for all patterns: a dense table of next states by byte class, so that a byte of text costs two loads
 * whatever it contains. The table is at most STATES_MAX * 256 bytes; bytes no pattern has share class 0. */
enum {
    STATES_MAX  = 1 << 15,              /* bit 15 of an entry says that something ends there */
    CLASSES     = 128,
    ENDS        = 1 << 15,
    IDS_MAX     = 256,
    TEXT_MAX    = 120,                  /* bytes of a hit that are kept */
    STORE       = 64 << 20,             /* address space; a thirtieth of it is used */
};

enum { COLUMN_ID, COLUMN_LANGUAGE, COLUMN_PLACES, COLUMN_PATTERN, COLUMN_NOTE, COLUMNS };
extern const char *const phrases_rows[][COLUMNS];
extern const size_t phrases_count;

struct pattern {
    uint32_t length;                    /* of the folded pattern */
    uint16_t id;                        /* index into phrases.id */
    uint16_t shorter;                   /* the next pattern that ends in the same place, plus 1 */
    uint16_t places;
    bool word_start, word_end;          /* begins, ends with an ASCII letter or digit: must not continue there */
};

struct phrases {
    uint8_t  class[256];
    uint16_t (*next)[CLASSES];
    uint16_t *ends;                     /* by state: the longest pattern that ends there, plus 1 */
    struct pattern *pattern;
    const char *id[IDS_MAX];
    size_t ids, states;
};

/* What is needed of a state while the automaton is made. */
struct growing { uint16_t failure, first_child, sibling; uint8_t class; };

static uint16_t places_read(str list)
{
    uint16_t places = 0;

    if (str_eq(list, STR("*")))
        return (1 << PLACE_COUNT) - 1;
    while (list.n > 0) {
        str name = str_trim(str_split(&list, ','));
        uint16_t before = places;

        for (uint32_t i = 0; i < PLACE_COUNT; i++)
            if (str_eq(name, str_of(place_names[i])))
                places |= (uint16_t)(1 << i);
        assert(places != before);       /* data/phrases.tsv names a place that is none */
    }
    return places;
}

static uint16_t id_index(struct phrases *ph, const char *id)
{
    /* Rows of one id stand together, so the last one is nearly always it. */
    for (size_t i = ph->ids; i > 0; i--)
        if (strcmp(ph->id[i - 1], id) == 0)
            return (uint16_t)(i - 1);
    assert(ph->ids < IDS_MAX);
    ph->id[ph->ids] = id;
    return (uint16_t)ph->ids++;
}

/* Byte classes from all patterns: 1 and up for the bytes that occur, 0 for the rest. */
static void classes_make(struct phrases *ph, const str *folded)
{
    uint8_t count = 0;

    for (size_t i = 0; i < phrases_count; i++)
        for (size_t j = 0; j < folded[i].n; j++)
            if (!ph->class[(uint8_t)folded[i].p[j]])
                ph->class[(uint8_t)folded[i].p[j]] = ++count;
    assert(count < CLASSES);
}

static uint16_t state_add(struct phrases *ph, struct growing *g, uint16_t parent, uint8_t class)
{
    uint16_t state = (uint16_t)ph->states++;

    assert(ph->states < STATES_MAX);
    memset(ph->next[state], 0, sizeof *ph->next);
    g[state] = (struct growing){ .class = class, .sibling = g[parent].first_child };
    g[parent].first_child = state;
    return state;
}

static void pattern_insert(struct phrases *ph, struct growing *g, size_t row, str text)
{
    struct pattern *p = &ph->pattern[row];
    uint16_t state = 0;

    assert(text.n > 0);
    for (size_t i = 0; i < text.n; i++) {
        uint8_t class = ph->class[(uint8_t)text.p[i]];

        if (!ph->next[state][class])
            ph->next[state][class] = state_add(ph, g, state, class);
        state = ph->next[state][class];
    }
    *p = (struct pattern){ .length = (uint32_t)text.n, .id = id_index(ph, phrases_rows[row][COLUMN_ID]),
                           .shorter = ph->ends[state], .places = places_read(str_of(phrases_rows[row][COLUMN_PLACES])),
                           .word_start = ascii_alnum(text.p[0]), .word_end = ascii_alnum(text.p[text.n - 1]) };
    ph->ends[state] = (uint16_t)(row + 1);
}

/* Appends what ends at the failure state to what ends here: the longest suffixes first, each list made once. */
static void ends_join(struct phrases *ph, uint16_t state, uint16_t failure)
{
    uint16_t at = ph->ends[state];

    if (!at) {
        ph->ends[state] = ph->ends[failure];
        return;
    }
    while (ph->pattern[at - 1].shorter)
        at = ph->pattern[at - 1].shorter;
    ph->pattern[at - 1].shorter = ph->ends[failure];
}

/* Breadth first: a state's missing transitions are its failure state's, whose row is complete already because it is
 * shorter. That something ends in a state is known before any row leads there. */
static void automaton_close(struct phrases *ph, struct growing *g, uint16_t *queue)
{
    size_t head = 0, tail = 1;

    queue[0] = 0;
    while (head < tail) {
        uint16_t state = queue[head++], *row = ph->next[state];
        const uint16_t *other = ph->next[g[state].failure];

        for (uint16_t child = g[state].first_child; child; child = g[child].sibling) {
            uint16_t failure = state ? other[g[child].class] & (ENDS - 1) : 0;

            g[child].failure = failure;
            ends_join(ph, child, failure);
            row[g[child].class] |= ph->ends[child] ? ENDS : 0;
            queue[tail++] = child;
        }
        for (size_t c = 0; state && c < CLASSES; c++)
            row[c] = row[c] ? row[c] : other[c];
    }
}

static const struct phrases *phrases_make(struct arena *a)
{
    struct phrases *ph = ARENA_NEW(a, struct phrases);
    str *folded = ARENA_ARRAY(a, str, phrases_count);
    struct growing *g;
    size_t total = 1;

    for (size_t i = 0; i < phrases_count; i++) {
        folded[i] = fold(a, str_of(phrases_rows[i][COLUMN_PATTERN]));
        total += folded[i].n;
    }
    g = arena_alloc(a, sizeof *g * (total + 1));
    g[0] = (struct growing){ 0 };
    ph->pattern = ARENA_ARRAY(a, struct pattern, phrases_count);
    ph->ends = ARENA_ARRAY(a, uint16_t, total);
    ph->next = arena_alloc(a, sizeof *ph->next * total);    /* rows are cleared as they come into use */
    /* In large pages where the kernel has them: a fault for each small one takes longer than all the rest. A hint. */
    madvise((void *)(((uintptr_t)ph->next + 4095) & ~(uintptr_t)4095), sizeof *ph->next * (total - 16), MADV_HUGEPAGE);
    memset(ph->next[0], 0, sizeof *ph->next);
    ph->states = 1;
    classes_make(ph, folded);
    for (size_t i = 0; i < phrases_count; i++)
        pattern_insert(ph, g, i, folded[i]);
    automaton_close(ph, g, arena_alloc(a, sizeof(uint16_t) * ph->states));
    return ph;
}

const struct phrases *phrases_embedded(void)
{
    static struct arena store;
    static const struct phrases *made;

    if (!made && arena_open(&store, STORE, NULL))
        made = phrases_make(&store);
    assert(made);
    return made;
}

/* ---- finding ---- */

struct found { uint32_t count; size_t start, end; };    /* in the folded text */

static bool stands_alone(const struct pattern *p, str text, size_t end)
{
    size_t start = end - p->length;

    return !(p->word_start && start > 0 && ascii_alnum(text.p[start - 1])) &&
           !(p->word_end && ascii_alnum(str_at(text, end)));
}

/* The list of what ends here is as long as patterns are suffixes of one another: a handful, by the table. */
static void note_ends(const struct phrases *ph, str text, size_t end, uint16_t state, enum place place, struct found *found)
{
    for (uint16_t at = ph->ends[state]; at; at = ph->pattern[at - 1].shorter) {
        const struct pattern *p = &ph->pattern[at - 1];

        if (!(p->places >> place & 1) || !stands_alone(p, text, end))
            continue;
        if (found[p->id].count++ == 0) {
            found[p->id].start = end - p->length;
            found[p->id].end = end;
        }
    }
}

static void match(const struct phrases *ph, str text, enum place place, struct found *found)
{
    uint16_t state = 0;

    for (size_t i = 0; i < text.n; i++) {
        state = ph->next[state][ph->class[(uint8_t)text.p[i]]];
        if (state & ENDS) {
            state &= ENDS - 1;
            note_ends(ph, text, i + 1, state, place, found);
        }
    }
}

static struct phrase_hit *set_slot(struct phrase_set *set, struct arena *a, str id, enum place place)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (set->hit[i].place == place && str_eq(set->hit[i].id, id))
            return &set->hit[i];
    if (set->n == set->max) {
        uint32_t max = set->max ? set->max * 2 : 16;
        struct phrase_hit *hit = ARENA_ARRAY(a, struct phrase_hit, max);

        if (set->n)
            memcpy(hit, set->hit, sizeof *hit * set->n);
        set->hit = hit;
        set->max = max;
    }
    set->hit[set->n] = (struct phrase_hit){ .id = id, .place = place };
    return &set->hit[set->n++];
}

void phrases_find(const struct phrases *ph, struct arena *a, struct work *w, str utf8, enum place place, struct phrase_set *into)
{
    struct found found[IDS_MAX] = { 0 };
    size_t mark = arena_mark(a);
    uint32_t *map;
    str text = fold_text(a, w, utf8, &map);

    work_bytes(w, text.n);
    match(ph, text, place, found);
    /* Back from folded to real places before the map is given back; it is four times the text. */
    for (size_t i = 0; i < ph->ids; i++)
        if (found[i].count) {
            found[i].start = map[found[i].start];
            found[i].end = found[i].end < text.n ? map[found[i].end] : utf8.n;
        }
    arena_release(a, mark);
    for (size_t i = 0; i < ph->ids; i++) {
        struct phrase_hit *hit;

        if (!found[i].count)
            continue;
        work_tokens(w, 1);
        hit = set_slot(into, a, str_of(ph->id[i]), place);
        hit->count += found[i].count;
        if (hit->text.n == 0) {
            str stood = str_sub(utf8, found[i].start, found[i].end - found[i].start);

            hit->text = arena_copy(a, str_trim(utf8_cut(stood, TEXT_MAX)));
        }
    }
}
