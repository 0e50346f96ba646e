// The trust lists of a cluster: who signs, which node serves which version, what is stale; and what changed between two snapshots.
import type { Card, CardBlock, CardListItem, Tone } from "../src/domain/card.ts";
import type { Phrase, Text } from "../src/domain/text.ts";
import type {
  TrustDiff,
  TrustListLine,
  TrustRecordLine,
  TrustReport,
  TrustTvsLine,
} from "../src/domain/trust-report.ts";
import { say } from "../src/i18n/say.ts";
import { list, section, short, text, verbatim } from "./words.ts";

/** More lists than this are a big cluster: its nodes' records stay in `--json`. */
const mostSections = 8;

export function trustCard(report: TrustReport): Card {
  const stale = report.lists.filter(isStale);
  const old = report.tvs.filter((one) => one.current === false);
  const broken = report.lists.filter(
    (one) => one.state === "damaged" || one.state === "not-signed" || one.tooLarge === true,
  );
  const partial = report.unread.length > 0;
  const tone: Tone = broken.length > 0 ? "danger" : stale.length + old.length > 0 || partial ? "warning" : "good";
  const title = say("card.trust.title", { cluster: report.clusterName });
  return {
    title,
    badge: { text: badge(broken.length, stale.length + old.length, partial), tone },
    tone,
    body: [
      text(signs(report), { strong: true }),
      text(
        say(report.practice ? "card.trust.checked-practice" : "card.trust.checked", {
          at: { time: report.at },
          answered: report.nodesAnswered,
          total: report.nodesTotal,
        }),
        { subtle: true },
      ),
      ...(report.rollback === true ? [text(say("card.trust.rollback"), { tone: "warning" })] : []),
      ...(report.reused ? [text(say("card.trust.reused"), { tone: "warning" })] : []),
      ...(report.lists.length === 0 ? [] : [table(report.lists)]),
      ...(noCtl(report) ? [text(say("card.trust.no-ctl"), { subtle: true })] : []),
      ...staleBlocks(stale),
      ...(report.tvs.length === 0
        ? []
        : [text(say("card.trust.tvs"), { strong: true }), list(report.tvs.map(tvsItem))]),
      ...(partial ? [list(report.unread.map((one) => ({ text: one, mark: "unknown" as const })))] : []),
      ...recordSections(report.lists),
    ],
    actions: [],
    summary: say("card.trust.summary", { title, stale: stale.length, old: old.length }),
  };
}

const isStale = (one: TrustListLine): boolean => one.records.some((record) => record.stale);

function badge(broken: number, behind: number, partial: boolean): Phrase {
  if (broken > 0) return say("card.trust.badge.broken");
  if (behind > 0) return say("card.trust.badge.behind");
  return say(partial ? "card.trust.badge.partial" : "card.trust.badge.current");
}

function signs({ signs, release, mode }: TrustReport): Phrase {
  if (signs === undefined || release === undefined) return say("card.trust.signs-unknown");
  return say("card.trust.signs", {
    release: release.full,
    mode: say(`card.trust.mode.${mode ?? "unknown"}`),
    unit: signs.unit,
    serials: signs.serials.map(short).join(", "),
  });
}

/** Normal, and said so: nobody shall look for a CTL that a non-secure cluster does not have. */
const noCtl = ({ mode, lists }: TrustReport): boolean =>
  mode === "non-secure" && lists.every((one) => one.kind !== "CTL" || one.state === "absent");

function table(lists: readonly TrustListLine[]): CardBlock {
  const shown = lists.filter((one) => one.state !== "absent" || one.kind === "ITL");
  return {
    kind: "table",
    columns: (["list", "node", "version", "signer", "since", "size"] as const).map((column) =>
      say(`card.trust.column.${column}`),
    ),
    rows: shown.map((one) => ({
      cells: [
        verbatim(one.kind),
        verbatim(one.node),
        one.version === undefined ? say(`card.trust.state.${one.state}`) : versionOf(one, one.version),
        one.signer === undefined ? verbatim("–") : verbatim(`${one.signer.unit} ${short(one.signer.serial)}`),
        one.signedAt === undefined ? verbatim("–") : say("card.trust.since", { at: { moment: one.signedAt } }),
        one.bytes === undefined
          ? verbatim("–")
          : say("card.trust.size", { bytes: one.bytes, records: one.records.length }),
      ],
      ...toneOf(one),
    })),
  };
}

const versionOf = (one: TrustListLine, version: number): Text =>
  one.state === "served" ? say("card.trust.version", { version }) : say(`card.trust.state.${one.state}`);

function toneOf(one: TrustListLine): { tone?: Tone } {
  if (one.state === "damaged" || one.state === "not-signed" || one.tooLarge === true) return { tone: "danger" };
  return isStale(one) ? { tone: "warning" } : {};
}

function staleBlocks(stale: readonly TrustListLine[]): CardBlock[] {
  if (stale.length === 0) return [];
  return [
    text(say("card.trust.stale"), { strong: true }),
    list(
      stale.flatMap((one) =>
        one.records
          .filter((record) => record.stale)
          .map(
            (record): CardListItem => ({
              text: say("card.trust.stale-record", {
                node: one.node,
                kind: one.kind,
                role: record.role,
                name: record.name,
                serial: short(record.serial),
              }),
              mark: "warning",
            }),
          ),
      ),
    ),
    text(say("card.trust.stale-next"), { subtle: true }),
  ];
}

function tvsItem(one: TrustTvsLine): CardListItem {
  const values = { node: one.node, serial: short(one.shows) };
  const refused = one.refuses.length > 0;
  return {
    text: say(one.current === false ? "card.trust.tvs-old" : "card.trust.tvs-shows", values),
    detail: say(refused ? "card.trust.tvs-refuses" : "card.trust.tvs-vouches", {
      serials: (refused ? one.refuses : one.vouchesFor).map(short).join(", ") || "–",
    }),
    mark: refused ? "problem" : one.current === false ? "warning" : "ok",
  };
}

/** Every list's records, folded; lists with the same records of the same kind once. */
function recordSections(lists: readonly TrustListLine[]): CardBlock[] {
  const groups = Map.groupBy(
    lists.filter((one) => one.records.length > 0),
    (one) => `${one.kind} ${one.records.map((record) => `${record.role} ${record.serial}`).join()}`,
  );
  return [...groups.values()].slice(0, mostSections).map((same, at) => {
    const [first] = same;
    const nodes = same.map(({ node }) => node).join(", ");
    return section(`records-${at + 1}`, say("card.trust.records", { kind: first?.kind ?? "ITL", nodes }), [
      { kind: "table", columns: recordColumns, rows: (first?.records ?? []).map(recordRow) },
    ]);
  });
}

const recordColumns = (["number", "role", "name", "serial"] as const).map((column) =>
  say(`card.trust.column.${column}`),
);

const recordRow = (record: TrustRecordLine) => ({
  cells: [verbatim(String(record.number)), verbatim(record.role), verbatim(record.name), verbatim(record.serial)],
  ...(record.stale ? { tone: "warning" as const } : {}),
});

const followTone = { yes: "ok", no: "problem", unknown: "unknown" } as const;

export function trustDiffCard(diff: TrustDiff): Card {
  const changed = diff.lists.filter((one) => one.was !== "same");
  const locked = diff.follows.filter((one) => one.answer === "no");
  const tone: Tone = locked.length > 0 ? "danger" : changed.length > 0 ? "warning" : "good";
  const title = say("card.trust.diff.title", { cluster: diff.clusterName });
  return {
    title,
    badge: { text: say(changed.length === 0 ? "card.trust.diff.same" : "card.trust.diff.changed"), tone },
    tone,
    body: [
      text(say("card.trust.diff.between", { from: { moment: diff.from.takenAt }, to: { moment: diff.to.takenAt } })),
      text(verbatim(`${diff.from.id} → ${diff.to.id}`), { subtle: true }),
      ...(diff.certificates.length === 0
        ? []
        : [
            text(say("card.trust.diff.certificates"), { strong: true }),
            list(
              diff.certificates.map((one) => ({
                text: verbatim(`${one.node}: ${one.unit}`),
                detail: say("card.trust.diff.serials", { was: short(one.was ?? "–"), now: short(one.now ?? "–") }),
              })),
            ),
          ]),
      ...changed.map((one) =>
        section(
          `list-${one.kind}-${one.node}`,
          say("card.trust.diff.list", {
            node: one.node,
            kind: one.kind,
            added: one.added.length,
            gone: one.gone.length,
          }),
          [list(changesOf(one))],
          true,
        ),
      ),
      ...(changed.length === 0
        ? []
        : [
            text(say("card.trust.diff.follows"), { strong: true }),
            list(
              diff.follows.map(({ node, answer }) => ({
                text: say(`card.trust.diff.follows.${answer}`, { node }),
                mark: followTone[answer],
              })),
            ),
          ]),
      ...diff.notComparable.map((node) => text(say("card.trust.diff.unread", { node }), { subtle: true })),
    ],
    actions: [],
    summary: say("card.trust.diff.summary", { title, lists: changed.length, nodes: locked.length }),
  };
}

function changesOf({ signer, gone, added }: TrustDiff["lists"][number]): CardListItem[] {
  const line = (record: TrustRecordLine): Text => verbatim(`${record.role} ${record.name} ${short(record.serial)}`);
  return [
    ...(signer === undefined
      ? []
      : [
          {
            text: say("card.trust.diff.signer", {
              was: `${signer.was.unit} ${short(signer.was.serial)}`,
              now: `${signer.now.unit} ${short(signer.now.serial)}`,
            }),
            mark: "warning" as const,
          },
        ]),
    ...gone.map((record) => ({ text: say("card.trust.diff.gone"), detail: line(record), mark: "problem" as const })),
    ...added.map((record) => ({ text: say("card.trust.diff.added"), detail: line(record), mark: "ok" as const })),
  ];
}
