/* What some mail programs show and others do not (Inbox Invasion, CCS 2024).
 *
 * Honest mail is read differently by different programs too: a footer a list server appended, a name in raw Shift_JIS.
 * So the same observation is a high signal where something that can do harm is involved, and mere information where
 * not: two pairs of signals. */
#include "signals/parts.h"

static bool has_odd(const struct case_facts *c, enum odd kind)
{
    for (uint32_t i = 0; i < c->mail.oddities.n; i++)
        if (LIST_AT(c->mail.oddities, struct oddity, i)->kind == kind)
            return true;
    return false;
}

static bool same_bytes(const struct part *p, const struct part *q)
{
    return memcmp(&p->sha256, &q->sha256, sizeof p->sha256) == 0;
}

/* Every program sees this content, or at the same place content of the same type: programs that cut base64 at another
 * byte still show an archive as an archive. With padding in the middle they may show two different archives. */
static bool seen_by_all(const struct case_facts *c, const struct part *p)
{
    bool pieces = has_odd(c, ODD_BASE64_EARLY_PAD);
    uint32_t views = p->views;

    PARTS_EACH(c, q) {
        if (q == p || q->traits & (PART_MEMBER | PART_SWEPT))
            continue;
        if (same_bytes(p, q) || (!pieces && q->offset == p->offset && part_type(q) == part_type(p)))
            views |= q->views;
    }
    return (views & VIEWS_ALL) == VIEWS_ALL;
}

static bool is_hidden(const struct case_facts *c, const struct part *p)
{
    (void)c;
    return p->traits & PART_SWEPT;
}

static bool differs(const struct case_facts *c, const struct part *p)
{
    return !(p->traits & PART_SWEPT) && p->views != 0 && (p->views & VIEWS_ALL) != VIEWS_ALL && !seen_by_all(c, p);
}

static str views_that_show(struct arena *a, uint32_t views)
{
    struct buf out = buf_new(a, 64);

    for (int i = 0; i < VIEW_COUNT; i++) {
        if (!(views & (1u << i)))
            continue;
        if (out.n > 0)
            buf_add(&out, STR(", "));
        buf_add(&out, str_of(view_names[i]));
    }
    return buf_done(&out);
}

/* What can do harm when it is opened. A document does by what stands in it - but one that no program shows, and only the
 * sweep found, is hidden for a reason: in thousands of honest mails there is none. */
static bool can_harm(const struct part *p)
{
    return part_is_active(p) || ((p->traits & PART_SWEPT) && (p->found == FILE_RTF || p->found == FILE_OLE || p->found == FILE_ONENOTE));
}

static bool active(const struct case_facts *c, bool (*is)(const struct case_facts *, const struct part *), struct arena *a,
                   struct evidence *ev)
{
    PARTS_EACH(c, p) {
        if (!can_harm(p) || !is(c, p))
            continue;
        *ev = part_evidence(p);
        ev->claimed = views_that_show(a, p->views);
        return true;
    }
    return false;
}

static bool hidden_active(const struct case_facts *c, struct arena *a, struct evidence *ev)  { return active(c, is_hidden, a, ev); }
static bool views_active(const struct case_facts *c, struct arena *a, struct evidence *ev)   { return active(c, differs, a, ev); }

static bool hidden_plain(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    if (hidden_active(c, a, ev))
        return false;
    PARTS_EACH(c, p) {
        if (!is_hidden(c, p))
            continue;
        *ev = part_evidence(p);
        return true;
    }
    return false;
}

static bool views_plain(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    if (!has_odd(c, ODD_VIEWS_DIFFER) || views_active(c, a, ev))
        return false;
    *ev = (struct evidence){ .claimed = STR(""), .actual = STR(""), .where = STR("") };
    return true;
}

const struct signal signal_structure_hidden = {
    "mail.structure.hidden-content", "M11", { "P0.1", "P0.3", "C1.10" }, GROUP_STRUCTURE, SEVERITY_HIGH, hidden_active };
const struct signal signal_structure_views = {
    "mail.structure.views-differ", "M12", { "P0.1", "P0.3", "C1.10" }, GROUP_STRUCTURE, SEVERITY_HIGH, views_active };
const struct signal signal_structure_hidden_plain = {
    "mail.structure.hidden-content-plain", "M11", { "P0.1" }, GROUP_STRUCTURE, SEVERITY_INFORMATION, hidden_plain };
const struct signal signal_structure_views_plain = {
    "mail.structure.views-differ-plain", "M12", { "P0.1" }, GROUP_STRUCTURE, SEVERITY_INFORMATION, views_plain };
