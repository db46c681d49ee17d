#include "signals/party.h"

#include "base/fold.h"
#include "signals/domain.h"

#include <stdlib.h>

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

static size_t rune_count(str utf8)
{
    size_t n = 0;

    for (size_t i = 0; i < utf8.n; i++)
        n += (utf8.p[i] & 0xC0) != 0x80;
    return n;
}

/* What is no part of a name. Written as fold() leaves it: ㈱ is already (株). Longer words before their beginnings. */
#define WORD(w) { w, sizeof w - 1 }
static const str ornaments[] = {
    WORD("株式会社"), WORD("有限会社"), WORD("合同会社"), WORD("合資会社"), WORD("(株)"), WORD("(有)"), WORD("(医)"), WORD("(公社)"),
    WORD("(一社)"), WORD("(財)"), WORD("医療法人社団"), WORD("医療法人財団"), WORD("社会医療法人"), WORD("医療法人"), WORD("公益社団法人"),
    WORD("一般社団法人"), WORD("公益財団法人"), WORD("一般財団法人"), WORD("社会福祉法人"), WORD("様"), WORD("殿"), WORD("御中"), WORD("先生"),
    WORD("さん"), WORD("「"), WORD("」"), WORD("『"), WORD("』"), WORD("【"), WORD("】"), WORD("・"), WORD("、"), WORD("。"), WORD(" "), WORD("\""),
    WORD("'"), WORD("("), WORD(")"), WORD("["), WORD("]"), WORD("<"), WORD(">"), WORD("/"), WORD(","), WORD(":"), WORD(";"), WORD("|"), WORD("_"),
    WORD("-"), WORD(".") };
enum { ORNAMENTS = sizeof ornaments / sizeof *ornaments };

static uint64_t rune_bit(str s)
{
    return 1ull << ((unsigned)(str_at(s, 0) * 31 + str_at(s, 1) * 7 + str_at(s, 2)) & 63);
}

static uint64_t rune_bits(str s)
{
    uint64_t bits = 0;

    for (; s.n > 0; s = str_skip(s, 1))
        bits |= (s.p[0] & 0xC0) != 0x80 ? rune_bit(s) : 0;
    return bits;
}

static unsigned first_of(str s)         { return (unsigned)(str_at(s, 0) * 31 + str_at(s, 1) * 7 + str_at(s, 2)) & 255; }

static size_t ornament_at(str s)
{
    static bool firsts[256], filled;    /* of constants only, so the same at every call */

    if ((s.p[0] & 0xC0) == 0x80 || ascii_alnum(s.p[0]))
        return 0;
    for (size_t i = 0; i < ORNAMENTS && !filled; i++)
        firsts[first_of(ornaments[i])] |= ornaments[i].n >= 3;
    filled = true;
    if (s.p[0] >= 0x80 && !firsts[first_of(s)])
        return 0;
    for (size_t i = 0; i < ORNAMENTS; i++)
        if (s.p[0] == ornaments[i].p[0] && str_starts(s, ornaments[i]))
            return ornaments[i].n;
    return 0;
}

/* White space is an edge, and fold() leaves none between two kanji: so it is looked for before folding. */
static str next_word(str *name)
{
    static const str blanks[] = { WORD(" "), WORD("\t"), WORD("\n"), WORD("\r"), WORD("\xE3\x80\x80"), WORD("\xC2\xA0") };

    for (size_t i = 0; i < name->n; i++)
        for (size_t k = 0; k < sizeof blanks / sizeof *blanks; k++)
            if (name->p[i] == blanks[k].p[0] && str_starts(str_skip(*name, i), blanks[k])) {
                str word = str_take(*name, i);

                *name = str_skip(*name, i + blanks[k].n);
                return word;
            }
    str last = *name;

    *name = STR("");
    return last;
}

/* The first piece of a folded word: up to an ornament or an @ (院長@日向医院), which end it. */
static size_t piece_at(str word)
{
    size_t n = 0;

    while (n < word.n && str_at(word, n) != '@' && ornament_at(str_skip(word, n)) == 0)
        n++;
    return n > 0 ? n : str_at(word, 0) == '@';
}

/* Look-alike letters become the same ones: names are compared with known names only. */
struct bare_name name_bare(struct arena *a, str name)
{
    struct buf text = buf_new(a, 2 * name.n + 1), edges = buf_new(a, 2 * name.n + 2);
    size_t count = 0;

    while (name.n > 0) {
        str word = fold(a, next_word(&name));

        while (word.n > 0) {
            str piece = str_take(word, piece_at(word)), looks = piece.n > 1 ? fold_skeleton(a, piece) : piece;

            buf_add(&text, looks);
            for (size_t i = 0; i < looks.n; i++)
                buf_put(&edges, i == 0);
            count += rune_count(piece);
            word = str_skip(word, piece.n > 0 ? piece.n : ornament_at(word));
        }
    }
    buf_put(&edges, 1);
    return (struct bare_name){ buf_str(&text), buf_str(&edges), rune_bits(buf_str(&text)), count };
}

enum { NAME_EXACT = 2, NAME_PIECE = 4 };    /* characters: a shorter name must be the whole name (山田 is in 山田薬品) */

/* Written as fold_skeleton() leaves it: 人 is 入. Offices first. */
static const str titles[] = {
    WORD("院長"), WORD("副院長"), WORD("理事長"), WORD("理事"), WORD("事務長"), WORD("部長"), WORD("課長"), WORD("室長"), WORD("主任"), WORD("師長"), WORD("医師"),
    WORD("会長"), WORD("社長"), WORD("看護"), WORD("薬剤師"), WORD("代表"), WORD("代理"), WORD("秘書"), WORD("本入"), WORD("より"), WORD("から"), WORD("です"),
    WORD("の"), WORD("@") };
enum { TITLES = sizeof titles / sizeof *titles, OFFICES = 13 };

/* A longer name that begins like a known one (日向誠一郎) is another person; a known one with a title is not. */
static bool name_ends(str after, bool edge)
{
    for (size_t i = 0; !edge && i < TITLES; i++)
        edge = str_starts(after, titles[i]);
    return edge;
}

static bool is_office(str s)
{
    for (size_t i = 0; i < OFFICES; i++)
        if (str_eq(s, titles[i]))
            return true;
    return false;
}

/* 日向院長, 院長 日向: the family name and an office, and nothing else. */
static bool family_and_office(str shown, const struct bare_name *known)
{
    size_t n = 1;

    while (n < known->text.n && !str_at(known->edges, n))
        n++;
    if (n >= known->text.n)             /* where the family name ends is not known */
        return false;
    return (str_starts(shown, str_take(known->text, n)) && is_office(str_skip(shown, n))) ||
           (str_ends(shown, str_take(known->text, n)) && is_office(str_take(shown, shown.n - n)));
}

/* 誠一 日向: a person's name turned round at the end of a word, and what may follow a name. */
static bool turned_round(const struct bare_name *shown, str known)
{
    str text = shown->text;

    if (text.n < known.n || !name_ends(str_skip(text, known.n), str_at(shown->edges, known.n)))
        return false;
    for (size_t i = 1; i < known.n; i++)
        if (str_at(shown->edges, i) && str_starts(known, str_sub(text, i, known.n - i)) && str_ends(known, str_take(text, i)))
            return true;
    return false;
}

static bool name_within(const struct bare_name *shown, const struct known_name *known)
{
    str name = known->name.text, rest = shown->text;

    for (size_t at = str_find(rest, name); at < rest.n; at = str_find(rest, name)) {
        bool edge = str_at(shown->edges, shown->text.n - rest.n + at);

        rest = str_skip(rest, at + name.n);
        if ((edge || known->kind != KNOWN_HOUSE) &&
            (known->kind == KNOWN_COMPANY || name_ends(rest, str_at(shown->edges, shown->text.n - rest.n))))
            return true;
    }
    return false;
}

bool name_is(const struct bare_name *shown, const struct known_name *known)
{
    const struct bare_name *name = &known->name;

    if (name->count < NAME_EXACT)
        return false;
    if (known->kind == KNOWN_PERSON && (turned_round(shown, name->text) || family_and_office(shown->text, name)))
        return true;
    if (name->runes & ~shown->runes)
        return false;
    return str_eq(name->text, shown->text) || (name->count >= NAME_PIECE && name_within(shown, known));
}

/* --- The site's lines, prepared ------------------------------------------------------------------------------------ */

enum { PREPARED_ROOM = 256 << 20 };     /* of address space; 2,000 partners take 3 MiB of it */

static int by_letters(const void *a, const void *b)
{
    const str *x = a, *y = b;

    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (ascii_lower(x->p[i]) != ascii_lower(y->p[i]))
            return (unsigned char)ascii_lower(x->p[i]) - (unsigned char)ascii_lower(y->p[i]);
    return (x->n > y->n) - (x->n < y->n);
}

/* A line may be a domain, @domain or a full address. */
static str line_address(str line)
{
    line = str_trim(line);
    return str_at(line, 0) == '@' ? str_skip(line, 1) : line;
}

static str line_domain(str line)
{
    line = line_address(line);
    return str_find_char(line, '@') < line.n ? str_skip(line, str_find_char(line, '@') + 1) : line;
}

static void add_address(struct known_parties *k, str line, bool partner)
{
    str address = line_address(line);

    if (address.n == 0)
        return;
    k->domains[k->domain_count++] = domain_shape_of(line_domain(address));
    if (partner)
        k->partners[k->partner_count++] = address;
}

static void add_name(struct arena *a, struct known_parties *k, str name, str where, enum known_kind kind)
{
    if (name.n > 0 && where.n > 0)
        k->names[k->name_count++] = (struct known_name){ name_bare(a, name), where, kind };
}

static struct known_parties prepare(struct arena *a, const struct site *site)
{
    struct known_parties k = { 0 };
    str own = site->own_domains.n > 0 ? *LIST_AT(site->own_domains, str, 0) : STR("");

    k.names = ARENA_ARRAY(a, struct known_name, site->partners.n + site->protected_names.n + 1u);
    k.domains = ARENA_ARRAY(a, struct domain_shape, site->own_domains.n + 2u * site->partners.n);
    k.organisations = ARENA_ARRAY(a, str, site->own_domains.n + 2u * site->partners.n);
    k.partners = ARENA_ARRAY(a, str, 2u * site->partners.n);
    for (uint32_t i = 0; i < site->own_domains.n; i++)
        add_address(&k, *LIST_AT(site->own_domains, str, i), false);
    for (uint32_t i = 0; i < site->partners.n; i++) {
        const struct partner *p = LIST_AT(site->partners, struct partner, i);

        add_address(&k, p->address, true);
        add_address(&k, p->other, true);
        add_name(a, &k, p->name, p->address, KNOWN_COMPANY);
    }
    for (uint32_t i = 0; i < site->protected_names.n; i++)
        add_name(a, &k, *LIST_AT(site->protected_names, str, i), own, KNOWN_PERSON);
    add_name(a, &k, site->name, own, KNOWN_HOUSE);
    for (size_t i = 0; i < k.domain_count; i++)
        k.organisations[i] = k.domains[i].organisation;
    if (k.domain_count > 1)
        qsort(k.organisations, k.domain_count, sizeof *k.organisations, by_letters);
    if (k.partner_count > 1)
        qsort(k.partners, k.partner_count, sizeof *k.partners, by_letters);
    return k;
}

/* What was read from a file has a number and does not change: it is prepared once. */
static const struct known_parties *prepared(const struct site *site)
{
    static struct known_parties kept;
    static struct arena room;
    static uint64_t reading;

    if (site->reading == 0)
        return NULL;
    if (reading == site->reading)
        return &kept;
    if (!room.base && !arena_open(&room, PREPARED_ROOM, NULL))
        return NULL;
    arena_reset(&room, 0);
    kept = prepare(&room, site);
    reading = site->reading;
    return &kept;
}

struct known_parties known_parties(struct arena *a, const struct site *site)
{
    const struct known_parties *k = prepared(site);

    return k ? *k : prepare(a, site);
}

static bool has(const str *sorted, size_t n, str what)
{
    return n > 0 && bsearch(&what, sorted, n, sizeof *sorted, by_letters);
}

bool domain_is_known(const struct case_facts *c, str domain)
{
    const struct known_parties *k = prepared(&c->site);

    if (k)
        return domain.n > 0 && has(k->organisations, k->domain_count, domain_organisation(domain));
    for (uint32_t i = 0; i < c->site.own_domains.n; i++)
        if (domain_same(domain, *LIST_AT(c->site.own_domains, str, i)))
            return true;
    for (uint32_t i = 0; i < c->site.partners.n; i++) {
        const struct partner *p = LIST_AT(c->site.partners, struct partner, i);

        if (domain_same(domain, line_domain(p->address)) || domain_same(domain, line_domain(p->other)))
            return true;
    }
    return false;
}

bool sender_is_partner(const struct case_facts *c)
{
    const struct mailbox *who = sender_of(c);
    const struct known_parties *k = prepared(&c->site);

    if (who->domain.n == 0)
        return false;
    if (!k) {
        for (uint32_t i = 0; i < c->site.partners.n; i++) {
            const struct partner *p = LIST_AT(c->site.partners, struct partner, i);

            if (address_belongs(who, p->address) || address_belongs(who, p->other))
                return true;
        }
        return false;
    }
    if (has(k->partners, k->partner_count, who->addr))
        return true;
    for (str domain = who->domain; domain.n > 0; (void)str_split(&domain, '.'))
        if (has(k->partners, k->partner_count, domain))
            return true;
    return false;
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
