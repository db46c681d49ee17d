/* Weights: data/weights.tsv, looked up by signal. Decibans: 10 · log10 of how much more often the fact is seen in
 * harmful mail than in honest mail. */
#ifndef SEKISHO_VERDICT_WEIGHTS_H
#define SEKISHO_VERDICT_WEIGHTS_H

#include "signals/signal.h"

enum {
    /* Roughly one honest-looking mail in a thousand at a clinic is harmful (-30 decibans before looking). At HOLD the odds
     * are even; at ASK one in ten, cheap enough for one question. */
    VERDICT_HOLD = 30,
    VERDICT_ASK  = 20,
};

int weight_of(const struct signal *s);              /* 0 when it has no row; a test keeps that from happening */
/* The same for this sender: low facts lose their weight, medium ones half of it, when the sender is trusted. High facts
 * never do: a partner's mailbox can be stolen. */
int weight_for(const struct signal *s, bool trusted);
int group_cap(enum group g);

/* The rows as they stand, for tests and the manual: signal, decibans, source, argument. */
size_t weights_rows_count(void);
const char *const *weights_row(size_t i);

#endif
