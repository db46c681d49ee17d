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

#define WORD(w) { w, sizeof w - 1 }

/* What stands for a sign where an address is to be read and not found: info [at] firm.example, 。 for a dot. */
static const struct { str written; char sign; } spelled[] = {
    { WORD("[at]"), '@' }, { WORD("(at)"), '@' }, { WORD("{at}"), '@' }, { WORD("[dot]"), '.' }, { WORD("(dot)"), '.' }, { WORD("。"), '.' },
};

static str sign_at(str folded, char *sign)
{
    for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++)
        if (str_starts(folded, spelled[i].written)) {
            *sign = spelled[i].sign;
            return spelled[i].written;
        }
    *sign = (char)str_at(folded, 0);
    return str_take(folded, 1);
}

/* The folded name with such signs in their places, and without blanks beside an @. */
static str spelled_out(struct arena *a, str folded)
{
    struct buf out = buf_new(a, folded.n + 1);

    while (folded.n > 0) {
        char sign;
        str took = sign_at(folded, &sign);

        folded = str_skip(folded, took.n);
        if (sign == '@') {
            out.n = str_trim_end(buf_str(&out)).n;
            folded = str_trim(folded);
        }
        buf_put(&out, sign);
    }
    return buf_done(&out);
}

/* The whole name is a domain of an ending in daily use: "t.yamada" and "Node.js" are none. */
static str domain_alone(str folded)
{
    static const char *const endings[] = { "jp", "com", "net", "org", "info", "biz", "gov", "edu", "example", "test", NULL };
    str name = folded, last;

    while (name.n > 0 && strchr("\"'<[( ", str_at(name, 0)))
        name = str_skip(name, 1);
    while (name.n > 0 && strchr("\"'>]) .", str_at(name, name.n - 1)))
        name = str_take(name, name.n - 1);
    for (size_t i = 0; i < name.n; i++)
        if (!ascii_alnum(str_at(name, i)) && str_at(name, i) != '-' && str_at(name, i) != '.')
            return STR("");
    last = str_skip(name, str_rfind_char(name, '.') + 1);
    for (size_t i = 0; endings[i]; i++)
        if (str_at(name, 0) != '.' && str_eq(last, str_of(endings[i])))
            return name;
    return STR("");
}

/* Shops are called by their domains, and write from another ending or through a service: Amazon.com <x@amazon.jp>. */
static bool label_of(str domain, str core)
{
    while (domain.n > 0)
        if (str_eq_nocase(str_split(&domain, '.'), core))
            return true;
    return false;
}

static bool tells_of_address(const struct mailbox *who)
{
    static const char *const signs[] = { "@", "＠", "﹫", "at]", "at)", "at}", "ａｔ", ".", "．", "。", "｡", NULL };

    for (size_t i = 0; signs[i]; i++)
        if (str_has_nocase(who->name, str_of(signs[i])))
            return true;
    return false;
}

/* From: "soumu@hospital.example" <x9@elsewhere.example>, the form Emotet used in Japan. Mailing lists and forwarders
 * write "x via y", and people use several addresses of one house. */
static bool name_claims_address(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    str folded, claimed, domain;

    if (who->addr.n == 0 || !tells_of_address(who))
        return false;
    folded = spelled_out(a, fold(a, who->name));
    claimed = address_within(folded);
    domain = str_skip(claimed, str_find_char(claimed, '@') + 1);
    if (claimed.n == 0 && !c->mail.is_list) {
        claimed = domain = domain_alone(folded);
        if (label_of(who->domain, domain_core(domain)))
            return false;
    }
    if (claimed.n == 0 || str_eq_nocase(claimed, who->addr))
        return false;
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
