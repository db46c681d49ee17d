/* Mails out of one open descriptor, which holds either a single mail or an mbox (RFC 4155 and its dialects). Works
 * from a file, a pipe or a terminal, in memory bounded by one mail.
 *
 * An mbox begins with a From_ line: "From ", a sender, and a date as asctime() writes it; some stores write one word, an
 * address or "-", and no date. A From_ line begins a mail only when something like a header line stands after it and,
 * from the second on, an empty line before it; "From " in a text hardly fulfils all of these by accident. Every byte except the From_ lines and one empty line before each (and at the end)
 * belongs to exactly one mail: whoever forges a separator gains an additional mail to be judged, and hides nothing.
 *
 * ">From " is left as it stands. The dialects (mboxo, mboxrd) do not say which of them a file is, and an un-quoted
 * guess would change the bytes that are hashed and judged. */
#ifndef SEKISHO_MBOX_H
#define SEKISHO_MBOX_H

#include "base/fail.h"
#include "facts/mail.h"

enum {
    MBOX_CHUNK = 256 << 10,             /* read at once */
    MBOX_LOOK  = 2048,                  /* bytes looked at to believe a From_ line; a longer one is text */
    MBOX_KEEP  = 4 << 20,               /* pages kept between files */
};

enum mbox_got { MBOX_MAIL, MBOX_END, MBOX_TOO_LARGE, MBOX_ERROR };

struct mbox {
    int fd;
    char *p;                            /* room for one mail and more; see mbox_open */
    size_t from, to, touched;           /* not yet given out: [from, to) */
    uint64_t size;                      /* of a regular file, 0 when unknown */
    uint64_t taken;                     /* bytes read so far */
    uint64_t index;                     /* of the last mail: 1, 2 … in an mbox, 0 for a single mail */
    bool started, end, is_mbox;
    int error;                          /* errno of MBOX_ERROR */
};

/* Reserves address space for the largest mail; used again for every file. */
int  mbox_open(struct mbox *m, struct fail *why);
void mbox_close(struct mbox *m);
/* The descriptor stays the caller's. `size` 0: unknown. */
void mbox_start(struct mbox *m, int fd, uint64_t size);
/* The bytes are valid until the next call. After MBOX_TOO_LARGE an mbox goes on with its next mail. An empty single
 * file gives one empty mail. */
enum mbox_got mbox_next(struct mbox *m, str *mail);
bool mbox_from_line(str line);

#endif
