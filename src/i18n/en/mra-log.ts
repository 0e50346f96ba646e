// English messages: diagnostic logging on Expressway-C, and what tells an old line of its log from one of now.
export const mraLog = {
  "mra.change.log-running":
    "Diagnostic logging is on already ({peers}): somebody is at it. Starting it anew would throw away what they have.",
  "mra.change.log-aborted": "Aborted before diagnostic logging was started on {peer}.",
  "mra.change.log-off": "Diagnostic logging is not on: {peers}",
  "mra.change.log-on": "Diagnostic logging is still on: {peers}",
  "mra.change.log-collecting": "The log is still being put together: {peers}",
  "mra.change.log-unknown":
    "{peers} did not refuse, but say in words that are not known whether logging is on: look there (Maintenance > Diagnostics > Diagnostic logging)",
  "mra.change.log-ended": "Somebody ended the log on {peers}; it is collected now.",
  "mra.change.log-time": "{seconds} s of log were written.",
  "mra.verify.logging-off":
    "{peer}: diagnostic logging is off again{ready, select, yes {; its log lies ready} other {}}",
  "mra.verify.logging-on": "{peer}: diagnostic logging is still on",
  "mra.verify.logging-unread": "{peer}: whether diagnostic logging is off could not be read",
  "card.plan.wait-sign-in": "Leave the log on for {within}: somebody signs in from outside meanwhile",
  "mra.remedy.collect-log": "Have every Expressway-C peer log one sign-in",
  "mra.reason.collect-log":
    "the log names which side refuses; it is switched on on every peer that answers, without a packet capture, and off again whatever happens; an earlier collected log is replaced",
  "mra.step.sign-in":
    "A user signs in from outside; after {minutes} minutes the log is collected (sooner if it is stopped on a peer)",
  "mra.hand.look-again": "Check again: the log is read then",
  "mra.client.not-loaded":
    "{node}:{port} does not name what signed the certificate of {peers} among the CAs that it accepts, though the stores hold it",
  "mra.client.not-loaded.means":
    "A port names what its service loaded at its start: a store that was filled since counts after the next one.",
  "mra.log.over": "{peer}: the refusals in its log, the last at {at}, are over: {why}",
  "mra.over.answered": "the same port answered it later",
  "mra.over.certificate": "the certificate that was refused is no longer the one in use",
  "mra.over.accepted":
    "the stores are whole, and the port itself names what signed it among the CAs that it accepts now",
  "mra.over.restarted": "the stores are whole, and everything that reads them was restarted since",
  "mra.over.trusted": "it trusts everything that is shown there now",
  "mra.over.named": "the certificate names the server now",
  "mra.over.old": "that is more than a week ago",
} as const;
