/* Transfer decodings (RFC 2045 6.7, 6.8), uuencode (POSIX) and yEnc, in every variant real programs use.
 *
 * The strict and lenient programs differ only on bytes that should not be there, so one decoder takes a dialect. All
 * return what was decoded; oddities go to `odd` as DECODE_ODD_*. Linear, with a fast path for clean input. */
#ifndef SEKISHO_DECODE_H
#define SEKISHO_DECODE_H

#include "base/buf.h"
#include "base/work.h"

enum {
    DECODE_ODD_JUNK      = 1 << 0,      /* characters outside the alphabet (line ends and blanks at line ends do not count) */
    DECODE_ODD_EARLY_PAD = 1 << 1,      /* '=' before the end: padded pieces */
    DECODE_ODD_CUT       = 1 << 2,      /* length no multiple of four */
    DECODE_ODD_ILLEGAL   = 1 << 3,      /* QP: '=' not followed by two hex digits or a line end */
    DECODE_ODD_LONG      = 1 << 4,      /* QP: encoded line over 76 */
    DECODE_ODD_BLANK_BREAK = 1 << 5,    /* QP: blanks or TAB between '=' and the line end */
    DECODE_ODD_8BIT      = 1 << 6,      /* QP: raw bytes over 126 */
};

/* How a base64 decoder meets what is not base64. The dialects are models of programs; see read/view.c. */
enum base64_dialect {
    BASE64_SKIP_JUNK,       /* everything outside the alphabet is skipped; '=' ends a quantum wherever it stands, decoding goes on */
    BASE64_STOP_AT_PAD,     /* junk skipped; the first complete padding ends the data */
    BASE64_STRICT_STOP,     /* the first character outside alphabet and line ends stops decoding */
    BASE64_PYTHON,          /* binascii.a2b_base64 as email.message.get_payload(decode=True) uses it, incl. its fallbacks */
    BASE64_LIBETPAN,        /* mailmime_base64_body_parse of libetpan 1.9.4 */
    BASE64_PAD_IGNORED,     /* junk skipped, '=' treated as junk too (no realignment) */
    BASE64_DIALECTS
};
enum qp_dialect {
    QP_LENIENT,             /* illegal '=' kept as text; blanks before a soft break tolerated; lower-case hex accepted */
    QP_STRICT,              /* RFC 2045: illegal '=' kept, trailing blanks of lines dropped */
    QP_PYTHON,              /* quopri / binascii.a2b_qp as get_payload uses it */
    QP_LIBETPAN,            /* mailmime_quoted_printable_body_parse of libetpan 1.9.4 */
    QP_DROP_ILLEGAL,        /* illegal '=' and the junk after it dropped */
    QP_DIALECTS
};

str base64_decode(struct arena *a, struct work *w, str in, enum base64_dialect d, uint32_t *odd);
str qp_decode(struct arena *a, struct work *w, str in, enum qp_dialect d, uint32_t *odd);

/* Finds the next uuencoded or yEnc file in text: false when there is none. `name` as written on its begin line, `whole`
 * the bytes from begin to end line, `data` decoded. Moves *in past it. */
bool text_file_next(struct arena *a, struct work *w, str *in, str *name, str *whole, str *data);

extern const unsigned char base64_value[256];   /* 0-63; 64 '='; 65 white space; 66 anything else */

#endif
