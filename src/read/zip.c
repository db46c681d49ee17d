#include "read/filetype.h"
#include "read/sniff.h"

#include "base/charset.h"

enum {
    LOCAL_SIZE = 30, CENTRAL_SIZE = 46, END_SIZE = 22, LOCATOR_SIZE = 20,
    COMMENT_MAX = 65535,
    NAME_MAX_BYTES = 4096,              /* longer names are cut: no file system takes them */
    EXTRA_ZIP64 = 0x0001, EXTRA_UNICODE_PATH = 0x7075,
};

static bool is_at(str bytes, size_t at, const char *signature)
{
    return str_eq(str_sub(bytes, at, 4), str_from(signature, 4));
}

/* APPNOTE 4.3.16: the last 22 bytes, or further up when a comment follows. The last one wins, as in Windows. */
static size_t find_end(str bytes)
{
    size_t from = bytes.n > END_SIZE + COMMENT_MAX ? bytes.n - END_SIZE - COMMENT_MAX : 0;
    str tail = str_skip(bytes, from);

    for (size_t at = str_rfind_char(tail, 'P'); at < tail.n; at = str_rfind_char(tail, 'P')) {
        if (is_at(bytes, from + at, "PK\5\6") && bytes.n - from - at >= END_SIZE)
            return from + at;
        tail = str_take(tail, at);
    }
    return bytes.n;
}

bool zip_has_end(str bytes)
{
    return find_end(bytes) < bytes.n;
}

struct zip_walk zip_open(str bytes)
{
    struct zip_walk z = { .bytes = bytes, .at = bytes.n };
    size_t end = find_end(bytes);
    uint64_t size = read_le32(bytes, end + 12), offset = read_le32(bytes, end + 16), count = read_le16(bytes, end + 10);

    if (end < bytes.n && end >= LOCATOR_SIZE && is_at(bytes, end - LOCATOR_SIZE, "PK\6\7")) {
        uint64_t wide = read_le64(bytes, end - LOCATOR_SIZE + 8);

        if (wide < bytes.n && is_at(bytes, (size_t)wide, "PK\6\6")) {
            count = read_le64(bytes, (size_t)wide + 32);
            size = read_le64(bytes, (size_t)wide + 40);
            offset = read_le64(bytes, (size_t)wide + 48);
            end = (size_t)wide;
        }
    }
    /* Counted back from its end the directory is found even when something was put before the archive. */
    if (end < bytes.n && size >= CENTRAL_SIZE && size <= end && is_at(bytes, end - (size_t)size, "PK\1\2"))
        z = (struct zip_walk){ bytes, end - (size_t)size, true, count };
    else if (end < bytes.n && offset < bytes.n && is_at(bytes, (size_t)offset, "PK\1\2"))
        z = (struct zip_walk){ bytes, (size_t)offset, true, count };
    else
        z.at = str_find(bytes, STR("PK\3\4"));
    return z;
}

/* Sizes over 4 GiB stand in an extra field, in a fixed order, each only when its 32-bit place is full of ones. */
static void widen(struct zip_entry *e)
{
    str extra = e->extra;

    while (extra.n >= 4) {
        size_t n = read_le16(extra, 2), at = 4;

        if (read_le16(extra, 0) == EXTRA_ZIP64) {
            if (e->size == 0xffffffff && n >= 8) {
                e->size = read_le64(extra, at);
                at += 8;
            }
            if (e->packed == 0xffffffff && n >= at - 4 + 8)
                e->packed = read_le64(extra, at);
            return;
        }
        extra = str_skip(extra, 4 + n);
    }
}

static bool next_central(struct zip_walk *z, struct zip_entry *out)
{
    str s = str_skip(z->bytes, z->at);
    size_t name = read_le16(s, 28), extra = read_le16(s, 30), comment = read_le16(s, 32);

    if (s.n < CENTRAL_SIZE || !is_at(s, 0, "PK\1\2"))
        return false;
    *out = (struct zip_entry){
        .name = str_sub(s, CENTRAL_SIZE, name), .extra = str_sub(s, CENTRAL_SIZE + name, extra),
        .flags = read_le16(s, 8), .method = read_le16(s, 10), .packed = read_le32(s, 20), .size = read_le32(s, 24),
    };
    widen(out);
    z->at += CENTRAL_SIZE + name + extra + comment;
    return true;
}

/* Where sizes come only after the data, the next header is looked for; z->at only ever moves forward. */
static bool next_local(struct zip_walk *z, struct zip_entry *out)
{
    str s = str_skip(z->bytes, z->at);
    size_t name = read_le16(s, 26), extra = read_le16(s, 28), head = LOCAL_SIZE + name + extra;

    if (s.n < LOCAL_SIZE || !is_at(s, 0, "PK\3\4"))
        return false;
    *out = (struct zip_entry){
        .name = str_sub(s, LOCAL_SIZE, name), .extra = str_sub(s, LOCAL_SIZE + name, extra),
        .flags = read_le16(s, 6), .method = read_le16(s, 8), .packed = read_le32(s, 18), .size = read_le32(s, 22),
    };
    widen(out);
    s = str_skip(s, head);
    if (out->packed <= s.n && !(out->packed == 0 && out->flags & ZIP_FLAG_STREAMED))
        s = str_skip(s, (size_t)out->packed);
    z->at = z->bytes.n - s.n + str_find(s, STR("PK\3\4"));
    return true;
}

bool zip_next(struct zip_walk *z, struct zip_entry *out)
{
    return z->central ? next_central(z, out) : next_local(z, out);
}

/* APPNOTE 4.6.9: the name in UTF-8 beside one in the sender's code page. */
static str unicode_path(str extra)
{
    while (extra.n >= 4) {
        size_t n = read_le16(extra, 2);

        if (read_le16(extra, 0) == EXTRA_UNICODE_PATH && n > 5 && read_u8(extra, 4) == 1)
            return str_sub(extra, 9, n - 5);
        extra = str_skip(extra, 4 + n);
    }
    return STR("");
}

static str member_name(struct arena *a, struct work *w, const struct zip_entry *e)
{
    str wide = unicode_path(e->extra), raw = wide.n ? wide : str_take(e->name, NAME_MAX_BYTES);
    bool utf8 = wide.n || e->flags & ZIP_FLAG_UTF8;

    /* Without the flag the name is in the code page of the sender's Windows, which here is 932. */
    return text_decode(a, w, raw, utf8 ? STR("utf-8") : STR(""), true, CHARSET_CP932).text;
}

size_t zip_members(struct arena *a, struct work *w, str bytes, struct zip_member *out, size_t max)
{
    struct zip_walk z = zip_open(bytes);
    struct zip_entry e;
    size_t n = 0;

    work_bytes(w, z.central ? bytes.n - z.at : bytes.n);
    while (n < max && zip_next(&z, &e)) {
        str name = member_name(a, w, &e);

        work_child(w);
        out[n++] = (struct zip_member){
            .name = name, .size = e.size, .encrypted = (e.flags & ZIP_FLAG_ENCRYPTED) || e.method == ZIP_METHOD_AES,
            .directory = str_ends(name, STR("/")) || str_ends(name, STR("\\")),
        };
    }
    return n;
}
