// `utils sso status`.
import { oneLine } from "../kernel/terminal-text.ts";
import { cleanOutput } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";
import { isoOfPrinted } from "./printed-date.ts";

export interface SsoStatus {
  readonly enabled: boolean;
  /** As printed, for example `SAML SSO Enabled`. */
  readonly status: string;
  /** ISO 8601 (see `isoOfPrinted`); older than the SSO certificate means that the IdP's copy may be stale. */
  readonly metadataExported?: string;
  readonly metadataImported?: string;
}

export function parseSsoStatus(raw: string): Parsed<SsoStatus> {
  const text = cleanOutput(raw);
  const flat = oneLine(text).slice(0, 100_000);
  const next =
    "(?= (?:IdP Metadata Imported Date|SP Metadata Exported Date|SSO Test Result Date|SAML SSO Test Status|Recovery URL Status|Entity ID) ?=|$| admin:)";
  const status = new RegExp(`SSO Status: ?(.{1,80}?)${next}`, "i").exec(flat)?.[1];
  if (status === undefined) return notUnderstood("no-status", text);
  const date = (label: string): string | undefined =>
    isoOfPrinted(new RegExp(`${label} = ?(.{1,60}?)${next}`, "i").exec(flat)?.[1] ?? "");
  const exported = date("SP Metadata Exported Date");
  const imported = date("IdP Metadata Imported Date");
  return understood(
    {
      enabled: /enabled/i.test(status),
      status,
      ...(exported === undefined ? {} : { metadataExported: exported }),
      ...(imported === undefined ? {} : { metadataImported: imported }),
    },
    [`SSO Status: ${status}`],
  );
}
