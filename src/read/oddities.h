/* What is odd about how a mail is put together: every entity's headers, boundaries and lines looked at once, after the
 * views have been walked. Names what it sees; signals decide. */
#ifndef SEKISHO_ODDITIES_H
#define SEKISHO_ODDITIES_H

#include "read/structure.h"

struct oddities { struct arena *a; struct oddity *list; uint32_t n; uint32_t seen[ODD_COUNT]; };

enum { ODDITY_PER_KIND = 8 };           /* more of one kind say nothing new */

struct oddities oddities_new(struct arena *a);
void oddity_note(struct oddities *o, enum odd kind, size_t offset, size_t length, str part, str detail);
void oddities_of_structure(struct structure *s, struct oddities *o);

#endif
