// 802.1X: whose LSCs the phones hold, and whether each authentication server lets in who shows one.
import { type AuthenticationServer, publisherOf } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { AuthenticationServers, TrustedAuthority } from "../../systems/authentication-server-ports.ts";
import {
  commonNameIn,
  type LscIssuer,
  type Refused,
  refusedBy,
  trustsCertificate,
  trustsMaker,
} from "../../trust/lsc-issuers.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { readOnce } from "../reading.ts";
import { readDatabaseCertificates, readLscs, readOwn, readPhones } from "../reads.ts";

const id = "dot1x-trust";
/** Phones named in the evidence; the count stands in the title. */
const named = 8;

export interface ServerTrust {
  readonly server: AuthenticationServer;
  /** Undefined when it could not be asked; the rest is empty then. */
  readonly authorities: readonly TrustedAuthority[] | undefined;
  /** It trusts CAPF's present certificate. */
  readonly present: boolean;
  /** It trusts the maker of the phones (MIC). */
  readonly maker: boolean;
  readonly refused: readonly Refused[];
}

export interface Dot1xTrustFacts {
  /** Empty when the configuration names none. */
  readonly servers: readonly ServerTrust[];
  readonly capf: Certificate | undefined;
  /** Former certificates of CAPF that the cluster's trust stores still hold. */
  readonly former: readonly Certificate[];
  /** Undefined when the database could not be asked. */
  readonly issuers: readonly LscIssuer[] | undefined;
  /** Configured phones without an LSC: they show the certificate of their maker. */
  readonly without: readonly string[];
}

export const dot1xTrustCheck = defineCheck<typeof id, Dot1xTrustFacts>({
  id,
  title: say("dot1x.check"),
  async run(context: CheckContext): Promise<Dot1xTrustFacts> {
    const publisher = publisherOf(context.systems.cluster);
    const [own, lscs, phones, database] = await Promise.all([
      readOwn(context, id, publisher, "CAPF"),
      readLscs(context, id, publisher),
      readPhones(context, id, publisher),
      readDatabaseCertificates(context, id, publisher),
    ]);
    const capf = own.ok ? own.value : undefined;
    const former = formerCapfs(database.ok ? database.value : [], capf);
    const issuers = lscs.ok ? byIssuer(lscs.value) : undefined;
    const have = new Set(lscs.ok ? lscs.value.map(({ name }) => name) : []);
    const all = phones.ok ? phones.value.map(({ name }) => name) : [];
    const without = lscs.ok ? all.filter((name) => name.startsWith("SEP") && !have.has(name)) : [];
    if (issuers !== undefined && lscs.ok) emitIssuers(context, issuers, without.length, capf, lscs.evidence);
    const known = capf === undefined ? former : [capf, ...former];
    const servers = await askAll(context, issuers ?? [], capf, known);
    return { servers, capf, former, issuers, without };
  },
});

function formerCapfs(
  database: readonly { readonly unit: string; readonly certificate: Certificate }[],
  capf: Certificate | undefined,
): readonly Certificate[] {
  const found = database
    .filter(({ unit }) => unit === "CAPF-trust" || unit === "CallManager-trust")
    .map(({ certificate }) => certificate)
    .filter((one) => one.commonName.startsWith("CAPF-") && one.sha256 !== capf?.sha256);
  return [...new Map(found.map((one) => [one.sha256, one])).values()];
}

const byIssuer = (lscs: readonly { readonly name: string; readonly issuer: string }[]): readonly LscIssuer[] =>
  [...Map.groupBy(lscs, ({ issuer }) => commonNameIn(issuer))].map(([name, some]) => ({
    name,
    phones: some.map((lsc) => lsc.name).sort(),
  }));

/** Who holds an LSC of which CAPF; those of a former one by name, so that they can be counted down. */
function emitIssuers(
  context: CheckContext,
  issuers: readonly LscIssuer[],
  without: number,
  capf: Certificate | undefined,
  evidence: Evidence,
): void {
  const count = (some: readonly LscIssuer[]): number => some.reduce((sum, { phones }) => sum + phones.length, 0);
  const unknown = issuers.filter(({ name }) => name === "");
  const old = issuers.filter(({ name }) => name !== "" && capf !== undefined && name !== capf.commonName);
  const names = issuers.map(({ name, phones }) => `${name || "?"}: ${phones.length}`).join("; ") || "–";
  context.emit({
    id: `${id}:lscs`,
    check: id,
    code: "dot1x.lscs",
    verdict: "ok",
    title: say("dot1x.lscs", { phones: count(issuers), issuers: names, without }),
    evidence: [evidence],
  });
  if (count(unknown) > 0) {
    const title = say("dot1x.issuers-unknown", { phones: count(unknown) });
    const next = say("dot1x.issuers-unknown.next");
    const code = "dot1x.issuers-unknown";
    context.emit({ id: `${id}:unknown`, check: id, code, verdict: "unknown", title, next, evidence: [evidence] });
  }
  if (count(old) === 0) return;
  const lines = old.flatMap(({ name, phones }) => phones.map((phone) => `${phone} ${name}`));
  context.emit({
    id: `${id}:former`,
    check: id,
    code: "dot1x.lscs-former",
    verdict: "warning",
    title: say("dot1x.lscs-former", { phones: count(old), issuers: old.map(({ name }) => name).join(", ") }),
    means: say("dot1x.lscs-former.means"),
    evidence: [{ ...evidence, excerpt: someOf(lines) }],
  });
}

const someOf = (lines: readonly string[]): string =>
  (lines.length > named ? [...lines.slice(0, named - 1), `… ${lines.length - named + 1} more`] : lines).join("\n");

async function askAll(
  context: CheckContext,
  issuers: readonly LscIssuer[],
  capf: Certificate | undefined,
  known: readonly Certificate[],
): Promise<readonly ServerTrust[]> {
  const { authenticationServers: client, cluster } = context.systems;
  const configured = cluster.authenticationServers ?? [];
  if (client === undefined || configured.length === 0) {
    const words = { title: say("dot1x.none"), next: say("dot1x.none.next") };
    context.emit({ id: `${id}:none`, check: id, code: "dot1x.none", verdict: "unknown", ...words, evidence: [] });
    return [];
  }
  return await Promise.all(configured.map((server) => ask(context, client, server, issuers, capf, known)));
}

async function ask(
  context: CheckContext,
  client: AuthenticationServers,
  server: AuthenticationServer,
  issuers: readonly LscIssuer[],
  capf: Certificate | undefined,
  known: readonly Certificate[],
): Promise<ServerTrust> {
  const reading = await readOnce(context, id, server, "Authentication server", "trusted authorities", () =>
    client.trusted(server, { signal: context.signal }),
  );
  if (!reading.ok) return { server, authorities: undefined, present: false, maker: false, refused: [] };
  const authorities = reading.value;
  const now = context.clock.now();
  const refused = refusedBy(authorities, issuers, known, now);
  const present = capf !== undefined && trustsCertificate(authorities, capf, now);
  const common = { check: id, node: server.name, evidence: [reading.evidence] };
  for (const one of refused) {
    const values = { server: server.name, issuer: one.name, phones: one.phones.length };
    context.emit({
      ...common,
      id: `${id}:${server.name}:${one.name}`,
      code: codeOf(one),
      verdict: "problem",
      title: say(codeOf(one), values),
      means: say("dot1x.issuer-missing.means"),
    });
  }
  const missing = capf !== undefined && !present && !refused.some((one) => one.name === capf.commonName);
  if (missing) {
    context.emit({
      ...common,
      id: `${id}:${server.name}:present`,
      code: "dot1x.present-missing",
      verdict: "warning",
      title: say("dot1x.present-missing", {
        server: server.name,
        capf: capf.commonName,
        serial: shortSerial(capf.serial),
      }),
      means: say("dot1x.present-missing.means"),
    });
  } else if (refused.length === 0 && capf !== undefined) {
    const title = say("dot1x.trusts-all", {
      server: server.name,
      capf: capf.commonName,
      serial: shortSerial(capf.serial),
    });
    context.emit({ ...common, id: `${id}:${server.name}:present`, code: "dot1x.trusts-all", verdict: "ok", title });
  }
  return { server, authorities, present, maker: trustsMaker(authorities), refused };
}

function codeOf({ held, expired }: Refused) {
  if (expired === true) return "dot1x.issuer-expired";
  return held ? "dot1x.issuer-not-for-clients" : "dot1x.issuer-missing";
}
