#include "read/sniff.h"

/* MS-CFB: only as much as finds the directory. Its chain is followed through the FAT; a FAT that turns in a circle runs
 * into `left`, which is the number of sectors the file has room for. */
enum { OLE_ENTRY = 128, OLE_DIFAT_IN_HEADER = 109, OLE_MINI_MAX = 4096, OLE_SECTORS_MAX = 1 << 14 };
#define OLE_SECTOR_LAST 0xfffffff9u     /* above it: free, end of chain … */

static str sector_bytes(const struct ole_walk *o, uint32_t sector)
{
    return sector > OLE_SECTOR_LAST ? STR("") : str_sub(o->bytes, ((size_t)sector + 1) * o->sector_size, o->sector_size);
}

struct ole_walk ole_open(str bytes)
{
    struct ole_walk o = { .bytes = bytes, .sector_size = read_le16(bytes, 30) == 12 ? 4096 : 512,
                          .sector = read_le32(bytes, 48) };
    size_t sectors = bytes.n / o.sector_size;

    o.left = sectors < OLE_SECTORS_MAX ? (uint32_t)sectors : OLE_SECTORS_MAX;
    return o;
}

/* Only the FAT sectors named in the header are known here: 6.8 MiB of file, and directories stand early. Beyond it the
 * directory is taken to go on in the next sector. */
static uint32_t sector_after(const struct ole_walk *o, uint32_t sector)
{
    uint32_t per_fat = (uint32_t)o->sector_size / 4, fat = sector / per_fat;
    str table;

    if (fat >= OLE_DIFAT_IN_HEADER)
        return sector + 1;
    table = sector_bytes(o, read_le32(o->bytes, 76 + 4 * fat));
    return table.n == o->sector_size ? read_le32(table, 4 * (sector % per_fat)) : sector + 1;
}

bool ole_next(struct ole_walk *o, struct ole_entry *out)
{
    str entry = str_sub(sector_bytes(o, o->sector), o->in_sector, OLE_ENTRY);
    size_t name_bytes = read_le16(entry, 64);

    if (entry.n < OLE_ENTRY || o->left == 0)
        return false;
    *out = (struct ole_entry){
        .name = str_take(entry, name_bytes >= 2 && name_bytes <= 64 ? name_bytes - 2 : 0),
        .kind = read_u8(entry, 66), .clsid = str_sub(entry, 80, 16),
    };
    if (out->kind == 2 && read_le32(entry, 120) >= OLE_MINI_MAX)
        out->head = sector_bytes(o, read_le32(entry, 116));
    o->in_sector += OLE_ENTRY;
    if (o->in_sector >= o->sector_size) {
        o->sector = sector_after(o, o->sector);
        o->in_sector = 0;
        o->left--;
    }
    return true;
}

bool ole_name_is(const struct ole_entry *e, const char *ascii)
{
    str want = str_of(ascii);

    if (e->name.n != want.n * 2)
        return false;
    for (size_t i = 0; i < want.n; i++)
        if (ascii_lower(e->name.p[2 * i]) != ascii_lower(want.p[i]) || e->name.p[2 * i + 1] != 0)
            return false;
    return true;
}
