// What only shows when outputs of one session stand side by side: a list that names an old certificate, stale metadata.
import type { ExplainedFinding, ExplainedPart } from "../../domain/explanation.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Json } from "../../domain/text.ts";
import { sameName } from "../../trust/names.ts";
import { finding } from "../finding.ts";

interface Own {
  readonly unit: string;
  readonly serial: string;
  readonly subject: string;
  readonly notBefore: string;
  readonly part: ExplainedPart;
}

const roleOf: Readonly<Record<string, readonly string[]>> = {
  CallManager: ["CCM", "CCM+TFTP", "TFTP"],
  CAPF: ["CAPF"],
  TVS: ["TVS"],
  ITLRecovery: ["SAST"],
};

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const records = (part: ExplainedPart): readonly Readonly<Record<string, Json>>[] =>
  Array.isArray(part.facts.records) ? (part.facts.records as readonly Readonly<Record<string, Json>>[]) : [];

/** Serial numbers are compared, never dates (facts: two lists may be younger than the certificates they name). */
export function compareParts(parts: readonly ExplainedPart[]): ExplainedFinding[] {
  const own = parts.flatMap((part): Own[] => {
    const { unit, serial, subject, notBefore, store } = part.facts;
    if (part.kind !== "show-cert" || store !== "own" || text(serial) === "") return [];
    const name = text(unit).split("/")[0] ?? "";
    return [{ unit: name, serial: text(serial), subject: text(subject), notBefore: text(notBefore), part }];
  });
  const lists = parts.filter((part) => part.kind === "show-ctl" || part.kind === "show-itl");
  return [...lists.flatMap((list) => own.flatMap((one) => compareList(list, one))), ...staleMetadata(parts, own)];
}

function compareList(list: ExplainedPart, own: Own): ExplainedFinding[] {
  const roles = roleOf[own.unit];
  if (roles === undefined) return [];
  const kind = list.kind === "show-itl" ? "ITL" : "CTL";
  const ofUnit = records(list).filter(
    (record) =>
      roles.includes(text(record.role)) && (own.subject === "" || sameName(text(record.subject), own.subject)),
  );
  if (ofUnit.length === 0) return [];
  const scenario = kind === "ITL" ? "phones-unregistered" : "secure-phones-unregistered";
  const [first] = ofUnit;
  const values = { kind, unit: own.unit, own: shortSerial(own.serial), listed: shortSerial(text(first?.serial)) };
  const evidence = [
    { line: own.part.lines[0], text: `${own.unit} ${own.serial}` },
    {
      line: list.lines[0],
      text: `${kind} ${ofUnit.map((record) => `${text(record.role)} ${text(record.serial)}`).join(", ")}`.slice(0, 300),
    },
  ];
  return [
    ofUnit.some((record) => record.serial === own.serial)
      ? finding("list.names-current", "ok", evidence, { values })
      : finding("list.names-old", "problem", evidence, { values, scenario }),
  ];
}

/** Inference: what the IdP holds was exported before the certificate that signs or decrypts now existed. */
function staleMetadata(parts: readonly ExplainedPart[], own: readonly Own[]): ExplainedFinding[] {
  return parts.flatMap((part) => {
    const exported = text(part.facts.spMetadataExported);
    const newer = own.find((one) => /^(?:tomcat|ITLRecovery)$/.test(one.unit) && one.notBefore > exported);
    if (part.kind !== "sso-status" || exported === "" || newer === undefined) return [];
    return [
      finding(
        "sso.metadata-older",
        "warning",
        [
          { line: part.lines[0], text: `SP Metadata Exported Date = ${exported}` },
          { line: newer.part.lines[0], text: `${newer.unit} ${newer.notBefore}` },
        ],
        { scenario: "sso-login-failed", values: { unit: newer.unit } },
      ),
    ];
  });
}
