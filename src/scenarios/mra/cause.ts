// Why Mobile and Remote Access fails: the causes in the order in which the findings can prove them.
import type { PastedRefusal } from "../../domain/pasted.ts";
import type { Cause, CauseNote } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { weighedId } from "../weighed.ts";
import type { MraSituation } from "./situation.ts";

const list = (names: Iterable<string>): string => [...new Set(names)].join(", ");

export function causeOf(input: ConclusionInput, seen: MraSituation): Cause {
  const cause = causeSeen(input, seen);
  const pasted = restsOnPaste(cause, seen) ? [weighedId] : [];
  return { ...cause, because: [...cause.because, ...pasted] };
}

/** The paste says the same as the cause, and counts. */
const restsOnPaste = ({ code }: Cause, { pasted }: MraSituation): boolean =>
  (pastedBehind[code] ?? []).some((kind) => pasted.said.has(kind));

const pastedBehind: Readonly<Record<string, readonly PastedRefusal["kind"][]>> = {
  "cucm-refuses-expressway": ["cucm-refuses-expressway"],
  "trust-not-loaded": ["cucm-refuses-expressway"],
  "expressway-refuses-cucm": ["expressway-refuses-cucm"],
  "door-not-restarted": ["expressway-refuses-cucm"],
  "ecdsa-left-behind": ["expressway-refuses-cucm"],
  "both-directions": ["cucm-refuses-expressway", "expressway-refuses-cucm"],
  "name-not-in-certificate": ["name-not-in-certificate"],
};

function causeSeen(input: ConclusionInput, seen: MraSituation): Cause {
  return (
    stopped(input, seen) ??
    notLoaded(input, seen) ??
    expired(input, seen) ??
    letThrough(input, seen) ??
    refusals(input, seen) ??
    notRestarted(input, seen) ??
    unnamed(input, seen) ??
    notRead(input, seen) ??
    peerDown(input, seen) ??
    later(input, seen) ??
    saidOnly(input, seen) ??
    well(input, seen) ??
    unknown(input, seen)
  );
}

const ids = (input: ConclusionInput, ...codes: readonly string[]): string[] =>
  input.findings.filter(({ code }) => codes.includes(code)).map(({ id }) => id);

const symptoms = ["mra.unregistered", "exlog.cucm-refused", "exlog.expressway-refused", "exlog.name-missing"] as const;

function made(
  input: ConclusionInput,
  code: string,
  statement: Phrase,
  certain: boolean,
  because: readonly string[],
  qualifications: readonly Phrase[] = [],
): Cause {
  return {
    certainty: certain ? "proved" : "likely",
    code,
    statement,
    qualifications: certain ? [] : qualifications,
    because: [...ids(input, ...because), ...ids(input, ...symptoms)],
    missing: unread(input),
  };
}

function stopped(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  if (seen.stopped.length === 0) return undefined;
  const silent = input.facts["mra-doors"]?.silent ?? [];
  const values = {
    services: list(seen.stopped.flatMap(({ services }) => services)),
    nodes: list(seen.stopped.map(({ node }) => node)),
  };
  const statement = say("mra.cause.service-stopped", values);
  const certain = silent.length > 0 || seen.appsLost > 0;
  const would = [say("mra.prove.devices")];
  return made(input, "service-stopped", statement, certain, ["mra.service-stopped"], would);
}

/** Its new certificate is stored and not used yet: everything about trust would be judged by the wrong one. */
function notLoaded(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  if (seen.stalePeers.length === 0) return undefined;
  const statement = say("mra.cause.not-restarted", { peers: list(seen.stalePeers) });
  return made(input, "server-certificate-not-loaded", statement, true, ["expressway.not-restarted"]);
}

function expired(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  const doors = seen.expiredDoors.map(({ node, port }) => `${node}:${port}`);
  if (doors.length === 0 && seen.expiredPeers.length === 0) return undefined;
  const statement = say("mra.cause.expired", { places: list([...seen.expiredPeers, ...doors]) });
  return made(input, "certificate-expired", statement, true, ["expressway.expired", "door.expired"]);
}

const clientCodes = ["client.not-trusted", "client.self-signed", "client.chain-broken"];
const doorCodes = ["door.self-signed", "door.issuer-missing"];

/** By the certificates they are refused, and they are in: a risk, and no trouble. */
function letThrough(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  if (!seen.despite || seen.clientRefusals.length > 0 || seen.said.has("expressway-refuses-cucm")) return undefined;
  const doors = [...seen.doorRefusals, ...seen.toRestart];
  const values = {
    apps: seen.appsKnown,
    doors: list(doors.map(({ node, port }) => `${node}:${port}`)),
    peers: list(refusedBy(doors)),
  };
  const troubles = input.findings.filter(({ code }) => doorCodes.includes(code));
  return {
    certainty: "unknown",
    code: "registered-all-the-same",
    statement: say("mra.cause.all-the-same", values),
    qualifications: [],
    because: ids(input, "mra.registered", ...doorCodes),
    missing: unread(input),
    troubles: troubles.map(({ title, next }) => ({ text: title, ...(next === undefined ? {} : { next }) })),
  };
}

function refusals(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  const client = seen.clientRefusals.length > 0;
  const door = seen.doorRefusals.length > 0;
  if (!client && !door) return undefined;
  const values = {
    peers: list(client ? seen.clientRefusals.map(({ peer }) => peer.name) : refusedBy(seen.doorRefusals)),
    places: list(seen.clientRefusals.map(({ store }) => store)),
    doors: list(seen.doorRefusals.map(({ node, port }) => `${node}:${port}`)),
    issuers: list(seen.clientRefusals.map(({ verdict }) => (verdict.ok ? "" : (verdict.at?.issuer ?? "")))),
    subjects: list(seen.doorRefusals.map(({ chain }) => chain[0]?.subject ?? "")),
  };
  const alert = seen.said.has("cucm-refuses-expressway");
  const verify = seen.said.has("expressway-refuses-cucm");
  const felt = seen.appsLost > 0;
  if (client && door) {
    const statement = say("mra.cause.both", values);
    const certain = felt || (alert && (verify || seen.verifies === true));
    const would = [say("mra.prove.log-both")];
    return made(input, "both-directions", statement, certain, [...clientCodes, ...doorCodes], would);
  }
  if (client) {
    const statement = say("mra.cause.cucm-refuses", values);
    // What an unpinned port shows, anybody may show.
    const byPort = seen.clientRefusals.every((one) => one.byPort === true);
    const would = [say(byPort ? "mra.prove.pin" : "mra.prove.log-alert")];
    return made(input, "cucm-refuses-expressway", statement, !byPort && (alert || felt), clientCodes, would);
  }
  const would = [say("mra.prove.log-verify")];
  const certain = verify || seen.verifies === true || felt;
  return seen.ecdsaOnly
    ? made(input, "ecdsa-left-behind", say("mra.cause.ecdsa", values), certain, doorCodes, would)
    : made(input, "expressway-refuses-cucm", say("mra.cause.expressway-refuses", values), certain, doorCodes, would);
}

/** What a door shows was replaced and is refused; what is stored would go through. */
function notRestarted(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  if (seen.toRestart.length === 0) return undefined;
  const values = {
    doors: list(seen.toRestart.map(({ node, port }) => `${node}:${port}`)),
    peers: list(refusedBy(seen.toRestart)),
  };
  const certain = seen.said.has("expressway-refuses-cucm") || seen.verifies === true || seen.appsLost > 0;
  const because = ["door.not-restarted", ...doorCodes];
  const would = [say("mra.prove.log-verify")];
  return made(input, "door-not-restarted", say("mra.cause.door-not-restarted", values), certain, because, would);
}

/** Nobody is refused yet: what is stored is refused from the next start of Tomcat or HAProxy on. */
function later(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  const waiting = seen.refusedLater.filter(({ silent }) => !silent);
  if (waiting.length === 0 || seen.appsLost > 0) return undefined;
  const values = {
    doors: list(waiting.map(({ node, port }) => `${node}:${port}`)),
    peers: list(waiting.flatMap(({ peers }) => peers)),
    subjects: list(waiting.map(({ subject }) => subject)),
  };
  const statement = say("mra.cause.refused-after-restart", values);
  return made(input, "refused-after-restart", statement, true, ["door.refused-after-restart"]);
}

const refusedBy = (doors: MraSituation["doorRefusals"]): string[] =>
  doors.flatMap(({ verdicts }) => verdicts.flatMap(({ peer, verdict }) => (verdict.ok ? [] : [peer.name])));

function unnamed(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  if (seen.unnamed.length === 0) return undefined;
  // Where no Expressway is known, nobody is known to ask by that name; a log that says so is another matter.
  if (seen.peers === 0 && !seen.said.has("name-not-in-certificate")) return undefined;
  const statement = say("mra.cause.name", {
    names: list(seen.unnamed.map(({ serverName }) => serverName ?? "")),
    nodes: list(seen.unnamed.map(({ node }) => node)),
  });
  const certain = seen.said.has("name-not-in-certificate") || seen.appsLost > 0;
  return made(input, "name-not-in-certificate", statement, certain, ["door.name-missing"], [say("mra.prove.log-name")]);
}

/** Both stores are whole and CUCM still refused: its services have not read them since. */
function notRead(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  const refused = seen.said.has("cucm-refuses-expressway");
  const felt = seen.appsLost > 0;
  // A port that names other CAs, and nobody who suffers from it: a warning, no cause.
  if (!refused && !(seen.notLoaded && felt)) return undefined;
  if (ids(input, "client.trusted").length === 0) return undefined;
  const statement = say("mra.cause.not-read");
  // The log may be older than the repair: only devices that are still lost, or what the port itself names, say that it is not.
  const because = ["client.trusted", "client.not-loaded", "exlog.cucm-refused"];
  // No certificate speaks for it here: a paste alone makes it likely.
  const certain = seen.notLoaded || (felt && !seen.saidByPaste.has("cucm-refuses-expressway"));
  return made(input, "trust-not-loaded", statement, certain, because, [say("mra.prove.newer-log")]);
}

function peerDown(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  if (seen.silentPeers.length === 0) return undefined;
  const all = seen.silentPeers.length === seen.peers;
  if (!all && seen.appsLost === 0) return undefined;
  const statement = say(all ? "mra.cause.peers-down" : "mra.cause.peer-down", { peers: list(seen.silentPeers) });
  return made(
    input,
    "peer-down",
    statement,
    false,
    ["read.node-unreachable", "read.deadline-exceeded"],
    [say("mra.prove.peer")],
  );
}

/** Nothing could be read on the Expressway, but somebody read its log: the direction is known, the certificates are not. */
function saidOnly(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  const unread = seen.unreadPeers.length === seen.peers;
  const [code] = [...seen.said, ...seen.hinted];
  if (!unread || code === undefined) return undefined;
  const cause = made(input, code, say(`mra.cause.said.${code}`), false, [], [say("mra.prove.configure")]);
  // A hint is named as one: nothing but the paste says so.
  return seen.said.has(code) ? cause : { ...cause, because: [...cause.because, weighedId] };
}

function well(input: ConclusionInput, seen: MraSituation): Cause | undefined {
  const hidden = unread(input);
  if (seen.appsLost > 0 || seen.peers === 0 || hidden.length > 0) return undefined;
  const statement = say("mra.cause.well", { apps: seen.appsKnown, peers: seen.peers });
  return { certainty: "healthy", code: "trust-whole", statement, qualifications: [], because: [] };
}

function unknown(input: ConclusionInput, seen: MraSituation): Cause {
  const codes = new Set(input.findings.map(({ code }) => code));
  const ruledOut = [
    ...(codes.has("client.trusted") ? [say("mra.ruled-out.client")] : []),
    ...(codes.has("door.trusted") && seen.unnamed.length === 0 ? [say("mra.ruled-out.doors")] : []),
    ...(codes.has("mra.services-started") && seen.stopped.length === 0 ? [say("mra.ruled-out.services")] : []),
  ];
  return {
    certainty: "unknown",
    code: seen.peers === 0 ? "no-expressway-configured" : "nothing-proved",
    statement: say(seen.peers === 0 ? "mra.cause.no-peers" : "mra.cause.unknown"),
    qualifications: ruledOut,
    because: [],
    missing: unread(input),
  };
}

/** What could not be looked at; one line for each node or peer. */
function unread(input: ConclusionInput): CauseNote[] {
  const silent = input.findings.filter(({ verdict, code }) => verdict === "unknown" && code !== "mra.no-devices");
  return silent.map(({ title, next }) => ({ text: title, ...(next === undefined ? {} : { next }) }));
}
