// What the checks about Mobile and Remote Access found, brought together: who refuses whom, what is off, what the logs and people say.
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { verifiesAlways } from "../../trust/trust-import.ts";
import type { ConclusionInput, Facts } from "../scenario.ts";
import type { RefusalKind } from "./dated.ts";
import { isSilence, throughDespite } from "./despite.ts";
import { datedLogs } from "./log-dated.ts";
import { type Needed, neededFor } from "./needed.ts";
import { type PastedLog, weighLog } from "./pasted.ts";

type Doors = NonNullable<Facts["mra-doors"]>["doors"];
type Judged = NonNullable<Facts["mra-client-trust"]>["judged"];
type LogKind = RefusalKind;

export interface RefusedLater {
  readonly node: NodeName;
  readonly port: 8443 | 6972;
  readonly subject: string;
  readonly selfSigned: boolean;
  readonly peers: readonly NodeName[];
  /** Nothing answers there now. */
  readonly silent: boolean;
}

/** Answers to the question about the log, by option. */
export const logAnswers = {
  "unknown-ca": "cucm-refuses-expressway",
  "verify-failed": "expressway-refuses-cucm",
  "name-missing": "name-not-in-certificate",
} as const satisfies Record<string, LogKind>;

export interface MraSituation {
  readonly needed: Needed;
  /** CUCM would refuse these peers’ certificates. */
  readonly clientRefusals: Judged;
  /** Doors that at least one peer would refuse, expired ones apart, and a restart would not change that. */
  readonly doorRefusals: Doors;
  /** Refused for a certificate that was replaced: after a restart every peer would go through. */
  readonly toRestart: Doors;
  /** They show what was replaced, and peers would refuse what a restart brings: of doors that work now, and of silent ones. */
  readonly refusedLater: readonly RefusedLater[];
  /** Peers would refuse a door, and apps registered through each of them all the same. */
  readonly despite: boolean;
  /** Doors that show what was replaced, refused or not. */
  readonly replaced: Doors;
  readonly expiredDoors: Doors;
  readonly expiredPeers: readonly NodeName[];
  readonly unnamed: Doors;
  readonly stalePeers: readonly NodeName[];
  /** Could not be asked, for whatever reason; the silent ones among them did not answer at all. */
  readonly unreadPeers: readonly NodeName[];
  readonly silentPeers: readonly NodeName[];
  readonly stopped: readonly { readonly node: NodeName; readonly services: readonly string[] }[];
  /** All failing doors are ECDSA at ports whose RSA certificate goes through. */
  readonly ecdsaOnly: boolean;
  readonly appsLost: number;
  /** Those that RIS knows: signed in, or lost. */
  readonly appsKnown: number;
  readonly lostSince: string;
  /** A log or a person said so, or a paste that counts. */
  readonly said: ReadonlySet<LogKind>;
  /** What nothing but a paste says, and what one hints at without a time or a name. */
  readonly saidByPaste: ReadonlySet<LogKind>;
  readonly hinted: ReadonlySet<LogKind>;
  readonly pasted: PastedLog;
  /** Findings of the logs about refusals that are over. */
  readonly over: readonly Finding[];
  /** A port names other CAs than those that its store holds: it was not restarted since the store was filled. */
  readonly notLoaded: boolean;
  /** Every peer with a failing door runs a version that verifies whatever it is told; undefined when a version is unknown. */
  readonly verifies: boolean | undefined;
  readonly peers: number;
}

export function situationOf(input: ConclusionInput): MraSituation {
  const { facts } = input;
  const peers = facts["expressway-peers"]?.peers ?? [];
  const doors = facts["mra-doors"]?.doors ?? [];
  const refused = ({ verdicts }: Pick<Doors[number], "verdicts">, why: (reason: string) => boolean): boolean =>
    verdicts.some(({ verdict }) => !verdict.ok && why(verdict.why));
  const refusedNow = doors.filter((door) => refused(door, (why) => why !== "expired"));
  const later = refusedLater(input, refusedNow);
  // A start loads everything that a node shows: where that shuts others out, it mends nothing.
  const mends = ({ node, after }: Doors[number]): boolean =>
    after !== undefined && !refused(after, () => true) && !later.some((one) => one.node === node);
  const doorRefusals = refusedNow.filter((door) => !mends(door));
  const apps = (facts["mra-devices"]?.apps ?? []).filter(({ status }) => status !== "absent");
  const logs = datedLogs(input);
  const said = new Set<LogKind>(logs.said);
  const answer = input.answers.get("log-line");
  if (answer !== undefined && isAnswer(answer)) said.add(logAnswers[answer]);
  const pasted = weighLog(input);
  const saidByPaste = new Set([...pasted.said].filter((kind) => !said.has(kind)));
  const refusing = new Set(
    doorRefusals.flatMap((door) => door.verdicts.flatMap(({ peer, verdict }) => (verdict.ok ? [] : [peer.name]))),
  );
  const versions = peers.filter(({ peer }) => refusing.has(peer.name)).map(({ version }) => verifiesAlways(version));
  return {
    needed: neededFor(input),
    clientRefusals: (facts["mra-client-trust"]?.judged ?? []).filter(
      ({ verdict }) => !verdict.ok && verdict.why !== "expired",
    ),
    doorRefusals,
    toRestart: refusedNow.filter(mends),
    refusedLater: later,
    despite: throughDespite(input, refusedNow),
    replaced: doors.filter(({ after }) => after !== undefined),
    expiredDoors: doors.filter((door) => refused(door, (why) => why === "expired")),
    expiredPeers: peers.filter(({ over }) => over).map(({ peer }) => peer.name),
    unnamed: doors.filter(({ named }) => named === false),
    stalePeers: peers.filter(({ stale }) => stale).map(({ peer }) => peer.name),
    unreadPeers: peers.filter(({ answers }) => !answers).map(({ peer }) => peer.name),
    silentPeers: peers
      .filter(({ peer, answers }) => !answers && input.findings.some((one) => one.node === peer.name && isSilence(one)))
      .map(({ peer }) => peer.name),
    stopped: (facts["mra-services"]?.nodes ?? []).flatMap(({ node, stopped }) =>
      stopped.length === 0 ? [] : [{ node, services: stopped }],
    ),
    ecdsaOnly:
      doorRefusals.length > 0 &&
      doorRefusals.every(
        (door) =>
          door.offer === "ecdsa" &&
          doors.some(
            (other) =>
              other.node === door.node &&
              other.port === door.port &&
              other.offer === "rsa" &&
              !doorRefusals.includes(other),
          ),
      ),
    appsLost: apps.filter(({ status }) => status !== "Registered").length,
    appsKnown: apps.length,
    lostSince: facts["mra-devices"]?.lostSince ?? "",
    said: new Set([...said, ...pasted.said]),
    saidByPaste,
    hinted: pasted.hints,
    pasted,
    over: logs.over,
    notLoaded: (facts["mra-client-trust"]?.accepted ?? []).some(({ names }) => !names),
    verifies: versions.includes(undefined) ? undefined : versions.every((one) => one === true),
    peers: peers.length,
  };
}

function refusedLater({ facts }: ConclusionInput, refusedNow: Doors): readonly RefusedLater[] {
  const { doors = [], silent = [] } = facts["mra-doors"] ?? {};
  const working = doors.filter((door) => !refusedNow.includes(door));
  const after = [
    ...working.flatMap(({ node, port, after: one }) => (one === undefined ? [] : [{ node, port, silent: false, one }])),
    ...silent.flatMap(({ node, port, after: all }) => all.map((one) => ({ node, port, silent: true, one }))),
  ];
  return after.flatMap(({ one, ...where }) => {
    const peers = one.verdicts.flatMap(({ peer, verdict }) => (verdict.ok ? [] : [peer.name]));
    return peers.length === 0 ? [] : [{ ...where, subject: one.leaf.subject, selfSigned: one.leaf.selfSigned, peers }];
  });
}

const isAnswer = (option: string): option is keyof typeof logAnswers => Object.hasOwn(logAnswers, option);
