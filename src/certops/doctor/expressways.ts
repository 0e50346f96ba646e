// What `certops doctor` says about the Expressway-C clusters of one CUCM cluster: pins that can be read, accounts.
import { readFileSync } from "node:fs";
import type { ClusterSettings } from "../../config/settings.ts";
import { verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { readCertificates } from "../../trust/certificate.ts";
import { bad, type Examined, faultOfFile, well } from "./examined.ts";

export function expresswaysOf({ cluster, expressways = [] }: ClusterSettings): Examined[] {
  return expressways.flatMap(({ group, accounts, certificates }): Examined[] => {
    const where = `${cluster.id} ${group}`;
    const pins = certificates.map((path): Examined => {
      const what = say("line.doctor.pinned-certificate", { where });
      const next = say("line.doctor.correct-pins.expressway");
      try {
        const count = readCertificates(readFileSync(path)).length;
        return count > 0 ? well(what, verbatim(path)) : bad(what, faultOfFile(path), next);
      } catch (error) {
        return bad(what, faultOfFile(path, error), next);
      }
    });
    if (accounts.change !== undefined) return pins;
    const detail = say("line.doctor.change-account.none-here");
    return [...pins, { what: say("line.doctor.change-account", { where }), state: "warning", detail }];
  });
}
