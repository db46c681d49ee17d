/* `mail scan --report FILE`: one page for people about a run. Self-contained: no request leaves it, nothing in it can run
 * but its own script, and it says everything without that script, too.
 *
 * Memory does not grow with the run: rows and cards go to nameless files beside FILE while mails are judged, and the page
 * is put together at the end under another name, synced, then renamed. Under FILE stands a whole page or what stood there. */
#ifndef SEKISHO_CMD_REPORT_H
#define SEKISHO_CMD_REPORT_H

#include "base/fail.h"
#include "cmd/scan.h"

enum {
    REPORT_PASS_MAX   = 200,            /* mails that pass: rows kept */
    REPORT_CARDS_MAX  = 10000,          /* of each other outcome: rows and cards kept */
    REPORT_FAILED_MAX = 200,            /* what could not be opened: rows kept */
};

struct report;

/* `base`: site and now, the same for every mail; must outlive the report. Fails when FILE cannot be written. */
int  report_open(struct report **out, const char *path, const char *lang, const struct case_facts *base, struct fail *why);
/* A write that fails ends the report, not the run: report_close tells. `a` is for the mail at hand. */
void report_mail(struct report *r, const struct scanned *m, struct arena *a);
void report_unopened(struct report *r, str path, uint64_t index, const struct fail *f, struct arena *a);
/* Puts the page under its name and frees *r. -1 when it could not be written. */
int  report_close(struct report *r, struct fail *why);
/* Frees without a page. r may be NULL. */
void report_drop(struct report *r);

#endif
