#include "read/tnef.h"

enum {                                  /* [MS-OXTNEF] 2.1.3: type and id of an attribute */
    ATTRIBUTE_TITLE = 0x00018010, ATTRIBUTE_DATA = 0x0006800F, ATTRIBUTE_START = 0x00069002,
    SIGNATURE = 0x223E9F78, HEADER = 6, ATTRIBUTE_HEADER = 9, CHECKSUM = 2,
};

static uint32_t u32(str s)
{
    return s.n < 4 ? 0 : (uint32_t)s.p[0] | (uint32_t)s.p[1] << 8 | (uint32_t)s.p[2] << 16 | (uint32_t)s.p[3] << 24;
}

bool tnef_next(struct work *w, str *in, struct tnef_file *out)
{
    *out = (struct tnef_file){ 0 };
    if (u32(*in) == SIGNATURE)
        *in = str_skip(*in, HEADER);
    while (in->n >= ATTRIBUTE_HEADER) {
        uint32_t id = u32(str_skip(*in, 1)), length = u32(str_skip(*in, 5));
        str value = str_sub(*in, ATTRIBUTE_HEADER, length);
        bool again = (id == ATTRIBUTE_START && (out->name.n || out->bytes.n));

        /* A new file begins: what was gathered is told first. */
        if (again)
            return true;
        work_tokens(w, 1);
        *in = str_skip(*in, ATTRIBUTE_HEADER + (size_t)length + CHECKSUM);
        if (id == ATTRIBUTE_TITLE)
            out->name = str_take(value, str_find_char(value, '\0'));
        else if (id == ATTRIBUTE_DATA)
            out->bytes = value;
    }
    return out->name.n > 0 || out->bytes.n > 0;
}
