#include "signals/parts.h"

/* Beyond the extensions of FILE_TYPES: what Windows also starts (R list of dangerous extensions). */
static const char *const more_programs[] = {
    "exe", "scr", "com", "pif", "cpl", "dll", "xll", "ocx", "msi", "msp", "mst", "msix", "appx", "appxbundle", "msixbundle",
    "jar", "hta", "js", "jse", "vbs", "vbe", "wsf", "wsc", "wsh", "sct", "ps1", "psm1", "bat", "cmd", "reg", "inf", "chm",
    "lnk", "url", "website", "library-ms", "search-ms", "searchconnector-ms", "settingcontent-ms", "appref-ms",
    "application", "rdp", "iqy", "slk", "diagcab", "gadget", "ade", "adp", "wll", "xlam", "desklink", "mapimail", "scf",
    "theme", "themepack", "vhd", "vhdx", "img", "iso", "msc", "job", "ws", "msh", "shb", "shs", "sys", NULL };
static const char *const shortcuts[] = {
    "lnk", "url", "website", "library-ms", "search-ms", "searchconnector-ms", "settingcontent-ms", "scf", "desklink",
    "appref-ms", NULL };

static bool listed(const char *const list[], str word)
{
    for (size_t i = 0; list[i]; i++)
        if (str_eq_nocase(word, str_of(list[i])))
            return true;
    return false;
}

str name_extension(str name)
{
    size_t dot;

    while (name.n > 0 && (str_at(name, name.n - 1) == '.' || ascii_space(str_at(name, name.n - 1))))
        name = str_take(name, name.n - 1);
    dot = str_rfind_char(name, '.');
    return dot < name.n ? str_skip(name, dot + 1) : STR("");
}

enum file_type extension_type(str extension)
{
    enum file_type found = FILE_UNKNOWN;

    for (int t = 0; extension.n > 0 && t < FILE_TYPE_COUNT; t++) {
        str words = str_of(file_type_extensions((enum file_type)t));

        while (words.n > 0) {
            bool runs = file_type_traits((enum file_type)t) & (TYPE_RUNS | TYPE_SCRIPT);

            if (str_eq_nocase(str_split(&words, ' '), extension) && (found == FILE_UNKNOWN || runs))
                found = (enum file_type)t;
        }
    }
    return found;
}

bool extension_executes(str extension)          { return listed(more_programs, extension); }
bool extension_is_shortcut(str extension)   { return listed(shortcuts, extension); }

bool part_is_file(const struct part *p)
{
    if (p->traits & PART_MEMBER)
        return false;
    return !(p->traits & PART_BODY) || p->name.n > 0;
}

/* A program that cannot be told by its bytes (a test virus, a truncated file) is still one by its name: Windows asks
 * nothing else. A picture called .com is a web address in a file name, and stays a picture. */
enum file_type part_type(const struct part *p)
{
    str extension = name_extension(p->name);

    if ((p->found == FILE_UNKNOWN || p->found == FILE_TEXT) && extension_executes(extension))
        return extension_type(extension) == FILE_UNKNOWN ? FILE_PE : extension_type(extension);
    return p->found;
}

static uint32_t traits(const struct part *p)    { return file_type_traits(part_type(p)); }

bool part_is_archive(const struct part *p)
{
    enum file_type t = part_type(p);

    return (traits(p) & TYPE_HOLDS) && !(traits(p) & (TYPE_OFFICE | TYPE_DISK | TYPE_RUNS)) && t != FILE_ONENOTE && t != FILE_TNEF;
}

bool part_is_disk(const struct part *p)         { return traits(p) & TYPE_DISK; }

bool part_is_shortcut(const struct part *p)
{
    enum file_type t = part_type(p);

    return t == FILE_LNK || t == FILE_URLFILE || t == FILE_LIBRARY ||
           (!(p->traits & PART_MEMBER) && (p->found == FILE_UNKNOWN || p->found == FILE_TEXT) && extension_is_shortcut(name_extension(p->name)));
}

bool part_is_script(const struct part *p)
{
    return (traits(p) & TYPE_SCRIPT) && !part_is_shortcut(p);
}

bool part_is_program(const struct part *p)
{
    return (traits(p) & TYPE_RUNS) && !(traits(p) & TYPE_SCRIPT) && !part_is_shortcut(p);
}

bool part_is_macro(const struct part *p)        { return p->traits & PART_MACRO; }

bool part_is_active_page(const struct part *p)
{
    return part_is_file(p) && (traits(p) & TYPE_MARKUP) && (p->traits & PART_ACTIVE);
}

bool part_is_active(const struct part *p)
{
    if (p->traits & PART_MEMBER)
        return false;
    if (p->traits & (PART_ENCRYPTED | PART_UNINSPECTED | PART_MACRO))
        return true;
    if ((p->traits & PART_ACTIVE) && !(p->traits & PART_BODY))
        return true;
    return (traits(p) & (TYPE_RUNS | TYPE_SCRIPT | TYPE_DISK)) || part_is_archive(p) || p->found == FILE_ONENOTE;
}

struct evidence part_evidence(const struct part *p)
{
    return (struct evidence){ .claimed = name_extension(p->name), .actual = str_of(file_type_names[part_type(p)]), .where = p->name };
}
