#!/usr/bin/env bash
# Published XML and published attacks on XML readers: every file gets a verdict by each command that
# somebody would run on it, in bounded memory and time. Attacks and broken documents are refused.
. "$(dirname "$0")/lib.sh"
need python3
shared="${ARCHIVE_SHARED:-$here/../shared}"
[ -d "$shared/corpora/metadata-samples" ] && [ -d "$shared/corpora/xml-attacks" ] ||
    skip "no metadata-samples and xml-attacks in $shared/corpora"
python3 "$here/tests/shell/verdicts.py" "$archive" "$shared" || fail "see above"
