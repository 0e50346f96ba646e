// English messages of the composition: practice cluster refusals, snapshot changes, scenarios that cannot be diagnosed yet.
export const app = {
  "app.lab.refused": "The practice cluster refused: {why}",
  "app.lab.refused.next": "Look at its state in the panel, then try again.",
  "app.scenario.missing": "{scenario} is understood, but this version diagnoses only: {known}.",
  "app.scenario.missing.next":
    "Look at the certificates with /certops certs, and at what each one touches with /certops impact.",
  "app.impact.unknown": "There is no certificate called {name}.",
  "app.impact.names": "Did you mean {near}? There are: {names}.",
  "app.danger.all-anchors-replaced":
    "Never renew {units} together: phones are left with nothing to trust the new list by. Document 214231 calls that state unrecoverable without removing the ITL from every phone or restoring a backup.",
  "app.danger.callmanager-and-tvs":
    "Never renew {units} together: the service that could vouch for the new certificate is replaced with it.",
  "app.danger.signer-and-tvs":
    "Do not renew {units} together: the lists get a new signer and the service that could vouch for it is replaced too.",
  "app.danger.more-than-one":
    "{units}: one trust-list certificate at a time. All phones registered, and ITL File Status Match, before the next.",
  "app.snapshot.certificate": "{node}: {unit} {was} became {now}",
  "app.snapshot.list": "{node}: {kind} changed",
  "app.snapshot.list-signer": "{node}: {kind} signed by {was} before, by {now} now",
  "app.snapshot.mode": "cluster mode: {was} became {now}",
  "app.snapshot.release": "release: {was} became {now}",
  "app.snapshot.phones": "{was} became {now} registered phones",
  "app.snapshot.started": "{node}: {service} started at {at}",
  "app.snapshot.stopped": "{node}: {service} stopped",
  "app.snapshot.tvs": "{node}: TVS presents another certificate",
  "app.snapshot.phones-lost": "{phones, plural, one {# phone} other {# phones}} lost",
  "app.snapshot.phones-back": "{phones, plural, one {# phone} other {# phones}} back",
  "app.snapshot.phones-removed": "{phones, plural, one {# phone} other {# phones}} no longer configured",
  "app.snapshot.node.added": "{node}: added",
  "app.snapshot.node.removed": "{node}: removed",
  "app.snapshot.node.reachable": "{node}: can be reached again",
  "app.snapshot.node.unreachable": "{node}: cannot be reached",
  "app.snapshot.blind": "{what}: not comparable, one of the two could not read it",
  "app.snapshot.blind-node": "{node}, {what}: not comparable, one of the two could not read it",
} as const;
