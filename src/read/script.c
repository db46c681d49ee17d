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
enum { COMMON, STRONG };

/* Sorted by word: looked up by halving. */
static const struct { const char *word; unsigned char language, strength; } words[] = {
    { "@echo", BAT, STRONG }, { "abs", VB, COMMON }, { "activexobject", JS, STRONG },
    { "add-mppreference", PS, STRONG }, { "add-type", PS, STRONG }, { "adodb", WSH, STRONG },
    { "amsiutils", PS, STRONG }, { "array", JS, COMMON }, { "asc", VB, COMMON }, { "ascw", VB, STRONG },
    { "atob", JS, STRONG }, { "attrib", BAT, COMMON }, { "bitsadmin", BAT, STRONG }, { "byval", VB, STRONG },
    { "call", VB, COMMON }, { "catch", JS, COMMON }, { "certutil", BAT, STRONG }, { "charat", JS, STRONG },
    { "charcodeat", JS, STRONG }, { "chr", VB, COMMON }, { "chrw", VB, STRONG }, { "cint", VB, STRONG },
    { "clng", VB, STRONG }, { "cls", BAT, COMMON }, { "cmdletbinding", PS, STRONG },
    { "comspec", BAT, COMMON }, { "const", JS, COMMON }, { "convertto-securestring", PS, STRONG },
    { "copy", BAT, COMMON }, { "createobject", VB, STRONG }, { "cstr", VB, STRONG }, { "del", BAT, COMMON },
    { "dim", VB, COMMON }, { "document", JS, COMMON }, { "downloadfile", PS, STRONG },
    { "downloadstring", PS, STRONG }, { "echo", BAT, COMMON }, { "else", VB, COMMON },
    { "elseif", VB, COMMON }, { "enabledelayedexpansion", BAT, STRONG }, { "encodedcommand", PS, STRONG },
    { "endlocal", BAT, STRONG }, { "enumerator", JS, COMMON }, { "errorlevel", BAT, STRONG },
    { "eval", JS, COMMON }, { "execute", VB, COMMON }, { "executeglobal", VB, STRONG },
    { "executionpolicy", PS, STRONG }, { "exit", BAT, COMMON }, { "expandenvironmentstrings", VB, STRONG },
    { "explicit", VB, COMMON }, { "filesystemobject", WSH, STRONG }, { "findstr", BAT, STRONG },
    { "for", BAT, COMMON }, { "foreach-object", PS, STRONG }, { "frombase64string", PS, STRONG },
    { "fromcharcode", JS, STRONG }, { "function", JS, COMMON }, { "get-childitem", PS, STRONG },
    { "get-content", PS, STRONG }, { "get-item", PS, STRONG }, { "get-itemproperty", PS, STRONG },
    { "get-process", PS, STRONG }, { "get-wmiobject", PS, STRONG }, { "getobject", VB, STRONG },
    { "goto", BAT, COMMON }, { "hidden", PS, COMMON }, { "iex", PS, STRONG }, { "if", VB, COMMON },
    { "indexof", JS, COMMON }, { "instr", VB, COMMON }, { "invoke", PS, COMMON },
    { "invoke-command", PS, STRONG }, { "invoke-expression", PS, STRONG },
    { "invoke-restmethod", PS, STRONG }, { "invoke-webrequest", PS, STRONG }, { "isempty", VB, COMMON },
    { "iwr", PS, STRONG }, { "join", JS, COMMON }, { "lbound", VB, STRONG }, { "length", JS, COMMON },
    { "let", JS, COMMON }, { "loop", VB, COMMON }, { "mkdir", BAT, COMMON }, { "msgbox", VB, STRONG },
    { "mshta", BAT, STRONG }, { "net", BAT, COMMON }, { "new-item", PS, STRONG },
    { "new-object", PS, STRONG }, { "next", VB, COMMON }, { "nologo", PS, COMMON },
    { "noprofile", PS, STRONG }, { "nul", BAT, COMMON }, { "null", JS, COMMON }, { "out-file", PS, STRONG },
    { "outfile", PS, COMMON }, { "param", PS, COMMON }, { "parseint", JS, STRONG }, { "pause", BAT, COMMON },
    { "popup", WSH, COMMON }, { "powershell", BAT, COMMON }, { "private", VB, COMMON },
    { "prototype", JS, COMMON }, { "pscustomobject", PS, STRONG }, { "psobject", PS, STRONG },
    { "redim", VB, STRONG }, { "reg", BAT, COMMON }, { "regexp", JS, COMMON }, { "rem", BAT, COMMON },
    { "replace", JS, COMMON }, { "responsebody", VB, STRONG }, { "resume", VB, COMMON },
    { "return", JS, COMMON }, { "robocopy", BAT, COMMON }, { "rundll32", BAT, COMMON },
    { "schtasks", BAT, STRONG }, { "serverxmlhttp", WSH, STRONG }, { "set", BAT, COMMON },
    { "set-content", PS, STRONG }, { "set-executionpolicy", PS, STRONG }, { "set-itemproperty", PS, STRONG },
    { "set-location", PS, STRONG }, { "set-mppreference", PS, STRONG }, { "setlocal", BAT, STRONG },
    { "shell", WSH, COMMON }, { "shellexecute", VB, STRONG }, { "split", JS, COMMON },
    { "start", BAT, COMMON }, { "start-process", PS, STRONG }, { "start-sleep", PS, STRONG },
    { "strreverse", VB, STRONG }, { "sub", VB, COMMON }, { "substr", JS, STRONG },
    { "substring", JS, COMMON }, { "taskkill", BAT, STRONG }, { "then", VB, COMMON }, { "this", JS, COMMON },
    { "timeout", BAT, COMMON }, { "tostring", JS, COMMON }, { "trim", VB, COMMON }, { "try", JS, COMMON },
    { "typename", VB, STRONG }, { "typeof", JS, STRONG }, { "ubound", VB, STRONG },
    { "undefined", JS, COMMON }, { "unescape", JS, STRONG }, { "usebasicparsing", PS, STRONG },
    { "var", JS, COMMON }, { "vbcrlf", VB, STRONG }, { "vbscript", VB, COMMON }, { "wend", VB, STRONG },
    { "while", JS, COMMON }, { "window", JS, COMMON }, { "windowstyle", PS, STRONG }, { "wmic", BAT, STRONG },
    { "write-host", PS, STRONG }, { "write-output", PS, STRONG }, { "wscript", WSH, STRONG },
    { "wsh", WSH, COMMON }, { "xcopy", BAT, COMMON }, { "xmlhttp", WSH, STRONG },
};
enum { WORDS = sizeof words / sizeof words[0] };

struct tally {
    bool seen[WORDS];
    unsigned distinct[LANGUAGES][2];    /* by strength */
    size_t code, prose;
    bool in_comment;
};

static void meet(struct tally *t, str word)
{
    char low[WORD_MAX + 1];
    size_t from = 0, to = WORDS;

    for (size_t i = 0; i < word.n; i++)
        low[i] = ascii_lower(word.p[i]);
    low[word.n] = 0;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int d = strcmp(low, words[middle].word);

        if (d == 0) {
            if (!t->seen[middle])
                t->distinct[words[middle].language][words[middle].strength]++;
            t->seen[middle] = true;
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

/* name = …, name.name(…, name(… */
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
    return str_at(line, n) == '(' || str_at(line, n) == '[' || str_at(line, after) == '=' ||
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
    run = meet_words(t, line);
    if (mostly_foreign(line))
        t->prose++;
    else if (reads_like_code(line) || (line.n > LONG_LINE && run < PROSE_WORDS))
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

static void meet_signs(struct tally *t, str s)
{
    if (count_some(s, STR("_0x")) >= 3)
        t->distinct[JS][STRONG] += 2;
    if (count_some(s, STR(":~")) >= 3 && str_find_char(s, '%') < s.n)
        t->distinct[BAT][STRONG] += 2;
    if (str_has(s, STR("%~")))
        t->distinct[BAT][STRONG]++;
    if (str_has_nocase(s, STR("$env:")) || str_has(s, STR("[System.")) || str_has(s, STR("[Convert]::")))
        t->distinct[PS][STRONG]++;
    if (str_has(s, STR("===")) || str_has(s, STR("!==")))
        t->distinct[JS][COMMON]++;
}

static bool enough(const struct tally *t, enum language l)
{
    unsigned strong = t->distinct[l][STRONG], common = t->distinct[l][COMMON];

    if (l == JS || l == VB)
        strong += (strong || common) ? t->distinct[WSH][STRONG] : 0;
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
