/* How two domains are related: same organisation, look-alike, or strangers. Domains are lower case without a final dot,
 * as in struct mailbox. Nothing is asked of the network. */
#ifndef SEKISHO_SIGNALS_DOMAIN_H
#define SEKISHO_SIGNALS_DOMAIN_H

#include "base/arena.h"
#include "base/distance.h"

/* The part anybody can register below: "or.jp", "co.uk", "com". A small built-in list (all of .jp's kinds, the
 * prefectures and the designated cities, common second levels elsewhere, shared hosters), not the whole public list:
 * for an unknown country it is the last label. */
str domain_suffix(str domain);
/* The suffix and one label more: what one party registered. */
str domain_organisation(str domain);
/* That one label: "med" of "tokyo.med.or.jp". */
str domain_core(str domain);
bool domain_within(str domain, str parent);         /* equal or below */
bool domain_same(str a, str b);                     /* same organisation, or one below the other */
/* Only the state can register here: go.jp, lg.jp, and the older pref.NAME.jp, city.NAME.jp … */
bool domain_is_public_office(str domain);

enum likeness {
    LIKENESS_NONE,
    LIKENESS_LETTERS,       /* looks the same: other letters of the same shape, also behind xn-- */
    LIKENESS_TYPO,          /* one or two letters differ */
    LIKENESS_ENDING,        /* the same name with another ending: mhlw.com */
    LIKENESS_DRESSED,       /* the known name as a piece of another: mhlw-go.jp, mhlw.go.jp.example, med-or-jp.com */
};
/* A domain taken apart once, for comparing it with many. The strs are slices of the domain given. */
struct domain_shape {
    str domain, suffix, organisation, core;
    uint64_t organisation_letters, core_letters;
    bool plain;                         /* ASCII, no xn-- label */
};
struct domain_shape domain_shape_of(str domain);

/* A sender's domain, with all that comparing it takes. */
struct domain_seen {
    struct domain_shape shape;
    str looks;                          /* fold_skeleton of its organisation, xn-- labels written out */
    str dashed;                         /* hyphens for dots */
    uint64_t letters;
    bool imitates_nobody;               /* a public office, or where anybody gets an address */
};
struct domain_seen domain_seen_of(struct arena *a, str domain);

/* Whether `s` tries to look like `known`; never for the same organisation, nor for short names (3 letters or less
 * differ by one from a third of all short names). */
enum likeness domain_alike(struct arena *a, const struct domain_seen *s, const struct domain_shape *known);

bool domain_lists_sorted(void);         /* for the tests: the tables are searched by halving */

#endif
