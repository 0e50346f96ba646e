// An explanation as the JSON contract has it (docs/cli.md): texts written out, a session's parts among its facts.
import type { ExplainedFinding, Explanation } from "../domain/explanation.ts";
import type { Json } from "../domain/text.ts";
import type { Writer } from "../i18n/write.ts";
import { facts } from "./finding.ts";

export interface WrittenExplanation {
  readonly kind: Explanation["kind"];
  readonly facts: Readonly<Record<string, Json>>;
  readonly findings: readonly Json[];
}

export function written(explained: Explanation, writer: Writer): WrittenExplanation {
  const { kind, findings, parts } = explained;
  const own = findings.map((one) => finding(one, writer));
  if (parts === undefined) return { kind, facts: explained.facts, findings: own };
  const inside = parts.map((part): Json => {
    const { command, lines } = part;
    return { ...written(part, writer), command, lines: [...lines] };
  });
  return { kind, facts: { ...explained.facts, parts: inside }, findings: own };
}

const finding = (
  { code, verdict, means, next, evidence, scenario, side, count }: ExplainedFinding,
  writer: Writer,
): Json => ({
  code,
  verdict,
  means: writer.write(means),
  next: writer.write(next),
  evidence: evidence.map(({ line, text, file }): Json => facts({ line, text, file })),
  ...facts({ scenario, side, count }),
});
