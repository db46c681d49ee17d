/* Folding for matching: what looks or reads the same becomes the same bytes.
 *
 * NFKC (full-width letters, half-width kana, ㈱, ①), lower case, zero-width and other invisible characters and soft
 * hyphens dropped, runs of white space to one blank and no blank at all between two CJK characters. Folding is for comparing, never
 * for showing. Tables are made at build time by tools/make_fold.py from Python's unicodedata. */
#ifndef SEKISHO_FOLD_H
#define SEKISHO_FOLD_H

#include "base/buf.h"
#include "base/work.h"

/* Folds valid or invalid UTF-8. `map`, when not NULL, receives for every output byte the offset of the input character
 * it came from (arena array of text.n entries), so that a hit can be shown as it stood. One pass. */
str fold_text(struct arena *a, struct work *w, str utf8, uint32_t **map);
/* For one short name: the same without the map. */
str fold(struct arena *a, str utf8);

/* A skeleton for look-alikes (data/confusables.tsv on top of fold): two strings that look the same have the same one.
 * Use only to compare with names and domains that are known, never alone: 髙/高, 﨑/崎, ー/一 are everyday variants. */
str fold_skeleton(struct arena *a, str utf8);

/* Scripts as far as mixing them matters. */
enum script { SCRIPT_COMMON, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC, SCRIPT_ARMENIAN, SCRIPT_HEBREW, SCRIPT_ARABIC,
              SCRIPT_KANA, SCRIPT_HAN, SCRIPT_HANGUL, SCRIPT_OTHER };
enum script rune_script(uint32_t rune);
bool rune_invisible(uint32_t rune);     /* shows nothing: zero-width, fillers, variation selectors, tags, U+2800 … */
bool rune_bidi(uint32_t rune);          /* changes direction: U+202A-202E, 2066-2069, 200E/F, 061C */

#endif
