/* TNEF, the container that Outlook puts into winmail.dat ([MS-OXTNEF]): names and bytes of the files inside. Enough to
 * see what is there; messages and properties are left alone. */
#ifndef SEKISHO_TNEF_H
#define SEKISHO_TNEF_H

#include "base/buf.h"
#include "base/work.h"

struct tnef_file { str name, bytes; };  /* name raw, in the sender's code page; bytes point into the input */

/* Moves *in past the next file. *in is the whole of a FILE_TNEF at first. False at the end or at what is no TNEF. */
bool tnef_next(struct work *w, str *in, struct tnef_file *out);

#endif
