// The list's signer is new and TVS, which would vouch for it, does not run or cannot be reached: phones would follow if it answered.
import type { NodeName } from "../../domain/ids.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import { verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { signerIn } from "../../trust/tlv-verify.ts";
import { acceptance, type TvsView } from "../../trust/trust-rule.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type Silence, share, signer } from "./cause.ts";
import { unasked } from "./seen.ts";
import type { PhonesSituation } from "./situation.ts";

const service = "Cisco Trust Verification Service";

export const tvsMissingCodes = { stopped: "tvs-stopped", unreachable: "tvs-unreachable" } as const;

export interface Missing {
  readonly stopped: readonly NodeName[];
  readonly unreachable: readonly NodeName[];
  /** As if every one of them answered, with the certificate that is stored, and vouched for what is served. */
  readonly views: readonly TvsView[];
}

/** Nodes whose TVS could vouch and does not: the node answers otherwise. */
export function missingTvs({ facts, cluster }: ConclusionInput, { trust, itls }: PhonesSituation): Missing {
  const stopped = new Set(facts.services?.nodes.filter((one) => one.stopped.includes(service)).map(({ node }) => node));
  const read = new Set(facts.services?.nodes.map(({ node }) => node));
  const stored = (node: NodeName) =>
    facts.certificates?.stored.find((one) => one.unit === "TVS" && one.node === node)?.certificate;
  const silent = cluster.nodes
    .map(({ name }) => name)
    .filter((name) => read.has(name) && stored(name) !== undefined)
    .filter((name) => stopped.has(name) || trust.tvs.find(({ node }) => node === name)?.presents === undefined);
  const vouchesFor = itls.flatMap((itl) => {
    const signed = signerIn(itl, itl)?.certificate;
    return signed === undefined ? [] : [readCertificate(signed).sha256];
  });
  const answering = trust.tvs.filter((view) => !silent.some((name) => name === view.node));
  const views = silent.flatMap((node): TvsView[] => {
    const presents = stored(node);
    return presents === undefined ? [] : [{ node, presents, vouchesFor, refuses: [] }];
  });
  return {
    stopped: silent.filter((name) => stopped.has(name)),
    unreachable: silent.filter((name) => !stopped.has(name)),
    views: [...answering, ...views],
  };
}

/** `lost`: phones that are not registered. While none is, a TVS that is stopped says who goes silent next. `least`: the share of them that it must explain. */
export function tvsMissing(
  input: ConclusionInput,
  situation: PhonesSituation,
  lost: ReadonlySet<string>,
  least = share,
): Silence | undefined {
  const { stopped, unreachable, views } = missingTvs(input, situation);
  if (stopped.length + unreachable.length === 0) return undefined;
  const would = situation.groups.filter(
    ({ follows, group }) =>
      (follows === "no" || (follows === "unknown" && lost.size > 0)) &&
      group.candidates.length > 0 &&
      group.candidates.every((held) => situation.itls.every((itl) => acceptance(held, itl, views).accepts === "yes")),
  );
  const names = would.flatMap(({ phones }) => phones);
  const explained = lost.size === 0 ? names : names.filter((name) => lost.has(name));
  if (explained.length === 0 || explained.length < lost.size * least) return undefined;
  const down = stopped.length > 0;
  const values = {
    phones: explained.length,
    held: signer(would.find(({ holds }) => holds !== undefined)?.holds),
    signer: signer(situation.served),
    nodes: (down ? stopped : unreachable).join(", "),
  };
  return {
    cause: {
      certainty: down ? "proved" : "likely",
      code: down ? tvsMissingCodes.stopped : tvsMissingCodes.unreachable,
      statement: say(down ? "trust-service.cause.stopped" : "trust-service.cause.unreachable", values),
      because: input.findings
        .filter(({ code, node }) => {
          if (code === "read.node-unreachable") return unreachable.some((name) => name === node);
          return ["service.stopped", "holdings.old", "itl.served", "itl.current", "phones.unregistered"].includes(code);
        })
        .map(({ id }) => id),
      qualifications: down ? [] : [say("trust-service.prove", values)],
      missing: unasked(input.findings),
    },
    phones: explained,
  };
}

/** A person starts it, or opens the way: why it was stopped or closed is theirs to know. `seen`: the lists that phones hold were. */
export function tvsRemedy(input: ConclusionInput, situation: PhonesSituation, phones: number, seen: boolean): Remedy {
  const { stopped, unreachable } = missingTvs(input, situation);
  const person = (text: RunbookStep["text"], command: string): RunbookStep => ({ by: "person", text, command });
  const start = `utils service start ${service}`;
  const common = { inSupportDocument: false, impact: "low", phones } as const;
  if (stopped.length > 0) {
    const nodes = stopped.join(", ");
    return {
      ...common,
      id: "start-tvs",
      title: verbatim(start),
      feasibility: seen ? "works" : "depends",
      reason: say(seen ? "trust-service.reason.start" : "phones-lists.reason.tvs-unsure", { nodes }),
      runbook: stopped.map((node) => person(say("trust-service.hand.start", { node }), start)),
    };
  }
  const nodes = unreachable.join(", ");
  return {
    ...common,
    id: "open-tvs",
    title: say("trust-service.remedy.open", { nodes }),
    feasibility: "depends",
    reason: say(seen ? "trust-service.reason.open" : "phones-lists.reason.open-unsure", { nodes }),
    runbook: [person(say("trust-service.hand.open", { nodes }), "TCP 2445")],
  };
}
