// The ports that commands speak to, each wired to the room that does the work.
import { contextOf } from "../../commands/common.ts";
import type { Services } from "../../commands/services.ts";
import { planPhones } from "../actions/plan-phones.ts";
import { planRestart } from "../actions/plan-restart.ts";
import { can, stillAble } from "../approvals/policy.ts";
import type { ApprovalService } from "../approvals/service.ts";
import type { AuditKey } from "../audit/key.ts";
import type { AuditLog } from "../audit/log.ts";
import { certificateInventory } from "../checks/certificate-inventory/inventory.ts";
import { checkList } from "../checks/index.ts";
import { DiagnosisService } from "../diagnosis/service.ts";
import type { AuditEvent } from "../domain/audit.ts";
import { type CertificateUnit, type Cluster, certificateUnits } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { ClusterId } from "../domain/ids.ts";
import type { Impact } from "../domain/impact.ts";
import type { CertificateReport } from "../domain/inventory.ts";
import type { Policy } from "../domain/person.ts";
import type { PlanDraft } from "../domain/plan.ts";
import { looksPasted } from "../explain/looks-pasted.ts";
import { say } from "../i18n/say.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { deadline } from "../kernel/deadline.ts";
import type { Logger } from "../kernel/logger.ts";
import type { RunService } from "../runs/service.ts";
import { scenarios } from "../scenarios/index.ts";
import { phonesUnregistered } from "../scenarios/phones-unregistered.ts";
import type { Store } from "../store/open.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { createCases } from "./cases.ts";
import { doneIn, latestRuns, trialIn } from "./done-changes.ts";
import { type Explainer, lockedMinutes } from "./explain.ts";
import { gatherFacts } from "./facts.ts";
import { readFile } from "./files.ts";
import type { Guard } from "./guard.ts";
import { capfCertificate, phoneLscs } from "./hand-out.ts";
import { type ImpactLevels, impactTable, releaseOf, unitImpact } from "./impact.ts";
import type { Metrics } from "./metrics.ts";
import { createPictures } from "./pictures.ts";
import { withCautions } from "./plan-cautions.ts";
import { renewalFacts, renewalOf } from "./renewal.ts";
import { type SnapshotKeeper, summarise } from "./snapshots.ts";
import { namedSnapshot, trustDiff } from "./trust-diff.ts";
import { trustChecks, trustReport } from "./trust-report.ts";

export interface ServicesInit {
  readonly clusters: readonly Cluster[];
  readonly policy: () => Policy;
  readonly systems: (cluster: ClusterId) => ClusterSystems;
  readonly store: Store;
  readonly approvals: ApprovalService;
  readonly runs: RunService;
  readonly guard: Guard;
  readonly explainer: Explainer;
  readonly audit: AuditLog;
  /** Signs what leaves. */
  readonly key: AuditKey;
  readonly snapshots: SnapshotKeeper;
  readonly record: (event: AuditEvent) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly diagnosisMs: number;
  readonly metrics?: Metrics | undefined;
  /** IANA time zone in which files write times. */
  readonly zone: string;
  /** Levels of certificates that certops.yaml sets. */
  readonly impactLevels?: ImpactLevels;
}

export function createServices(init: ServicesInit): Services {
  const { clusters, policy, systems, store, approvals, runs, audit, snapshots, clock, logger } = init;
  const clusterOf = (id: ClusterId): Cluster => {
    const found = clusters.find((cluster) => cluster.id === id);
    if (found === undefined) throw new Error(`unknown cluster ${id}`);
    return found;
  };
  /** The last inventory of each cluster: turning its pages asks no node again. */
  const inventories = new Map<ClusterId, CertificateReport>();
  const { metrics } = init;
  const diagnosis = new DiagnosisService({
    store: metrics?.counted(store.diagnoses) ?? store.diagnoses,
    checks: metrics?.timed(checkList) ?? checkList,
    scenarioOf: (id) => {
      const known = scenarios.find((one) => one.id === id);
      if (known === undefined) throw notYet(id);
      return known;
    },
    systems,
    history: (cluster) => store.snapshots.list(cluster),
    recent: (cluster) => store.diagnoses.list({ cluster, limit: lookedBack }),
    done: async (cluster) => doneIn(await runs.list({ cluster, limit: latestRuns })),
    trial: async (cluster) => trialIn(await runs.list({ cluster, limit: latestRuns })),
    record: init.record,
    clock,
    logger,
    deadlineMs: init.diagnosisMs,
  });

  const gatheringOf = (cluster: ClusterId, signal: AbortSignal) => ({
    systems: systems(cluster),
    history: () => store.snapshots.list(cluster),
    clock,
    limitMs: Math.min(init.diagnosisMs, factsMs),
    signal,
  });

  const cautioned = (draft: PlanDraft, signal: AbortSignal): Promise<PlanDraft> =>
    withCautions(draft, { ...gatheringOf(draft.cluster, signal), checks: phonesUnregistered.checks });

  return {
    clusters,
    policy,
    now: () => iso(clock),
    zone: init.zone,
    can: (person, permission, cluster) => can(policy(), person, permission, cluster),
    whoCould: (approval) => stillAble(policy(), approval),
    diagnosis,
    certificates: {
      async *inventory(cluster, signal) {
        const revisions = certificateInventory({
          systems: systems(cluster),
          clock,
          signal,
          impactOf: inventoryImpact(init.impactLevels ?? {}),
        });
        for await (const report of revisions) {
          inventories.set(cluster, report);
          yield report;
        }
      },
      latest: (cluster) => inventories.get(cluster),
    },
    plans: {
      restart: async ({ cluster, service, nodes, signal }) => {
        const draft = await planRestart({ service, nodes }, { systems: systems(cluster), clock, signal });
        return await cautioned(draft, signal);
      },
      phones: async ({ cluster, which, restart, signal }) => {
        const draft = await planPhones({ which, restart }, { systems: systems(cluster), clock, signal });
        return await cautioned(draft, signal);
      },
      cautioned,
    },
    approvals,
    runs,
    guard: init.guard,
    snapshots: {
      take: async ({ cluster, by, signal }) => {
        const before = await store.snapshots.latest(cluster);
        return summarise(clusterOf(cluster), await snapshots.take(cluster, "asked", signal, by.id), before);
      },
      list: (cluster, limit) => snapshots.summaries(clusterOf(cluster), limit),
    },
    trust: {
      report: async (cluster, signal) => {
        const gathered = await gatherFacts({ ...gatheringOf(cluster, signal), checks: trustChecks });
        return trustReport(clusterOf(cluster), gathered);
      },
      diff: async (cluster, first, second) => {
        const known = clusterOf(cluster);
        const one = await namedSnapshot(store.snapshots, known, first);
        const other =
          second === undefined
            ? await store.snapshots.latest(cluster)
            : await namedSnapshot(store.snapshots, known, second);
        return trustDiff(known, one, other ?? one);
      },
    },
    audit: { list: (filter) => audit.list(filter), verify: () => audit.verify() },
    impact: {
      table: ({ units, cluster, node, signal }) =>
        impactTable({
          ...{ units, node, clock, signal, limitMs: factsMs, levels: init.impactLevels },
          systems: cluster === undefined ? undefined : systems(cluster),
          runs: async () => (cluster === undefined ? [] : await store.runs.list({ cluster, limit: runsLookedAt })),
        }),
    },
    renewal: {
      guide: async ({ cluster, signal, ...wish }) => {
        if (cluster === undefined) return renewalOf(wish, undefined);
        const limit = deadline(factsMs / 2, signal);
        const [release, known] = await Promise.all([
          releaseOf(systems(cluster), limit),
          renewalFacts(systems(cluster), store.snapshots, { limit, signal }),
        ]);
        return renewalOf(wish, release, known);
      },
    },
    files: {
      read: (file, by) =>
        readFile({ clusters, snapshots: store.snapshots }, file, (cluster) => can(policy(), by, "ask", cluster.id)),
    },
    cases: createCases({
      clusters,
      store,
      reportOf: (id) => diagnosis.get(id),
      context: () => contextOf({ clusters, policy, now: () => iso(clock) }),
      key: init.key,
      now: () => iso(clock),
      zone: init.zone,
    }),
    pictures: createPictures({
      zone: init.zone,
      clusterName: (id) => clusters.find((cluster) => cluster.id === id)?.name ?? id,
    }),
    handOut: {
      certificate: ({ cluster, name, signal }) => capfCertificate(systems(cluster), name, clock, signal),
      lscs: ({ cluster, signal }) => phoneLscs(systems(cluster), clock, signal),
    },
    explain: {
      looksPasted,
      lockedMinutes,
      text: (text) => init.explainer.text(text),
      file: (file, signal) => init.explainer.file(file, signal),
      hold: (file, by) => init.explainer.hold(file, by),
      open: (id, password, by) => init.explainer.open(id, password, by),
    },
    languages: {
      of: (person) => store.languages.of(person.id),
      set: (person, locale) => store.languages.set(person.id, locale),
    },
  };
}

/** Diagnoses that are looked through for what people dropped before: a night’s. */
const lookedBack = 50;

/** Whoever asks for a plan or for the lists waits for them; a node that hangs holds nobody up longer. */
const factsMs = 20_000;
/** How long restarts take here is learned from so many runs. */
const runsLookedAt = 50;

/** Trust copies touch nothing by themselves; units of newer releases count as their base unit. */
const inventoryImpact =
  (levels: ImpactLevels) =>
  (unit: string): Impact => {
    const known = certificateUnits.find((one): one is CertificateUnit => one === unit);
    return known === undefined ? "low" : unitImpact(known, levels);
  };

const notYet = (scenario: string): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `no diagnosis for ${scenario}`,
    say: say("app.scenario.missing", { scenario, known: scenarios.map((one) => one.id).join(", ") }),
    next: say("app.scenario.missing.next"),
    retry: "never",
  });
