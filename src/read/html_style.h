/* Styles as far as they decide whether a person sees the text: declarations, and the rules of <style>.
 *
 * A selector may ask for names, classes and ids of an element and of those around it. What depends on siblings, order or
 * other attributes is not applied; if such a rule touches colours, the colours become unknown, so that text is never
 * called invisible by mistake. Media queries are answered for a computer's screen. */
#ifndef SEKISHO_HTML_STYLE_H
#define SEKISHO_HTML_STYLE_H

#include "read/html_tokens.h"

enum { HTML_RULES_MAX = 1024, HTML_RULE_SLOTS = 2048, HTML_RULE_PROBES = 16 };

enum {
    STYLE_DISPLAY    = 1 << 0,  /* on: none */
    STYLE_VISIBILITY = 1 << 1,  /* on: hidden, collapse */
    STYLE_OPACITY    = 1 << 2,  /* on: next to nothing */
    STYLE_FONT_SIZE  = 1 << 3,
    STYLE_COLOUR     = 1 << 4,
    STYLE_BACK       = 1 << 5,
    STYLE_WIDTH      = 1 << 6,  /* on: at most a pixel; the same for the next three */
    STYLE_HEIGHT     = 1 << 7,
    STYLE_MAX_WIDTH  = 1 << 8,
    STYLE_MAX_HEIGHT = 1 << 9,
    STYLE_OVERFLOW   = 1 << 10, /* on: what does not fit is cut off */
    STYLE_POSITION   = 1 << 11, /* on: absolute, fixed, relative */
    STYLE_OFFSET_X   = 1 << 12, /* on: far outside; counts with a position only */
    STYLE_OFFSET_Y   = 1 << 13,
    STYLE_INDENT     = 1 << 14, /* on: text-indent or margin far outside */
    STYLE_CLIP       = 1 << 15, /* on: clip to nothing; counts with a position only */
    STYLE_CLIP_PATH  = 1 << 16,
    STYLE_SPACE      = 1 << 17, /* on: white space is kept */
    STYLE_TRANSFORM  = 1 << 18, /* on: scaled to nothing or moved far away */
    STYLE_PADDING    = 1 << 19, /* only to tell a button from a link, like the next */
    STYLE_RADIUS     = 1 << 20,
    STYLE_MARGIN     = 1 << 21, /* on: far outside */
    STYLE_HIDDEN     = 1 << 22, /* on: the hidden attribute, which any display but none overrides */
    STYLE_BIDI       = 1 << 23, /* on: the direction of letters is overridden */
    STYLE_RTL        = 1 << 24, /* on: right to left */
};

#define COLOUR_UNKNOWN 0xFF000000u      /* a picture, a gradient, a name or function we do not know */
#define COLOUR_CLEAR   0xFE000000u

struct style {
    uint32_t set, important, on;        /* STYLE_*: said at all, said with !important, said so that it hides */
    int32_t font;                       /* hundredths of a pixel; negative: that many thousandths of the parent's */
    uint32_t colour, back;              /* 0xRRGGBB or one of the above */
};

/* What is stronger comes later. */
void style_merge(struct style *into, const struct style *over);
/* A declaration block: the inside of style="" or of { }. Sets *remote when it loads something from the network. */
struct style style_read(struct arena *a, str block, bool *remote);
/* A colour as bgcolor="" and CSS write it. */
uint32_t colour_read(str value);
/* Can a person tell these apart? Unknown ones always. */
bool colours_differ(uint32_t one, uint32_t other);

struct style_rules;                     /* of one document; NULL when there are none */
/* Reads one <style> element. True when there was no room for a rule. */
bool style_sheet(struct arena *a, struct style_rules **rules, str sheet, bool *remote);
/* Names, classes and ids of the elements that stand open, each counted under its hash: enough to say that one is there. */
enum { STYLE_AROUND = 4096 };
struct style_around { uint16_t count[STYLE_AROUND]; };
bool style_asks_around(const struct style_rules *rules);
/* How many have been added so far: did a sheet say anything that counts? */
size_t style_rules_added(const struct style_rules *rules);
/* One element more (1) or less (-1). */
void style_around_count(struct style_around *around, str name, str classes, str id, int by);
/* The rules for one element, weakest first, into *style. `classes` and `id` as they stand, "" when absent. */
void style_rules_apply(const struct style_rules *rules, const struct style_around *around, enum html_tag tag, str name,
                       str classes, str id, struct style *style);

#endif
