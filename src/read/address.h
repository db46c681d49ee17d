/* Mail addresses and who a mail says it is from (RFC 5322 3.4, 3.6.2; Composition Kills, USENIX Security 2020).
 *
 * Reading never fails. What cannot be right is noted in `odd`, because a broken From: is evidence and not a reason to
 * stop. Owns nothing: strings point into the header or the arena. */
#ifndef SEKISHO_ADDRESS_H
#define SEKISHO_ADDRESS_H

#include "base/charset.h"
#include "facts/mail.h"
#include "read/block.h"

enum { ADDRESS_PER_HEADER = 100 };

/* Reads one address of an unfolded *raw* (not yet word-decoded) header value and moves *in past it and its comma. False
 * when *in holds no more. Group members come out one by one with ADDRESS_ODD_GROUP. */
bool address_next(struct arena *a, struct work *w, str *in, enum charset hint, struct mailbox *out);

/* All mailboxes of a header value, at most `max`. */
struct list address_list(struct arena *a, struct work *w, str raw_value, enum charset hint, uint32_t max, uint32_t *odd);

/* The whole identity from all raw header lines of the outermost mail, in order, including those whose names are odd
 * ("From " with a blank before the colon, " From:" as first line, "From" folded before its colon): these count as From
 * headers with ADDRESS_ODD_NO_COLON_GAP / ADDRESS_ODD_LEADING, because some program shows them. */
void identity_read(struct arena *a, struct work *w, const struct raw_header *headers, size_t n, enum charset hint, struct identity *out);

/* The first thing in a decoded text that looks like a mail address; "" when none. For "name claims address". */
str address_in_text(struct arena *a, str utf8);

#endif
