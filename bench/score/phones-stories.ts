// Stories about phones that may fall silent: what was renewed, restarted and forgotten, in which order, and what happened besides.
import { type CertificateUnit, certificateUnits } from "../../src/domain/cluster.ts";
import type { Act, Surroundings } from "./act.ts";
import type { Draw } from "./draw.ts";
import { waysOf } from "./ledger.ts";

const tvs = "Cisco Trust Verification Service";
const tftp = "Cisco Tftp";
const callManager = "Cisco CallManager";
const releases = ["11.5", "12.5", "14", "14SU2", "15SU2", "15SU5"] as const;

export function phonesCluster(draw: Draw): Surroundings {
  const release = draw.one(releases);
  const mode = draw.percent(30) ? "mixed" : "non-secure";
  const later = release !== "11.5" && release !== "12.5";
  return {
    release,
    mode,
    nodes: draw.one([1, 2, 2, 2, 3, 3, 3, 4]),
    phones: draw.whole(4, 8),
    securePhones: 0,
    tomcat: draw.one(["self-signed", "self-signed", "ca-signed", ...(later ? (["multi-san"] as const) : [])]),
  };
}

/** Units that stand in trust lists, and some that do not. */
const trusted: readonly CertificateUnit[] = ["CallManager", "TVS", "ITLRecovery", "CAPF"];
const others = certificateUnits.filter((unit) => unit === "tomcat" || unit === "ipsec");

function renewals(draw: Draw, nodes: number): Act[] {
  const units = draw.percent(65)
    ? draw.one([
        ["CallManager", "TVS", "ITLRecovery"],
        ["TVS", "ITLRecovery"],
        ["CallManager", "TVS"],
        ["CallManager", "ITLRecovery"],
      ] as const satisfies readonly (readonly CertificateUnit[])[])
    : draw.some([...trusted, ...others], 40);
  const signer = draw.percent(25) ? ({ signer: "ca" } as const) : {};
  const common = units.some((unit) => unit === "ITLRecovery" || unit === "CAPF") ? {} : signer;
  if (units.length === 0) return [{ do: "renew", units: [draw.one(trusted)] }];
  if (draw.percent(55)) return [{ do: "renew", units: draw.shuffled(units), ...common }];
  const oneNode = nodes > 1 && draw.percent(20) ? { node: draw.whole(0, nodes - 1) } : {};
  return draw.shuffled(units).flatMap((unit): Act[] => {
    const own = unit === "ITLRecovery" || unit === "CAPF" ? {} : { ...signer, ...oneNode };
    const gap: Act[] = draw.percent(30) ? [{ do: "pass", hours: draw.one([2, 26, 50]) }] : [];
    return [{ do: "renew", units: [unit], ...own }, ...gap];
  });
}

/** Where people restart services themselves: some forget some of it, some do it on some nodes, some in another order. */
function restarts(draw: Draw, nodes: number, byItself: boolean): Act[] {
  const where = (): { readonly nodes?: readonly number[] } =>
    nodes > 1 && draw.percent(25) ? { nodes: [draw.whole(0, nodes - 1)] } : {};
  const usual = [tvs, tftp].filter(() => draw.percent(byItself ? 15 : 80));
  const all = [...usual, ...(draw.percent(40) ? [callManager] : [])];
  const order = draw.percent(70) ? all : draw.shuffled(all);
  return order.map((service) => ({ do: "restart", service, ...where() }));
}

/** What happens besides: some of it explains silence, some of it nothing. */
export function besides(draw: Draw, { nodes, mode }: Surroundings, phones: number): Act[] {
  const subscriber = nodes > 1 ? draw.whole(1, nodes - 1) : 0;
  const anyNode = draw.whole(0, nodes - 1);
  const possible: readonly (() => Act[])[] = [
    () => [{ do: "ntp", node: anyNode, on: false }],
    () => [
      {
        do: "stop",
        service: draw.one(["Cisco CDP", "Cisco Extended Functions", "Cisco IP Voice Media Streaming App"]),
      },
    ],
    () => [{ do: "phones-power", on: false, first: draw.whole(1, 2) }],
    () => (nodes > 1 ? [{ do: "node-power", node: subscriber, on: false }] : []),
    () => (nodes > 1 ? [{ do: "network", node: subscriber, condition: "refuse" }] : []),
    () => [{ do: "firewall-tvs", on: true, ...(draw.percent(50) ? { nodes: [anyNode] } : {}) }],
    () => [{ do: "stop", service: tvs, ...(draw.percent(40) ? { nodes: [anyNode] } : {}) }],
    () => [{ do: "back-up", success: draw.percent(50) }],
    () => [{ do: "renew", units: ["tomcat"] }],
    () => [{ do: "stop", service: callManager, ...(draw.percent(50) ? { nodes: [anyNode] } : {}) }],
    () =>
      mode === "mixed"
        ? []
        : [
            { do: "rollback", on: true },
            { do: "restart", service: tvs },
            { do: "restart", service: tftp },
            { do: "reset-phones" },
          ],
    () => [{ do: "delete-lists", first: draw.whole(1, phones - 1) }],
    () => [{ do: "pass", hours: 30 }],
  ];
  return draw.one(possible)();
}

export function phonesActs(draw: Draw, cluster: Surroundings): Act[] {
  const { nodes, mode, release, phones } = cluster;
  const { byItself } = waysOf(release);
  if (draw.percent(4)) {
    const big: Act = { do: "renew", units: ["TVS"], names: 700 };
    return byItself
      ? [big]
      : [big, { do: "restart", service: tvs }, { do: "restart", service: tftp }, { do: "reset-phones" }];
  }
  const before: Act[] = byItself && draw.percent(30) ? [{ do: "interaction", way: "manual" }] : [];
  const early = draw.percent(20) ? besides(draw, cluster, phones) : [];
  const offMeanwhile = draw.percent(12);
  const off: Act[] = offMeanwhile ? [{ do: "phones-power", on: false, first: draw.whole(1, phones - 1) }] : [];
  const on: Act[] = offMeanwhile ? [{ do: "phones-power", on: true }] : [];
  const ctl: Act[] = mode === "mixed" && draw.percent(70) ? [{ do: "ctl-update" }] : [];
  const reset: Act[] = draw.percent(byItself ? 30 : 65) ? [{ do: "reset-phones" }] : [];
  const late = draw.percent(35) ? besides(draw, cluster, phones) : [];
  return [
    ...before,
    ...early,
    ...off,
    ...renewals(draw, nodes),
    ...restarts(draw, nodes, byItself),
    ...ctl,
    ...reset,
    ...on,
    ...late,
  ];
}
