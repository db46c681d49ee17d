/* The work meter: a deterministic cost that every reader counts. It is the real bound on a hostile mail - time limits
 * are only a backstop - and it is printed by `explain`, so "why was this slow" has the same answer on every machine.
 *
 * Readers add the bytes they touch, once per pass, and a token or child for whatever they do per item. The bound is
 * linear in the input: WORK_PER_BYTE * size + WORK_BASE (asserted by the fuzz targets). */
#ifndef SEKISHO_WORK_H
#define SEKISHO_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORK_PER_BYTE = 64, WORK_BASE = 1 << 20 };

struct work {
    uint64_t bytes;                     /* bytes touched, each pass counted */
    uint64_t tokens;                    /* headers, lines, parameters, addresses, phrase hits … */
    uint64_t children;                  /* parts, nested mails, archive members */
    uint64_t limit;                     /* of bytes + 16 * tokens + 256 * children; 0: no limit */
};

static inline void work_bytes(struct work *w, size_t n)  { w->bytes += n; }
static inline void work_tokens(struct work *w, size_t n) { w->tokens += n; }
static inline void work_child(struct work *w)            { w->children++; }
static inline uint64_t work_units(const struct work *w)  { return w->bytes + 16 * w->tokens + 256 * w->children; }
/* Asked before anything optional or recursive; true is a finding ("too much work"), not an error. */
static inline bool work_spent(const struct work *w)      { return w->limit && work_units(w) > w->limit; }

#endif
