// English messages: causes, remedies and runbooks of the scenarios.
export const scenarios = {
  "scenario.phones.title": "Phones do not register after CallManager, TVS and ITL certificate renewal",

  "scenario.phones.cause.anchor-lost":
    "{phones, plural, one {# phone holds} other {# phones hold}} an ITL signed by {held}; since {since} the cluster signs with {signer}. Renewed since they took it: {renewed}. {why}",
  "scenario.phones.cause.latent":
    "{phones, plural, one {# phone is} other {# phones are}} still registered but cannot follow any more: the ITL they hold is signed by {held}, the cluster signs with {signer}. {why} They go silent at their next restart.",
  "scenario.phones.cause.anchor-likely":
    "{phones, plural, one {# phone was} other {# phones were}} lost after {renewed} were renewed together; the ITL is now signed by {signer}, and phones that hold the former lists have nothing left to trust it by",
  "scenario.phones.cause.service-stopped":
    "{service} is not running on {nodes}, where {phones, plural, one {# silent phone was} other {# silent phones were}} registered last",
  "scenario.phones.cause.unusable-list": "the ITL that TFTP serves cannot be used ({nodes})",
  "scenario.phones.cause.healthy":
    "{registered} of {known, plural, one {# phone} other {# phones}} registered; services run, and phones can follow the lists that are served",
  "scenario.phones.cause.troubled":
    "{registered} of {known, plural, one {# phone} other {# phones}} registered now, so no phone is silent; but something is wrong that can silence them later",
  "scenario.phones.cause.partly-seen":
    "{registered} of {known, plural, one {# phone} other {# phones}} registered, and nothing wrong was found where the cluster could be looked at",
  "scenario.phones.cause.not-explained":
    "{phones, plural, one {# phone is} other {# phones are}} not registered, and nothing that was looked at explains it",
  "scenario.phones.cause.not-seen": "the phones’ registration could not be read",

  "scenario.phones.refusal.no-anchor":
    "Nothing these phones trust is left to vouch for it: neither the signer nor the certificate of any TVS that answers is in the lists they hold.",
  "scenario.phones.refusal.tvs-does-not-vouch": "They still trust a TVS, but it does not vouch for the signer.",
  "scenario.phones.refusal.signature-invalid": "The served list is not signed by the certificate that it names.",
  "scenario.phones.refusal.list-too-large": "Phones cannot take a list of more than 64 KB, whoever signed it.",
  "scenario.phones.refusal.signer-certificate-missing": "The served list does not carry its signer’s certificate.",

  "scenario.phones.prove.hash":
    "the list hash of one silent phone (its web page, or Settings > Status), compared with the snapshots",
  "scenario.phones.prove.status": "Status messages of one silent phone: Trust List update failed",
  "scenario.phones.ruled-out.services":
    "services: Cisco CallManager, Cisco Tftp and Cisco Trust Verification Service run",
  "scenario.phones.ruled-out.lists": "trust lists: served, signed, and naming the current certificates",
  "scenario.phones.ruled-out.expiry": "expiry: the trust-list certificates are valid",
  "scenario.phones.ruled-out.holdings": "trust: the phones can follow the list that is served",

  "scenario.phones.affected":
    "{lost} of {known, plural, one {# phone} other {# phones}} since {since}; {registered} registered{absent, plural, =0 {} other {, # not known to RisPort70}}",
  "scenario.phones.affected.latent":
    "{phones} of {known, plural, one {# phone} other {# phones}}, at their next restart; {registered} registered now",

  "scenario.phones.remedy.factory-reset": "Factory reset of the phones",
  "scenario.phones.remedy.delete-lists": "Delete the trust list (CTL and ITL) on the phones",
  "scenario.phones.remedy.rollback-parameter": "Prepare Cluster for Rollback to pre 8.0",
  "scenario.phones.remedy.drs-restore": "Restore a DRS backup from before the renewal",

  "scenario.phones.reason.not-held":
    "the phones do not hold the current {unit} certificate ({serial}) that would sign the list, nor that of a TVS that could vouch for it",
  "scenario.phones.reason.held":
    "the phones hold the current {unit} certificate ({serial}), so they accept a list signed with its key",
  "scenario.phones.reason.takes-any": "the phones take any list now",
  "scenario.phones.reason.tvs-vouches": "TVS on {nodes}, which the phones still trust, vouches for {unit} ({serial})",
  "scenario.phones.reason.clears-what-phones-hold":
    "a phone without a list accepts the first one it is given; by hand, phone by phone",
  "scenario.phones.reason.restores-old-certificates":
    "brings back the certificates that phones trust; every node, and every change since then, is lost; never done by the bot",
  "scenario.phones.reason.not-mixed-mode": "the cluster is not in mixed mode, so there is no CTL",
  "scenario.phones.reason.ctl-still-binds": "the CTL that the phones hold still binds them",
  "scenario.phones.reason.ctl-refused-first":
    "depends on the CTL: the phones refuse the one that is served now before the ITL’s turn comes; utils ctl reset localkey first",
  "scenario.phones.reason.itl-refused-afterwards":
    "phones take the CTL; the ITL that their own TFTP server signs they take only from the publisher: utils itl reset localkey as well",
  "scenario.phones.reason.cleared-phone-bound-by-ctl":
    "a phone without lists takes the CTL first, then only an ITL whose signer that CTL names; the {unit} serials that sign now ({serial}) are not all signers in it: utils ctl update CTLFile first; up to 11.5 only phones that load from the publisher follow",
  "scenario.phones.reason.no-key-backup": "nobody kept the ITLRecovery key",
  "scenario.phones.reason.key-backup-not-held": "the phones do not hold the certificate of the kept ITLRecovery key",
  "scenario.phones.reason.key-backup-unknown":
    "works if somebody kept ITLRecovery.p12 of the certificate that the phones hold ({serials})",
  "scenario.phones.reason.no-backup-before-change": "no successful backup from before the renewal is known",
  "scenario.phones.reason.holdings-unknown":
    "depends on what the phones hold, which is not known: it works only if they hold the current {unit} certificate ({serial})",
  "scenario.phones.reason.mode-unknown": "depends on the cluster’s security mode, which could not be read",
  "scenario.phones.reason.certificate-unread": "depends on the current {unit} certificate, which could not be read",
  "scenario.phones.reason.tvs-not-asked": "depends on TVS on {nodes}, which could not be asked",
  "scenario.phones.reason.phones-differ":
    "works for {works}, cannot work for {fails}, not decided for {undecided} phones: they hold different lists",
  "scenario.phones.reason.list-too-large":
    "the ITL stays over 64 KB, and no phone can take it, not even one that holds no list",
  "scenario.phones.reason.service": "the phones register again when it runs on {nodes}",
  "scenario.phones.reason.rebuild":
    "Cisco Tftp builds the ITL when it starts; whether phones accept it then is computed afterwards",

  "scenario.phones.step.reset-itl": "Sign the ITL with the other key",
  "scenario.phones.step.reset-ctl": "Sign the CTL with the other key",
  "scenario.phones.step.update-ctl": "Bring the CTL up to date, before the restarts",
  "scenario.phones.step.restart-service": "Restart Cisco Tftp: it puts the ITLRecovery signature back",
  "scenario.phones.step.reset-phones": "Reset the phones, so that they take the new list",
  "scenario.phones.step.wait-for-phones": "Wait for the phones to come back",

  "scenario.phones.hand.watch": "Watch that the phones register, and that ITL File Status says Match",
  "scenario.phones.hand.backup":
    "Take a DRS backup: after a restore without it every phone would have to be unlocked by hand",
  "scenario.phones.hand.factory-reset":
    "On each phone: factory reset; it erases the security settings, and the phone takes the new lists",
  "scenario.phones.hand.delete-lists":
    "On each phone: delete the trust list; the phone restarts and takes the first list it is given",
  "scenario.phones.hand.find-key":
    "Find the backup of the ITLRecovery key with serial {serials} (file get tftp ITLRecovery.p12 wrote it)",
  "scenario.phones.hand.remotekey": "On {node}: reset the ITL with that key",
  "scenario.phones.hand.tac": "Open a case with Cisco TAC before a restore",
  "scenario.phones.hand.restore": "Restore the backup on every node; all changes since then are lost",
  "scenario.phones.hand.who-stopped": "Find out who stopped the service, and why",
  "scenario.phones.hand.start": "On {node}: start the service",
  "scenario.phones.hand.restart-tftp": "On {node}: restart Cisco Tftp, then ask again",

  "scenario.phones.plan": "bring the phones back with {command}",
  "scenario.phones.plan.depends": "try {command}; whether it works depends on what the phones hold",

  "scenario.phones.correction.localkey":
    "Cisco’s support document 225746 lists utils itl reset localkey as option 2. From 12.0 on that command signs with the CallManager key: it helps only phones that hold the current CallManager certificate, or a TVS that vouches for it. When CallManager, TVS and ITLRecovery were all replaced, document 214231 calls the state unrecoverable.",
  "scenario.phones.correction.order":
    "Cisco’s documents disagree on which certificate goes last (214231: TVS; Security Guide 15: CallManager). What they share: one trust-list certificate at a time, all phones registered and ITL File Status Match before the next, never CallManager and TVS together.",
} as const;
