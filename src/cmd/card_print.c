/* A card on a terminal: wrapped by what characters take up on the screen, coloured by outcome when it is one. */
#include "base/text.h"
#include "base/utf8.h"
#include "cmd/scan.h"
#include "verdict/card.h"

#include <wchar.h>

enum { COLUMNS_MIN = 40, COLUMNS_MAX = 100 };

static const char *const colours[] = { "\033[32m", "\033[36m", "\033[33m", "\033[31m" };

static unsigned width_of(uint32_t rune)
{
    int w = wcwidth((wchar_t)rune);

    return w < 0 ? 0 : (unsigned)w;
}

/* Characters that may not begin a line (JIS X 4051): the one before comes along. */
static bool clings(uint32_t r)
{
    static const wchar_t closing[] = L"、。，．・：；？！゛゜´｀¨＾ー）］｝〕〉》」』】ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.)]}!?:;";

    return wcschr(closing, (wchar_t)r) != NULL && r != 0;
}

static bool breaks_after(uint32_t r)
{
    return r == ' ' || r >= 0x2E80;
}

/* One paragraph: the first line behind `lead`, the others behind as many blanks. */
struct paragraph { struct buf *out; unsigned columns, indent, column; };

static unsigned text_width(str s)
{
    unsigned width = 0;

    while (s.n > 0)
        width += width_of(utf8_next(&s, NULL));
    return width;
}

/* The longest piece that must stay together: up to and including the next place where a line may end. */
static str next_piece(str *text)
{
    str rest = *text, piece;
    uint32_t r = rest.n ? utf8_next(&rest, NULL) : 0;

    while (rest.n > 0) {
        str look = rest;
        uint32_t next = utf8_next(&look, NULL);

        if (breaks_after(r) || (next >= 0x2E80 && r < 0x2E80))
            if (!clings(next))
                break;
        r = next;
        rest = look;
    }
    piece = str_before(*text, rest);
    *text = rest;
    return piece;
}

static void paragraph(struct buf *out, const char *lead, str text, unsigned columns)
{
    unsigned indent = text_width(str_of(lead)), column = indent;

    if (text.n == 0)
        return;
    buf_add(out, str_of(lead));
    while (text.n > 0) {
        str piece = next_piece(&text);
        unsigned width = text_width(piece);

        if (column > indent && column + text_width(str_trim_end(piece)) > columns) {
            buf_put(out, '\n');
            for (column = 0; column < indent; column++)
                buf_put(out, ' ');
        }
        buf_add(out, piece);
        column += width;
    }
    buf_put(out, '\n');
}

static void rule(struct buf *out, const char *lang, const struct scanned *s, unsigned columns, bool colour)
{
    str word = text_get(lang, "terminal", outcome_names[s->verdict->outcome]);
    unsigned used = text_width(word) + 4;

    if (colour)
        buf_add(out, str_of(colours[s->verdict->outcome]));
    buf_format(out, "━━ %.*s ", STR_FMT(word));
    for (; used < columns; used++)
        buf_add(out, STR("━"));
    if (colour)
        buf_add(out, STR("\033[0m"));
    buf_put(out, '\n');
}

static void who(struct buf *out, const char *lang, const struct scanned *s, unsigned columns)
{
    const struct mail_facts *m = &s->facts->mail;
    struct arena *a = out->a;
    str path;

    if (m->identity.from.n) {
        const struct mailbox *from = LIST_AT(m->identity.from, struct mailbox, 0);
        str name = card_value(a, lang, from->name), addr = card_clean(a, from->addr), label = text_get(lang, "terminal", "from");

        paragraph(out, "   ", arena_format(a, "%.*s %.*s <%.*s>", STR_FMT(label), STR_FMT(name), STR_FMT(addr)), columns);
    }
    if (m->subject.n) {
        str subject = card_value(a, lang, m->subject), label = text_get(lang, "terminal", "subject");

        paragraph(out, "   ", arena_format(a, "%.*s %.*s", STR_FMT(label), STR_FMT(subject)), columns);
    }
    path = card_clean(a, s->path);
    if (s->index)
        path = arena_format(a, "%.*s (%llu)", STR_FMT(path), (unsigned long long)s->index);
    paragraph(out, "   ", path, columns);
}

void card_print(const struct scanned *s, const char *lang, unsigned columns, bool colour, struct buf *out)
{
    struct card card = card_of(s->verdict, s->facts, lang, CARD_WOULD, out->a);

    columns = columns < COLUMNS_MIN ? COLUMNS_MIN : columns > COLUMNS_MAX ? COLUMNS_MAX : columns;
    rule(out, lang, s, columns, colour);
    buf_add(out, colour ? STR("\033[1m") : STR(""));
    paragraph(out, "", card.headline, columns);
    buf_add(out, colour ? STR("\033[0m") : STR(""));
    who(out, lang, s, columns);
    for (size_t i = 0; i < card.reason_count; i++) {
        paragraph(out, lang[0] == 'j' ? " ・" : " · ", card.reasons[i].saw, columns);
        paragraph(out, "   ", card.reasons[i].why, columns);
    }
    if (card.can_count > 0)
        paragraph(out, " ", text_get(lang, "card", "can"), columns);
    for (size_t i = 0; i < card.can_count; i++)
        paragraph(out, i == 0 ? "   1. " : i == 1 ? "   2. " : "   3. ", card.can[i], columns);
    paragraph(out, " ", card.change, columns);
    buf_put(out, '\n');
}
