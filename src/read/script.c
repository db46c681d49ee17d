#include "read/sniff.h"

/* Script languages by what only they say. A letter, a price list, a patch quoted on a mailing list must never be called
 * a script, so three things come together: words that hardly occur elsewhere, several of them, and lines that nearly all
 * look like code. A script with prose between its lines would not run; comments are not counted either way. */

/* WSH: the objects both of Windows' script languages use. */
enum language { JS, VB, PS, BAT, WSH, LANGUAGES };
static const enum file_type type_of[] = { FILE_JSCRIPT, FILE_VBSCRIPT, FILE_POWERSHELL, FILE_BATCH };

enum {
    WORD_MAX = 24,
    PROSE_SHARE = 10,                   /* at most one line in this many may read like prose */
    PROSE_WORDS = 4,                    /* so many words with nothing but blanks between them */
    LONG_LINE = 400,
    LETTER_LINES = 12, LETTER_BYTES = 1024, /* so much prose first, and it is a letter */
    LINE_LOOKED_AT = 4096,              /* longer lines are looked at in pieces */
    HEAD_LOOKED_AT = 16 << 10, TAIL_LOOKED_AT = 4 << 10,    /* bytes of lines that are no comments */
};
enum { COMMON, STRONG, OWN };           /* OWN is a bit beside the other two */

#define W(literal)  { literal, sizeof(literal) - 1 }

/* Sorted by first character. OWN: C, Perl, Python and letters
 * do not have it; a verdict needs one such word. */
static const struct { str word; unsigned char language, kind; } words[] = {
    { W("@echo"), BAT, STRONG | OWN }, { W("abs"), VB, COMMON }, { W("activexobject"), JS, STRONG | OWN },
    { W("add-mppreference"), PS, STRONG | OWN }, { W("add-type"), PS, STRONG | OWN }, { W("adodb"), WSH, STRONG },
    { W("amsiutils"), PS, STRONG | OWN }, { W("array"), JS, COMMON }, { W("asc"), VB, COMMON }, { W("ascw"), VB, STRONG },
    { W("atob"), JS, STRONG | OWN }, { W("attrib"), BAT, COMMON }, { W("bitsadmin"), BAT, STRONG | OWN },
    { W("byval"), VB, STRONG }, { W("call"), VB, COMMON }, { W("catch"), JS, COMMON }, { W("certutil"), BAT, STRONG | OWN },
    { W("charat"), JS, STRONG }, { W("charcodeat"), JS, STRONG | OWN }, { W("chr"), VB, COMMON },
    { W("chrw"), VB, STRONG | OWN }, { W("cint"), VB, STRONG }, { W("clng"), VB, STRONG }, { W("cls"), BAT, COMMON },
    { W("cmdletbinding"), PS, STRONG | OWN }, { W("comspec"), BAT, COMMON }, { W("const"), JS, COMMON },
    { W("convertto-securestring"), PS, STRONG | OWN }, { W("copy"), BAT, COMMON }, { W("createobject"), VB, STRONG | OWN },
    { W("cstr"), VB, STRONG }, { W("del"), BAT, COMMON }, { W("dim"), VB, OWN }, { W("document"), JS, COMMON },
    { W("downloadfile"), PS, STRONG | OWN }, { W("downloadstring"), PS, STRONG | OWN }, { W("echo"), BAT, COMMON },
    { W("else"), VB, COMMON }, { W("elseif"), VB, COMMON }, { W("enabledelayedexpansion"), BAT, STRONG | OWN },
    { W("enc"), PS, COMMON }, { W("encodedcommand"), PS, STRONG | OWN }, { W("endlocal"), BAT, STRONG | OWN },
    { W("enumerator"), JS, COMMON }, { W("errorlevel"), BAT, STRONG | OWN }, { W("eval"), JS, STRONG },
    { W("execute"), VB, OWN }, { W("executeglobal"), VB, STRONG | OWN }, { W("executionpolicy"), PS, STRONG | OWN },
    { W("exit"), BAT, COMMON }, { W("expandenvironmentstrings"), VB, STRONG }, { W("explicit"), VB, COMMON },
    { W("filesystemobject"), WSH, STRONG }, { W("findstr"), BAT, STRONG | OWN }, { W("for"), BAT, COMMON },
    { W("foreach-object"), PS, STRONG | OWN }, { W("frombase64string"), PS, STRONG | OWN },
    { W("fromcharcode"), JS, STRONG | OWN }, { W("function"), JS, OWN }, { W("get-childitem"), PS, STRONG | OWN },
    { W("get-content"), PS, STRONG | OWN }, { W("get-item"), PS, STRONG | OWN }, { W("get-itemproperty"), PS, STRONG | OWN },
    { W("get-process"), PS, STRONG | OWN }, { W("get-wmiobject"), PS, STRONG | OWN }, { W("getobject"), VB, STRONG },
    { W("goto"), BAT, COMMON }, { W("hidden"), PS, COMMON }, { W("iex"), PS, STRONG | OWN }, { W("if"), VB, COMMON },
    { W("indexof"), JS, COMMON }, { W("instr"), VB, COMMON }, { W("invoke"), PS, COMMON },
    { W("invoke-command"), PS, STRONG | OWN }, { W("invoke-expression"), PS, STRONG | OWN },
    { W("invoke-restmethod"), PS, STRONG | OWN }, { W("invoke-webrequest"), PS, STRONG | OWN }, { W("isempty"), VB, COMMON },
    { W("iwr"), PS, STRONG | OWN }, { W("join"), JS, COMMON }, { W("lbound"), VB, STRONG }, { W("length"), JS, COMMON },
    { W("let"), JS, COMMON }, { W("loop"), VB, COMMON }, { W("mkdir"), BAT, COMMON }, { W("msgbox"), VB, STRONG | OWN },
    { W("mshta"), BAT, STRONG | OWN }, { W("net"), BAT, COMMON }, { W("new-item"), PS, STRONG | OWN },
    { W("new-object"), PS, STRONG | OWN }, { W("next"), VB, COMMON }, { W("nologo"), PS, COMMON },
    { W("noprofile"), PS, STRONG | OWN }, { W("nul"), BAT, COMMON }, { W("null"), JS, COMMON },
    { W("out-file"), PS, STRONG | OWN }, { W("outfile"), PS, COMMON }, { W("param"), PS, COMMON },
    { W("parseint"), JS, STRONG | OWN }, { W("pause"), BAT, COMMON }, { W("popup"), WSH, COMMON },
    { W("powershell"), BAT, COMMON }, { W("private"), VB, COMMON }, { W("prototype"), JS, COMMON },
    { W("pscustomobject"), PS, STRONG | OWN }, { W("psobject"), PS, STRONG | OWN }, { W("redim"), VB, STRONG },
    { W("reg"), BAT, COMMON }, { W("regexp"), JS, COMMON }, { W("rem"), BAT, COMMON }, { W("replace"), JS, COMMON },
    { W("responsebody"), VB, STRONG }, { W("resume"), VB, COMMON }, { W("return"), JS, COMMON }, { W("robocopy"), BAT, COMMON },
    { W("rundll32"), BAT, COMMON }, { W("schtasks"), BAT, STRONG | OWN }, { W("serverxmlhttp"), WSH, STRONG },
    { W("set"), BAT, COMMON }, { W("set-content"), PS, STRONG | OWN }, { W("set-executionpolicy"), PS, STRONG | OWN },
    { W("set-itemproperty"), PS, STRONG | OWN }, { W("set-location"), PS, STRONG | OWN },
    { W("set-mppreference"), PS, STRONG | OWN }, { W("setlocal"), BAT, STRONG | OWN }, { W("shell"), WSH, COMMON },
    { W("shellexecute"), VB, STRONG | OWN }, { W("split"), JS, COMMON }, { W("start"), BAT, COMMON },
    { W("start-process"), PS, STRONG | OWN }, { W("start-sleep"), PS, STRONG | OWN }, { W("strreverse"), VB, STRONG | OWN },
    { W("sub"), VB, OWN }, { W("substr"), JS, STRONG }, { W("substring"), JS, COMMON }, { W("taskkill"), BAT, STRONG | OWN },
    { W("then"), VB, COMMON }, { W("this"), JS, COMMON }, { W("timeout"), BAT, COMMON }, { W("tostring"), JS, COMMON },
    { W("trim"), VB, COMMON }, { W("try"), JS, COMMON }, { W("typeof"), JS, STRONG | OWN }, { W("ubound"), VB, STRONG },
    { W("undefined"), JS, COMMON }, { W("unescape"), JS, STRONG | OWN }, { W("usebasicparsing"), PS, STRONG | OWN },
    { W("var"), JS, OWN }, { W("vbcrlf"), VB, STRONG | OWN }, { W("vbscript"), VB, COMMON }, { W("wend"), VB, STRONG },
    { W("while"), JS, COMMON }, { W("window"), JS, COMMON }, { W("windowstyle"), PS, STRONG | OWN },
    { W("wmic"), BAT, STRONG | OWN }, { W("write-host"), PS, STRONG | OWN }, { W("write-output"), PS, STRONG | OWN },
    { W("wscript"), WSH, STRONG | OWN }, { W("wsh"), WSH, COMMON }, { W("xcopy"), BAT, COMMON }, { W("xmlhttp"), WSH, STRONG },
};
enum { WORDS = sizeof words / sizeof words[0], SLOTS = 28 };
_Static_assert(WORDS < 256, "places of words are bytes");

struct tally {
    bool seen[WORDS];
    unsigned distinct[LANGUAGES][2];    /* by strength */
    bool own[LANGUAGES];
    size_t code, prose;
    size_t prose_bytes, looked;
    str comment;
    bool strong_here;                      /* strong_here: in the line under way */
    unsigned char first[SLOTS + 1];     /* where the words with this first character begin */
    uint32_t lengths[SLOTS];            /* the lengths that words with this first character have */
};

/* '@' is 0, letters are 1 to 26. */
static unsigned slot_of(int c)
{
    return (unsigned)c & 31;
}

static void index_words(struct tally *t)
{
    for (size_t i = 0; i < WORDS; i++) {
        unsigned slot = slot_of(words[i].word.p[0]);

        t->first[slot + 1] = (unsigned char)(i + 1);
        t->lengths[slot] |= 1u << words[i].word.n;
    }
    for (size_t slot = 1; slot <= SLOTS; slot++)
        if (t->first[slot] < t->first[slot - 1])
            t->first[slot] = t->first[slot - 1];
}

static void meet(struct tally *t, str word)
{
    unsigned slot;

    if (word.p[0] == '@' && !str_eq_nocase(word, STR("@echo")))
        word = str_skip(word, 1);       /* cmd's "do not show this line" */
    if (word.n == 0 || (word.p[0] != '@' && !ascii_alpha(word.p[0])))
        return;
    slot = slot_of(word.p[0]);
    if (!(t->lengths[slot] >> word.n & 1))
        return;
    for (size_t i = t->first[slot]; i < t->first[slot + 1]; i++) {
        if (!str_eq_nocase(word, words[i].word))
            continue;
        if (!t->seen[i])
            t->distinct[words[i].language][words[i].kind & STRONG]++;
        t->seen[i] = true;
        t->strong_here |= (words[i].kind & STRONG) != 0;
        t->own[words[i].language] |= (words[i].kind & OWN) != 0;
        return;
    }
}

static bool is_word_byte(str s, size_t i)
{
    int c = str_at(s, i);

    if ((unsigned)(c | 0x20) - 'a' < 26)
        return true;
    if (c == '-')                       /* Get-Content, but not a dash or an option's sign */
        return i > 0 && ascii_alpha(str_at(s, i - 1)) && ascii_alpha(str_at(s, i + 1));
    return c == '_' || c == '$' || c == '@' || ascii_digit(c);
}

/* Tells what a line's words are. Returns the longest run of plain words with only blanks between them. */
static size_t meet_words(struct tally *t, str line)
{
    size_t run = 0, longest = 0;

    for (size_t i = 0; i < line.n;) {
        size_t from = i;
        bool plain = true;

        while (is_word_byte(line, i)) {
            plain &= ascii_alpha(line.p[i]);
            i++;
        }
        if (i > from) {
            if (i - from <= WORD_MAX)
                meet(t, str_sub(line, from, i - from));
            run = plain ? run + 1 : 0;
            longest = run > longest ? run : longest;
        } else {
            run = line.p[i] == ' ' || line.p[i] == ',' || line.p[i] == '\'' ? run : 0;
            i++;
        }
    }
    return longest;
}

/* The list is in lower case. */
static bool starts_with_one(str s, const str *what)
{
    int first = s.n > 0 ? ascii_lower(s.p[0]) : -1;

    for (; what->n > 0; what++)
        if (what->p[0] == first && str_starts_nocase(s, *what))
            return true;
    return false;
}

static const str comments[] = { W("//"), W("'"), W("rem "), W("::"), W("#"), W("*"), W("/*"), W("") };
/* How lines of a quoted, patched or forwarded text begin. */
static const str quotes[] = { W(">"), W("|"), W("+"), W("- "), W("-- "), W("diff "), W("@@ "), W("index: "), W("") };
static const str openers[] = {
    W("var "), W("let "), W("const "), W("function"), W("if "), W("if("), W("else"), W("for "), W("for("),
    W("while"), W("return"), W("try"), W("catch"), W("dim "), W("set "), W("end "), W("sub "), W("next"),
    W("do"), W("loop"), W("wend"), W("with "), W("call "), W("private "), W("public "), W("option explicit"),
    W("on error "), W("@echo"), W("echo "), W("goto "), W("start "), W("del "), W("copy "), W("setlocal"),
    W("endlocal"), W("exit"), W("pause"), W("cls"), W("new "), W("eval"), W("$"), W("@"), W("%"), W("{"),
    W("}"), W("("), W(")"), W("["), W("]"), W("\""), W(";"), W(":"), W("param"), W("begin"), W("process"),
    W("switch"), W("case "), W("redim "), W("msgbox"), W("wscript."), W("powershell"), W("cmd "), W("iex"),
    W("")
};

/* name = …, name.name(…, name(…, name "… */
static bool is_assignment(str line)
{
    size_t n = 0, after;

    while (n < line.n && (ascii_alnum(line.p[n]) || line.p[n] == '_' || line.p[n] == '$' || line.p[n] == '.'))
        n++;
    after = n;
    while (str_at(line, after) == ' ')
        after++;
    if (n == 0)
        return false;
    return str_at(line, n) == '(' || str_at(line, n) == '[' || str_at(line, after) == '=' || str_at(line, after) == '"' ||
           (str_at(line, after) == '+' && str_at(line, after + 1) == '=') || (str_has(str_take(line, n), STR(".")) && after > n && n > 6);
}

static bool reads_like_code(str line)
{
    char last = line.p[line.n - 1];

    return last == ';' || last == '{' || last == '}' || last == '(' || last == ')' || (last == '_' && line.n > 1) ||
           starts_with_one(line, openers) || is_assignment(line);
}

/* Quoted strings, which may say anything in a script, and other writing systems, which may not stand outside of them. */
static bool mostly_foreign(str line)
{
    size_t high = 0;
    char quote = 0;

    for (size_t i = 0; i < line.n; i++) {
        if (quote ? line.p[i] == quote : line.p[i] == '"' || line.p[i] == '\'')
            quote = quote ? 0 : line.p[i];
        else if (!quote && line.p[i] > 126)
            high++;
    }
    return high * 4 > line.n;
}

static str skip_blanks(str s)
{
    while (s.n > 0 && ascii_space(s.p[0]))
        s = str_skip(s, 1);
    return s;
}

static str comment_end(str line)
{
    return str_starts(line, STR("/*")) ? STR("*/") : str_starts(line, STR("<#")) ? STR("#>") : STR("");
}

/* Drops comments of several lines, which may begin and end on this one; t->comment is the end of one that goes on. */
static str without_comments(struct tally *t, str line)
{
    for (;;) {
        size_t at;

        if (t->comment.n == 0) {
            t->comment = comment_end(line);
            if (t->comment.n == 0)
                return line;
            line = str_skip(line, 2);
        }
        at = str_find(line, t->comment);
        if (at >= line.n)
            return STR("");
        line = skip_blanks(str_skip(line, at + 2));
        t->comment = STR("");
    }
}

static void meet_prose(struct tally *t, str line)
{
    t->prose++;
    t->prose_bytes += line.n;
}

static void meet_line(struct tally *t, str line)
{
    size_t run;

    line = without_comments(t, str_trim(line));
    if (line.n == 0)
        return;
    if (starts_with_one(line, quotes)) {
        meet_prose(t, line);
        return;
    }
    if (starts_with_one(line, comments))
        return;
    t->looked += line.n;
    t->strong_here = false;
    run = meet_words(t, line);
    if (mostly_foreign(line))
        meet_prose(t, line);
    else if (reads_like_code(line) || ((line.n > LONG_LINE || t->strong_here) && run < PROSE_WORDS))
        t->code++;
    else if (run >= PROSE_WORDS || line.n > 20)
        meet_prose(t, line);
}

/* A text that begins as a letter does not become a script; comments do not count here, however long they are. */
static bool is_letter(const struct tally *t)
{
    return (t->prose >= LETTER_LINES || t->prose_bytes >= LETTER_BYTES) && t->prose > 2 * t->code;
}

/* What is left of the text when enough of it has been looked at. */
static str meet_lines(struct tally *t, struct work *w, str text, size_t most)
{
    t->looked = 0;
    while (text.n > 0 && t->looked < most && !is_letter(t)) {
        str next = str_take(text, LINE_LOOKED_AT), line = str_line(&next);

        text = str_skip(text, line.n < LINE_LOOKED_AT ? line.n + 1 : line.n);
        meet_line(t, line);
        work_tokens(w, 1);
    }
    return text;
}

/* "![]" is in every such text; it is looked for first because hardly any other text has it. */
static bool has_false(str s)
{
    for (size_t at = str_find_char(s, '!'); at < s.n; at = str_find_char(s, '!')) {
        s = str_skip(s, at + 1);
        if (str_at(s, 0) == '[' && str_at(s, 1) == ']')
            return true;
    }
    return false;
}

/* Only brackets, signs and a few letters: JavaScript written as ([![]]+[][[]])[+!+[]] and the like. */
static bool is_bracket_code(str s)
{
    static const bool is_sign[256] = {
        ['['] = true, [']'] = true, ['('] = true, [')'] = true, ['!'] = true, ['+'] = true, ['{'] = true, ['}'] = true,
        ['$'] = true, ['_'] = true, [';'] = true, ['='] = true, ['"'] = true, ['\\'] = true };
    size_t signs = 0, blanks = 0;

    if (!has_false(s))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        signs += is_sign[(unsigned char)s.p[i]];
        blanks += ascii_space(s.p[i]);
    }
    return s.n - blanks > 300 && signs * 10 > (s.n - blanks) * 9;
}

/* Names as obfuscators make them, and cmd's way of cutting words out of variables. */
static unsigned count_some(str s, str what)
{
    unsigned n = 0;

    for (size_t at = str_find(s, what); at < s.n && n < 4; at = str_find(s, what), n++)
        s = str_skip(s, at + what.n);
    return n;
}

static bool says_powershell_option(str s)
{
    static const str options[] = { W("enc"), W("e "), W("nop"), W("w hidden"), W("windowstyle hidden"), W("ep bypass"), W("ex"),
                                   W("command"), W("") };

    for (size_t at = str_find_char(s, '-'); at < s.n; at = str_find_char(s, '-')) {
        bool alone = at > 0 && s.p[at - 1] == ' ';

        s = str_skip(s, at + 1);
        if (alone && starts_with_one(s, options))
            return true;
    }
    return false;
}

static void add_signs(struct tally *t, enum language l, unsigned n)
{
    t->distinct[l][STRONG] += n;
    t->own[l] = true;
}

static void meet_signs(struct tally *t, str s)
{
    if (count_some(s, STR("_0x")) >= 3)
        add_signs(t, JS, 2);
    if (count_some(s, STR("%")) >= 4 && str_has(s, STR(",1%")))
        add_signs(t, BAT, 2);
    if (str_has(s, STR("%~")))
        t->distinct[BAT][STRONG]++;
    if (str_has_nocase(s, STR("$env:")) || str_has(s, STR("[System.")) || str_has(s, STR("[Convert]::")))
        add_signs(t, PS, 1);
    if (str_has_nocase(s, STR("powershell")) && says_powershell_option(s))
        add_signs(t, PS, 2);
    if (str_has(s, STR("===")) || str_has(s, STR("!==")))
        t->distinct[JS][COMMON]++;
}

static bool enough(const struct tally *t, enum language l)
{
    unsigned strong = t->distinct[l][STRONG], common = t->distinct[l][COMMON];
    bool own = t->own[l];

    if ((l == JS || l == VB) && strong + common > 0) {
        strong += t->distinct[WSH][STRONG];
        own |= t->own[WSH];
    }
    if (!own)
        return false;
    return (strong >= 2) || (strong >= 1 && common >= 2) || (l == JS && common >= 7);
}

static unsigned score(const struct tally *t, enum language l)
{
    return 3 * t->distinct[l][STRONG] + t->distinct[l][COMMON];
}

static bool is_prose(const struct tally *t)
{
    return t->code == 0 || t->prose * PROSE_SHARE > t->code + t->prose;
}

enum file_type script_type(str text, struct work *w)
{
    struct tally t = { 0 };
    enum language best = LANGUAGES;
    str rest;

    work_bytes(w, text.n);
    if (is_bracket_code(text))
        return FILE_JSCRIPT;
    index_words(&t);
    rest = meet_lines(&t, w, text, HEAD_LOOKED_AT);
    work_bytes(w, 2 * (text.n - rest.n));
    if (is_letter(&t))
        return FILE_UNKNOWN;
    meet_lines(&t, w, str_skip(rest, rest.n > TAIL_LOOKED_AT ? rest.n - TAIL_LOOKED_AT : 0), TAIL_LOOKED_AT);
    if (is_prose(&t))
        return FILE_UNKNOWN;
    work_bytes(w, text.n);
    meet_signs(&t, text);
    for (enum language l = JS; l <= BAT; l++)
        if (enough(&t, l) && (best == LANGUAGES || score(&t, l) > score(&t, best)))
            best = l;
    return best == LANGUAGES ? FILE_UNKNOWN : type_of[best];
}
