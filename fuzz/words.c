/* Header values: what comes out is UTF-8 without line ends, at a linear price. */
#include "base/utf8.h"
#include "read/words.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(str s)
{
    assert(utf8_valid(s));
    assert(str_find_char(s, '\n') == s.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    struct work w = { 0 }, w2 = { 0 };
    uint32_t odd = 0;
    str raw = { (const char *)data, size };

    if (!a.base && !arena_open(&a, 1u << 30, NULL))
        return 0;
    arena_reset(&a, 1 << 20);
    check(words_decode(&a, &w, raw, CHARSET_UNKNOWN, &odd));
    assert(work_units(&w) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    check(words_decode_extended(&a, &w2, raw, CHARSET_CP932, &odd));
    assert(work_units(&w2) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    return 0;
}
