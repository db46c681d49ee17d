#include "read/claim.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "read/url_host.h"

#include <stdlib.h>

/* Bytes and characters around a name that are looked at. */
enum { UNITS_MAX = 160, MARKS_MAX = 32, NAME_BYTES_MAX = 256, NEAR = 80, PROGRAM_LINE = 160 };

struct claiming {
    struct arena *a;
    struct work *w;
    const struct brands *brands;
    struct mail_facts *mail;
    struct claim *list;
    uint32_t n;
};

/* ---- collecting ---- */

static bool from_own(const struct claiming *c, const struct brand *b)
{
    const struct list *from = &c->mail->identity.from;

    for (uint32_t i = 0; i < from->n; i++)
        if (!brand_owns(b, LIST_AT(*from, struct mailbox, i)->domain))
            return false;
    return from->n > 0;
}

/* Where a link ends as far as it can be read off it. An address wrapped in a stranger's says nothing, but a tracker or
 * another gateway's link check leads to where it says. */
static bool link_own(const struct brand *b, const struct link *l)
{
    bool own = brand_owns(b, l->ascii);

    if (!(l->flags & URL_REDIRECTS))
        return own;
    return brand_owns(b, l->target_host) && (own || l->kinds & (HOST_TRACKER | HOST_REWRITER));
}

static void count_links(const struct claiming *c, struct claim *to, const struct brand *b)
{
    for (uint32_t i = 0; i < c->mail->links.n && i < CLAIM_LINKS_MAX; i++) {
        const struct link *l = LIST_AT(c->mail->links, struct link, i);

        if (l->hidden || l->nested || l->domain.n == 0)
            continue;
        if (link_own(b, l))
            to->links_own++;
        else
            to->links_other++;
    }
}

static void claim_add(struct claiming *c, uint16_t brand, enum claim_place place, enum claim_how how, bool weak, str text)
{
    const struct brand *b = brand_at(c->brands, brand);
    str domains = b->domains;
    struct claim *to;

    for (uint32_t i = 0; i < c->n; i++)
        if (c->list[i].place == place && str_eq(c->list[i].brand, b->id))
            return;
    if (c->n == CLAIMS_MAX)
        return;
    work_tokens(c->w, 1);
    to = &c->list[c->n++];
    *to = (struct claim){ .brand = b->id, .kind = b->kind, .name = b->name, .domain = str_split(&domains, '|'), .domains = b->domains,
                          .place = place, .how = how, .text = utf8_cut(str_trim(text), CLAIM_TEXT_MAX), .weak = weak,
                          .any_sender = b->any_sender, .badge = b->badge, .from_own = from_own(c, b) };
    count_links(c, to, b);
}

/* ---- words around a name ---- */

/* Brackets, quotation marks, bullets, stars, blanks: what stands around a name and is no part of it. */
static bool is_mark(uint32_t r)
{
    if (r < 0x80)
        return !ascii_alnum((int)r) && r != '@';
    return r == 0xA9 || r == 0xAE || r == 0xB7 || (r >= 0x2000 && r < 0x2070) || r == 0x2122 || (r >= 0x2190 && r < 0x2200)
        || (r >= 0x2500 && r < 0x27C0) || (r >= 0x3000 && r < 0x3005) || (r >= 0x3008 && r < 0x3020) || r == 0x30FB || r >= 0x1F300;
}

/* s without the marks in front of it. */
static str skip_marks(str s)
{
    for (size_t k = 0; k < MARKS_MAX && s.n > 0; k++) {
        str rest = s;

        if (!is_mark(utf8_next(&rest, NULL)))
            break;
        s = rest;
    }
    return s;
}

static str trim_marks(str s)
{
    size_t end = 0;

    s = skip_marks(s);
    /* From the front: marks have several bytes. The last character that is none ends the name. */
    for (str rest = s; rest.n > 0; rest = skip_marks(rest)) {
        (void)utf8_next(&rest, NULL);
        end = s.n - rest.n;
    }
    return str_take(s, end);
}

static bool starts_with_one(str s, const char *const list[], size_t *n)
{
    for (size_t i = 0; list[i]; i++)
        if (str_starts(s, str_of(list[i]))) {
            *n = strlen(list[i]);
            return true;
        }
    return false;
}

static bool ends_with_one(str s, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        if (str_ends(s, str_of(list[i])))
            return true;
    return false;
}

static bool has_one(str s, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        if (str_has(s, str_of(list[i])))
            return true;
    return false;
}

/* Parts of an organisation and forms of law: with nothing else beside the name the line still is the name. */
static const char *const units[] = {
    "株式会社", "(株)", "公益社団法人", "一般社団法人", "独立行政法人", "公益財団法人", "合同会社", "有限会社", "事務局", "お客様センター", "お客さまセンター",
    "お客様サポート", "お客様窓口", "お客様", "お客さま", "カスタマーサービス", "カスタマーセンター", "カスタマーサポート", "カスタマー", "サポートセンター", "サポートチーム", "サポート",
    "サービスセンター", "サービス", "コールセンター", "センター", "セキュリティチーム", "セキュリティ", "アカウント", "チーム", "会員", "運営", "係", "窓口", "担当", "より", "からの", "から", "公式",
    "お知らせ", "ニュース", "メール", "オンライン", "ログイン", "ネット", "インフォメーション", "通知", "重要", "緊急", "ご案内", "様", "の", "へ", "を", "開く", "カード", "ポイント", "本人確認", "認証",
    "customer", "service", "services", "support", "security", "account", "accounts", "team", "center", "centre", "inc", "llc", "ltd", "corporation",
    "corp", "co", "company", "official", "online", "notification", "notifications", "notice", "alert", "alerts", "update", "updates", "news", "info",
    "help", "desk", "department", "billing", "payments", "payment", "admin", "no-reply", "noreply", "mail", "login", "log in", "sign in", "signin", "id",
    "to", "the", "your", "re", "fw", "fwd", "enc", "wg", "aw", "my", "app", "com", "jp", "members", "member", "verification", "wallet", "delivery", "express", "japan", "from", "user", "users", NULL };

/* The rest of a line is made of nothing but units and marks. */
static bool only_units(str rest)
{
    size_t n = 0;

    if (rest.n > UNITS_MAX)
        return false;
    for (rest = skip_marks(rest); rest.n > 0; rest = skip_marks(str_skip(rest, n)))
        if (!starts_with_one(rest, units, &n) || (ascii_alnum(rest.p[0]) && ascii_alnum(str_at(rest, n))))
            return false;
    return true;
}

/* Houses that have the name in theirs, or speak of it. */
static const char *const elsewhere[] = {
    "クリニック", "医院", "薬局", "診療所", "歯科", "新聞", "セミナー", "研究会", "学会", "法律事務所", "会計事務所", "市場店", "対策", "友の会", "ob会", NULL };

/* Warnings speak of mails in a name, and are none. */
static bool speaks_of_fakes(str after)
{
    static const char *const fakes[] = { "を装", "をかた", "を騙", "を名乗", "になりすま", "の名をかた", "の偽", NULL };
    size_t n;

    return starts_with_one(after, fakes, &n);
}

/* ---- shown name, local part ---- */

/* "A m a z o n" without its blanks; anything else as it is. */
static str spaced_out(struct arena *a, str s)
{
    struct buf out = buf_new(a, s.n + 1);

    for (str rest = s; rest.n > 0;) {
        str letter = str_split(&rest, ' ');

        if (letter.n != 1)
            return s;
        buf_add(&out, letter);
    }
    return out.n >= 4 ? buf_done(&out) : s;
}

/* An everyday word or disguised letters: the name and nothing but parts of a house beside it. */
static void name_whole(struct claiming *c, str folded, str shown)
{
    size_t via = str_find(folded, STR(" via "));
    str whole = spaced_out(c->a, trim_marks(str_take(folded, via < NAME_BYTES_MAX ? via : 0))), last;
    bool weak;
    enum claim_how how;
    uint16_t brand = brand_named(c->brands, c->a, whole, &weak, &how);

    while (brand == BRAND_NONE && (last = str_skip(whole, str_rfind_char(whole, ' ') + 1)).n > 0 && only_units(last)) {
        whole = trim_marks(str_take(whole, whole.n - last.n));
        brand = brand_named(c->brands, c->a, whole, &weak, &how);
    }
    if (brand != BRAND_NONE)
        claim_add(c, brand, CLAIM_NAME, how, weak, shown);
}

static void name_read(struct claiming *c, const struct mailbox *who)
{
    struct brand_hit hit[CLAIM_HITS_MAX];
    size_t mark = arena_mark(c->a), n;
    str folded = fold(c->a, str_take(who->name, CLAIM_LINE_MAX));

    work_bytes(c->w, folded.n);
    n = has_one(folded, elsewhere) ? 0 : brands_find(c->brands, folded, hit, CLAIM_HITS_MAX);
    for (size_t i = 0; i < n; i++)
        claim_add(c, hit[i].brand, CLAIM_NAME, CLAIM_PLAIN, false, who->name);
    if (n == 0)
        name_whole(c, folded, who->name);
    arena_release(c->a, mark);
}

static void local_read(struct claiming *c, const struct mailbox *who)
{
    enum claim_how how;
    str local = str_take(who->local, 64);
    uint16_t brand;
    size_t mark = arena_mark(c->a);

    /* As if it were a host: the same tricks with hyphens, dots and digits. */
    brand = brand_disguise(c->brands, c->a, c->w, fold(c->a, local), STR(""), &how);
    arena_release(c->a, mark);
    if (brand != BRAND_NONE && !brand_owns(brand_at(c->brands, brand), who->domain))
        claim_add(c, brand, CLAIM_LOCAL, how, false, who->addr);
}

/* ---- subject ---- */

static const char *const opening[] = { "【", "[", "「", "『", "《", "〈", "≪", "<", "〔", "(", "*", "■", "★", "◆", NULL };
/* After a name in a subject: it speaks of what the reader has with it. */
static const char *const subject_follows[] = {
    "からの", "から", "より", "カード", "会員", "アカウント", "お客様", "お客さま", ":", "をご利用", "のご利用", "ご利用", "利用", "カスタマー", "サポート", "公式", "の注文", "での", "でのご注文", "注文",
    "お知らせ", "のお知らせ", "重要", "緊急", "】", "]", "」", "』", "》", "〉", "≫", ">", "〕", "のパスワード", "パスワード", "セキュリティ", "サービス", "ポイント", "プライム", "ログイン", "の支払", "お支払", "支払",
    "にご登録", "登録", "本人確認", "配達", "配送", "お届け", "不在", "請求", "料金", "の取引", "取引", "口座", "ids", "account", "wallet", "support", "security", "team", "id", "customer", "billing",
    "payment", "order", "delivery", "package", "parcel", "subscription", "membership", "reward", "login", "password", "notification", "notice", "alert",
    "card", "user", "verification", "invoice", "unusual", "email", "shipment", "gift", "winner", NULL };
static const char *const subject_before[] = { "your ", "your new ", "from ", "verify ", "welcome to ", "重要:", "重要】", "緊急】", "至急】", "お知らせ】", "ご注意】", NULL };

static bool subject_claims(str folded, const struct brand_hit *hit)
{
    str before = str_take(folded, hit->start), after = str_skip(folded, hit->end);
    size_t n;

    while (str_at(after, 0) == ' ' || str_at(after, 0) == '!')
        after = str_skip(after, 1);
    if (speaks_of_fakes(after))
        return false;
    return ends_with_one(str_trim(before), opening) || starts_with_one(after, subject_follows, &n) || ends_with_one(before, subject_before)
        || only_units(before);
}

static void subject_weak(struct claiming *c, str folded, str shown)
{
    static const char *const pairs[][2] = { { "【", "】" }, { "[", "]" }, { "「", "」" } };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t at = str_find(folded, str_of(pairs[i][0]));
        str inside = str_skip(folded, at + strlen(pairs[i][0]));
        bool weak;
        enum claim_how how;
        uint16_t brand = brand_named(c->brands, c->a, str_trim(str_take(inside, str_find(inside, str_of(pairs[i][1])))), &weak, &how);

        if (at < folded.n && brand != BRAND_NONE)
            claim_add(c, brand, CLAIM_SUBJECT, how, weak, shown);
    }
}

static void subject_read(struct claiming *c)
{
    struct brand_hit hit[CLAIM_HITS_MAX];
    size_t mark = arena_mark(c->a), n;
    str folded = fold(c->a, str_take(c->mail->subject, CLAIM_LINE_MAX));
    bool reply = c->mail->reply.subject_claims && c->mail->reply.has_reference;

    work_bytes(c->w, folded.n);
    n = brands_find(c->brands, folded, hit, CLAIM_HITS_MAX);
    for (size_t i = 0; i < n && !reply; i++)
        if (subject_claims(folded, &hit[i]))
            claim_add(c, hit[i].brand, CLAIM_SUBJECT, CLAIM_PLAIN, false, c->mail->subject);
    if (n == 0 && !reply)
        subject_weak(c, folded, c->mail->subject);
    arena_release(c->a, mark);
}

/* ---- domains and links ---- */

static void host_read(struct claiming *c, str shown, str ascii, str domain, enum claim_place place)
{
    enum claim_how how;
    uint16_t brand;

    if (ascii.n == 0 || brand_of_host(c->brands, ascii) != BRAND_NONE)
        return;
    brand = brand_disguise(c->brands, c->a, c->w, shown, domain, &how);
    if (brand != BRAND_NONE && !brand_owns(brand_at(c->brands, brand), ascii))
        claim_add(c, brand, place, how, false, shown);
}

static bool plain_host(str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (!ascii_alnum(host.p[i]) && host.p[i] != '.' && host.p[i] != '-')
            return false;
    return !str_has(host, STR("xn--"));
}

static void from_domain(struct claiming *c, const struct mailbox *who)
{
    struct urls u = { .a = c->a, .w = c->w };
    struct url_host host = { .host = who->domain, .ascii = who->domain };

    if (who->domain.n == 0 || brand_of_host(c->brands, who->domain) != BRAND_NONE)
        return;
    if (plain_host(who->domain))
        host_domain(who->domain, &host.domain, &host.suffix);
    else
        host = url_host_read(&u, who->domain);
    host_read(c, host.host.n ? host.host : who->domain, host.ascii.n ? host.ascii : who->domain, host.domain, CLAIM_FROM_DOMAIN);
}

static bool seen_before(const struct mail_facts *mail, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++)
        if (str_eq(LIST_AT(mail->links, struct link, i)->ascii, LIST_AT(mail->links, struct link, at)->ascii))
            return true;
    return false;
}

/* A button that says nothing but the name, or what one does there. */
static void link_words(struct claiming *c, const struct link *l)
{
    struct brand_hit hit[CLAIM_HITS_MAX];
    enum claim_place place = l->place == LINK_IMAGE ? CLAIM_LOGO : CLAIM_LINK;
    size_t mark = arena_mark(c->a), n;
    str folded = fold(c->a, str_take(l->text, LINK_TEXT_MAX));
    uint16_t owner = l->text_host.n ? brand_of_host(c->brands, l->text_host) : BRAND_NONE;

    work_bytes(c->w, folded.n);
    if (owner != BRAND_NONE && !str_eq(l->text_domain, l->domain) && !link_own(brand_at(c->brands, owner), l))
        claim_add(c, owner, place, CLAIM_PLAIN, false, l->text);
    n = brands_find(c->brands, folded, hit, CLAIM_HITS_MAX);
    for (size_t i = 0; i < n; i++) {
        const struct brand *b = brand_at(c->brands, hit[i].brand);
        str rest = str_skip(folded, hit[i].end);

        if (!b->badge && !link_own(b, l) && only_units(str_take(folded, hit[i].start)) && only_units(rest))
            claim_add(c, hit[i].brand, place, CLAIM_PLAIN, false, l->text);
    }
    arena_release(c->a, mark);
}

static void links_read(struct claiming *c)
{
    for (uint32_t i = 0; i < c->mail->links.n && i < CLAIM_LINKS_MAX; i++) {
        const struct link *l = LIST_AT(c->mail->links, struct link, i);

        if (l->nested || l->domain.n == 0)
            continue;
        if (!l->hidden)
            link_words(c, l);
        if (!seen_before(c->mail, i))
            host_read(c, l->host, l->ascii, l->domain, CLAIM_LINK_DOMAIN);
    }
}

/* ---- text ---- */

static const char *const greet_follows[] = {
    "をご利用", "をいつもご利用", "のご利用", "ご利用", "をご愛顧", "をお使い", "にご登録", "の会員", "会員", "からの", "より", "から", "です", "でございます", "お客様", "お客さま", "の運営", "事務局", "のアカウント",
    "アカウント", "カードをご利用", "カード会員", "カスタマー", "サポート", "サービスをご利用", "サービスの", "セキュリティ", "で、", "では、", "は、お客", "はお客", "の重要", "に関する重要", "でのご注文", "でお買い", "をご契約", "customer",
    "user", "account", "member", "support team", "security team", "team", "wallet", "client", "cardmember", "card member", "has detected", "security", "id", NULL };
static const char *const greet_before[] = {
    "いつも", "平素は", "平素より", "日頃は", "日頃より", "この度は", "このたびは", "毎度", "dear ", "dear valued ", "hello ", "your ", "your new ", "thank you for using ", "thanks for using ",
    "thank you for choosing ", "thank you for shopping with ", "welcome to ", "こちらは", "from ", "access to your ", "with your ", NULL };
static const char *const publisher[] = {
    "©", "(c)", "copyright", "all rights reserved", "発行元", "配信元", "送信元", "運営会社", "発行者", "発行:", "配信:", "提供:", "差出人", "運営元", NULL };
/* Lines of programs and other people's lines. */
static const char *const not_said[] = { "sent from", "get outlook", "から送信", "on behalf of", "wrote:", "unsubscribe", "download", "available on", "follow us", NULL };

struct region { str text; size_t lines; bool first, last; };

/* The words that make a publisher of a name stand close to it. */
static bool published(str folded, const struct brand_hit *hit)
{
    size_t from = hit->start > NEAR ? hit->start - NEAR : 0;

    return has_one(str_sub(folded, from, hit->start - from), publisher) || str_has(str_sub(folded, hit->end, NEAR), STR("rights reserved"));
}

static void line_read(struct claiming *c, const struct region *r, str line)
{
    struct brand_hit hit[CLAIM_HITS_MAX];
    str folded = fold(c->a, str_take(line, CLAIM_LINE_MAX));
    size_t n = brands_find(c->brands, folded, hit, CLAIM_HITS_MAX);

    work_bytes(c->w, folded.n);
    if (n == 0 || (folded.n < PROGRAM_LINE && has_one(folded, not_said)))
        return;
    for (size_t i = 0; i < n; i++) {
        const struct brand *b = brand_at(c->brands, hit[i].brand);
        str before = str_take(folded, hit[i].start), after = skip_marks(str_skip(folded, hit[i].end));
        size_t taken;

        if (!b->badge && published(folded, &hit[i]))
            claim_add(c, hit[i].brand, CLAIM_COPYRIGHT, CLAIM_PLAIN, false, line);
        else if (r->first && (starts_with_one(after, greet_follows, &taken) || ends_with_one(before, greet_before)))
            claim_add(c, hit[i].brand, CLAIM_GREETING, CLAIM_PLAIN, false, line);
        else if (b->badge || !only_units(before) || !only_units(after))
            continue;
        else if (r->first && r->lines <= CLAIM_FIRST_LINES)
            claim_add(c, hit[i].brand, CLAIM_GREETING, CLAIM_PLAIN, false, line);
        else if (r->last)
            claim_add(c, hit[i].brand, CLAIM_SIGNATURE, CLAIM_PLAIN, false, line);
    }
}

static void region_read(struct claiming *c, struct region r)
{
    while (r.text.n > 0) {
        str line = str_trim(str_line(&r.text));
        size_t mark = arena_mark(c->a);

        if (line.n == 0 || line.p[0] == '>')
            continue;
        r.lines++;
        line_read(c, &r, line);
        arena_release(c->a, mark);
    }
}

/* What was written before the first quotation. */
static str own_text(const struct text_facts *text)
{
    str rest = text->visible;
    uint32_t lines = 0;

    if (text->quoted_lines == 0)
        return text->visible;
    while (rest.n > 0 && lines < text->own_lines) {
        str line = str_line(&rest);

        lines += str_trim(line).n > 0;
    }
    return str_before(text->visible, rest);
}

static void text_read(struct claiming *c)
{
    str own = own_text(&c->mail->text);

    if (own.n <= 2 * CLAIM_WINDOW) {
        region_read(c, (struct region){ .text = own, .first = true, .last = true });
        return;
    }
    region_read(c, (struct region){ .text = str_take(own, CLAIM_WINDOW), .first = true });
    region_read(c, (struct region){ .text = str_skip(own, own.n - CLAIM_WINDOW), .last = true });
}

static void title_read(struct claiming *c)
{
    struct brand_hit hit[CLAIM_HITS_MAX];
    size_t mark = arena_mark(c->a), n;
    str folded = fold(c->a, str_take(c->mail->html.title, 256));

    work_bytes(c->w, folded.n);
    n = brands_find(c->brands, folded, hit, CLAIM_HITS_MAX);
    for (size_t i = 0; i < n; i++)
        if (only_units(str_take(folded, hit[i].start)) && only_units(str_skip(folded, hit[i].end)))
            claim_add(c, hit[i].brand, CLAIM_LOGO, CLAIM_PLAIN, false, c->mail->html.title);
    arena_release(c->a, mark);
}

/* ---- all of it ---- */

static int by_place(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;

    return x->place != y->place ? (x->place > y->place ? 1 : -1) : str_compare(x->brand, y->brand);
}

void claims_read(struct arena *a, struct work *w, struct mail_facts *mail)
{
    struct claiming c = { .a = a, .w = w, .brands = brands_embedded(), .mail = mail, .list = ARENA_ARRAY(a, struct claim, CLAIMS_MAX) };
    const struct list *from = &mail->identity.from;

    for (uint32_t i = 0; i < from->n; i++) {
        name_read(&c, LIST_AT(*from, struct mailbox, i));
        from_domain(&c, LIST_AT(*from, struct mailbox, i));
    }
    subject_read(&c);
    links_read(&c);
    text_read(&c);
    title_read(&c);
    for (uint32_t i = 0; i < from->n; i++)
        local_read(&c, LIST_AT(*from, struct mailbox, i));
    qsort(c.list, c.n, sizeof *c.list, by_place);
    mail->claims = (struct list){ c.list, c.n };
}
