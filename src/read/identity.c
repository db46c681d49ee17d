#include "read/address.h"

enum { FROM_MAX = 20, SENDER_MAX = 20, REPLY_TO_MAX = 20 };

/* Which list a header goes to; several headers of one name are joined, as programs differ in which one they show. */
enum { TO_FROM, TO_SENDER, TO_REPLY_TO, TO_TO, TO_CC, TO_RETURN_PATH, TARGETS };
static const struct { const char *name; uint32_t max; } targets[TARGETS] = {
    [TO_FROM]        = { "from",        FROM_MAX },
    [TO_SENDER]      = { "sender",      SENDER_MAX },
    [TO_REPLY_TO]    = { "reply-to",    REPLY_TO_MAX },
    [TO_TO]          = { "to",          ADDRESS_PER_HEADER },
    [TO_CC]          = { "cc",          ADDRESS_PER_HEADER },
    [TO_RETURN_PATH] = { "return-path", 1 },
};

static bool is_edge(int c) { return ascii_space(c) || (c >= 0 && c < ' ') || c == 0x7F; }

/* Controls and blanks around a name: lenient programs drop them and see a From header, strict ones see none. */
static int target_of(str name, uint32_t *odd)
{
    uint32_t seen = 0;

    while (name.n > 0 && is_edge(name.p[0])) {
        seen |= ascii_space(name.p[0]) ? ADDRESS_ODD_LEADING : ADDRESS_ODD_CONTROL;
        name = str_skip(name, 1);
    }
    while (name.n > 0 && is_edge(name.p[name.n - 1])) {
        seen |= ascii_space(name.p[name.n - 1]) ? ADDRESS_ODD_NO_COLON_GAP : ADDRESS_ODD_CONTROL;
        name.n--;
    }
    for (int i = 0; i < TARGETS; i++)
        if (str_eq_nocase(name, str_of(targets[i].name))) {
            *odd = seen;
            return i;
        }
    return -1;
}

static void append(struct arena *a, struct list *to, struct list more)
{
    struct mailbox *items;

    if (more.n == 0)
        return;
    if (to->n == 0) {
        *to = more;
        return;
    }
    items = arena_alloc(a, sizeof *items * (to->n + more.n));
    memcpy(items, to->items, sizeof *items * to->n);
    memcpy(items + to->n, more.items, sizeof *items * more.n);
    *to = (struct list){ items, to->n + more.n };
}

void identity_read(struct arena *a, struct work *w, const struct raw_header *headers, size_t n, enum charset hint,
                   struct identity *out)
{
    struct list lists[TARGETS] = { 0 };
    uint32_t odd = 0, from_headers = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t name_odd = 0, value_odd = 0;
        int target = target_of(headers[i].name, &name_odd);
        uint32_t left;

        work_tokens(w, 1);
        if (target < 0)
            continue;
        left = targets[target].max - lists[target].n;
        append(a, &lists[target], address_list(a, w, headers[i].value, hint, left, &value_odd));
        if (target == TO_FROM) {
            from_headers++;
            odd |= name_odd | value_odd;
        }
    }
    if (from_headers > 1 || lists[TO_FROM].n > 1)
        odd |= ADDRESS_ODD_MORE_THAN_ONE;
    if (lists[TO_FROM].n == 0)
        odd |= ADDRESS_ODD_NONE;
    *out = (struct identity){
        .from_headers = from_headers, .odd = odd, .from = lists[TO_FROM], .sender = lists[TO_SENDER],
        .reply_to = lists[TO_REPLY_TO], .to = lists[TO_TO], .cc = lists[TO_CC],
    };
    if (lists[TO_RETURN_PATH].n > 0)
        out->return_path = *LIST_AT(lists[TO_RETURN_PATH], struct mailbox, 0);
}
