/* What-ifs: changes of case facts that a person can understand. Each is really made, on a copy, and judged again. */
#ifndef SEKISHO_VERDICT_CHANGES_H
#define SEKISHO_VERDICT_CHANGES_H

#include "verdict/verdict.h"

struct change {
    const char *id;                     /* text id "change.…" */
    /* Edits `c`, whose lists of parts, senders, phrases, oddities and signatures are copies. False when there is nothing
     * to change. `v` is the verdict as it stands. */
    bool (*apply)(struct case_facts *c, const struct verdict *v, struct arena *a, str *detail);
};

extern const struct change changes[];   /* ends with id NULL; in the order people would rather hear them */

/* The smallest set of changes (one, then two) that makes the outcome milder; among equals the mildest, then the first. */
struct counterfactual counterfactual_of(const struct case_facts *c, const struct verdict *v, struct arena *a);
/* For tests and `replay`: applies a change by its id to *c, copying what it edits. */
bool change_apply(const char *id, struct case_facts *c, const struct verdict *v, struct arena *a, str *detail);

#endif
