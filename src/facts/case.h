/* What a verdict stands on besides the mail: how it arrived, what is known about the parties, whose house this is.
 * Every field may be unknown ("" / 0 / empty list); a signal that needs it then stays silent. */
#ifndef SEKISHO_FACTS_CASE_H
#define SEKISHO_FACTS_CASE_H

#include "facts/mail.h"

enum auth_word { AUTH_UNKNOWN, AUTH_NONE, AUTH_PASS, AUTH_FAIL, AUTH_SOFTFAIL, AUTH_NEUTRAL, AUTH_TEMPERROR, AUTH_PERMERROR };
extern const char *const auth_words[];

struct arrival {                        /* --arrival FILE, later the gate */
    str client_ip, helo, mail_from;
    struct list rcpt_to;                /* of str */
    int64_t received_at;
    uint32_t spf, dkim, dmarc;          /* enum auth_word */
    uint32_t dmarc_policy;              /* 0 unknown, 1 none, 2 quarantine, 3 reject */
    bool from_inside;                   /* came from our own hosts, or was authenticated */
};

struct partner {                        /* site line: partner = shown name | domain-or-address | domain-or-address … */
    str name;                           /* 丸丸市医師会 */
    str address;                        /* domain (marumaru-med.example) or full address */
    str other;                          /* a second one, optional */
};

struct site {                           /* --site FILE */
    str name;                           /* the institution, as it calls itself */
    struct list own_domains;            /* of str */
    struct list partners;               /* of partner */
    struct list protected_names;        /* of str: people whose name is worth faking (院長, 事務長) */
    struct list copiers;                /* of str: addresses our scanners and fax gateways send from */
    struct list authserv_ids;           /* of str: whose Authentication-Results we believe */
    str administrator, extension;       /* named on cards */
    uint64_t reading;                   /* no field: another number for every file read, 0 when put together otherwise */
};

/* What memory knows; until there is a memory every field is unknown. */
struct relations {
    bool known;                         /* memory was asked at all */
    int64_t since;                      /* memory begins here */
    uint32_t received, sent;            /* mails exchanged with this address */
    uint32_t domain_received, domain_sent;
};

struct case_facts {
    struct mail_facts mail;
    struct arrival arrival;
    struct site site;
    struct relations relations;
    int64_t now;
};

extern const struct noun noun_arrival, noun_partner, noun_site, noun_relations, noun_case;

#endif
