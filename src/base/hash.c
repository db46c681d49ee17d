#include "base/hash.h"

#include <openssl/sha.h>

/* The one-shot low-level calls, deprecated in name in OpenSSL 3 but without its per-call fetch and allocation, which
 * cost more than hashing a small part does. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

struct sha256 sha256_of(str s)
{
    struct sha256 out;
    SHA256_CTX c;

    SHA256_Init(&c);
    SHA256_Update(&c, s.p, s.n);
    SHA256_Final(out.byte, &c);
    return out;
}

void hash_warm(void)
{
    (void)sha256_of(STR("warm"));
}

void sha256_hex(const struct sha256 *h, char out[65])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < 32; i++) {
        out[2 * i] = digits[h->byte[i] >> 4];
        out[2 * i + 1] = digits[h->byte[i] & 15];
    }
    out[64] = 0;
}

bool sha256_equal(const struct sha256 *a, const struct sha256 *b)
{
    return memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

uint64_t hash_quick(str s)
{
    uint64_t h = 0xcbf29ce484222325u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (uint64_t)s.p[i]) * 0x100000001b3u;
    return h ^ h >> 32;
}
