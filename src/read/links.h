/* Every address a mail leads to, from all its texts, as facts. Internal to read/. */
#ifndef SEKISHO_LINKS_H
#define SEKISHO_LINKS_H

#include "facts/mail.h"
#include "read/html.h"
#include "read/url.h"

enum { LINKS_PER_DOMAIN = 8 };          /* when half of LINKS_MAX is taken: a footer must not push out the one link that counts */

struct links {
    struct urls urls;
    struct link *list;
    struct link_key { uint64_t hash; str href, text; } *key;    /* as they stood, beside list */
    uint32_t n;
    uint64_t all;
};

void links_new(struct links *l, struct arena *a, struct work *w, const struct identity *who);
void links_of_html(struct links *l, const struct html *html, const struct part *part, bool nested);
void links_of_text(struct links *l, str text, const struct part *part, bool nested);

/* Adds one document to what the mail's HTML is made of. */
void html_facts_add(struct html_facts *to, const struct html *html, bool attached);

#endif
