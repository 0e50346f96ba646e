// Every phone's registration, in batches, at the pace that the cluster allows.
import type { Cluster } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { RateGate } from "../../kernel/rate-gate.ts";
import { evidenceOf } from "../evidence.ts";
import type { CallOptions, Observed, PhoneRegistration } from "../ports.ts";
import type { Credential, SoapCaller } from "./call.ts";
import { answerNotUnderstood, rateLimited, soapFaultError } from "./errors.ts";
import { type NotNow, Patience } from "./patience.ts";
import {
  absent,
  isDeviceName,
  newestOf,
  notAsked,
  type RisAnswer,
  readRis,
  risBatch,
  risOperation,
  risPath,
  risRequest,
} from "./ris.ts";

export interface RisDeps {
  readonly cluster: Cluster;
  readonly account: Credential;
  readonly caller: SoapCaller;
  readonly clock: Clock;
  readonly gate: RateGate;
  readonly callMs: number;
  readonly budgetMs: number;
}

/** Cisco advises 10 to 30 s after "Exceeded allowed rate"; other clients of the cluster share the allowance. */
const RATE_WAIT_MS = 15_000;

type Batch = RisAnswer & { readonly bytes: readonly Uint8Array[]; readonly from: string };

/** One entry per distinct name, in the order given. */
export async function registrations(
  deps: RisDeps,
  names: readonly string[],
  options: CallOptions,
): Promise<Observed<readonly PhoneRegistration[]>> {
  const distinct = [...new Set(names)];
  const askable = distinct.filter(isDeviceName);
  const patience = new Patience(deps.clock, deps.budgetMs, options.signal);
  const batches: Batch[] = [];
  // Any node's RIS speaks for the whole cluster; a publisher that is down must not blind us.
  let order = [...deps.cluster.nodes].sort((a, b) => Number(b.role === "publisher") - Number(a.role === "publisher"));
  for (let at = 0; at < askable.length; at += risBatch) {
    const got = await fromAnyNode(deps, order, askable.slice(at, at + risBatch), patience, options);
    batches.push(got);
    order = [...order].sort((a, b) => Number(b.name === got.from) - Number(a.name === got.from));
  }
  const newest = newestOf(batches.flatMap((batch) => batch.devices));
  const asked = new Set(askable);
  const value = distinct.map((name) => (asked.has(name) ? (newest.get(name) ?? absent(name)) : notAsked(name)));
  return { value, evidence: evidenceFor(deps, batches, value) };
}

async function fromAnyNode(
  deps: RisDeps,
  order: Cluster["nodes"],
  names: readonly string[],
  patience: Patience,
  options: CallOptions,
): Promise<Batch> {
  let first: unknown;
  for (const node of order) {
    try {
      return await ask(deps, node, names, patience, options);
    } catch (error) {
      const elsewhere = error instanceof CertOpsError && ["node-unreachable", "deadline-exceeded"].includes(error.code);
      if (!elsewhere || options.signal?.aborted === true) throw error;
      first ??= error;
    }
  }
  throw first;
}

async function ask(
  deps: RisDeps,
  node: Cluster["nodes"][number],
  names: readonly string[],
  patience: Patience,
  options: CallOptions,
): Promise<Batch> {
  const where = { node: node.name, service: "RisPort70" } as const;
  const endpoint = { node: node.name, address: node.address, port: node.ports.https };
  const batch = await patience.try(async (): Promise<Batch | NotNow> => {
    await deps.gate.pass(options.signal);
    const answer = await deps.caller.call({
      endpoint,
      service: "RisPort70",
      path: risPath,
      operation: risOperation,
      action: risOperation,
      envelope: risRequest(names),
      deadlineMs: deps.callMs,
      account: deps.account,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (answer.kind === "busy") {
      return { waitMs: answer.waitMs ?? RATE_WAIT_MS, otherwise: rateLimited(where, risOperation) };
    }
    if (answer.kind === "version") throw soapFaultError(where, risOperation, answer.text);
    if (answer.kind === "fault") {
      const { text } = answer.fault;
      // The sentence has a misspelling in some releases ("Reatime"); only these words are stable.
      if (!/Exceeded allowed rate/i.test(text)) throw soapFaultError(where, risOperation, text);
      return { waitMs: RATE_WAIT_MS, otherwise: rateLimited(where, risOperation) };
    }
    const read = readRis(answer.body);
    if (read === undefined) throw answerNotUnderstood(where, risOperation, "has no SelectCmDeviceResult");
    return { ...read, bytes: [answer.bytes], from: node.name };
  });
  // More found than returned: the answer was cut at its limit. Halves fit.
  if (batch.total <= batch.devices.length || names.length < 2) return batch;
  // A node that always claims more than it returns would be asked for every name alone, at the cluster's pace: for hours.
  if (patience.over) throw answerNotUnderstood(where, risOperation, "is cut short every time");
  const middle = Math.ceil(names.length / 2);
  const left = await ask(deps, node, names.slice(0, middle), patience, options);
  const right = await ask(deps, node, names.slice(middle), patience, options);
  return {
    devices: [...left.devices, ...right.devices],
    total: left.total + right.total,
    silent: [...new Set([...left.silent, ...right.silent])],
    bytes: [...left.bytes, ...right.bytes],
    from: node.name,
  };
}

function evidenceFor(
  deps: RisDeps,
  batches: readonly Batch[],
  value: readonly PhoneRegistration[],
): Observed<never>["evidence"] {
  const from = deps.cluster.nodes.find((node) => node.name === batches[0]?.from);
  const counts = new Map<string, number>();
  for (const { status, reasonText } of value) {
    const key = reasonText === "" || reasonText === "noError" ? status : `${status} (${reasonText})`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const silent = [...new Set(batches.flatMap((batch) => batch.silent))];
  return evidenceOf(deps.clock, {
    system: "RisPort70",
    ...(from === undefined ? {} : { node: from.name }),
    source: `${risOperation} at ${from === undefined ? "no node" : `${from.address}:${from.ports.https}`}, ${value.length} names in ${batches.length} batches`,
    lines: [...[...counts].sort(([, a], [, b]) => b - a).map(([key, count]) => `${key}: ${count}`), ...silent],
    whole: Buffer.concat(batches.flatMap((batch) => batch.bytes)),
  });
}
