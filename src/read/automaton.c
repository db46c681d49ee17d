#include "read/automaton.h"

#include <assert.h>

/* What is needed of a state while the automaton is made. */
struct growing { uint16_t failure, first_child, sibling; uint8_t class; };

/* Byte classes from all patterns: 1 and up for the bytes that occur, 0 for the rest. */
static void classes_make(struct automaton *m, const str *patterns, size_t n)
{
    uint8_t count = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < patterns[i].n; j++)
            if (!m->class[(uint8_t)patterns[i].p[j]])
                m->class[(uint8_t)patterns[i].p[j]] = ++count;
    assert(count < AUTOMATON_CLASSES);
}

static uint16_t state_add(struct automaton *m, struct growing *g, uint16_t parent, uint8_t class)
{
    uint16_t state = (uint16_t)m->states++;

    assert(m->states < AUTOMATON_STATES);
    memset(m->next[state], 0, sizeof *m->next);
    g[state] = (struct growing){ .class = class, .sibling = g[parent].first_child };
    g[parent].first_child = state;
    return state;
}

static void pattern_insert(struct automaton *m, struct growing *g, size_t i, str text)
{
    uint16_t state = 0;

    assert(text.n > 0);
    for (size_t k = 0; k < text.n; k++) {
        uint8_t class = m->class[(uint8_t)text.p[k]];

        if (!m->next[state][class])
            m->next[state][class] = state_add(m, g, state, class);
        state = m->next[state][class];
    }
    m->length[i] = (uint32_t)text.n;
    m->shorter[i] = m->ends[state];
    m->ends[state] = (uint16_t)(i + 1);
}

/* Appends what ends at the failure state to what ends here: the longest suffixes first, each list made once. */
static void ends_join(struct automaton *m, uint16_t state, uint16_t failure)
{
    uint16_t at = m->ends[state];

    if (!at) {
        m->ends[state] = m->ends[failure];
        return;
    }
    while (m->shorter[at - 1])
        at = m->shorter[at - 1];
    m->shorter[at - 1] = m->ends[failure];
}

/* Breadth first: a state's missing transitions are its failure state's, whose row is complete already because it is
 * shorter. That something ends in a state is known before any row leads there. */
static void automaton_close(struct automaton *m, struct growing *g, uint16_t *queue)
{
    size_t head = 0, tail = 1;

    queue[0] = 0;
    while (head < tail) {
        uint16_t state = queue[head++], *row = m->next[state];
        const uint16_t *other = m->next[g[state].failure];

        for (uint16_t child = g[state].first_child; child; child = g[child].sibling) {
            uint16_t failure = state ? other[g[child].class] & (AUTOMATON_ENDS - 1) : 0;

            g[child].failure = failure;
            ends_join(m, child, failure);
            queue[tail++] = child;
        }
        if (state)
            memcpy(row, other, sizeof *m->next);
        for (uint16_t child = g[state].first_child; child; child = g[child].sibling)
            row[g[child].class] = (uint16_t)(child | (m->ends[child] ? AUTOMATON_ENDS : 0));
    }
}

void automaton_make(struct automaton *m, struct arena *a, const str *patterns, size_t n)
{
    struct growing *g;
    size_t total = 1;

    assert(n < UINT16_MAX);
    for (size_t i = 0; i < n; i++)
        total += patterns[i].n;
    *m = (struct automaton){ .states = 1 };
    g = arena_alloc(a, sizeof *g * total);
    g[0] = (struct growing){ 0 };
    m->length = ARENA_ARRAY(a, uint32_t, n);
    m->shorter = ARENA_ARRAY(a, uint16_t, n);
    m->ends = ARENA_ARRAY(a, uint16_t, total);
    m->next = arena_alloc(a, sizeof *m->next * total);      /* rows are cleared as they come into use */
    /* A fault for each small page takes longer than all the rest. */
    arena_large(m->next, sizeof *m->next * total);
    memset(m->next[0], 0, sizeof *m->next);
    classes_make(m, patterns, n);
    for (size_t i = 0; i < n; i++)
        pattern_insert(m, g, i, patterns[i]);
    automaton_close(m, g, arena_alloc(a, sizeof(uint16_t) * m->states));
}
