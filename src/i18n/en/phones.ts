// English messages: changes to phones over AXL (profiles, LSCs, resets), and what became of each phone.
export const phones = {
  "phones.why.gone": "not configured any more",
  "phones.why.edited": "somebody gave it another security profile meanwhile; it was left as it is",
  "phones.why.busy": "another certificate operation is pending on it; nothing was sent",
  "phones.profile.gone": "The security profile “{profile}” is not there (any more).",
  "phones.profile.taken": "There is a security profile “{profile}” already, and it does not fit (mode {mode}).",
  "phones.profile.there": "“{profile}” was there already and is used as it is.",
  "phones.profile.mode": "Security profile “{profile}”: expected mode {expected}, found {found}",
  "phones.profile.edited":
    "{count, plural, one {# phone has} other {# phones have}} another security profile than the plan says: {phones}",
  "phones.profile.moved":
    "{done, plural, one {# phone has} other {# phones have}} the profile now; {failed} left as they are.",
  "phones.profile.observed": "{done} of {total} phones have the profile.",
  "phones.lsc.counts":
    "{done, plural, one {# LSC} other {# LSCs}} installed; {waiting} waiting, {failed} failed, {offline} not registered.",
  "phones.lsc.aborted":
    "Aborted with {done} LSCs installed; {waiting} waiting or not begun, {failed} failed, {offline} not registered.",
  "phones.lsc.stopped": "Only {good} of the last {batch} phones got their LSC; the other {left} were left alone.",
  "phones.precondition.profile": "the security profile “{profile}” has the mode {mode}",
  "phones.tally.done": "{done} of {total} phones done",
  "phones.tally.waiting": "Waiting ({count}): {phones}",
  "phones.tally.offline": "Not registered, nothing was sent; power-cycle by hand ({count}): {phones}",
  "phones.tally.failed": "Not done ({count})",
  "phones.tally.failed-one": "{phone}: {why}",
  "phones.tally.title": "Step {step}, phone by phone",
} as const;
