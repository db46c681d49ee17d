#include "base/buf.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

struct buf buf_new(struct arena *a, size_t room)
{
    return (struct buf){ .a = a, .p = arena_alloc(a, room), .room = room };
}

void buf_grow(struct buf *b, size_t more)
{
    size_t want = b->n + more, room = b->room < 32 ? 64 : b->room * 2;
    char *p;

    if (b->room - b->n >= more)
        return;
    if (room < want)
        room = want;
    if (arena_is_last(b->a, b->p, b->room)) {
        arena_release(b->a, (size_t)(b->p - b->a->base));
        p = arena_alloc(b->a, room);    /* the same place, longer: the bytes are still there */
    } else {
        p = arena_alloc(b->a, room);
        if (b->n)
            memcpy(p, b->p, b->n);
    }
    b->p = p;
    b->room = room;
}

void buf_add(struct buf *b, str s)
{
    buf_grow(b, s.n);
    if (s.n)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_rune(struct buf *b, uint32_t rune)
{
    buf_grow(b, 4);
    b->n += utf8_put(b->p + b->n, rune);
}

void buf_format(struct buf *b, const char *format, ...)
{
    va_list args, again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        buf_grow(b, (size_t)n + 1);
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

str buf_done(struct buf *b)
{
    if (arena_is_last(b->a, b->p, b->room)) {
        arena_release(b->a, (size_t)(b->p - b->a->base));
        b->p = arena_alloc(b->a, b->n);
        b->room = b->n;
    }
    return buf_str(b);
}
