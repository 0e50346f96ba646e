// English messages used everywhere: impact, verdicts, errors.
export const common = {
  "impact.low": "Low impact",
  "impact.medium": "Medium impact",
  "impact.high": "High impact",
  "verdict.ok": "OK",
  "verdict.problem": "Problem",
  "verdict.warning": "Warning",
  "verdict.unknown": "Unknown",
  "error.deadline": "{what} did not answer within {seconds} s.",
  "error.deadline.next": "Check that the node is up and reachable, then ask again.",
  "error.internal": "Something went wrong inside the bot (reference {reference}). Nothing was changed on any cluster.",
  "error.internal.next": "Look for the reference in the bot’s log, then ask again.",
  "error.certificate-unreadable": "This is not a certificate that can be read.",
  "error.certificate-unreadable.next": "Give it as PEM or DER, unchanged from where it was exported.",
} as const;
