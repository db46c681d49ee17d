/* Bodies → what a person reads, in UTF-8 however it came, and the phrases in it. */
#include "base/utf8.h"
#include "read/html.h"
#include "read/links.h"
#include "read/reading.h"
#include "read/story.h"
#include "read/words.h"

enum { TEXT_BODIES_MAX = 64, CHARSETS_MAX = 20, BLOCK = 64 };

static void add_charset(struct reading *r, enum charset c)
{
    struct list *list = &r->out->text.charsets;
    str name = str_of(charset_name(c));

    for (uint32_t i = 0; i < list->n; i++)
        if (str_eq(*LIST_AT(*list, str, i), name))
            return;
    if (list->n < CHARSETS_MAX)
        *LIST_AT(*list, str, list->n++) = name;
}

/* Adds to the list of charsets really used, and notes what is odd about one text. */
static void note_text(struct reading *r, const struct decoded_text *t, str part, size_t offset)
{
    static const struct { uint32_t bit; enum odd kind; } rows[] = {
        { TEXT_ODD_LABEL_WRONG, ODD_CHARSET_WRONG }, { TEXT_ODD_LABEL_MISSING, ODD_CHARSET_MISSING },
        { TEXT_ODD_LABEL_UNKNOWN, ODD_CHARSET_UNKNOWN }, { TEXT_ODD_MIXED, ODD_CHARSET_MIXED },
        { TEXT_ODD_ESCAPE, ODD_CHARSET_ESCAPE_ODD },
    };

    add_charset(r, t->used);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (t->odd & rows[i].bit)
            oddity_note(&r->odd, rows[i].kind, offset, 0, part, str_of(charset_name(t->used)));
}

/* What the texts come to, gathered body by body. */
struct gathered {
    struct buf visible;
    bool shaped;
    size_t passwords;
    struct links links;
    struct told { str text, hidden, path; } plain, html;    /* the first of each that is the mail's own */
};

/* U+202D and U+202E: what follows is shown in another order than it is written. */
static uint32_t bidi_overrides(str text)
{
    uint32_t n = 0;

    for (text = str_skip(text, str_find_char(text, 0xE2)); text.n > 0; text = str_skip(text, str_find_char(text, 0xE2))) {
        n += str_starts(text, STR("\xE2\x80\xAD")) || str_starts(text, STR("\xE2\x80\xAE"));
        text = str_skip(text, 1);
    }
    return n;
}

/* Characters that are no ASCII white space. In blocks and without branches: compilers then count many bytes at once. */
static inline size_t starts_in(const char *p, size_t n)
{
    uint8_t k = 0;

    for (size_t i = 0; i < n; i++)
        k = (uint8_t)(k + (((p[i] & 0xC0) != 0x80) & (p[i] != ' ') & ((uint8_t)(p[i] - '\t') > '\r' - '\t')));
    return k;
}

static size_t chars_in(str s)
{
    size_t n = 0;

    for (; s.n >= BLOCK; s = str_skip(s, BLOCK))
        n += starts_in(s.p, BLOCK);
    return n + starts_in(s.p, s.n);
}

static void take_text(struct reading *r, struct gathered *g, str text, bool nested)
{
    str passwords[8];
    size_t room = MAIL_TEXT_MAX - (g->visible.n < MAIL_TEXT_MAX ? g->visible.n : MAIL_TEXT_MAX);

    if (g->visible.n && room > 1)
        buf_put(&g->visible, '\n');
    buf_add(&g->visible, utf8_cut(text, room > 1 ? room - 1 : 0));
    phrases_find(phrases_embedded(), r->a, r->w, text, nested ? PLACE_QUOTE : PLACE_BODY, &r->phrases);
    if (!nested)
        g->passwords += passwords_in(r->a, r->w, text, passwords, 8);
    r->out->html.bidi_overrides += bidi_overrides(text);
    r->out->html.block_code |= drawn_code(r->w, text);
    r->out->text.chars += chars_in(text);
}

static void take_plain(struct reading *r, struct gathered *g, const struct part *p, str text, bool nested)
{
    r->out->text.has_plain = true;
    if (!g->shaped && !nested) {
        text_shape(r->w, text, &r->out->text);
        g->shaped = true;
    }
    if (!g->plain.text.n && !nested)
        g->plain = (struct told){ text, STR(""), p->path };
    links_of_text(&g->links, text, p, nested);
    take_text(r, g, text, nested);
}

static void take_html(struct reading *r, struct gathered *g, struct part *p, str text, bool nested)
{
    struct html html = html_read(r->a, r->w, text);

    r->out->text.has_html = true;
    if (html.traits & HTML_SMUGGLES)
        p->traits |= PART_SMUGGLES;
    if (html.traits & (HTML_HAS_SCRIPT | HTML_SMUGGLES | HTML_OBFUSCATED | HTML_HAS_SVG_ACTIVE) && p->traits & PART_ATTACHMENT)
        p->traits |= PART_ACTIVE;
    html_facts_add(&r->out->html, &html, p->traits & PART_ATTACHMENT);
    links_of_html(&g->links, &html, p, nested);
    if (p->traits & PART_ATTACHMENT)
        return;
    if (!g->shaped && !nested) {
        text_shape(r->w, html.visible, &r->out->text);
        g->shaped = true;
    }
    if (!g->html.text.n && !nested)
        g->html = (struct told){ html.visible, html.hidden, p->path };
    if (html.hidden.n)
        phrases_find(phrases_embedded(), r->a, r->w, html.hidden, PLACE_HIDDEN, &r->phrases);
    take_text(r, g, html.visible, nested);
}

/* An entry as programs show it: lines folded at 75 bytes are joined (RFC 5545 3.1), \n ends a line (3.3.11). */
static str entry_text(struct arena *a, str text)
{
    struct buf out = buf_new(a, text.n + 1);

    while (text.n > 0) {
        str line = str_line(&text);

        for (size_t at; line.n > 0; line = str_skip(line, at + 2)) {
            at = str_find(line, STR("\\n"));
            buf_add(&out, str_take(line, at));
            if (at < line.n)
                buf_put(&out, '\n');
        }
        if (str_at(text, 0) == ' ' || str_at(text, 0) == '\t')
            text = str_skip(text, 1);
        else
            buf_put(&out, '\n');
    }
    return buf_done(&out);
}

/* Programs put an entry into the calendar by themselves, and remind of it: its words are the mail's. */
static void take_calendar(struct reading *r, struct gathered *g, const struct part *p, str text, bool nested)
{
    str entry = entry_text(r->a, text);

    work_bytes(r->w, text.n);
    phrases_find(phrases_embedded(), r->a, r->w, entry, nested ? PLACE_QUOTE : PLACE_BODY, &r->phrases);
    links_of_text(&g->links, entry, p, nested);
}

static bool is_calendar(const struct part *p)
{
    return p->found == FILE_CALENDAR || str_eq(p->type, STR("text/calendar"));
}

static bool is_html(const struct part *p)
{
    return str_eq(p->type, STR("text/html")) || p->found == FILE_HTML || p->found == FILE_SVG;
}

/* Text that someone is meant to read: bodies and, for their scripts, attached pages. */
static bool is_text(const struct part *p)
{
    if (p->traits & PART_ATTACHMENT)
        return p->found == FILE_HTML || p->found == FILE_SVG || is_calendar(p);
    return p->traits & PART_BODY && p->size > 0;
}

static str label_of(const struct part *p, str raw)
{
    return p->charset.n || !is_html(p) ? p->charset : html_meta_charset(raw);
}

static void read_text_leaf(struct reading *r, struct gathered *g, const struct leaf *l, struct part *p)
{
    struct decoded_text t = text_decode(r->a, r->w, l->body->bytes, label_of(p, l->body->bytes), false, r->hint);

    p->charset_used = str_of(charset_name(t.used));
    if (!(p->traits & PART_ATTACHMENT))
        note_text(r, &t, p->path, p->offset);
    if (is_html(p))
        take_html(r, g, p, t.text, l->nested);
    else if (is_calendar(p) && p->traits & PART_ATTACHMENT)
        take_calendar(r, g, p, t.text, l->nested);
    else
        take_plain(r, g, p, t.text, l->nested);
}

/* The same bytes yielded by several views as several leaves are read once. */
static bool was_read(const struct structure *s, size_t leaf)
{
    for (size_t i = 0; i < leaf; i++)
        if (s->leaves[i].body == s->leaves[leaf].body
            || (s->leaves[i].blob == s->leaves[leaf].blob && s->leaves[i].at == s->leaves[leaf].at
                && s->leaves[i].body->bytes.n >= s->leaves[leaf].body->bytes.n && s->leaves[i].encoding == s->leaves[leaf].encoding))
            return true;
    return false;
}

static void names_and_subject(struct reading *r)
{
    const struct phrases *ph = phrases_embedded();
    const struct identity *id = &r->out->identity;

    phrases_find(ph, r->a, r->w, r->out->subject, PLACE_SUBJECT, &r->phrases);
    for (uint32_t i = 0; i < id->from.n; i++)
        phrases_find(ph, r->a, r->w, LIST_AT(id->from, struct mailbox, i)->name, PLACE_NAME, &r->phrases);
    for (uint32_t i = 0; i < r->part_count; i++)
        if (r->parts[i].name.n && r->parts[i].views & 1)
            phrases_find(ph, r->a, r->w, r->parts[i].name, PLACE_FILE_NAME, &r->phrases);
}

/* The words stand in text/, the password itself nowhere. */
static void note_password(struct reading *r, const struct gathered *g)
{
    if (g->passwords && r->phrases.n < r->phrases.max)
        r->phrases.hit[r->phrases.n++] = (struct phrase_hit){ STR("password.here"), PLACE_BODY, STR(""), (uint32_t)g->passwords };
    for (uint32_t i = 0; g->passwords && i < r->part_count; i++)
        if (r->parts[i].traits & PART_ENCRYPTED)
            r->parts[i].traits |= PART_PASSWORD_HERE;
}

/* The part around both, when there is one and it offers its parts to choose from. */
static bool are_alternatives(const struct structure *s, str one, str other)
{
    size_t at = 0, end = 0;

    for (; at < one.n && at < other.n && one.p[at] == other.p[at]; at++)
        if (one.p[at] == '.')
            end = at;
    for (size_t i = 0; i < s->entity_count; i++)
        if (str_eq(s->entities[i].path, str_take(one, end)) && !s->entities[i].blob)
            return str_eq(s->entities[i].content.type, STR("multipart/alternative"));
    return false;
}

/* Some read the one, some the other; a filter that reads only one can be told anything in it. Hidden text is what many
 * programs make plain text of, so a word may stand there. */
static void compare_stories(struct reading *r, const struct gathered *g)
{
    str plain = utf8_cut(g->plain.text, STORY_BYTES_MAX), page = utf8_cut(g->html.text, STORY_BYTES_MAX);
    struct html_facts *h = &r->out->html;
    struct story of_plain = { 0 }, of_page = { 0 };

    if (!plain.n || !page.n || !are_alternatives(&r->structure, g->plain.path, g->html.path))
        return;
    story_add(&of_plain, r->a, r->w, plain);
    h->html_in_plain = story_shared(&of_plain, r->a, r->w, page, &h->html_words);
    story_add(&of_page, r->a, r->w, page);
    story_add(&of_page, r->a, r->w, utf8_cut(g->html.hidden, STORY_BYTES_MAX));
    h->plain_in_html = story_shared(&of_page, r->a, r->w, plain, &h->plain_words);
}

void read_texts(struct reading *r)
{
    struct structure *s = &r->structure;
    struct gathered g = { .visible = buf_new(r->a, 4096) };
    size_t bodies = 0;

    links_new(&g.links, r->a, r->w, &r->out->identity);
    r->phrases = (struct phrase_set){ ARENA_ARRAY(r->a, struct phrase_hit, 200), 0, 199 };
    r->out->text.charsets = (struct list){ ARENA_ARRAY(r->a, str, CHARSETS_MAX), 0 };
    for (size_t i = 0; i < s->leaf_count && bodies < TEXT_BODIES_MAX; i++) {
        struct part *p = reading_part(r, &s->leaves[i]);

        if (!p || !is_text(p) || was_read(s, i))
            continue;
        bodies++;
        read_text_leaf(r, &g, &s->leaves[i], p);
    }
    names_and_subject(r);
    note_password(r, &g);
    compare_stories(r, &g);
    r->out->text.visible = buf_done(&g.visible);
    r->out->links = (struct list){ g.links.list, g.links.n };
    r->out->links_all = g.links.all;
    r->out->phrases = (struct list){ r->phrases.hit, r->phrases.n };
}
