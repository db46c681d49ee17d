/* What tools/make_fold.py writes while building. For fold.c only. */
#ifndef SEKISHO_FOLD_TABLES_H
#define SEKISHO_FOLD_TABLES_H

#include <stdint.h>

enum { FOLD_SELF, FOLD_DROPPED, FOLD_BLANK };       /* else an offset into fold_pool: a length byte and UTF-8 */

struct fold_pair { uint32_t from, to; };            /* sorted by from */

extern const uint8_t fold_page[256];
extern const uint16_t fold_rows[][256];
extern const unsigned char fold_pool[];
extern const struct fold_pair fold_above[];         /* what lies above the BMP, to fold_pool */
extern const unsigned fold_above_count;
extern const struct fold_pair fold_pairs[];         /* combining mark << 16 | base, to the composed character */
extern const unsigned fold_pairs_count;
extern const struct fold_pair fold_looks[];      /* folded character to fold_pool */
extern const unsigned fold_looks_count;

#endif
