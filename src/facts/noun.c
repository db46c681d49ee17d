#include "facts/noun.h"

#include "base/utf8.h"

/* One row per field type: how it is written, believed and shown. */

static void put_u32(struct buf *out, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        buf_put(out, (char)(v >> 8 * i));
}

static void put_u64(struct buf *out, uint64_t v)
{
    put_u32(out, (uint32_t)v);
    put_u32(out, (uint32_t)(v >> 32));
}

static void put_str(struct buf *out, str s, uint32_t max)
{
    s = str_take(s, max);
    put_u32(out, (uint32_t)s.n);
    buf_add(out, s);
}

static void encode_fields(const struct noun *of, const void *it, struct buf *out)
{
    for (const struct field *f = of->fields; f->name; f++) {
        const char *at = (const char *)it + f->offset;
        const struct list *list = (const void *)at;

        switch (f->type) {
        case FIELD_STR:    put_str(out, *(const str *)(const void *)at, f->max); break;
        case FIELD_BOOL:   buf_put(out, *(const bool *)(const void *)at); break;
        case FIELD_U32:
        case FIELD_ENUM:
        case FIELD_FLAGS:  put_u32(out, *(const uint32_t *)(const void *)at); break;
        case FIELD_U64:
        case FIELD_TIME:   put_u64(out, *(const uint64_t *)(const void *)at); break;
        case FIELD_SHA256: buf_add(out, str_from((const char *)((const struct sha256 *)(const void *)at)->byte, 32)); break;
        case FIELD_NOUN:   encode_fields(f->of, at, out); break;
        case FIELD_STRS:
        case FIELD_LIST: {
            uint32_t n = list->n < f->max ? list->n : f->max;

            put_u32(out, n);
            for (uint32_t i = 0; i < n; i++)
                if (f->type == FIELD_STRS)
                    put_str(out, *LIST_AT(*list, str, i), 4096);
                else
                    encode_fields(f->of, (const char *)list->items + i * f->of->size, out);
            break;
        }
        }
    }
}

void noun_encode(const struct noun *of, const void *it, struct buf *out)
{
    put_u32(out, NOUN_VERSION);
    encode_fields(of, it, out);
}

/* --- Decoding: every byte is a stranger's ------------------------------------------------------------------------ */

struct source { str in; struct arena *a; struct fail *why; bool bad; };

static void doubt(struct source *s, const struct field *f, const char *what)
{
    if (!s->bad)
        fail_set(s->why, "fail.frame", "%s: %s", f ? f->name : "frame", what);
    s->bad = true;
}

static uint64_t get_int(struct source *s, const struct field *f, size_t bytes)
{
    uint64_t v = 0;

    if (s->in.n < bytes) {
        doubt(s, f, "cut short");
        return 0;
    }
    for (size_t i = 0; i < bytes; i++)
        v |= (uint64_t)s->in.p[i] << 8 * i;
    s->in = str_skip(s->in, bytes);
    return v;
}

static str get_str(struct source *s, const struct field *f, uint32_t max)
{
    uint32_t n = (uint32_t)get_int(s, f, 4);
    str got;

    if (n > max || n > s->in.n) {
        doubt(s, f, "longer than allowed");
        return STR_NONE;
    }
    got = arena_copy(s->a, str_take(s->in, n));
    s->in = str_skip(s->in, n);
    return got;
}

static uint32_t name_count(const struct field *f)
{
    uint32_t n = 0;

    while (f->names && f->names[n])
        n++;
    return n;
}

static void decode_fields(struct source *s, const struct noun *of, void *it);

static void decode_list(struct source *s, const struct field *f, struct list *out)
{
    uint32_t n = (uint32_t)get_int(s, f, 4);
    size_t size = f->type == FIELD_STRS ? sizeof(str) : f->of->size;

    /* Every item takes at least one byte of the frame, so the allocation is bounded by what was really sent. */
    if (n > f->max || n > s->in.n) {
        doubt(s, f, "more items than allowed");
        return;
    }
    *out = (struct list){ .items = arena_zero(s->a, size * n), .n = n };
    for (uint32_t i = 0; i < n && !s->bad; i++) {
        char *at = (char *)out->items + i * size;

        if (f->type == FIELD_STRS)
            *(str *)(void *)at = get_str(s, f, 4096);
        else
            decode_fields(s, f->of, at);
    }
}

static void decode_fields(struct source *s, const struct noun *of, void *it)
{
    for (const struct field *f = of->fields; f->name && !s->bad; f++) {
        void *at = (char *)it + f->offset;
        uint64_t v;

        switch (f->type) {
        case FIELD_STR:  *(str *)at = get_str(s, f, f->max); break;
        case FIELD_BOOL:
            if ((v = get_int(s, f, 1)) > 1)
                doubt(s, f, "not a truth value");
            *(bool *)at = v == 1;
            break;
        case FIELD_U32:  *(uint32_t *)at = (uint32_t)get_int(s, f, 4); break;
        case FIELD_U64:
        case FIELD_TIME: *(uint64_t *)at = get_int(s, f, 8); break;
        case FIELD_ENUM:
            if ((v = get_int(s, f, 4)) >= name_count(f))
                doubt(s, f, "no such value");
            *(uint32_t *)at = s->bad ? 0 : (uint32_t)v;
            break;
        case FIELD_FLAGS:
            v = get_int(s, f, 4);
            if (name_count(f) < 32 && v >> name_count(f))
                doubt(s, f, "no such flag");
            *(uint32_t *)at = (uint32_t)v;
            break;
        case FIELD_SHA256:
            if (s->in.n < 32) {
                doubt(s, f, "cut short");
                break;
            }
            memcpy(at, s->in.p, 32);
            s->in = str_skip(s->in, 32);
            break;
        case FIELD_NOUN: decode_fields(s, f->of, at); break;
        case FIELD_LIST:
        case FIELD_STRS: decode_list(s, f, at); break;
        }
    }
}

int noun_decode(const struct noun *of, str frame, struct arena *a, void *it, struct fail *why)
{
    struct source s = { .in = frame, .a = a, .why = why };

    memset(it, 0, of->size);
    if (frame.n > NOUN_FRAME_MAX)
        doubt(&s, NULL, "larger than allowed");
    if (!s.bad && get_int(&s, NULL, 4) != NOUN_VERSION)
        doubt(&s, NULL, "another version");
    if (!s.bad)
        decode_fields(&s, of, it);
    if (!s.bad && s.in.n)
        doubt(&s, NULL, "bytes left over");
    return s.bad ? -1 : 0;
}

/* --- JSON -------------------------------------------------------------------------------------------------------- */

static void json_time(struct json *j, int64_t t)
{
    if (t == 0)
        json_null(j);
    else
        json_int(j, t);
}

static void json_flags(struct json *j, const struct field *f, uint32_t v)
{
    json_array(j);
    for (uint32_t i = 0; f->names[i]; i++)
        if (v >> i & 1)
            json_str(j, str_of(f->names[i]));
    json_end_array(j);
}

static void json_field(const struct field *f, const void *at, struct json *j)
{
    const struct list *list = at;
    char hex[65];

    switch (f->type) {
    case FIELD_STR:    json_str(j, *(const str *)at); break;
    case FIELD_BOOL:   json_bool(j, *(const bool *)at); break;
    case FIELD_U32:    json_int(j, *(const uint32_t *)at); break;
    case FIELD_U64:    json_int(j, (int64_t)*(const uint64_t *)at); break;
    case FIELD_TIME:   json_time(j, *(const int64_t *)at); break;
    case FIELD_ENUM:   json_str(j, str_of(f->names[*(const uint32_t *)at])); break;
    case FIELD_FLAGS:  json_flags(j, f, *(const uint32_t *)at); break;
    case FIELD_SHA256: sha256_hex(at, hex); json_str(j, str_of(hex)); break;
    case FIELD_NOUN:   noun_json(f->of, at, j); break;
    case FIELD_LIST:
    case FIELD_STRS:
        json_array(j);
        for (uint32_t i = 0; i < list->n; i++)
            if (f->type == FIELD_STRS)
                json_str(j, *LIST_AT(*list, str, i));
            else
                noun_json(f->of, (const char *)list->items + i * f->of->size, j);
        json_end_array(j);
        break;
    }
}

void noun_json(const struct noun *of, const void *it, struct json *j)
{
    json_object(j);
    for (const struct field *f = of->fields; f->name; f++) {
        json_key(j, f->name);
        json_field(f, (const char *)it + f->offset, j);
    }
    json_end_object(j);
}

/* --- key = value ------------------------------------------------------------------------------------------------- */

enum { SINGLE_KEYS = 64 };

struct config {
    const char *name;
    unsigned line;
    struct arena *a;
    struct fail *why;
    const void *set[SINGLE_KEYS];       /* what takes one value, and has one */
    size_t set_count;
};

static int config_wrong(const struct config *c, str key, const char *what)
{
    return fail_set(c->why, "fail.config", "%s:%u: %.*s: %s", c->name, c->line, STR_FMT(key), what);
}

/* Room for twice as many when it is full: at every power of two. */
static void *list_push(struct arena *a, struct list *list, size_t size)
{
    if ((list->n & (list->n - 1)) == 0) {
        char *items = arena_zero(a, size * (list->n ? 2u * list->n : 1u));

        if (list->n)
            memcpy(items, list->items, size * list->n);
        list->items = items;
    }
    return (char *)list->items + size * list->n++;
}

static int config_name(const struct config *c, const struct field *f, str key, str value, uint32_t *out)
{
    for (uint32_t i = 0; f->names[i]; i++)
        if (str_eq_nocase(value, str_of(f->names[i]))) {
            *out = i;
            return 0;
        }
    return config_wrong(c, key, "not one of the known words");
}

/* Words of a list item separated by `|`, in the order of its noun's fields: `partner = 丸丸市医師会 | marumaru.example`. */
static int config_value(const struct config *c, const struct field *f, str key, str value, void *at);

static int config_item(const struct config *c, const struct noun *of, str key, str value, void *item)
{
    for (const struct field *f = of->fields; f->name && value.n; f++)
        if (config_value(c, f, key, str_trim(f[1].name ? str_split(&value, '|') : value), (char *)item + f->offset) < 0)
            return -1;
    return 0;
}

/* Letters of any script, digits, hyphens, dots; what separates entries elsewhere does not separate them here. */
static bool reads_as_domain(str s)
{
    static const char *const marks[] = { "\u3000", "\u3001", "\uFF0C", "\u00A0", "\uFF20", NULL };

    for (size_t i = 0; i < s.n; i++)
        if (!ascii_alnum(s.p[i]) && s.p[i] < 0x80 && s.p[i] != '-' && s.p[i] != '.' && s.p[i] != '_')
            return false;
    for (size_t i = 0; marks[i]; i++)
        if (str_has(s, str_of(marks[i])))
            return false;
    return s.n > 0 && str_at(s, 0) != '.' && str_at(s, s.n - 1) != '.';
}

static bool reads_as_address(str s)
{
    size_t at = str_rfind_char(s, '@');

    for (size_t i = 0; i < at && at < s.n; i++)
        if (s.p[i] <= ' ' || strchr("@,;:<>()[]\"*|", s.p[i]))
            return false;
    return at == s.n ? reads_as_domain(s) : at > 0 && reads_as_domain(str_skip(s, at + 1));
}

static int config_form(const struct config *c, const struct field *f, str key, str value)
{
    if (f->form == FORM_DOMAIN && !reads_as_domain(value))
        return config_wrong(c, key, "not a domain; write one per line, as clinic.example");
    if (f->form == FORM_ADDRESS && value.n > 0 && !reads_as_address(value))
        return config_wrong(c, key, "not a domain or an address; write one per line, as clinic.example or fax@clinic.example");
    return 0;
}

static int config_value(const struct config *c, const struct field *f, str key, str value, void *at)
{
    uint64_t number;
    uint32_t bit = 0;

    if (config_form(c, f, key, value) < 0)
        return -1;
    switch (f->type) {
    case FIELD_STR:
        if (value.n > f->max)
            return config_wrong(c, key, "too long");
        *(str *)at = arena_copy(c->a, value);
        return 0;
    case FIELD_BOOL:
        if (!str_eq(value, STR("yes")) && !str_eq(value, STR("no")))
            return config_wrong(c, key, "write yes or no");
        *(bool *)at = str_eq(value, STR("yes"));
        return 0;
    case FIELD_U32:
    case FIELD_U64:
    case FIELD_TIME:
        if (!str_number(value, f->type == FIELD_U32 ? UINT32_MAX : INT64_MAX, &number))
            return config_wrong(c, key, "not a number");
        if (f->type == FIELD_U32)
            *(uint32_t *)at = (uint32_t)number;
        else
            *(uint64_t *)at = number;
        return 0;
    case FIELD_ENUM:
        return config_name(c, f, key, value, at);
    case FIELD_FLAGS:
        if (config_name(c, f, key, value, &bit) < 0)
            return -1;
        *(uint32_t *)at |= 1u << bit;
        return 0;
    case FIELD_STRS:
        if (((struct list *)at)->n >= f->max)
            return config_wrong(c, key, "too many of these");
        *(str *)list_push(c->a, at, sizeof(str)) = arena_copy(c->a, value);
        return 0;
    case FIELD_LIST:
        if (((struct list *)at)->n >= f->max)
            return config_wrong(c, key, "too many of these");
        return config_item(c, f->of, key, value, list_push(c->a, at, f->of->size));
    case FIELD_NOUN:
    case FIELD_SHA256:
        break;
    }
    return config_wrong(c, key, "cannot be set here");
}

/* A second value for what has one would silently win. */
static bool set_before(struct config *c, const struct field *f, const void *at)
{
    if (f->type == FIELD_STRS || f->type == FIELD_LIST || f->type == FIELD_FLAGS)
        return false;
    for (size_t i = 0; i < c->set_count; i++)
        if (c->set[i] == at)
            return true;
    if (c->set_count < SINGLE_KEYS)
        c->set[c->set_count++] = at;
    return false;
}

static int config_key(struct config *c, const struct noun *of, str whole, str key, str value, void *it)
{
    str rest = key, head = str_split(&rest, '.');

    for (const struct field *f = of->fields; f->name; f++) {
        if (!str_eq(str_of(f->name), head))
            continue;
        if (f->type == FIELD_NOUN)
            return config_key(c, f->of, whole, rest, value, (char *)it + f->offset);
        if (rest.n == 0 && set_before(c, f, (char *)it + f->offset))
            return config_wrong(c, whole, "given twice; it takes one value");
        if (rest.n == 0)
            return config_value(c, f, whole, value, (char *)it + f->offset);
    }
    return config_wrong(c, whole, "no such setting");
}

/* Nothing is shown of a line that is no text: it may hold what terminals obey. */
static bool is_text(str line)
{
    for (size_t i = 0; i < line.n; i++) {
        bool c1 = str_at(line, i) == 0xC2 && str_at(line, i + 1) >= 0x80 && str_at(line, i + 1) < 0xA0;

        if ((line.p[i] < ' ' && line.p[i] != '\t') || line.p[i] == 0x7F || c1)
            return false;
    }
    return utf8_valid(line);
}

static const struct field *last_row(const struct noun *of)
{
    const struct field *f = of->fields;

    while (f->name)
        f++;
    return f;
}

int noun_config(const struct noun *of, str text, const char *name, struct arena *a, void *it, struct fail *why)
{
    struct config c = { .name = name, .a = a, .why = why };

    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_skip(text, 3);       /* Windows editors put a mark there */
    while (text.n > 0) {
        str line = str_trim(str_line(&text)), value = line, key = str_trim(str_split(&value, '='));

        c.line++;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (!is_text(line))
            return config_wrong(&c, STR("line"), "not plain UTF-8 text; save the file as UTF-8");
        if (str_trim(value).n == 0 && str_find_char(line, '=') < line.n)
            return config_wrong(&c, str_take(key, 60), "no value; write it as: key = value");
        if (value.n == 0)
            return config_wrong(&c, str_take(line, 60), "write it as: key = value");
        if (config_key(&c, of, key, key, str_trim(value), it) < 0)
            return -1;
    }
    if (last_row(of)->was_read)
        last_row(of)->was_read(it);
    return 0;
}
