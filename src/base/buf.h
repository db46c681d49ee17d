/* Buffers: bytes that grow inside an arena. The last allocation of the arena grows in place; any other moves, and its
 * old room stays unused until the arena is reset, at most doubling what is needed. */
#ifndef SEKISHO_BUF_H
#define SEKISHO_BUF_H

#include "base/arena.h"

struct buf {
    struct arena *a;
    char  *p;
    size_t n, room;
};

struct buf buf_new(struct arena *a, size_t room);
void buf_grow(struct buf *b, size_t more);          /* room for `more` bytes after n */
void buf_add(struct buf *b, str s);
void buf_rune(struct buf *b, uint32_t rune);        /* as UTF-8; what is no scalar value becomes U+FFFD */
void buf_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline void buf_put(struct buf *b, char c)
{
    if (b->n == b->room)
        buf_grow(b, 1);
    b->p[b->n++] = c;
}
static inline str buf_str(const struct buf *b)      { return (str){ b->p, b->n }; }
/* Gives unused room back when the buffer is the arena's last allocation. */
str buf_done(struct buf *b);

#endif
