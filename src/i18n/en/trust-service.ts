// English messages: a TVS that does not run or cannot be reached, so that phones cannot follow.
export const trustService = {
  "trust-service.cause.stopped":
    "{phones, plural, one {# phone holds} other {# phones hold}} an ITL signed by {held}; the one on offer is signed by {signer}, and the service that would vouch for it does not run: Cisco Trust Verification Service is stopped on {nodes}",
  "trust-service.cause.unreachable":
    "{phones, plural, one {# phone holds} other {# phones hold}} an ITL signed by {held}; the one on offer is signed by {signer}, and TVS on {nodes}, which would vouch for it, answers nobody at port 2445",
  "trust-service.prove":
    "whether the phones reach port 2445 of {nodes}: the bot does not, and a firewall between may keep out either",
  "trust-service.remedy.open": "Let the phones reach TVS on {nodes}",
  "trust-service.reason.start":
    "by the trust rule all these phones follow once TVS on {nodes} vouches for the new signer; they try again by themselves",
  "trust-service.reason.open":
    "by the trust rule all these phones follow once they can ask TVS on {nodes}; what closes port 2445 only the network’s people can see",
  "trust-service.reason.start-alone":
    "needed, and not enough: {phones, plural, one {# phone refuses} other {# phones refuse}} the ITL on offer by the trust rule and must be helped as well",
  "trust-service.reason.silent":
    "works by what was seen, but {nodes} does not answer and the plan has steps there: the run would stop at the first of them",
  "trust-service.hand.start": "Start it on {node}, once it is clear why it was stopped",
  "trust-service.hand.open":
    "Let phones and the bot reach this port on {nodes}: firewalls, access lists, the network between",
} as const;
