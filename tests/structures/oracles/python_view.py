#!/usr/bin/python3
"""What Python's own email package sees in a mail: the outside opinion that Sekisho's "python" views are held to.

    python_view.py [--policy compat32|default] FILE          leaves of one mail
    python_view.py [--policy compat32|default] --batch       paths on stdin, "# PATH" before each file's leaves

One line per leaf, in the order of walk(): name TAB type TAB sha256 of the decoded bytes. A line "error TAB kind TAB text"
stands where the package itself raised; what it reached before stands above it. Run it with the distribution's
interpreter: the package changes between minor versions.
"""

import argparse
import email
import email.header
import email.policy
import hashlib
import sys

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})


def decoded_name(part, policy):
    name = part.get_filename() or ""
    if policy == "compat32" and "=?" in name:
        # compat32 hands encoded words out as they stand; decode_header is what the package offers for them.
        try:
            name = str(email.header.make_header(email.header.decode_header(name)))
        except Exception:
            pass
    return name.encode("utf-8", "replace").decode("utf-8").translate(ESCAPES)


def leaves(data, policy):
    chosen = email.policy.compat32 if policy == "compat32" else email.policy.default
    rows = []
    try:
        message = email.message_from_bytes(data, policy=chosen)
        for part in message.walk():
            if part.is_multipart():
                continue
            body = part.get_payload(decode=True)
            digest = hashlib.sha256(body or b"").hexdigest()
            rows.append((decoded_name(part, policy), part.get_content_type().translate(ESCAPES), digest))
    except RecursionError:
        rows.append(("error", "RecursionError", ""))
    except Exception as error:
        rows.append(("error", type(error).__name__, str(error).translate(ESCAPES)[:80]))
    return rows


def show(path, policy):
    with open(path, "rb") as file:
        data = file.read()
    for row in leaves(data, policy):
        print("\t".join(row).encode("utf-8", "replace").decode("utf-8"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--policy", choices=("compat32", "default"), default="compat32")
    parser.add_argument("--batch", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    for path in (line.rstrip("\n") for line in sys.stdin) if options.batch else options.files:
        if options.batch:
            print("# " + path)
        show(path, options.policy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
