#compdef archive

autoload -U is-at-least

_archive() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print the version]' \
'--version[Print the version]' \
":: :_archive_commands" \
"*::: :->archive" \
&& ret=0
    case $state in
    (archive)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
'--name=[Name of the installation; it stands in every copy and never changes (else a UUID)]:NAME:_default' \
'*--copy=[Storage location; give it once for each (else one folder copies/main)]:NAME=URL:_default' \
'(--name)--from-copy=[Bring a lost installation back from this copy of it; --copy then names others still there]:NAME=URL:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--dry-run[Say what would be made, and make nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':folder -- Folder of the new installation; it is made where it is missing:_files' \
&& ret=0
;;
(tenant)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__tenant_commands" \
"*::: :->tenant" \
&& ret=0

    case $state in
    (tenant)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-tenant-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--name=[Name of the municipality or its archive]:NAME:_default' \
'--isil=[ISIL of the archive (ISO 15511), such as DE-Ch3]:ISIL:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--dry-run[Say what would be added, and add nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':id -- Short name\: lower-case letters, digits, hyphens:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'::id -- The tenant (else the one that --tenant means):_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(ingest)
_arguments "${_arguments_options[@]}" : \
'()--from-file=[Read paths from a list, one a line, or from the JSON Lines of an earlier run; - is standard input]:LIST:_files' \
'()*--only=[Of an earlier run, take only packages with these states]:STATES:_default' \
'--jobs=[Packages worked on at the same time (else the number of cores, at least 2)]:COUNT:_default' \
'--profile=[BagIt profile that the packages must fulfil, as a JSON file]:FILE:_files' \
'--as=[Judge the packages as this kind, whatever they look like (else told by what is in them)]:KIND:(bagit eark folder)' \
'--settle=[With --follow\: take a package when it has not changed for this long]:SECONDS:_default' \
'--move-to=[Move packages that were stored, or were stored before, into a folder (with --follow else into \`_stored\` in the watched folder)]:DIR:_files' \
'--rejected-to=[Move packages that were rejected into a folder (with --follow else into \`_rejected\` in the watched folder)]:DIR:_files' \
'--quarantine-to=[Move packages with a virus into a folder where the policy is quarantine (else beside the folder of --move-to as \`quarantine\`; with --follow into \`_quarantine\` in the watched folder)]:DIR:_files' \
'(--each --from-file)--as-version-of=[Store the package as the next version of this one]:ID:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'(--from-file)--each[Take every entry of the folders as a package of its own]' \
'--dry-run[Do everything but store; the report is the same]' \
'(--from-file --dry-run --as-version-of)--follow[Go on watching the folders for new packages; means --each]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::paths -- Packages\: folders, ZIP, TAR, compressed TAR, single files:_files' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'()--from-file=[Read paths from a list, one a line, or from the JSON Lines of an earlier run; - is standard input]:LIST:_files' \
'()*--only=[Of an earlier run, take only packages with these states]:STATES:_default' \
'--jobs=[Packages worked on at the same time (else the number of cores, at least 2)]:COUNT:_default' \
'--profile=[BagIt profile that the packages must fulfil, as a JSON file]:FILE:_files' \
'--as=[Judge the packages as this kind, whatever they look like (else told by what is in them)]:KIND:(bagit eark folder)' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'(--from-file)--each[Take every entry of the folders as a package of its own]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::paths -- Packages\: folders, ZIP, TAR, compressed TAR, single files:_files' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--limit=[Print at most this many packages]:COUNT:_default' \
'--after=[Print packages after this one]:ID:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--own[Print the packages that the archive has made for itself (schemas)]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(search)
_arguments "${_arguments_options[@]}" : \
'--format=[Only packages with a file of this format (PUID, such as fmt/95) in their payload]:PUID:_default' \
'--limit=[Print at most this many packages (else 10,000)]:COUNT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::words -- Words that must all be in the description or in file names; each matches the beginning of a word. Dates are searched as they are written, not by range; what files contain is not searched:_default' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--version=[Version whose files are listed (else the newest)]:NUMBER:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--files[List its files too]' \
'--events[Tell what happened to it, from a copy\: checks, virus scan, taking in]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':id -- The package:_default' \
&& ret=0
;;
(describe)
_arguments "${_arguments_options[@]}" : \
'*--set=[Make this the value of a field, and take the old ones away; give it twice for two values]:FIELD=VALUE:_default' \
'*--add=[Add a value to a field]:FIELD=VALUE:_default' \
'*--clear=[Take all values of a field away]:FIELD:_default' \
'--level=[Set the level\: fonds, class, series, file, vorgang, item, or another word]:LEVEL:_default' \
'(--set --add --clear --level)--from=[Take descriptions from EAD, Dublin Core or a CSV table; without an ID for all packages in it]:FILE:_files' \
'--reason=[Why the description is changed; it stays with the package]:TEXT:_default' \
'--by=[Who changes it; it stays with the package]:NAME:_default' \
'(--set --add --clear --level --from --history)--to=[Write the descriptions of all packages, or of those named, into a file; - is standard output]:FILE:_files' \
'--as=[With --to\: csv, ead3 or ead2002 (else ead3 for a file that ends in .xml, csv for others)]:FORM:((csv\:"A table\: one row a unit"
ead3\:"A finding aid in EAD3"
ead2002\:"A finding aid in EAD 2002"))' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--replace[With --from\: take away what the file does not say]' \
'(--set --add --clear --level --from)--history[Show what happened to the description, version by version]' \
'--dry-run[Say what would change, and change nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::ids -- The packages; their descriptions are shown where nothing is to be changed:_default' \
&& ret=0
;;
(export)
_arguments "${_arguments_options[@]}" : \
'--to=[Folder in which each package gets a folder of its own]:DIR:_files' \
'--as=[Form\: files, bagit, ocfl, eark-aip or eark-dip]:FORM:((files\:"The files under their own names"
bagit\:"A BagIt 1.0 bag"
ocfl\:"The OCFL object as it is stored"
eark-aip\:"An E-ARK archival package\: the newest version as its METS describes it"
eark-dip\:"An E-ARK dissemination package\: the files unpacked, with METS, PREMIS and Dublin Core"))' \
'--path=[Hand out only the file, or everything below the folder, with this path]:PATH:_default' \
'--version=[Version to be handed out (else the newest)]:NUMBER:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--with-submission[Put what accompanied the payload beside it (files only)]' \
'--portable-names[Replace names that some systems refuse, and write the list of names]' \
'--dry-run[Say what would be written, and write nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::ids -- The packages:_default' \
&& ret=0
;;
(fixity)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__fixity_commands" \
"*::: :->fixity" \
&& ret=0

    case $state in
    (fixity)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-fixity-command-$line[1]:"
        case $line[1] in
            (run)
_arguments "${_arguments_options[@]}" : \
'--budget=[Stop after this much\: a time such as 2h, or an amount such as 500GiB]:BUDGET:_default' \
'--max-age=[Leave out what was checked within this time, such as 90d]:TIME:_default' \
'--copy=[Check one copy only]:NAME:_default' \
'--id=[Check one package only]:ID:_default' \
'--metrics=[Write figures for Prometheus to this file after the run]:FILE:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--due[Check only what is due by the rules of the archive]' \
'--from-medium[Read from the medium, past the cache of the system]' \
'--repair[Repair what is damaged from a good copy, as archive repair does]' \
'--dry-run[List what would be read, in its order; read and record nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(history)
_arguments "${_arguments_options[@]}" : \
'--limit=[Print at most this many runs]:COUNT:_default' \
'--copy=[Only runs on this copy]:NAME:_default' \
'--since=[Only runs that began on this day (UTC) or later]:DAY:_default' \
'--until=[Only runs that began on this day (UTC) or earlier]:DAY:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--damaged[Only runs that found damage]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
'--year=[The year]:YEAR:_default' \
'--to=[Folder for the report; made where it is missing]:DIR:_files' \
'--copy=[Make it from what lies on this copy (else the first that can be read)]:NAME:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(repair)
_arguments "${_arguments_options[@]}" : \
'--copy=[Repair one copy only]:NAME:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--all[Everything that checks have found to be damaged]' \
'--strays[Take away what nobody put there, too; it is kept as evidence]' \
'--dry-run[Say what would be repaired from where, and change nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::ids -- The packages; each is read on every copy first:_default' \
&& ret=0
;;
(evidence)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__evidence_commands" \
"*::: :->evidence" \
&& ret=0

    case $state in
    (evidence)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-evidence-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--copy=[On one copy only]:NAME:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(release)
_arguments "${_arguments_options[@]}" : \
'--reason=[Why it is not needed any more]:TEXT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--yes[Do it; without this nothing is removed]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':run -- The repair, as evidence list names it:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(ledger)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__ledger_commands" \
"*::: :->ledger" \
&& ret=0

    case $state in
    (ledger)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-ledger-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'--from=[Begin with this position, counted from 0]:NUMBER:_default' \
'--limit=[Show at most so many entries]:NUMBER:_default' \
'--id=[Only entries that speak of this package]:ID:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
'--copy=[Verify one copy only]:NAME:_default' \
'*--key=[Public key that must be one of the ledger (else that of the key file); may be repeated]:TEXT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(prove)
_arguments "${_arguments_options[@]}" : \
'--version=[The version (else the newest)]:NUMBER:_default' \
'--to=[Folder for the receipt and the proof; it is made where it is missing]:DIR:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':id -- The package:_default' \
&& ret=0
;;
(checkpoint)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(timestamp)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--renew[Renew older timestamps now, even if none of them ages]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(evidence)
_arguments "${_arguments_options[@]}" : \
'--version=[The version (else the newest)]:NUMBER:_default' \
'--to=[Folder for the record and the inventory that it dates; it is made where it is missing]:DIR:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':id -- The package:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(key)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__key_commands" \
"*::: :->key" \
&& ret=0

    case $state in
    (key)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-key-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(lost)
_arguments "${_arguments_options[@]}" : \
'*--key=[Public key that must be one of the ledger, out of a receipt or as published; may be repeated]:TEXT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(rebuild)
_arguments "${_arguments_options[@]}" : \
'--from-copy=[Copy to read from (else the first)]:NAME:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--despite-damage[Exchange the catalog even though the copy is damaged; what cannot be read is missing then]' \
'--dry-run[Read everything and say what would be rebuilt, and change nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(copies)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__copies_commands" \
"*::: :->copies" \
&& ret=0

    case $state in
    (copies)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-copies-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(add)
_arguments "${_arguments_options[@]}" : \
'*--for=[Hold packages of this tenant only; give it once for each (else of all)]:TENANT:_default' \
'--bandwidth=[Most bytes a second, such as 20MiB]:AMOUNT:_default' \
'--requests=[Most requests a second]:COUNT:_default' \
'--concurrency=[Most requests at the same time]:COUNT:_default' \
'--lock=[Lock what is stored there (S3 alone), such as "governance 30d"]:RULE:_default' \
'--credentials=[File with its credentials\: lines NAME=value]:FILE:_default' \
'--jobs=[Packages at the same time]:COUNT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--optional[Packages are stored without it where it is away]' \
'--offline[A medium that is taken away\: it is filled, and nobody misses it]' \
'--empty[Add it empty; copies sync fills it]' \
'--dry-run[Say what would be added and brought, and change nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':copy -- Its name and place\: a folder, or a URL that begins with file, s3, az or gs:_default' \
&& ret=0
;;
(sync)
_arguments "${_arguments_options[@]}" : \
'--jobs=[Packages at the same time]:COUNT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--dry-run[Say what is missing, and bring nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'::name -- The storage location (else every one that is always there):_default' \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--dry-run[List what would be read, and what that costs]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The storage location:_default' \
&& ret=0
;;
(require)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--off[Packages are stored without it from now on, where it is away]' \
'--dry-run[Say whether it can be, and change nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The storage location:_default' \
&& ret=0
;;
(retire)
_arguments "${_arguments_options[@]}" : \
'--reason=[Why it is given up; it is kept with the copy]:TEXT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--yes[Do not ask for the name]' \
'--dry-run[Say whether it can be given up, and change nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The storage location:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(identify)
_arguments "${_arguments_options[@]}" : \
'()--from-file=[Read paths from a list, one a line; - is standard input]:LIST:_files' \
'--signatures=[DROID'\''s signature file (else the one installed or built in)]:FILE:_files' \
'--containers=[DROID'\''s container file that goes with it]:FILE:_files' \
'--jobs=[Files worked on at the same time (else the number of cores)]:COUNT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::paths -- Files; folders are walked:_files' \
&& ret=0
;;
(formats)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__formats_commands" \
"*::: :->formats" \
&& ret=0

    case $state in
    (formats)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-formats-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--signatures=[DROID'\''s signature file instead of the one installed]:FILE:_files' \
'--containers=[DROID'\''s container file that goes with it]:FILE:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(update)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--dry-run[Only verify, and say what would be installed]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::files -- DROID'\''s signature file, its container file, or both:_files' \
&& ret=0
;;
        esac
    ;;
esac
;;
(ocfl)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__ocfl_commands" \
"*::: :->ocfl" \
&& ret=0

    case $state in
    (ocfl)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-ocfl-command-$line[1]:"
        case $line[1] in
            (validate)
_arguments "${_arguments_options[@]}" : \
'--jobs=[Threads that read and compute (else the number of cores)]:COUNT:_default' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--no-digests[Judge the structure only; read no content]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::paths -- Objects or storage roots:_files' \
&& ret=0
;;
        esac
    ;;
esac
;;
(schemas)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__schemas_commands" \
"*::: :->schemas" \
&& ret=0

    case $state in
    (schemas)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-schemas-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--schemas=[Folder of the schemas (else \`ARCHIVE_SCHEMAS\`, else the one in archive.toml)]:DIR:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'--schemas=[Folder of the schemas (else \`ARCHIVE_SCHEMAS\`, else the one in archive.toml)]:DIR:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::files -- XML files to be judged; every schema of the folder is compiled where none is given:_files' \
&& ret=0
;;
(add)
_arguments "${_arguments_options[@]}" : \
'--schemas=[Folder of the schemas (else \`ARCHIVE_SCHEMAS\`, else the one in archive.toml)]:DIR:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::files -- Schemas; those that need one another belong into one call:_files' \
&& ret=0
;;
        esac
    ;;
esac
;;
(doctor)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--full[Compare everything with everything]' \
'--reconcile[Compare catalog, journal, receipts and copies both ways, clear leftovers away and bring back what is missing]' \
'--dry-run[With --reconcile\: say what is wrong, and change nothing]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(config)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_archive__subcmd__config_commands" \
"*::: :->config" \
&& ret=0

    case $state in
    (config)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:archive-config-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--origin[Say where each setting comes from]' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(demo)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'::folder -- Folder for the demonstration; it must be empty or missing (else a temporary one):_files' \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::codes -- Codes such as E-BAG-012; all codes are listed where none is given:_default' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
':shell -- bash, elvish, fish, powershell or zsh:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'()--to=[Write the pages of all commands in both languages into a folder]:DIR:_files' \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::command -- Command whose page is printed; the program'\''s own where none is given:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
'--archive=[Folder of the installation (else \`ARCHIVE_DIR\`, else the current folder and those above)]:DIR:_files' \
'--tenant=[Tenant that is meant (else \`ARCHIVE_TENANT\`, else the only one)]:ID:_default' \
'--wait=[How long to wait for another process that holds a lock]:SECONDS:_default' \
'--lang=[Language of messages\: de or en (else the locale)]:LANGUAGE:(de en)' \
'--log-format=[Form of log lines on standard error\: text or json]:FORM:((text\:"Lines for people"
json\:"One JSON object a line"))' \
'--json[Print JSON Lines on standard output]' \
'-q[Print only what is wrong]' \
'--quiet[Print only what is wrong]' \
'*-v[Say more; give it twice for still more]' \
'*--verbose[Say more; give it twice for still more]' \
'--no-progress[Show no progress]' \
'-h[Print help]' \
'--help[Print help]' \
'*::command -- Command to be explained:_default' \
&& ret=0
;;
        esac
    ;;
esac
}

(( $+functions[_archive_commands] )) ||
_archive_commands() {
    local commands; commands=(
'init:Make a new installation' \
'tenant:Add, list and show tenants' \
'ingest:Take packages in\: check, describe, store, confirm' \
'check:Check packages without an archive, with the same findings as on ingest' \
'list:List the packages of a tenant' \
'search:Search descriptions and file names' \
'show:Show all that is known of one package' \
'describe:Show, change and write descriptions' \
'export:Hand packages out' \
'fixity:Check that everything stored is unchanged' \
'repair:Put damaged files right from a good copy' \
'evidence:What repairs have kept of damaged files' \
'ledger:Show, verify and prove what the ledger attests' \
'key:Show and replace the keys that sign the ledger' \
'rebuild:Make the catalog anew from storage alone' \
'copies:List, add, fill and give up storage locations' \
'identify:Say which formats files have' \
'formats:The formats that can be recognised' \
'ocfl:Work with OCFL objects and storage roots, ours or foreign' \
'schemas:Keep the schemas of others in a folder, and judge documents by them' \
'doctor:Check the installation itself' \
'config:Show the configuration' \
'demo:A guided run on built-in samples' \
'explain:Explain a code\: cause, example, what to do' \
'completions:Print the completions for a shell' \
'man:Print manual pages' \
'help:Print the help of a command' \
    )
    _describe -t commands 'archive commands' commands "$@"
}
(( $+functions[_archive__subcmd__check_commands] )) ||
_archive__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'archive check commands' commands "$@"
}
(( $+functions[_archive__subcmd__completions_commands] )) ||
_archive__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'archive completions commands' commands "$@"
}
(( $+functions[_archive__subcmd__config_commands] )) ||
_archive__subcmd__config_commands() {
    local commands; commands=(
'show:Show every setting in force' \
    )
    _describe -t commands 'archive config commands' commands "$@"
}
(( $+functions[_archive__subcmd__config__subcmd__show_commands] )) ||
_archive__subcmd__config__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'archive config show commands' commands "$@"
}
(( $+functions[_archive__subcmd__copies_commands] )) ||
_archive__subcmd__copies_commands() {
    local commands; commands=(
'list:List the storage locations and what they lack' \
'add:Add a storage location and fill it from the others' \
'sync:Bring a storage location up to date' \
'verify:Read everything on a storage location and compare it with what was stored' \
'require:Say whether packages are called stored without a storage location' \
'retire:Give a storage location up; its bytes stay where they are' \
    )
    _describe -t commands 'archive copies commands' commands "$@"
}
(( $+functions[_archive__subcmd__copies__subcmd__add_commands] )) ||
_archive__subcmd__copies__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'archive copies add commands' commands "$@"
}
(( $+functions[_archive__subcmd__copies__subcmd__list_commands] )) ||
_archive__subcmd__copies__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'archive copies list commands' commands "$@"
}
(( $+functions[_archive__subcmd__copies__subcmd__require_commands] )) ||
_archive__subcmd__copies__subcmd__require_commands() {
    local commands; commands=()
    _describe -t commands 'archive copies require commands' commands "$@"
}
(( $+functions[_archive__subcmd__copies__subcmd__retire_commands] )) ||
_archive__subcmd__copies__subcmd__retire_commands() {
    local commands; commands=()
    _describe -t commands 'archive copies retire commands' commands "$@"
}
(( $+functions[_archive__subcmd__copies__subcmd__sync_commands] )) ||
_archive__subcmd__copies__subcmd__sync_commands() {
    local commands; commands=()
    _describe -t commands 'archive copies sync commands' commands "$@"
}
(( $+functions[_archive__subcmd__copies__subcmd__verify_commands] )) ||
_archive__subcmd__copies__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'archive copies verify commands' commands "$@"
}
(( $+functions[_archive__subcmd__demo_commands] )) ||
_archive__subcmd__demo_commands() {
    local commands; commands=()
    _describe -t commands 'archive demo commands' commands "$@"
}
(( $+functions[_archive__subcmd__describe_commands] )) ||
_archive__subcmd__describe_commands() {
    local commands; commands=()
    _describe -t commands 'archive describe commands' commands "$@"
}
(( $+functions[_archive__subcmd__doctor_commands] )) ||
_archive__subcmd__doctor_commands() {
    local commands; commands=()
    _describe -t commands 'archive doctor commands' commands "$@"
}
(( $+functions[_archive__subcmd__evidence_commands] )) ||
_archive__subcmd__evidence_commands() {
    local commands; commands=(
'list:List what repairs have kept' \
'release:Remove what a repair has kept' \
    )
    _describe -t commands 'archive evidence commands' commands "$@"
}
(( $+functions[_archive__subcmd__evidence__subcmd__list_commands] )) ||
_archive__subcmd__evidence__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'archive evidence list commands' commands "$@"
}
(( $+functions[_archive__subcmd__evidence__subcmd__release_commands] )) ||
_archive__subcmd__evidence__subcmd__release_commands() {
    local commands; commands=()
    _describe -t commands 'archive evidence release commands' commands "$@"
}
(( $+functions[_archive__subcmd__explain_commands] )) ||
_archive__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'archive explain commands' commands "$@"
}
(( $+functions[_archive__subcmd__export_commands] )) ||
_archive__subcmd__export_commands() {
    local commands; commands=()
    _describe -t commands 'archive export commands' commands "$@"
}
(( $+functions[_archive__subcmd__fixity_commands] )) ||
_archive__subcmd__fixity_commands() {
    local commands; commands=(
'run:Read stored packages and compare them with what was stored' \
'status:Show coverage, oldest check, never checked, open damage' \
'history:List the runs, newest first' \
'report:Write the report of a year as JSON, CSV and a page to be printed' \
    )
    _describe -t commands 'archive fixity commands' commands "$@"
}
(( $+functions[_archive__subcmd__fixity__subcmd__history_commands] )) ||
_archive__subcmd__fixity__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'archive fixity history commands' commands "$@"
}
(( $+functions[_archive__subcmd__fixity__subcmd__report_commands] )) ||
_archive__subcmd__fixity__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'archive fixity report commands' commands "$@"
}
(( $+functions[_archive__subcmd__fixity__subcmd__run_commands] )) ||
_archive__subcmd__fixity__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'archive fixity run commands' commands "$@"
}
(( $+functions[_archive__subcmd__fixity__subcmd__status_commands] )) ||
_archive__subcmd__fixity__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'archive fixity status commands' commands "$@"
}
(( $+functions[_archive__subcmd__formats_commands] )) ||
_archive__subcmd__formats_commands() {
    local commands; commands=(
'list:List the formats, and say which table they are from' \
'report:Show which formats the tenant keeps\: payload files, bytes, oldest, what its rules say' \
'update:Verify PRONOM'\''s signature files and install them' \
    )
    _describe -t commands 'archive formats commands' commands "$@"
}
(( $+functions[_archive__subcmd__formats__subcmd__list_commands] )) ||
_archive__subcmd__formats__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'archive formats list commands' commands "$@"
}
(( $+functions[_archive__subcmd__formats__subcmd__report_commands] )) ||
_archive__subcmd__formats__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'archive formats report commands' commands "$@"
}
(( $+functions[_archive__subcmd__formats__subcmd__update_commands] )) ||
_archive__subcmd__formats__subcmd__update_commands() {
    local commands; commands=()
    _describe -t commands 'archive formats update commands' commands "$@"
}
(( $+functions[_archive__subcmd__help_commands] )) ||
_archive__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'archive help commands' commands "$@"
}
(( $+functions[_archive__subcmd__identify_commands] )) ||
_archive__subcmd__identify_commands() {
    local commands; commands=()
    _describe -t commands 'archive identify commands' commands "$@"
}
(( $+functions[_archive__subcmd__ingest_commands] )) ||
_archive__subcmd__ingest_commands() {
    local commands; commands=()
    _describe -t commands 'archive ingest commands' commands "$@"
}
(( $+functions[_archive__subcmd__init_commands] )) ||
_archive__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'archive init commands' commands "$@"
}
(( $+functions[_archive__subcmd__key_commands] )) ||
_archive__subcmd__key_commands() {
    local commands; commands=(
'show:Show the public keys of the ledger, and from which entry on each has signed' \
'rotate:Make a new key and hand over to it; the old one is removed' \
'lost:Put a new key in the place of one whose file was lost, by the word of the installation' \
    )
    _describe -t commands 'archive key commands' commands "$@"
}
(( $+functions[_archive__subcmd__key__subcmd__lost_commands] )) ||
_archive__subcmd__key__subcmd__lost_commands() {
    local commands; commands=()
    _describe -t commands 'archive key lost commands' commands "$@"
}
(( $+functions[_archive__subcmd__key__subcmd__rotate_commands] )) ||
_archive__subcmd__key__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'archive key rotate commands' commands "$@"
}
(( $+functions[_archive__subcmd__key__subcmd__show_commands] )) ||
_archive__subcmd__key__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'archive key show commands' commands "$@"
}
(( $+functions[_archive__subcmd__ledger_commands] )) ||
_archive__subcmd__ledger_commands() {
    local commands; commands=(
'show:Show the entries' \
'verify:Verify every entry and signature on every copy, and the catalog against them' \
'prove:Write what proves to an outsider that a version is in the ledger' \
'checkpoint:Print the signed checkpoint' \
'timestamp:Have the ledger dated by a timestamp authority (RFC 3161)' \
'evidence:Write the evidence record of a version (RFC 4998), which shows since when it was there' \
    )
    _describe -t commands 'archive ledger commands' commands "$@"
}
(( $+functions[_archive__subcmd__ledger__subcmd__checkpoint_commands] )) ||
_archive__subcmd__ledger__subcmd__checkpoint_commands() {
    local commands; commands=()
    _describe -t commands 'archive ledger checkpoint commands' commands "$@"
}
(( $+functions[_archive__subcmd__ledger__subcmd__evidence_commands] )) ||
_archive__subcmd__ledger__subcmd__evidence_commands() {
    local commands; commands=()
    _describe -t commands 'archive ledger evidence commands' commands "$@"
}
(( $+functions[_archive__subcmd__ledger__subcmd__prove_commands] )) ||
_archive__subcmd__ledger__subcmd__prove_commands() {
    local commands; commands=()
    _describe -t commands 'archive ledger prove commands' commands "$@"
}
(( $+functions[_archive__subcmd__ledger__subcmd__show_commands] )) ||
_archive__subcmd__ledger__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'archive ledger show commands' commands "$@"
}
(( $+functions[_archive__subcmd__ledger__subcmd__timestamp_commands] )) ||
_archive__subcmd__ledger__subcmd__timestamp_commands() {
    local commands; commands=()
    _describe -t commands 'archive ledger timestamp commands' commands "$@"
}
(( $+functions[_archive__subcmd__ledger__subcmd__verify_commands] )) ||
_archive__subcmd__ledger__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'archive ledger verify commands' commands "$@"
}
(( $+functions[_archive__subcmd__list_commands] )) ||
_archive__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'archive list commands' commands "$@"
}
(( $+functions[_archive__subcmd__man_commands] )) ||
_archive__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'archive man commands' commands "$@"
}
(( $+functions[_archive__subcmd__ocfl_commands] )) ||
_archive__subcmd__ocfl_commands() {
    local commands; commands=(
'validate:Validate OCFL 1.0 and 1.1 objects and storage roots' \
    )
    _describe -t commands 'archive ocfl commands' commands "$@"
}
(( $+functions[_archive__subcmd__ocfl__subcmd__validate_commands] )) ||
_archive__subcmd__ocfl__subcmd__validate_commands() {
    local commands; commands=()
    _describe -t commands 'archive ocfl validate commands' commands "$@"
}
(( $+functions[_archive__subcmd__rebuild_commands] )) ||
_archive__subcmd__rebuild_commands() {
    local commands; commands=()
    _describe -t commands 'archive rebuild commands' commands "$@"
}
(( $+functions[_archive__subcmd__repair_commands] )) ||
_archive__subcmd__repair_commands() {
    local commands; commands=()
    _describe -t commands 'archive repair commands' commands "$@"
}
(( $+functions[_archive__subcmd__schemas_commands] )) ||
_archive__subcmd__schemas_commands() {
    local commands; commands=(
'list:List the schemas of the folder\: what they describe, and where they are published' \
'check:Compile every schema, or judge XML files by the schema of their root element' \
'add:Copy schemas into the folder and name them in its catalog' \
    )
    _describe -t commands 'archive schemas commands' commands "$@"
}
(( $+functions[_archive__subcmd__schemas__subcmd__add_commands] )) ||
_archive__subcmd__schemas__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'archive schemas add commands' commands "$@"
}
(( $+functions[_archive__subcmd__schemas__subcmd__check_commands] )) ||
_archive__subcmd__schemas__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'archive schemas check commands' commands "$@"
}
(( $+functions[_archive__subcmd__schemas__subcmd__list_commands] )) ||
_archive__subcmd__schemas__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'archive schemas list commands' commands "$@"
}
(( $+functions[_archive__subcmd__search_commands] )) ||
_archive__subcmd__search_commands() {
    local commands; commands=()
    _describe -t commands 'archive search commands' commands "$@"
}
(( $+functions[_archive__subcmd__show_commands] )) ||
_archive__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'archive show commands' commands "$@"
}
(( $+functions[_archive__subcmd__tenant_commands] )) ||
_archive__subcmd__tenant_commands() {
    local commands; commands=(
'add:Add a tenant' \
'list:List the tenants' \
'show:Show a tenant and what it holds' \
    )
    _describe -t commands 'archive tenant commands' commands "$@"
}
(( $+functions[_archive__subcmd__tenant__subcmd__add_commands] )) ||
_archive__subcmd__tenant__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'archive tenant add commands' commands "$@"
}
(( $+functions[_archive__subcmd__tenant__subcmd__list_commands] )) ||
_archive__subcmd__tenant__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'archive tenant list commands' commands "$@"
}
(( $+functions[_archive__subcmd__tenant__subcmd__show_commands] )) ||
_archive__subcmd__tenant__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'archive tenant show commands' commands "$@"
}

if [ "$funcstack[1]" = "_archive" ]; then
    _archive "$@"
else
    compdef _archive archive
fi
