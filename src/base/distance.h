/* How many slips of the keyboard lie between two names. */
#ifndef SEKISHO_DISTANCE_H
#define SEKISHO_DISTANCE_H

#include "base/str.h"

enum { DISTANCE_MAX = 63 };             /* bytes of a DNS label (RFC 1035 2.3.4); longer names are never near */

/* Damerau-Levenshtein (adjacent letters swapped count one) by bytes. More than `bound` is bound + 1. */
size_t edit_distance(str a, str b, size_t bound);

#endif
