/* Sentences for people, by language, section and key, from text/LANGUAGE/ (built in by tools/make_texts.py).
 *
 * One table for terminal, notice, console and paper: the same fact is the same sentence everywhere. */
#ifndef SEKISHO_TEXT_H
#define SEKISHO_TEXT_H

#include "base/str.h"

/* "" when there is no such entry; a test keeps that from happening. `section` is a signal id or a word such as "odd",
 * `key` is headline, saw, why, do, title or the thing's own word. */
str text_get(const char *lang, const char *section, const char *key);
/* For ids such as "change.one-from", "rule.lzh", "fail.open": the section is what stands before the first dot. */
str text_line(const char *lang, const char *id);
/* "ja" or "en": the language of a locale name such as "ja_JP.UTF-8"; "ja" when it is none of ours. */
const char *text_language(const char *locale);

#endif
