#include "signals/party.h"

#include "base/fold.h"
#include "signals/domain.h"

enum { LONG_CORRESPONDENT = 5 };        /* mails in each direction or received, before habit counts */

const struct mailbox *sender_of(const struct case_facts *c)
{
    static const struct mailbox nobody = { .name = { "", 0 }, .addr = { "", 0 }, .local = { "", 0 }, .domain = { "", 0 } };

    return c->mail.identity.from.n > 0 ? LIST_AT(c->mail.identity.from, struct mailbox, 0) : &nobody;
}

bool address_belongs(const struct mailbox *who, str known)
{
    known = str_trim(known);
    if (known.n == 0 || who->domain.n == 0)
        return false;
    if (str_at(known, 0) == '@')
        known = str_skip(known, 1);
    if (str_find_char(known, '@') < known.n)
        return str_eq_nocase(who->addr, known);
    return domain_within(who->domain, known);
}

bool sender_is_ours(const struct case_facts *c)
{
    for (uint32_t i = 0; i < c->site.own_domains.n; i++)
        if (domain_within(sender_of(c)->domain, *LIST_AT(c->site.own_domains, str, i)))
            return true;
    return false;
}

bool sender_is_copier(const struct case_facts *c)
{
    for (uint32_t i = 0; i < c->site.copiers.n; i++)
        if (address_belongs(sender_of(c), *LIST_AT(c->site.copiers, str, i)))
            return true;
    return false;
}

bool sender_is_partner(const struct case_facts *c)
{
    const struct mailbox *who = sender_of(c);

    for (uint32_t i = 0; i < c->site.partners.n; i++) {
        const struct partner *p = LIST_AT(c->site.partners, struct partner, i);

        if (address_belongs(who, p->address) || address_belongs(who, p->other))
            return true;
    }
    return false;
}

static bool believed(const struct case_facts *c, str authserv_id)
{
    for (uint32_t i = 0; i < c->site.authserv_ids.n; i++)
        if (str_eq_nocase(authserv_id, *LIST_AT(c->site.authserv_ids, str, i)))
            return true;
    return false;
}

bool sender_authenticated(const struct case_facts *c)
{
    str domain = sender_of(c)->domain;

    if (c->arrival.dmarc == AUTH_PASS)
        return true;
    for (uint32_t i = 0; i < c->mail.auth_results.n; i++) {
        const struct auth_result *r = LIST_AT(c->mail.auth_results, struct auth_result, i);
        bool aligned = r->domain.n > 0 && domain_same(r->domain, domain);

        if (!str_eq_nocase(r->result, STR("pass")) || !believed(c, r->authserv_id))
            continue;
        if (str_eq_nocase(r->method, STR("dmarc")) && (aligned || r->domain.n == 0))
            return true;
        if (aligned && (str_eq_nocase(r->method, STR("dkim")) || str_eq_nocase(r->method, STR("spf"))))
            return true;
    }
    return false;
}

bool sender_is_stranger(const struct case_facts *c)
{
    return !sender_is_ours(c) && !sender_is_copier(c) && !sender_is_partner(c) &&
           !(c->relations.known && c->relations.received + c->relations.sent > 0);
}

bool sender_is_trusted(const struct case_facts *c)
{
    bool habit = c->relations.known && c->relations.received >= LONG_CORRESPONDENT;

    return sender_authenticated(c) && (sender_is_partner(c) || habit);
}

size_t rune_count(str utf8)
{
    size_t n = 0;

    for (size_t i = 0; i < utf8.n; i++)
        n += (utf8.p[i] & 0xC0) != 0x80;
    return n;
}

/* Written as fold() leaves them: ㈱ is already (株). */
static const char *const ornaments[] = {
    "株式会社", "有限会社", "合同会社", "合資会社", "(株)", "(有)", "(医)", "(公社)", "(一社)", "(財)", "医療法人社団",
    "医療法人財団", "社会医療法人", "医療法人", "公益社団法人", "一般社団法人", "公益財団法人", "一般財団法人",
    "社会福祉法人", "様", "殿", "御中", "先生", "さん", "\"", "'", "「", "」", " ", NULL };

static size_t ornament_at(str s)
{
    for (size_t i = 0; ornaments[i]; i++)
        if (str_starts(s, str_of(ornaments[i])))
            return strlen(ornaments[i]);
    return 0;
}

str name_bare(struct arena *a, str name)
{
    str folded = fold(a, name);
    struct buf out = buf_new(a, folded.n + 1);

    while (folded.n > 0) {
        size_t skip = ornament_at(folded);

        if (skip == 0)
            buf_put(&out, (char)str_at(folded, 0));
        folded = str_skip(folded, skip > 0 ? skip : 1);
    }
    return buf_done(&out);
}

bool mail_has_link(const struct case_facts *c)
{
    for (uint32_t i = 0; i < c->mail.phrases.n; i++)
        if (LIST_AT(c->mail.phrases, struct phrase_hit, i)->place == PLACE_LINK)
            return true;
    return str_has_nocase(c->mail.text.visible, STR("http://")) || str_has_nocase(c->mail.text.visible, STR("https://"));
}

bool mail_is_forward(const struct case_facts *c)
{
    static const char *const words[] = { "fw:", "fwd:", "fw：", "ｆｗ", "転送", "wg:", "tr:", NULL };

    for (size_t i = 0; words[i]; i++)
        if (str_starts_nocase(str_trim(c->mail.subject), str_of(words[i])))
            return true;
    return false;
}

bool mail_claims_reply(const struct case_facts *c)
{
    return c->mail.reply.subject_claims && !mail_is_forward(c);
}

bool mail_has_phrase(const struct case_facts *c, str id, str *text)
{
    for (uint32_t i = 0; i < c->mail.phrases.n; i++) {
        const struct phrase_hit *hit = LIST_AT(c->mail.phrases, struct phrase_hit, i);

        if (!str_starts(hit->id, id) || (hit->id.n > id.n && str_at(hit->id, id.n) != '.'))
            continue;
        if (text)
            *text = hit->text;
        return true;
    }
    return false;
}
