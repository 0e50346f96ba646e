// Stories about Mobile and Remote Access: certificates of either side renewed, carried to the other side or not, services restarted or not.
import type { Act, Surroundings } from "./act.ts";
import type { Draw } from "./draw.ts";

const releases = ["12.5", "14", "14SU2", "15SU2", "15SU5"] as const;
const readers = ["Cisco Tomcat", "Cisco HAProxy"] as const;

export function mraCluster(draw: Draw): Surroundings {
  const release = draw.one(releases);
  return {
    release,
    mode: "non-secure",
    nodes: draw.one([1, 2, 2, 3]),
    phones: draw.whole(0, 3),
    expressways: draw.one([1, 2, 2]),
    tomcat: draw.one(["self-signed", "ca-signed", ...(release === "12.5" ? [] : (["multi-san"] as const))]),
  };
}

const restartReaders: readonly Act[] = readers.map((service) => ({ do: "restart", service }));

/** Both, as the renewal page asks for; or one is forgotten, or both. */
const restarted = (draw: Draw): readonly Act[] =>
  draw.percent(70) ? restartReaders : restartReaders.filter(() => draw.percent(40));

/** One thing after another; each may be done right, half, or in the wrong order. */
function happening(draw: Draw, cluster: Surroundings): Act[] {
  const { nodes, expressways = 1, tomcat } = cluster;
  const peer = draw.whole(0, expressways - 1);
  const node = draw.whole(0, nodes - 1);
  const every = Array.from({ length: expressways }, (_, at) => at);
  return draw.one<() => Act[]>([
    () => {
      const signer = draw.one(["issuing", "new", "new", "self"] as const);
      const stores = (["tomcat-trust", "CallManager-trust"] as const).filter(() => draw.percent(80));
      const imported = (store: (typeof stores)[number]): Act =>
        signer === "self"
          ? { do: "trust-import", store, what: "peer-own", peer }
          : { do: "trust-import", store, what: "new-root" };
      const trusted: Act[] = signer !== "issuing" && draw.percent(50) ? stores.map(imported) : [];
      const restart: Act[] = draw.percent(75) ? [{ do: "peer-restart", peer }] : [];
      return [{ do: "peer-renew", peer, signer }, ...trusted, ...restart, ...(draw.percent(50) ? restartReaders : [])];
    },
    () => {
      const units = draw.one([["tomcat"], ["tomcat-ECDSA"], ["tomcat", "tomcat-ECDSA"]] as const);
      const signer = tomcat === "ca-signed" && draw.percent(50) ? ({ signer: "ca" } as const) : {};
      const where = tomcat !== "multi-san" && nodes > 1 && draw.percent(35) ? { node } : {};
      const carried: Act[] = draw.percent(35)
        ? every.filter(() => draw.percent(85)).map((at) => ({ do: "peer-upload", peer: at, what: "cucm" }))
        : [];
      return [{ do: "renew", units, ...signer, ...where }, ...restarted(draw), ...carried];
    },
    () => [
      {
        do: "trust-delete",
        store: draw.one(["tomcat-trust", "CallManager-trust"]),
        name: draw.one(["Issuing", "Root CA"]),
      },
      ...(draw.percent(80) ? restartReaders : []),
    ],
    () => (tomcat === "ca-signed" ? [{ do: "peer-remove", peer, name: "Lab CA" }] : []),
    () => [{ do: "server-name", node, name: "cucm-one.other.example" }],
    () => [
      { do: "peer-renew", peer, signer: "issuing", days: 3 },
      { do: "peer-restart", peer },
      { do: "pass", hours: 24 * 5 },
    ],
    () => [{ do: "stop", service: draw.one(["Cisco HAProxy", "Cisco Tftp", "Cisco Tomcat"]), nodes: [node] }],
    () => (expressways > 1 ? [{ do: "peer-power", peer, on: false }] : []),
    () => (nodes > 1 ? [{ do: "node-power", node: nodes - 1, on: false }] : []),
    () => [{ do: "ntp", node, on: false }],
    () => [{ do: "renew", units: [draw.one(["TVS", "ipsec"])] }],
    () => [{ do: "stop", service: "Cisco CDP" }],
    () => [{ do: "pass", hours: 5 }],
  ])();
}

export function mraActs(draw: Draw, cluster: Surroundings): Act[] {
  const happened = [...happening(draw, cluster), ...(draw.percent(30) ? happening(draw, cluster) : [])];
  // OpenSSL goes by the clock of the machine: what is made after the cluster's clock was moved on, it would not take yet.
  const acts = possible(happened).toSorted((a, b) => Number(a.do === "pass") - Number(b.do === "pass"));
  const logged: Act[] = draw.percent(50)
    ? Array.from({ length: cluster.expressways ?? 0 }, (_, peer) => ({ do: "peer-log", peer }))
    : [{ do: "sign-in" }];
  return [...acts, ...pinned(draw, acts), ...logged];
}

/** Nobody does anything on a node that is dead. */
function possible(acts: readonly Act[]): readonly Act[] {
  const dead = new Set<number>();
  return acts.filter((act) => {
    const nodes = "nodes" in act ? (act.nodes ?? []) : "node" in act && act.node !== undefined ? [act.node] : [];
    if (nodes.some((node) => dead.has(node))) return false;
    if (act.do === "node-power" && !act.on) dead.add(act.node);
    return true;
  });
}

/** Where more than one thing happened, the bot has been told: of a peer that it cannot ask, it could not tell the second. */
function pinned(draw: Draw, acts: readonly Act[]): Act[] {
  const renewals = acts.filter((act) => act.do === "peer-renew");
  const told = renewals.length < acts.filter(({ do: what }) => tellsOfPeers.has(what)).length || draw.percent(60);
  return renewals.flatMap(({ signer, peer }): Act[] => (signer === "self" && told ? [{ do: "pin-peer", peer }] : []));
}

/** What is seen on a peer's own list, or shows there. */
const tellsOfPeers: ReadonlySet<Act["do"]> = new Set(["peer-renew", "renew", "peer-upload", "peer-remove"]);
