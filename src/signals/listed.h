/* Words of a fixed, sorted table. Called for every mail, so it halves instead of walking; a test keeps tables sorted. */
#ifndef SEKISHO_SIGNALS_LISTED_H
#define SEKISHO_SIGNALS_LISTED_H

#include "base/str.h"

struct word_list { const char *const *words; size_t n; };

#define WORD_LIST(name, ...) \
    static const char *const name##_words[] = { __VA_ARGS__ }; \
    static const struct word_list name = { name##_words, sizeof name##_words / sizeof *name##_words };

/* Below, equal, above 0. Stops at the table word's end, whatever bytes the stranger's word has. */
static inline int listed_order(str word, const char *listed)
{
    for (size_t i = 0; i < word.n; i++) {
        if (listed[i] == '\0')
            return 1;
        if (ascii_lower(word.p[i]) != listed[i])
            return ascii_lower(word.p[i]) < listed[i] ? -1 : 1;
    }
    return listed[word.n] == '\0' ? 0 : -1;
}

/* Case is ASCII case only; the tables are in lower case. */
static inline bool listed(struct word_list list, str word)
{
    size_t low = 0, high = list.n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = listed_order(word, list.words[middle]);

        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static inline bool list_sorted(struct word_list list)
{
    for (size_t i = 1; i < list.n; i++)
        if (strcmp(list.words[i - 1], list.words[i]) >= 0)
            return false;
    return true;
}

#endif
