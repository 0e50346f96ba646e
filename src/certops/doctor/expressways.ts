// What `certops doctor` says about the Expressway-C clusters of one CUCM cluster: pins that can be read, accounts.
import { readFileSync } from "node:fs";
import type { ClusterSettings } from "../../config/settings.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { readCertificates } from "../../trust/certificate.ts";
import type { Examined } from "./examined.ts";

export function expresswaysOf({ cluster, expressways = [] }: ClusterSettings): Examined[] {
  return expressways.flatMap(({ group, accounts, certificates }): Examined[] => {
    const pins = certificates.map((path): Examined => {
      const what = `${cluster.id} ${group}: pinned certificate`;
      const next = "correct pins.certificates of this Expressway";
      try {
        const count = readCertificates(readFileSync(path)).length;
        return count > 0
          ? { what, state: "ok", detail: path }
          : { what, state: "problem", detail: `${path} holds no certificate`, next };
      } catch (error) {
        const why = error instanceof CertOpsError ? "cannot be read as certificates" : "is not there";
        return { what, state: "problem", detail: `${path} ${why}`, next };
      }
    });
    if (accounts.change !== undefined) return pins;
    const detail = "none: the bot looks at this Expressway, but cannot change anything";
    return [...pins, { what: `${cluster.id} ${group}: change account`, state: "warning", detail }];
  });
}
