/* First byte: which label; the rest: the text. Whatever comes in, what comes out is UTF-8, at a linear price, and
 * folding it neither reads nor writes where it should not. */
#include "base/charset.h"
#include "base/fold.h"
#include "base/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    struct work w = { 0 };
    struct decoded_text d;
    uint32_t *map;
    str label, folded;

    if (!a.base && !arena_open(&a, 1u << 30, NULL))
        return 0;
    arena_reset(&a, 1 << 20);
    if (size == 0)
        return 0;
    label = data[0] % (CHARSET_COUNT + 1) == CHARSET_COUNT ? STR("") : str_of(charset_name(data[0] % (CHARSET_COUNT + 1)));
    d = text_decode(&a, &w, str_from((const char *)data + 1, size - 1), label, data[0] & 1, CHARSET_UNKNOWN);
    assert(utf8_valid(d.text));
    assert((unsigned)d.used < CHARSET_COUNT);
    folded = fold_text(&a, &w, d.text, &map);
    assert(utf8_valid(folded));
    for (size_t i = 0; i < folded.n; i++)
        assert(map[i] < d.text.n && (i == 0 || map[i] >= map[i - 1]));
    assert(utf8_valid(fold_skeleton(&a, d.text)));
    assert(work_units(&w) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    for (enum charset c = CHARSET_ASCII; c < CHARSET_COUNT; c++) {
        struct buf out = buf_new(&a, 0);

        charset_decode(c, str_from((const char *)data + 1, size - 1), &out);
        assert(utf8_valid(buf_str(&out)));
    }
    return 0;
}
