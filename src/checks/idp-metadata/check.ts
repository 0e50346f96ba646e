// The identity provider's own metadata, where its address is configured: which certificates it may sign with, and until when.

import { CertOpsError } from "../../domain/errors.ts";
import type { Evidence, Finding } from "../../domain/finding.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { isAbort } from "../../kernel/deadline.ts";
import type { IdpMetadata } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";

const id = "idp-metadata";

export interface IdpMetadataFacts {
  /** False: no address in the configuration. */
  readonly configured: boolean;
  /** Undefined when it was not configured or could not be read. */
  readonly metadata: IdpMetadata | undefined;
}

export const idpMetadataCheck = defineCheck<typeof id, IdpMetadataFacts>({
  id,
  title: say("checks.idp.title"),
  async run(context: CheckContext): Promise<IdpMetadataFacts> {
    const { idp } = context.systems;
    if (idp === undefined) return { configured: false, metadata: undefined };
    try {
      const { value, evidence } = await idp.metadata({ signal: context.signal });
      for (const finding of judge(value, evidence, context.clock.now())) context.emit(finding);
      return { configured: true, metadata: value };
    } catch (error) {
      if (!(error instanceof CertOpsError) && !isAbort(error)) throw error;
      context.emit(unread(error, context.clock.now()));
      return { configured: true, metadata: undefined };
    }
  },
});

function judge({ entity, signing }: IdpMetadata, evidence: Evidence, now: number): Finding[] {
  const expired = signing.filter((one) => Date.parse(one.notAfter) <= now);
  const [first] = signing;
  const values = {
    entity,
    count: signing.length,
    serial: shortSerial(first?.serial ?? ""),
    until: { moment: first?.notAfter ?? "" },
  };
  const base = { id, check: id, evidence: [evidence] };
  if (first === undefined)
    return [{ ...base, code: "idp.no-certificate", verdict: "problem", title: say("checks.idp.none", { entity }) }];
  if (expired.length > 0) {
    const until = { moment: expired[0]?.notAfter ?? "" };
    const next = say("checks.idp.expired.next");
    const title = say("checks.idp.expired", { entity, until });
    return [{ ...base, code: "idp.signing-certificate-expired", verdict: "problem", title, next }];
  }
  if (signing.length > 1) {
    const next = say("checks.idp.two.next");
    return [
      { ...base, code: "idp.two-signing-certificates", verdict: "warning", title: say("checks.idp.two", values), next },
    ];
  }
  return [{ ...base, code: "idp.metadata", verdict: "ok", title: say("checks.idp.good", values) }];
}

function unread(error: unknown, now: number): Finding {
  const known = error instanceof CertOpsError ? error : undefined;
  return {
    id,
    check: id,
    code: `read.${known?.code ?? "deadline-exceeded"}`,
    verdict: "unknown",
    title: known === undefined ? say("checks.idp.unread") : say("checks.idp.unread-why", { why: known.say }),
    next: say("checks.idp.unread.next"),
    evidence: [
      {
        system: "IdP",
        at: new Date(now).toISOString(),
        source: "metadata",
        excerpt: known?.code ?? "deadline-exceeded",
        digest: "",
      },
    ],
  };
}
