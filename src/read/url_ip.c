#include "read/url_host.h"

/* One part of an IPv4 address. Empty after 0x counts as 0, as browsers have it. */
static bool ip_number(str s, uint64_t *value, bool *odd)
{
    unsigned base = 10;

    *value = 0;
    if (s.n == 0)
        return false;
    if (s.n >= 2 && s.p[0] == '0' && (s.p[1] | 32) == 'x') {
        base = 16;
        s = str_skip(s, 2);
    } else if (s.n >= 2 && s.p[0] == '0') {
        base = 8;
        s = str_skip(s, 1);
    }
    *odd |= base != 10;
    for (size_t i = 0; i < s.n; i++) {
        int digit = ascii_hex(s.p[i]);

        if (digit < 0 || (unsigned)digit >= base)
            return false;
        if (*value <= UINT32_MAX)           /* larger is refused later, whatever follows */
            *value = *value * base + (unsigned)digit;
    }
    return true;
}

/* WHATWG "ends in a number checker": the last part alone decides whether this must be an address. */
static bool ends_in_number(str host)
{
    str last = str_skip(host, str_rfind_char(host, '.') < host.n ? str_rfind_char(host, '.') + 1 : 0);
    uint64_t value;
    bool odd = false, digits = last.n > 0;

    for (size_t i = 0; i < last.n; i++)
        digits &= ascii_digit(last.p[i]);
    return digits || (last.n >= 2 && last.p[0] == '0' && ip_number(last, &value, &odd));
}

enum ip_read ipv4_read(str host, uint32_t *address, bool *odd)
{
    uint64_t part[4] = { 0 }, all = 0;
    size_t n = 0;

    *odd = false;
    if (host.n && host.p[host.n - 1] == '.') {
        host.n--;
        *odd = true;
    }
    if (!ends_in_number(host))
        return IP_NONE;
    while (n < 4) {
        size_t left = host.n;
        str piece = str_split(&host, '.');

        if (!ip_number(piece, &part[n++], odd))
            return IP_WRONG;
        if (piece.n == left)
            break;
    }
    if (host.n)
        return IP_WRONG;
    for (size_t i = 0; i + 1 < n; i++) {
        if (part[i] > 255)
            return IP_WRONG;
        all |= part[i] << (24 - 8 * i);
    }
    if (part[n - 1] >> (8 * (5 - n)))
        return IP_WRONG;
    *odd |= n < 4;
    *address = (uint32_t)(all | part[n - 1]);
    return IP_READ;
}

/* The four decimal numbers that may end an IPv6 address: no leading zeros, nothing but decimal. */
static bool dotted_end(str s, uint16_t piece[2])
{
    for (int i = 0; i < 4; i++) {
        size_t left = s.n;
        str part = str_split(&s, '.');
        uint64_t value;

        if (!str_number(part, 255, &value) || (part.n > 1 && part.p[0] == '0') || (i < 3) != (part.n < left))
            return false;
        piece[i / 2] = (uint16_t)(piece[i / 2] << 8 | value);
    }
    return true;
}

static bool hex_piece(str s, uint16_t *piece)
{
    if (s.n == 0 || s.n > 4)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        int digit = ascii_hex(s.p[i]);

        if (digit < 0)
            return false;
        *piece = (uint16_t)(*piece << 4 | digit);
    }
    return true;
}

bool ipv6_read(str s, uint16_t piece[8])
{
    size_t n = 0, gap = 9;

    memset(piece, 0, 8 * sizeof *piece);
    if (str_starts(s, STR("::"))) {
        s = str_skip(s, 2);
        gap = 0;
    }
    while (s.n) {
        size_t left = s.n;
        str part = str_split(&s, ':');

        if (part.n == 0) {
            if (gap != 9 || n == 0)
                return false;
            gap = n;
            continue;
        }
        if (n == 8)
            return false;
        if (part.n == left && str_find_char(part, '.') < part.n) {
            if (n > 6 || !dotted_end(part, piece + n))
                return false;
            n += 2;
            break;
        }
        if (!hex_piece(part, &piece[n++]) || (part.n < left && s.n == 0))
            return false;
    }
    if (gap == 9)
        return n == 8;
    if (n == 8)
        return false;                   /* "::" stands for at least one piece */
    memmove(piece + 8 - (n - gap), piece + gap, (n - gap) * sizeof *piece);
    memset(piece + gap, 0, (8 - n) * sizeof *piece);
    return true;
}

/* RFC 5952: lower case, the longest run of zeros (the first of equals, at least two) as "::". */
str ipv6_text(struct arena *a, const uint16_t piece[8])
{
    struct buf out = buf_new(a, 48);
    int best = -1, best_n = 1;

    for (int i = 0; i < 8; i++) {
        int n = 0;

        while (i + n < 8 && piece[i + n] == 0)
            n++;
        if (n > best_n) {
            best = i;
            best_n = n;
        }
    }
    buf_put(&out, '[');
    for (int i = 0; i < 8; i++) {
        if (i == best) {
            buf_add(&out, STR("::"));
            i += best_n - 1;
            continue;
        }
        buf_format(&out, "%s%x", i && (best < 0 || i != best + best_n) ? ":" : "", piece[i]);
    }
    buf_put(&out, ']');
    return buf_done(&out);
}
