/* Slices: a pointer and a length, into memory that somebody else owns.
 *
 * Hostile input is never a NUL-terminated string. Every helper is total: asking past the end gives the end,
 * so no caller does index arithmetic. Nothing here allocates. Case is ASCII case only. */
#ifndef SEKISHO_STR_H
#define SEKISHO_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

_Static_assert((char)-1 > 0, "build with -funsigned-char: bytes above 0x7f are ordinary here");

typedef struct { const char *p; size_t n; } str;

#define STR(literal)  ((str){ "" literal, sizeof(literal) - 1 })
#define STR_FMT(s)    (int)((s).n > 1u << 20 ? 1u << 20 : (s).n), (s).p ? (s).p : ""   /* for "%.*s" */
#define STR_NONE      ((str){ NULL, 0 })

static inline str str_of(const char *z)              { return (str){ z, z ? strlen(z) : 0 }; }
static inline str str_from(const char *p, size_t n)  { return (str){ p, n }; }
static inline int str_at(str s, size_t i)            { return i < s.n ? s.p[i] : -1; }
static inline str str_take(str s, size_t n)          { return (str){ s.p, n < s.n ? n : s.n }; }
static inline str str_skip(str s, size_t n)          { return n < s.n ? (str){ s.p + n, s.n - n } : (str){ s.p + s.n, 0 }; }
static inline str str_sub(str s, size_t at, size_t n) { return str_take(str_skip(s, at), n); }
/* What of `whole` lies before `part`; part must be a slice of whole. */
static inline str str_before(str whole, str part)    { return str_take(whole, (size_t)(part.p - whole.p)); }

static inline char ascii_lower(char c)    { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static inline bool ascii_space(int c)     { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
static inline bool ascii_digit(int c)     { return c >= '0' && c <= '9'; }
static inline bool ascii_alpha(int c)     { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static inline bool ascii_alnum(int c)     { return ascii_alpha(c) || ascii_digit(c); }
static inline int  ascii_hex(int c)       /* -1 when no hexadecimal digit */
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Most comparisons are with a word that is not there: the first byte says so, here, without a call. */
static inline bool str_eq(str a, str b)
{
    return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}

bool str_same_nocase(const char *a, const char *b, size_t n);
static inline bool str_eq_nocase(str a, str b)
{
    return a.n == b.n && (a.n == 0 || (ascii_lower(a.p[0]) == ascii_lower(b.p[0]) && str_same_nocase(a.p, b.p, a.n)));
}

static inline bool str_starts(str s, str prefix)        { return s.n >= prefix.n && str_eq(str_take(s, prefix.n), prefix); }
static inline bool str_starts_nocase(str s, str prefix) { return s.n >= prefix.n && str_eq_nocase(str_take(s, prefix.n), prefix); }
static inline bool str_ends(str s, str suffix)          { return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix); }
static inline bool str_ends_nocase(str s, str suffix)   { return s.n >= suffix.n && str_eq_nocase(str_skip(s, s.n - suffix.n), suffix); }
int    str_compare(str a, str b);                   /* bytewise, like strcmp */
size_t str_find(str s, str needle);                 /* s.n when absent */
size_t str_find_nocase(str s, str needle);
static inline size_t str_find_char(str s, char c)   /* s.n when absent */
{
    const char *at = s.n ? (const char *)memchr(s.p, c, s.n) : NULL;

    return at ? (size_t)(at - s.p) : s.n;
}
size_t str_rfind_char(str s, char c);               /* s.n when absent */
static inline bool str_has(str s, str needle)        { return needle.n == 0 || str_find(s, needle) < s.n; }
static inline bool str_has_nocase(str s, str needle) { return needle.n == 0 || str_find_nocase(s, needle) < s.n; }
str    str_trim(str s);                             /* ASCII white space at both ends */
str    str_trim_end(str s);

/* Splits at the first `c`: what stands before it is returned and *in moves past it. Without one, all is returned. */
str    str_split(str *in, char c);
/* The next line without its end (LF, CRLF or CR); *in moves past it. */
str    str_line(str *in);

/* Decimal digits only, whole slice; false when empty, not a number, or above `max`. */
bool   str_number(str s, uint64_t max, uint64_t *out);

#endif
