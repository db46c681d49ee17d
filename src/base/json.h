/* A JSON writer (RFC 8259). Commas and quoting are its business; nesting is the caller's. Output is always valid UTF-8:
 * bad bytes become U+FFFD, controls and U+2028/9 are escaped, and so are the bidi and invisible characters an attacker
 * puts into names (as \uXXXX), so that a terminal or a browser shows them. */
#ifndef SEKISHO_JSON_H
#define SEKISHO_JSON_H

#include "base/buf.h"

struct json { struct buf *out; bool comma; };

struct json json_to(struct buf *out);
void json_object(struct json *j);               /* { */
void json_end_object(struct json *j);
void json_array(struct json *j);
void json_end_array(struct json *j);
void json_key(struct json *j, const char *key);
void json_str(struct json *j, str value);
void json_int(struct json *j, int64_t value);
void json_bool(struct json *j, bool value);
void json_null(struct json *j);

#endif
