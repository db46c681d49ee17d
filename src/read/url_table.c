#include "base/hash.h"
#include "read/url_host.h"

#include <assert.h>

/* data/url-hosts.tsv as a hash table that is filled once: host → its rows. A row's host counts for all names below it;
 * "google.*" stands for every public suffix. The most specific host that has a row for the path decides. */
enum { COLUMN_KIND, COLUMN_HOST, COLUMN_PATH, COLUMN_UNWRAP, COLUMN_NOTE, COLUMN_SOURCE, COLUMNS };
enum { SLOTS = 4096, LABELS = 12 };

extern const char *const url_hosts_rows[][COLUMNS];
extern const size_t url_hosts_count;

struct row { str host, path, unwrap; uint32_t kinds; uint16_t next; };      /* next: index + 1 of the same slot */
static struct row rows[SLOTS];
static uint16_t slots[SLOTS];

static uint32_t kinds_named(str names)
{
    uint32_t kinds = 0;

    while (names.n) {
        str name = str_split(&names, '|');
        unsigned bit = 0;

        while (host_kind_names[bit] && !str_eq(name, str_of(host_kind_names[bit])))
            bit++;
        assert(host_kind_names[bit]);
        kinds |= 1u << bit;
    }
    return kinds;
}

void url_warm(void)
{
    if (rows[0].host.n)
        return;
    assert(url_hosts_count < SLOTS);
    for (size_t i = 0; i < url_hosts_count; i++) {
        str host = str_of(url_hosts_rows[i][COLUMN_HOST]);
        uint16_t *slot = &slots[hash_quick(host) & (SLOTS - 1)];

        rows[i] = (struct row){ host, str_of(url_hosts_rows[i][COLUMN_PATH]), str_of(url_hosts_rows[i][COLUMN_UNWRAP]),
                                kinds_named(str_of(url_hosts_rows[i][COLUMN_KIND])), *slot };
        *slot = (uint16_t)(i + 1);
    }
    host_warm();
}

static const struct row *row_of(str host, str path)
{
    const struct row *best = NULL;

    for (uint16_t i = slots[hash_quick(host) & (SLOTS - 1)]; i; i = rows[i - 1].next) {
        const struct row *r = &rows[i - 1];

        if (str_eq(r->host, host) && str_starts_nocase(path, r->path) && (!best || r->path.n > best->path.n))
            best = r;
    }
    return best;
}

static const struct row *find(str host, str path)
{
    for (int i = 0; i < LABELS && host.n; i++) {
        const struct row *r = row_of(host, path);

        if (r)
            return r;
        (void)str_split(&host, '.');
    }
    return NULL;
}

/* www.google.co.jp is asked for as www.google.* */
static const struct row *find_any_suffix(const struct url_host *host, str path)
{
    char name[LINK_HOST_MAX];
    size_t n = host->ascii.n - host->suffix.n;

    if (host->domain.n == 0 || host->suffix.n > host->ascii.n || n + 1 > sizeof name)
        return NULL;
    memcpy(name, host->ascii.p, n);
    name[n] = '*';
    return find(str_from(name, n + 1), path);
}

uint32_t url_kinds(const struct url_host *host, str path, str *unwrap)
{
    const struct row *r;
    str name = host->ascii.n ? host->ascii : host->host;

    *unwrap = STR("");
    url_warm();
    /* Only the last labels can be in the table. */
    for (size_t i = name.n, dots = 0; i-- > 0;)
        if (name.p[i] == '.' && ++dots == LABELS) {
            name = str_skip(name, i + 1);
            break;
        }
    r = find(name, path);
    if (!r || str_find_char(r->host, '.') == r->host.n) {
        const struct row *other = find_any_suffix(host, path);

        r = other ? other : r;
    }
    if (!r)
        return 0;
    *unwrap = r->unwrap;
    return r->kinds;
}
