/* Claims over hostile names, texts and hosts: no memory error, bounded work, every claim within its limits. */
#include "read/claim.h"
#include "read/url_host.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input is cut at NUL bytes: shown name, From domain, subject, link host, link text, title, visible text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct work w = { 0 };
    struct urls u = { .a = &arena, .w = &w };
    str in = str_from((const char *)data, size);
    struct mailbox from = { 0 };
    struct link link = { 0 };
    struct url_host host;
    struct mail_facts m = { 0 };

    if (!arena.base && !arena_open(&arena, 1ull << 30, NULL))
        return 0;
    arena_reset(&arena, 1 << 20);
    from.name = str_split(&in, '\0');
    from.local = from.domain = str_split(&in, '\0');
    m.subject = str_split(&in, '\0');
    host = url_host_read(&u, str_take(str_split(&in, '\0'), 512));
    link = (struct link){ .host = host.host, .ascii = host.ascii, .domain = host.domain, .text = str_split(&in, '\0'), .text_host = host.ascii };
    m.html.title = str_split(&in, '\0');
    m.text = (struct text_facts){ .visible = in, .quoted_lines = (uint32_t)(size & 1), .own_lines = (uint32_t)(size & 31) };
    m.identity.from = (struct list){ &from, 1 };
    m.links = (struct list){ &link, 1 };
    claims_read(&arena, &w, &m);
    assert(m.claims.n <= CLAIMS_MAX);
    for (uint32_t i = 0; i < m.claims.n; i++) {
        const struct claim *c = LIST_AT(m.claims, struct claim, i);

        assert(c->text.n <= CLAIM_TEXT_MAX && c->brand.n > 0 && c->place < CLAIM_PLACES && c->how < CLAIM_HOWS);
        assert(i == 0 || c[-1].place <= c->place);
    }
    assert(work_units(&w) <= WORK_PER_BYTE * size + WORK_BASE);
    return 0;
}
