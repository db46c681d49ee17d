/* Case facts written down by hand, for the tests of signals, verdict and card. */
#ifndef SEKISHO_CASE_BUILD_H
#define SEKISHO_CASE_BUILD_H

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

#endif
