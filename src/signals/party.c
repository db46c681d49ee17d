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

struct bare_name name_bare(struct arena *a, str name)
{
    struct buf text = buf_new(a, name.n + 1), edges = buf_new(a, name.n + 2);

    while (name.n > 0) {
        str word = fold(a, next_word(&name));

        for (bool edge = true; word.n > 0;) {
            size_t skip = ornament_at(word);

            if (skip == 0) {
                buf_put(&text, (char)str_at(word, 0));
                buf_put(&edges, edge);
            }
            edge = skip > 0;
            word = str_skip(word, skip > 0 ? skip : 1);
        }
    }
    buf_put(&edges, 1);
    return (struct bare_name){ buf_str(&text), buf_str(&edges), rune_bits(buf_str(&text)) };
}

enum { NAME_EXACT = 2, NAME_PIECE = 4 };    /* characters: a shorter name must be the whole name (山田 is in 山田薬品) */

/* A longer name that begins like a known one (日向誠一郎) is another person; a known one with a title is not. */
static bool name_ends(str after, bool edge)
{
    static const str titles[] = { WORD("院長"), WORD("副院長"), WORD("理事長"), WORD("理事"), WORD("事務長"), WORD("部長"), WORD("課長"), WORD("室長"),
                                  WORD("主任"), WORD("師長"), WORD("医師"), WORD("看護"), WORD("薬剤師"), WORD("代表"), WORD("会長"), WORD("社長"),
                                  WORD("代理"), WORD("秘書"), WORD("本人"), WORD("より"), WORD("から"), WORD("です"), WORD("の"), WORD("@") };

    for (size_t i = 0; !edge && i < sizeof titles / sizeof *titles; i++)
        edge = str_starts(after, titles[i]);
    return edge;
}

/* Kanji and kana are what fold() leaves alone, but for kana with a mark after it (U+3099, U+309A). */
static bool stays(str s)
{
    bool kanji = str_at(s, 0) >= 0xE5 && str_at(s, 0) <= 0xE8;
    bool kana = str_at(s, 0) == 0xE3 && (str_at(s, 1) == 0x81 || (str_at(s, 1) == 0x82 && (str_at(s, 2) < 0x99 || str_at(s, 2) > 0x9C)) ||
                                         (str_at(s, 1) == 0x83 && str_at(s, 2) < 0xBB));

    return kanji || (kana && !str_starts(str_skip(s, 3), STR("\xE3\x82\x99")) && !str_starts(str_skip(s, 3), STR("\xE3\x82\x9A")));
}

static uint64_t letters_of_ornaments(void)
{
    static uint64_t bits;               /* of constants only, so the same at every call */

    if (bits)
        return bits;
    for (size_t i = 0; i < ORNAMENTS; i++)
        for (str s = ornaments[i]; s.n > 0; s = str_skip(s, 1))
            bits |= stays(s) ? rune_bit(s) : 0;
    return bits;
}

/* A letter that the shown name lacks, and that no ornament has, settles it without folding. */
static bool lacks_letter(const struct bare_name *shown, str known)
{
    uint64_t there = shown->runes | letters_of_ornaments();

    for (; known.n >= 3; known = str_skip(known, 1))
        if (stays(known) && !(there & rune_bit(known)))
            return true;
    return false;
}

bool name_is(struct arena *a, const struct bare_name *shown, str known, bool person)
{
    str name = lacks_letter(shown, known) ? STR("") : name_bare(a, known).text, rest = shown->text;

    if (rune_count(name) < NAME_EXACT)
        return false;
    if (str_eq(name, rest) || rune_count(name) < NAME_PIECE)
        return str_eq(name, rest);
    for (size_t at = str_find(rest, name); at < rest.n; at = str_find(rest, name)) {
        rest = str_skip(rest, at + name.n);
        if (!person || name_ends(rest, str_at(shown->edges, shown->text.n - rest.n)))
            return true;
    }
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
