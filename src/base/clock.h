/* The clock seam: whoever needs the time is handed a clock, so a test can pass a day in a second. */
#ifndef SEKISHO_CLOCK_H
#define SEKISHO_CLOCK_H

#include <stdint.h>

struct clock {
    int64_t (*now)(const struct clock *);        /* seconds since 1970, UTC */
    int64_t fixed;                               /* used by clock_fixed */
};

extern const struct clock clock_system;
struct clock clock_at(int64_t seconds);          /* stands still */
static inline int64_t clock_now(const struct clock *c) { return c->now(c); }
/* Monotonic milliseconds, for time limits only; never part of a verdict. */
int64_t clock_milliseconds(void);

#endif
