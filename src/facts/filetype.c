#include "facts/filetype.h"

const char *const file_type_names[] = {
#define ROW(id, word, traits, extensions) word,
    FILE_TYPES(ROW)
#undef ROW
    NULL
};

static const uint32_t traits_of[] = {
#define ROW(id, word, traits, extensions) traits,
    FILE_TYPES(ROW)
#undef ROW
};

static const char *const extensions_of[] = {
#define ROW(id, word, traits, extensions) extensions,
    FILE_TYPES(ROW)
#undef ROW
};

uint32_t file_type_traits(enum file_type t)         { return t < FILE_TYPE_COUNT ? traits_of[t] : 0; }
const char *file_type_extensions(enum file_type t)  { return t < FILE_TYPE_COUNT ? extensions_of[t] : ""; }
