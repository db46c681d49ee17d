/* What rules are made of. The table itself is rules.c; combinations about where a mail leads stand in rules_links.c. */
#ifndef SEKISHO_VERDICT_RULES_H
#define SEKISHO_VERDICT_RULES_H

#include "verdict/verdict.h"

bool verdict_has(const struct verdict *v, const char *id);

/* A rule's condition over findings `v` and facts `c`. */
#define WHEN(name, condition) \
    bool name(const struct case_facts *c, const struct verdict *v) { (void)c, (void)v; return (condition); }
#define CONDITION(name) bool name(const struct case_facts *c, const struct verdict *v)

CONDITION(brand_hold);      CONDITION(brand_ask);       CONDITION(led_away_hold);   CONDITION(led_away_ask);
CONDITION(alike_hold);      CONDITION(alike_ask);       CONDITION(disguised);       CONDITION(login_hold);
CONDITION(login_ask);       CONDITION(form_hold);       CONDITION(bank_hold);       CONDITION(bank_ask);
CONDITION(extortion_ask);   CONDITION(call_ask);        CONDITION(mailbox_hold);    CONDITION(mailbox_ask);
CONDITION(nowhere_hold);    CONDITION(nowhere_ask);     CONDITION(office_hold);     CONDITION(office_ask);
CONDITION(copy_folder);     CONDITION(freemail_ask);    CONDITION(program_ask);     CONDITION(page_script_ask);
CONDITION(image_ask);       CONDITION(block_code_ask);  CONDITION(advance_ask);     CONDITION(offer_ask);
CONDITION(dating_ask);      CONDITION(prize_ask);       CONDITION(made_up_ask);     CONDITION(filler_ask);
CONDITION(nested_ask);      CONDITION(calendar_ask);    CONDITION(writes_ask);      CONDITION(short_ask);
CONDITION(form_ask);        CONDITION(enable_ask);      CONDITION(notice_ask);      CONDITION(differs_ask);

#endif
