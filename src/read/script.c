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
};
enum { COMMON, STRONG, OWN };           /* OWN is a bit beside the other two */

/* Sorted by word: looked up by halving. OWN: C, Perl, Python and letters
 * do not have it; a verdict needs one such word. */
static const struct { const char *word; unsigned char language, kind; } words[] = {
    { "@echo", BAT, STRONG | OWN }, { "abs", VB, COMMON }, { "activexobject", JS, STRONG | OWN },
    { "add-mppreference", PS, STRONG | OWN }, { "add-type", PS, STRONG | OWN }, { "adodb", WSH, STRONG },
    { "amsiutils", PS, STRONG | OWN }, { "array", JS, COMMON }, { "asc", VB, COMMON }, { "ascw", VB, STRONG },
    { "atob", JS, STRONG | OWN }, { "attrib", BAT, COMMON }, { "bitsadmin", BAT, STRONG | OWN },
    { "byval", VB, STRONG }, { "call", VB, COMMON }, { "catch", JS, COMMON }, { "certutil", BAT, STRONG | OWN },
    { "charat", JS, STRONG }, { "charcodeat", JS, STRONG | OWN }, { "chr", VB, COMMON },
    { "chrw", VB, STRONG | OWN }, { "cint", VB, STRONG }, { "clng", VB, STRONG }, { "cls", BAT, COMMON },
    { "cmdletbinding", PS, STRONG | OWN }, { "comspec", BAT, COMMON }, { "const", JS, COMMON },
    { "convertto-securestring", PS, STRONG | OWN }, { "copy", BAT, COMMON }, { "createobject", VB, STRONG | OWN },
    { "cstr", VB, STRONG }, { "del", BAT, COMMON }, { "dim", VB, OWN }, { "document", JS, COMMON },
    { "downloadfile", PS, STRONG | OWN }, { "downloadstring", PS, STRONG | OWN }, { "echo", BAT, COMMON },
    { "else", VB, COMMON }, { "elseif", VB, COMMON }, { "enabledelayedexpansion", BAT, STRONG | OWN },
    { "enc", PS, COMMON }, { "encodedcommand", PS, STRONG | OWN }, { "endlocal", BAT, STRONG | OWN },
    { "enumerator", JS, COMMON }, { "errorlevel", BAT, STRONG | OWN }, { "eval", JS, STRONG },
    { "execute", VB, OWN }, { "executeglobal", VB, STRONG | OWN }, { "executionpolicy", PS, STRONG | OWN },
    { "exit", BAT, COMMON }, { "expandenvironmentstrings", VB, STRONG }, { "explicit", VB, COMMON },
    { "filesystemobject", WSH, STRONG }, { "findstr", BAT, STRONG | OWN }, { "for", BAT, COMMON },
    { "foreach-object", PS, STRONG | OWN }, { "frombase64string", PS, STRONG | OWN },
    { "fromcharcode", JS, STRONG | OWN }, { "function", JS, OWN }, { "get-childitem", PS, STRONG | OWN },
    { "get-content", PS, STRONG | OWN }, { "get-item", PS, STRONG | OWN }, { "get-itemproperty", PS, STRONG | OWN },
    { "get-process", PS, STRONG | OWN }, { "get-wmiobject", PS, STRONG | OWN }, { "getobject", VB, STRONG },
    { "goto", BAT, COMMON }, { "hidden", PS, COMMON }, { "iex", PS, STRONG | OWN }, { "if", VB, COMMON },
    { "indexof", JS, COMMON }, { "instr", VB, COMMON }, { "invoke", PS, COMMON },
    { "invoke-command", PS, STRONG | OWN }, { "invoke-expression", PS, STRONG | OWN },
    { "invoke-restmethod", PS, STRONG | OWN }, { "invoke-webrequest", PS, STRONG | OWN }, { "isempty", VB, COMMON },
    { "iwr", PS, STRONG | OWN }, { "join", JS, COMMON }, { "lbound", VB, STRONG }, { "length", JS, COMMON },
    { "let", JS, COMMON }, { "loop", VB, COMMON }, { "mkdir", BAT, COMMON }, { "msgbox", VB, STRONG | OWN },
    { "mshta", BAT, STRONG | OWN }, { "net", BAT, COMMON }, { "new-item", PS, STRONG | OWN },
    { "new-object", PS, STRONG | OWN }, { "next", VB, COMMON }, { "nologo", PS, COMMON },
    { "noprofile", PS, STRONG | OWN }, { "nul", BAT, COMMON }, { "null", JS, COMMON },
    { "out-file", PS, STRONG | OWN }, { "outfile", PS, COMMON }, { "param", PS, COMMON },
    { "parseint", JS, STRONG | OWN }, { "pause", BAT, COMMON }, { "popup", WSH, COMMON },
    { "powershell", BAT, COMMON }, { "private", VB, COMMON }, { "prototype", JS, COMMON },
    { "pscustomobject", PS, STRONG | OWN }, { "psobject", PS, STRONG | OWN }, { "redim", VB, STRONG },
    { "reg", BAT, COMMON }, { "regexp", JS, COMMON }, { "rem", BAT, COMMON }, { "replace", JS, COMMON },
    { "responsebody", VB, STRONG }, { "resume", VB, COMMON }, { "return", JS, COMMON }, { "robocopy", BAT, COMMON },
    { "rundll32", BAT, COMMON }, { "schtasks", BAT, STRONG | OWN }, { "serverxmlhttp", WSH, STRONG },
    { "set", BAT, COMMON }, { "set-content", PS, STRONG | OWN }, { "set-executionpolicy", PS, STRONG | OWN },
    { "set-itemproperty", PS, STRONG | OWN }, { "set-location", PS, STRONG | OWN },
    { "set-mppreference", PS, STRONG | OWN }, { "setlocal", BAT, STRONG | OWN }, { "shell", WSH, COMMON },
    { "shellexecute", VB, STRONG | OWN }, { "split", JS, COMMON }, { "start", BAT, COMMON },
    { "start-process", PS, STRONG | OWN }, { "start-sleep", PS, STRONG | OWN }, { "strreverse", VB, STRONG | OWN },
    { "sub", VB, OWN }, { "substr", JS, STRONG }, { "substring", JS, COMMON }, { "taskkill", BAT, STRONG | OWN },
    { "then", VB, COMMON }, { "this", JS, COMMON }, { "timeout", BAT, COMMON }, { "tostring", JS, COMMON },
    { "trim", VB, COMMON }, { "try", JS, COMMON }, { "typeof", JS, STRONG | OWN }, { "ubound", VB, STRONG },
    { "undefined", JS, COMMON }, { "unescape", JS, STRONG | OWN }, { "usebasicparsing", PS, STRONG | OWN },
    { "var", JS, OWN }, { "vbcrlf", VB, STRONG | OWN }, { "vbscript", VB, COMMON }, { "wend", VB, STRONG },
    { "while", JS, COMMON }, { "window", JS, COMMON }, { "windowstyle", PS, STRONG | OWN },
    { "wmic", BAT, STRONG | OWN }, { "write-host", PS, STRONG | OWN }, { "write-output", PS, STRONG | OWN },
    { "wscript", WSH, STRONG | OWN }, { "wsh", WSH, COMMON }, { "xcopy", BAT, COMMON }, { "xmlhttp", WSH, STRONG },
};
enum { WORDS = sizeof words / sizeof words[0] };

struct tally {
    bool seen[WORDS];
    unsigned distinct[LANGUAGES][2];    /* by strength */
    bool own[LANGUAGES];
    size_t code, prose;
    bool in_comment, strong_here;       /* strong_here: in the line under way */
};

static void meet(struct tally *t, str word)
{
    char low[WORD_MAX + 1];
    size_t from = 0, to = WORDS;

    if (str_at(word, 0) == '@' && !str_eq_nocase(word, STR("@echo")))
        word = str_skip(word, 1);       /* cmd's "do not show this line" */
    for (size_t i = 0; i < word.n; i++)
        low[i] = ascii_lower(word.p[i]);
    low[word.n] = 0;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int d = strcmp(low, words[middle].word);

        if (d == 0) {
            if (!t->seen[middle])
                t->distinct[words[middle].language][words[middle].kind & STRONG]++;
            t->seen[middle] = true;
            t->strong_here |= (words[middle].kind & STRONG) != 0;
            t->own[words[middle].language] |= (words[middle].kind & OWN) != 0;
            return;
        }
        if (d < 0)
            to = middle;
        else
            from = middle + 1;
    }
}

static bool is_word_byte(str s, size_t i)
{
    int c = str_at(s, i);

    if (c == '-')                       /* Get-Content, but not a dash or an option's sign */
        return i > 0 && ascii_alpha(str_at(s, i - 1)) && ascii_alpha(str_at(s, i + 1));
    return c == '_' || c == '$' || c == '@' || ascii_alnum(c);
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

static bool starts_with_one(str s, const char *const *what)
{
    for (size_t i = 0; what[i]; i++)
        if (str_starts_nocase(s, str_of(what[i])))
            return true;
    return false;
}

static const char *const comments[] = { "//", "'", "rem ", "::", "#", "*", "/*", NULL };
/* How lines of a quoted, patched or forwarded text begin. */
static const char *const quotes[] = { ">", "|", "+", "- ", "-- ", "diff ", "@@ ", "Index: ", NULL };
static const char *const openers[] = {
    "var ", "let ", "const ", "function", "if ", "if(", "else", "for ", "for(", "while", "return", "try", "catch", "dim ", "set ", "end ",
    "sub ", "next", "do", "loop", "wend", "with ", "call ", "private ", "public ", "option explicit", "on error ", "@echo", "echo ", "goto ",
    "start ", "del ", "copy ", "setlocal", "endlocal", "exit", "pause", "cls", "new ", "eval", "$", "@", "%", "{", "}", "(", ")", "[", "]",
    "\"", ";", ":", "param", "begin", "process", "switch", "case ", "redim ", "msgbox", "wscript.", "powershell", "cmd ", "iex", NULL
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

static void meet_line(struct tally *t, str line)
{
    size_t run;

    line = str_trim(line);
    if (line.n == 0)
        return;
    if (t->in_comment || str_starts(line, STR("/*")) || str_starts(line, STR("<#"))) {
        t->in_comment = !str_has(line, STR("*/")) && !str_has(line, STR("#>"));
        return;
    }
    if (starts_with_one(line, quotes)) {
        t->prose++;
        return;
    }
    if (starts_with_one(line, comments))
        return;
    t->strong_here = false;
    run = meet_words(t, line);
    if (mostly_foreign(line))
        t->prose++;
    else if (reads_like_code(line) || ((line.n > LONG_LINE || t->strong_here) && run < PROSE_WORDS))
        t->code++;
    else if (run >= PROSE_WORDS || line.n > 20)
        t->prose++;
}

/* Only brackets, signs and a few letters: JavaScript written as ([![]]+[][[]])[+!+[]] and the like. */
static bool is_bracket_code(str s)
{
    size_t signs = 0, blanks = 0;

    for (size_t i = 0; i < s.n; i++) {
        signs += s.p[i] && strchr("[]()!+{}$_;=\"\\", s.p[i]) != NULL;
        blanks += ascii_space(s.p[i]);
    }
    return s.n - blanks > 300 && signs * 10 > (s.n - blanks) * 9 && str_has(s, STR("[]")) && str_has(s, STR("![]"));
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
    static const char *const options[] = { " -enc", " -e ", " -nop", " -w hidden", " -windowstyle hidden", " -ep bypass",
                                           " -ex", " -command", NULL };

    for (size_t i = 0; options[i]; i++)
        if (str_has_nocase(s, str_of(options[i])))
            return true;
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

enum file_type script_type(str text, struct work *w)
{
    struct tally t = { 0 };
    enum language best = LANGUAGES;

    work_bytes(w, 4 * text.n);
    if (is_bracket_code(text))
        return FILE_JSCRIPT;
    for (str rest = text; rest.n > 0;) {
        meet_line(&t, str_line(&rest));
        work_tokens(w, 1);
    }
    meet_signs(&t, text);
    if (t.code == 0 || t.prose * PROSE_SHARE > t.code + t.prose)
        return FILE_UNKNOWN;
    for (enum language l = JS; l <= BAT; l++)
        if (enough(&t, l) && (best == LANGUAGES || score(&t, l) > score(&t, best)))
            best = l;
    return best == LANGUAGES ? FILE_UNKNOWN : type_of[best];
}
