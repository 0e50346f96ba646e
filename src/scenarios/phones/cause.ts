// Why the phones are silent: the causes in the order in which the findings can prove them.

import type { Cause } from "../../domain/report.ts";
import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { TrustList } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import { keepAliveTimeout, withoutAStart } from "./anew.ts";
import { boundByCtl } from "./bound-by-ctl.ts";
import { anchorFor, formerListsRefused, unitsSince, youngestAnchor } from "./former-lists.ts";
import { ruledOut, troubles, unasked } from "./seen.ts";
import { type PhonesSituation, renewedSince } from "./situation.ts";
import { type Lost, stoppedEverywhere, stoppedSomewhere } from "./stopped.ts";
import { tvsWouldVouch } from "./tvs-before.ts";
import { tvsMissing } from "./tvs-missing.ts";
import type { Unfinished } from "./unfinished.ts";
import { followingOnLoan, listTooLarge, staleLists } from "./unfinished-cause.ts";

/** A cause must explain at least this share of the lost phones to be called proved. */
export const share = 0.9;

export interface Silence {
  readonly cause: Cause;
  /** Names of the phones it is about. */
  readonly phones: readonly string[];
  /** What keeps phones away when the cause is mended. */
  readonly behind?: Silence;
}

export function causeOf(input: ConclusionInput, situation: PhonesSituation, state: Unfinished): Silence {
  const { facts } = input;
  const phones = facts.registrations?.phones;
  const lost = (phones ?? []).filter((phone) => phone.status !== "Registered" && phone.status !== "absent");
  const lostNames = new Set(lost.map((phone) => phone.name));
  const known = phones !== undefined;

  const names = [...lostNames];
  const several = { input, situation, lost };
  return (
    // A list that nobody can use explains no silence where every phone is registered; it is said as a trouble then.
    (known && lost.length === 0 ? undefined : unusableList(input, names)) ??
    (known ? listTooLarge(input, situation, lost) : undefined) ??
    stoppedEverywhere(several, () => behindTheService(several, lostNames)) ??
    (known ? tvsMissing(input, situation, lostNames) : undefined) ??
    tvsWouldVouch(input, situation, lostNames) ??
    anchorLost(input, situation, lostNames) ??
    (known && lost.length === 0 ? latent(input, situation) : undefined) ??
    boundByCtl(input, situation, lost) ??
    followingOnLoan(input, situation, state) ??
    (known && lost.length === 0 ? staleLists(input, state) : undefined) ??
    (lost.length > 0 ? likelyAnchorLost(input, situation, names) : undefined) ??
    stoppedSomewhere(several) ??
    (known && lost.length === 0 ? nothingLost(input) : nothingProved(input, names))
  );
}

/** Nobody can register, so that one phone which refuses the lists is enough to say so. */
const behindTheService = ({ input, situation }: Lost, lost: ReadonlySet<string>): Silence | undefined =>
  tvsMissing(input, situation, lost, 0) ??
  tvsWouldVouch(input, situation, lost, 0) ??
  anchorLost(input, situation, lost, 0) ??
  formerListsRefused(input, situation, lost);

const findingIds = (input: ConclusionInput, ...codes: string[]): string[] =>
  input.findings.filter((finding) => codes.includes(finding.code)).map((finding) => finding.id);

function unusableList(input: ConclusionInput, lost: readonly string[]): Silence | undefined {
  const because = findingIds(input, "itl.damaged", "itl.absent", "itl.signature-invalid");
  if (because.length === 0) return undefined;
  const nodes = input.findings.filter((finding) => because.includes(finding.id)).map((finding) => finding.node ?? "");
  const statement = say("scenario.phones.cause.unusable-list", { nodes: nodes.join(", ") });
  return {
    cause: {
      certainty: lost.length > 0 ? "likely" : "proved",
      code: "itl-unusable",
      statement,
      because,
      qualifications: [],
    },
    phones: lost,
  };
}

function stranded(situation: PhonesSituation): {
  readonly names: string[];
  readonly groups: PhonesSituation["groups"];
} {
  const groups = situation.groups.filter((group) => group.follows === "no");
  return { names: groups.flatMap((group) => group.phones), groups };
}

function anchorLost(
  input: ConclusionInput,
  situation: PhonesSituation,
  lost: ReadonlySet<string>,
  least = share,
): Silence | undefined {
  const { names, groups } = stranded(situation);
  const explained = names.filter((name) => lost.has(name));
  if (explained.length === 0 || explained.length < lost.size * least) return undefined;
  const held = groups.find((group) => group.holds !== undefined)?.holds;
  return {
    cause: {
      certainty: "proved",
      code: "trust-anchor-lost",
      statement: say("scenario.phones.cause.anchor-lost", {
        phones: explained.length,
        held: signer(held),
        since: { time: situation.served?.timestamp ?? new Date(input.now).toISOString() },
        signer: signer(situation.served),
        renewed: renewedUnits(input, groups),
        why: refusal(groups),
      }),
      because: [
        ...findingIds(input, "holdings.old", "itl.current", "itl.served", "certificates.renewed-together"),
        ...findingIds(input, "tvs.vouches", "tvs.does-not-vouch", "phones.unregistered"),
      ],
      qualifications: [],
    },
    phones: explained,
  };
}

/** Registered phones that hold a list from which they cannot follow: they go silent at their next restart. */
function latent(input: ConclusionInput, situation: PhonesSituation): Silence | undefined {
  const { names, groups } = stranded(situation);
  if (names.length === 0) return undefined;
  const held = groups.find((group) => group.holds !== undefined)?.holds;
  return {
    cause: {
      certainty: "proved",
      code: "trust-anchor-lost-latent",
      statement: say("scenario.phones.cause.latent", {
        phones: names.length,
        held: signer(held),
        signer: signer(situation.served),
        why: refusal(groups),
      }),
      because: findingIds(
        input,
        "holdings.old",
        "itl.current",
        "itl.served",
        "certificates.renewed-together",
        "phones.registered",
      ),
      qualifications: [],
    },
    phones: names,
  };
}

function likelyAnchorLost(
  input: ConclusionInput,
  situation: PhonesSituation,
  lost: readonly string[],
): Silence | undefined {
  const unknownHoldings =
    situation.groups.length === 0 || situation.groups.some((group) => group.follows === "unknown");
  const since = youngestAnchor(input, situation);
  const about = (input.facts.registrations?.phones ?? []).filter(
    (phone) => lost.includes(phone.name) && anchorFor(input, situation, phone) !== undefined,
  );
  // Something that is as old as the cluster still signs or vouches: no list is too old for it.
  if (since === undefined || !unknownHoldings || about.length < lost.length * share) return undefined;
  // Lost before that time, they cannot have taken a list since: they would have registered with it.
  const gone = about.filter((phone) => Date.parse(phone.since) < since).length >= lost.length * share;
  if (!gone && (mostFollowed(input, situation, lost.length) || wentDark(input, situation))) return undefined;
  const together = findingIds(input, "certificates.renewed-together");
  const values = {
    phones: lost.length,
    renewed: together.length > 0 ? renewedTogether(input) : unitsSince(input, since).join(", "),
    signer: signer(situation.served),
    since: { moment: new Date(since).toISOString() },
  };
  return {
    cause: {
      certainty: "likely",
      code: "trust-anchor-lost",
      statement:
        together.length > 0
          ? say("scenario.phones.cause.anchor-likely", values)
          : say("phones-lists.cause.anchor-likely", values),
      because: [...together, ...findingIds(input, "phones.unregistered", "itl.current", "itl.served")],
      qualifications: [say("scenario.phones.prove.hash"), say("scenario.phones.prove.status")],
      missing: unasked(input.findings),
    },
    phones: lost,
  };
}

/** Phones that have registered since the lists on offer were made. */
const registeredSince = (input: ConclusionInput, { itls }: PhonesSituation) =>
  itls.length === 0
    ? []
    : (input.facts.registrations?.phones ?? []).filter(
        ({ status, since }) =>
          status === "Registered" && itls.every(({ timestamp }) => Date.parse(since) > Date.parse(timestamp)),
      );

/** More than are lost have started since, and followed: what those could, the others could. */
function mostFollowed(input: ConclusionInput, situation: PhonesSituation, lost: number): boolean {
  const anew = withoutAStart(input);
  return registeredSince(input, situation).filter(({ name }) => !anew.has(name)).length > lost;
}

/** Others registered, and every lost phone went away without a word: power or network, not a start. */
const wentDark = (input: ConclusionInput, situation: PhonesSituation): boolean =>
  registeredSince(input, situation).length > 0 &&
  (input.facts.registrations?.phones ?? []).every(
    ({ status, statusReason }) => status !== "UnRegistered" || statusReason === keepAliveTimeout,
  );

function nothingLost(input: ConclusionInput): Silence {
  const found = troubles(input.findings);
  const missing = unasked(input.findings);
  const whole = missing.length === 0 && found.length === 0;
  const seen = found.length > 0 ? "troubled" : missing.length > 0 ? "partly-seen" : "healthy";
  return {
    cause: {
      certainty: whole ? "healthy" : "unknown",
      code: whole ? "phones-registered" : `phones-registered-${seen}`,
      statement: say(`scenario.phones.cause.${seen}`, {
        registered: input.facts.registrations?.registered ?? 0,
        known: input.facts.registrations?.known ?? 0,
      }),
      because: findingIds(input, "phones.registered", "phones.absent", "itl.current", "services.started"),
      qualifications: [],
      missing,
      troubles: found,
    },
    phones: [],
  };
}

function nothingProved(input: ConclusionInput, lost: readonly string[]): Silence {
  const seen = input.facts.registrations?.phones !== undefined;
  return {
    cause: {
      certainty: "unknown",
      code: seen ? "not-explained" : "phones-not-seen",
      statement: seen
        ? say("scenario.phones.cause.not-explained", { phones: lost.length })
        : say("scenario.phones.cause.not-seen"),
      because: findingIds(input, "phones.unregistered"),
      qualifications: ruledOut(input.findings),
      missing: unasked(input.findings),
    },
    phones: lost,
  };
}

/** Units whose current certificates the phones' lists do not carry; a reused certificate is Tomcat's. */
const renewedUnits = (input: ConclusionInput, groups: PhonesSituation["groups"]): string => {
  const reused = input.facts.certificates?.reused === true;
  const units = renewedSince(input, groups).map(({ unit }) =>
    reused && unit === "CallManager" ? `tomcat = ${unit}` : unit,
  );
  return [...new Set<string>(units)].join(", ") || "?";
};

/** The units that a check saw renewed within a day of each other. */
function renewedTogether(input: ConclusionInput): string {
  const finding = input.findings.find((one) => one.code === "certificates.renewed-together");
  const units = finding?.title.values?.units;
  return typeof units === "string" ? units : "?";
}

function refusal(groups: PhonesSituation["groups"]): Phrase {
  const answer = groups[0]?.acceptance;
  const reason = answer?.accepts === "no" ? answer.reason : "no-anchor";
  return say(`scenario.phones.refusal.${reason}`);
}

/** `ITLRecovery 7ea9…c056`: whose key signed a list, and which of its certificates. */
export const signer = (list: TrustList | undefined): string =>
  list === undefined
    ? "?"
    : `${/CN=ITLRECOVERY/i.test(list.signer.name) ? "ITLRecovery" : "CallManager"} ${shortSerial(list.signer.serial)}`;
