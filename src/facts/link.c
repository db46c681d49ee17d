#include "facts/link.h"

const char *const url_flag_names[] = {
    "relative", "broken", "userinfo", "userinfo-host", "many-at", "backslash", "control", "ip", "ip-odd", "private",
    "dot-end", "host-encoded", "host-wide", "idn", "mixed-script", "invisible", "bidi", "slash-alike", "port",
    "many-dots", "dangerous", "unc", "redirects", "deep", "recipient", "random", "defanged", "runs", "long",
    "host-in-name", "text-url", NULL
};

const char *const host_kind_names[] = {
    "tracker", "shortener", "free-host", "form", "redirector", "cloud-storage", "dynamic", "throw-away", "share",
    "rewriter", "delivery", "messenger", NULL
};

const char *const link_place_names[] = { "body", "button", "image", "form", "area", "attachment", "text", "refresh", NULL };
_Static_assert(sizeof link_place_names / sizeof *link_place_names == LINK_PLACES + 1, "one name per place");

const char *const html_trait_names[] = {
    "script", "form", "password", "refresh", "base", "frame", "remote", "smuggles", "obfuscated", "meta-charset",
    "svg-active", "limit", NULL
};

const char *const html_hidden_names[] = {
    "display", "visibility", "opacity", "size", "colour", "position", "clip", "attribute", NULL
};

#define END { .name = NULL }

const struct noun noun_link = { "link", sizeof(struct link), (const struct field[]){
    FIELD(STR, link, href, .max = LINK_HREF_MAX),
    FIELD(STR, link, scheme, .max = 64),
    FIELD(STR, link, host, .max = LINK_HOST_MAX),
    FIELD(STR, link, ascii, .max = LINK_HOST_MAX),
    FIELD(STR, link, domain, .max = LINK_HOST_MAX),
    FIELD(STR, link, suffix, .max = LINK_HOST_MAX),
    FIELD(STR, link, text, .max = LINK_TEXT_MAX),
    FIELD(STR, link, text_host, .max = LINK_HOST_MAX),
    FIELD(STR, link, text_domain, .max = LINK_HOST_MAX),
    FIELD(STR, link, target_href, .max = LINK_HREF_MAX),
    FIELD(STR, link, target_host, .max = LINK_HOST_MAX),
    FIELD(STR, link, target_domain, .max = LINK_HOST_MAX),
    FIELD(U32, link, port),
    FIELD(FLAGS, link, flags, .names = url_flag_names),
    FIELD(FLAGS, link, kinds, .names = host_kind_names),
    FIELD(FLAGS, link, target_flags, .names = url_flag_names),
    FIELD(FLAGS, link, target_kinds, .names = host_kind_names),
    FIELD(ENUM, link, place, .names = link_place_names),
    FIELD(BOOL, link, hidden),
    FIELD(BOOL, link, attached),
    FIELD(BOOL, link, nested),
    FIELD(STR, link, part, .max = 256),
    FIELD(U32, link, count),
    END } };

const struct noun noun_html = { "html", sizeof(struct html_facts), (const struct field[]){
    FIELD(U32, html_facts, documents),
    FIELD(FLAGS, html_facts, traits, .names = html_trait_names),
    FIELD(FLAGS, html_facts, attached_traits, .names = html_trait_names),
    FIELD(FLAGS, html_facts, hidden_how, .names = html_hidden_names),
    FIELD(U64, html_facts, hidden_chars),
    FIELD(U64, html_facts, visible_chars),
    FIELD(STR, html_facts, hidden, .max = 1024),
    FIELD(U32, html_facts, images),
    FIELD(U32, html_facts, remote_images),
    FIELD(U32, html_facts, links),
    FIELD(U32, html_facts, forms),
    FIELD(STR, html_facts, base, .max = LINK_HREF_MAX),
    FIELD(STR, html_facts, title, .max = 512),
    FIELD(U32, html_facts, linked_images),
    FIELD(U64, html_facts, unlinked_chars),
    FIELD(U64, html_facts, preheader_chars),
    FIELD(U32, html_facts, zero_size_pieces),
    FIELD(U32, html_facts, pieces_in_words),
    FIELD(U64, html_facts, outlook_only_chars),
    FIELD(U32, html_facts, outlook_only_links),
    FIELD(STR, html_facts, outlook_only, .max = 256),
    FIELD(U32, html_facts, bidi_overrides),
    FIELD(BOOL, html_facts, block_code),
    FIELD(U32, html_facts, plain_words),
    FIELD(U32, html_facts, html_words),
    FIELD(U32, html_facts, plain_in_html),
    FIELD(U32, html_facts, html_in_plain),
    END } };
