#include "facts/record.h"

static const char *const outcomes[] = { "pass", "disarm", "ask", "hold", NULL };

const struct noun noun_record = { "record", sizeof(struct record), (const struct field[]){
    FIELD(STR, record, path, .max = 4096),
    FIELD(U64, record, index),
    FIELD(STR, record, version, .max = 64),
    FIELD(STR, record, data_version, .max = 128),
    FIELD(ENUM, record, outcome, .names = outcomes),
    FIELD(BOOL, record, negative),
    FIELD(U32, record, decibans),
    FIELD(STRS, record, rules, .max = 32),
    FIELD(STRS, record, signals, .max = 200),
    FIELD(NOUN, record, facts, .of = &noun_case),
    { .name = NULL } } };
