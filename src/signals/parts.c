#include "signals/parts.h"

#include "signals/listed.h"

/* Beyond the extensions of FILE_TYPES: what Windows also starts (R list of dangerous extensions). */
WORD_LIST(more_programs,
    "ade", "adp", "application", "appref-ms", "appx", "appxbundle", "bat", "chm", "cmd", "com", "cpl", "desklink",
    "diagcab", "dll", "exe", "gadget", "hta", "img", "inf", "iqy", "iso", "jar", "job", "js", "jse", "library-ms",
    "lnk", "mapimail", "msc", "msh", "msi", "msix", "msixbundle", "msp", "mst", "ocx", "pif", "ps1", "psm1", "rdp",
    "reg", "scf", "scr", "sct", "search-ms", "searchconnector-ms", "settingcontent-ms", "shb", "shs", "slk", "sys",
    "theme", "themepack", "url", "vbe", "vbs", "vhd", "vhdx", "website", "wll", "ws", "wsc", "wsf", "wsh", "xlam",
    "xll")
WORD_LIST(shortcuts,
    "appref-ms", "desklink", "library-ms", "lnk", "scf", "search-ms", "searchconnector-ms", "settingcontent-ms",
    "url", "website")

str name_extension(str name)
{
    size_t dot;

    while (name.n > 0 && (str_at(name, name.n - 1) == '.' || ascii_space(str_at(name, name.n - 1))))
        name = str_take(name, name.n - 1);
    dot = str_rfind_char(name, '.');
    return dot < name.n ? str_skip(name, dot + 1) : STR("");
}

/* Extensions of all types in one open hash: made of constants, so the same at every call. Asked for every part. */
enum { SLOTS = 1024, EXTENSION_MAX = 24 };

struct slot { str extension; enum file_type type; };

static struct slot *slot_of(struct slot *slots, str extension)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < extension.n; i++)
        h = (h ^ (unsigned char)ascii_lower(extension.p[i])) * 16777619u;
    for (;; h++)
        if (slots[h % SLOTS].extension.n == 0 || str_eq_nocase(slots[h % SLOTS].extension, extension))
            return &slots[h % SLOTS];
}

static void fill(struct slot *slots, enum file_type t)
{
    str words = str_of(file_type_extensions(t));
    bool runs = file_type_traits(t) & (TYPE_RUNS | TYPE_SCRIPT);

    while (words.n > 0) {
        str word = str_split(&words, ' ');
        struct slot *slot = slot_of(slots, word);

        if (slot->extension.n == 0 || runs)
            *slot = (struct slot){ word, t };
    }
}

enum file_type extension_type(str extension)
{
    static struct slot slots[SLOTS];
    static bool filled;
    const struct slot *slot;

    for (int t = 0; !filled && t < FILE_TYPE_COUNT; t++)
        fill(slots, (enum file_type)t);
    filled = true;
    if (extension.n == 0 || extension.n > EXTENSION_MAX)
        return FILE_UNKNOWN;
    slot = slot_of(slots, extension);
    return slot->extension.n > 0 ? slot->type : FILE_UNKNOWN;
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
    str extension = p->name.n > 0 ? name_extension(p->name) : STR("");

    /* Nothing opens a shell script called "rotate" or "rotate.txt" by a click; one called .command or .sh may. */
    if ((p->found == FILE_SHELL || p->found == FILE_PHP) && !(file_type_traits(extension_type(extension)) & TYPE_SCRIPT))
        return FILE_TEXT;
    if (extension.n == 0 || !extension_executes(extension))
        return p->found;
    /* Windows goes by the name: a.hta runs whatever picture it begins with. ".com" ends many a host name, too. */
    if (p->found != FILE_UNKNOWN && p->found != FILE_TEXT && (file_type_traits(p->found) & TYPE_RUNS || str_eq(extension, STR("com"))))
        return p->found;
    return extension_type(extension) == FILE_UNKNOWN ? FILE_PE : extension_type(extension);
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
