/* Where links lead, against what they say. One row each; the caveats are those of the sheet: trackers of mailing services,
 * the sender's own domain, private hosts. */
#include "signals/domain.h"
#include "signals/links.h"
#include "signals/party.h"
#include "signals/signal.h"

/* The first shown link that `is`. */
static bool any_link(const struct case_facts *c, bool (*is)(const struct case_facts *, const struct link *), struct evidence *ev)
{
    LINKS_EACH(c, l) {
        if (l->hidden || l->nested || !is(c, l))
            continue;
        *ev = (struct evidence){ .claimed = l->text_host.n ? l->text_host : l->text, .actual = l->host.n ? l->host : l->href, .where = l->part };
        return true;
    }
    return false;
}

/* A link check tells where it leads. What it has rewritten may have been somebody's counter before. */
static bool rewritten_for_counting(const struct link *l)
{
    const uint32_t passing = HOST_TRACKER | HOST_DELIVERY | HOST_REWRITER | HOST_SHARE | HOST_SHORTENER;

    return l->kinds & HOST_REWRITER && (l->target_domain.n == 0 || l->target_kinds & passing);
}

static bool text_differs(const struct case_facts *c, const struct link *l)
{
    if (!link_is_shown(l) || l->text_domain.n == 0 || l->domain.n == 0 || domain_same(l->text_domain, l->domain) || domain_same(l->text_domain, link_domain(l)))
        return false;
    /* Counting clicks is how newsletters work: the sender's own counter, or a known service whose target is hidden. */
    return !(l->kinds & (HOST_TRACKER | HOST_SHARE)) && !rewritten_for_counting(l) && !link_is_senders(c, l) && !link_is_known(c, l);
}

static bool userinfo(const struct case_facts *c, const struct link *l)
{
    (void)c;
    /* In plain text nothing is disguised by user:password@host, unless the user is a host. */
    return link_is_shown(l) && str_starts(l->scheme, STR("http")) && (l->flags & URL_USERINFO_HOST || (l->flags & URL_USERINFO && l->place != LINK_TEXT));
}

static bool literal(const struct case_facts *c, const struct link *l)
{
    (void)c;
    return link_is_shown(l) && l->flags & URL_IP && !(l->flags & URL_PRIVATE);
}

static bool punycode(const struct case_facts *c, const struct link *l)
{
    (void)c;
    return link_is_shown(l) && l->flags & URL_IDN;
}

static bool shortener(const struct case_facts *c, const struct link *l)  { (void)c; return link_is_action(l) && l->kinds & HOST_SHORTENER; }

static bool redirect(const struct case_facts *c, const struct link *l)
{
    /* A jump page of some shop is nobody's counter: whoever found it leads where he likes. */
    const uint32_t counts = HOST_TRACKER | HOST_DELIVERY | HOST_REWRITER | HOST_SHARE;
    bool jump = l->kinds & HOST_REDIRECTOR || (!(l->kinds & counts) && l->target_domain.n > 0 && !domain_same(l->target_domain, l->domain));

    return link_is_action(l) && l->flags & URL_REDIRECTS && jump && !link_is_senders(c, l);
}

static bool free_host(const struct case_facts *c, const struct link *l)
{
    return link_is_action(l) && l->kinds & (HOST_FREE | HOST_FORM | HOST_STORAGE | HOST_DYNAMIC) && !link_is_senders(c, l) && !link_is_known(c, l);
}

static bool program(const struct case_facts *c, const struct link *l)
{
    return link_is_action(l) && (l->flags | l->target_flags) & URL_RUNS && !link_is_known(c, l) && !(sender_is_partner(c) && link_is_senders(c, l));
}

static bool dangerous(const struct case_facts *c, const struct link *l)
{
    (void)c;
    if (l->flags & URL_UNC)
        return !(l->flags & URL_PRIVATE);       /* shares inside the house are everyday */
    return l->flags & URL_DANGEROUS && l->place != LINK_IMAGE;
}

static bool invisible(const struct case_facts *c, const struct link *l)
{
    (void)c;
    return link_is_shown(l) && l->flags & (URL_INVISIBLE | URL_BIDI | URL_SLASH_ALIKE | URL_HOST_WIDE) && l->place != LINK_TEXT;
}

static bool recipient(const struct case_facts *c, const struct link *l)
{
    return link_is_action(l) && l->flags & URL_RECIPIENT && !link_is_senders(c, l) && !link_is_known(c, l) && !(l->kinds & (HOST_TRACKER | HOST_REWRITER));
}

static bool odd(const struct case_facts *c, const struct link *l)
{
    const uint32_t flags = URL_MANY_AT | URL_BACKSLASH | URL_MANY_DOTS | URL_IP_ODD | URL_HOST_ENCODED | URL_PORT;

    /* The sender's own host, too: with two @ or another port it is not the page that everybody knows. */
    return link_is_shown(l) && l->flags & flags && !(l->flags & URL_PRIVATE) && !link_is_known(c, l) && !(l->kinds & HOST_TRACKER);
}

static bool random_domain(const struct case_facts *c, const struct link *l)
{
    const uint32_t kinds = HOST_THROW_AWAY | HOST_DYNAMIC;

    return link_is_action(l) && ((l->flags & URL_RANDOM && !(l->kinds & HOST_DELIVERY)) || l->kinds & kinds || l->target_kinds & kinds)
        && !link_is_known(c, l) && l->place != LINK_IMAGE;
}

static bool brand_in_host(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    CLAIMS_EACH(c, m)
        if (claim_by_host(m) && m->how == CLAIM_DRESSED && !m->from_own && !m->any_sender) {
            *ev = (struct evidence){ .claimed = m->name, .actual = m->text, .where = m->domain };
            return true;
        }
    LINKS_EACH(c, l)
        if (link_is_action(l) && l->flags & URL_HOST_IN_NAME && !link_is_senders(c, l)) {
            *ev = (struct evidence){ .claimed = l->text_host.n ? l->text_host : l->text, .actual = l->host, .where = l->part };
            return true;
        }
    return false;
}

static bool alike_site(struct arena *a, const struct known_parties *k, const struct link *l, struct evidence *ev)
{
    struct domain_seen seen = domain_seen_of(a, l->domain);

    for (size_t i = 0; i < k->domain_count && !seen.imitates_nobody; i++) {
        if (domain_alike(a, &seen, &k->domains[i]) == LIKENESS_NONE)
            continue;
        *ev = (struct evidence){ .claimed = k->domains[i].domain, .actual = l->host, .where = l->part };
        return true;
    }
    return false;
}

static bool lookalike(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    struct known_parties known;
    str last = STR("");

    CLAIMS_EACH(c, m)
        if (m->place == CLAIM_LINK_DOMAIN && (m->how == CLAIM_LETTERS || m->how == CLAIM_TYPO || m->how == CLAIM_ENDING)) {
            *ev = (struct evidence){ .claimed = m->domain, .actual = m->text, .where = m->name };
            return true;
        }
    if (c->mail.links.n == 0)
        return false;
    known = known_parties(a, &c->site);
    LINKS_EACH(c, l) {
        if (!link_is_shown(l) || l->domain.n == 0 || str_eq(l->domain, last) || link_is_known(c, l))
            continue;
        if (alike_site(a, &known, l, ev))
            return true;
        last = l->domain;
    }
    return false;
}

static bool unrelated(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct link *first = NULL;

    (void)a;
    LINKS_EACH(c, l) {
        if (!link_is_action(l) || !link_is_page(l))
            continue;
        if (link_is_senders(c, l) || link_is_known(c, l))
            return false;
        first = first ? first : l;
    }
    if (!first || sender_of(c)->domain.n == 0)
        return false;
    *ev = (struct evidence){ .claimed = sender_of(c)->domain, .actual = first->host, .where = first->part };
    return true;
}

static bool remote(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    if (c->mail.html.remote_images == 0 && !(c->mail.html.traits & HTML_HAS_REMOTE))
        return false;
    ev->actual = arena_format(a, "%u", c->mail.html.remote_images > 0 ? c->mail.html.remote_images : 1);
    return true;
}

/* "This was not me": a press writes to a stranger's free mailbox. */
static bool writes(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    LINKS_EACH(c, l) {
        if (!link_is_action(l) || !str_eq(l->scheme, STR("mailto")) || l->text_domain.n > 0 || !domain_is_freemail(l->host) || link_is_senders(c, l))
            continue;
        if (str_find_char(l->text, '@') < l->text.n || (l->text.n == 0 && l->place != LINK_IMAGE))
            continue;
        *ev = (struct evidence){ .claimed = l->text, .actual = str_skip(l->href, STR("mailto:").n), .where = l->part };
        return true;
    }
    return false;
}

#define LEADS "P0.1", "P0.3", "C1.11"
#define LINK_ROW(name, id, code, severity) \
    static bool name##_check(const struct case_facts *c, struct arena *a, struct evidence *ev) { (void)a; return any_link(c, name, ev); } \
    const struct signal signal_link_##name = { id, code, { LEADS }, GROUP_LINK, severity, name##_check }

LINK_ROW(text_differs, "mail.link.text-differs",    "U01", SEVERITY_MEDIUM);
LINK_ROW(userinfo,     "mail.link.userinfo",        "U02", SEVERITY_HIGH);
LINK_ROW(literal,      "mail.link.address-literal", "U03", SEVERITY_MEDIUM);
LINK_ROW(punycode,     "mail.link.punycode",        "U04", SEVERITY_LOW);
LINK_ROW(shortener,    "mail.link.shortener",       "U05", SEVERITY_LOW);
LINK_ROW(redirect,     "mail.link.redirect",        "U06", SEVERITY_LOW);
LINK_ROW(free_host,    "mail.link.free-host",       "U07", SEVERITY_LOW);
LINK_ROW(program,      "mail.link.program",         "U08", SEVERITY_MEDIUM);
LINK_ROW(dangerous,    "mail.link.dangerous-scheme", "U09", SEVERITY_HIGH);
LINK_ROW(invisible,    "mail.link.invisible",       "U10", SEVERITY_HIGH);
LINK_ROW(recipient,    "mail.link.recipient-inside", "U11", SEVERITY_LOW);
LINK_ROW(odd,          "mail.link.odd",             "U14", SEVERITY_LOW);
LINK_ROW(random_domain, "mail.link.random-domain",  "U16", SEVERITY_MEDIUM);

const struct signal signal_link_lookalike = { "mail.link.lookalike", "U04", { LEADS }, GROUP_LINK, SEVERITY_HIGH, lookalike };
const struct signal signal_link_brand_in_host = { "mail.link.brand-in-host", "U17", { LEADS }, GROUP_LINK, SEVERITY_HIGH, brand_in_host };
const struct signal signal_link_unrelated = { "mail.link.unrelated", "U15", { LEADS }, GROUP_LINK, SEVERITY_LOW, unrelated };
const struct signal signal_link_writes = { "mail.link.writes-to-stranger", "U18", { LEADS }, GROUP_LINK, SEVERITY_LOW, writes };
const struct signal signal_link_remote = { "mail.link.remote-content", "U13", { "P4.4", "C1.11" }, GROUP_LINK, SEVERITY_INFORMATION, remote };
