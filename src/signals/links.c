#include "signals/links.h"
#include "base/fold.h"
#include "signals/domain.h"
#include "signals/party.h"

#define W(literal)  { literal, sizeof(literal) - 1 }

bool link_is_shown(const struct link *l)
{
    return l->domain.n + l->host.n > 0 && !l->hidden && !l->attached && !l->nested;
}

static unsigned pair_at(str s, size_t i)
{
    return ((unsigned)ascii_lower(s.p[i]) * 5 + (unsigned)ascii_lower(s.p[i + 1])) & 255;
}

/* Every signal asks this of every link: which pairs of letters the text has is noted once, and mostly no word's first pair
 * is among them. */
static bool text_is_furniture(str text)
{
    static const str words[] = {
        W("unsubscribe"), W("配信停止"), W("配信解除"), W("メルマガ解除"), W("privacy"), W("プライバシー"), W("利用規約"), W("view in browser"),
        W("ブラウザで"), W("preferences"), W("配信設定") };
    uint64_t pairs[4] = { 0 };

    for (size_t i = 0; i + 1 < text.n; i++)
        pairs[pair_at(text, i) / 64] |= (uint64_t)1 << pair_at(text, i) % 64;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pairs[pair_at(words[i], 0) / 64] >> pair_at(words[i], 0) % 64 & 1 && str_has_nocase(text, words[i]))
            return true;
    return false;
}

bool link_is_page(const struct link *l)    { return str_starts(l->scheme, STR("http")); }

bool link_is_action(const struct link *l)
{
    return link_is_shown(l) && !(l->kinds & (HOST_SHARE | HOST_MESSENGER)) && l->place != LINK_REFRESH && !text_is_furniture(l->text);
}

static bool passes_on(const struct link *l)
{
    return l->target_domain.n > 0 && l->kinds & (HOST_REDIRECTOR | HOST_TRACKER | HOST_REWRITER);
}

str link_domain(const struct link *l)
{
    return passes_on(l) ? l->target_domain : l->domain.n ? l->domain : l->host;
}

str link_host(const struct link *l)
{
    return passes_on(l) ? l->target_host : l->host;
}

bool link_is_fleeting(const struct link *l)
{
    uint32_t kinds = passes_on(l) ? l->target_kinds : l->kinds, flags = passes_on(l) ? l->target_flags : l->flags;

    return kinds & (HOST_THROW_AWAY | HOST_DYNAMIC | HOST_FREE) || (flags & (URL_RANDOM | URL_IP) && !(flags & URL_PRIVATE) && !(kinds & HOST_DELIVERY));
}

bool link_is_senders(const struct case_facts *c, const struct link *l)
{
    const struct mailbox *who = sender_of(c);

    if (who->domain.n == 0)
        return false;
    if (domain_same(l->domain, who->domain) || domain_same(link_domain(l), who->domain))
        return true;
    /* Large houses write from one of their domains and lead to another. */
    CLAIMS_EACH(c, m)
        if (m->from_own && link_is_claimed(m, l))
            return true;
    return false;
}

bool link_is_known(const struct case_facts *c, const struct link *l)
{
    return domain_is_known(c, link_domain(l));
}

bool link_is_claimed(const struct claim *m, const struct link *l)
{
    str rest = m->domains;

    while (rest.n > 0) {
        str own = str_split(&rest, '|');

        if (own.n && (domain_within(link_host(l), own) || domain_within(l->host, own) || domain_within(link_domain(l), own)))
            return true;
    }
    return false;
}

bool claim_is_strong(const struct claim *m)
{
    switch (m->place) {
    case CLAIM_NAME:
    case CLAIM_FROM_DOMAIN:
    case CLAIM_LINK_DOMAIN: return true;
    case CLAIM_SUBJECT:
    case CLAIM_LOGO:
    case CLAIM_GREETING:    return !m->weak && !m->badge;
    case CLAIM_SIGNATURE:
    case CLAIM_COPYRIGHT:   return !m->weak && !m->badge && m->kind != BRAND_CLOUD;
    default:                return false;
    }
}

/* A shop's name in the subject is a gift voucher; in the subject, the greeting and the signature it is the shop. */
static bool claimed_all_over(const struct case_facts *c, const struct claim *m)
{
    uint32_t places = 0;

    CLAIMS_EACH(c, k)
        if (str_eq(k->brand, m->brand) && !k->weak && k->place != CLAIM_LINK)
            places |= 1u << k->place;
    return (places & (places - 1)) != 0;
}

static bool claim_counts(const struct case_facts *c, const struct claim *m)
{
    return claim_is_strong(m) || (m->badge && claimed_all_over(c, m));
}

/* Some action leads to an organisation that really is the one claimed: then it is at most a reseller or a fan. */
static bool an_action_is_theirs(const struct case_facts *c, const struct claim *m)
{
    LINKS_EACH(c, l)
        if (link_is_action(l) && link_is_claimed(m, l) && l->place != LINK_IMAGE)
            return true;
    return false;
}

static const struct link *an_action_elsewhere(const struct case_facts *c, const struct claim *m)
{
    LINKS_EACH(c, l)
        if (link_is_action(l) && !link_is_claimed(m, l) && !link_is_known(c, l) && !(l->kinds & HOST_DELIVERY))
            return l;
    return NULL;
}

/* A magazine leads to many houses, and one of them has a name like another's. */
bool claim_by_host(const struct claim *m)
{
    enum { LINKS_OF_A_LURE = 12 };

    return m->place == CLAIM_LINK_DOMAIN && (m->how != CLAIM_DRESSED || m->links_other <= LINKS_OF_A_LURE);
}

const struct claim *claim_not_borne_out(const struct case_facts *c)
{
    const struct claim *best = NULL;

    if (sender_is_partner(c) || sender_is_ours(c))
        return NULL;
    CLAIMS_EACH(c, m) {
        /* Who takes a name for its own is not borne out by a picture or a footer link of the real house. */
        bool named = m->place == CLAIM_NAME || m->place == CLAIM_FROM_DOMAIN;

        /* Names of a whole kind - credit unions, local pharmacists - have as many domains as members. */
        if (m->any_sender && !sender_is_freemail(c))
            continue;
        if (!claim_counts(c, m) || m->from_own || (best && best->place <= m->place))
            continue;
        if (m->place == CLAIM_LINK_DOMAIN ? claim_by_host(m) : an_action_elsewhere(c, m) && (named || !an_action_is_theirs(c, m)))
            best = m;
    }
    return best;
}

static bool spells(const struct claim *m, const struct link *l)
{
    struct link said = { .host = l->text_host, .domain = l->text_domain };

    return l->text_domain.n > 0 && l->flags & URL_TEXT_URL && link_is_claimed(m, &said);
}

/* Honest newsletters lead through their mailing service's tracker; phishing leads to names nobody keeps, or writes the
 * real address over another one - among links of the real house, too. */
const struct claim *claim_led_away(const struct case_facts *c, const struct link **to)
{
    CLAIMS_EACH(c, m) {
        bool theirs;

        if (!claim_counts(c, m) || !m->from_own || sender_authenticated(c))
            continue;
        theirs = an_action_is_theirs(c, m);
        LINKS_EACH(c, l) {
            if (!link_is_action(l) || link_is_claimed(m, l) || link_is_known(c, l) || l->kinds & (HOST_DELIVERY | HOST_TRACKER))
                continue;
            if (theirs && !link_is_fleeting(l) && !spells(m, l))
                continue;
            *to = l;
            return m;
        }
    }
    return NULL;
}

bool claim_without_links(const struct case_facts *c)
{
    bool links = false;

    LINKS_EACH(c, l)
        links |= link_is_action(l) && !link_is_known(c, l);
    CLAIMS_EACH(c, m)
        if ((m->place == CLAIM_NAME || m->place == CLAIM_FROM_DOMAIN) && !m->from_own && !m->weak && !links)
            return !sender_is_partner(c) && !sender_is_ours(c);
    return false;
}
