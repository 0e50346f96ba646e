// Why secure phones are silent: the causes in the order in which the findings can prove them, look-alikes told apart.
import type { Cause } from "../../domain/report.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { ruledOut, troubles, unasked } from "../phones/seen.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { SecureSituation } from "./situation.ts";
import { trialOutcome } from "./trial.ts";

/** A cause must explain at least this share of the lost phones to be called proved. */
const share = 0.9;

/** CcmDevRegFailCauseCode. */
const reasons = { authentication: 10, name: 11, cipher: 12, mismatch: 28 } as const;

type CauseCode =
  | "lsc-issuer-not-trusted"
  | "lsc-expired"
  | "lsc-former-issuer"
  | "server-not-in-ctl"
  | "security-mismatch"
  | "name-mismatch"
  | "no-common-cipher";

export const secureCauseCodes: readonly CauseCode[] = [
  "lsc-issuer-not-trusted",
  "lsc-expired",
  "lsc-former-issuer",
  "server-not-in-ctl",
  "security-mismatch",
  "name-mismatch",
  "no-common-cipher",
];

const ids = (input: ConclusionInput, ...codes: readonly string[]): string[] =>
  input.findings.filter((finding) => codes.includes(finding.code)).map((finding) => finding.id);

const evidence = ["phones.rejected", "profiles.secure", "control-group.registered"] as const;

export function secureCause(input: ConclusionInput, situation: SecureSituation): Cause {
  return notAsked(input) ?? otherTrouble(input, situation) ?? ofPhones(input, situation) ?? unknown(input, situation);
}

/** Without profiles and registrations nobody can say who is secure and who is silent. */
function notAsked(input: ConclusionInput): Cause | undefined {
  const { registrations, "phone-security": security } = input.facts;
  if (registrations?.phones !== undefined && security?.phones !== undefined) return undefined;
  return {
    certainty: "unknown",
    code: "phones-not-seen",
    statement: say("scenario.secure.cause.not-seen"),
    qualifications: [],
    because: [],
    missing: unasked(input.findings),
  };
}

/** Look-alikes: it is not about secure phones at all. */
function otherTrouble(input: ConclusionInput, situation: SecureSituation): Cause | undefined {
  const { secure, lost, plain, mode } = situation;
  const shown = input.answers.get("phone-display");
  if (shown === "dot1x" || shown === "trust-list") {
    const other = shown === "dot1x" ? "dot1x-failed" : "phones-unregistered";
    return elsewhere(input, `display-${shown}`, say(`scenario.secure.cause.display-${shown}`, { scenario: other }), [
      "answer:phone-display",
    ]);
  }
  if (secure.length === 0) {
    const lostPlain = plain.all - plain.here;
    const statement = say("scenario.secure.cause.no-secure", { lost: lostPlain });
    return elsewhere(input, "no-secure-phones", statement, ids(input, "profiles.none-secure"));
  }
  if (mode === "non-secure" && lost.length > 0) {
    const statement = say("scenario.secure.cause.non-secure", { phones: secure.length });
    return elsewhere(input, "cluster-not-secure", statement, ids(input, "cluster.mode", "ctl.none"));
  }
  // When as many of the others are silent, it is not their certificates.
  const silentPlain = plain.all - plain.here;
  if (lost.length > 0 && plain.all > 0 && silentPlain / plain.all > 0.5 && situation.rejected.size === 0) {
    const statement = say("scenario.secure.cause.everybody", { plain: silentPlain, secure: lost.length });
    return elsewhere(input, "everybody-silent", statement, ids(input, "control-group.silent"));
  }
  return lost.length === 0 ? nobodyLost(input, situation) : undefined;
}

const elsewhere = (input: ConclusionInput, code: string, statement: Phrase, because: readonly string[]): Cause => ({
  certainty: "unknown",
  code,
  statement,
  qualifications: [],
  because,
  missing: unasked(input.findings),
});

function nobodyLost(input: ConclusionInput, { secure, former }: SecureSituation): Cause {
  const found = troubles(input.findings);
  const missing = unasked(input.findings);
  const whole = missing.length === 0 && found.length === 0;
  return {
    certainty: whole ? "healthy" : "unknown",
    code: whole ? "secure-registered" : "secure-registered-troubled",
    statement: say(former.length > 0 ? "scenario.secure.cause.registered-former" : "scenario.secure.cause.registered", {
      phones: secure.length,
      former: former.length,
    }),
    qualifications: [],
    because: ids(input, "profiles.secure", "lsc.present", "ctl.capf-current"),
    missing,
    troubles: found,
  };
}

function ofPhones(input: ConclusionInput, situation: SecureSituation): Cause | undefined {
  const { lost, rejected, untrusted, expired, former, capf } = situation;
  const turnedAway = [...rejected.values()].flat().length;
  // Phones that are off as well must not hide why all the others are turned away.
  const most = (names: readonly string[] = []): boolean =>
    names.length >= lost.length * share ||
    (turnedAway > 0 && names.length >= turnedAway * share && names.length * 2 >= lost.length);
  const refused = new Set(rejected.get(reasons.authentication) ?? []);
  const both = (names: readonly string[] | undefined): string[] => (names ?? []).filter((name) => refused.has(name));
  const values = {
    phones: lost.length,
    issuer: issuerOf(input, lost[0]?.name),
    capf: capf?.certificate?.commonName ?? "?",
    serial: shortSerial(capf?.certificate?.serial),
    ctl: say(`scenario.secure.ctl.${capf?.ctl ?? "unread"}`, {
      printed: (capf?.printed ?? []).map(shortSerial).join(", "),
    }),
  };
  const because = (...codes: readonly string[]): string[] => ids(input, ...codes, ...evidence);
  if (most(both(untrusted))) {
    const codes = ["trust-store.issuer-missing", "ctl.capf-former", "ctl.capf-current", "capf.current"];
    return cause("proved", "lsc-issuer-not-trusted", values, because(...codes));
  }
  if (most(both(expired))) return cause("proved", "lsc-expired", values, because("lsc.expired"));
  if (most([...refused])) {
    const proving = [say("scenario.secure.prove.trial"), say("scenario.secure.prove.store")];
    const trial = trialOutcome(input, situation);
    const proved = trial?.outcome === "registered" && former.length > 0;
    const qualifications = proved ? [] : proving;
    return cause(
      proved ? "proved" : "likely",
      "lsc-former-issuer",
      values,
      [...because("ctl.capf-former", "lsc.missing"), ...(trial === undefined ? [] : [trial.source])],
      { qualifications, missing: unasked(input.findings) },
    );
  }
  for (const [reason, code] of [
    [reasons.mismatch, "security-mismatch"],
    [reasons.name, "name-mismatch"],
    [reasons.cipher, "no-common-cipher"],
  ] as const) {
    if (most(rejected.get(reason))) return cause("proved", code, values, because());
  }
  const stale = (input.facts["trust-lists"]?.lists ?? []).some(
    (list) => list.kind === "CTL" && list.stale.some((one) => one.unit === "CallManager"),
  );
  if (stale && rejected.size === 0) return cause("proved", "server-not-in-ctl", values, because("ctl.stale-record"));
  return undefined;
}

const cause = (
  certainty: "proved" | "likely",
  code: CauseCode,
  values: Readonly<Record<string, string | number | Phrase>>,
  because: readonly string[],
  more: Partial<Cause> = {},
): Cause => ({
  certainty,
  code,
  statement: say(`scenario.secure.cause.${code}`, values),
  qualifications: [],
  because,
  ...more,
});

const issuerOf = ({ facts }: ConclusionInput, phone: string | undefined): string => {
  const issuer = phone === undefined ? undefined : facts["phone-security"]?.lscs?.get(phone)?.issuer;
  return /CN=([^;,]+)/i.exec(issuer ?? "")?.[1]?.trim() ?? "?";
};

function unknown(input: ConclusionInput, { lost }: SecureSituation): Cause {
  return {
    certainty: "unknown",
    code: "not-explained",
    statement: say("scenario.secure.cause.not-explained", { phones: lost.length }),
    qualifications: ruledOut(input.findings),
    because: ids(input, "phones.rejected", "phones.unregistered"),
    missing: unasked(input.findings),
  };
}
