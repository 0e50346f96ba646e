// English messages: the scenario of phones that fail 802.1X.
export const scenarioDot1x = {
  "scenario.dot1x.title": "802.1X authentication of phones fails",
  "scenario.dot1x.affected":
    "{lost} phones are out; {later} more are in and would be refused next time; {former} still hold an LSC of a former CAPF.",
  "scenario.dot1x.affected.bypassed":
    "{lost} phones are out; {later} more are in and would be refused by 802.1X; {former} still hold an LSC of a former CAPF. 802.1X is still bypassed: end it when no phone would be refused any more.",

  "scenario.dot1x.cause.present-not-trusted":
    "{servers} does not trust {issuers}, who issued the LSCs of {out} of {lost} phones that are out: the present CAPF {capf} was never added there.",
  "scenario.dot1x.cause.former-not-trusted":
    "{servers} does not trust {issuers} any more, the former CAPF who issued the LSCs of {out} of {lost} phones that are out. The present CAPF is {capf}.",
  "scenario.dot1x.cause.maker-not-trusted":
    "{bare} of {lost} phones that are out have no LSC: they show the certificate of their maker (MIC), which the authentication server does not trust.",
  "scenario.dot1x.cause.refused-later":
    "No phone is out yet, but {servers} does not trust {issuers}: {later} registered phones are refused at their next 802.1X authentication, unless their ports are bypassed.",
  "scenario.dot1x.cause.refused-later.some-out":
    "{servers} does not trust {issuers}: {later, plural, one {# registered phone is} other {# registered phones are}} refused at the next 802.1X authentication, unless the ports are bypassed. Of {lost, plural, one {# phone that is} other {# phones that are}} out, {out} {out, plural, one {holds} other {hold}} such an LSC too, and may be out for it already or for want of power.",
  "scenario.dot1x.cause.server-silent":
    "The authentication server does not answer ({unread}): {lost} phones cannot be let in, whatever they show.",
  "scenario.dot1x.cause.server-certificate":
    "The phone itself refuses the authentication server’s certificate: the LSCs are not what fails.",
  "scenario.dot1x.cause.not-asked":
    "The authentication server hears nothing of these phones: look at the switch (RADIUS server, shared secret, 802.1X on the port).",
  "scenario.dot1x.cause.let-in":
    "The authentication server accepts the phones: what keeps {lost} of them out comes afterwards (authorization, voice VLAN, registration).",
  "scenario.dot1x.cause.not-dot1x":
    "The phones say nothing of 802.1X: {lost} are out for another reason. Ask for phones-unregistered or secure-phones-unregistered.",
  "scenario.dot1x.cause.not-explained":
    "{lost} phones are out; what the authentication servers trust does not explain it.",
  "scenario.dot1x.cause.all-in": "All {here} phones are in the network; none of their LSCs would be refused.",
  "scenario.dot1x.cause.not-seen": "Phones and LSCs could not be asked for: nothing can be said about 802.1X.",
  "scenario.dot1x.prove.status": "Status messages of one phone that is out: “802.1X Authentication: Failed”",
  "scenario.dot1x.prove.server": "The authentication server’s own log for one of these phones",
  "scenario.dot1x.prove.list":
    "Its list of trusted CAs: drop it into this chat as a file (PEM, PKCS#7 or DER), or add authenticationServers to certops.yaml",
  "scenario.dot1x.ruled.lists": "The servers that could be read trust who issued the LSCs of the phones that are out",
  "scenario.dot1x.ruled.want-read": "SSL_ERROR_WANT_READ alone is no failure: the handshake is still going on",
  "scenario.dot1x.correction.want-read":
    "The document has you look for SSL_ERROR_WANT_READ: that alone is normal. The failure is “rcvd EAP-Failure” with “802.1X auth FAILED”.",

  "scenario.dot1x.cause.authority-expired":
    "{servers} still has {issuers}, but that certificate has expired: it lets nobody in any more who holds an LSC of it ({out} of {lost} phones that are out). The present CAPF is {capf}.",
  "scenario.dot1x.missing.list": "Whom {server} trusts is not known",
  "scenario.dot1x.missing.list.next":
    "Drop its list of trusted CAs into this chat as a file (PEM, PKCS#7 or DER; several certificates in one file are fine) and press the button with its name.",
  "scenario.dot1x.prove.read":
    "The bot reading that list itself: add authenticationServers to certops.yaml (a file with the CAs will do)",
  "scenario.dot1x.pasted.list": "Whom {server} trusts, by a file that {by} dropped ({source})",
  "scenario.dot1x.pasted.log": "What a phone logged, by what {by} pasted ({source})",
  "scenario.dot1x.pasted.counts":
    "It counts: exactly the phones that this list would refuse are out, and the others are in.",
  "scenario.dot1x.pasted.fits": "It explains phones that are out, but nothing that the bot reads confirms it.",
  "scenario.dot1x.pasted.fine": "By this list no phone is refused.",
  "scenario.dot1x.pasted.own":
    "The bot reads the authentication servers itself: what they say now counts, not the file.",
  "scenario.dot1x.pasted.failed": "The phone failed 802.1X: EAP-Failure.",
  "scenario.dot1x.pasted.handshake": "Only SSL_ERROR_WANT_READ: that is normal and proves nothing.",
  "scenario.dot1x.pasted.stranger": "It names {phone}, which this cluster does not know: it counts for nothing.",
  "scenario.dot1x.pasted.next":
    "Anybody can write a paste: let the bot read the server’s list itself, or look at a phone that is out.",
  "scenario.dot1x.reason.reissue-dropped":
    "Not by the bot yet: that {capf} is trusted is known only from a file in this chat. Let the bot read the list itself (authenticationServers in certops.yaml), then check again: new LSCs would lock {phones} phones out if it were not so.",

  "scenario.dot1x.bypass.doubted":
    "Somebody said that the bypass ended, but {phones, plural, one {# phone is} other {# phones are}} registered that the server would refuse",
  "scenario.dot1x.bypass.doubted.means":
    "Their ports are still bypassed, or nobody has asked them again since: they fall out at their next authentication.",
  "scenario.dot1x.bypass.doubted.next":
    "Look at one of their ports (show authentication sessions): do not end what is left of the bypass before these phones have new LSCs or the server trusts who issued theirs.",
  "scenario.dot1x.question.status": "What do the status messages of a phone that is out show?",
  "scenario.dot1x.question.status.how": "On the phone: Settings > Status > Status Messages",
  "scenario.dot1x.question.log": "What does the log of such a phone show (lines with PAE)?",
  "scenario.dot1x.question.log.how":
    "Console log or Problem Report Tool. A phone behind a closed port cannot be reached: use the report of one that was let in through a bypass, or paste the lines into the chat.",
  "scenario.dot1x.question.server": "What does the authentication server log for such a phone?",
  "scenario.dot1x.question.server.how":
    "ISE: Operations > RADIUS > Live Logs. ASA: show logging. FreeRADIUS: radius.log",
  "scenario.dot1x.question.bypass": "Is 802.1X bypassed at the ports of these phones?",
  "scenario.dot1x.question.bypass.how":
    "At the switch: show authentication sessions. CUCM cannot see it: a phone stays registered whether its port asks or not. The card says so until somebody answers that it ended; phones that would be refused and are in all the same are held against that answer.",
  "scenario.dot1x.option.failed": "802.1X failed (EAP-Failure)",
  "scenario.dot1x.option.none": "Nothing of the kind",
  "scenario.dot1x.option.want-read": "Only SSL_ERROR_WANT_READ",
  "scenario.dot1x.option.server-certificate": "Phone refuses the server",
  "scenario.dot1x.option.timeout": "No answer, timer ran out",
  "scenario.dot1x.option.unknown-ca": "Unknown CA",
  "scenario.dot1x.option.accepted": "Accepted",
  "scenario.dot1x.option.nothing": "Nothing arrives",
  "scenario.dot1x.option.on": "Yes, bypassed",
  "scenario.dot1x.option.ended": "It was, and it ended",

  "scenario.dot1x.plan.reissue":
    "New LSCs for {phones, plural, one {# phone} other {# phones}} with one of a former CAPF",
  "scenario.dot1x.remedy.add-capf": "Add {capf} to the authentication server, beside the old one",
  "scenario.dot1x.reason.add-capf":
    "Phones with LSCs of {capf} get in as soon as the server trusts it ({phones} are out now). The old one stays until no phone needs it.",
  "scenario.dot1x.remedy.restore-former": "Put {issuers} back on the authentication server",
  "scenario.dot1x.reason.restore-former":
    "{phones, plural, one {# LSC is} other {# LSCs are}} good still: their issuer only left the server’s list. No phone is touched.",
  "scenario.dot1x.reason.restore-elsewhere":
    "{phones, plural, one {# LSC is} other {# LSCs are}} good still, but the cluster holds no certificate of {issuers} any more: it must come from a backup or the server’s history.",
  "scenario.dot1x.remedy.reissue": "Bypass 802.1X, install the LSC on the affected phones, end the bypass",
  "scenario.dot1x.reason.reissue":
    "Every authentication server that was read trusts {capf}: with new LSCs these {phones} phones get in. Those that are out need the bypass first.",
  "scenario.dot1x.reason.reissue-first":
    "Not yet: an authentication server does not trust {capf}, so that new LSCs would lock {phones} phones out. Add it first, then check again.",
  "scenario.dot1x.reason.reissue-unread":
    "No authentication server’s list could be read: make sure that {capf} is trusted before {phones} phones get new LSCs, or they are locked out.",
  "scenario.dot1x.reason.no-capf": "CAPF has no valid certificate: it cannot issue LSCs.",
  "scenario.dot1x.remedy.server": "Bring the authentication server back",
  "scenario.dot1x.reason.server": "Without an answer the switch keeps every port closed.",
  "scenario.dot1x.remedy.server-certificate": "Give the server a certificate that the phones accept",
  "scenario.dot1x.reason.server-certificate": "The phone ends the handshake before it shows its own certificate.",
  "scenario.dot1x.remedy.maker": "Trust the phones’ maker, or install LSCs",
  "scenario.dot1x.reason.maker": "A phone without an LSC has only its MIC to show.",
  "scenario.dot1x.remedy.port": "Look at the switch port and the voice VLAN",
  "scenario.dot1x.reason.port": "The certificates are not what keeps these phones out.",

  "scenario.dot1x.hand.download":
    "Download the certificate of {capf} from the publisher, or take it as a file from this card’s button",
  "scenario.dot1x.hand.add":
    "Add {capf} to the trusted CAs of {server}, for client authentication; leave the old one where it is",
  "scenario.dot1x.hand.add-somewhere":
    "Add {capf} to the trusted CAs of the authentication server, for client authentication; leave the old one where it is",
  "scenario.dot1x.hand.check-again": "Check again: the bot reads the server’s list anew",
  "scenario.dot1x.hand.retry":
    "Let the phones try again (they do by themselves within minutes), or clear the sessions at the switch",
  "scenario.dot1x.hand.find-former":
    "Download {issuers} from CAPF-trust or CallManager-trust of the publisher, or take it as a file from this card’s button",
  "scenario.dot1x.hand.find-backup":
    "Find the certificate of {issuers}: an export, a DRS backup, the server’s own history",
  "scenario.dot1x.hand.add-former": "Add {issuers} to the trusted CAs of the server again, for client authentication",
  "scenario.dot1x.hand.bypass":
    "Bypass 802.1X at the ports of these {phones} phones ({out} are out) and answer “Yes, bypassed” on this card",
  "scenario.dot1x.hand.end-bypass": "End the bypass at the ports of these {phones} phones, and answer that it ended",
  "scenario.dot1x.hand.remove-former":
    "When no phone holds an LSC of a former CAPF any more: take the old certificate off the server",
  "scenario.dot1x.hand.maker":
    "Add Cisco Manufacturing CA and its root to the trusted CAs, or bypass the ports and install LSCs",
  "scenario.dot1x.hand.server":
    "See that the server runs and answers the switch (RADIUS, UDP 1812); meanwhile a critical VLAN or a bypass lets phones in",
  "scenario.dot1x.hand.server-certificate":
    "Put back the server’s former EAP certificate, or one of a CA that the phones know",
  "scenario.dot1x.hand.port":
    "Compare the port with one whose phone is in: show authentication sessions interface … details",
  "scenario.dot1x.hand.vlan":
    "See that the server’s answer puts the phone into the voice domain (device-traffic-class=voice)",
  "scenario.dot1x.step.update-ctl": "Renew the CTL, so that phones know the present CAPF",
  "scenario.dot1x.step.restart-service": "Restart the service",
  "scenario.dot1x.step.reset-phones": "Reset the phones: they take the new CTL",
  "scenario.dot1x.step.install-lsc": "Install new LSCs, in batches, each watched to its end",
  "scenario.dot1x.step.wait-for-phones": "Wait until the phones are registered",
} as const;
