// `utils sso status`, `show samltrace level`, `set samltrace level`.
import { type SamlTraceLevel, samlTraceLevels } from "../domain/plan.ts";
import { oneLine } from "../kernel/terminal-text.ts";
import { cleanOutput, contentLines } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";
import { isoOfPrinted, type WallTime, wallOfPrinted } from "./printed-date.ts";

export interface SsoStatus {
  readonly enabled: boolean;
  /** As printed, for example `SAML SSO Enabled`. */
  readonly status: string;
  /** ISO 8601 (see `isoOfPrinted`); older than the SSO certificate means that the IdP's copy may be stale. */
  readonly metadataExported?: string;
  readonly metadataImported?: string;
  readonly testedAt?: string;
  readonly testPassed?: boolean;
  /** The same two by the node’s own wall clock, as its logs print their times: the only way to compare them with those. */
  readonly exportedWall?: WallTime;
  readonly testedWall?: WallTime;
  readonly recoveryUrl?: boolean;
  /** The IdP's entity ID. */
  readonly idp?: string;
}

export function parseSsoStatus(raw: string): Parsed<SsoStatus> {
  const text = cleanOutput(raw);
  const flat = oneLine(text).slice(0, 100_000);
  const next =
    "(?= (?:IdP Metadata Imported Date|SP Metadata Exported Date|SSO Test Result Date|SAML SSO Test Status|Recovery URL Status|Entity ID) ?=|$| admin:)";
  const status = new RegExp(`SSO Status: ?(.{1,80}?)${next}`, "i").exec(flat)?.[1];
  if (status === undefined) return notUnderstood("no-status", text);
  const word = (label: string): string | undefined =>
    new RegExp(`${label} ?= ?(.{1,250}?)${next}`, "i").exec(flat)?.[1]?.trim();
  const date = (label: string): string | undefined => isoOfPrinted(word(label)?.slice(0, 60) ?? "");
  const exported = date("SP Metadata Exported Date");
  const imported = date("IdP Metadata Imported Date");
  const tested = date("SSO Test Result Date");
  const wall = (label: string): WallTime | undefined => wallOfPrinted(word(label)?.slice(0, 60) ?? "");
  const exportedWall = wall("SP Metadata Exported Date");
  const testedWall = wall("SSO Test Result Date");
  const test = word("SAML SSO Test Status");
  const recovery = word("Recovery URL Status");
  const idp = word("Entity ID");
  return understood(
    {
      enabled: /enabled/i.test(status),
      status,
      ...(exported === undefined ? {} : { metadataExported: exported }),
      ...(imported === undefined ? {} : { metadataImported: imported }),
      ...(tested === undefined ? {} : { testedAt: tested }),
      ...(exportedWall === undefined ? {} : { exportedWall }),
      ...(testedWall === undefined ? {} : { testedWall }),
      ...(test === undefined ? {} : { testPassed: /^(?:passed|success)/i.test(test) }),
      ...(recovery === undefined ? {} : { recoveryUrl: /^enabled/i.test(recovery) }),
      ...(idp === undefined ? {} : { idp }),
    },
    contentLines(text).filter((line) => /^(?:SSO Status|[A-Za-z ]{4,40} ?=)/.test(line)),
  );
}

const levelWord = new RegExp(`\\b(${samlTraceLevels.join("|")}|warn)\\b`, "i");

function levelIn(line: string): SamlTraceLevel | undefined {
  const word = levelWord.exec(line)?.[1]?.toLowerCase();
  return word === "warn" ? "warning" : samlTraceLevels.find((level) => level === word);
}

/**
 * `show samltrace level`. No capture of its answer is known to us: it names one of the five levels, in a line that speaks of
 * trace or level, or alone on its line. A refusal names no level.
 */
export function parseSamlTraceLevel(raw: string): Parsed<SamlTraceLevel> {
  const lines = contentLines(raw).filter((line) => !/^(?:admin:)?\s*(?:show|set) samltrace/i.test(line));
  const found = lines.filter((line) => line.length < 200 && (/trace|level/i.test(line) || /^\w+$/.test(line)));
  for (const line of found) {
    const level = levelIn(line);
    if (level !== undefined) return understood(level, [line]);
  }
  return notUnderstood("no-level", lines.join("\n"));
}

/** Its answer is not known to us either: it is believed when it names the level or a success; else the node is looked at. */
export function parseSamlTraceSet(level: SamlTraceLevel, raw: string): Parsed<{ readonly said: string }> {
  const lines = contentLines(raw).filter((line) => !/^(?:admin:)?\s*set samltrace/i.test(line));
  if (lines.some((line) => /unsuccess|not success|invalid|fail|error(?!\b.{0,40}level)|No valid command/i.test(line)))
    return notUnderstood("not-set", lines.join("\n"));
  const said = lines.find((line) => levelIn(line) === level || /success/i.test(line));
  return said === undefined ? notUnderstood("not-set", lines.join("\n")) : understood({ said }, [said]);
}
