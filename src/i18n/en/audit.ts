// What people read about the audit log's published end.
export const audit = {
  "card.audit.what": "{kind}: {detail}",
  "card.audit.changes-only": "Questions, answers and snapshots are left out; /certops audit all lists them too.",
  "card.audit.choice.approve": "approved",
  "card.audit.choice.deny": "denied",
  "card.audit-head.title": "Audit log: its end, published",
  "card.audit-head.at": "As of {at}",
  "card.audit-head": "Audit log: entry {sequence}, {hash}…",
  "card.audit-head.how":
    "The signed end of the audit log. It stands here, outside the bot’s store: save it as a file and run certops audit verify --head FILE to find a log that was cut off or written anew.",
  "config.webhook-source": "The webhook’s URL must come from one place: urlEnv or urlFile.",
  "config.webhook-source.fix":
    "Name an environment variable (urlEnv) or a file of mode 0600 (urlFile) that holds the URL.",
  "config.webhook-bad": "What was found there is no https URL.",
  "config.webhook-bad.fix": "Use an https URL; plain http is taken for this machine only.",
  "config.audit-nowhere": "The audit log’s end is to be published, but it is not said where.",
  "config.audit-nowhere.fix": "Add file, webhook or channel under audit.publish, or remove the key.",
} as const;
