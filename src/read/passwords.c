#include "read/phrase.h"

#include "base/utf8.h"

/* A word for "password", what separates it from the value, and a value that a person would type. What announces a
 * password ("パスワードは別途お送りします"), asks for one or talks about one gives nothing. */
enum {
    VALUE_MIN  = 2,
    VALUE_MAX  = 64,                    /* bytes */
    GLUE_MAX   = 96,                    /* bytes between the word and its value, on one line */
    LINES_MAX  = 3,                     /* lines below in which the value may stand */
};

enum { NEEDS_SEPARATOR = 1 };

#define W(literal)  { literal, sizeof(literal) - 1 }

/* In the spelling that is looked for, ASCII without case. Short words count only before a colon or an equals sign. */
static const struct { str word; uint32_t bits; } words[] = {
    { W("password"), 0 }, { W("passwd"), 0 }, { W("passcode"), 0 }, { W("passphrase"), 0 }, { W("pass"), NEEDS_SEPARATOR }, { W("pwd"), NEEDS_SEPARATOR },
    { W("pw"), NEEDS_SEPARATOR }, { W("p/w"), NEEDS_SEPARATOR }, { W("passwort"), 0 },
    { W("ｐａｓｓｗｏｒｄ"), 0 }, { W("Ｐａｓｓｗｏｒｄ"), 0 }, { W("ＰＡＳＳＷＯＲＤ"), 0 }, { W("ＰＷ"), NEEDS_SEPARATOR }, { W("ｐｗ"), NEEDS_SEPARATOR }, { W("Ｐｗ"), NEEDS_SEPARATOR },
    { W("ＰＡＳＳ"), NEEDS_SEPARATOR }, { W("Ｐａｓｓ"), NEEDS_SEPARATOR },
    { W("パスワード"), 0 }, { W("ﾊﾟｽﾜｰﾄﾞ"), 0 }, { W("パスコード"), 0 }, { W("パスワ－ド"), 0 }, { W("パスフレーズ"), 0 }, { W("解凍キー"), 0 }, { W("解凍コード"), 0 },
    { W("開封キー"), 0 }, { W("暗証番号"), 0 }, { W("解凍PW"), NEEDS_SEPARATOR }, { W("解凍パス"), NEEDS_SEPARATOR }, { W("密码"), 0 }, { W("密碼"), 0 },
};

/* "Password: required", "パスワード：none": words that stand there and are none. */
static const char *const no_values[] = {
    "required", "none", "n/a", "incorrect", "invalid", "expired", "protected", "reset", "change", "changed", "sent", "not", "here", "to", "the",
    "your", "is", "will", "was", "has", "and", "or", "for", "on", "in", "below", "above", "following", "follows", "separately", "click", "nil",
    "null", "hidden", "optional", "xxx", "xxxx", "xxxxx", "xxxxxx", "xxxxxxxx",
};

static const struct { const char *open, *close; } quotes[] = {
    { "「", "」" }, { "『", "』" }, { "\"", "\"" }, { "'", "'" }, { "“", "”" }, { "‘", "’" }, { "【", "】" }, { "[", "]" }, { "<", ">" }, { "(", ")" },
    { "（", "）" }, { "＜", "＞" }, { "〈", "〉" }, { "《", "》" }, { "［", "］" }, { "`", "`" }, { "*", "*" },
};

static bool is_wide_blank(str s)
{
    return str_starts(s, STR("\xE3\x80\x80")) || str_starts(s, STR("\xC2\xA0"));
}

static str skip_blanks(str s)
{
    for (size_t n = 0; s.n > 0 && n < GLUE_MAX; n++) {
        if (s.p[0] == ' ' || s.p[0] == '\t')
            s = str_skip(s, 1);
        else if (is_wide_blank(s))
            s = str_skip(s, s.p[0] == 0xE3 ? 3 : 2);
        else
            break;
    }
    return s;
}

static bool at_line_end(str s)
{
    s = skip_blanks(s);
    return s.n == 0 || s.p[0] == '\n' || s.p[0] == '\r';
}

/* One character of a password: printable ASCII, or a full-width letter, digit or sign (but （），．：；); 0 when neither. */
static size_t value_char(str s)
{
    int c = str_at(s, 0), d = str_at(s, 1), e = str_at(s, 2);

    if (c > ' ' && c < 0x7F)
        return 1;
    if (c != 0xEF)
        return 0;
    if (d == 0xBC)                      /* U+FF01 to U+FF3F */
        return e >= 0x81 && e <= 0xBF && e != 0x88 && e != 0x89 && e != 0x8C && e != 0x8E && e != 0x9A && e != 0x9B ? 3 : 0;
    return d == 0xBD && e >= 0x80 && e <= 0x9E ? 3 : 0;
}

struct shape { bool letters, digits, signs, upper, all_same; };

static struct shape shape_of(str value)
{
    struct shape s = { .all_same = true };

    for (size_t i = 0; i < value.n; i++) {
        char c = value.p[i];

        if (ascii_digit(c))
            s.digits = true;
        else if (ascii_alpha(c) || c >= 0x80)
            s.letters = true;
        else
            s.signs = true;
        s.upper |= i > 0 && c >= 'A' && c <= 'Z';
        s.all_same &= c == value.p[0];
    }
    return s;
}

static bool acceptable(str value)
{
    struct shape s = shape_of(value);

    if (value.n < VALUE_MIN || value.n > VALUE_MAX || (s.signs && s.all_same) || !(s.letters || s.digits))
        return false;
    for (size_t i = 0; i < sizeof no_values / sizeof *no_values; i++)
        if (str_eq_nocase(value, str_of(no_values[i])))
            return false;
    return !str_has(str_take(value, 12), STR("://"));
}

/* Between quotation marks nearly anything is meant literally, but a sentence is not. True when there are any at all;
 * *value is then what they hold, or "" when that is no password. */
static bool take_quoted(str s, str *value)
{
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        str inside, found;
        size_t end, n = 0;

        if (!str_starts(s, str_of(quotes[i].open)))
            continue;
        inside = str_take(str_skip(s, strlen(quotes[i].open)), VALUE_MAX + 4);
        end = str_find(inside, str_of(quotes[i].close));
        if (end == inside.n)
            return false;
        found = str_trim(str_take(inside, end));
        while (n < found.n && value_char(str_skip(found, n)))
            n += value_char(str_skip(found, n));
        *value = n == found.n && acceptable(found) ? found : STR("");
        return true;
    }
    return false;
}

/* A bare value. `strict`: nothing but its shape says that it is one, so it needs a digit, a sign or odd capitals. */
static bool take_bare(str s, bool strict, str *value)
{
    size_t n = 0, step;
    struct shape shape;
    str found;

    while (n <= VALUE_MAX && (step = value_char(str_skip(s, n))) > 0)
        n += step;
    found = str_take(s, n);
    if (n > VALUE_MAX)
        return false;
    /* The sentence goes on behind it, or the value stood in the last clause of one. */
    while (found.n > 0 && (str_find_char(STR(",;."), found.p[found.n - 1]) < 3 ||
                           (found.p[found.n - 1] == ')' && str_find_char(found, '(') == found.n)))
        found.n--;
    if (!acceptable(found) || found.p[0] == '<')     /* markup shown as text */
        return false;
    *value = found;
    shape = shape_of(found);
    if (shape.digits || shape.upper || (shape.signs && !strict))
        return true;
    /* "Password: click here to reset": a plain word counts only when it is all there is on the line. */
    return !strict && (at_line_end(str_skip(s, n)) || str_at(s, n) >= 0x80);
}

static bool take_value(str s, bool strict, str *value)
{
    s = skip_blanks(s);
    return take_quoted(s, value) ? value->n > 0 : take_bare(s, strict, value);
}

/* The value alone on one of the next lines. */
static bool take_below(str s, str *value)
{
    s = str_take(s, 4 * GLUE_MAX);
    str_line(&s);
    for (size_t lines = 0; lines < LINES_MAX && s.n > 0; lines++) {
        str line = skip_blanks(str_line(&s));

        if (line.n == 0)
            continue;
        while (str_starts(line, STR("・")) || str_starts(line, STR("→")) || str_starts(line, STR("⇒")) ||
               str_starts(line, STR("■")))
            line = skip_blanks(str_skip(line, 3));
        if (take_quoted(line, value))
            return value->n > 0;
        return take_bare(line, true, value) && at_line_end(str_skip(line, value->n));
    }
    return false;
}

static bool skip_one_of(str *s, const char *const *list)
{
    for (; *list; list++)
        if (str_starts_nocase(*s, str_of(*list))) {
            *s = skip_blanks(str_skip(*s, strlen(*list)));
            return true;
        }
    return false;
}

static const char *const separators[] = { ":", "：", "=", "＝", "→", "⇒", "﹕", "】", "]", "》", "」", "』", "／", "…", "-->", "->", "=>", "−>", NULL };
static const char *const strong_separators[] = { ":", "：", "=", "＝", "→", "⇒", "﹕", "=>", "->", NULL };
static const char *const follows[] = { "次の通り", "次のとおり", "以下の通り", "以下のとおり", "下記の通り", "下記のとおり", "次", "以下", "下記", "こちら", NULL };
static const char *const topics[] = { "は、", "は，", "は,", "は", "が、", "が", "として、", "として", "に", "には", NULL };

/* （解凍用）, (zip) or 【添付】 between the word and its separator. */
static str skip_remark(str s)
{
    static const struct { const char *open, *close; } pairs[] = { { "（", "）" }, { "(", ")" }, { "[", "]" } };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        str inside = str_take(s, GLUE_MAX);
        size_t close = str_find(inside, str_of(pairs[i].close));

        if (str_starts(s, str_of(pairs[i].open)) && close < inside.n &&
            str_find_char(str_take(inside, close), '\n') == close)
            return skip_blanks(str_skip(s, close + strlen(pairs[i].close)));
    }
    return s;
}

static bool take_here_or_below(str s, str *value)
{
    return at_line_end(s) ? take_below(s, value) : take_value(s, false, value);
}

static bool value_after(str s, uint32_t bits, str *value)
{
    bool separated;
    str rest;

    s = skip_blanks(s);
    if (!(bits & NEEDS_SEPARATOR) && (str_starts(s, STR("「")) || str_starts(s, STR("『")) || str_starts(s, STR("\""))) &&
        take_quoted(s, value))
        return value->n > 0;
    s = skip_remark(s);
    rest = s;
    separated = skip_one_of(&rest, bits & NEEDS_SEPARATOR ? strong_separators : separators);
    if (separated) {
        skip_one_of(&rest, strong_separators);
        return take_here_or_below(rest, value);
    }
    if (bits & NEEDS_SEPARATOR)
        return false;
    if (at_line_end(s))
        return take_below(s, value);
    if (str_starts_nocase(rest, STR("is")) && (str_at(rest, 2) == ' ' || str_at(rest, 2) == ':')) {
        rest = skip_blanks(str_skip(rest, 2));
        return skip_one_of(&rest, strong_separators) ? take_here_or_below(rest, value) : take_value(rest, true, value);
    }
    if (skip_one_of(&rest, topics)) {
        if (take_value(rest, true, value))
            return true;
        return (skip_one_of(&rest, follows) || at_line_end(rest)) && take_below(rest, value);
    }
    /* パスワード　abc123 in a list of data: only when the line ends there. */
    return rest.p == s.p && take_bare(s, true, value) && at_line_end(str_skip(s, value->n));
}

/* The first character of a word above; kana and kanji are looked at whole, or all of a Japanese text would be a start. */
static bool starts_word(str s)
{
    static const char *const firsts[] = { "パ", "ﾊ", "Ｐ", "ｐ", "解", "開", "暗", "密" };

    if (s.p[0] < 0x80)
        return s.p[0] == 'p' || s.p[0] == 'P';
    if (s.p[0] < 0xE3 || s.n < 3)
        return false;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        if (memcmp(s.p, firsts[i], 3) == 0)
            return true;
    return false;
}

static void add(str value, str *out, size_t *count, size_t max)
{
    for (size_t i = 0; i < *count; i++)
        if (str_eq(out[i], value))
            return;
    if (*count < max)
        out[(*count)++] = value;
}

/* How much of s a word for "password" takes; 0 when none stands there. */
static size_t word_here(str s, char before, uint32_t *bits)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        str word = words[i].word;

        if (!str_starts_nocase(s, word))
            continue;
        if (word.p[0] < 0x80 && (ascii_alnum(before) || ascii_alpha(str_at(s, word.n))))
            continue;
        *bits = words[i].bits;
        return word.n;
    }
    return 0;
}

size_t passwords_in(struct arena *a, struct work *w, str utf8, str *out, size_t max)
{
    size_t count = 0;

    (void)a;
    work_bytes(w, utf8.n);
    for (size_t at = 0; at < utf8.n && count < max; at++) {
        str s = str_skip(utf8, at), value;
        uint32_t bits = 0;
        size_t length;

        if (!starts_word(s))
            continue;
        length = word_here(s, at ? utf8.p[at - 1] : ' ', &bits);
        if (!length)
            continue;
        work_tokens(w, 1);
        if (value_after(str_skip(s, length), bits, &value))
            add(value, out, &count, max);
    }
    return count;
}
