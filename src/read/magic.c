#include "read/sniff.h"

enum {
    PDF_HEAD = 1024,                    /* readers look for %PDF- this far */
    ZIP_ENTRIES = 200,                  /* members looked at to tell a document from an archive */
    OLE_ENTRIES = 2000,
    TAR_BLOCK = 512,
    ISO_FIRST = 0x8000, ISO_SECTOR = 0x800, ISO_DESCRIPTORS = 16,
};

/* `at` from the beginning, or from the end when negative. The first row that fits wins. */
static const struct { int at; unsigned char n; const char *bytes; enum file_type type; } magics[] = {
    { 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FILE_OLE },
    { 0, 8, "\x0e\x11\xfc\x0d\xd0\xcf\x11\x0e", FILE_OLE },                     /* betas of the format, still opened */
    { 0, 20, "L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0F", FILE_LNK },
    { 0, 16, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", FILE_ONENOTE },
    { 0, 16, "\x3f\xdd\x9a\x10\x1b\x91\xf5\x49\xa5\xd0\x17\x91\xed\xc8\xae\xd8", FILE_ONENOTE },
    { 0, 16, "\xa1\x2f\xff\x43\xd9\xef\x76\x4c\x9e\xe2\x10\xea\x57\x22\x76\x5f", FILE_ONENOTE },
    { 0, 6, "7z\xbc\xaf\x27\x1c", FILE_SEVENZIP },
    { 0, 6, "Rar!\x1a\7", FILE_RAR },
    { 0, 4, "RE~^", FILE_RAR },
    { 0, 8, "MSCF\0\0\0\0", FILE_CAB },
    { 7, 7, "**ACE**", FILE_ACE },
    { 0, 3, "\x1f\x8b\x08", FILE_GZIP },
    { 0, 6, "\xfd" "7zXZ\0", FILE_XZ },
    { 0, 4, "\x28\xb5\x2f\xfd", FILE_ZSTD },
    { 0, 4, "ITSF", FILE_CHM },
    { 0, 4, "\x7f" "ELF", FILE_ELF },
    { 0, 4, "\xfe\xed\xfa\xce", FILE_MACHO },
    { 0, 4, "\xfe\xed\xfa\xcf", FILE_MACHO },
    { 0, 4, "\xce\xfa\xed\xfe", FILE_MACHO },
    { 0, 4, "\xcf\xfa\xed\xfe", FILE_MACHO },
    { 0, 4, "dex\n", FILE_DEX },
    { 0, 8, "vhdxfile", FILE_VHDX },
    { 0, 8, "conectix", FILE_VHD },
    { -512, 8, "conectix", FILE_VHD },
    { -511, 8, "conectix", FILE_VHD },                                          /* footers of Virtual PC before 2004 */
    { -512, 4, "koly", FILE_DMG },
    { 0, 8, "\x89PNG\r\n\x1a\n", FILE_PNG },
    { 0, 3, "\xff\xd8\xff", FILE_JPEG },
    { 0, 6, "GIF87a", FILE_GIF },
    { 0, 6, "GIF89a", FILE_GIF },
    { 0, 4, "II*\0", FILE_TIFF },
    { 0, 4, "MM\0*", FILE_TIFF },
    { 0, 4, "\xd7\xcd\xc6\x9a", FILE_WMF },
    { 40, 4, " EMF", FILE_WMF },
    { 0, 4, "fLaC", FILE_AUDIO },
    { 0, 4, "OggS", FILE_AUDIO },
    { 0, 4, "MThd", FILE_AUDIO },
    { 0, 16, "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c", FILE_VIDEO },
    { 0, 4, "\0\0\1\xba", FILE_VIDEO },
    { 0, 4, "\0\0\1\xb3", FILE_VIDEO },
    { 0, 4, "\x1a\x45\xdf\xa3", FILE_VIDEO },
    { 0, 4, "wOFF", FILE_FONT },
    { 0, 4, "wOF2", FILE_FONT },
    { 0, 5, "OTTO\0", FILE_FONT },
    { 0, 5, "ttcf\0", FILE_FONT },
    { 0, 5, "\0\1\0\0\0", FILE_FONT },
    { 128, 4, "DICM", FILE_DICOM },
    { 0, 4, "\x78\x9f\x3e\x22", FILE_TNEF },
    { 0, 16, "SQLite format 3", FILE_SQLITE },
    { 4, 15, "Standard Jet DB", FILE_ACCESS },
    { 4, 15, "Standard ACE DB", FILE_ACCESS },
    { 0, 6, "\x09\0\4\0\0\0", FILE_OLE },                                       /* Excel 2 to 5 without the container */
    { 0, 4, "\x09\x02\x06\0", FILE_OLE },
    { 0, 4, "\x09\x04\x06\0", FILE_OLE },
    { 0, 4, "\x09\x08\x08\0", FILE_OLE },
    { 0, 4, "\x09\x08\x10\0", FILE_OLE },
    { 0, 4, "\xdb\xa5\x2d\0", FILE_OLE },                                       /* Word 2, 6 */
    { 0, 4, "\xdc\xa5\x65\0", FILE_OLE },
    { 0, 4, "\x31\xbe\0\0", FILE_OLE },                                         /* Windows Write */
};

static bool has_at(str bytes, size_t at, str what)
{
    return str_at(bytes, at) == what.p[0] && str_eq(str_sub(bytes, at, what.n), what);
}

static enum file_type by_table(str bytes)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        size_t back = (size_t)-magics[i].at, at = magics[i].at >= 0 ? (size_t)magics[i].at : bytes.n - back;

        if (magics[i].at < 0 && bytes.n < back)
            continue;
        if (has_at(bytes, at, str_from(magics[i].bytes, magics[i].n)))
            return magics[i].type;
    }
    return FILE_UNKNOWN;
}

/* A package is told from an archive by the members Windows and Office look for, wherever they stand in the list. */
static enum file_type zip_kind(str bytes, struct work *w)
{
    struct zip_walk z = zip_open(bytes);
    struct zip_entry e;
    bool manifest = false, open_document = false;

    for (int i = 0; i < ZIP_ENTRIES && zip_next(&z, &e); i++) {
        work_tokens(w, 1);
        if (str_eq_nocase(e.name, STR("[Content_Types].xml")))
            return FILE_OOXML;
        if (str_eq(e.name, STR("META-INF/MANIFEST.MF")) || str_eq(e.name, STR("AndroidManifest.xml")))
            manifest = true;
        if (str_eq(e.name, STR("META-INF/manifest.xml")))
            open_document = true;
    }
    if (has_at(bytes, 30, STR("mimetypeapplication/vnd.oasis.opendocument")) || (open_document && !manifest))
        return FILE_ODF;
    return manifest ? FILE_JAR : FILE_ZIP;
}

/* Windows Installer's root CLSIDs differ in one byte: package 84, patch 86, transform 82. */
static bool is_installer(str clsid)
{
    return has_at(clsid, 1, STR("\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0F")) && (read_u8(clsid, 0) & 0xf8) == 0x80;
}

static enum file_type ole_kind(str bytes, struct work *w)
{
    struct ole_walk o = ole_open(bytes);
    struct ole_entry e;

    for (int i = 0; i < OLE_ENTRIES && ole_next(&o, &e); i++) {
        work_tokens(w, 1);
        if (e.kind == 5 && is_installer(e.clsid))
            return FILE_MSI;
        if (ole_name_is(&e, "__properties_version1.0") || ole_name_is(&e, "__nameid_version1.0"))
            return FILE_MSG;
        if (ole_name_is(&e, "EncryptedPackage"))
            return FILE_OOXML;          /* what it is once its password is given (MS-OFFCRYPTO 1.3.2) */
    }
    return FILE_OLE;
}

static bool iso_word(str bytes, const char *word)
{
    for (size_t i = 0; i < ISO_DESCRIPTORS && bytes.n > ISO_FIRST; i++)
        if (has_at(bytes, ISO_FIRST + i * ISO_SECTOR + 1, str_from(word, 4)))
            return true;
    return false;
}

/* A file system or partition table in the first sector: disk images of sticks and virtual disks. */
static bool is_fat_disk(str b)
{
    static const char *const names[] = { "FAT12   ", "FAT16   ", "FAT     ", "FAT32   ", "NTFS    ", "EXFAT   " };
    static const unsigned char at[] = { 54, 54, 54, 82, 3, 3 };
    bool partition = read_le32(b, 454) > 0 && read_le32(b, 458) > 0 && (read_u8(b, 446) & 0x7f) == 0 && read_u8(b, 450) > 0;

    if (read_le16(b, 510) != 0xaa55)
        return false;
    for (size_t i = 0; i < sizeof at; i++)
        if (has_at(b, at[i], str_from(names[i], 8)))
            return true;
    if (read_u8(b, 0) == 0xeb && read_u8(b, 2) == 0x90 && read_le16(b, 11) == 512 && read_u8(b, 16) > 0 && read_u8(b, 16) < 3)
        return true;
    return partition && b.n % 512 == 0 && b.n > 1024;
}

/* POSIX "ustar", or the sum of the header's bytes with its own field as blanks. */
static bool is_tar(str b)
{
    uint32_t sum = 8 * ' ', want = 0;
    size_t i = 148;

    if (b.n < TAR_BLOCK)
        return false;
    if (has_at(b, 257, STR("ustar")))
        return true;
    while (i < 156 && b.p[i] == ' ')
        i++;
    for (; i < 156 && b.p[i] >= '0' && b.p[i] <= '7'; i++)
        want = want * 8 + (uint32_t)(b.p[i] - '0');
    if (want == 0)
        return false;
    for (size_t k = 0; k < TAR_BLOCK; k++)
        sum += k < 148 || k >= 156 ? (uint32_t)b.p[k] : 0;
    return b.p[0] != 0 && want == sum;
}

/* "MZ" alone is a program to Windows' loader only with more behind it, but old ones run too; a text that begins with
 * these letters has no NUL in its first lines. */
static bool is_program(str b)
{
    str head = str_take(b, 64);

    if (!has_at(b, 0, STR("MZ")) && !has_at(b, 0, STR("ZM")))
        return false;
    return has_at(b, read_le32(b, 60), STR("PE\0\0")) || str_find_char(head, '\0') < head.n;
}

static enum file_type media_kind(str b)
{
    if (has_at(b, 4, STR("ftyp"))) {
        str brands = STR("heic heix heim heis hevc mif1 msf1 avif avis"), brand = str_sub(b, 8, 4);

        if (has_at(b, 8, STR("M4A ")))
            return FILE_AUDIO;
        return brand.n == 4 && str_has(brands, brand) ? FILE_HEIC : FILE_VIDEO;
    }
    if (has_at(b, 0, STR("RIFF")))
        return has_at(b, 8, STR("WEBP")) ? FILE_WEBP : has_at(b, 8, STR("WAVE")) ? FILE_AUDIO :
               has_at(b, 8, STR("AVI ")) ? FILE_VIDEO : FILE_UNKNOWN;
    if (has_at(b, 0, STR("ID3")) && read_u8(b, 3) < 5)
        return FILE_AUDIO;
    if (read_u8(b, 0) == 0xff && (read_u8(b, 1) & 0xf6) == 0xf0 && b.n > 7)
        return FILE_AUDIO;              /* AAC in ADTS frames */
    if (read_u8(b, 0) == 0xff && (read_u8(b, 1) & 0xe6) == 0xe2 && (read_u8(b, 2) & 0xf0) != 0xf0 && read_u8(b, 2) >> 4 && b.n > 128)
        return FILE_AUDIO;              /* MPEG layer 3 */
    if (has_at(b, 4, STR("moov")) || has_at(b, 4, STR("mdat")) || has_at(b, 4, STR("wide")))
        return FILE_VIDEO;
    return FILE_UNKNOWN;
}

static enum file_type picture_kind(str b)
{
    if (has_at(b, 0, STR("BM")) && read_le32(b, 10) >= 26 && read_le32(b, 10) < 4096 && read_le16(b, 8) == 0 && read_le32(b, 14) <= 124)
        return FILE_BMP;
    if (read_le16(b, 0) == 0 && (read_le16(b, 2) == 1 || read_le16(b, 2) == 2) && read_le16(b, 4) > 0 && read_le16(b, 4) < 256 &&
        read_u8(b, 9) == 0 && read_le32(b, 18) == 6 + 16 * read_le16(b, 4))
        return FILE_ICO;
    if (read_le32(b, 0) == 0x00090001 && read_le16(b, 4) >= 0x0100 && read_le16(b, 4) <= 0x0300)
        return FILE_WMF;                /* without the placeable header */
    return FILE_UNKNOWN;
}

/* DER of PKCS #7 signed or enveloped data, and certificates. */
static bool is_der(str b)
{
    str head = str_take(b, 40);

    if (read_u8(b, 0) != 0x30 || read_u8(b, 1) < 0x80 || read_u8(b, 1) > 0x84)
        return false;
    return str_has(head, STR("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07")) || str_has(head, STR("\xa0\x03\x02\x01\x02\x02"));
}

static enum file_type archive_kind(str b)
{
    if (read_u8(b, 2) == '-' && read_u8(b, 6) == '-' && (has_at(b, 3, STR("lh")) || has_at(b, 3, STR("lz")) || has_at(b, 3, STR("pm"))) &&
        read_u8(b, 20) <= 3)
        return FILE_LZH;
    if (read_le16(b, 0) == 0xea60 && read_le16(b, 2) >= 30 && read_le16(b, 2) <= 2600 && read_u8(b, 4) <= read_le16(b, 2))
        return FILE_ARJ;
    if (has_at(b, 0, STR("BZh")) && (has_at(b, 4, STR("1AY&SY")) || has_at(b, 4, STR("\x17\x72\x45\x38\x50\x90"))))
        return FILE_BZIP2;
    return is_tar(b) ? FILE_TAR : FILE_UNKNOWN;
}

/* Anywhere in the first 1024 bytes (readers allow it), but a letter that speaks of "%PDF-1.4" is no document. */
static bool is_pdf(str b)
{
    size_t at = str_find(str_take(b, PDF_HEAD), STR("%PDF-"));

    if (at >= b.n || at >= PDF_HEAD)
        return false;
    return at == 0 || str_has(str_sub(b, at, PDF_HEAD), STR(" obj")) ||
           str_has(str_skip(b, b.n > PDF_HEAD ? b.n - PDF_HEAD : 0), STR("startxref"));
}

static enum file_type by_shape(str b, struct work *w)
{
    enum file_type t;

    if (is_program(b))
        return FILE_PE;
    if (has_at(b, 0, STR("PK\3\4")) || has_at(b, 0, STR("PK\5\6")) || has_at(b, 0, STR("PK\7\x08PK\3\4")) || has_at(b, 0, STR("PK00PK\3\4")))
        return zip_kind(b, w);
    if (has_at(b, 0, STR("\xca\xfe\xba\xbe")))
        return read_be32(b, 4) < 30 ? FILE_MACHO : FILE_CLASS;      /* few architectures, or Java 1.1 and later */
    if (iso_word(b, "CD00"))
        return FILE_ISO;
    if (iso_word(b, "NSR0"))
        return FILE_UDF;
    if ((t = archive_kind(b)) != FILE_UNKNOWN || (t = picture_kind(b)) != FILE_UNKNOWN || (t = media_kind(b)) != FILE_UNKNOWN)
        return t;
    if (is_fat_disk(b))
        return FILE_FATDISK;
    if (is_der(b))
        return FILE_SMIME;
    return is_pdf(b) ? FILE_PDF : FILE_UNKNOWN;
}

enum file_type magic_type(str bytes, struct work *w)
{
    enum file_type t = by_table(bytes);

    work_bytes(w, bytes.n < 4096 ? bytes.n : 4096);
    if (t == FILE_OLE && str_starts(bytes, STR("\xd0\xcf\x11\xe0")))
        return ole_kind(bytes, w);
    return t != FILE_UNKNOWN ? t : by_shape(bytes, w);
}
