// Stories about single sign-on: Tomcat renewed, metadata carried or not, the identity provider's own changes; in the end somebody tries to sign in.
import type { Act, Story, Surroundings } from "./act.ts";
import type { Draw } from "./draw.ts";
import { ssoTruth } from "./sso-truth.ts";

type SsoStory = Pick<Story, "cluster" | "acts"> & { readonly sso: NonNullable<Story["sso"]> };

const tomcat = "Cisco Tomcat";

export function ssoStory(draw: Draw): SsoStory {
  const release = draw.one(["11.5", "12.5", "14", "14SU2", "15SU2", "15SU5"] as const);
  const later = release !== "11.5" && release !== "12.5";
  const cluster: Surroundings = {
    release,
    mode: "non-secure",
    nodes: draw.one([1, 2, 2, 3]),
    phones: draw.whole(0, 3),
    tomcat: draw.one(["self-signed", "ca-signed", ...(later ? (["multi-san", "multi-san"] as const) : [])]),
  };
  const recovery = draw.percent(20);
  const sso = {
    mode: cluster.tomcat === "multi-san" && draw.percent(60) ? "cluster-wide" : "per-node",
    certificate: recovery ? "ITLRecovery" : "tomcat",
  } as const;
  const acts = happenings(draw, cluster, sso);
  return { cluster, sso, acts: [...acts, ...logins(draw, cluster, sso, acts)] };
}

function happenings(draw: Draw, { nodes, tomcat: kind }: Surroundings, sso: SsoStory["sso"]): Act[] {
  const node = draw.whole(0, nodes - 1);
  const where = nodes > 1 && kind !== "multi-san" && draw.percent(25) ? { node } : {};
  const unit = sso.certificate === "ITLRecovery" ? "ITLRecovery" : "tomcat";
  const signer = kind === "ca-signed" && unit === "tomcat" ? ({ signer: "ca" } as const) : {};
  const renewal: Act[] = draw.percent(65)
    ? [{ do: "renew", units: [unit], ...(unit === "tomcat" ? where : {}), ...signer }]
    : draw.percent(30)
      ? [{ do: "renew", units: [draw.one(["ipsec", "TVS", "tomcat"])] }]
      : [];
  const restart: Act[] = draw.percent(70)
    ? [{ do: "restart", service: tomcat, ...(nodes > 1 && draw.percent(15) ? { nodes: [node] } : {}) }]
    : [];
  const carried: Act[] = draw.percent(45)
    ? [{ do: "export" }, ...(draw.percent(75) ? [{ do: "import-at-idp" } as const] : [])]
    : [];
  const order = draw.percent(60) ? [...restart, ...carried] : [...carried, ...restart];
  const signing: Act[] = draw.percent(18)
    ? [
        { do: "idp-signing", ...(draw.percent(30) ? { beside: true } : {}) },
        ...(draw.percent(40) ? [{ do: "import-idp" } as const] : []),
      ]
    : [];
  const clock: Act[] = draw.percent(14) ? [{ do: "idp-clock", seconds: draw.one([1, 2, 30, 900]) }] : [];
  const claims: Act[] = draw.percent(7) ? [{ do: "idp-claims", on: false }] : [];
  const off: Act[] = draw.percent(10) ? [{ do: "sso-disable", ...(draw.percent(60) ? { nodes: [node] } : {}) }] : [];
  const subscriber = nodes > 1 ? draw.whole(1, nodes - 1) : 0;
  const besides: Act[] = draw.percent(25)
    ? draw.one<Act[]>([
        [{ do: "ntp", node, on: false }],
        nodes > 1 ? [{ do: "stop", service: tomcat, nodes: [subscriber] }] : [],
        nodes > 1 ? [{ do: "node-power", node: subscriber, on: false }] : [],
        [{ do: "stop", service: "Cisco CDP" }],
        [{ do: "idp-power", on: false }],
        [{ do: "pass", hours: 3 }],
      ])
    : [];
  const trace: Act[] = draw.percent(50) ? [{ do: "saml-trace", level: "debug" }] : [];
  return [...trace, ...renewal, ...order, ...signing, ...clock, ...claims, ...off, ...besides];
}

/** Whoever complains has tried, and where it does not work; seldom the bot is asked before anybody tried. */
function logins(draw: Draw, cluster: Surroundings, sso: SsoStory["sso"], acts: readonly Act[]): Act[] {
  const { nodes } = ssoTruth({ cluster, sso, acts });
  const fails = nodes.flatMap((faults, node) => (faults.length > 0 && faults[0] !== "server-dead" ? [node] : []));
  const byDates = nodes.some((faults) =>
    ["idp-has-old-certificate", "tomcat-not-restarted", "sso-off"].includes(faults[0] ?? ""),
  );
  if (byDates && draw.percent(12)) return [];
  const works = nodes.flatMap((faults, node) => (faults.length === 0 ? [node] : []));
  const before: Act[] = works.length > 0 && draw.percent(40) ? [{ do: "login", node: draw.one(works) }] : [];
  return fails.length === 0 ? before : [...before, { do: "login", node: draw.one(fails) }];
}
