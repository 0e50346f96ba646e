// Why phones fail 802.1X: what lists and registrations prove, else what people read off phone and server; look-alikes told apart.
import type { Cause } from "../../domain/report.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { troubles, unasked } from "../phones/seen.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { Dot1xSituation } from "./situation.ts";

/** A cause must explain at least this share of the lost phones, and the others must be in the network to this share. */
const share = 0.9;

export const dot1xCauses = [
  "present-not-trusted",
  "former-not-trusted",
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

export function dot1xCause(input: ConclusionInput, situation: Dot1xSituation): Dot1xCause {
  const { facts, findings } = input;
  const missing = unasked(findings);
  const cause = (
    certainty: Cause["certainty"],
    code: Dot1xCauseCode,
    values: Values,
    because: readonly string[],
    more: Partial<Omit<Cause, "code">> = {},
  ): Dot1xCause => ({
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
  const listed = ids("dot1x.issuer-missing", "dot1x.issuer-not-for-clients", "phones.unregistered", "dot1x.lscs");
  if (lost.length === 0) {
    if (refused.size > 0) return cause("proved", "refused-later", values, listed);
    const wrong = troubles(findings);
    const whole = missing.length === 0 && wrong.length === 0;
    return cause(whole ? "healthy" : "unknown", "all-in", values, ids("dot1x.trusts-all"), {
      missing,
      troubles: wrong,
    });
  }
  return fromLists(input, situation, values, listed, cause) ?? fromPeople(input, situation, values, ids, cause);
}

type Make = (
  certainty: Cause["certainty"],
  code: Dot1xCauseCode,
  values: Values,
  because: readonly string[],
  more?: Partial<Omit<Cause, "code">>,
) => Dot1xCause;

function valuesOf({ trust, lost, here, refused, unread, without }: Dot1xSituation): Values {
  const out = lost.filter((name) => refused.has(name));
  const issuers = new Set((out.length > 0 ? out : [...refused.keys()]).map((name) => refused.get(name) ?? "?"));
  const servers = (trust?.servers ?? []).filter((one) => one.refused.length > 0).map(({ server }) => server.name);
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

/** A server's list against who is out: proved when the others, whose certificates it takes, are in. */
function fromLists(
  { answers }: ConclusionInput,
  { trust, lost, here, refused, without, read, makerEverywhere }: Dot1xSituation,
  values: Values,
  because: readonly string[],
  cause: Make,
): Dot1xCause | undefined {
  const out = lost.filter((name) => refused.has(name));
  const shown = ["status", "log"].filter((one) => answers.get(`dot1x-${one}`) === "failed");
  const saw = shown.map((one) => `answer:dot1x-${one}`);
  if (out.length >= lost.length * share) {
    const present = out.some((name) => refused.get(name) === trust?.capf?.commonName);
    const taken = [...lost, ...here].filter((name) => !refused.has(name) && !without.has(name));
    const control = taken.length > 0 && taken.filter((name) => here.includes(name)).length >= taken.length * share;
    const serverSays = answers.get("dot1x-server") === "unknown-ca";
    const proved = control || saw.length > 0 || serverSays;
    const code = present ? "present-not-trusted" : "former-not-trusted";
    const rests = [...because, ...saw, ...(serverSays ? ["answer:dot1x-server"] : [])];
    return proved
      ? cause("proved", code, values, rests)
      : cause("likely", code, values, rests, { qualifications: proving });
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
  { answers }: ConclusionInput,
  { read, unread, trust }: Dot1xSituation,
  values: Values,
  ids: (...codes: readonly string[]) => string[],
  cause: Make,
): Dot1xCause {
  const log = answers.get("dot1x-log");
  const server = answers.get("dot1x-server");
  const more = { qualifications: [say("scenario.dot1x.prove.server")] };
  if (log === "server-certificate") return cause("likely", "server-certificate", values, ["answer:dot1x-log"], more);
  if (server === "unknown-ca" && read.length === 0) {
    const qualifications = [say("scenario.dot1x.prove.list")];
    return cause(
      "likely",
      "present-not-trusted",
      { ...values, servers: values.unread ?? "?", issuers: values.capf ?? "?" },
      ["answer:dot1x-server"],
      {
        qualifications,
      },
    );
  }
  if (server === "accepted") return cause("likely", "let-in", values, ["answer:dot1x-server"]);
  if (server === "nothing") return cause("likely", "not-asked", values, ["answer:dot1x-server"]);
  if (log === "timeout" || (unread.length > 0 && unread.length === trust?.servers.length)) {
    const because = [...(log === "timeout" ? ["answer:dot1x-log"] : []), ...ids("read.node-unreachable")];
    return cause(log === "timeout" ? "likely" : "unknown", "server-silent", values, because, more);
  }
  if (answers.get("dot1x-status") === "none") return cause("unknown", "not-dot1x", values, ["answer:dot1x-status"]);
  const qualifications = [
    ...(read.length > 0 ? [say("scenario.dot1x.ruled.lists")] : []),
    ...(log === "want-read" ? [say("scenario.dot1x.ruled.want-read")] : []),
  ];
  return cause("unknown", "not-explained", values, ids("phones.unregistered"), { qualifications });
}
