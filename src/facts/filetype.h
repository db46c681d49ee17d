/* What a file is by its bytes. One row per type in FILE_TYPES: word (JSON, texts), traits, usual extensions.
 *
 * Traits: R can run by itself when opened (program, script, shortcut); H holds files; O office document; P picture;
 * T plain text; I disk image. */
#ifndef SEKISHO_FACTS_FILETYPE_H
#define SEKISHO_FACTS_FILETYPE_H

#include "facts/noun.h"

enum {
    TYPE_RUNS   = 1 << 0,
    TYPE_HOLDS  = 1 << 1,
    TYPE_OFFICE = 1 << 2,
    TYPE_PICTURE = 1 << 3,
    TYPE_TEXT   = 1 << 4,
    TYPE_DISK   = 1 << 5,
    TYPE_SCRIPT = 1 << 6,               /* runs, and is text */
    TYPE_MARKUP = 1 << 7,               /* HTML, SVG, XML: may carry script */
};

#define FILE_TYPES(X) \
    X(EMPTY,    "empty",    0,                          "") \
    X(UNKNOWN,  "unknown",  0,                          "") \
    X(TEXT,     "text",     TYPE_TEXT,                  "txt csv log md tsv eml ini asc pem ics vcf") \
    X(HTML,     "html",     TYPE_TEXT | TYPE_MARKUP,    "html htm shtml xhtml xht hta mht") \
    X(SVG,      "svg",      TYPE_TEXT | TYPE_MARKUP,    "svg") \
    X(XML,      "xml",      TYPE_TEXT | TYPE_MARKUP,    "xml xsl rels") \
    X(MAIL,     "mail",     TYPE_TEXT,                  "eml mht mhtml") \
    X(CALENDAR, "calendar", TYPE_TEXT,                  "ics") \
    X(VCARD,    "vcard",    TYPE_TEXT,                  "vcf") \
    X(PDF,      "pdf",      0,                          "pdf") \
    X(RTF,      "rtf",      TYPE_OFFICE,                "rtf doc") \
    X(OLE,      "ole",      TYPE_OFFICE,                "doc xls ppt dot xlt pps vsd pub mpp msg hwp db") \
    X(MSG,      "msg",      0,                          "msg") \
    X(MSI,      "msi",      TYPE_RUNS,                  "msi msp mst") \
    X(OOXML,    "ooxml",    TYPE_OFFICE | TYPE_HOLDS,   "docx xlsx pptx docm xlsm pptm dotx dotm xltx xltm xlam xlsb ppsx ppsm potx potm ppam vsdx vsdm vssx vstx xps oxps thmx") \
    X(ODF,      "odf",      TYPE_OFFICE | TYPE_HOLDS,   "odt ods odp odg") \
    X(ONENOTE,  "onenote",  TYPE_HOLDS,                 "one onepkg onetoc2") \
    X(ZIP,      "zip",      TYPE_HOLDS,                 "zip") \
    X(JAR,      "jar",      TYPE_RUNS | TYPE_HOLDS,     "jar war apk") \
    X(RAR,      "rar",      TYPE_HOLDS,                 "rar") \
    X(SEVENZIP, "7z",       TYPE_HOLDS,                 "7z") \
    X(LZH,      "lzh",      TYPE_HOLDS,                 "lzh lha") \
    X(CAB,      "cab",      TYPE_HOLDS,                 "cab onepkg") \
    X(TAR,      "tar",      TYPE_HOLDS,                 "tar") \
    X(GZIP,     "gzip",     TYPE_HOLDS,                 "gz tgz svgz") \
    X(BZIP2,    "bzip2",    TYPE_HOLDS,                 "bz2 tbz") \
    X(XZ,       "xz",       TYPE_HOLDS,                 "xz txz") \
    X(ZSTD,     "zstd",     TYPE_HOLDS,                 "zst") \
    X(ACE,      "ace",      TYPE_HOLDS,                 "ace") \
    X(ARJ,      "arj",      TYPE_HOLDS,                 "arj") \
    X(ISO,      "iso",      TYPE_HOLDS | TYPE_DISK,     "iso img") \
    X(UDF,      "udf",      TYPE_HOLDS | TYPE_DISK,     "iso udf img") \
    X(VHD,      "vhd",      TYPE_HOLDS | TYPE_DISK,     "vhd") \
    X(VHDX,     "vhdx",     TYPE_HOLDS | TYPE_DISK,     "vhdx") \
    X(FATDISK,  "fat-disk", TYPE_HOLDS | TYPE_DISK,     "img ima") \
    X(DMG,      "dmg",      TYPE_HOLDS | TYPE_DISK,     "dmg") \
    X(PE,       "pe",       TYPE_RUNS,                  "exe dll scr cpl sys ocx xll com pif") \
    X(ELF,      "elf",      TYPE_RUNS,                  "so elf bin") \
    X(MACHO,    "macho",    TYPE_RUNS,                  "dylib") \
    X(CLASS,    "java-class", TYPE_RUNS,                "class") \
    X(DEX,      "dex",      TYPE_RUNS,                  "dex") \
    X(LNK,      "lnk",      TYPE_RUNS,                  "lnk") \
    X(URLFILE,  "url-shortcut", TYPE_RUNS | TYPE_TEXT,  "url website") \
    X(LIBRARY,  "library-ms", TYPE_RUNS | TYPE_TEXT,    "library-ms search-ms searchconnector-ms") \
    X(CHM,      "chm",      TYPE_RUNS,                  "chm") \
    X(HTA,      "hta",      TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "hta") \
    X(ENCODED,  "encoded-script", TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "jse vbe") \
    X(JSCRIPT,  "javascript", TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "js jse mjs") \
    X(VBSCRIPT, "vbscript", TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "vbs vbe vb bas") \
    X(WSF,      "wsf",      TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "wsf wsc sct wsh") \
    X(POWERSHELL, "powershell", TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "ps1 psm1 psd1 ps1xml") \
    X(BATCH,    "batch",    TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "bat cmd") \
    X(SHELL,    "shell",    TYPE_SCRIPT | TYPE_RUNS | TYPE_TEXT, "sh py pl rb command") \
    X(PHP,      "php",      TYPE_SCRIPT | TYPE_TEXT,    "php") \
    X(REGFILE,  "registry", TYPE_RUNS | TYPE_TEXT,      "reg") \
    X(INF,      "inf",      TYPE_RUNS | TYPE_TEXT,      "inf") \
    X(RDP,      "rdp",      TYPE_RUNS | TYPE_TEXT,      "rdp") \
    X(IQY,      "iqy",      TYPE_RUNS | TYPE_TEXT,      "iqy") \
    X(SLK,      "slk",      TYPE_RUNS | TYPE_TEXT,      "slk") \
    X(APPREF,   "clickonce", TYPE_RUNS | TYPE_TEXT,     "application appref-ms") \
    X(DIAGCAB,  "diagcab",  TYPE_RUNS,                  "diagcab") \
    X(PNG,      "png",      TYPE_PICTURE,               "png") \
    X(JPEG,     "jpeg",     TYPE_PICTURE,               "jpg jpeg jpe jfif") \
    X(GIF,      "gif",      TYPE_PICTURE,               "gif") \
    X(BMP,      "bmp",      TYPE_PICTURE,               "bmp dib") \
    X(TIFF,     "tiff",     TYPE_PICTURE,               "tif tiff") \
    X(WEBP,     "webp",     TYPE_PICTURE,               "webp") \
    X(ICO,      "ico",      TYPE_PICTURE,               "ico cur") \
    X(HEIC,     "heic",     TYPE_PICTURE,               "heic heif avif") \
    X(WMF,      "wmf",      TYPE_PICTURE,               "wmf emf") \
    X(AUDIO,    "audio",    0,                          "mp3 wav m4a ogg aac wma flac") \
    X(VIDEO,    "video",    0,                          "mp4 mov avi wmv mpg mpeg mkv webm") \
    X(FONT,     "font",     0,                          "ttf otf woff woff2") \
    X(DICOM,    "dicom",    TYPE_PICTURE,               "dcm") \
    X(TNEF,     "tnef",     TYPE_HOLDS,                 "dat") \
    X(PGP,      "pgp",      0,                          "asc pgp gpg sig") \
    X(SMIME,    "smime",    0,                          "p7s p7m p7c p7b cer crt pem") \
    X(SQLITE,   "sqlite",   0,                          "db sqlite") \
    X(ACCESS,   "access",   TYPE_OFFICE,                "mdb accdb mde accde")

enum file_type {
#define TYPE_ENUM(id, word, traits, extensions) FILE_##id,
    FILE_TYPES(TYPE_ENUM)
#undef TYPE_ENUM
    FILE_TYPE_COUNT
};
_Static_assert(sizeof(enum file_type) == 4, "encoded as 32 bits");

extern const char *const file_type_names[];
uint32_t file_type_traits(enum file_type t);
/* The usual extensions of a type, separated by blanks. */
const char *file_type_extensions(enum file_type t);

#endif
