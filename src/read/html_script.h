/* What a script in a mail is for, judged by the words in it. Nothing is run. */
#ifndef SEKISHO_HTML_SCRIPT_H
#define SEKISHO_HTML_SCRIPT_H

#include "base/str.h"

/* What has been seen in all scripts of one document together: the parts of one trick may stand apart. */
struct html_scripts { uint32_t seen; uint32_t generated_names; };

/* Reads one script, handler or javascript: URL. One pass. */
void html_script_read(struct html_scripts *s, str text);
/* A file is put together inside the page (HTML smuggling). */
bool html_script_smuggles(const struct html_scripts *s);
/* What runs or is written is itself encoded. */
bool html_script_obfuscated(const struct html_scripts *s);

#endif
