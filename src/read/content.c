/* Content-Type, Content-Transfer-Encoding and Content-Disposition as a view reads them. */
#include "read/view.h"
#include "read/words.h"

static bool is_token_char(char c)       /* RFC 2045 5.1 */
{
    static const char specials[] = "()<>@,;:\\\"/[]?=";

    return c > 32 && c < 127 && !memchr(specials, c, sizeof specials - 1);
}

/* RFC 5322 atext and what libetpan takes for it: everything that is no special. */
static bool is_atom_char(char c)
{
    static const char specials[] = "()<>@,;:\"[]\\.";

    return c > 32 && c != 127 && (c == '.' || !memchr(specials, c, sizeof specials - 1));
}

/* Blanks, folds and (nested) comments. */
static str skip_cfws(str s)
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

static str take_while(str *s, bool (*is)(char))
{
    size_t n = 0;
    str got;

    while (n < s->n && is(s->p[n]))
        n++;
    got = str_take(*s, n);
    *s = str_skip(*s, n);
    return got;
}

/* After an opening quote; false when it never closes (the rest is then its content). Folds are dropped (RFC 5322 3.2.2). */
static bool take_quoted(struct arena *a, str *s, str *out)
{
    struct buf text = buf_new(a, s->n);
    bool closed = false;

    *s = str_skip(*s, 1);
    while (s->n > 0 && !closed) {
        char c = s->p[0];

        if (c == '"') {
            closed = true;
        } else {
            if (c == '\\' && s->n > 1)
                *s = str_skip(*s, 1);
            if (s->p[0] != '\r' && s->p[0] != '\n')
                buf_put(&text, s->p[0]);
        }
        *s = str_skip(*s, 1);
    }
    *out = buf_done(&text);
    return closed;
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
    if (star < name.n && str_number(str_skip(name, star + 1), 999, &section)) {
        p->section = (int)section;
        name = str_take(name, star);
    }
    p->name = name;
}

/* --- Python: _parseparam() and decode_params() ------------------------------------------------------------------- */

static str python_unquote(struct arena *a, str s)
{
    struct buf out;

    if (s.n > 1 && s.p[0] == '<' && s.p[s.n - 1] == '>')
        return str_sub(s, 1, s.n - 2);
    if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
        return s;
    s = str_sub(s, 1, s.n - 2);
    if (!memchr(s.p, '\\', s.n))
        return s;
    out = buf_new(a, s.n);
    /* utils.unquote: first every \\ becomes \, then every \" becomes ". */
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == '\\' || s.p[i + 1] == '"'))
            i++;
        buf_put(&out, s.p[i]);
    }
    return buf_done(&out);
}

/* The next piece up to a ';' with an even number of unescaped quotes before it: one pass, no recount per ';'. */
static str python_piece(str *s)
{
    bool odd = false;
    size_t i;

    for (i = 0; i < s->n; i++) {
        if (s->p[i] == '"' && !(i > 0 && s->p[i - 1] == '\\'))
            odd = !odd;
        else if (s->p[i] == ';' && !odd && i > 0)
            break;
        else if (s->p[i] == ';' && i == 0)
            break;
    }
    if (i == s->n && odd) {
        /* No later ';' fits: Python takes all that is left. */
        i = s->n;
    }
    str piece = str_take(*s, i);

    *s = str_skip(*s, i + 1);
    return piece;
}

static size_t params_python(struct arena *a, str value, struct param *out, size_t max)
{
    size_t n = 0;

    python_piece(&value);               /* the type itself */
    while (value.n > 0 && n < max) {
        str piece = python_piece(&value);
        size_t equals = str_find_char(piece, '=');
        struct param p = { .name = str_trim(str_take(piece, equals)), .value = str_trim(str_skip(piece, equals + 1)) };

        split_section(&p);
        p.value = python_unquote(a, p.value);
        if (p.section < 0 && !p.extended)
            p.value = python_unquote(a, p.value);
        out[n++] = p;
    }
    return n;
}

/* --- The others: tokens ------------------------------------------------------------------------------------------ */

static bool loose_value_char(char c)
{
    return c != ';' && !ascii_space(c);
}

static bool is_value_char(char c)       /* tokens, and the '=' '/' '?' ':' that half the world leaves unquoted */
{
    return is_token_char(c) || c == '=' || c == '/' || c == '?' || c == ':' || c == '@' || c >= 0x80;
}

static bool param_value(struct arena *a, enum param_rule rule, str *s, str *value)
{
    if (str_at(*s, 0) == '"')
        return take_quoted(a, s, value) || rule == PARAMS_LOOSE;
    *value = take_while(s, rule == PARAMS_LIBETPAN ? is_atom_char : rule == PARAMS_LOOSE ? loose_value_char : is_value_char);
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

static size_t params_tokens(struct arena *a, enum param_rule rule, str s, struct param *out, size_t max)
{
    size_t n = 0;

    s = rule == PARAMS_LOOSE ? skip_to_semicolon(s) : s;
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
        p.name = take_while(&s, is_token_char);
        s = skip_cfws(s);
        if (p.name.n == 0 || str_at(s, 0) != '=') {
            if (rule == PARAMS_LOOSE || (rule == PARAMS_RFC && str_at(s, 0) == ';'))
                continue;
            break;
        }
        s = skip_cfws(str_skip(s, 1));
        if (!param_value(a, rule, &s, &p.value))
            break;
        if (rule != PARAMS_LIBETPAN)
            split_section(&p);
        else
            p.section = -1;
        out[n++] = p;
    }
    return n;
}

size_t params_read(struct arena *a, struct work *w, enum param_rule rule, str value, struct param *out, size_t max)
{
    size_t n = 0;

    work_bytes(w, value.n);
    if (rule == PARAMS_PYTHON)
        n = params_python(a, value, out, max);
    else if (rule == PARAMS_LOOSE)
        n = params_tokens(a, rule, value, out, max);
    else
        n = params_tokens(a, rule, skip_to_semicolon(value), out, max);
    work_tokens(w, n);
    return n;
}

/* One value by name: the first or last plain one, else the RFC 2231 sections in their order. */
static str param_get(struct arena *a, const struct view *v, const struct param *params, size_t n, str name, bool *extended)
{
    str plain = STR_NONE;
    struct buf joined = { 0 };
    bool have = false;

    *extended = false;
    for (size_t i = 0; i < n; i++)
        if (params[i].section < 0 && !params[i].extended && str_eq_nocase(params[i].name, name)
            && (!plain.p || v->param == PICK_LAST))
            plain = params[i].value.p ? params[i].value : STR("");
    if (!v->continuations)
        return plain;
    for (int section = -1; section < (int)n; section++)
        for (size_t i = 0; i < n; i++) {
            bool is_star = params[i].section >= 0 || params[i].extended;

            if (!is_star || params[i].section != section || !str_eq_nocase(params[i].name, name))
                continue;
            if (!have)
                joined = buf_new(a, 64);
            have = true;
            *extended |= params[i].extended;
            buf_add(&joined, params[i].value);
            break;
        }
    /* Python and most others let the extended form win wherever it stands (RFC 2231 5, RFC 6266 4.3). */
    return have ? buf_done(&joined) : plain;
}

/* --- The three headers ------------------------------------------------------------------------------------------- */

static const struct raw_header *pick_field(const struct block *b, str name, enum pick pick)
{
    size_t n = block_count(b, name);

    return n ? block_field(b, name, pick == PICK_LAST ? n - 1 : 0) : NULL;
}

static str lower(struct arena *a, str s)
{
    str out = arena_copy(a, s);

    for (size_t i = 0; i < out.n; i++)
        ((char *)(uintptr_t)out.p)[i] = ascii_lower(out.p[i]);
    return out;
}

static bool is_text_plain(str type)     { return type.n == 0; }

static str type_python(struct arena *a, str value)
{
    str type = str_trim(str_split(&value, ';'));
    size_t slash = str_find_char(type, '/');

    if (slash == type.n || str_find_char(str_skip(type, slash + 1), '/') < type.n - slash - 1)
        return STR_NONE;
    return lower(a, type);
}

static str type_tokens(struct arena *a, str value)
{
    str s = skip_cfws(value), major = take_while(&s, is_token_char), minor;

    s = skip_cfws(s);
    if (str_at(s, 0) != '/')
        return STR_NONE;
    s = skip_cfws(str_skip(s, 1));
    minor = take_while(&s, is_token_char);
    return major.n && minor.n ? lower(a, arena_format(a, "%.*s/%.*s", STR_FMT(major), STR_FMT(minor))) : STR_NONE;
}

/* mailmime_type_parse(): the known major types are matched as prefixes, so "multipart2/x" is "multipart" and then "2/x"
 * is no "/": subtype "unknown". */
static str type_libetpan(struct arena *a, str value)
{
    static const char *const majors[] = { "message", "multipart", "text", "image", "audio", "video", "application" };
    str s = skip_cfws(value), major = STR_NONE, minor = STR("unknown"), rest;

    for (size_t i = 0; i < sizeof majors / sizeof *majors && !major.p; i++)
        if (str_starts_nocase(s, str_of(majors[i])))
            major = str_of(majors[i]);
    if (major.p)
        s = str_skip(s, major.n);
    else
        major = take_while(&s, is_token_char);
    if (major.n == 0)
        return STR_NONE;
    rest = skip_cfws(s);
    if (str_at(rest, 0) == '/') {
        rest = skip_cfws(str_skip(rest, 1));
        minor = take_while(&rest, is_token_char);
        if (minor.n == 0)
            return STR_NONE;
    }
    return lower(a, arena_format(a, "%.*s/%.*s", STR_FMT(major), STR_FMT(minor)));
}

static const struct { str word; enum cte cte; } encodings[] = {
    { { "base64", 6 }, CTE_BASE64 }, { { "quoted-printable", 16 }, CTE_QP },
    { { "7bit", 4 }, CTE_IDENTITY }, { { "8bit", 4 }, CTE_IDENTITY }, { { "binary", 6 }, CTE_IDENTITY },
    { { "x-uuencode", 10 }, CTE_UU }, { { "uuencode", 8 }, CTE_UU }, { { "x-uue", 5 }, CTE_UU }, { { "uue", 3 }, CTE_UU },
};

static enum cte encoding_of(const struct view *v, str value)
{
    /* header_source_parse drops blanks before and line ends after; the rest is compared as it stands. */
    while (value.n > 0 && (value.p[0] == ' ' || value.p[0] == '\t'))
        value = str_skip(value, 1);
    if (v->encoding == ENCODING_TRIMMED || v->encoding == ENCODING_CONTAINS)
        value = str_trim(value);
    if (v->encoding == ENCODING_TOKEN) {
        value = skip_cfws(value);
        value = take_while(&value, is_token_char);
    }
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        bool is = v->encoding == ENCODING_PREFIX ? str_starts_nocase(value, encodings[i].word)
                : v->encoding == ENCODING_CONTAINS ? str_has_nocase(str_take(value, 512), encodings[i].word)
                : str_eq_nocase(value, encodings[i].word);

        if (is)
            return encodings[i].cte == CTE_UU && !v->uuencode ? CTE_IDENTITY : encodings[i].cte;
    }
    return CTE_IDENTITY;
}

static str type_of(struct arena *a, const struct view *v, str value)
{
    switch (v->type) {
    case TYPE_PYTHON:   return type_python(a, value);
    case TYPE_TOKENS:   return type_tokens(a, value);
    case TYPE_LIBETPAN: return type_libetpan(a, value);
    }
    return STR_NONE;
}

static void read_type(struct arena *a, struct work *w, const struct view *v, str value, struct content *out)
{
    struct param params[PARAMS_MAX];
    bool extended;
    str type;
    size_t n;

    if (v->encoded_words && str_find(value, STR("=?")) < value.n)
        value = words_decode(a, w, value, CHARSET_UNKNOWN, NULL);
    type = type_of(a, v, value);
    if (type.n == 0 && v->type == TYPE_LIBETPAN)
        return;
    out->type = is_text_plain(type) ? STR("text/plain") : type;
    n = params_read(a, w, v->params, value, params, PARAMS_MAX);
    out->boundary = param_get(a, v, params, n, STR("boundary"), &extended);
    if (extended) {
        str unquoted = words_percent(a, out->boundary);
        size_t quote = str_find_char(unquoted, '\''), second;

        second = quote + 1 + str_find_char(str_skip(unquoted, quote + 1), '\'');
        out->boundary = second < unquoted.n ? str_skip(unquoted, second + 1) : unquoted;
    }
    if (v->type == TYPE_PYTHON && out->boundary.p)
        out->boundary = str_trim_end(out->boundary);
    out->charset = lower(a, param_get(a, v, params, n, STR("charset"), &extended));
    if (!out->name.p)
        out->name = param_get(a, v, params, n, STR("name"), &out->name_extended);
}

static void read_disposition(struct arena *a, struct work *w, const struct view *v, str value, struct content *out)
{
    struct param params[PARAMS_MAX];
    size_t n = params_read(a, w, v->params, value, params, PARAMS_MAX);
    str word = skip_cfws(value);

    word = take_while(&word, is_token_char);
    out->attachment = str_eq_nocase(word, STR("attachment"));
    out->is_inline = str_eq_nocase(word, STR("inline"));
    out->name = param_get(a, v, params, n, STR("filename"), &out->name_extended);
}

struct content content_read(struct arena *a, struct work *w, const struct view *v, const struct block *b, bool digest)
{
    const struct raw_header *type = pick_field(b, STR("Content-Type"), v->type_header);
    const struct raw_header *encoding = pick_field(b, STR("Content-Transfer-Encoding"), v->encoding_header);
    const struct raw_header *disposition = pick_field(b, STR("Content-Disposition"), v->disposition_header);
    struct content out = { .type = digest ? STR("message/rfc822") : STR("text/plain") };

    if (disposition)
        read_disposition(a, w, v, disposition->value, &out);
    if (type)
        read_type(a, w, v, type->value, &out);
    if (encoding)
        out.encoding = encoding_of(v, encoding->value);
    return out;
}

/* --- Simple: no two programs differ ------------------------------------------------------------------------------ */

/* ( ";" token "=" ( token | quoted without specials ) )* with no name twice and nothing RFC 2231 or 2047 about it. */
static bool simple_params(str s)
{
    str seen[8];
    size_t n = 0;

    while (s.n > 0) {
        str name, value;

        if (s.p[0] != ';' || n == 8)
            return false;
        s = str_trim(str_skip(s, 1));
        if (s.n == 0)
            return n > 0;
        name = take_while(&s, is_token_char);
        if (name.n == 0 || str_at(s, 0) != '=' || memchr(name.p, '*', name.n))
            return false;
        s = str_skip(s, 1);
        if (str_at(s, 0) == '"') {
            s = str_skip(s, 1);
            value = str_take(s, str_find_char(s, '"'));
            if (value.n == s.n || memchr(value.p, '\\', value.n) || memchr(value.p, ';', value.n) || memchr(value.p, '\n', value.n)
                || str_find(value, STR("=?")) < value.n || str_trim(value).n != value.n)
                return false;
            for (size_t i = 0; i < value.n; i++)
                if (value.p[i] < 32 || value.p[i] > 126)
                    return false;
            s = str_skip(s, value.n + 1);
        } else {
            value = take_while(&s, is_token_char);
        }
        if (value.n == 0)
            return false;
        for (size_t i = 0; i < n; i++)
            if (str_eq_nocase(seen[i], name))
                return false;
        seen[n++] = name;
        s = str_trim(s);
    }
    return true;
}

static bool simple_word(str *s)
{
    *s = str_trim(*s);
    return take_while(s, is_token_char).n > 0;
}

bool content_is_simple(struct work *w, const struct block *b)
{
    size_t types = 0, codings = 0, dispositions = 0;

    if (!b->plain)
        return false;
    for (size_t i = 0; i < b->n; i++) {
        const struct raw_header *f = &b->fields[i];
        str s = f->value;

        if (f->name.n < 12 || !str_starts_nocase(f->name, STR("Content-")))
            continue;
        work_bytes(w, s.n);
        if (str_eq_nocase(f->name, STR("Content-Type"))) {
            if (types++ || !simple_word(&s) || str_at(s, 0) != '/')
                return false;
            s = str_skip(s, 1);
            if (take_while(&s, is_token_char).n == 0 || !simple_params(str_trim(s)))
                return false;
        } else if (str_eq_nocase(f->name, STR("Content-Disposition"))) {
            if (dispositions++ || !simple_word(&s) || !simple_params(str_trim(s)))
                return false;
        } else if (str_eq_nocase(f->name, STR("Content-Transfer-Encoding"))) {
            bool known = false;

            while (s.n > 0 && s.p[0] == ' ')
                s = str_skip(s, 1);
            for (size_t k = 0; k < 5; k++)
                known = known || str_eq_nocase(s, encodings[k].word);
            if (codings++ || !known)
                return false;
        }
    }
    return true;
}
