/* What a file is by its bytes, and what its name tries to make of it. Pure. */
#ifndef SEKISHO_READ_FILETYPE_H
#define SEKISHO_READ_FILETYPE_H

#include "base/buf.h"
#include "base/work.h"
#include "facts/mail.h"

/* By content only. Looks at the head, the tail and, for text, at most the first 256 KiB: script languages by their
 * words, HTML by its tags, encoded scripts (#@~^), UTF-16 text. FILE_TEXT when it is merely text, FILE_UNKNOWN when not. */
enum file_type file_type_of(str bytes, struct work *w);

/* By the last extension of a name (folded, trailing dots and blanks dropped); FILE_UNKNOWN when none or not known. */
enum file_type file_type_of_name(struct arena *a, str name);
/* The last extension, lower case, folded, without the dot; "" when none. */
str file_extension(struct arena *a, str name);
/* Extensions Windows runs on a double click, beyond what content tells (data: R list of mail.md A03). */
bool extension_runs(str extension);

uint32_t file_name_odd(struct arena *a, str name);      /* NAME_ODD_* */

/* Traits found by content beyond the type: PART_ENCRYPTED, PART_ACTIVE (HTML/SVG with script, smuggling …), PART_MACRO
 * (a vbaProject.bin, macro sheet or _VBA_PROJECT storage is present), PART_UNINSPECTED. */
uint32_t file_traits(struct arena *a, struct work *w, enum file_type type, str bytes);

/* The same of a member of an archive, of which only the name is known: PART_UNINSPECTED for what holds files itself and
 * for pages, PART_MACRO for documents whose kind is there to have macros. */
uint32_t file_traits_of_name(struct arena *a, str name);

/* Names and sizes of a ZIP's members by its central directory and, where that is missing, its local headers; encrypted
 * members flagged. At most `max`. Enough to recognise; the strict two-way reader comes with the document readers. */
struct zip_member { str name; uint64_t size; bool encrypted, directory; };
size_t zip_members(struct arena *a, struct work *w, str bytes, struct zip_member *out, size_t max);

#endif
