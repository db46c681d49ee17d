/* UTF-8 (RFC 3629): strict reading, strict writing. */
#ifndef SEKISHO_UTF8_H
#define SEKISHO_UTF8_H

#include "base/str.h"

#define RUNE_BAD 0xFFFDu

/* Reads one scalar value and moves *in past it. Overlong forms, surrogates and cut sequences yield RUNE_BAD and move
 * one byte, as the WHATWG decoder's replacement does for most input. *in must not be empty. `bad` may be NULL; it is
 * set, never cleared. */
uint32_t utf8_next(str *in, bool *bad);
/* Writes 1 to 4 bytes; what is no scalar value is written as U+FFFD. */
size_t   utf8_put(char out[4], uint32_t rune);
bool     utf8_valid(str s);
/* s cut to at most n bytes without cutting a character. */
str      utf8_cut(str s, size_t n);

#endif
