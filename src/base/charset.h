/* Character sets: any bytes to UTF-8, with own tables (iconv loads modules at run time, which no sandbox allows).
 *
 * A label is a prior, not the truth. text_decode() decodes the candidates that fit (label, UTF-8, the ISO-2022-JP
 * family, CP932, EUC-JP, GB18030, Big5, EUC-KR, Latin) and takes the most plausible one by what characters come out,
 * because valid CP932 often is readable EUC-JP and order alone is wrong. Nothing fails: what cannot be decoded becomes
 * U+FFFD and a flag. Tables are made at build time by tools/make_charsets.py from Python's codecs. */
#ifndef SEKISHO_CHARSET_H
#define SEKISHO_CHARSET_H

#include "base/buf.h"
#include "base/work.h"

enum charset {
    CHARSET_UNKNOWN, CHARSET_ASCII, CHARSET_UTF8, CHARSET_ISO2022JP, CHARSET_CP932, CHARSET_EUCJP,
    CHARSET_GB18030, CHARSET_BIG5, CHARSET_EUCKR, CHARSET_ISO2022KR, CHARSET_UTF7, CHARSET_UTF16BE, CHARSET_UTF16LE,
    CHARSET_SINGLE_FIRST,               /* single-byte sets follow, see charset_name() */
    CHARSET_LATIN1 = CHARSET_SINGLE_FIRST, CHARSET_CP1250, CHARSET_CP1251, CHARSET_CP1252, CHARSET_CP1253, CHARSET_CP1254,
    CHARSET_CP1255, CHARSET_CP1256, CHARSET_CP1257, CHARSET_CP1258, CHARSET_LATIN2, CHARSET_LATIN3, CHARSET_LATIN4,
    CHARSET_ISO5, CHARSET_ISO6, CHARSET_ISO7, CHARSET_ISO8, CHARSET_LATIN5, CHARSET_LATIN6, CHARSET_ISO11, CHARSET_ISO13,
    CHARSET_ISO14, CHARSET_LATIN9, CHARSET_LATIN10, CHARSET_KOI8R, CHARSET_KOI8U, CHARSET_CP437, CHARSET_CP850, CHARSET_CP866,
    CHARSET_MACROMAN, CHARSET_CP874,
    CHARSET_COUNT
};

/* By any of its usual labels (IANA names and aliases, "x-sjis", "cp932", "ms_kanji", "unicode-1-1-utf-7" …), case and
 * surrounding quotes or blanks ignored. CHARSET_UNKNOWN for "", "unknown-8bit", "x-unknown", "default" and nonsense. */
enum charset charset_by_label(str label);
const char *charset_name(enum charset c);       /* the preferred MIME name, e.g. "iso-2022-jp", "shift_jis" */

/* What was odd about a text. */
enum {
    TEXT_ODD_LABEL_WRONG  = 1 << 0,     /* decoded as something else than the label said, and the difference matters */
    TEXT_ODD_LABEL_MISSING = 1 << 1,    /* no label, but not plain ASCII (escape sequences count) */
    TEXT_ODD_LABEL_UNKNOWN = 1 << 2,
    TEXT_ODD_BAD_BYTES    = 1 << 3,     /* some bytes became U+FFFD */
    TEXT_ODD_MIXED        = 1 << 4,     /* runs in different charsets in one text, each decoded with its own */
    TEXT_ODD_ESCAPE       = 1 << 5,     /* ISO-2022 escapes doubled, empty, inside ASCII words, or state left open */
};

struct decoded_text {
    str text;                           /* valid UTF-8; points into `raw` when nothing had to be converted */
    enum charset used;
    uint32_t odd;
};

/* label: the declared charset, "" when none. `short_text` true for headers and names (few bytes: the label weighs more
 * and the neighbours' charset `hint`, CHARSET_UNKNOWN if none, is preferred among equals). One to a few passes: linear. */
struct decoded_text text_decode(struct arena *a, struct work *w, str raw, str label, bool short_text, enum charset hint);

/* Points for how much like text decoded text looks, U+FFFD and rare characters counting against it: to choose between
 * two readings of the same bytes. Looks at the first 64 KiB. */
int text_plausible(str utf8);

/* Strict single decoding, no guessing. Returns the number of bytes that could not be decoded. */
size_t charset_decode(enum charset c, str raw, struct buf *out);

#endif
