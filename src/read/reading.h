/* What the steps of reading one mail share: structure in, facts out. Internal to read/. */
#ifndef SEKISHO_READING_H
#define SEKISHO_READING_H

#include "base/charset.h"
#include "read/mail.h"
#include "read/oddities.h"
#include "read/phrase.h"
#include "read/structure.h"

struct reading {
    struct arena *a;
    struct work *w;
    const struct mail_options *options;
    str bytes;
    struct structure structure;
    struct block top;                   /* the mail's own headers, as the most forgiving program sees them */
    struct oddities odd;
    struct phrase_set phrases;
    enum charset hint;                  /* what the mail's parts are labelled with: a prior for its headers */
    struct part *parts;
    uint32_t part_count;
    struct mail_facts *out;
};

void read_headers(struct reading *r);   /* subject, identity, reply, authentication, header list */
void read_parts(struct reading *r);     /* leaves, members of archives, files written into text, what the sweep found */
void read_texts(struct reading *r);     /* visible text, its shape, phrases */

/* The part that a leaf became. */
struct part *reading_part(struct reading *r, const struct leaf *l);

#endif
