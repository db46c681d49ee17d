#include "read/html_script.h"

enum {
    SEEN_FILE     = 1 << 0,             /* bytes become a file: Blob, File, createObjectURL, msSaveBlob */
    SEEN_SAVE     = 1 << 1,             /* and are handed to the person: download, click, msSave… */
    SEEN_DECODE   = 1 << 2,             /* text becomes other text or bytes: atob, fromCharCode, unescape … */
    SEEN_RUN      = 1 << 3,             /* text is run or written into the page: eval, Function, document.write … */
    SEEN_BULK     = 1 << 4,             /* a long stretch of encoded data */
    SEEN_DATA_URL = 1 << 5,             /* data:application/…;base64 */
    SEEN_SAVES_BLOB = 1 << 6,           /* one word that does all of it */
};

/* A real site's script has short encoded stretches (icons, tokens); a file does not fit into 1,000 characters, and
 * an encoded page hardly into 200. */
enum { BULK_BASE64 = 1000, BULK_ESCAPES = 60, GENERATED_NAMES = 8 };

static const struct { const char *word; uint32_t seen; } words[] = {
    { "Blob", SEEN_FILE }, { "File", SEEN_FILE }, { "createObjectURL", SEEN_FILE | SEEN_SAVE }, { "MSBlobBuilder", SEEN_FILE },
    { "msSaveBlob", SEEN_SAVES_BLOB }, { "msSaveOrOpenBlob", SEEN_SAVES_BLOB }, { "download", SEEN_SAVE },
    { "showSaveFilePicker", SEEN_SAVES_BLOB }, { "saveAs", SEEN_SAVE },
    { "atob", SEEN_DECODE }, { "fromCharCode", SEEN_DECODE }, { "fromCodePoint", SEEN_DECODE }, { "charCodeAt", SEEN_DECODE },
    { "codePointAt", SEEN_DECODE }, { "unescape", SEEN_DECODE }, { "decodeURIComponent", SEEN_DECODE },
    { "decodeURI", SEEN_DECODE }, { "Uint8Array", SEEN_DECODE }, { "base64ToArrayBuffer", SEEN_DECODE },
    { "TextDecoder", SEEN_DECODE }, { "CryptoJS", SEEN_DECODE }, { "rc4", SEEN_DECODE },
    { "eval", SEEN_RUN }, { "execScript", SEEN_RUN }, { "write", SEEN_RUN }, { "writeln", SEEN_RUN },
};

enum { LETTER = 1, BASE64 = 2 };

static inline uint8_t kind_of(char c)
{
    return ascii_alnum(c) ? LETTER | BASE64 : c == '_' || c == '$' ? LETTER
         : c == '+' || c == '/' || c == '=' ? BASE64 : 0;
}

static void see_word(struct html_scripts *s, str word)
{
    if (str_starts(word, STR("_0x")) && word.n > 5)
        s->generated_names++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((uint8_t)words[i].word[0] == (uint8_t)str_at(word, 0) && str_eq(word, str_of(words[i].word)))
            s->seen |= words[i].seen;
}

/* \x41, \u0041, \101, %41, %u0041 and &#65; as one step each: how long the escape at the start of s is. */
static size_t escape_length(str s)
{
    int c = str_at(s, 0), d = str_at(s, 1);

    if (c == '%')
        return d == 'u' && ascii_hex(str_at(s, 2)) >= 0 ? 6 : ascii_hex(d) >= 0 && ascii_hex(str_at(s, 2)) >= 0 ? 3 : 0;
    if (c != '\\')
        return 0;
    return d == 'x' ? 4 : d == 'u' ? 6 : ascii_digit(d) ? 4 : 0;
}

void html_script_read(struct html_scripts *s, str text)
{
    size_t word = 0, bulk = 0, escapes = 0;     /* lengths of what ends here */

    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        uint8_t kind = kind_of(c);
        size_t escape = kind ? 0 : escape_length(str_skip(text, i));

        if (word && !(kind & LETTER)) {
            see_word(s, str_from(text.p + i - word, word));
            word = 0;
        }
        word += kind & LETTER;
        bulk = kind & BASE64 ? bulk + 1 : 0;
        if (escape) {
            /* "\x41tob" is as good as "atob" for a browser, but a page that writes like this has already said enough. */
            escapes++;
            i += escape - 1;
        }
        if (bulk >= BULK_BASE64 || escapes >= BULK_ESCAPES)
            s->seen |= SEEN_BULK;
        if (c == ':' && i >= 4 && str_eq_nocase(str_from(text.p + i - 4, 4), STR("data")) &&
            str_starts_nocase(str_skip(text, i + 1), STR("application/")))
            s->seen |= SEEN_DATA_URL;
    }
    if (word)
        see_word(s, str_from(text.p + text.n - word, word));
}

bool html_script_smuggles(const struct html_scripts *s)
{
    uint32_t seen = s->seen;

    if (seen & SEEN_SAVES_BLOB)
        return true;
    if ((seen & (SEEN_FILE | SEEN_SAVE)) == (SEEN_FILE | SEEN_SAVE))
        return true;
    return (seen & SEEN_FILE && seen & (SEEN_DECODE | SEEN_BULK)) ||
           (seen & SEEN_DATA_URL && seen & (SEEN_SAVE | SEEN_BULK));
}

bool html_script_obfuscated(const struct html_scripts *s)
{
    uint32_t seen = s->seen;

    return (seen & SEEN_RUN && seen & (SEEN_DECODE | SEEN_BULK)) || s->generated_names >= GENERATED_NAMES;
}
