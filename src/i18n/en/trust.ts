// English messages: unfinished renewals, the ITLRecovery procedure, and the trust lists as a service.
export const trust = {
  "trust.check.reused": "CallManager uses Tomcat’s certificate (Reuse Certificate, serial {serial})",
  "trust.check.reused.means":
    "Every renewal of Tomcat then changes the trust lists too, and with them what phones must follow.",

  "trust.check.no-ctl": "No CTL on {nodes}: that is normal in a non-secure cluster",
  "trust.check.ctl-missing": "The cluster is in mixed mode, but there is no CTL on {nodes}",
  "trust.check.ctl-missing.next":
    "On the publisher: utils ctl update CTLFile makes it; look at the trust rule before phones restart.",

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

  "trust.affected.later":
    "{phones} of {known, plural, one {# phone} other {# phones}}, depending on what restarts first; {registered} registered now",

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
  "trust.reason.few":
    "only {phones, plural, one {# phone is} other {# phones are}} affected: by hand, phone by phone, and the {others, number} registered ones are left in peace; to sign the list anew resets each of these twice",
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
  "trust.caution.tvs":
    "TVS on {nodes} runs with its old certificate ({tvs}) and still vouches for the new signer: {phones, plural, one {# phone can} other {# phones can}} follow only through it. Restarting it now locks them out; ask why phones are silent for the order that works.",
  "trust.caution.tvs-unknown":
    "TVS on {nodes} runs with its old certificate ({tvs}) and may be all that phones can follow by; what they hold is not known. Let them take the new ITL first.",
  "trust.caution.tftp":
    "Cisco Tftp on {nodes} would make an ITL that {phones, plural, one {# phone refuses} other {# phones refuse}} by the trust rule.",

  "trust.caution.ctl":
    "utils ctl update CTLFile would make a CTL that {phones, plural, one {# phone refuses} other {# phones refuse}} by the trust rule.",
  "trust.caution.reset":
    "{phones, plural, one {# of these phones is} other {# of these phones are}} registered now and would refuse the trust list on offer by the trust rule: a restart locks {phones, plural, one {it} other {them}} out. Ask why phones are silent for the way that works.",

  "trust.diff.none": "There is no snapshot {name}",
  "trust.diff.several": "More than one snapshot begins with {name}",
  "trust.diff.which": "The newest are {ids}; /certops trust diff lists more.",

  "command.trust.summary":
    "Who signs the trust lists, what each holds, which node serves which version; diff: what changed between snapshots",
  "command.trust.reading": "Trust lists of {cluster}",
  "command.trust.choose": "Snapshots of {cluster}",
  "command.trust.how":
    "Compare two with /certops trust diff <snapshot> <snapshot>; one alone is compared with the newest.",
  "command.trust.two": "Two snapshots are compared, not more",
  "command.trust.no-snapshots": "There is no snapshot yet: /certops snapshot takes one.",

  "card.trust.title": "{cluster} · Trust lists",
  "card.trust.badge.current": "Current",
  "card.trust.badge.behind": "Behind",
  "card.trust.badge.partial": "Not all read",
  "card.trust.badge.broken": "Unusable",
  "card.trust.mode.mixed": "mixed mode",
  "card.trust.mode.non-secure": "non-secure mode",
  "card.trust.mode.unknown": "mode not read",
  "card.trust.signs": "Release {release}, {mode}: {unit} signs the lists ({serials})",
  "card.trust.signs-unknown": "Who signs could not be told: the release or the certificates were not read",
  "card.trust.checked": "Read {at} · {answered} of {total, plural, one {# node} other {# nodes}} answered",
  "card.trust.checked-practice":
    "Read {at} · {answered} of {total, plural, one {# node} other {# nodes}} answered · practice cluster",
  "card.trust.rollback":
    "Prepare Cluster for Rollback to pre 8.0 is on: phones that take this ITL take anything afterwards",
  "card.trust.reused": "CallManager uses Tomcat’s certificate: every Tomcat renewal changes these lists too",
  "card.trust.no-ctl": "No CTL: that is normal in a non-secure cluster",
  "card.trust.column.list": "List",
  "card.trust.column.node": "Node",
  "card.trust.column.version": "Version",
  "card.trust.column.signer": "Signed by",
  "card.trust.column.since": "Since",
  "card.trust.column.size": "Size",
  "card.trust.column.number": "No.",
  "card.trust.column.role": "Role",
  "card.trust.column.name": "Certificate",
  "card.trust.column.serial": "Serial",
  "card.trust.state.served": "served",
  "card.trust.state.absent": "none",
  "card.trust.state.damaged": "damaged",
  "card.trust.state.not-signed": "signature not valid",
  "card.trust.version": "{version, plural, =1 {newest} other {# (older)}}",
  "card.trust.since": "{at}",
  "card.trust.size": "{bytes, number} bytes, {records, plural, one {# record} other {# records}}",
  "card.trust.stale": "Records of certificates that were replaced",
  "card.trust.stale-record": "{kind} on {node}: {role} {name} {serial}",
  "card.trust.stale-next": "Ask why phones are silent before Cisco Tftp restarts: the bot computes who would follow",
  "card.trust.tvs": "TVS",
  "card.trust.tvs-shows": "{node} presents {serial}",
  "card.trust.tvs-old": "{node} presents {serial}, an older certificate than the stored one: not restarted since",
  "card.trust.tvs-vouches": "vouches for {serials}",
  "card.trust.tvs-refuses": "does not vouch for {serials}",
  "card.trust.records": "{kind} of {nodes}",
  "card.trust.summary":
    "{title}: {stale, plural, =0 {no list} one {# list} other {# lists}} behind, {old, plural, =0 {every TVS} other {# TVS not}} current",
  "card.trust.diff.title": "{cluster} · Trust lists, compared",
  "card.trust.diff.same": "No change",
  "card.trust.diff.changed": "Changed",
  "card.trust.diff.between": "From {from} to {to}",
  "card.trust.diff.certificates": "Certificates",
  "card.trust.diff.serials": "{was} → {now}",
  "card.trust.diff.list": "{kind} of {node}: {added} added, {gone} gone",
  "card.trust.diff.signer": "Signer: {was} → {now}",
  "card.trust.diff.gone": "Gone",
  "card.trust.diff.added": "Added",
  "card.trust.diff.follows": "Phones with the former lists, by the trust rule",
  "card.trust.diff.follows.yes": "{node}: could follow",
  "card.trust.diff.follows.no": "{node}: could not follow",
  "card.trust.diff.follows.unknown": "{node}: not known, a TVS was not read",
  "card.trust.diff.unread": "{node}: the list was not read in one of the two",
  "card.trust.diff.summary":
    "{title}: {lists, plural, =0 {no list} one {# list} other {# lists}} changed; phones locked out on {nodes, plural, =0 {no node} one {# node} other {# nodes}}",
} as const;
