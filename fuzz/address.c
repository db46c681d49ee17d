/* Addresses, identities and addresses in text: the first line is a header name, the rest its value. */
#include "read/address.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool within(str s) { return s.n == 0 || s.p != NULL; }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    struct work next = { 0 }, whole = { 0 };
    str value = str_from((const char *)data, size), name = str_line(&value);
    struct raw_header headers[] = { { name, value, 0 }, { STR("From"), value, 0 }, { STR("To"), value, 0 } };
    struct identity id;
    struct mailbox box;
    size_t last;

    if (!a.base && !arena_open(&a, 1 << 30, NULL))
        return 0;
    last = value.n + 1;
    for (str in = value; address_next(&a, &next, &in, CHARSET_UNKNOWN, &box); last = in.n) {
        assert(in.n < last);            /* always moves on */
        assert(within(box.name) && within(box.addr) && box.local.n <= box.addr.n);
        assert((box.domain.n == 0) == !!(box.odd & ADDRESS_ODD_NO_DOMAIN));
    }
    assert(work_units(&next) <= (uint64_t)WORK_PER_BYTE * size + WORK_BASE);
    arena_reset(&a, 1 << 20);

    identity_read(&a, &whole, headers, 3, CHARSET_UNKNOWN, &id);
    assert(work_units(&whole) <= 3 * ((uint64_t)WORK_PER_BYTE * size + WORK_BASE));
    assert(id.from_headers >= 1 && id.from.n <= 20 && id.to.n <= ADDRESS_PER_HEADER);
    assert((id.from.n > 0) == !(id.odd & ADDRESS_ODD_NONE));
    address_in_text(&a, value);
    arena_reset(&a, 1 << 20);
    return 0;
}
