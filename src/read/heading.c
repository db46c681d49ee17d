#include "read/sniff.h"

/* Texts that say what they are in their first lines. */

enum { HEAD_LINES = 60, HEAD_BYTES = 8 << 10 };

/* At the very beginning, case ignored. */
static const struct { const char *start; enum file_type type; } starts[] = {
    { "BEGIN:VCALENDAR", FILE_CALENDAR },       { "BEGIN:VCARD", FILE_VCARD },
    { "-----BEGIN PGP ", FILE_PGP },            { "-----BEGIN PKCS7", FILE_SMIME },
    { "-----BEGIN CERTIFICATE", FILE_SMIME },   { "-----BEGIN CMS", FILE_SMIME },
    { "Windows Registry Editor Version", FILE_REGFILE }, { "REGEDIT4", FILE_REGFILE },
    { "ID;P", FILE_SLK },                       { "{\\rt", FILE_RTF },
    { "<?php", FILE_PHP },                      { "#!/usr/bin/pwsh", FILE_POWERSHELL },
    { "#!/usr/bin/env pwsh", FILE_POWERSHELL }, { "#!/", FILE_SHELL },
    { "#! /", FILE_SHELL },                     { "WEB\r\n1\r\nhttp", FILE_IQY },
    { "WEB\n1\nhttp", FILE_IQY },               { "WEB\r1\rhttp", FILE_IQY },
};

/* A whole line among the first ones of a file that begins with '['. */
static const struct { const char *line; enum file_type type; } sections[] = {
    { "[InternetShortcut]", FILE_URLFILE },     { "[InternetShortcut.A]", FILE_URLFILE }, { "[InternetShortcut.W]", FILE_URLFILE },
    { "[DefaultInstall]", FILE_INF },           { "[DefaultInstall_SingleUser]", FILE_INF },
};

/* Lines only a mail has, and lines other texts begin with too. */
static const char *const mail_lines[] = { "Received:", "Return-Path:", "Message-ID:", "MIME-Version:", "Delivered-To:", "X-Mailer:", NULL };
static const char *const letter_lines[] = { "From:", "To:", "Cc:", "Subject:", "Date:", "Reply-To:", "Sender:", "Content-Type:",
                                            "Content-Transfer-Encoding:", NULL };

static bool starts_with_one(str s, const char *const *what)
{
    for (size_t i = 0; what[i]; i++)
        if (str_starts_nocase(s, str_of(what[i])))
            return true;
    return false;
}

static bool is_header(str line)
{
    size_t n = str_find_char(line, ':');

    if (n == 0 || n >= line.n || n > 60)
        return false;
    for (size_t i = 0; i < n; i++)
        if (line.p[i] <= ' ' || line.p[i] > '~')
            return false;
    return true;
}

static bool is_mail(str s)
{
    unsigned mail = 0, letter = 0;

    for (int i = 0; i < HEAD_LINES && s.n > 0; i++) {
        str line = str_line(&s);

        if (line.n == 0)
            break;
        if (starts_with_one(line, mail_lines))
            mail++;
        else if (starts_with_one(line, letter_lines))
            letter++;
        else if (!is_header(line) && line.p[0] != ' ' && line.p[0] != '\t' && !(i == 0 && str_starts(line, STR("From "))))
            return false;
    }
    return mail >= 1 && mail + letter >= 3;
}

/* key:type:value on every line (Remote Desktop). */
static bool is_rdp(str s)
{
    bool address = false;

    for (int i = 0; i < HEAD_LINES && s.n > 0; i++) {
        str line = str_trim(str_line(&s));
        size_t colon = str_find_char(line, ':');

        if (line.n == 0)
            continue;
        if (!str_has(STR("sib"), str_sub(line, colon + 1, 1)) || str_at(line, colon + 2) != ':')
            return false;
        address |= str_starts_nocase(line, STR("full address:s:")) || str_starts_nocase(line, STR("alternate full address:s:"));
    }
    return address;
}

static enum file_type by_section(str s)
{
    bool version = false, signature = false;

    for (int i = 0; i < HEAD_LINES && s.n > 0; i++) {
        str line = str_trim(str_line(&s));

        for (size_t k = 0; k < sizeof sections / sizeof sections[0]; k++)
            if (str_eq_nocase(line, str_of(sections[k].line)))
                return sections[k].type;
        version |= str_eq_nocase(line, STR("[Version]"));
        signature |= str_starts_nocase(line, STR("signature")) && str_find_char(line, '$') < line.n;
    }
    return version && signature ? FILE_INF : FILE_UNKNOWN;
}

/* Windows Script Encoder: eight characters of length, the text, a checksum. */
static bool is_encoded_script(str s)
{
    return str_starts(s, STR("#@~^")) && str_eq(str_sub(s, 10, 2), STR("=="));
}

enum file_type headed_type(str text)
{
    str s = str_take(text, HEAD_BYTES);
    enum file_type t = FILE_UNKNOWN;

    while (s.n > 0 && ascii_space(s.p[0]))
        s = str_skip(s, 1);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (str_starts_nocase(s, str_of(starts[i].start)))
            return starts[i].type;
    if (is_encoded_script(s))
        return FILE_ENCODED;
    if (str_at(s, 0) == '[' || str_at(s, 0) == ';')
        t = by_section(s);
    if (t == FILE_UNKNOWN && str_starts_nocase(s, STR("http")) && str_has(s, STR("#")) && str_has(s, STR(".application,")))
        return FILE_APPREF;
    if (t == FILE_UNKNOWN && is_rdp(s))
        return FILE_RDP;
    return t == FILE_UNKNOWN && is_mail(s) ? FILE_MAIL : t;
}
