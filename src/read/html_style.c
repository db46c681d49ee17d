#include "read/html_style.h"

#include "base/utf8.h"

/* Hundredths of a pixel, thousandths of an em, hundredths of a pixel, and steps of 256 between two colours' channels. */
enum { FAR_AWAY = -40000, FAR_EMS = -20000, PIXEL = 100, INVISIBLE_STEP = 12, WINDOW = 120000 };

/* What one selector may ask of an element and of those around it, and how many such rules one name may have. */
enum { SELF_MAX = 4, ABOVE_MAX = 6, CHAIN_MAX = 16 };

enum unit { UNIT_NONE, UNIT_PIXEL, UNIT_PARENT };
struct length { int64_t n; enum unit unit; bool good; };       /* hundredths of a pixel, or thousandths of the parent's */

/* Letters, digits and what else names and units are made of. */
static str word_at(str s)
{
    size_t n = 0;

    while (n < s.n && (ascii_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == '_' || s.p[n] == '%' || s.p[n] >= 0x80))
        n++;
    return str_take(s, n);
}

/* A number with sign and at most four decimals, in ten-thousandths. False when there is none. */
static bool take_number(str *in, int64_t *out)
{
    bool minus = str_at(*in, 0) == '-', point = false, any = false;
    int64_t value = 0, scale = 10000;

    if (minus || str_at(*in, 0) == '+')
        *in = str_skip(*in, 1);
    for (; in->n > 0; *in = str_skip(*in, 1)) {
        int c = in->p[0];

        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!ascii_digit(c))
            break;
        any = true;
        if (!point && value < 1000000000)
            value = value * 10 + (c - '0') * 10000;
        else if (point && (scale /= 10) > 0)
            value += (c - '0') * scale;
    }
    *out = minus ? -value : value;
    return any;
}

/* Hundredths of a pixel for one unit, thousandths of the parent for relative ones. */
static const struct { const char *name; int64_t each; enum unit unit; } units[] = {
    { "px", 100, UNIT_PIXEL }, { "pt", 133, UNIT_PIXEL }, { "em", 1000, UNIT_PARENT }, { "%", 10, UNIT_PARENT },
    { "rem", 1600, UNIT_PIXEL }, { "ex", 500, UNIT_PARENT }, { "ch", 500, UNIT_PARENT }, { "pc", 1600, UNIT_PIXEL },
    { "in", 9600, UNIT_PIXEL }, { "cm", 3780, UNIT_PIXEL }, { "mm", 378, UNIT_PIXEL }, { "q", 94, UNIT_PIXEL },
    { "vw", 1200, UNIT_PIXEL }, { "vh", 800, UNIT_PIXEL }, { "vmin", 800, UNIT_PIXEL }, { "vmax", 1200, UNIT_PIXEL },
};

static struct length length_read(str value)
{
    struct length out = { 0 };
    int64_t number;
    str unit;

    if (str_starts_nocase(value, STR("calc(")))
        value = str_trim(str_skip(value, 5));
    if (!take_number(&value, &number))
        return out;
    unit = word_at(value);
    out.good = true;
    out.unit = UNIT_NONE;
    out.n = number / 100;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_eq_nocase(unit, str_of(units[i].name))) {
            out.unit = units[i].unit;
            out.n = number * units[i].each / 10000;
            break;
        }
    return out;
}

static const struct { const char *name; uint32_t rgb; } colour_names[] = {
    { "white", 0xFFFFFF }, { "black", 0 }, { "red", 0xFF0000 }, { "blue", 0xFF }, { "green", 0x8000 }, { "gray", 0x808080 },
    { "grey", 0x808080 }, { "silver", 0xC0C0C0 }, { "navy", 0x80 }, { "yellow", 0xFFFF00 }, { "orange", 0xFFA500 },
    { "maroon", 0x800000 }, { "purple", 0x800080 }, { "teal", 0x8080 }, { "olive", 0x808000 }, { "lime", 0xFF00 },
    { "aqua", 0xFFFF }, { "cyan", 0xFFFF }, { "fuchsia", 0xFF00FF }, { "magenta", 0xFF00FF }, { "pink", 0xFFC0CB },
    { "snow", 0xFFFAFA }, { "ivory", 0xFFFFF0 }, { "ghostwhite", 0xF8F8FF }, { "whitesmoke", 0xF5F5F5 },
    { "floralwhite", 0xFFFAF0 }, { "mintcream", 0xF5FFFA }, { "azure", 0xF0FFFF }, { "aliceblue", 0xF0F8FF },
    { "honeydew", 0xF0FFF0 }, { "seashell", 0xFFF5EE }, { "lightgray", 0xD3D3D3 }, { "lightgrey", 0xD3D3D3 },
    { "gainsboro", 0xDCDCDC }, { "darkgray", 0xA9A9A9 }, { "darkgrey", 0xA9A9A9 }, { "dimgray", 0x696969 },
    { "lightyellow", 0xFFFFE0 }, { "beige", 0xF5F5DC }, { "darkblue", 0x8B }, { "darkred", 0x8B0000 }, { "brown", 0xA52A2A },
    { "transparent", COLOUR_CLEAR },
};

/* rgb(1,2,3), rgba(1 2 3 / 0.5), percentages; fully clear is COLOUR_CLEAR, half clear is unknown. */
static uint32_t colour_function(str in)
{
    int64_t channel[4] = { 0, 0, 0, 10000 };

    for (size_t i = 0; i < 4; i++) {
        while (in.n > 0 && (ascii_space(in.p[0]) || in.p[0] == ',' || in.p[0] == '/'))
            in = str_skip(in, 1);
        if (!take_number(&in, &channel[i])) {
            if (i < 3)
                return COLOUR_UNKNOWN;
            channel[3] = 10000;
            break;
        }
        if (str_at(in, 0) == '%') {
            channel[i] = i < 3 ? channel[i] * 255 / 100 : channel[i] / 100;
            in = str_skip(in, 1);
        }
    }
    if (channel[3] < 500)
        return COLOUR_CLEAR;
    if (channel[3] < 9000)
        return COLOUR_UNKNOWN;
    for (size_t i = 0; i < 3; i++)
        channel[i] = channel[i] < 0 ? 0 : channel[i] > 2550000 ? 255 : channel[i] / 10000;
    return (uint32_t)(channel[0] << 16 | channel[1] << 8 | channel[2]);
}

static uint32_t colour_hex(str hex)
{
    uint32_t value = 0;

    if (hex.n != 3 && hex.n != 6 && hex.n != 4 && hex.n != 8)
        return COLOUR_UNKNOWN;
    for (size_t i = 0; i < hex.n; i++) {
        int digit = ascii_hex(hex.p[i]);

        if (digit < 0)
            return COLOUR_UNKNOWN;
        value = hex.n < 5 ? value << 8 | (uint32_t)digit * 17 : value << 4 | (uint32_t)digit;
    }
    if (hex.n == 4 || hex.n == 8) {
        if ((value & 0xFF) < 13)
            return COLOUR_CLEAR;
        value >>= 8;
    }
    return value;
}

uint32_t colour_read(str value)
{
    size_t open;

    value = str_trim(value);
    if (str_at(value, 0) == '#')
        return colour_hex(word_at(str_skip(value, 1)));
    open = str_find_char(str_take(value, 6), '(');
    if (open < 6 && open < value.n)
        return str_starts_nocase(value, STR("rgb")) ? colour_function(str_skip(value, open + 1)) : COLOUR_UNKNOWN;
    value = str_take(value, 24);
    for (size_t i = 0; i < sizeof colour_names / sizeof *colour_names; i++)
        if (str_eq_nocase(value, str_of(colour_names[i].name)))
            return colour_names[i].rgb;
    return value.n == 6 || value.n == 3 ? colour_hex(value) : COLOUR_UNKNOWN;
}

bool colours_differ(uint32_t one, uint32_t other)
{
    if (one == COLOUR_UNKNOWN || other == COLOUR_UNKNOWN)
        return true;
    if (one == COLOUR_CLEAR)
        return false;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        int step = (int)(one >> shift & 255) - (int)(other >> shift & 255);

        if (step > INVISIBLE_STEP || step < -INVISIBLE_STEP)
            return true;
    }
    return false;
}

void style_merge(struct style *into, const struct style *over)
{
    uint32_t take = over->set & ~(into->important & ~over->important);

    into->set |= take;
    into->on = (into->on & ~take) | (over->on & take);
    into->important = (into->important & ~take) | (over->important & take);
    if (take & STYLE_FONT_SIZE)
        into->font = over->font;
    if (take & STYLE_COLOUR)
        into->colour = over->colour;
    if (take & STYLE_BACK)
        into->back = over->back;
}

/* How a property's value is read. */
enum how { HOW_WORD, HOW_OPACITY, HOW_FONT_SIZE, HOW_FONT, HOW_COLOUR, HOW_BACK, HOW_PICTURE, HOW_LENGTH, HOW_FAR,
           HOW_CLIP, HOW_CLIP_PATH, HOW_TRANSFORM, HOW_SOME, HOW_LOADS };

static const struct property { const char *name; uint8_t length, how; uint32_t bit; const char *words; } properties[] = {
#define PROPERTY(name, how, bit, words) { name, sizeof(name) - 1, how, bit, words }
    PROPERTY("display", HOW_WORD, STYLE_DISPLAY, "none"),
    PROPERTY("visibility", HOW_WORD, STYLE_VISIBILITY, "hidden collapse"),
    PROPERTY("opacity", HOW_OPACITY, STYLE_OPACITY, ""),
    PROPERTY("font-size", HOW_FONT_SIZE, STYLE_FONT_SIZE, ""),
    PROPERTY("font", HOW_FONT, STYLE_FONT_SIZE, ""),
    PROPERTY("color", HOW_COLOUR, STYLE_COLOUR, ""),
    PROPERTY("-webkit-text-fill-color", HOW_COLOUR, STYLE_COLOUR, ""),
    PROPERTY("background", HOW_BACK, STYLE_BACK, ""),
    PROPERTY("background-color", HOW_BACK, STYLE_BACK, ""),
    PROPERTY("background-image", HOW_PICTURE, STYLE_BACK, ""),
    PROPERTY("width", HOW_LENGTH, STYLE_WIDTH, ""),
    PROPERTY("height", HOW_LENGTH, STYLE_HEIGHT, ""),
    PROPERTY("max-width", HOW_LENGTH, STYLE_MAX_WIDTH, ""),
    PROPERTY("max-height", HOW_LENGTH, STYLE_MAX_HEIGHT, ""),
    PROPERTY("overflow", HOW_WORD, STYLE_OVERFLOW, "hidden clip"),
    PROPERTY("overflow-x", HOW_WORD, STYLE_OVERFLOW, "hidden clip"),
    PROPERTY("overflow-y", HOW_WORD, STYLE_OVERFLOW, "hidden clip"),
    PROPERTY("position", HOW_WORD, STYLE_POSITION, "absolute fixed relative"),
    PROPERTY("left", HOW_FAR, STYLE_OFFSET_X, ""),
    PROPERTY("right", HOW_FAR, STYLE_OFFSET_X, ""),
    PROPERTY("top", HOW_FAR, STYLE_OFFSET_Y, ""),
    PROPERTY("bottom", HOW_FAR, STYLE_OFFSET_Y, ""),
    PROPERTY("text-indent", HOW_FAR, STYLE_INDENT, ""),
    PROPERTY("margin-left", HOW_FAR, STYLE_MARGIN, ""),
    PROPERTY("margin-top", HOW_FAR, STYLE_MARGIN, ""),
    PROPERTY("clip", HOW_CLIP, STYLE_CLIP, ""),
    PROPERTY("clip-path", HOW_CLIP_PATH, STYLE_CLIP_PATH, ""),
    PROPERTY("white-space", HOW_WORD, STYLE_SPACE, "pre pre-wrap pre-line break-spaces"),
    PROPERTY("unicode-bidi", HOW_WORD, STYLE_BIDI, "bidi-override isolate-override"),
    PROPERTY("direction", HOW_WORD, STYLE_RTL, "rtl"),
    PROPERTY("transform", HOW_TRANSFORM, STYLE_TRANSFORM, ""),
    PROPERTY("padding", HOW_SOME, STYLE_PADDING, ""),
    PROPERTY("padding-top", HOW_SOME, STYLE_PADDING, ""),
    PROPERTY("padding-left", HOW_SOME, STYLE_PADDING, ""),
    PROPERTY("border-radius", HOW_SOME, STYLE_RADIUS, ""),
    PROPERTY("src", HOW_LOADS, 0, ""),
    PROPERTY("list-style-image", HOW_LOADS, 0, ""),
    PROPERTY("content", HOW_LOADS, 0, ""),
};

static bool loads_remote(str value)
{
    size_t at = str_find_nocase(value, STR("url("));

    value = str_trim(str_skip(value, at + 4));
    if (str_at(value, 0) == '"' || str_at(value, 0) == '\'')
        value = str_trim(str_skip(value, 1));
    return str_starts_nocase(value, STR("http://")) || str_starts_nocase(value, STR("https://")) ||
           str_starts(value, STR("//"));
}

static bool among(str value, const char *words)
{
    str in = str_of(words);

    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] == ' ') {
            value = str_take(value, i);
            break;
        }
    while (in.n > 0)
        if (str_eq_nocase(str_split(&in, ' '), value))
            return true;
    return false;
}

static void read_font_size(str value, struct style *out)
{
    struct length size = length_read(value);
    int64_t n = size.n;

    if (!size.good) {
        /* small, medium, larger … are all visible */
        out->font = 1600;
        return;
    }
    n = n < 0 ? 0 : n > 1000000 ? 1000000 : n;
    out->font = size.unit == UNIT_PARENT && n > 0 ? -(int32_t)n : (int32_t)n;
}

/* "italic bold 12px/30px Georgia": the first number that is no weight. */
static bool read_font(str value, struct style *out)
{
    while (value.n > 0) {
        str word = str_split(&value, ' ');

        if ((ascii_digit(str_at(word, 0)) || str_at(word, 0) == '.') && !str_ends(str_skip(word, 1), STR("00"))) {
            read_font_size(word, out);
            return true;
        }
    }
    return false;
}

/* "none repeat scroll 0% 0% #4779dc": the colour stands anywhere. A word that is none of the others may be one. */
static bool find_back_colour(str value, uint32_t *colour)
{
    static const char others[] = "none repeat no-repeat repeat-x repeat-y scroll fixed local left right top bottom center inherit "
                                 "initial unset revert border-box padding-box content-box round space auto / 0";
    bool found = false;

    while (value.n > 0) {
        str word = str_trim(str_split(&value, ' '));

        if (word.n == 0 || ascii_digit(word.p[0]) || word.p[0] == '-' || word.p[0] == '.' || among(word, others))
            continue;
        *colour = colour_read(word);
        found = true;
        if (*colour != COLOUR_UNKNOWN)
            break;
    }
    return found && *colour != COLOUR_CLEAR;
}

static bool read_back(str value, struct style *out)
{
    size_t at;

    if (str_has_nocase(value, STR("url(")) || str_has_nocase(value, STR("gradient")) ||
        str_has_nocase(value, STR("image"))) {
        out->back = COLOUR_UNKNOWN;
        return true;
    }
    at = str_find_char(value, '(');
    if (at < value.n) {
        while (at > 0 && value.p[at - 1] != ' ')
            at--;
        out->back = colour_read(str_skip(value, at));
        return out->back != COLOUR_CLEAR;
    }
    return find_back_colour(value, &out->back);
}

/* Every number in it is nearly nothing: rect(0 0 0 0), rect(1px, 1px, 1px, 1px), polygon(0 0, 0 0). */
static bool all_tiny(str value)
{
    int64_t number;
    bool any = false;

    while (value.n > 0) {
        if (!ascii_digit(value.p[0]) && value.p[0] != '-' && value.p[0] != '.') {
            value = str_skip(value, 1);
            continue;
        }
        if (take_number(&value, &number)) {
            any = true;
            if (number > 10000)
                return false;
        } else if (value.n > 0) {
            value = str_skip(value, 1);
        }
    }
    return any;
}

static bool clips_all(str value)
{
    int64_t number;
    str inside = str_skip(value, str_find_char(value, '(') + 1);

    if (!str_starts_nocase(value, STR("inset")))
        return (str_starts_nocase(value, STR("circle")) || str_starts_nocase(value, STR("polygon"))) && all_tiny(inside);
    inside = str_trim(inside);
    return take_number(&inside, &number) && number >= 500000 && str_at(inside, 0) == '%';
}

static bool moves_away(str value)
{
    int64_t number;
    str inside = str_skip(value, str_find_char(value, '(') + 1);

    if (!take_number(&inside, &number))
        return false;
    return str_starts_nocase(value, STR("scale")) ? number < 500 && number > -500
         : str_starts_nocase(value, STR("translate")) && number <= FAR_AWAY * 100;
}

/* False when the value changes nothing. */
static bool read_value(const struct property *p, str value, struct style *out, bool *on)
{
    struct length length;

    switch ((enum how)p->how) {
    case HOW_WORD:      *on = among(value, p->words); break;
    case HOW_FONT_SIZE: read_font_size(value, out); break;
    case HOW_FONT:      return read_font(value, out);
    case HOW_COLOUR:
        if (str_starts_nocase(value, STR("inherit")))
            return false;
        out->colour = colour_read(value);
        break;
    case HOW_BACK:      return read_back(value, out);
    case HOW_PICTURE:
        if (str_starts_nocase(value, STR("none")))
            return false;
        out->back = COLOUR_UNKNOWN;
        break;
    case HOW_CLIP:      *on = str_starts_nocase(value, STR("rect")) && all_tiny(value); break;
    case HOW_CLIP_PATH: *on = clips_all(value); break;
    case HOW_TRANSFORM: *on = moves_away(value); break;
    case HOW_SOME:      *on = true; break;
    case HOW_LOADS:     return false;
    case HOW_OPACITY:
        length = length_read(value);
        *on = length.good && length.n < (length.unit == UNIT_PARENT ? 50 : 5);
        break;
    case HOW_LENGTH:
        length = length_read(value);
        *on = length.good && length.n <= (length.unit == UNIT_PARENT ? 0 : PIXEL);
        break;
    case HOW_FAR:
        length = length_read(value);
        *on = length.good && length.n <= (length.unit == UNIT_PARENT ? FAR_EMS : FAR_AWAY);
        break;
    }
    return true;
}

/* Most declarations are about something else: which lengths the names with one first letter have tells nearly all of
 * them apart. Filled when first used, always with the same. */
static const struct property *property_named(str name)
{
    static uint32_t lengths[256];

    if (!lengths['d'])
        for (const struct property *p = properties; p < properties + sizeof properties / sizeof *properties; p++)
            lengths[(uint8_t)p->name[0]] |= 1u << p->length;
    if (!(lengths[(uint8_t)ascii_lower(name.p[0])] >> (name.n & 31) & 1))
        return NULL;
    for (const struct property *p = properties; p < properties + sizeof properties / sizeof *properties; p++)
        if (p->length == name.n && (uint8_t)p->name[0] == (uint8_t)ascii_lower(name.p[0]) &&
            str_eq_nocase(name, str_from(p->name, p->length)))
            return p;
    return NULL;
}

static void declare(struct style *style, str name, str value, bool *remote)
{
    const struct property *p = property_named(name);
    size_t mark;
    bool important, on = false;
    struct style one = { 0 };

    if (!p)
        return;
    mark = str_rfind_char(value, '!');
    important = mark < value.n && str_eq_nocase(str_trim(str_skip(value, mark + 1)), STR("important"));
    if (important)
        value = str_trim_end(str_take(value, mark));
    if ((p->how == HOW_BACK || p->how == HOW_PICTURE || p->how == HOW_LOADS) && loads_remote(value))
        *remote = true;
    if (!read_value(p, value, &one, &on))
        return;
    one.set = p->bit;
    one.on = on ? p->bit : 0;
    one.important = important ? p->bit : 0;
    style_merge(style, &one);
}

/* Up to a ; outside of quotes and parentheses. */
static str take_declaration(str *in)
{
    size_t n = 0, depth = 0;
    char quote = 0;
    str out;

    for (; n < in->n && !(in->p[n] == ';' && !quote && !depth); n++) {
        char c = in->p[n];

        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '(')
            depth++;
        else if (c == ')' && depth)
            depth--;
    }
    out = str_take(*in, n);
    *in = str_skip(*in, n + 1);
    return out;
}

/* Comments out, escapes resolved: d\69splay:none and display:none written around a comment avoid filters. */
static str css_plain(struct arena *a, str css)
{
    struct buf out;

    if (str_find_char(css, '\\') == css.n && !str_has(css, STR("/*")))
        return css;
    out = buf_new(a, css.n + 4);
    while (css.n > 0) {
        uint32_t rune = 0;
        size_t digits = 0;

        if (str_starts(css, STR("/*"))) {
            css = str_skip(css, 2);
            css = str_skip(css, str_find(css, STR("*/")) + 2);
            buf_put(&out, ' ');         /* a comment parts words */
            continue;
        }
        if (css.p[0] != '\\' || css.n == 1) {
            buf_put(&out, css.p[0]);
            css = str_skip(css, 1);
            continue;
        }
        css = str_skip(css, 1);
        for (; digits < 6 && ascii_hex(str_at(css, digits)) >= 0; digits++)
            rune = rune << 4 | (uint32_t)ascii_hex(css.p[digits]);
        if (digits)
            buf_rune(&out, rune);
        css = str_skip(css, digits);
        if (digits && ascii_space(str_at(css, 0)))
            css = str_skip(css, 1);
    }
    return buf_done(&out);
}

struct style style_read(struct arena *a, str block, bool *remote)
{
    struct style style = { 0 };

    block = css_plain(a, block);
    while (block.n > 0) {
        str value = take_declaration(&block), name;
        size_t colon = str_find_char(value, ':');

        name = str_trim(str_take(value, colon));
        if (colon < value.n && name.n > 0)
            declare(&style, name, str_trim(str_skip(value, colon + 1)), remote);
    }
    return style;
}

/* ---- rules ---- */

/* A rule that asks for more than one thing. What it asks of the elements around is kept as hashes, without their order
 * and number: ".a .b p" applies to p in .b in .a and, wrongly, to p in .a in .b and in one element that is both. */
struct complex_rule { uint32_t self[SELF_MAX], above[ABOVE_MAX]; struct style style; struct complex_rule *next; };

struct rule {                                   /* kind: 0 free slot, e element, '.', '#', '*' */
    str name;
    uint16_t tag;
    char kind;
    uint8_t complex_count;
    struct style style;
    struct complex_rule *complex;
};

struct style_rules { struct rule slot[HTML_RULE_SLOTS]; size_t count, complex, added; uint32_t kinds[TAG_COUNT]; };
enum { HAS_ELEMENT = 1, HAS_CLASS = 2, HAS_ID = 4, HAS_ALL = 8, HAS_NAME = 16 };

/* Names are compared without case: mails are read in quirks mode. Never 0. */
static uint32_t condition_hash(char kind, str name)
{
    uint32_t hash = 2166136261u ^ (uint8_t)kind;

    for (size_t i = 0; i < name.n; i++)
        hash = (hash ^ (uint8_t)ascii_lower(name.p[i])) * 16777619u;
    return (hash ^ hash >> 15) | 1u << 31;
}

static struct rule *rule_slot(struct style_rules *rules, char kind, enum html_tag tag, str name)
{
    uint32_t hash = condition_hash(kind, name) + (uint32_t)tag * 31;

    for (uint32_t i = 0; i < HTML_RULE_PROBES; i++) {
        struct rule *r = &rules->slot[(hash + i) % HTML_RULE_SLOTS];

        if (!r->kind || (r->kind == kind && r->tag == tag && str_eq_nocase(r->name, name)))
            return r;
    }
    return NULL;
}

struct condition { char kind; str name; };      /* e, '.', '#', '*' */

/* What a selector asks of the element itself; `above` of those around it. */
struct selector {
    struct condition self[SELF_MAX];
    uint32_t above[ABOVE_MAX];
    size_t self_count, above_count;
    bool never;                         /* never holds for what merely lies there: :hover, ::before */
    bool unsure;                        /* asks for something that is not known here */
    bool bad;                           /* no selector at all: a browser drops the whole rule */
};

/* [class~="x"] is .x, [id=x] is #x; what else stands in brackets is not known. */
static bool take_brackets(str *in, struct condition *out)
{
    size_t end = str_find_char(*in, ']');
    str inside = str_sub(*in, 1, end - 1), name = word_at(str_trim(inside));

    *in = str_skip(*in, end + 1);
    inside = str_trim(str_skip(str_trim(inside), name.n));
    out->kind = str_eq_nocase(name, STR("class")) ? '.' : str_eq_nocase(name, STR("id")) ? '#' : 0;
    if (str_at(inside, 0) == '~')
        inside = str_skip(inside, 1);
    if (!out->kind || str_at(inside, 0) != '=')
        return false;
    inside = str_trim(str_skip(inside, 1));
    if (str_at(inside, 0) == '"' || str_at(inside, 0) == '\'')
        inside = str_take(str_skip(inside, 1), str_find_char(str_skip(inside, 1), inside.p[0]));
    out->name = inside;
    return word_at(inside).n == inside.n && inside.n > 0;
}

/* ":link" holds for every link in a mail, what waits for a pointer or makes new boxes for none of its text. */
static void take_pseudo(str *in, struct selector *out)
{
    static const char *const never[] = { "hover", "visited", "active", "focus", "focus-within", "focus-visible", "before", "after",
                                         "first-letter", "first-line", "selection", "placeholder", "target", "marker" };
    str name;

    *in = str_skip(*in, str_starts(*in, STR("::")) ? 2 : 1);
    name = word_at(*in);
    *in = str_skip(*in, name.n);
    if (str_eq_nocase(name, STR("link")) || str_eq_nocase(name, STR("any-link")))
        return;
    out->bad |= name.n == 0;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        out->never |= str_eq_nocase(name, str_of(never[i]));
    out->unsure = true;
    if (str_at(*in, 0) == '(')
        *in = str_skip(*in, str_find_char(*in, ')') + 1);
}

/* One condition of a compound like "td.note#x:hover". Always takes at least one byte. */
static bool take_condition(str *in, struct selector *s, struct condition *out)
{
    int c = str_at(*in, 0);

    if (c == '[') {
        bool known = take_brackets(in, out);

        s->unsure |= !known;
        return known;
    }
    if (c == ':') {
        take_pseudo(in, s);
        return false;
    }
    if (c == '.' || c == '#')
        *in = str_skip(*in, 1);
    out->kind = c == '.' || c == '#' || c == '*' ? (char)c : 'e';
    out->name = c == '*' ? STR("") : word_at(*in);
    if (out->name.n == 0 && c != '*')
        s->unsure = s->bad = true;
    *in = str_skip(*in, c == '*' || out->name.n == 0 ? 1 : out->name.n);
    return c == '*' || out->name.n > 0;
}

/* What stood before is asked of an element around, now that another one follows. */
static void selector_step(struct selector *s)
{
    for (size_t i = 0; i < s->self_count; i++)
        if (s->self[i].kind != '*' && s->above_count < ABOVE_MAX)
            s->above[s->above_count++] = condition_hash(s->self[i].kind, s->self[i].name);
        else if (s->self[i].kind != '*')
            s->unsure = true;
    s->self_count = 0;
}

static struct selector selector_read(str text)
{
    struct selector s = { 0 };
    struct condition one;
    bool stepped = false;

    while (text.n > 0) {
        int c = text.p[0];

        if (ascii_space(c) || c == '>' || c == '+' || c == '~') {
            s.unsure |= c == '+' || c == '~';
            stepped = true;
            text = str_skip(text, 1);
            continue;
        }
        if (stepped)
            selector_step(&s);
        stepped = false;
        if (!take_condition(&text, &s, &one))
            continue;
        if (s.self_count < SELF_MAX)
            s.self[s.self_count++] = one;
        else
            s.unsure = true;
    }
    return s;
}

/* By what the rule is found: an id, else a class, else the element's name, else any element. */
static size_t selector_key(const struct selector *s)
{
    static const char order[] = "#.e*";

    for (const char *kind = order; *kind; kind++)
        for (size_t i = 0; i < s->self_count; i++)
            if (s->self[i].kind == *kind)
                return i;
    return SIZE_MAX;
}

static bool rule_add_complex(struct arena *a, struct style_rules *rules, struct rule *r, const struct selector *s, size_t key,
                             const struct style *style)
{
    struct complex_rule *new, **at = &r->complex;
    size_t n = 0;

    if (r->complex_count == CHAIN_MAX)
        return false;
    new = ARENA_NEW(a, struct complex_rule);
    new->style = *style;
    memcpy(new->above, s->above, sizeof new->above);
    for (size_t i = 0; i < s->self_count; i++)
        if (i != key && s->self[i].kind != '*')
            new->self[n++] = condition_hash(s->self[i].kind, s->self[i].name);
    while (*at)
        at = &(*at)->next;
    *at = new;
    r->complex_count++;
    rules->complex++;
    return true;
}

static bool rule_add(struct arena *a, struct style_rules **rules, str text, const struct style *style)
{
    struct selector s = selector_read(text);
    size_t key = selector_key(&s);
    struct style add = *style;
    enum html_tag tag = TAG_OTHER;
    struct condition by;
    struct rule *r;

    if (s.never || key == SIZE_MAX)
        return true;
    if (s.unsure) {
        add.set &= STYLE_COLOUR | STYLE_BACK;
        add.on = 0;
        add.important &= add.set;
        add.colour = add.back = COLOUR_UNKNOWN;
    }
    if (add.set == 0)
        return true;
    by = s.self[key];
    if (by.kind == 'e') {
        tag = html_tag_named(by.name);
        by.name = tag != TAG_OTHER ? STR("") : by.name;
    }
    if (!*rules)
        *rules = ARENA_NEW(a, struct style_rules);
    r = rule_slot(*rules, by.kind, tag, by.name);
    if (!r || (!r->kind && (*rules)->count == HTML_RULES_MAX))
        return false;
    if (!r->kind) {
        *r = (struct rule){ .name = by.name, .tag = (uint16_t)tag, .kind = by.kind };
        (*rules)->count++;
        (*rules)->kinds[tag] |= by.kind == '.' ? HAS_CLASS : by.kind == '#' ? HAS_ID : by.kind == '*' ? HAS_ALL
                              : tag == TAG_OTHER ? HAS_NAME : HAS_ELEMENT;
    }
    (*rules)->added++;
    if (!s.unsure && (s.self_count > 1 || s.above_count > 0))
        return rule_add_complex(a, *rules, r, &s, key, &add);
    style_merge(&r->style, &add);
    return true;
}

/* All selectors of one rule; false when there was no room. */
static bool rules_add(struct arena *a, struct style_rules **rules, str selectors, const struct style *style)
{
    bool fits = true;

    for (str rest = selectors; rest.n > 0;)
        if (selector_read(str_trim(str_split(&rest, ','))).bad)
            return true;
    while (selectors.n > 0)
        fits &= rule_add(a, rules, str_trim(str_split(&selectors, ',')), style);
    return fits;
}

/* One feature of a media query, for a window 1200 pixels wide. */
static bool media_feature(str feature)
{
    str name = word_at(feature);
    int64_t n = 0;
    str value = str_trim(str_skip(feature, str_find_char(feature, ':') + 1));
    struct length length = length_read(value);

    n = length.unit == UNIT_PARENT ? length.n * 1600 / 1000 : length.n;
    if (str_eq_nocase(name, STR("min-width")) || str_eq_nocase(name, STR("min-device-width")))
        return length.good && n <= WINDOW;
    if (str_eq_nocase(name, STR("max-width")) || str_eq_nocase(name, STR("max-device-width")))
        return length.good && n >= WINDOW;
    return str_eq_nocase(name, STR("prefers-color-scheme")) && str_eq_nocase(value, STR("light"));
}

/* "only screen and (min-width: 480px)": words and features, all of which must hold. */
static bool media_holds(str query)
{
    while ((query = str_trim(query)).n > 0) {
        str word = word_at(query);
        size_t end = str_find_char(query, ')');

        if (query.p[0] == '(') {
            if (!media_feature(str_trim(str_sub(query, 1, end - 1))))
                return false;
            query = str_skip(query, end + 1);
        } else if (word.n && (str_eq_nocase(word, STR("only")) || str_eq_nocase(word, STR("screen")) ||
                              str_eq_nocase(word, STR("all")) || str_eq_nocase(word, STR("and")))) {
            query = str_skip(query, word.n);
        } else {
            return false;
        }
    }
    return true;
}

/* @media rules that hold for a screen as wide as a computer's; what is for printers and telephones is not ours. */
static bool enters_block(str prelude)
{
    str queries = str_skip(prelude, 6);

    if (!str_starts_nocase(prelude, STR("@media")))
        return str_starts_nocase(prelude, STR("@layer")) || str_starts_nocase(prelude, STR("@supports"));
    while (queries.n > 0)
        if (media_holds(str_split(&queries, ',')))
            return true;
    return false;
}

/* A block with everything nested in it; `in` stands behind its brace. Gives what stands before the first nested one. */
static str take_block(str *in)
{
    size_t depth = 1, n = 0, own = in->n;
    str block;

    for (; n < in->n && depth > 0; n++) {
        if (in->p[n] == '{' && depth++ == 1 && own == in->n)
            own = n;
        else if (in->p[n] == '}' && --depth == 0 && own == in->n)
            own = n;
    }
    block = str_take(*in, own);
    *in = str_skip(*in, n);
    return block;
}

/* Up to the brace of the next block, the ; of an @ rule, or the } that ends a block entered before. */
static str take_prelude(str *in, size_t inside)
{
    size_t n = 0;
    bool at_rule;
    str prelude;

    while (ascii_space(str_at(*in, 0)) || str_starts(*in, STR("<!--")) || str_starts(*in, STR("-->")))
        *in = str_skip(*in, str_at(*in, 0) == '<' ? 4 : str_at(*in, 0) == '-' ? 3 : 1);
    at_rule = str_at(*in, 0) == '@';
    while (n < in->n && in->p[n] != '{' && !(in->p[n] == '}' && inside) && !(in->p[n] == ';' && at_rule))
        n++;
    prelude = str_trim(str_take(*in, n));
    *in = str_skip(*in, n);
    return prelude;
}

bool style_sheet(struct arena *a, struct style_rules **rules, str sheet, bool *remote)
{
    str in = css_plain(a, sheet);
    size_t inside = 0;                  /* @media blocks entered */
    bool full = false;

    while (in.n > 0) {
        str prelude = take_prelude(&in, inside);
        int c = str_at(in, 0);
        struct style style;

        in = str_skip(in, 1);
        if (c != '{') {
            inside -= c == '}';
            if (str_starts_nocase(prelude, STR("@import")))
                *remote |= str_has_nocase(prelude, STR("//"));
        } else if (enters_block(prelude)) {
            inside++;
        } else {
            style = style_read(a, take_block(&in), remote);
            if (style.set && prelude.n > 0 && prelude.p[0] != '@')
                full |= !rules_add(a, rules, prelude, &style);
        }
    }
    return full;
}

/* ---- which rules hold ---- */

/* The next of several names, as class="a b" lists them; "" for a blank too many. */
static str take_name(str *in)
{
    size_t n = 0;
    str name;

    while (n < in->n && !ascii_space(in->p[n]))
        n++;
    name = str_take(*in, n);
    *in = str_skip(*in, n + 1);
    return name;
}

void style_around_count(struct style_around *around, str name, str classes, str id, int by)
{
    const struct name_list { char kind; str names; } lists[] = { { '.', classes }, { '#', id } };

    around->count[condition_hash('e', name) % STYLE_AROUND] += (uint16_t)by;
    for (size_t i = 0; i < 2; i++) {
        str rest = lists[i].names;

        while (rest.n > 0) {
            str one = take_name(&rest);

            if (one.n)
                around->count[condition_hash(lists[i].kind, one) % STYLE_AROUND] += (uint16_t)by;
        }
    }
}

static bool all_around(const struct style_around *around, const uint32_t *hashes)
{
    for (size_t i = 0; i < ABOVE_MAX && hashes[i]; i++)
        if (!around->count[hashes[i] % STYLE_AROUND])
            return false;
    return true;
}

/* What one element is, for rules that ask for more than one thing. */
struct self { uint32_t hash[24]; size_t n; };

static bool all_self(const struct self *self, const uint32_t *hashes)
{
    for (size_t i = 0; i < SELF_MAX && hashes[i]; i++) {
        size_t at = 0;

        while (at < self->n && self->hash[at] != hashes[i])
            at++;
        if (at == self->n)
            return false;
    }
    return true;
}

static struct self self_of(str name, str classes, str id)
{
    struct self self = { .hash = { condition_hash('e', name), condition_hash('#', id) }, .n = 2 };

    while (classes.n > 0 && self.n < sizeof self.hash / sizeof *self.hash) {
        str one = take_name(&classes);

        if (one.n)
            self.hash[self.n++] = condition_hash('.', one);
    }
    return self;
}

struct applying {
    const struct style_rules *rules;
    const struct style_around *around;
    struct self self;                   /* n is 0 until it is asked for */
    str name, classes, id;
    struct style *style;
};

static void rule_apply(struct applying *to, char kind, enum html_tag tag, str name)
{
    const struct rule *r = rule_slot((struct style_rules *)to->rules, kind, tag, name);

    if (!r || !r->kind)
        return;
    style_merge(to->style, &r->style);
    if (r->complex && !to->self.n)
        to->self = self_of(to->name, to->classes, to->id);
    for (const struct complex_rule *c = r->complex; c; c = c->next)
        if (all_self(&to->self, c->self) && all_around(to->around, c->above))
            style_merge(to->style, &c->style);
}

void style_rules_apply(const struct style_rules *rules, const struct style_around *around, enum html_tag tag, str name,
                       str classes, str id, struct style *style)
{
    struct applying to;
    uint32_t all, own;

    if (!rules)
        return;
    to.rules = rules;
    to.around = around;
    to.style = style;
    to.self.n = 0;
    to.name = name;
    to.classes = classes;
    to.id = id;
    all = rules->kinds[TAG_OTHER];
    own = rules->kinds[tag];
    if (all & HAS_ALL)
        rule_apply(&to, '*', TAG_OTHER, STR(""));
    if (own & HAS_ELEMENT && tag != TAG_OTHER)
        rule_apply(&to, 'e', tag, STR(""));
    if (tag == TAG_OTHER && all & HAS_NAME)
        rule_apply(&to, 'e', TAG_OTHER, name);
    while (classes.n > 0 && all & HAS_CLASS) {
        str one = take_name(&classes);

        if (one.n > 0)
            rule_apply(&to, '.', TAG_OTHER, one);
    }
    if (id.n > 0 && all & HAS_ID)
        rule_apply(&to, '#', TAG_OTHER, id);
}

bool style_asks_around(const struct style_rules *rules)
{
    return rules && rules->complex;
}

size_t style_rules_added(const struct style_rules *rules)
{
    return rules ? rules->added : 0;
}
