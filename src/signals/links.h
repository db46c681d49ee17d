/* Where a mail leads, as the link, page and claim signals and the rules need it. Footers and honest furniture - "powered
 * by", share buttons, unsubscribe - are no action: an action is what a person is meant to press. */
#ifndef SEKISHO_SIGNALS_LINKS_H
#define SEKISHO_SIGNALS_LINKS_H

#include "facts/case.h"

#define LINKS_EACH(c, l) \
    for (const struct link *l = (c)->mail.links.items, *l##_end = l + (c)->mail.links.n; l != l##_end; l++)
#define CLAIMS_EACH(c, m) \
    for (const struct claim *m = (c)->mail.claims.items, *m##_end = m + (c)->mail.claims.n; m != m##_end; m++)

/* A shown link in the mail itself that leads to a host. */
bool link_is_shown(const struct link *l);
/* … and that is no share button, unsubscribe or the like. */
bool link_is_action(const struct link *l);
/* http and https: no address to write to. */
bool link_is_page(const struct link *l);
/* The registrable domain it really leads to: the wrapped target's where the host only passes on. */
str  link_domain(const struct link *l);
str  link_host(const struct link *l);
/* Nobody lasting is at home there: random or throw-away names, dynamic DNS, free hosts, bare addresses. */
bool link_is_fleeting(const struct link *l);
/* The sender's own organisation, a partner of the site, or the site itself. */
bool link_is_senders(const struct case_facts *c, const struct link *l);
bool link_is_known(const struct case_facts *c, const struct link *l);
/* Of the organisation claimed. */
bool link_is_claimed(const struct claim *m, const struct link *l);

/* A claim that a person takes for the sender: by name, domain, subject, logo, greeting, signature; a weak one only by
 * its place. Names that stand as badges in other people's mail count only as shown name or domain. */
bool claim_by_host(const struct claim *m);
bool claim_is_strong(const struct claim *m);
/* The strongest claim that the mail's sender and action links do not bear out; NULL when none. */
const struct claim *claim_not_borne_out(const struct case_facts *c);
/* A strong claim whose From is its own, unproven, while every action leads elsewhere; NULL when none. */
const struct claim *claim_led_away(const struct case_facts *c, const struct link **to);
/* A name or domain taken over from elsewhere, in a mail without any link: an answer or a call is wanted. */
bool claim_without_links(const struct case_facts *c);

/* An address that anybody gets in a minute. */
bool domain_is_freemail(str domain);
bool sender_is_freemail(const struct case_facts *c);

#endif
