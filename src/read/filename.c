#include "read/filetype.h"

#include "base/fold.h"
#include "base/utf8.h"

enum {
    EXTENSION_MAX = 40,                 /* a class id in braces is the longest that means something to Windows */
    CLASS_ID = 38,
    BLANKS_ODD = 4, UNDERSCORES_ODD = 8,
    NAME_BYTES = 255,
    NAME_LOOKED_AT = 4096,
};

/* What Windows, Office or an ordinary addition runs on a double click, beyond the types told by content. Sorted. */
static const char *const running[] = {
    "accda", "accde", "accdr", "ade", "adp", "air", "apk", "app", "appcontent-ms", "appinstaller", "application", "appref-ms", "appx",
    "appxbundle", "arc", "asp", "aspx", "asx", "bas", "bat", "bgi", "btm", "cdxml", "chm", "cmd", "com", "command", "cpl", "csh",
    "desklink", "diagcab", "diagcfg", "diagpkg", "dll", "dqy", "drv", "exe", "fxp", "gadget", "hlp", "hpj", "hta", "htc", "inf", "ins",
    "iqy", "isp", "its", "jar", "jnlp", "js", "jse", "ksh", "library-ms", "lnk", "mad", "maf", "mag", "mam", "mapimail", "maq", "mar",
    "mas", "mau", "mav", "maw", "mcf", "mda", "mde", "mdt", "mdw", "mdz", "mhtml", "mjs", "msc", "msh", "msh1", "msh1xml", "msh2",
    "msh2xml", "mshxml", "msi", "msix", "msixbundle", "msp", "mst", "msu", "mydocs", "ocx", "ops", "oqy", "osd", "pcd", "phar", "php",
    "pif", "pl", "plg", "prg", "printerexport", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psd1", "psdm1", "psm1", "pssc", "py",
    "pyc", "pyo", "pyw", "pyz", "pyzw", "rdp", "reg", "rqy", "scf", "scpt", "scr", "sct", "search-ms", "searchconnector-ms",
    "settingcontent-ms", "sh", "shb", "shs", "slk", "sys", "theme", "themepack", "udl", "url", "vb", "vbe", "vbp", "vbs", "vsmacros", "vsw",
    "war", "webloc", "webpnp", "website", "wiz", "wll", "workflow", "ws", "wsc", "wsf", "wsh", "xbap", "xll", "xnk", "zfsendtotarget",
};

/* What people believe to be safe to look at, as first of two extensions. */
static const char harmless[] =
    "pdf doc docx xls xlsx xlsm ppt pptx txt csv rtf jpg jpeg png gif bmp tif tiff heic mp3 mp4 m4a wav avi mov wmv zip 7z rar lzh htm html "
    "xml jtd jtdc xdw xbd eml msg ics vcf dcm odt ods odp hwp log mdb accdb pst";
/* What they should not find behind it, though Windows does not run it by itself. */
static const char opening[] = "html htm xhtml xht shtml svg mht iso img vhd vhdx one";

/* Say nothing about the content: any program uses them. */
static const char general[] = "dat bin db";

static const char devices[] =
    "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 conin$ conout$";

static bool in_words(const char *words, str word)
{
    str list = str_of(words);

    while (list.n > 0)
        if (str_eq(str_split(&list, ' '), word))
            return true;
    return false;
}

static bool is_blank(uint32_t r)
{
    return r == ' ' || r == '\t' || r == 0xa0 || r == 0x3000 || (r >= 0x2000 && r <= 0x200a) || r == 0x202f || r == 0x205f || r == 0x1680;
}

static str last_component(str name)
{
    size_t slash = str_rfind_char(name, '/'), back = str_rfind_char(name, '\\');

    if (slash < name.n && (back >= name.n || slash > back))
        return str_skip(name, slash + 1);
    return back < name.n ? str_skip(name, back + 1) : name;
}

static bool is_trailing(char c)
{
    return c == '.' || ascii_space(c);
}

/* Windows drops dots and blanks at the end, and what follows a colon names a stream of the file before it. */
static str without_end(str s)
{
    size_t colon = str_find_char(s, ':');

    if (colon > 0 && str_rfind_char(str_take(s, colon), '.') < colon)
        s = str_take(s, colon);
    while (s.n > 0 && is_trailing(s.p[s.n - 1]))
        s.n--;
    return s;
}

/* Splits at the last dot: *stem keeps what stands before it. */
static str split_extension(str *stem)
{
    size_t dot = str_rfind_char(*stem, '.');
    str ext = str_skip(*stem, dot + 1);

    if (dot >= stem->n || ext.n == 0 || ext.n > EXTENSION_MAX || str_find_char(ext, ' ') < ext.n)
        return STR("");
    *stem = str_take(*stem, dot);
    return ext;
}

static str folded_end(struct arena *a, str name)
{
    size_t from = name.n > NAME_LOOKED_AT ? name.n - NAME_LOOKED_AT : 0;

    return without_end(fold(a, last_component(str_skip(name, from))));
}

str file_extension(struct arena *a, str name)
{
    str stem = folded_end(a, name), ext = split_extension(&stem);

    return ext.n ? ext : STR("");
}

static enum file_type type_of_extension(str ext)
{
    enum file_type found = FILE_UNKNOWN;

    if (ext.n == 0 || in_words(general, ext))
        return FILE_UNKNOWN;
    for (enum file_type t = 0; t < FILE_TYPE_COUNT; t++) {
        const char *list = file_type_extensions(t);
        str rest = str_of(list);

        if (str_eq(str_split(&rest, ' '), ext))
            return t;                   /* the first of a row is its own; later ones it may share with others */
        if (found == FILE_UNKNOWN && in_words(list, ext))
            found = t;
    }
    return found;
}

enum file_type file_type_of_name(struct arena *a, str name)
{
    return type_of_extension(file_extension(a, name));
}

bool extension_runs(str extension)
{
    size_t from = 0, to = sizeof running / sizeof running[0];

    if (extension.n == CLASS_ID && extension.p[0] == '{')
        return true;                    /* name.{class id} is opened by the class, and the ending is never shown */
    while (from < to) {
        size_t middle = (from + to) / 2;
        int d = str_compare(extension, str_of(running[middle]));

        if (d == 0)
            return true;
        if (d < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return false;
}

/* Office files with a place for macros. Old ones (.doc, .xls) have it too, but their names do not tell. */
static const char macro_documents[] =
    "docm dotm xlsm xltm xlam pptm potm ppsm ppam sldm vsdm vssm vstm xlm";

uint32_t file_traits_of_name(struct arena *a, str name)
{
    str ext = file_extension(a, name);
    enum file_type t = type_of_extension(ext);
    uint32_t is = file_type_traits(t);

    if (ext.n > 0 && in_words(macro_documents, ext))
        return PART_MACRO;
    return ((is & TYPE_HOLDS) && !(is & TYPE_OFFICE)) || t == FILE_HTML || t == FILE_SVG ? PART_UNINSPECTED : 0;
}

/* ---- oddities ---- */

static bool is_double(str folded)
{
    str stem = folded, last = split_extension(&stem);

    if (!extension_runs(last) && !in_words(opening, last))
        return false;
    while (stem.n > 0 && (is_trailing(stem.p[stem.n - 1]) || stem.p[stem.n - 1] == '_'))
        stem.n--;
    return in_words(harmless, split_extension(&stem));
}

static bool is_device(str folded)
{
    str base = str_trim_end(str_take(folded, str_find_char(folded, '.')));

    return base.n > 0 && in_words(devices, base);
}

/* "Re: 打合せ.eml" and "10:20.png" are ordinary; "a.exe::$DATA" and "a.txt:b.exe" are not. */
static bool names_stream(struct arena *a, str name)
{
    str rest = last_component(name), before = str_split(&rest, ':');
    str ext = file_extension(a, before);

    if (str_has_nocase(rest, STR(":$data")) || str_starts_nocase(rest, STR("$data")))
        return true;
    return rest.n > 0 && rest.p[0] != ' ' && (extension_runs(ext) || type_of_extension(ext) != FILE_UNKNOWN);
}

static bool is_dot(uint32_t r)
{
    return r == '.' || r == 0xff0e || r == 0x2024 || r == 0xfe52 || r == 0x3002 || r == 0xff61 || r == 0x0701 || r == 0x06d4 ||
           r == 0xa60e || r == 0x0660 || r == 0x06f0 || r == 0x1d16d || r == 0x10a50;
}

/* The extensions worth imitating; compared by skeleton, and only when letters beyond ASCII are in play at all. */
static const char imitated[] =
    "exe scr com bat cmd pif cpl dll js jse vbs vbe wsf wsh hta ps1 lnk url msi jar chm reg iso img vhd html htm svg one "
    "pdf doc docx docm xls xlsx xlsm ppt pptx zip rar 7z lzh txt csv jpg jpeg png gif";

static bool is_lookalike(struct arena *a, str after_dot, bool plain_dot)
{
    str list = str_of(imitated), skeleton;
    size_t mark = arena_mark(a);
    bool plain = plain_dot, same = false;

    for (size_t i = 0; i < after_dot.n; i++)
        plain &= after_dot.p[i] < 0x80;
    if (plain || after_dot.n == 0 || after_dot.n > EXTENSION_MAX)
        return false;
    skeleton = fold_skeleton(a, after_dot);
    while (list.n > 0 && !same)
        same = str_eq(fold_skeleton(a, str_split(&list, ' ')), skeleton);
    arena_release(a, mark);
    return same;
}

/* What one pass over the characters tells. */
struct name_look {
    uint32_t odd;
    size_t blanks, underscores;         /* the run under way */
    bool blank_run, underscore_run;     /* long enough, before the last dot seen so far */
    str after_dot;
    bool plain_dot;
    uint32_t before;
};

/* Variation selectors belong to Japanese names (葛󠄀) and emoji, joiners to emoji; after ASCII they are no use but to hide. */
static bool hides(uint32_t r, uint32_t before, bool last)
{
    if ((r >= 0xfe00 && r <= 0xfe0f) || (r >= 0xe0100 && r <= 0xe01ef) || r == 0x200d)
        return before < 0x80 && !(r == 0xfe0f && (before == '#' || before == '*' || ascii_digit((int)before)));
    if (r == 0x200e || r == 0x200f || r == 0x061c)
        return before != 0 && !last;    /* Windows' property sheets give one with what is copied from them */
    return rune_invisible(r) && !rune_bidi(r) && !is_blank(r) && r >= 0xa0;
}

static void look_at(struct name_look *l, uint32_t r, str rest)
{
    if (r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == 0x2028 || r == 0x2029)
        l->odd |= NAME_ODD_CONTROL;
    if ((r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069))
        l->odd |= NAME_ODD_REVERSED;
    if (hides(r, l->before, rest.n == 0))
        l->odd |= NAME_ODD_INVISIBLE;
    l->blanks = is_blank(r) ? l->blanks + 1 : 0;
    l->underscores = r == '_' || r == 0xff3f ? l->underscores + 1 : 0;
    l->blank_run |= l->blanks >= BLANKS_ODD;
    l->underscore_run |= l->underscores >= UNDERSCORES_ODD;
    if (is_dot(r)) {
        l->after_dot = rest;
        l->plain_dot = r == '.';
        if (rest.n > 0 && (l->blank_run || l->underscore_run))
            l->odd |= NAME_ODD_PADDED;
    }
    l->before = r;
}

static bool has_path(str name)
{
    return str_find_char(name, '/') < name.n || str_find_char(name, '\\') < name.n || str_eq(name, STR("..")) ||
           (name.n > 2 && ascii_alpha(name.p[0]) && name.p[1] == ':' && !ascii_space(name.p[2]));
}

uint32_t file_name_odd(struct arena *a, str name)
{
    struct name_look l = { 0 };
    str folded = folded_end(a, name);

    for (str s = str_take(name, NAME_LOOKED_AT); s.n > 0;) {
        uint32_t r = utf8_next(&s, NULL);

        look_at(&l, r, s);
    }
    if (name.n > NAME_BYTES)
        l.odd |= NAME_ODD_LONG;
    if (has_path(name))
        l.odd |= NAME_ODD_PATH;
    if (name.n > 0 && (name.p[name.n - 1] == '.' || name.p[name.n - 1] == ' '))
        l.odd |= NAME_ODD_TRAILING;
    if (is_double(folded))
        l.odd |= NAME_ODD_DOUBLE;
    if (is_device(folded) || names_stream(a, name))
        l.odd |= NAME_ODD_STREAM;
    if (is_lookalike(a, l.after_dot, l.plain_dot))
        l.odd |= NAME_ODD_LOOKALIKE;
    return l.odd;
}
