#include "cli/commands.h"

namespace afterword {
namespace {

constexpr std::size_t any_number = 1000000;
constexpr std::string_view formats = "full short json sarif github gitlab junit";
constexpr std::string_view thresholds = "error warning info hint never";
constexpr std::string_view trackers = "github gitlab jira jira-server linear";
constexpr std::string_view profiles = "alx google-sre pagerduty";

constexpr OptionRow shared[] = {
    {"--color", "", "WHEN", "colours: auto, always or never", "auto always never", Completes::choices},
    {"--help", "-h", "", "print help (-h: the short form)", ""},
};

constexpr OptionRow check_options[] = {
    {"--format", "-f", "FORMAT", "how findings are printed", formats, Completes::choices},
    {"--fix", "", "", "apply fixes that are safe", ""},
    {"--unsafe-fixes", "", "", "apply also fixes that may change what the text says", ""},
    {"--diff", "", "", "show what fixes would change, and change nothing", ""},
    {"--profile", "", "PROFILE", "the standard to check against", profiles, Completes::choices},
    {"--only", "", "RULE", "check this rule only; several with commas, or given several times", "", Completes::rules,
     true},
    {"--fail-on", "", "SEVERITY", "the least severity that makes the exit code 1 (default: warning)", thresholds,
     Completes::choices},
    {"--exit-zero", "", "", "exit with 0 whatever is found", ""},
    {"--require-review", "", "", "find also that a review is missing, late or not finished: the gate of CI", ""},
    {"--date", "", "DAY", "judge reviews from this day: 2026-11-20 (default: today)", ""},
    {"--baseline", "", "FILE", "tell only findings that FILE does not hold", "", Completes::files},
    {"--update-baseline", "", "", "write all findings into the file of --baseline", ""},
    {"--stdin-filename", "", "PATH", "what standard input (-) is called, and where its settings are", "",
     Completes::files},
    {"--no-ignore", "", "", "check files that .gitignore or `exclude` leaves out", ""},
    {"--threads", "-j", "N", "work on N files at once (default: the number of cores)", ""},
    {"--timing", "", "", "print how long each rule took", ""},
    {"--quiet", "-q", "", "print findings only", ""},
    {"--verbose", "-v", "", "say which settings hold and why files are skipped", ""},
};
constexpr ExampleRow check_examples[] = {
    {"afterword check report.md", "check one report"},
    {"afterword check --fix postmortems/", "check a folder and mend what can be mended"},
    {"afterword check --format sarif . > findings.sarif", "for code scanning"},
    {"afterword check --require-review postmortems/", "fail unless a peer has approved each report"},
    {"git show HEAD:report.md | afterword check - --stdin-filename report.md", "check an older version"},
};

constexpr OptionRow review_options[] = {
    {"--reviewer", "", "WHO", "with request: who is asked (may be given several times)", "", Completes::nothing, true},
    {"--deadline", "", "DAY", "with request: until when (default: as many days from now as `review.days` says)", ""},
    {"--line", "", "N", "with comment: the line it speaks of; or write FILE:N", ""},
    {"--quote", "", "WORDS", "with comment: the words it speaks of", ""},
    {"--reply", "", "ID", "with comment: the comment it answers", ""},
    {"--data", "", "ANSWER", "with approve: is the key data collected? \"yes: …\" or \"no: …\"", ""},
    {"--impact", "", "ANSWER", "with approve: is the assessment of the impact complete?", ""},
    {"--causes", "", "ANSWER", "with approve: are the causes searched for deeply enough?", ""},
    {"--measures", "", "ANSWER", "with approve: are the measures appropriate, and is their priority?", ""},
    {"--shared", "", "ANSWER", "with approve: is the outcome shared with those it concerns?", ""},
    {"--as", "", "WHO", "who acts: \"Ana Lima <ana@example.org>\" (default: as git knows you)", ""},
    {"--json", "", "", "with status: print as JSON (afterword.review/1)", ""},
    {"--date", "", "DAY", "with status: judge from this day (default: today)", ""},
};
constexpr ExampleRow review_examples[] = {
    {"afterword review request report.md --reviewer ben@example.org", "ask a peer"},
    {"afterword review comment report.md:14 'Which tenants were hit?'", "about a line"},
    {"afterword review approve report.md", "asks the five questions of the rubric"},
    {"afterword review status postmortems", "where every review stands"},
};

constexpr OptionRow agenda_options[] = {
    {"--output", "-o", "PAGE", "where to write (default: standard output)", "", Completes::files},
    {"--format", "-f", "FORMAT", "text, md or html (default: by the ending of PAGE, else text)", "text md html",
     Completes::choices},
    {"--for", "", "LENGTH", "how long the meeting is: 45m, 1h30m (default: 45m)", ""},
    {"--ics", "", "", "print an invitation for calendars", ""},
    {"--at", "", "TIME", "with --ics: when, 2026-12-03T14:00", ""},
    {"--zone", "", "ZONE", "with --ics: time zone of --at (default: wherever the reader is)", ""},
    {"--as", "", "WHO", "with --ics: who invites (default: as git knows you)", ""},
    {"--notes", "", "NOTES", "take the notes of a filled-in agenda into the report", "", Completes::files},
    {"--diff", "", "", "with --notes: show what would change, and change nothing", ""},
};
constexpr ExampleRow agenda_examples[] = {
    {"afterword agenda report.md -o agenda.html", "one page to print"},
    {"afterword agenda report.md --ics --at 2026-12-03T14:00 --for 45m > review.ics", "for calendars"},
    {"afterword agenda report.md -o agenda.md", "to write notes into"},
    {"afterword agenda report.md --notes agenda.md --diff", "what the notes would become"},
};

constexpr OptionRow bundle_options[] = {
    {"--output", "-o", "BUNDLE", "where to write (default: FILE with the ending .bundle)", "", Completes::files},
    {"--key", "", "FILE", "the file of the key that signs (default: bundle.key beside the user's settings)", "",
     Completes::files},
    {"--new-key", "", "", "make a key, and print the line for those who are to trust it", ""},
    {"--force", "", "", "write over another bundle", ""},
};
constexpr ExampleRow bundle_examples[] = {
    {"afterword bundle --new-key", "once"},
    {"afterword bundle report.md", "seal the report, its review and the hashes of its evidence"},
};

constexpr OptionRow inspect_options[] = {
    {"--json", "", "", "print all that was understood as JSON (afterword.inspect/1)", ""},
};
constexpr ExampleRow inspect_examples[] = {
    {"afterword inspect report.md", "what was understood, in a few lines"},
    {"afterword inspect --json report.md | jq .timeline", "everything, with places"},
};

constexpr OptionRow render_options[] = {
    {"--output", "-o", "PAGE", "where to write (default: standard output)", "", Completes::files},
    {"--audience", "", "WHO", "engineer, executive or public (default: engineer)", "engineer executive public",
     Completes::choices},
    {"--format", "-f", "FORMAT", "html, svg, md, json or pdf (default: by the ending of PAGE, else html)",
     "html svg md json pdf", Completes::choices},
    {"--with-findings", "", "", "show at the end what check says", ""},
};
constexpr ExampleRow render_examples[] = {
    {"afterword render report.md -o page.html", "one page that holds everything"},
    {"afterword render report.md -o status.html --audience public", "nothing internal, no names"},
    {"afterword render report.md -o report.pdf", "through Chromium, where installed"},
};

constexpr OptionRow fmt_options[] = {
    {"--check", "", "", "change nothing; exit with 1 if a file would change", ""},
    {"--diff", "", "", "show what would change, and change nothing; exit with 1 if something would", ""},
    {"--no-ignore", "", "", "format files that .gitignore leaves out", ""},
    {"--quiet", "-q", "", "print nothing but errors", ""},
};
constexpr ExampleRow fmt_examples[] = {
    {"afterword fmt report.md", "write the file in canonical Markdown"},
    {"afterword fmt --check .", "for continuous integration"},
};

constexpr OptionRow new_options[] = {
    {"--title", "", "TEXT", "what happened, in a few words", ""},
    {"--service", "", "TEXT", "what was down or slow", ""},
    {"--start", "", "TIME", "when it began: 2026-03-14 09:26", ""},
    {"--end", "", "TIME", "when it ended: 2026-03-14 10:41", ""},
    {"--zone", "", "ZONE", "time zone of both: UTC, Europe/Paris (default: UTC)", ""},
    {"--severity", "", "TEXT", "SEV-1, P2, critical", ""},
    {"--force", "", "", "write over a file that is there", ""},
};
constexpr ExampleRow new_examples[] = {
    {"afterword new 2026-03-14-checkout.md", "asks what it needs to know"},
    {"afterword new report.md --title 'Checkout was down' --start '2026-03-14 09:26'", "asks nothing"},
};

constexpr OptionRow rules_options[] = {
    {"--json", "", "", "print the table as JSON", ""},
    {"--profile", "", "PROFILE", "severities of this profile", profiles, Completes::choices},
};
constexpr ExampleRow rules_examples[] = {{"afterword rules", "all rules by family"}};

constexpr ExampleRow explain_examples[] = {
    {"afterword explain timeline-out-of-order", "by name"},
    {"afterword explain AW701", "by code"},
};

constexpr OptionRow gather_options[] = {
    {"--output", "-o", "FOLDER", "write the draft, what was found and the manifest into FOLDER", "", Completes::files},
    {"--json", "", "", "print what was found as JSON (afterword.gather/1)", ""},
    {"--since", "", "TIME", "leave out what is earlier: 2026-03-14T09:26", ""},
    {"--until", "", "TIME", "leave out what is later", ""},
    {"--zone", "", "ZONE", "time zone of times that state none: Europe/Berlin (default: UTC)", ""},
    {"--threads", "-j", "N", "work on N threads (default: the number of cores)", ""},
};
constexpr ExampleRow gather_examples[] = {
    {"afterword gather /var/log/nginx alerts.json -o incident/", "a draft whose every line cites its record"},
    {"afterword gather evidence.tar.zst --json | jq .cause", "what probably caused it"},
};

constexpr OptionRow verify_options[] = {
    {"--keys", "", "FILE", "the keys that are trusted (default: .afterword.keys here or above)", "", Completes::files},
    {"--extract", "", "FOLDER", "write what a proven bundle holds into FOLDER", "", Completes::files},
};
constexpr ExampleRow verify_examples[] = {
    {"afterword verify report.bundle", "nothing was changed since it was sealed, and by whom"},
    {"afterword verify incident/", "after the logs were moved, rotated or edited"},
};

constexpr OptionRow templates_options[] = {
    {"--assign", "", "", "print for each line the number of its template, in the order of the lines", ""},
    {"--raw-lines", "", "", "take each line as a message as it is, without looking for a header", ""},
    {"--threads", "-j", "N", "work on N threads (default: the number of cores)", ""},
};
constexpr ExampleRow templates_examples[] = {
    {"afterword templates app.log | head", "the most frequent messages, values shown as <*>"},
    {"journalctl -o cat | afterword templates -", "from standard input"},
};

constexpr OptionRow search_options[] = {
    {"--limit", "-n", "N", "show at most N reports (default: 10)", ""},
    {"--sort", "", "ORDER", "relevance or date, the latest first (default: relevance)", "relevance date",
     Completes::choices},
    {"--json", "", "", "print as JSON (afterword.search/1)", ""},
    {"--update", "", "", "look at every file now, however many there are", ""},
    {"--no-update", "", "", "answer from the index as it is, and look at no file but those that are shown", ""},
    {"--no-cache", "", "", "make the index in memory and keep nothing", ""},
    {"--remove-index", "", "", "remove the index that is kept of DIR, and search nothing", ""},
};
constexpr ExampleRow search_examples[] = {
    {"afterword search 'pool exhausted service:checkout after:2024-01' postmortems", "words and filters"},
    {"afterword search '\"connection pool\" -staging has:open-measures'", "a phrase, and what is not wanted"},
    {"afterword search --sort date 'owner:ana has:overdue' postmortems", "filters alone"},
};

constexpr OptionRow similar_options[] = {
    {"--archive", "", "DIR", "the folder of earlier reports (default: the folder of FILE)", "", Completes::files},
    {"--json", "", "", "print as JSON (afterword.similar/1)", ""},
    {"--date", "", "DAY", "judge measures from this day where a report has no date (default: today)", ""},
};
constexpr ExampleRow similar_examples[] = {
    {"afterword similar report.md --archive postmortems", "did this happen before, and what became of the measures?"},
    {"afterword similar postmortems", "every failure of an archive that came back, and how many do"},
};

constexpr OptionRow themes_options[] = {
    {"--json", "", "", "print as JSON (afterword.themes/1)", ""},
};
constexpr ExampleRow themes_examples[] = {{"afterword themes postmortems", "what is asked for again and again"}};

constexpr OptionRow today_options[] = {
    {"--text", "", "", "print text, its first line a subject (this is the default)", ""},
    {"--html", "", "", "print one HTML page, for a mail", ""},
    {"--date", "", "DAY", "for this day: 2026-11-20 (default: today)", ""},
};
constexpr ExampleRow today_examples[] = {
    {"afterword today postmortems", "what to remember and what is due"},
    {"afterword today --html postmortems > digest.html", "for a mail"},
};

constexpr OptionRow measures_options[] = {
    {"--overdue", "", "", "only measures that are overdue", ""},
    {"--owner", "", "NAME", "only measures whose owner's name holds NAME", ""},
    {"--service", "", "NAME", "only reports of services whose name holds NAME", ""},
    {"--all", "", "", "also broad improvements without owner, date, ticket and state", ""},
    {"--json", "", "", "print as JSON (afterword.measures/1)", ""},
    {"--ics", "", "", "print a calendar of what is due, for any calendar program", ""},
    {"--tracker", "", "KIND", "with sync: the tracker, where the settings do not name it", trackers,
     Completes::choices},
    {"--project", "", "NAME", "with sync: the project there, such as acme/shop or OPS", ""},
    {"--dry-run", "", "", "with sync: print what would be sent, and send nothing", ""},
    {"--proof", "", "URL", "with done: what shows that it is done, such as a merged change", ""},
    {"--date", "", "DAY", "judge from this day, or with done: done on this day (default: today)", ""},
};
constexpr ExampleRow measures_examples[] = {
    {"afterword measures postmortems --overdue", "what is late, the longest first"},
    {"afterword measures postmortems --ics > measures.ics", "for a calendar"},
    {"afterword measures done 5e8a0c1d --proof https://git.example/mr/12 postmortems", "tick one off in its report"},
    {"afterword measures sync postmortems --tracker github --project acme/shop --dry-run", "what issues would be made"},
};

constexpr OptionRow remind_options[] = {
    {"--send", "", "", "send the mails; without it they are printed", ""},
    {"--date", "", "DAY", "judge from this day (default: today)", ""},
    {"--state", "", "FILE", "the file that remembers who was written to", "", Completes::files},
    {"--json", "", "", "print as JSON (afterword.remind/1)", ""},
};
constexpr ExampleRow remind_examples[] = {
    {"afterword remind postmortems", "who would be told what"},
    {"afterword remind postmortems --send", "for cron: one mail a day and person"},
};

constexpr OptionRow publish_options[] = {
    {"--to", "", "PLACE", "where to, if not as the settings say", "folder html forem wordpress ghost",
     Completes::choices},
    {"--output", "-o", "PATH", "the folder of --to folder, or the file of --to html", "", Completes::files},
    {"--dry-run", "", "", "print what would be sent, and send nothing", ""},
    {"--json", "", "", "print as JSON (afterword.publish/1)", ""},
};
constexpr ExampleRow publish_examples[] = {
    {"afterword publish report.md --to ghost --dry-run", "what would be sent to the blog"},
    {"afterword publish report.md --to html -o post.html", "elements for any other blog"},
};

constexpr OptionRow stats_options[] = {
    {"--json", "", "", "print as JSON (afterword.stats/1)", ""},
    {"--csv", "", "", "print as CSV: group, name, key, value", ""},
    {"--date", "", "DAY", "judge ages from this day (default: today)", ""},
};
constexpr ExampleRow stats_examples[] = {
    {"afterword stats postmortems", "how long it takes to notice, to mitigate and to mend"},
};

constexpr OptionRow build_options[] = {
    {"--output", "-o", "FOLDER", "where the site is to stand", "", Completes::files},
    {"--title", "", "TEXT", "what the site is called (default: Postmortems)", ""},
    {"--url", "", "URL", "where it will be served: for feeds, previews of links and the sitemap, which needs it", ""},
    {"--audience", "", "WHO", "engineer or public: without names and what is marked internal (default: engineer)",
     "engineer public", Completes::choices},
    {"--watch", "", "", "build again after every change, and show the site to this machine's browsers", ""},
    {"--port", "", "N", "with --watch: where it is shown (default: 4000, or any that is free)", ""},
    {"--anew", "", "", "read and write everything, whatever an earlier build knows", ""},
    {"--date", "", "DAY", "judge what is overdue from this day (default: today)", ""},
    {"--verbose", "-v", "", "name all files that are left out", ""},
};
constexpr ExampleRow build_examples[] = {
    {"afterword build postmortems -o site", "a site that works from a folder, without a server"},
    {"afterword build postmortems -o public --audience public --url https://status.example.com/reports",
     "for people outside"},
};

constexpr OptionRow import_options[] = {
    {"--output", "-o", "FOLDER", "the folder that reports are written into", "", Completes::files},
    {"--update", "", "", "write what changed at the source into reports that nobody has edited", ""},
    {"--dry-run", "", "", "say what would be written, and write nothing", ""},
    {"--json", "", "", "print the report of the import as JSON (afterword.import/1)", ""},
};
constexpr ExampleRow import_examples[] = {
    {"afterword import opsgenie-export.zip -o postmortems", "a report an incident, and what had no place"},
    {"curl -s https://status.example/api/v2/incidents.json | afterword import - -o postmortems", "a status page"},
    {"afterword import old-wiki/ -o postmortems --dry-run", "a folder of Markdown, to see first"},
};

constexpr std::string_view export_formats = "confluence jira adf notion html json";
constexpr OptionRow export_options[] = {
    {"--to", "", "PROGRAM", "for which program", export_formats, Completes::choices},
    {"--audience", "", "WHO", "engineer, executive or public (default: engineer)", "engineer executive public",
     Completes::choices},
    {"--output", "-o", "FILE", "where to write (default: standard output)", "", Completes::files},
};
constexpr ExampleRow export_examples[] = {
    {"afterword export report.md --to confluence -o page.xml", "storage format, for the body of a page"},
    {"afterword export report.md --to adf | jq .", "for Jira Cloud"},
    {"afterword export report.md --to notion --audience public", "nothing internal, no names"},
};

constexpr OptionRow config_options[] = {
    {"--show", "", "", "print the settings that hold, each with its origin (this is the default)", ""},
    {"--profile", "", "PROFILE", "as for check", profiles, Completes::choices},
    {"--fail-on", "", "SEVERITY", "as for check", thresholds, Completes::choices},
};
constexpr ExampleRow config_examples[] = {{"afterword config --show postmortems/report.md", "what holds for a file"}};

constexpr OptionRow init_options[] = {
    {"--force", "", "", "write over a file that is there", ""},
};
constexpr ExampleRow init_examples[] = {{"afterword init", "write .afterword.toml in this folder"}};

constexpr ExampleRow completion_examples[] = {
    {"afterword completion bash > ~/.local/share/bash-completion/completions/afterword", "for bash"},
    {"afterword completion fish > ~/.config/fish/completions/afterword.fish", "for fish"},
};

constexpr ExampleRow man_examples[] = {{"afterword man build/man", "write all man pages into a folder"}};
constexpr ExampleRow help_examples[] = {{"afterword help check", "the same as afterword check --help"}};

constexpr CommandRow commands[] = {
    {"check", "check postmortems like a compiler checks code", "[PATH]...",
     "Reads each PATH and tells what is missing, wrong or contradictory. A named file is read whatever it is called; a "
     "folder is walked for Markdown files, without hidden ones and those that .gitignore or the settings leave out. "
     "Without a PATH the working folder is checked; - is standard input.\n\n"
     "Findings go to standard output, trouble with files and settings to standard error. AFTERWORD_FORMAT sets the "
     "default of --format. With - and --fix the mended text goes to standard output and findings to standard error.",
     Completes::files, 0, any_number, check_options, check_examples, run_check},
    {"review", "have a report reviewed by a peer, in a file beside it", "ACTION [FILE|DIR] [WORDS]",
     "ACTION is one of:\n\n"
     "request FILE asks reviewers; comment FILE[:LINE] WORDS says something about a line, resolve FILE ID settles it; "
     "approve FILE says yes and answers five questions; changes FILE WORDS says no; withdraw FILE takes back one's own "
     "verdict, or the request; status [FILE|DIR] shows where reviews stand.\n\n"
     "What is said stands in FILE.review, a line each, with the hash of the text it is about. Commit it with the "
     "report: "
     "two branches that add to it merge. Authors can't approve their own; an edit after the approval makes it stale. "
     "`check --require-review` is the gate for CI.",
     Completes::files, 1, 3, review_options, review_examples, run_review},
    {"agenda", "make the agenda of the review meeting, and take its notes back", "FILE",
     "Prints who should be there, the questions that the report leaves open, the rubric, and minutes for each part; on "
     "one page, as Markdown to write notes into, or as an invitation.\n\n"
     "--notes takes a filled-in agenda: each line goes where its question points, each `- [ ]` becomes a task, all "
     "marked "
     "[Proposed], which `check` reports until a person takes the mark away. Nothing else changes.",
     Completes::files, 1, 1, agenda_options, agenda_examples, run_agenda},
    {"bundle", "seal a report, its review and the hashes of its evidence into one signed file", "[FILE]",
     "Writes a tar archive with a list of hashes, signed with ed25519; `verify` proves it. The key stays in a file "
     "that "
     "only you can read, and is never written over.",
     Completes::files, 0, 1, bundle_options, bundle_examples, run_bundle},
    {"inspect", "show what was understood", "FILE...",
     "Prints the facts that were read from a report: when, how long, "
     "whom it hit, the timeline, causes, measures.",
     Completes::files, 1, any_number, inspect_options, inspect_examples, run_inspect},
    {"render", "turn a report into a page that people want to read", "FILE",
     "Writes one page with everything in it: no script, no request to anywhere.", Completes::files, 1, 1,
     render_options, render_examples, run_render},
    {"fmt", "write reports in canonical Markdown", "PATH...",
     "Changes spacing and marks, never what the text says. - reads standard input and writes standard output.",
     Completes::files, 1, any_number, fmt_options, fmt_examples, run_fmt},
    {"new", "begin a report from a template", "[FILE]",
     "Writes a template that says what each part is for. Asks on a terminal for what no flag gives. Without FILE it is "
     "written to standard output.",
     Completes::files, 0, 1, new_options, new_examples, run_new},
    {"rules", "list all rules", "", "Prints each rule's code, name, severity and what it finds.", Completes::nothing, 0,
     0, rules_options, rules_examples, run_rules},
    {"explain",
     "explain a rule, with bad and good examples",
     "RULE",
     "Prints the page of a rule.",
     Completes::rules,
     1,
     1,
     {},
     explain_examples,
     run_explain},
    {"gather", "draft a postmortem from logs, metrics, alerts, changes and chat", "INPUT...",
     "Reads each INPUT as what its content says it is: logs of any common notation, metrics, alerts, changes, chat, "
     "traces; files, folders, archives, - for standard input. Finds when the outage began and ended, what changed and "
     "what probably caused it.\n\n"
     "What can't be read is told, with place and count. Inputs are never changed; nothing is written but below FOLDER.",
     Completes::files, 1, any_number, gather_options, gather_examples, run_gather},
    {"verify", "prove that a draft's citations, or a bundle, were not changed", "FOLDER|BUNDLE",
     "FOLDER is what `gather -o FOLDER` wrote: each cited record is read again and its hash compared with the "
     "manifest's. "
     "Run it from the folder in which gather was run: inputs are looked for where they were.\n\n"
     "BUNDLE is what `bundle` wrote: every byte and the signature are proven, and the key is looked for among those "
     "that "
     "are trusted. What is wrong is said, with exit code 1.",
     Completes::files, 1, 1, verify_options, verify_examples, run_verify},
    {"templates", "find the messages that log lines were printed from", "FILE...",
     "Groups the lines of logs by the message they were printed from, values masked as <*>, and prints each group with "
     "its "
     "count, most frequent first. The grouping depends neither on the order of the lines nor on any setting.",
     Completes::files, 1, any_number, templates_options, templates_examples, run_templates},
    {"search", "find reports by words and facts", "QUERY [DIR]",
     "Finds reports that have all words of QUERY in any of their forms; those that have them in the title, the cause "
     "or "
     "the summary come first. Prints each with the lines that were found, and how many there are by service, year and "
     "cause.\n\n"
     "\"exact words\" are a phrase, -word leaves reports out, expir* is the beginning of a word, OR joins two words. "
     "Filters: title: summary: cause: look there only; service: team: owner: severity: class: status: detected: path: "
     "go by "
     "facts; "
     "after:2024-01 before:2024-07 year:2024 by the day of the outage; longer:2h shorter:30m by its length; "
     "has:open-measures has:overdue has:no-cause and others by what a report has.\n\n"
     "The index is kept in $XDG_CACHE_HOME/afterword or ~/.cache/afterword, made anew where it is damaged; it can be "
     "removed at any time. Each "
     "search looks at the files first and reads again what changed; of an archive of more than 5,000 files only where "
     "something came to or went from one of its folders, or the last look is half a minute old.",
     Completes::files, 0, 2, search_options, search_examples, run_search},
    {"similar", "find earlier reports of the same failure", "FILE|DIR [ARCHIVE]",
     "Compares a report with those of an archive. The same failure is the same component that failed in the same way, "
     "so that what mends one prevents the other; other likeness is called related. Says why, and what became of the "
     "measures of each earlier report: done and did not help, open, overdue, never proposed.\n\n"
     "For a folder each report is compared with all, and the rate of repeats is told.",
     Completes::files, 1, 2, similar_options, similar_examples, run_similar},
    {"themes", "find measures and causes that keep coming back", "DIR",
     "Groups the measures of all reports of an archive by what they ask for, and its reports by what failed and how. "
     "Says "
     "how many ask, and how many have it.",
     Completes::files, 1, 1, themes_options, themes_examples, run_themes},
    {"today", "remember outages of this day, and measures that are due", "[DIR]",
     "Prints outages that began on this day of earlier years with what became of their measures, measures due within a "
     "week, and those overdue; ready for a mail. A measure without a date is due as `afterword measures` says: 28 days "
     "after its outage for severity 1, 56 for severity 2, 90 for others.",
     Completes::files, 0, 1, today_options, today_examples, run_today},
    {"measures", "show the measures of all reports, and tick them off",
     "[DIR] | done ID --proof URL [DIR] | sync [DIR|FILE]",
     "Prints every task of an archive with what it is for (prevent, detect, mitigate, process), its strength, owner, "
     "day "
     "due, state and age; what is overdue first. A measure without a date is due 28 days after its outage for severity "
     "1, 56 for severity 2, 90 for others.\n\n"
     "done ticks a measure off in its report, writes the day and the proof behind it, and changes nothing else. An ID "
     "stays while the file keeps its name and the measure its words; its first characters are enough where no other "
     "one "
     "begins so.\n\n"
     "sync makes an issue for each task that has none, in the tracker that [tracker] of the settings names, and writes "
     "its "
     "link behind the task; what was closed there is ticked off, what was opened again is open. A second run does "
     "nothing. "
     "The token comes from ~/.config/afterword/tokens or AFTERWORD_TOKENS, in lines of HOST TOKEN.",
     Completes::files, 0, 3, measures_options, measures_examples, run_measures},
    {"remind", "mail people what is due or overdue", "[DIR]",
     "Prints the mail that each owner of a measure would get: what is overdue, and what is due within a week. With "
     "--send "
     "they go out, at most one a day and person, by the mail server that [mail] of the settings names; [owners] says "
     "whose "
     "address is which. What is late for long goes to the manager too.",
     Completes::files, 0, 1, remind_options, remind_examples, run_remind},
    {"publish", "publish a report to a folder or a blog", "FILE",
     "Publishes what the public may see of a report, without all that is marked internal, names and owners: as a page "
     "in a "
     "folder, or to a blog of Forem, WordPress or Ghost; a second time it writes over the first. The address, the day "
     "and a "
     "hash of the text are written into the front matter.\n\n"
     "The token comes from ~/.config/afterword/tokens or AFTERWORD_TOKENS, in lines of HOST TOKEN.",
     Completes::files, 1, 1, publish_options, publish_examples, run_publish},
    {"stats", "show how long outages take, how they are noticed and what causes them", "[DIR]",
     "Prints time to detect, mitigate and resolve and impact-minutes as distributions with number, median and 90th "
     "percentile, never a mean, each with its definition; how outages were detected, causes by year, and how many "
     "tasks "
     "are done by the age of their outage. What a report does not say is counted nowhere.",
     Completes::files, 0, 1, stats_options, stats_examples, run_stats},
    {"build", "make a site of all postmortems", "[DIR]",
     "Writes a static site into FOLDER: a front page, a page for each postmortem with its data and text, pages by "
     "service, team, cause, year and owner, the board of measures, the numbers, feeds and a calendar. Links are "
     "relative, "
     "nothing needs a script or a server.\n\n"
     "Only what changed is read and written again. Files that are no postmortem are left out, and named.",
     Completes::files, 0, 1, build_options, build_examples, run_build},
    {"import", "bring postmortems of other programs into a folder of reports", "INPUT...",
     "Reads each INPUT as what its content says it is: exports of Opsgenie, Statuspage, PagerDuty, incident.io, "
     "FireHydrant, Rootly, Dispatch, Morgue (database dumps too), Markdown of any kind; files, folders, archives, - "
     "for "
     "standard input. Writes one report an incident, and tells every value that had no place in it.\n\n"
     "A file that is there is never written over. Imported again, an incident is known by its number: unchanged, "
     "changed at the source, or edited since. Exit status: 1 if something changed and was not written, 2 if an INPUT "
     "can't be read (the others are imported).",
     Completes::files, 1, any_number, import_options, import_examples, run_import},
    {"export", "write a report for Confluence, Jira, Notion or as JSON", "FILE",
     "confluence: storage format. jira: wiki markup. adf: Atlassian's document format, for Jira Cloud. notion: "
     "Markdown "
     "as Notion imports it. html: the page of render. json: afterword.postmortem/1, which import reads again.",
     Completes::files, 1, 1, export_options, export_examples, run_export},
    {"config", "show the settings that hold and where they come from", "[FILE]",
     "Settings come from flags, then the environment (AFTERWORD_PROFILE, AFTERWORD_FAIL_ON), then the nearest "
     ".afterword.toml at or above the file, then $XDG_CONFIG_HOME/afterword/config.toml.",
     Completes::files, 0, 1, config_options, config_examples, run_config},
    {"init", "write a settings file to begin with", "[FOLDER]", "Writes .afterword.toml with all settings explained.",
     Completes::files, 0, 1, init_options, init_examples, run_init},
    {"completion",
     "print a completion script for a shell",
     "bash|zsh|fish|powershell",
     "Prints a script that completes commands, flags, values and rule names.",
     Completes::choices,
     1,
     1,
     {},
     completion_examples,
     run_completion},
    {"help",
     "print help for a command",
     "[COMMAND]",
     "Prints the same as COMMAND --help.",
     Completes::commands,
     0,
     1,
     {},
     help_examples,
     run_help},
    {"man",
     "write the man pages",
     "FOLDER",
     "Writes afterword.1 and a page for each command; for packaging.",
     Completes::files,
     1,
     1,
     {},
     man_examples,
     run_man,
     true},
};

}  // namespace

std::span<const CommandRow> all_commands() {
  return commands;
}

const CommandRow* find_command(std::string_view name) {
  for (const CommandRow& row : commands)
    if (row.name == name) return &row;
  return nullptr;
}

std::span<const OptionRow> shared_options() {
  return shared;
}

}  // namespace afterword
