// What needs somebody: urgent certificates, open requests, changes under way. The Home tab of Slack, and /certops overview.
import type { Approval } from "../src/domain/approval.ts";
import type { Card, CardAction, CardBlock } from "../src/domain/card.ts";
import type { ClusterId } from "../src/domain/ids.ts";
import type { CertificateReport, InventoryCertificate } from "../src/domain/inventory.ts";
import type { Run } from "../src/domain/run.ts";
import { say } from "../src/i18n/say.ts";
import { daysLeft } from "./certs-card.ts";
import type { CardContext } from "./context.ts";
import { approvalsCard, runsCard } from "./list-cards.ts";
import { list, text } from "./words.ts";

export interface Overview {
  readonly approvals: readonly Approval[];
  readonly runs: readonly Run[];
  /** The last complete inventory of each cluster; undefined where none was read yet. */
  readonly clusters: readonly {
    readonly id: ClusterId;
    readonly name: string;
    readonly certificates: CertificateReport | undefined;
  }[];
}

const mostCertificates = 8;
const soonDays = 30;

export function overviewCard(overview: Overview, context: CardContext): Card {
  const approvals = approvalsCard(overview.approvals, context);
  const runs = runsCard(overview.runs, context);
  const title = say("overview.title");
  const unread = overview.clusters.filter((cluster) => cluster.certificates === undefined);
  return {
    title,
    tone: "neutral",
    body: [
      text(say("overview.approvals"), { strong: true }),
      ...(overview.approvals.length === 0 ? [text(say("overview.no-approvals"))] : approvals.body),
      { kind: "divider" },
      text(say("overview.runs"), { strong: true }),
      ...(overview.runs.length === 0 ? [text(say("overview.no-runs"))] : runs.body),
      ...overview.clusters.flatMap((cluster): CardBlock[] => [
        { kind: "divider" },
        text(say("overview.certificates", { cluster: cluster.name }), { strong: true }),
        ...certificates(cluster.name, cluster.certificates),
      ]),
    ],
    actions: [
      ...approvals.actions,
      ...runs.actions,
      ...(unread.length > 0 ? unread : overview.clusters).slice(0, 5).map(
        ({ id, name }): CardAction => ({
          action: "unclear.choose",
          label: say("overview.read", { cluster: name }),
          payload: { intent: "certs", cluster: id },
        }),
      ),
      { action: "unclear.choose", label: say("overview.help"), payload: { intent: "help" } },
    ],
    summary: title,
  };
}

function certificates(cluster: string, report: CertificateReport | undefined): CardBlock[] {
  if (report === undefined) return [text(say("overview.not-read", { cluster }), { subtle: true })];
  const urgent = report.certificates
    .filter((one) => one.store === "own" && (daysLeft(one, report.at) <= soonDays || one.served === "different"))
    .sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
  if (urgent.length === 0) {
    return [text(say("overview.none-urgent", { at: { time: report.endedAt ?? report.at } }))];
  }
  const rest = urgent.length - mostCertificates;
  return [
    list(
      urgent.slice(0, mostCertificates).map((one) => ({
        text: say("overview.certificate", { unit: one.unit, node: one.node }),
        detail: detail(one, report.at),
        mark: daysLeft(one, report.at) < 0 || one.served === "different" ? ("problem" as const) : ("warning" as const),
      })),
    ),
    ...(rest > 0 ? [text(say("overview.more", { count: rest }), { subtle: true })] : []),
  ];
}

function detail(one: InventoryCertificate, at: string) {
  if (one.served === "different" && daysLeft(one, at) > soonDays) return say("card.certs.served.different");
  const days = daysLeft(one, at);
  const values = { date: { date: one.notAfter }, days: days < 0 ? -days - 1 : days };
  return days < 0 ? say("card.certs.expired", values) : say("card.certs.days", values);
}
