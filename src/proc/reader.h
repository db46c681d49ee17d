/* The reader: the process that touches mails' bytes. It is forked from the warmed command, goes behind the wall, and
 * then only computes: a request names a place in the shared mapping, the answer is one encoded frame of facts.
 *
 * Whatever comes out of a reader is a stranger's word (pool.c believes nothing of it). What goes in is trusted: it comes
 * from the parent. One reader reads many mails, so a captured one can lie about those after it; never about those
 * before, and it has nobody to tell them to but its parent. */
#ifndef SEKISHO_READER_H
#define SEKISHO_READER_H

#include "proc/wall.h"
#include "read/mail.h"

enum {
    READER_ARENA = 1 << 30,             /* address space; a mail whose facts need more is answered READ_DIED */
    READER_KEEP  = 4 << 20,             /* pages kept warm between mails */
    READER_HEAP  = 4 << 20,             /* for libc's own needs; nothing of ours uses it */
    READER_MAGIC = 0x53454b31,
};

enum reader_exit {                      /* exit codes, so that the parent can say why */
    READER_EXIT_DONE = 0,               /* the parent closed the socket */
    READER_EXIT_START = 71,             /* could not go behind the wall; the hello says which step */
    READER_EXIT_FULL,                   /* the arena is full */
    READER_EXIT_REQUEST,                /* a request that no parent sends */
};

struct reader_request {                 /* parent → reader */
    uint64_t offset, size;              /* of the mail in the mapping */
    uint32_t number, zero;
};

struct reader_hello {                   /* reader → parent, once, when the wall stands */
    uint32_t magic;
    struct wall_report wall;
};

struct reader_answer {                  /* reader → parent, then `length` bytes of frame */
    uint32_t length;                    /* at most NOUN_FRAME_MAX */
    uint32_t number;                    /* of the request */
};

struct reader {
    const struct wall *wall;
    int socket;                         /* stream socket to the parent */
    int mails;                          /* memfd the parent writes the mails into */
    size_t mails_size;
    void (*read)(struct arena *, struct work *, str, const struct mail_options *, struct mail_facts *);
};

/* Runs in a fresh fork; never returns. */
_Noreturn void reader_run(const struct reader *r);
/* Encodes behind `room` reserved bytes. Sheds what people can do without until the frame fits NOUN_FRAME_MAX, and notes
 * that as ODD_LIMIT_SIZE. */
struct buf reader_frame(struct arena *a, struct mail_facts *facts, size_t room);

#endif
