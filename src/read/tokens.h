/* The tokenizer: one pass over raw bytes that keeps every boundary candidate and how the lines end.
 *
 * It decides nothing. Programs differ in what they take for a line, a header or a boundary, so everything that some
 * program could take for one is kept with its offset; views (read/view.h) choose. A "blob" is bytes with their tokens:
 * the mail itself, or an attached mail that had to be decoded first. */
#ifndef SEKISHO_TOKENS_H
#define SEKISHO_TOKENS_H

#include "base/buf.h"
#include "base/work.h"

enum line_end { LINE_END_NONE, LINE_END_LF, LINE_END_CRLF, LINE_END_CR };

/* A line that begins with "--", perhaps after blanks. */
struct dashes {
    size_t line;                        /* where the line begins */
    size_t at;                          /* where the "--" is */
    enum line_end before;               /* how the line above ended; NONE at the start of the blob */
};

struct blob {
    str bytes;
    unsigned number;                    /* 0 is the mail itself */
    size_t outer;                       /* where its encoded form begins in the mail */
    struct dashes *dashes;
    size_t dash_count;
    size_t lf, crlf, cr, nul;           /* how many of each; cr: bare ones */
};

struct blob blob_read(struct arena *a, struct work *w, str bytes);

/* First dashes at or after `from`. Binary search. */
size_t blob_dashes_from(const struct blob *b, size_t from);

/* The line at `at` within [at, end): its content ends before *content_end, the next begins at *next. With `cr_ends` a
 * bare CR ends a line too, as in Python; else only LF and CRLF do. */
void blob_line(const struct blob *b, size_t at, size_t end, bool cr_ends, size_t *content_end, size_t *next);

#endif
