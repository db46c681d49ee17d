/* HTML as a mail program shows it: tolerant like a browser, linear, no tree.
 *
 * One tokenizer pass over the UTF-8 text with an open-element stack of bounded depth for what is inherited (hidden,
 * link, list). Yields what a person sees, in reading order, what is hidden from them and how, and where it leads. */
#ifndef SEKISHO_HTML_H
#define SEKISHO_HTML_H

#include "base/buf.h"
#include "base/work.h"

enum { HTML_LINKS_MAX = 500, HTML_DEPTH_MAX = 256 };

enum {
    HTML_HAS_SCRIPT    = 1 << 0,        /* <script>, on…= handlers, javascript: */
    HTML_HAS_FORM      = 1 << 1,
    HTML_HAS_PASSWORD  = 1 << 2,        /* <input type=password> */
    HTML_HAS_REFRESH   = 1 << 3,        /* <meta http-equiv=refresh> with a target */
    HTML_HAS_BASE      = 1 << 4,
    HTML_HAS_FRAME     = 1 << 5,        /* iframe, frame, object, embed, applet, portal */
    HTML_HAS_REMOTE    = 1 << 6,        /* img, css, font from http(s) */
    HTML_SMUGGLES      = 1 << 7,        /* script that builds a file: Blob/msSaveBlob/createObjectURL/download= with atob, fromCharCode, long base64 … */
    HTML_OBFUSCATED    = 1 << 8,        /* eval/unescape/fromCharCode over long strings, document.write of an encoded string */
    HTML_META_CHARSET  = 1 << 9,
    HTML_HAS_SVG_ACTIVE = 1 << 10,
    HTML_LIMIT         = 1 << 11,       /* depth or links beyond the limit */
};

enum html_hidden {
    HTML_HIDDEN_DISPLAY = 1 << 0, HTML_HIDDEN_VISIBILITY = 1 << 1, HTML_HIDDEN_OPACITY = 1 << 2, HTML_HIDDEN_SIZE = 1 << 3,
    HTML_HIDDEN_COLOUR = 1 << 4, HTML_HIDDEN_POSITION = 1 << 5, HTML_HIDDEN_CLIP = 1 << 6, HTML_HIDDEN_ATTRIBUTE = 1 << 7,
};

struct html_link {
    str href;                           /* character references decoded, ASCII white space and controls as a browser strips them */
    str text;                           /* visible text inside, trimmed; image alt when only an image */
    uint32_t at;                        /* offset into html.visible */
    bool is_image, is_button, is_area, is_form_action, hidden;
};

struct html {
    str visible;                        /* UTF-8; block elements and <br> as \n, table cells as \t */
    str hidden;                         /* text present but not shown, pieces separated by \n */
    uint32_t hidden_how;                /* enum html_hidden, or-ed */
    uint32_t traits;                    /* HTML_* */
    struct html_link *links;
    size_t link_count;
    str title, base, refresh;           /* "" when absent */
    size_t images, remote_images;
    str meta_charset;                   /* as declared inside the document */
};

struct html html_read(struct arena *a, struct work *w, str utf8);
/* Charset declared by <meta> in the first 4 KiB of raw bytes; "" when none. */
str html_meta_charset(str raw);

#endif
