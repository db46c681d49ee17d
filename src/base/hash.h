/* SHA-256 (FIPS 180-4) by libcrypto, which uses the processor's SHA instructions; libsodium's is portable C and was
 * the largest single cost of a mail. */
#ifndef SEKISHO_HASH_H
#define SEKISHO_HASH_H

#include "base/str.h"

struct sha256 { unsigned char byte[32]; };

/* Loads the algorithm. Call before a seccomp wall: libcrypto opens files and reads the processor's features on first use. */
void hash_warm(void);
struct sha256 sha256_of(str s);
void sha256_hex(const struct sha256 *h, char out[65]);
bool sha256_equal(const struct sha256 *a, const struct sha256 *b);
/* Fast, unkeyed, for tables of our own making only: never over names a stranger chooses without a bound on the chain. */
uint64_t hash_quick(str s);

#endif
