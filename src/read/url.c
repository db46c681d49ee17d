#include "read/url.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "read/decode.h"
#include "read/url_host.h"

enum {
    SPECIAL   = 1 << 0,                 /* WHATWG "special": authority, backslashes are slashes */
    DANGEROUS = 1 << 1,
    DEFANGED  = 1 << 2,
    NESTS     = 1 << 3,                 /* carries another address */
};

/* Schemes that a mail program hands to something that acts. ms-*: every Office and Windows handler, by prefix. */
static const struct { const char *name; uint16_t port; uint8_t bits; const char *as; } schemes[] = {
    { "http", 80, SPECIAL, NULL }, { "https", 443, SPECIAL, NULL }, { "ftp", 21, SPECIAL, NULL }, { "ws", 80, SPECIAL, NULL },
    { "wss", 443, SPECIAL, NULL }, { "hxxp", 80, SPECIAL | DEFANGED, "http" }, { "hxxps", 443, SPECIAL | DEFANGED, "https" },
    { "file", 0, DANGEROUS, NULL }, { "javascript", 0, DANGEROUS, NULL }, { "vbscript", 0, DANGEROUS, NULL },
    { "livescript", 0, DANGEROUS, NULL }, { "blob", 0, DANGEROUS, NULL }, { "filesystem", 0, DANGEROUS, NULL },
    { "view-source", 0, DANGEROUS | NESTS, NULL }, { "search-ms", 0, DANGEROUS | NESTS, NULL }, { "search", 0, DANGEROUS | NESTS, NULL },
    { "jar", 0, DANGEROUS | NESTS, NULL }, { "mhtml", 0, DANGEROUS | NESTS, NULL }, { "mk", 0, DANGEROUS | NESTS, NULL },
    { "its", 0, DANGEROUS | NESTS, NULL }, { "hcp", 0, DANGEROUS, NULL }, { "res", 0, DANGEROUS, NULL }, { "shell", 0, DANGEROUS, NULL },
    { "feed", 0, NESTS, NULL }, { "itms-services", 0, DANGEROUS | NESTS, NULL }, { "outlookfeed", 0, DANGEROUS | NESTS, NULL },
    { "onenote", 0, DANGEROUS | NESTS, NULL }, { "intent", 0, DANGEROUS | NESTS, NULL },
};

/* What Windows runs, mounts or unpacks when it is opened after the download. */
static const char *const running[] = {
    "exe", "scr", "pif", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "msi", "msix", "appx", "msixbundle",
    "appinstaller", "application", "cpl", "jar", "lnk", "iso", "img", "vhd", "vhdx", "one", "zip", "rar", "7z", "cab", "ace",
    "lzh", "lha", "tgz", "gz", "tar", "arj", "xz", "docm", "dotm", "xlsm", "xlam", "pptm", "xll", "apk", "dmg", "pkg", "dll", "reg",
    "scf", "msc", "chm", "library-ms", "search-ms", "rdp", "wim", "z", "bz2", NULL
};

/* The URL a reader works on. */
struct parse {
    struct urls *u;
    struct url *out;
    str rest;
    uint8_t bits;
    uint16_t port;
};

str url_percent_decode(struct arena *a, str s)
{
    struct buf out;

    if (str_find_char(s, '%') == s.n)
        return s;
    out = buf_new(a, s.n);
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' ? ascii_hex(str_at(s, i + 1)) : -1, low = high < 0 ? -1 : ascii_hex(str_at(s, i + 2));

        buf_put(&out, (char)(low < 0 ? s.p[i] : high << 4 | low));
        i += low < 0 ? 0 : 2;
    }
    return buf_done(&out);
}

/* WHATWG URL 4.4: controls and blanks at the ends, tabs and line ends anywhere. */
static str stripped(struct urls *u, str href, uint32_t *flags)
{
    struct buf out;
    size_t odd = 0;

    while (href.n && href.p[0] <= ' ')
        href = str_skip(href, 1);
    while (href.n && href.p[href.n - 1] <= ' ')
        href.n--;
    work_bytes(u->w, href.n);
    for (size_t i = 0; i < href.n; i++)
        odd += href.p[i] == '\t' || href.p[i] == '\n' || href.p[i] == '\r';
    if (!odd)
        return href;
    *flags |= URL_CONTROL;
    out = buf_new(u->a, href.n);
    for (size_t i = 0; i < href.n; i++)
        if (href.p[i] != '\t' && href.p[i] != '\n' && href.p[i] != '\r')
            buf_put(&out, href.p[i]);
    return buf_done(&out);
}

static size_t scheme_length(str s)
{
    size_t n = 0;

    if (!ascii_alpha(str_at(s, 0)))
        return 0;
    while (ascii_alnum(str_at(s, n)) || str_at(s, n) == '+' || str_at(s, n) == '-' || str_at(s, n) == '.')
        n++;
    return str_at(s, n) == ':' ? n : 0;
}

static void take_scheme(struct parse *p, size_t n)
{
    struct url *out = p->out;
    char *lower = arena_alloc(p->u->a, n);

    for (size_t i = 0; i < n; i++)
        lower[i] = ascii_lower(p->rest.p[i]);
    out->scheme = str_from(lower, n);
    p->rest = str_skip(p->rest, n + 1);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_eq(out->scheme, str_of(schemes[i].name))) {
            p->bits = schemes[i].bits;
            p->port = schemes[i].port;
            out->scheme = schemes[i].as ? str_of(schemes[i].as) : out->scheme;
        }
    if (str_starts(out->scheme, STR("ms-")))
        p->bits = DANGEROUS | NESTS;
    out->flags |= (p->bits & DANGEROUS ? URL_DANGEROUS : 0u) | (p->bits & DEFANGED ? URL_DEFANGED : 0u);
}

static size_t slashes(str s, uint32_t *flags)
{
    size_t n = 0;

    while (str_at(s, n) == '/' || str_at(s, n) == '\\')
        if (s.p[n++] == '\\')
            *flags |= URL_BACKSLASH;
    return n;
}

static void take_host(struct parse *p, str raw)
{
    p->out->at = url_host_read(p->u, raw);
    p->out->flags |= p->out->at.flags;
}

static void take_port(struct parse *p, str port)
{
    uint64_t value;

    if (port.n == 0)
        return;
    if (!str_number(port, 65535, &value))
        p->out->flags |= URL_BROKEN;
    else if (value != p->port) {
        p->out->port = (uint32_t)value;
        p->out->flags |= URL_PORT;
    }
}

/* Before the last @. Letters of a host there are what the victim is meant to read. */
static void take_user(struct parse *p, str user)
{
    size_t dot = str_find_char(user, '.');

    p->out->user = user;
    if (user.n && !str_eq(user, STR(":")))
        p->out->flags |= URL_USERINFO;
    if (str_find_char(user, '@') < user.n)
        p->out->flags |= URL_MANY_AT;
    if (dot > 0 && dot + 2 < user.n && ascii_alnum(user.p[dot - 1]) && ascii_alnum(user.p[dot + 1]))
        p->out->flags |= URL_USERINFO_HOST;
}

/* user:password@host:port up to `end` bytes. */
static void take_authority(struct parse *p, str all)
{
    size_t at = str_rfind_char(all, '@'), colon = all.n, bracket;

    if (at < all.n) {
        take_user(p, str_take(all, at));
        all = str_skip(all, at + 1);
    }
    bracket = str_at(all, 0) == '[' ? str_find_char(all, ']') : 0;
    colon = str_find_char(str_skip(all, bracket), ':') + (bracket < all.n ? bracket : all.n);
    take_host(p, str_take(all, colon));
    take_port(p, str_skip(all, colon + 1));
}

static void take_rest(struct url *out, str rest)
{
    size_t hash = str_find_char(rest, '#'), mark;

    out->fragment = str_skip(rest, hash + 1);
    rest = str_take(rest, hash);
    mark = str_find_char(rest, '?');
    out->query = str_skip(rest, mark + 1);
    out->path = str_take(rest, mark);
}

static bool ends_authority(char c, bool special)
{
    return c == '/' || c == '?' || c == '#' || (special && c == '\\');
}

static void read_special(struct parse *p)
{
    size_t n = 0;

    p->rest = str_skip(p->rest, slashes(p->rest, &p->out->flags));
    while (n < p->rest.n && !ends_authority(p->rest.p[n], true))
        n++;
    if (str_at(p->rest, (size_t)n) == '\\')
        p->out->flags |= URL_BACKSLASH;
    take_authority(p, str_take(p->rest, n));
    take_rest(p->out, str_skip(p->rest, n));
}

/* \\server[@SSL][@port]\share: Windows asks that server for the file and signs in on the way. */
static void read_unc(struct parse *p, str rest)
{
    size_t n = 0, at;
    str host, port;

    while (n < rest.n && !ends_authority(rest.p[n], true))
        n++;
    host = str_take(rest, n);
    at = str_find_char(host, '@');
    port = str_skip(host, at + 1);
    host = str_take(host, at);
    if (str_starts_nocase(port, STR("ssl")))
        port = str_skip(port, 4);
    p->out->scheme = p->out->scheme.n ? p->out->scheme : STR("file");
    p->out->flags |= URL_UNC | URL_DANGEROUS;
    take_host(p, host);
    p->out->flags &= ~(uint32_t)URL_BROKEN;
    uint64_t value;
    if (str_number(port, 65535, &value))
        p->out->port = (uint32_t)value;
    take_rest(p->out, str_skip(rest, n));
}

static void read_file(struct parse *p)
{
    uint32_t ignored = 0;
    size_t n = slashes(p->rest, &ignored);
    str after = str_skip(p->rest, n), host = after;
    bool drive = ascii_alpha(str_at(after, 0)) && (str_at(after, 1) == ':' || str_at(after, 1) == '|');

    for (size_t i = 0; i < host.n; i++)
        if (ends_authority(host.p[i], true))
            host = str_take(host, i);
    if ((n == 2 || n >= 4) && !drive && host.n && !str_eq_nocase(host, STR("localhost")))
        read_unc(p, after);
    else
        take_rest(p->out, after);
}

/* data: shows a page when its type is one that can act; a picture is a picture. */
static void read_data(struct parse *p)
{
    str type = str_trim(str_take(p->rest, str_find_char(p->rest, ',')));

    type = str_trim(str_take(type, str_find_char(type, ';')));
    p->out->path = p->rest;
    if (type.n && (!str_starts_nocase(type, STR("image/")) || str_starts_nocase(type, STR("image/svg"))) && !str_eq_nocase(type, STR("text/plain"))
        && !str_starts_nocase(type, STR("font/")))
        p->out->flags |= URL_DANGEROUS;
}

/* ms-word:ofe|u|https://…, search-ms:…location:\\server\share: what counts is the host inside. */
static void read_nested(struct parse *p)
{
    str path = url_percent_decode(p->u->a, p->rest);
    size_t http = str_find_nocase(path, STR("http")), unc = str_find(path, STR("\\\\"));
    struct url inner;

    p->out->path = p->rest;
    if (unc < path.n && unc < http) {
        read_unc(p, str_skip(path, unc + 2));
        p->out->path = p->rest;
        return;
    }
    path = str_skip(path, http);
    if (!str_starts_nocase(path, STR("http://")) && !str_starts_nocase(path, STR("https://")))
        return;
    inner = (struct url){ .href = path };
    struct parse q = { .u = p->u, .out = &inner, .rest = path };
    take_scheme(&q, scheme_length(path));
    read_special(&q);
    p->out->at = inner.at;
    p->out->flags |= inner.flags;
}

static void read_mailto(struct parse *p)
{
    str address = str_take(p->rest, str_find_char(p->rest, '?'));
    size_t at = str_rfind_char(address, '@');

    take_rest(p->out, p->rest);
    if (at < address.n && at + 1 < address.n)
        take_host(p, str_trim(str_skip(address, at + 1)));
    p->out->flags &= ~(uint32_t)URL_BROKEN;
}

static void read_opaque(struct parse *p)
{
    if (p->bits & NESTS)
        read_nested(p);
    else if (str_eq(p->out->scheme, STR("file")))
        read_file(p);
    else if (str_eq(p->out->scheme, STR("data")))
        read_data(p);
    else if (str_eq(p->out->scheme, STR("mailto")))
        read_mailto(p);
    else
        p->out->path = p->rest;
}

/* ---- what is noticed in all of it ---- */

static void look_for_unseen(struct url *out)
{
    str s = out->href;

    while (s.n) {
        uint32_t rune;

        if (!(s.p[0] & 0x80)) {
            s = str_skip(s, 1);
            continue;
        }
        rune = utf8_next(&s, NULL);
        out->flags |= rune_bidi(rune) ? URL_BIDI : rune_invisible(rune) ? URL_INVISIBLE : 0;
    }
}

static bool runs(struct urls *u, str path)
{
    size_t from = str_rfind_char(path, '/'), dot;
    str name = url_percent_decode(u->a, from < path.n ? str_skip(path, from + 1) : path);

    name = str_skip(name, name.n > 24 ? name.n - 24 : 0);
    dot = str_rfind_char(name, '.');
    for (const char *const *r = running; *r && dot < name.n; r++)
        if (str_eq_nocase(str_skip(name, dot + 1), str_of(*r)))
            return true;
    return false;
}

static bool owned(const struct urls *u, str text)
{
    if (str_find_char(text, '@') == text.n)
        return false;
    for (size_t i = 0; i < u->owner_count; i++)
        if (u->owners[i].n >= 6 && str_has_nocase(text, u->owners[i]))
            return true;
    return false;
}

static bool code_char(char c)
{
    return ascii_alnum(c) || c == '+' || c == '-' || c == '_';
}

str url_unhex(struct arena *a, str s)
{
    struct buf out = buf_new(a, s.n / 2 + 1);

    for (size_t i = 0; i + 1 < s.n && ascii_hex(s.p[i]) >= 0 && ascii_hex(s.p[i + 1]) >= 0; i += 2)
        buf_put(&out, (char)(ascii_hex(s.p[i]) << 4 | ascii_hex(s.p[i + 1])));
    return buf_done(&out);
}

str url_unbase64(struct arena *a, str s)
{
    struct buf out = buf_new(a, s.n);
    uint32_t bits = 0;
    int have = 0;

    for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
        char c = s.p[i] == '-' ? '+' : s.p[i] == '_' ? '/' : s.p[i];
        unsigned value = base64_value[(unsigned char)c];

        if (value > 63)
            break;
        bits = (bits << 6 | value) & 0xFFFFFF;
        have += 6;
        if (have >= 8) {
            have -= 8;
            buf_put(&out, (char)(bits >> have & 255));
        }
    }
    return buf_done(&out);
}

/* Which mail address was clicked is told to whoever owns the page: as it is, or in the codes that kits use. */
static bool names_owner(struct urls *u, const struct url *url)
{
    str plain;

    if (u->owner_count == 0 || str_eq(url->scheme, STR("mailto")) || str_eq(url->scheme, STR("data")))
        return false;
    plain = url_percent_decode(u->a, str_take(url->href, URL_LOOKED));
    work_bytes(u->w, plain.n);
    if (owned(u, plain))
        return true;
    while (plain.n) {
        size_t mark = arena_mark(u->a), n = 0;
        bool found;

        while (n < plain.n && code_char(plain.p[n]))
            n++;
        found = n >= 12 && (owned(u, url_unbase64(u->a, str_take(plain, n))) || (n % 2 == 0 && owned(u, url_unhex(u->a, str_take(plain, n)))));
        arena_release(u->a, mark);
        if (found)
            return true;
        plain = str_skip(plain, n + 1);
    }
    return false;
}

void url_read(struct urls *u, str href, struct url *out)
{
    struct parse p = { .u = u, .out = out };
    size_t n;

    *out = (struct url){ .scheme = STR(""), .user = STR(""), .path = STR(""), .query = STR(""), .fragment = STR(""),
                         .at = { STR(""), STR(""), STR(""), STR(""), STR(""), 0 } };
    out->href = p.rest = stripped(u, href, &out->flags);
    work_tokens(u->w, 1);
    n = scheme_length(p.rest);
    if (n)
        take_scheme(&p, n);
    if (p.bits & SPECIAL) {
        read_special(&p);
    } else if (n) {
        read_opaque(&p);
    } else if (str_starts(p.rest, STR("\\\\"))) {
        read_unc(&p, str_skip(p.rest, 2));
    } else if (slashes(str_take(p.rest, 2), &(uint32_t){ 0 }) == 2) {
        out->scheme = STR("https");     /* a page's own scheme is used; a mail has none, and programs take this one */
        p.port = 443;
        read_special(&p);
    } else {
        out->flags |= URL_RELATIVE;
        take_rest(out, p.rest);
    }
    if (out->href.n > LINK_HREF_MAX)
        out->flags |= URL_LONG;
    look_for_unseen(out);
    if ((p.bits & SPECIAL || out->flags & URL_UNC || str_eq(out->scheme, STR("file"))) && runs(u, out->path))
        out->flags |= URL_RUNS;
    if (names_owner(u, out))
        out->flags |= URL_RECIPIENT;
    out->kinds = p.bits & NESTS || str_eq(out->scheme, STR("mailto")) ? 0 : url_kinds(&out->at, out->path, &(str){ 0 });
    if (out->kinds & HOST_DELIVERY)
        out->flags &= ~(uint32_t)URL_RANDOM;
}

void url_read_from(struct urls *u, str base, str href, struct url *out)
{
    struct url from;
    struct buf joined;
    size_t last;

    url_read(u, href, out);
    if (!(out->flags & URL_RELATIVE) || base.n == 0 || out->href.n == 0 || out->href.p[0] == '#')
        return;
    url_read(u, base, &from);
    if (from.at.host.n == 0 || from.flags & (URL_BROKEN | URL_RELATIVE))
        return;
    joined = buf_new(u->a, base.n + href.n + 16);
    buf_add(&joined, from.scheme);
    buf_add(&joined, STR("://"));
    buf_add(&joined, from.at.ascii.n ? from.at.ascii : from.at.host);
    if (from.port)
        buf_format(&joined, ":%u", from.port);
    last = str_rfind_char(from.path, '/');
    if (out->href.p[0] == '?')
        buf_add(&joined, from.path);
    else if (out->href.p[0] != '/')
        buf_add(&joined, last < from.path.n ? str_take(from.path, last + 1) : STR("/"));
    buf_add(&joined, out->href);
    url_read(u, buf_done(&joined), out);
}
