// English messages: changes to phones over AXL (profiles, LSCs, resets), and what became of each phone.
export const phones = {
  "phones.why.gone": "not configured any more",
  "phones.why.edited": "somebody gave it another security profile meanwhile; it was left as it is",
  "phones.why.busy": "another certificate operation is pending on it; nothing was sent",
  "phones.profile.gone": "The security profile “{profile}” is not there (any more).",
  "phones.profile.taken": "There is a security profile “{profile}” already, and it does not fit (mode {mode}).",
  "phones.profile.used":
    "“{profile}” is in use: {count, plural, one {{phone} has it} other {# phones have it, {phone} among them}}.",
  "phones.profile.not-ours": "“{profile}” ({mode}) is no copy that the bot made: it is left alone.",
  "phones.profile.gone-already": "“{profile}” was gone already.",
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
  "command.reset.summary": "Proposes a reset of phones; nothing happens before it is approved",
  "command.reset.which": "Which phones shall be reset?",
  "command.reset.unclear": "“{text}” does not say which phones.",
  "command.reset.how":
    "Say phones all, phones pool <device pool>, phones group <Cisco Unified CM group>, or the phones’ names (SEP…).",
  "phones.plan.reset.all": "Reset all phones",
  "phones.plan.reset.pool": "Reset the phones of device pool {name}",
  "phones.plan.reset.group": "Reset the phones of Cisco Unified CM group {name}",
  "phones.plan.reset.names": "Reset {count, plural, one {# phone} other {# phones}}",
  "phones.plan.restart.all": "Restart all phones",
  "phones.plan.restart.pool": "Restart the phones of device pool {name}",
  "phones.plan.restart.group": "Restart the phones of Cisco Unified CM group {name}",
  "phones.plan.restart.names": "Restart {count, plural, one {# phone} other {# phones}}",
  "phones.none-registered":
    "{count, plural, one {The phone is} other {None of the # phones is}} not registered: CUCM cannot reach any of them.",
  "phones.none-registered.next":
    "Power-cycle them by hand, or find out why they are silent: diagnose phones-unregistered.",
  "phones.empty": "No phone is configured in {name}.",
  "phones.empty.next": "Look at Device > Phone in Cisco Unified CM Administration.",
  "phones.unknown": "There is no phone {name}.",
  "phones.unknown-pool": "There is no device pool “{name}” with phones.",
  "phones.unknown-group": "There is no Cisco Unified CM group “{name}” in any device pool.",
  "phones.there-are": "There are: {names}.",
  "phones.near": "Did you mean {near}? There are: {names}.",
  "phones.verify.profiles":
    "{total, plural, one {The phone has} other {All # phones have}} the security profile that the plan ends with",
  "phones.verify.profiles-other":
    "{done} of {total} phones have the security profile that the plan ends with; others: {others}",
  "phones.verify.lscs":
    "LSC operations: {done} of {total} ended in Upgrade Success{failed, plural, =0 {} other {, # failed ({phones})}}{waiting, plural, =0 {} other {, # had not ended}}{offline, plural, =0 {} other {, # not registered: nothing was sent}}",
  "phones.verify.apps": "Webex and Jabber apps: {here} of {total} registered",
  "phones.verify.registered-some-off":
    "{here} of the plan’s {total, plural, one {# phone is} other {# phones are}} registered; {off} {off, plural, one {was} other {were}} off all the time, so nothing reached {off, plural, one {it} other {them}}",
  "phones.verify.registered": "{here} of the plan’s {total, plural, one {# phone is} other {# phones are}} registered",
} as const;
