/* HTML as a mail program shows it: tolerant like a browser, linear, no tree.
 *
 * One tokenizer pass over the UTF-8 text with an open-element stack of bounded depth for what is inherited (hidden,
 * link, list). Yields what a person sees, in reading order, what is hidden from them and how, and where it leads. */
#ifndef SEKISHO_HTML_H
#define SEKISHO_HTML_H

#include "base/buf.h"
#include "base/work.h"
#include "facts/link.h"

enum { HTML_LINKS_MAX = 500, HTML_DEPTH_MAX = 256, HTML_OUTLOOK_TEXT = 16 << 10, HTML_OUTLOOK_LINKS = 32, HTML_CODE_SIDE = 15 };

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
    size_t linked_images;
    size_t preheader;                   /* bytes of `hidden` that stand before all visible text */
    uint32_t zero_size_pieces;          /* pieces too small to see between two letters that touch without them */
    uint32_t pieces_in_words;           /* the same, hidden by whatever means */
    uint32_t bidi_overrides;            /* <bdo dir=rtl>, unicode-bidi: override; characters are not counted here */
    bool cell_code;                     /* a table of coloured cells without text, as a QR code is drawn */
    str outlook;                        /* what only Outlook shows, the first HTML_OUTLOOK_TEXT bytes; "" when others see it too */
    uint64_t outlook_chars;             /* … characters of its words that nobody else sees */
    uint32_t outlook_links;             /* addresses that only Outlook leads to */
};

struct html html_read(struct arena *a, struct work *w, str utf8);
/* Charset declared by <meta> in the first 4 KiB of raw bytes; "" when none. */
str html_meta_charset(str raw);

#endif
