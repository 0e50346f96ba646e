// `utils ntp status`.
import { cleanOutput, contentLines } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

export interface NtpState {
  readonly synchronised: boolean;
  /** The deciding line, for example `synchronised to NTP server (10.0.0.1) at stratum 3`. */
  readonly line: string;
}

export function parseNtp(raw: string): Parsed<NtpState> {
  const lines = contentLines(raw);
  const decide = (shape: RegExp): string | undefined =>
    lines.map((line) => shape.exec(line)?.[0]).find((line) => line !== undefined);
  const bad =
    decide(/unsynchroni[sz]ed/i) ??
    decide(/ntpd (?:\(pid \d{1,9}\) )?is (?:not running|stopped|dead)[^\n]{0,60}/i) ??
    decide(/No association ID's returned/i);
  const good = decide(/\bsynchroni[sz]ed to [^\n]{0,80}?(?:at stratum \d{1,2}|$)/i);
  const line = bad ?? good;
  if (line === undefined) return notUnderstood("no-state", cleanOutput(raw));
  return understood({ synchronised: bad === undefined, line }, [line]);
}
