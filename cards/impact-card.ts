// What renewing certificates would do: warnings first, then the table, what stands here now, order and time, and what Cisco leaves open.
import type { Card, CardBlock } from "../src/domain/card.ts";
import { gravest } from "../src/domain/impact.ts";
import type { Duration, Figure, ImpactTable, LiveNumbers, RestartOrder } from "../src/domain/impact-report.ts";
import type { Phrase, Text } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { duration } from "./plan-card.ts";
import { impactBadge, impactText, impactTone, joined, list, section, text, verbatim } from "./words.ts";

/** More nodes than these stand in a folded table. */
const mostNodes = 4;

export function impactCard(table: ImpactTable): Card {
  const { rows, together = [], foretold } = table;
  const lost = foretold?.known === true && foretold.value.outcome === "lost";
  const grave = together.length > 0 || lost ? "high" : gravest(rows.map((row) => row.impact));
  const title = say("card.impact.title", {
    units: joined(
      rows.map((row) => row.unit),
      8,
    ),
  });
  return {
    title,
    badge: impactBadge(grave),
    tone: impactTone[grave],
    body: [
      ...warningBlocks(table),
      tableOf(table),
      section("touches", say("forecast.touches"), [
        list(rows.map((row) => ({ text: verbatim(row.unit), detail: say(`card.impact.touches.${row.unit}`) }))),
      ]),
      ...(table.live === undefined ? [] : hereBlocks(table.live, table.clusterName ?? "")),
      ...(table.order === undefined ? [] : orderBlocks(table.order)),
      ...noteBlocks(table.rows),
      ...disagreementBlocks(table.disagreements ?? []),
      ...footBlocks(table),
    ],
    actions: [],
    summary: title,
  };
}

const red = (content: Text): CardBlock => text(content, { tone: "danger", strong: true });

function warningBlocks({ together = [], danger, warnings = [], foretold, live }: ImpactTable): CardBlock[] {
  const said = danger ?? say("card.impact.together", { units: together.join(" + ") });
  return [
    ...(together.length === 0 ? [] : [red(said)]),
    ...(foretold === undefined ? [] : foretoldBlocks(foretold, live)),
    ...(warnings.length === 0 ? [] : [list(warnings.map((one) => ({ text: one, mark: "warning" as const })))]),
  ];
}

function foretoldBlocks(foretold: NonNullable<ImpactTable["foretold"]>, live: LiveNumbers | undefined): CardBlock[] {
  if (!foretold.known) return [text(say("forecast.foretold.unknown", { why: foretold.why }), { subtle: true })];
  const { outcome, signer, localkey, older } = foretold.value;
  const sentence = say(`forecast.foretold.${outcome}`, { signer });
  const behind =
    older === undefined
      ? []
      : [red(say("forecast.foretold.older", { phones: older.phones, since: { time: older.since } }))];
  if (outcome === "held") return [text(sentence), ...behind];
  if (outcome === "vouched") return [text(sentence, { tone: "warning" }), ...behind];
  const phones = live?.phones.known === true ? live.phones.value.registered : undefined;
  return [
    red(sentence),
    ...(phones === undefined ? [] : [red(say("forecast.foretold.phones", { phones }))]),
    red(say(localkey ? "forecast.foretold.localkey" : "forecast.foretold.no-localkey")),
    ...behind,
  ];
}

const tableOf = ({ rows }: ImpactTable): CardBlock => ({
  kind: "table",
  columns: [
    say("card.impact.column.unit"),
    say("card.impact.column.impact"),
    say("card.impact.column.lists"),
    say("card.impact.column.phones"),
    say("card.impact.column.services"),
  ],
  rows: rows.map((row) => ({
    cells: [
      verbatim(row.unit),
      impactText(row.impact),
      verbatim(row.lists.length === 0 ? "–" : row.lists.join(" + ")),
      row.twice === true ? say("forecast.phones.twice") : say(`card.impact.phones.${row.phones}`),
      verbatim(row.services.length === 0 ? "–" : row.services.join(", ")),
    ],
    tone: impactTone[row.impact],
  })),
});

/** The figure in words, or why there is none. */
const told = <T>(figure: Figure<T>, words: (value: T) => Text): Text =>
  figure.known ? words(figure.value) : say("forecast.unknown", { why: figure.why });

function hereBlocks(live: LiveNumbers, cluster: string): CardBlock[] {
  const { phones, secure, groups, mode, sso, mra, trunks } = live;
  const nodes = phones.known ? phones.value.nodes : [];
  const few = nodes.length <= mostNodes;
  return [
    text(say("forecast.here", { cluster, at: { time: live.at } }), { strong: true }),
    {
      kind: "facts",
      facts: [
        {
          label: say("forecast.phones"),
          value: told(phones, ({ registered, known }) => say("forecast.phones.value", { registered, known })),
        },
        ...(few ? nodes.map((one) => ({ label: verbatim(one.node), value: countOf(one) })) : []),
        {
          label: say("forecast.secure"),
          value: told(secure, ({ secure: registered, known }) => say("forecast.phones.value", { registered, known })),
        },
        ...groupFacts(groups),
        {
          label: say("forecast.mode"),
          value: told(mode, (value) => say(value === "mixed" ? "forecast.mode.mixed" : "forecast.mode.non-secure")),
        },
        {
          label: say("forecast.sso"),
          value: told(sso, ({ enabled }) => say(enabled ? "forecast.sso.on" : "forecast.sso.off")),
        },
        {
          label: say("forecast.mra"),
          value: told(mra, (value) =>
            say(value.peers === 0 ? "forecast.mra.unknown" : "forecast.mra.used", { ...value }),
          ),
        },
        { label: say("forecast.trunks"), value: told(trunks, trunkWords) },
      ],
    },
    ...(few ? [] : [nodesSection(nodes)]),
  ];
}

const countOf = ({ registered }: { readonly registered: number }): Phrase => say("forecast.number", { registered });

const nodesSection = (nodes: readonly { readonly node: string; readonly registered: number }[]): CardBlock =>
  section("nodes", say("forecast.phones.nodes", { nodes: nodes.length }), [
    {
      kind: "table",
      columns: [say("forecast.node-name"), say("forecast.phones")],
      rows: nodes.map((one) => ({ cells: [verbatim(one.node), countOf(one)] })),
    },
  ]);

function groupFacts(groups: LiveNumbers["groups"]): { label: Text; value: Text }[] {
  const label = say("forecast.groups");
  if (!groups.known) return [{ label, value: say("forecast.unknown", { why: groups.why }) }];
  const { single, groups: all } = groups.value;
  if (single.length === 0) return [{ label, value: say("forecast.groups.none", { groups: all }) }];
  return single.map(({ group, node, pools, phones }) => ({
    label,
    value: say("forecast.groups.single", { group, node, phones, pools: joined(pools) }),
  }));
}

const trunkWords = ({ trunks, secure }: { trunks: number; secure: readonly string[] }): Phrase => {
  const values = { trunks, secure: secure.length };
  return secure.length === 0
    ? say("forecast.trunks.value", values)
    : say("forecast.trunks.names", { ...values, names: joined(secure) });
};

const often = (words: Phrase, times: number): Phrase =>
  times > 1 ? say("forecast.order.times", { words, times }) : words;

function orderBlocks({ first, steps, phonesBack, resets = 1, seconds, assumed }: RestartOrder): CardBlock[] {
  if (steps.length === 0 && first === undefined) return [text(say("forecast.order.nothing"), { subtle: true })];
  const before =
    first === undefined
      ? []
      : [
          {
            text: verbatim(first.command),
            detail: say(first.mixed === true ? "forecast.order.if-mixed" : "forecast.order.first", {
              node: first.node,
            }),
          },
        ];
  const items = steps.map(({ service, nodes, each, times = 1 }) => ({
    text: verbatim(service),
    detail: often(stepWords(nodes, each), times),
  }));
  const phones =
    phonesBack === undefined
      ? []
      : [
          {
            text: say("forecast.order.phones"),
            detail: often(timed("forecast.order.phones.detail", phonesBack), resets),
          },
        ];
  return [
    section(
      "order",
      say("forecast.order", { duration: duration(seconds) }),
      [
        list([...before, ...items, ...phones], true),
        ...(assumed.length === 0
          ? []
          : [text(say("forecast.order.assumed", { nodes: joined(assumed) }), { subtle: true })]),
      ],
      steps.length <= 8,
    ),
  ];
}

function stepWords(nodes: readonly string[], each: Duration | undefined): Phrase {
  const [only] = nodes;
  if (each === undefined) return say("forecast.order.untimed", { count: nodes.length });
  if (nodes.length === 1 && only !== undefined) return timed("forecast.order.one", each, { node: only });
  return timed("forecast.order.many", each, { count: nodes.length });
}

const timed = (
  id: "forecast.order.one" | "forecast.order.many" | "forecast.order.phones.detail",
  { seconds, runs }: Duration,
  values: Readonly<Record<string, string | number>> = {},
): Phrase =>
  say(id, {
    ...values,
    each: duration(seconds),
    from: runs === undefined ? say("forecast.from.typical") : say("forecast.from.runs", { runs }),
  });

/** What belongs to the renewal of each on this release, beside the restarts. */
function noteBlocks(rows: ImpactTable["rows"]): CardBlock[] {
  const items = rows.flatMap(({ unit, notes = [] }) =>
    notes.map((note) => ({ text: say("forecast.note", { unit, note: say(`forecast.note.${note}`) }) })),
  );
  return items.length === 0 ? [] : [section("notes", say("forecast.notes"), [list(items)])];
}

const disagreementBlocks = (lines: readonly Phrase[]): CardBlock[] =>
  lines.length === 0
    ? []
    : [
        section("disagreements", say("forecast.disagreements", { count: lines.length }), [
          list(lines.map((line) => ({ text: line }))),
        ]),
      ];

function footBlocks({ rows, release, node, clusterName: cluster }: ImpactTable): CardBlock[] {
  const configured = rows.filter((row) => row.configured === true).map((row) => row.unit);
  const levels =
    configured.length === 0
      ? say("forecast.level.derived")
      : say("forecast.level.configured", { units: configured.join(", ") });
  const unread =
    cluster === undefined ? say("forecast.release.documented") : say("forecast.release.unread", { cluster });
  const of = release === undefined ? unread : say("forecast.release", { release });
  return [levels, of, ...(node === undefined ? [] : [say("forecast.node", { node })])].map((line) =>
    text(line, { subtle: true }),
  );
}
