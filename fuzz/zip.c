/* Members of a ZIP archive. */
#include "read/filetype.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MEMBERS = 500 };
    static struct arena a;
    static struct zip_member out[MEMBERS];
    str in = str_from((const char *)data, size);
    struct work w = { 0 };
    size_t n;

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    n = zip_members(&a, &w, in, out, MEMBERS);
    assert(n <= MEMBERS && n * 30 <= size);     /* no member without a header */
    assert(work_units(&w) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    arena_reset(&a, 1 << 20);
    return 0;
}
