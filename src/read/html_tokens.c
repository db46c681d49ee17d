#include "read/html_tokens.h"

#include "base/utf8.h"

#define TAG_NAME_OF(id, name, bits) { name, sizeof(name) - 1 },
#define TAG_BITS_OF(id, name, bits) (bits),
#define ATTR_NAME_OF(id, name)      { name, sizeof(name) - 1 },

struct name_row { char name[14]; uint8_t length; };

static const struct name_row tag_names[]  = { HTML_TAGS(TAG_NAME_OF) };
static const struct name_row attr_names[] = { HTML_ATTRIBUTES(ATTR_NAME_OF) };
static const uint16_t tag_bits[] = { 0, HTML_TAGS(TAG_BITS_OF) };

enum { ENDS_NAME = 1, ENDS_ATTRIBUTE = 2, ENDS_VALUE = 4, BLANK = 8 };
static const uint8_t char_class[256] = {
    ['\t'] = 15, ['\n'] = 15, ['\f'] = 15, ['\r'] = 15, [' '] = 15,
    ['/'] = ENDS_NAME | ENDS_ATTRIBUTE, ['>'] = ENDS_NAME | ENDS_ATTRIBUTE | ENDS_VALUE, ['='] = ENDS_ATTRIBUTE,
};

static inline bool is_blank(int c)
{
    return c >= 0 && char_class[c] & BLANK;
}

/* The first eight letters in lower case as one number that sorts as the name does. They tell all names apart. Eight
 * letters are made small at once: it is done for every tag and attribute there is. */
static uint64_t name_key(str name)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t key = 0, low;

    for (size_t i = 0; i < name.n && i < 8; i++)
        key |= (uint64_t)(uint8_t)name.p[i] << (56 - 8 * i);
    low = key & (0x7F * ones);
    return key | (((low + (0x80 - 'A') * ones) & ~(low + (0x80 - 'Z' - 1) * ones) & ~key & (0x80 * ones)) >> 2);
}

static uint64_t row_key(const struct name_row *row)
{
    uint64_t key;

    memcpy(&key, row->name, 8);
    return __builtin_bswap64(key);
}

/* Sorted rows, and where those of each letter begin: filled when first used, always with the same. */
struct name_table { const struct name_row *rows; size_t count; uint8_t from[28]; };

static void table_fill(struct name_table *t)
{
    for (size_t i = 0; i < t->count; i++)
        t->from[t->rows[i].name[0] - 'a' + 1] = (uint8_t)(i + 1);
    for (size_t i = 1; i < sizeof t->from; i++)
        t->from[i] = t->from[i] > t->from[i - 1] ? t->from[i] : t->from[i - 1];
}

static size_t name_find(struct name_table *t, str name)
{
    uint64_t key = name_key(name);
    size_t letter = (size_t)(key >> 56) - 'a', count;
    const struct name_row *rows = t->rows, *low;

    if (name.n == 0 || name.n > sizeof rows->name || letter > 25)
        return 0;
    if (t->from[27] == 0)
        table_fill(t);
    low = rows + t->from[letter];
    count = (size_t)(t->from[letter + 1] - t->from[letter]);
    if (count == 0)
        return 0;
    /* Without a branch: which half is a coin toss to the processor. */
    for (size_t half; count > 1; count -= half) {
        half = count / 2;
        low = row_key(low + half) <= key ? low + half : low;
    }
    if (row_key(low) != key || low->length != name.n)
        return 0;
    if (name.n > 8 && !str_eq_nocase(str_skip(name, 8), str_from(low->name + 8, name.n - 8)))
        return 0;
    return (size_t)(low - rows) + 1;
}

static struct name_table tag_table = { tag_names, sizeof tag_names / sizeof *tag_names, { 0 } };
static struct name_table attr_table = { attr_names, sizeof attr_names / sizeof *attr_names, { 0 } };

enum html_tag html_tag_named(str name)
{
    return (enum html_tag)name_find(&tag_table, name);
}

uint32_t html_tag_bits(enum html_tag tag)
{
    return tag_bits[tag];
}

static str take_class(str *in, uint8_t ends)
{
    size_t n = 0;
    str taken;

    while (n < in->n && !(char_class[(uint8_t)in->p[n]] & ends))
        n++;
    taken = str_take(*in, n);
    *in = str_skip(*in, n);
    return taken;
}

static void skip_blank(str *in)
{
    while (is_blank(str_at(*in, 0)))
        *in = str_skip(*in, 1);
}

/* What follows the = of an attribute. False when a quote never closes: the whole tag is then lost. */
static bool take_value(str *in, str *value)
{
    int quote;
    size_t end;

    skip_blank(in);
    quote = str_at(*in, 0);
    if (quote != '"' && quote != '\'') {
        *value = take_class(in, ENDS_VALUE);
        return true;
    }
    *in = str_skip(*in, 1);
    end = str_find_char(*in, (char)quote);
    if (end == in->n)
        return false;
    *value = str_take(*in, end);
    *in = str_skip(*in, end + 1);
    return true;
}

static bool take_attribute(str *in, struct html_token *out)
{
    size_t first = str_at(*in, 0) == '=';       /* a = before the name belongs to the name */
    str start = *in, name, value = STR("");
    enum html_attr attr;

    *in = str_skip(*in, first);
    name = take_class(in, ENDS_ATTRIBUTE);
    name = str_take(start, name.n + first);
    skip_blank(in);
    if (str_at(*in, 0) == '=') {
        *in = str_skip(*in, 1);
        if (!take_value(in, &value))
            return false;
    }
    attr = (enum html_attr)name_find(&attr_table, name);
    if (attr != ATTR_OTHER && !token_has(out, attr)) {
        out->has |= 1ull << attr;
        out->value[attr] = value;
    } else if (attr == ATTR_OTHER && name.n > 2 && str_starts_nocase(name, STR("on")) && ascii_alpha(name.p[2])) {
        out->has_handler = true;
    }
    return true;
}

/* A tag from its name on; `in` stands after "<" or "</". False at the end of the text: what is unfinished is not shown. */
static bool take_tag(struct html_tokens *t, enum html_kind kind, struct html_token *out)
{
    str name = take_class(&t->in, ENDS_NAME), inside = t->in;

    out->kind = kind;
    out->name = name;
    out->tag = html_tag_named(name);
    out->plain = out->closes_itself = out->has_handler = false;
    out->has = 0;
    for (;;) {
        int c;

        skip_blank(&t->in);
        c = str_at(t->in, 0);
        if (c < 0)
            return false;
        if (c == '>')
            break;
        if (c == '/') {
            t->in = str_skip(t->in, 1);
            out->closes_itself = str_at(t->in, 0) == '>';
        } else if (!take_attribute(&t->in, out)) {
            t->in = str_skip(t->in, t->in.n);
            return false;
        }
    }
    out->text = str_before(inside, t->in);
    t->in = str_skip(t->in, 1);
    if (kind == TOKEN_OPEN && html_tag_bits(out->tag) & TAG_RAW &&
        (!t->foreign || out->tag == TAG_SCRIPT || out->tag == TAG_STYLE))
        t->raw = out->tag;
    return true;
}

/* "<!--" has been read. Closed by -->, --!>, and right at the start by > or ->. */
static void skip_comment(str *in)
{
    str all = *in;

    if (str_at(all, 0) == '>' || (str_at(all, 0) == '-' && str_at(all, 1) == '>')) {
        *in = str_skip(all, str_at(all, 0) == '>' ? 1 : 2);
        return;
    }
    for (size_t at = 0; at < all.n; at++) {
        at += str_find_char(str_skip(all, at), '>');
        if ((at >= 2 && all.p[at - 1] == '-' && all.p[at - 2] == '-') ||
            (at >= 3 && all.p[at - 1] == '!' && all.p[at - 2] == '-' && all.p[at - 3] == '-')) {
            *in = str_skip(all, at + 1);
            return;
        }
    }
    *in = str_skip(all, all.n);
}

static void skip_to_angle(str *in)
{
    *in = str_skip(*in, str_find_char(*in, '>') + 1);
}

/* "<!" or "<?" or "</" and no letter. True when it is more than nothing: text of a CDATA section in svg or math, or a
 * comment that Outlook reads. */
static bool skip_declaration(struct html_tokens *t, struct html_token *out)
{
    size_t end;

    if (str_starts(t->in, STR("<!--"))) {
        str inside = str_skip(t->in, 4);

        t->in = inside;
        skip_comment(&t->in);
        if (!str_starts_nocase(inside, STR("[if")))
            return false;
        out->kind = TOKEN_CONDITION;
        out->text = str_before(inside, t->in);
        return true;
    }
    if (!t->foreign || !str_starts(t->in, STR("<![CDATA["))) {
        t->in = str_skip(t->in, 2);
        skip_to_angle(&t->in);
        return false;
    }
    t->in = str_skip(t->in, 9);
    end = str_find(t->in, STR("]]>"));
    *out = (struct html_token){ .kind = TOKEN_TEXT, .plain = true, .text = str_take(t->in, end) };
    t->in = str_skip(t->in, end + 3);
    return out->text.n > 0;
}

static bool ends_here(str in, str name)
{
    int after = str_at(in, name.n);

    return str_starts_nocase(in, name) && after >= 0 && char_class[after] & ENDS_NAME;
}

/* Length of a script up to its </script>. Inside <!-- … --> a <script> hides one </script> (13.2.5.15-31). */
static size_t script_length(str in)
{
    bool escaped = false, twice = false;

    for (size_t at = 0; at < in.n; at++) {
        str rest = str_skip(in, at);
        char c = rest.p[0];

        if (c == '-' && escaped && str_starts(rest, STR("-->"))) {
            escaped = twice = false;
        } else if (c != '<') {
            continue;
        } else if (!escaped && str_starts(rest, STR("<!--"))) {
            escaped = true;
            at++;                       /* the dashes of <!--> end it at once */
        } else if (escaped && !twice && ends_here(str_skip(rest, 1), STR("script"))) {
            twice = true;
        } else if (ends_here(str_skip(rest, 1), STR("/script"))) {
            if (!twice)
                return at;
            twice = false;
        }
    }
    return in.n;
}

static size_t raw_length(str in, enum html_tag tag)
{
    const struct name_row *row = &tag_names[tag - 1];
    str name = str_from(row->name, row->length);

    if (tag == TAG_PLAINTEXT)
        return in.n;
    if (tag == TAG_SCRIPT)
        return script_length(in);
    for (size_t at = 0; at < in.n; at++) {
        at += str_find_char(str_skip(in, at), '<');
        if (str_at(in, at + 1) == '/' && ends_here(str_skip(in, at + 2), name))
            return at;
    }
    return in.n;
}

/* Text up to the next < that can start markup. A lone < is text of its own. */
static void take_text(struct html_tokens *t, struct html_token *out)
{
    size_t n = 1 + str_find_char(str_skip(t->in, 1), '<');

    out->kind = TOKEN_TEXT;
    out->tag = TAG_OTHER;
    out->plain = false;
    out->text = str_take(t->in, n);
    t->in = str_skip(t->in, n);
}

bool html_next(struct html_tokens *t, struct html_token *out)
{
    while (t->in.n > 0) {
        int c = str_at(t->in, 1), d = str_at(t->in, 2);

        if (t->raw != TAG_OTHER) {
            size_t n = raw_length(t->in, t->raw);

            *out = (struct html_token){ .kind = TOKEN_TEXT, .tag = t->raw, .text = str_take(t->in, n),
                                        .plain = !(html_tag_bits(t->raw) & TAG_DECODED) };
            t->in = str_skip(t->in, n);
            t->raw = TAG_OTHER;
            return true;
        }
        if (t->in.p[0] != '<' || c < 0 || (c == '/' && d < 0)) {
            take_text(t, out);
            return true;
        }
        if (ascii_alpha(c) || (c == '/' && ascii_alpha(d))) {
            t->in = str_skip(t->in, c == '/' ? 2 : 1);
            if (take_tag(t, c == '/' ? TOKEN_CLOSE : TOKEN_OPEN, out))
                return true;
        } else if (c == '!' || c == '?' || c == '/') {
            if (skip_declaration(t, out))
                return true;
        } else {
            take_text(t, out);
            return true;
        }
    }
    return false;
}

/* Windows-1252 for the C1 controls, as browsers read &#128; to &#159;. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
};

static size_t numeric_reference(str s, char out[8], size_t *bytes)
{
    bool hex = str_at(s, 2) == 'x' || str_at(s, 2) == 'X';
    size_t first = hex ? 3 : 2, n = first;
    uint32_t rune = 0;

    for (; hex ? ascii_hex(str_at(s, n)) >= 0 : ascii_digit(str_at(s, n)); n++)
        if (rune <= 0x10FFFF)
            rune = rune * (hex ? 16 : 10) + (uint32_t)ascii_hex(s.p[n]);
    if (n == first)
        return 0;
    if (rune >= 0x80 && rune < 0xA0)
        rune = windows_1252[rune - 0x80];
    *bytes = utf8_put(out, rune ? rune : RUNE_BAD);
    return n + (str_at(s, n) == ';');
}

/* The longest name that counts. The candidates are narrowed letter by letter in the sorted table. */
static size_t named_reference(str s, bool in_attribute, char out[8], size_t *bytes)
{
    size_t low, high, taken = 0;
    const struct entity *found = NULL;
    int next;

    if (!ascii_alpha(str_at(s, 1)))
        return 0;
    low = entity_first[(uint8_t)s.p[1]];
    high = entity_first[(uint8_t)s.p[1] + 1];
    for (size_t n = 1; low < high; n++) {
        int c = str_at(s, 1 + n);

        if (entities[low].length == n && (c == ';' || entities[low].bare)) {
            found = &entities[low];
            taken = 1 + n + (c == ';');
        }
        if (!ascii_alnum(c))
            break;
        while (low < high && (uint8_t)entities[low].name[n] < (uint8_t)c)
            low++;
        while (low < high && (uint8_t)entities[high - 1].name[n] > (uint8_t)c)
            high--;
    }
    if (!found)
        return 0;
    next = str_at(s, taken);
    if (in_attribute && s.p[taken - 1] != ';' && (next == '=' || ascii_alnum(next)))
        return 0;                       /* ?a=1&copy=2 is no © */
    memcpy(out, found->value, found->bytes);
    *bytes = found->bytes;
    return taken;
}

size_t html_reference(str s, bool in_attribute, char out[8], size_t *bytes)
{
    if (str_starts(s, STR("&nbsp;"))) {     /* nine of ten */
        memcpy(out, "\xC2\xA0", *bytes = 2);
        return 6;
    }
    return str_at(s, 1) == '#' ? numeric_reference(s, out, bytes) : named_reference(s, in_attribute, out, bytes);
}

str html_decode(struct arena *a, str value)
{
    size_t at = str_find_char(value, '&'), bytes, taken;
    char out[8];
    struct buf text;

    if (at == value.n)
        return value;
    text = buf_new(a, value.n + 8);
    while (value.n > 0) {
        buf_add(&text, str_take(value, at));
        value = str_skip(value, at);
        if (value.n > 0) {
            taken = html_reference(value, true, out, &bytes);
            buf_add(&text, taken ? str_from(out, bytes) : str_take(value, 1));
            value = str_skip(value, taken ? taken : 1);
        }
        at = str_find_char(value, '&');
    }
    return buf_done(&text);
}
