// After a run: are the phones back, do the trust lists carry a current signer, do the restarted services run?
import { publisherOf, type TrustListKind } from "../domain/cluster.ts";
import type { Plan } from "../domain/plan.ts";
import type { Verification } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { readPhones } from "./phones.ts";
import { attempt, sameSerial } from "./reading.ts";
import { readService } from "./service-state.ts";
import { loggingLines } from "./verify-logging.ts";
import { phoneLines } from "./verify-phones.ts";
import { traceLines } from "./verify-sso.ts";
import { trustedLines } from "./verify-trust.ts";

type Line = Verification["lines"][number];

/** All configured phones, and how many of them are registered now. Throws CertOpsError when it cannot be asked. */
export async function countPhones(
  context: ActionContext,
): Promise<{ readonly known: number; readonly registered: number }> {
  const { value: phones } = await context.systems.soap.phones({ signal: context.signal });
  const names = phones.map((phone) => phone.name);
  const { registered } = await readPhones(names, context);
  return { known: names.length, registered };
}

/**
 * `before`: phones registered when the run began. Trust is `disproved` when a served list is signed by none of the cluster's
 * current certificates, else `not-proved`: registration alone proves nothing about what the phones hold. Phones that could
 * not be counted give `known: 0` and a line that says why.
 */
export async function verifyOutcome(plan: Plan, before: number, context: ActionContext): Promise<Verification> {
  const [count, signers, services, trusted, traces, logging, phones] = await Promise.all([
    attempt(() => countPhones(context), context.signal),
    signerLines(context),
    serviceLines(plan, context),
    trustedLines(plan, context),
    traceLines(plan, context),
    loggingLines(plan, context),
    phoneLines(plan, context),
  ]);
  const lines = [...phones, ...signers, ...services, ...trusted, ...traces, ...logging];
  if (!count.ok) lines.push({ ok: "unknown", text: count.reason, evidence: [] });
  const phonesBack = count.ok
    ? { before, after: count.value.registered, known: count.value.known }
    : { before, after: 0, known: 0 };
  return { phonesBack, trust: signers.some((line) => line.ok === false) ? "disproved" : "not-proved", lines };
}

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
  const restarted = plan.steps.flatMap(({ change }) => (change.kind === "restart-service" ? [change] : []));
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
