// What only a person can see about single sign-on: the page in the browser, and the identity provider's own pages.
import { shortSerial } from "../../domain/serial.ts";
import type { Question } from "../../domain/word.ts";
import { say } from "../../i18n/say.ts";
import type { SsoCause } from "./cause.ts";
import { type SsoSituation, storedFor } from "./situation.ts";

/** What the identity provider holds would decide them. */
const asking: ReadonlySet<string> = new Set(["idp-encrypts-for-old", "not-explained", "never-tried"]);

/** Asked as long as the log has not proved the cause by itself; what was answered stays on the card. */
export function questionsOf(
  situation: SsoSituation,
  cause: SsoCause,
  answers: ReadonlyMap<string, string>,
): readonly Question[] {
  if (situation.enabled.length === 0) return [];
  const open = cause.certainty !== "proved" && cause.certainty !== "healthy";
  const asked: Question[] = [];
  // A log that names the error has read the page already.
  const named = situation.failed.some(({ code }) => code !== "sso.response-refused");
  if ((open && !named) || answers.has("error-shown")) {
    const option = (id: string, verdict?: "problem" | "unknown") => ({
      id,
      label: say(`scenario.sso.answer.${id as "decrypt"}`),
      ...(verdict === undefined ? {} : { verdict }),
    });
    asked.push({
      id: "error-shown",
      text: say("scenario.sso.question.error"),
      how: say("scenario.sso.question.error.how"),
      options: [
        option("decrypt", "problem"),
        option("signing", "problem"),
        option("status", "problem"),
        option("time", "problem"),
        option("other", "unknown"),
        option("works"),
      ],
    });
  }
  const [first] = situation.enabled;
  const serial = first === undefined ? undefined : storedFor(situation, first.node)?.value.serial;
  const about = asking.has(cause.code);
  if (serial !== undefined && ((open && about) || answers.has("idp-has"))) {
    asked.push({
      id: "idp-has",
      text: say("scenario.sso.question.idp", { unit: situation.unit, serial: shortSerial(serial) }),
      how: say("scenario.sso.question.idp.how", { decimal: BigInt(`0x${serial}`).toString(10), hex: serial }),
      options: [
        { id: "same", label: say("scenario.sso.answer.same") },
        { id: "older", label: say("scenario.sso.answer.older"), verdict: "problem" },
        { id: "nobody", label: say("scenario.sso.answer.nobody"), verdict: "unknown" },
      ],
    });
  }
  return asked;
}
