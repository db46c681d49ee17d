#include "base/str.h"

bool str_same_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i] && ascii_lower(a[i]) != ascii_lower(b[i]))
            return false;
    return true;
}

int str_compare(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int d = n ? memcmp(a.p, b.p, n) : 0;

    return d ? d : (a.n > b.n) - (a.n < b.n);
}

size_t str_rfind_char(str s, char c)
{
    const char *at = s.n ? memrchr(s.p, c, s.n) : NULL;

    return at ? (size_t)(at - s.p) : s.n;
}

/* glibc's memmem is linear (two-way), which a loop over memcmp would not be on "aaaa…ab". memchr is ten times as fast, and
 * mostly the first byte is nowhere. */
size_t str_find(str s, str needle)
{
    size_t first = needle.n == 0 ? 0 : str_find_char(s, needle.p[0]);
    str rest = str_skip(s, first);
    const char *at = rest.n && needle.n ? memmem(rest.p, rest.n, needle.p, needle.n) : NULL;

    return needle.n == 0 ? 0 : at ? (size_t)(at - s.p) : s.n;
}

/* For short needles only: the cost is s.n times the length of the needle's repeated prefix. Where both cases of the first
 * letter stand is asked of memchr: comparing at every byte was a tenth of all work on ordinary mail. In windows, so that a
 * caller who finds much does not pay for a far place of the other case each time. */
enum { FIND_WINDOW = 256, LINE_WINDOW = 128 };

size_t str_find_nocase(str s, str needle)
{
    char lower = ascii_lower(needle.n ? needle.p[0] : '\0'), upper = lower >= 'a' && lower <= 'z' ? (char)(lower - 'a' + 'A') : lower;
    str starts = str_take(s, needle.n <= s.n ? s.n - needle.n + 1 : 0);

    if (needle.n == 0)
        return 0;
    for (size_t base = 0; base < starts.n; base += FIND_WINDOW) {
        str in = str_sub(starts, base, FIND_WINDOW);
        size_t next_lower = str_find_char(in, lower), next_upper = upper == lower ? in.n : str_find_char(in, upper);

        while (next_lower < in.n || next_upper < in.n) {
            size_t at = next_lower < next_upper ? next_lower : next_upper;

            if (str_eq_nocase(str_sub(s, base + at, needle.n), needle))
                return base + at;
            if (next_lower == at)
                next_lower = at + 1 + str_find_char(str_skip(in, at + 1), lower);
            else
                next_upper = at + 1 + str_find_char(str_skip(in, at + 1), upper);
        }
    }
    return s.n;
}

str str_trim_end(str s)
{
    while (s.n > 0 && ascii_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

str str_trim(str s)
{
    while (s.n > 0 && ascii_space(s.p[0]))
        s = str_skip(s, 1);
    return str_trim_end(s);
}

str str_split(str *in, char c)
{
    size_t at = str_find_char(*in, c);
    str head = str_take(*in, at);

    *in = str_skip(*in, at + 1);
    return head;
}

/* In windows: a file with CR only must not be searched for an LF to its end, once per line. */
str str_line(str *in)
{
    size_t at = 0;
    str head;

    while (at < in->n) {
        str window = str_sub(*in, at, LINE_WINDOW);
        size_t end = str_find_char(str_take(window, str_find_char(window, '\n')), '\r');

        at += end;
        if (end < window.n)
            break;
    }
    head = str_take(*in, at);
    *in = str_skip(*in, at + (str_at(*in, at) == '\r' && str_at(*in, at + 1) == '\n' ? 2 : 1));
    return head;
}

bool str_number(str s, uint64_t max, uint64_t *out)
{
    uint64_t v = 0;

    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        uint64_t digit = (uint64_t)(s.p[i] - '0');

        if (!ascii_digit(s.p[i]) || digit > max || v > (max - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *out = v;
    return true;
}
