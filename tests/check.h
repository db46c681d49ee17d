/* The unit tests' whole framework: rows checked, TAP printed, exit status 1 when one is wrong.
 * A test program is `int main(void) { …CHECK…; return check_done(); }`. Every CHECK is one test. */
#ifndef SEKISHO_CHECK_H
#define SEKISHO_CHECK_H

#include "base/str.h"

#include <stdio.h>

static int check_count, check_failed;

static inline bool check_that(bool good, const char *file, int line, const char *what)
{
    check_count++;
    if (!good) {
        check_failed++;
        printf("not ok %d - %s:%d: %s\n", check_count, file, line, what);
    }
    return good;
}

static inline bool check_str(str got, str want, const char *file, int line, const char *what)
{
    bool good = check_that(str_eq(got, want), file, line, what);

    if (!good)
        printf("#   got  \"%.*s\"\n#   want \"%.*s\"\n", STR_FMT(got), STR_FMT(want));
    return good;
}

#define CHECK(condition)       check_that((condition), __FILE__, __LINE__, #condition)
#define CHECK_ROW(cond, row)   check_that((cond), __FILE__, __LINE__, (row))
#define CHECK_STR(got, want)   check_str((got), str_of(want), __FILE__, __LINE__, #got)

static inline int check_done(void)
{
    printf("# %d passed, %d failed\n1..%d\n", check_count - check_failed, check_failed, check_count);
    return check_failed != 0;
}

#endif
