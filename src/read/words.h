/* Header text: unfolding, encoded words (RFC 2047), parameter values (RFC 2231), raw 8-bit and raw ISO-2022-JP.
 *
 * Adjacent encoded words of one charset are joined before decoding, with and without state reset, because old senders
 * cut in mid-sequence (mail.md 2.3 cases 05, 08); encoded words inside quotes or inside file names are decoded as mail
 * programs do. The result is what a mail program would show. */
#ifndef SEKISHO_WORDS_H
#define SEKISHO_WORDS_H

#include "base/charset.h"

/* `odd`, when not NULL, gets TEXT_ODD_* or-ed in. The result is valid UTF-8 without CR and LF (controls kept as is). */
str words_decode(struct arena *a, struct work *w, str raw_value, enum charset hint, uint32_t *odd);

/* An RFC 2231 extended value: charset'language'percent-encoded. `raw` is the joined value of all segments that were
 * marked extended; falls back to the plain bytes when there are no quotes. */
str words_decode_extended(struct arena *a, struct work *w, str raw, enum charset hint, uint32_t *odd);
/* Percent decoding only. */
str words_percent(struct arena *a, str raw);

#endif
