#include "read/url_host.h"

/* Parameters whose value is an address even when it is written without scheme. */
static const char *const names[] = {
    "url", "u", "q", "redirect", "redirect_url", "redirect_uri", "redirecturl", "redir", "rurl", "dest", "destination", "to", "target",
    "link", "goto", "go", "next", "return", "returnurl", "return_to", "continue", "out", "href", "forward", "jump", "adurl", "rd", NULL
};

static bool named(str name)
{
    for (const char *const *n = names; *n; n++)
        if (str_eq_nocase(name, str_of(*n)))
            return true;
    return false;
}

static bool acts(str s)
{
    return str_starts_nocase(s, STR("javascript:")) || str_starts_nocase(s, STR("data:text/html")) || str_starts_nocase(s, STR("file:"))
        || str_starts_nocase(s, STR("search-ms:"));
}

static bool absolute(str s)
{
    return str_starts_nocase(s, STR("http:/")) || str_starts_nocase(s, STR("https:/")) || (str_starts(s, STR("//")) && ascii_alnum(str_at(s, 2)))
        || (str_starts(s, STR("\\\\")) && ascii_alnum(str_at(s, 2))) || str_starts_nocase(s, STR("hxxp")) || acts(s);
}

/* "evil.example/x": letters, digits, hyphens and dots up to a top-level domain that exists, or one meant for examples. */
static bool host_like(str s)
{
    size_t n = 0, dot;

    while (ascii_alnum(str_at(s, n)) || str_at(s, n) == '-' || str_at(s, n) == '.')
        n++;
    dot = str_rfind_char(str_take(s, n), '.');
    if (n == 0 || dot == 0 || dot >= n || (n < s.n && s.p[n] != '/' && s.p[n] != '?' && s.p[n] != ':' && s.p[n] != '#'))
        return false;
    return host_known_top(str_sub(s, dot + 1, n - dot - 1)) || (str_at(s, n) == '/' && str_eq(str_sub(s, dot + 1, n - dot - 1), STR("example")));
}

/* An address in the codes it is passed on in; "" when it is none. */
static str decoded(struct urls *u, str value, str name)
{
    str s = value;

    work_bytes(u->w, value.n);
    for (int i = 0; i < 3 && !absolute(s) && str_find_char(s, '%') < s.n; i++)
        s = url_percent_decode(u->a, s);
    s = str_trim(s);
    if (str_starts(s, STR("aHR0c")))
        s = url_unbase64(u->a, s);
    else if (str_starts_nocase(s, STR("687474703a")) || str_starts_nocase(s, STR("68747470733a")))
        s = url_unhex(u->a, s);
    if (absolute(s))
        return s;
    if (named(name) && host_like(s))
        return arena_format(u->a, "https://%.*s", STR_FMT(s));
    return STR("");
}

/* Somewhere else than the address it stands in: sites pass their own pages around all the time. */
static bool leads_away(struct urls *u, const struct url *from, str href, struct url *target)
{
    if (href.n == 0)
        return false;
    if (str_starts_nocase(href, STR("http:/")) && str_at(href, 6) != '/')
        href = arena_format(u->a, "http://%.*s", STR_FMT(str_skip(href, 6)));
    else if (str_starts_nocase(href, STR("https:/")) && str_at(href, 7) != '/')
        href = arena_format(u->a, "https://%.*s", STR_FMT(str_skip(href, 7)));
    url_read(u, href, target);
    if (target->flags & URL_DANGEROUS)
        return true;
    if (target->flags & (URL_BROKEN | URL_RELATIVE) || target->at.host.n == 0)
        return false;
    return !str_eq(target->at.domain, from->at.domain) || (target->at.domain.n == 0 && !str_eq(target->at.host, from->at.host));
}

static bool in_params(struct urls *u, const struct url *from, str params, str wanted, struct url *target)
{
    for (int i = 0; i < URL_PARAMS && params.n; i++) {
        str value = str_split(&params, '&'), name = str_split(&value, '=');

        if (wanted.n && !str_eq_nocase(name, wanted))
            continue;
        if (str_starts_nocase(name, STR("amp;")))
            name = str_skip(name, 4);
        if (value.n && leads_away(u, from, decoded(u, url_percent_decode(u->a, value), wanted.n ? STR("url") : name), target))
            return true;
    }
    return false;
}

/* …/https://evil.example/… or a segment that is one in base64 or hex: to the end of the address, query and all. */
static bool in_path(struct urls *u, const struct url *from, struct url *target)
{
    str path = from->path, whole;

    while (path.n) {
        str segment;

        path = str_skip(path, 1);
        whole = str_skip(from->href, (size_t)(path.p - from->href.p));
        segment = str_take(path, str_find_char(path, '/'));
        if (str_starts_nocase(path, STR("http:/")) || str_starts_nocase(path, STR("https:/")))
            return leads_away(u, from, whole, target);
        if (str_starts_nocase(segment, STR("http%3a")) || str_starts_nocase(segment, STR("https%3a")))
            return leads_away(u, from, decoded(u, path, STR("")), target);
        if (segment.n >= 16 && (str_starts(segment, STR("aHR0c")) || str_starts(segment, STR("6874"))) && leads_away(u, from, decoded(u, segment, STR("")), target))
            return true;
        path = str_skip(path, segment.n);
    }
    return false;
}

/* ---- the ways of particular services: column `unwrap` of data/url-hosts.tsv ---- */

/* /amp/s/host/path: s for https. */
static bool amp(struct urls *u, const struct url *from, str path, struct url *target)
{
    bool secure = str_starts(path, STR("s/"));

    if (secure)
        path = str_skip(path, 2);
    return leads_away(u, from, arena_format(u->a, "http%s://%.*s", secure ? "s" : "", STR_FMT(path)), target);
}

static bool unwrap_amp(struct urls *u, const struct url *from, struct url *target)
{
    return amp(u, from, str_skip(from->path, 5), target);
}

static bool unwrap_amp_cache(struct urls *u, const struct url *from, struct url *target)
{
    return amp(u, from, str_skip(from->path, 3), target);
}

/* v3/__https://…__;!!…  */
static bool unwrap_defense3(struct urls *u, const struct url *from, struct url *target)
{
    str href = str_skip(from->href, str_find(from->href, STR("/__")) + 3);

    return leads_away(u, from, str_take(href, str_find(href, STR("__;"))), target);
}

/* v2/url?u=https-3A__host_path: - for %, _ for /. */
static bool unwrap_defense2(struct urls *u, const struct url *from, struct url *target)
{
    str query = from->query;
    char *plain;

    while (query.n) {
        str value = str_split(&query, '&'), name = str_split(&value, '=');

        if (!str_eq(name, STR("u")))
            continue;
        plain = arena_alloc(u->a, value.n + 1);
        for (size_t i = 0; i < value.n; i++)
            plain[i] = value.p[i] == '-' ? '%' : value.p[i] == '_' ? '/' : value.p[i];
        return leads_away(u, from, url_percent_decode(u->a, str_from(plain, value.n)), target);
    }
    return false;
}

static const struct { const char *name; bool (*unwrap)(struct urls *, const struct url *, struct url *); } ways[] = {
    { "amp", unwrap_amp }, { "amp-cache", unwrap_amp_cache }, { "urldefense3", unwrap_defense3 }, { "urldefense2", unwrap_defense2 },
};

static bool unwrap_once(struct urls *u, const struct url *from, struct url *target)
{
    str way;

    if (from->flags & (URL_BROKEN | URL_RELATIVE | URL_DANGEROUS) || from->at.host.n == 0 || str_eq(from->scheme, STR("mailto"))
        || from->href.n > URL_LOOKED)
        return false;
    if (url_kinds(&from->at, from->path, &way) & HOST_SHARE)
        return false;
    work_bytes(u->w, from->href.n);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (str_eq(way, str_of(ways[i].name)))
            return ways[i].unwrap(u, from, target);
    while (way.n)
        if (in_params(u, from, from->query, str_split(&way, '|'), target))
            return true;
    return in_path(u, from, target) || in_params(u, from, from->query, STR(""), target) || in_params(u, from, from->fragment, STR(""), target)
        || leads_away(u, from, decoded(u, from->fragment, STR("")), target);
}

bool url_target(struct urls *u, struct url *from, struct url *target)
{
    struct url next;

    if (!unwrap_once(u, from, target))
        return false;
    from->flags |= URL_REDIRECTS;
    for (int i = 1; i < URL_WRAPPINGS; i++) {
        if (!unwrap_once(u, target, &next))
            return true;
        *target = next;
    }
    if (unwrap_once(u, target, &next))
        from->flags |= URL_DEEP;
    return true;
}
