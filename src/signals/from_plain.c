/* The From header's own make-up: exactly one plain mailbox, one script per word, nothing invisible. */
#include "signals/party.h"
#include "signals/signal.h"

/* Composition Kills (USENIX Security 2020) A6-A13: forms of From that programs read differently, so that the address
 * that was authenticated is not the one that is shown. */
enum {
    ODD_FORMS = ADDRESS_ODD_MORE_THAN_ONE | ADDRESS_ODD_ROUTE | ADDRESS_ODD_GROUP | ADDRESS_ODD_COMMENT | ADDRESS_ODD_ENCODED |
                ADDRESS_ODD_TWO_ANGLES | ADDRESS_ODD_CONTROL | ADDRESS_ODD_NO_COLON_GAP | ADDRESS_ODD_LEADING,
};

static uint32_t all_odd(const struct case_facts *c)
{
    uint32_t odd = c->mail.identity.odd;

    for (uint32_t i = 0; i < c->mail.identity.from.n; i++)
        odd |= LIST_AT(c->mail.identity.from, struct mailbox, i)->odd;
    return odd;
}

static str all_addresses(const struct case_facts *c, struct arena *a)
{
    struct buf out = buf_new(a, 128);

    for (uint32_t i = 0; i < c->mail.identity.from.n && i < 3; i++) {
        if (i > 0)
            buf_add(&out, STR(", "));
        buf_add(&out, LIST_AT(c->mail.identity.from, struct mailbox, i)->addr);
    }
    return buf_done(&out);
}

static bool two_ats(str addr)
{
    size_t first = str_find_char(addr, '@');

    return first < addr.n && str_find_char(str_skip(addr, first + 1), '@') < addr.n - first - 1 && str_at(addr, 0) != '"';
}

/* Bounces come from nobody, some without any From. What only reads like one must bring nothing else. */
static bool needs_no_sender(const struct case_facts *c)
{
    return c->mail.is_bounce || c->mail.is_automatic || (mail_has_phrase(c, STR("bounce.notice"), NULL) && !mail_has_link(c));
}

static bool not_single(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    uint32_t odd = all_odd(c);
    bool none = c->mail.identity.from.n == 0 && !needs_no_sender(c);

    if (!(odd & ODD_FORMS) && c->mail.identity.from_headers <= 1 && c->mail.identity.from.n <= 1 && !none &&
        !two_ats(sender_of(c)->addr))
        return false;
    *ev = (struct evidence){ .claimed = sender_of(c)->name, .actual = all_addresses(c, a), .where = STR("From") };
    return true;
}

static bool mixed_script(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    if (!(all_odd(c) & ADDRESS_ODD_MIXED_SCRIPT))
        return false;
    *ev = (struct evidence){ .claimed = sender_of(c)->name, .actual = sender_of(c)->addr, .where = STR("From") };
    return true;
}

static bool invisible(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    if (!(all_odd(c) & (ADDRESS_ODD_INVISIBLE | ADDRESS_ODD_BIDI)))
        return false;
    *ev = (struct evidence){ .claimed = sender_of(c)->name, .actual = sender_of(c)->addr, .where = STR("From") };
    return true;
}

const struct signal signal_from_not_single = {
    "mail.from.not-single", "S01", { "P0.1", "P0.3", "C1.10" }, GROUP_IDENTITY, SEVERITY_HIGH, not_single };
const struct signal signal_from_mixed_script = {
    "mail.from.mixed-script", "S05", { "P0.1", "P0.3", "C1.10" }, GROUP_IDENTITY, SEVERITY_HIGH, mixed_script };
const struct signal signal_from_invisible = {
    "mail.from.invisible", "S05", { "P0.1", "C1.10" }, GROUP_IDENTITY, SEVERITY_MEDIUM, invisible };
