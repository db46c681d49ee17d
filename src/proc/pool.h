/* A pool of readers: mails in, facts out, in the order of submission whatever the number of readers, so that a command
 * prints the same with -j1 and -j8. While readers read, the caller works on what came before:
 *
 *     for (;;) {
 *         while (more && pool_submit(p, id, bytes)) …next mail…;
 *         if (!pool_next(p, &arena, &answer)) break;
 *         …judge, print…
 *     }
 *
 * Nothing of a reader is believed: frames are length-limited, numbered, decoded with every bound checked. A reader that
 * dies, hangs, sends garbage or too much is killed and replaced, and its mail is answered accordingly. A mail is blamed
 * only when it was the first of its reader; else it is read once more by a fresh one, because what broke the reader may
 * have been an earlier mail. */
#ifndef SEKISHO_POOL_H
#define SEKISHO_POOL_H

#include "proc/reader.h"

enum {
    POOL_READERS_MAX  = 64,
    POOL_DEPTH        = 16,             /* mails a reader may have before it; answered ones count until they are taken */
    POOL_WINDOW       = 2 << 20,        /* bytes of such mails; a larger mail is read alone */
    POOL_MILLISECONDS = 10000,          /* time limit of a mail, and as much again for … */
    POOL_MILLISECONDS_PER_MIB = 1000,
    POOL_KEEP         = 16 << 20,       /* a reader that was given more is replaced: its mapping cannot shrink */
    POOL_STARTS       = 5,              /* attempts to start a reader, with growing pauses, before giving up on it */
};

enum read_how { READ_OK, READ_DIED, READ_TIMEOUT, READ_TOO_LARGE, READ_BAD_FRAME };
extern const char *const read_how_names[];  /* "ok" "died" "timeout" "too-large" "bad-frame" */

struct pool_options {
    unsigned readers;                   /* 0: 1 */
    unsigned milliseconds;              /* 0: POOL_MILLISECONDS */
    unsigned milliseconds_per_mib;      /* 0: POOL_MILLISECONDS_PER_MIB */
    void (*read)(struct arena *, struct work *, str, const struct mail_options *, struct mail_facts *);   /* NULL: mail_read */
};

struct pool_answer {
    uint64_t id;
    enum read_how how;
    struct mail_facts facts;            /* READ_OK: copies in the arena; else zero */
    struct sha256 sha256;               /* of the mail, by us, when it could not be read; zero with READ_TOO_LARGE */
    char why[120];                      /* for logs, in English: "signal 11", "memory full"; "" when READ_OK */
};

struct pool_counts { uint64_t answered, failed, retried, started; };

struct pool;

/* Warms tables and forks the readers; call before the caller has read anything a reader should not see. -1 when no
 * reader can be started. */
int  pool_open(struct pool **out, const struct pool_options *options, struct fail *why);
/* Copies the bytes. False when every reader has enough to do: take an answer first. */
bool pool_submit(struct pool *p, uint64_t id, str bytes);
/* Waits for the answer to the oldest submission. False when there is none. */
bool pool_next(struct pool *p, struct arena *a, struct pool_answer *out);
/* Ends the readers; what is unanswered is forgotten. */
void pool_close(struct pool *p);
/* The wall the readers are behind, as the last one reported it. */
struct wall_report pool_wall(const struct pool *p);
struct pool_counts pool_counts(const struct pool *p);
/* Keeps an arena's bytes out of readers forked later (a replacement is a copy of the command as it is then). */
void pool_hide(const struct arena *a);

#endif
