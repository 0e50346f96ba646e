// English messages: what the checks find.
export const checks = {
  "checks.unread": "{node}: {system} could not be asked. {why}",
  "checks.cutShort": "{system} on {node} did not answer before the end of the diagnosis.",
  "checks.cutShort.next":
    "Ask again; if it stays silent, look at the node’s load and at the network between the bot and the node.",

  "checks.mode.title": "Release and cluster mode",
  "checks.mode.is": "CUCM {release}, cluster in {mode} mode",
  "checks.mode.rollback": "Prepare Cluster for Rollback to pre 8.0 is switched on",
  "checks.mode.rollback.means":
    "TFTP hands out an ITL with empty TVS and TFTP sections: phones that take it accept any list and any configuration, and HTTPS services on phones do not work.",

  "checks.mode.rollback.next":
    "When no rollback is planned: set the enterprise parameter to False, restart Cisco Trust Verification Service and Cisco Tftp on all nodes, then reset the phones.",

  "checks.certificates.title": "Certificates on every node",
  "checks.certificates.valid": "{node}: {units} are valid, the first expires on {until}",
  "checks.certificates.expired": "{node}: {unit} expired on {date} (serial {serial})",
  "checks.certificates.expired.next": "Plan the renewal of {unit} alone; see /certops impact {unit}.",
  "checks.certificates.expiring":
    "{node}: {unit} expires on {date}, in {days, plural, one {# day} other {# days}} (serial {serial})",
  "checks.certificates.together": "{units} were renewed together, between {from} and {until}",
  "checks.certificates.together-at": "{units} were renewed together, on {at}",
  "checks.certificates.together.means":
    "Phones had no time to take up one new certificate before the next one replaced what they trusted.",

  "checks.served.title": "Certificates that services present",
  "checks.served.current": "{node}:{port} presents the stored {unit} certificate (serial {serial})",
  "checks.served.stale":
    "{node}:{port} presents {unit} serial {serial}, but {stored} is stored: {service} was not restarted since",
  "checks.served.stale.means":
    "{service} still works with the old certificate. Restarting it now changes what phones see, so look at the trust rule first.",

  "checks.lists.title": "Trust lists on every TFTP node",
  "checks.lists.current":
    "{kind} on {node}: signed by {signer} (serial {serial}) at {at}, {records, plural, one {# record} other {# records}}, signature valid",
  "checks.lists.absent": "{node} serves no {kind}",
  "checks.lists.absent.next": "Restart Cisco Tftp on {node}; it builds the list when it starts.",
  "checks.lists.damaged": "{kind} on {node} is damaged ({fault} at byte {at})",
  "checks.lists.damaged.means": "Phones refuse a damaged list and keep the one they have.",
  "checks.lists.damaged.next":
    "Restart Cisco Tftp on {node}, then look again; if it stays damaged, look at the node’s disk.",
  "checks.lists.forged":
    "{kind} on {node} is not signed by the certificate it names ({why}; signer {signer}, serial {serial})",
  "checks.lists.forged.next":
    "Nothing on {node} can be trusted until this is explained: compare with show itl on the node.",
  "checks.lists.stale": "{kind} on {node} names certificates that are no longer in use: {stale}",
  "checks.lists.stale.itl":
    "The list was not rebuilt after the renewal; restarting Cisco Tftp rebuilds it, and then phones must be able to follow its signer.",
  "checks.lists.stale.ctl":
    "After CAPF, CallManager or ITLRecovery the CTL must be updated with utils ctl update CTLFile before services restart.",
  "checks.lists.differ": "TFTP nodes serve ITLs of different signers: {signers}",
  "checks.lists.differ.next":
    "The node that is behind was not rebuilt. Whether its phones follow once Cisco Tftp restarts there is computed first: look at the remedies.",

  "checks.services.title": "Services phones need",
  "checks.services.started": "{node}: {services} started",
  "checks.services.stopped": "{node}: {service} is not running ({state})",
  "checks.services.stopped.next":
    "Find out who stopped it, then: utils service start {service} on {node}; the bot proposes it when it is asked to restart {service} there.",

  "checks.registrations.title": "Registration of every phone",
  "checks.registrations.count": "{registered} of {known, plural, one {# phone} other {# phones}} registered",
  "checks.registrations.lost":
    "{registered} of {known, plural, one {# phone} other {# phones}} registered; {lost} lost since {since}",
  "checks.registrations.absent.means":
    "{absent, plural, one {# configured phone is} other {# configured phones are}} not known to RisPort70 (never registered since its last start, or switched off): not counted as lost.",

  "checks.tvs.title": "What each TVS vouches for",
  "checks.tvs.vouches": "TVS on {node} vouches for the signer of the served ITL ({serial})",
  "checks.tvs.vouches.means": "This helps only phones that hold the certificate of this TVS (serial {tvs}).",
  "checks.tvs.refuses": "TVS on {node} does not vouch for the signer of the served ITL ({serial})",
  "checks.tvs.vouches-next":
    "TVS on {node} vouches for the renewed signer, with which the next ITL is signed ({serial})",
  "checks.tvs.refuses-next":
    "TVS on {node} does not vouch for the renewed signer, with which the next ITL is signed ({serial})",
  "checks.tvs.refuses.next":
    "Its certificate store is behind: restart Cisco Trust Verification Service on {node} when its certificate is unchanged, then look again.",

  "checks.backups.title": "Last backup",
  "checks.backups.last": "Last successful DRS backup: {at}",
  "checks.backups.none": "No successful DRS backup is known",
  "checks.backups.next": "Take a DRS backup before any change, and after every certificate change.",

  "checks.holdings.title": "What the phones hold",
  "checks.holdings.none": "No snapshot reaches back before the renewal: what the phones hold is not known",
  "checks.holdings.none.next":
    "Send the list hash of one silent phone (its web page, or Settings > Status), or look at its Status messages for Trust List update failed.",
  "checks.holdings.old":
    "{count, plural, one {# phone holds} other {# phones hold}} the ITL of {at}, signed by {signer} (serial {serial})",
  "checks.holdings.current": "{count, plural, one {# phone holds} other {# phones hold}} the ITL that is served now",
  "checks.holdings.unknown": "What {count, plural, one {# phone holds} other {# phones hold}} is not known",
} as const;
