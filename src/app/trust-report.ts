// The trust lists of a cluster as they are served now: gathered by the checks, put into one report.
import type { Cluster } from "../domain/cluster.ts";
import type { TrustListLine, TrustReport, TrustTvsLine } from "../domain/trust-report.ts";
import { situationOf } from "../scenarios/phones/situation.ts";
import type { CheckId } from "../scenarios/scenario.ts";
import { listSigner } from "../trust/releases.ts";
import { usualSigners } from "../trust/signers.ts";
import { largestListOfPhones } from "../trust/trust-rule.ts";
import type { Gathered } from "./facts.ts";
import { recordLine, signerOf } from "./trust-lines.ts";

export const trustChecks: readonly CheckId[] = [
  "trust-lists",
  "certificates",
  "served-certificates",
  "tvs-vouching",
  "cluster-mode",
];

export function trustReport(cluster: Cluster, input: Gathered): TrustReport {
  const { facts } = input;
  const mode = facts["cluster-mode"];
  const release = mode?.release;
  const serials = release === undefined ? [] : usualSigners(situationOf(input).trust).map(({ serial }) => serial);
  return {
    cluster: cluster.id,
    clusterName: cluster.name,
    practice: cluster.practice,
    at: new Date(input.now).toISOString(),
    ...(release === undefined ? {} : { release }),
    ...(mode?.mode === undefined ? {} : { mode: mode.mode }),
    ...(mode?.rollback === undefined ? {} : { rollback: mode.rollback }),
    ...(release === undefined || serials.length === 0 ? {} : { signs: { unit: listSigner(release), serials } }),
    reused: facts.certificates?.reused === true,
    lists: listLines(input),
    tvs: tvsLines(input),
    unread: input.findings.filter(({ code }) => code.startsWith("read.")).map(({ title }) => title),
    nodesAnswered: input.answered.size,
    nodesTotal: cluster.nodes.length,
  };
}

function listLines({ facts }: Gathered): TrustListLine[] {
  const read = facts["trust-lists"]?.lists ?? [];
  const versions = new Map<string, number>();
  for (const kind of ["ITL", "CTL"] as const) {
    const times = new Set(
      read.flatMap((one) => (one.kind === kind && one.list !== undefined ? [one.list.timestamp] : [])),
    );
    [...times]
      .sort()
      .reverse()
      .forEach((time, at) => void versions.set(`${kind} ${time}`, at + 1));
  }
  return read.map(({ node, kind, list, absent, signer, stale }): TrustListLine => {
    if (list === undefined) return { node, kind, state: absent ? "absent" : "damaged", records: [] };
    const old = new Set(stale.map(({ record }) => record.number));
    const version = versions.get(`${kind} ${list.timestamp}`);
    return {
      node,
      kind,
      state: signer === undefined ? "not-signed" : "served",
      ...(version === undefined ? {} : { version }),
      signer: signerOf(list),
      signedAt: list.timestamp,
      bytes: list.bytes.length,
      tooLarge: list.bytes.length > largestListOfPhones,
      sha256: list.sha256,
      records: list.records.map((record) => recordLine(record, old.has(record.number))),
    };
  });
}

function tvsLines({ facts, cluster }: Gathered): TrustTvsLine[] {
  const answers = facts["tvs-vouching"]?.answers ?? [];
  return cluster.nodes.flatMap(({ name }): TrustTvsLine[] => {
    const port = facts["served-certificates"]?.served.find((one) => one.unit === "TVS" && one.node === name);
    const own = answers.filter(({ node }) => node === name);
    const shows = own[0]?.answer.served ?? port?.certificate;
    if (shows === undefined) return [];
    const by = (vouches: boolean): string[] =>
      own.filter(({ answer }) => answer.vouches === vouches).map(({ signer }) => signer.serial);
    return [
      {
        node: name,
        shows: shows.serial,
        ...(port?.current === undefined ? {} : { current: port.current }),
        vouchesFor: by(true),
        refuses: by(false),
      },
    ];
  });
}
