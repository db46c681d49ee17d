#include "read/phrase.h"

#include "base/utf8.h"

enum {
    BLOCK_LINES     = 6,                /* within so many lines a From: needs a Sent:, To: or Subject: to be a quote header */
    SIGNATURE_LINES = 12,               /* longer than that after a ruled line is no signature */
    LABEL_MAX       = 48,               /* bytes at the start of a line in which a label is looked for */
};

enum label { LABEL_NONE, LABEL_FROM = 1, LABEL_DATE = 2, LABEL_TO = 4, LABEL_SUBJECT = 8 };

#define W(literal)  { literal, sizeof(literal) - 1 }

static const struct { str word; enum label label; } labels[] = {
    { W("from"), LABEL_FROM }, { W("差出人"), LABEL_FROM }, { W("送信者"), LABEL_FROM }, { W("发件人"), LABEL_FROM },
    { W("von"), LABEL_FROM }, { W("de"), LABEL_FROM },
    { W("sent"), LABEL_DATE }, { W("date"), LABEL_DATE }, { W("送信日時"), LABEL_DATE }, { W("送信日"), LABEL_DATE }, { W("日付"), LABEL_DATE },
    { W("日時"), LABEL_DATE }, { W("受信日時"), LABEL_DATE }, { W("gesendet"), LABEL_DATE }, { W("发送时间"), LABEL_DATE },
    { W("to"), LABEL_TO }, { W("宛先"), LABEL_TO }, { W("cc"), LABEL_TO }, { W("reply-to"), LABEL_TO }, { W("an"), LABEL_TO }, { W("收件人"), LABEL_TO },
    { W("subject"), LABEL_SUBJECT }, { W("件名"), LABEL_SUBJECT }, { W("題名"), LABEL_SUBJECT }, { W("表題"), LABEL_SUBJECT },
    { W("betreff"), LABEL_SUBJECT }, { W("主题"), LABEL_SUBJECT },
};

static const str separators[] = {
    W("original message"), W("forwarded message"), W("forwarded by"), W("begin forwarded message"), W("元のメッセージ"), W("元のメール"), W("オリジナルメッセージ"),
    W("original appointment"), W("転送されたメッセージ"), W("転送メッセージ"), W("転送メール"), W("返信元メッセージ"), W("引用元メッセージ"), W("ursprüngliche nachricht"),
    W("message d'origine"), W("原始邮件"),
};

static const str attributions[] = {
    W("wrote:"), W("writes:"), W("schrieb:"), W("écrit :"), W("さんは書きました:"), W("さんは書きました："), W("書きました:"), W("書きました："), W("さんからのメッセージ:"),
    W("さんのメッセージ:"), W("さんのメール:"), W("さんのメール："), W("さんが送信したメッセージ:"),
};

static bool is_wide_blank(str s)
{
    return str_starts(s, STR("\xE3\x80\x80")) || str_starts(s, STR("\xC2\xA0"));
}

static str skip_blanks(str s)
{
    while (s.n > 0 && (ascii_space(s.p[0]) || is_wide_blank(s)))
        s = str_skip(s, ascii_space(s.p[0]) ? 1 : s.p[0] == 0xE3 ? 3 : 2);
    return s;
}

static size_t count_chars(str line)
{
    size_t n = 0;

    for (size_t i = 0; i < line.n; i++)
        n += (line.p[i] & 0xC0) != 0x80 && !ascii_space(line.p[i]) &&
             !((line.p[i] == 0xE3 || line.p[i] == 0xC2) && is_wide_blank(str_skip(line, i)));
    return n;
}

static bool is_colon(str s)
{
    return str_at(s, 0) == ':' || str_starts(s, STR("：")) || str_starts(s, STR("﹕"));
}

/* "差出人: …", "*From:* …", "From：". */
static enum label label_of(str line)
{
    str start = str_take(line, LABEL_MAX);

    while (str_at(start, 0) == '*' || str_at(start, 0) == '_')
        start = str_skip(start, 1);
    if (str_find_char(start, ':') == start.n && str_find(start, STR("：")) == start.n)
        return LABEL_NONE;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_starts_nocase(start, labels[i].word)) {
            str rest = skip_blanks(str_skip(start, labels[i].word.n));

            while (str_at(rest, 0) == '*')
                rest = skip_blanks(str_skip(rest, 1));
            if (is_colon(rest))
                return labels[i].label;
        }
    return LABEL_NONE;
}

/* -----Original Message-----, ---------- Forwarded message ---------, 「------ 元のメッセージ ------」. */
static bool is_separator(str line)
{
    size_t n = 0;

    if (line.n > 200)
        return false;
    while (n < line.n && (line.p[n] == '-' || line.p[n] == '=' || line.p[n] == '_' || line.p[n] == '*'))
        n++;
    line = skip_blanks(str_skip(line, n));
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (str_starts_nocase(line, separators[i]) && (n >= 3 || str_ends(str_trim_end(line), STR(":"))))
            return true;
    return false;
}

/* "On Mon, 1 Jan 2024, a <a@x> wrote:", "2024年1月1日(月) 10:00 山田 <a@x>:". */
static bool is_attribution(str line)
{
    str start = line;
    size_t digits = 0;

    line = str_trim_end(line);
    if (line.n > 400)
        return false;
    for (size_t i = 0; i < sizeof attributions / sizeof *attributions; i++)
        if (str_ends_nocase(line, attributions[i]))
            return true;
    if (!str_ends(line, STR(":")) && !str_ends(line, STR("：")))
        return false;
    while (ascii_digit(str_at(start, digits)))
        digits++;
    start = str_skip(start, digits);
    return digits == 4 && (str_starts(start, STR("年")) || str_at(start, 0) == '/' || str_at(start, 0) == '-') &&
           str_find_char(start, '@') < start.n && str_find_char(start, '>') < start.n;
}

/* A line of nothing but rules: ====, ----, ＊＊＊＊, ────, ━━━━, ＝＝＝＝. */
static bool is_rule(str line)
{
    static const str strokes[] = { W("="), W("-"), W("*"), W("_"), W("#"), W("+"), W("~"), W("＊"), W("─"), W("━"), W("＿"), W("ー"), W("＝"), W("－"), W("〓"), W("◇"), W("◆"), W("□"), W("■"),
                                           W("☆"), W("★"), W("…"), W("・"), W("‥"), W("※"), W("═"), W("┏"), W("┓"), W("┗"), W("┛"), W("┃") };
    size_t count = 0;

    line = skip_blanks(line);
    while (line.n > 0) {
        size_t length = 0;

        for (size_t i = 0; i < sizeof strokes / sizeof *strokes && !length; i++)
            length = str_starts(line, strokes[i]) ? strokes[i].n : 0;
        if (!length)
            return false;
        count++;
        line = skip_blanks(str_skip(line, length));
    }
    return count >= 4;
}

/* Own text so far, kept so that what turns out to be a signature or a quote header can be taken back. */
struct own { uint32_t lines, chars; };

struct shape {
    struct own own, before_block, before_rule;
    uint32_t block_left;                /* lines left in which the block must prove itself; 0: none open */
    uint32_t seen;                      /* labels of that block */
    uint32_t block_lines;
    bool ruled, signed_off, quoted, quoted_all;
};

/* The signature ends where a quotation starts. */
static void own_close(struct shape *s)
{
    if (s->ruled && s->own.lines - s->before_rule.lines <= SIGNATURE_LINES)
        s->own = s->before_rule;
    s->ruled = false;
    s->quoted = true;
}

/* True when this line completes the proof that a block of header lines began here: the block is quotation. */
static bool read_block(struct shape *s, str line, uint32_t *taken_back)
{
    enum label label = label_of(line);

    if (label && s->block_left == 0) {
        s->block_left = BLOCK_LINES;
        s->seen = 0;
        s->block_lines = 0;
        s->before_block = s->own;
    }
    if (s->block_left == 0)
        return false;
    s->seen |= label;
    s->block_lines++;
    s->block_left--;
    if (!(s->seen & LABEL_FROM) || (s->seen & (s->seen - 1)) == 0)
        return false;
    *taken_back = s->block_lines;
    if (!s->quoted)
        s->own = s->before_block;
    return true;
}

static void own_line(struct shape *s, str line)
{
    if (s->quoted || s->signed_off)
        return;
    if (str_eq(str_trim_end(line), STR("--")) && s->own.lines > 0) {
        s->signed_off = true;
        return;
    }
    if (is_rule(line)) {
        if (s->own.lines > 0 && (!s->ruled || s->own.lines - s->before_rule.lines > SIGNATURE_LINES)) {
            s->ruled = true;
            s->before_rule = s->own;
        }
        return;
    }
    s->own.lines++;
    s->own.chars += (uint32_t)count_chars(line);
}

static void shape_line(struct shape *s, str line, struct text_facts *out)
{
    str text = skip_blanks(line);
    uint32_t block = 0;

    out->chars += count_chars(line);
    if (text.n == 0)
        return;
    if (s->quoted_all) {
        out->quoted_lines++;
        return;
    }
    if (str_at(text, 0) == '>' || str_starts(text, STR("＞"))) {
        own_close(s);
        out->quoted_lines++;
        return;
    }
    if (read_block(s, text, &block) || is_separator(text) || is_attribution(text)) {
        own_close(s);
        s->quoted_all = true;
        out->quote_header = true;
        out->quoted_lines += block;
        return;
    }
    own_line(s, line);
}

void text_shape(struct work *w, str utf8, struct text_facts *out)
{
    struct shape s = { 0 };

    work_bytes(w, utf8.n);
    out->chars = 0;
    out->quoted_lines = 0;
    out->quote_header = false;
    while (utf8.n > 0)
        shape_line(&s, str_line(&utf8), out);
    if (!s.quoted)
        own_close(&s);
    out->own_lines = s.own.lines;
    out->own_chars = s.own.chars;
}

/* ---- subjects ---- */

static const char *const reply_words[] = { "re", "fw", "fwd", "aw", "wg", "sv", "vs", "antw", "tr", "rv", "res", "enc", "ref", "返信", "返", "回答",
                                           "転送", "転", "ご返信", "答复", "回复", "转发", "回覆" };

/* One letter in lower case with full-width letters as plain ones; 0 when it is no ASCII letter. */
static char plain_letter(str s, size_t *length)
{
    *length = 1;
    if (ascii_alpha(str_at(s, 0)))
        return ascii_lower(s.p[0]);
    *length = 3;
    if (str_at(s, 0) == 0xEF && str_at(s, 1) == 0xBC && str_at(s, 2) >= 0xA1 && str_at(s, 2) <= 0xBA)
        return (char)('a' + (s.p[2] - 0xA1));
    if (str_at(s, 0) == 0xEF && str_at(s, 1) == 0xBD && str_at(s, 2) >= 0x81 && str_at(s, 2) <= 0x9A)
        return (char)('a' + (s.p[2] - 0x81));
    return 0;
}

/* How much of s the word takes, however wide it is written; 0 when it does not stand there. */
static size_t word_length(str s, str word)
{
    size_t taken = 0;

    if (word.p[0] >= 0x80)
        return str_starts(s, word) ? word.n : 0;
    for (size_t i = 0; i < word.n; i++) {
        size_t length;

        if (plain_letter(str_skip(s, taken), &length) != word.p[i])
            return 0;
        taken += length;
    }
    return taken;
}

/* [list], 【至急】, (clinic 123) before the mark. */
static str skip_tags(str s)
{
    static const struct { const char *open, *close; } pairs[] = { { "[", "]" }, { "【", "】" }, { "(", ")" }, { "［", "］" }, { "（", "）" } };

    for (bool again = true; again;) {
        again = false;
        s = skip_blanks(s);
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs && !again; i++) {
            str inside = str_take(s, 128);
            size_t close = str_find(inside, str_of(pairs[i].close));

            if (str_starts(s, str_of(pairs[i].open)) && close < inside.n) {
                s = str_skip(s, close + strlen(pairs[i].close));
                again = true;
            }
        }
    }
    return s;
}

/* Re[2]:, Re(3):, Re^2:, Re2: and Re : */
static str skip_counter(str s)
{
    while (s.n > 0 && (ascii_digit(s.p[0]) || str_find_char(STR("[]()^"), s.p[0]) < 5))
        s = str_skip(s, 1);
    return skip_blanks(s);
}

bool subject_claims_reply(str utf8_subject)
{
    str s = skip_tags(utf8_subject);

    for (size_t i = 0; i < sizeof reply_words / sizeof *reply_words; i++) {
        size_t length = word_length(s, str_of(reply_words[i]));

        if (length && is_colon(skip_counter(str_skip(s, length))))
            return true;
    }
    return false;
}
