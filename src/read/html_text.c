#include "read/html_reader.h"

static void sink_settle(struct sink *s)
{
    static const char chars[] = { 0, ' ', '\t', '\n' };

    if (s->gap && s->text.n > 0 && s->text.p[s->text.n - 1] != '\n')
        buf_put(&s->text, chars[s->gap]);
    s->gap = GAP_NONE;
}

static void sink_add(struct sink *s, str text)
{
    if (text.n == 0)
        return;
    sink_settle(s);
    buf_add(&s->text, text);
}

/* No-break blanks and zero-width characters that fill preheaders and spacer cells: nothing is hidden by hiding them. */
static size_t filler_length(str s)
{
    static const char *const fillers[] = {
        "\xC2\xA0", "\xC2\xAD", "\xCD\x8F", "\xE2\x80\x87", "\xE2\x80\x8A", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D",
        "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAF", "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xE3\x80\x80", "\xE1\xA0\x8E",
    };

    if (s.n > 0 && s.p[0] < ' ')
        return 1;
    for (size_t i = 0; s.n > 0 && s.p[0] >= 0xC2 && i < sizeof fillers / sizeof *fillers; i++)
        if (str_starts(s, str_of(fillers[i])))
            return strlen(fillers[i]);
    return 0;
}

static bool is_letter(int c)
{
    return ascii_alnum(c) || c >= 0x80;
}

/* "M<span style='font-size:0'>x</span>S": something hidden where the letters before it have not ended. */
static void note_split(struct reader *r)
{
    const struct sink *s = &r->seen;

    if (s->gap || s->text.n == 0 || !is_letter(s->text.p[s->text.n - 1]))
        return;
    r->split_how = (r->split_at == s->text.n ? r->split_how : 0) | look_now(r)->hidden;
    r->split_at = s->text.n;
}

/* … and the letters go on behind it. */
static void count_split(struct reader *r, str text)
{
    if (r->split_at == r->seen.text.n && !r->seen.gap && is_letter(str_at(text, 0)) && !filler_length(text)) {
        r->out->pieces_in_words++;
        r->out->zero_size_pieces += (r->split_how & HTML_HIDDEN_SIZE) != 0;
    }
    r->split_how = 0;
}

static bool only_fillers(str text)
{
    size_t n;

    while ((n = filler_length(text)) > 0)
        text = str_skip(text, n);
    return text.n == 0;
}

static void add_unseen(struct reader *r, str text)
{
    while (text.n > 0) {
        size_t n = 0, filler = 0;

        while (n < text.n && (filler = filler_length(str_skip(text, n))) == 0)
            n++;
        if (n > 0) {
            r->out->hidden_how |= look_now(r)->hidden;
            note_split(r);
            sink_add(&r->unseen, str_take(text, n));
        }
        if (filler)
            sink_gap(&r->unseen, GAP_BLANK);
        text = str_skip(text, n + filler);
    }
}

static void add_text(struct reader *r, str text)
{
    bool unseen = look_now(r)->hidden != 0;

    if (unseen && !r->last_unseen)
        sink_gap(&r->unseen, GAP_LINE);
    r->last_unseen = unseen;
    if (unseen) {
        add_unseen(r, text);
        return;
    }
    if (r->split_how)
        count_split(r, text);
    if ((!r->begun || (r->grid.cells && !r->grid.written)) && !only_fillers(text)) {
        if (!r->begun)
            r->preheader = r->unseen.text.n;
        r->begun = r->grid.written = true;
    }
    sink_add(&r->seen, text);
}

/* What keeps its room although nothing is seen of it: a blank in it is a blank, a line end a line end. */
static bool keeps_room(uint32_t hidden)
{
    return hidden && !(hidden & ~(HTML_HIDDEN_COLOUR | HTML_HIDDEN_OPACITY | HTML_HIDDEN_VISIBILITY));
}

static void add_blank(struct reader *r, char c)
{
    struct look *look = look_now(r);
    struct sink *s = look->hidden ? &r->unseen : &r->seen;

    if (keeps_room(look->hidden))
        sink_gap(&r->seen, GAP_BLANK);
    if (!look->keeps_space || look->hidden) {
        sink_gap(s, GAP_BLANK);
    } else if (c != '\r') {
        sink_settle(s);
        buf_put(&s->text, c);
    }
}

static const uint8_t stops_text[256] = { [0] = 1, ['\t'] = 1, ['\n'] = 1, ['\f'] = 1, ['\r'] = 1, [' '] = 1, ['&'] = 1 };

void html_text_read(struct reader *r, str text, bool plain)
{
    while (text.n > 0) {
        size_t n = 0, bytes = 0, taken = 0;
        char out[8], c;

        /* A single blank between two words is itself; taking it along saves a step per word. */
        while (n < text.n && (!stops_text[(uint8_t)text.p[n]] ||
                              (text.p[n] == ' ' && n > 0 && n + 1 < text.n && !stops_text[(uint8_t)text.p[n + 1]])))
            n++;
        if (n > 0)
            add_text(r, str_take(text, n));
        text = str_skip(text, n);
        if (text.n == 0)
            break;
        c = text.p[0];
        if (c == '&') {
            taken = plain ? 0 : html_reference(text, false, out, &bytes);
            if (taken && bytes == 1 && ascii_space(out[0]) && out[0] != '\v')
                add_blank(r, out[0]);
            else
                add_text(r, taken ? str_from(out, bytes) : str_take(text, 1));
        } else if (c != 0) {
            add_blank(r, c);
        }
        text = str_skip(text, taken ? taken : 1);
    }
}

void html_line_gap(struct reader *r)
{
    sink_gap(&r->seen, GAP_LINE);
    sink_gap(&r->unseen, GAP_LINE);
}

void html_line_break(struct reader *r)
{
    struct sink *s = look_now(r)->hidden ? &r->unseen : &r->seen;

    if (keeps_room(look_now(r)->hidden))
        sink_gap(&r->seen, GAP_LINE);
    if (s->gap == GAP_LINE)
        sink_settle(s);
    s->gap = GAP_NONE;
    if (s->text.n > 0)
        buf_put(&s->text, '\n');
}

void html_grid_row(struct reader *r)
{
    struct grid *g = &r->grid;
    bool fits = g->cells >= HTML_CODE_SIDE && !g->written && (g->rows == 0 || g->cells == g->width);

    if (fits) {
        g->width = g->cells;
        g->rows++;
        r->out->cell_code |= g->rows >= HTML_CODE_SIDE && g->colours == 2;
    } else if (g->cells) {
        g->rows = g->colours = 0;
    }
    g->cells = 0;
    g->written = false;
}

void html_grid_cell(struct reader *r, const struct html_token *t)
{
    struct grid *g = &r->grid;
    uint32_t colour = look_now(r)->back, i = 0;
    uint64_t span = 1;

    while (i < g->colours && g->colour[i] != colour)
        i++;
    if (i == 2 || colour == COLOUR_UNKNOWN)
        g->written = true;
    else if (i == g->colours)
        g->colour[g->colours++] = colour;
    if (!str_number(str_trim(token_value(t, ATTR_COLSPAN)), 1000, &span))
        span = 1;
    g->cells += (uint32_t)span;
}
