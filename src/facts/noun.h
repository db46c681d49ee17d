/* Nouns: the things Sekisho knows facts about, one table of fields each.
 *
 * From that one table come the binary frame a sandboxed reader sends (noun_encode), the decoder that believes nothing
 * of it (noun_decode), the JSON people and programs read (noun_json), and the `key = value` files an administrator
 * writes (noun_config). A new fact is one struct member and one row.
 *
 * Frame: u32 version tag, then the fields in table order. Integers are little-endian of fixed size, strings are u32
 * length + bytes, lists are u32 count + items. No pointers, no offsets. The decoder checks every length against what is
 * left, every enum against its names, every flag set against its bits and every count against the row's limit. */
#ifndef SEKISHO_NOUN_H
#define SEKISHO_NOUN_H

#include "base/buf.h"
#include "base/fail.h"
#include "base/hash.h"
#include "base/json.h"

enum field_type {
    FIELD_STR,          /* str */
    FIELD_BOOL,         /* bool */
    FIELD_U32,          /* uint32_t */
    FIELD_U64,          /* uint64_t */
    FIELD_TIME,         /* int64_t seconds since 1970; 0 = unknown */
    FIELD_ENUM,         /* unsigned; `names` gives the words, index = value */
    FIELD_FLAGS,        /* uint32_t; `names` gives the word of each bit from 0 on; JSON: list of words */
    FIELD_SHA256,       /* struct sha256 */
    FIELD_NOUN,         /* a struct of noun `of`, inline */
    FIELD_LIST,         /* struct list of noun `of` */
    FIELD_STRS,         /* struct list of str */
};

struct list { void *items; uint32_t n; };
enum field_form { FORM_ANY, FORM_DOMAIN, FORM_ADDRESS };  /* what noun_config() takes: FORM_ADDRESS is a domain, too */

#define LIST_AT(list, type, i)  (&((type *)(list).items)[i])

struct field {
    const char *name;                   /* JSON and configuration key, snake_case */
    enum field_type type;
    size_t offset;
    uint32_t max;                       /* bytes of a str, items of a list; never 0 for those */
    const char *const *names;           /* NULL-terminated */
    const struct noun *of;
    enum field_form form;
    void (*was_read)(void *it);         /* of the last row: called when noun_config() has read one; may be NULL */
};

struct noun {
    const char *name;
    size_t size;
    const struct field *fields;         /* ends with a row whose name is NULL */
};

/* A row without further cells is C23; gcc takes it in gnu17, clang wants to be told. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wgnu-zero-variadic-macro-arguments"
#endif
#define FIELD(type_, struct_, member, ...) \
    { .name = #member, .type = FIELD_##type_, .offset = offsetof(struct struct_, member), __VA_ARGS__ }

enum { NOUN_VERSION = 1, NOUN_FRAME_MAX = 1 << 20 };

/* Strings and lists longer than their row's `max` are cut, so a frame can always be decoded. */
void noun_encode(const struct noun *of, const void *it, struct buf *out);
/* Copies everything into the arena: nothing points into `frame`. -1 with `why` when any byte of it is not as promised. */
int  noun_decode(const struct noun *of, str frame, struct arena *a, void *it, struct fail *why);
/* One JSON object. Unknown times and empty enums are written as null. */
void noun_json(const struct noun *of, const void *it, struct json *j);
/* Reads `key = value` lines (UTF-8, # comments). A repeated key appends to a list; keys of a nested noun are written
 * `outer.inner`. Every error names line, key, reason. `name` is what the messages call the file. */
int  noun_config(const struct noun *of, str text, const char *name, struct arena *a, void *it, struct fail *why);

#endif
