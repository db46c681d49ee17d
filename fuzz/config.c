/* Site and arrival files: an administrator's typing errors must come back as line, key and reason. */
#include "facts/case.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    struct site site = { 0 };
    struct arrival arrival = { 0 };
    struct fail why = { 0 };
    str text = str_from((const char *)data, size < 64 << 10 ? size : 64 << 10);

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    arena_reset(&a, 1 << 20);
    if (noun_config(&noun_site, text, "site", &a, &site, &why) < 0)
        assert(why.id && why.detail[0]);
    if (noun_config(&noun_arrival, text, "arrival", &a, &arrival, &why) < 0)
        assert(why.id && why.detail[0]);
    return 0;
}
