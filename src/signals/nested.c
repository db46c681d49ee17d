/* What hides one step further in: mails and calendar entries as attachments, files without a name. */
#include "signals/links.h"
#include "signals/party.h"
#include "signals/parts.h"
#include "signals/signal.h"

static bool nested_mail(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct part *inside = NULL;

    (void)a;
    PARTS_EACH(c, p)
        if (!inside && p->traits & PART_NESTED)
            inside = p;
    if (!inside || c->mail.is_bounce)
        return false;
    *ev = (struct evidence){ .where = inside->path };
    LINKS_EACH(c, l)
        if (l->nested && l->host.n > 0 && ev->actual.n == 0)
            ev->actual = l->host;
    return true;
}

static bool calendar_link(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    PARTS_EACH(c, p) {
        if (p->found != FILE_CALENDAR && !str_eq(p->type, STR("text/calendar")))
            continue;
        LINKS_EACH(c, l)
            if (str_eq(l->part, p->path) && l->domain.n + l->host.n > 0 && !link_is_senders(c, l)) {
                *ev = (struct evidence){ .claimed = p->name, .actual = l->host, .where = p->path };
                return true;
            }
    }
    return false;
}

/* Programs make up a name, or save it under the ending that they guess. */
static bool no_name(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    PARTS_EACH(c, p) {
        if (!(p->traits & PART_ATTACHMENT) || p->traits & (PART_NESTED | PART_MEMBER | PART_BODY | PART_INLINE | PART_SWEPT) || p->name.n > 0 || p->size == 0)
            continue;
        if (file_type_traits(p->found) & TYPE_PICTURE || str_starts(p->type, STR("message/")) || str_starts(p->type, STR("text/")))
            continue;
        *ev = (struct evidence){ .actual = p->type, .where = p->path };
        return true;
    }
    return false;
}

#define INSIDE "P0.1", "P0.3", "C1.10"
const struct signal signal_attachment_nested = { "mail.attachment.nested-mail", "A25", { INSIDE }, GROUP_ATTACHMENT, SEVERITY_LOW, nested_mail };
const struct signal signal_attachment_calendar = { "mail.attachment.calendar-link", "A26", { INSIDE }, GROUP_ATTACHMENT, SEVERITY_LOW, calendar_link };
const struct signal signal_attachment_no_name = { "mail.attachment.no-name", "A27", { INSIDE }, GROUP_ATTACHMENT, SEVERITY_INFORMATION, no_name };
