/* The organisations of data/brands.tsv: their names as patterns, and which domains are theirs or made to look so. */
#ifndef SEKISHO_BRAND_H
#define SEKISHO_BRAND_H

#include "base/work.h"
#include "facts/claim.h"
#include "read/automaton.h"

enum { BRAND_NONE = UINT16_MAX };

struct brand {
    str id, name, names, weak_names, domains;   /* lists separated by | */
    enum brand_kind kind;
    bool any_sender, badge;
};

struct brands;

/* The embedded table; made once, kept for the life of the process. */
const struct brands *brands_embedded(void);
const struct brand *brand_at(const struct brands *b, uint16_t i);

/* Where strong names stand in folded text: longest ones only, at most `max`, in order. Names that begin or end with a
 * letter or digit stand alone; katakana is not cut in the middle of a word. */
struct brand_hit { uint16_t brand; size_t start, end; };
size_t brands_find(const struct brands *b, str folded, struct brand_hit *out, size_t max);
/* A whole folded name, strong or weak, as it stands or (how = CLAIM_LETTERS) in letters that look the same. */
uint16_t brand_named(const struct brands *b, struct arena *scratch, str folded, bool *weak, enum claim_how *how);

bool brand_owns(const struct brand *of, str host);
/* The organisation that a host belongs to. */
uint16_t brand_of_host(const struct brands *b, str host);
/* The organisation that a host in nobody's possession is dressed up as. `shown` is the host as people see it (Unicode),
 * `domain` its registrable domain. */
uint16_t brand_disguise(const struct brands *b, struct arena *scratch, struct work *w, str shown, str domain, enum claim_how *how);

#endif
