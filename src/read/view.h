/* Views: how real programs read MIME, as data.
 *
 * Two programs that disagree about a message's structure let an attacker show one thing to the checkpoint and another to
 * the victim (Inbox Invasion, CCS 2024). So the structure is read once per program, by one walker whose choices are the
 * rows of views[]. "This view is Python's email" is kept true by tests/structures, which runs the program beside it. */
#ifndef SEKISHO_VIEW_H
#define SEKISHO_VIEW_H

#include "facts/mail.h"
#include "read/block.h"
#include "read/decode.h"

enum pick { PICK_FIRST, PICK_LAST };

enum param_rule {
    PARAMS_RFC,             /* RFC 2045 5.1 with comments and quoted strings; stops at what it cannot read */
    PARAMS_PYTHON,          /* split at ';' where the count of quotes is even, then at '=' (email.message) */
    PARAMS_PYTHON_DEFAULT,  /* the grammar of _header_value_parser.py, which goes on behind what it cannot read */
    PARAMS_LIBETPAN,        /* token = atom or quoted string; the first bad parameter ends the list */
    PARAMS_LOOSE,           /* like RFC, but skips to the next ';' and takes bare words with any character */
};

/* RFC 2231: boundary*0=, boundary*= */
enum continuation_rule {
    CONTINUATIONS_NONE,
    CONTINUATIONS_WIN,      /* over a plain parameter of the same name (RFC 6266 4.3) */
    CONTINUATIONS_LOSE,     /* to one: Python puts them behind all others and takes the first */
};

enum word_rule {
    WORDS_LEFT,             /* encoded words in Content-Type are just text */
    WORDS_DECODED,          /* decoded before it is read */
    WORDS_LIBETPAN,         /* the whole value is read as a phrase first: folds become blanks, 8-bit bytes '?' … */
};

enum encoding_rule {
    ENCODING_EXACT,         /* the whole value, case ignored, must be one of the words */
    ENCODING_DECODED,       /* so, after line ends were dropped and encoded words decoded (Python's policy default) */
    ENCODING_TOKEN,         /* comments and blanks dropped, first token */
    ENCODING_PREFIX,        /* begins with the word */
    ENCODING_CONTAINS,      /* the word stands in it somewhere */
};

enum type_rule {
    TYPE_PYTHON,            /* up to ';', trimmed; not exactly one '/': text/plain */
    TYPE_TOKENS,            /* token "/" token with comments; else text/plain */
    TYPE_LIBETPAN,          /* message, multipart, text … matched as prefixes; an unreadable header counts as absent */
};

enum cut_rule {
    CUT_LINES,              /* each delimiter line ends one part and opens the next */
    CUT_LIBETPAN,           /* searches "--boundary" from a part's start, and for a close only when nothing else follows */
};

struct boundary_rules {
    enum cut_rule cut;
    bool prefix;            /* a line that begins with the delimiter is one, whatever follows */
    bool blanks_before;     /* blanks before the "--" are overlooked */
    bool repeats_collapse;  /* delimiter lines in a row open one part, not several empty ones (Python) */
    bool ends_at_close;     /* nothing after the closing line is looked at */
    bool blanks_any;        /* form feeds and NULs behind a delimiter are blanks, too, not only SP and TAB */
    bool ascii;             /* one with bytes over 127 is never found (Python reads headers and bodies differently) */
    bool close_first;       /* a closing line before any other: no multipart, and what stands before it is the text (Python) */
};

/* A multipart without a usable boundary, or in which it is never seen. */
enum no_parts_rule {
    NO_PARTS_TEXT,          /* is shown as one text */
    NO_PARTS_NOTHING,       /* has no parts, so nothing is shown (GMime) */
};

struct view {
    struct block_rules top, part;       /* headers of the mail itself, headers of a part */
    enum pick type_header, encoding_header, disposition_header;
    enum param_rule params;
    enum pick param;                    /* of duplicate parameters */
    enum pick name;                     /* of file names: all Content-Types, then all Content-Dispositions (PICK_LAST: libetpan) */
    enum continuation_rule continuations;
    enum word_rule words;
    enum type_rule type;
    enum encoding_rule encoding;
    struct boundary_rules boundary;
    bool guess_boundary;                /* multipart without a boundary: the first "--" line is it */
    enum no_parts_rule no_parts;
    bool multipart_keeps_end;           /* such a text keeps its last line end (Python trims only what is no multipart) */
    bool open_message;                  /* a file that is a mail by its content is opened, as a double click does */
    bool message_any;                   /* every message/ type holds a mail, not only message/rfc822 */
    bool encoded_message_leaf;          /* message/rfc822 in base64 or quoted-printable is an ordinary attachment */
    bool decode_message;                /* … is decoded and read */
    bool decode_multipart;              /* a multipart in base64 or quoted-printable is decoded first */
    bool status_blocks;                 /* message/delivery-status: one empty text per block of headers (Python) */
    bool trim_last_line;                /* the last line end of a part belongs to the delimiter even where none follows */
    bool uuencode;                      /* x-uuencode is a transfer encoding */
    enum base64_dialect base64;
    enum qp_dialect qp;
};

extern const struct view views[VIEW_COUNT];

/* Reads Content-* of a block as a view does. */
enum cte { CTE_IDENTITY, CTE_BASE64, CTE_QP, CTE_UU };

struct content {
    str type;                           /* "text/plain", lower case */
    str boundary;                       /* decoded; .p NULL when there is none */
    str name;                           /* raw: still to be decoded for people; .p NULL when there is none */
    bool name_extended;                 /* it is RFC 2231 charset'language'value */
    str charset;
    enum cte encoding;
    bool attachment, is_inline;         /* Content-Disposition */
};

struct content content_read(struct arena *a, struct work *w, const struct view *v, const struct block *b, bool digest);
/* True when no two programs can read the Content-* headers of this block differently. */
bool content_is_simple(struct work *w, const struct block *b);

/* One parameter list. */
struct param { str name, value; bool extended; int section; };   /* name without *N*; section -1: no continuation */
enum { PARAMS_MAX = 64 };
size_t params_read(struct arena *a, struct work *w, enum param_rule rule, str value, struct param *out, size_t max);
/* One value by name as a view chooses it; .p NULL when there is none. */
str params_get(struct arena *a, enum continuation_rule rule, enum pick pick, const struct param *params, size_t n, str name, bool *extended);

/* The grammar's pieces, shared by those who read Content-*. */
bool token_char(char c);                            /* RFC 2045 5.1 */
str  take_while(str *s, bool (*is)(char));
str  skip_cfws(str s);                              /* blanks, folds, nested comments */
str  skip_cfws_libetpan(str s);                     /* the same as libetpan does it: one fold, no blanks behind a comment */

#endif
