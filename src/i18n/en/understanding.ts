// English messages: what the bot says when it understands words: renewing, how things are done, what a thread does not tell.
export const understanding = {
  "command.renew.summary": "How a certificate is renewed: impact, dangers, and the runbook step by step",
  "renewal.title": "Renewing {units}",
  "renewal.title.on": "Renewing {units} on {nodes}",
  "renewal.title.which": "Which certificate do you want to renew?",
  "renewal.which": "Choose one, or name several: “renew tomcat and ipsec”. Nothing is changed by asking.",
  "renewal.intro":
    "The bot does not renew certificates itself. People do the steps marked so; what the bot can do, it proposes, and your colleagues approve it.",
  "renewal.one-at-a-time":
    "One certificate of the trust lists at a time. Cisco’s documents 214231 and 217138 disagree on which one goes last; they agree that all phones must be registered, with ITL status “Match”, before the next.",
  "renewal.runbook": "Runbook",
  "renewal.release": "Restarts as for release {release}.",
  "renewal.release.unknown": "The cluster’s release is not known here: restarts as for release 15.",
  "renewal.trouble": "If something does not work afterwards, ask at once; these are the usual troubles:",
  "renewal.summary": "{title}: {steps, plural, one {# step} other {# steps}}",
  "renewal.step.snapshot": "Take a snapshot: it is the only record of which trust list the phones hold now",
  "renewal.step.backup": "Take a DRS backup, and note the time at which it ended",
  "renewal.step.key": "Keep a copy of the ITLRecovery key outside the cluster",
  "renewal.step.renew":
    "Renew {unit}: self-signed by this command on every node that has one of its own, CA-signed under Cisco Unified OS Administration > Security > Certificate Management",
  "renewal.step.renew-on":
    "Renew {unit} on {nodes}: self-signed by this command, CA-signed under Cisco Unified OS Administration > Security > Certificate Management",
  "renewal.step.ctl": "In mixed mode: update the CTL file on the publisher, before any restart",
  "renewal.step.restart": "Restart {service} {where}",
  "renewal.step.restart-when": "Restart {service} {where}, {when}",
  "renewal.step.if-non-secure": "Non-secure mode: {step}",
  "renewal.step.if-mixed": "Mixed mode: {step}",
  "renewal.step.lsc": "Give the phones new LSCs; keep the old CAPF certificate in the trust stores until all have one",
  "renewal.step.reset": "Reset the phones, so that they fetch the new list",
  "renewal.step.prove":
    "Wait until all phones are registered and the ITL status of sample phones is “Match”; only then go on after {unit}",
  "renewal.step.backup-after":
    "Take a new DRS backup: the last one holds certificates that are no longer the cluster’s",
  "renewal.where.publisher": "on the publisher",
  "renewal.where.every-node": "on every node that runs it, the publisher first",
  "renewal.when.sso-or-oauth": "if SSO or OAuth is on",
  "renewal.when.sip-oauth": "if SIP OAuth is on",
  "renewal.when.service-is-active": "if the service is active there",
  "understanding.how.restart.title": "How a restart is done",
  "understanding.how.restart":
    "Say “restart {service} on {node}”. The bot then shows the plan with its impact; nothing is restarted before colleagues have approved it. By hand, on the node’s own command line: utils service restart {service}.",
  "understanding.how.reset":
    "Say “reset all phones”, “reset the phones in device pool {pool}”, or name them (SEP…). The bot then shows the plan with its impact; no phone is touched before colleagues have approved it.",
  "understanding.how.plan": "Show the plan",
  "understanding.talk.title": "Nothing for me to do",
  "understanding.talk.text":
    "I looked at nothing and changed nothing. I help with the certificates of Cisco Unified Communications Manager: phones that do not register, single sign-on, MRA, 802.1X, renewals.",
  "understanding.talk.help": "What can I ask?",
  "understanding.missing.title": "What do you mean by that?",
  "understanding.missing.request": "Nothing was asked in this thread that I could do again. What shall I look at?",
  "understanding.missing.certificate": "This thread names no certificate. Which one do you mean?",
  "understanding.missing.service":
    "This thread names no single service. Which one do you mean? Or say it in full: “restart Cisco Tftp on {node}”.",
  "understanding.missing.node":
    "This thread names no node. Where do you mean? Say it in full: “restart {service} on {node}”.",
} as const;
