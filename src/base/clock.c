#include "base/clock.h"

#include <time.h>

static int64_t system_now(const struct clock *c)
{
    (void)c;
    return time(NULL);
}

static int64_t fixed_now(const struct clock *c)
{
    return c->fixed;
}

const struct clock clock_system = { .now = system_now };

struct clock clock_at(int64_t seconds)
{
    return (struct clock){ .now = fixed_now, .fixed = seconds };
}

int64_t clock_milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
