#include "read/phrase.h"

#include "base/utf8.h"
#include "read/automaton.h"

#include <assert.h>

enum {
    IDS_MAX     = 256,
    TEXT_MAX    = 120,                  /* bytes of a hit that are kept */
    STORE       = 64 << 20,             /* address space; a thirtieth of it is used */
};

enum { COLUMN_ID, COLUMN_LANGUAGE, COLUMN_PLACES, COLUMN_PATTERN, COLUMN_NOTE, COLUMNS };
extern const char *const phrases_rows[][COLUMNS];
extern const size_t phrases_count;

struct pattern {
    uint16_t id;                        /* index into phrases.id */
    uint16_t places;
    bool word_start, word_end;          /* begins, ends with an ASCII letter or digit: must not continue there */
};

struct phrases {
    struct automaton machine;           /* patterns are the table's rows, folded */
    struct pattern *pattern;
    const char *id[IDS_MAX];
    size_t ids;
};

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

static const struct phrases *phrases_make(struct arena *a)
{
    struct phrases *ph = ARENA_NEW(a, struct phrases);
    str *folded = ARENA_ARRAY(a, str, phrases_count);

    ph->pattern = ARENA_ARRAY(a, struct pattern, phrases_count);
    for (size_t i = 0; i < phrases_count; i++) {
        str text = folded[i] = fold(a, str_of(phrases_rows[i][COLUMN_PATTERN]));

        assert(text.n > 0);
        ph->pattern[i] = (struct pattern){
            .id = id_index(ph, phrases_rows[i][COLUMN_ID]), .places = places_read(str_of(phrases_rows[i][COLUMN_PLACES])),
            .word_start = ascii_alnum(text.p[0]), .word_end = ascii_alnum(text.p[text.n - 1]) };
    }
    automaton_make(&ph->machine, a, folded, phrases_count);
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

static bool stands_alone(const struct pattern *p, str text, size_t start, size_t end)
{
    return !(p->word_start && start > 0 && ascii_alnum(text.p[start - 1])) && !(p->word_end && ascii_alnum(str_at(text, end)));
}

/* The list of what ends here is as long as patterns are suffixes of one another: a handful, by the table. */
static void match(const struct phrases *ph, str text, enum place place, struct found *found)
{
    uint16_t state = 0;

    for (size_t i = 0; i < text.n; i++)
        for (uint16_t at = automaton_step(&ph->machine, &state, text.p[i]); at; at = ph->machine.shorter[at - 1]) {
            const struct pattern *p = &ph->pattern[at - 1];
            size_t start = i + 1 - ph->machine.length[at - 1];

            if (!(p->places >> place & 1) || !stands_alone(p, text, start, i + 1))
                continue;
            if (found[p->id].count++ == 0) {
                found[p->id].start = start;
                found[p->id].end = i + 1;
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
