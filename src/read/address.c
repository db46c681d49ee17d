#include "read/address.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "read/words.h"

enum {
    ADDRESS_MAX      = 254,             /* RFC 5321 4.5.3.1.3, without the angles */
    NAME_MAX_SHOWN   = 512,
    NAME_COMMAS_MAX  = 3,               /* "Example Co., Ltd., Tokyo <info@…>" is one mailbox with an unquoted name */
    GROUP_LOOK       = 1024,            /* a colon opens a group only when its semicolon is within this */
};

/* ---- Tokens of a header value ---- */

enum token_kind {
    TOKEN_TEXT, TOKEN_BLANK, TOKEN_QUOTED, TOKEN_COMMENT, TOKEN_WORD, TOKEN_SHIFTED, TOKEN_ANGLE, TOKEN_ANGLE_OPEN,
    TOKEN_OPEN, TOKEN_COMMA, TOKEN_SEMICOLON, TOKEN_COLON, TOKEN_AT
};
struct token { enum token_kind kind; str whole; };

/* A character of more than one byte. CP932 and its like have '@' and '\' as second bytes (0x40, 0x5C): read bytewise,
 * "表 (0x95 0x5C) followed by a quote would swallow the closing quote and everything after it. */
static size_t character_length(str s)
{
    bool bad = false;
    str rest = s;
    int second = str_at(s, 1);

    if (str_at(s, 0) < 0x81)
        return 1;
    utf8_next(&rest, &bad);
    if (!bad)
        return s.n - rest.n;
    return second >= 0x40 && second != 0x7F && second < 0xFD && str_at(s, 0) != 0xFF ? 2 : 1;
}

/* ISO-2022-JP in a header without encoded words: between ESC $ B and the next ESC any byte may be a quote or a bracket.
 * 0 when there is no such run or no end of it. */
static size_t shifted_length(str s)
{
    size_t end;

    if (str_at(s, 0) != 0x1B || (str_at(s, 1) != '$' && !(str_at(s, 1) == '(' && str_at(s, 2) == 'I')))
        return 0;
    end = str_find_char(str_skip(s, 3), 0x1B) + 3;
    return end < s.n ? end : 0;
}

/* One character, whole shifted run, or escaped character. */
static size_t text_length(str s)
{
    size_t shifted = shifted_length(s);

    if (shifted)
        return shifted;
    if (str_at(s, 0) == 0x1B && (str_at(s, 1) == '(' || str_at(s, 1) == '$'))
        return 3;                       /* back to ASCII: the bracket is part of the escape */
    if (str_at(s, 0) == '\\' && s.n > 1)
        return 1 + character_length(str_skip(s, 1));
    return character_length(s);
}

/* Length of a quoted string with both quotes, 0 when it never ends. */
static size_t quoted_length(str s)
{
    str rest = str_skip(s, 1);

    while (rest.n > 0 && rest.p[0] != '"')
        rest = str_skip(rest, text_length(rest));
    return rest.n > 0 ? s.n - rest.n + 1 : 0;
}

static size_t comment_length(str s)
{
    str rest = s;
    size_t depth = 0;

    while (rest.n > 0) {
        char c = rest.p[0];

        rest = str_skip(rest, text_length(rest));
        depth += c == '(';
        if (c == ')' && --depth == 0)
            return s.n - rest.n;
    }
    return 0;
}

/* =?charset?B?text?=, 0 when it is none. The text may hold anything but a blank and '?': commas and brackets inside it
 * are part of a name to most programs. Each look stops at the fourth '?', so no byte is looked at more than a few times. */
static size_t word_length(str s)
{
    size_t marks = 0, i;

    if (!str_starts(s, STR("=?")))
        return 0;
    for (i = 2; i < s.n && marks < 3; i++) {
        if (ascii_space(s.p[i]))
            return 0;
        marks += s.p[i] == '?';
    }
    return marks == 3 && str_at(s, i) == '=' ? i + 1 : 0;
}

/* From '<' to '>', quotes and comments inside respected. Stops before another '<': *closed tells. 0: open to the end. */
static size_t angle_length(str s, bool *closed)
{
    str rest = str_skip(s, 1);

    *closed = false;
    while (rest.n > 0 && rest.p[0] != '<') {
        size_t n = rest.p[0] == '"' ? quoted_length(rest) : rest.p[0] == '(' ? comment_length(rest) : text_length(rest);

        if (rest.p[0] == '>') {
            *closed = true;
            return s.n - rest.n + 1;
        }
        if (n == 0)
            return 0;
        rest = str_skip(rest, n);
    }
    return s.n - rest.n;
}

/* What never ends takes the rest of the header: mail programs do so, and nothing is looked for twice. */
static void token_set(struct token *t, str s, enum token_kind kind, size_t n)
{
    *t = (struct token){ n ? kind : TOKEN_OPEN, n ? str_take(s, n) : s };
}

static void token_next(str *in, struct token *t)
{
    str s = *in;
    size_t n;
    bool closed;

    switch (s.p[0]) {
    case '"': token_set(t, s, TOKEN_QUOTED, quoted_length(s)); break;
    case '(': token_set(t, s, TOKEN_COMMENT, comment_length(s)); break;
    case '<':
        n = angle_length(s, &closed);
        token_set(t, s, closed ? TOKEN_ANGLE : TOKEN_ANGLE_OPEN, n);
        break;
    case ',': token_set(t, s, TOKEN_COMMA, 1); break;
    case ';': token_set(t, s, TOKEN_SEMICOLON, 1); break;
    case ':': token_set(t, s, TOKEN_COLON, 1); break;
    case '@': token_set(t, s, TOKEN_AT, 1); break;
    default:
        if (ascii_space(s.p[0]))
            token_set(t, s, TOKEN_BLANK, 1);
        else if ((n = word_length(s)) > 0)
            token_set(t, s, TOKEN_WORD, n);
        else if ((n = shifted_length(s)) > 0)
            token_set(t, s, TOKEN_SHIFTED, n);
        else
            token_set(t, s, TOKEN_TEXT, text_length(s));
    }
    *in = str_skip(s, t->whole.n);
}

/* ---- Where a mailbox's pieces stand ---- */

struct shape {
    str text;                           /* the name, or all of it when there are no angles */
    str angle;                          /* what stands in <> */
    str tail;                           /* words after the > */
    str comment;                        /* the first one, with its brackets */
    str claim;                          /* the first comment with an '@' or an encoded word in it */
    bool has_angle;
    uint32_t odd;
};

static bool has_byte(str s, char c)                { return str_find_char(s, c) < s.n; }
static str between(const char *from, const char *to) { return str_from(from, (size_t)(to - from)); }

static str skip_blanks(str s)
{
    while (s.n > 0 && ascii_space(s.p[0]))
        s = str_skip(s, 1);
    return s;
}

static void note_comment(struct shape *sh, str comment)
{
    if (sh->comment.n == 0)
        sh->comment = comment;
    if (sh->claim.n == 0 && (has_byte(comment, '@') || str_has(comment, STR("=?"))))
        sh->claim = comment;
}

/* After the '>': comments and stray words belong to it, another address does not. Returns what follows. */
static str read_tail(str s, bool *group, struct shape *sh)
{
    const char *from = NULL;
    struct token t;

    while (s.n > 0) {
        str here = s;

        token_next(&s, &t);
        if (t.kind == TOKEN_SEMICOLON)
            *group = false;
        if (t.kind == TOKEN_COMMA || t.kind == TOKEN_SEMICOLON)
            break;
        if (t.kind == TOKEN_COMMENT)
            note_comment(sh, t.whole);
        if (t.kind == TOKEN_COMMENT || t.kind == TOKEN_BLANK)
            continue;
        if (!from)
            from = here.p;
        if (t.kind == TOKEN_AT || t.kind == TOKEN_ANGLE || t.kind == TOKEN_ANGLE_OPEN) {
            sh->odd |= ADDRESS_ODD_TWO_ANGLES;
            return str_from(from, (size_t)(here.p + here.n - from));
        }
        if (t.kind == TOKEN_OPEN)
            sh->odd |= ADDRESS_ODD_OPEN_QUOTE;
        if ((t.kind == TOKEN_OPEN || t.kind == TOKEN_QUOTED) && has_byte(t.whole, '@'))
            sh->odd |= ADDRESS_ODD_TWO_ANGLES;
        sh->tail = between(from, s.p);
    }
    return s;
}

/* A quote or bracket without end: the last <…> of the rest is still what a lenient program answers to. */
static str read_open(str rest, const char *start, struct shape *sh)
{
    size_t open = str_rfind_char(rest, '<');
    str angle = str_skip(rest, open + 1);

    sh->odd |= ADDRESS_ODD_OPEN_QUOTE;
    sh->text = between(start, rest.p + open);
    sh->has_angle = open < rest.n;
    sh->angle = str_take(angle, str_find_char(angle, '>'));
    return str_skip(rest, rest.n);
}

static str read_angle(const struct token *t, str rest, const char *start, bool *group, struct shape *sh)
{
    sh->text = between(start, t->whole.p);
    sh->has_angle = true;
    sh->angle = str_skip(t->whole, 1);
    if (t->kind == TOKEN_ANGLE)
        sh->angle.n--;
    else
        sh->odd |= ADDRESS_ODD_SYNTAX;
    return read_tail(rest, group, sh);
}

/* Finds the extents of one mailbox in one pass and returns what follows it. A comma in an unquoted name is part of it
 * when angles follow soon ("Yamada, Taro <…>"); otherwise reading goes back to that comma. */
static str shape_read(str in, bool *group, struct shape *sh)
{
    const char *start = in.p;
    str s = in, comma = STR_NONE;       /* `comma`: what follows the first one */
    bool plain = true, at = false;
    size_t commas = 0;
    struct token t;

    while (s.n > 0) {
        str here = s;

        token_next(&s, &t);
        if (t.kind == TOKEN_OPEN && !comma.p)
            return read_open(here, start, sh);
        if (t.kind == TOKEN_ANGLE || t.kind == TOKEN_ANGLE_OPEN)
            return read_angle(&t, s, start, group, sh);
        if (t.kind == TOKEN_COMMA) {
            comma = comma.p ? comma : s;
            if (at || !plain || ++commas > NAME_COMMAS_MAX)
                break;
        } else if (t.kind == TOKEN_SEMICOLON && (*group || at)) {
            sh->text = between(start, here.p);
            *group = false;
            if (!comma.p)
                return s;
            break;
        } else if (t.kind == TOKEN_COLON && !at && !comma.p && str_trim(between(start, here.p)).n > 0
                   && has_byte(str_take(s, GROUP_LOOK), ';')) {
            sh->odd |= ADDRESS_ODD_GROUP;
            *group = true;
            s = skip_blanks(s);
            if (str_at(s, 0) != ';')
                start = s.p;            /* an empty group is shown by its own name */
            plain = true;
        } else if (t.kind != TOKEN_TEXT && t.kind != TOKEN_BLANK) {
            at |= t.kind == TOKEN_AT;
            plain = false;
        }
    }
    if (comma.p) {
        sh->text = between(start, comma.p - 1);
        return comma;
    }
    sh->text = between(start, s.p);
    return s;
}

/* ---- Names ---- */

static bool is_plain(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < ' ' || s.p[i] > '~' || s.p[i] == '=')
            return false;
    return true;
}

static str decode(struct arena *a, struct work *w, str raw, enum charset hint)
{
    work_bytes(w, raw.n);
    return is_plain(raw) ? raw : words_decode(a, w, raw, hint, NULL);
}

/* Adds quoted or escaped text without its backslashes. */
static void add_unescaped(struct buf *out, str s)
{
    while (s.n > 0) {
        size_t n = text_length(s);

        if (s.p[0] == '\\' && n > 1)
            buf_add(out, str_sub(s, 1, n - 1));
        else
            buf_add(out, str_take(s, n));
        s = str_skip(s, n);
    }
}

/* The shown name: quotes and backslashes off, then decoded. `words`: it has encoded words or ISO-2022-JP in it. */
static str read_name(struct arena *a, struct work *w, str raw, enum charset hint, bool *words)
{
    str s = str_trim(raw);
    struct buf out;
    struct token t;

    if (is_plain(s) && !has_byte(s, '"') && !has_byte(s, '\\'))
        return s;
    out = buf_new(a, s.n);
    while (s.n > 0) {
        token_next(&s, &t);
        *words |= t.kind == TOKEN_WORD || t.kind == TOKEN_SHIFTED
               || (t.kind == TOKEN_QUOTED && (str_has(t.whole, STR("=?")) || has_byte(t.whole, 0x1B)));
        if (t.kind == TOKEN_QUOTED)
            add_unescaped(&out, str_sub(t.whole, 1, t.whole.n - 2));
        else if (t.kind == TOKEN_TEXT)
            add_unescaped(&out, t.whole);
        else
            buf_add(&out, t.whole);
    }
    return str_trim(decode(a, w, buf_done(&out), hint));
}

static str read_comment(struct arena *a, struct work *w, str comment, enum charset hint)
{
    struct buf out = buf_new(a, comment.n);

    add_unescaped(&out, str_sub(comment, 1, comment.n - 2));
    return str_trim(decode(a, w, buf_done(&out), hint));
}

/* Greek letters that writers put beside Latin ones in one word (β-test, Ωmega, Nikon α) and that look like no Latin one. */
static bool rune_greek_symbol(uint32_t r)
{
    static const uint16_t usual[] = { 0x394, 0x3A0, 0x3A3, 0x3A6, 0x3A8, 0x3A9, 0x3B1, 0x3B2, 0x3B3, 0x3B4, 0x3B5, 0x3B8,
                                      0x3BB, 0x3BC, 0x3C0, 0x3C3, 0x3C6, 0x3C8, 0x3C9 };

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (usual[i] == r)
            return true;
    return false;
}

static bool rune_emoji(uint32_t r) { return (r >= 0x2190 && r < 0x2C00) || (r >= 0x1F000 && r < 0x1FB00) || r == 0xFE0F; }

/* Invisible characters that belong to the one before: variation selectors choose between shapes of a kanji or emoji,
 * joiners build emoji and shape Arabic and Indic letters. Anywhere else they only break up words. */
static bool rune_belongs(uint32_t r, uint32_t before)
{
    if ((r >= 0xFE00 && r <= 0xFE0F) || (r >= 0xE0100 && r <= 0xE01EF))
        return before > ' ' && !rune_invisible(before);
    return (r == 0x200C || r == 0x200D) && (rune_emoji(before) || (before >= 0x600 && before < 0xE00));
}

/* What the characters of a shown name or address give away. */
static uint32_t odd_characters(struct work *w, str utf8)
{
    uint32_t odd = 0, seen = 0, before, r = 0;
    bool bad = false;

    work_bytes(w, utf8.n);
    while (utf8.n > 0) {
        enum script script;

        before = r;
        r = utf8_next(&utf8, &bad);

        if (r < 0x80 && !ascii_alpha((int)r)) {
            odd |= (r < ' ' && r != '\t') || r == 0x7F ? ADDRESS_ODD_CONTROL : 0;
            seen = 0;
            continue;
        }
        script = r < 0x80 ? SCRIPT_LATIN : rune_script(r);
        if (r >= 0x80) {
            odd |= rune_bidi(r) ? ADDRESS_ODD_BIDI
                 : rune_invisible(r) && !rune_belongs(r, before) ? ADDRESS_ODD_INVISIBLE : 0;
            odd |= r < 0xA0 ? ADDRESS_ODD_CONTROL : 0;
        }
        if (script == SCRIPT_COMMON) {
            seen = rune_invisible(r) ? seen : 0;
            continue;
        }
        if (!(script == SCRIPT_GREEK && rune_greek_symbol(r)))
            seen |= 1u << script;
        if ((seen & 1u << SCRIPT_LATIN && seen & (1u << SCRIPT_CYRILLIC | 1u << SCRIPT_GREEK | 1u << SCRIPT_ARMENIAN
                                                  | 1u << SCRIPT_HEBREW | 1u << SCRIPT_ARABIC))
            || (seen & 1u << SCRIPT_CYRILLIC && seen & 1u << SCRIPT_GREEK))
            odd |= ADDRESS_ODD_MIXED_SCRIPT;
    }
    return odd;
}

/* ---- The address itself ---- */

static bool has_control(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] < ' ' && s.p[i] != '\t' && s.p[i] != 0x1B) || s.p[i] == 0x7F)
            return true;
    return false;
}

/* Letters, digits, hyphens and U-labels between dots. Full-width dots are separators to some programs and letters to
 * others (IDNA 2003 against 2008), so they are no domain characters here. */
static bool domain_good(str d)
{
    bool bad = false;
    uint32_t before = '.';

    if (str_at(d, 0) == '[') {
        for (size_t i = 1; i + 1 < d.n; i++)
            if (!ascii_alnum(d.p[i]) && d.p[i] != '.' && d.p[i] != ':')
                return false;
        return d.n > 2 && d.p[d.n - 1] == ']';
    }
    while (d.n > 0) {
        uint32_t r = utf8_next(&d, &bad);

        if (r == '.' && before == '.')
            return false;
        if (r < 0x80 ? !ascii_alnum((int)r) && r != '-' && r != '.' && r != '_'
                     : r < 0xA1 || r == 0x3000 || r == 0x3002 || r == 0xFF0E || r == 0xFF61 || r == RUNE_BAD || rune_invisible(r)
                       || rune_bidi(r) || (r >= 0x2000 && r < 0x2070))
            return false;
        before = r;
    }
    return before != '.' && !bad;
}

/* Characters no local part has outside quotes (RFC 5322 3.2.3). Dots anywhere are fine: addresses of Japanese mobile
 * carriers were given out with two dots in a row and a dot before the '@'. */
static bool local_good(str l)
{
    if (l.n > 1 && l.p[0] == '"')
        return quoted_length(l) == l.n;
    for (size_t i = 0; i < l.n; i++)
        if (l.p[i] <= ' ' || strchr("()<>[]:;@\\,\"", l.p[i]))
            return false;
    return true;
}

static str lower(struct arena *a, str s)
{
    char *p = arena_alloc(a, s.n);

    for (size_t i = 0; i < s.n; i++)
        p[i] = ascii_lower(s.p[i]);
    return str_from(p, s.n);
}

/* Where the domain begins: the last '@' that no quote encloses. s.n when there is none. */
static size_t find_at(str s)
{
    size_t quoted = str_at(s, 0) == '"' ? quoted_length(s) : 0, at = str_rfind_char(s, '@');

    return at < quoted ? s.n : at;
}

static str strip_comments(struct arena *a, str raw, uint32_t *odd)
{
    struct buf out;

    if (!has_byte(raw, '('))
        return raw;
    out = buf_new(a, raw.n);
    while (raw.n > 0) {
        size_t n = raw.p[0] == '(' ? comment_length(raw) : 0, quoted = raw.p[0] == '"' ? quoted_length(raw) : 0;

        if (raw.p[0] == '(' && n == 0) {        /* open to the end: nothing is looked for twice */
            buf_add(&out, raw);
            break;
        }
        if (n > 0)
            *odd |= ADDRESS_ODD_COMMENT;
        else
            buf_add(&out, str_take(raw, quoted ? quoted : 1));
        raw = str_skip(raw, n ? n : quoted ? quoted : 1);
    }
    return buf_done(&out);
}

static void set_address(struct arena *a, struct work *w, str raw, enum charset hint, struct mailbox *out)
{
    str s = str_trim(raw);
    size_t at;

    work_bytes(w, s.n);
    if (str_at(s, 0) == '@' && has_byte(s, ':')) {
        out->odd |= ADDRESS_ODD_ROUTE;
        s = str_skip(s, str_rfind_char(s, ':') + 1);
    }
    if (has_control(s))
        out->odd |= ADDRESS_ODD_CONTROL;
    s = str_trim(strip_comments(a, s, &out->odd));
    if (!is_plain(s)) {
        str decoded = str_trim(words_decode(a, w, s, hint, NULL));

        for (size_t i = 0; i < s.n; i++)
            out->odd |= s.p[i] >= 0x80 ? ADDRESS_ODD_NOT_ASCII : 0;
        if (str_has(s, STR("=?")) && !str_eq(decoded, s))
            out->odd |= ADDRESS_ODD_ENCODED;
        s = decoded;
    }
    at = find_at(s);
    out->addr = s;
    out->local = str_take(s, at);
    out->domain = lower(a, str_skip(s, at + 1));
    if (str_ends(out->domain, STR(".")))
        out->domain.n--;
    if (out->domain.n == 0)
        out->odd |= ADDRESS_ODD_NO_DOMAIN;
    else if (!domain_good(out->domain))
        out->odd |= ADDRESS_ODD_DOMAIN_CHARS;
    for (size_t i = 0; i < out->domain.n && out->domain.p[0] != '['; i++)
        out->odd |= out->domain.p[i] != 0 && strchr(" \t()<>,;:@\\\"'", out->domain.p[i]) ? ADDRESS_ODD_SYNTAX : 0;
    if (!local_good(out->local) || (at < s.n && out->local.n == 0))
        out->odd |= ADDRESS_ODD_SYNTAX;
    if (s.n > ADDRESS_MAX)
        out->odd |= ADDRESS_ODD_LONG;
}

/* ---- One mailbox from its pieces ---- */

/* Text without angles: the blank-separated word with the '@' in it is the address, anything else a name without them. */
struct bare { str address, before, after; size_t words, ats; bool comment_inside; };

static void bare_word(struct bare *b, str word, bool has_at, bool after_comment)
{
    b->words++;
    b->comment_inside |= after_comment && b->words > 1;
    if (!has_at || b->ats++ > 0)
        return;
    b->address = word;
}

static struct bare bare_split(str text)
{
    struct bare b = { 0 };
    str s = text;
    const char *word = NULL;
    bool at = false, commented = false;
    struct token t;

    while (s.n > 0) {
        str here = s;

        token_next(&s, &t);
        if (t.kind != TOKEN_BLANK && t.kind != TOKEN_COMMENT) {
            word = word ? word : here.p;
            at |= t.kind == TOKEN_AT;
            continue;
        }
        if (word)
            bare_word(&b, between(word, here.p), at, commented);
        commented = t.kind == TOKEN_COMMENT || (commented && !word);
        word = NULL;
        at = false;
    }
    if (word)
        bare_word(&b, between(word, s.p), at, commented);
    b.before = b.ats ? str_before(text, b.address) : text;
    b.after = b.ats ? between(b.address.p + b.address.n, text.p + text.n) : STR_NONE;
    return b;
}

static str without_blanks(struct arena *a, str s)
{
    struct buf out = buf_new(a, s.n);

    for (size_t i = 0; i < s.n; i++)
        if (!ascii_space(s.p[i]))
            buf_put(&out, s.p[i]);
    return buf_done(&out);
}

/* Only the words between comments; a lone comment gives the name and nothing else. */
static str without_comments(struct arena *a, str s, struct shape *sh)
{
    struct buf out;
    struct token t;

    if (!has_byte(s, '('))
        return s;
    out = buf_new(a, s.n);
    while (s.n > 0) {
        token_next(&s, &t);
        if (t.kind == TOKEN_COMMENT)
            note_comment(sh, t.whole);
        else
            buf_add(&out, t.whole);
    }
    return buf_done(&out);
}

static void note_comments(str s, struct shape *sh)
{
    struct token t;

    if (!has_byte(s, '('))
        return;
    while (s.n > 0) {
        token_next(&s, &t);
        if (t.kind == TOKEN_COMMENT)
            note_comment(sh, t.whole);
    }
}

static str read_bare(struct arena *a, struct work *w, struct shape *sh, enum charset hint, struct mailbox *out)
{
    struct bare b = bare_split(sh->text);
    str rest;

    if (b.ats == 0)
        return sh->text;
    if (b.comment_inside)
        out->odd |= ADDRESS_ODD_COMMENT;
    else if (b.words > 1)
        out->odd |= ADDRESS_ODD_SYNTAX;
    if (b.words > 1 && (str_at(b.address, 0) == '@' || str_ends(b.address, STR("@")))) {
        set_address(a, w, without_blanks(a, without_comments(a, sh->text, sh)), hint, out);
        return STR_NONE;
    }
    set_address(a, w, b.address, hint, out);
    rest = str_trim(without_comments(a, b.before, sh));
    return rest.n > 0 ? rest : without_comments(a, b.after, sh);
}

static bool is_own(const struct mailbox *m, str claimed)
{
    return claimed.n == 0 || str_eq_nocase(claimed, m->addr);
}

/* An address inside encoded words or a comment, where programs disagree whether it is the sender. */
static void check_hidden(struct arena *a, struct work *w, const struct shape *sh, enum charset hint, bool words,
                         struct mailbox *out)
{
    str claimed;

    if (sh->claim.n > 0 && !is_own(out, address_in_text(a, read_comment(a, w, sh->claim, hint))))
        out->odd |= ADDRESS_ODD_COMMENT;
    if (words && (has_byte(out->name, '@') || out->addr.n == 0)) {
        claimed = address_in_text(a, out->name);
        if (!is_own(out, claimed) && (has_byte(out->name, '<') || out->addr.n == 0))
            out->odd |= ADDRESS_ODD_ENCODED;
    }
}

/* `admin@legit.example <any@attack.example>`: unquoted, so some programs stop reading after the first. */
static bool is_other_address(str unquoted, const struct mailbox *m)
{
    size_t at = str_find_char(unquoted, '@');

    return at > 0 && at < unquoted.n && has_byte(str_skip(unquoted, at), '.') && local_good(str_take(unquoted, at))
        && domain_good(str_skip(unquoted, at + 1)) && !str_eq_nocase(unquoted, m->addr);
}

/* ISO-2022-JP that spells an address to a program that does not know it. By chance kanji do so in capitals and
 * without brackets, if ever. */
static bool shifted_address(struct arena *a, str raw)
{
    str found;

    if (!has_byte(raw, 0x1B) || !has_byte(raw, '@'))
        return false;
    found = address_in_text(a, raw);
    return found.n > 0 && (has_byte(raw, '<') || str_has(raw, str_skip(found, str_find_char(found, '@'))));
}

static void mailbox_from(struct arena *a, struct work *w, struct shape *sh, enum charset hint, struct mailbox *out)
{
    str raw_name = sh->text;
    bool words = false;

    *out = (struct mailbox){ .odd = sh->odd };
    if (sh->has_angle) {
        set_address(a, w, sh->angle, hint, out);
        if (str_ends(str_trim_end(raw_name), STR(",")))
            raw_name = str_before(raw_name, str_skip(str_trim_end(raw_name), str_trim_end(raw_name).n - 1));
        if (is_other_address(str_trim(sh->text), out))
            out->odd |= ADDRESS_ODD_SYNTAX;
    } else {
        raw_name = read_bare(a, w, sh, hint, out);
    }
    note_comments(sh->text, sh);
    if (str_trim(without_comments(a, raw_name, sh)).n > 0)
        out->name = read_name(a, w, raw_name, hint, &words);
    else if (sh->comment.n > 0)
        out->name = read_comment(a, w, sh->comment, hint);
    else if (sh->tail.n > 0)
        out->name = read_name(a, w, sh->tail, hint, &words);
    check_hidden(a, w, sh, hint, words, out);
    if (shifted_address(a, raw_name))
        out->odd |= ADDRESS_ODD_ENCODED;
    if (out->addr.n == 0 && out->odd & ADDRESS_ODD_ENCODED)
        out->addr = address_in_text(a, out->name);
    if (out->domain.n == 0)
        out->odd |= ADDRESS_ODD_NO_DOMAIN;
    if (out->name.n > NAME_MAX_SHOWN)
        out->odd |= ADDRESS_ODD_LONG;
    out->odd |= odd_characters(w, out->name) | odd_characters(w, out->addr);
}

static bool read_one(struct arena *a, struct work *w, str *in, enum charset hint, bool *group, struct mailbox *out)
{
    struct shape sh = { 0 };
    str s = *in, whole;

    while (s.n > 0 && (ascii_space(s.p[0]) || s.p[0] == ',' || s.p[0] == ';')) {
        if (s.p[0] == ';')
            *group = false;
        s = str_skip(s, 1);
    }
    work_bytes(w, in->n - s.n);
    *in = s;
    if (s.n == 0)
        return false;
    if (*group)
        sh.odd |= ADDRESS_ODD_GROUP;
    *in = shape_read(s, group, &sh);
    whole = str_before(s, *in);
    work_bytes(w, whole.n);
    work_tokens(w, 1);
    for (size_t i = 0; i < whole.n; i++)
        sh.odd |= whole.p[i] == 0 || whole.p[i] == '\r' || whole.p[i] == '\n' ? ADDRESS_ODD_CONTROL : 0;
    mailbox_from(a, w, &sh, hint, out);
    return true;
}

bool address_next(struct arena *a, struct work *w, str *in, enum charset hint, struct mailbox *out)
{
    bool group = false;

    return read_one(a, w, in, hint, &group, out);
}

/* Folding undone (RFC 5322 2.2.3): a line end before a blank goes. One that stays is bare, and shows as a control. */
static str unfold(struct arena *a, str raw)
{
    struct buf out;

    if (!has_byte(raw, '\n') && !has_byte(raw, '\r'))
        return raw;
    out = buf_new(a, raw.n);
    while (raw.n > 0) {
        size_t end = str_starts(raw, STR("\r\n")) ? 2 : raw.p[0] == '\n';
        int next = str_at(raw, end);

        if (end && (next == ' ' || next == '\t' || next < 0))
            raw = str_skip(raw, end);
        else {
            buf_put(&out, raw.p[0]);
            raw = str_skip(raw, 1);
        }
    }
    return buf_done(&out);
}

struct list address_list(struct arena *a, struct work *w, str raw_value, enum charset hint, uint32_t max, uint32_t *odd)
{
    struct mailbox box, *items;
    struct list out = { 0 };
    uint32_t room = 4;
    bool group = false;
    str s = unfold(a, raw_value);

    work_bytes(w, raw_value.n);
    items = arena_alloc(a, sizeof *items * room);
    while (out.n < max && read_one(a, w, &s, hint, &group, &box)) {
        if (out.n == room) {
            struct mailbox *more = arena_alloc(a, sizeof *items * room * 2);

            memcpy(more, items, sizeof *items * room);
            items = more;
            room *= 2;
        }
        items[out.n++] = box;
        if (odd)
            *odd |= box.odd;
    }
    out.items = items;
    return out;
}

/* ---- Addresses in shown text ---- */

static bool is_local_char(int c)
{
    return ascii_alnum(c) || (c > 0 && c < 0x80 && strchr("._+-/=?!#$%&*^{|}~", c));
}

/* Bytes of a domain character at s, 0 when it is none. An ideographic full stop reads as a dot. */
static size_t domain_char(str s)
{
    return ascii_alnum(str_at(s, 0)) || str_at(s, 0) == '-' || str_at(s, 0) == '.' ? 1 : str_starts(s, STR("。")) ? 3 : 0;
}

/* "x.example" at least: two labels, the last of letters or an A-label. */
static bool domain_real(str d)
{
    size_t dot = str_rfind_char(d, '.');
    str last = str_skip(d, dot + 1);

    return dot > 0 && dot < d.n && last.n >= 2 && ascii_alpha(last.p[0]) && !has_byte(str_take(d, 1), '.');
}

static str address_around(struct arena *a, str text, size_t at)
{
    str before = str_trim_end(str_take(text, at)), s = skip_blanks(str_skip(text, at + 1));
    size_t from = before.n, n;
    struct buf out;

    while (from > 0 && is_local_char(before.p[from - 1]))
        from--;
    while (str_at(before, from) == '.' && from < before.n)
        from++;
    if (from == before.n)
        return STR_NONE;
    out = buf_new(a, 64);
    buf_add(&out, str_skip(before, from));
    buf_put(&out, '@');
    from = out.n;
    for (; (n = domain_char(s)) > 0; s = str_skip(s, n))
        buf_put(&out, n > 1 ? '.' : s.p[0]);
    while (out.n > from && (out.p[out.n - 1] == '.' || out.p[out.n - 1] == '-'))
        out.n--;
    return domain_real(str_skip(buf_str(&out), from)) ? buf_done(&out) : STR_NONE;
}

str address_in_text(struct arena *a, str utf8)
{
    str text, found;

    if (utf8.n == 0)
        return STR_NONE;
    text = fold(a, utf8);
    for (size_t at = 0; (at += str_find_char(str_skip(text, at), '@')) < text.n; at++)
        if ((found = address_around(a, text, at)).n > 0)
            return found;
    return STR_NONE;
}
