/* One value as DKIM-Signature, as Authentication-Results and as Date. */
#include "read/auth.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    struct work w = { 0 };
    str value = str_from((const char *)data, size);
    struct auth_result results[50];
    struct dkim_signature d;
    size_t n;

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    d = dkim_read(&a, &w, value);
    assert(d.signed_headers.n <= 100 && d.domain.n <= size && d.selector.n <= size);
    n = auth_results_read(&a, &w, value, results, 50);
    assert(n <= 50);
    for (size_t i = 0; i < n; i++)
        assert(results[i].method.n > 0 && results[i].result.n > 0 && results[i].domain.n <= size);
    assert(date_read(value) < INT64_C(400000000000));
    assert(work_units(&w) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    arena_reset(&a, 1 << 20);
    return 0;
}
