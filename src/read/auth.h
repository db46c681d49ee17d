/* What a mail says about its own authentication: DKIM-Signature tags (RFC 6376 3.2, 3.5) and Authentication-Results
 * (RFC 8601). Nothing is verified here; a result is believed later only if its authserv-id is the site's own. */
#ifndef SEKISHO_AUTH_H
#define SEKISHO_AUTH_H

#include "read/address.h"

struct dkim_signature dkim_read(struct arena *a, struct work *w, str raw_value);
/* Appends every "method=result" of one Authentication-Results value to `out` (room for `max`); returns how many. */
size_t auth_results_read(struct arena *a, struct work *w, str raw_value, struct auth_result *out, size_t max);
/* RFC 5322 date-time with the obsolete forms; 0 when unreadable. */
int64_t date_read(str raw_value);

#endif
