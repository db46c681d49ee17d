#include "read/html_reader.h"

/* End tags like the last one of <font><div></font></div> that are followed; what is beyond would be a square. */
enum { MISNESTED_MAX = 4096 };

static void apply_font(struct look *look, int32_t font)
{
    int64_t size = font >= 0 ? font : (int64_t)look->font * -font / 1000;

    look->font = size > 1000000 ? 1000000 : (int32_t)size;
}

static const struct { uint32_t bit, hidden; } gone_by[] = {
    { STYLE_DISPLAY, HTML_HIDDEN_DISPLAY }, { STYLE_OPACITY, HTML_HIDDEN_OPACITY }, { STYLE_INDENT, HTML_HIDDEN_POSITION },
    { STYLE_MARGIN, HTML_HIDDEN_POSITION }, { STYLE_CLIP_PATH, HTML_HIDDEN_CLIP },
    { STYLE_TRANSFORM, HTML_HIDDEN_POSITION },
};

static void apply_style(struct look *look, const struct style *s)
{
    uint32_t on = s->on;

    for (size_t i = 0; i < sizeof gone_by / sizeof *gone_by; i++)
        if (on & gone_by[i].bit)
            look->gone |= gone_by[i].hidden;
    if (on & STYLE_OVERFLOW && on & (STYLE_WIDTH | STYLE_HEIGHT | STYLE_MAX_WIDTH | STYLE_MAX_HEIGHT))
        look->gone |= HTML_HIDDEN_SIZE;
    if (on & STYLE_POSITION && on & (STYLE_OFFSET_X | STYLE_OFFSET_Y))
        look->gone |= HTML_HIDDEN_POSITION;
    if (on & STYLE_POSITION && on & STYLE_CLIP)
        look->gone |= HTML_HIDDEN_CLIP;
    if (on & STYLE_HIDDEN && (on & STYLE_DISPLAY || !(s->set & STYLE_DISPLAY)))
        look->gone |= HTML_HIDDEN_ATTRIBUTE;
    if (s->set & STYLE_VISIBILITY)
        look->invisible = on & STYLE_VISIBILITY;
    if (s->set & STYLE_SPACE)
        look->keeps_space = on & STYLE_SPACE;
    if (s->set & STYLE_FONT_SIZE)
        apply_font(look, s->font);
    if (s->set & STYLE_COLOUR)
        look->colour = s->colour;
    if (s->set & STYLE_BACK && s->back != COLOUR_CLEAR)
        look->back = s->back;
}

/* What browsers give an element before any rule (HTML 15.3): as far as it shows or hides. */
static struct style style_before(const struct html_token *t)
{
    struct style style = { 0 };

    if (html_tag_bits(t->tag) & TAG_UNSEEN && !token_has(t, ATTR_OPEN))
        style.set = style.on = STYLE_DISPLAY;
    else if (t->tag == TAG_PRE || t->tag == TAG_TEXTAREA || t->tag == TAG_XMP || t->tag == TAG_LISTING ||
             t->tag == TAG_PLAINTEXT)
        style.set = style.on = STYLE_SPACE;
    else if (t->tag == TAG_A && token_has(t, ATTR_HREF))
        style = (struct style){ .set = STYLE_COLOUR, .colour = 0x0000EE };
    else if (t->tag == TAG_BUTTON || t->tag == TAG_INPUT)
        style = (struct style){ .set = STYLE_COLOUR | STYLE_BACK, .colour = 0x000000, .back = 0xEFEFEF };
    else if (t->tag == TAG_FONT && token_has(t, ATTR_SIZE))
        style = (struct style){ .set = STYLE_FONT_SIZE, .font = 1600 };     /* the smallest of its sizes is 10 pixels */
    if (t->tag == TAG_BDO)
        style.set = style.on = STYLE_BIDI;
    if (str_eq_nocase(token_value(t, ATTR_DIR), STR("rtl"))) {
        style.set |= STYLE_RTL;
        style.on |= STYLE_RTL;
    }
    if (token_has(t, ATTR_HIDDEN)) {
        style.set |= STYLE_HIDDEN;
        style.on |= STYLE_HIDDEN;
    }
    return style;
}

static struct style style_of(struct reader *r, const struct html_token *t)
{
    struct style style = style_before(t), own;
    bool remote = false;

    if (token_has(t, ATTR_BGCOLOR)) {
        style.set |= STYLE_BACK;
        style.back = colour_read(t->value[ATTR_BGCOLOR]);
    }
    if (token_has(t, ATTR_BACKGROUND)) {
        style.set |= STYLE_BACK;
        style.back = COLOUR_UNKNOWN;
        remote |= html_url_remote(t->value[ATTR_BACKGROUND]);
    }
    if (t->tag == TAG_FONT && token_has(t, ATTR_COLOR)) {
        style.set |= STYLE_COLOUR;
        style.colour = colour_read(t->value[ATTR_COLOR]);
    }
    if (t->tag == TAG_BODY && token_has(t, ATTR_TEXT)) {
        style.set |= STYLE_COLOUR;
        style.colour = colour_read(t->value[ATTR_TEXT]);
    }
    style_rules_apply(r->rules, &r->around, t->tag, t->name, token_value(t, ATTR_CLASS), token_value(t, ATTR_ID), &style);
    if (token_has(t, ATTR_STYLE)) {
        own = style_read(r->a, html_decode(r->a, t->value[ATTR_STYLE]), &remote);
        style_merge(&style, &own);
    }
    if (remote)
        r->out->traits |= HTML_HAS_REMOTE;
    return style;
}

static struct look look_of(const struct look *parent, const struct style *style)
{
    struct look look = *parent;

    if (!style->set)
        return look;
    apply_style(&look, style);
    look.hidden = look.gone | (look.invisible ? HTML_HIDDEN_VISIBILITY : 0) |
                  (look.font <= 100 ? HTML_HIDDEN_SIZE : 0) | (colours_differ(look.colour, look.back) ? 0 : HTML_HIDDEN_COLOUR);
    return look;
}

static void count_around(struct reader *r, const struct element *e, int by)
{
    if (r->counting)
        style_around_count(&r->around, e->name, e->classes, e->id, by);
}

static void pop(struct reader *r)
{
    struct element *e = &r->stack[--r->depth];

    count_around(r, e, -1);
    r->open[e->tag]--;
    if (e->tag == TAG_SVG || e->tag == TAG_MATH)
        r->tokens.foreign = --r->foreign > 0;
    html_link_close(r, e->link);
    if (html_tag_bits(e->tag) & TAG_BLOCK)
        html_line_gap(r);
    else if (html_tag_bits(e->tag) & TAG_CELL)
        sink_gap(&r->seen, GAP_CELL);
}

static void push(struct reader *r, enum html_tag tag, const struct html_token *t, const struct style *style)
{
    if (r->depth == HTML_DEPTH_MAX) {
        /* As browsers do beyond their limit: what comes stands beside the deepest element, not in it. */
        r->out->traits |= HTML_LIMIT;
        pop(r);
    }
    r->stack[r->depth] = (struct element){ .tag = tag, .name = t->name, .link = NO_LINK, .style = *style,
                                           .classes = token_value(t, ATTR_CLASS), .id = token_value(t, ATTR_ID),
                                           .look = look_of(&r->stack[r->depth - 1].look, style) };
    count_around(r, &r->stack[r->depth], 1);
    r->out->bidi_overrides += (style->on & (STYLE_BIDI | STYLE_RTL)) == (STYLE_BIDI | STYLE_RTL);
    r->depth++;
    r->open[tag]++;
    if (tag == TAG_SVG || tag == TAG_MATH) {
        r->foreign++;
        r->tokens.foreign = true;
    }
}

/* Closes the innermost `tag` and what stands in it, unless an element with one of `stops` lies between. The bottom of
 * the stack is never closed. */
static bool close_tag(struct reader *r, enum html_tag tag, uint32_t stops)
{
    size_t at = r->depth;

    if (r->open[tag] == 0)
        return false;
    while (at > 1 && r->stack[at - 1].tag != tag) {
        if (html_tag_bits(r->stack[at - 1].tag) & stops)
            return false;
        at--;
    }
    if (at <= 1)
        return false;
    while (r->depth >= at)
        pop(r);
    return true;
}

/* Start tags that end what still stands open: <p> before a block, <li>, <td>, <tr>, <option>, <a> in <a>. */
static void imply_ends(struct reader *r, enum html_tag tag)
{
    uint32_t bits = html_tag_bits(tag);

    if (bits & TAG_CLOSES_P)
        close_tag(r, TAG_P, TAG_SCOPE);
    if (tag == TAG_LI) {
        if (r->open[TAG_LI] && !(r->stack[r->depth - 1].tag == TAG_UL || r->stack[r->depth - 1].tag == TAG_OL))
            close_tag(r, TAG_LI, TAG_SCOPE);
    } else if (tag == TAG_DD || tag == TAG_DT) {
        if (!close_tag(r, TAG_DD, TAG_SCOPE))
            close_tag(r, TAG_DT, TAG_SCOPE);
    } else if (tag == TAG_OPTION || tag == TAG_OPTGROUP) {
        close_tag(r, TAG_OPTION, TAG_SPECIAL);
    } else if (tag == TAG_A) {
        if (!close_tag(r, TAG_A, TAG_SCOPE))
            html_link_close(r, r->open_link);
    }
}

static enum html_tag nearest_scope(const struct reader *r)
{
    size_t at = r->depth;

    while (at > 1 && !(html_tag_bits(r->stack[at - 1].tag) & TAG_SCOPE))
        at--;
    return r->stack[at - 1].tag;
}

/* Rows and cells end the rows and cells before them, but not those of a table around theirs. */
static void imply_table_ends(struct reader *r, enum html_tag tag)
{
    enum html_tag scope = nearest_scope(r);
    uint32_t bits = html_tag_bits(tag);

    if (scope == TAG_TD || scope == TAG_TH || scope == TAG_CAPTION)
        close_tag(r, scope, 0);
    if (bits & TAG_ROW)
        close_tag(r, TAG_TR, TAG_SCOPE);
    if (bits & TAG_ROW && tag != TAG_TR && !close_tag(r, TAG_TBODY, TAG_SCOPE) && !close_tag(r, TAG_THEAD, TAG_SCOPE))
        close_tag(r, TAG_TFOOT, TAG_SCOPE);
}

/* ---- what single elements mean ---- */

static void read_image(struct reader *r, const struct html_token *t)
{
    r->out->images++;
    r->out->linked_images += r->open_link != NO_LINK;
    r->grid.written = true;
    if (html_url_remote(str_trim(token_value(t, ATTR_SRC))) || html_url_remote(str_trim(token_value(t, ATTR_SRCSET)))) {
        r->out->remote_images++;
        r->out->traits |= HTML_HAS_REMOTE;
    }
    if (r->open_link != NO_LINK && !r->ends[r->open_link].has_image) {
        r->ends[r->open_link].has_image = true;
        r->ends[r->open_link].alt = html_decode(r->a, token_value(t, ATTR_ALT));
    }
}

/* content="5; url='https://…'" (HTML 4.2.5.3). */
static str refresh_target(str content)
{
    while (content.n > 0 && (ascii_space(content.p[0]) || ascii_digit(content.p[0]) || content.p[0] == '.'))
        content = str_skip(content, 1);
    while (content.n > 0 && (ascii_space(content.p[0]) || content.p[0] == ';' || content.p[0] == ','))
        content = str_skip(content, 1);
    if (str_starts_nocase(content, STR("url"))) {
        str after = str_trim(str_skip(content, 3));

        if (str_at(after, 0) == '=')
            content = str_trim(str_skip(after, 1));
    }
    if (str_at(content, 0) == '"' || str_at(content, 0) == '\'')
        content = str_take(str_skip(content, 1), str_find_char(str_skip(content, 1), content.p[0]));
    return content;
}

static str charset_of(const struct html_token *t)
{
    str content = token_value(t, ATTR_CONTENT), value;
    size_t at, n = 0;

    if (token_has(t, ATTR_CHARSET))
        return str_trim(t->value[ATTR_CHARSET]);
    if (!str_eq_nocase(str_trim(token_value(t, ATTR_HTTP_EQUIV)), STR("content-type")))
        return STR("");
    at = str_find_nocase(content, STR("charset"));
    value = str_trim(str_skip(content, at + 7));
    if (str_at(value, 0) != '=')
        return STR("");
    value = str_trim(str_skip(value, 1));
    while (str_at(value, 0) == '"' || str_at(value, 0) == '\'')
        value = str_skip(value, 1);
    while (n < value.n && value.p[n] != ';' && value.p[n] != '"' && value.p[n] != '\'' && !ascii_space(value.p[n]))
        n++;
    return str_take(value, n);
}

static void read_meta(struct reader *r, const struct html_token *t)
{
    str charset = charset_of(t), target;

    if (charset.n > 0 && r->out->meta_charset.n == 0) {
        r->out->meta_charset = charset;
        r->out->traits |= HTML_META_CHARSET;
    }
    if (r->out->refresh.n > 0 || !str_eq_nocase(str_trim(token_value(t, ATTR_HTTP_EQUIV)), STR("refresh")))
        return;
    target = html_url(r->a, refresh_target(str_trim(html_decode(r->a, token_value(t, ATTR_CONTENT)))));
    if (target.n > 0) {
        r->out->refresh = target;
        r->out->traits |= HTML_HAS_REFRESH;
        html_url_judge(r, target, false);
    }
}

static void read_input(struct reader *r, const struct html_token *t)
{
    str type = str_trim(token_value(t, ATTR_TYPE));

    if (str_eq_nocase(type, STR("password")))
        r->out->traits |= HTML_HAS_PASSWORD;
    if (str_eq_nocase(type, STR("image")))
        read_image(r, t);
    html_link_plain(r, t, ATTR_FORMACTION);
    if (str_eq_nocase(type, STR("hidden")))
        return;
    /* Seen by a person although no text of the page: the words on a button and in an empty field. */
    if (str_eq_nocase(type, STR("submit")) || str_eq_nocase(type, STR("button")) ||
        str_eq_nocase(type, STR("reset"))) {
        sink_gap(&r->seen, GAP_BLANK);
        html_text_read(r, token_value(t, ATTR_VALUE), false);
    } else if (token_has(t, ATTR_PLACEHOLDER)) {
        sink_gap(&r->seen, GAP_BLANK);
        html_text_read(r, t->value[ATTR_PLACEHOLDER], false);
    } else {
        return;
    }
    sink_gap(&r->seen, GAP_BLANK);
}

static void read_frame(struct reader *r, const struct html_token *t)
{
    str source = html_url(r->a, token_has(t, ATTR_DATA) ? t->value[ATTR_DATA] : token_value(t, ATTR_SRC));

    r->out->traits |= HTML_HAS_FRAME;
    html_url_judge(r, source, false);
    if (html_url_remote(source))
        r->out->traits |= HTML_HAS_REMOTE;
    if (str_has_nocase(html_decode(r->a, token_value(t, ATTR_SRCDOC)), STR("<script")))
        r->out->traits |= HTML_HAS_SCRIPT;
}

/* A data block (HTML 4.12.1): no program runs it, and mail programs read reservations from it. */
static bool script_is_data(struct arena *a, const struct html_token *t)
{
    str type = str_trim(html_decode(a, token_value(t, ATTR_TYPE)));

    return str_eq_nocase(type, STR("application/ld+json")) || str_eq_nocase(type, STR("application/json"));
}

static void read_special(struct reader *r, const struct html_token *t)
{
    struct html *h = r->out;

    switch (t->tag) {
    case TAG_IMG: case TAG_IMAGE:
        read_image(r, t);
        break;
    case TAG_AREA:
        html_link_plain(r, t, ATTR_HREF);
        break;
    case TAG_FORM:
        h->traits |= HTML_HAS_FORM;
        html_link_plain(r, t, ATTR_ACTION);
        break;
    case TAG_BUTTON:
        html_link_plain(r, t, ATTR_FORMACTION);
        break;
    case TAG_INPUT:
        read_input(r, t);
        break;
    case TAG_META:
        read_meta(r, t);
        break;
    case TAG_BASE:
        if (token_has(t, ATTR_HREF) && h->base.n == 0) {
            h->base = html_url(r->a, t->value[ATTR_HREF]);
            h->traits |= HTML_HAS_BASE;
        }
        break;
    case TAG_LINK:
        if (html_url_remote(str_trim(token_value(t, ATTR_HREF))) &&
            str_has_nocase(token_value(t, ATTR_REL), STR("stylesheet")))
            h->traits |= HTML_HAS_REMOTE;
        break;
    case TAG_IFRAME: case TAG_FRAME: case TAG_OBJECT: case TAG_EMBED: case TAG_APPLET: case TAG_PORTAL:
        read_frame(r, t);
        break;
    case TAG_SCRIPT:
        if (script_is_data(r->a, t))
            break;
        h->traits |= HTML_HAS_SCRIPT | (r->foreign ? HTML_HAS_SVG_ACTIVE : 0) |
                     (html_url_remote(str_trim(token_value(t, ATTR_SRC))) ? HTML_HAS_REMOTE : 0);
        html_url_judge(r, html_url(r->a, token_value(t, ATTR_SRC)), false);
        break;
    case TAG_VIDEO: case TAG_AUDIO: case TAG_SOURCE: case TAG_TRACK: case TAG_BGSOUND:
        if (html_url_remote(str_trim(token_value(t, ATTR_SRC))) || html_url_remote(str_trim(token_value(t, ATTR_POSTER))))
            h->traits |= HTML_HAS_REMOTE;
        break;
    case TAG_FOREIGNOBJECT:
        h->traits |= HTML_HAS_SVG_ACTIVE;
        break;
    default:
        break;
    }
}

/* on…= handlers, and what an SVG animation would set an address to. */
static void read_active(struct reader *r, const struct html_token *t)
{
    if (t->has_handler) {
        r->out->traits |= HTML_HAS_SCRIPT | (r->foreign ? HTML_HAS_SVG_ACTIVE : 0);
        html_script_read(&r->scripts, html_decode(r->a, t->text));
    }
    if (r->foreign && (str_has_nocase(token_value(t, ATTR_TO), STR("javascript:")) ||
                       str_has_nocase(token_value(t, ATTR_VALUES), STR("javascript:")) ||
                       str_starts_nocase(str_trim(token_value(t, ATTR_XLINK_HREF)), STR("javascript:"))))
        r->out->traits |= HTML_HAS_SCRIPT | HTML_HAS_SVG_ACTIVE;
}

/* ---- tokens ---- */

/* The head ends where something begins that has no place in it, whatever </head> says later. */
static void end_head(struct reader *r, enum html_tag tag)
{
    static const enum html_tag kept[] = { TAG_BASE, TAG_BASEFONT, TAG_BGSOUND, TAG_LINK, TAG_META, TAG_TITLE, TAG_STYLE,
                                          TAG_SCRIPT, TAG_TEMPLATE, TAG_NOFRAMES };

    if (r->stack[r->depth - 1].tag != TAG_HEAD)
        return;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (tag == kept[i])
            return;
    pop(r);
}

static void read_open(struct reader *r, const struct html_token *t)
{
    uint32_t bits = html_tag_bits(t->tag);
    struct style style;
    size_t mark;

    if (t->tag == TAG_BR) {
        html_line_break(r);
        return;
    }
    if ((t->tag == TAG_HTML || t->tag == TAG_BODY) && r->open[t->tag])
        return;                         /* there is only one */
    end_head(r, t->tag);
    imply_ends(r, t->tag);
    if (bits & (TAG_ROW | TAG_CELL))
        imply_table_ends(r, t->tag);
    if (bits & TAG_BLOCK)
        html_line_gap(r);
    mark = arena_mark(r->a);
    style = style_of(r, t);
    arena_release(r->a, mark);
    if (t->has_handler || r->foreign)
        read_active(r, t);
    if (bits & TAG_VOID || (r->foreign && t->closes_itself)) {
        /* Nothing stands in it, but an <input> shows text of its own. */
        if (t->tag == TAG_INPUT && r->depth < HTML_DEPTH_MAX) {
            push(r, TAG_OTHER, t, &style);
            read_special(r, t);
            pop(r);
        } else {
            read_special(r, t);
        }
        return;
    }
    read_special(r, t);
    push(r, t->tag, t, &style);
    if (bits & TAG_CELL)
        html_grid_cell(r, t);
    else if (t->tag == TAG_TR || t->tag == TAG_TABLE)
        html_grid_row(r);
    if (t->tag == TAG_A)
        r->stack[r->depth - 1].link = html_link_open(r, t, &style);
}

/* The end of an element we have no name for: <o:p>, <strong>. */
static void close_other(struct reader *r, str name)
{
    size_t at = r->depth;

    if (r->open[TAG_OTHER] < 2)         /* the bottom of the stack is one */
        return;
    while (at > 1 && !(r->stack[at - 1].tag == TAG_OTHER && str_eq_nocase(r->stack[at - 1].name, name))) {
        if (html_tag_bits(r->stack[at - 1].tag) & TAG_SPECIAL)
            return;
        at--;
    }
    while (at > 1 && r->depth >= at)
        pop(r);
}

/* </font> in a <div> that was opened inside it: the div stays, what it inherited from the font does not. */
static void close_misnested(struct reader *r, enum html_tag tag)
{
    size_t at = r->depth;

    while (at > 1 && r->stack[at - 1].tag != tag && !(html_tag_bits(r->stack[at - 1].tag) & TAG_SCOPE))
        at--;
    if (at <= 1 || r->stack[at - 1].tag != tag)
        return;
    if (r->misnested++ >= MISNESTED_MAX) {
        r->out->traits |= HTML_LIMIT;
        return;
    }
    html_link_close(r, r->stack[at - 1].link);
    count_around(r, &r->stack[at - 1], -1);
    r->open[tag]--;
    r->depth--;
    memmove(&r->stack[at - 1], &r->stack[at], (r->depth - (at - 1)) * sizeof r->stack[0]);
    for (; at <= r->depth; at++)
        r->stack[at - 1].look = look_of(&r->stack[at - 2].look, &r->stack[at - 1].style);
}

static void read_close(struct reader *r, const struct html_token *t)
{
    uint32_t bits = html_tag_bits(t->tag);

    if (t->tag == TAG_BR) {
        html_line_break(r);                  /* </br> is read as <br> */
    } else if (t->tag == TAG_OTHER) {
        close_other(r, t->name);
    } else if (t->tag == TAG_P && r->open[TAG_P] == 0) {
        html_line_gap(r);                    /* </p> without a start makes an empty paragraph */
    } else if (t->tag == TAG_BODY || t->tag == TAG_HTML) {
        return;                              /* what follows is still shown, inside the body, in the same line */
    } else if (bits & (TAG_ROW | TAG_CELL)) {
        /* Not through a table that stands between. */
        size_t at = r->depth;

        while (at > 1 && r->stack[at - 1].tag != TAG_TABLE && r->stack[at - 1].tag != t->tag)
            at--;
        if (r->open[t->tag] && at > 1 && r->stack[at - 1].tag == t->tag)
            while (r->depth >= at)
                pop(r);
    } else if (t->tag == TAG_TABLE) {
        close_tag(r, TAG_TABLE, 0);
        html_grid_row(r);
    } else if (bits & TAG_SPECIAL) {
        close_tag(r, t->tag, TAG_SCOPE & ~(bits & TAG_SCOPE));
    } else if (!close_tag(r, t->tag, TAG_SPECIAL) && bits & TAG_FORMAT && r->open[t->tag]) {
        close_misnested(r, t->tag);
    }
}

static void start_counting(struct reader *r)
{
    r->counting = true;
    memset(&r->around, 0, sizeof r->around);
    for (size_t i = 1; i < r->depth; i++)
        count_around(r, &r->stack[i], 1);
}

static void read_sheet(struct reader *r, str sheet)
{
    bool remote = false;
    size_t before = style_rules_added(r->rules);

    if (style_sheet(r->a, &r->rules, sheet, &remote))
        r->out->traits |= HTML_LIMIT;
    if (remote)
        r->out->traits |= HTML_HAS_REMOTE;
    if (!r->counting && style_asks_around(r->rules))
        start_counting(r);
    r->late |= style_rules_added(r->rules) > before && (r->begun || r->unseen.text.n > 0);
}

/* The content of <script>, <style>, <title> and their like. Its element was opened just before. */
static void read_raw(struct reader *r, const struct html_token *t)
{
    switch (t->tag) {
    case TAG_SCRIPT:
        html_script_read(&r->scripts, r->foreign ? html_decode(r->a, t->text) : t->text);
        break;
    case TAG_STYLE:
        if (!r->again)
            read_sheet(r, t->text);
        break;
    case TAG_TITLE:
        if (r->out->title.n == 0)
            r->out->title = str_trim(html_decode(r->a, t->text));
        break;
    case TAG_TEXTAREA: case TAG_XMP: case TAG_PLAINTEXT:
        html_text_read(r, t->text, t->plain);
        break;
    default:                            /* iframe, noembed, noframes: never shown */
        break;
    }
}

static struct html nothing(void)
{
    return (struct html){ .visible = STR(""), .hidden = STR(""), .title = STR(""), .base = STR(""), .refresh = STR(""),
                          .meta_charset = STR(""), .outlook = STR("") };
}

static void reader_start(struct reader *r, struct arena *a, struct html *out, str utf8)
{
    memset(r, 0, offsetof(struct reader, stack));
    r->a = a;
    r->out = out;
    r->tokens.in = utf8;
    r->open_link = NO_LINK;
    r->depth = 1;
    r->stack[0] = (struct element){ .name = STR(""), .classes = STR(""), .id = STR("") };
    r->seen.text = buf_new(a, utf8.n / 4 + 64);
    r->unseen.text = buf_new(a, 256);
    r->stack[0].look = (struct look){ .colour = 0x000000, .back = 0xFFFFFF, .font = 1600 };
    r->stack[0].link = NO_LINK;
    r->open[TAG_OTHER] = 1;
}

/* A sheet holds for what stands before it as well, which has been read without it. */
static void reader_start_again(struct reader *r, str utf8)
{
    struct style_rules *rules = r->rules;
    uint32_t traits = r->out->traits & (HTML_HAS_REMOTE | HTML_LIMIT);

    *r->out = nothing();
    reader_start(r, r->a, r->out, utf8);
    r->out->traits = traits;
    r->rules = rules;
    r->again = true;
    if (style_asks_around(rules))
        start_counting(r);
}

static void read_tokens(struct reader *r, struct work *w, struct html_token *token)
{
    while (html_next(&r->tokens, token)) {
        work_tokens(w, 1);
        if (token->kind == TOKEN_OPEN)
            read_open(r, token);
        else if (token->kind == TOKEN_CLOSE)
            read_close(r, token);
        else if (token->kind == TOKEN_CONDITION)
            html_outlook_read(r, token->text);
        else if (token->tag != TAG_OTHER)
            read_raw(r, token);
        else
            html_text_read(r, token->text, token->plain);
    }
    while (r->depth > 1)
        pop(r);
}

struct html html_read(struct arena *a, struct work *w, str utf8)
{
    struct html out = nothing();
    struct reader *r = arena_alloc(a, sizeof *r);
    struct html_token *token = ARENA_NEW(a, struct html_token);

    work_bytes(w, utf8.n);
    reader_start(r, a, &out, utf8);
    read_tokens(r, w, token);
    if (r->late) {
        work_bytes(w, utf8.n);
        reader_start_again(r, utf8);
        read_tokens(r, w, token);
    }
    work_bytes(w, r->seen.text.n + r->unseen.text.n);
    out.visible = str_trim_end(buf_str(&r->seen.text));
    out.hidden = str_trim_end(buf_str(&r->unseen.text));
    html_links_finish(r);
    html_outlook_finish(r, w);
    html_grid_row(r);
    out.preheader = r->begun ? r->preheader : out.hidden.n;
    out.preheader = out.preheader < out.hidden.n ? out.preheader : out.hidden.n;
    out.traits |= html_script_smuggles(&r->scripts) ? HTML_SMUGGLES : 0;
    out.traits |= html_script_obfuscated(&r->scripts) ? HTML_OBFUSCATED : 0;
    return out;
}

str html_meta_charset(str raw)
{
    struct html_tokens tokens = { .in = str_take(raw, 4096) };
    struct html_token token;
    str charset;

    while (html_next(&tokens, &token)) {
        if (token.kind != TOKEN_OPEN || token.tag != TAG_META)
            continue;
        charset = charset_of(&token);
        if (charset.n > 0)
            return charset;
    }
    return STR("");
}
