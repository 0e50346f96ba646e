// English messages: windows, the checks before any change, restores, dry runs, who may what.
export const policy = {
  "config.no-person": "There is no person “{name}”.",
  "config.on-call": "{name} may approve nothing, so calling {name} would not help.",
  "config.on-call.fix": "Name somebody whose role has approve.",
  "config.escalation-late": "After {after} minutes the request has expired already (pendingMinutes: {pending}).",
  "config.escalation-late.fix": "Write less than {pending}, for example: afterMinutes: 10",
  "config.quorum-kind":
    "{kind} of {impact} impact on {cluster} needs {needed} approvals, but at most {most} people other than the requester may give one.",
  "config.window-never": "The window “{name}” does not open on {cluster} within {days} days.",
  "config.window-never.fix": "Correct its days, times or zone, or the freeze that covers it.",
  "config.window-short":
    "The window “{name}” is too short on {cluster}: the shortest step that may be asked for there takes {seconds} s.",
  "config.window.fix": "Make it longer, or correct the freeze that cuts it.",
  "config.window-empty": "“{name}” ends where it begins.",
  "config.window-empty.fix":
    "Weekly, an earlier end is on the next day and a whole day is 00:00 to 24:00; dated, the end comes after the beginning.",
  "config.clock-time": "This is not a time of day (a beginning is at most 23:59).",
  "config.clock-time.fix": 'Write, for example: from: "22:00". A date needs no days.',
  "config.date-time": "This is not a date with a time.",
  "config.date-time.fix": "Write, for example: 2026-11-28T22:00 (or add days: [sat] for a weekly time).",

  "preflight.replication": "database replication",
  "preflight.ntp": "NTP",
  "preflight.authenticated": "authentication between the nodes",
  "preflight.upgrade": "upgrades",
  "preflight.backup-running": "running backups",
  "preflight.backup": "the last DRS backup",
  "preflight.other-run": "other runs",
  "preflight.replication.ok":
    "Database replication is set up on {nodes, plural, one {# node} other {all # nodes}} (2, Y/Y/Y, queue 0).",
  "preflight.ntp.ok": "NTP is synchronised on {nodes, plural, one {# node} other {all # nodes}}.",
  "preflight.authenticated.ok":
    "All nodes are authenticated, seen from {nodes, plural, one {# node} other {all # nodes}}.",
  "preflight.upgrade.ok": "No upgrade is running on {nodes, plural, one {# node} other {any of # nodes}}.",
  "preflight.backup-running.ok": "No backup or restore is running.",
  "preflight.backup.ok": "There is a recent DRS backup.",
  "preflight.backup.recent": "The last successful DRS backup is from {at}.",
  "preflight.other-run.ok": "No other run is working on the cluster.",
  "preflight.on": "{node}: {what}",
  "preflight.unread": "{node}: {item} could not be read. {why}",
  "preflight.not-readable": "it cannot be read here",
  "preflight.replication.missing": "replication does not list {server}",
  "preflight.replication.bad": "replication with {server} is not set up (state {state}, {reachable}, queue {queue})",
  "preflight.ntp.bad": "NTP is not synchronised ({line})",
  "preflight.authenticated.missing": "{server} is not in the cluster",
  "preflight.authenticated.bad": "{server} is not authenticated",
  "preflight.upgrade.bad": "an upgrade is running",
  "preflight.backup-running.bad": "a DRS backup or restore is running",
  "preflight.backup.none": "there is no successful DRS backup",
  "preflight.backup.old":
    "the last successful DRS backup is from {at}, more than {days, plural, one {# day} other {# days}} ago",
  "preflight.other-run.bad": "{run} is working on the cluster.",
  "preflight.replication.next": "Look at utils dbreplication runtimestate on the publisher; repair replication first.",
  "preflight.ntp.next": "Look at utils ntp status, and at the NTP servers of the publisher.",
  "preflight.authenticated.next":
    "Look at show network cluster; check the security password, ipsec certificates and the network between the nodes.",
  "preflight.upgrade.next": "Wait until it has ended (utils system upgrade status).",
  "preflight.backup-running.next": "Wait until it has ended (utils disaster_recovery status backup).",
  "preflight.backup.next": "Make a DRS backup, and wait until it says SUCCESS.",
  "preflight.other-run.next": "Wait for it: /certops runs shows how far it is.",

  "changes.run.window-ended":
    "The window ends at {until}, and what begins with step {step} no longer fits: nothing more was sent.",
  "changes.run.preflight": "The first step was not sent: {what}",

  "card.preflight.good": "Before any change: all is well · {at}",
  "card.preflight.bad":
    "Before any change: {count, plural, one {# thing stands} other {# things stand}} in the way · {at}",
  "card.preflight.aside":
    "Before any change: {count, plural, one {# thing} other {# things}} set aside by the approvers · {at}",
  "card.preflight.next": "{next}",

  "card.approval.window": "Window",
  "card.approval.window.later": "{from} to {until}",
  "card.approval.window.open": "open until {until}",
  "card.approval.line.waiting":
    "Approved. It starts when the window opens at {from}; not started by {until}, the approval is void.",
  "card.approval.line.waiting-ask": "Approved. When the window opens at {from}, somebody must start it by {until}.",
  "card.approval.line.opened": "Approved, and the window is open. It must be started by {until}.",
  "card.approval.called": "Nobody has voted yet. On call: {people}, please look at this.",
  "card.approval.overrides": "Set aside",
  "card.approval.override.window": "the change window",
  "card.approval.override.preflight": "the checks before any change",
  "card.approval.override.both": "the change window and the checks before any change",
  "card.plan.restores":
    "{detail} · puts back {count, plural, one {step} other {steps}} {numbers}, after a failure or an abort too",

  "card.run.until":
    "The window ends at {until}; the run stops at the first safe point behind which the rest does not fit.",
  "card.run.restoring": "The plan was given up. What it changed is being put back.",
  "card.run.owed": "Still changed until these are proved:",
  "card.run.owed-step": "{target} · step {step, number}: {command}",
  "card.run.backup-wanted":
    "Make a new DRS backup: the last one does not know what this run changed. The bot asks until it sees one.",
  "card.run.backup-seen": "A new DRS backup was seen: {file}, {at}.",
  "card.runs.backup": "{line} · new DRS backup wanted",
  "command.backup.title": "{cluster}: a new DRS backup is wanted",
  "command.backup.text": "{run} changed a trust list at {at}; no successful DRS backup was seen since.",

  "card.dry-run.title": "Dry run: {plan}",
  "card.dry-run.intro": "Read at {at}. Nothing was sent that changes anything.",
  "card.dry-run.seconds": "About {duration} in all.",
  "card.dry-run.now": "It could start now.",
  "card.dry-run.now-until": "It could start now; the window is open until {until}.",
  "card.dry-run.later": "It could start at {from}; the window is open until {until}.",
  "card.dry-run.never": "No window is long enough for it.",
  "card.dry-run.ready": "would be sent",
  "card.dry-run.not-ready": "would not be sent: {why}",
  "card.dry-run.unread": "could not be looked at: {why}",
  "card.dry-run.changed": "would not be sent: this version of the bot sends another text",
  "card.dry-run.holds": "holds: {says}",
  "card.dry-run.broken": "does not hold: {says}",
  "card.dry-run.unknown": "could not be read: {says}",
  "card.dry-run.line": "{state} · {conditions}",
  "card.dry-run.more": "{first}; {rest}",

  "card.policy.title": "Who could approve: {plan}",
  "card.policy.needed":
    "{impact}. {needed, plural, one {# person} other {# people}} must approve, never whoever asked.",
  "card.policy.can": "could approve",
  "card.policy.why": "could not: {why}",
  "card.policy.person": "{person} · {roles}",
  "card.policy.version": "Policy {version}",
  "command.policy.summary": "who could approve a request, and why others could not",

  "card.button.dry-run": "Dry run",
  "card.button.override-window": "Ask to set the window aside",
  "card.button.override-preflight": "Ask to set the checks aside",
  "card.input.reason-override": "Why must it be set aside? The approvers read this.",

  "card.refusal.change-not-permitted": "Your roles do not allow this kind of change here.",
  "card.refusal.window-closed": "The change window is not open, or what is left of it is too short for this.",
  "card.refusal.no-window": "No change window is long enough for this.",
  "card.refusal.preflight-failed": "The cluster is not in a state in which it should be changed. Nothing was sent.",
  "card.refusal.next.change-not-permitted":
    "Ask a colleague whose role names this kind of change (certops policy check).",
  "card.refusal.next.window-closed":
    "The card says when it opens; setting the window aside needs the approvals of high impact and a reason.",
  "card.refusal.next.no-window":
    "Split the change, make the window longer in certops.yaml, or ask to set the window aside.",
  "card.refusal.next.preflight-failed":
    "Mend what the card names and start again; setting the checks aside needs the approvals of high impact and a reason.",

  "card.audit.kind.escalated": "on-call person named",
  "card.audit.kind.window-opened": "window opened",
  "card.audit.kind.preflight": "checks before a change",
  "card.audit.kind.backup-wanted": "new backup wanted",
  "card.audit.kind.backup-seen": "new backup seen",
} as const;
