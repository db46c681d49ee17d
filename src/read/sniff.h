/* The pieces of file_type_of and file_traits; nobody else includes this. All take any bytes, allocate nothing and look
 * at a bounded part of them. */
#ifndef SEKISHO_SNIFF_H
#define SEKISHO_SNIFF_H

#include "base/work.h"
#include "facts/filetype.h"

/* Little- and big-endian numbers at an offset; bytes past the end read as 0. */
static inline uint32_t read_u8(str s, size_t at)     { return at < s.n ? (uint32_t)s.p[at] : 0; }
static inline uint32_t read_le16(str s, size_t at)   { return read_u8(s, at) | read_u8(s, at + 1) << 8; }
static inline uint32_t read_le32(str s, size_t at)   { return read_le16(s, at) | read_le16(s, at + 2) << 16; }
static inline uint64_t read_le64(str s, size_t at)   { return read_le32(s, at) | (uint64_t)read_le32(s, at + 4) << 32; }
static inline uint32_t read_be16(str s, size_t at)   { return read_u8(s, at) << 8 | read_u8(s, at + 1); }
static inline uint32_t read_be32(str s, size_t at)   { return read_be16(s, at) << 16 | read_be16(s, at + 2); }

/* magic.c: by numbers at fixed places; FILE_UNKNOWN when none fits. */
enum file_type magic_type(str bytes, struct work *w);

/* ZIP members one by one, from the central directory or, where there is none, from the local headers. */
struct zip_entry {
    str name, extra;                    /* raw bytes */
    uint32_t flags, method;
    uint64_t size, packed;
};
struct zip_walk { str bytes; size_t at; bool central; uint64_t promised; };     /* promised: entries, as the end says */
enum { ZIP_FLAG_ENCRYPTED = 1 << 0, ZIP_FLAG_STREAMED = 1 << 3, ZIP_FLAG_UTF8 = 1 << 11, ZIP_METHOD_AES = 99 };
struct zip_walk zip_open(str bytes);
bool zip_next(struct zip_walk *z, struct zip_entry *out);
bool zip_has_end(str bytes);            /* an end of central directory stands where one should */

/* OLE directory entries one by one, following the FAT; bounded by the size of the file. */
struct ole_entry {
    str name;                           /* UTF-16LE */
    uint32_t kind;                      /* 1 storage, 2 stream, 5 root */
    str clsid;                          /* 16 bytes */
    str head;                           /* the first sector of a stream that is not a mini stream, else empty */
};
struct ole_walk { str bytes; size_t sector_size; uint32_t sector, left; size_t in_sector; };
struct ole_walk ole_open(str bytes);
bool ole_next(struct ole_walk *o, struct ole_entry *out);
bool ole_name_is(const struct ole_entry *e, const char *ascii);     /* case ignored */

/* script.c, markup.c: a text seen as bytes below 0x80 with everything else as 0xff, made from UTF-16 where necessary. */
enum { SNIFF_TEXT_MAX = 256 << 10, SNIFF_WIDE_MAX = 64 << 10 };
struct sniff_text { str s; bool is_text; char narrow[SNIFF_WIDE_MAX]; };
void sniff_text(struct sniff_text *t, str bytes);       /* BOM skipped; t->s points into bytes or t->narrow */
enum file_type markup_type(str text);                   /* HTML, SVG, XML, WSF … by the tags it starts with or has */
enum file_type script_type(str text, struct work *w);   /* by words and the shape of its lines */
enum file_type headed_type(str text);                   /* by its first lines: mail, calendar, .url, .reg … */
bool markup_is_active(str text);

#endif
