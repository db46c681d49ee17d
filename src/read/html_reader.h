/* The state of one document while it is read, shared by html.c (elements), html_text.c (text) and html_links.c. */
#ifndef SEKISHO_HTML_READER_H
#define SEKISHO_HTML_READER_H

#include "read/html.h"
#include "read/html_script.h"
#include "read/html_style.h"
#include "read/html_tokens.h"
#include "read/story.h"

#define NO_LINK SIZE_MAX

/* What is due before the next letter; the stronger one wins. */
enum gap { GAP_NONE, GAP_BLANK, GAP_CELL, GAP_LINE };

/* One of the two texts: what is seen and what is not. */
struct sink { struct buf text; enum gap gap; };

/* What an element hands down to what stands in it. */
struct look {
    uint32_t gone;                      /* HTML_HIDDEN_* nothing inside can undo */
    uint32_t hidden;                    /* all of them together, for the text directly inside */
    uint32_t colour, back;
    int32_t  font;                      /* hundredths of a pixel */
    bool     invisible, keeps_space;
};

struct element { enum html_tag tag; str name, classes, id; size_t link; struct style style; struct look look; };

/* A link while its text may still move: offsets instead of slices. */
struct open_link { size_t start, end; str alt; bool has_image; };

/* The rows of the table being read, as far as they could be a code drawn with cells. */
struct grid { uint32_t cells, width, rows, colours, colour[2]; bool written; };

struct reader {
    struct arena *a;
    struct html *out;
    struct html_tokens tokens;
    struct style_rules *rules;
    bool counting;                      /* `around` is kept: from the first rule on that asks for it */
    bool late, again;                   /* late: rules came after text; again: this is the second reading, all rules known */
    struct html_scripts scripts;
    struct sink seen, unseen;
    struct buf title;
    bool last_unseen, begun;            /* begun: something visible has been read */
    size_t preheader;                   /* bytes of `unseen` before that */
    size_t split_at;                    /* where in `seen` a hidden piece stands between letters */
    uint32_t split_how;                 /* … and what hides it; 0: none */
    struct grid grid;
    struct buf outlook;
    str outlook_link[HTML_OUTLOOK_LINKS];
    size_t outlook_links;
    struct open_link *ends;             /* beside out->links */
    size_t open_link;
    uint32_t foreign;                   /* how many svg and math elements stand open */
    uint32_t open[TAG_COUNT];           /* how many of each stand open: an end tag without its start costs nothing */
    uint32_t misnested;
    size_t depth;
    /* Too large to be cleared for every small page; from here on written before it is read. */
    struct element stack[HTML_DEPTH_MAX];
    struct style_around around;
};

static inline struct look *look_now(struct reader *r)
{
    return &r->stack[r->depth - 1].look;
}

static inline void sink_gap(struct sink *s, enum gap gap)
{
    if (s->gap < gap)
        s->gap = gap;
}

/* One stretch of text between tags: white space collapsed, references decoded, NUL dropped as browsers do. */
void html_text_read(struct reader *r, str text, bool plain);
/* A block begins or ends; <br>: a line of its own, also an empty one. */
void html_line_gap(struct reader *r);
void html_line_break(struct reader *r);

/* As a browser prepares an address (WHATWG URL 4.4): references decoded, controls and blanks at the ends off, tabs and
 * line ends out. */
str html_url(struct arena *a, str value);
bool html_url_remote(str url);
/* Notes what an address does besides leading somewhere. */
void html_url_judge(struct reader *r, str url, bool download);
/* <a href>: NO_LINK when it is none or there are too many. Its element closes it. */
size_t html_link_open(struct reader *r, const struct html_token *t, const struct style *style);
void html_link_close(struct reader *r, size_t link);
/* Links without text of their own: maps and the addresses forms are sent to. */
void html_link_plain(struct reader *r, const struct html_token *t, enum html_attr from);
/* One conditional comment, without its <!-- but with what ends it. */
void html_outlook_read(struct reader *r, str comment);
void html_outlook_finish(struct reader *r, struct work *w);
/* A table, row or cell begins or ends: is a code being drawn? */
void html_grid_row(struct reader *r);
void html_grid_cell(struct reader *r, const struct html_token *t);
/* Turns offsets into slices, once the texts no longer move. */
void html_links_finish(struct reader *r);

#endif
