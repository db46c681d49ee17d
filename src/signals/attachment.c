/* What is attached: by its bytes, by its name, and where the two disagree. */
#include "signals/parts.h"
#include "signals/party.h"

/* A file itself, before any member of an archive. */
static const struct part *first(const struct case_facts *c, bool (*is)(const struct part *), uint32_t member)
{
    PARTS_EACH(c, p)
        if ((p->traits & PART_MEMBER) == member && is(p))
            return p;
    return NULL;
}

static str name_of_archive(const struct case_facts *c, const struct part *member)
{
    PARTS_EACH(c, p)
        if (!(p->traits & PART_MEMBER) && str_eq(p->path, member->member_of))
            return p->name;
    return STR("");
}

/* "資料.zip/会議.one": a person sees the archive first. */
static struct evidence member_evidence(const struct case_facts *c, struct arena *a, const struct part *p)
{
    struct evidence ev = part_evidence(p);
    str archive = name_of_archive(c, p);

    if (archive.n > 0)
        ev.where = arena_format(a, "%.*s/%.*s", STR_FMT(archive), STR_FMT(p->name));
    return ev;
}

static bool in_files(const struct case_facts *c, struct arena *a, bool (*is)(const struct part *), struct evidence *ev)
{
    const struct part *p = first(c, is, 0);

    (void)a;
    if (p)
        *ev = part_evidence(p);
    return p != NULL;
}

static bool in_members(const struct case_facts *c, struct arena *a, bool (*is)(const struct part *), struct evidence *ev)
{
    const struct part *p = first(c, is, PART_MEMBER);

    if (p)
        *ev = member_evidence(c, a, p);
    return p != NULL;
}

#define SIMPLE(function, test) \
    static bool function(const struct case_facts *c, struct arena *a, struct evidence *ev) { return in_files(c, a, test, ev); }
/* Where a member's name alone is reason enough. */
#define WITH_MEMBERS(function, test) \
    static bool function(const struct case_facts *c, struct arena *a, struct evidence *ev) \
    { \
        return in_files(c, a, test, ev) || in_members(c, a, test, ev); \
    }

/* Kinds of file a clerk tells apart. Within one kind honest programs mislabel daily: a PNG called .jpg, a table saved
 * as .xls that is HTML or CSV, a new Word file called .doc. */
enum kind { KIND_OTHER, KIND_PICTURE, KIND_TEXT, KIND_OFFICE, KIND_PDF, KIND_MEDIA, KIND_PAGE, KIND_ARCHIVE, KIND_DISK, KIND_PROGRAM };

static enum kind kind_of(enum file_type t)
{
    uint32_t traits = file_type_traits(t);

    if (t == FILE_ONENOTE)
        return KIND_PROGRAM;
    if (t == FILE_PDF)
        return KIND_PDF;
    if (t == FILE_AUDIO || t == FILE_VIDEO || t == FILE_FONT)
        return KIND_MEDIA;
    if (traits & (TYPE_RUNS | TYPE_SCRIPT))
        return KIND_PROGRAM;
    if (traits & TYPE_DISK)
        return KIND_DISK;
    if (traits & TYPE_OFFICE)
        return KIND_OFFICE;
    if ((traits & TYPE_HOLDS) && t != FILE_TNEF)
        return KIND_ARCHIVE;
    if (traits & TYPE_PICTURE)
        return KIND_PICTURE;
    if (t == FILE_HTML || t == FILE_SVG)
        return KIND_PAGE;
    return traits & TYPE_TEXT ? KIND_TEXT : KIND_OTHER;
}

static bool mismatch(const struct part *p)
{
    enum file_type named = extension_type(name_extension(p->name));
    enum kind shown = kind_of(named), real = kind_of(p->found);

    if (named == FILE_UNKNOWN || shown == KIND_OTHER || shown == real || named == FILE_ONENOTE)
        return false;
    if (shown == KIND_PROGRAM || shown == KIND_DISK)        /* the name is the warning already */
        return false;
    if (shown == KIND_OFFICE)
        return real == KIND_PROGRAM || real == KIND_DISK;
    if (shown == KIND_TEXT || shown == KIND_ARCHIVE)        /* a page called .txt opens as text */
        return real == KIND_PROGRAM || real == KIND_DISK;
    if (shown == KIND_PAGE)
        return real == KIND_PROGRAM || real == KIND_DISK || real == KIND_ARCHIVE;
    return real >= KIND_PAGE || real == KIND_OFFICE;
}

static bool doubled(const struct part *p)     { return p->name_odd & NAME_ODD_DOUBLE; }
static bool padded(const struct part *p)      { return p->name_odd & NAME_ODD_PADDED; }
static bool turned(const struct part *p)      { return p->name_odd & NAME_ODD_REVERSED; }
/* A full-width dot is a habit ("資料．pdf"); before something that runs it is a trick. */
static bool unseen(const struct part *p)
{
    return p->name_odd & (NAME_ODD_INVISIBLE | NAME_ODD_CONTROL) || ((p->name_odd & NAME_ODD_LOOKALIKE) && part_is_active(p));
}

static bool encrypted(const struct part *p)
{
    return (p->traits & PART_ENCRYPTED) && p->found != FILE_PGP && p->found != FILE_SMIME;
}

static bool uninspectable(const struct part *p)
{
    return (p->traits & PART_UNINSPECTED) && !(p->traits & PART_ENCRYPTED) && p->found != FILE_LZH;
}

static bool is_lzh(const struct part *p)      { return part_type(p) == FILE_LZH; }
static bool smuggles(const struct part *p)    { return p->traits & PART_SMUGGLES; }

SIMPLE(check_mismatch, mismatch)
SIMPLE(check_double, doubled)
SIMPLE(check_padded, padded)
SIMPLE(check_reversed, turned)
SIMPLE(check_invisible, unseen)
SIMPLE(check_program, part_is_program)
SIMPLE(check_script, part_is_script)
SIMPLE(check_shortcut, part_is_shortcut)
WITH_MEMBERS(check_disk, part_is_disk)
SIMPLE(check_encrypted, encrypted)
WITH_MEMBERS(check_uninspectable, uninspectable)
WITH_MEMBERS(check_macro, part_is_macro)
SIMPLE(check_page, part_is_active_page)
WITH_MEMBERS(check_lzh, is_lzh)
SIMPLE(check_smuggling, smuggles)

/* Members are known by name only. */
static bool program_in_archive(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    PARTS_EACH(c, p) {
        str extension = name_extension(p->name);

        if (!(p->traits & PART_MEMBER) || (!extension_executes(extension) && !(p->name_odd & (NAME_ODD_DOUBLE | NAME_ODD_REVERSED))))
            continue;
        *ev = (struct evidence){ .claimed = extension, .actual = p->name, .where = name_of_archive(c, p) };
        return true;
    }
    return false;
}

/* J02. A password a person was given elsewhere protects something; one beside the lock only keeps scanners out.
 * "パスワードは別途お知らせします" names one as well, but does not give it. */
static bool password_here(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    str said = STR("");
    bool given = mail_has_phrase(c, STR("password.given"), &said) && !mail_has_phrase(c, STR("password.follows"), NULL);

    (void)a;
    PARTS_EACH(c, p) {
        if (!encrypted(p) || (!given && !(p->traits & PART_PASSWORD_HERE)))
            continue;
        *ev = part_evidence(p);
        ev->claimed = said;
        return true;
    }
    return false;
}

#define ATTACHMENT(name, id, code, severity, check, ...) \
    const struct signal signal_attachment_##name = { "mail.attachment." id, code, { __VA_ARGS__ }, GROUP_ATTACHMENT, SEVERITY_##severity, check };

ATTACHMENT(mismatch,      "type-mismatch",          "A01", MEDIUM, check_mismatch,      "P0.1", "P0.3", "C1.10")
ATTACHMENT(double,        "double-extension",       "A02", HIGH,   check_double,        "P0.1", "P0.3", "C1.10")
ATTACHMENT(padded,        "name-padded",            "A02", HIGH,   check_padded,        "P0.1", "P0.3", "C1.10")
ATTACHMENT(reversed,      "name-reversed",          "A02", HIGH,   check_reversed,      "P0.1", "P0.3", "C1.10")
ATTACHMENT(invisible,     "name-invisible",         "A02", HIGH,   check_invisible,     "P0.1", "P0.3", "C1.10")
ATTACHMENT(executable,    "executable",             "A03", HIGH,   check_program,       "P0.3", "C1.10", "C1.5")
ATTACHMENT(script,        "script",                 "A03", HIGH,   check_script,        "P0.3", "C1.10", "C1.5")
ATTACHMENT(shortcut,      "shortcut",               "A04", HIGH,   check_shortcut,      "P0.3", "C1.10", "C2.1")
ATTACHMENT(disk_image,    "disk-image",             "A05", HIGH,   check_disk,          "P0.3", "C1.10")
ATTACHMENT(encrypted,     "encrypted-archive",      "A17", MEDIUM, check_encrypted,     "P0.3", "C1.10", "C2.1")
ATTACHMENT(uninspectable, "uninspectable",          "A17", MEDIUM, check_uninspectable, "P0.3", "P0.4")
ATTACHMENT(in_archive,    "program-in-archive",     "A03", HIGH,   program_in_archive,  "P0.3", "C1.10", "C2.1")
ATTACHMENT(macro,         "macro",                  "A07", MEDIUM, check_macro,         "P0.3", "C1.13", "C2.1")
ATTACHMENT(html_active,   "html-active",            "A21", MEDIUM, check_page,          "P0.3", "C1.10")
ATTACHMENT(password,      "password-in-same-mail",  "J02", HIGH,   password_here,       "P0.1", "C1.10", "C2.1")
ATTACHMENT(lzh,           "lzh",                    "J05", MEDIUM, check_lzh,           "P0.3", "C1.10")

const struct signal signal_html_smuggling = {
    "mail.html.smuggling", "H04", { "P0.3", "C1.10" }, GROUP_ATTACHMENT, SEVERITY_HIGH, check_smuggling };
