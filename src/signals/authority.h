/* The built-in table of authorities and associations whose name is worth faking: data/authorities.tsv. */
#ifndef SEKISHO_SIGNALS_AUTHORITY_H
#define SEKISHO_SIGNALS_AUTHORITY_H

#include "base/str.h"

#include <stdbool.h>

struct authority {
    str names;                          /* folded spellings, separated by | */
    str domains;                        /* really theirs, separated by |; the first is named on cards */
    bool branch;                        /* "保健所": any prefix makes one; else the name stands alone */
};

/* False past the end. */
bool authority_at(size_t i, struct authority *out);
/* The authority a folded shown name poses as; false when it merely mentions one. */
bool authority_named(str folded_name, struct authority *out);
bool authority_owns(const struct authority *who, str domain);

#endif
