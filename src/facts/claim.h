/* The noun "claim": an organisation of data/brands.tsv that a mail says it comes from, or that it dresses up as.
 *
 * A claim is made by place: a shown name, a greeting, a signature, a button. A name somewhere in a text is none. One
 * claim per organisation and place, strongest places first; whose domains are whose is worked out by the reader. */
#ifndef SEKISHO_FACTS_CLAIM_H
#define SEKISHO_FACTS_CLAIM_H

#include "facts/noun.h"

enum { CLAIMS_MAX = 20, CLAIM_TEXT_MAX = 120, CLAIM_DOMAINS_MAX = 1024 };

enum brand_kind {
    BRAND_GOVERNMENT, BRAND_INSURER, BRAND_MEDICAL, BRAND_BANK, BRAND_CARD, BRAND_SECURITIES, BRAND_DELIVERY, BRAND_SHOP,
    BRAND_TELECOM, BRAND_UTILITY, BRAND_CLOUD, BRAND_TRANSPORT, BRAND_CRYPTO, BRAND_OTHER, BRAND_KINDS
};
extern const char *const brand_kind_names[];

enum claim_place {
    CLAIM_NAME,                         /* shown name of From */
    CLAIM_FROM_DOMAIN,                  /* spelt into somebody else's From domain */
    CLAIM_SUBJECT,
    CLAIM_LINK_DOMAIN,                  /* spelt into somebody else's domain that a link leads to */
    CLAIM_LINK,                         /* the text of a link or button that leads to none of its domains */
    CLAIM_LOGO,                         /* the alt text of such a picture; the title of the page */
    CLAIM_GREETING,                     /* "○○をご利用いただき", "Dear ○○ customer", a first line that is the name */
    CLAIM_SIGNATURE,                    /* a last line that is the name */
    CLAIM_COPYRIGHT,                    /* "© ○○", "発行元 ○○" */
    CLAIM_LOCAL,                        /* before the @ of From */
    CLAIM_PLACES
};
extern const char *const claim_place_names[];

/* How a domain or name resembles the real one. */
enum claim_how {
    CLAIM_PLAIN,                        /* spelt as it is */
    CLAIM_LETTERS,                      /* other letters of the same shape */
    CLAIM_TYPO,                         /* one or two letters differ */
    CLAIM_ENDING,                       /* the real name under another ending: mercari.example for mercari.com */
    CLAIM_DRESSED,                      /* the real name as a piece of another: amazon-co-jp.example */
    CLAIM_HOWS
};
extern const char *const claim_how_names[];

struct claim {
    str brand;                          /* id in data/brands.tsv */
    uint32_t kind;                      /* enum brand_kind */
    str name;                           /* as cards call it */
    str domain;                         /* its main domain, for cards */
    str domains;                        /* all that are really its own, separated by | */
    uint32_t place, how;                /* enum claim_place, claim_how */
    str text;                           /* what stood there; the host of the domain places */
    bool weak;                          /* an everyday word or short abbreviation, standing alone */
    bool any_sender;                    /* honest mail in its name often comes through other houses' domains */
    bool badge;                         /* its name stands as a button or mark in other people's honest mail */
    bool from_own;                      /* every From address is of its own domains */
    uint32_t links_own, links_other;    /* shown links with a host: that lead to its own domains, elsewhere */
};

extern const struct noun noun_claim;

#endif
