/* Arenas: memory for one unit of work, freed whole.
 *
 * An arena reserves `limit` bytes of address space and touches only what is used. A full arena does not return NULL:
 * it calls `full`, which must not return - in a sandboxed reader it ends the process, and the parent says "could not
 * be read safely". So no reader tests for NULL and nothing is half read. Under AddressSanitizer every allocation is
 * followed by a poisoned red zone. */
#ifndef SEKISHO_ARENA_H
#define SEKISHO_ARENA_H

#include "base/str.h"

struct arena {
    char  *base;
    size_t used, limit;
    size_t touched;                     /* high-water mark: pages beyond it were never used since the last trim */
    void (*full)(struct arena *);
};

/* `full` NULL: prints one line and aborts. False when the address space cannot be had. */
bool   arena_open(struct arena *a, size_t limit, void (*full)(struct arena *));
void   arena_close(struct arena *a);
/* Forgets everything. Keeps at most `keep` bytes of pages, gives the rest back to the kernel. */
void   arena_reset(struct arena *a, size_t keep);

/* Aligned to 16, NOT zeroed: a reader asks for as much room as there is input left, once per token, and zeroing that
 * each time is a square. */
void  *arena_alloc(struct arena *a, size_t n);
void  *arena_zero(struct arena *a, size_t n);
#define ARENA_NEW(a, type)        ((type *)arena_zero((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n)   ((type *)arena_zero((a), sizeof(type) * (n)))

/* Whether the `n` bytes at `p` are what was taken last and nothing, however small, was taken behind them. */
bool   arena_is_last(const struct arena *a, const void *p, size_t n);

/* Gives back what was taken since the mark: for scratch work in the middle of a longer-lived arena. */
size_t arena_mark(const struct arena *a);
void   arena_release(struct arena *a, size_t mark);

/* A hint: what was just taken will be used all over, so large pages pay. For tables made at start. */
void   arena_large(const void *p, size_t n);

str    arena_copy(struct arena *a, str s);
str    arena_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
