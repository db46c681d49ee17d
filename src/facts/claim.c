#include "facts/claim.h"

const char *const brand_kind_names[] = { "government", "insurer", "medical", "bank", "card", "securities", "delivery", "shop", "telecom",
                                         "utility", "cloud", "transport", "crypto", "other", NULL };
_Static_assert(sizeof brand_kind_names / sizeof *brand_kind_names == BRAND_KINDS + 1, "one word per kind");

const char *const claim_place_names[] = { "name", "from-domain", "subject", "link-domain", "link", "logo", "greeting", "signature",
                                          "copyright", "local", NULL };
_Static_assert(sizeof claim_place_names / sizeof *claim_place_names == CLAIM_PLACES + 1, "one word per place");

const char *const claim_how_names[] = { "plain", "letters", "typo", "ending", "dressed", NULL };
_Static_assert(sizeof claim_how_names / sizeof *claim_how_names == CLAIM_HOWS + 1, "one word per way");

const struct noun noun_claim = { "claim", sizeof(struct claim), (const struct field[]){
    FIELD(STR, claim, brand, .max = 64),
    FIELD(ENUM, claim, kind, .names = brand_kind_names),
    FIELD(STR, claim, name, .max = 256),
    FIELD(STR, claim, domain, .max = 256),
    FIELD(STR, claim, domains, .max = CLAIM_DOMAINS_MAX),
    FIELD(ENUM, claim, place, .names = claim_place_names),
    FIELD(ENUM, claim, how, .names = claim_how_names),
    FIELD(STR, claim, text, .max = CLAIM_TEXT_MAX),
    FIELD(BOOL, claim, weak),
    FIELD(BOOL, claim, any_sender),
    FIELD(BOOL, claim, badge),
    FIELD(BOOL, claim, from_own),
    FIELD(U32, claim, links_own),
    FIELD(U32, claim, links_other),
    { .name = NULL } } };
