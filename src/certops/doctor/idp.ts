// What `certops doctor` says about the identity provider of a cluster: whether its metadata can be read, and what it names.
import { linkIdp } from "../../app/idp-link.ts";
import type { ClusterSettings } from "../../config/settings.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { systemClock } from "../../kernel/clock.ts";
import { bad, type Examined } from "./examined.ts";

/** Nothing where no identity provider is configured. */
export async function idpOf(settings: ClusterSettings, patienceMs: number): Promise<Examined[]> {
  if (settings.idp === undefined) return [];
  const what = say("line.doctor.idp", { where: settings.cluster.id });
  try {
    const idp = linkIdp(settings, undefined, systemClock);
    if (idp === undefined) return [];
    try {
      const { value } = await idp.metadata({ signal: AbortSignal.timeout(patienceMs) });
      const expired = value.signing.filter((one) => Date.parse(one.notAfter) < Date.now()).length;
      const values = { entity: value.entity, count: value.signing.length };
      const detail =
        expired === 0 ? say("line.doctor.idp.signing", values) : say("line.doctor.idp.expired", { ...values, expired });
      return [{ what, state: expired === 0 && value.signing.length === 1 ? "ok" : "warning", detail }];
    } finally {
      idp.close();
    }
  } catch (error) {
    const why = error instanceof CertOpsError ? error : say("line.doctor.idp.no-file");
    return [bad(what, why, say("line.doctor.idp.next"))];
  }
}
