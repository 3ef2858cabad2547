# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_archive_global_optspecs
    string join \n archive= tenant= wait= json lang= q/quiet v/verbose no-progress log-format= h/help V/version
end

function __fish_archive_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_archive_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_archive_using_subcommand
    set -l cmd (__fish_archive_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c archive -n "__fish_archive_needs_command" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_needs_command" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_needs_command" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_needs_command" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_needs_command" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_needs_command" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_needs_command" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_needs_command" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_needs_command" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_needs_command" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_needs_command" -s V -l version -d 'Print the version'
complete -c archive -n "__fish_archive_needs_command" -f -a "init" -d 'Make a new installation'
complete -c archive -n "__fish_archive_needs_command" -f -a "tenant" -d 'Add, list and show tenants'
complete -c archive -n "__fish_archive_needs_command" -f -a "ingest" -d 'Take packages in: check, describe, store, confirm'
complete -c archive -n "__fish_archive_needs_command" -f -a "check" -d 'Check packages without an archive, with the same findings as on ingest'
complete -c archive -n "__fish_archive_needs_command" -f -a "list" -d 'List the packages of a tenant'
complete -c archive -n "__fish_archive_needs_command" -f -a "search" -d 'Search descriptions and file names'
complete -c archive -n "__fish_archive_needs_command" -f -a "show" -d 'Show all that is known of one package'
complete -c archive -n "__fish_archive_needs_command" -f -a "describe" -d 'Show, change and write descriptions'
complete -c archive -n "__fish_archive_needs_command" -f -a "export" -d 'Hand packages out'
complete -c archive -n "__fish_archive_needs_command" -f -a "fixity" -d 'Check that everything stored is unchanged'
complete -c archive -n "__fish_archive_needs_command" -f -a "repair" -d 'Put damaged files right from a good copy'
complete -c archive -n "__fish_archive_needs_command" -f -a "evidence" -d 'What repairs have kept of damaged files'
complete -c archive -n "__fish_archive_needs_command" -f -a "ledger" -d 'Show, verify and prove what the ledger attests'
complete -c archive -n "__fish_archive_needs_command" -f -a "key" -d 'Show and replace the keys that sign the ledger'
complete -c archive -n "__fish_archive_needs_command" -f -a "rebuild" -d 'Make the catalog anew from storage alone'
complete -c archive -n "__fish_archive_needs_command" -f -a "copies" -d 'List, add, fill and give up storage locations'
complete -c archive -n "__fish_archive_needs_command" -f -a "identify" -d 'Say which formats files have'
complete -c archive -n "__fish_archive_needs_command" -f -a "formats" -d 'The formats that can be recognised'
complete -c archive -n "__fish_archive_needs_command" -f -a "ocfl" -d 'Work with OCFL objects and storage roots, ours or foreign'
complete -c archive -n "__fish_archive_needs_command" -f -a "schemas" -d 'Keep the schemas of others in a folder, and judge documents by them'
complete -c archive -n "__fish_archive_needs_command" -f -a "doctor" -d 'Check the installation itself'
complete -c archive -n "__fish_archive_needs_command" -f -a "config" -d 'Show the configuration'
complete -c archive -n "__fish_archive_needs_command" -f -a "demo" -d 'A guided run on built-in samples'
complete -c archive -n "__fish_archive_needs_command" -f -a "explain" -d 'Explain a code: cause, example, what to do'
complete -c archive -n "__fish_archive_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c archive -n "__fish_archive_needs_command" -f -a "man" -d 'Print manual pages'
complete -c archive -n "__fish_archive_needs_command" -f -a "help" -d 'Print the help of a command'
complete -c archive -n "__fish_archive_using_subcommand init" -l name -d 'Name of the installation; it stands in every copy and never changes (else a UUID)' -r
complete -c archive -n "__fish_archive_using_subcommand init" -l copy -d 'Storage location; give it once for each (else one folder copies/main)' -r
complete -c archive -n "__fish_archive_using_subcommand init" -l from-copy -d 'Bring a lost installation back from this copy of it; --copy then names others still there' -r
complete -c archive -n "__fish_archive_using_subcommand init" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand init" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand init" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand init" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand init" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand init" -l dry-run -d 'Say what would be made, and make nothing'
complete -c archive -n "__fish_archive_using_subcommand init" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand init" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand init" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand init" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand init" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -f -a "add" -d 'Add a tenant'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -f -a "list" -d 'List the tenants'
complete -c archive -n "__fish_archive_using_subcommand tenant; and not __fish_seen_subcommand_from add list show" -f -a "show" -d 'Show a tenant and what it holds'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l name -d 'Name of the municipality or its archive' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l isil -d 'ISIL of the archive (ISO 15511), such as DE-Ch3' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l dry-run -d 'Say what would be added, and add nothing'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand tenant; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ingest" -l from-file -d 'Read paths from a list, one a line, or from the JSON Lines of an earlier run; - is standard input' -r -F
complete -c archive -n "__fish_archive_using_subcommand ingest" -l only -d 'Of an earlier run, take only packages with these states' -r
complete -c archive -n "__fish_archive_using_subcommand ingest" -l jobs -d 'Packages worked on at the same time (else the number of cores, at least 2)' -r
complete -c archive -n "__fish_archive_using_subcommand ingest" -l profile -d 'BagIt profile that the packages must fulfil, as a JSON file' -r -F
complete -c archive -n "__fish_archive_using_subcommand ingest" -l as -d 'Judge the packages as this kind, whatever they look like (else told by what is in them)' -r -f -a "bagit\t''
eark\t''
folder\t''"
complete -c archive -n "__fish_archive_using_subcommand ingest" -l settle -d 'With --follow: take a package when it has not changed for this long' -r
complete -c archive -n "__fish_archive_using_subcommand ingest" -l move-to -d 'Move packages that were stored, or were stored before, into a folder (with --follow else into `_stored` in the watched folder)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ingest" -l rejected-to -d 'Move packages that were rejected into a folder (with --follow else into `_rejected` in the watched folder)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ingest" -l quarantine-to -d 'Move packages with a virus into a folder where the policy is quarantine (else beside the folder of --move-to as `quarantine`; with --follow into `_quarantine` in the watched folder)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ingest" -l as-version-of -d 'Store the package as the next version of this one' -r
complete -c archive -n "__fish_archive_using_subcommand ingest" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ingest" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ingest" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ingest" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ingest" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ingest" -l each -d 'Take every entry of the folders as a package of its own'
complete -c archive -n "__fish_archive_using_subcommand ingest" -l dry-run -d 'Do everything but store; the report is the same'
complete -c archive -n "__fish_archive_using_subcommand ingest" -l follow -d 'Go on watching the folders for new packages; means --each'
complete -c archive -n "__fish_archive_using_subcommand ingest" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ingest" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ingest" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ingest" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ingest" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand check" -l from-file -d 'Read paths from a list, one a line, or from the JSON Lines of an earlier run; - is standard input' -r -F
complete -c archive -n "__fish_archive_using_subcommand check" -l only -d 'Of an earlier run, take only packages with these states' -r
complete -c archive -n "__fish_archive_using_subcommand check" -l jobs -d 'Packages worked on at the same time (else the number of cores, at least 2)' -r
complete -c archive -n "__fish_archive_using_subcommand check" -l profile -d 'BagIt profile that the packages must fulfil, as a JSON file' -r -F
complete -c archive -n "__fish_archive_using_subcommand check" -l as -d 'Judge the packages as this kind, whatever they look like (else told by what is in them)' -r -f -a "bagit\t''
eark\t''
folder\t''"
complete -c archive -n "__fish_archive_using_subcommand check" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand check" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand check" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand check" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand check" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand check" -l each -d 'Take every entry of the folders as a package of its own'
complete -c archive -n "__fish_archive_using_subcommand check" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand check" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand check" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand check" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand check" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand list" -l limit -d 'Print at most this many packages' -r
complete -c archive -n "__fish_archive_using_subcommand list" -l after -d 'Print packages after this one' -r
complete -c archive -n "__fish_archive_using_subcommand list" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand list" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand list" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand list" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand list" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand list" -l own -d 'Print the packages that the archive has made for itself (schemas)'
complete -c archive -n "__fish_archive_using_subcommand list" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand list" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand list" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand list" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand list" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand search" -l format -d 'Only packages with a file of this format (PUID, such as fmt/95) in their payload' -r
complete -c archive -n "__fish_archive_using_subcommand search" -l limit -d 'Print at most this many packages (else 10,000)' -r
complete -c archive -n "__fish_archive_using_subcommand search" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand search" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand search" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand search" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand search" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand search" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand search" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand search" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand search" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand search" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand show" -l version -d 'Version whose files are listed (else the newest)' -r
complete -c archive -n "__fish_archive_using_subcommand show" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand show" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand show" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand show" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand show" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand show" -l files -d 'List its files too'
complete -c archive -n "__fish_archive_using_subcommand show" -l events -d 'Tell what happened to it, from a copy: checks, virus scan, taking in'
complete -c archive -n "__fish_archive_using_subcommand show" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand show" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand show" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand show" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand show" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand describe" -l set -d 'Make this the value of a field, and take the old ones away; give it twice for two values' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l add -d 'Add a value to a field' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l clear -d 'Take all values of a field away' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l level -d 'Set the level: fonds, class, series, file, vorgang, item, or another word' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l from -d 'Take descriptions from EAD, Dublin Core or a CSV table; without an ID for all packages in it' -r -F
complete -c archive -n "__fish_archive_using_subcommand describe" -l reason -d 'Why the description is changed; it stays with the package' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l by -d 'Who changes it; it stays with the package' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l to -d 'Write the descriptions of all packages, or of those named, into a file; - is standard output' -r -F
complete -c archive -n "__fish_archive_using_subcommand describe" -l as -d 'With --to: csv, ead3 or ead2002 (else ead3 for a file that ends in .xml, csv for others)' -r -f -a "csv\t'A table: one row a unit'
ead3\t'A finding aid in EAD3'
ead2002\t'A finding aid in EAD 2002'"
complete -c archive -n "__fish_archive_using_subcommand describe" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand describe" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand describe" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand describe" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand describe" -l replace -d 'With --from: take away what the file does not say'
complete -c archive -n "__fish_archive_using_subcommand describe" -l history -d 'Show what happened to the description, version by version'
complete -c archive -n "__fish_archive_using_subcommand describe" -l dry-run -d 'Say what would change, and change nothing'
complete -c archive -n "__fish_archive_using_subcommand describe" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand describe" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand describe" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand describe" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand describe" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand export" -l to -d 'Folder in which each package gets a folder of its own' -r -F
complete -c archive -n "__fish_archive_using_subcommand export" -l as -d 'Form: files, bagit, ocfl, eark-aip or eark-dip' -r -f -a "files\t'The files under their own names'
bagit\t'A BagIt 1.0 bag'
ocfl\t'The OCFL object as it is stored'
eark-aip\t'An E-ARK archival package: the newest version as its METS describes it'
eark-dip\t'An E-ARK dissemination package: the files unpacked, with METS, PREMIS and Dublin Core'"
complete -c archive -n "__fish_archive_using_subcommand export" -l path -d 'Hand out only the file, or everything below the folder, with this path' -r
complete -c archive -n "__fish_archive_using_subcommand export" -l version -d 'Version to be handed out (else the newest)' -r
complete -c archive -n "__fish_archive_using_subcommand export" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand export" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand export" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand export" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand export" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand export" -l with-submission -d 'Put what accompanied the payload beside it (files only)'
complete -c archive -n "__fish_archive_using_subcommand export" -l portable-names -d 'Replace names that some systems refuse, and write the list of names'
complete -c archive -n "__fish_archive_using_subcommand export" -l dry-run -d 'Say what would be written, and write nothing'
complete -c archive -n "__fish_archive_using_subcommand export" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand export" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand export" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand export" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand export" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -f -a "run" -d 'Read stored packages and compare them with what was stored'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -f -a "status" -d 'Show coverage, oldest check, never checked, open damage'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -f -a "history" -d 'List the runs, newest first'
complete -c archive -n "__fish_archive_using_subcommand fixity; and not __fish_seen_subcommand_from run status history report" -f -a "report" -d 'Write the report of a year as JSON, CSV and a page to be printed'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l budget -d 'Stop after this much: a time such as 2h, or an amount such as 500GiB' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l max-age -d 'Leave out what was checked within this time, such as 90d' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l copy -d 'Check one copy only' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l id -d 'Check one package only' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l metrics -d 'Write figures for Prometheus to this file after the run' -r -F
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l due -d 'Check only what is due by the rules of the archive'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l from-medium -d 'Read from the medium, past the cache of the system'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l repair -d 'Repair what is damaged from a good copy, as archive repair does'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l dry-run -d 'List what would be read, in its order; read and record nothing'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l limit -d 'Print at most this many runs' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l copy -d 'Only runs on this copy' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l since -d 'Only runs that began on this day (UTC) or later' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l until -d 'Only runs that began on this day (UTC) or earlier' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l damaged -d 'Only runs that found damage'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l year -d 'The year' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l to -d 'Folder for the report; made where it is missing' -r -F
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l copy -d 'Make it from what lies on this copy (else the first that can be read)' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand fixity; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand repair" -l copy -d 'Repair one copy only' -r
complete -c archive -n "__fish_archive_using_subcommand repair" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand repair" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand repair" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand repair" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand repair" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand repair" -l all -d 'Everything that checks have found to be damaged'
complete -c archive -n "__fish_archive_using_subcommand repair" -l strays -d 'Take away what nobody put there, too; it is kept as evidence'
complete -c archive -n "__fish_archive_using_subcommand repair" -l dry-run -d 'Say what would be repaired from where, and change nothing'
complete -c archive -n "__fish_archive_using_subcommand repair" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand repair" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand repair" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand repair" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand repair" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -f -a "list" -d 'List what repairs have kept'
complete -c archive -n "__fish_archive_using_subcommand evidence; and not __fish_seen_subcommand_from list release" -f -a "release" -d 'Remove what a repair has kept'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l copy -d 'On one copy only' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l reason -d 'Why it is not needed any more' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l yes -d 'Do it; without this nothing is removed'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand evidence; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -f -a "show" -d 'Show the entries'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -f -a "verify" -d 'Verify every entry and signature on every copy, and the catalog against them'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -f -a "prove" -d 'Write what proves to an outsider that a version is in the ledger'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -f -a "checkpoint" -d 'Print the signed checkpoint'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -f -a "timestamp" -d 'Have the ledger dated by a timestamp authority (RFC 3161)'
complete -c archive -n "__fish_archive_using_subcommand ledger; and not __fish_seen_subcommand_from show verify prove checkpoint timestamp evidence" -f -a "evidence" -d 'Write the evidence record of a version (RFC 4998), which shows since when it was there'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l from -d 'Begin with this position, counted from 0' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l limit -d 'Show at most so many entries' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l id -d 'Only entries that speak of this package' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l copy -d 'Verify one copy only' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l key -d 'Public key that must be one of the ledger (else that of the key file); may be repeated' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l version -d 'The version (else the newest)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l to -d 'Folder for the receipt and the proof; it is made where it is missing' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from prove" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from checkpoint" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l renew -d 'Renew older timestamps now, even if none of them ages'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from timestamp" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l version -d 'The version (else the newest)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l to -d 'Folder for the record and the inventory that it dates; it is made where it is missing' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ledger; and __fish_seen_subcommand_from evidence" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -f -a "show" -d 'Show the public keys of the ledger, and from which entry on each has signed'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -f -a "rotate" -d 'Make a new key and hand over to it; the old one is removed'
complete -c archive -n "__fish_archive_using_subcommand key; and not __fish_seen_subcommand_from show rotate lost" -f -a "lost" -d 'Put a new key in the place of one whose file was lost, by the word of the installation'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l key -d 'Public key that must be one of the ledger, out of a receipt or as published; may be repeated' -r
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand key; and __fish_seen_subcommand_from lost" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l from-copy -d 'Copy to read from (else the first)' -r
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l despite-damage -d 'Exchange the catalog even though the copy is damaged; what cannot be read is missing then'
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l dry-run -d 'Read everything and say what would be rebuilt, and change nothing'
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand rebuild" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand rebuild" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand rebuild" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand rebuild" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -f -a "list" -d 'List the storage locations and what they lack'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -f -a "add" -d 'Add a storage location and fill it from the others'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -f -a "sync" -d 'Bring a storage location up to date'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -f -a "verify" -d 'Read everything on a storage location and compare it with what was stored'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -f -a "require" -d 'Say whether packages are called stored without a storage location'
complete -c archive -n "__fish_archive_using_subcommand copies; and not __fish_seen_subcommand_from list add sync verify require retire" -f -a "retire" -d 'Give a storage location up; its bytes stay where they are'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l for -d 'Hold packages of this tenant only; give it once for each (else of all)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l bandwidth -d 'Most bytes a second, such as 20MiB' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l requests -d 'Most requests a second' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l concurrency -d 'Most requests at the same time' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l lock -d 'Lock what is stored there (S3 alone), such as "governance 30d"' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l credentials -d 'File with its credentials: lines NAME=value' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l jobs -d 'Packages at the same time' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l optional -d 'Packages are stored without it where it is away'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l offline -d 'A medium that is taken away: it is filled, and nobody misses it'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l empty -d 'Add it empty; copies sync fills it'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l dry-run -d 'Say what would be added and brought, and change nothing'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l jobs -d 'Packages at the same time' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l dry-run -d 'Say what is missing, and bring nothing'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l dry-run -d 'List what would be read, and what that costs'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l off -d 'Packages are stored without it from now on, where it is away'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l dry-run -d 'Say whether it can be, and change nothing'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from require" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l reason -d 'Why it is given up; it is kept with the copy' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l yes -d 'Do not ask for the name'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l dry-run -d 'Say whether it can be given up, and change nothing'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand copies; and __fish_seen_subcommand_from retire" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand identify" -l from-file -d 'Read paths from a list, one a line; - is standard input' -r -F
complete -c archive -n "__fish_archive_using_subcommand identify" -l signatures -d 'DROID\'s signature file (else the one installed or built in)' -r -F
complete -c archive -n "__fish_archive_using_subcommand identify" -l containers -d 'DROID\'s container file that goes with it' -r -F
complete -c archive -n "__fish_archive_using_subcommand identify" -l jobs -d 'Files worked on at the same time (else the number of cores)' -r
complete -c archive -n "__fish_archive_using_subcommand identify" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand identify" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand identify" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand identify" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand identify" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand identify" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand identify" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand identify" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand identify" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand identify" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -f -a "list" -d 'List the formats, and say which table they are from'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -f -a "report" -d 'Show which formats the tenant keeps: payload files, bytes, oldest, what its rules say'
complete -c archive -n "__fish_archive_using_subcommand formats; and not __fish_seen_subcommand_from list report update" -f -a "update" -d 'Verify PRONOM\'s signature files and install them'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l signatures -d 'DROID\'s signature file instead of the one installed' -r -F
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l containers -d 'DROID\'s container file that goes with it' -r -F
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l dry-run -d 'Only verify, and say what would be installed'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand formats; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and not __fish_seen_subcommand_from validate" -f -a "validate" -d 'Validate OCFL 1.0 and 1.1 objects and storage roots'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l jobs -d 'Threads that read and compute (else the number of cores)' -r
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l no-digests -d 'Judge the structure only; read no content'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand ocfl; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -f -a "list" -d 'List the schemas of the folder: what they describe, and where they are published'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -f -a "check" -d 'Compile every schema, or judge XML files by the schema of their root element'
complete -c archive -n "__fish_archive_using_subcommand schemas; and not __fish_seen_subcommand_from list check add" -f -a "add" -d 'Copy schemas into the folder and name them in its catalog'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l schemas -d 'Folder of the schemas (else `ARCHIVE_SCHEMAS`, else the one in archive.toml)' -r -F
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l schemas -d 'Folder of the schemas (else `ARCHIVE_SCHEMAS`, else the one in archive.toml)' -r -F
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l schemas -d 'Folder of the schemas (else `ARCHIVE_SCHEMAS`, else the one in archive.toml)' -r -F
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand schemas; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand doctor" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand doctor" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand doctor" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand doctor" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand doctor" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand doctor" -l full -d 'Compare everything with everything'
complete -c archive -n "__fish_archive_using_subcommand doctor" -l reconcile -d 'Compare catalog, journal, receipts and copies both ways, clear leftovers away and bring back what is missing'
complete -c archive -n "__fish_archive_using_subcommand doctor" -l dry-run -d 'With --reconcile: say what is wrong, and change nothing'
complete -c archive -n "__fish_archive_using_subcommand doctor" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand doctor" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand doctor" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand doctor" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand config; and not __fish_seen_subcommand_from show" -f -a "show" -d 'Show every setting in force'
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Say where each setting comes from'
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand demo" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand demo" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand demo" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand demo" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand demo" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand demo" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand demo" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand demo" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand demo" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand demo" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand explain" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand explain" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand explain" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand explain" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand explain" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand explain" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand explain" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand explain" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand explain" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand explain" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand completions" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand completions" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand completions" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand completions" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand completions" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand completions" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand completions" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand completions" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand completions" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand completions" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand man" -l to -d 'Write the pages of all commands in both languages into a folder' -r -F
complete -c archive -n "__fish_archive_using_subcommand man" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand man" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand man" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand man" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand man" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand man" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand man" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand man" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand man" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand man" -s h -l help -d 'Print help'
complete -c archive -n "__fish_archive_using_subcommand help" -l archive -d 'Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)' -r -F
complete -c archive -n "__fish_archive_using_subcommand help" -l tenant -d 'Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)' -r
complete -c archive -n "__fish_archive_using_subcommand help" -l wait -d 'How long to wait for another process that holds a lock' -r
complete -c archive -n "__fish_archive_using_subcommand help" -l lang -d 'Language of messages: de or en (else the locale)' -r -f -a "de\t''
en\t''"
complete -c archive -n "__fish_archive_using_subcommand help" -l log-format -d 'Form of log lines on standard error: text or json' -r -f -a "text\t'Lines for people'
json\t'One JSON object a line'"
complete -c archive -n "__fish_archive_using_subcommand help" -l json -d 'Print JSON Lines on standard output'
complete -c archive -n "__fish_archive_using_subcommand help" -s q -l quiet -d 'Print only what is wrong'
complete -c archive -n "__fish_archive_using_subcommand help" -s v -l verbose -d 'Say more; give it twice for still more'
complete -c archive -n "__fish_archive_using_subcommand help" -l no-progress -d 'Show no progress'
complete -c archive -n "__fish_archive_using_subcommand help" -s h -l help -d 'Print help'
