// Stories about Mobile and Remote Access: certificates of either side renewed, carried to the other side or not, services restarted or not.
import type { Act, Surroundings } from "./act.ts";
import type { Draw } from "./draw.ts";
import { mraBooks } from "./mra-truth.ts";

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

/** One thing after another; each may be done right, half, or in the wrong order. */
function happening(draw: Draw, cluster: Surroundings): Act[] {
  const { nodes, expressways = 1, tomcat } = cluster;
  const peer = draw.whole(0, expressways - 1);
  const node = draw.whole(0, nodes - 1);
  const every = Array.from({ length: expressways }, (_, at) => at);
  return draw.one<() => Act[]>([
    () => {
      const signer = draw.one(["issuing", "new", "new"] as const);
      const trusted: Act[] =
        signer === "new" && draw.percent(50)
          ? (["tomcat-trust", "CallManager-trust"] as const)
              .filter(() => draw.percent(80))
              .map((store) => ({ do: "trust-import", store, what: "new-root" }))
          : [];
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
      return [{ do: "renew", units, ...signer, ...where }, ...restartReaders, ...carried];
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
  const acts = happened.toSorted((a, b) => Number(a.do === "pass") - Number(b.do === "pass"));
  const logged: Act[] = draw.percent(50)
    ? Array.from({ length: cluster.expressways ?? 0 }, (_, peer) => ({ do: "peer-log", peer }))
    : [{ do: "sign-in" }];
  return [...acts, ...logged];
}

/** A renewed certificate that no door shows yet is a story of another day. */
export const isWhole = (cluster: Surroundings, acts: readonly Act[]): boolean => !mraBooks({ cluster, acts }).unread;
