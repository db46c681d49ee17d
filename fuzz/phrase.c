/* Phrases, passwords and the shape of a text: no memory error, bounded work, passwords are slices of the text. */
#include "read/phrase.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct work w = { 0 };
    struct phrase_set set = { 0 };
    struct text_facts shape = { 0 };
    str text = str_from((const char *)data, size), out[8];
    size_t n;

    if (!arena.base && !arena_open(&arena, 1ull << 30, NULL))
        return 0;
    arena_reset(&arena, 1 << 20);
    phrases_find(phrases_embedded(), &arena, &w, text, PLACE_BODY, &set);
    for (uint32_t i = 0; i < set.n; i++)
        assert(set.hit[i].count > 0 && set.hit[i].count <= 8 * size && set.hit[i].text.n <= 120);
    n = passwords_in(&arena, &w, text, out, 8);
    assert(n <= 8);
    for (size_t i = 0; i < n; i++)
        assert(out[i].n > 0 && out[i].p >= text.p && out[i].p + out[i].n <= text.p + text.n);
    text_shape(&w, text, &shape);
    assert(shape.own_chars <= shape.chars && shape.chars <= size);
    subject_claims_reply(text);
    assert(work_units(&w) <= WORK_PER_BYTE * size + WORK_BASE);
    return 0;
}
