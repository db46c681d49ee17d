/* A record: one judged mail with everything its verdict stood on, so that the same verdict can be had years later and a
 * new version can be asked what it would say now. The file that `mail scan --record` writes and `verdict replay` reads:
 * "SEKISHO RECORD 1\n", then per mail a little-endian u32 length and one noun frame. */
#ifndef SEKISHO_FACTS_RECORD_H
#define SEKISHO_FACTS_RECORD_H

#include "facts/case.h"

#define RECORD_MAGIC "SEKISHO RECORD 1\n"

struct record {
    str path;
    uint64_t index;                     /* of the mail within its file, from 0 */
    str version, data_version;          /* of the program and of its tables, that judged */
    uint32_t outcome;                   /* enum outcome of verdict/verdict.h */
    bool negative;                      /* decibans below zero */
    uint32_t decibans;                  /* magnitude */
    struct list rules, signals;         /* of str */
    struct case_facts facts;
};

extern const struct noun noun_record;

#endif
