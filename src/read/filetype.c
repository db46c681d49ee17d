#include "read/filetype.h"
#include "read/sniff.h"

enum {
    BINARY_SEARCH = 64 << 10,           /* how far a page is looked for in what is not text */
    BLOCK = 64,                         /* bytes counted together, below 256 */
    CONTROL_SHARE = 50,                 /* one control character in so many bytes: not a text */
};

/* ---- the text of a file ---- */

static bool is_wide(str b, bool big)
{
    size_t n = b.n < 256 ? b.n : 256, zero = 0, other = 0;

    if (str_find_char(str_take(b, n), '\0') == n)
        return false;
    for (size_t i = 0; i + 1 < n; i += 2) {
        zero += b.p[i + (big ? 0 : 1)] == 0;
        other += b.p[i + (big ? 1 : 0)] == 0;
    }
    return n >= 8 && zero * 10 > n / 2 * 7 && other * 50 < n;
}

static void narrow(struct sniff_text *t, str b, bool big)
{
    size_t n = 0;

    for (size_t i = 0; i + 1 < b.n && n < sizeof t->narrow; i += 2) {
        uint32_t c = big ? read_be16(b, i) : read_le16(b, i);

        t->narrow[n++] = c < 0x80 ? (char)c : (char)0xff;
    }
    t->s = str_from(t->narrow, n);
}

/* ESC, SO and SI belong to the ISO-2022 charsets, 0x1a ends files of DOS. Without branches: compilers then count many
 * bytes at once. */
static inline unsigned char is_control(unsigned char c)
{
    return ((c < ' ') & ((unsigned char)(c - '\t') > 0x0f - '\t') & ((c & 0xfe) != 0x1a)) | (c == 0x7f);
}

static inline size_t controls_in(const char *p, size_t n)
{
    unsigned char k = 0;

    for (size_t i = 0; i < n; i++)
        k = (unsigned char)(k + is_control((unsigned char)p[i]));
    return k;
}

static bool is_text(str s)
{
    size_t controls = 0, n = s.n;

    if (str_find_char(s, '\0') < s.n)
        return false;
    for (; s.n >= BLOCK; s = str_skip(s, BLOCK))
        controls += controls_in(s.p, BLOCK);
    controls += controls_in(s.p, s.n);
    return controls * CONTROL_SHARE <= n;
}

void sniff_text(struct sniff_text *t, str bytes)
{
    str b = str_take(bytes, SNIFF_TEXT_MAX);

    if (str_starts(b, STR("\xff\xfe")))
        narrow(t, str_skip(b, 2), false);
    else if (str_starts(b, STR("\xfe\xff")))
        narrow(t, str_skip(b, 2), true);
    else if (is_wide(b, false) || is_wide(b, true))
        narrow(t, b, is_wide(b, true));
    else
        t->s = str_skip(b, str_starts(b, STR("\xef\xbb\xbf")) ? 3 : 0);
    t->is_text = is_text(t->s);
}

/* ---- the type ---- */

static enum file_type text_type(str s, struct work *w)
{
    enum file_type t = headed_type(s);

    if (t == FILE_UNKNOWN)
        t = markup_type(s);
    if (t == FILE_UNKNOWN)
        t = script_type(s, w);
    return t == FILE_UNKNOWN ? FILE_TEXT : t;
}

enum file_type file_type_of(str bytes, struct work *w)
{
    struct sniff_text t;
    enum file_type type;

    if (bytes.n == 0)
        return FILE_EMPTY;
    type = magic_type(bytes, w);
    if (type != FILE_UNKNOWN)
        return type;
    sniff_text(&t, bytes);
    work_bytes(w, 2 * t.s.n);
    if (t.is_text)
        return text_type(t.s, w);
    /* Programs that show pages and open archives read on over what stands before them. */
    type = markup_type(str_take(t.s, BINARY_SEARCH));
    if (type == FILE_HTML || type == FILE_HTA || type == FILE_SVG)
        return type;
    return zip_has_end(bytes) ? FILE_ZIP : FILE_UNKNOWN;
}

/* ---- traits ---- */

enum { TRAIT_ENTRIES = 5000, OLE_TRAIT_ENTRIES = 20000 };

static uint32_t zip_traits(struct work *w, str bytes)
{
    struct zip_walk z = zip_open(bytes);
    struct zip_entry e;
    uint32_t traits = 0;
    uint64_t packed = 0;
    size_t n = 0;

    for (; n < TRAIT_ENTRIES && zip_next(&z, &e); n++) {
        str base = str_skip(e.name, str_rfind_char(e.name, '/') < e.name.n ? str_rfind_char(e.name, '/') + 1 : 0);

        work_tokens(w, 1);
        if ((e.flags & ZIP_FLAG_ENCRYPTED) || e.method == ZIP_METHOD_AES)
            traits |= PART_ENCRYPTED;
        if (str_eq_nocase(base, STR("vbaProject.bin")) || str_has_nocase(str_take(e.name, 256), STR("macrosheets/")) ||
            str_starts(e.name, STR("Basic/")))
            traits |= PART_MACRO;
        packed += e.packed <= bytes.n ? e.packed : (uint64_t)bytes.n + 1;
    }
    /* Cut, or made to be read differently: no directory, one that breaks off, more in it than the file can hold. */
    if (n == 0 || !z.central || packed > bytes.n || (n < TRAIT_ENTRIES && n != z.promised))
        traits |= PART_UNINSPECTED;
    return traits;
}

/* Word: FibBase.fEncrypted; Excel: a FILEPASS record among the first ones (MS-DOC 2.5.2, MS-XLS 2.4.117). */
static bool stream_is_encrypted(const struct ole_entry *e)
{
    if (ole_name_is(e, "WordDocument"))
        return (read_u8(e->head, 11) & 1) != 0;
    if (ole_name_is(e, "EncryptedPackage") || ole_name_is(e, "EncryptedSummary"))
        return true;
    if (!ole_name_is(e, "Workbook") && !ole_name_is(e, "Book"))
        return false;
    for (str s = e->head; s.n >= 4; s = str_skip(s, 4 + read_le16(s, 2)))
        if (read_le16(s, 0) == 0x2f)
            return true;
    return false;
}

static uint32_t ole_traits(struct work *w, str bytes)
{
    struct ole_walk o = ole_open(bytes);
    struct ole_entry e;
    uint32_t traits = 0;

    for (int i = 0; i < OLE_TRAIT_ENTRIES && ole_next(&o, &e); i++) {
        work_tokens(w, 1);
        if (stream_is_encrypted(&e))
            traits |= PART_ENCRYPTED;
        if (ole_name_is(&e, "_VBA_PROJECT") || ole_name_is(&e, "_VBA_PROJECT_CUR") || ole_name_is(&e, "Macros"))
            traits |= PART_MACRO;
    }
    return traits;
}

/* 7-Zip's coder id for AES-256 with SHA-256 in the header at the end, which stands in the clear unless it is packed. */
static uint32_t sevenzip_traits(str b)
{
    uint64_t offset = read_le64(b, 12), size = read_le64(b, 20);
    str header = offset < b.n ? str_sub(b, 32 + (size_t)offset, size < b.n ? (size_t)size : b.n) : STR("");

    return str_has(header, STR("\x06\xf1\x07\x01")) ? PART_ENCRYPTED : 0;
}

/* A number of RAR 5: seven bits a byte, lowest first. */
static uint64_t rar5_number(str *s)
{
    uint64_t v = 0;

    for (unsigned shift = 0; s->n > 0 && shift < 63; shift += 7) {
        char c = s->p[0];

        *s = str_skip(*s, 1);
        v |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80)
            break;
    }
    return v;
}

/* One RAR 5 block: head size, type, flags, and for files the extra records, of which number 1 is encryption. */
static uint32_t rar5_block(str *s, bool *end)
{
    str head, extra, rest = str_skip(*s, 4);
    uint64_t size = rar5_number(&rest), type, flags, extra_size = 0, data = 0;

    head = str_take(rest, size < rest.n ? (size_t)size : rest.n);
    rest = str_skip(rest, head.n);
    type = rar5_number(&head);
    flags = rar5_number(&head);
    if (flags & 1)
        extra_size = rar5_number(&head);
    if (flags & 2)
        data = rar5_number(&head);
    *s = str_skip(rest, data < rest.n ? (size_t)data : rest.n);
    *end = type == 5 || size == 0;
    if (type == 4)
        return PART_ENCRYPTED;          /* the headers themselves are encrypted from here on */
    extra = extra_size < head.n ? str_skip(head, head.n - (size_t)extra_size) : STR("");
    while (type == 2 && extra.n > 0) {
        uint64_t n = rar5_number(&extra);
        str record = str_take(extra, n < extra.n ? (size_t)n : extra.n);

        extra = str_skip(extra, record.n);
        if (rar5_number(&record) == 1)
            return PART_ENCRYPTED;
    }
    return 0;
}

/* One RAR 4 block: crc16 type flags size [added size]. Bit 0x80 of the main header: headers encrypted; 4 of a file. */
static uint32_t rar4_block(str *s, bool *end)
{
    uint32_t type = read_u8(*s, 2), flags = read_le16(*s, 3);
    uint64_t size = read_le16(*s, 5), added = flags & 0x8000 || type == 0x74 ? read_le32(*s, 7) : 0;

    *end = size < 7 || type == 0x7b;
    *s = str_skip(*s, size + added < s->n ? (size_t)(size + added) : s->n);
    return (type == 0x73 && flags & 0x80) || (type == 0x74 && flags & 4) ? PART_ENCRYPTED : 0;
}

static uint32_t rar_traits(struct work *w, str b)
{
    bool five = read_u8(b, 6) == 1, end = false;
    uint32_t traits = 0;

    for (str s = str_skip(b, five ? 8 : 7); s.n > 7 && !end && !(traits & PART_ENCRYPTED);) {
        traits |= five ? rar5_block(&s, &end) : rar4_block(&s, &end);
        work_tokens(w, 1);
    }
    return traits;
}

static uint32_t markup_traits(struct work *w, str bytes)
{
    struct sniff_text t;

    sniff_text(&t, bytes);
    work_bytes(w, 2 * t.s.n);
    return markup_is_active(t.s) ? PART_ACTIVE : 0;
}

uint32_t file_traits(struct arena *a, struct work *w, enum file_type type, str bytes)
{
    (void)a;
    switch (type) {
    case FILE_ZIP: case FILE_JAR: case FILE_ODF:
        return zip_traits(w, bytes);
    case FILE_OOXML:
        return str_starts(bytes, STR("\xd0\xcf\x11\xe0")) ? ole_traits(w, bytes) : zip_traits(w, bytes);
    case FILE_OLE: case FILE_MSG:
        return ole_traits(w, bytes);
    case FILE_SEVENZIP:
        return PART_UNINSPECTED | sevenzip_traits(bytes);
    case FILE_RAR:
        return PART_UNINSPECTED | rar_traits(w, bytes);
    case FILE_HTML: case FILE_SVG: case FILE_XML: case FILE_HTA:
        return markup_traits(w, bytes);
    case FILE_LZH: case FILE_CAB: case FILE_ACE: case FILE_ARJ: case FILE_ISO: case FILE_UDF: case FILE_VHD: case FILE_VHDX:
    case FILE_FATDISK: case FILE_DMG: case FILE_TAR: case FILE_GZIP: case FILE_BZIP2: case FILE_XZ: case FILE_ZSTD:
    case FILE_ONENOTE:
        return PART_UNINSPECTED;        /* nothing here reads them: nobody has looked inside */
    default:
        return file_type_traits(type) & TYPE_SCRIPT ? PART_ACTIVE : 0;
    }
}
