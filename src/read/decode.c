#include "read/decode.h"

const unsigned char base64_value[256] = {
    66, 66, 66, 66, 66, 66, 66, 66, 66, 65, 65, 66, 66, 65, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
    65, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 62, 66, 66, 66, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 66, 66, 66, 64, 66, 66,
    66,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 66, 66, 66, 66, 66,
    66, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 66, 66, 66, 66, 66,
    66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
    66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
    66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
    66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
};

enum { VALUE_PAD = 64, VALUE_BLANK = 65, VALUE_JUNK = 66 };

/* ---- base64 ---- */

/* Decoding under way: `bits` holds the `have` characters of the quantum begun, `pads` the '=' since the last one. */
struct quanta {
    char *out;
    const char *clean;                  /* up to here the fast path ate everything */
    uint32_t bits;
    unsigned have, pads;
};

static inline uint32_t value(const char *p)
{
    return base64_value[(unsigned char)*p];
}

/* The clean middle of every real attachment: whole quanta, line ends only between them. Stops at the first thing that
 * needs thought. Writes four bytes for three: the output has room for the whole input and four more. */
static const char *clean_quanta(const char *p, const char *end, char **out_at)
{
    char *out = *out_at;

    while (end - p >= 4) {
        uint32_t a = value(p), b = value(p + 1), c = value(p + 2), d = value(p + 3);

        if ((a | b | c | d) < 64) {
            uint32_t three = __builtin_bswap32(a << 26 | b << 20 | c << 14 | d << 8);

            memcpy(out, &three, 4);
            out += 3;
            p += 4;
        } else if (p[0] == '\r' && p[1] == '\n') {
            p += 2;
        } else if (p[0] == '\n') {
            p++;
        } else {
            break;
        }
    }
    *out_at = out;
    return p;
}

static void quantum_add(struct quanta *q, uint32_t six)
{
    q->bits = q->bits << 6 | six;
    q->pads = 0;
    if (++q->have < 4)
        return;
    q->out[0] = (char)(q->bits >> 16);
    q->out[1] = (char)(q->bits >> 8);
    q->out[2] = (char)q->bits;
    q->out += 3;
    q->have = 0;
    q->bits = 0;
}

/* What a quantum cut short still holds: two characters make a byte, three make two. */
static void quantum_flush(struct quanta *q)
{
    uint32_t bits = q->have ? q->bits << (6 * (4 - q->have)) : 0;

    if (q->have >= 2)
        *q->out++ = (char)(bits >> 16);
    if (q->have == 3)
        *q->out++ = (char)(bits >> 8);
    q->have = 0;
    q->bits = 0;
}

/* True when this '=' ends the data. */
static bool meet_pad(struct quanta *q, enum base64_dialect d)
{
    switch (d) {
    case BASE64_SKIP_JUNK:
        quantum_flush(q);
        return false;
    case BASE64_STOP_AT_PAD:
    case BASE64_PYTHON:                 /* '=' before the third character of a quantum is junk */
        return q->have >= 2 && q->have + ++q->pads >= 4;
    case BASE64_STRICT_STOP:
        return true;
    default:
        return false;
    }
}

/* One pass in any dialect; the quantum left open at the end stays in q. */
static void decode_quanta(struct quanta *q, str in, enum base64_dialect d)
{
    const char *p = in.p, *end = in.p + in.n;

    while (p < end) {
        uint32_t v;

        if (q->have == 0)
            p = clean_quanta(p, end, &q->out);
        if (!q->clean)
            q->clean = p;
        if (p == end)
            return;
        v = value(p);
        if (v < 64)
            quantum_add(q, v);
        else if (v == VALUE_PAD && meet_pad(q, d))
            return;
        else if (d == BASE64_STRICT_STOP && *p != '\r' && *p != '\n')
            return;
        p++;
    }
}

/* What is odd about it, whatever the dialect: views must not differ in what they report. `in` begins where the fast
 * path first stopped, so the usual "==\r\n" costs nothing. */
static uint32_t base64_look(str in)
{
    uint32_t odd = 0;
    size_t counted = 0;
    bool padded = false, blank = false;

    for (size_t i = 0; i < in.n; i++) {
        uint32_t v = value(in.p + i);

        if (v == VALUE_BLANK) {
            blank = in.p[i] == ' ' || in.p[i] == '\t';
            continue;
        }
        if (v == VALUE_JUNK || blank)
            odd |= DECODE_ODD_JUNK;
        if (padded && v < 64)
            odd |= DECODE_ODD_EARLY_PAD;
        padded |= v == VALUE_PAD;
        counted += v <= VALUE_PAD;
        blank = false;
    }
    return counted % 4 ? odd | DECODE_ODD_CUT : odd;
}

static void without_line_ends(struct quanta *q, char *start, str in)
{
    q->out = start;
    for (size_t i = 0; i < in.n; i++)
        if (in.p[i] != '\r' && in.p[i] != '\n')
            *q->out++ = in.p[i];
}

/* email._encoded_words.decode_b tries strictly with the padding completed, then leniently, then leniently with "=="
 * added. The bytes are the same whichever succeeds; all fail exactly when one character is left over, and then the
 * text is handed back undecoded (bpo-27397). */
static void finish_quanta(struct quanta *q, char *start, str in, enum base64_dialect d)
{
    if (d == BASE64_PYTHON && q->have == 1)
        without_line_ends(q, start, in);
    else if (d == BASE64_LIBETPAN && q->have == 1)
        *q->out++ = (char)(q->bits << 2);       /* six bits alone make a byte there */
    else
        quantum_flush(q);
}

str base64_decode(struct arena *a, struct work *w, str in, enum base64_dialect d, uint32_t *odd)
{
    struct buf out = buf_new(a, in.n + 4);
    struct quanta q = { .out = out.p };

    work_bytes(w, in.n);
    decode_quanta(&q, in, d);
    finish_quanta(&q, out.p, in, d);
    if (odd && q.clean) {
        size_t eaten = (size_t)(q.clean - in.p);

        work_bytes(w, in.n - eaten);
        *odd |= base64_look(str_skip(in, eaten));
    }
    out.n = (size_t)(q.out - out.p);
    return buf_done(&out);
}

/* ---- quoted-printable ---- */

enum { QP_LINE_MAX = 76 };

/* One more than the digit's value, 0 for what is none: ascii_hex() is a chain of comparisons, and two bytes in three of
 * Japanese text are digits. */
static const unsigned char hex_digit[256] = {
    ['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ['A'] = 11, 12, 13, 14, 15, 16, ['a'] = 11, 12, 13, 14, 15, 16,
};

static inline int hex_pair(const char *p)
{
    int high = hex_digit[(unsigned char)p[0]], low = hex_digit[(unsigned char)p[1]];

    return high && low ? (high - 1) << 4 | (low - 1) : -1;
}

/* The end of a '=' that starts no pair, in QP_DROP_ILLEGAL: it goes with the bytes that stand where the digits should,
 * but a line end or the next '=' is left alone. */
static const char *drop_illegal(const char *p, const char *end, uint32_t *odd)
{
    for (int i = 0; i < 2 && p < end && *p != '=' && *p != '\r' && *p != '\n'; i++)
        if (*p++ > 126)
            *odd |= DECODE_ODD_8BIT;
    return p;
}

/* One '=' at p; what it makes is written to *out. Returns the place after it. */
static const char *qp_escape(const char *p, const char *end, char **out, enum qp_dialect d, uint32_t *odd)
{
    int byte = end - p > 2 ? hex_pair(p + 1) : -1;
    bool lower = byte >= 0 && (p[1] > 'F' || p[2] > 'F');

    if (byte >= 0 && !(lower && d == QP_STRICT)) {
        *(*out)++ = (char)byte;
        return p + 3;
    }
    if (end - p > 1 && p[1] == '\r')    /* a line ended by a bare CR */
        return p + 2;
    if (byte < 0)
        *odd |= DECODE_ODD_ILLEGAL;
    if (d == QP_DROP_ILLEGAL)
        return drop_illegal(p + 1, end, odd);
    *(*out)++ = '=';
    return p + 1;
}

/* Eight bytes at once: adding one carries a DEL into the top bit, and out of a byte only where it was set before. */
static bool has_raw(str s)
{
    uint64_t seen = 0;

    for (; s.n >= 8; s = str_skip(s, 8)) {
        uint64_t eight;

        memcpy(&eight, s.p, 8);
        seen |= eight | (eight + 0x0101010101010101u);
    }
    for (size_t i = 0; i < s.n; i++)
        seen |= s.p[i] > 126 ? 0x80 : 0;
    return seen & 0x8080808080808080u;
}

/* One line without its end and without the '=' of a soft break. */
static char *qp_line(str line, char *out, enum qp_dialect d, uint32_t *odd)
{
    const char *p = line.p, *end = line.p + line.n;
    bool raw = false;

    while (p < end) {
        str plain = str_from(p, (size_t)(end - p));

        if (*p == '=') {
            p = qp_escape(p, end, &out, d, odd);
            continue;
        }
        plain = str_take(plain, str_find_char(plain, '='));
        raw |= has_raw(plain);
        memcpy(out, plain.p, plain.n);
        out += plain.n;
        p += plain.n;
    }
    if (raw)
        *odd |= DECODE_ODD_8BIT;
    return out;
}

static size_t blanks_at_end(str line)
{
    size_t n = 0;

    while (n < line.n && (line.p[line.n - 1 - n] == ' ' || line.p[line.n - 1 - n] == '\t'))
        n++;
    return n;
}

static str qp_lines(struct arena *a, str in, enum qp_dialect d, uint32_t *odd)
{
    struct buf out = buf_new(a, in.n);
    char *at = out.p;

    while (in.n > 0) {
        size_t n = str_find_char(in, '\n');
        bool crlf = n < in.n && n > 0 && in.p[n - 1] == '\r';
        str line = str_take(in, crlf ? n - 1 : n), end = str_sub(in, line.n, crlf ? 2 : 1), bare;

        in = str_skip(in, line.n + end.n);
        if (line.n > QP_LINE_MAX)
            *odd |= DECODE_ODD_LONG;
        bare = str_take(line, line.n - blanks_at_end(line));
        if (str_at(bare, bare.n - 1) == '=') {
            if (bare.n < line.n)
                *odd |= DECODE_ODD_BLANK_BREAK;
            at = qp_line(str_take(bare, bare.n - 1), at, d, odd);
            continue;
        }
        at = qp_line(d == QP_STRICT ? bare : line, at, d, odd);
        for (size_t i = 0; i < end.n; i++)
            *at++ = end.p[i];
    }
    out.n = (size_t)(at - out.p);
    return buf_done(&out);
}

/* binascii.a2b_qp: "==" is one '=', a soft break may be '=' CR anything LF, nothing is trimmed. */
static str qp_python(struct arena *a, str in)
{
    struct buf out = buf_new(a, in.n);
    const char *p = in.p, *end = in.p + in.n;
    char *at = out.p;

    while (p < end) {
        if (*p != '=') {
            *at++ = *p++;
        } else if (++p == end) {
            break;
        } else if (*p == '\n' || *p == '\r') {
            const char *lf = memchr(p, '\n', (size_t)(end - p));

            p = lf ? lf + 1 : end;
        } else if (*p == '=') {
            *at++ = *p++;
        } else if (end - p > 1 && hex_pair(p) >= 0) {
            *at++ = (char)hex_pair(p);
            p += 2;
        } else {
            *at++ = '=';
        }
    }
    out.n = (size_t)(at - out.p);
    return buf_done(&out);
}

static int libetpan_digit(char c)
{
    return hex_digit[(unsigned char)c] ? hex_digit[(unsigned char)c] - 1 : 0;
}

/* The '=' of mailmime_quoted_printable_body_parse: any two bytes are digits (what is none counts 0, and may be a line
 * end), and a '=' with one byte left is dropped while that byte is written with the one that follows in memory: the NUL
 * behind the mail. */
static const char *libetpan_escape(const char *p, const char *end, char **at)
{
    size_t left = (size_t)(end - p);

    if (left == 1) {
        *(*at)++ = '=';
        return end;
    }
    if (p[1] == '\n')
        return p + 2;
    if (p[1] == '\r')
        return left == 2 ? end : p[2] == '\n' ? p + 3 : p + 2;
    if (left == 2) {
        *(*at)++ = p[1];
        *(*at)++ = p[1] == '=' ? '=' : '\0';
        return end;
    }
    *(*at)++ = (char)(libetpan_digit(p[1]) << 4 | libetpan_digit(p[2]));
    return p + 3;
}

/* All line ends become CRLF; a CR that is the last byte is lost. */
static str qp_libetpan(struct arena *a, str in)
{
    struct buf out = buf_new(a, in.n * 2);
    const char *p = in.p, *end = in.p + in.n;
    char *at = out.p;

    while (p < end) {
        if (*p == '=') {
            p = libetpan_escape(p, end, &at);
        } else if (*p != '\r' && *p != '\n') {
            *at++ = *p++;
        } else if (*p == '\r' && p + 1 == end) {
            break;
        } else {
            p += *p == '\r' && p[1] == '\n' ? 2 : 1;
            *at++ = '\r';
            *at++ = '\n';
        }
    }
    out.n = (size_t)(at - out.p);
    return buf_done(&out);
}

str qp_decode(struct arena *a, struct work *w, str in, enum qp_dialect d, uint32_t *odd)
{
    uint32_t seen = 0;
    str out;

    work_bytes(w, in.n);
    if (d != QP_PYTHON && d != QP_LIBETPAN) {
        out = qp_lines(a, in, d, &seen);
    } else {
        if (odd) {                      /* the oddities are those of the text, not of the program that reads it */
            size_t mark = arena_mark(a);

            work_bytes(w, in.n);
            qp_lines(a, in, QP_LENIENT, &seen);
            arena_release(a, mark);
        }
        out = d == QP_PYTHON ? qp_python(a, in) : qp_libetpan(a, in);
    }
    if (odd)
        *odd |= seen;
    return out;
}

/* ---- files inside text: uuencode, yEnc ---- */

/* "begin 644 name", "begin-base64 644 name", "=ybegin part=1 line=128 size=1 name=any thing". */
static bool uu_begin(str line, str word, str *name)
{
    size_t digits = 0;
    str rest;

    if (!str_starts(line, word))
        return false;
    rest = str_trim(str_skip(line, word.n));
    while (digits < rest.n && rest.p[digits] >= '0' && rest.p[digits] <= '7')
        digits++;
    *name = str_trim(str_skip(rest, digits));
    return digits >= 3 && digits <= 5 && str_at(rest, digits) == ' ' && name->n > 0;
}

static bool yenc_begin(str line, str *name)
{
    size_t at;

    if (!str_starts(line, STR("=ybegin ")) || !str_has(line, STR(" line=")) || !str_has(line, STR(" size=")))
        return false;
    at = str_find(line, STR(" name="));
    *name = str_trim(str_skip(line, at + 6));
    return name->n > 0;
}

static inline uint32_t uu_value(str line, size_t i)
{
    return i < line.n ? (uint32_t)(line.p[i] - 32) & 63 : 0;    /* blanks at the line end get lost on the way */
}

/* A line of uuencode: its length, then that many bytes, four characters for three; some programs add a checksum. Lines
 * that lost more than half (blanks are zeros) are no data: two characters must not make 63 bytes. */
static bool uu_line(str line, struct buf *data)
{
    size_t bytes = line.n ? uu_value(line, 0) : 0, chars = (bytes + 2) / 3 * 4;

    if (bytes == 0 || line.n > chars + 3 || line.n * 2 < chars)
        return false;
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] < ' ' || line.p[i] > '`')
            return false;
    for (size_t i = 1; bytes > 0; i += 4) {
        uint32_t bits = uu_value(line, i) << 18 | uu_value(line, i + 1) << 12 | uu_value(line, i + 2) << 6 | uu_value(line, i + 3);

        for (int shift = 16; shift >= 0 && bytes > 0; shift -= 8, bytes--)
            buf_put(data, (char)(bits >> shift));
    }
    return true;
}

/* Reads on after the begin line until a line that cannot be data: an end line is customary, but programs that save such
 * files do without. Every line is read once more at most. */
static bool uu_data(str *in, struct buf *data)
{
    bool any = false, over = false;

    for (str next = *in; next.n > 0; *in = next) {
        str line = str_line(&next);

        if (str_eq(str_trim_end(line), STR("end"))) {
            *in = next;
            return true;
        }
        if (line.n == 0 || (line.n == 1 && uu_value(line, 0) == 0))
            over = true;                /* the line of length 0 before "end", or what is left of it */
        else if (over || !uu_line(line, data))
            break;
        else
            any = true;
    }
    return any;
}

static bool base64_file_data(struct arena *a, struct work *w, str *in, struct buf *data)
{
    str text = *in, next = *in, decoded;

    while (next.n > 0) {
        str line = str_trim_end(str_line(&next));

        if (str_eq(line, STR("====")))
            break;
        if (line.n == 0 || value(line.p) > VALUE_PAD || str_find_char(line, ' ') < line.n) {
            next = *in;
            break;
        }
        *in = next;
    }
    decoded = base64_decode(a, w, str_before(text, *in), BASE64_SKIP_JUNK, NULL);
    *in = next;
    *data = (struct buf){ .a = a, .p = (char *)decoded.p, .n = decoded.n, .room = decoded.n };
    return decoded.n > 0;
}

static void yenc_line(str line, struct buf *data)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];

        if (c == '=' && i + 1 < line.n)
            c = (char)(line.p[++i] - 64);
        buf_put(data, (char)(c - 42));
    }
}

static bool yenc_data(str *in, struct buf *data)
{
    while (in->n > 0) {
        str line = str_split(in, '\n');

        if (str_ends(line, STR("\r")))
            line.n--;
        if (str_starts(line, STR("=yend")))
            break;
        if (!str_starts(line, STR("=ypart ")))
            yenc_line(line, data);
    }
    return true;
}

bool text_file_next(struct arena *a, struct work *w, str *in, str *name, str *whole, str *data)
{
    size_t before = in->n;
    bool found = false;

    while (in->n > 0 && !found) {
        str from = *in, line = str_line(in);
        struct buf bytes;

        if (line.n < 6 || (line.p[0] != 'b' && line.p[0] != '='))
            continue;
        bytes = buf_new(a, 0);
        if (uu_begin(line, STR("begin "), name))
            found = uu_data(in, &bytes);
        else if (uu_begin(line, STR("begin-base64 "), name))
            found = base64_file_data(a, w, in, &bytes);
        else if (yenc_begin(line, name))
            found = yenc_data(in, &bytes);
        *data = buf_done(&bytes);
        *whole = str_before(from, *in);
        work_tokens(w, 1);
    }
    work_bytes(w, before - in->n);
    return found;
}
