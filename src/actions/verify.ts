// After a run: are the phones back, do the trust lists carry a current signer, do the restarted services run?
import { publisherOf, type TrustListKind } from "../domain/cluster.ts";
import { isApp } from "../domain/device-name.ts";
import type { Evidence } from "../domain/finding.ts";
import type { Plan } from "../domain/plan.ts";
import type { StepRecord, Verification } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { deskPhones, isRegistered, readPhones } from "./phones.ts";
import { attempt, sameSerial } from "./reading.ts";
import { readService } from "./service-state.ts";
import { loadedLines } from "./verify-loaded.ts";
import { loggingLines } from "./verify-logging.ts";
import { phoneLines } from "./verify-phones.ts";
import { traceLines } from "./verify-sso.ts";
import { trustedLines } from "./verify-trust.ts";

type Line = Verification["lines"][number];

export interface PhoneCount {
  /** Every desk phone that is configured, and how many of these are registered now. */
  readonly known: number;
  readonly registered: number;
  /** Of the watched ones. */
  readonly watched: number;
  /** Webex and Jabber apps: a number of their own. */
  readonly apps: { readonly known: number; readonly registered: number; readonly evidence: Evidence };
}

/** Apps are not counted: they come and go with their people. Throws CertOpsError when it cannot be asked. */
export async function countPhones(context: ActionContext, watched: readonly string[] = []): Promise<PhoneCount> {
  const { value: phones } = await context.systems.soap.phones({ signal: context.signal });
  const desk = deskPhones(phones).map(({ name }) => name);
  const apps = phones.map(({ name }) => name).filter(isApp);
  const { of, evidence } = await readPhones([...new Set([...desk, ...apps, ...watched])], context);
  const here = (names: readonly string[]): number => names.filter((name) => isRegistered(of.get(name))).length;
  return {
    known: desk.length,
    registered: here(desk),
    watched: here(watched),
    apps: { known: apps.length, registered: here(apps), evidence },
  };
}

/**
 * `before`: desk phones registered when the run began. Trust is `disproved` when a served list is signed by none of the cluster's
 * current certificates, else `not-proved`: registration alone proves nothing about what the phones hold. Phones that could
 * not be counted give `known: 0` and a line that says why.
 */
export async function verifyOutcome(
  plan: Plan,
  steps: readonly Pick<StepRecord, "number" | "tally">[],
  before: number,
  context: ActionContext,
): Promise<Verification> {
  const [count, signers, services, loaded, trusted, traces, logging, phones] = await Promise.all([
    attempt(() => countPhones(context), context.signal),
    signerLines(context),
    serviceLines(plan, context),
    loadedLines(plan, context),
    trustedLines(plan, context),
    traceLines(plan, context),
    loggingLines(plan, context),
    phoneLines(plan, steps, context),
  ]);
  const lines = [...phones, ...signers, ...services, ...loaded, ...trusted, ...traces, ...logging];
  if (!count.ok) lines.push({ ok: "unknown", text: count.reason, evidence: [] });
  else if (isAboutApps(plan) && count.value.apps.known > 0) lines.push(appLine(count.value.apps));
  const phonesBack = count.ok
    ? { before, after: count.value.registered, known: count.value.known }
    : { before, after: 0, known: 0 };
  return { phonesBack, trust: signers.some((line) => line.ok === false) ? "disproved" : "not-proved", lines };
}

/** What apps need to get in through Expressway is changed by these. */
const isAboutApps = (plan: Plan): boolean =>
  plan.steps.some(({ change }) =>
    ["trust-certificate", "trust-on-expressway", "restart-expressway"].includes(change.kind),
  );

/** Whoever has closed theirs is no trouble: fewer than all proves nothing. */
const appLine = ({ known, registered, evidence }: PhoneCount["apps"]): Line => ({
  ok: registered === known ? true : "unknown",
  text: say("phones.verify.apps", { here: registered, total: known }),
  evidence: [evidence],
});

interface Signer {
  readonly unit: "ITLRecovery" | "CallManager";
  readonly serial: string;
}

async function currentSigners({ systems, signal }: ActionContext): Promise<readonly Signer[]> {
  const publisher = publisherOf(systems.cluster).name;
  // ITLRecovery is one for the cluster since 12.5; a local key reset signs with a node's CallManager key (cucm.md 0.1).
  const wanted = [
    { node: publisher, unit: "ITLRecovery" as const },
    ...systems.cluster.nodes.map((node) => ({ node: node.name, unit: "CallManager" as const })),
  ];
  const read = await Promise.all(
    wanted.map(({ node, unit }) => attempt(() => systems.cli(node).ownCertificate(unit, { signal }), signal)),
  );
  return read.flatMap((each, index) => {
    const unit = wanted[index]?.unit;
    return each.ok && unit !== undefined ? [{ unit, serial: each.value.value.serial }] : [];
  });
}

async function signerLines(context: ActionContext): Promise<readonly Line[]> {
  const { systems, signal } = context;
  const signers = await currentSigners(context);
  const kinds: readonly TrustListKind[] = ["ITL", "CTL"];
  const questions = kinds.flatMap((list) => systems.cluster.nodes.map((node) => ({ list, node })));
  const lines = await Promise.all(
    questions.map(async ({ list, node }): Promise<Line | undefined> => {
      const read = await attempt(() => systems.tftp.trustList(node, list, { signal }), signal);
      // Not every node runs TFTP, and a cluster that is not in mixed mode has no CTL: no line then, nothing is claimed.
      if (!read.ok) return undefined;
      const { value, evidence } = read.value;
      if ("absent" in value) return undefined;
      const where = { list, node: node.name };
      if ("fault" in value) {
        const text = say("changes.verify.list-damaged", { ...where, fault: value.fault.fault });
        return { ok: false, text, evidence: [evidence] };
      }
      const { serial } = value.list.signer;
      const signer = signers.find((other) => sameSerial(other.serial, serial));
      if (signer !== undefined) {
        const text = say("changes.verify.signer-current", { ...where, serial, unit: signer.unit });
        return { ok: true, text, evidence: [evidence] };
      }
      // Without every certificate read, the signer may be the one that could not be read.
      const sure = signers.length === systems.cluster.nodes.length + 1;
      const id = sure ? "changes.verify.signer-old" : "changes.verify.signer-unknown";
      return { ok: sure ? false : "unknown", text: say(id, { ...where, serial }), evidence: [evidence] };
    }),
  );
  return lines.filter((line) => line !== undefined);
}

async function serviceLines(plan: Plan, context: ActionContext): Promise<readonly Line[]> {
  const restarted = plan.steps.flatMap(({ change }) =>
    change.kind === "restart-service" || change.kind === "start-service" ? [change] : [],
  );
  return await Promise.all(
    restarted.map(async ({ node, service }): Promise<Line> => {
      const reading = await readService(node, service, context);
      if (reading.kind === "read") {
        const { status } = reading.status;
        const text = say("changes.drift.service", { node, service, status });
        return { ok: status === "Started", text, evidence: [reading.evidence] };
      }
      const { systems, signal } = context;
      const read = await attempt(() => systems.cli(node).services({ signal }), signal);
      if (!read.ok) return { ok: "unknown", text: read.reason, evidence: [] };
      const status = read.value.value.find((entry) => entry.name === service)?.state;
      if (status === undefined) {
        return { ok: "unknown", text: say("changes.no-such-service", { service, node }), evidence: [] };
      }
      const text = say("changes.drift.service", { node, service, status });
      return { ok: status === "started", text, evidence: [read.value.evidence] };
    }),
  );
}
