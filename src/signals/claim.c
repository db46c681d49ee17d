/* Who a mail poses as, against where it comes from and where it leads. */
#include "signals/domain.h"
#include "signals/links.h"
#include "signals/party.h"
#include "signals/signal.h"

static bool claims_brand(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct claim *m = claim_not_borne_out(c);
    const struct mailbox *who = sender_of(c);

    (void)a;
    if (!m)
        return false;
    *ev = (struct evidence){ .claimed = m->name, .actual = who->addr.n ? who->addr : who->name, .where = m->domain };
    return true;
}

static bool brand_elsewhere(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct link *to = NULL;
    const struct claim *m = claim_led_away(c, &to);

    (void)a;
    if (!m)
        return false;
    *ev = (struct evidence){ .claimed = m->name, .actual = link_host(to), .where = m->domain };
    return true;
}

/* Names that only an organisation has. A doctor's or patient's own name on a free address is everyday. */
static bool name_is_organisation(str name)
{
    static const char *const words[] = {
        "株式会社", "有限会社", "(株)", "（株）", "㈱", "医師会", "保健所", "銀行", "事務局", "サポートセンター", "カスタマー", "お客様センター", "協会", "協同組合", "健康保険組合",
        "公社", "機構", "市役所", "県庁", "警察", "裁判所", "弁護士法人", "税務署", "support team", "医事課", "保健センター", "customer service", "billing department", "help desk", "helpdesk",
        "security team", " inc.", " ltd", "corporation", "bank", "department", NULL };

    for (size_t i = 0; words[i]; i++)
        if (str_has_nocase(name, str_of(words[i])))
            return true;
    return false;
}

bool domain_is_freemail(str domain)
{
    static const char *const domains[] = {
        "gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.com", "ymail.ne.jp", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.jp", "live.com",
        "icloud.com", "me.com", "mac.com", "aol.com", "aol.jp", "excite.co.jp", "foxmail.com", "qq.com", "163.com", "126.com", "sina.com", "sina.cn", "sohu.com",
        "mail.ru", "yandex.ru", "yandex.com", "proton.me", "protonmail.com", "tutanota.com", "gmx.com", "gmx.de", "web.de", "zoho.com", "mail.com", "naver.com",
        "hanmail.net", "daum.net", "inbox.ru", "bk.ru", "list.ru", NULL };

    for (size_t i = 0; domains[i]; i++)
        if (str_eq(domain, str_of(domains[i])))
            return true;
    return false;
}

bool sender_is_freemail(const struct case_facts *c)   { return domain_is_freemail(sender_of(c)->domain); }

/* Practices and associations keep the mailbox of the house that connects them; an office has a domain. */
static bool office_at_a_provider(const struct mailbox *who)
{
    static const char *const offices[] = { "保健所", "保健センター", "市役所", "区役所", "県庁", "警察", "裁判所", "税務署", "年金事務所", NULL };
    static const char *const providers[] = {
        "plala.or.jp", "ocn.ne.jp", "nifty.com", "biglobe.ne.jp", "so-net.ne.jp", "dion.ne.jp", "eonet.ne.jp", "asahi-net.or.jp", "docomo.ne.jp",
        "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "wakwak.com", "hi-ho.ne.jp", "infoseek.jp", NULL };
    bool provider = false;

    for (size_t i = 0; providers[i]; i++)
        provider |= domain_within(who->domain, str_of(providers[i]));
    for (size_t i = 0; provider && offices[i]; i++)
        if (str_has(who->name, str_of(offices[i])))
            return true;
    return false;
}

static bool freemail_claims_org(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    str claimed = who->name;
    bool brand = false;

    (void)a;
    if (sender_is_partner(c) || (!domain_is_freemail(who->domain) && !office_at_a_provider(who)))
        return false;
    CLAIMS_EACH(c, m)
        if ((m->place == CLAIM_NAME || m->place == CLAIM_SIGNATURE) && !m->from_own && !m->weak) {
            brand = true;
            claimed = m->name;
            break;
        }
    if (!brand && !name_is_organisation(who->name))
        return false;
    *ev = (struct evidence){ .claimed = claimed, .actual = who->addr, .where = STR("From") };
    return true;
}

static bool replyto_differs(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);

    (void)a;
    if (c->mail.is_list || who->domain.n == 0)
        return false;
    for (uint32_t i = 0; i < c->mail.identity.reply_to.n; i++) {
        const struct mailbox *to = LIST_AT(c->mail.identity.reply_to, struct mailbox, i);

        if (to->domain.n == 0 || domain_same(to->domain, who->domain) || (domain_is_freemail(who->domain) && !domain_is_freemail(to->domain)))
            continue;
        *ev = (struct evidence){ .claimed = who->addr, .actual = to->addr, .where = STR("Reply-To") };
        return true;
    }
    return false;
}

static bool envelope_differs(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    str from = c->arrival.mail_from;
    size_t at = str_rfind_char(from, '@');
    str domain = str_skip(from, at + 1);

    (void)a;
    /* A mailing service with its customer's signature: DMARC holds, and SPF of that envelope cannot be why. */
    if (at == from.n || domain.n == 0 || who->domain.n == 0 || domain_same(domain, who->domain) || c->arrival.dmarc == AUTH_PASS)
        return false;
    *ev = (struct evidence){ .claimed = who->domain, .actual = from, .where = STR("MAIL FROM") };
    return true;
}

/* What our own server's header says of this method. */
static bool header_says_none(const struct case_facts *c, str method)
{
    bool none = false;

    for (uint32_t i = 0; i < c->mail.auth_results.n; i++) {
        const struct auth_result *r = LIST_AT(c->mail.auth_results, struct auth_result, i);

        if (!str_eq_nocase(r->method, method))
            continue;
        for (uint32_t k = 0; k < c->site.authserv_ids.n; k++)
            none |= str_eq_nocase(r->result, STR("none")) && str_eq_nocase(r->authserv_id, *LIST_AT(c->site.authserv_ids, str, k));
    }
    return none;
}

static bool auth_none(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    bool no_spf = c->arrival.spf == AUTH_UNKNOWN ? header_says_none(c, STR("spf")) : c->arrival.spf == AUTH_NONE;
    bool no_dkim = c->arrival.dkim == AUTH_UNKNOWN ? header_says_none(c, STR("dkim")) : c->arrival.dkim == AUTH_NONE;

    (void)a;
    if (!no_spf || !no_dkim)
        return false;
    *ev = (struct evidence){ .actual = sender_of(c)->domain, .where = STR("SPF, DKIM") };
    return true;
}

/* J08: an office's business is done at go.jp and lg.jp. */
static bool authority_elsewhere(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct claim *m = NULL;

    (void)a;
    CLAIMS_EACH(c, k)
        if (!m && k->kind == BRAND_GOVERNMENT && claim_is_strong(k))
            m = k;
    if (!m || sender_is_partner(c) || (m->from_own && sender_authenticated(c)))
        return false;
    LINKS_EACH(c, l) {
        if (!link_is_action(l) || link_is_claimed(m, l) || domain_is_public_office(link_host(l)) || link_is_known(c, l))
            continue;
        *ev = (struct evidence){ .claimed = m->name, .actual = link_host(l), .where = m->domain };
        return true;
    }
    return false;
}

#define WHO "P0.1", "P0.3", "C1.10"
const struct signal signal_from_freemail = { "mail.from.freemail-claims-org", "S06", { WHO }, GROUP_IDENTITY, SEVERITY_MEDIUM, freemail_claims_org };
const struct signal signal_from_brand = { "mail.from.claims-brand", "S19", { WHO, "C1.11" }, GROUP_IDENTITY, SEVERITY_HIGH, claims_brand };
const struct signal signal_replyto = { "mail.reply-to.other-domain", "S07", { WHO }, GROUP_IDENTITY, SEVERITY_LOW, replyto_differs };
const struct signal signal_envelope = { "mail.envelope.differs", "S08", { WHO }, GROUP_AUTHENTICATION, SEVERITY_INFORMATION, envelope_differs };
const struct signal signal_auth_none = { "mail.auth.none", "S12", { WHO }, GROUP_AUTHENTICATION, SEVERITY_INFORMATION, auth_none };
const struct signal signal_link_brand_elsewhere = { "mail.link.brand-elsewhere", "S19", { WHO, "C1.11" }, GROUP_LINK, SEVERITY_MEDIUM, brand_elsewhere };
const struct signal signal_link_authority_elsewhere = { "mail.link.authority-elsewhere", "J08", { WHO, "C1.11" }, GROUP_LINK, SEVERITY_MEDIUM, authority_elsewhere };
