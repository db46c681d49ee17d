/* Many patterns found in one pass (Aho and Corasick 1975): what phrases and names of organisations are looked for with.
 *
 * A dense table of next states by byte class, so that a byte of text costs two loads whatever it contains. Made once at
 * start, before the wall; bytes that no pattern has share class 0. Limits are of the embedded tables, never of mails. */
#ifndef SEKISHO_AUTOMATON_H
#define SEKISHO_AUTOMATON_H

#include "base/arena.h"

enum {
    AUTOMATON_STATES  = 1 << 15,        /* bit 15 of an entry says that something ends there */
    AUTOMATON_CLASSES = 128,
    AUTOMATON_ENDS    = 1 << 15,
};

struct automaton {
    uint8_t   class[256];
    uint16_t (*next)[AUTOMATON_CLASSES];
    uint16_t *ends;                     /* by state: the longest pattern that ends there, plus 1 */
    uint16_t *shorter;                  /* by pattern: the next one that ends in the same place, plus 1 */
    uint32_t *length;                   /* by pattern, in bytes */
    size_t    states;
};

/* `patterns` must not be empty strings; equal ones are all found. At most 65534 of them. */
void automaton_make(struct automaton *m, struct arena *a, const str *patterns, size_t n);

/* One byte of text, from state 0 on. What ends here: `for (at = automaton_step(m, &state, c); at; at = m->shorter[at - 1])`
 * is pattern at - 1, longest first. */
static inline uint16_t automaton_step(const struct automaton *m, uint16_t *state, char c)
{
    uint16_t to = m->next[*state][m->class[(uint8_t)c]];

    *state = to & (AUTOMATON_ENDS - 1);
    return to & AUTOMATON_ENDS ? m->ends[*state] : 0;
}

#endif
