/* Transfer decodings in every dialect, and files inside text. */
#include "read/decode.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    str in = str_from((const char *)data, size), name, whole, file;
    uint64_t limit = (uint64_t)WORK_PER_BYTE * size + WORK_BASE;
    struct work w = { 0 };
    uint32_t first = 0;
    size_t last;

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    for (enum base64_dialect d = 0; d < BASE64_DIALECTS; d++) {
        uint32_t odd = 0;
        str out = base64_decode(&a, &w, in, d, &odd);

        assert(out.n <= size);
        assert(d == 0 || odd == first);         /* oddities are the text's, not the dialect's */
        first = odd;
        arena_reset(&a, 1 << 20);
    }
    for (enum qp_dialect d = 0; d < QP_DIALECTS; d++) {
        uint32_t odd = 0;
        str out = qp_decode(&a, &w, in, d, &odd);

        assert(out.n <= 2 * size);
        assert(d == 0 || odd == first);
        first = odd;
        arena_reset(&a, 1 << 20);
    }
    for (last = in.n + 1; text_file_next(&a, &w, &in, &name, &whole, &file); last = in.n) {
        assert(in.n < last && whole.n > 0 && name.n > 0);
        assert(file.n <= 2 * whole.n);
    }
    assert(work_units(&w) <= limit);
    arena_reset(&a, 1 << 20);
    return 0;
}
