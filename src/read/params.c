/* Parameter lists of Content-Type and Content-Disposition, in the grammars of several programs. */
#include "read/view.h"

bool token_char(char c)
{
    static const char specials[] = "()<>@,;:\\\"/[]?=";

    return c > 32 && c < 127 && !memchr(specials, c, sizeof specials - 1);
}

str take_while(str *s, bool (*is)(char))
{
    size_t n = 0;
    str got;

    while (n < s->n && is(s->p[n]))
        n++;
    got = str_take(*s, n);
    *s = str_skip(*s, n);
    return got;
}

str skip_cfws(str s)
{
    unsigned depth = 0;

    while (s.n > 0) {
        if (depth > 0 && s.p[0] == '\\')
            s = str_skip(s, 1);
        else if (s.p[0] == '(')
            depth++;
        else if (s.p[0] == ')' && depth > 0)
            depth--;
        else if (depth == 0 && !ascii_space(s.p[0]))
            break;
        s = str_skip(s, 1);
    }
    return s;
}

static bool is_blank(int c)             { return c == ' ' || c == '\t'; }

/* Blanks with at most one fold among them. A comment may follow, but then no blanks (mailimf_cfws_parse). */
static str skip_fws_libetpan(str s)
{
    size_t eol;
    str after;

    while (is_blank(str_at(s, 0)))
        s = str_skip(s, 1);
    eol = str_starts(s, STR("\r\n")) ? 2 : str_at(s, 0) == '\n';
    after = str_skip(s, eol);
    if (eol == 0 || !is_blank(str_at(after, 0)))
        return s;
    while (is_blank(str_at(after, 0)))
        after = str_skip(after, 1);
    return after;
}

/* After an opening parenthesis to behind the closing one; .p NULL when it never closes. */
static str skip_comment(str s)
{
    unsigned depth = 0;

    while (s.n > 0) {
        if (s.p[0] == '\\')
            s = str_skip(s, 1);
        else if (s.p[0] == '(')
            depth++;
        else if (s.p[0] == ')' && --depth == 0)
            return str_skip(s, 1);
        s = str_skip(s, 1);
    }
    return STR_NONE;
}

str skip_cfws_libetpan(str s)
{
    bool comment = false;

    for (;;) {
        str at = skip_fws_libetpan(s), after = str_at(at, 0) == '(' ? skip_comment(at) : STR_NONE;

        if (!after.p)
            return comment ? s : at;
        s = after;
        comment = true;
    }
}

/* name*3* → name, section 3, extended. A name like "a*b" is left alone. */
static void split_section(struct param *p)
{
    str name = p->name;
    size_t star;
    uint64_t section;

    p->section = -1;
    if (str_ends(name, STR("*"))) {
        p->extended = true;
        name = str_take(name, name.n - 1);
    }
    star = str_rfind_char(name, '*');
    if (star < name.n && str_number(str_skip(name, star + 1), 99999, &section)) {
        p->section = (int)section;
        name = str_take(name, star);
    }
    p->name = name;
}

/* --- Python: _parseparam() and decode_params() ------------------------------------------------------------------- */

/* Every pair of backslash and `c` becomes `c`, from left to right. */
static str without_backslash(struct arena *a, str s, char c)
{
    struct buf out;

    if (!memchr(s.p, '\\', s.n))
        return s;
    out = buf_new(a, s.n);
    for (size_t i = 0; i < s.n; i++) {
        i += s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == c;
        buf_put(&out, s.p[i]);
    }
    return buf_done(&out);
}

/* utils.unquote: first every \\ becomes \, then every \" becomes ". */
static str python_unquote(struct arena *a, str s)
{
    if (s.n > 1 && s.p[0] == '<' && s.p[s.n - 1] == '>')
        return str_sub(s, 1, s.n - 2);
    if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
        return s;
    return without_backslash(a, without_backslash(a, str_sub(s, 1, s.n - 2), '\\'), '"');
}

/* The next piece up to a ';' with an even number of unescaped quotes before it: one pass, no recount per ';'. */
static str python_piece(str *s)
{
    bool odd = false;
    size_t i = 0;
    str piece;

    for (; i < s->n && (odd || s->p[i] != ';'); i++)
        odd ^= s->p[i] == '"' && !(i > 0 && s->p[i - 1] == '\\');
    piece = str_take(*s, i);
    *s = str_skip(*s, i + 1);
    return piece;
}

static size_t params_python(struct arena *a, str value, struct param *out, size_t max)
{
    size_t n = 0;

    while (value.n > 0 && n < max) {
        str piece = python_piece(&value);
        size_t equals = str_find_char(piece, '=');
        struct param p = { .name = str_trim(str_take(piece, equals)), .value = str_trim(str_skip(piece, equals + 1)) };

        split_section(&p);
        p.value = python_unquote(a, p.value);
        out[n++] = p;
    }
    return n;
}

/* --- Python's policy default: _header_value_parser.py --------------------------------------------------------------- */

static bool attribute_char(char c)      /* [^ATTRIBUTE_ENDS]: whatever else, controls and 8-bit included */
{
    static const char ends[] = "()<>@,:;\\\"[]/?=*'% \t";

    return !memchr(ends, c, sizeof ends - 1);
}

static bool extended_char(char c)       { return c == '%' || attribute_char(c); }

static str skip_cfws_python(str s)
{
    while (is_blank(str_at(s, 0)) || str_at(s, 0) == '(') {
        str after = is_blank(s.p[0]) ? str_skip(s, 1) : skip_comment(s);

        s = after.p ? after : str_skip(s, s.n);
    }
    return s;
}

/* Quoted pairs undone; runs of blanks are one. An end that is missing is overlooked. */
static str python_quoted(struct arena *a, str *s)
{
    struct buf text = buf_new(a, s->n);

    *s = str_skip(*s, 1);
    while (s->n > 0 && s->p[0] != '"') {
        bool blank = is_blank(s->p[0]);

        if (s->p[0] == '\\' && s->n > 1)
            *s = str_skip(*s, 1);
        buf_put(&text, blank ? ' ' : s->p[0]);
        *s = str_skip(*s, 1);
        while (blank && is_blank(str_at(*s, 0)))
            *s = str_skip(*s, 1);
    }
    *s = skip_cfws_python(str_skip(*s, 1));
    return buf_done(&text);
}

/* get_value(); false where it raises. */
static bool python_value(struct arena *a, str *s, str *value)
{
    *s = skip_cfws_python(*s);
    if (str_at(*s, 0) == '"') {
        *value = python_quoted(a, s);
        return true;
    }
    *value = take_while(s, extended_char);
    *s = skip_cfws_python(*s);
    return value->n > 0;
}

/* charset'language'value, when it stands in quotes although it must not. */
static bool python_quoted_extended(const struct param *p, str inner)
{
    str rest = inner;

    if (p->section > 0)
        return take_while(&rest, extended_char).n > 0 && rest.n == 0;
    take_while(&rest, attribute_char);
    return str_at(rest, 0) == '\'';
}

/* The value begins with, or goes on with, the quotes of RFC 2231. */
static bool python_after_charset(struct arena *a, str *s, struct param *p)
{
    if (str_at(*s, 0) != '\'')
        return false;
    *s = str_skip(*s, 1);
    take_while(s, attribute_char);
    if (str_at(*s, 0) != '\'')
        return false;
    *s = str_skip(*s, 1);
    return python_value(a, s, &p->value);
}

/* get_parameter(): name, section, "*", "=", value. */
static bool python_parameter(struct arena *a, str *s, struct param *p)
{
    bool starred = false;
    str value = STR("");

    p->section = -1;
    *s = skip_cfws_python(*s);
    p->name = take_while(s, attribute_char);
    *s = skip_cfws_python(*s);
    if (p->name.n == 0)
        return false;
    p->value = STR("");
    if (s->n == 0 || s->p[0] == ';')
        return true;
    if (s->p[0] == '*') {
        str digits = str_skip(*s, 1);
        uint64_t section;
        size_t n = 0;

        while (ascii_digit(str_at(digits, n)))
            n++;
        if (str_number(str_take(digits, n), 99999, &section)) {
            p->section = (int)section;
            *s = str_skip(digits, n);
        }
        starred = str_at(*s, 0) == '*';
        *s = str_skip(*s, starred);
    }
    p->extended = starred;
    if (str_at(*s, 0) != '=')
        return false;
    *s = skip_cfws_python(str_skip(*s, 1));
    if (starred && str_at(*s, 0) == '"') {
        str rest = *s, inner = python_quoted(a, &rest);

        if (python_quoted_extended(p, inner)) {
            p->value = inner;
            *s = rest;
            return true;
        }
    }
    if (str_at(*s, 0) != '\'' && !python_value(a, s, &value))
        return false;
    p->value = value;
    if (str_at(*s, 0) != '\'')
        return !starred || p->section > 0 || s->n == 0;
    if (!starred)
        return python_after_charset(a, s, p);
    /* Kept with its charset, as everyone else hands it on. */
    if (!python_after_charset(a, s, p))
        return false;
    p->value = arena_format(a, "%.*s''%.*s", STR_FMT(value), STR_FMT(p->value));
    return true;
}

/* parse_mime_parameters(): what cannot be read is left out up to the next ';'; what stands behind a value is dropped. */
static size_t params_python_default(struct arena *a, str s, struct param *out, size_t max)
{
    size_t n = 0;

    while (s.n > 0 && n < max) {
        struct param p = { 0 };

        n += python_parameter(a, &s, &p) ? (out[n] = p, 1) : 0;
        s = str_skip(s, str_find_char(s, ';') + 1);
    }
    return n;
}

/* --- The others: tokens ------------------------------------------------------------------------------------------ */

/* After an opening quote; false when it never closes (the rest is then its content). Folds are dropped (RFC 5322 3.2.2),
 * libetpan makes one blank of them and of what blanks stand around them. */
/* ESC $ … ESC ( in ISO-2022-JP: its bytes look like quotes, backslashes and semicolons, and are none. Japanese programs
 * write file names so without encoding them. */
enum { SHIFTED_MAX = 1024 };           /* a file name; looking further for every escape would be a square */

static size_t shifted_bytes(str s)
{
    size_t end;

    s = str_take(s, SHIFTED_MAX);
    if (!str_starts(s, STR("\033$")))
        return 0;
    end = str_find(s, STR("\033("));
    return end < s.n ? end : 0;
}

static bool take_quoted(struct arena *a, str *s, bool libetpan, bool shifts, str *out)
{
    struct buf text = buf_new(a, s->n);
    bool closed = false;

    *s = str_skip(*s, 1);
    while (s->n > 0 && !closed) {
        size_t shifted = shifts && s->p[0] == '\033' ? shifted_bytes(*s) : 0;

        if (shifted) {
            buf_add(&text, str_take(*s, shifted));
            *s = str_skip(*s, shifted);
            continue;
        }
        char c = s->p[0];
        str after = libetpan && c != '\\' ? skip_fws_libetpan(*s) : *s;

        closed = c == '"';
        if (after.n < s->n) {
            buf_put(&text, ' ');
            *s = after;
            continue;
        }
        if (c == '\\' && s->n > 1)
            *s = str_skip(*s, 1);
        if (!closed && s->p[0] != '\r' && s->p[0] != '\n')
            buf_put(&text, s->p[0]);
        *s = str_skip(*s, 1);
    }
    *out = buf_done(&text);
    return closed;
}

static bool loose_value_char(char c)
{
    return c != ';' && !ascii_space(c);
}

static bool is_value_char(char c)       /* tokens, and the '=' '/' '?' ':' that half the world leaves unquoted */
{
    return token_char(c) || c == '=' || c == '/' || c == '?' || c == ':' || c == '@' || c >= 0x80;
}

static bool libetpan_atom_char(char c)
{
    static const char ends[] = " \t\r\n<>,\":;";

    return !memchr(ends, c, sizeof ends - 1);
}

static bool libetpan_token_char(char c) /* controls are no specials there */
{
    return token_char(c) || (c > 0 && c < 32) || c == 127;
}

static bool param_value(struct arena *a, enum param_rule rule, str *s, str *value)
{
    bool (*const is)(char) = rule == PARAMS_LIBETPAN ? libetpan_atom_char : rule == PARAMS_LOOSE ? loose_value_char : is_value_char;

    if (rule == PARAMS_LIBETPAN)
        *s = skip_cfws_libetpan(skip_cfws_libetpan(*s));
    if (str_at(*s, 0) == '"')
        return take_quoted(a, s, rule == PARAMS_LIBETPAN, rule == PARAMS_LOOSE, value) || rule == PARAMS_LOOSE;
    *value = take_while(s, is);
    return value->n > 0 || rule == PARAMS_LOOSE;
}

static str skip_to_semicolon(str s)
{
    bool quoted = false;
    size_t i = 0;

    for (; i < s.n && (quoted || s.p[i] != ';'); i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '"')
            quoted = !quoted;
    }
    return str_skip(s, i);
}

static size_t params_libetpan(struct arena *a, str s, struct param *out, size_t max)
{
    size_t n = 0;

    while (n < max) {
        struct param p = { .section = -1 };

        s = skip_cfws_libetpan(s);
        if (str_at(s, 0) != ';')
            break;
        s = skip_cfws_libetpan(str_skip(s, 1));
        p.name = take_while(&s, libetpan_token_char);
        s = skip_cfws_libetpan(s);
        if (p.name.n == 0 || str_at(s, 0) != '=')
            break;
        s = str_skip(s, 1);
        if (!param_value(a, PARAMS_LIBETPAN, &s, &p.value))
            break;
        out[n++] = p;
    }
    return n;
}

static size_t params_tokens(struct arena *a, enum param_rule rule, str s, struct param *out, size_t max)
{
    size_t n = 0;

    while (n < max) {
        struct param p = { 0 };

        s = skip_cfws(s);
        if (rule == PARAMS_LOOSE && s.n > 0 && s.p[0] != ';')
            s = skip_to_semicolon(s);
        if (str_at(s, 0) != ';')
            break;
        s = skip_cfws(str_skip(s, 1));
        if (s.n == 0)
            break;
        p.name = take_while(&s, token_char);
        s = skip_cfws(s);
        if (p.name.n == 0 || str_at(s, 0) != '=') {
            if (rule == PARAMS_LOOSE || (rule == PARAMS_RFC && str_at(s, 0) == ';'))
                continue;
            break;
        }
        s = skip_cfws(str_skip(s, 1));
        if (!param_value(a, rule, &s, &p.value))
            break;
        split_section(&p);
        out[n++] = p;
    }
    return n;
}

size_t params_read(struct arena *a, struct work *w, enum param_rule rule, str value, struct param *out, size_t max)
{
    size_t n = 0;

    work_bytes(w, value.n);
    switch (rule) {
    case PARAMS_PYTHON:
        n = params_python(a, value, out, max);
        break;
    case PARAMS_PYTHON_DEFAULT:
        n = params_python_default(a, str_skip(value, str_find_char(value, ';') + 1), out, max);
        break;
    case PARAMS_LIBETPAN:
        n = params_libetpan(a, value, out, max);
        break;
    case PARAMS_RFC:
    case PARAMS_LOOSE:
        n = params_tokens(a, rule, skip_to_semicolon(value), out, max);
        break;
    }
    work_tokens(w, n);
    return n;
}

/* --- One value --------------------------------------------------------------------------------------------------- */

static bool is_continuation(const struct param *p)  { return p->section >= 0 || p->extended; }

/* The pieces of RFC 2231 in the order of their numbers; numbers missing are overlooked, of two alike the first counts. */
static str joined(struct arena *a, const struct param *params, size_t n, str name, bool *extended)
{
    struct buf out = { 0 };
    int last = -2;

    for (;;) {
        const struct param *next = NULL;

        for (size_t i = 0; i < n; i++)
            if (is_continuation(&params[i]) && params[i].section > last && str_eq_nocase(params[i].name, name)
                && (!next || params[i].section < next->section))
                next = &params[i];
        if (!next)
            return out.p ? buf_done(&out) : STR_NONE;
        if (!out.p)
            out = buf_new(a, next->value.n + 1);
        *extended |= next->extended;
        buf_add(&out, next->value);
        last = next->section;
    }
}

str params_get(struct arena *a, enum continuation_rule rule, enum pick pick, const struct param *params, size_t n, str name, bool *extended)
{
    str plain = STR_NONE, pieces = STR_NONE;

    *extended = false;
    for (size_t i = 0; i < n; i++)
        if (!is_continuation(&params[i]) && str_eq_nocase(params[i].name, name) && (!plain.p || pick == PICK_LAST))
            plain = params[i].value.p ? params[i].value : STR("");
    if (rule == CONTINUATIONS_NONE || (rule == CONTINUATIONS_LOSE && plain.p))
        return plain;
    pieces = joined(a, params, n, name, extended);
    return pieces.p ? pieces : plain;
}
