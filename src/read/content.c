/* Content-Type, Content-Transfer-Encoding and Content-Disposition as a view reads them. */
#include "read/view.h"
#include "read/words.h"

/* --- The three headers ------------------------------------------------------------------------------------------- */

static str lower(struct arena *a, str s)
{
    str out = arena_copy(a, s);

    for (size_t i = 0; i < out.n; i++)
        ((char *)(uintptr_t)out.p)[i] = ascii_lower(out.p[i]);
    return out;
}

/* str.strip(): ASCII's separators are white space to Python, too. */
static bool python_space(char c)        { return ascii_space(c) || (c >= 28 && c <= 31); }

static str python_strip(str s)
{
    while (s.n > 0 && python_space(s.p[0]))
        s = str_skip(s, 1);
    while (s.n > 0 && python_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

static str type_python(struct arena *a, str value)
{
    str type = python_strip(str_split(&value, ';'));
    size_t slash = str_find_char(type, '/');

    if (slash == type.n || str_find_char(str_skip(type, slash + 1), '/') < type.n - slash - 1)
        return STR_NONE;
    return lower(a, type);
}

static str type_tokens(struct arena *a, str value)
{
    str s = skip_cfws(value), major = take_while(&s, token_char), minor;

    s = skip_cfws(s);
    if (str_at(s, 0) != '/')
        return STR_NONE;
    s = skip_cfws(str_skip(s, 1));
    minor = take_while(&s, token_char);
    return major.n && minor.n ? lower(a, arena_format(a, "%.*s/%.*s", STR_FMT(major), STR_FMT(minor))) : STR_NONE;
}

/* libetpan's tokens hold controls, too. */
static bool token_or_control(char c)    { return token_char(c) || (c > 0 && c < 32) || c == 127; }

static str libetpan_major(str s)
{
    static const char *const majors[] = { "message", "multipart", "text", "image", "audio", "video", "application" };

    for (size_t i = 0; i < sizeof majors / sizeof *majors; i++)
        if (str_starts_nocase(s, str_of(majors[i])))
            return str_of(majors[i]);
    return STR_NONE;
}

/* mailmime_type_parse(): the known major types are matched as prefixes, so "multipart2/x" is "multipart" and then "2/x"
 * is no "/": subtype "unknown". Moves *value to where the parameters begin. */
static str type_libetpan(struct arena *a, str *value)
{
    str s = skip_cfws_libetpan(*value), major = libetpan_major(s), minor = STR("unknown"), rest;

    if (major.p)
        s = str_skip(s, major.n);
    else
        major = take_while(&s, token_or_control);
    if (major.n == 0)
        return STR_NONE;
    rest = skip_cfws_libetpan(s);
    if (str_at(rest, 0) == '/') {
        s = skip_cfws_libetpan(str_skip(rest, 1));
        minor = take_while(&s, token_or_control);
        if (minor.n == 0)
            return STR_NONE;
    }
    *value = s;
    return lower(a, arena_format(a, "%.*s/%.*s", STR_FMT(major), STR_FMT(minor)));
}

static str type_of(struct arena *a, const struct view *v, str *value)
{
    switch (v->type) {
    case TYPE_PYTHON:   return type_python(a, *value);
    case TYPE_TOKENS:   return type_tokens(a, *value);
    case TYPE_LIBETPAN: return type_libetpan(a, value);
    }
    return STR_NONE;
}

/* --- Encoded words and folds before anything else ------------------------------------------------------------------ */

/* =?charset?Q|B?text?= at the start: its length, 0 when there is none. */
static size_t encoded_word(str s)
{
    size_t charset = str_starts(s, STR("=?")) ? str_find_char(str_skip(s, 2), '?') + 2 : s.n, text;
    int letter = str_at(s, charset + 1);

    if (str_at(s, charset + 2) != '?' || (letter != 'Q' && letter != 'q' && letter != 'B' && letter != 'b'))
        return 0;
    text = charset + 3;
    text += str_find(str_skip(s, text), STR("?="));
    return text < s.n ? text + 2 : 0;
}

/* mailmime_encoded_phrase_parse() with us-ascii as what the text is in. */
static str phrase_libetpan(struct arena *a, struct work *w, str s)
{
    struct buf out = buf_new(a, s.n);
    bool after_word = false;

    while (s.n > 0) {
        str from = s;
        bool blank, quoted;
        size_t n;

        while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
            s = str_skip(s, 1);
        n = str_starts(s, STR("\r\n")) ? 2 : str_at(s, 0) == '\n';
        if (n && (str_at(s, n) == ' ' || str_at(s, n) == '\t'))
            for (s = str_skip(s, n); s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t');)
                s = str_skip(s, 1);
        blank = s.n < from.n;
        quoted = blank && str_starts(s, STR("\"=?"));
        n = encoded_word(quoted ? str_skip(s, 1) : s);
        if (n) {
            s = quoted ? str_skip(s, 1) : s;
            if (blank && out.n && !after_word)
                buf_put(&out, ' ');
            buf_add(&out, words_decode(a, w, str_take(s, n), CHARSET_UNKNOWN, NULL));
            s = str_skip(s, n);
            s = quoted && str_at(s, 0) == '"' ? str_skip(s, 1) : s;
            after_word = true;
            continue;
        }
        if (blank && out.n)
            buf_put(&out, ' ');
        for (n = 0; n < s.n && !ascii_space(s.p[n]) && !(s.p[n] == '=' && str_at(s, n + 1) == '?'); n++)
            buf_put(&out, s.p[n] < 0x80 ? s.p[n] : '?');
        if (n == 0)
            break;                      /* a second fold, a lone CR, "=?" that begins no word: the value ends here */
        s = str_skip(s, n);
        after_word = false;
    }
    return buf_done(&out);
}

static str without_line_ends(struct arena *a, str s)
{
    struct buf out;

    if (!memchr(s.p, '\n', s.n) && !memchr(s.p, '\r', s.n))
        return s;
    out = buf_new(a, s.n);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r' && s.p[i] != '\n')
            buf_put(&out, s.p[i]);
    return buf_done(&out);
}

/* The value of a Content-Type as a program has it in hand before it looks for tokens. */
static str prepared(struct arena *a, struct work *w, const struct view *v, str value)
{
    work_bytes(w, value.n);
    if (v->words == WORDS_LIBETPAN)
        return phrase_libetpan(a, w, value);
    if (v->params == PARAMS_PYTHON_DEFAULT)
        value = without_line_ends(a, value);
    if (v->words == WORDS_DECODED && str_find(value, STR("=?")) < value.n)
        value = words_decode(a, w, value, CHARSET_UNKNOWN, NULL);
    return value;
}

/* --- Content-Transfer-Encoding ------------------------------------------------------------------------------------- */

static const struct { str word; enum cte cte; } encodings[] = {
    { { "base64", 6 }, CTE_BASE64 }, { { "quoted-printable", 16 }, CTE_QP },
    { { "7bit", 4 }, CTE_IDENTITY }, { { "8bit", 4 }, CTE_IDENTITY }, { { "binary", 6 }, CTE_IDENTITY },
    { { "x-uuencode", 10 }, CTE_UU }, { { "uuencode", 8 }, CTE_UU }, { { "x-uue", 5 }, CTE_UU }, { { "uue", 3 }, CTE_UU },
};

static str without_blanks_before(str value)
{
    while (value.n > 0 && (value.p[0] == ' ' || value.p[0] == '\t'))
        value = str_skip(value, 1);
    return value;
}

/* False when the header is as good as absent, so that the next of its name counts. */
static bool encoding_of(struct arena *a, struct work *w, const struct view *v, str value, enum cte *out)
{
    value = without_blanks_before(value);
    if (v->encoding == ENCODING_DECODED)
        value = prepared(a, w, v, value);
    if (v->encoding == ENCODING_CONTAINS)
        value = str_take(str_trim(value), 512);
    if (v->encoding == ENCODING_TOKEN) {
        value = skip_cfws(value);
        value = take_while(&value, token_char);
    }
    *out = CTE_IDENTITY;
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        bool is = v->encoding == ENCODING_PREFIX ? str_starts_nocase(value, encodings[i].word)
                : v->encoding == ENCODING_CONTAINS ? str_has_nocase(value, encodings[i].word)
                : str_eq_nocase(value, encodings[i].word);

        if (is) {
            *out = encodings[i].cte == CTE_UU && !v->uuencode ? CTE_IDENTITY : encodings[i].cte;
            return true;
        }
    }
    return v->encoding != ENCODING_PREFIX || (value.n > 0 && token_or_control(value.p[0]));
}

/* --- Reading them -------------------------------------------------------------------------------------------------- */

struct content_reader { struct arena *a; struct work *w; const struct view *v; struct content *out; };

/* To libetpan a value is a C string. */
static str value_of(const struct content_reader *k, const struct raw_header *h)
{
    return k->v->params == PARAMS_LIBETPAN ? without_blanks_before(str_take(h->value, str_find_char(h->value, 0))) : h->value;
}

static str boundary_of(const struct content_reader *k, const struct param *params, size_t n)
{
    bool extended;
    str boundary = params_get(k->a, k->v->continuations, k->v->param, params, n, STR("boundary"), &extended);

    if (extended) {
        str unquoted = words_percent(k->a, boundary);
        size_t quote = str_find_char(unquoted, '\''), second;

        second = quote + 1 + str_find_char(str_skip(unquoted, quote + 1), '\'');
        boundary = second < unquoted.n ? str_skip(unquoted, second + 1) : unquoted;
    }
    if (k->v->type == TYPE_PYTHON && boundary.p)
        boundary = str_trim_end(boundary);
    if (k->v->type == TYPE_LIBETPAN && str_at(boundary, 0) == '"')
        boundary = str_sub(boundary, 1, boundary.n > 2 ? boundary.n - 2 : 0);
    return boundary;
}

/* False when the header is as good as absent. */
static bool read_type(const struct content_reader *k, str value, bool first)
{
    struct param params[PARAMS_MAX];
    bool extended;
    str type, name;
    size_t n;

    value = prepared(k->a, k->w, k->v, value);
    type = type_of(k->a, k->v, &value);
    if (type.n == 0 && k->v->type == TYPE_LIBETPAN)
        return false;
    n = params_read(k->a, k->w, k->v->params, value, params, PARAMS_MAX);
    name = params_get(k->a, k->v->continuations, k->v->name, params, n, STR("name"), &extended);
    if (name.p) {
        k->out->name = name;
        k->out->name_extended = extended;
    }
    if (!first)
        return true;
    k->out->type = type.n ? type : STR("text/plain");
    k->out->boundary = boundary_of(k, params, n);
    k->out->charset = lower(k->a, params_get(k->a, k->v->continuations, k->v->param, params, n, STR("charset"), &extended));
    return true;
}

static void read_disposition(const struct content_reader *k, str value)
{
    struct param params[PARAMS_MAX];
    bool extended;
    str word = skip_cfws(value), name;
    size_t n;

    word = take_while(&word, token_char);
    k->out->attachment = str_eq_nocase(word, STR("attachment"));
    k->out->is_inline = str_eq_nocase(word, STR("inline"));
    if (k->v->params == PARAMS_PYTHON_DEFAULT)
        value = without_line_ends(k->a, value);
    if (k->v->params == PARAMS_LIBETPAN) {
        value = skip_cfws_libetpan(value);
        take_while(&value, token_or_control);
    }
    n = params_read(k->a, k->w, k->v->params, value, params, PARAMS_MAX);
    name = params_get(k->a, k->v->continuations, k->v->name, params, n, STR("filename"), &extended);
    if (name.p) {
        k->out->name = name;
        k->out->name_extended = extended;
    }
}

struct fields { const struct raw_header *field[8]; size_t n; };

static struct fields fields_named(const struct block *b, str name)
{
    struct fields f = { 0 };

    for (size_t i = 0; i < b->n; i++) {
        if (!block_field_is(&b->fields[i], name))
            continue;
        if (f.n == 8)
            f.field[7] = &b->fields[i];
        else
            f.field[f.n++] = &b->fields[i];
    }
    return f;
}

/* Goes through the headers of one name in the view's order of preference until one is taken - or through all of them
 * where names are gathered from all (libetpan). */
static void read_types(const struct content_reader *k, const struct block *b)
{
    struct fields f = fields_named(b, STR("Content-Type"));
    bool taken = false;

    if (k->v->type_header == PICK_LAST && f.n)
        f.field[0] = f.field[f.n - 1];
    for (size_t i = 0; i < f.n && (!taken || k->v->name == PICK_LAST); i++)
        taken |= read_type(k, value_of(k, f.field[i]), !taken);
}

static void read_dispositions(const struct content_reader *k, const struct block *b)
{
    struct fields f = fields_named(b, STR("Content-Disposition"));

    if (k->v->disposition_header == PICK_LAST && f.n)
        f.field[0] = f.field[f.n - 1];
    for (size_t i = 0; i < f.n && (i == 0 || k->v->name == PICK_LAST); i++)
        read_disposition(k, value_of(k, f.field[i]));
}

static void read_encodings(const struct content_reader *k, const struct block *b)
{
    struct fields f = fields_named(b, STR("Content-Transfer-Encoding"));

    if (k->v->encoding_header == PICK_LAST && f.n)
        f.field[0] = f.field[f.n - 1];
    for (size_t i = 0; i < f.n; i++)
        if (encoding_of(k->a, k->w, k->v, value_of(k, f.field[i]), &k->out->encoding))
            return;
}

struct content content_read(struct arena *a, struct work *w, const struct view *v, const struct block *b, bool digest)
{
    struct content out = { .type = digest ? STR("message/rfc822") : STR("text/plain") };
    struct content_reader k = { a, w, v, &out };

    work_tokens(w, b->n);
    read_types(&k, b);
    read_dispositions(&k, b);
    read_encodings(&k, b);
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
        name = take_while(&s, token_char);
        if (name.n == 0 || str_at(s, 0) != '=' || memchr(name.p, '*', name.n))
            return false;
        s = str_skip(s, 1);
        if (str_at(s, 0) == '"') {
            s = str_skip(s, 1);
            value = str_take(s, str_find_char(s, '"'));
            if (value.n == s.n || memchr(value.p, '\\', value.n) || memchr(value.p, ';', value.n) || memchr(value.p, '\n', value.n)
                || str_find(value, STR("=?")) < value.n || str_find(value, STR("  ")) < value.n || str_trim(value).n != value.n)
                return false;
            for (size_t i = 0; i < value.n; i++)
                if (value.p[i] < 32 || value.p[i] > 126)
                    return false;
            s = str_skip(s, value.n + 1);
        } else {
            value = take_while(&s, token_char);
            /* Tokens to RFC 2045, but RFC 2231 means something by them. */
            if (memchr(value.p, '\'', value.n) || memchr(value.p, '*', value.n) || memchr(value.p, '%', value.n))
                return false;
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

/* A word that does not merely begin with one that libetpan knows. */
static bool simple_word(str *s)
{
    str word, known;

    *s = str_trim(*s);
    word = take_while(s, token_char);
    known = libetpan_major(word);
    return word.n > 0 && (!known.p || known.n == word.n);
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
            if (take_while(&s, token_char).n == 0 || !simple_params(str_trim(s)))
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
