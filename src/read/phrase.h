/* Phrases: what is wanted and what is said, found in folded text in one pass.
 *
 * Rows of data/phrases.tsv (id, language, places, pattern, note) are compiled into one Aho-Corasick automaton at start,
 * before the wall. Text is folded first (base/fold.h), so letters split by zero-width characters, full-width letters
 * and blanks between kanji do not hide a phrase. */
#ifndef SEKISHO_PHRASE_H
#define SEKISHO_PHRASE_H

#include "base/fold.h"
#include "facts/mail.h"

struct phrases;

/* The embedded table; made once, kept for the life of the process. */
const struct phrases *phrases_embedded(void);

/* Collects hits of a text at a place into a set that merges the same (id, place). */
struct phrase_set { struct phrase_hit *hit; uint32_t n, max; };
void phrases_find(const struct phrases *ph, struct arena *a, struct work *w, str utf8, enum place place, struct phrase_set *into);

/* Passwords given in a text: the words a person would try ("パスワード：abc123", "PW: …", "解凍パスワードは「…」です").
 * At most `max`; slices of `utf8`. Never logged, never journalled. */
size_t passwords_in(struct arena *a, struct work *w, str utf8, str *out, size_t max);

/* Shape of a mail's text: own lines, quotation, quote headers in Japanese and English. */
void text_shape(struct work *w, str utf8, struct text_facts *out);
/* "Re:", "RE：", "返信:", "回答:", "転送:", "Fw:" … and which; false when the subject claims nothing. */
bool subject_claims_reply(str utf8_subject);

#endif
