// English messages: silent phones with two troubles at once, and lists that must be made to fit before phones are cleared.
export const phonesLists = {
  "phones-lists.cause.both": "{first}. Starting it is not all: {second}",
  "phones-lists.cause.former-refused":
    "phones whose lists are from before {since} cannot take what is served now, because nothing that signs it or vouches for it is older; what {phones, plural, one {# silent phone holds} other {# silent phones hold}} is not known",
  "phones-lists.cause.anchor-likely":
    "{phones, plural, one {# phone was} other {# phones were}} lost, and {renewed} were renewed: since {since} nothing that signs the lists or vouches for their signer ({signer}) stands in older lists",
  "phones-lists.cause.some-refused":
    "the TFTP servers serve ITLs of which {phones, plural, one {# silent phone may} other {# silent phones may}} refuse one, depending on the server that it loads from",
  "phones-lists.cause.tvs-stopped":
    "since {since} the ITL is signed by {signer}; {phones, plural, one {# silent phone} other {# silent phones}} would ask TVS about it, and Cisco Trust Verification Service is stopped on {nodes}",
  "phones-lists.cause.tvs-unreachable":
    "since {since} the ITL is signed by {signer}; {phones, plural, one {# silent phone} other {# silent phones}} would ask TVS about it, and on {nodes} it answers nobody at port 2445",
  "phones-lists.reason.tvs-unsure":
    "by the dates these phones know the certificate of TVS on {nodes} and follow once it vouches for the new signer; what they hold was not seen",
  "phones-lists.reason.open-unsure":
    "by the dates these phones know the certificate of TVS on {nodes} and follow once they can ask it; what they hold was not seen, and what closes port 2445 only the network’s people can see",
  "phones-lists.prove.by-themselves":
    "whether phones reset by themselves at each renewal (Enterprise Parameters > Phone Interaction on Certificate Update = automatic): the moment in which they were lost says so, and a reset by hand in that moment looks the same",
  "phones-lists.reason.start-unsure":
    "needed first; whether it is enough depends on what {phones, plural, one {# phone holds} other {# phones hold}}, which is not known: whoever still holds the former lists stays silent",
  "phones-lists.reason.clears-once-lists-fit":
    "{ctl, select, yes {a phone without lists takes the CTL first, then only an ITL whose signer that CTL names: bring the CTL and the ITLs up to date first} other {a phone without lists takes the CTL first, then only an ITL whose signer that CTL names: Cisco Tftp must make the ITL anew first}}; then by hand, phone by phone, the phones too that are still registered with the former lists",
  "phones-lists.reason.fits-while-empty":
    "empties the ITL, so that phones take it while the parameter is on; make the list smaller before it is switched off, or they fall silent again",
  "phones-lists.reason.clears-once-rebuilt":
    "a phone without a list accepts the first one it is given, and the former ITL is still served: Cisco Tftp must make it anew first, or these phones refuse the next one; then by hand, phone by phone, the phones too that are still registered with the former list",
  "phones-lists.caution.reset-unknown":
    "{phones, plural, one {# of these phones is} other {# of these phones are}} registered now, and whether {phones, plural, one {it takes} other {they take}} the trust list on offer is not known{renewed, select, yes {: what signs it, and what could vouch for its signer, is not older than {since}} other {: TVS, which must vouch for its signer, does not answer}}. Restart one phone first, and the others when it has come back.",
  "phones-lists.caution.tftp-unknown":
    "Cisco Tftp on {nodes} would make an ITL of which it is not known whether {phones, plural, one {# registered phone takes} other {# registered phones take}} it{renewed, select, yes {: what signs it, and what could vouch for its signer, is not older than {since}} other {: TVS, which must vouch for its signer, does not answer}}. Ask why phones are silent before it is restarted.",
  "phones-lists.reason.next-ctl":
    "depends on what the phones hold: the CTL on offer does not name who signs the next one, and every TVS was renewed since; ask why phones are silent first",
  "phones-lists.reason.list-between":
    "helps phones that were reset, or started, between {from} and {until}: a list of that time, which no snapshot saw, named the current {unit} certificate ({serial}); those that did not start then hold an older list, and it cannot help them",
  "phones-lists.reason.shrink-unsure":
    "needed first; whether phones take the smaller list depends on whether they hold the certificate of its signer, for TVS is renewed on the way and vouches no more",
  "phones-lists.reason.files-by-former-key":
    "phones take this list, which names the new CallManager certificate; Cisco Tftp has not started since and still signs configuration files with the former key, which they then refuse: they come back only when it has been restarted after they took the list",
  "phones-lists.hand.ctl": "On {node}: bring the CTL up to date, so that it names the current signers",
  "phones-lists.hand.tftp": "On {node}: restart Cisco Tftp, so that the current signer signs its ITL",
  "phones-lists.cause.bound-by-ctl":
    "{phones, plural, one {# phone} other {# phones}} began anew by {phones, plural, one {itself} other {themselves}} and did not come back, although the lists held before would lead on. A phone without lists (new, or deleted in its menu) takes the CTL first and then refuses the ITL of {nodes}: its signer ({serial}) is no signer of that CTL",
  "phones-lists.prove.ctl-alone":
    "Look at Settings > Status > Trust list of one silent phone: there is a CTL and no ITL",
  "phones-lists.remedy.publisher": "Let these phones load from {publisher} once",
  "phones-lists.reason.publisher":
    "the CTL names the signer of {publisher}, whose ITL names every TVS: after that these phones follow the ITL of {nodes} too; it depends on whether they can be given another TFTP server",
  "phones-lists.hand.alternate-tftp": "On each of these phones: take {publisher} as TFTP server until it is registered",
  "phones-lists.next.after-start":
    "Start Cisco CallManager, see who comes back, then ask again: whoever stays silent holds the former lists.",
} as const;
