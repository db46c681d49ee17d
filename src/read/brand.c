#include "read/brand.h"

#include "base/distance.h"
#include "base/fold.h"
#include "base/hash.h"
#include "read/url_host.h"

#include <assert.h>

enum {
    STORE      = 64 << 20,              /* address space; a fifth of it is used */
    SLOTS      = 1 << 14,               /* of each hash table, a power of two; at most half are filled */
    CORE_MIN   = 5,                     /* letters: a shorter one is part of too many names */
    TYPO_MIN   = 6, TYPO_TWO = 10,      /* letters from which one, two may differ */
    LABEL_MAX  = 63,
    PIECES_MAX = 10,                    /* of a host, between dots and hyphens */
    RUN_MAX    = 4,
};

#define W(literal)  { literal, sizeof(literal) - 1 }

enum { COLUMN_ID, COLUMN_KIND, COLUMN_NAMES, COLUMN_WEAK, COLUMN_DOMAINS, COLUMN_ANY_SENDER, COLUMN_BADGE, COLUMN_SOURCE, COLUMN_DATE, COLUMNS };
extern const char *const brands_rows[][COLUMNS];
extern const size_t brands_count;

/* One spelling under which an organisation is looked up. */
struct entry { str key, spelt; uint16_t brand; bool weak; uint16_t next; };
struct table { uint16_t slot[SLOTS]; struct entry *entry; size_t n, max; };

struct core { str text; uint32_t letters; uint16_t brand; };

struct brands {
    struct brand *brand;
    struct automaton machine;           /* strong names, folded */
    uint16_t *owner;                    /* by pattern: whose name it is */
    struct table names, looks;          /* whole names: folded; their skeletons */
    struct table domains;               /* own domains */
    struct table labels;                /* what is spelt into hosts: skeletons of domains' cores and of names in ASCII */
    struct core *core;                  /* cores long enough for typing errors */
    size_t cores;
    size_t from[257];                   /* by first letter: where its cores begin; [256]: how many there are */
};

static uint32_t hash_of(str s)
{
    uint32_t h = 2166136261u;           /* FNV-1a: the keys are ours, a stranger only looks up */

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (uint8_t)s.p[i]) * 16777619u;
    return (h ^ h >> 15) & (SLOTS - 1);
}

static const struct entry *table_find(const struct table *t, str key)
{
    for (uint16_t at = t->slot[hash_of(key)]; at; at = t->entry[at - 1].next)
        if (str_eq(t->entry[at - 1].key, key))
            return &t->entry[at - 1];
    return NULL;
}

/* The first row that names a key keeps it: groups share domains. */
static void table_add(struct table *t, str key, str spelt, uint16_t brand, bool weak)
{
    uint32_t h = hash_of(key);

    if (key.n == 0 || table_find(t, key))
        return;
    assert(t->n < t->max);
    t->entry[t->n] = (struct entry){ key, spelt, brand, weak, t->slot[h] };
    t->slot[h] = (uint16_t)++t->n;
}

static enum brand_kind kind_of(const char *word)
{
    enum brand_kind kind = 0;

    while (kind < BRAND_KINDS && strcmp(word, brand_kind_names[kind]) != 0)
        kind++;
    assert(kind < BRAND_KINDS);         /* data/brands.tsv has a kind that is none */
    return kind;
}

/* ---- made once ---- */

/* Everyday words among the first labels of own domains: nothing is claimed by them without more. */
static const str everyday[] = {
    W("nurse"), W("hospital"), W("digital"), W("courts"), W("nenkin"), W("kokuho"), W("customs"), W("medical"), W("career"), W("family"), W("police"), W("cyber"), W("office"),
    W("email"), W("online"), W("support"), W("service"), W("secure"), W("discover"), W("fidelity"), W("regions"), W("phantom"), W("exodus"), W("kraken"), W("ledger"),
    W("blockchain"), W("ripple"), W("stellar"), W("sushi"), W("tether"), W("square"), W("stripe"), W("canva"), W("notion"), W("discord"), W("telegram"), W("slack"),
    W("steam"), W("chase"), W("messenger"), W("force"), W("wordpress"), W("android"), W("windows"), W("outlook"), W("apple"), W("itunes"), W("disney"), W("stores"), W("thebase"),
    W("dream"), W("excite"), W("canada"), W("olympic"), W("olympics"), W("orange"), W("crypto"), W("nikkei"), W("medley"), W("henry"), W("layered"), W("recruit"),
    W("nomura"), W("matsui"), W("daiwa"), W("tanabe"), W("chugai"), W("santen"), W("otsuka"), W("takeda"), W("mochida"), W("kaken"), W("sawai"), W("kameda"), W("fukuda"), W("nojima"),
    W("shimadzu"), W("fujitsu"), W("toyota"), W("yamaha"), W("sharp"), W("canon"), W("ricoh"), W("omron"), W("olympus"), W("philips"), W("siemens"), W("bayer"), W("roche"), W("meiji"),
    W("shonai"), W("sakura"), W("saison"), W("family"), W("tokyu"), W("tokyo"), W("osaka"), W("sapporo"), W("kyoto"), W("chiba"), W("vitalnet"), W("interpol"), W("hilton"), W("intuit"),
    W("github"), W("gitlab"), W("sourceforge"), W("salesforce"), W("hubspot"), W("zendesk"), W("atlassian"), W("bitbucket"), W("exchange"), W("epark"), W("youtube"),
    W("booking"), W("hotels"), W("group"), W("naver"), W("poste"), W("loyalty"), W("donuts"), W("promise"), W("proton"), W("metro"), W("falco"), W("nikko"), W("norton"), W("kojima"),
    W("lilly"), W("lawson"), W("merck"), W("naika"), W("nicho"), W("minne"), W("softs"), W("kroll"), W("wiseman"), W("janssen"), W("caixa"), W("lowes"), W("meigin"), W("ponta"), W("aplus"),
    W("teijin"), W("yayoi"), W("jalan"), W("energia"), W("pikara"), W("yahoo"), W("ymail"), W("gmail"), W("google"), W("hotmail"), W("skype"), W("sanofi"), W("curon"), { NULL, 0 } };
/* Beside an everyday word these make a claim of it, and glued to a name they are not another name. */
static const str dresses[] = {
    W("login"), W("signin"), W("logon"), W("verify"), W("verification"), W("account"), W("accounts"), W("secure"), W("security"), W("update"), W("support"), W("billing"), W("auth"),
    W("wallet"), W("recovery"), W("unlock"), W("confirm"), W("alert"), W("alerts"), W("id"), W("customer"), W("helpdesk"), W("payment"), W("refund"), W("webscr"), W("password"), W("kakunin"), { NULL, 0 } };
/* … and these glued to a name that is none. */
static const str ends[] = {
    W("jp"), W("co"), W("cojp"), W("com"), W("net"), W("card"), W("bank"), W("info"), W("service"), W("services"), W("mail"), W("my"), W("member"), W("members"), W("online"), W("web"), W("shop"), W("store"),
    W("center"), W("team"), W("news"), W("help"), W("app"), W("www"), W("japan"), W("point"), W("pay"), W("s"), W("access"), W("portal"), W("user"), W("admin"), W("notice"), W("contact"), W("cs"), { NULL, 0 } };

static bool listed(const str list[], str word)
{
    for (size_t i = 0; list[i].n; i++)
        if (str_eq(word, list[i]))
            return true;
    return false;
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 0x80)
            return false;
    return true;
}

static uint32_t letters_of(str s)
{
    uint32_t set = 0;

    for (size_t i = 0; i < s.n; i++)
        set |= 1u << (ascii_alpha(s.p[i]) ? ascii_lower(s.p[i]) - 'a' : 26 + (s.p[i] % 6));
    return set;
}

/* Blanks and marks of a name become hyphens, or nothing. */
static str as_label(struct arena *a, str name, bool hyphens)
{
    struct buf out = buf_new(a, name.n + 1);

    for (size_t i = 0; i < name.n; i++)
        if (ascii_alnum(name.p[i]))
            buf_put(&out, name.p[i]);
        else if (hyphens && out.n > 0 && out.p[out.n - 1] != '-')
            buf_put(&out, '-');
    return buf_done(&out);
}

static void add_label(struct brands *b, struct arena *a, str label, uint16_t brand, bool weak)
{
    weak = weak || label.n < CORE_MIN || listed(everyday, label);
    if (label.n < 4 || !is_ascii(label))
        return;
    table_add(&b->labels, fold_skeleton(a, label), label, brand, weak);
    table_add(&b->labels, fold_skeleton(a, as_label(a, label, false)), label, brand, weak);
    if (!weak && label.n >= TYPO_MIN && label.n <= LABEL_MAX)
        b->core[b->cores++] = (struct core){ label, letters_of(label), brand };
}

/* The first domain before all others: houses of a group list each other's. */
static void add_domains(struct brands *b, struct arena *a, uint16_t brand, bool main_one)
{
    str domains = b->brand[brand].domains, first = str_split(&domains, '|');

    for (str rest = main_one ? first : domains; rest.n > 0;) {
        str one = str_split(&rest, '|'), domain, suffix;

        table_add(&b->domains, one, one, brand, false);
        host_domain(one, &domain, &suffix);
        one = str_take(domain, str_find_char(domain, '.'));
        if (one.n > 0 && !listed(everyday, one))
            add_label(b, a, one, brand, false);
    }
}

static size_t add_names(struct brands *b, struct arena *a, uint16_t brand, str *pattern, size_t n)
{
    for (str names = b->brand[brand].weak_names; names.n > 0;) {
        str one = fold(a, str_split(&names, '|'));

        table_add(&b->names, one, one, brand, true);
        if (is_ascii(one))
            add_label(b, a, as_label(a, one, true), brand, true);
    }
    for (str names = b->brand[brand].names; names.n > 0;) {
        str one = fold(a, str_split(&names, '|'));

        table_add(&b->names, one, one, brand, false);
        if (one.n >= CORE_MIN)
            table_add(&b->looks, fold_skeleton(a, one), one, brand, false);
        if (is_ascii(one) && !str_has(one, STR(".")))
            add_label(b, a, as_label(a, one, true), brand, false);
        b->owner[n] = brand;
        pattern[n++] = one;
    }
    return n;
}

static size_t spellings(const char *list)
{
    size_t n = *list != '\0';

    for (; *list; list++)
        n += *list == '|';
    return n;
}

static void table_new(struct table *t, struct arena *a, size_t max)
{
    assert(max < UINT16_MAX && max <= SLOTS / 2);
    *t = (struct table){ .entry = ARENA_ARRAY(a, struct entry, max), .max = max };
}

/* By first letter, in the order in which they came: no typing error that counts is in the first letter. */
static void sort_cores(struct brands *b, struct arena *a)
{
    struct core *sorted = ARENA_ARRAY(a, struct core, b->cores);
    size_t n = 0;

    for (unsigned first = 0; first < 256; first++) {
        b->from[first] = n;
        for (size_t i = 0; i < b->cores; i++)
            if ((uint8_t)b->core[i].text.p[0] == first)
                sorted[n++] = b->core[i];
    }
    b->from[256] = n;
    b->core = sorted;
}

static const struct brands *brands_make(struct arena *a)
{
    struct brands *b = ARENA_NEW(a, struct brands);
    size_t names = 0, domains = 0, n = 0;
    str *pattern;

    b->brand = ARENA_ARRAY(a, struct brand, brands_count);
    for (size_t i = 0; i < brands_count; i++) {
        const char *const *row = brands_rows[i];
        str first = str_of(row[COLUMN_NAMES]);

        b->brand[i] = (struct brand){ str_of(row[COLUMN_ID]), str_split(&first, '|'), str_of(row[COLUMN_NAMES]), str_of(row[COLUMN_WEAK]),
                                      str_of(row[COLUMN_DOMAINS]), kind_of(row[COLUMN_KIND]), row[COLUMN_ANY_SENDER][0] == 'y',
                                      row[COLUMN_BADGE][0] == 'y' };
        names += spellings(row[COLUMN_NAMES]) + spellings(row[COLUMN_WEAK]);
        domains += spellings(row[COLUMN_DOMAINS]);
    }
    pattern = ARENA_ARRAY(a, str, names);
    b->owner = ARENA_ARRAY(a, uint16_t, names);
    b->core = ARENA_ARRAY(a, struct core, names + domains);
    table_new(&b->names, a, names);
    table_new(&b->looks, a, names);
    table_new(&b->domains, a, domains);
    table_new(&b->labels, a, 2 * (names + domains));
    for (size_t i = 0; i < brands_count; i++)
        n = add_names(b, a, (uint16_t)i, pattern, n);
    for (size_t i = 0; i < brands_count; i++)
        add_domains(b, a, (uint16_t)i, true);
    for (size_t i = 0; i < brands_count; i++)
        add_domains(b, a, (uint16_t)i, false);
    sort_cores(b, a);
    automaton_make(&b->machine, a, pattern, n);
    return b;
}

const struct brand *brand_at(const struct brands *b, uint16_t i)   { return &b->brand[i]; }

const struct brands *brands_embedded(void)
{
    static struct arena store;
    static const struct brands *made;

    if (!made && arena_open(&store, STORE, NULL))
        made = brands_make(&store);
    assert(made);
    return made;
}

/* ---- names ---- */

/* U+30A1 to U+30FA and the long mark U+30FC, at the very beginning of s. */
static bool katakana(str s)
{
    if (s.n < 3 || s.p[0] != 0xE3)
        return false;
    return (s.p[1] == 0x82 && s.p[2] >= 0xA1) || (s.p[1] == 0x83 && s.p[2] <= 0xBC && s.p[2] != 0xBB);
}

/* Katakana words that follow a name without making another name of it. */
static const str kana_follows[] = {
    W("サポート"), W("カスタマー"), W("カード"), W("サービス"), W("アカウント"), W("グループ"), W("センター"), W("ネット"), W("オンライン"), W("メール"), W("ポイント"), W("ジャパン"),
    W("プライム"), W("ショップ"), W("セキュリティ"), W("ダイレクト"), W("クラブ"), W("ニュース"), W("チーム"), W("アプリ"), W("ログイン"), W("ユーザー"), W("メンバー"), W("ペイ"), W("ヘルプ"), W("デスク"), { NULL, 0 } };

static bool goes_on(str rest)
{
    if (!katakana(rest))
        return false;
    for (size_t i = 0; kana_follows[i].n; i++)
        if (str_starts(rest, kana_follows[i]))
            return false;
    return true;
}

static bool stands_alone(str text, size_t start, size_t end)
{
    str name = str_sub(text, start, end - start), rest = str_skip(text, end);

    if (start > 0 && ascii_alnum(name.p[0]) && ascii_alnum(text.p[start - 1]))
        return false;
    if (ascii_alnum(name.p[name.n - 1]) && ascii_alnum(str_at(rest, 0)))
        return false;
    if (start >= 3 && katakana(name) && katakana(str_skip(text, start - 3)))
        return false;
    return !(name.n >= 3 && katakana(str_skip(name, name.n - 3)) && goes_on(rest));
}

/* Hits come by their end. A later one that reaches further back swallows those it covers. */
static size_t hit_add(struct brand_hit *out, size_t n, size_t max, struct brand_hit hit)
{
    if (n > 0 && out[n - 1].start <= hit.start && out[n - 1].end >= hit.end)
        return n;
    while (n > 0 && out[n - 1].start >= hit.start)
        n--;
    if (n < max)
        out[n++] = hit;
    return n;
}

size_t brands_find(const struct brands *b, str folded, struct brand_hit *out, size_t max)
{
    uint16_t state = 0;
    size_t n = 0;

    for (size_t i = 0; i < folded.n; i++)
        for (uint16_t at = automaton_step(&b->machine, &state, folded.p[i]); at; at = b->machine.shorter[at - 1]) {
            size_t start = i + 1 - b->machine.length[at - 1];

            if (stands_alone(folded, start, i + 1))
                n = hit_add(out, n, max, (struct brand_hit){ b->owner[at - 1], start, i + 1 });
        }
    return n;
}

uint16_t brand_named(const struct brands *b, struct arena *scratch, str folded, bool *weak, enum claim_how *how)
{
    const struct entry *e = table_find(&b->names, folded);
    size_t mark = arena_mark(scratch);

    *how = CLAIM_PLAIN;
    if (!e && folded.n >= CORE_MIN) {
        e = table_find(&b->looks, fold_skeleton(scratch, folded));
        arena_release(scratch, mark);
        *how = CLAIM_LETTERS;
    }
    *weak = e && e->weak;
    return e ? e->brand : BRAND_NONE;
}

/* ---- domains ---- */

/* JPRS's names of offices before go.jp and lg.jp: pref.NAME.jp, city.NAME.PREFECTURE.jp; nobody else gets them. */
static bool old_office(str host)
{
    static const str kinds[] = { W("pref"), W("metro"), W("city"), W("town"), W("vill"), { NULL, 0 } };
    str domain, suffix, label;

    if (!str_ends(host, STR(".jp")))
        return false;
    host_domain(host, &domain, &suffix);
    label = str_take(domain, str_find_char(domain, '.'));
    return listed(kinds, label) && str_find_char(suffix, '.') < suffix.n;
}

static bool within(str host, str domain)
{
    return str_ends(host, domain) && (host.n == domain.n || str_at(host, host.n - domain.n - 1) == '.');
}

bool brand_owns(const struct brand *of, str host)
{
    for (str domains = of->domains; domains.n > 0;)
        if (within(host, str_split(&domains, '|')))
            return true;
    return of->kind == BRAND_GOVERNMENT && old_office(host);
}

enum { HOST_BYTES_MAX = 253 };

uint16_t brand_of_host(const struct brands *b, str host)
{
    /* A host name has at most 253 bytes (RFC 1035 3.1); of a longer one only the end can be anybody's. */
    if (host.n > HOST_BYTES_MAX)
        host = str_skip(host, host.n - HOST_BYTES_MAX);
    while (host.n > 0) {
        const struct entry *e = table_find(&b->domains, host);

        if (e)
            return e->brand;
        (void)str_split(&host, '.');
    }
    return BRAND_NONE;
}

/* ---- disguises ---- */

/* The letters two labels do not share say how far apart they are at least: hardly any pair is measured in full. */
static uint16_t typo_of(const struct brands *b, struct work *w, str label)
{
    uint32_t letters = letters_of(label);

    if (label.n < TYPO_MIN || label.n > LABEL_MAX)
        return BRAND_NONE;
    for (size_t i = b->from[(uint8_t)label.p[0]]; i < b->from[(uint8_t)label.p[0] + 1u]; i++) {
        const struct core *c = &b->core[i];
        size_t bound = c->text.n >= TYPO_TWO ? 2 : 1;

        if (c->text.n > label.n + bound || label.n > c->text.n + bound)
            continue;
        if ((size_t)__builtin_popcount(letters ^ c->letters) > 2 * bound)
            continue;
        work_bytes(w, label.n);
        if (edit_distance(label, c->text, bound) <= bound)
            return c->brand;
    }
    return BRAND_NONE;
}

/* A name with one such word glued to it: amazonsupport, myjcb-, securepaypal. */
static const struct entry *glued(const struct brands *b, struct arena *a, str piece)
{
    static const str *const lists[] = { dresses, ends };

    if (piece.n < CORE_MIN + 1)
        return NULL;
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; lists[l][i].n; i++) {
            str word = lists[l][i];
            const struct entry *e = NULL;

            if (piece.n < word.n + CORE_MIN - 1 + l)
                continue;
            if (str_ends(piece, word))
                e = table_find(&b->labels, fold_skeleton(a, str_take(piece, piece.n - word.n)));
            else if (str_starts(piece, word))
                e = table_find(&b->labels, fold_skeleton(a, str_skip(piece, word.n)));
            if (e && (!e->weak || l == 0))
                return e;
        }
    return NULL;
}

/* Neighbouring pieces of a label, with and without the hyphens between them. */
static const struct entry *spelt(const struct brands *b, struct arena *a, str label)
{
    str piece[PIECES_MAX];
    size_t n = 0;
    bool dressed = false;

    for (str rest = label; rest.n > 0 && n < PIECES_MAX;) {
        piece[n] = str_split(&rest, '-');
        dressed = dressed || listed(dresses, piece[n]);
        n++;
    }
    for (size_t pieces = n < RUN_MAX ? n : RUN_MAX; pieces > 0; pieces--)
        for (size_t i = 0, k = pieces - 1; k < n; i++, k++) {
            str run = str_from(piece[i].p, (size_t)(piece[k].p + piece[k].n - piece[i].p));
            const struct entry *e = run.n < 4 ? NULL : table_find(&b->labels, fold_skeleton(a, run));

            if (e && (!e->weak || (dressed && run.n < label.n)))
                return e;
        }
    for (size_t i = 0; i < n; i++) {
        const struct entry *e = glued(b, a, piece[i]);

        if (e)
            return e;
    }
    return NULL;
}

/* mhlw-go.jp: go.jp and lg.jp are given to offices only, so the dot before them is what a copy cannot have. */
static const struct entry *office(const struct brands *b, struct arena *a, str seen, str label)
{
    const struct entry *e;

    if (!str_eq(str_skip(seen, label.n), STR(".jp")) || !(str_ends(label, STR("-go")) || str_ends(label, STR("-lg"))))
        return NULL;
    e = table_find(&b->labels, fold_skeleton(a, str_take(label, label.n - STR("-go").n)));
    return e && brand_at(b, e->brand)->kind == BRAND_GOVERNMENT ? e : NULL;
}

/* As many labels of the host as people see it as the domain has: behind xn-- stands another spelling. */
static str shown_domain(str shown, str domain)
{
    size_t labels = domain.n > 0, at = shown.n;

    for (size_t i = 0; i < domain.n; i++)
        labels += domain.p[i] == '.';
    while (labels > 0 && at > 0) {
        labels -= shown.p[at - 1] == '.';
        at -= labels > 0;
    }
    return str_skip(shown, at);
}

static uint16_t disguise(const struct brands *b, struct arena *a, struct work *w, str shown, str domain, enum claim_how *how)
{
    str seen = shown_domain(shown, domain), label = str_take(seen, str_find_char(seen, '.'));
    str before = str_take(shown, shown.n > seen.n ? shown.n - seen.n - (seen.n > 0) : 0);
    const struct entry *e;

    *how = CLAIM_LETTERS;
    if ((e = office(b, a, seen, label)) != NULL)
        return e->brand;
    e = label.n ? table_find(&b->labels, fold_skeleton(a, label)) : NULL;
    if (e && !e->weak) {
        *how = str_eq(as_label(a, label, false), as_label(a, e->spelt, false)) ? CLAIM_ENDING : CLAIM_LETTERS;
        return e->brand;
    }
    *how = CLAIM_DRESSED;
    if (label.n && (e = spelt(b, a, label)) != NULL)
        return e->brand;
    /* In front of the domain only whole names count: everybody has a host that is called after a product he uses. */
    while (before.n > 0)
        if ((e = spelt(b, a, str_split(&before, '.'))) != NULL && !e->weak)
            return e->brand;
    *how = CLAIM_TYPO;
    return typo_of(b, w, label);
}

uint16_t brand_disguise(const struct brands *b, struct arena *scratch, struct work *w, str shown, str domain, enum claim_how *how)
{
    size_t mark = arena_mark(scratch);
    uint16_t brand;

    shown = str_take(shown, 253);
    work_bytes(w, 16 * shown.n);
    brand = disguise(b, scratch, w, shown, domain, how);
    arena_release(scratch, mark);
    return brand;
}
