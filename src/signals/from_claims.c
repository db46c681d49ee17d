/* Who the shown name says it is, beside the address that really sends. Most phones show only the name. */
#include "base/fold.h"
#include "signals/domain.h"
#include "signals/party.h"
#include "signals/signal.h"

enum { LOCAL_MAX = 64 };                /* RFC 5321 4.5.3.1.1 */

static bool address_rune(int c)     { return ascii_alnum(c) || c == '.' || c == '-' || c == '_' || c == '+'; }

/* "No.1" is no domain: the last label begins with two letters. */
static bool reads_as_domain(str s)
{
    size_t dot = str_rfind_char(s, '.');

    return dot > 0 && dot < s.n && ascii_alpha(str_at(s, dot + 1)) && ascii_alpha(str_at(s, dot + 2));
}

/* Where what stands before an @ begins. 木村@firm.example is no address that mail goes to, but it reads as one. */
static size_t local_start(str text, size_t at)
{
    size_t from = at;

    while (from > 0 && address_rune(str_at(text, from - 1)) && at - from < LOCAL_MAX)
        from--;
    if (from < at)
        return from;
    while (from > 0 && str_at(text, from - 1) >= 0x80 && at - from < LOCAL_MAX) {
        size_t rune = from - 1;

        while (rune > 0 && (str_at(text, rune) & 0xC0) == 0x80)
            rune--;
        if (str_starts(str_skip(text, rune), STR("\xE3\x80")))     /* 「 」 and other marks */
            break;
        from = rune;
    }
    return from;
}

/* The first thing in a folded name that reads as local@domain.label. One pass: each @ looks only at its own neighbours. */
static str address_within(str folded)
{
    for (size_t i = 0; i < folded.n; i++) {
        size_t from, to = i + 1;

        if (str_at(folded, i) != '@')
            continue;
        from = local_start(folded, i);
        while (to < folded.n && address_rune(str_at(folded, to)) && to - i < 254)
            to++;
        while (to > i + 1 && (str_at(folded, to - 1) == '.' || str_at(folded, to - 1) == '-'))
            to--;
        if (from < i && reads_as_domain(str_sub(folded, i + 1, to - i - 1)))
            return str_sub(folded, from, to - from);
    }
    return STR("");
}

/* From: "soumu@hospital.example" <x9@elsewhere.example>, the form Emotet used in Japan. Mailing lists and forwarders
 * write "x via y", and people use several addresses of one house. */
static bool name_claims_address(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    bool may = str_find_char(who->name, '@') < who->name.n || str_has(who->name, STR("＠")) || str_has(who->name, STR("﹫"));
    str folded = may ? fold(a, who->name) : STR(""), claimed = address_within(folded), domain;

    if (claimed.n == 0 || who->addr.n == 0 || str_eq_nocase(claimed, who->addr))
        return false;
    domain = str_skip(claimed, str_find_char(claimed, '@') + 1);
    if (domain_same(domain, who->domain) || str_has(folded, STR(" via ")) || str_has(folded, STR("経由")))
        return false;
    *ev = (struct evidence){ .claimed = claimed, .actual = who->addr, .where = STR("From") };
    return true;
}

/* Several partners may share a name (two branches): the mail is right when it comes from any of them, so this asks
 * first whether the sender is a partner at all. */
static bool known_name(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    struct known_parties known;
    struct bare_name shown;

    if (who->name.n == 0 || who->addr.n == 0 || sender_is_partner(c) || sender_is_ours(c) || sender_is_copier(c))
        return false;
    known = known_parties(a, &c->site);
    if (known.name_count == 0)
        return false;
    shown = name_bare(a, who->name);
    for (size_t i = 0; i < known.name_count; i++)
        if (name_is(&shown, &known.names[i])) {
            *ev = (struct evidence){ .claimed = who->name, .actual = who->addr, .where = known.names[i].where };
            return true;
        }
    return false;
}

/* A colleague's address from outside. Scan-to-mail copiers and fax gateways send so every day: they are listed at
 * setup, or come from our own network, or authenticate. */
static bool our_domain(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    if (!sender_is_ours(c) || sender_is_copier(c) || c->arrival.from_inside || sender_authenticated(c))
        return false;
    *ev = (struct evidence){ .claimed = sender_of(c)->domain, .actual = sender_of(c)->addr, .where = c->arrival.client_ip };
    return true;
}

const struct signal signal_from_name_claims_address = {
    "mail.from.name-claims-address", "S02", { "P0.1", "P0.3", "C1.10" }, GROUP_IDENTITY, SEVERITY_HIGH, name_claims_address };
const struct signal signal_from_known_name = {
    "mail.from.known-name-other-address", "S03", { "P0.1", "P0.3", "C1.10", "C2.2" }, GROUP_IDENTITY, SEVERITY_HIGH, known_name };
const struct signal signal_from_our_domain = {
    "mail.from.our-domain-from-outside", "S16", { "P0.1", "P0.3", "C1.10" }, GROUP_IDENTITY, SEVERITY_HIGH, our_domain };
