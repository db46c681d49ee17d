/* URLs as a browser reads them (WHATWG URL, url.spec.whatwg.org), what their host is, and where they really lead.
 *
 * Everything is linear in the address and total: what a browser refuses is URL_BROKEN, with whatever could be read of
 * it. Hosts are worked out once per mail and remembered (libidn2 and libpsl cost microseconds). Slices point into the
 * address or the arena. Flags are URL_*, kinds HOST_* of facts/link.h. */
#ifndef SEKISHO_URL_H
#define SEKISHO_URL_H

#include "base/buf.h"
#include "base/work.h"
#include "facts/link.h"

enum {
    URL_HOSTS     = 256,                /* hosts remembered per mail; a power of two */
    URL_WRAPPINGS = 4,                  /* redirects undone one after the other */
    URL_PARAMS    = 64,                 /* parameters looked at for a wrapped address */
    URL_LOOKED    = 64 << 10,           /* addresses are searched for others and for recipients up to here: URL_LONG says
                                         * that one is longer, and undoing codes takes many times the room */
    URL_OWNERS    = 20,                 /* recipients looked for in addresses */
};

struct url_host {
    str raw;                            /* as it stands in the address */
    str host, ascii;                    /* lower case; host in Unicode. No final dot. IPv4 "192.0.2.1", IPv6 "[::1]" */
    str domain, suffix;                 /* ASCII; domain "" for addresses and for public suffixes themselves */
    uint32_t flags;
};

struct url {
    str href;                           /* ends trimmed, tabs and line ends taken out */
    str scheme;                         /* lower case, without the colon */
    str user;                           /* before the @, as it stands */
    struct url_host at;
    uint32_t port;                      /* 0: the scheme's own */
    str path, query, fragment;          /* as they stand, without ? and #; opaque addresses have all in path */
    uint32_t flags, kinds;              /* flags include those of the host */
};

/* What the addresses of one mail share. Zeroed but for `a` and `w`, and `owners` if recipients are to be found. */
struct urls {
    struct arena *a;
    struct work *w;
    str owners[URL_OWNERS];             /* recipients' addresses */
    size_t owner_count;
    struct url_host *known;             /* URL_HOSTS slots, one per hash: a stranger who collides only costs himself */
};

void url_read(struct urls *u, str href, struct url *out);
/* As url_read, relative addresses taken from `base` (absolute, "" when the page has none). */
void url_read_from(struct urls *u, str base, str href, struct url *out);
/* The address wrapped in this one, unwrapped as far as it goes; false when there is none. Sets URL_REDIRECTS and, when
 * there is still more inside, URL_DEEP on `from`. */
bool url_target(struct urls *u, struct url *from, struct url *target);
struct url_host url_host_read(struct urls *u, str raw);

/* HOST_* kinds of a host and path by data/url-hosts.tsv; `unwrap` receives the most specific row's way of unwrapping. */
uint32_t url_kinds(const struct url_host *host, str path, str *unwrap);

/* A bare address in text: what a mail program would make a link of. */
struct url_span {
    size_t at, end;                     /* in the text */
    str url;                            /* full-width letters and folded lines undone, "hxxp" left as it stands */
    bool spelt;                         /* with scheme, www. or path; else only a host name of a known top-level domain */
};
/* The first one at or after *at; moves *at past it. False at the end. One pass over the whole of a text. `names`: host
 * names without scheme, www. or path too, which costs a look into the list of top-level domains each. */
bool url_find(struct urls *u, str text, bool names, size_t *at, struct url_span *out);

str url_percent_decode(struct arena *a, str s);
/* Tables: call before a wall goes up. */
void url_warm(void);

#endif
