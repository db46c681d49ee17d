/* The noun "link": one address that a mail leads to, read as a browser reads it (WHATWG URL), and what HTML a mail is
 * made of. Domains are worked out by the reader: signals compare strings and ask nothing. */
#ifndef SEKISHO_FACTS_LINK_H
#define SEKISHO_FACTS_LINK_H

#include "facts/noun.h"

enum {
    LINKS_MAX      = 100,               /* distinct (href, text) kept; links_all counts every one */
    LINK_HREF_MAX  = 1024,              /* bytes kept for people; flags see all of it */
    LINK_TEXT_MAX  = 256,
    LINK_HOST_MAX  = 256,
};

/* What is noticeable about one address. Bits of link.flags; most occur in honest mail now and then. */
enum {
    URL_RELATIVE     = 1 << 0,          /* leads nowhere from a mail: "#top", "page.html"; "www.example.com" where programs help */
    URL_BROKEN       = 1 << 1,          /* a browser refuses it */
    URL_USERINFO     = 1 << 2,          /* https://user@host */
    URL_USERINFO_HOST = 1 << 3,         /* … and what stands there looks like a host: mhlw.go.jp@evil.example */
    URL_MANY_AT      = 1 << 4,
    URL_BACKSLASH    = 1 << 5,          /* where a slash belongs: the authority of one reader is the path of another */
    URL_CONTROL      = 1 << 6,          /* tabs, line ends or other controls inside */
    URL_IP           = 1 << 7,
    URL_IP_ODD       = 1 << 8,          /* … not written as four decimal numbers, or IPv4 inside IPv6 */
    URL_PRIVATE      = 1 << 9,          /* localhost, a private or link-local address, a name without a dot */
    URL_DOT_END      = 1 << 10,         /* www.example.com. */
    URL_HOST_ENCODED = 1 << 11,         /* percent-encoded letters in the host */
    URL_HOST_WIDE    = 1 << 12,         /* full-width letters or an ideographic dot in the host */
    URL_IDN          = 1 << 13,         /* a host with other than ASCII letters, as xn-- or as they are */
    URL_MIXED_SCRIPT = 1 << 14,         /* one label mixes scripts that no writer mixes */
    URL_INVISIBLE    = 1 << 15,         /* zero-width characters */
    URL_BIDI         = 1 << 16,         /* direction overrides */
    URL_SLASH_ALIKE  = 1 << 17,         /* U+2044, U+2215, U+29F8 … in the host: a path that is none */
    URL_PORT         = 1 << 18,         /* not the scheme's own */
    URL_MANY_DOTS    = 1 << 19,         /* five labels or more before the registrable domain */
    URL_DANGEROUS    = 1 << 20,         /* javascript:, data: pages, file:, search-ms:, ms-*:, blob: … */
    URL_UNC          = 1 << 21,         /* \\host\share: Windows logs in there */
    URL_REDIRECTS    = 1 << 22,         /* another address is wrapped in it: link.target_* */
    URL_DEEP         = 1 << 23,         /* more wrappings than are undone */
    URL_RECIPIENT    = 1 << 24,         /* a recipient's address is in it, plain, percent, base64 or hex */
    URL_RANDOM       = 1 << 25,         /* the registrable label reads like nothing anybody would name */
    URL_DEFANGED     = 1 << 26,         /* hxxp:// */
    URL_RUNS         = 1 << 27,         /* its path ends in a file that runs or unpacks: .exe .zip .iso .js .lnk … */
    URL_LONG         = 1 << 28,         /* over LINK_HREF_MAX */
    URL_HOST_IN_NAME = 1 << 29,         /* another host is spelt in front of the domain: www.mhlw.go.jp.evil.example */
    URL_TEXT_URL     = 1 << 30,         /* link.text is written as an address, not just like a host name */
};
extern const char *const url_flag_names[];

/* What a host is for: rows of data/url-hosts.tsv. Bits of link.kinds and link.target_kinds. */
enum {
    HOST_TRACKER     = 1 << 0,          /* counts clicks for whoever sends newsletters */
    HOST_SHORTENER   = 1 << 1,
    HOST_FREE        = 1 << 2,          /* anybody publishes a page there */
    HOST_FORM        = 1 << 3,          /* anybody publishes a form there */
    HOST_REDIRECTOR  = 1 << 4,          /* sends on to any address it is given */
    HOST_STORAGE     = 1 << 5,          /* anybody stores a file there */
    HOST_DYNAMIC     = 1 << 6,          /* names for machines with changing addresses */
    HOST_THROW_AWAY  = 1 << 7,          /* registrations that cost next to nothing */
    HOST_SHARE       = 1 << 8,          /* "share this page" buttons: the address inside is not where they lead */
    HOST_REWRITER    = 1 << 9,          /* another mail gateway's link check */
    HOST_DELIVERY    = 1 << 10,         /* content networks, whose names look random */
    HOST_MESSENGER   = 1 << 11,         /* opens a chat: LINE, Telegram, WhatsApp */
};
extern const char *const host_kind_names[];

enum link_place {
    LINK_BODY, LINK_BUTTON, LINK_IMAGE, LINK_FORM, LINK_AREA, LINK_ATTACHMENT, LINK_TEXT, LINK_REFRESH, LINK_PLACES
};
extern const char *const link_place_names[];

struct link {
    str href;                           /* as a browser reads it: ends trimmed, tabs and line ends out */
    str scheme;                         /* lower case; "" when relative */
    str host, ascii;                    /* Unicode and ASCII form, lower case, no final dot; IPv4 dotted, IPv6 in [] */
    str domain, suffix;                 /* registrable domain and public suffix in ASCII form; "" for addresses */
    str text;                           /* what a person sees of it; an image's alt */
    str text_host, text_domain;         /* the address that the text itself spells, "" when none */
    /* After unwrapping; "" without URL_REDIRECTS. Where the link leads only when `kinds` says that the host passes on
     * (redirector, tracker, rewriter): phishing pages carry return_to=https://www.amazon.co.jp/ of the page they copy. */
    str target_href, target_host, target_domain;
    uint32_t port;                      /* 0: the scheme's own */
    uint32_t flags, kinds;
    uint32_t target_flags, target_kinds;
    uint32_t place;                     /* enum link_place */
    bool hidden, attached, nested;      /* not shown; in an attached page; in an attached mail */
    str part;                           /* path of the part it stands in */
    uint32_t count;                     /* how often (href, text) occurs */
};

/* What HTML is made of. Bits of html_facts.traits and .attached_traits, in the order of html_trait_names. */
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
extern const char *const html_trait_names[];
extern const char *const html_hidden_names[];

struct html_facts {
    uint32_t documents;                 /* HTML bodies */
    uint32_t traits;                    /* of the bodies */
    uint32_t attached_traits;           /* of attached pages */
    uint32_t hidden_how;                /* bodies: by which means text is hidden */
    uint64_t hidden_chars, visible_chars;   /* bodies; white space not counted */
    str hidden;                         /* what is hidden, the first 1 KiB */
    uint32_t images, remote_images;
    uint32_t links, forms;              /* all of them, bodies and attached pages */
    str base, title;
    /* What tells pages apart that hide or show little. Bodies only. */
    uint32_t linked_images;
    uint64_t unlinked_chars;            /* of visible_chars: those outside links */
    uint64_t preheader_chars;           /* of hidden_chars: those before all visible text */
    uint32_t zero_size_pieces;          /* hidden by size 0-1 px between two letters that touch without them: M<..>zz</..>S */
    uint32_t pieces_in_words;           /* the same, hidden by whatever means */
    uint64_t outlook_only_chars;        /* of words that only Outlook shows: <!--[if mso]> */
    uint32_t outlook_only_links;
    str outlook_only;                   /* the first 256 bytes */
    uint32_t bidi_overrides;            /* U+202D, U+202E and what CSS and <bdo> do alike, in visible text, plain text too */
    bool block_code;                    /* a QR code of block characters (plain text too) or of table cells */
    /* text/plain and HTML of one multipart/alternative: distinct words of each, 0 when there are not both, and how many in
     * a hundred of them stand in the other, too. Words of addresses written out do not count. */
    uint32_t plain_words, html_words, plain_in_html, html_in_plain;
};

extern const struct noun noun_link, noun_html;

#endif
