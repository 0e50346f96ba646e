// What `certops doctor` says about the identity provider of a cluster: whether its metadata can be read, and what it names.
import { linkIdp } from "../../app/idp-link.ts";
import type { ClusterSettings } from "../../config/settings.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { systemClock } from "../../kernel/clock.ts";
import type { Examined } from "./examined.ts";

/** Nothing where no identity provider is configured. */
export async function idpOf(settings: ClusterSettings, patienceMs: number): Promise<Examined[]> {
  if (settings.idp === undefined) return [];
  const what = `${settings.cluster.id}: identity provider`;
  const next =
    "correct idp of this cluster: metadata (the address of its SAML metadata), certificates (the CA of that web server)";
  try {
    const idp = linkIdp(settings, undefined, systemClock);
    if (idp === undefined) return [];
    try {
      const { value } = await idp.metadata({ signal: AbortSignal.timeout(patienceMs) });
      const expired = value.signing.filter((one) => Date.parse(one.notAfter) < Date.now()).length;
      const detail = `${value.entity}, ${value.signing.length} signing certificates${expired === 0 ? "" : `, ${expired} expired`}`;
      return [{ what, state: expired === 0 && value.signing.length === 1 ? "ok" : "warning", detail }];
    } finally {
      idp.close();
    }
  } catch (error) {
    const why = error instanceof CertOpsError ? error.message : "a certificate file is not there";
    return [{ what, state: "problem", detail: why, next }];
  }
}
