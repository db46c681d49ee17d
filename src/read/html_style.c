#include "read/html_style.h"

#include "base/utf8.h"

/* Hundredths of a pixel, thousandths of an em, hundredths of a pixel, and steps of 256 between two colours' channels. */
enum { FAR_AWAY = -40000, FAR_EMS = -20000, PIXEL = 100, INVISIBLE_STEP = 12 };

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

static bool read_back(str value, struct style *out)
{
    if (str_has_nocase(value, STR("url(")) || str_has_nocase(value, STR("gradient")) ||
        str_has_nocase(value, STR("image"))) {
        out->back = COLOUR_UNKNOWN;
        return true;
    }
    if (str_starts_nocase(value, STR("none")) || str_starts_nocase(value, STR("inherit")) ||
        str_starts_nocase(value, STR("initial")) || str_starts_nocase(value, STR("unset")))
        return false;
    if (!str_starts_nocase(value, STR("rgb")))
        value = str_split(&value, ' ');
    out->back = colour_read(value);
    return out->back != COLOUR_CLEAR;
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

static const struct property *property_named(str name)
{
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

struct rule { str name; uint16_t tag; char kind; struct style style; };     /* kind: 0 free slot, e element, '.', '#' */
struct style_rules { struct rule slot[HTML_RULE_SLOTS]; size_t count; uint32_t kinds[TAG_COUNT]; };

static struct rule *rule_slot(struct style_rules *rules, char kind, enum html_tag tag, str name)
{
    uint32_t hash = (uint32_t)kind * 31 + tag;

    for (size_t i = 0; i < name.n; i++)
        hash = (hash ^ (uint8_t)ascii_lower(name.p[i])) * 16777619u;
    hash ^= hash >> 15;
    for (uint32_t i = 0; i < HTML_RULE_PROBES; i++) {
        struct rule *r = &rules->slot[(hash + i) % HTML_RULE_SLOTS];

        if (!r->kind || (r->kind == kind && r->tag == tag && str_eq_nocase(r->name, name)))
            return r;
    }
    return NULL;
}

struct selector { char kind; enum html_tag tag; str name; bool simple; };

/* The last compound of one selector ("div.note" of "table td > div.note"); simple when it is all there is. */
static bool selector_read(str text, struct selector *out)
{
    size_t at = text.n, dot;
    str last, rest;

    while (at > 0 && !ascii_space(text.p[at - 1]) && text.p[at - 1] != '>' && text.p[at - 1] != '+' &&
           text.p[at - 1] != '~')
        at--;
    last = str_skip(text, at);
    dot = 0;
    while (dot < last.n && last.p[dot] != '.' && last.p[dot] != '#')
        dot++;
    rest = str_skip(last, dot);
    out->simple = at == 0;
    out->kind = rest.n ? rest.p[0] : 'e';
    out->name = word_at(str_skip(rest, 1));
    if (out->name.n + 1 < rest.n)
        out->simple = false;
    last = str_take(last, dot);
    if (str_eq(last, STR("*")) && rest.n)
        last = STR("");
    out->tag = html_tag_named(last);
    return (last.n == 0 || out->tag != TAG_OTHER) && (rest.n == 0 || out->name.n > 0) && (last.n || rest.n);
}

static bool rule_add(struct arena *a, struct style_rules **rules, str text, const struct style *style)
{
    struct selector s;
    struct rule *r;
    struct style add = *style;

    if (!selector_read(text, &s))
        return true;
    if (!s.simple) {
        add.set &= STYLE_COLOUR | STYLE_BACK;
        add.on = 0;
        add.important &= add.set;
        add.colour = add.back = COLOUR_UNKNOWN;
    }
    if (add.set == 0)
        return true;
    if (!*rules)
        *rules = ARENA_NEW(a, struct style_rules);
    r = rule_slot(*rules, s.kind, s.tag, s.name);
    if (!r || (!r->kind && (*rules)->count == HTML_RULES_MAX))
        return false;
    if (!r->kind) {
        *r = (struct rule){ .name = s.name, .tag = (uint16_t)s.tag, .kind = s.kind };
        (*rules)->count++;
        (*rules)->kinds[s.tag] |= s.kind == 'e' ? 1 : s.kind == '.' ? 2 : 4;
    }
    style_merge(&r->style, &add);
    return true;
}

/* @media screen and @media all are always on; conditions about the window, printers and the like are not ours. */
static bool enters_block(str prelude)
{
    str word;

    if (!str_starts_nocase(prelude, STR("@media")))
        return str_starts_nocase(prelude, STR("@layer")) || str_starts_nocase(prelude, STR("@supports"));
    word = str_trim(str_skip(prelude, 6));
    return str_eq_nocase(word, STR("screen")) || str_eq_nocase(word, STR("all")) ||
           str_eq_nocase(word, STR("only screen"));
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
            while (style.set && prelude.n > 0 && prelude.p[0] != '@')
                full |= !rule_add(a, rules, str_trim(str_split(&prelude, ',')), &style);
        }
    }
    return full;
}

static void rule_apply(const struct style_rules *rules, char kind, enum html_tag tag, str name, struct style *style)
{
    const struct rule *r = rule_slot((struct style_rules *)rules, kind, tag, name);

    if (r && r->kind)
        style_merge(style, &r->style);
}

void style_rules_apply(const struct style_rules *rules, enum html_tag tag, str classes, str id, struct style *style)
{
    if (!rules)
        return;
    if (rules->kinds[tag] & 1 && tag != TAG_OTHER)
        rule_apply(rules, 'e', tag, STR(""), style);
    while (classes.n > 0) {
        size_t n = 0;
        str name;

        while (n < classes.n && !ascii_space(classes.p[n]))
            n++;
        name = str_take(classes, n);
        classes = str_skip(classes, n + 1);
        if (name.n > 0 && rules->kinds[TAG_OTHER] & 2)
            rule_apply(rules, '.', TAG_OTHER, name, style);
        if (name.n > 0 && tag != TAG_OTHER && rules->kinds[tag] & 2)
            rule_apply(rules, '.', tag, name, style);
    }
    if (id.n > 0 && rules->kinds[TAG_OTHER] & 4)
        rule_apply(rules, '#', TAG_OTHER, id, style);
    if (id.n > 0 && tag != TAG_OTHER && rules->kinds[tag] & 4)
        rule_apply(rules, '#', tag, id, style);
}
