// English messages: checks and the scenario of secure phones that do not register.
export const secure = {
  "checks.capf.title": "The CAPF certificate, and what the CTL says of it",
  "checks.capf.current": "CAPF {name}: serial {serial}, valid until {until}",
  "checks.capf.expired": "CAPF {name}: serial {serial}, expired on {until}",
  "checks.capf.ctl-none": "There is no CTL: normal in a non-secure cluster",
  "checks.capf.ctl-missing": "The cluster is in mixed mode and has no CTL",
  "checks.capf.ctl-current": "show ctl names the present CAPF (serial {current})",
  "checks.capf.ctl-former": "show ctl names CAPF serial {printed}; the CAPF certificate is {current}",
  "checks.capf.ctl-former.means":
    "Phones that hold this CTL do not know the present CAPF: no LSC can be installed on them.",
  "checks.capf.ctl-former.next": "utils ctl update CTLFile on the publisher, then the restarts that belong to it.",
  "checks.rejections.title": "Phones that Cisco CallManager turns away",
  "checks.rejections.none": "No phone is rejected",
  "checks.rejections.rejected":
    "{count, plural, one {# phone is} other {# phones are}} rejected: {reason} ({code, number})",
  "checks.rejections.means-10":
    "The phone’s certificate was refused: its LSC is expired, or its issuer is not trusted (any more).",
  "checks.rejections.means-11": "The name in the phone’s certificate is not the one that is expected of it.",
  "checks.rejections.means-12": "Phone and call manager have no TLS cipher in common, as when only ECDSA is left.",
  "checks.rejections.means-28":
    "The phone came with another security mode than its profile says: saved, but not applied.",
  "checks.security.title": "Security profiles, LSCs and who trusts them",
  "checks.security.none": "None of {known, plural, one {# phone} other {# phones}} has a security profile with TLS",
  "checks.security.profiles": "{secure} of {known} phones have a security profile with TLS ({profiles})",
  "checks.security.lsc": "{have} of {secure} secure phones have an LSC, issued by {issuers}",
  "checks.security.lsc-missing":
    "{missing} of {secure} secure phones have no LSC; the others’ were issued by {issuers}",
  "checks.security.lsc-missing.means":
    "Without an LSC a phone shows the certificate of its maker (MIC), if CUCM still trusts that.",
  "checks.security.lsc-expired": "{count, plural, one {# LSC has} other {# LSCs have}} expired",
  "checks.security.lsc-expiring": "{count, plural, one {# LSC expires} other {# LSCs expire}} within 30 days",
  "checks.security.store": "CallManager-trust holds who issued the LSCs: {issuers}",
  "checks.security.store-missing":
    "CallManager-trust does not hold {issuers}, who issued {count, plural, one {# LSC} other {# LSCs}}",
  "checks.security.store-missing.means":
    "Cisco CallManager refuses these phones’ TLS connections as soon as it has read the store anew.",
  "checks.security.control": "Control group: all {plain} phones without TLS are registered",
  "checks.security.control-silent": "Control group: only {here} of {plain} phones without TLS are registered",
  "scenario.secure.title": "Secure phones do not register",
  "scenario.secure.affected":
    "{lost} of {secure, plural, one {# phone} other {# phones}} with a TLS profile{away, plural, =0 {} other { (# more not seen)}}; of the others, {here} of {plain} are registered",
  "scenario.secure.ctl.current": "the CTL names the present CAPF",
  "scenario.secure.ctl.former": "the CTL still names CAPF serial {printed}",
  "scenario.secure.ctl.none": "there is no CTL",
  "scenario.secure.ctl.unread": "the CTL could not be read",
  "scenario.secure.cause.lsc-issuer-not-trusted":
    "{phones, plural, one {# secure phone shows an LSC} other {# secure phones show LSCs}} of {issuer}, whom Cisco CallManager does not trust any more; CAPF is {capf} (serial {serial}) now, and {ctl}",
  "scenario.secure.cause.lsc-expired":
    "{phones, plural, one {the LSC of # secure phone has} other {the LSCs of # secure phones have}} expired; CAPF is {capf} (serial {serial}), and {ctl}",
  "scenario.secure.cause.lsc-former-issuer":
    "Cisco CallManager refuses the certificates of {phones, plural, one {# secure phone} other {# secure phones}} (issued by {issuer}); CAPF is {capf} (serial {serial}) now, and {ctl}",
  "scenario.secure.cause.server-not-in-ctl":
    "the CTL does not name the present CallManager certificates: {phones, plural, one {# secure phone does} other {# secure phones do}} not know who answers on 5061",
  "scenario.secure.cause.security-mismatch":
    "{phones, plural, one {# phone comes} other {# phones come}} with another security mode than the profile says: it was saved and not applied",
  "scenario.secure.cause.name-mismatch":
    "{phones, plural, one {# phone shows} other {# phones show}} a certificate that is made out to another name",
  "scenario.secure.cause.no-common-cipher":
    "{phones, plural, one {# phone has} other {# phones have}} no TLS cipher in common with the call manager",
  "scenario.secure.cause.not-seen":
    "Security profiles or registrations could not be read, so nothing can be said about secure phones",
  "scenario.secure.cause.display-dot1x":
    "A phone shows that 802.1X fails: it does not reach the call manager at all. Look at {scenario}",
  "scenario.secure.cause.display-trust-list":
    "A phone shows that its trust list cannot be updated: it does not trust the cluster. Look at {scenario}",
  "scenario.secure.cause.no-secure":
    "No phone has a security profile with TLS, so this trouble cannot be there{lost, plural, =0 {} other {; # phones are silent for another reason: look at phones-unregistered}}",
  "scenario.secure.cause.non-secure":
    "The cluster is not in mixed mode: the TLS profiles of {phones, plural, one {# phone} other {# phones}} have no effect, and there is no CTL, which is normal. Look at phones-unregistered",
  "scenario.secure.cause.everybody":
    "{plain} phones without TLS are silent as well as {secure} secure ones, and none is rejected: it is not about the phones’ certificates. Look at phones-unregistered",
  "scenario.secure.cause.registered":
    "{phones, plural, one {The secure phone is} other {All # secure phones that are seen are}} registered",
  "scenario.secure.cause.registered-former":
    "The secure phones that are seen are registered; {former} of {phones} still hold an LSC of a former CAPF, and are lost when that leaves CallManager-trust",
  "scenario.secure.cause.not-explained":
    "{phones, plural, one {# secure phone is} other {# secure phones are}} not registered, and nothing that was looked at explains it",
  "scenario.secure.prove.trial":
    "one phone without TLS for a moment (the trial): when it registers, it is its certificate",
  "scenario.secure.prove.store": "the issuer of the LSCs is missing in CallManager-trust, or the LSCs are over",
  "scenario.secure.plan.trial": "Trial: {phone} without TLS for a moment",
  "scenario.secure.plan.detour": "New LSCs for {phones, plural, one {# secure phone} other {# secure phones}}",
  "scenario.secure.plan.existing":
    "New LSCs for {phones, plural, one {# registered phone} other {# registered phones}}, by the ones they have",
  "scenario.secure.plan.ctl": "A CTL with the present certificates",
  "scenario.secure.remedy.lsc-detour": "CTL, CAPF, TVS and TFTP; out of TLS, new LSC, back into TLS",
  "scenario.secure.remedy.lsc-existing": "New LSC by the existing one, without leaving TLS",
  "scenario.secure.remedy.trial": "Trial on one phone: {phone} without TLS",
  "scenario.secure.remedy.former-capf": "The former CAPF back into CallManager-trust",
  "scenario.secure.remedy.apply-config": "Apply Config for the phones",
  "scenario.secure.remedy.fix-name": "Certificates made out to the phones’ own names",
  "scenario.secure.remedy.allow-cipher": "A TLS cipher that both sides have",
  "scenario.secure.reason.detour":
    "without TLS the phones register, and CAPF ({capf}) can give them certificates that Cisco CallManager trusts",
  "scenario.secure.reason.detour-unproved": "works if it is the phones’ certificates; the trial proves it",
  "scenario.secure.reason.no-capf": "there is no valid CAPF certificate: renew CAPF first",
  "scenario.secure.reason.existing":
    "{phones, plural, one {# phone is} other {# phones are}} registered with a valid LSC whose issuer CAPF still trusts",
  "scenario.secure.reason.existing-lost":
    "the phones are not registered, so CUCM cannot tell them anything, and nobody trusts the LSC they would show",
  "scenario.secure.reason.trial": "shows on one phone whether its certificate is the matter; its profile is given back",
  "scenario.secure.reason.former-capf":
    "works if somebody still has the former CAPF certificate; {phones, plural, one {# phone comes} other {# phones come}} back at once, and still need new LSCs",
  "scenario.secure.reason.ctl": "the phones take the new CTL at their next start, which they try every few minutes",
  "scenario.secure.reason.apply-config": "the phones fetch their configuration, and come the way their profile says",
  "scenario.secure.reason.fix-name":
    "depends on why the names differ: a record that was renamed, or a certificate from elsewhere",
  "scenario.secure.reason.allow-cipher": "depends on which ciphers the phones’ firmware has",
  "scenario.secure.step.update-ctl": "Bring the CTL up to date, so that phones learn the present CAPF",
  "scenario.secure.step.restart-service": "Restart the service, so that it works with the present certificates",
  "scenario.secure.step.reset-phones": "Reset the phones, so that they take the new CTL",
  "scenario.secure.step.copy-security-profile": "Copy the phones’ security profile as Non Secure",
  "scenario.secure.step.apply-security-profile": "Give the phones this profile and apply it",
  "scenario.secure.step.install-lsc": "Install a new LSC on each phone and watch the operation to its end",
  "scenario.secure.step.wait-for-phones": "Wait for the phones to register",
  "scenario.secure.step.give-back": "Give the phones their TLS profile back (whatever became of the rest)",
  "scenario.secure.hand.check-status": "Look at a phone whose operation did not end: the status says why",
  "scenario.secure.hand.backup": "Make a new DRS backup: the last one knows the former CTL",
  "scenario.secure.hand.apply": "Select the phones and press Apply Config; power-cycle those that do not come",
  "scenario.secure.hand.name":
    "Compare the phone’s record with the name in its LSC; delete the LSC and install a new one",
  "scenario.secure.hand.cipher": "Allow a cipher that the phones have, then restart Cisco CallManager after hours",
  "scenario.secure.hand.find-capf":
    "Find the former CAPF certificate: another node’s trust store, an ISE or ASA that trusts it, a DRS backup",
  "scenario.secure.hand.upload": "Upload it on {node} to CallManager-trust (and CAPF-trust)",
  "scenario.secure.hand.restart-ccm": "Restart Cisco CallManager on each node, one after the other, after hours",
  "scenario.secure.hand.later": "Then look again here: registered phones can renew their LSCs without leaving TLS",
  "scenario.secure.correction.status":
    "The document waits for “Operation completed”; CUCM has no such status. The bot watches for Upgrade Success, and says each phone’s failure in CUCM’s words",
  "scenario.secure.correction.ctl-current":
    "show ctl names the present CAPF already: the document’s CTL update and its restarts are left out",
  "scenario.secure.question.display": "What does one of these phones show?",
  "scenario.secure.question.display.how": "Settings > Status > Status messages, on the phone itself",
  "scenario.secure.question.display.registering": "Phone is registering",
  "scenario.secure.question.display.dot1x": "802.1X authentication failed",
  "scenario.secure.question.display.trust-list": "Trust List update failed",
  "scenario.secure.question.display.other": "Something else",
  "scenario.secure.trial.registered": "In the trial {phone} registered without TLS ({run}, {at})",
  "scenario.secure.trial.registered.means":
    "Network, configuration and licence are well: it is the phone’s certificate, or whom CUCM trusts.",
  "scenario.secure.trial.silent": "In the trial {phone} stayed silent without TLS too ({run}, {at})",
  "scenario.secure.trial.silent.means":
    "Its certificate is not what keeps it out: look at the network, its configuration and its trust lists.",
  "checks.security.temporary":
    "{count, plural, one {# phone has} other {# phones have}} a temporary Non Secure profile that the bot made ({profiles})",
  "checks.security.temporary.means":
    "A run is at work, or could not give their own profile back: they are registered without TLS, and their calls are not encrypted.",
  "checks.security.temporary.next":
    "Ask why secure phones do not register: the answer offers to give the profiles back.",
  "scenario.secure.plan.give-back":
    "Give {phones, plural, one {# phone its} other {# phones their}} own security profile back",
  "scenario.secure.remedy.give-back": "Give the phones their own security profile back",
  "scenario.secure.reason.give-back":
    "{phones, plural, one {# phone has} other {# phones have}} a temporary Non Secure profile and an LSC that the call managers trust",
  "scenario.secure.reason.give-back-some":
    "{phones, plural, one {# phone has} other {# phones have}} a temporary Non Secure profile; only {good} of these LSCs are known to be valid and trusted, and a phone without one is turned away with TLS",
  "scenario.secure.plan.tidy":
    "Remove {count, plural, one {the temporary security profile} other {# temporary security profiles}}",
  "scenario.secure.remedy.tidy-copies": "Remove the temporary Non Secure profiles",
  "scenario.secure.reason.tidy": "No phone has {copies} any more; CUCM itself refuses if one does after all.",
  "scenario.secure.step.remove-security-profile": "Remove the temporary Non Secure profile",
  "scenario.secure.question.trial": "What did the phone of the trial do without TLS?",
  "scenario.secure.question.trial.how":
    "Ask approval for the trial first; the run’s card shows whether the phone registered",
  "scenario.secure.question.trial.registered": "It registered",
  "scenario.secure.question.trial.silent": "It stayed silent",
  "scenario.secure.question.trial.not-tried": "Not tried yet",
} as const;
