/* The noun "mail": everything a reader found in one message's bytes. Signals see this and nothing else of the mail.
 *
 * Strings are UTF-8 however the mail was encoded. In a reader they point into the mail or the arena; after
 * noun_decode() they are copies in the receiver's arena. */
#ifndef SEKISHO_FACTS_MAIL_H
#define SEKISHO_FACTS_MAIL_H

#include "facts/noun.h"
#include "facts/claim.h"
#include "facts/filetype.h"
#include "facts/link.h"
#include "facts/odd.h"

enum {
    MAIL_TEXT_MAX    = 256 << 10,       /* bytes of visible text kept for people and JSON; phrases see all of it */
    MAIL_HEADERS_MAX = 400,
    MAIL_SIZE_MAX    = 256 << 20,       /* larger mails are not read at all: "could not be read safely" */
    MAIL_PARTS_MAX   = 600,             /* distinct (place, name, type) kept; more is ODD_LIMIT_PARTS */
    MAIL_ODDITIES_MAX = 200,
};

/* The programs whose reading of MIME is modelled, in read/view.c. Bit n of part.views is view n. */
enum view_id {
    VIEW_STRICT, VIEW_FIRST, VIEW_LAST, VIEW_PYTHON, VIEW_PYTHON_DEFAULT, VIEW_LIBETPAN, VIEW_LENIENT, VIEW_GMIME,
    VIEW_COUNT
};
extern const char *const view_names[];  /* "strict" "first-wins" "last-wins" "python-email" … NULL-terminated */

struct header {
    str name;                           /* as it stands, without the colon */
    str value;                          /* unfolded, encoded words and charsets decoded to UTF-8 */
    uint64_t offset;                    /* of the name's first byte in the mail */
};

/* What is odd about one address or the header it stands in. Bits of mailbox.odd and identity.odd. */
enum {
    ADDRESS_ODD_OPEN_QUOTE   = 1 << 0,  /* a quote or comment that never ends */
    ADDRESS_ODD_ROUTE        = 1 << 1,  /* <@relay:user@domain> */
    ADDRESS_ODD_GROUP        = 1 << 2,  /* name: a, b; */
    ADDRESS_ODD_COMMENT      = 1 << 3,  /* a comment inside or directly around the address itself, hiding an address */
    ADDRESS_ODD_ENCODED      = 1 << 4,  /* an encoded word where the address should be, or one that decodes to an address in <> */
    ADDRESS_ODD_TWO_ANGLES   = 1 << 5,  /* <a@x> <b@y>, or text with @ after the > */
    ADDRESS_ODD_NO_DOMAIN    = 1 << 6,
    ADDRESS_ODD_SYNTAX       = 1 << 7,  /* two @, forbidden characters, quoted pair in the domain … */
    ADDRESS_ODD_CONTROL      = 1 << 8,  /* NUL, CR, LF or other controls */
    ADDRESS_ODD_INVISIBLE    = 1 << 9,  /* zero-width or other invisible characters in name or address */
    ADDRESS_ODD_BIDI         = 1 << 10, /* direction overrides in name or address */
    ADDRESS_ODD_DOMAIN_CHARS = 1 << 11, /* the domain is not letters-digits-hyphens (nor a valid U-label or literal) */
    ADDRESS_ODD_NOT_ASCII    = 1 << 12, /* raw non-ASCII bytes in the address part */
    ADDRESS_ODD_LONG         = 1 << 13, /* address over 254 or name over 512 bytes */
    ADDRESS_ODD_MIXED_SCRIPT = 1 << 14, /* one word mixes scripts that no writer mixes (Latin+Cyrillic, Latin+Greek …) */
    ADDRESS_ODD_NO_COLON_GAP = 1 << 15, /* header name followed by space before the colon, or folded before it */
    ADDRESS_ODD_MORE_THAN_ONE = 1 << 16,/* identity only: not exactly one From header with exactly one mailbox */
    ADDRESS_ODD_NONE         = 1 << 17, /* identity only: no From header, or an empty one */
    ADDRESS_ODD_LEADING      = 1 << 18, /* From header that begins with white space (first line of the mail), seen by some programs only */
};
extern const char *const address_odd_names[];

struct mailbox {
    str name;                           /* shown name, decoded, quotes and comments' parentheses removed, trimmed */
    str addr;                           /* local@domain as written, decoded to UTF-8; "" when there is none */
    str local, domain;                  /* domain in lower case, without a trailing dot */
    uint32_t odd;
};

/* Who the mail says it is from and for. One parsed object; authentication, display and signals all use this one. */
struct identity {
    uint32_t from_headers;              /* how many From headers some program would see */
    uint32_t odd;                       /* ADDRESS_ODD_* of the From header(s) taken together */
    struct list from;                   /* of mailbox: every mailbox of every From header, in order */
    struct list sender, reply_to, to, cc;   /* of mailbox */
    struct mailbox return_path;
};

/* A DKIM-Signature header (RFC 6376 3.5), as it stands; nothing is verified here. */
struct dkim_signature {
    str domain, selector;               /* d=, s= */
    struct list signed_headers;         /* of str: h=, lower case */
    bool body_length;                   /* l= is present: what follows the signed length is anyone's */
    bool bad_domain;                    /* d=, s= or i= has characters no domain has (NUL, quotes, parentheses …) */
};

/* One result of an Authentication-Results header (RFC 8601). Believed only when authserv_id is one of the site's. */
struct auth_result {
    str authserv_id, method, result;    /* "mx.clinic.example", "dkim", "pass" */
    str domain;                         /* header.d / header.from / smtp.mailfrom domain, "" when absent */
};

/* Roles and traits of a part. Bits of part.traits. */
enum {
    PART_BODY        = 1 << 0,          /* shown as the mail's text */
    PART_ATTACHMENT  = 1 << 1,
    PART_INLINE      = 1 << 2,          /* referenced picture or the like */
    PART_SWEPT       = 1 << 3,          /* found only by the sweep: no view yields it */
    PART_NESTED      = 1 << 4,          /* lies inside an attached message */
    PART_ENCRYPTED   = 1 << 5,          /* password needed */
    PART_UNINSPECTED = 1 << 6,          /* a container that could not be opened or listed */
    PART_ACTIVE      = 1 << 7,          /* can run or make something run: see filetype.h, plus HTML with script */
    PART_MEMBER      = 1 << 8,          /* a member of an archive: name and size only, sha256 zero */
    PART_TEXT_ENCODED = 1 << 9,         /* uuencode or yEnc found in text */
    PART_MACRO       = 1 << 10,         /* Office document that carries a macro project */
    PART_PASSWORD_HERE = 1 << 11,       /* encrypted, and the password stands in the same mail */
    PART_SMUGGLES    = 1 << 12,         /* its script builds a file out of text: html.h HTML_SMUGGLES */
};
extern const char *const part_trait_names[];

/* Tricks in a file name. Bits of part.name_odd. */
enum {
    NAME_ODD_DOUBLE    = 1 << 0,        /* 請求書.pdf.exe: a harmless-looking extension before a dangerous one */
    NAME_ODD_REVERSED  = 1 << 1,        /* U+202E and its like turn the order around */
    NAME_ODD_PADDED    = 1 << 2,        /* long runs of spaces, U+3000, underscores … push the extension out of sight */
    NAME_ODD_INVISIBLE = 1 << 3,        /* zero-width characters, U+2800 braille blank, Hangul fillers */
    NAME_ODD_CONTROL   = 1 << 4,        /* NUL, CR, LF … */
    NAME_ODD_PATH      = 1 << 5,        /* slashes, backslashes, drive letters, .. */
    NAME_ODD_LONG      = 1 << 6,        /* over 255 bytes */
    NAME_ODD_TRAILING  = 1 << 7,        /* dots or spaces at the end, which Windows drops */
    NAME_ODD_LOOKALIKE = 1 << 8,        /* an extension written with look-alike letters or a look-alike dot */
    NAME_ODD_STREAM    = 1 << 9,        /* NTFS stream or reserved device name */
};
extern const char *const name_odd_names[];

struct part {
    str path;                           /* "1.2": the second child of the first part; "s3": found by the sweep */
    str name;                           /* file name as that view shows it; "" when none */
    str type;                           /* declared type/subtype in lower case, default applied */
    enum file_type found;               /* what the bytes are; enum is uint32_t-sized */
    str charset;                        /* label as declared, lower case; "" when none */
    str charset_used;                   /* the one that was decoded with; "" when not text */
    uint64_t offset, raw_size;          /* the encoded bytes in the mail (of the outermost mail; nested: of the decoded parent) */
    uint64_t size;                      /* decoded */
    struct sha256 sha256;               /* of the decoded bytes */
    uint32_t views;                     /* which views yield exactly this (place, name, type, bytes) */
    uint32_t traits, name_odd;
    str member_of;                      /* PART_MEMBER: path of the archive it stands in */
};

/* Where a phrase was found. */
enum place { PLACE_SUBJECT, PLACE_NAME, PLACE_BODY, PLACE_QUOTE, PLACE_FILE_NAME, PLACE_LINK, PLACE_HIDDEN, PLACE_COUNT };
extern const char *const place_names[];

struct phrase_hit {
    str id;                             /* row id in data/phrases.tsv, e.g. "password.given" */
    uint32_t place;                     /* enum place */
    str text;                           /* what stood there, at most 120 bytes, without the neighbourhood */
    uint32_t count;
};

struct text_facts {
    str visible;                        /* at most MAIL_TEXT_MAX */
    uint64_t chars;                     /* visible characters of the whole text, white space not counted */
    uint32_t own_lines;                 /* lines with text before the first quotation */
    uint32_t own_chars;                 /* characters of those */
    uint32_t quoted_lines;              /* lines of quotation: > …, or after 差出人:/From: blocks and -----Original Message----- */
    bool quote_header;                  /* a 差出人:/送信日時:/From:/Sent: block or "On … wrote:" line stands in the text */
    bool has_html, has_plain;
    struct list charsets;               /* of str: every charset actually used in bodies and headers */
};

struct reply_facts {
    bool subject_claims;                /* Re: RE： 返信: 回答: 転送 … */
    bool has_reference;                 /* In-Reply-To or References with at least one id */
    struct list references;             /* of str: ids without <>, at most 50, newest last */
};

struct mail_facts {
    uint64_t size;
    struct sha256 sha256;
    struct list headers;                /* of header: those of the outermost mail */
    str subject, message_id;
    int64_t date;
    struct identity identity;
    struct reply_facts reply;
    struct list dkim;                   /* of dkim_signature */
    struct list auth_results;           /* of auth_result */
    bool is_list, is_bounce, is_automatic;  /* List-Id/List-Unsubscribe/Precedence; report or empty return path; Auto-Submitted */
    struct list parts;                  /* of part */
    struct list oddities;               /* of oddity */
    struct list phrases;                /* of phrase_hit */
    struct text_facts text;
    struct list links;                  /* of link: distinct (href, text), at most LINKS_MAX */
    uint64_t links_all;                 /* all of them, repeated ones too */
    struct html_facts html;
    struct list claims;                 /* of claim: whom the mail says it is from, at most CLAIMS_MAX */
    uint64_t work_bytes, work_tokens, work_children;
};

extern const struct noun noun_header, noun_mailbox, noun_identity, noun_dkim_signature, noun_auth_result, noun_part,
    noun_phrase_hit, noun_oddity, noun_mail;

#endif
