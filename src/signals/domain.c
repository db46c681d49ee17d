#include "signals/domain.h"

#include "base/buf.h"
#include "base/fold.h"
#include "signals/listed.h"

enum { LABEL_MAX = 63, SHORT_LABEL = 3, SAME_ENDING_TYPO = 5, TWO_TYPOS = 10, DRESSED_CORE = 4 };

WORD_LIST(jp_kinds,
    "ac", "ad", "co", "ed", "go", "gr", "lg", "ne", "or")
WORD_LIST(jp_prefectures,
    "aichi", "akita", "aomori", "chiba", "ehime", "fukui", "fukuoka", "fukushima", "gifu", "gunma", "hiroshima",
    "hokkaido", "hyogo", "ibaraki", "ishikawa", "iwate", "kagawa", "kagoshima", "kanagawa", "kochi", "kumamoto",
    "kyoto", "mie", "miyagi", "miyazaki", "nagano", "nagasaki", "nara", "niigata", "oita", "okayama", "okinawa",
    "osaka", "saga", "saitama", "shiga", "shimane", "shizuoka", "tochigi", "tokushima", "tokyo", "tottori", "toyama",
    "wakayama", "yamagata", "yamaguchi", "yamanashi")
WORD_LIST(jp_cities,
    "kawasaki", "kitakyushu", "kobe", "nagoya", "sapporo", "sendai", "yokohama")
WORD_LIST(jp_offices,
    "city", "metro", "pref", "town", "vill")
/* Second levels that are open to everybody: countries' own, and hosters where each name below is another party. */
WORD_LIST(second_levels,
    "ac.kr", "ac.uk", "azurewebsites.net", "blogspot.com", "cloudfront.net", "co.id", "co.il", "co.in", "co.kr",
    "co.nz", "co.th", "co.uk", "co.za", "com.ar", "com.au", "com.br", "com.cn", "com.hk", "com.mx", "com.my",
    "com.ph", "com.sg", "com.tr", "com.tw", "com.ua", "com.vn", "edu.au", "edu.cn", "edu.tw", "firebaseapp.com",
    "github.io", "gitlab.io", "go.kr", "gov.au", "gov.cn", "gov.tw", "gov.uk", "herokuapp.com", "ltd.uk", "net.au",
    "net.cn", "netlify.app", "onmicrosoft.com", "or.kr", "or.th", "org.au", "org.cn", "org.tw", "org.uk", "pages.dev",
    "sakura.ne.jp", "vercel.app", "web.app", "workers.dev")

/* The last `n` labels; all of it when it has fewer. */
static str last_labels(str domain, size_t n)
{
    for (size_t i = domain.n; i > 0; i--)
        if (str_at(domain, i - 1) == '.' && --n == 0)
            return str_skip(domain, i);
    return domain;
}

/* The nth label from the right, from 1. */
static str label(str domain, size_t n)
{
    str from = last_labels(domain, n), rest = n > 1 ? last_labels(domain, n - 1) : STR("");

    return from.n > rest.n ? str_take(from, str_find_char(from, '.')) : STR("");
}

/* Old geographic names (example.chiyoda.tokyo.jp, JPRS 地域型) belong to the fourth label, an office's to the third. */
static size_t jp_suffix_labels(str domain)
{
    str second = label(domain, 2), third = label(domain, 3);

    if (str_eq(last_labels(domain, 3), STR("sakura.ne.jp")) && last_labels(domain, 4).n > last_labels(domain, 3).n)
        return 3;
    if (listed(jp_kinds, second))
        return 2;
    if (!listed(jp_prefectures, second) && !listed(jp_cities, second))
        return 1;
    if (listed(jp_offices, third) || last_labels(domain, 4).n == last_labels(domain, 3).n)
        return 2;
    return 3;
}

str domain_suffix(str domain)
{
    str two = last_labels(domain, 2);

    if (str_eq(label(domain, 1), STR("jp")))
        return last_labels(domain, jp_suffix_labels(domain));
    return listed(second_levels, two) ? two : last_labels(domain, 1);
}

str domain_organisation(str domain)
{
    str suffix = domain_suffix(domain), before;

    if (suffix.n >= domain.n)
        return domain;
    before = str_take(domain, domain.n - suffix.n - 1);
    return str_skip(domain, domain.n - suffix.n - 1 - last_labels(before, 1).n);
}

str domain_core(str domain)
{
    str organisation = domain_organisation(domain);

    return str_take(organisation, str_find_char(organisation, '.'));
}

bool domain_within(str domain, str parent)
{
    if (parent.n == 0 || !str_ends_nocase(domain, parent))
        return false;
    return domain.n == parent.n || str_at(domain, domain.n - parent.n - 1) == '.';
}

bool domain_same(str a, str b)
{
    if (a.n == 0 || b.n == 0)
        return false;
    return str_eq_nocase(domain_organisation(a), domain_organisation(b)) ||
           (domain_within(a, b) && domain_suffix(b).n < b.n) || (domain_within(b, a) && domain_suffix(a).n < a.n);
}

bool domain_is_public_office(str domain)
{
    str second = label(domain, 2), suffix = domain_suffix(domain);

    if (!str_eq(label(domain, 1), STR("jp")))
        return false;
    if (str_eq(second, STR("go")) || str_eq(second, STR("lg")))
        return true;
    return suffix.n < domain.n && (listed(jp_prefectures, second) || listed(jp_cities, second)) &&
           listed(jp_offices, domain_core(domain));
}

/* RFC 3492 6.2, for one label after "xn--". False when it is none; then the label is compared as it stands. */
static bool punycode_decode(str in, uint32_t out[LABEL_MAX], size_t *n)
{
    size_t basic = str_rfind_char(in, '-'), count = 0;
    uint64_t code = 128, i = 0, bias = 72;

    for (size_t k = 0; basic < in.n && k < basic && count < LABEL_MAX; k++)
        out[count++] = (uint32_t)str_at(in, k);
    for (str rest = basic < in.n ? str_skip(in, basic + 1) : in; rest.n > 0;) {
        uint64_t before = i, weight = 1, delta;

        for (uint64_t k = 36;; k += 36) {
            int c = str_at(rest, 0);
            uint64_t digit = ascii_digit(c) ? (uint64_t)(c - '0' + 26) : ascii_alpha(c) ? (uint64_t)(ascii_lower((char)c) - 'a') : 99;
            uint64_t t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;

            if (digit > 35 || weight > UINT32_MAX)
                return false;
            rest = str_skip(rest, 1);
            i += digit * weight;
            if (digit < t)
                break;
            weight *= 36 - t;
        }
        delta = (i - before) / (before == 0 ? 700 : 2);
        delta += delta / (count + 1);
        for (bias = 0; delta > 455; bias += 36)
            delta /= 35;
        bias += 36 * delta / (delta + 38);
        code += i / (count + 1);
        i %= count + 1;
        if (code > 0x10FFFF || count == LABEL_MAX)
            return false;
        memmove(out + i + 1, out + i, (count - i) * sizeof *out);
        out[i++] = (uint32_t)code;
        count++;
    }
    *n = count;
    return true;
}

/* What a mail program shows: xn-- labels written out. */
static str shown(struct arena *a, str domain)
{
    struct buf out = buf_new(a, domain.n + 8);

    while (domain.n > 0) {
        str one = str_split(&domain, '.');
        uint32_t runes[LABEL_MAX];
        size_t n = 0;

        if (out.n > 0)
            buf_put(&out, '.');
        if (!str_starts_nocase(one, STR("xn--")) || one.n > LABEL_MAX || !punycode_decode(str_skip(one, 4), runes, &n))
            buf_add(&out, one);
        for (size_t i = 0; i < n; i++)
            buf_rune(&out, runes[i]);
    }
    return buf_done(&out);
}

static str dashed(struct arena *a, str domain)
{
    str copy = arena_copy(a, domain);
    char *p = (char *)copy.p;

    for (size_t i = 0; i < copy.n; i++)
        if (p[i] == '.')
            p[i] = '-';
    return copy;
}

/* `piece` stands in `whole` between hyphens or ends. */
static bool has_piece(str whole, str piece)
{
    size_t at = 0;

    while (piece.n > 0 && at + piece.n <= whole.n) {
        size_t hit = str_find(str_skip(whole, at), piece);
        int before, after;

        if (hit == str_skip(whole, at).n)
            return false;
        at += hit;
        before = at > 0 ? str_at(whole, at - 1) : '-';
        after = str_at(whole, at + piece.n);
        if (before == '-' && (after == '-' || after < 0))
            return true;
        at += piece.n;
    }
    return false;
}

/* Names of offices that are everyday words: "nenkin-soudan.example" is a pension adviser, not a fake of nenkin.go.jp. */
WORD_LIST(everyday,
    "city", "clinic", "courts", "cyber", "digital", "group", "hospital", "info", "japan", "kenpo", "kokuho", "mail",
    "medical", "metro", "nenkin", "nurse", "office", "osaka", "police", "pref", "soumu", "support", "tokyo", "town",
    "vill")

/* Where anybody gets an address: ymail.com is no fake of gmail.com, whatever partner writes from there. */
WORD_LIST(freemail,
    "126.com", "163.com", "aol.com", "asahi-net.or.jp", "au.com", "biglobe.ne.jp", "dion.ne.jp", "docomo.ne.jp",
    "eonet.ne.jp", "excite.co.jp", "ezweb.ne.jp", "gmail.com", "gmx.com", "gmx.de", "goo.jp", "googlemail.com",
    "hotmail.co.jp", "hotmail.com", "icloud.com", "infoweb.ne.jp", "jcom.home.ne.jp", "live.com", "live.jp",
    "mac.com", "mail.com", "me.com", "msn.com", "naver.com", "nifty.com", "ocn.ne.jp", "odn.ne.jp", "outlook.com",
    "outlook.jp", "plala.or.jp", "proton.me", "protonmail.com", "qq.com", "rakuten.jp", "so-net.ne.jp", "softbank.jp",
    "softbank.ne.jp", "vodafone.ne.jp", "yahoo.co.jp", "yahoo.com", "yahoo.ne.jp", "ymail.com", "ymail.ne.jp")

/* A bit per letter and digit, one for hyphens and dots, one for all else: what has letters the other lacks is no piece
 * of it, and an edit changes two bits at most. */
static uint64_t letters(str s)
{
    uint64_t bits = 0;

    for (size_t i = 0; i < s.n; i++) {
        int c = str_at(s, i);

        bits |= 1ull << (ascii_digit(c) ? c - '0' + 26 : ascii_alpha(c) ? ascii_lower((char)c) - 'a' : c == '-' || c == '.' ? 36 : 63);
    }
    return bits;
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (str_at(s, i) >= 0x80)
            return false;
    return true;
}

/* One ASCII character's skeleton never depends on its neighbours (a blank's would), so each is asked for once. */
static str skeleton_of_letter(struct arena *a, str s, size_t i)
{
    static char known[128][5];
    char *one = known[str_at(s, i) & 127];

    if (one[0] == '\0') {
        str skeleton = fold_skeleton(a, str_sub(s, i, 1));

        memcpy(one, skeleton.p, skeleton.n < 4 ? skeleton.n : 4);
    }
    return str_of(one);
}

/* Whether `domain` has the skeleton `looks`: nearly always decided at its first letter. */
static bool has_looks(struct arena *a, str domain, bool plain, str looks)
{
    if (plain && domain.n > looks.n)
        return false;
    if (!plain)
        return str_eq(fold_skeleton(a, shown(a, domain)), looks);
    for (size_t i = 0; i < domain.n; i++) {
        str one = skeleton_of_letter(a, domain, i);

        if (!str_starts(looks, one))
            return false;
        looks = str_skip(looks, one.n);
    }
    return looks.n == 0;
}

struct domain_shape domain_shape_of(str domain)
{
    struct domain_shape s = { .domain = domain, .suffix = domain_suffix(domain), .organisation = domain };

    if (s.suffix.n < domain.n) {
        size_t before = domain.n - s.suffix.n - 1;

        s.organisation = str_skip(domain, before - last_labels(str_take(domain, before), 1).n);
    }
    s.core = str_take(s.organisation, str_find_char(s.organisation, '.'));
    s.plain = is_ascii(s.organisation) && !str_has(s.organisation, STR("xn--"));
    s.core_letters = letters(s.core);
    s.organisation_letters = s.core_letters | letters(str_skip(s.organisation, s.core.n));
    return s;
}

static bool is_freemail(const struct domain_shape *s)       { return listed(freemail, s->domain) || listed(freemail, s->organisation); }
static bool is_open(const struct domain_shape *s)           { return s->suffix.n == s->domain.n; }
static size_t typo_bound(const struct domain_shape *known)  { return known->core.n >= TWO_TYPOS ? 2 : 1; }

struct domain_seen domain_seen_of(struct arena *a, str domain)
{
    struct domain_seen s = { .shape = domain_shape_of(domain), .letters = letters(domain) };

    s.looks = fold_skeleton(a, shown(a, s.shape.organisation));
    s.dashed = dashed(a, domain);
    s.imitates_nobody = domain.n == 0 || domain_is_public_office(domain) || is_freemail(&s.shape);
    return s;
}

static str core_looks(const struct domain_seen *s)          { return str_take(s->looks, str_find_char(s->looks, '.')); }

/* What cannot be alike by length and letters alone: nearly every pair, for the price of a few comparisons. Look-alike
 * letters are no letters in common, so those are compared for all. */
static bool may_be_alike(struct arena *a, const struct domain_seen *s, const struct domain_shape *known)
{
    size_t n = s->shape.core.n, m = known->core.n, gap = n > m ? n - m : m - n, far = typo_bound(known);

    if (gap <= far && (size_t)__builtin_popcountll(s->shape.core_letters ^ known->core_letters) <= 2 * far)
        return true;
    return (known->organisation_letters & ~s->letters) == 0 || (known->core_letters & ~s->shape.core_letters) == 0 ||
           (m > SHORT_LABEL && has_looks(a, known->core, known->plain, core_looks(s)));
}

static bool same_house(const struct domain_shape *s, const struct domain_shape *known)
{
    return str_eq_nocase(s->organisation, known->organisation) || (domain_within(s->domain, known->domain) && !is_open(known)) ||
           (domain_within(known->domain, s->domain) && !is_open(s));
}

static bool dressed(struct arena *a, const struct domain_seen *s, const struct domain_shape *known)
{
    str core = known->core;

    if ((known->organisation_letters & ~s->letters) == 0 && has_piece(s->dashed, dashed(a, known->organisation)))
        return true;
    return core.n >= DRESSED_CORE && s->shape.core.n > core.n && has_piece(s->shape.core, core) && !listed(everyday, core);
}

static bool typo(const struct domain_shape *s, const struct domain_shape *known)
{
    size_t far = typo_bound(known);

    if (known->core.n <= SHORT_LABEL || s->core.n <= SHORT_LABEL)
        return false;
    if (!str_eq(s->suffix, known->suffix) && (known->core.n <= SAME_ENDING_TYPO || listed(everyday, known->core)))
        return false;
    return edit_distance(s->core, known->core, far) <= far && !str_eq(s->core, known->core);
}

enum likeness domain_alike(struct arena *a, const struct domain_seen *s, const struct domain_shape *known)
{
    if (s->imitates_nobody || known->domain.n == 0 || !may_be_alike(a, s, known) || same_house(&s->shape, known) || is_freemail(known))
        return LIKENESS_NONE;
    if (known->core.n > SHORT_LABEL && has_looks(a, known->organisation, known->plain, s->looks))
        return LIKENESS_LETTERS;
    if (typo(&s->shape, known))
        return LIKENESS_TYPO;
    if (known->core.n > SHORT_LABEL && has_looks(a, known->core, known->plain, core_looks(s)) && !listed(everyday, known->core))
        return LIKENESS_ENDING;
    return dressed(a, s, known) ? LIKENESS_DRESSED : LIKENESS_NONE;
}

bool domain_lists_sorted(void)
{
    return list_sorted(jp_kinds) && list_sorted(jp_prefectures) && list_sorted(jp_cities) && list_sorted(jp_offices) &&
           list_sorted(second_levels) && list_sorted(everyday) && list_sorted(freemail);
}
