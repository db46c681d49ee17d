/* Whole mails: tokenizer, views, sweep, headers, parts, texts - and the frame of facts there and back. */
#include "read/mail.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    struct work w = { 0 };
    struct mail_facts facts, again;
    struct buf frame, once_more;
    struct fail why = { 0 };

    if (!a.base) {
        if (!arena_open(&a, 1 << 30, NULL))
            return 0;
        hash_warm();
        mail_warm();
    }
    arena_reset(&a, 1 << 20);
    mail_read(&a, &w, str_from((const char *)data, size), NULL, &facts);
    assert(work_units(&w) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);

    /* What a reader says of any mail, its parent can read - unless it is too long, which the reader sees to. */
    frame = buf_new(&a, 4096);
    noun_encode(&noun_mail, &facts, &frame);
    if (frame.n > NOUN_FRAME_MAX)
        return 0;
    if (noun_decode(&noun_mail, buf_str(&frame), &a, &again, &why) < 0) {
        fprintf(stderr, "%s\n", why.detail);
        abort();
    }
    once_more = buf_new(&a, 4096);
    noun_encode(&noun_mail, &again, &once_more);
    assert(str_eq(buf_str(&frame), buf_str(&once_more)));
    return 0;
}
