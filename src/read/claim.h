/* Who a mail says it is from, by place: facts/claim.h.
 *
 * Needs the mail's identity, subject, visible text and links; adds its claims. Of the text, the first and the last few
 * kilobytes before any quotation are looked at: greetings and signatures stand nowhere else. */
#ifndef SEKISHO_CLAIM_H
#define SEKISHO_CLAIM_H

#include "facts/mail.h"
#include "read/brand.h"

enum {
    CLAIM_WINDOW      = 5 << 9,        /* bytes of text looked at from either end */
    CLAIM_HITS_MAX    = 16,             /* names looked at in one line */
    CLAIM_LINKS_MAX   = 60,             /* links whose words and hosts are looked at */
    CLAIM_LINE_MAX    = 2 << 10,        /* bytes of one line, link text or name that are looked at */
    CLAIM_FIRST_LINES = 8,              /* lines of which one may be a letterhead */
};

void claims_read(struct arena *a, struct work *w, struct mail_facts *mail);

#endif
