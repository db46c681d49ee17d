/* What a part is to a person, from its bytes' type and from its name. Shared by the attachment and structure signals. */
#ifndef SEKISHO_SIGNALS_PARTS_H
#define SEKISHO_SIGNALS_PARTS_H

#include "signals/signal.h"

enum { VIEWS_ALL = (1 << VIEW_COUNT) - 1 };

#define PARTS_EACH(c, p) \
    for (const struct part *p = (c)->mail.parts.items, *p##_end = p + (c)->mail.parts.n; p != p##_end; p++)

str name_extension(str name);                       /* after the last dot, trailing dots and blanks dropped; "" when none */
/* The first type whose usual extensions hold it; FILE_UNKNOWN when none. Programs win over documents. */
enum file_type extension_type(str extension);
/* Windows runs it on a double click. Narrower than the traits: .py and .so are no danger at a reception desk. */
bool extension_executes(str extension);
bool extension_is_shortcut(str extension);

bool part_is_file(const struct part *p);            /* attached, inline or found: not merely the mail's text, nor a member */
/* The type that counts: of the bytes, or of the name where the bytes tell nothing (text, unknown). */
enum file_type part_type(const struct part *p);
bool part_is_archive(const struct part *p);         /* holds files and is no office document, nor a disk image */
bool part_is_disk(const struct part *p);
bool part_is_shortcut(const struct part *p);
bool part_is_script(const struct part *p);
bool part_is_program(const struct part *p);         /* runs, and is neither script nor shortcut */
bool part_is_macro(const struct part *p);
bool part_is_active_page(const struct part *p);     /* HTML, SVG … with script, as a file */
/* Anything that can do harm when opened: all of the above, OneNote, and what cannot be looked into. */
bool part_is_active(const struct part *p);

/* Evidence for a card: the extension it shows, the type it has, its name. */
struct evidence part_evidence(const struct part *p);

#endif
