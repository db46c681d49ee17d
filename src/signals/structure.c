/* Oddities of a mail's make-up, one signal per row of the MIME ambiguity catalogue. Alone they are information: honest
 * Japanese mail has bare line feeds, two names for one file, text without a charset. */
#include "signals/signal.h"

enum { KINDS_MAX = 10 };

static bool any(const struct case_facts *c, const enum odd *kinds, size_t n, struct evidence *ev)
{
    for (uint32_t i = 0; i < c->mail.oddities.n; i++) {
        const struct oddity *o = LIST_AT(c->mail.oddities, struct oddity, i);

        for (size_t k = 0; k < n; k++) {
            if (o->kind != kinds[k])
                continue;
            *ev = (struct evidence){ .claimed = str_of(odd_names[o->kind]), .actual = o->detail, .where = o->part };
            return true;
        }
    }
    return false;
}

#define STRUCTURE(name, id_, code_, group_, severity_, ...) \
    static bool check_##name(const struct case_facts *c, struct arena *a, struct evidence *ev) \
    { \
        static const enum odd kinds[] = { __VA_ARGS__ }; \
        _Static_assert(sizeof kinds / sizeof *kinds <= KINDS_MAX, "a row this long is two signals"); \
        (void)a; \
        return any(c, kinds, sizeof kinds / sizeof *kinds, ev); \
    } \
    const struct signal signal_structure_##name = { .id = id_, .code = code_, .serves = { "P0.1" }, .group = group_, \
                                                    .severity = SEVERITY_##severity_, .check = check_##name };

STRUCTURE(content_type, "mail.structure.content-type-conflict", "M01", GROUP_STRUCTURE, LOW,
          ODD_CONTENT_TYPE_DUPLICATE, ODD_CONTENT_TYPE_CONFLICT, ODD_CONTENT_TYPE_MALFORMED)
STRUCTURE(encoding, "mail.structure.encoding-conflict", "M02", GROUP_STRUCTURE, LOW,
          ODD_ENCODING_DUPLICATE, ODD_ENCODING_CONFLICT, ODD_ENCODING_UNKNOWN, ODD_ENCODING_MALFORMED, ODD_ENCODING_ON_MULTIPART)
STRUCTURE(boundary, "mail.structure.boundary-odd", "M03", GROUP_STRUCTURE, LOW,
          ODD_BOUNDARY_DUPLICATE, ODD_BOUNDARY_EMPTY, ODD_BOUNDARY_MALFORMED, ODD_BOUNDARY_LONG, ODD_BOUNDARY_LINE_ODD)
STRUCTURE(header_name, "mail.structure.header-name-odd", "M04", GROUP_STRUCTURE, LOW,
          ODD_HEADER_NAME_ODD, ODD_HEADER_CONTROL, ODD_HEADER_NO_COLON, ODD_HEADER_END_ODD)
STRUCTURE(line_ends, "mail.structure.line-ends", "M05", GROUP_STRUCTURE, INFORMATION,
          ODD_LINE_BARE_CR, ODD_LINE_MIXED, ODD_LINE_NUL)
STRUCTURE(outside, "mail.structure.outside-parts", "M06", GROUP_STRUCTURE, MEDIUM,
          ODD_OUTSIDE_PARTS, ODD_BOUNDARY_AFTER_END)
STRUCTURE(reused, "mail.structure.boundary-reused", "M07", GROUP_STRUCTURE, LOW,
          ODD_BOUNDARY_REUSED, ODD_BOUNDARY_MISSING, ODD_BOUNDARY_NEVER_SEEN, ODD_MULTIPART_UNCLOSED)
STRUCTURE(base64, "mail.structure.base64-odd", "M08", GROUP_STRUCTURE, INFORMATION,
          ODD_BASE64_JUNK, ODD_BASE64_EARLY_PAD, ODD_BASE64_CUT)
STRUCTURE(quoted_printable, "mail.structure.quoted-printable-odd", "M09", GROUP_STRUCTURE, INFORMATION,
          ODD_QP_ILLEGAL)
STRUCTURE(names, "mail.structure.names-differ", "M10", GROUP_STRUCTURE, INFORMATION,
          ODD_NAMES_DIFFER, ODD_NAME_DUPLICATE)
STRUCTURE(charset, "mail.structure.charset-wrong", "M13", GROUP_STRUCTURE, INFORMATION,
          ODD_CHARSET_WRONG, ODD_CHARSET_MISSING, ODD_CHARSET_UNKNOWN)
STRUCTURE(partial, "mail.structure.partial-or-external", "M14", GROUP_STRUCTURE, MEDIUM,
          ODD_MESSAGE_PARTIAL, ODD_MESSAGE_EXTERNAL)
STRUCTURE(limits, "mail.structure.limits", "M15", GROUP_STRUCTURE, MEDIUM,
          ODD_LIMIT_DEPTH, ODD_LIMIT_PARTS, ODD_LIMIT_HEADERS, ODD_LIMIT_WORK, ODD_LIMIT_SIZE)
/* Two charsets in one text, escape sequences in the middle of words: they hide words from whoever reads only one. */
STRUCTURE(charset_trick, "mail.text.charset-trick", "J06", GROUP_TEXT, MEDIUM,
          ODD_CHARSET_MIXED, ODD_CHARSET_ESCAPE_ODD)
