/* Where the bytes come from for a command: each path is a file with one mail or an mbox, a folder of any depth, a Maildir,
 * or "-" for the standard input. One mail at a time, in an order that depends on nothing but the names.
 *
 * Folders: entries in bytewise order, depth first. Hidden entries and symbolic links to folders are passed over (a link
 * may lead round in a circle, or out of what was meant), links to files are followed. A folder with `cur` and `new` is
 * a Maildir: of its entries only folders count, without `tmp` (mails still being delivered), with its hidden Maildirs.
 * All of that holds inside folders only; what is named itself is read whatever its name.
 *
 * What cannot be read is an item too, with `fail` filled, and the run goes on: fail.open, fail.folder, fail.not-a-file
 * (pipes, devices, sockets: opening one may block or do something), fail.read, fail.empty, fail.mail-too-large,
 * fail.too-deep. Files are read, not mapped: one that shrinks meanwhile must not end the command by SIGBUS. */
#ifndef SEKISHO_FILES_H
#define SEKISHO_FILES_H

#include "base/arena.h"
#include "base/fail.h"

enum {
    INTAKE_DEPTH_MAX = 32,              /* folders within folders */
    INTAKE_NAMES     = 1 << 30,         /* address space for the names of the folders being walked */
};

struct intake_item {
    str path;                           /* as given, plus what was found below it; "-" */
    uint64_t index;                     /* 1, 2 … within an mbox; 0 when the file is one mail */
    str bytes;
    bool failed;
    struct fail fail;                   /* when failed */
};

struct intake_counts {
    uint64_t mails, failed;
    uint64_t hidden, links, other;      /* passed over: hidden entries, links to folders, a Maildir's own files */
};

struct intake;

/* The paths stay the caller's until intake_close. */
int  intake_open(struct intake **out, const char *const *paths, size_t n, struct fail *why);
/* False at the end. Path and bytes are valid until the next call. */
bool intake_next(struct intake *it, struct intake_item *out);
struct intake_counts intake_counts(const struct intake *it);
void intake_close(struct intake *it);

#endif
