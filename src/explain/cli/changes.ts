// Answers of commands that change certificates or trust lists: what was done, and what must follow.
import type { ExplainedFinding } from "../../domain/explanation.ts";
import { oneLine } from "../../kernel/terminal-text.ts";
import { parseCertificateRegeneration, parseCtlUpdate } from "../../signatures/changes.ts";
import { finding, shown } from "../finding.ts";
import type { Reader } from "../reading.ts";

export const readCtlUpdate: Reader = (body, { locate, command }) => {
  const flat = oneLine(body);
  const mixed = /Cluster set to (Mixed|Non[- ]?Secure) Mode/i.exec(flat);
  const wanted = /set-cluster\s+(mixed|non-secure)/i.exec(command ?? "")?.[1];
  const updated = parseCtlUpdate(body);
  const reset = /CTL ?file (?:has been )?reset(?!\w)|Successfully transferred reset CTL to node \S{1,100}/i.exec(flat);
  const about = /Updating CTL file|Moving Cluster to|update the CTLFile|CTL ?file/i.exec(flat);
  if (mixed === null && !updated.ok && reset === null && about === null && command === undefined) return undefined;
  const said = mixed?.[0] ?? reset?.[0] ?? (updated.ok ? updated.value.said : undefined);
  const operation = /reset/i.test(command ?? "")
    ? "reset-localkey"
    : mixed !== null || wanted !== undefined
      ? /non/i.test(mixed?.[1] ?? wanted ?? "")
        ? "non-secure-mode"
        : "mixed-mode"
      : reset !== null && !updated.ok
        ? "reset-localkey"
        : "update";
  const advice =
    /(?:Please Restart the TFTP[^.]{0,200}|Please reset all Encrypted[^.]{0,160}|You must reset all phones[^.]{0,160})/i.exec(
      flat,
    )?.[0];
  const at = locate.all([said ?? command ?? about?.[0] ?? "", ...(advice === undefined ? [] : [advice])]);
  return {
    facts: { operation, done: said !== undefined, advice: advice?.trim() ?? null },
    findings: [
      said === undefined
        ? finding("ctl.not-updated", "problem", at, { scenario: "secure-phones-unregistered" })
        : operation === "non-secure-mode"
          ? finding("ctl.non-secure", "warning", at)
          : finding("ctl.updated", "warning", at, { values: { said: shown(said, 100) } }),
    ],
  };
};

export const readItlReset: Reader = (body, { locate, command }) => {
  const flat = oneLine(body);
  const done = /ITL ?file Reset(?!\w)|Successfully transferred reset ITL to node \S{1,100}/i.exec(flat)?.[0];
  const about = /ITLFile on all the active TFTP|reset ITL/i.exec(flat)?.[0];
  if (done === undefined && about === undefined && command === undefined) return undefined;
  const key = /reset\s+(localkey|remotekey)/i.exec(command ?? "")?.[1]?.toLowerCase();
  const signer = /signed using ([\w-]{2,40}) certificate key/i.exec(flat)?.[1];
  const nodes = [...flat.matchAll(/reset ITL to node (\S{1,100})/gi)].map((found) => found[1] ?? "");
  const at = locate.all([done ?? about ?? command ?? ""]);
  const scenario = "phones-unregistered";
  return {
    facts: { operation: key ?? null, signedWith: signer ?? null, done: done !== undefined, nodes },
    findings: [
      done === undefined
        ? finding("itl.not-reset", "problem", at, { scenario })
        : finding("itl.reset", "warning", at, { scenario, values: { signer: signer ?? "?" } }),
    ],
  };
};

// In the order in which they are looked for: FIPS prints a list of units, the others one sentence.
const imported =
  /Successfully (imported|exported|enabled|disabled) (?:(?:the )?(?:default )?(?:"[^"]{1,100}"|Cisco CA|[\w-]{1,40})? ?)certificates?(?:\(s\))?(?: (?:for|to) ([\w-]{1,40}))?/gi;

export const readCertRegen: Reader = (body, { locate, command }) => {
  const flat = oneLine(body);
  const regenerated = parseCertificateRegeneration(body);
  if (regenerated.ok) {
    const { units } = regenerated.value;
    return {
      facts: { operation: "regen", units, done: true },
      findings: [renewed(units, locate.all(regenerated.lines))],
    };
  }
  const fips = /operation will regenerate certificates for (?:\d\)\w{2,20} ?)+/i.exec(flat)?.[0];
  if (fips !== undefined) {
    const units = [...fips.matchAll(/\d\)(\w{2,20})/g)].map((found) => found[1] ?? "");
    return {
      facts: { operation: "fips", units, done: false },
      findings: [
        finding("cert.fips-renews-all", "warning", locate.all(["The operation will regenerate certificates for"])),
      ],
    };
  }
  const moved = [...flat.matchAll(imported)];
  if (moved.length > 0) {
    const units = moved.map((one) => one[2] ?? /(?:imported|exported) ([\w-]{1,40}) cert/i.exec(one[0])?.[1] ?? "");
    const operation =
      /set\s+cert\s+([\w-]{2,20})/i.exec(command ?? "")?.[1]?.toLowerCase() ?? moved[0]?.[1]?.toLowerCase() ?? "";
    const at = locate.all(moved.map((one) => one[0]));
    return {
      facts: { operation, units: units.filter((unit) => unit !== ""), done: true },
      findings: [finding("cert.imported", "warning", at, { values: { said: shown(moved[0]?.[0] ?? "", 100) } })],
    };
  }
  const unit = /set\s+cert\s+regen\s+([\w-]{2,40})/i.exec(command ?? "")?.[1];
  const about = /Proceed with regeneration|overwrite any CA signed certificate/i.exec(flat)?.[0];
  if (about === undefined && !/set\s+cert\s/i.test(command ?? "")) return undefined;
  return {
    facts: {
      operation: /set\s+cert\s+([\w-]{2,20})/i.exec(command ?? "")?.[1] ?? "regen",
      units: unit === undefined ? [] : [unit],
      done: false,
    },
    findings: [finding("cert.not-renewed", "unknown", locate.all([about ?? command ?? ""]))],
  };
};

const listUnits = /^(?:CallManager|CallManager-ECDSA|TVS|ITLRecovery|CAPF)$/i;

function renewed(units: readonly string[], at: Parameters<typeof finding>[2]): ExplainedFinding {
  const values = { units: shown(units.join(", "), 200) };
  if (units.some((unit) => /^capf$/i.test(unit))) {
    return finding("cert.renewed-capf", "warning", at, { values, scenario: "secure-phones-unregistered" });
  }
  if (units.some((unit) => listUnits.test(unit))) {
    return finding("cert.renewed-in-list", "warning", at, { values, scenario: "phones-unregistered" });
  }
  if (units.some((unit) => /^tomcat/i.test(unit))) {
    return finding("cert.renewed-tomcat", "warning", at, { values, scenario: "sso-login-failed" });
  }
  return finding("cert.renewed", "warning", at, { values });
}
