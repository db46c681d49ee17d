/* What tools/make_charsets.py writes while building, from Python's codecs. For charset*.c and their tests only.
 * 0 stands for "no such character" everywhere. */
#ifndef SEKISHO_CHARSET_TABLES_H
#define SEKISHO_CHARSET_TABLES_H

#include <stdint.h>

enum {
    JIS_CELLS = 94, JIS_ROWS = 100,     /* 94 rows as CP932 has them (NEC row 13, NEC's IBM rows 89-92), then FA-FC */
    GB_LEADS = 126, GB_CELLS = 190,     /* 81-FE, 40-7E and 80-FE */
    BIG5_LEADS = 126, BIG5_CELLS = 157, /* 81-FE, 40-7E and A1-FE */
    KSC_LEADS = 126, KSC_CELLS = 190,   /* 81-FE, 41-FE */
    GB_FOUR_BMP = 39420,                /* linear four-byte codes that mean BMP characters: 81308130 to 8431A439 */
};

extern const uint16_t charset_jis[JIS_ROWS * JIS_CELLS];
extern const uint16_t charset_jis2[JIS_CELLS * JIS_CELLS];
extern const uint16_t charset_gb[GB_LEADS * GB_CELLS];
extern const struct charset_range { uint16_t linear, rune; } charset_gb_ranges[];
extern const unsigned charset_gb_range_count;
extern const uint16_t charset_big5[BIG5_LEADS * BIG5_CELLS];
extern const uint8_t charset_big5_plane2[(BIG5_LEADS * BIG5_CELLS + 7) / 8];   /* bit set: U+20000 is added */
extern const uint16_t charset_ksc[KSC_LEADS * KSC_CELLS];
extern const uint16_t charset_single[][128];        /* upper half, in the order of enum charset */

/* How characters look to somebody who guesses: below 0x80 one of the classes; from 0x80 a Han character with how
 * common it is in Japan (3 bits), simplified (2 bits) and traditional (2 bits) Chinese. */
enum {
    CLASS_OTHER, CLASS_ASCII, CLASS_ASCII_LOWER, CLASS_ASCII_UPPER, CLASS_CONTROL, CLASS_LATIN_LOWER, CLASS_LATIN_UPPER,
    CLASS_CYRILLIC_LOWER, CLASS_CYRILLIC_UPPER, CLASS_GREEK_LOWER, CLASS_GREEK_UPPER, CLASS_LETTER, CLASS_MARK,
    CLASS_HIRAGANA, CLASS_KATAKANA, CLASS_HALF_KANA, CLASS_HALF_PUNCT, CLASS_HALF_MARK,
    CLASS_HANGUL_TOP, CLASS_HANGUL, CLASS_HANGUL_RARE, CLASS_CJK_PUNCT, CLASS_FULL_WIDTH, CLASS_WEST_PUNCT, CLASS_SYMBOL,
    CLASS_PRIVATE, CLASS_BAD, CLASS_COUNT,
    CLASS_HAN = 0x80,
    HAN_JP_TOP = 0, HAN_JP_SCHOOL, HAN_JP_LEVEL1, HAN_JP_LEVEL2, HAN_JP_NONE,   /* << 4 */
    HAN_ZH_TOP = 0, HAN_ZH_LEVEL1, HAN_ZH_NONE,                                 /* << 2 simplified, << 0 traditional */
};
extern const uint8_t charset_class_page[256];
extern const uint8_t charset_class_rows[][256];

static inline uint8_t charset_class(uint32_t rune)
{
    return rune < 0x10000 ? charset_class_rows[charset_class_page[rune >> 8]][rune & 255] :
           rune < 0x20000 ? CLASS_SYMBOL : CLASS_HAN | HAN_JP_NONE << 4 | HAN_ZH_NONE << 2 | HAN_ZH_NONE;
}

#endif
