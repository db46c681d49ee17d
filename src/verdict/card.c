#include "verdict/card.h"

#include "base/fold.h"
#include "base/text.h"
#include "base/utf8.h"
#include "verdict/changes.h"

struct blank { const char *name; str value; };      /* {name} in a sentence */

/* Blanks of all widths, and signs that look like one: what pushes the end of a name out of sight. */
static bool rune_blank(uint32_t rune)
{
    return rune == ' ' || rune == '\t' || rune == 0xA0 || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x202F || rune == 0x205F ||
           rune == 0x3000 || rune == 0x2800 || rune == 0x3164 || rune == 0x115F || rune == 0x1160 || rune == 0xFFA0;
}

/* How many of them stand at the beginning, and what follows. */
static size_t take_blanks(str *value)
{
    size_t n = 0;

    for (str rest = *value; rest.n > 0; n++) {
        if (!rune_blank(utf8_next(&rest, NULL)))
            break;
        *value = rest;
    }
    return n;
}

/* Forty wide blanks are told, not shown: 〔空白40個〕. */
static void put_blanks(struct buf *out, size_t n, const char *lang)
{
    str words = text_get(lang, "card", "blanks");
    size_t at = str_find(words, STR("{count}"));

    buf_format(out, "%.*s%zu%.*s", STR_FMT(str_take(words, at)), n, STR_FMT(str_skip(words, at + 7)));
}

static str clean(struct arena *a, const char *lang, str value)
{
    struct buf out = buf_new(a, value.n + 16);
    size_t runes = 0;

    while (value.n > 0) {
        str rest = value;
        size_t blanks = take_blanks(&rest);
        uint32_t rune;

        if (lang && blanks >= CARD_BLANKS) {
            put_blanks(&out, blanks, lang);
            value = rest;
            continue;
        }
        rune = utf8_next(&value, NULL);
        if (runes++ == CARD_VALUE_RUNES) {
            buf_add(&out, STR("…"));
            break;
        }
        if (rune == '\t') {             /* a folded header's; a blank to whoever reads it */
            buf_put(&out, ' ');
            continue;
        }
        if (rune < ' ' || rune == 0x7F || (rune >= 0x80 && rune < 0xA0) || rune_bidi(rune) || rune_invisible(rune))
            buf_format(&out, "〔U+%04X〕", rune);
        else
            buf_rune(&out, rune);
    }
    return buf_done(&out);
}

str card_clean(struct arena *a, str value)                      { return clean(a, NULL, value); }
str card_value(struct arena *a, const char *lang, str value)    { return clean(a, lang, value); }

static const str *blank_find(const struct blank *blanks, str name)
{
    for (; blanks->name; blanks++)
        if (str_eq(name, str_of(blanks->name)))
            return &blanks->value;
    return NULL;
}

/* Fills {name} by the blanks. What is in no blank stays as written: a test looks for braces in finished cards. */
static str fill(struct arena *a, str sentence, const struct blank *blanks)
{
    struct buf out = buf_new(a, sentence.n + 128);

    while (sentence.n > 0) {
        size_t open = str_find_char(sentence, '{'), close = str_find_char(str_skip(sentence, open), '}');
        const str *value = blank_find(blanks, str_sub(sentence, open + 1, close > 0 ? close - 1 : 0));

        buf_add(&out, str_take(sentence, open));
        if (open < sentence.n && !value)
            buf_add(&out, str_sub(sentence, open, close + 1));
        else if (value)
            buf_add(&out, *value);
        sentence = str_skip(sentence, open + close + 1);
    }
    return buf_done(&out);
}

static size_t common_prefix(str x, str y)
{
    size_t n = 0;

    while (n < x.n && n < y.n && str_at(x, n) == str_at(y, n))
        n++;
    return n;
}

static size_t common_suffix(str x, str y)
{
    size_t n = 0;

    while (n < x.n && n < y.n && str_at(x, x.n - 1 - n) == str_at(y, y.n - 1 - n))
        n++;
    return n;
}

/* keiri@yamada-iry【0】.example: the letter in which a look-alike address or host differs. Only where it is a letter or two. */
static str marked(struct arena *a, const char *lang, str actual, str claimed)
{
    size_t at = str_find_char(actual, '@');
    str domain = at < actual.n ? str_skip(actual, at + 1) : actual;
    size_t head = common_prefix(domain, claimed), tail = common_suffix(str_skip(domain, head), str_skip(claimed, head));
    str middle = str_sub(domain, head, domain.n - head - tail);

    if (middle.n == 0 || middle.n > 4 || !utf8_valid(middle))
        return card_value(a, lang, actual);
    return arena_format(a, "%.*s【%.*s】%.*s", STR_FMT(card_value(a, lang, str_take(actual, actual.n - domain.n + head))),
                        STR_FMT(card_value(a, lang, middle)), STR_FMT(card_value(a, lang, str_skip(domain, domain.n - tail))));
}

static str or_else(str value, str other)    { return value.n > 0 ? value : other; }

static str type_word(const char *lang, str type)
{
    char word[32];

    if (type.n >= sizeof word)
        return type;
    memcpy(word, type.p ? type.p : "", type.n);
    word[type.n] = '\0';
    return or_else(text_get(lang, "filetype", word), type);
}

static str odd_word(const char *lang, str odd)
{
    char word[64];

    if (odd.n >= sizeof word)
        return STR("");
    memcpy(word, odd.p ? odd.p : "", odd.n);
    word[odd.n] = '\0';
    return text_get(lang, "odd", word);
}

/* A sentence or clause about a value, where there is one. */
static str if_given(struct arena *a, const char *lang, const char *key, const char *name, str value)
{
    struct blank blanks[] = { { name, value }, { NULL, STR_NONE } };

    return value.n > 0 ? fill(a, text_get(lang, "card", key), blanks) : STR("");
}

/* Y【а】mate: letters of alphabets that no Japanese office writes, which look like those that it does. */
static str foreign_marked(struct arena *a, const char *lang, str value)
{
    struct buf out = buf_new(a, value.n + 16);

    for (str rest = card_value(a, lang, value); rest.n > 0;) {
        uint32_t rune = utf8_next(&rest, NULL);
        enum script script = rune_script(rune);
        bool foreign = script != SCRIPT_COMMON && script != SCRIPT_LATIN && script != SCRIPT_KANA && script != SCRIPT_HAN;

        buf_add(&out, foreign ? STR("【") : STR(""));
        buf_rune(&out, rune);
        buf_add(&out, foreign ? STR("】") : STR(""));
    }
    return buf_done(&out);
}

enum { BLANKS = 17 };

static void blanks_of(struct blank out[BLANKS], const struct evidence *ev, str detail, const struct case_facts *c, const char *lang,
                      struct arena *a)
{
    str unnamed = text_get(lang, "card", "unnamed"), unknown = text_get(lang, "card", "unknown-value");
    const struct blank filled[BLANKS] = {
        { "claimed",       or_else(card_value(a, lang, ev->claimed), unknown) },
        { "actual",        or_else(card_value(a, lang, ev->actual), unknown) },
        { "where",         or_else(card_value(a, lang, ev->where), unknown) },
        { "file",          or_else(card_value(a, lang, ev->where), unnamed) },
        { "type",          type_word(lang, ev->actual) },
        { "odd",           odd_word(lang, ev->claimed) },
        { "quote",         if_given(a, lang, "quote", "claimed", card_value(a, lang, ev->claimed)) },
        { "shown",         if_given(a, lang, "shown", "claimed", card_value(a, lang, ev->claimed)) },
        { "shown-letters", if_given(a, lang, "shown", "claimed", foreign_marked(a, lang, ev->claimed)) },
        { "goes",          if_given(a, lang, "goes", "actual", card_value(a, lang, ev->actual)) },
        { "letters",       foreign_marked(a, lang, ev->actual) },
        { "marked",        marked(a, lang, ev->actual, ev->claimed) },
        { "detail",        or_else(card_value(a, lang, detail), unnamed) },
        { "name",          or_else(card_value(a, lang, c->site.name), text_get(lang, "card", "our-house")) },
        { "administrator", or_else(card_value(a, lang, c->site.administrator), text_get(lang, "card", "administrator")) },
        { "extension",     card_value(a, lang, c->site.extension) },
        { NULL, STR_NONE },
    };

    memcpy(out, filled, sizeof filled);
}

static struct card_reason reason_of(const struct weighed *w, const struct case_facts *c, const char *lang, struct arena *a)
{
    const char *id = w->signal->id;
    struct blank blanks[BLANKS];

    blanks_of(blanks, &w->evidence, STR(""), c, lang, a);
    return (struct card_reason){ w->signal, fill(a, text_get(lang, id, "title"), blanks), str_trim(fill(a, text_get(lang, id, "saw"), blanks)),
                                 fill(a, text_get(lang, id, "why"), blanks) };
}

static str join(struct arena *a, const char *lang, str first, str second)
{
    return arena_format(a, "%.*s%s%.*s", STR_FMT(first), first.n > 0 && second.n > 0 && strcmp(lang, "en") == 0 ? " " : "", STR_FMT(second));
}

static void headline(struct card *card, const struct verdict *v, const struct case_facts *c, const char *lang, enum card_mood mood,
                     struct arena *a)
{
    struct blank blanks[BLANKS];
    str consequence = text_get(lang, mood == CARD_DONE ? "outcome" : "would", outcome_names[v->outcome]);

    card->headline = consequence;
    if (v->outcome == OUTCOME_PASS || v->reason_count == 0)
        return;
    blanks_of(blanks, &v->findings[v->reasons[0]].evidence, STR(""), c, lang, a);
    card->headline = join(a, lang, consequence, fill(a, text_get(lang, v->findings[v->reasons[0]].signal->id, "headline"), blanks));
}

/* At most one thing that is special to a reason, what is always possible, and what to do when it was opened. Where nothing
 * was done to the mail there is nothing to ask for either: no safekeeping, no button. */
static void can_do(struct card *card, const struct verdict *v, const struct case_facts *c, const char *lang, enum card_mood mood,
                   struct arena *a)
{
    struct blank blanks[BLANKS];

    for (size_t i = 0; i < v->reason_count && card->can_count == 0; i++) {
        const struct weighed *w = &v->findings[v->reasons[i]];
        str special = text_get(lang, w->signal->id, "do");

        blanks_of(blanks, &w->evidence, STR(""), c, lang, a);
        if (special.n > 0)
            card->can[card->can_count++] = fill(a, special, blanks);
    }
    blanks_of(blanks, &(struct evidence){ STR(""), STR(""), STR("") }, STR(""), c, lang, a);
    card->can[card->can_count++] = fill(a, text_get(lang, mood == CARD_DONE ? "can" : "can-would", outcome_names[v->outcome]), blanks);
    card->can[card->can_count++] = fill(a, text_get(lang, "card", c->site.extension.n > 0 ? "opened-extension" : "opened"), blanks);
}

static str clause(struct arena *a, const char *id, str detail, const struct case_facts *c, const char *lang)
{
    struct blank blanks[BLANKS];

    blanks_of(blanks, &(struct evidence){ STR(""), STR(""), STR("") }, detail, c, lang, a);
    return fill(a, text_line(lang, id), blanks);
}

static str change_of(const struct verdict *v, const struct case_facts *c, const char *lang, struct arena *a)
{
    const struct counterfactual *cf = &v->counterfactual;
    struct blank blanks[4] = { { "first", STR("") }, { "second", STR("") }, { "then", STR("") }, { NULL, STR_NONE } };
    str sentence;

    if (!cf->id[0])
        return STR("");
    blanks[0].value = clause(a, cf->id[0], cf->detail, c, lang);
    if (cf->id[1]) {                            /* the verdict names the first change's object; the second's is found again */
        struct case_facts changed = *c;
        str object = STR("");

        change_apply(cf->id[1], &changed, v, a, &object);
        blanks[1].value = clause(a, cf->id[1], object, c, lang);
    }
    blanks[2].value = text_get(lang, "then", outcome_names[cf->outcome]);
    sentence = arena_copy(a, fill(a, text_get(lang, "card", cf->id[1] ? "change-two" : "change-one"), blanks));
    if (sentence.n > 0 && str_at(sentence, 0) >= 'a' && str_at(sentence, 0) <= 'z')
        ((char *)sentence.p)[0] = (char)(sentence.p[0] - 32);
    return sentence;
}

struct card card_of(const struct verdict *v, const struct case_facts *c, const char *lang, enum card_mood mood, struct arena *a)
{
    struct card card = { .outcome = v->outcome, .did = STR(""), .change = STR("") };
    struct blank blanks[BLANKS];

    headline(&card, v, c, lang, mood, a);
    blanks_of(blanks, &(struct evidence){ STR(""), STR(""), STR("") }, STR(""), c, lang, a);
    if (mood == CARD_DONE)
        card.did = fill(a, text_get(lang, "did", outcome_names[v->outcome]), blanks);
    if (v->outcome == OUTCOME_PASS)
        return card;
    for (size_t i = 0; i < v->reason_count; i++)
        card.reasons[card.reason_count++] = reason_of(&v->findings[v->reasons[i]], c, lang, a);
    can_do(&card, v, c, lang, mood, a);
    card.change = change_of(v, c, lang, a);
    return card;
}
