#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define RED_ZONE 16
#define POISON(p, n)   __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define RED_ZONE 0
#define POISON(p, n)   ((void)0)
#define UNPOISON(p, n) ((void)0)
#endif

enum { ALIGN = 16 };

static void full_default(struct arena *a)
{
    fprintf(stderr, "arena of %zu bytes is full\n", a->limit);
    abort();
}

bool arena_open(struct arena *a, size_t limit, void (*full)(struct arena *))
{
    void *p = mmap(NULL, limit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (p == MAP_FAILED)
        return false;
    *a = (struct arena){ .base = p, .limit = limit, .full = full ? full : full_default };
    POISON(a->base, a->limit);
    return true;
}

void arena_close(struct arena *a)
{
    if (a->base) {
        UNPOISON(a->base, a->limit);
        munmap(a->base, a->limit);
    }
    *a = (struct arena){ 0 };
}

void arena_reset(struct arena *a, size_t keep)
{
    size_t page = 4096, from = (keep + page - 1) / page * page;

    arena_release(a, 0);
    if (a->touched > from) {
        madvise(a->base + from, a->touched - from, MADV_DONTNEED);
        a->touched = from;
    }
}

static size_t room_of(size_t n)
{
    return (n + RED_ZONE + ALIGN - 1) / ALIGN * ALIGN;
}

bool arena_is_last(const struct arena *a, const void *p, size_t n)
{
    return (size_t)((const char *)p - a->base) + room_of(n) == a->used;
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t room = room_of(n);
    char *p;

    if (room < n || room > a->limit - a->used) {
        a->full(a);
        abort();                        /* `full` must not return */
    }
    p = a->base + a->used;
    a->used += room;
    if (a->used > a->touched)
        a->touched = a->used;
    UNPOISON(p, n);
    return p;
}

void *arena_zero(struct arena *a, size_t n)
{
    return memset(arena_alloc(a, n), 0, n);
}

size_t arena_mark(const struct arena *a)
{
    return a->used;
}

void arena_release(struct arena *a, size_t mark)
{
    if (mark < a->used) {
        POISON(a->base + mark, a->used - mark);
        a->used = mark;
    }
}

void arena_large(const void *p, size_t n)
{
    uintptr_t from = ((uintptr_t)p + 4095) & ~(uintptr_t)4095;

    madvise((void *)from, n & ~(size_t)4095, MADV_HUGEPAGE);
}

str arena_copy(struct arena *a, str s)
{
    char *p = arena_alloc(a, s.n);

    if (s.n)
        memcpy(p, s.p, s.n);
    return str_from(p, s.n);
}

str arena_format(struct arena *a, const char *format, ...)
{
    va_list args, again;
    int n;
    char *p;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        n = 0;
    p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return str_from(p, (size_t)n);
}
