// Answers of commands that change a cluster: CTL update, ITL and CTL reset, certificate regeneration.
import { oneLine } from "../kernel/terminal-text.ts";
import { cleanOutput, contentLines } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

const said = (shape: RegExp, reason: string, raw: string): Parsed<{ readonly said: string }> => {
  const text = cleanOutput(raw);
  const found = shape.exec(oneLine(text))?.[0];
  if (found === undefined) return notUnderstood(reason, text, contentLines(raw).at(-1));
  return understood({ said: found }, [found]);
};

/** `CTL file Updated`; the advice that follows it differs by release. */
export const parseCtlUpdate = (raw: string): Parsed<{ readonly said: string }> =>
  said(/CTL ?file (?:has been )?updated/i, "not-updated", raw);

/** `ITL file Reset.` (15) or `Successfully transferred reset ITL to node ...` (12.5 and before). */
export const parseItlReset = (raw: string): Parsed<{ readonly said: string }> =>
  said(/ITL ?file Reset(?!\w)|Successfully transferred reset ITL to node \S{1,100}/i, "not-reset", raw);

/** By analogy with the ITL: no capture of `utils ctl reset localkey` is known to us. */
export const parseCtlReset = (raw: string): Parsed<{ readonly said: string }> =>
  said(
    /CTL ?file (?:has been )?(?:reset|updated)(?!\w)|Successfully transferred reset CTL to node \S{1,100}/i,
    "not-reset",
    raw,
  );

/** Units named by `Successfully Regenerated Certificate for tomcat and tomcat-client.` */
export function parseCertificateRegeneration(raw: string): Parsed<{ readonly units: readonly string[] }> {
  const text = cleanOutput(raw);
  const found = /Successfully regenerated certificate for ([\w-]{1,40}(?:(?: and |, ?)[\w-]{1,40}){0,9})\./i.exec(
    oneLine(text),
  );
  if (found === null) return notUnderstood("not-regenerated", text, contentLines(raw).at(-1));
  return understood({ units: (found[1] ?? "").split(/ and |, ?/) }, [found[0]]);
}

/** `Successfully imported certificate for tomcat.` (a real capture; blanks and line breaks vary). */
export const parseTrustImport = (unit: string, raw: string): Parsed<{ readonly said: string }> =>
  said(new RegExp(`Successfully imported certificate for ${unit}(?:-trust)?\\b`, "i"), "not-imported", raw);
