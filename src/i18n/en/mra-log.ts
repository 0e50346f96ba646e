// English messages: diagnostic logging on Expressway-C, and what tells an old line of its log from one of now.
export const mraLog = {
  "mra.change.log-running":
    "Diagnostic logging is on already ({peers}): somebody is at it. Starting it anew would throw away what they have.",
  "mra.change.log-aborted": "Aborted before diagnostic logging was started on {peer}.",
  "mra.change.log-off": "Diagnostic logging is not on: {peers}",
  "mra.change.log-on": "Diagnostic logging is still on: {peers}",
  "mra.change.log-collecting": "The log is still being put together: {peers}",
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
} as const;
