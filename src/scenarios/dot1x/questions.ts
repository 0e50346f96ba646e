// What only people see about 802.1X: the phone's messages and log, the server's log, what is bypassed at the switch.
import type { Verdict } from "../../domain/finding.ts";
import type { Question } from "../../domain/word.ts";
import { say } from "../../i18n/say.ts";
import type { Dot1xCause } from "./cause.ts";
import type { Dot1xSituation } from "./situation.ts";

const asked = {
  status: ["failed", "none"],
  log: ["failed", "want-read", "server-certificate", "timeout"],
  server: ["unknown-ca", "accepted", "nothing"],
  bypass: ["none", "on", "ended"],
} as const;

/** What an answer amounts to; `ok` for the others. */
const verdicts: Readonly<Record<string, Verdict>> = {
  failed: "problem",
  "server-certificate": "problem",
  timeout: "problem",
  "unknown-ca": "problem",
  nothing: "problem",
  on: "warning",
};

const question = <Id extends keyof typeof asked>(id: Id): Question => ({
  id: `dot1x-${id}`,
  text: say(`scenario.dot1x.question.${id}`),
  how: say(`scenario.dot1x.question.${id}.how`),
  options: asked[id].map((option) => {
    const verdict = verdicts[option];
    const label = say(`scenario.dot1x.option.${option}`);
    return verdict === undefined ? { id: option, label } : { id: option, label, verdict };
  }),
});

/** In the document's order: status messages, phone log; then the server's log; what is bypassed once that is a remedy. */
export function dot1xQuestions(
  { lost, refused }: Dot1xSituation,
  { certainty }: Dot1xCause,
  answers: ReadonlyMap<string, string>,
): readonly Question[] {
  const unsure = lost.length > 0 && certainty !== "proved";
  const bypass = refused.size > 0 || answers.has("dot1x-bypass");
  return [
    ...(unsure || answers.has("dot1x-status") ? [question("status")] : []),
    ...(unsure || answers.has("dot1x-log") ? [question("log")] : []),
    ...(unsure || answers.has("dot1x-server") ? [question("server")] : []),
    ...(bypass ? [question("bypass")] : []),
  ];
}
