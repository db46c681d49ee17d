/* Names of ministries, offices and associations as shown name of somebody else's address. */
#include "signals/authority.h"

#include "base/fold.h"
#include "signals/domain.h"
#include "signals/party.h"
#include "signals/signal.h"

#include <assert.h>

extern const char *const authorities_rows[][4];     /* generated: names, domains, kind, note */
extern const size_t authorities_count;

#define WORD(w) { w, sizeof w - 1 }

/* What may stand after an authority's name in an honest name of it: its departments and their work. */
static const str follows[] = {
    WORD(" "), WORD("("), WORD(")"), WORD("["), WORD("]"), WORD("「"), WORD("」"), WORD("【"), WORD("】"), WORD("『"), WORD("』"), WORD("・"), WORD("/"),
    WORD("-"), WORD(","), WORD("_"), WORD(":"), WORD("|"), WORD("、"), WORD("。"), WORD("<"), WORD(">"), WORD("\""), WORD("'"), WORD("@"), WORD("~"),
    WORD("本省"), WORD("本庁"), WORD("省"), WORD("局"), WORD("部"), WORD("課"), WORD("室"), WORD("係"), WORD("担当"), WORD("事務局"), WORD("支部"),
    WORD("支所"), WORD("支局"), WORD("本部"), WORD("本所"), WORD("窓口"), WORD("広報"), WORD("お知らせ"), WORD("通知"), WORD("連絡"), WORD("センター"),
    WORD("健康"), WORD("医政"), WORD("保険"), WORD("医薬"), WORD("老健"), WORD("年金"), WORD("職業"), WORD("労働"), WORD("医療"), WORD("審査"),
    WORD("総務"), WORD("情報"), WORD("会長"), WORD("公式"), WORD("配信"), WORD("重要"), WORD("感染"), WORD("サイバー"), WORD("より"), WORD("です"),
    WORD("の"), WORD("各"), WORD("地域"), WORD("都"), WORD("道"), WORD("府"), WORD("県"), WORD("指導"), WORD("監査"), WORD("管理"), WORD("企画"),
    WORD("業務"), WORD("運営"), WORD("給付"), WORD("適用"), WORD("徴収"), WORD("調査"), WORD("麻薬"), WORD("福祉"), WORD("衛生"), WORD("予防"), WORD("薬務"),
    WORD("生活安全"), WORD("特定"), WORD("自動"), WORD("専用"), WORD("緊急"), WORD("至急"), WORD("!") };
/* How offices' units end, whatever they are called: 関東信越厚生局適時調査班. */
static const str unit_ends[] = { WORD("課"), WORD("室"), WORD("係"), WORD("局"), WORD("部"), WORD("班"), WORD("所"), WORD("担当"), WORD("窓口"), WORD("センター"),
                                 WORD("委員会"), WORD("官"), WORD("会長"), WORD("係長"), WORD("課長"), WORD("局長") };
/* Beside an office, or about it, and not the office: 保健所前クリニック, 国税庁対応ソフト. */
static const str beside[] = { WORD("前"), WORD("通"), WORD("裏"), WORD("横"), WORD("隣"), WORD("対応"), WORD("向け"), WORD("推奨"), WORD("監修"), WORD("専門"),
                              WORD("御用"), WORD("公認"), WORD("出身"), WORD("元"), WORD("東"), WORD("西"), WORD("南"), WORD("北") };
/* What may stand before it. Legal forms are part of the name; other words make it somebody else's. */
static const str precedes[] = {
    WORD(" "), WORD("("), WORD("["), WORD("「"), WORD("【"), WORD("『"), WORD("・"), WORD("/"), WORD("-"), WORD(","), WORD("_"), WORD(":"), WORD("|"),
    WORD("、"), WORD("<"), WORD("\""), WORD("'"), WORD("~"), WORD(")"), WORD("]"), WORD("」"), WORD("】"), WORD("』"), WORD("*"), WORD("★"), WORD("※"),
    WORD("公益社団法人"), WORD("一般社団法人"), WORD("独立行政法人"), WORD("公益財団法人"), WORD("国立研究開発法人"), WORD("全国"), WORD("日本"),
    WORD("国"), WORD("政府"), WORD("公的機関") };
/* Another house's name, or a house that works for the authority: honest, as a rule ("厚生労働省委託事業 事務局"). */
static const str somebody_else[] = {
    WORD("株式会社"), WORD("有限会社"), WORD("合同会社"), WORD("(株)"), WORD("(有)"), WORD("クリニック"), WORD("医院"), WORD("病院"), WORD("薬局"),
    WORD("診療所"), WORD("法律事務所"), WORD("会計事務所"), WORD("社労士"), WORD("税理士"), WORD("行政書士"), WORD("司法書士"), WORD("新聞"),
    WORD("ニュース"), WORD("通信社"), WORD("委託"), WORD("受託"), WORD("請負"), WORD("補助事業"), WORD("認定"), WORD("指定"), WORD("後援"), WORD("協力会"),
    WORD("友の会"), WORD("ob会"), WORD("経由"), WORD(" via "), WORD("セミナー"), WORD("大学"), WORD("研究会"), WORD("学会") };

#define ONE_OF(test, s, list) one_of(test, s, list, sizeof list / sizeof *list)

static bool one_of(bool (*test)(str s, str word), str s, const str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (test(s, list[i]))
            return true;
    return false;
}

static bool contains(str s, str word)   { return str_has(s, word); }

bool authority_at(size_t i, struct authority *out)
{
    if (i >= authorities_count)
        return false;
    *out = (struct authority){ str_of(authorities_rows[i][0]), str_of(authorities_rows[i][1]),
                               strcmp(authorities_rows[i][2], "branch") == 0 };
    return true;
}

/* Every name and every domain of the table, taken apart once: made of constants, so the same at every call. Names are
 * found by their first three bytes (one kanji, three Latin letters). */
enum { NAMES_MAX = 256, DOMAINS_MAX = 128, BUCKETS = 256 };

static struct {
    struct { str name; uint16_t row, next; } names[NAMES_MAX + 1];     /* 0: none */
    uint16_t buckets[BUCKETS];
    size_t name_count;
    struct domain_shape domains[DOMAINS_MAX];
    size_t domain_count;
} built;

static unsigned bucket_of(str s)
{
    uint32_t three = (uint32_t)str_at(s, 0) << 16 | (uint32_t)str_at(s, 1) << 8 | (uint32_t)str_at(s, 2);

    return three * 2654435761u >> 24;
}

static void add_name(str name, size_t row)
{
    uint16_t *bucket = &built.buckets[bucket_of(name)];

    assert(name.n >= 3 && built.name_count < NAMES_MAX);
    built.name_count++;
    built.names[built.name_count].name = name;
    built.names[built.name_count].row = (uint16_t)row;
    built.names[built.name_count].next = *bucket;
    *bucket = (uint16_t)built.name_count;
}

static void add_domain(str domain)
{
    for (size_t i = 0; i < built.domain_count; i++)
        if (str_eq(built.domains[i].domain, domain))
            return;
    if (domain_suffix(domain).n == domain.n)    /* "or.jp" means that any such name may be theirs: nothing to resemble */
        return;
    assert(built.domain_count < DOMAINS_MAX);
    built.domains[built.domain_count++] = domain_shape_of(domain);
}

static void build(void)
{
    struct authority who;

    for (size_t i = 0; authority_at(i, &who); i++) {
        while (who.names.n > 0)
            add_name(str_split(&who.names, '|'), i);
        while (who.domains.n > 0)
            add_domain(str_split(&who.domains, '|'));
    }
}

static bool stands_as_name(str folded, size_t at, str name, bool branch)
{
    str before = str_take(folded, at), after = str_skip(folded, at + name.n);

    if (!str_starts(str_skip(folded, at), name))
        return false;
    if (after.n > 0 && !ONE_OF(str_starts, after, follows) && (!ONE_OF(str_ends, after, unit_ends) || ONE_OF(str_starts, after, beside)))
        return false;
    return branch || before.n == 0 || ONE_OF(str_ends, before, precedes);
}

bool authority_named(str folded_name, struct authority *out)
{
    size_t best = authorities_count;

    if (built.name_count == 0)
        build();
    for (size_t at = 0; at + 3 <= folded_name.n; at++)
        for (unsigned i = built.buckets[bucket_of(str_skip(folded_name, at))]; i; i = built.names[i].next) {
            struct authority who;

            if (built.names[i].row < best && authority_at(built.names[i].row, &who) &&
                stands_as_name(folded_name, at, built.names[i].name, who.branch))
                best = built.names[i].row;
        }
    return best < authorities_count && !ONE_OF(contains, folded_name, somebody_else) && authority_at(best, out);
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

/* 厚生勞働省: old forms and look-alikes of kanji. Other letters stay: the words beside a name are as fold() leaves them. */
static str plain_kanji(struct arena *a, str folded)
{
    struct buf out = buf_new(a, folded.n + 1);

    while (folded.n > 0) {
        str one = str_take(folded, folded.p[0] < 0x80 ? 1 : folded.p[0] < 0xE0 ? 2 : folded.p[0] < 0xF0 ? 3 : 4), looks;

        looks = str_at(one, 0) >= 0xE4 && str_at(one, 0) <= 0xE9 ? fold_skeleton(a, one) : one;
        buf_add(&out, looks.n == 3 && str_at(looks, 0) >= 0xE4 ? looks : one);
        folded = str_skip(folded, one.n);
    }
    return buf_done(&out);
}

static bool claims_authority(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    struct authority named;
    str domains, folded;

    if (who->name.n == 0 || who->domain.n == 0 || sender_is_partner(c) || sender_is_ours(c) || sender_is_copier(c))
        return false;
    folded = fold(a, who->name);
    if ((!authority_named(folded, &named) && !authority_named(plain_kanji(a, folded), &named)) || authority_owns(&named, who->domain))
        return false;
    domains = named.domains;
    *ev = (struct evidence){ .claimed = who->name, .actual = who->addr, .where = str_split(&domains, '|') };
    return true;
}

/* Short of a name for it, the known domain itself is what is claimed. */
static bool resembles(const struct case_facts *c, struct arena *a, const struct domain_seen *sender, const struct domain_shape *known,
                      struct evidence *ev)
{
    if (known->suffix.n == known->domain.n || domain_alike(a, sender, known) == LIKENESS_NONE)
        return false;
    *ev = (struct evidence){ .claimed = known->domain, .actual = sender_of(c)->addr, .where = STR("From") };
    return true;
}

static bool lookalike(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    struct known_parties known;
    struct domain_seen sender;

    if (sender_of(c)->domain.n == 0 || sender_is_ours(c) || sender_is_partner(c) || sender_is_copier(c))
        return false;
    sender = domain_seen_of(a, sender_of(c)->domain);
    if (sender.imitates_nobody)
        return false;
    known = known_parties(a, &c->site);
    for (size_t i = 0; i < known.domain_count; i++)
        if (resembles(c, a, &sender, &known.domains[i], ev))
            return true;
    if (built.name_count == 0)
        build();
    for (size_t i = 0; i < built.domain_count; i++)
        if (resembles(c, a, &sender, &built.domains[i], ev))
            return true;
    return false;
}

const struct signal signal_from_claims_authority = {
    "mail.from.claims-authority", "S17", { "P0.1", "P0.3", "C1.10", "C0.2" }, GROUP_IDENTITY, SEVERITY_HIGH, claims_authority };
const struct signal signal_from_lookalike = {
    "mail.from.lookalike-domain", "S04", { "P0.1", "P0.3", "C1.10" }, GROUP_IDENTITY, SEVERITY_HIGH, lookalike };
