/* "A thing we could not do": a function returns -1 and fills a struct fail; only commands and process loops print it.
 * Odd input is not a failure but data; a bug is an assert. */
#ifndef SEKISHO_FAIL_H
#define SEKISHO_FAIL_H

#include "base/str.h"

struct fail {
    const char *id;                     /* text id, e.g. "fail.open": what happened and what to do, in ja and en */
    int  error;                         /* errno at the time, or 0 */
    char detail[256];                   /* the file, line, option it is about */
};

/* Fills *why (which may be NULL) and returns -1, so that `return fail_set(...)` reads as one thought. Keeps errno. */
int fail_set(struct fail *why, const char *id, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
