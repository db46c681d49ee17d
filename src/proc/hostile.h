/* Readers that misbehave on demand, so that tests can show what their misbehaviour can and cannot do. Only compiled
 * with -DSEKISHO_HOSTILE (meson -Dhostile=true); everywhere else hostile_act() is nothing at all.
 *
 * A mail with a header line `X-Sekisho-Test: WORD` makes the reader act as captured code might. */
#ifndef SEKISHO_HOSTILE_H
#define SEKISHO_HOSTILE_H

#include "base/arena.h"

#ifdef SEKISHO_HOSTILE
void hostile_act(str mail, int socket, struct arena *a);
#else
static inline void hostile_act(str mail, int socket, struct arena *a) { (void)mail; (void)socket; (void)a; }
#endif

#endif
