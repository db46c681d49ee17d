#include "read/sniff.h"

#define W(literal)  { literal, sizeof(literal) - 1 }

enum { MARKUP_SEARCH = 64 << 10, TAG_NAME_MAX = 40, HANDLER_MAX = 200, HANDLER_NAME = 24, BLANKS_MAX = 64 };

static bool has(str s, const char *word)
{
    return str_has_nocase(s, str_of(word));
}

static bool one_of(str s, const char *const *words)
{
    int first = s.n > 0 ? ascii_lower(s.p[0]) : -1;

    while (*words && ((*words)[0] != first || !str_eq_nocase(s, str_of(*words))))
        words++;
    return *words != NULL;
}

static bool is_name_char(char c)
{
    return ascii_alnum(c) || c == '!' || c == ':' || c == '_' || c == '-' || c == '.';
}

static str tag_name(str after_bracket)
{
    size_t n = 0;

    while (n < after_bracket.n && n < TAG_NAME_MAX && is_name_char(after_bracket.p[n]))
        n++;
    return str_take(after_bracket, n);
}

static str skip_past(str s, str end)
{
    return str_skip(s, str_find(s, end) + end.n);
}

/* Not str_trim: that looks at the end too, each time. */
static str skip_blanks(str s)
{
    while (s.n > 0 && ascii_space(s.p[0]))
        s = str_skip(s, 1);
    return s;
}

/* What comes before the root element: declarations and comments. */
struct prolog { bool xml, html; };

/* The name of the first element, "" when something else than markup comes first. */
static str root_name(str s, struct prolog *p)
{
    for (;;) {
        s = skip_blanks(s);
        if (str_at(s, 0) != '<')
            return STR("");
        if (str_starts_nocase(s, STR("<?xml")) || str_starts(s, STR("<?"))) {
            p->xml |= str_starts_nocase(s, STR("<?xml"));
            s = skip_past(s, STR("?>"));
        } else if (str_starts(s, STR("<!--"))) {
            s = skip_past(str_skip(s, 4), STR("-->"));
        } else if (str_starts_nocase(s, STR("<!doctype"))) {
            size_t close = str_find_char(s, '>');
            bool subset = str_find_char(str_take(s, close), '[') < close;

            p->html |= str_starts_nocase(skip_blanks(str_skip(s, 9)), STR("html"));
            s = subset ? skip_past(s, STR("]>")) : str_skip(s, close + 1);
        } else {
            return tag_name(str_skip(s, 1));
        }
    }
}

static const char *const html_roots[] = {
    "html", "head", "body", "title", "meta", "link", "style", "script", "base", "table", "tr", "td", "div", "span", "p", "br", "hr", "a",
    "img", "font", "center", "b", "i", "u", "strong", "em", "h1", "h2", "h3", "h4", "ul", "ol", "li", "form", "input", "button", "iframe",
    "frameset", "frame", "object", "embed", "applet", "blockquote", "pre", "main", "section", "article", "header", "footer", "nav", "video",
    "audio", "canvas", "noscript", "template", "marquee", "tt", "code", "big", "small", "details", "dialog", "!--", "o:p", "basefont", NULL
};
static const char *const wsf_roots[] = { "job", "package", "component", "scriptlet", NULL };
static const char *const library_roots[] = { "librarydescription", "searchconnectordescription", "persistedquery", NULL };

/* Words of the objects that give a page the machine: only an HTA has use for them. Looked for by their dots. */
static bool names_object(str s)
{
    static const struct { str before, after; } objects[] = {
        { W("wscript"), W("shell") }, { W("shell"), W("application") }, { W("scripting"), W("filesystemobject") },
        { W("adodb"), W("stream") }, { W("msxml2"), W("xmlhttp") }, { W("schedule"), W("service") } };

    for (size_t from = 0, dot; from < s.n; from = dot + 1) {
        dot = from + str_find_char(str_skip(s, from), '.');
        for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++)
            if (ascii_lower((char)str_at(s, dot + 1)) == objects[i].after.p[0] &&
                str_starts_nocase(str_skip(s, dot + 1), objects[i].after) && str_ends_nocase(str_take(s, dot), objects[i].before))
                return true;
    }
    return false;
}

static bool is_hta(str s)
{
    str whole = s;
    bool script = false;

    for (size_t at = str_find_char(s, '<'); at < s.n; at = str_find_char(s, '<')) {
        str tag = str_skip(s, at + 1);
        int first = tag.n > 0 ? ascii_lower(tag.p[0]) : -1;

        if (first == 'h' && str_starts_nocase(tag, STR("hta:application")))
            return true;
        script |= first == 's' && str_starts_nocase(tag, STR("script"));
        s = tag;
    }
    return script && names_object(whole);
}

/* Browsers show a page that begins with anything; two different elements that only pages have make one. */
static bool page_inside(str s)
{
    static const char *const parts[] = { "html", "head", "body", "script", "!doctype", "iframe", "meta", "title", NULL };
    uint32_t seen = 0;

    for (size_t at = str_find_char(s, '<'); at < s.n; at = str_find_char(s, '<')) {
        s = str_skip(s, at + 1);
        for (size_t i = 0; parts[i] && s.n > 0; i++)
            if (ascii_lower(s.p[0]) == parts[i][0] && str_eq_nocase(tag_name(s), str_of(parts[i])))
                seen |= 1u << i;
    }
    return __builtin_popcount(seen) >= 2;
}

enum file_type markup_type(str text)
{
    str s = str_take(text, MARKUP_SEARCH), root, local;
    struct prolog p = { 0 };

    root = root_name(s, &p);
    local = str_skip(root, str_rfind_char(root, ':') < root.n ? str_rfind_char(root, ':') + 1 : 0);
    if (root.n == 0)
        return page_inside(s) ? (is_hta(s) ? FILE_HTA : FILE_HTML) : FILE_UNKNOWN;
    if (str_eq_nocase(local, STR("svg")))
        return FILE_SVG;
    if (p.html || one_of(root, html_roots) || str_starts(root, STR("!")))
        return is_hta(s) ? FILE_HTA : FILE_HTML;
    if (str_starts_nocase(root, STR("hta:")))
        return FILE_HTA;
    if (one_of(root, wsf_roots) && (has(s, "<script") || has(s, "<registration")))
        return FILE_WSF;
    if (one_of(root, library_roots))
        return FILE_LIBRARY;
    if (str_eq_nocase(local, STR("assembly")) && has(s, "<deployment"))
        return FILE_APPREF;
    if (!p.xml && page_inside(s))
        return is_hta(s) ? FILE_HTA : FILE_HTML;
    return p.xml || str_has(s, STR("</")) || has(s, "xmlns") ? FILE_XML : FILE_UNKNOWN;
}

/* The value of onload="…", from behind its '=': it runs only when it looks like a statement, not like a word in a sentence. */
static bool is_statement(str s)
{
    char quote;

    s = skip_blanks(str_take(s, HANDLER_MAX));
    quote = str_at(s, 0) == '"' || str_at(s, 0) == '\'' ? s.p[0] : ' ';
    if (quote != ' ')
        s = str_skip(s, 1);
    s = str_take(s, str_find_char(s, quote));
    return str_find_char(s, '(') < s.n || str_find_char(s, '`') < s.n || has(s, "location");
}

/* The word that ends before `at`, blanks between dropped; as long as HANDLER_NAME + 1 when it is longer. */
static str word_before(str s, size_t at)
{
    size_t n = 0;

    s = str_take(s, at);
    while (s.n > 0 && at - s.n < BLANKS_MAX && ascii_space(s.p[s.n - 1]))
        s.n--;
    while (n < s.n && n <= HANDLER_NAME && ascii_alpha(s.p[s.n - 1 - n]))
        n++;
    return str_skip(s, s.n - n);
}

static bool may_begin(int c)
{
    return ascii_space(c) || c == '/' || c == '"' || c == '\'';
}

/* on…= or srcdoc= ends at `at`. */
static bool is_active_attribute(str s, size_t at)
{
    str name = word_before(s, at), before = str_before(s, name);

    if (str_ends_nocase(name, STR("srcdoc")))
        return true;
    return name.n >= 4 && name.n <= HANDLER_NAME && before.n > 0 && may_begin(before.p[before.n - 1]) &&
           str_starts_nocase(name, STR("on")) && is_statement(str_skip(s, at + 1));
}

/* javascript: or vbscript: ends at `at`. */
static bool is_active_address(str s, size_t at)
{
    return at > 0 && ascii_lower(s.p[at - 1]) == 't' &&
           (str_ends_nocase(str_take(s, at), STR("javascript")) || str_ends_nocase(str_take(s, at), STR("vbscript")));
}

/* Data for search engines and mail programs, which no browser runs: the first type attribute decides. */
static bool is_data_block(str tag)
{
    str s = str_take(tag, str_find_char(tag, '>'));
    size_t at = str_find_nocase(s, STR("type"));

    s = skip_blanks(str_skip(s, at + 4));
    if (str_at(s, 0) != '=')
        return false;
    s = skip_blanks(str_skip(s, 1));
    if (str_at(s, 0) == '"' || str_at(s, 0) == '\'')
        s = str_skip(s, 1);
    return str_starts_nocase(s, STR("application/ld+json")) || str_starts_nocase(s, STR("application/json"));
}

/* Also with a prefix: any XML may hold elements of XHTML or SVG, and browsers run those. */
static bool is_script_tag(str tag)
{
    str name = str_skip(tag, 1);
    size_t n = 0;

    while (n < name.n && n < TAG_NAME_MAX && ascii_alnum(name.p[n]))
        n++;
    if (str_at(name, n) == ':')
        name = str_skip(name, n + 1);
    return ascii_lower((char)str_at(name, 0)) == 's' && str_eq_nocase(tag_name(name), STR("script"));
}

static bool begins_element(str tag)
{
    return tag.n > 2 && (ascii_alpha(tag.p[1]) || tag.p[1] == '!');
}

/* The last '<' before a place; places must not go back. */
struct last_tag { str s; size_t at; bool any; };

static str tag_before(struct last_tag *t, size_t place)
{
    for (;;) {
        size_t from = t->any ? t->at + 1 : 0, next = from + str_find_char(str_sub(t->s, from, place - from), '<');

        if (next >= place)
            break;
        t->at = next;
        t->any = true;
    }
    return t->any ? str_skip(t->s, t->at) : STR("");
}

/* Is there, in an element, what `is` says of a character `c`? What stands in a block of data is data. */
static bool any_in_element(str s, char c, bool (*is)(str s, size_t at))
{
    struct last_tag last = { .s = s };

    for (size_t at = str_find_char(s, c); at < s.n; at += 1 + str_find_char(str_skip(s, at + 1), c)) {
        str tag;

        if (!is(s, at))
            continue;
        tag = tag_before(&last, at);
        if (begins_element(tag) && !is_script_tag(tag))
            return true;
    }
    return false;
}

static bool has_script(str s)
{
    for (size_t at = str_find_char(s, '<'); at < s.n; at = str_find_char(s, '<')) {
        str tag = str_skip(s, at);

        if (begins_element(tag) && is_script_tag(tag) && !is_data_block(str_take(tag, 1 + str_find_char(str_skip(tag, 1), '<'))))
            return true;
        s = str_skip(tag, 1);
    }
    return false;
}

bool markup_is_active(str text)
{
    return has_script(text) || any_in_element(text, ':', is_active_address) || any_in_element(text, '=', is_active_attribute);
}
