// English messages: what the command line says while it works.
export const commandLineSaid = {
  "line.greeting.clusters": "certops looks after {names}.",
  "line.greeting.practice":
    "Practice cluster {names}: CUCM {release}, {nodes, plural, one {# node} other {# nodes}}, {phones, plural, one {# phone} other {# phones}}, all simulated.",
  "line.greeting.ask": "Ask it from another terminal: certops ask “which certificates expire soon?”",
  "line.greeting.open": "Open {url} in a browser.",
  "line.greeting.end": "Ctrl-C ends it.",
  "line.no-bot": "{why}. Start one with certops start (in a clone: npm start), then ask again.",
  "line.no-bot.why": "no bot answers on {path}",
  "line.explain.enoent": "there is no such file.",
  "line.explain.eacces": "it may not be read.",
  "line.explain.eisdir": "it is a folder; give one file, or pack it: tar cz folder | certops explain -",
  "line.audit.memory":
    "With the practice cluster the audit log is kept in memory only. Ask the running bot: certops audit list, or /certops audit in its web chat.",
  "line.audit.none":
    "There is no audit log yet: {file} is not there. It begins when the bot first starts (certops start).",
  "line.audit.no-head":
    "{file} holds no published end of an audit log. Give a file with what certops audit head printed, or what a run’s card shows under “Audit log”.",
  "line.audit.intact": "intact: {entries, number} entries, head {head}",
  "line.audit.damaged": "DAMAGED at entry {entry}: {what}",
  "line.case.fault.changed": "was changed",
  "line.case.fault.missing": "was taken away",
  "line.case.fault.added": "was added",
  "line.case.fault.manifest-missing": "is not there: nothing says what the bot wrote",
  "line.case.fault.manifest-broken": "cannot be read",
  "line.case.fault.signature-invalid": "is not signed by the key it names: it was changed, or made by somebody else",
  "line.case.changed": "CHANGED  {what}",
  "line.case.stranger": "the signer is {signer}, not the one that was named",
  "line.case.intact": "intact: {files, number} files about {about}, made {at}",
  "line.case.signer": "signer: {signer}",
  "line.case.anybody":
    "Anybody could have made and signed it: compare the signer with certops case key of your bot, or give --key.",
  "line.case.none": "{file} is no case file: {why}. Give the zip that CertOps posted, as it was downloaded.",
  "line.case.unreadable": "it cannot be read",
  "line.case.no-key":
    "There is no key yet: {file} is made when the bot first starts. The practice cluster’s bot has a new one each time.",
  "line.bot-refused":
    "The bot did not understand the request: the text is too long, or the bot is of another version than this command.",
  "line.trust-host.no-cluster": "There is no cluster {name}.",
  "line.trust-host.no-node": "There is no node {name}.",
  "line.trust-host.known": "There are: {list}.",
  "line.trust-host.pinned-already": "pinned already",
  "line.trust-host.another":
    "ANOTHER KEY IS PINNED for this node. If it was rebuilt, compare the fingerprint on its console and use --replace.",
  "line.trust-host.not-pinned": "not pinned",
  "line.trust-host.pinned": "pinned in {file}",
  "line.trust-host.nobody":
    "nobody is there to compare the fingerprint: run this in a terminal, or use --yes after comparing it",
  "line.trust-host.question": "Compare the fingerprint on the node’s console. Pin this key? (yes/no)",
  "line.migrate.only": "A store can be moved to PostgreSQL: certops migrate-store --to postgres",
  "line.migrate.name": "Name the database in certops.yaml first:",
  "line.migrate.whole": "The audit chain is whole: {entries, number} entries, head {head}",
  "line.migrate.done":
    "The bot now starts on the database; {file} stays as it is. Keep it until you have a backup of the database.",
} as const;
