#include "base/text.h"

#include <stdio.h>

extern const char *const texts_rows[][4];       /* generated: lang, section, key, text; sorted */
extern const size_t texts_count;

static int compare(const char *const row[4], const char *const wanted[3])
{
    for (size_t i = 0; i < 3; i++) {
        int order = strcmp(row[i], wanted[i]);

        if (order != 0)
            return order;
    }
    return 0;
}

str text_get(const char *lang, const char *section, const char *key)
{
    const char *const wanted[3] = { lang, section, key };
    size_t low = 0, high = texts_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(texts_rows[middle], wanted);

        if (order == 0)
            return str_of(texts_rows[middle][3]);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return STR("");
}

str text_line(const char *lang, const char *id)
{
    const char *dot = strchr(id, '.');
    char section[64];

    if (!dot)
        return STR("");
    snprintf(section, sizeof section, "%.*s", (int)(dot - id < 63 ? dot - id : 63), id);
    return text_get(lang, section, dot + 1);
}

const char *text_language(const char *locale)
{
    return locale && strncmp(locale, "en", 2) == 0 ? "en" : "ja";
}
