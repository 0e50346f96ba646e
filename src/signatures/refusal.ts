// How the CUCM command line says no.
import { contentLines } from "./lines.ts";

export interface CliRefusal {
  /** `unknown-command`, `privilege` and `wrong-node`: nothing was done. `failed`: it was tried. */
  readonly kind: "unknown-command" | "privilege" | "wrong-node" | "failed";
  readonly line: string;
}

/**
 * The refusal in an answer, if there is one. `Executed command unsuccessfully` (with and without a full stop) follows
 * the reason, which is the line before it. The wording for a missing privilege is not documented; any line that speaks
 * of a privilege or authorisation that is lacking counts.
 */
export function refusalIn(raw: string): CliRefusal | undefined {
  const lines = contentLines(raw);
  for (const [at, line] of lines.entries()) {
    if (/^No valid command entered/i.test(line)) return { kind: "unknown-command", line };
    if (
      line.length < 300 &&
      /(?:insufficient|not (?:have|enough)|lack|required?|higher|requires).{0,60}privilege|privilege.{0,60}(?:insufficient|too low|not|required)|(?:user is )?not authori[sz]ed to (?:run|execute)/i.test(
        line,
      )
    ) {
      return { kind: "privilege", line };
    }
    if (line.length < 300 && /publisher(?: node)? only|only (?:be run )?(?:on|from) the publisher/i.test(line)) {
      return { kind: "wrong-node", line };
    }
    if (/^Executed command unsuccessfully/i.test(line)) {
      return { kind: "failed", line: at > 0 ? `${lines[at - 1] ?? ""} / ${line}` : line };
    }
  }
  return undefined;
}
