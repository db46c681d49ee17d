/* The structure of a mail: what every view yields, each distinct leaf once.
 *
 * One walker reads the mail once per view - and while it does so for the first, it proves what it can: headers that every
 * program reads alike, delimiter lines that are nothing else, encodings without a flaw. Views that nothing gives reason
 * to doubt yield what the first one did and are not walked. What does not depend on the view is not done again: header blocks and their
 * Content-* are kept by place when they are plain, decoded bodies by (range, decoder), so cost does not multiply with
 * the number of views. */
#ifndef SEKISHO_STRUCTURE_H
#define SEKISHO_STRUCTURE_H

#include "read/view.h"

enum {
    STRUCTURE_ENTITIES_MAX = 4000,      /* parts walked per view, nested ones included */
    STRUCTURE_ODD_MAX = 1000,           /* entities kept for oddities */
    STRUCTURE_BLOBS_MAX = 64,           /* attached mails that had to be decoded */
    STRUCTURE_DIALECTS_MAX = 8 << 20,   /* a quoted-printable body longer than that is decoded once, whoever disagrees */
};

/* One decoded body, shared by the leaves that have the same range and decoder. */
struct body {
    str bytes;                          /* points into the mail when nothing had to be decoded */
    struct sha256 sha256;
    uint32_t odd;                       /* DECODE_ODD_* */
    enum file_type type;
    uint32_t traits;                    /* PART_* found by content */
    bool known;                         /* type and traits are filled in */
    unsigned blob;                      /* the blob it was read as, 0: none */
};

struct leaf {
    unsigned blob;
    size_t at, end;                     /* encoded bytes in the blob */
    enum cte encoding;
    struct body *body;
    str type, name, charset, path;
    bool name_extended, attachment, is_inline, nested;
    bool opened;                        /* a mail by its content, whose parts are leaves, too */
    uint32_t views;
    size_t sibling[VIEW_COUNT];         /* earlier leaves of the same place and encoding */
    size_t siblings;
    uint32_t part;                      /* 1 + index of the part it becomes, 0: none yet */
};

/* A mail, part or attached mail as the tolerant first-wins view met it: what oddities are looked for in. */
struct entity {
    unsigned blob;
    size_t at, end;                     /* headers and body */
    str path;
    size_t parent;                      /* index of the entity it stands in; its own for the mail itself */
    struct block block;
    struct content content;
};

struct structure {
    struct arena *a;
    struct work *w;
    struct blob blobs[STRUCTURE_BLOBS_MAX];
    unsigned blob_count;
    struct leaf *leaves;
    size_t leaf_count;
    struct entity *entities;
    size_t entity_count;
    bool too_deep, too_many, too_large;
    uint32_t doubted;                   /* views that may read the mail differently; 0: it is plain, all yield the same */
    struct memo *memo;                  /* blocks, contents, bodies by place */
};

void structure_read(struct arena *a, struct work *w, str mail, struct structure *out);
/* Walks all views, doubted or not: the same leaves, or the proof is wrong (tests). */
void structure_read_all(struct arena *a, struct work *w, str mail, struct structure *out);
/* The block at a place as the most forgiving reader sees it: for headers, identity and oddities. */
struct block structure_tolerant_block(struct structure *s, unsigned blob, size_t at, size_t end);
extern const struct block_rules block_rules_tolerant;
/* All programs find the same parts in the same places, though not all the same line ends. */
bool structure_is_agreed(const struct structure *s);

#endif
