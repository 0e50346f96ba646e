// Stories about secure phones and about 802.1X: CAPF renewed and what was done, forgotten or tidied away after it.
import type { Act, Surroundings } from "./act.ts";
import type { Draw } from "./draw.ts";
import { waysOf } from "./ledger.ts";

const capf = "Cisco Certificate Authority Proxy Function";
const tvs = "Cisco Trust Verification Service";
const tftp = "Cisco Tftp";
const callManager = "Cisco CallManager";
const releases = ["11.5", "12.5", "14", "14SU2", "15SU2", "15SU5"] as const;

export const secureCluster = (draw: Draw): Surroundings => ({
  release: draw.one(releases),
  mode: "mixed",
  nodes: draw.one([1, 2, 2, 3]),
  phones: draw.whole(5, 8),
  securePhones: draw.whole(2, 3),
});

/** What happens besides and explains nothing about certificates of phones. */
function besides(draw: Draw, { nodes }: Surroundings): Act[] {
  const subscriber = nodes > 1 ? draw.whole(1, nodes - 1) : 0;
  return draw.one<() => Act[]>([
    () => [{ do: "ntp", node: draw.whole(0, nodes - 1), on: false }],
    () => [{ do: "stop", service: draw.one(["Cisco CDP", "Cisco Extended Functions"]) }],
    () => [{ do: "renew", units: ["tomcat"] }],
    () => [{ do: "renew", units: ["ipsec"] }],
    () => [{ do: "back-up", success: draw.percent(50) }],
    () => [{ do: "phones-power", on: false, first: 1 }],
    () => (nodes > 1 ? [{ do: "node-power", node: subscriber, on: false }] : []),
    () => [{ do: "pass", hours: 30 }],
  ])();
}

export function secureActs(draw: Draw, cluster: Surroundings): Act[] {
  const { byItself } = waysOf(cluster.release);
  const late = draw.percent(30) ? besides(draw, cluster) : [];
  if (draw.percent(8))
    return [
      { do: "pass", hours: 6 * 365 * 24 },
      { do: "restart", service: callManager },
    ];
  if (!byItself && draw.percent(20))
    return [{ do: "renew", units: ["CallManager"] }, { do: "restart", service: callManager }, ...late];
  if (draw.percent(8)) return [{ do: "stop", service: callManager }, ...late];
  const lists: Act[] = [
    ...(draw.percent(60) ? [{ do: "ctl-update" } as const] : []),
    ...[capf, tvs, tftp]
      .filter(() => draw.percent(byItself ? 25 : 60))
      .map((service): Act => ({ do: "restart", service })),
    ...(draw.percent(40) ? [{ do: "reset-phones" } as const] : []),
  ];
  const tidied: Act[] = draw.percent(70)
    ? [
        ...(draw.percent(80) ? [{ do: "delete-former-capf", store: "CAPF-trust" } as const] : []),
        ...(draw.percent(75) ? [{ do: "delete-former-capf", store: "CallManager-trust" } as const] : []),
      ]
    : [];
  const restart: Act[] = tidied.length > 0 && draw.percent(80) ? [{ do: "restart", service: callManager }] : [];
  return [{ do: "renew", units: ["CAPF"] }, ...lists, ...tidied, ...restart, ...late];
}

export const dot1xCluster = (draw: Draw): Surroundings => ({
  release: draw.one(releases),
  mode: draw.percent(35) ? "mixed" : "non-secure",
  nodes: draw.one([1, 2, 2, 3]),
  phones: draw.whole(4, 8),
  securePhones: 0,
  authenticationServer: draw.one(["ise", "asa", "freeradius"]),
});

/** The lists tell the phones the new CAPF, and CAPF itself runs with it: what the document asks for before new LSCs. */
const lists = ({ mode }: Surroundings): Act[] => [
  ...(mode === "mixed" ? [{ do: "ctl-update" } as const] : []),
  { do: "restart", service: capf },
  { do: "restart", service: tftp },
  { do: "reset-phones" },
];

export function dot1xActs(draw: Draw, cluster: Surroundings): Act[] {
  const { phones } = cluster;
  const late = draw.percent(25) ? besides(draw, cluster) : [];
  const again: Act[] = draw.percent(80) ? [{ do: "reauthenticate" }] : [];
  if (draw.percent(8)) return [{ do: "aaa-power", on: false }, ...again, ...late];
  if (draw.percent(6)) return [{ do: "lsc", operation: "delete", first: 1 }, ...again, ...late];
  if (draw.percent(10)) return [{ do: "aaa-distrust", capf: "present" }, ...again, ...late];
  if (draw.percent(10)) return [...besides(draw, cluster), ...again];
  const added: Act[] = draw.percent(40) ? [{ do: "aaa-trust", capf: "present" }] : [];
  const first = draw.percent(50) ? added : [];
  const then = first.length === 0 ? added : [];
  const renewed: Act[] = draw.percent(75)
    ? [...lists(cluster), { do: "lsc", operation: "install", first: draw.whole(1, phones) }]
    : [];
  const bypass: Act[] = draw.percent(25) ? [{ do: "bypass", on: true }] : [];
  const end: Act[] = bypass.length > 0 && draw.percent(70) ? [{ do: "bypass", on: false }] : [];
  const tidied: Act[] = draw.percent(35) ? [{ do: "aaa-distrust", capf: "former" }] : [];
  return [
    { do: "renew", units: ["CAPF"] },
    ...first,
    ...bypass,
    ...renewed,
    ...then,
    ...tidied,
    ...end,
    ...again,
    ...late,
  ];
}
