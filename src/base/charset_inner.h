/* Between charset.c (decoders) and charset_guess.c (which decoder), for nobody else. */
#ifndef SEKISHO_CHARSET_INNER_H
#define SEKISHO_CHARSET_INNER_H

#include "base/charset.h"
#include "base/charset_tables.h"

/* As charset_decode(); `odd` gets TEXT_ODD_ESCAPE or-ed in. */
size_t charset_decode_odd(enum charset c, str raw, struct buf *out, uint32_t *odd);

/* The escape sequence at the start of s (s.p[0] is ESC): its length, 0 when it designates no set we know. `wide` tells
 * whether two bytes make a character from here on. */
size_t charset_escape(str s, bool *wide);

#endif
