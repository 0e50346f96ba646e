// Why phones fail 802.1X: what lists and registrations prove, else what people read off phone and server; look-alikes told apart.
import type { Cause, CauseNote } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { troubles, unasked } from "../phones/seen.ts";
import type { ConclusionInput } from "../scenario.ts";
import { weighedId } from "../weighed.ts";
import type { Dot1xSituation } from "./situation.ts";
import type { Told } from "./told.ts";

/** A cause must explain at least this share of the lost phones, and the others must be in the network to this share. */
const share = 0.9;

export const dot1xCauses = [
  "present-not-trusted",
  "former-not-trusted",
  "authority-expired",
  "maker-not-trusted",
  "refused-later",
  "server-silent",
  "server-certificate",
  "not-asked",
  "let-in",
  "not-dot1x",
  "not-explained",
  "all-in",
  "not-seen",
] as const;
export type Dot1xCauseCode = (typeof dot1xCauses)[number];

export interface Dot1xCause extends Cause {
  readonly code: Dot1xCauseCode;
}

type Values = Readonly<Record<string, string | number>>;

export function dot1xCause(input: ConclusionInput, situation: Dot1xSituation, told: Told): Dot1xCause {
  const { facts, findings } = input;
  const missing = missingIn(input, situation);
  const cause: Make = (certainty, code, values, because, more = {}) => ({
    certainty,
    code,
    statement: say(`scenario.dot1x.cause.${code}`, values),
    qualifications: [],
    because,
    ...(missing.length === 0 ? {} : { missing }),
    ...more,
  });
  const ids = (...codes: readonly string[]): string[] =>
    findings.filter((finding) => codes.includes(finding.code)).map((finding) => finding.id);
  const { trust, lost, refused } = situation;
  if (facts.registrations?.phones === undefined || trust === undefined) return cause("unknown", "not-seen", {}, []);

  const values = valuesOf(situation);
  const missed = ["dot1x.issuer-missing", "dot1x.issuer-not-for-clients", "dot1x.issuer-expired"];
  const listed = ids(...missed, "phones.unregistered", "dot1x.lscs");
  if (lost.length === 0) {
    if (refused.size > 0) {
      return dropOnly(situation)
        ? cause("likely", "refused-later", values, [...listed, weighedId], { qualifications: [readItself] })
        : cause("proved", "refused-later", values, listed);
    }
    const wrong = troubles(findings);
    // Nobody is called healthy for a file that somebody dropped.
    const unseen = unasked(findings);
    const whole = unseen.length === 0 && wrong.length === 0;
    return cause(whole ? "healthy" : "unknown", "all-in", values, ids("dot1x.trusts-all"), {
      missing: unseen,
      troubles: wrong,
    });
  }
  return fromLists(situation, told, values, listed, cause) ?? fromPeople(situation, told, values, ids, cause);
}

type Make = (
  certainty: Cause["certainty"],
  code: Dot1xCauseCode,
  values: Values,
  because: readonly string[],
  more?: Partial<Omit<Cause, "code">>,
) => Dot1xCause;

/** Every list that speaks against a phone is one that somebody dropped. */
const dropOnly = ({ read, refused }: Dot1xSituation): boolean =>
  refused.size > 0 && read.every((one) => one.refused.length === 0);

const readItself = say("scenario.dot1x.prove.read");

/** What could not be asked. A server without a list is asked for by its name; one whose list was dropped is not missed. */
function missingIn({ findings }: ConclusionInput, { unread, dropped }: Dot1xSituation): readonly CauseNote[] {
  const given = new Set(dropped.map(({ server }) => server));
  const others = findings.filter(({ code }) => dropped.length === 0 || code !== "dot1x.none");
  const wanted = unread.filter(({ server }) => !given.has(server.name));
  return [
    ...unasked(others),
    ...wanted.map(({ server }) => ({
      text: say("scenario.dot1x.missing.list", { server: server.name }),
      next: say("scenario.dot1x.missing.list.next"),
    })),
  ];
}

function valuesOf({ trust, dropped, lost, here, refused, unread, without }: Dot1xSituation): Values {
  const out = lost.filter((name) => refused.has(name));
  const issuers = new Set((out.length > 0 ? out : [...refused.keys()]).map((name) => refused.get(name) ?? "?"));
  const servers = [
    ...(trust?.servers ?? []).filter((one) => one.refused.length > 0).map(({ server }) => server.name),
    ...dropped.filter((one) => one.refused.length > 0).map(({ server }) => server),
  ];
  return {
    lost: lost.length,
    here: here.length,
    out: out.length,
    later: here.filter((name) => refused.has(name)).length,
    bare: lost.filter((name) => without.has(name)).length,
    issuers: [...issuers].sort().join(", "),
    capf: trust?.capf?.commonName ?? "?",
    servers: servers.join(", ") || "?",
    unread: unread.map(({ server }) => server.name).join(", ") || "?",
  };
}

/** The phones whose certificates the servers take are in the network: exactly the others are out. */
export function others({ lost, here, refused, without }: Dot1xSituation): boolean {
  const taken = [...lost, ...here].filter((name) => !refused.has(name) && !without.has(name));
  return taken.length > 0 && taken.filter((name) => here.includes(name)).length >= taken.length * share;
}

/** A server's list against who is out: proved when the others, whose certificates it takes, are in. */
function fromLists(
  situation: Dot1xSituation,
  told: Told,
  values: Values,
  because: readonly string[],
  cause: Make,
): Dot1xCause | undefined {
  const { trust, lost, here, refused, expired, without, read, makerEverywhere } = situation;
  const out = lost.filter((name) => refused.has(name));
  const saw = (["status", "log"] as const).filter((one) => told.get(one) === "failed").map((one) => told.source(one));
  // Phones that are off as well must not hide why all that the server refuses are out.
  const inside = here.filter((name) => refused.has(name));
  const allOut = inside.length === 0 && out.length * 2 >= lost.length;
  const kinds = new Set(out.map((name) => refused.get(name)));
  const alike = inside.filter((name) => kinds.has(refused.get(name)));
  // As many of their kind are in: those that are out may have no power, and the server has still to ask the others.
  if (out.length > 0 && alike.length >= out.length && saw.length === 0 && told.get("server") !== "unknown-ca") {
    const issuers = [...new Set(refused.values())].sort().join(", ");
    const statement = say("scenario.dot1x.cause.refused-later.some-out", { ...values, issuers });
    const dropped = dropOnly(situation);
    return cause("likely", "refused-later", values, [...because, ...(dropped ? [weighedId] : [])], {
      statement,
      qualifications: dropped ? [readItself] : proving,
    });
  }
  if (out.length >= lost.length * share || (out.length > 0 && allOut)) {
    const present = out.some((name) => refused.get(name) === trust?.capf?.commonName);
    const over = out.every((name) => expired.has(refused.get(name) ?? ""));
    const serverSays = told.get("server") === "unknown-ca";
    const dropped = dropOnly(situation);
    // People may say what they like: beside a list that only they have, what the cluster itself shows must agree.
    const proved = others(situation) || (!dropped && (saw.length > 0 || serverSays));
    const code = over ? "authority-expired" : present ? "present-not-trusted" : "former-not-trusted";
    const rests = [
      ...because,
      ...saw,
      ...(serverSays ? [told.source("server")] : []),
      ...(dropped && !saw.includes(weighedId) ? [weighedId] : []),
    ];
    if (proved) return cause("proved", code, values, rests);
    return cause("likely", code, values, rests, { qualifications: dropped ? [readItself] : proving });
  }
  const bare = lost.filter((name) => without.has(name));
  // A phone without an LSC need not be behind 802.1X at all: somebody must have seen it fail.
  if (read.length > 0 && !makerEverywhere && saw.length > 0 && bare.length >= lost.length * share)
    return cause("likely", "maker-not-trusted", values, saw, { qualifications: proving.slice(1) });
  return undefined;
}

const proving: readonly Phrase[] = [say("scenario.dot1x.prove.status"), say("scenario.dot1x.prove.server")];

/** What only people see. */
function fromPeople(
  { read, unread, dropped, trust }: Dot1xSituation,
  told: Told,
  values: Values,
  ids: (...codes: readonly string[]) => string[],
  cause: Make,
): Dot1xCause {
  const log = told.get("log");
  const server = told.get("server");
  const byServer = [told.source("server")];
  const more = { qualifications: [say("scenario.dot1x.prove.server")] };
  if (log === "server-certificate") return cause("likely", "server-certificate", values, [told.source("log")], more);
  const listed = read.length > 0 || dropped.length > 0;
  if (server === "unknown-ca" && !listed) {
    const given = { ...values, servers: values.unread ?? "?", issuers: values.capf ?? "?" };
    return cause("likely", "present-not-trusted", given, byServer, {
      qualifications: [say("scenario.dot1x.prove.list")],
    });
  }
  if (server === "accepted") return cause("likely", "let-in", values, byServer);
  if (server === "nothing") return cause("likely", "not-asked", values, byServer);
  if (log === "timeout" || (unread.length > 0 && unread.length === trust?.servers.length && dropped.length === 0)) {
    const because = [...(log === "timeout" ? [told.source("log")] : []), ...ids("read.node-unreachable")];
    return cause(log === "timeout" ? "likely" : "unknown", "server-silent", values, because, more);
  }
  if (told.get("status") === "none") return cause("unknown", "not-dot1x", values, [told.source("status")]);
  const qualifications = [
    ...(listed ? [say("scenario.dot1x.ruled.lists")] : []),
    ...(log === "want-read" ? [say("scenario.dot1x.ruled.want-read")] : []),
  ];
  return cause("unknown", "not-explained", values, ids("phones.unregistered"), { qualifications });
}
