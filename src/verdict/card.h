/* The card: what a person reads about one mail. One object for terminal, console, notice and paper; plain sentences
 * without markup, in the language asked for. Nothing of the mail is quoted raw: controls, direction marks and invisible
 * characters are written out as 〔U+202E〕, long values are cut. */
#ifndef SEKISHO_VERDICT_CARD_H
#define SEKISHO_VERDICT_CARD_H

#include "verdict/verdict.h"

enum { CARD_CAN_MAX = 3, CARD_VALUE_RUNES = 80, CARD_BLANKS = 4 };

/* A gate says what it did, a command what it would do. */
enum card_mood { CARD_DONE, CARD_WOULD };

struct card_reason {
    const struct signal *signal;        /* id, measures */
    str title, saw, why;                /* two or three words; claimed beside actual; why it matters */
};

struct card {
    enum outcome outcome;
    str headline;                       /* the consequence, and the strongest reason */
    struct card_reason reasons[VERDICT_REASONS_MAX];
    size_t reason_count;                /* 0 for pass */
    str did;                            /* what happened to the mail; "" for CARD_WOULD */
    str can[CARD_CAN_MAX];              /* what the person can do; the last one is always for "already opened" */
    size_t can_count;                   /* 0 for pass */
    str change;                         /* "It will be delivered if …", "" when no change is known */
};

/* All strings are in the arena or in the text tables. `lang` is "ja" or "en". */
struct card card_of(const struct verdict *v, const struct case_facts *c, const char *lang, enum card_mood mood, struct arena *a);

/* One value made fit to be shown. */
str card_clean(struct arena *a, str value);
/* The same for a name or another short value: CARD_BLANKS blanks or more in a row are told in words of `lang`. */
str card_value(struct arena *a, const char *lang, str value);

#endif
