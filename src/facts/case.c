#include "facts/case.h"

const char *const auth_words[] = { "unknown", "none", "pass", "fail", "softfail", "neutral", "temperror", "permerror", NULL };
static const char *const policy_words[] = { "unknown", "none", "quarantine", "reject", NULL };

#define END { .name = NULL }

const struct noun noun_arrival = { "arrival", sizeof(struct arrival), (const struct field[]){
    FIELD(STR, arrival, client_ip, .max = 64),
    FIELD(STR, arrival, helo, .max = 512),
    FIELD(STR, arrival, mail_from, .max = 1024),
    FIELD(STRS, arrival, rcpt_to, .max = 1000),
    FIELD(TIME, arrival, received_at),
    FIELD(ENUM, arrival, spf, .names = auth_words),
    FIELD(ENUM, arrival, dkim, .names = auth_words),
    FIELD(ENUM, arrival, dmarc, .names = auth_words),
    FIELD(ENUM, arrival, dmarc_policy, .names = policy_words),
    FIELD(BOOL, arrival, from_inside),
    END } };

const struct noun noun_partner = { "partner", sizeof(struct partner), (const struct field[]){
    FIELD(STR, partner, name, .max = 256),
    FIELD(STR, partner, address, .max = 320, .form = FORM_ADDRESS),
    FIELD(STR, partner, other, .max = 320, .form = FORM_ADDRESS),
    END } };

static void site_read(void *it)
{
    static uint64_t readings;

    ((struct site *)it)->reading = ++readings;
}

const struct noun noun_site = { "site", sizeof(struct site), (const struct field[]){
    FIELD(STR, site, name, .max = 256),
    FIELD(STRS, site, own_domains, .max = 100, .form = FORM_DOMAIN),
    FIELD(LIST, site, partners, .max = 2000, .of = &noun_partner),
    FIELD(STRS, site, protected_names, .max = 500),
    FIELD(STRS, site, copiers, .max = 100, .form = FORM_ADDRESS),
    FIELD(STRS, site, authserv_ids, .max = 20, .form = FORM_DOMAIN),
    FIELD(STR, site, administrator, .max = 256),
    FIELD(STR, site, extension, .max = 64),
    { .name = NULL, .was_read = site_read } } };

const struct noun noun_relations = { "relations", sizeof(struct relations), (const struct field[]){
    FIELD(BOOL, relations, known),
    FIELD(TIME, relations, since),
    FIELD(U32, relations, received),
    FIELD(U32, relations, sent),
    FIELD(U32, relations, domain_received),
    FIELD(U32, relations, domain_sent),
    END } };

const struct noun noun_case = { "case", sizeof(struct case_facts), (const struct field[]){
    FIELD(NOUN, case_facts, mail, .of = &noun_mail),
    FIELD(NOUN, case_facts, arrival, .of = &noun_arrival),
    FIELD(NOUN, case_facts, site, .of = &noun_site),
    FIELD(NOUN, case_facts, relations, .of = &noun_relations),
    FIELD(TIME, case_facts, now),
    END } };
