/* Who the parties of a mail are, as far as the site, memory and authentication tell. Shared by signals and rules. */
#ifndef SEKISHO_SIGNALS_PARTY_H
#define SEKISHO_SIGNALS_PARTY_H

#include "facts/case.h"

/* The mailbox people see: the first of the first From; a mailbox of empty strings when there is none. */
const struct mailbox *sender_of(const struct case_facts *c);
/* `known` is a domain or a full address, as site lines write them. */
bool address_belongs(const struct mailbox *who, str known);
bool sender_is_ours(const struct case_facts *c);
bool sender_is_copier(const struct case_facts *c);
bool sender_is_partner(const struct case_facts *c);
/* SPF, DKIM or DMARC passed for the sender's own organisation, as arrival or a believed authserv-id says. */
bool sender_authenticated(const struct case_facts *c);
/* Neither ours, nor a partner, nor anybody memory has had mail with. */
bool sender_is_stranger(const struct case_facts *c);
/* A partner or a long correspondent, and it is really they. */
bool sender_is_trusted(const struct case_facts *c);

/* A shown name for comparing: folded, without blanks, punctuation, 様, 先生, (株), 医療法人 and the like. */
struct bare_name {
    str text;
    str edges;                          /* as long as text and one more: 1 where a word began, and at the end */
    uint64_t runes;                     /* a bit per character, several to a bit */
};
struct bare_name name_bare(struct arena *a, str name);
/* Whether the shown name is, or contains, a known one. A person's ends where a word or title begins: 日向誠一郎 is not
 * 日向誠一. Names of less than four characters are only ever the whole (山田 is in 山田薬品). */
bool name_is(struct arena *a, const struct bare_name *shown, str known, bool person);

bool mail_has_link(const struct case_facts *c);
/* "Re:" and its like, but not a forwarded mail: forwarding programs leave the references out. */
bool mail_claims_reply(const struct case_facts *c);
bool mail_is_forward(const struct case_facts *c);
/* A phrase whose id is `id` or begins with `id` and a dot. The text that stood there goes to *text, which may be NULL. */
bool mail_has_phrase(const struct case_facts *c, str id, str *text);

#endif
