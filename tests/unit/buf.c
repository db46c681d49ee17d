/* Buffers that grow inside an arena, and what lies behind them. */
#include "base/buf.h"
#include "check.h"

/* Whatever small thing was taken behind a buffer is still the same when the buffer has grown or given room back. */
static void neighbours(struct arena *a)
{
    static const size_t sizes[] = { 1, 2, 15, 16, 17, 31, 32, 33, 47, 48, 49, 64 };

    char xs[64];

    memset(xs, 'x', sizeof xs);
    for (size_t room = 0; room < 40; room++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            for (int done = 0; done < 2; done++) {
                struct buf b = buf_new(a, room);
                char *behind = arena_alloc(a, sizes[i]);

                memset(behind, 'x', sizes[i]);
                if (done)
                    buf_done(&b);
                for (size_t n = 0; n < 200; n++)
                    buf_put(&b, 'o');
                CHECK(memcmp(behind, xs, sizes[i]) == 0);
                CHECK(buf_str(&b).n == 200);
                arena_reset(a, 1 << 20);
            }
}

static void grows_in_place(struct arena *a)
{
    struct buf b = buf_new(a, 20);
    const char *start = b.p;
    size_t before;

    for (size_t n = 0; n < 100000; n++)
        buf_put(&b, (char)n);
    CHECK(b.p == start);
    before = arena_mark(a);
    buf_done(&b);
    CHECK(arena_mark(a) < before && b.p == start && b.n == 100000);
    for (size_t n = 0; n < b.n; n++)
        if (b.p[n] != (char)n)
            CHECK(!"a byte changed");
    arena_reset(a, 1 << 20);
}

int main(void)
{
    struct arena a;

    CHECK(arena_open(&a, 64 << 20, NULL));
    neighbours(&a);
    grows_in_place(&a);
    arena_close(&a);
    return check_done();
}
