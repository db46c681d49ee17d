#include "base/json.h"
#include "base/utf8.h"

struct json json_to(struct buf *out)
{
    return (struct json){ .out = out };
}

static void separate(struct json *j)
{
    if (j->comma)
        buf_put(j->out, ',');
    j->comma = true;
}

static void open_with(struct json *j, char c)
{
    separate(j);
    buf_put(j->out, c);
    j->comma = false;
}

static void close_with(struct json *j, char c)
{
    buf_put(j->out, c);
    j->comma = true;
}

void json_object(struct json *j)     { open_with(j, '{'); }
void json_end_object(struct json *j) { close_with(j, '}'); }
void json_array(struct json *j)      { open_with(j, '['); }
void json_end_array(struct json *j)  { close_with(j, ']'); }

/* Characters that change how the text around them is shown, or show nothing at all. */
static bool is_deceptive(uint32_t r)
{
    return (r >= 0x7F && r < 0xA0) || r == 0xAD || r == 0x61C || r == 0x180E || (r >= 0x200B && r <= 0x200F)
        || (r >= 0x2028 && r <= 0x202E) || (r >= 0x2060 && r <= 0x206F) || r == 0xFEFF || (r >= 0xFFF9 && r <= 0xFFFB);
}

static void quoted(struct buf *out, str s)
{
    buf_put(out, '"');
    while (s.n > 0) {
        size_t plain = 0;
        uint32_t r;

        while (plain < s.n && s.p[plain] >= 0x20 && s.p[plain] < 0x7F && s.p[plain] != '"' && s.p[plain] != '\\')
            plain++;
        buf_add(out, str_take(s, plain));
        s = str_skip(s, plain);
        if (s.n == 0)
            break;
        r = utf8_next(&s, NULL);
        if (r == '"' || r == '\\') {
            buf_put(out, '\\');
            buf_put(out, (char)r);
        } else if (r == '\n') {
            buf_add(out, STR("\\n"));
        } else if (r == '\t') {
            buf_add(out, STR("\\t"));
        } else if (r < 0x20 || is_deceptive(r)) {
            buf_format(out, "\\u%04x", (unsigned)r);
        } else {
            buf_rune(out, r);
        }
    }
    buf_put(out, '"');
}

void json_key(struct json *j, const char *key)
{
    separate(j);
    quoted(j->out, str_of(key));
    buf_put(j->out, ':');
    j->comma = false;
}

void json_str(struct json *j, str value)
{
    separate(j);
    quoted(j->out, value);
}

void json_int(struct json *j, int64_t value)
{
    separate(j);
    buf_format(j->out, "%lld", (long long)value);
}

void json_bool(struct json *j, bool value)
{
    separate(j);
    buf_add(j->out, value ? STR("true") : STR("false"));
}

void json_null(struct json *j)
{
    separate(j);
    buf_add(j->out, STR("null"));
}
