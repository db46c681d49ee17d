/* One input as an address, as an address relative to a base, and as text with addresses in it. */
#include "read/url.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct url *url, size_t size)
{
    assert(url->href.n <= 3 * size + 64);
    assert(!(url->flags & URL_BROKEN) || url->at.host.n == 0 || url->port == 0);
    assert(url->at.domain.n <= (url->at.ascii.n ? url->at.ascii : url->at.host).n);
    assert(url->at.suffix.n <= LINK_HOST_MAX && url->port <= 65535);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    struct work w = { 0 };
    struct urls urls = { .a = &a, .w = &w, .owners = { STR("staff@clinic.example") }, .owner_count = 1 };
    str text = str_from((const char *)data, size), base = str_line(&text);
    struct url url, target;
    struct url_span span;
    size_t at = 0, before = 0;

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    url_read(&urls, base, &url);
    check(&url, size);
    if (url_target(&urls, &url, &target))
        assert(url.flags & URL_REDIRECTS);
    url_read_from(&urls, base, text, &url);
    check(&url, size);
    (void)url_target(&urls, &url, &target);
    while (url_find(&urls, text, true, &at, &span)) {
        assert(at > before && span.at < span.end && span.end <= at && at <= text.n && span.url.n > 0);
        before = at;
    }
    assert(work_units(&w) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    arena_reset(&a, 1 << 20);
    return 0;
}
