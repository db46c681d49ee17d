/* Frames from a reader that is no longer ours: the decoder believes nothing. */
#include "facts/record.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const struct noun *of, void *it, str frame, struct arena *a)
{
    struct fail why = { 0 };
    struct buf out;
    struct json j;

    if (noun_decode(of, frame, a, it, &why) < 0) {
        assert(why.id);
        return;
    }
    out = buf_new(a, 4096);
    noun_encode(of, it, &out);
    assert(out.n == frame.n);           /* nothing in a frame that is not in the noun */
    j = json_to(&out);
    noun_json(of, it, &j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    static struct mail_facts mail;
    static struct record record;
    str frame = str_from((const char *)data, size);

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    arena_reset(&a, 1 << 20);
    try(&noun_mail, &mail, frame, &a);
    try(&noun_record, &record, frame, &a);
    return 0;
}
