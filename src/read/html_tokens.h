/* HTML cut into tokens the way the WHATWG tokenizer does (13.2.5), as far as it decides what is text and what is not.
 *
 * Comments, declarations and broken markup are left out silently, as a browser does. Attributes nobody asks about are
 * read over; of two with the same name the first counts. Nothing is decoded and nothing allocated here. */
#ifndef SEKISHO_HTML_TOKENS_H
#define SEKISHO_HTML_TOKENS_H

#include "base/buf.h"

enum {
    TAG_VOID     = 1 << 0,              /* has no end tag */
    TAG_BLOCK    = 1 << 1,              /* starts and ends a line */
    TAG_SPECIAL  = 1 << 2,              /* an end tag of something around it does not reach through it */
    TAG_CLOSES_P = 1 << 3,
    TAG_SCOPE    = 1 << 4,              /* implied end tags stop here */
    TAG_RAW      = 1 << 5,              /* content is text up to its end tag */
    TAG_DECODED  = 1 << 6,              /* … in which character references count */
    TAG_UNSEEN   = 1 << 7,              /* browsers render nothing of it */
    TAG_ROW      = 1 << 8,              /* table, section, row: closes what stands open inside */
    TAG_CELL     = 1 << 9,
    TAG_FORMAT   = 1 << 10,             /* its end tag reaches through blocks, which stay open (13.2.6.4.7) */
};

/* name, bits; in the order of the names, which is what the search goes by. */
#define P_BLOCK (TAG_BLOCK | TAG_SPECIAL | TAG_CLOSES_P)
#define HTML_TAGS(X) \
    X(A, "a", TAG_FORMAT) X(ADDRESS, "address", P_BLOCK) X(APPLET, "applet", TAG_SPECIAL | TAG_SCOPE) X(AREA, "area", TAG_VOID) \
    X(ARTICLE, "article", P_BLOCK) X(ASIDE, "aside", P_BLOCK) X(AUDIO, "audio", 0) X(B, "b", TAG_FORMAT) \
    X(BASE, "base", TAG_VOID) X(BASEFONT, "basefont", TAG_VOID) X(BDO, "bdo", 0) X(BGSOUND, "bgsound", TAG_VOID) X(BIG, "big", TAG_FORMAT) \
    X(BLOCKQUOTE, "blockquote", P_BLOCK) X(BODY, "body", TAG_BLOCK | TAG_SPECIAL) X(BR, "br", TAG_VOID) \
    X(BUTTON, "button", TAG_SPECIAL | TAG_SCOPE) X(CAPTION, "caption", TAG_BLOCK | TAG_SPECIAL | TAG_SCOPE) \
    X(CENTER, "center", P_BLOCK) X(CODE, "code", TAG_FORMAT) X(COL, "col", TAG_VOID) X(DATALIST, "datalist", TAG_UNSEEN) \
    X(DD, "dd", P_BLOCK) X(DETAILS, "details", P_BLOCK) X(DIALOG, "dialog", P_BLOCK | TAG_UNSEEN) \
    X(DIR, "dir", P_BLOCK) X(DIV, "div", P_BLOCK) X(DL, "dl", P_BLOCK) X(DT, "dt", P_BLOCK) \
    X(EM, "em", TAG_FORMAT) X(EMBED, "embed", TAG_VOID) X(FIELDSET, "fieldset", P_BLOCK) X(FIGCAPTION, "figcaption", P_BLOCK) \
    X(FIGURE, "figure", P_BLOCK) X(FONT, "font", TAG_FORMAT) X(FOOTER, "footer", P_BLOCK) \
    X(FOREIGNOBJECT, "foreignobject", TAG_SPECIAL | TAG_SCOPE) X(FORM, "form", P_BLOCK) X(FRAME, "frame", TAG_VOID) \
    X(FRAMESET, "frameset", TAG_SPECIAL) X(H1, "h1", P_BLOCK) X(H2, "h2", P_BLOCK) X(H3, "h3", P_BLOCK) \
    X(H4, "h4", P_BLOCK) X(H5, "h5", P_BLOCK) X(H6, "h6", P_BLOCK) X(HEAD, "head", TAG_SPECIAL) \
    X(HEADER, "header", P_BLOCK) X(HR, "hr", TAG_VOID | P_BLOCK) X(HTML, "html", TAG_SPECIAL | TAG_SCOPE) \
    X(I, "i", TAG_FORMAT) X(IFRAME, "iframe", TAG_RAW) X(IMAGE, "image", TAG_VOID) X(IMG, "img", TAG_VOID) X(INPUT, "input", TAG_VOID) \
    X(KEYGEN, "keygen", TAG_VOID) X(LI, "li", P_BLOCK) X(LINK, "link", TAG_VOID) X(LISTING, "listing", P_BLOCK) \
    X(MAIN, "main", P_BLOCK) X(MARQUEE, "marquee", TAG_BLOCK | TAG_SPECIAL | TAG_SCOPE) X(MATH, "math", 0) \
    X(MENU, "menu", P_BLOCK) X(META, "meta", TAG_VOID) X(NAV, "nav", P_BLOCK) X(NOBR, "nobr", TAG_FORMAT) X(NOEMBED, "noembed", TAG_RAW) \
    X(NOFRAMES, "noframes", TAG_RAW) X(OBJECT, "object", TAG_SPECIAL | TAG_SCOPE) X(OL, "ol", P_BLOCK) \
    X(OPTGROUP, "optgroup", TAG_BLOCK) X(OPTION, "option", TAG_BLOCK) X(P, "p", P_BLOCK) X(PARAM, "param", TAG_VOID) \
    X(PLAINTEXT, "plaintext", P_BLOCK | TAG_RAW) X(PORTAL, "portal", 0) X(PRE, "pre", P_BLOCK) \
    X(S, "s", TAG_FORMAT) X(SCRIPT, "script", TAG_RAW) X(SECTION, "section", P_BLOCK) X(SELECT, "select", TAG_SPECIAL) \
    X(SMALL, "small", TAG_FORMAT) X(SOURCE, "source", TAG_VOID) X(SPAN, "span", 0) X(STRIKE, "strike", TAG_FORMAT) \
    X(STRONG, "strong", TAG_FORMAT) X(STYLE, "style", TAG_RAW) X(SUMMARY, "summary", P_BLOCK) \
    X(SVG, "svg", 0) X(TABLE, "table", TAG_BLOCK | TAG_SPECIAL | TAG_SCOPE) \
    X(TBODY, "tbody", TAG_BLOCK | TAG_SPECIAL | TAG_ROW) X(TD, "td", TAG_SPECIAL | TAG_SCOPE | TAG_CELL) \
    X(TEMPLATE, "template", TAG_SPECIAL | TAG_SCOPE | TAG_UNSEEN) X(TEXTAREA, "textarea", TAG_RAW | TAG_DECODED) \
    X(TFOOT, "tfoot", TAG_BLOCK | TAG_SPECIAL | TAG_ROW) X(TH, "th", TAG_SPECIAL | TAG_SCOPE | TAG_CELL) \
    X(THEAD, "thead", TAG_BLOCK | TAG_SPECIAL | TAG_ROW) X(TITLE, "title", TAG_RAW | TAG_DECODED) \
    X(TR, "tr", TAG_BLOCK | TAG_SPECIAL | TAG_ROW) X(TRACK, "track", TAG_VOID) X(TT, "tt", TAG_FORMAT) X(U, "u", TAG_FORMAT) X(UL, "ul", P_BLOCK) \
    X(VIDEO, "video", 0) X(WBR, "wbr", TAG_VOID) X(XMP, "xmp", P_BLOCK | TAG_RAW)

#define HTML_ATTRIBUTES(X) \
    X(ACTION, "action") X(ALT, "alt") X(BACKGROUND, "background") X(BGCOLOR, "bgcolor") X(CHARSET, "charset") \
    X(CLASS, "class") X(COLOR, "color") X(COLSPAN, "colspan") X(CONTENT, "content") X(DATA, "data") X(DIR, "dir") X(DOWNLOAD, "download") \
    X(FORMACTION, "formaction") X(HEIGHT, "height") X(HIDDEN, "hidden") X(HREF, "href") X(HTTP_EQUIV, "http-equiv") \
    X(ID, "id") X(OPEN, "open") X(PLACEHOLDER, "placeholder") X(POSTER, "poster") X(REL, "rel") X(ROLE, "role") \
    X(SIZE, "size") X(SRC, "src") X(SRCDOC, "srcdoc") X(SRCSET, "srcset") X(STYLE, "style") X(TEXT, "text") \
    X(TO, "to") X(TYPE, "type") X(VALUE, "value") X(VALUES, "values") X(WIDTH, "width") X(XLINK_HREF, "xlink:href")

#define HTML_TAG_ID(id, name, bits) TAG_##id,
#define HTML_ATTR_ID(id, name)      ATTR_##id,
enum html_tag  { TAG_OTHER, HTML_TAGS(HTML_TAG_ID) TAG_COUNT };
enum html_attr { ATTR_OTHER, HTML_ATTRIBUTES(HTML_ATTR_ID) ATTR_COUNT };
_Static_assert(ATTR_COUNT <= 64, "token.has is a 64-bit set");

enum html_kind { TOKEN_TEXT, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_CONDITION };    /* <!--[if …: a comment for Outlook */

struct html_token {
    enum html_kind kind;
    enum html_tag tag;
    str name;                           /* of a tag, as it stands */
    str text;                           /* TOKEN_TEXT: as it stands. TOKEN_OPEN: the whole inside of the tag */
    bool plain;                         /* TOKEN_TEXT: character references do not count here */
    bool closes_itself, has_handler;    /* <x/>; an on…= attribute */
    uint64_t has;                       /* which of `value` are there */
    str value[ATTR_COUNT];              /* not decoded; only where `has` says so */
};

/* Where a tokenizer stands. Start with { .in = text }. `foreign` is set by the reader inside svg and math. */
struct html_tokens {
    str in;
    enum html_tag raw;                  /* inside <script>, <title> …: the next token is its content */
    bool foreign;
};

bool html_next(struct html_tokens *t, struct html_token *out);
uint32_t html_tag_bits(enum html_tag tag);
enum html_tag html_tag_named(str name);
static inline bool token_has(const struct html_token *t, enum html_attr a) { return t->has >> a & 1; }
/* As it stands; "" when absent. */
static inline str token_value(const struct html_token *t, enum html_attr a) { return token_has(t, a) ? t->value[a] : STR(""); }

/* One row of the generated table of named character references, sorted by name. */
struct entity { const char *name, *value; uint8_t length, bytes; bool bare; };
extern const struct entity entities[];
extern const size_t entity_count, entity_first[];   /* where the names that start with a letter begin */

/* Reads the character reference at the start of s ("&…"): how many bytes it takes, 0 when it is none and the & stands
 * for itself. Writes at most 8 bytes of UTF-8. */
size_t html_reference(str s, bool in_attribute, char out[8], size_t *bytes);
/* The value with its character references decoded; the slice itself when there are none. */
str html_decode(struct arena *a, str value);

#endif
