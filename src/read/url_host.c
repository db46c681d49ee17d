#include "read/url_host.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <idn2.h>
#include <libpsl.h>
#include <stdlib.h>

enum {
    HOST_BYTES_MAX = 1024,              /* longer hosts are refused: DNS ends at 253, and libidn2 is not linear */
    DOTS_MANY = 5,
};

/* ---- domains ---- */

static const char *zero_terminated(char out[HOST_BYTES_MAX + 1], str s)
{
    s = str_take(s, HOST_BYTES_MAX);
    memcpy(out, s.p, s.n);
    out[s.n] = '\0';
    return out;
}

void host_domain(str ascii, str *domain, str *suffix)
{
    char z[HOST_BYTES_MAX + 1];
    const char *at = ascii.n && ascii.n <= 253 && ascii.p[ascii.n - 1] != '.' ? psl_unregistrable_domain(psl_builtin(), zero_terminated(z, ascii)) : NULL;
    str before;

    *domain = *suffix = STR("");
    if (!at)
        return;
    *suffix = str_skip(ascii, (size_t)(at - z));
    before = str_take(ascii, (size_t)(at - z));
    if (before.n < 2)
        return;
    before.n--;
    *domain = str_skip(ascii, str_rfind_char(before, '.') < before.n ? str_rfind_char(before, '.') + 1 : 0);
}

void host_warm(void)
{
    char *out = NULL;

    (void)psl_builtin();
    if (idn2_to_ascii_8z("\xE6\x97\xA5\xE6\x9C\xAC.jp", &out, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) == IDN2_OK)
        idn2_free(out);
}

bool host_known_top(str label)
{
    char z[HOST_BYTES_MAX + 1];

    if (label.n < 2 || label.n > 63 || memchr(label.p, '\0', label.n))
        return false;
    zero_terminated(z, label);
    for (size_t i = 0; i < label.n; i++)
        z[i] = ascii_lower(z[i]);
    return psl_is_public_suffix2(psl_builtin(), z, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}

/* ---- names ---- */

static bool is_vowel(char c)
{
    return c != '\0' && strchr("aeiouy", c) != NULL;
}

/* Counted, not looked up: names of Japanese firms are in no word list. Words joined by hyphens are looked at one by
 * one, and an abbreviation (mhlw, smbc, nttdcm) is short. */
bool label_random(str label)
{
    size_t letters = 0, digits = 0, vowels = 0, turns = 0, run = 0, longest = 0, rare = 0;

    if (label.n < 8 || str_starts(label, STR("xn--")))
        return false;
    for (size_t i = 0; i < label.n; i++) {
        char c = label.p[i], before = i ? label.p[i - 1] : c;

        digits += ascii_digit(c);
        turns += (ascii_digit(c) && ascii_alpha(before)) || (ascii_alpha(c) && ascii_digit(before));
        letters += ascii_alpha(c);
        vowels += is_vowel(c);
        rare += c == 'q' || c == 'x' || c == 'z' || c == 'j' || c == 'v' || c == 'k' || c == 'w';
        run = ascii_alpha(c) && !is_vowel(c) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return turns >= 4 || longest >= 6 || (longest >= 5 && rare >= 2) || (turns >= 3 && digits >= 3 && vowels <= 1)
        || (digits == 0 && letters >= 8 && vowels == 0);
}

static const char *const second_levels[] = { "co", "go", "or", "ne", "ac", "lg", "ed", "gr", "ad", "com", "gov", NULL };
static const char *const top_levels[] = { "com", "net", "org", "gov", "edu", NULL };

static bool listed(str s, const char *const *list)
{
    while (*list && !str_eq(s, str_of(*list)))
        list++;
    return *list != NULL;
}

bool host_in_name(str before)
{
    str last = STR(""), second = STR("");

    while (before.n) {
        str label = str_split(&before, '.');

        if (second.n && str_eq(label, STR("jp")) && listed(last, second_levels))
            return true;
        if (last.n && !str_eq(last, STR("www")) && listed(label, top_levels))
            return true;
        second = last;
        last = label;
    }
    return false;
}

/* ---- reading ---- */

static bool forbidden(str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (host.p[i] <= ' ' || host.p[i] == 0x7F || strchr("#/:<>?@[\\]^|%", host.p[i]))
            return true;
    return false;
}

static str lower(struct arena *a, str s)
{
    char *out = arena_alloc(a, s.n + 1);

    for (size_t i = 0; i < s.n; i++)
        out[i] = ascii_lower(s.p[i]);
    return str_from(out, s.n);
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] & 0x80)
            return false;
    return true;
}

/* Which of what a person cannot see, or takes for something else, stands in it. */
static uint32_t looks(str s)
{
    uint32_t flags = 0;
    bool bad = false;

    while (s.n) {
        uint32_t rune = utf8_next(&s, &bad);

        if (rune < 0x80)
            continue;
        if (rune_bidi(rune))
            flags |= URL_BIDI;
        else if (rune_invisible(rune))
            flags |= URL_INVISIBLE;
        else if ((rune >= 0xFF01 && rune <= 0xFF5E) || rune == 0x3002 || rune == 0xFF61)
            flags |= URL_HOST_WIDE;
        else if (rune == 0x2044 || rune == 0x2215 || rune == 0x29F8 || rune == 0x2571)
            flags |= URL_SLASH_ALIKE;
    }
    return bad ? flags | URL_BROKEN : flags;
}

/* Japanese write Latin, kana and kanji in one word; nobody writes Latin and Cyrillic in one. */
static bool mixes_scripts(str host)
{
    while (host.n) {
        str label = str_split(&host, '.');
        uint32_t seen = 0;

        while (label.n)
            seen |= 1u << rune_script(utf8_next(&label, NULL));
        seen &= 1u << SCRIPT_LATIN | 1u << SCRIPT_GREEK | 1u << SCRIPT_CYRILLIC | 1u << SCRIPT_ARMENIAN | 1u << SCRIPT_HEBREW | 1u << SCRIPT_ARABIC;
        if (seen & (seen - 1))
            return true;
    }
    return false;
}

static str taken(struct arena *a, char *from)
{
    str copy = arena_copy(a, str_of(from));

    idn2_free(from);
    return copy;
}

/* A label that was xn-- must have become something that is neither ASCII again nor a control character. */
static bool label_good(str label)
{
    bool other = false;

    while (label.n) {
        uint32_t rune = utf8_next(&label, NULL);

        if (rune >= 0x80 && rune < 0xA0)
            return false;
        other |= rune >= 0x80;
    }
    return other;
}

/* xn-- to Unicode; false for what browsers refuse. */
static bool to_unicode(struct arena *a, str ascii, str *host)
{
    char z[HOST_BYTES_MAX + 1], *out = NULL;
    str rest;

    if (idn2_to_unicode_8z8z(zero_terminated(z, ascii), &out, 0) != IDN2_OK)
        return false;
    rest = *host = taken(a, out);
    while (ascii.n) {
        str coded = str_split(&ascii, '.'), label = str_split(&rest, '.');

        if (str_starts(coded, STR("xn--")) && !label_good(label))
            return false;
    }
    return true;
}

/* Non-ASCII to its ASCII form (UTS 46). What IDNA 2008 does not allow but browsers do (emoji, symbols) has no ASCII
 * form here and is kept as it is written. */
static void to_ascii(struct urls *u, str host, struct url_host *out)
{
    char z[HOST_BYTES_MAX + 1], *ascii = NULL;
    int error = idn2_to_ascii_8z(zero_terminated(z, host), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_NO_ALABEL_ROUNDTRIP);

    if (error == IDN2_OK) {
        out->ascii = lower(u->a, taken(u->a, ascii));
        if (!to_unicode(u->a, out->ascii, &out->host))
            out->host = out->ascii;
        return;
    }
    out->host = fold(u->a, host);
    out->ascii = STR("");
    if (error != IDN2_DISALLOWED || out->flags & URL_BIDI)
        out->flags |= URL_BROKEN;
}

static bool ipv4_private(uint32_t ip)
{
    uint32_t first = ip >> 24, second = ip >> 16 & 255;

    return first == 0 || first == 10 || first == 127 || (first == 169 && second == 254) || (first == 172 && second >> 4 == 1)
        || (first == 192 && second == 168) || (first == 100 && second >> 6 == 1);
}

static void read_ipv6(struct urls *u, str raw, struct url_host *out)
{
    uint16_t p[8];
    bool zeros = true;

    if (raw.n < 2 || raw.p[raw.n - 1] != ']' || !ipv6_read(str_sub(raw, 1, raw.n - 2), p)) {
        out->flags |= URL_BROKEN;
        return;
    }
    out->host = out->ascii = ipv6_text(u->a, p);
    out->flags |= URL_IP;
    for (int i = 0; i < 5; i++)
        zeros &= p[i] == 0;
    if (zeros && (p[5] == 0xFFFF || (p[5] == 0 && p[6])))
        out->flags |= URL_IP_ODD;
    if ((zeros && p[5] == 0 && p[6] == 0 && p[7] <= 1) || (p[0] & 0xFFC0) == 0xFE80 || (p[0] & 0xFE00) == 0xFC00)
        out->flags |= URL_PRIVATE;
    if (zeros && p[5] == 0xFFFF && ipv4_private((uint32_t)p[6] << 16 | p[7]))
        out->flags |= URL_PRIVATE;
}

/* For a host without ASCII form, letters that only count: domains end at dots wherever their letters come from. */
static str stand_in(struct arena *a, str host)
{
    struct buf out = buf_new(a, host.n);

    while (host.n) {
        uint32_t rune = utf8_next(&host, NULL);

        buf_put(&out, rune < 0x80 ? (char)rune : 'x');
    }
    return buf_done(&out);
}

/* As many of the last labels of `host` as `like` has. */
static str last_labels(str host, str like)
{
    size_t labels = like.n > 0, at = host.n;

    for (size_t i = 0; i < like.n; i++)
        labels += like.p[i] == '.';
    while (at > 0 && labels) {
        at--;
        labels -= host.p[at] == '.';
    }
    return like.n == 0 ? STR("") : str_skip(host, at > 0 || str_at(host, 0) == '.' ? at + 1 : 0);
}

static const char *const private_tops[] = { "local", "localhost", "lan", "internal", "home", "corp", "intranet", "arpa", NULL };

static void judge_name(struct urls *u, struct url_host *out)
{
    str name = out->ascii.n ? out->ascii : stand_in(u->a, out->host);
    str top = str_skip(name, str_rfind_char(name, '.') < name.n ? str_rfind_char(name, '.') + 1 : 0), before;
    size_t dots = 0;

    host_domain(name, &out->domain, &out->suffix);
    if (top.n == name.n || listed(top, private_tops))
        out->flags |= URL_PRIVATE;
    if (str_has(name, STR("xn--")) || !is_ascii(out->host))
        out->flags |= URL_IDN;
    if (out->flags & URL_IDN && mixes_scripts(out->host))
        out->flags |= URL_MIXED_SCRIPT;
    if (out->domain.n == 0)
        return;
    before = str_before(name, out->domain);
    for (size_t i = 0; i < before.n; i++)
        dots += before.p[i] == '.';
    if (dots >= DOTS_MANY)
        out->flags |= URL_MANY_DOTS;
    if (host_in_name(before))
        out->flags |= URL_HOST_IN_NAME;
    if (label_random(str_take(out->domain, str_find_char(out->domain, '.'))))
        out->flags |= URL_RANDOM;
    if (out->ascii.n == 0) {
        out->domain = last_labels(out->host, out->domain);
        out->suffix = last_labels(out->host, out->suffix);
    }
}

static void read_name(struct urls *u, str raw, struct url_host *out)
{
    str host = raw;
    uint32_t ip;
    bool odd;

    if (str_find_char(host, '%') < host.n) {
        host = url_percent_decode(u->a, host);
        if (host.n < raw.n)
            out->flags |= URL_HOST_ENCODED;
    }
    if (is_ascii(host)) {
        out->host = out->ascii = lower(u->a, host);
        if (str_has(out->ascii, STR("xn--")) && !to_unicode(u->a, out->ascii, &out->host))
            out->flags |= URL_BROKEN;
    } else {
        out->flags |= looks(host);
        if (!(out->flags & URL_BROKEN) && str_find_char(host, '\0') == host.n)
            to_ascii(u, host, out);
        else
            out->host = host;
    }
    if (out->ascii.n == 0 && out->host.n == 0)
        out->flags |= URL_BROKEN;
    if (forbidden(out->ascii.n ? out->ascii : out->host))
        out->flags |= URL_BROKEN;
    if (out->flags & URL_BROKEN)
        return;
    switch (ipv4_read(out->ascii, &ip, &odd)) {
    case IP_WRONG:
        out->flags |= URL_BROKEN;
        return;
    case IP_READ:
        out->flags |= URL_IP | (odd || !str_eq(raw, out->ascii) ? URL_IP_ODD : 0u) | (ipv4_private(ip) ? URL_PRIVATE : 0u);
        out->host = out->ascii = arena_format(u->a, "%u.%u.%u.%u", ip >> 24, ip >> 16 & 255, ip >> 8 & 255, ip & 255);
        return;
    case IP_NONE:
        break;
    }
    if (out->host.p[out->host.n - 1] == '.') {
        out->flags |= URL_DOT_END;
        out->host.n--;
        out->ascii.n -= out->ascii.n > 0;
    }
    judge_name(u, out);
}

static struct url_host host_work(struct urls *u, str raw)
{
    struct url_host out = { .raw = raw, .host = STR(""), .ascii = STR(""), .domain = STR(""), .suffix = STR("") };

    work_tokens(u->w, 4);
    if (raw.n == 0 || raw.n > HOST_BYTES_MAX)
        out.flags = URL_BROKEN;
    else if (raw.p[0] == '[')
        read_ipv6(u, raw, &out);
    else
        read_name(u, raw, &out);
    if (out.flags & URL_BROKEN)
        out.host = out.ascii = STR("");
    return out;
}

struct url_host url_host_read(struct urls *u, str raw)
{
    struct url_host *slot;

    work_bytes(u->w, raw.n);
    if (!u->known)
        u->known = ARENA_ARRAY(u->a, struct url_host, URL_HOSTS);
    slot = &u->known[hash_quick(raw) & (URL_HOSTS - 1)];
    if (!slot->raw.p || !str_eq(slot->raw, raw))
        *slot = host_work(u, raw);
    return *slot;
}
