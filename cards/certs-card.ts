// Certificates of a cluster by urgency: what expires first, what is stored but not served, which nodes did not answer.
import type { Card, CardAction, CardBlock, Tone } from "../src/domain/card.ts";
import type { CertificateReport, InventoryCertificate } from "../src/domain/inventory.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { impactText, list, section, short, text, verbatim } from "./words.ts";

export interface CertsCardOptions {
  /** From 1; a page has `certsPerPage` rows. */
  readonly page?: number;
  /** Trust-store certificates instead of the nodes' own. */
  readonly store?: "own" | "trust";
  /** What was asked for by name; what the cluster has not is left out of account, and everything is shown when nothing is left. */
  readonly only?: { readonly units: readonly string[]; readonly nodes: readonly string[] };
}

/** So few are told in full at once. */
const toldInFull = 4;

export const certsPerPage = 12;
const day = 86_400_000;
/** Renewal is planned work: Cisco's own expiry alarm starts 30 days before; two weeks leave one maintenance window. */
const soonDays = 30;
const urgentDays = 14;

/** Whole days until it expires; negative when it has. */
export const daysLeft = (certificate: InventoryCertificate, at: string): number =>
  Math.floor((Date.parse(certificate.notAfter) - Date.parse(at)) / day);

export function certsCard(report: CertificateReport, options: CertsCardOptions = {}): Card {
  const store = options.store ?? "own";
  const stored = report.certificates.filter((one) => one.store === store);
  const only = store === "own" ? namedHere(stored, options.only) : nothingNamed;
  const all = sorted(
    stored.filter((one) => isNamed(one, only)),
    report.at,
  );
  const few = all.length < stored.length && all.length <= toldInFull;
  const pages = Math.max(1, Math.ceil(all.length / certsPerPage));
  const page = Math.min(Math.max(1, options.page ?? 1), pages);
  const shown = all.slice((page - 1) * certsPerPage, page * certsPerPage);
  const worst = tally(report);
  const tone: Tone = worst.expired + worst.stale > 0 ? "danger" : worst.soon > 0 ? "warning" : "good";
  const title = say(store === "own" ? "card.certs.title" : "card.certs.title-trust", { cluster: report.clusterName });
  return {
    title,
    badge: { text: badge(worst), tone },
    tone,
    body: [
      ...(report.endedAt === undefined
        ? [progress(report)]
        : [
            text(say(report.practice ? "card.certs.checked-practice" : "card.certs.checked", checkedValues(report)), {
              subtle: true,
            }),
          ]),
      ...report.unreachable.map((one) =>
        text(say("card.certs.unreachable", { node: one.node, reason: one.reason }), { tone: "danger" }),
      ),
      ...(shown.length === 0 ? [text(say("card.certs.none"))] : [table(shown, report.at)]),
      ...(pages > 1 ? [text(say("card.certs.page", { page, pages, count: all.length }), { subtle: true })] : []),
      ...(shown.length === 0
        ? []
        : few
          ? shown.flatMap((one) => details(one))
          : [
              section(
                "details",
                say("card.certs.details"),
                shown.flatMap((one) => details(one)),
              ),
            ]),
    ],
    actions: report.endedAt === undefined ? [] : actions(report, { store, page, pages, only }),
    summary: say("card.certs.summary", { title, ...worst }),
  };
}

type Named = NonNullable<CertsCardOptions["only"]>;
const nothingNamed: Named = { units: [], nodes: [] };

/** A name that no certificate of the cluster has is none: better everything than an empty table. */
function namedHere(stored: readonly InventoryCertificate[], { units, nodes }: Named = nothingNamed): Named {
  const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
  const of = (names: readonly string[], there: (one: InventoryCertificate) => string): string[] => [
    ...new Set(stored.map(there).filter((name) => lower(names).includes(name.toLowerCase()))),
  ];
  const named = { units: of(units, ({ unit }) => unit), nodes: of(nodes, ({ node }) => node) };
  return stored.some((one) => isNamed(one, named)) ? named : nothingNamed;
}

const isNamed = ({ unit, node }: InventoryCertificate, { units, nodes }: Named): boolean =>
  (units.length === 0 || units.includes(unit)) && (nodes.length === 0 || nodes.includes(node));

/** Most urgent first: stored but not served, then by days left. */
function sorted(certificates: readonly InventoryCertificate[], at: string): InventoryCertificate[] {
  const gravity = (one: InventoryCertificate): number =>
    daysLeft(one, at) < 0 ? 0 : one.served === "different" ? 1 : 2;
  return [...certificates].sort(
    (a, b) =>
      gravity(a) - gravity(b) ||
      Date.parse(a.notAfter) - Date.parse(b.notAfter) ||
      a.unit.localeCompare(b.unit) ||
      a.node.localeCompare(b.node),
  );
}

function tally(report: CertificateReport): { expired: number; stale: number; soon: number; unreachable: number } {
  const own = report.certificates.filter((one) => one.store === "own");
  return {
    expired: own.filter((one) => daysLeft(one, report.at) < 0).length,
    stale: own.filter((one) => one.served === "different").length,
    soon: own.filter((one) => daysLeft(one, report.at) >= 0 && daysLeft(one, report.at) <= soonDays).length,
    unreachable: report.unreachable.length,
  };
}

function badge(worst: ReturnType<typeof tally>): Phrase {
  if (worst.expired > 0) return say("card.certs.badge.expired", { count: worst.expired });
  if (worst.stale > 0) return say("card.certs.badge.stale", { count: worst.stale });
  if (worst.soon > 0) return say("card.certs.badge.soon", { count: worst.soon });
  return say(worst.unreachable > 0 ? "card.certs.badge.partial" : "card.certs.badge.ok");
}

const progress = (report: CertificateReport): CardBlock => ({
  kind: "progress",
  label: say("card.certs.progress", { answered: report.nodesAnswered, total: report.nodesTotal }),
  done: report.nodesAnswered + report.unreachable.length,
  total: report.nodesTotal,
  tone: "accent",
});

const checkedValues = (report: CertificateReport) => ({
  at: { time: report.endedAt ?? report.at },
  answered: report.nodesAnswered,
  total: report.nodesTotal,
  count: report.certificates.length,
});

function table(certificates: readonly InventoryCertificate[], at: string): CardBlock {
  return {
    kind: "table",
    columns: [
      say("card.certs.column.certificate"),
      say("card.certs.column.node"),
      say("card.certs.column.expires"),
      say("card.certs.column.served"),
      say("card.certs.column.impact"),
    ],
    rows: certificates.map((one) => {
      const days = daysLeft(one, at);
      const tone =
        days < 0 || one.served === "different"
          ? "danger"
          : days <= urgentDays
            ? "danger"
            : days <= soonDays
              ? "warning"
              : undefined;
      return {
        cells: [
          verbatim(one.unit),
          verbatim(one.node),
          expiry(one, days),
          say(`card.certs.served.${one.served}`),
          impactText(one.impact),
        ],
        ...(tone === undefined ? {} : { tone: tone as Tone }),
      };
    }),
  };
}

const expiry = (one: InventoryCertificate, days: number): Phrase =>
  say(days < 0 ? "card.certs.expired" : "card.certs.days", {
    date: { date: one.notAfter },
    // Whole days since it expired: the part of a day that daysLeft rounds down is not one of them.
    days: days < 0 ? -days - 1 : days,
  });

function details(one: InventoryCertificate): CardBlock[] {
  return [
    text(say("card.certs.detail", { unit: one.unit, node: one.node, serial: short(one.serial) }), { strong: true }),
    list([
      { text: say("card.certs.detail.subject", { subject: one.subject }) },
      {
        text: one.selfSigned
          ? say("card.certs.detail.self-signed")
          : say("card.certs.detail.issuer", { issuer: one.issuer }),
      },
      ...(one.names.length === 0 ? [] : [{ text: say("card.certs.detail.names", { names: one.names.join(", ") }) }]),
      { text: say("card.certs.detail.key", { key: one.key, serial: one.serial }) },
      { text: lists(one) },
    ]),
  ];
}

function lists(one: InventoryCertificate): Phrase {
  if (one.lists === undefined) return say("card.certs.detail.lists-unknown");
  return one.lists.length === 0
    ? say("card.certs.detail.lists-none")
    : say("card.certs.detail.lists", { lists: one.lists.join(" + ") });
}

function actions(
  report: CertificateReport,
  { store, page, pages, only }: { store: "own" | "trust"; page: number; pages: number; only: Named },
): CardAction[] {
  const { units, nodes } = only;
  const names = {
    ...(units.length === 0 ? {} : { certificates: units.join(" ") }),
    ...(nodes.length === 0 ? {} : { node: nodes.join(" ") }),
  };
  const go = (label: Phrase, to: { page: number; store: "own" | "trust" }): CardAction => ({
    action: "certs.page",
    label,
    payload: { cluster: report.cluster, page: String(to.page), store: to.store, ...names },
  });
  const other = store === "own" ? "trust" : "own";
  const hasOther = report.certificates.some((one) => one.store === other);
  const narrowed = units.length + nodes.length > 0;
  return [
    ...(page > 1 ? [go(say("card.button.previous"), { page: page - 1, store })] : []),
    ...(page < pages ? [go(say("card.button.next"), { page: page + 1, store })] : []),
    ...(units.length === 1
      ? [
          {
            action: "unclear.choose",
            label: say("card.certs.renew", { unit: units[0] ?? "" }),
            payload: { intent: "renew", cluster: report.cluster, ...names },
          },
        ]
      : []),
    ...(narrowed
      ? [
          {
            action: "certs.page",
            label: say("card.certs.all"),
            payload: { cluster: report.cluster, page: "1", store: "own" },
          },
        ]
      : []),
    ...(hasOther && !narrowed
      ? [go(say(other === "trust" ? "card.button.trust-stores" : "card.button.own"), { page: 1, store: other })]
      : []),
    ...(report.certificates.length === 0
      ? []
      : [{ action: "certs.timeline", label: say("picture.button.timeline"), payload: { cluster: report.cluster } }]),
  ];
}
