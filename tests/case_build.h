/* Case facts written down by hand, for the tests of signals, verdict and card. */
#ifndef SEKISHO_CASE_BUILD_H
#define SEKISHO_CASE_BUILD_H

#include "signals/domain.h"
#include "signals/parts.h"
#include "signals/party.h"
#include "verdict/verdict.h"

enum { BUILD_MAX = 8 };

struct built {
    struct case_facts c;
    struct mailbox from[BUILD_MAX];
    struct part parts[BUILD_MAX];
    struct oddity odd[BUILD_MAX];
    struct phrase_hit phrases[BUILD_MAX];
    struct dkim_signature dkim[BUILD_MAX];
    struct auth_result auth[BUILD_MAX];
    struct partner partners[BUILD_MAX];
    struct link links[BUILD_MAX];
    struct claim claims[BUILD_MAX];
    struct mailbox reply_to[BUILD_MAX];
    str own[BUILD_MAX], protect[BUILD_MAX], copiers[BUILD_MAX], authserv[BUILD_MAX], signed_headers[BUILD_MAX];
};

static inline struct mailbox mailbox_made(const char *name, const char *addr, uint32_t odd)
{
    str a = str_of(addr);
    size_t at = str_find_char(a, '@');

    return (struct mailbox){ str_of(name), a, str_take(a, at), str_skip(a, at + 1), odd };
}

/* An ordinary mail from a stranger, to a site that knows nothing. */
static inline void build(struct built *b)
{
    memset(b, 0, sizeof *b);
    b->from[0] = mailbox_made("山田 太郎", "taro@firm.example", 0);
    b->c.mail.identity.from = (struct list){ b->from, 1 };
    b->c.mail.identity.from_headers = 1;
    b->c.mail.subject = STR("打合せの件");
    b->c.mail.text.visible = STR("いつもお世話になっております。");
    b->c.mail.text.own_lines = 10;
}

static inline struct part *build_part(struct built *b, const char *name, enum file_type found, uint32_t traits)
{
    struct part *p = &b->parts[b->c.mail.parts.n];

    *p = (struct part){ .path = str_of("2"), .name = str_of(name), .type = STR("application/octet-stream"), .found = found, .charset = STR(""),
                        .charset_used = STR(""), .offset = 1000 + 100 * b->c.mail.parts.n, .size = 100, .views = VIEWS_ALL,
                        .traits = traits, .member_of = STR("") };
    memset(&p->sha256, (int)b->c.mail.parts.n + 1, sizeof p->sha256);
    b->c.mail.parts = (struct list){ b->parts, b->c.mail.parts.n + 1 };
    return p;
}

static inline void build_odd(struct built *b, enum odd kind)
{
    b->odd[b->c.mail.oddities.n] = (struct oddity){ .kind = kind, .part = STR("1"), .detail = STR("x") };
    b->c.mail.oddities = (struct list){ b->odd, b->c.mail.oddities.n + 1 };
}

static inline void build_phrase(struct built *b, const char *id, enum place place)
{
    b->phrases[b->c.mail.phrases.n] = (struct phrase_hit){ str_of(id), place, STR("パスワードは"), 1 };
    b->c.mail.phrases = (struct list){ b->phrases, b->c.mail.phrases.n + 1 };
}

static inline void build_partner(struct built *b, const char *name, const char *address)
{
    b->partners[b->c.site.partners.n] = (struct partner){ str_of(name), str_of(address), STR("") };
    b->c.site.partners = (struct list){ b->partners, b->c.site.partners.n + 1 };
}

static inline void build_own(struct built *b, const char *domain)
{
    b->own[b->c.site.own_domains.n] = str_of(domain);
    b->c.site.own_domains = (struct list){ b->own, b->c.site.own_domains.n + 1 };
}

/* A result that our own server wrote. */
static inline void build_auth(struct built *b, const char *server, bool believed, const char *method, const char *result, const char *domain)
{
    b->auth[0] = (struct auth_result){ str_of(server), str_of(method), str_of(result), str_of(domain) };
    b->c.mail.auth_results = (struct list){ b->auth, 1 };
    b->authserv[0] = str_of(server);
    if (believed)
        b->c.site.authserv_ids = (struct list){ b->authserv, 1 };
}

static inline void build_dkim(struct built *b, const char *h1, const char *h2, bool body_length, bool bad)
{
    b->signed_headers[0] = str_of(h1);
    b->signed_headers[1] = str_of(h2);
    b->dkim[0] = (struct dkim_signature){ STR("firm.example"), STR("s"), { b->signed_headers, 2 }, body_length, bad };
    b->c.mail.dkim = (struct list){ b->dkim, 1 };
}

/* A link as it is in HTML: words over an address. The facts that a reader finds out about the host are put in by the row. */
static inline struct link *build_link(struct built *b, const char *text, const char *href)
{
    struct link *l = &b->links[b->c.mail.links.n];
    str address = str_of(href);
    size_t colon = str_find_char(address, ':');
    str host = str_skip(address, colon + 1);

    if (str_starts(host, STR("//")))
        host = str_skip(host, 2);
    else
        host = str_skip(host, str_find_char(host, '@') + 1);
    host = str_take(host, str_find_char(host, '/'));
    *l = (struct link){ .href = address, .scheme = str_take(address, colon), .host = host, .ascii = host, .domain = domain_organisation(host),
                        .suffix = domain_suffix(host), .text = str_of(text), .text_host = STR(""), .text_domain = STR(""), .target_href = STR(""),
                        .target_host = STR(""), .target_domain = STR(""), .place = LINK_BODY, .part = STR("1"), .count = 1 };
    b->c.mail.links = (struct list){ b->links, b->c.mail.links.n + 1 };
    b->c.mail.links_all++;
    return l;
}

/* The same, and the words over it are themselves an address, with this host. */
static inline struct link *build_link_saying(struct built *b, const char *host, const char *href)
{
    struct link *l = build_link(b, host, href);

    l->text_host = str_of(host);
    l->text_domain = domain_organisation(l->text_host);
    l->flags |= URL_TEXT_URL;
    return l;
}

/* What it leads to when whoever is at its host passes on. */
static inline void build_target(struct link *l, uint32_t kinds, const char *host)
{
    l->flags |= URL_REDIRECTS;
    l->kinds |= kinds;
    l->target_host = str_of(host);
    l->target_href = str_of(host);
    l->target_domain = domain_organisation(l->target_host);
}

/* A shop's name; `domains` are really its own, separated by |. */
static inline struct claim *build_claim(struct built *b, enum claim_place place, const char *name, const char *domains)
{
    struct claim *m = &b->claims[b->c.mail.claims.n];
    str all = str_of(domains);

    *m = (struct claim){ .brand = str_of(name), .kind = BRAND_SHOP, .name = str_of(name), .domain = str_take(all, str_find_char(all, '|')), .domains = all,
                         .place = place, .how = CLAIM_PLAIN, .text = str_of(name) };
    b->c.mail.claims = (struct list){ b->claims, b->c.mail.claims.n + 1 };
    return m;
}

/* A name spelt into the host of a link. */
static inline struct claim *build_claim_host(struct built *b, const char *name, const char *domains, enum claim_how how, const char *host)
{
    struct claim *m = build_claim(b, CLAIM_LINK_DOMAIN, name, domains);

    m->how = how;
    m->text = str_of(host);
    return m;
}

static inline struct html_facts *build_html(struct built *b, uint64_t visible, uint64_t hidden, uint32_t how)
{
    struct html_facts *h = &b->c.mail.html;

    h->documents = 1;
    h->visible_chars = h->unlinked_chars = visible;
    h->hidden_chars = hidden;
    h->hidden_how = how;
    h->hidden = hidden ? STR("the weather of the garden") : STR("");
    return h;
}

static inline void build_reply_to(struct built *b, const char *address)
{
    b->reply_to[b->c.mail.identity.reply_to.n] = mailbox_made("", address, 0);
    b->c.mail.identity.reply_to = (struct list){ b->reply_to, b->c.mail.identity.reply_to.n + 1 };
}

/* Signals of who a mail poses as, what it wants and where it leads have their rows in signals_links.c, all others in
 * signals.c. A signal that is on neither side's rows fails there. */
static inline bool signal_is_of_links(const char *id)
{
    static const char *const others[] = { "mail.html.smuggling", "mail.text.charset-trick", NULL };
    static const char *const begin[] = { "mail.link.", "mail.html.", "mail.text.", "mail.subject.", "mail.reply-to.", "mail.envelope.", "mail.auth.none",
                                         "mail.from.claims-brand", "mail.from.freemail-claims-org", "mail.from.name-disguised", "mail.from.random-domain",
                                         "mail.attachment.html-login", "mail.attachment.nested-mail", "mail.attachment.calendar-link",
                                         "mail.attachment.no-name", NULL };

    for (size_t i = 0; others[i]; i++)
        if (strcmp(id, others[i]) == 0)
            return false;
    for (size_t i = 0; begin[i]; i++)
        if (strncmp(id, begin[i], strlen(begin[i])) == 0)
            return true;
    return false;
}

#endif
