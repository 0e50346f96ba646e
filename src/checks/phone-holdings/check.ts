// What the phones hold: computed from snapshots and from what is served and registered now. Nobody can ask a thousand phones.
import { type ClusterNode, publisherOf } from "../../domain/cluster.ts";
import { isApp } from "../../domain/device-name.ts";
import type { Evidence, Finding } from "../../domain/finding.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { sha256 } from "../../kernel/ids.ts";
import { type HoldingGroup, whatPhonesHold } from "../../snapshots/holdings.ts";
import type { ClusterView, NodeLists } from "../../snapshots/view.ts";
import type { TrustList } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import {
  readCallManagerStatus,
  readPhones,
  readRegistrations,
  readServedList,
  readServedSigners,
  readVouching,
} from "../reads.ts";

const id = "phone-holdings";

export interface PhoneHoldingsFacts {
  /** Largest first; a group without candidates is not known. Undefined when registrations could not be read. */
  readonly groups: readonly HoldingGroup[] | undefined;
  readonly snapshots: number;
}

export const phoneHoldingsCheck = defineCheck<typeof id, PhoneHoldingsFacts>({
  id,
  title: say("checks.holdings.title"),
  async run(context: CheckContext): Promise<PhoneHoldingsFacts> {
    const [history, now] = await Promise.all([context.history(), lookNow(context)]);
    if (now.registrations === null) return { groups: undefined, snapshots: history.length };
    const groups = whatPhonesHold(history, now);
    for (const finding of findings(context, groups, now, history.length)) context.emit(finding);
    return { groups, snapshots: history.length };
  },
});

async function lookNow(context: CheckContext): Promise<ClusterView> {
  const publisher = publisherOf(context.systems.cluster);
  const [lists, tvs, starts, registrations] = await Promise.all([
    onEveryNode(context, (node) => listsOf(context, node)),
    vouching(context),
    onEveryNode(context, (node) => callManagerStart(context, node)),
    registered(context, publisher),
  ]);
  return {
    at: new Date(context.clock.now()).toISOString(),
    lists,
    tvs,
    callManagerStarts: starts.filter((start) => start !== undefined),
    registrations,
  };
}

async function listsOf(context: CheckContext, node: ClusterNode): Promise<NodeLists> {
  const [itl, ctl] = await Promise.all(
    (["ITL", "CTL"] as const).map(async (kind): Promise<TrustList | "absent" | undefined> => {
      const reading = await readServedList(context, id, node, kind);
      if (!reading.ok || "fault" in reading.value) return undefined;
      return "absent" in reading.value ? "absent" : reading.value.list;
    }),
  );
  return { node: node.name, ...(itl === undefined ? {} : { itl }), ...(ctl === undefined ? {} : { ctl }) };
}

async function vouching(context: CheckContext): Promise<ClusterView["tvs"]> {
  const signers = await readServedSigners(context, id);
  return await onEveryNode(context, async (node) => {
    const answers = await Promise.all(
      signers.map(async (signer) => ({ signer, reading: await readVouching(context, id, node, signer) })),
    );
    const presents = answers.flatMap(({ reading }) => (reading.ok ? [reading.value.served] : []))[0];
    const by = (vouches: boolean): string[] =>
      answers.flatMap(({ signer, reading }) =>
        reading.ok && reading.value.vouches === vouches ? [signer.sha256] : [],
      );
    return {
      node: node.name,
      ...(presents === undefined ? {} : { presents }),
      vouchesFor: by(true),
      refuses: by(false),
    };
  });
}

/**
 * By the node's own clock, which its registrations are told by too: the order of the two decides. A node that dates no answer
 * is reckoned by ours; it prints its start time without a zone, and the up time has no such doubt.
 */
async function callManagerStart(context: CheckContext, node: ClusterNode): Promise<string | undefined> {
  const reading = await readCallManagerStatus(context, id, node);
  const { upTime = -1, startedAt } = (reading.ok ? reading.value[0] : undefined) ?? {};
  if (upTime < 0) return undefined;
  return startedAt ?? new Date(context.clock.now() - upTime * 1000).toISOString();
}

async function registered(context: CheckContext, publisher: ClusterNode): Promise<ClusterView["registrations"]> {
  const configured = await readPhones(context, id, publisher);
  if (!configured.ok) return null;
  const names = configured.value.map((phone) => phone.name);
  const reading = await readRegistrations(context, id, publisher, names);
  if (!reading.ok) return null;
  const phones = reading.value.filter(({ name }) => !isApp(name));
  return phones.map(({ name, status, since, node }) => ({ name, status, since, node }));
}

function findings(
  context: CheckContext,
  groups: readonly HoldingGroup[],
  now: ClusterView,
  snapshots: number,
): Finding[] {
  const served = new Set(now.lists.flatMap(({ itl }) => (itl === undefined || itl === "absent" ? [] : [itl.sha256])));
  const at = new Date(context.clock.now()).toISOString();
  const counts = new Map<
    string,
    { list: TrustList | undefined; phones: number; current: boolean; basis: Set<string> }
  >();
  for (const group of groups) {
    const itls = group.candidates.flatMap(({ itl }) => (itl === "none" ? [] : [itl]));
    // Each TFTP node serves its own variant of one generation, so variants are told apart by signer and time only.
    const generations = new Map(itls.map((itl) => [`${itl.signer.serial} ${itl.timestamp}`, itl]));
    const list = generations.size === 0 || group.certainty === "unknown" ? undefined : [...generations.values()][0];
    const current = list !== undefined && itls.every((itl) => served.has(itl.sha256));
    const key = list === undefined ? "unknown" : current ? "current" : `${list.signer.serial} ${list.timestamp}`;
    const known = counts.get(key) ?? { list, phones: 0, current, basis: new Set<string>() };
    known.phones += group.phones.length;
    for (const reason of group.basis) known.basis.add(reason);
    counts.set(key, known);
  }
  return [...counts].map(([key, { list, phones, current, basis }]): Finding => {
    const text = `${phones} phones: ${[...basis].join(", ")}; ${snapshots} snapshots`;
    const evidence: Evidence = {
      system: "snapshot",
      at,
      source: `${snapshots} snapshots, newest first`,
      excerpt: list === undefined ? text : `${text}\nITL ${list.sha256}\nsigner ${list.signer.serial}`,
      digest: list?.sha256 ?? sha256(text),
    };
    const common = { id: `${id}:${key}`, check: id, evidence: [evidence] };
    if (list === undefined) {
      const title = snapshots === 0 ? say("checks.holdings.none") : say("checks.holdings.unknown", { count: phones });
      const next = say("checks.holdings.none.next");
      return { ...common, code: "holdings.unknown", verdict: "unknown", title, next };
    }
    if (current) {
      return {
        ...common,
        code: "holdings.current",
        verdict: "ok",
        title: say("checks.holdings.current", { count: phones }),
      };
    }
    const values = { count: phones, signer: commonName(list.signer.name), serial: shortSerial(list.signer.serial) };
    const title = say("checks.holdings.old", { ...values, at: { moment: list.timestamp } });
    return { ...common, code: "holdings.old", verdict: "warning", title };
  });
}

const commonName = (name: string): string => /CN=([^;,]+)/i.exec(name)?.[1]?.trim() ?? name;
