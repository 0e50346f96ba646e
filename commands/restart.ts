// /certops restart <service> [on <node>...] [in <cluster>]: proposes a plan; nothing restarts before it was approved.
import { z } from "zod";
import { planCard } from "../cards/plan-card.ts";
import { restartImpactCard } from "../cards/unsure-cards.ts";
import type { Reply } from "../src/domain/chat.ts";
import { gravest } from "../src/domain/impact.ts";
import { restartableServices, type ServiceName } from "../src/domain/plan.ts";
import { say } from "../src/i18n/say.ts";
import { nearest } from "../src/kernel/nearest.ts";
import { own } from "../src/kernel/own.ts";
import { defineCommand, type Invocation } from "../src/router/command.ts";
import { clusterFor, contextOf, trouble } from "./common.ts";
import { meansPhones, phonesProposal } from "./reset.ts";
import type { Services } from "./services.ts";

interface Args {
  what?: string | undefined;
  cluster?: string | undefined;
}

export const restart = defineCommand<Services, Args>({
  name: "restart",
  summary: say("command.restart.summary"),
  usage: "restart <service> [on <node>, <node>] | phones … [cluster=<cluster>]",
  may: "request",
  intent: "restart",
  args: z.object({ what: z.string().optional(), cluster: z.string().optional() }),
  positions: ["what...", "cluster"],
  phrases: {
    en: [
      "restart Cisco Tftp",
      "please restart the TFTP service on the publisher",
      "restart tomcat on all nodes",
      "bounce the CallManager service",
      "restart Cisco CallManager on sub1",
      "reboot the TVS service",
      "I need CAPF restarted",
      "recycle HAProxy",
      "can you restart the Cisco Trust Verification Service now",
      "restart CTIManager tonight",
      "restart DRF Master and DRF Local",
    ],
    "zh-CN": [
      "重启 TFTP 服务",
      "重新启动发布方上的 Cisco Tftp",
      "请重启所有节点的 Tomcat",
      "重启 CallManager 服务",
      "重启 TVS",
      "帮我重启 CAPF 服务",
      "重启 HAProxy",
      "把 CTIManager 重启一下",
    ],
  },
  async *run(args, { person, signal }, services) {
    const cluster = clusterFor(services, person, "request", args.cluster);
    const what = args.what ?? "";
    if (meansPhones(what)) {
      yield await phonesProposal({ cluster, what, restart: true, signal }, services);
      return;
    }
    const { service, nodes } = readTarget(
      what,
      cluster.nodes.map((node) => node.name),
    );
    const draft = await services.plans.restart({ cluster: cluster.id, service, nodes, signal });
    const impact = gravest(draft.steps.map((step) => step.impact));
    const payload = { cluster: cluster.id, service, nodes: nodes.join(" ") };
    const reply: Reply = {
      card: planCard(draft, impact, payload, contextOf(services)),
      data: { kind: "plan", value: draft },
      about: { cluster: cluster.id, service, node: nodes.join(" ") },
    };
    yield reply;
  },
});

/** What a restart would touch: a question, so nothing that could be approved. Whoever may ask may see it. */
export async function* restartImpact(
  args: { readonly what: string; readonly cluster?: string | undefined },
  { person, signal }: Invocation,
  services: Services,
): AsyncIterable<Reply> {
  const cluster = clusterFor(services, person, "ask", args.cluster);
  const { service, nodes } = readTarget(
    args.what,
    cluster.nodes.map((node) => node.name),
  );
  const draft = await services.plans.restart({ cluster: cluster.id, service, nodes, signal });
  const where = nodes.length === 0 ? {} : { node: nodes.join(" ") };
  const plan = { intent: "restart", service, cluster: cluster.id, ...where };
  yield {
    card: restartImpactCard(draft, service, plan, contextOf(services)),
    data: { kind: "restart-impact", value: { service, nodes, steps: draft.steps, cautions: draft.cautions ?? [] } },
    about: { cluster: cluster.id, service, ...where },
  };
}

/** Short names that people use for services. */
const nicknames: Readonly<Record<string, ServiceName>> = {
  callmanager: "Cisco CallManager",
  "call manager": "Cisco CallManager",
  ccm: "Cisco CallManager",
  tftp: "Cisco Tftp",
  cti: "Cisco CTIManager",
  ctimanager: "Cisco CTIManager",
  "cti manager": "Cisco CTIManager",
  tvs: "Cisco Trust Verification Service",
  "trust verification": "Cisco Trust Verification Service",
  "trust verification service": "Cisco Trust Verification Service",
  capf: "Cisco Certificate Authority Proxy Function",
  "certificate authority proxy function": "Cisco Certificate Authority Proxy Function",
  tomcat: "Cisco Tomcat",
  haproxy: "Cisco HAProxy",
  "drf master": "Cisco DRF Master",
  "drf local": "Cisco DRF Local",
};

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\b(?:the|cisco|services?|please|now)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/**
 * `Cisco Tftp on cucm-sub1, cucm-sub2` -> the service's exact name and the nodes' exact names; words only select among
 * what is known. Throws CertOpsError `not-found` naming what there is.
 */
export function readTarget(
  text: string,
  nodeNames: readonly string[],
): { readonly service: ServiceName; readonly nodes: readonly string[] } {
  const [, what = "", where = ""] = /^(.*?)(?: (?:on|at) (.*))?$/i.exec(withOn(text, nodeNames)) ?? [];
  const wanted = plain(what);
  const exact = restartableServices.find((name) => plain(name) === wanted) ?? own(nicknames, wanted);
  if (exact === undefined) {
    const near =
      wanted === "" ? undefined : nearest(wanted, [...Object.keys(nicknames), ...restartableServices.map(plain)]);
    const full =
      near === undefined
        ? undefined
        : (own(nicknames, near) ?? restartableServices.find((name) => plain(name) === near));
    const names = restartableServices.join(", ");
    throw trouble(
      wanted === "" ? "bad-input" : "not-found",
      "no such service",
      wanted === "" ? say("command.restart.which") : say("command.restart.unknown", { name: what.slice(0, 60) }),
      full === undefined ? say("command.restart.names", { names }) : say("command.restart.near", { near: full, names }),
    );
  }
  const words = where.split(/[\s,]+/).filter((word) => word !== "" && !/^(?:and|all|nodes?|every|the)$/i.test(word));
  return { service: exact, nodes: words.map((word) => nodeOf(word, nodeNames)) };
}

/** `Cisco Tftp cucm-pub`: node names at the end are meant as `on cucm-pub`. */
function withOn(text: string, nodeNames: readonly string[]): string {
  const known = new Set(nodeNames.map((name) => name.toLowerCase()));
  const words = text.trim().split(/\s+/);
  const first = words.findIndex(
    (_, at) => at > 0 && words.slice(at).every((word) => known.has(word.toLowerCase().replace(/,$/, ""))),
  );
  const line = words.join(" ");
  return first === -1 || / (?:on|at) /i.test(line)
    ? line
    : [...words.slice(0, first), "on", ...words.slice(first)].join(" ");
}

function nodeOf(word: string, known: readonly string[]): string {
  const found = known.find((name) => name.toLowerCase() === word.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(word, known);
  const names = known.join(", ");
  throw trouble(
    "not-found",
    "no such node",
    say("command.no-node", { name: word.slice(0, 60) }),
    near === undefined ? say("command.nodes", { names }) : say("command.near-node", { near, names }),
  );
}
