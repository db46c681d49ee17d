/* Who the parties of a mail are, as far as the site, memory and authentication tell. Shared by signals and rules. */
#ifndef SEKISHO_SIGNALS_PARTY_H
#define SEKISHO_SIGNALS_PARTY_H

#include "facts/case.h"
#include "signals/domain.h"

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

/* A shown name for comparing: fold_skeleton() of it without blanks, punctuation, 様, 先生, (株), 医療法人 and the like. */
struct bare_name {
    str text;
    str edges;                          /* as long as text and one more: 1 where a word began, and at the end */
    uint64_t runes;                     /* a bit per character, several to a bit */
    size_t count;                       /* of characters, before look-alikes were replaced */
};
struct bare_name name_bare(struct arena *a, str name);

enum known_kind { KNOWN_COMPANY, KNOWN_PERSON, KNOWN_HOUSE };
struct known_name {
    struct bare_name name;
    str where;                          /* the address or domain that is really theirs */
    enum known_kind kind;
};
/* Whether the shown name is, or contains, a known one. A person's ends where a word or title begins: 日向誠一郎 is not
 * 日向誠一; it may stand turned round (誠一 日向) or as family name and office (日向院長). Our own begins and ends so.
 * Names of less than four characters are only ever the whole (山田 is in 山田薬品). */
bool name_is(const struct bare_name *shown, const struct known_name *known);

/* The lines of a site taken apart for comparing: partners' names first, then people's, then the house's own. A site that
 * noun_config() read is prepared once per process, another one in `a` at every call. */
struct known_parties {
    struct known_name *names;
    struct domain_shape *domains;       /* our own, then the partners' */
    str *partners;                      /* their domains and addresses, sorted */
    str *organisations;                 /* of `domains`, sorted */
    size_t name_count, domain_count, partner_count;
};
struct known_parties known_parties(struct arena *a, const struct site *site);

/* Our own, or a partner's. */
bool domain_is_known(const struct case_facts *c, str domain);

bool mail_has_link(const struct case_facts *c);
/* "Re:" and its like, but not a forwarded mail: forwarding programs leave the references out. */
bool mail_claims_reply(const struct case_facts *c);
bool mail_is_forward(const struct case_facts *c);
/* A phrase whose id is `id` or begins with `id` and a dot. The text that stood there goes to *text, which may be NULL. */
bool mail_has_phrase(const struct case_facts *c, str id, str *text);

#endif
