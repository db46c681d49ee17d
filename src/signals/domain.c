#include "signals/domain.h"

#include "base/buf.h"
#include "base/fold.h"

enum { LABEL_MAX = 63, SHORT_LABEL = 3, SAME_ENDING_TYPO = 5, TWO_TYPOS = 10, DRESSED_CORE = 4 };

static const char *const jp_kinds[] = { "ac", "ad", "co", "ed", "go", "gr", "lg", "ne", "or", NULL };
static const char *const jp_prefectures[] = {
    "hokkaido", "aomori", "iwate", "miyagi", "akita", "yamagata", "fukushima", "ibaraki", "tochigi", "gunma", "saitama",
    "chiba", "tokyo", "kanagawa", "niigata", "toyama", "ishikawa", "fukui", "yamanashi", "nagano", "gifu", "shizuoka",
    "aichi", "mie", "shiga", "kyoto", "osaka", "hyogo", "nara", "wakayama", "tottori", "shimane", "okayama", "hiroshima",
    "yamaguchi", "tokushima", "kagawa", "ehime", "kochi", "fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki",
    "kagoshima", "okinawa", NULL };
static const char *const jp_cities[] = { "kawasaki", "kitakyushu", "kobe", "nagoya", "sapporo", "sendai", "yokohama", NULL };
static const char *const jp_offices[] = { "pref", "metro", "city", "town", "vill", NULL };
/* Second levels that are open to everybody: countries' own, and hosters where each name below is another party. */
static const char *const second_levels[] = {
    "co.uk", "org.uk", "ac.uk", "gov.uk", "ltd.uk", "com.au", "net.au", "org.au", "edu.au", "gov.au", "com.cn", "net.cn",
    "org.cn", "gov.cn", "edu.cn", "com.tw", "org.tw", "edu.tw", "gov.tw", "com.hk", "com.sg", "co.kr", "or.kr", "go.kr",
    "ac.kr", "com.br", "com.mx", "com.tr", "com.my", "com.vn", "com.ph", "co.in", "co.id", "co.th", "or.th", "co.nz",
    "co.za", "co.il", "com.ar", "com.ua", "github.io", "gitlab.io", "herokuapp.com", "web.app", "firebaseapp.com",
    "pages.dev", "workers.dev", "blogspot.com", "azurewebsites.net", "cloudfront.net", "onmicrosoft.com", "netlify.app",
    "vercel.app", "sakura.ne.jp", NULL };

static bool listed(const char *const list[], str word)
{
    for (size_t i = 0; list[i]; i++)
        if (str_eq(word, str_of(list[i])))
            return true;
    return false;
}

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

size_t edit_distance(str a, str b, size_t bound)
{
    size_t row[3][LABEL_MAX + 1] = { 0 };

    if (a.n > LABEL_MAX || b.n > LABEL_MAX || (a.n > b.n ? a.n - b.n : b.n - a.n) > bound)
        return bound + 1;
    for (size_t j = 0; j <= b.n; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *older = row[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t cost = str_at(a, i - 1) != str_at(b, j - 1), best = last[j - 1] + cost;

            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && str_at(a, i - 1) == str_at(b, j - 2) && str_at(a, i - 2) == str_at(b, j - 1))
                best = older[j - 2] + 1 < best ? older[j - 2] + 1 : best;
            now[j] = best;
        }
    }
    return row[a.n % 3][b.n] <= bound ? row[a.n % 3][b.n] : bound + 1;
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
static const char *const everyday[] = {
    "nenkin", "kokuho", "metro", "pref", "city", "town", "vill", "courts", "digital", "nurse", "soumu", "mail", "info",
    "clinic", "hospital", "cyber", "medical", "kenpo", "police", "tokyo", "osaka", "office", "group", "support", "japan", NULL };

/* Where anybody gets an address: ymail.com is no fake of gmail.com, whatever partner writes from there. */
static const char *const freemail[] = {
    "gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.ne.jp", "yahoo.com", "ymail.ne.jp", "ymail.com", "outlook.com", "outlook.jp",
    "hotmail.com", "hotmail.co.jp", "live.jp", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com",
    "gmx.de", "mail.com", "proton.me", "protonmail.com", "excite.co.jp", "goo.jp", "docomo.ne.jp", "ezweb.ne.jp", "au.com",
    "softbank.ne.jp", "softbank.jp", "vodafone.ne.jp", "ocn.ne.jp", "plala.or.jp", "nifty.com", "biglobe.ne.jp", "so-net.ne.jp",
    "dion.ne.jp", "asahi-net.or.jp", "odn.ne.jp", "eonet.ne.jp", "jcom.home.ne.jp", "infoweb.ne.jp", "rakuten.jp", "qq.com",
    "163.com", "126.com", "naver.com", NULL };

static bool domain_is_freemail(str domain)
{
    return listed(freemail, domain) || listed(freemail, domain_organisation(domain));
}

static bool dressed(struct arena *a, str domain, str known)
{
    str core = domain_core(known), theirs = domain_core(domain);

    if (has_piece(dashed(a, domain), dashed(a, known)))
        return true;
    return core.n >= DRESSED_CORE && theirs.n > core.n && !listed(everyday, core) && has_piece(theirs, core);
}

static bool typo(str domain, str known)
{
    str core = domain_core(known), theirs = domain_core(domain);
    bool same_ending = str_eq(domain_suffix(domain), domain_suffix(known));
    size_t far = core.n >= TWO_TYPOS ? 2 : 1;

    if (core.n <= SHORT_LABEL || theirs.n <= SHORT_LABEL)
        return false;
    if (!same_ending && (core.n <= SAME_ENDING_TYPO || listed(everyday, core)))
        return false;
    return edit_distance(theirs, core, far) <= far && !str_eq(theirs, core);
}

enum likeness domain_likeness(struct arena *a, str domain, str known)
{
    str organisation = domain_organisation(known), core = domain_core(known);
    str seen;

    if (domain.n == 0 || known.n == 0 || domain_same(domain, known) || domain_is_public_office(domain))
        return LIKENESS_NONE;
    if (domain_is_freemail(domain) || domain_is_freemail(known))
        return LIKENESS_NONE;
    seen = fold_skeleton(a, shown(a, domain_organisation(domain)));
    if (core.n > SHORT_LABEL && str_eq(seen, fold_skeleton(a, organisation)))
        return LIKENESS_LETTERS;
    if (typo(domain, known))
        return LIKENESS_TYPO;
    if (core.n > SHORT_LABEL && !listed(everyday, core) && str_eq(domain_core(domain), core))
        return LIKENESS_ENDING;
    return dressed(a, domain, organisation) ? LIKENESS_DRESSED : LIKENESS_NONE;
}
