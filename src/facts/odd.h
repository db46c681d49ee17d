/* Named oddities of a mail's make-up: what a reader noticed while reading, never a judgement. Signals decide what an
 * oddity means; most occur in honest mail now and then. One row each in ODDITIES: the word is the same in JSON, in
 * `explain`, in text/ja|en (as odd.<word>) and in the tests. M-numbers are rows of the MIME ambiguity catalogue
 * (Inbox Invasion, CCS 2024). */
#ifndef SEKISHO_FACTS_ODD_H
#define SEKISHO_FACTS_ODD_H

#include "facts/noun.h"

#define ODDITIES(X) \
    X(CONTENT_TYPE_DUPLICATE, "content-type-duplicate")      /* M01 two Content-Type headers saying the same */ \
    X(CONTENT_TYPE_CONFLICT,  "content-type-conflict")       /* M01 two saying different things */ \
    X(CONTENT_TYPE_MALFORMED, "content-type-malformed")      /* M01 no type/subtype, comments or encoded words in it */ \
    X(ENCODING_DUPLICATE,     "encoding-duplicate")          /* M02 */ \
    X(ENCODING_CONFLICT,      "encoding-conflict")           /* M02 */ \
    X(ENCODING_UNKNOWN,       "encoding-unknown")            /* M02 not one of the five of RFC 2045 6.1 */ \
    X(ENCODING_MALFORMED,     "encoding-malformed")          /* M02 comments, quotes, lists, blanks around the word */ \
    X(ENCODING_ON_MULTIPART,  "encoding-on-multipart")       /* M02 base64 or quoted-printable on a composite type */ \
    X(BOUNDARY_DUPLICATE,     "boundary-duplicate")          /* M03 two boundary parameters */ \
    X(BOUNDARY_EMPTY,         "boundary-empty")              /* M03 */ \
    X(BOUNDARY_MALFORMED,     "boundary-malformed")          /* M03 quotes, NUL, comment, encoded word, RFC 2231 form */ \
    X(BOUNDARY_LONG,          "boundary-long")               /* M03 over 70 characters */ \
    X(BOUNDARY_MISSING,       "boundary-missing")            /* M07 multipart without one */ \
    X(BOUNDARY_NEVER_SEEN,    "boundary-never-seen")         /* M07 declared, but no such line */ \
    X(BOUNDARY_REUSED,        "boundary-reused")             /* M07 an inner part uses an outer one's, or one begins with another */ \
    X(BOUNDARY_LINE_ODD,      "boundary-line-odd")           /* M03 a boundary line with something else on it, or blanks before it */ \
    X(BOUNDARY_AFTER_END,     "boundary-after-end")          /* M06 boundary lines after the closing one */ \
    X(MULTIPART_UNCLOSED,     "multipart-unclosed")          /* M07 */ \
    X(HEADER_NAME_ODD,        "header-name-odd")             /* M04 blanks, NUL or controls in or around a header name */ \
    X(HEADER_CONTROL,         "header-control")              /* M04 NUL or bare CR in a value */ \
    X(HEADER_NO_COLON,        "header-no-colon")             /* M04 a line among the headers that is none */ \
    X(HEADER_END_ODD,         "header-end-odd")              /* M04 the empty line is not CRLF CRLF or LF LF, or is missing */ \
    X(LINE_BARE_CR,           "line-bare-cr")                /* M05 */ \
    X(LINE_MIXED,             "line-mixed")                  /* M05 CRLF and bare LF in one mail */ \
    X(LINE_NUL,               "line-nul")                    /* M05 */ \
    X(OUTSIDE_PARTS,          "outside-parts")               /* M06 typed content in preamble or epilogue */ \
    X(BASE64_JUNK,            "base64-junk")                 /* M08 characters outside the alphabet */ \
    X(BASE64_EARLY_PAD,       "base64-early-pad")            /* M08 padding before the end: concatenated streams */ \
    X(BASE64_CUT,             "base64-cut")                  /* M08 length that is no multiple of four */ \
    X(QP_ILLEGAL,             "qp-illegal")                  /* M09 =XX that is none */ \
    X(QP_LONG,                "qp-long")                     /* M09 lines over 76 */ \
    X(NAMES_DIFFER,           "names-differ")                /* M10 Content-Type, Content-Disposition, RFC 2231 disagree */ \
    X(NAME_DUPLICATE,         "name-duplicate")              /* M10 the same parameter twice */ \
    X(HIDDEN_CONTENT,         "hidden-content")              /* M11 only the sweep found typed content */ \
    X(VIEWS_DIFFER,           "views-differ")                /* M12 programs see different parts */ \
    X(CHARSET_MISSING,        "charset-missing")             /* M13 non-ASCII text or escape sequences without a label */ \
    X(CHARSET_WRONG,          "charset-wrong")               /* M13 the bytes are not what the label says */ \
    X(CHARSET_UNKNOWN,        "charset-unknown")             /* M13 */ \
    X(CHARSET_MIXED,          "charset-mixed")               /* J06 one text needs two charsets */ \
    X(CHARSET_ESCAPE_ODD,     "charset-escape-odd")          /* J06 escape sequences inside words, doubled or empty shifts */ \
    X(MESSAGE_PARTIAL,        "message-partial")             /* M14 RFC 2046 5.2.2 */ \
    X(MESSAGE_EXTERNAL,       "message-external")            /* M14 RFC 2046 5.2.3 */ \
    X(TNEF,                   "tnef")                        /* winmail.dat: Outlook's own container */ \
    X(TEXT_ENCODED_FILE,      "text-encoded-file")           /* uuencode or yEnc in text */ \
    X(LIMIT_DEPTH,            "limit-depth")                 /* M15 */ \
    X(LIMIT_PARTS,            "limit-parts")                 /* M15 */ \
    X(LIMIT_HEADERS,          "limit-headers")               /* M15 */ \
    X(LIMIT_WORK,             "limit-work")                  /* M15 */ \
    X(LIMIT_SIZE,             "limit-size")                  /* M15 a part larger than is read */

enum odd {
#define ODD_ENUM(id, word) ODD_##id,
    ODDITIES(ODD_ENUM)
#undef ODD_ENUM
    ODD_COUNT
};
extern const char *const odd_names[];

struct oddity {
    uint32_t kind;                      /* enum odd */
    uint64_t offset, length;            /* the bytes of the mail it is about; length 0: the whole part */
    str part;                           /* path of the part, "" for the mail itself */
    str detail;                         /* the offending value, at most 120 bytes */
};

#endif
