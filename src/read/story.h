/* Do two texts tell the same? And: is a picture drawn with letters? Both for what a person reads, not for what it means. */
#ifndef SEKISHO_STORY_H
#define SEKISHO_STORY_H

#include "base/arena.h"
#include "base/work.h"

enum {
    STORY_BYTES_MAX = 32 << 10,         /* of each text that is compared; who reads on has long seen what it is */
    STORY_WORDS_MAX = 4096,             /* distinct ones looked up; with STORY_BITS one in forty is taken for another */
    STORY_BITS      = 1 << 17,
    DRAWN_LINES     = 11,               /* the smallest QR code in half blocks, without a margin */
    DRAWN_WIDTH     = 11,
};

/* A set of folded words: runs of letters and digits, of Chinese, Japanese and Korean every two characters. */
struct story { uint64_t *bits; uint32_t words; };

/* Adds the words of a text, without those of addresses written out: pages have them behind their links. */
void story_add(struct story *s, struct arena *a, struct work *w, str text);
/* How many of the words of `text` also stand in `s`, in percent; *words says of how many. 0 of 0. */
uint32_t story_shared(const struct story *s, struct arena *a, struct work *w, str text, uint32_t *words);
/* Characters of the words that do not stand in `s`; repeated ones once. */
uint64_t story_missing(const struct story *s, struct arena *a, struct work *w, str text);

/* A QR code drawn with block characters (qrencode -t UTF8): lines of nothing but blocks and blanks, one under another,
 * about equally wide, dark and light mixed. */
bool drawn_code(struct work *w, str text);

#endif
