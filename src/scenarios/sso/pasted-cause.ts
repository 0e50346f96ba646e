// The cause that a pasted SSO log gives: proved where its serial number is one that the bot read from the cluster, else likely.
import type { PastedLogin } from "../../domain/pasted.ts";
import type { Cause } from "../../domain/report.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { weighedId } from "../weighed.ts";
import type { PastedWeight } from "./pasted.ts";
import type { SsoSituation } from "./situation.ts";

type Made = Pick<Cause, "certainty" | "statement" | "because" | "qualifications"> & {
  readonly code:
    | "idp-encrypts-for-old"
    | "tomcat-not-restarted"
    | "idp-signing-changed"
    | "idp-refuses"
    | "clocks-differ"
    | "not-explained";
};

/** Undefined when the paste does not count at all (old, dated in the future), or does not say why the login failed. */
export function causeFromPaste(
  { pasted }: ConclusionInput,
  { unit }: SsoSituation,
  weight: PastedWeight | undefined,
): Made | undefined {
  if (pasted === undefined || weight === undefined || weight.worth === "old" || weight.worth === "not-yet")
    return undefined;
  const { match, login, worth } = weight;
  if (worth === "counts" && match !== undefined) {
    const values = {
      by: pasted.name,
      node: match.node,
      unit,
      serial: shortSerial(login.serial),
      uses: shortSerial(match.uses.serial),
      since: { moment: match.uses.notBefore },
    };
    const statement = say(`scenario.sso.cause.pasted.${match.as}`, values);
    const because = [weighedId, `sso-agreement:loaded:${match.node}`];
    if (match.as === "loaded") {
      const qualifications = [say("scenario.sso.ruled.old-certificate")];
      return { certainty: "unknown", code: "not-explained", statement, because, qualifications };
    }
    const code = match.as === "stored" ? "tomcat-not-restarted" : "idp-encrypts-for-old";
    return { certainty: "proved", code, statement, because, qualifications: [] };
  }
  const told = causes[login.outcome];
  if (told === undefined) return undefined;
  const [code, words] = told;
  return {
    certainty: "likely",
    code,
    statement: say(`scenario.sso.cause.pasted.${words}`, { by: pasted.name, unit }),
    because: [weighedId],
    qualifications: [say("scenario.sso.prove.trace")],
  };
}

const causes: Readonly<
  Partial<Record<PastedLogin["outcome"], readonly [Made["code"], "decrypt" | "signing" | "status" | "time"]>>
> = {
  "sso.decrypt-failed": ["idp-encrypts-for-old", "decrypt"],
  "sso.signing-mismatch": ["idp-signing-changed", "signing"],
  "sso.status-not-success": ["idp-refuses", "status"],
  "sso.no-uid": ["idp-refuses", "status"],
  "sso.time-invalid": ["clocks-differ", "time"],
};
