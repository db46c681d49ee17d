/* One mail's bytes → mail_facts. Pure: no file, no socket, no clock; runs unchanged in the sandboxed reader, the fuzzer
 * and the tests. Never fails: what is wrong is a named oddity. Facts point into `bytes` and the arena. */
#ifndef SEKISHO_READ_MAIL_H
#define SEKISHO_READ_MAIL_H

#include "base/work.h"
#include "facts/mail.h"

enum {
    MAIL_DEPTH_MAX = 24,                /* nesting of parts and attached mails */
};

struct mail_options {
    bool no_sweep;                      /* for tests that show what the views alone yield */
    bool all_views;                     /* for tests of the proof that a mail is plain: walks every view all the same */
};

void mail_read(struct arena *a, struct work *w, str bytes, const struct mail_options *options, struct mail_facts *out);
/* Tables that are built at start (phrases, hashes): call before a wall goes up. */
void mail_warm(void);

#endif
