/* Findings → one verdict. Pure: the same case gives the same verdict on every machine and in every year.
 *
 * Weights are decibans (10 · log10 of the likelihood ratio, I. J. Good) from data/weights.tsv; groups cap their sum;
 * rules are named combinations with negations that set an outcome at once. Precedence hold > ask > disarm > pass. */
#ifndef SEKISHO_VERDICT_H
#define SEKISHO_VERDICT_H

#include "signals/signal.h"

enum outcome { OUTCOME_PASS, OUTCOME_DISARM, OUTCOME_ASK, OUTCOME_HOLD };
extern const char *const outcome_names[];

enum { VERDICT_REASONS_MAX = 3, VERDICT_RULES_MAX = 16 };

struct weighed {
    const struct signal *signal;
    struct evidence evidence;
    int decibans;                       /* its own weight, before the group's cap */
};

/* The smallest change of facts that would make the outcome milder, found by making it and judging again. */
struct counterfactual {
    const char *id[2];                  /* rows of verdict/changes.c, text ids "change.…"; NULL when none is known */
    str detail;                         /* "info@marumaru-med.example", for the sentence */
    enum outcome outcome;               /* what it would be then */
};

struct verdict {
    enum outcome outcome;
    int decibans;                       /* capped sum of all groups */
    const char *rules[VERDICT_RULES_MAX];   /* names of the rules that fired, strongest first; NULL-terminated */
    struct weighed *findings;           /* strongest first */
    size_t n;
    size_t reasons[VERDICT_REASONS_MAX];    /* indexes into findings: what a card says */
    size_t reason_count;
    struct counterfactual counterfactual;
};

/* `with_counterfactual` false saves the re-runs (they are only made for what is not pass). */
struct verdict verdict_of(const struct case_facts *c, struct arena *a, bool with_counterfactual);
/* For a mail whose reader died: hold, with mail.unreadable as only finding. */
struct verdict verdict_unreadable(struct arena *a, str why);

struct rule { const char *id; enum outcome outcome; bool (*holds)(const struct case_facts *c, const struct verdict *v); };
extern const struct rule rules[];       /* ends with id NULL */

const char *data_version(void);         /* a digest of all tables in data/ together */

#endif
