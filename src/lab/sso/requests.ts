// Single sign-on on the console of the practice cluster: one verb at a time, as somebody would click it.
import type { NodeName } from "../../domain/ids.ts";
import type { LabClusterView } from "../model.ts";
import { LabRefusal } from "../refusal.ts";

export const ssoVerbs = [
  "set-up",
  "export",
  "import-at-idp",
  "multi-server-test",
  "import-idp",
  "enable",
  "disable",
  "login",
  "test",
  "status",
  "idp-signing",
  "idp-clock",
  "idp-claims",
  "idp-power",
] as const;
export type SsoVerb = (typeof ssoVerbs)[number];

type Answer = Readonly<Record<string, unknown>>;

export interface SsoRequest {
  readonly verb: SsoVerb;
  readonly node?: NodeName | undefined;
  /** `set-up`: cluster-wide or per-node; `idp-clock`: seconds; `idp-claims`, `idp-power`: on or off. */
  readonly value?: string | undefined;
  readonly certificate?: "tomcat" | "ITLRecovery" | undefined;
}

function onOff(value: string | undefined): boolean {
  if (value === "on" || value === "off") return value === "on";
  throw new LabRefusal("lab.no.on-off");
}

/** Does it; gives what the administrator would see. */
export async function ssoRequest(cluster: LabClusterView, asked: SsoRequest): Promise<Answer | undefined> {
  const { sso } = cluster.hands;
  const { verb, node, value, certificate } = asked;
  switch (verb) {
    case "set-up": {
      const mode = value ?? "per-node";
      if (mode !== "per-node" && mode !== "cluster-wide") throw new LabRefusal("lab.no.sso-mode");
      await sso.setUp({ mode, ...(certificate === undefined ? {} : { certificate }) });
      return { idp: (await sso.idpDoor()).url };
    }
    case "export":
      return { documents: sso.exportMetadata().length };
    case "import-at-idp":
      return void (await sso.importAtIdp());
    case "multi-server-test":
      return void sso.multiServerTest();
    case "import-idp":
      return void (await sso.importIdpMetadata());
    case "enable":
      return void (await sso.enable());
    case "disable":
      return void (await sso.disable(node === undefined ? [] : [node]));
    case "login":
      return { ...(await sso.login(node === undefined ? {} : { node })) };
    case "test":
      return { ...(await sso.test()) };
    case "status":
      return Object.fromEntries(cluster.nodes.map(({ name }) => [name, stateOf(cluster, name)]));
    case "idp-signing":
      return void (await sso.idp.renewSigning({ beside: value === "beside" }));
    case "idp-clock":
      if (!/^-?\d{1,9}$/.test(value ?? "")) throw new LabRefusal("lab.no.idp-clock");
      sso.idp.clockOffset = Number(value) * 1000;
      return undefined;
    case "idp-claims":
      sso.idp.claims = onOff(value);
      return undefined;
    case "idp-power":
      sso.idp.powered = onOff(value);
      return undefined;
  }
}

function stateOf(cluster: LabClusterView, name: NodeName): Answer {
  const { enabled, traceLevel, metadataExported, testPassed } = cluster.sso.on(name);
  const exported = metadataExported === undefined ? "never" : new Date(metadataExported).toISOString();
  return { enabled, traceLevel, exported, testPassed, decryptsWith: cluster.sso.keyOf(name).serial };
}
