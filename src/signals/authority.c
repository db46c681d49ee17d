/* Names of ministries, offices and associations as shown name of somebody else's address. */
#include "signals/authority.h"

#include "base/fold.h"
#include "signals/domain.h"
#include "signals/party.h"
#include "signals/signal.h"

extern const char *const authorities_rows[][4];     /* generated: names, domains, kind, note */
extern const size_t authorities_count;

/* What may stand after an authority's name in an honest name of it: its departments. Anything else ("保健所前クリニック",
 * "国税庁対応ソフト") makes it a mention. */
static const char *const follows[] = {
    " ", "(", ")", "[", "]", "「", "」", "【", "】", "『", "』", "・", "/", "-", ",", "_", ":", "|", "、", "。", "<", ">", "\"", "'", "@", "~",
    "本省", "本庁", "省", "局", "部", "課", "室", "係", "担当", "事務局", "支部", "支所", "支局", "本部", "本所", "窓口", "広報", "お知らせ",
    "通知", "連絡", "センター", "健康", "医政", "保険", "医薬", "老健", "年金", "職業", "労働", "医療", "審査", "総務", "情報", "会長", "公式",
    "配信", "重要", "感染", "サイバー", "より", "です", "の", "各", "地域", "都", "道", "府", "県", NULL };
/* What may stand before it. Legal forms are part of the name; other words make it somebody else's. */
static const char *const precedes[] = {
    " ", "(", "[", "「", "【", "『", "・", "/", "-", ",", "_", ":", "|", "、", "<", "\"", "'", "~", ")", "]", "」", "】", "』", "*", "★", "※",
    "公益社団法人", "一般社団法人", "独立行政法人", "公益財団法人", "全国", "日本", "国", "政府", NULL };
/* Another house's name, or a house that works for the authority: honest, as a rule ("厚生労働省委託事業 事務局"). */
static const char *const somebody_else[] = {
    "株式会社", "有限会社", "合同会社", "(株)", "(有)", "クリニック", "医院", "病院", "薬局", "診療所", "法律事務所", "会計事務所", "社労士",
    "税理士", "行政書士", "司法書士", "新聞", "ニュース", "通信社", "委託", "受託", "請負", "補助事業", "認定", "指定", "後援", "協力会", "共済",
    "友の会", "ob会", "経由", " via ", "セミナー", "大学", "研究会", "学会", NULL };

static bool starts_with_one(str s, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        if (str_starts(s, str_of(list[i])))
            return true;
    return s.n == 0;
}

static bool ends_with_one(str s, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        if (str_ends(s, str_of(list[i])))
            return true;
    return s.n == 0;
}

static bool has_one(str s, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        if (str_has(s, str_of(list[i])))
            return true;
    return false;
}

bool authority_at(size_t i, struct authority *out)
{
    if (i >= authorities_count)
        return false;
    *out = (struct authority){ str_of(authorities_rows[i][0]), str_of(authorities_rows[i][1]),
                               strcmp(authorities_rows[i][2], "branch") == 0 };
    return true;
}

static bool stands_as_name(str folded, str name, bool branch)
{
    size_t at = str_find(folded, name);
    str before = str_take(folded, at), after = str_skip(folded, at + name.n);

    if (at == folded.n || !starts_with_one(after, follows))
        return false;
    return branch || ends_with_one(before, precedes);
}

bool authority_named(str folded_name, struct authority *out)
{
    if (has_one(folded_name, somebody_else))
        return false;
    for (size_t i = 0; authority_at(i, out); i++) {
        str names = out->names;

        while (names.n > 0)
            if (stands_as_name(folded_name, str_split(&names, '|'), out->branch))
                return true;
    }
    return false;
}

/* Only the state can register go.jp and lg.jp, and offices send for one another: one is as good as the other. */
bool authority_owns(const struct authority *who, str domain)
{
    str domains = who->domains;

    while (domains.n > 0)
        if (domain_within(domain, str_split(&domains, '|')))
            return true;
    return domain_is_public_office(domain);
}

static bool claims_authority(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    struct authority named;
    str domains;

    if (who->name.n == 0 || who->domain.n == 0 || sender_is_partner(c) || sender_is_ours(c) || sender_is_copier(c))
        return false;
    if (!authority_named(fold(a, who->name), &named) || authority_owns(&named, who->domain))
        return false;
    domains = named.domains;
    *ev = (struct evidence){ .claimed = who->name, .actual = who->addr, .where = str_split(&domains, '|') };
    return true;
}

/* The known name, and the look-alike, side by side. Short of a name for it, the known domain itself is what is claimed. */
static bool resembles(const struct case_facts *c, struct arena *a, str known, struct evidence *ev)
{
    size_t at = str_find_char(known, '@');
    str domain = at < known.n ? str_skip(known, at + 1) : known;

    /* "or.jp" in the table means that any such name may be theirs: nothing to resemble. */
    if (domain_suffix(domain).n == domain.n || domain_likeness(a, sender_of(c)->domain, domain) == LIKENESS_NONE)
        return false;
    *ev = (struct evidence){ .claimed = domain, .actual = sender_of(c)->addr, .where = STR("From") };
    return true;
}

static bool lookalike(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    struct authority known;

    if (sender_of(c)->domain.n == 0 || sender_is_ours(c) || sender_is_partner(c) || sender_is_copier(c))
        return false;
    for (uint32_t i = 0; i < c->site.own_domains.n; i++)
        if (resembles(c, a, *LIST_AT(c->site.own_domains, str, i), ev))
            return true;
    for (uint32_t i = 0; i < c->site.partners.n; i++) {
        const struct partner *p = LIST_AT(c->site.partners, struct partner, i);

        if (resembles(c, a, p->address, ev) || resembles(c, a, p->other, ev))
            return true;
    }
    for (size_t i = 0; authority_at(i, &known); i++)
        for (str domains = known.domains; domains.n > 0;)
            if (resembles(c, a, str_split(&domains, '|'), ev))
                return true;
    return false;
}

const struct signal signal_from_claims_authority = {
    "mail.from.claims-authority", "S17", { "P0.1", "P0.3", "C1.10", "C0.2" }, GROUP_IDENTITY, SEVERITY_HIGH, claims_authority };
const struct signal signal_from_lookalike = {
    "mail.from.lookalike-domain", "S04", { "P0.1", "P0.3", "C1.10" }, GROUP_IDENTITY, SEVERITY_HIGH, lookalike };
