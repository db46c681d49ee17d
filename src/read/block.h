/* Header blocks: where the headers of a mail or part end and what they are, by the rules of one program.
 *
 * A block that is plain - every line a clean header or fold, ended by an empty line - is the same for every program and
 * is read once; only others are read again for each set of rules. */
#ifndef SEKISHO_BLOCK_H
#define SEKISHO_BLOCK_H

#include "read/tokens.h"

enum { BLOCK_FIELDS_MAX = 2000 };

enum name_rule  {
    NAME_TOKEN,             /* printable ASCII without blanks, directly before the colon */
    NAME_BLANKS,            /* blanks between name and colon are dropped */
    NAME_ANYTHING,          /* whatever stands before the colon; controls and blanks are dropped from it */
    NAME_LIBETPAN,          /* no blanks or controls; blanks, one fold and comments may stand before the colon */
};
enum odd_line_rule {
    ODD_LINE_ENDS,          /* a line that is no header ends the block and belongs to the body */
    ODD_LINE_SKIPPED,       /* it is ignored */
    ODD_LINE_FOLDS,         /* it goes on with the header above */
};

/* mbox's envelope line "From a@b Mon Jan  1 …" among the headers. */
enum from_rule {
    FROM_FIRST_SKIPPED,     /* ignored as the first line */
    FROM_SKIPPED,           /* ignored wherever it stands (Python) */
    FROM_ENDS,              /* no header, so it ends the block like any other odd line (libetpan) */
};

struct block_rules {
    bool cr_ends_line;                  /* a bare CR ends a line */
    enum name_rule name;
    enum odd_line_rule odd_line;
    enum from_rule from;
    bool blanks_end;                    /* a line of blanks alone ends the headers (else it is a fold) */
    bool no_empty_name;                 /* ": x" is not a header */
    bool last_needs_end;                /* a header whose line has no end is none (libetpan) */
    bool one_blank_fold;                /* a second fold of a single blank ends the block (libetpan) */
};

/* One header as it stands: name up to the colon (blanks and controls and all), value raw with its folds, without the
 * last line end. */
struct raw_header { str name, value; uint64_t offset; };

struct block {
    size_t start, body;                 /* body: first byte after the empty line */
    struct raw_header *fields;
    size_t n;
    bool plain;
    bool empty_line;                    /* an empty line really stood there */
};

struct block block_read(struct arena *a, struct work *w, const struct blob *b, size_t start, size_t end, const struct block_rules *r);

/* What is wrong with the block for anyone who looks closely: bits of BLOCK_ODD_*. Also finds the offset of the first. */
enum {
    BLOCK_ODD_NAME = 1 << 0, BLOCK_ODD_CONTROL = 1 << 1, BLOCK_ODD_NO_COLON = 1 << 2, BLOCK_ODD_END = 1 << 3,
};
uint32_t block_odd(struct work *w, const struct blob *b, const struct block *tolerant, size_t end, size_t *at);

bool block_field_is(const struct raw_header *f, str name);
/* The n-th field of a name (ASCII case, blanks and controls around it ignored), NULL when there is none. */
const struct raw_header *block_field(const struct block *b, str name, size_t nth);

#endif
