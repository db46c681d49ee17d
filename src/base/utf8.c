#include "base/utf8.h"

uint32_t utf8_next(str *in, bool *bad)
{
    const char *p = in->p;
    size_t n = in->n, len;
    uint32_t r, min;

    if (p[0] < 0x80) {
        *in = str_skip(*in, 1);
        return p[0];
    }
    if (p[0] >= 0xF0 && p[0] < 0xF5)      { len = 4; r = p[0] & 7u;  min = 0x10000; }
    else if (p[0] >= 0xE0 && p[0] < 0xF0) { len = 3; r = p[0] & 15u; min = 0x800; }
    else if (p[0] >= 0xC2 && p[0] < 0xE0) { len = 2; r = p[0] & 31u; min = 0x80; }
    else goto wrong;
    if (len > n)
        goto wrong;
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            goto wrong;
        r = r << 6 | (p[i] & 0x3Fu);
    }
    if (r < min || r > 0x10FFFF || (r >= 0xD800 && r < 0xE000))
        goto wrong;
    *in = str_skip(*in, len);
    return r;
wrong:
    if (bad)
        *bad = true;
    *in = str_skip(*in, 1);
    return RUNE_BAD;
}

size_t utf8_put(char out[4], uint32_t rune)
{
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000))
        rune = RUNE_BAD;
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    if (rune < 0x800) {
        out[0] = (char)(0xC0 | rune >> 6);
        out[1] = (char)(0x80 | (rune & 63));
        return 2;
    }
    if (rune < 0x10000) {
        out[0] = (char)(0xE0 | rune >> 12);
        out[1] = (char)(0x80 | (rune >> 6 & 63));
        out[2] = (char)(0x80 | (rune & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | rune >> 18);
    out[1] = (char)(0x80 | (rune >> 12 & 63));
    out[2] = (char)(0x80 | (rune >> 6 & 63));
    out[3] = (char)(0x80 | (rune & 63));
    return 4;
}

bool utf8_valid(str s)
{
    bool bad = false;

    while (s.n > 0 && !bad) {
        uint64_t eight;

        /* Eight ASCII bytes at a time: most of all mail is nothing else. */
        while (s.n >= 8 && (memcpy(&eight, s.p, 8), (eight & 0x8080808080808080u) == 0))
            s = (str){ s.p + 8, s.n - 8 };
        if (s.n > 0)
            utf8_next(&s, &bad);
    }
    return !bad;
}

str utf8_cut(str s, size_t n)
{
    if (s.n <= n)
        return s;
    while (n > 0 && (s.p[n] & 0xC0) == 0x80)
        n--;
    return str_take(s, n);
}
