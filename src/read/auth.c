#include "read/auth.h"

#include "base/utf8.h"

enum {
    DKIM_TAGS_MAX    = 64,              /* RFC 6376 names 14 */
    DKIM_HEADERS_MAX = 100,
    AUTH_PROPERTIES_MAX = 32,           /* of one result */
    DATE_LENGTH_MAX  = 1024,
};

/* ---- DKIM-Signature ---- */

/* A value without its folding white space; blanks in the middle of a line stay, as no valid value has them. */
static str without_folds(struct arena *a, str s)
{
    struct buf out;
    bool folded = false;

    s = str_trim(s);
    if (str_find_char(s, '\n') == s.n && str_find_char(s, '\r') == s.n)
        return s;
    out = buf_new(a, s.n);
    for (size_t i = 0; i < s.n; i++) {
        folded = s.p[i] == '\r' || s.p[i] == '\n' || (folded && ascii_space(s.p[i]));
        if (!folded)
            buf_put(&out, s.p[i]);
    }
    return buf_done(&out);
}

/* NUL, quotes and brackets in a domain made one program check attack.example and another show legit.example
 * (Composition Kills A3-A5). U-labels are allowed by RFC 8616, underscores by DNS. */
static bool domain_characters(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 0x80 && !ascii_alnum(s.p[i]) && !strchr("-._", s.p[i] ? s.p[i] : ' '))
            return false;
    return utf8_valid(s);
}

/* i= is [local-part]@domain, the local part in dkim-quoted-printable. */
static bool agent_characters(str s)
{
    size_t at = str_rfind_char(s, '@');

    for (size_t i = 0; i < at; i++)
        if (s.p[i] <= ' ' || s.p[i] == 0x7F || strchr("()<>[]:;@\\,\"'", s.p[i]))
            return false;
    return domain_characters(str_skip(s, at + 1));
}

static struct list header_names(struct arena *a, struct work *w, str value)
{
    str *names = arena_alloc(a, sizeof *names * DKIM_HEADERS_MAX);
    struct list out = { names, 0 };

    while (value.n > 0 && out.n < DKIM_HEADERS_MAX) {
        str name = str_trim(str_split(&value, ':'));
        char *p = arena_alloc(a, name.n);

        work_tokens(w, 1);
        for (size_t i = 0; i < name.n; i++)
            p[i] = ascii_lower(name.p[i]);
        if (name.n > 0)
            names[out.n++] = str_from(p, name.n);
    }
    return out;
}

struct dkim_signature dkim_read(struct arena *a, struct work *w, str raw_value)
{
    struct dkim_signature out = { 0 };
    bool domain = false, selector = false, headers = false;

    work_bytes(w, raw_value.n);
    for (size_t tags = 0; raw_value.n > 0 && tags < DKIM_TAGS_MAX; tags++) {
        str value = str_split(&raw_value, ';'), tag = str_trim(str_split(&value, '='));

        work_bytes(w, value.n);
        work_tokens(w, 1);
        if (tag.n != 1)
            continue;
        value = without_folds(a, value);
        switch (tag.p[0]) {
        case 'd':
            /* A tag given twice makes the signature void (RFC 6376 3.2); who reads on sees one domain or the other. */
            out.bad_domain |= !domain_characters(value) || (domain && !str_eq_nocase(value, out.domain));
            out.domain = domain ? out.domain : value;
            domain = true;
            break;
        case 's':
            out.bad_domain |= !domain_characters(value) || (selector && !str_eq_nocase(value, out.selector));
            out.selector = selector ? out.selector : value;
            selector = true;
            break;
        case 'i': out.bad_domain |= !agent_characters(value); break;
        case 'l': out.body_length = true; break;
        case 'h':
            if (!headers)
                out.signed_headers = header_names(a, w, value);
            headers = true;
            break;
        }
    }
    return out;
}

/* ---- Authentication-Results ---- */

/* Comments out, line ends to blanks, quotes kept for the splitter. A comment without end takes the rest: what it holds
 * must not become a result. */
static str without_comments(struct arena *a, str s)
{
    struct buf out = buf_new(a, s.n);
    size_t depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == '\\' && (quoted || depth > 0)) {
            if (depth == 0)
                buf_add(&out, str_sub(s, i, 2));
            i++;
        } else if (quoted || depth == 0) {
            if (c == '"')
                quoted = !quoted;
            if (!quoted && c == '(') {
                depth = 1;
                buf_put(&out, ' ');
            } else
                buf_put(&out, c == '\r' || c == '\n' ? ' ' : c);
        } else
            depth += c == '(' ? 1 : c == ')' ? (size_t)-1 : 0;
    }
    return buf_done(&out);
}

/* Up to an unquoted `stop` or blank (when blanks stop); *in moves past what was read, not past the stop. */
static str take_word(str *in, const char *stop, bool blanks)
{
    str s = *in;
    size_t i = 0;
    bool quoted = false;

    for (; i < s.n; i++) {
        if (quoted && s.p[i] == '\\')
            i++;
        else if (s.p[i] == '"')
            quoted = !quoted;
        else if (!quoted && ((blanks && ascii_space(s.p[i])) || (s.p[i] != 0 && strchr(stop, s.p[i]))))
            break;
    }
    *in = str_skip(s, i);
    return str_take(s, i);
}

static str unquoted(str s)
{
    return s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"' ? str_sub(s, 1, s.n - 2) : s;
}

static str lower(struct arena *a, str s)
{
    char *p = arena_alloc(a, s.n);

    for (size_t i = 0; i < s.n; i++)
        p[i] = ascii_lower(s.p[i]);
    return str_from(p, s.n);
}

/* Which property names the domain a method speaks of, best first. */
static const struct { const char *method, *property; } properties[] = {
    { "dkim",  "header.d" },      { "dkim",  "header.i" },   { "dkim", "header.from" },
    { "spf",   "smtp.mailfrom" }, { "spf",   "smtp.mail" },  { "spf",  "smtp.helo" },
    { "dmarc", "header.from" },   { "",      "header.from" }, { "",    "header.d" },   { "", "smtp.mailfrom" },
};
enum { PROPERTIES = sizeof properties / sizeof *properties };

static str domain_of(struct arena *a, str value)
{
    size_t at = str_rfind_char(value, '@');
    str d = lower(a, at < value.n ? str_skip(value, at + 1) : value);

    while (d.n > 0 && strchr("<>.", d.p[d.n - 1] ? d.p[d.n - 1] : ' '))
        d.n--;
    return str_eq(d, STR("none")) ? STR_NONE : d;       /* "header.d=none": there was no signature */
}

/* `name=value` words of one result. A property that stands twice with different values decides nothing. */
static str result_domain(struct arena *a, struct work *w, str s, str method)
{
    str best = STR_NONE;
    size_t rank = PROPERTIES;

    for (size_t n = 0; s.n > 0 && n < AUTH_PROPERTIES_MAX; n++) {
        str name, value;

        s = str_trim(s);
        name = str_trim(take_word(&s, "=", true));
        s = str_trim(s);
        if (str_at(s, 0) != '=') {
            s = name.n > 0 ? s : str_skip(s, 1);
            continue;
        }
        s = str_trim(str_skip(s, 1));
        value = unquoted(take_word(&s, "", true));
        work_tokens(w, 1);
        for (size_t i = 0; i <= rank && i < PROPERTIES; i++) {
            str of = str_of(properties[i].method);

            if (!str_eq_nocase(name, str_of(properties[i].property)) || (of.n > 0 && !str_eq_nocase(of, method)))
                continue;
            value = domain_of(a, value);
            best = i == rank && !str_eq(best, value) ? STR_NONE : value;
            rank = i;
            break;
        }
    }
    return best;
}

static bool read_result(struct arena *a, struct work *w, str s, struct auth_result *out)
{
    str method = str_trim(take_word(&s, "=", false)), result, version = method;

    if (str_at(s, 0) != '=')
        return false;
    method = lower(a, str_trim(str_split(&version, '/')));
    s = str_trim(str_skip(s, 1));
    result = lower(a, unquoted(take_word(&s, ";", true)));
    if (method.n == 0 || result.n == 0 || method.n > 64 || str_find_char(method, ' ') < method.n)
        return false;
    out->method = method;
    out->result = result;
    out->domain = result_domain(a, w, s, method);
    return true;
}

size_t auth_results_read(struct arena *a, struct work *w, str raw_value, struct auth_result *out, size_t max)
{
    str s = without_comments(a, raw_value), rest = s, id, first;
    size_t n = 0;

    work_bytes(w, raw_value.n);
    first = take_word(&rest, ";", false);
    first = str_trim(first);
    id = take_word(&first, "=", true);
    if (str_at(str_trim(first), 0) != '=')
        s = str_skip(rest, 1);
    else
        id = STR_NONE;                  /* one large provider leaves its name out and begins with a result */
    id = lower(a, unquoted(id));
    while (s.n > 0 && n < max) {
        str one = take_word(&s, ";", false);

        s = str_skip(s, 1);
        work_bytes(w, one.n);
        work_tokens(w, 1);
        out[n] = (struct auth_result){ .authserv_id = id };
        if (read_result(a, w, one, &out[n]))
            n++;
    }
    return n;
}

/* ---- Dates ---- */

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
/* RFC 5322 4.3, and JST, which Japanese programs write. Other names and military letters mean nothing reliable: UTC. */
static const struct { const char *name; int hours; } zones[] = {
    { "edt", -4 }, { "est", -5 }, { "cdt", -5 }, { "cst", -6 }, { "mdt", -6 }, { "mst", -7 }, { "pdt", -7 }, { "pst", -8 },
    { "jst", 9 },
};

struct date { uint64_t day, month, year, hour, minute, second; int64_t zone; bool has_day, has_year, has_time, has_zone; };

static str take_while(str *in, bool (*is)(int))
{
    str s = *in;
    size_t n = 0;

    while (n < s.n && is(s.p[n]))
        n++;
    *in = str_skip(s, n);
    return str_take(s, n);
}

static bool read_word(str word, struct date *d)
{
    for (uint64_t i = 0; i < 12; i++)
        if (str_starts_nocase(word, str_of(months[i])) && d->month == 0) {
            d->month = i + 1;
            return true;
        }
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (str_eq_nocase(word, str_of(zones[i].name)) && !d->has_zone) {
            d->zone = zones[i].hours * 3600;
            d->has_zone = true;
        }
    return true;                        /* a weekday, or a zone nobody can know */
}

/* +0900, and what is seen for it: +900, +9, +09:00. */
static bool read_zone(str *in, struct date *d)
{
    bool west = in->p[0] == '-';
    uint64_t hhmm, minutes = 0;
    str digits;

    *in = str_skip(*in, 1);
    digits = take_while(in, ascii_digit);
    if (!str_number(digits, 9959, &hhmm))
        return false;
    if (digits.n <= 2) {
        hhmm *= 100;
        *in = str_skip(*in, str_at(*in, 0) == ':');
        digits = take_while(in, ascii_digit);
        if (digits.n > 0 && !str_number(digits, 59, &minutes))
            return false;
    }
    if (hhmm % 100 > 59)
        return false;
    d->zone = (int64_t)(hhmm / 100 * 3600 + (hhmm % 100 + minutes) * 60) * (west ? -1 : 1);
    d->has_zone = true;
    return true;
}

static bool read_time(str hours, str *in, struct date *d)
{
    if (d->has_time || !str_number(hours, 23, &d->hour))
        return false;
    *in = str_skip(*in, 1);
    if (!str_number(take_while(in, ascii_digit), 59, &d->minute))
        return false;
    if (str_at(*in, 0) == ':') {
        *in = str_skip(*in, 1);
        if (!str_number(take_while(in, ascii_digit), 60, &d->second))
            return false;
    }
    return d->has_time = true;
}

static bool read_number(str digits, str *in, struct date *d)
{
    uint64_t n;

    if (str_at(*in, 0) == ':')
        return read_time(digits, in, d);
    if (!str_number(digits, 9999, &n))
        return false;
    if (!d->has_day && n <= 31 && (digits.n <= 2 || d->month == 0)) {
        d->day = n;
        return d->has_day = true;
    }
    if (d->has_year || digits.n < 2)
        return false;
    /* RFC 5322 4.3: two digits from 00 to 49 are 20xx, other two and all three digits count from 1900, and so do the
     * four of "0102", which old programs wrote for 2002. */
    d->year = digits.n == 2 && n < 50 ? n + 2000 : n < 1000 ? n + 1900 : n;
    return d->has_year = true;
}

static str skip_comment(str s)
{
    size_t depth = 0;

    while (s.n > 0) {
        char c = s.p[0];

        s = str_skip(s, c == '\\' ? 2 : 1);
        depth += c == '(' ? 1 : c == ')' ? (size_t)-1 : 0;
        if (depth == 0)
            break;
    }
    return s;
}

static int64_t days_before(uint64_t year, uint64_t month)
{
    static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    uint64_t y = year - 1;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return (int64_t)(y * 365 + y / 4 - y / 100 + y / 400) - 719162 + before[month - 1] + (leap && month > 2);
}

int64_t date_read(str raw_value)
{
    struct date d = { 0 };
    str s = str_take(raw_value, DATE_LENGTH_MAX);
    bool good = true;
    int64_t days;

    while (s.n > 0 && good && !(d.has_day && d.month && d.has_year && d.has_time && d.has_zone)) {
        if (s.p[0] == '(')
            s = skip_comment(s);
        else if (ascii_digit(s.p[0])) {
            str digits = take_while(&s, ascii_digit);

            good = read_number(digits, &s, &d);
        } else if (ascii_alpha(s.p[0]))
            good = read_word(take_while(&s, ascii_alpha), &d);
        else if ((s.p[0] == '+' || s.p[0] == '-') && d.has_time && !d.has_zone && ascii_digit(str_at(s, 1)))
            good = read_zone(&s, &d);
        else
            s = str_skip(s, 1);
    }
    if (!good || !d.has_day || !d.has_year || !d.has_time || d.month == 0 || d.year < 1970 || d.day == 0)
        return 0;
    days = days_before(d.year, d.month) + (int64_t)d.day - 1;
    if (d.day > 31 || (d.month < 12 && days >= days_before(d.year, d.month + 1)))
        return 0;
    return days * 86400 + (int64_t)(d.hour * 3600 + d.minute * 60 + d.second) - d.zone;
}
