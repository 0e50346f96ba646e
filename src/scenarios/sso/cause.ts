// Why people cannot sign in: what the log proves, else what dates and people's answers make likely, else what was ruled out.
import type { Finding } from "../../domain/finding.ts";
import type { Cause, CauseNote } from "../../domain/report.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { fromDates, fromExpiry, idsOf } from "./dated.ts";
import { exportedSince, workedSinceTest } from "./over.ts";
import type { PastedWeight } from "./pasted.ts";
import { causeFromPaste } from "./pasted-cause.ts";
import { type Attempt, decryptsWith, neverTried, notRestarted, type SsoSituation, storedFor } from "./situation.ts";

export const ssoCauses = [
  "idp-encrypts-for-old",
  "tomcat-not-restarted",
  "certificate-expired",
  "idp-signing-changed",
  "idp-refuses",
  "clocks-differ",
  "sso-disabled",
  "sso-partly-enabled",
  "multi-san-incomplete",
  "not-explained",
  "never-tried",
  "works",
  "not-seen",
] as const;
export type SsoCauseCode = (typeof ssoCauses)[number];

export interface SsoCause extends Cause {
  readonly code: SsoCauseCode;
}

export type Parts = Omit<Partial<SsoCause>, "code" | "statement"> & Pick<SsoCause, "certainty" | "code" | "statement">;

export function causeOf(input: ConclusionInput, situation: SsoSituation, weight?: PastedWeight): SsoCause {
  const { agreement, enabled, disabled, failed, worked } = situation;
  const missing = notesOf(input);
  const cause = (parts: Parts): SsoCause => ({
    qualifications: [],
    because: [],
    ...(missing.length === 0 ? {} : { missing }),
    ...parts,
  });
  if (agreement === undefined || (enabled.length === 0 && disabled.length === 0))
    return cause({ certainty: "unknown", code: "not-seen", statement: say("scenario.sso.cause.not-seen") });
  if (enabled.length === 0) {
    const because = input.findings.filter(({ code }) => code === "sso.disabled").map(({ id }) => id);
    return cause({ certainty: "proved", code: "sso-disabled", statement: say("scenario.sso.cause.disabled"), because });
  }
  const byLog = failed[0] === undefined ? undefined : fromLog(input, situation, failed[0]);
  const byPaste = causeFromPaste(input, situation, weight);
  // What the bot read itself comes first; a paste completes what its log leaves open.
  if (byLog !== undefined)
    return cause(byLog.certainty === "likely" && byPaste?.certainty === "proved" ? byPaste : byLog);
  if (disabled.length > 0) {
    return cause({
      certainty: "proved",
      code: "sso-partly-enabled",
      statement: say("scenario.sso.cause.partly", { nodes: disabled.join(", ") }),
      because: idsOf(input, "sso.partly-enabled"),
    });
  }
  const worksSince = worked.some(({ at }) => weight === undefined || at >= weight.login.at);
  if (worked.length > 0 && failed.length === 0 && (worksSince || byPaste?.certainty !== "proved"))
    return cause(working(input, situation));
  if (byPaste !== undefined && byPaste.certainty !== "likely") return cause(byPaste);
  return cause(
    fromExpiry(input, situation) ??
      fromDates(input, situation) ??
      byPaste ??
      fromAnswers(input, situation) ??
      unexplained(input, situation),
  );
}

/** The newest failed login decides: an older failure may be mended already. */
function fromLog(input: ConclusionInput, situation: SsoSituation, attempt: Attempt): Parts | undefined {
  const { node, code, at } = attempt;
  const logged = `sso-log:${node}`;
  const values = { node, at };
  switch (code) {
    case "sso.decrypt-failed":
      return undecrypted(input, situation, attempt);
    case "sso.signing-mismatch":
      return { ...proved("idp-signing-changed", say("scenario.sso.cause.signing", values)), because: [logged] };
    case "sso.status-not-success": {
      // AD FS builds the chain of the certificate it encrypts for: dates that are over are its event 317, and likely this status.
      const expired = fromExpiry(input, situation, [node]);
      if (expired !== undefined) return { ...expired, because: [logged, ...expired.because] };
      return { ...proved("idp-refuses", say("scenario.sso.cause.refuses", values)), because: [logged] };
    }
    case "sso.no-uid":
      return { ...proved("idp-refuses", say("scenario.sso.cause.refuses", values)), because: [logged] };
    case "sso.time-invalid":
      return {
        ...proved("clocks-differ", say("scenario.sso.cause.clocks", values)),
        because: [logged, ...idsOf(input, "clock.unsynchronised")],
      };
    case "sso.response-refused":
      return undefined;
  }
}

const proved = (code: SsoCauseCode, statement: Phrase): Parts => ({ certainty: "proved", code, statement });

/** Proof by the serial number that the response names (facts: apis.md 7); serials are compared, never names. */
function undecrypted(input: ConclusionInput, situation: SsoSituation, { node, at, attempts }: Attempt): Parts {
  const { encryptedFor } = attempts;
  const { unit } = situation;
  const uses = decryptsWith(situation, node)?.value;
  const stores = storedFor(situation, node)?.value;
  const logged = `sso-log:${node}`;
  const older = olderFor(input, situation, node);
  const about = {
    node,
    at,
    unit,
    uses: shortSerial(uses?.serial),
    since: uses === undefined ? "?" : { moment: uses.notBefore },
  };
  if (encryptedFor === undefined || !("serial" in encryptedFor) || uses === undefined) {
    const waits = unit === "tomcat" && notRestarted(situation).includes(node);
    if (waits && input.answers.get("idp-has") === undefined && older.length === 0)
      return notLoaded(input, situation, logged);
    if (input.answers.get("idp-has") === "same") return sameAtIdp(situation, [logged, "answer:idp-has"], about);
    // Without the response, the error alone is as the document has it; what somebody reads at the IdP completes the proof.
    const read = input.answers.get("idp-has") === "older";
    const statement = say("scenario.sso.cause.old", about);
    return read
      ? { ...proved("idp-encrypts-for-old", statement), because: [logged, "answer:idp-has"] }
      : {
          certainty: "likely",
          code: "idp-encrypts-for-old",
          statement,
          qualifications: [say(encryptedFor === undefined ? "scenario.sso.prove.trace" : "scenario.sso.prove.idp")],
          because: [logged, ...older],
        };
  }
  const given = { ...about, serial: shortSerial(encryptedFor.serial) };
  const because = [logged, `${logged}:encrypted-for`, `sso-agreement:loaded:${node}`];
  if (encryptedFor.serial === uses.serial) {
    return {
      certainty: "unknown",
      code: "not-explained",
      statement: say("scenario.sso.cause.key", given),
      qualifications: [say("scenario.sso.ruled.old-certificate")],
      because,
    };
  }
  if (stores !== undefined && encryptedFor.serial === stores.serial)
    return { ...proved("tomcat-not-restarted", say("scenario.sso.cause.not-restarted", given)), because };
  if (exportedSince(situation.agreement, attempts)) {
    // Proved for the moment of that login; what the IdP has got since only the next one tells.
    const statement = say("scenario.sso.cause.old-exported", given);
    const qualifications = [say("scenario.sso.prove.newer-login", { node })];
    return { certainty: "likely", code: "idp-encrypts-for-old", statement, qualifications, because };
  }
  return { ...proved("idp-encrypts-for-old", say("scenario.sso.cause.old-proved", given)), because };
}

/** Metadata older than the certificate that is decrypted with, of the agreement that a login on this node rests on: its own, or the one of all nodes. */
export const olderFor = (
  { findings }: Pick<ConclusionInput, "findings">,
  { agreement }: SsoSituation,
  node: string,
): readonly string[] =>
  findings
    .filter(({ code }) => code === "sso.metadata-older")
    .map(({ id }) => id)
    .filter((id) => agreement?.mode === "cluster-wide" || id === `sso-agreement:dates:${node}`);

/** The metadata that was exported since names the stored certificate, and the node still decrypts with the one before. */
const notLoaded = (input: ConclusionInput, situation: SsoSituation, logged: string): Parts => ({
  certainty: "likely",
  code: "tomcat-not-restarted",
  statement: say("scenario.sso.cause.not-restarted-by-dates", { nodes: notRestarted(situation).join(", ") }),
  qualifications: [say("scenario.sso.prove.trace")],
  because: [logged, ...idsOf(input, "tomcat.not-restarted")],
});

/** The IdP holds the certificate that is stored: what is left is a node that has not loaded it, or something else. */
function sameAtIdp(situation: SsoSituation, because: readonly string[], about: NonNullable<Phrase["values"]>): Parts {
  const waiting = notRestarted(situation);
  const qualifications = [say("scenario.sso.prove.trace")];
  if (waiting.length > 0 && situation.unit === "tomcat") {
    const statement = say("scenario.sso.cause.not-restarted-by-dates", { nodes: waiting.join(", ") });
    return { certainty: "likely", code: "tomcat-not-restarted", statement, qualifications, because };
  }
  return {
    certainty: "unknown",
    code: "not-explained",
    statement: say("scenario.sso.cause.same-at-idp", about),
    qualifications: [say("scenario.sso.ruled.old-certificate")],
    because,
  };
}

function working(input: ConclusionInput, { agreement, worked, over }: SsoSituation): Parts {
  // A test that failed before a login that worked is no trouble of now; neither is a failure that is over.
  const past = new Set([
    ...over.map(({ id }) => id),
    ...worked.filter((one) => workedSinceTest(agreement, one)).map(({ node }) => `sso-agreement:test:${node}`),
  ]);
  const troubles = input.findings
    .filter(({ verdict, check }) => (verdict === "problem" || verdict === "warning") && check !== "registrations")
    .filter(({ id }) => !past.has(id))
    .map(noteOf);
  return {
    certainty: troubles.length === 0 ? "healthy" : "unknown",
    code: "works",
    statement: say("scenario.sso.cause.works", { nodes: worked.map(({ node }) => node).join(", ") }),
    ...(troubles.length === 0 ? {} : { troubles }),
    because: worked.map(({ node }) => `sso-log:${node}`),
  };
}

const told: Readonly<Record<string, SsoCauseCode>> = {
  decrypt: "idp-encrypts-for-old",
  signing: "idp-signing-changed",
  status: "idp-refuses",
  time: "clocks-differ",
};

/** What somebody reads off the screen, when nothing else speaks. */
function fromAnswers({ answers }: ConclusionInput, { unit }: SsoSituation): Parts | undefined {
  const shown = answers.get("error-shown") ?? "";
  const code = told[shown];
  if (code === undefined) return undefined;
  const statement = say(`scenario.sso.cause.told.${shown as "decrypt" | "signing" | "status" | "time"}`, { unit });
  const because = ["answer:error-shown"];
  if (code === "idp-encrypts-for-old" && answers.get("idp-has") === "older")
    return { certainty: "proved", code, statement, because: [...because, "answer:idp-has"] };
  return { certainty: "likely", code, statement, qualifications: [say("scenario.sso.prove.trace")], because };
}

function unexplained(input: ConclusionInput, situation: SsoSituation): Parts {
  const good = (code: string): boolean => input.findings.some((one) => one.code === code);
  const qualifications = [
    ...(good("sso.metadata-newer") ? [say("scenario.sso.ruled.dates")] : []),
    ...(good("tomcat.loaded") && notRestarted(situation).length === 0 ? [say("scenario.sso.ruled.loaded")] : []),
    ...(good("tomcat.multi-san-complete") ? [say("scenario.sso.ruled.multi-san")] : []),
    ...(good("clock.unsynchronised") ? [] : good("clock.synchronised") ? [say("scenario.sso.ruled.clocks")] : []),
    ...(good("idp.metadata") ? [say("scenario.sso.ruled.idp")] : []),
    // Whoever says that they tried has not come back from the identity provider.
    ...(everyLogIsSilent(situation) ? [say("scenario.sso.ruled.turned-away")] : []),
  ];
  const refused = situation.failed[0];
  const open = neverTried(situation);
  const unknown = (code: SsoCauseCode, statement: Phrase): Parts => ({
    certainty: "unknown",
    code,
    statement,
    qualifications,
  });
  if (refused !== undefined)
    return unknown("not-explained", say("scenario.sso.cause.refused", { node: refused.node, at: refused.at }));
  if (open.length > 0 && input.answers.get("idp-has") !== "same") {
    const values = { unit: situation.unit, nodes: open.join(", ") };
    return unknown("never-tried", say("scenario.sso.cause.never-tried", values));
  }
  return unknown("not-explained", say("scenario.sso.cause.silent"));
}

const everyLogIsSilent = ({ enabled, silent }: SsoSituation): boolean =>
  enabled.length > 0 && enabled.every(({ node }) => silent.includes(node));

/** What could not be looked at. A silent log is no gap of ours: nobody has signed in. */
const notesOf = ({ findings }: ConclusionInput): CauseNote[] =>
  findings
    .filter(({ verdict, code }) => verdict === "unknown" && code !== "sso-log.silent" && !code.startsWith("person."))
    .map(noteOf);

const noteOf = ({ title, means, next }: Finding): CauseNote => ({
  text: title,
  ...(means === undefined ? {} : { means }),
  ...(next === undefined ? {} : { next }),
});
