/* What the scanning commands share: one mail judged, and the two ways of saying it. */
#ifndef SEKISHO_CMD_SCAN_H
#define SEKISHO_CMD_SCAN_H

#include "verdict/verdict.h"

/* One mail as a command knows it. */
struct scanned {
    str path;
    uint64_t index;                     /* within its file, from 0 */
    const struct case_facts *facts;     /* mail.size 0 and mail.sha256 only when the reader died */
    const struct verdict *verdict;
    const char *error;                  /* why it could not be read; NULL when it was */
    bool with_facts;
};

/* One line: docs/JSON.md describes every member. */
void scan_json(const struct scanned *s, const char *lang, struct buf *out);

/* A card for people (verdict/card.h) in `columns` columns; with colour when `colour`. */
void card_print(const struct scanned *s, const char *lang, unsigned columns, bool colour, struct buf *out);

#endif
