/* Writing that is made for a person's eye and against a program's: letters struck through, drawn as mathematical signs,
 * pulled apart or replaced by digits; sender names dressed with punctuation; domains nobody would name. */
#include "base/utf8.h"
#include "signals/domain.h"
#include "signals/links.h"
#include "signals/party.h"
#include "signals/signal.h"

enum {
    APART_LETTERS  = 5,                 /* W e l c o m e: initials of a person are fewer */
    RANDOM_LETTERS = 8,                 /* labels shorter than this look random by chance */
};

/* Mathematical and enclosed letters, small capitals, strokes laid over letters, invisible tag characters. Full-width
 * letters are everyday in Japan and are none. */
static bool is_drawn(uint32_t r)
{
    return (r >= 0x1D400 && r <= 0x1D7FF) || (r >= 0x1F110 && r <= 0x1F169) || (r >= 0x0334 && r <= 0x0338) || (r >= 0xE0020 && r <= 0xE007F);
}

static bool is_letter(uint32_t r)   { return r < 0x80 && ascii_alpha((char)r); }

/* Single Latin letters with one blank, dot or underscore after each. */
static bool pulled_apart(str s)
{
    size_t letters = 0;

    for (size_t i = 0; i < s.n; i++) {
        bool alone = ascii_alpha(s.p[i]) && (i == 0 || !ascii_alnum(s.p[i - 1])) && !ascii_alnum(str_at(s, i + 1)) && !((uint8_t)str_at(s, i + 1) & 0x80);

        if (ascii_alpha(s.p[i]) && !alone)
            letters = 0;
        else if (alone && ++letters >= APART_LETTERS)
            return true;
    }
    return false;
}

static bool mostly_capitals(str s)
{
    size_t capitals = 0, small = 0;

    for (size_t i = 0; i < s.n; i++) {
        capitals += s.p[i] >= 'A' && s.p[i] <= 'Z';
        small += s.p[i] >= 'a' && s.p[i] <= 'z';
    }
    return capitals > small * 2;
}

/* C0NSUMER, W1NNER, Iedger is beyond this: a zero or one between letters of one case. */
static bool digit_for_letter(str s)
{
    bool capitals = mostly_capitals(s);

    for (size_t i = 1; i + 2 < s.n; i++) {
        char before = s.p[i - 1], after = s.p[i + 1];
        bool same = capitals ? before >= 'A' && before <= 'Z' && after >= 'A' && after <= 'Z' : before >= 'a' && before <= 'z' && after >= 'a' && after <= 'z';

        if ((s.p[i] == '0' || s.p[i] == '1') && same && ascii_alpha(s.p[i + 2]))
            return true;
    }
    return false;
}

static bool drawn(str s)
{
    uint32_t before = 0;
    size_t signs = 0;

    while (s.n > 0) {
        uint32_t r = utf8_next(&s, NULL);

        /* A stroke on a letter; two letters drawn one after the other. One sign alone is a formula or a bullet. */
        if (r >= 0x0334 && r <= 0x0338)
            return is_letter(before);
        signs = is_drawn(r) ? signs + 1 : 0;
        if (signs >= 3)
            return true;
        before = r;
    }
    return false;
}

/* "~..Entrega perdida..", "Harbor Freight ,_", "*****Swagbucks*****", "C0NSUMER__REWARDS". */
static bool dressed(str name)
{
    static const char *const runs[] = { "__", "~.", "..", "**", "~~", "!!", ",_", "_-", "-_", "==", "##", "$$", "++", "><", ">>", "<<", NULL };

    if (name.n == 0 || str_find_char(name, '@') < name.n)
        return false;
    for (size_t i = 0; runs[i]; i++)
        if (str_has(name, str_of(runs[i])))
            return true;
    return str_find_char(STR("~*:-_=+.,!;|"), name.p[0]) < 12;
}

static bool name_disguised(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);

    (void)a;
    if (!drawn(who->name) && !pulled_apart(who->name) && !digit_for_letter(who->name) && !dressed(who->name))
        return false;
    *ev = (struct evidence){ .claimed = who->name, .actual = who->addr, .where = STR("From") };
    return true;
}

static bool subject_disguised(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    (void)a;
    if (!drawn(c->mail.subject) && !pulled_apart(c->mail.subject) && !str_has(c->mail.subject, STR("__")))
        return false;
    *ev = (struct evidence){ .actual = c->mail.subject, .where = STR("Subject") };
    return true;
}

static bool is_vowel(char c)    { return str_find_char(STR("aeiouy"), ascii_lower(c)) < 6; }

/* The measure that links are read with, over what a sender registered: runs of consonants, letters and digits in turn. */
static bool looks_random(str label)
{
    size_t run = 0, longest = 0, turns = 0, digits = 0, vowels = 0;

    if (label.n < RANDOM_LETTERS || str_starts(label, STR("xn--")))
        return false;
    for (size_t i = 0; i < label.n; i++) {
        bool letter = ascii_alpha(label.p[i]), digit = ascii_digit(label.p[i]);

        run = letter && !is_vowel(label.p[i]) ? run + 1 : 0;
        longest = run > longest ? run : longest;
        turns += i > 0 && ((digit && ascii_alpha(label.p[i - 1])) || (letter && ascii_digit(label.p[i - 1])));
        digits += digit;
        vowels += is_vowel(label.p[i]);
    }
    return longest >= 6 || turns >= 4 || (turns >= 3 && digits >= 3 && vowels <= 1) || (vowels == 0 && digits == 0);
}

static bool random_sender(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    const struct mailbox *who = sender_of(c);
    str core = domain_core(who->domain);

    (void)a;
    if (!looks_random(core))
        return false;
    *ev = (struct evidence){ .actual = who->domain, .where = STR("From") };
    return true;
}

/* Words for filters behind a picture for people. Pages for telephones hide as much as they show, so it has to be a
 * multiple; the line beside the subject is left out. */
static bool filler(const struct case_facts *c, struct arena *a, struct evidence *ev)
{
    enum { FILLER = 600 };
    const struct html_facts *h = &c->mail.html;
    uint64_t hidden = h->hidden_chars;

    (void)a;
    if (hidden < FILLER || hidden < 2 * h->visible_chars)
        return false;
    *ev = (struct evidence){ .actual = str_take(h->hidden, 80) };
    return true;
}

#define MADE "P0.1", "P0.3", "C1.10"
const struct signal signal_from_disguised = { "mail.from.name-disguised", "S20", { MADE }, GROUP_IDENTITY, SEVERITY_LOW, name_disguised };
const struct signal signal_from_random = { "mail.from.random-domain", "S21", { MADE }, GROUP_IDENTITY, SEVERITY_LOW, random_sender };
const struct signal signal_subject_disguised = { "mail.subject.disguised", "W16", { MADE }, GROUP_TEXT, SEVERITY_LOW, subject_disguised };
const struct signal signal_html_filler = { "mail.html.hidden-filler", "H10", { MADE }, GROUP_LINK, SEVERITY_MEDIUM, filler };
