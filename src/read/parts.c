/* Leaves → parts: names decoded, types by content, members of archives, files written into text, what the sweep found. */
#include "read/filetype.h"
#include "read/reading.h"
#include "read/sweep.h"
#include "read/tnef.h"
#include "read/words.h"

enum {
    MEMBERS_LOOKED = 10000,             /* members of an archive whose names are looked at; more is a limit */
    MEMBERS_MAX = 100,                  /* of those become parts, the ones that can do something first */
    TEXT_FILES_MAX = 64,
};

static struct part *push(struct reading *r, struct part p)
{
    if (r->part_count == MAIL_PARTS_MAX) {
        oddity_note(&r->odd, ODD_LIMIT_PARTS, p.offset, 0, p.path, STR(""));
        return NULL;
    }
    r->parts[r->part_count] = p;
    return &r->parts[r->part_count++];
}

static size_t place_in_mail(const struct reading *r, const struct leaf *l)
{
    return l->blob ? r->structure.blobs[l->blob].outer : l->at;
}

/* --- Archives: names of what is inside ----------------------------------------------------------------------------- */

struct archive { str path; uint32_t seen, traits; uint64_t offset; };

static struct archive archive_of(const struct part *p)
{
    return (struct archive){ p->path, p->views, p->traits & (PART_NESTED | PART_SWEPT), p->offset };
}

static void push_member(struct reading *r, const struct archive *in, size_t number, const struct zip_member *m)
{
    work_child(r->w);
    push(r, (struct part){
        .path = arena_format(r->a, "%.*s/%zu", STR_FMT(in->path), number), .name = m->name, .type = STR(""),
        .found = file_type_of_name(r->a, m->name), .size = m->size, .offset = in->offset, .views = in->seen,
        .traits = PART_MEMBER | in->traits | (m->encrypted ? PART_ENCRYPTED : 0) | file_traits_of_name(r->a, m->name),
        .name_odd = file_name_odd(r->a, m->name), .member_of = in->path });
}

/* Something a person should hear of, rather than the hundredth picture. */
static bool member_matters(struct reading *r, const struct zip_member *m)
{
    uint32_t traits = file_type_traits(file_type_of_name(r->a, m->name));

    return traits & (TYPE_RUNS | TYPE_SCRIPT | TYPE_HOLDS | TYPE_DISK) || file_traits_of_name(r->a, m->name)
        || file_name_odd(r->a, m->name) || extension_runs(file_extension(r->a, m->name));
}

/* Every name is looked at: a program may stand behind a thousand pictures. */
static void push_members(struct reading *r, struct part *archive, str bytes)
{
    struct zip_member *members = arena_alloc(r->a, MEMBERS_LOOKED * sizeof *members);
    size_t n = zip_members(r->a, r->w, bytes, members, MEMBERS_LOOKED), pushed = 0;
    struct archive in = archive_of(archive);

    if (n == MEMBERS_LOOKED) {
        archive->traits |= PART_UNINSPECTED;
        oddity_note(&r->odd, ODD_LIMIT_PARTS, in.offset, 0, in.path, archive->name);
    }
    for (int rest = 0; rest < 2; rest++)
        for (size_t i = 0; i < n && pushed < MEMBERS_MAX; i++) {
            if (members[i].directory || (n > MEMBERS_MAX && member_matters(r, &members[i]) == (rest == 1)) || (n <= MEMBERS_MAX && rest))
                continue;
            push_member(r, &in, i + 1, &members[i]);
            pushed++;
        }
}

/* Files in a winmail.dat: their bytes are there to be typed. */
static void push_tnef(struct reading *r, const struct part *container, str bytes)
{
    struct archive in = archive_of(container);
    struct tnef_file file;

    for (size_t i = 1; i <= MEMBERS_MAX && tnef_next(r->w, &bytes, &file); i++) {
        struct body body = { .bytes = file.bytes, .sha256 = sha256_of(file.bytes) };
        str name = text_decode(r->a, r->w, file.name, STR(""), true, r->hint).text;

        body_look(&r->structure, &body);
        work_child(r->w);
        push(r, (struct part){
            .path = arena_format(r->a, "%.*s/%zu", STR_FMT(in.path), i), .name = name, .type = STR("application/octet-stream"),
            .found = body.type, .size = file.bytes.n, .sha256 = body.sha256, .offset = in.offset, .views = in.seen,
            .traits = PART_ATTACHMENT | in.traits | body.traits, .name_odd = file_name_odd(r->a, name) });
    }
}

/* A mail in a sealed envelope: only the recipient's program can open it. Signatures that stand beside a mail are none. */
static bool is_sealed(str type)
{
    return str_eq(type, STR("application/pkcs7-mime")) || str_eq(type, STR("application/x-pkcs7-mime"))
        || str_eq(type, STR("application/pgp-encrypted"));
}

static bool is_zip(enum file_type t)    { return t == FILE_ZIP || t == FILE_JAR; }

/* --- Leaves --------------------------------------------------------------------------------------------------------- */

static str leaf_name(struct reading *r, const struct leaf *l)
{
    uint32_t odd = 0;

    if (!l->name.p)
        return STR("");
    return l->name_extended ? words_decode_extended(r->a, r->w, l->name, r->hint, &odd)
                            : str_trim(words_decode(r->a, r->w, l->name, r->hint, &odd));
}

static uint32_t leaf_traits(const struct leaf *l, str name)
{
    bool text = str_starts(l->type, STR("text/")) || l->type.n == 0;
    uint32_t traits = l->body->traits | (l->nested ? PART_NESTED : 0);

    if (l->attachment || (name.n > 0 && !l->is_inline))
        return traits | PART_ATTACHMENT;
    if (text)
        return traits | PART_BODY;
    return traits | (l->is_inline || str_starts(l->type, STR("image/")) ? PART_INLINE : PART_ATTACHMENT);
}

static void note_decoding(struct reading *r, const struct leaf *l, str path)
{
    static const struct { uint32_t bit; enum cte cte; enum odd kind; } rows[] = {
        { DECODE_ODD_JUNK, CTE_BASE64, ODD_BASE64_JUNK }, { DECODE_ODD_EARLY_PAD, CTE_BASE64, ODD_BASE64_EARLY_PAD },
        { DECODE_ODD_CUT, CTE_BASE64, ODD_BASE64_CUT }, { DECODE_ODD_ILLEGAL, CTE_QP, ODD_QP_ILLEGAL },
        { DECODE_ODD_LONG, CTE_QP, ODD_QP_LONG },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (l->encoding == rows[i].cte && l->body->odd & rows[i].bit)
            oddity_note(&r->odd, rows[i].kind, place_in_mail(r, l), l->end - l->at, path, STR(""));
}

/* Programs that write a name down differently but show the same one yield the same part. */
static bool joins_other(struct reading *r, struct leaf *l, str name)
{
    for (size_t i = 0; i < l->siblings; i++) {
        struct leaf *other = &r->structure.leaves[l->sibling[i]];
        struct part *p = other->part ? &r->parts[other->part - 1] : NULL;

        if (!p || other->body != l->body || p->views & l->views || !str_eq(p->name, name) || !str_eq(p->type, l->type))
            continue;
        p->views |= l->views;
        l->part = other->part;
        return true;
    }
    return false;
}

static void push_leaf(struct reading *r, struct leaf *l)
{
    str name = leaf_name(r, l), path = l->path.n ? l->path : STR("1");
    struct part *p;

    if (joins_other(r, l, name))
        return;
    body_look(&r->structure, l->body);
    p = push(r, (struct part){
        .path = path, .name = name, .type = l->type, .found = l->body->type, .charset = l->charset,
        .offset = place_in_mail(r, l), .raw_size = l->end - l->at, .size = l->body->bytes.n, .sha256 = l->body->sha256,
        .views = l->views, .traits = leaf_traits(l, name), .name_odd = file_name_odd(r->a, name) });
    if (!p)
        return;
    l->part = r->part_count;            /* index + 1 */
    note_decoding(r, l, path);
    if (is_zip(p->found))
        push_members(r, p, l->body->bytes);
    if (is_sealed(p->type))
        p->traits |= PART_UNINSPECTED;
    if (p->found == FILE_TNEF) {
        oddity_note(&r->odd, ODD_TNEF, p->offset, 0, path, name);
        push_tnef(r, p, l->body->bytes);
    }
    /* A fragment is put together with others only when it is the whole mail (RFC 2046 5.2.2). */
    if (str_eq(l->type, STR("message/partial")) && l->path.n == 0)
        oddity_note(&r->odd, ODD_MESSAGE_PARTIAL, p->offset, 0, path, STR(""));
    if (str_eq(l->type, STR("message/external-body")))
        oddity_note(&r->odd, ODD_MESSAGE_EXTERNAL, p->offset, 0, path, STR(""));
}

struct part *reading_part(struct reading *r, const struct leaf *l)
{
    return l->part ? &r->parts[l->part - 1] : NULL;
}

/* --- uuencode and yEnc in plain text --------------------------------------------------------------------------------- */

/* yEnc is 8-bit, so its text is none to those who only look at bytes. */
static bool is_plain_text(const struct leaf *l)
{
    return !l->attachment && (l->body->type == FILE_TEXT || (l->body->type == FILE_UNKNOWN && str_starts(l->type, STR("text/"))));
}

static void push_text_files(struct reading *r, const struct leaf *l)
{
    str in = l->body->bytes, name, whole, data;
    uint32_t files = 0;
    str path = l->path.n ? l->path : STR("1");

    while (files < TEXT_FILES_MAX && text_file_next(r->a, r->w, &in, &name, &whole, &data)) {
        struct body body = { .bytes = data, .sha256 = sha256_of(data) };
        str decoded = words_decode(r->a, r->w, name, r->hint, NULL);

        struct part *p;

        body_look(&r->structure, &body);
        p = push(r, (struct part){
            .path = arena_format(r->a, "%.*s.u%u", STR_FMT(path), ++files), .name = decoded,
            .type = STR("application/octet-stream"), .found = body.type, .offset = place_in_mail(r, l), .raw_size = whole.n,
            .size = data.n, .sha256 = body.sha256, .views = l->views, .name_odd = file_name_odd(r->a, decoded),
            .traits = PART_TEXT_ENCODED | PART_ATTACHMENT | body.traits | (l->nested ? PART_NESTED : 0) });
        if (p && is_zip(p->found))
            push_members(r, p, data);
        oddity_note(&r->odd, ODD_TEXT_ENCODED_FILE, place_in_mail(r, l), whole.n, path, decoded);
    }
    if (files == TEXT_FILES_MAX)
        oddity_note(&r->odd, ODD_LIMIT_PARTS, place_in_mail(r, l), 0, path, STR(""));
}

/* --- The sweep ------------------------------------------------------------------------------------------------------- */

static bool inside_entity(const struct reading *r, const struct found *f)
{
    for (size_t i = 1; i < r->structure.entity_count; i++) {
        const struct entity *e = &r->structure.entities[i];

        if (e->blob == f->blob && e->at <= f->at && e->end >= f->end)
            return true;
    }
    return f->blob > 0 || r->structure.entity_count <= 1;
}

static void push_found(struct reading *r)
{
    struct sweep sweep = sweep_mail(&r->structure);

    for (size_t i = 0; i < sweep.n; i++) {
        struct found *f = &sweep.found[i];
        str path = arena_format(r->a, "s%zu", i + 1), type = str_of(file_type_names[f->body.type]);
        size_t at = f->blob ? r->structure.blobs[f->blob].outer : f->at, length = f->blob ? 0 : f->end - f->at;
        struct part *p = push(r, (struct part){
            .path = path, .name = STR(""), .type = STR(""), .found = f->body.type, .offset = at,
            .raw_size = f->end - f->at, .size = f->body.bytes.n, .sha256 = f->body.sha256,
            .traits = PART_SWEPT | f->body.traits | (f->blob ? PART_NESTED : 0) });

        if (!p)
            return;
        if (is_zip(p->found))
            push_members(r, p, f->body.bytes);
        oddity_note(&r->odd, ODD_HIDDEN_CONTENT, at, length, path, type);
        if (!inside_entity(r, f))
            oddity_note(&r->odd, ODD_OUTSIDE_PARTS, at, length, path, type);
    }
}

/* Text, or nothing: what cannot run, whoever shows how much of it. */
static bool is_plain(const struct part *p)
{
    return p->found == FILE_TEXT || p->found == FILE_EMPTY || p->found == FILE_MAIL;
}

static bool same_place(const struct part *p, const struct part *q)
{
    return q->offset <= p->offset + p->raw_size && p->offset <= q->offset + q->raw_size;
}

/* Does who sees q see what p shows? The same bytes anywhere, the same kind of file at the same place, or of plain text
 * some of it: Python takes a delivery-status for little mails without a text, others show it whole. */
static bool shows_too(const struct part *p, const struct part *q)
{
    return (q->found == p->found && (q->offset == p->offset || sha256_equal(&q->sha256, &p->sha256)))
        || (is_plain(p) && is_plain(q) && same_place(p, q));
}

/* Programs see different parts. Differences of nothing - an empty text, a line end - are none. */
static void note_views(struct reading *r)
{
    const uint32_t all = (1u << VIEW_COUNT) - 1;

    for (uint32_t i = 0; i < r->part_count; i++) {
        struct part *p = &r->parts[i];
        uint32_t seen = p->views;

        if (p->views == all || p->views == 0 || p->size == 0 || p->traits & (PART_MEMBER | PART_SWEPT))
            continue;
        for (uint32_t k = 0; k < r->part_count && seen != all; k++)
            if (shows_too(p, &r->parts[k]))
                seen |= r->parts[k].views;
        if (seen != all)
            oddity_note(&r->odd, ODD_VIEWS_DIFFER, p->offset, p->raw_size, p->path, p->name.n ? p->name : p->type);
    }
}

void read_parts(struct reading *r)
{
    struct structure *s = &r->structure;

    r->parts = arena_alloc(r->a, MAIL_PARTS_MAX * sizeof(struct part));
    for (size_t i = 0; i < s->leaf_count; i++)
        push_leaf(r, &s->leaves[i]);
    for (size_t i = 0; i < s->leaf_count; i++)
        if (is_plain_text(&s->leaves[i]))
            push_text_files(r, &s->leaves[i]);
    if (!r->options->no_sweep)
        push_found(r);
    note_views(r);
    r->out->parts = (struct list){ r->parts, r->part_count };
}
