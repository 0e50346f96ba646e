// Reads again, right before a step, what the approved plan said must still be true.
import type { Evidence } from "../domain/finding.ts";
import type { Precondition } from "../domain/plan.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { deskPhones, readPhones } from "./phones.ts";
import { attempt, sameSerial } from "./reading.ts";
import { readService } from "./service-state.ts";

/** `unknown`: could not be read; nothing may be sent then either. */
export interface PreconditionReading {
  readonly holds: boolean | "unknown";
  /** What was expected and what is there, or why it could not be read. */
  readonly says: Phrase;
  readonly evidence: readonly Evidence[];
}

/** Never throws for expected trouble: that is an `unknown`. */
export async function readPrecondition(
  precondition: Precondition,
  context: ActionContext,
): Promise<PreconditionReading> {
  switch (precondition.kind) {
    case "certificate-serial": {
      const { node, unit, serial } = precondition;
      const { systems, signal } = context;
      const read = await attempt(() => systems.cli(node).ownCertificate(unit, { signal }), signal);
      if (!read.ok) return unread(read.reason);
      const found = read.value.value.serial;
      const says = say("changes.drift.certificate", { node, unit, expected: serial, found });
      return { holds: sameSerial(found, serial), says, evidence: [read.value.evidence] };
    }
    case "saml-trace": {
      const { node, level } = precondition;
      const { systems, signal } = context;
      const read = await attempt(() => systems.cli(node).samlTraceLevel({ signal }), signal);
      if (!read.ok) return unread(read.reason);
      const says = say("changes.drift.saml-trace", { node, expected: level, found: read.value.value });
      return { holds: read.value.value === level, says, evidence: [read.value.evidence] };
    }
    case "trust-list-signer":
      return await signer(precondition, context);
    case "service-started":
      return await started(precondition, context);
    case "registered-at-least": {
      const { systems, signal } = context;
      const read = await attempt(async () => {
        const { value: phones } = await systems.soap.phones({ signal });
        return await readPhones(
          deskPhones(phones).map((phone) => phone.name),
          context,
        );
      }, signal);
      if (!read.ok) return unread(read.reason);
      const found = read.value.registered;
      const says = say("changes.drift.registered", { expected: precondition.phones, found });
      return { holds: found >= precondition.phones, says, evidence: [read.value.evidence] };
    }
    case "security-profile": {
      const { profile, mode } = precondition;
      const { systems, signal } = context;
      const read = await attempt(() => systems.soap.security.profile(profile, { signal }), signal);
      if (!read.ok) return unread(read.reason);
      const { value, evidence } = read.value;
      if (value === undefined)
        return { holds: false, says: say("phones.profile.gone", { profile }), evidence: [evidence] };
      const says = say("phones.profile.mode", { profile, expected: mode, found: value.mode });
      return { holds: value.mode === mode, says, evidence: [evidence] };
    }
  }
}

const unread = (reason: Phrase): PreconditionReading => ({ holds: "unknown", says: reason, evidence: [] });

async function signer(
  { node: name, list, signerSerial }: Extract<Precondition, { kind: "trust-list-signer" }>,
  { systems, signal }: ActionContext,
): Promise<PreconditionReading> {
  const node = systems.cluster.nodes.find((other) => other.name === name);
  if (node === undefined) return unread(say("changes.no-such-node", { node: name }));
  const read = await attempt(() => systems.tftp.trustList(node, list, { signal }), signal);
  if (!read.ok) return unread(read.reason);
  const { value, evidence } = read.value;
  const found = "list" in value ? value.list.signer.serial : undefined;
  const values = { node: name, list, expected: signerSerial };
  const says =
    found === undefined ? say("changes.drift.no-list", values) : say("changes.drift.signer", { ...values, found });
  return { holds: found !== undefined && sameSerial(found, signerSerial), says, evidence: [evidence] };
}

async function started(
  { node, service }: Extract<Precondition, { kind: "service-started" }>,
  context: ActionContext,
): Promise<PreconditionReading> {
  const reading = await readService(node, service, context);
  if (reading.kind === "read") {
    const { status } = reading.status;
    const says = say("changes.drift.service", { node, service, status });
    return { holds: status === "Started", says, evidence: [reading.evidence] };
  }
  // Tomcat may be the service that is to be restarted: the command line knows it too.
  const { systems, signal } = context;
  const read = await attempt(() => systems.cli(node).services({ signal }), signal);
  if (!read.ok) return unread(read.reason);
  const status = read.value.value.find((entry) => entry.name === service)?.state ?? "unknown";
  const says = say("changes.drift.service", { node, service, status });
  return { holds: status === "started", says, evidence: [read.value.evidence] };
}
