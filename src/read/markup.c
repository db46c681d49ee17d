#include "read/sniff.h"

enum { MARKUP_SEARCH = 64 << 10, TAG_NAME_MAX = 40, HANDLER_MAX = 200 };

static bool has(str s, const char *word)
{
    return str_has_nocase(s, str_of(word));
}

static bool one_of(str s, const char *const *words)
{
    while (*words && !str_eq_nocase(s, str_of(*words)))
        words++;
    return *words != NULL;
}

static str tag_name(str after_bracket)
{
    size_t n = 0;

    while (n < after_bracket.n && n < TAG_NAME_MAX && (ascii_alnum(after_bracket.p[n]) || (after_bracket.p[n] && strchr("!:_-.", after_bracket.p[n]))))
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

/* Words of the objects that give a page the machine: only an HTA has use for them. */
static bool is_hta(str s)
{
    static const char *const objects[] = { "wscript.shell", "shell.application", "scripting.filesystemobject", "adodb.stream",
                                           "msxml2.xmlhttp", "schedule.service", NULL };

    if (has(s, "<hta:application"))
        return true;
    if (!has(s, "<script"))
        return false;
    for (size_t i = 0; objects[i]; i++)
        if (has(s, objects[i]))
            return true;
    return false;
}

/* Browsers show a page that begins with anything; two different elements that only pages have make one. */
static bool page_inside(str s)
{
    static const char *const parts[] = { "html", "head", "body", "script", "!doctype", "iframe", "meta", "title", NULL };
    uint32_t seen = 0;

    for (size_t at = str_find_char(s, '<'); at < s.n; at = str_find_char(s, '<')) {
        s = str_skip(s, at + 1);
        for (size_t i = 0; parts[i]; i++)
            if (str_eq_nocase(tag_name(s), str_of(parts[i])))
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
    return p.xml || has(s, "xmlns") || has(s, "</") ? FILE_XML : FILE_UNKNOWN;
}

/* onload="…": runs only when the value looks like a statement, not like a word in a sentence. */
static bool is_handler(str s)
{
    size_t n = 0;
    char quote;

    while (n < s.n && n < TAG_NAME_MAX && ascii_alpha(s.p[n]))
        n++;
    if (n < 4 || n > 24)
        return false;
    s = skip_blanks(str_take(str_skip(s, n), HANDLER_MAX));
    if (str_at(s, 0) != '=')
        return false;
    s = skip_blanks(str_skip(s, 1));
    quote = str_at(s, 0) == '"' || str_at(s, 0) == '\'' ? s.p[0] : ' ';
    if (quote != ' ')
        s = str_skip(s, 1);
    s = str_take(s, str_find_char(s, quote));
    return str_find_char(s, '(') < s.n || str_find_char(s, '`') < s.n || has(s, "location");
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
    str name = tag_name(str_skip(tag, 1));
    size_t colon = str_find_char(name, ':');

    return str_eq_nocase(colon < name.n ? str_skip(name, colon + 1) : name, STR("script"));
}

/* One element from its '<': does it run something? */
static bool tag_is_active(str tag)
{
    if (is_script_tag(tag))
        return !is_data_block(tag);
    if (has(tag, "javascript:") || has(tag, "vbscript:") || has(tag, "srcdoc"))
        return true;
    for (size_t at = 0; at + 3 < tag.n; at++)
        if ((ascii_space(tag.p[at]) || tag.p[at] == '/' || tag.p[at] == '"' || tag.p[at] == '\'') &&
            ascii_lower(tag.p[at + 1]) == 'o' && ascii_lower(tag.p[at + 2]) == 'n' && is_handler(str_skip(tag, at + 1)))
            return true;
    return false;
}

bool markup_is_active(str text)
{
    for (size_t at = str_find_char(text, '<'); at < text.n; at = str_find_char(text, '<')) {
        str tag = str_skip(text, at);
        size_t end = str_find_char(str_skip(tag, 1), '<');

        tag = str_take(tag, end + 1);
        if (tag.n > 2 && (ascii_alpha(tag.p[1]) || tag.p[1] == '!') && tag_is_active(tag))
            return true;
        text = str_skip(text, at + 1);
    }
    return false;
}
