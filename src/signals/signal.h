/* Signals: case facts → findings. A signal states one fact with evidence; it never sees bytes, never asks anyone, and
 * knows nothing of its weight (data/weights.tsv) or its sentences (text/ja, text/en, both under its id).
 *
 * One file per signal or small family, one row each in signals[] (signals/table.c). Adding one: write the file, add the
 * row, the weight, the two texts, a minimal pair; tests fail while one is missing. */
#ifndef SEKISHO_SIGNAL_H
#define SEKISHO_SIGNAL_H

#include "facts/case.h"

enum severity { SEVERITY_INFORMATION, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH };
extern const char *const severity_names[];

/* Groups cap their sum, so ten small oddities never stop a mail. */
enum group { GROUP_IDENTITY, GROUP_REPLY, GROUP_ATTACHMENT, GROUP_STRUCTURE, GROUP_TEXT, GROUP_LINK, GROUP_AUTHENTICATION, GROUP_COUNT };
extern const char *const group_names[];

/* What was seen: filled by a signal, quoted in the card. All may be "". UTF-8, in the arena. */
struct evidence {
    str claimed;                        /* what it pretends: the shown name, the label, the extension */
    str actual;                         /* what it is: the address, the real type */
    str where;                          /* header name, file name, part path */
};

struct signal {
    const char *id;                     /* "mail.from.name-claims-address": also text id, test name, manual section */
    const char *code;                   /* row of the signal catalogue, "S02" */
    const char *serves[6];              /* measure ids of data/measures.tsv, NULL-terminated */
    enum group group;
    enum severity severity;
    bool (*check)(const struct case_facts *c, struct arena *a, struct evidence *ev);
};

extern const struct signal *const signals[];    /* NULL-terminated, in the order of the manual */
const struct signal *signal_by_id(str id);

struct finding {
    const struct signal *signal;
    struct evidence evidence;
};

/* Runs all; returns how many findings were written (never more than there are signals). `out` has room for all. */
size_t signals_run(const struct case_facts *c, struct arena *a, struct finding *out);
size_t signals_count(void);

#endif
