#include "base/charset_inner.h"
#include "base/utf8.h"

#include <stdlib.h>

/* ---- labels ---- */

static const char *const names[CHARSET_COUNT] = {
    [CHARSET_UNKNOWN] = "unknown", [CHARSET_ASCII] = "us-ascii", [CHARSET_UTF8] = "utf-8", [CHARSET_ISO2022JP] = "iso-2022-jp",
    [CHARSET_CP932] = "shift_jis", [CHARSET_EUCJP] = "euc-jp", [CHARSET_GB18030] = "gb18030", [CHARSET_BIG5] = "big5",
    [CHARSET_EUCKR] = "euc-kr", [CHARSET_ISO2022KR] = "iso-2022-kr", [CHARSET_UTF7] = "utf-7", [CHARSET_UTF16BE] = "utf-16be",
    [CHARSET_UTF16LE] = "utf-16le", [CHARSET_LATIN1] = "iso-8859-1", [CHARSET_CP1250] = "windows-1250",
    [CHARSET_CP1251] = "windows-1251", [CHARSET_CP1252] = "windows-1252", [CHARSET_CP1253] = "windows-1253",
    [CHARSET_CP1254] = "windows-1254", [CHARSET_CP1255] = "windows-1255", [CHARSET_CP1256] = "windows-1256",
    [CHARSET_CP1257] = "windows-1257", [CHARSET_CP1258] = "windows-1258", [CHARSET_LATIN2] = "iso-8859-2",
    [CHARSET_LATIN3] = "iso-8859-3", [CHARSET_LATIN4] = "iso-8859-4", [CHARSET_ISO5] = "iso-8859-5", [CHARSET_ISO6] = "iso-8859-6",
    [CHARSET_ISO7] = "iso-8859-7", [CHARSET_ISO8] = "iso-8859-8", [CHARSET_LATIN5] = "iso-8859-9", [CHARSET_LATIN6] = "iso-8859-10",
    [CHARSET_ISO11] = "iso-8859-11", [CHARSET_ISO13] = "iso-8859-13", [CHARSET_ISO14] = "iso-8859-14", [CHARSET_LATIN9] = "iso-8859-15",
    [CHARSET_LATIN10] = "iso-8859-16", [CHARSET_KOI8R] = "koi8-r", [CHARSET_KOI8U] = "koi8-u", [CHARSET_CP437] = "ibm437",
    [CHARSET_CP850] = "ibm850", [CHARSET_CP866] = "ibm866", [CHARSET_MACROMAN] = "macintosh", [CHARSET_CP874] = "windows-874",
};

/* Labels with everything but letters and digits taken out, sorted by strcmp. */
static const struct alias { const char *key; enum charset c; } aliases[] = {
    { "646", CHARSET_ASCII }, { "866", CHARSET_CP866 }, { "932", CHARSET_CP932 }, { "936", CHARSET_GB18030 },
    { "949", CHARSET_EUCKR }, { "950", CHARSET_BIG5 }, { "ansix341968", CHARSET_ASCII }, { "arabic", CHARSET_ISO6 },
    { "ascii", CHARSET_ASCII }, { "asmo708", CHARSET_ISO6 }, { "big5", CHARSET_BIG5 }, { "big5eten", CHARSET_BIG5 },
    { "big5hkscs", CHARSET_BIG5 }, { "chinese", CHARSET_GB18030 }, { "cnbig5", CHARSET_BIG5 }, { "cngb", CHARSET_GB18030 },
    { "cp1250", CHARSET_CP1250 }, { "cp1251", CHARSET_CP1251 }, { "cp1252", CHARSET_CP1252 }, { "cp1253", CHARSET_CP1253 },
    { "cp1254", CHARSET_CP1254 }, { "cp1255", CHARSET_CP1255 }, { "cp1256", CHARSET_CP1256 }, { "cp1257", CHARSET_CP1257 },
    { "cp1258", CHARSET_CP1258 }, { "cp367", CHARSET_ASCII }, { "cp437", CHARSET_CP437 }, { "cp50220", CHARSET_ISO2022JP },
    { "cp50221", CHARSET_ISO2022JP }, { "cp50222", CHARSET_ISO2022JP }, { "cp51932", CHARSET_EUCJP }, { "cp65000", CHARSET_UTF7 },
    { "cp65001", CHARSET_UTF8 }, { "cp819", CHARSET_LATIN1 }, { "cp850", CHARSET_CP850 }, { "cp866", CHARSET_CP866 },
    { "cp874", CHARSET_CP874 }, { "cp932", CHARSET_CP932 }, { "cp936", CHARSET_GB18030 }, { "cp943", CHARSET_CP932 },
    { "cp949", CHARSET_EUCKR }, { "cp950", CHARSET_BIG5 }, { "csbig5", CHARSET_BIG5 }, { "cseuckr", CHARSET_EUCKR },
    { "cseucpkdfmtjapanese", CHARSET_EUCJP }, { "csgb2312", CHARSET_GB18030 }, { "csiso2022jp", CHARSET_ISO2022JP },
    { "csiso2022kr", CHARSET_ISO2022KR }, { "csiso58gb231280", CHARSET_GB18030 }, { "csisolatin1", CHARSET_LATIN1 },
    { "csisolatin2", CHARSET_LATIN2 }, { "cskoi8r", CHARSET_KOI8R }, { "csksc56011987", CHARSET_EUCKR },
    { "csshiftjis", CHARSET_CP932 }, { "csunicode11utf7", CHARSET_UTF7 }, { "cswindows31j", CHARSET_CP932 },
    { "cyrillic", CHARSET_ISO5 }, { "euccn", CHARSET_GB18030 }, { "eucgb2312cn", CHARSET_GB18030 }, { "eucjp", CHARSET_EUCJP },
    { "eucjpms", CHARSET_EUCJP }, { "eucjpwin", CHARSET_EUCJP }, { "euckr", CHARSET_EUCKR },
    { "extendedunixcodepackedformatforjapanese", CHARSET_EUCJP }, { "gb18030", CHARSET_GB18030 }, { "gb2312", CHARSET_GB18030 },
    { "gb231280", CHARSET_GB18030 }, { "gbk", CHARSET_GB18030 }, { "greek", CHARSET_ISO7 }, { "hebrew", CHARSET_ISO8 },
    { "ibm437", CHARSET_CP437 }, { "ibm819", CHARSET_LATIN1 }, { "ibm850", CHARSET_CP850 }, { "ibm866", CHARSET_CP866 },
    { "ibm943", CHARSET_CP932 }, { "iso10646utf8", CHARSET_UTF8 }, { "iso2022jp", CHARSET_ISO2022JP },
    { "iso2022jp1", CHARSET_ISO2022JP }, { "iso2022jp2", CHARSET_ISO2022JP }, { "iso2022jp2004", CHARSET_ISO2022JP },
    { "iso2022jp3", CHARSET_ISO2022JP }, { "iso2022jpms", CHARSET_ISO2022JP }, { "iso2022kr", CHARSET_ISO2022KR },
    { "iso646us", CHARSET_ASCII }, { "iso88591", CHARSET_LATIN1 }, { "iso885910", CHARSET_LATIN6 }, { "iso885911", CHARSET_ISO11 },
    { "iso885913", CHARSET_ISO13 }, { "iso885914", CHARSET_ISO14 }, { "iso885915", CHARSET_LATIN9 },
    { "iso885916", CHARSET_LATIN10 }, { "iso88592", CHARSET_LATIN2 }, { "iso88593", CHARSET_LATIN3 }, { "iso88594", CHARSET_LATIN4 },
    { "iso88595", CHARSET_ISO5 }, { "iso88596", CHARSET_ISO6 }, { "iso88597", CHARSET_ISO7 }, { "iso88598", CHARSET_ISO8 },
    { "iso88598e", CHARSET_ISO8 }, { "iso88598i", CHARSET_ISO8 }, { "iso88599", CHARSET_LATIN5 }, { "jis", CHARSET_ISO2022JP },
    { "jis7", CHARSET_ISO2022JP }, { "koi8", CHARSET_KOI8R }, { "koi8r", CHARSET_KOI8R }, { "koi8ru", CHARSET_KOI8U },
    { "koi8u", CHARSET_KOI8U }, { "korean", CHARSET_EUCKR }, { "ksc5601", CHARSET_EUCKR }, { "ksc56011987", CHARSET_EUCKR },
    { "ksc56011989", CHARSET_EUCKR }, { "latin1", CHARSET_LATIN1 }, { "latin10", CHARSET_LATIN10 }, { "latin2", CHARSET_LATIN2 },
    { "latin5", CHARSET_LATIN5 }, { "latin9", CHARSET_LATIN9 }, { "macintosh", CHARSET_MACROMAN }, { "macroman", CHARSET_MACROMAN },
    { "ms932", CHARSET_CP932 }, { "mskanji", CHARSET_CP932 }, { "shiftjis", CHARSET_CP932 }, { "shiftjis2004", CHARSET_CP932 },
    { "shiftjisx0213", CHARSET_CP932 }, { "sjis", CHARSET_CP932 }, { "sjiswin", CHARSET_CP932 }, { "tis620", CHARSET_CP874 },
    { "uhc", CHARSET_EUCKR }, { "unicode11utf7", CHARSET_UTF7 }, { "unicode11utf8", CHARSET_UTF8 },
    { "unicode20utf8", CHARSET_UTF8 }, { "us", CHARSET_ASCII }, { "usascii", CHARSET_ASCII }, { "utf16", CHARSET_UTF16BE },
    { "utf16be", CHARSET_UTF16BE }, { "utf16le", CHARSET_UTF16LE }, { "utf7", CHARSET_UTF7 }, { "utf8", CHARSET_UTF8 },
    { "utf8mb4", CHARSET_UTF8 }, { "win1251", CHARSET_CP1251 }, { "windows1250", CHARSET_CP1250 },
    { "windows1251", CHARSET_CP1251 }, { "windows1252", CHARSET_CP1252 }, { "windows1253", CHARSET_CP1253 },
    { "windows1254", CHARSET_CP1254 }, { "windows1255", CHARSET_CP1255 }, { "windows1256", CHARSET_CP1256 },
    { "windows1257", CHARSET_CP1257 }, { "windows1258", CHARSET_CP1258 }, { "windows31j", CHARSET_CP932 },
    { "windows874", CHARSET_CP874 }, { "windows932", CHARSET_CP932 }, { "windows936", CHARSET_GB18030 },
    { "windows949", CHARSET_EUCKR }, { "xcp1251", CHARSET_CP1251 }, { "xeuc", CHARSET_EUCJP }, { "xeucjp", CHARSET_EUCJP },
    { "xgbk", CHARSET_GB18030 }, { "xmacroman", CHARSET_MACROMAN }, { "xmscp932", CHARSET_CP932 },
    { "xsjis", CHARSET_CP932 }, { "xsjisjp", CHARSET_CP932 }, { "xwindows949", CHARSET_EUCKR }, { "xxbig5", CHARSET_BIG5 },
};

static int compare_alias(const void *key, const void *row)
{
    return strcmp(key, ((const struct alias *)row)->key);
}

enum charset charset_by_label(str label)
{
    enum { LABEL_MAX = 48 };            /* the longest alias has 39 */
    char key[LABEL_MAX];
    size_t n = 0;
    const struct alias *hit;

    if (label.n > 2 * LABEL_MAX)
        return CHARSET_UNKNOWN;
    for (; label.n > 0 && n < LABEL_MAX - 1; label = str_skip(label, 1))
        if (ascii_alnum(label.p[0]))
            key[n++] = ascii_lower(label.p[0]);
    key[n] = 0;
    hit = bsearch(key, aliases, sizeof aliases / sizeof aliases[0], sizeof aliases[0], compare_alias);
    return hit ? hit->c : CHARSET_UNKNOWN;
}

const char *charset_name(enum charset c)
{
    return (unsigned)c < CHARSET_COUNT ? names[c] : names[CHARSET_UNKNOWN];
}

/* ---- decoders: each writes at most OUT_MAX bytes per byte read into room made before ---- */

enum { OUT_MAX = 3 };

struct decoder {
    const char *p, *end;
    char *out;
    size_t bad;
};

static inline void put(struct decoder *d, uint32_t r)
{
    if (r < 0x80) {
        *d->out++ = (char)r;
    } else if (r - 0x800 < 0xD000) {    /* most of what is not ASCII: U+0800 to U+D7FF */
        d->out[0] = (char)(0xE0 | r >> 12);
        d->out[1] = (char)(0x80 | (r >> 6 & 63));
        d->out[2] = (char)(0x80 | (r & 63));
        d->out += 3;
    } else {
        d->out += utf8_put(d->out, r);
    }
}

static inline void put_bad(struct decoder *d, size_t bytes)
{
    put(d, RUNE_BAD);
    d->bad += bytes;
    d->p += bytes;
}

/* Copies ASCII up to the first other byte. */
static inline void copy_ascii(struct decoder *d)
{
    uint64_t eight;

    while (d->end - d->p >= 8 && (memcpy(&eight, d->p, 8), (eight & 0x8080808080808080u) == 0)) {
        memcpy(d->out, &eight, 8);
        d->out += 8;
        d->p += 8;
    }
    while (d->p < d->end && *d->p < 0x80)
        *d->out++ = *d->p++;
}

static void decode_ascii(struct decoder *d)
{
    while (copy_ascii(d), d->p < d->end)
        put_bad(d, 1);
}

static void decode_utf8(struct decoder *d)
{
    while (copy_ascii(d), d->p < d->end) {
        str s = { d->p, (size_t)(d->end - d->p) };
        bool bad = false;
        uint32_t r = utf8_next(&s, &bad);

        put(d, r);
        d->bad += bad;
        d->p = s.p;
    }
}

static void decode_single(struct decoder *d, const uint16_t *table)
{
    while (copy_ascii(d), d->p < d->end) {
        uint32_t r = table[*d->p - 0x80];

        if (r == 0) {
            put_bad(d, 1);
        } else {
            put(d, r);
            d->p++;
        }
    }
}

static uint32_t cp932_pair(unsigned lead, unsigned trail)
{
    unsigned cell = trail - 0x40 - (trail > 0x7F);

    if (trail < 0x40 || trail == 0x7F || trail > 0xFC)
        return 0;
    if (lead >= 0xF0 && lead <= 0xF9)
        return 0xE000 + (lead - 0xF0) * 188 + cell;    /* end-user characters: mobile phones' pictures */
    lead = lead <= 0x9F ? lead - 0x81 : lead <= 0xEF ? lead - 0xE0 + 31 : lead - 0xFA + 47;
    return charset_jis[lead * 188 + cell];
}

static void decode_cp932(struct decoder *d)
{
    while (copy_ascii(d), d->p < d->end) {
        unsigned c = (unsigned char)d->p[0];
        uint32_t r;

        if (c >= 0xA1 && c <= 0xDF) {
            put(d, 0xFF61 + c - 0xA1);
            d->p++;
        } else if (c == 0x80 || c == 0xA0 || c > 0xFC || d->end - d->p < 2 || (r = cp932_pair(c, d->p[1])) == 0) {
            put_bad(d, 1);
        } else {
            put(d, r);
            d->p += 2;
        }
    }
}

static inline uint32_t jis_pair(unsigned a, unsigned b)     /* both 0x21 to 0x7E, with or without the high bit */
{
    a = (a & 0x7F) - 0x21;
    b = (b & 0x7F) - 0x21;
    return a < 94 && b < 94 ? charset_jis[a * 94 + b] : 0;
}

static inline uint32_t jis2_pair(unsigned a, unsigned b)
{
    a = (a & 0x7F) - 0x21;
    b = (b & 0x7F) - 0x21;
    return a < 94 && b < 94 ? charset_jis2[a * 94 + b] : 0;
}

static void decode_eucjp(struct decoder *d)
{
    while (copy_ascii(d), d->p < d->end) {
        ptrdiff_t n = d->end - d->p;
        unsigned c = (unsigned char)d->p[0];
        uint32_t r = 0;
        unsigned used = 2;

        if (n >= 2 && c >= 0xA1 && d->p[1] >= 0xA1)
            r = jis_pair(c, d->p[1]);
        else if (n >= 2 && c == 0x8E && d->p[1] >= 0xA1 && d->p[1] <= 0xDF)
            r = 0xFF61u + d->p[1] - 0xA1u;
        else if (n >= 3 && c == 0x8F && d->p[1] >= 0xA1 && d->p[2] >= 0xA1)
            r = jis2_pair(d->p[1], d->p[2]), used = 3;
        if (r == 0) {
            put_bad(d, 1);
        } else {
            put(d, r);
            d->p += used;
        }
    }
}

static uint32_t gb_four(const char *p)
{
    uint32_t linear;
    unsigned low = 0, high = charset_gb_range_count;

    if (p[1] > 0x39 || p[2] < 0x81 || p[2] == 0xFF || p[3] < 0x30 || p[3] > 0x39)
        return 0;
    linear = ((p[0] - 0x81u) * 10 + p[1] - 0x30u) * 1260 + (p[2] - 0x81u) * 10 + p[3] - 0x30u;
    if (linear >= 189000)
        return linear - 189000 < 0x100000 ? 0x10000 + linear - 189000 : 0;
    if (linear >= GB_FOUR_BMP)
        return 0;
    while (high - low > 1) {
        unsigned middle = (low + high) / 2;

        if (charset_gb_ranges[middle].linear <= linear)
            low = middle;
        else
            high = middle;
    }
    return charset_gb_ranges[low].rune + linear - charset_gb_ranges[low].linear;
}

static void decode_gb18030(struct decoder *d)
{
    while (copy_ascii(d), d->p < d->end) {
        ptrdiff_t n = d->end - d->p;
        unsigned c = (unsigned char)d->p[0], t = n >= 2 ? d->p[1] : 0, used = 2;
        uint32_t r = 0;

        if (c == 0x80)
            r = 0x20AC, used = 1;       /* the euro sign of Windows' GBK */
        else if (c != 0xFF && t >= 0x40 && t != 0x7F && t != 0xFF)
            r = charset_gb[(c - 0x81) * GB_CELLS + t - 0x40 - (t > 0x7F)];
        else if (c != 0xFF && n >= 4 && t >= 0x30)
            r = gb_four(d->p), used = 4;
        if (r == 0) {
            put_bad(d, 1);
        } else {
            put(d, r);
            d->p += used;
        }
    }
}

/* The four codes of HKSCS that are two characters. */
static bool put_big5_pair(struct decoder *d, unsigned lead, unsigned trail)
{
    if (lead != 0x88 || (trail != 0x62 && trail != 0x64 && trail != 0xA3 && trail != 0xA5))
        return false;
    put(d, trail < 0x80 ? 0xCA : 0xEA);
    put(d, trail == 0x62 || trail == 0xA3 ? 0x304 : 0x30C);
    d->p += 2;
    return true;
}

static void decode_big5(struct decoder *d)
{
    while (copy_ascii(d), d->p < d->end) {
        unsigned c = (unsigned char)d->p[0], t = d->end - d->p >= 2 ? d->p[1] : 0;
        unsigned i = (c - 0x81) * BIG5_CELLS + (t < 0x7F ? t - 0x40 : t - 0xA1 + 63);
        uint32_t r = 0;

        if (put_big5_pair(d, c, t))
            continue;
        if (c >= 0x81 && c != 0xFF && ((t >= 0x40 && t < 0x7F) || (t >= 0xA1 && t != 0xFF)))
            r = charset_big5[i] | (uint32_t)(charset_big5_plane2[i / 8] >> i % 8 & 1) << 17;
        if (r == 0) {
            put_bad(d, 1);
        } else {
            put(d, r);
            d->p += 2;
        }
    }
}

static void decode_euckr(struct decoder *d)
{
    while (copy_ascii(d), d->p < d->end) {
        unsigned c = (unsigned char)d->p[0], t = d->end - d->p >= 2 ? d->p[1] : 0;
        uint32_t r = c >= 0x81 && c != 0xFF && t >= 0x41 && t != 0xFF ? charset_ksc[(c - 0x81) * KSC_CELLS + t - 0x41] : 0;

        if (r == 0) {
            put_bad(d, 1);
        } else {
            put(d, r);
            d->p += 2;
        }
    }
}

static void decode_utf16(struct decoder *d, bool little)
{
    while (d->end - d->p >= 2) {
        uint32_t r = little ? d->p[0] | (uint32_t)d->p[1] << 8 : d->p[1] | (uint32_t)d->p[0] << 8, low = 0;

        if (r >= 0xD800 && r < 0xDC00 && d->end - d->p >= 4)
            low = little ? d->p[2] | (uint32_t)d->p[3] << 8 : d->p[3] | (uint32_t)d->p[2] << 8;
        if (low >= 0xDC00 && low < 0xE000) {
            put(d, 0x10000 + ((r - 0xD800) << 10) + low - 0xDC00);
            d->p += 4;
        } else if (r >= 0xD800 && r < 0xE000) {
            put_bad(d, 2);
        } else {
            put(d, r);
            d->p += 2;
        }
    }
    if (d->p < d->end)
        put_bad(d, 1);
}

static int base64_value(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 :
           c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* One "+...-" run of RFC 2152; d->p stands behind the plus sign. */
static void decode_utf7_run(struct decoder *d)
{
    uint32_t bits = 0, high = 0;
    int have = 0, v;

    while (d->p < d->end && (v = base64_value(*d->p)) >= 0) {
        bits = bits << 6 | (uint32_t)v;
        have += 6;
        d->p++;
        if (have < 16)
            continue;
        have -= 16;
        uint32_t unit = bits >> have & 0xFFFF;

        if (high && unit >= 0xDC00 && unit < 0xE000) {
            put(d, 0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00);
            high = 0;
            continue;
        }
        if (high)
            put_bad(d, 0), d->bad++;
        high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
        if (!high)
            put(d, unit);
    }
    if (high)
        put_bad(d, 0), d->bad++;
    if (d->p < d->end && *d->p == '-')
        d->p++;
}

static void decode_utf7(struct decoder *d)
{
    while (d->p < d->end) {
        char c = *d->p;

        if (c >= 0x80) {
            put_bad(d, 1);
        } else if (c != '+') {
            put(d, c);
            d->p++;
        } else if (d->end - d->p >= 2 && d->p[1] == '-') {
            put(d, '+');
            d->p += 2;
        } else {
            d->p++;
            decode_utf7_run(d);
        }
    }
}

/* ---- ISO-2022: RFC 1468, 1554 (-JP-2), 2237 (-JP-1), CP50221, 1557 (-KR), and what old mailers really sent ---- */

enum set { SET_ASCII, SET_ROMAN, SET_KANA, SET_JIS, SET_JIS2, SET_GB, SET_KS, SET_G1_KS, SET_G1_GB, SET_G2_LATIN1, SET_G2_GREEK };

static const struct escape { const char *after; uint8_t set; } escapes[] = {
    { "$B", SET_JIS }, { "(B", SET_ASCII }, { "(J", SET_ROMAN }, { "$@", SET_JIS }, { "(I", SET_KANA }, { "$(D", SET_JIS2 },
    { "$(B", SET_JIS }, { "$(@", SET_JIS }, { "(H", SET_ROMAN }, { "$A", SET_GB }, { "$(C", SET_KS }, { "$(A", SET_GB },
    { "$(Q", SET_JIS }, { "$(O", SET_JIS },     /* JIS X 0213 plane 1 contains JIS X 0208 */
    { "&@\x1b$B", SET_JIS }, { "$)C", SET_G1_KS }, { "$)A", SET_G1_GB }, { ".A", SET_G2_LATIN1 }, { ".F", SET_G2_GREEK },
};

static const struct escape *find_escape(str s)
{
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++)
        if (str_starts(str_skip(s, 1), str_of(escapes[i].after)))
            return &escapes[i];
    return NULL;
}

static inline bool set_wide(enum set s)
{
    return s >= SET_JIS && s <= SET_KS;
}

size_t charset_escape(str s, bool *wide)
{
    const struct escape *e = find_escape(s);

    if (!e)
        return 0;
    *wide = set_wide(e->set);
    return 1 + strlen(e->after);
}

struct shift {
    enum set g0, g1, g2;
    bool out;                           /* after SO: G1 is in force */
    const char *begin, *last;           /* of the text; end of the last escape sequence */
    uint32_t odd;
};

static uint32_t wide_pair(enum set s, unsigned a, unsigned b)
{
    switch (s) {
    case SET_JIS:  return jis_pair(a, b);
    case SET_JIS2: return jis2_pair(a, b);
    case SET_GB:   return charset_gb[((a | 0x80) - 0x81) * GB_CELLS + (b | 0x80) - 0x41];
    default:       return charset_ksc[((a | 0x80) - 0x81) * KSC_CELLS + (b | 0x80) - 0x41];
    }
}

/* Escape sequences that change nothing hide words from whoever takes 7-bit text for ASCII: an empty run, the set that is
 * in force anyway, or a shift between Roman and ASCII in the middle of a word. */
static bool is_odd_escape(const struct decoder *d, const struct shift *s, const struct escape *e)
{
    size_t n = 1 + strlen(e->after);
    bool narrow = s->g0 <= SET_ROMAN;

    if (s->g0 == e->set || (d->p == s->last && !narrow))
        return true;
    return narrow && e->set <= SET_ROMAN && d->p > s->begin && ascii_alpha(d->p[-1]) &&
           (size_t)(d->end - d->p) > n && ascii_alpha(d->p[n]);
}

/* An escape sequence; false when it is none of ours. */
static bool take_escape(struct decoder *d, struct shift *s)
{
    str rest = { d->p, (size_t)(d->end - d->p) };
    const struct escape *e;

    if (rest.n >= 3 && rest.p[1] == 'N' && s->g2 != SET_ASCII && (rest.p[2] & 0x7F) >= 0x20) {
        uint32_t r = s->g2 == SET_G2_LATIN1 ? 0x80u | rest.p[2] :
                     charset_single[CHARSET_ISO7 - CHARSET_SINGLE_FIRST][rest.p[2] & 0x7F];

        put(d, r ? r : RUNE_BAD);
        d->bad += r == 0;
        d->p += 3;
        return true;
    }
    if ((e = find_escape(rest)) == NULL)
        return false;
    if (is_odd_escape(d, s, e))
        s->odd |= TEXT_ODD_ESCAPE;
    switch (e->set) {
    case SET_G1_KS: s->g1 = SET_KS; break;
    case SET_G1_GB: s->g1 = SET_GB; break;
    case SET_G2_LATIN1: case SET_G2_GREEK: s->g2 = e->set; break;
    default: s->g0 = e->set;
    }
    d->p += 1 + strlen(e->after);
    s->last = d->p;
    return true;
}

/* A line ends while two bytes make a character. RFC 1468 forbids it; where the next line shifts back before it shifts
 * anywhere else, the sender meant it to go on, else it forgot to shift back. */
static bool goes_on(const struct decoder *d)
{
    for (const char *p = d->p + 1; p < d->end && *p != '\n'; p++)
        if (*p == 0x1B)
            return d->end - p >= 3 && p[1] == '(';
    return false;
}

static void take_plain(struct decoder *d, struct shift *s)
{
    char c = *d->p;

    if (c < 0x80 && s->g0 == SET_KANA && c >= 0x21 && c <= 0x5F)
        put(d, 0xFF40u + c);
    else if (c < 0x80)
        put(d, c);                      /* JIS X 0201 Roman too: \ and ~ must stay usable in paths and addresses */
    else if (c >= 0xA1 && c <= 0xDF)
        put(d, 0xFEC0u + c);            /* 8-bit half-width kana, as CP932 has them */
    else {
        put_bad(d, 1);
        return;
    }
    d->p++;
}

static void take_wide(struct decoder *d, struct shift *s, enum set set)
{
    char c = *d->p;
    uint32_t r;

    if (c == '\n' && !s->out && !goes_on(d)) {
        s->odd |= TEXT_ODD_ESCAPE;
        s->g0 = SET_ASCII;
    }
    if (c <= 0x20) {
        put(d, c);
        d->p++;
        return;
    }
    if (c == 0x7F || c >= 0x80 || d->end - d->p < 2 || d->p[1] < 0x21 || d->p[1] > 0x7E) {
        put_bad(d, 1);
        return;
    }
    r = wide_pair(set, c, d->p[1]);
    put(d, r ? r : RUNE_BAD);
    d->bad += r ? 0 : 2;
    d->p += 2;
}

static void decode_iso2022(struct decoder *d, bool korean, uint32_t *odd)
{
    struct shift s = { .g1 = korean ? SET_KS : SET_ASCII, .begin = d->p };

    while (d->p < d->end) {
        char c = *d->p;

        if (c == 0x1B && take_escape(d, &s))
            continue;
        if ((c == 0x0E || c == 0x0F) && s.g1 != SET_ASCII) {
            s.out = c == 0x0E;
            d->p++;
        } else if (s.out) {
            if (c == '\n')
                s.out = false;          /* RFC 1557: lines begin in ASCII */
            take_wide(d, &s, s.g1);
        } else if (set_wide(s.g0)) {
            take_wide(d, &s, s.g0);
        } else {
            take_plain(d, &s);
        }
    }
    if (s.g0 != SET_ASCII && s.g0 != SET_ROMAN)
        s.odd |= TEXT_ODD_ESCAPE;
    *odd |= s.odd;
}

size_t charset_decode_odd(enum charset c, str raw, struct buf *out, uint32_t *odd)
{
    struct decoder d = { .p = raw.p, .end = raw.p + raw.n };

    if (raw.n == 0)
        return 0;
    buf_grow(out, OUT_MAX * raw.n + 8);
    d.out = out->p + out->n;
    switch (c) {
    case CHARSET_UNKNOWN: case CHARSET_ASCII: decode_ascii(&d); break;
    case CHARSET_UTF8:      decode_utf8(&d); break;
    case CHARSET_ISO2022JP: decode_iso2022(&d, false, odd); break;
    case CHARSET_ISO2022KR: decode_iso2022(&d, true, odd); break;
    case CHARSET_CP932:     decode_cp932(&d); break;
    case CHARSET_EUCJP:     decode_eucjp(&d); break;
    case CHARSET_GB18030:   decode_gb18030(&d); break;
    case CHARSET_BIG5:      decode_big5(&d); break;
    case CHARSET_EUCKR:     decode_euckr(&d); break;
    case CHARSET_UTF7:      decode_utf7(&d); break;
    case CHARSET_UTF16BE:   decode_utf16(&d, false); break;
    case CHARSET_UTF16LE:   decode_utf16(&d, true); break;
    default:                decode_single(&d, charset_single[c - CHARSET_SINGLE_FIRST]); break;
    }
    out->n = (size_t)(d.out - out->p);
    return d.bad;
}

size_t charset_decode(enum charset c, str raw, struct buf *out)
{
    uint32_t odd = 0;

    return charset_decode_odd(c, raw, out, &odd);
}
