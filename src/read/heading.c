#include "read/sniff.h"

/* Texts that say what they are in their first lines. */

#define W(literal)  { literal, sizeof(literal) - 1 }

enum { HEAD_LINES = 60, HEAD_BYTES = 8 << 10 };

/* At the very beginning, case ignored. */
static const struct { str start; enum file_type type; } starts[] = {
    { W("BEGIN:VCALENDAR"), FILE_CALENDAR },       { W("BEGIN:VCARD"), FILE_VCARD },
    { W("-----BEGIN PGP "), FILE_PGP },            { W("-----BEGIN PKCS7"), FILE_SMIME },
    { W("-----BEGIN CERTIFICATE"), FILE_SMIME },   { W("-----BEGIN CMS"), FILE_SMIME },
    { W("Windows Registry Editor Version"), FILE_REGFILE }, { W("REGEDIT4"), FILE_REGFILE },
    { W("ID;P"), FILE_SLK },                       { W("{\\rt"), FILE_RTF },
    { W("<?php"), FILE_PHP },                      { W("#!/usr/bin/pwsh"), FILE_POWERSHELL },
    { W("#!/usr/bin/env pwsh"), FILE_POWERSHELL }, { W("#!/"), FILE_SHELL },
    { W("#! /"), FILE_SHELL },                     { W("WEB\r\n1\r\nhttp"), FILE_IQY },
    { W("WEB\n1\nhttp"), FILE_IQY },               { W("WEB\r1\rhttp"), FILE_IQY },
};

/* A whole line among the first ones of a file that begins with '['. */
static const struct { str line; enum file_type type; } sections[] = {
    { W("[InternetShortcut]"), FILE_URLFILE },     { W("[InternetShortcut.A]"), FILE_URLFILE }, { W("[InternetShortcut.W]"), FILE_URLFILE },
    { W("[DefaultInstall]"), FILE_INF },           { W("[DefaultInstall_SingleUser]"), FILE_INF },
};

/* Lines only a mail has, and lines other texts begin with too. */
static const str mail_lines[] = { W("Received:"), W("Return-Path:"), W("Message-ID:"), W("MIME-Version:"), W("Delivered-To:"), W("X-Mailer:"), W("") };
static const str letter_lines[] = { W("From:"), W("To:"), W("Cc:"), W("Subject:"), W("Date:"), W("Reply-To:"), W("Sender:"), W("Content-Type:"),
                                            W("Content-Transfer-Encoding:"), W("") };

static bool starts_nocase(str s, str what)
{
    return s.n > 0 && ascii_lower(s.p[0]) == ascii_lower(what.p[0]) && str_starts_nocase(s, what);
}

static bool starts_with_one(str s, const str *what)
{
    for (; what->n > 0; what++)
        if (starts_nocase(s, *what))
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
            if (str_eq_nocase(line, sections[k].line))
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
        if (starts_nocase(s, starts[i].start))
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
