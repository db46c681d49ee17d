/* Content typing, traits and file names. */
#include "read/filetype.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    str in = str_from((const char *)data, size), name = str_take(in, 600);
    struct work w = { 0 };
    enum file_type found;
    str ext;

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    found = file_type_of(in, &w);
    assert(found < FILE_TYPE_COUNT && (found == FILE_EMPTY) == (size == 0));
    file_traits(&a, &w, found, in);
    for (enum file_type t = 0; size < 2000 && t < FILE_TYPE_COUNT; t++) {
        struct work each = { 0 };

        file_traits(&a, &each, t, in);          /* what the bytes are and what a caller says may differ */
        assert(work_units(&each) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    }
    assert(work_units(&w) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    ext = file_extension(&a, name);
    assert(ext.p && ext.n <= 40);
    extension_runs(ext);
    assert(file_type_of_name(&a, name) < FILE_TYPE_COUNT);
    file_name_odd(&a, name);
    arena_reset(&a, 1 << 20);
    return 0;
}
