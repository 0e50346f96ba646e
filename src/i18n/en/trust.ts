// English messages: unfinished renewals, the ITLRecovery procedure, and the trust lists as a service.
export const trust = {
  "trust.check.reused": "CallManager uses Tomcat’s certificate (Reuse Certificate, serial {serial})",
  "trust.check.reused.means":
    "Every renewal of Tomcat then changes the trust lists too, and with them what phones must follow.",

  "trust.cause.too-large":
    "the ITL is {bytes, number} bytes with {records, plural, one {# record} other {# records}}; phones take at most {limit, number}, so {phones, plural, one {# phone does} other {# phones do}} not register",
  "trust.cause.too-large-latent":
    "the ITL is {bytes, number} bytes with {records, plural, one {# record} other {# records}}; phones take at most {limit, number}: {phones, plural, one {# phone goes} other {# phones go}} silent at the next restart",
  "trust.cause.on-loan":
    "{phones, plural, one {# phone holds} other {# phones hold}} an ITL signed by {held} and can follow to the new signer ({signer}) only because TVS on {nodes} still runs with its old certificate ({tvs}). Restarting TVS there, or the node, closes that door: let the phones take the new ITL first.",
  "trust.cause.stale":
    "the ITL of {nodes} was not rebuilt after the renewal of {units}. When Cisco Tftp starts next, {yes, plural, one {# phone} other {# phones}} would follow, {no, plural, one {# phone} other {# phones}} would be locked out{unknown, plural, =0 {} other {, # not known}}.",
  "trust.caution.stale-server":
    "Do not restart Cisco Tftp on {nodes}: it still serves the former ITL, and its phones would be locked out as well.",

  "trust.remedy.finish": "Finish the renewal: lists, then phones, TVS last",
  "trust.remedy.shrink": "Make the ITL smaller",
  "trust.reason.finish-yes":
    "all {yes, plural, one {# phone} other {# phones}} follow the next ITL by the trust rule{away, plural, =0 {} one {; # phone is not registered and stays behind} other {; # phones are not registered and stay behind}}",
  "trust.reason.finish-on-loan":
    "the old TVS still vouches: phones that restart now take the new ITL{away, plural, =0 {} one {; # phone is not registered and would be locked out once TVS restarts} other {; # phones are not registered and would be locked out once TVS restarts}}",
  "trust.reason.finish-no":
    "{no, plural, one {# phone} other {# phones}} would refuse the ITL that Cisco Tftp makes next; {yes} would follow",
  "trust.reason.finish-unknown":
    "depends on what {unknown, plural, one {# phone holds} other {# phones hold}}, or on a TVS that could not be asked; {yes} would follow",
  "trust.reason.shrink": "phones register again once the list is below 64 KB: fewer or smaller certificates",
  "trust.reason.shrink-14":
    "phones register again once the list is below 64 KB: one TVS certificate for all nodes, or Reuse Certificate, takes most records out",
  "trust.plan.finish": "finish the renewal without locking phones out",
  "trust.plan.finish-depends": "finish the renewal; whether all phones follow is not known",
  "trust.step.tftp": "Restart Cisco Tftp: it builds the ITL anew",
  "trust.step.tvs": "Restart TVS, now that phones hold its new certificate",

  "trust.hand.find-large":
    "See which records make the ITL large: certificates with hundreds of names, or very many nodes",
  "trust.hand.multi-san": "Use one TVS certificate for all nodes (Multi-SAN), or Reuse Certificate for CallManager",
  "trust.hand.fewer-names": "Renew the large certificates with fewer names, one unit at a time",
  "trust.hand.rebuild": "Restart Cisco Tftp on every node that serves phones, publisher first",
  "trust.hand.size":
    "Check that the length of the ITL is below 65,536 bytes; silent phones then come back by themselves",

  "trust.procedure.check": "Check that the list is valid and that every phone trusts it (ITL File Status: Match)",
  "trust.procedure.back-up-key": "On {node}: keep the key that signs now",
  "trust.procedure.regenerate": "On {node}: regenerate ITLRecovery",
  "trust.procedure.localkey": "On {node}: let the list be signed with the CallManager key meanwhile",
  "trust.procedure.reset": "Reset the phones in batches",
  "trust.procedure.ctl": "On {node}: sign the CTL with the new ITLRecovery",
  "trust.procedure.tftp": "Restart Cisco Tftp on every node: the new ITLRecovery signs",
  "trust.procedure.sso": "If single sign-on uses the system certificate: give the SP metadata to the IdP again",
  "trust.rollback.on": "Set Prepare Cluster for Rollback to pre 8.0 to True",
  "trust.rollback.off": "When every phone is back: set it to False again; HTTPS services on phones fail until then",
  "trust.rollback.restart": "On every node, publisher first",
} as const;
