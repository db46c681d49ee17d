#include "base/fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int fail_set(struct fail *why, const char *id, const char *format, ...)
{
    int error = errno;
    va_list args;

    if (why) {
        why->id = id;
        why->error = error;
        va_start(args, format);
        vsnprintf(why->detail, sizeof why->detail, format, args);
        va_end(args);
        errno = error;
    }
    return -1;
}
