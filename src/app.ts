// Wires everything: stores, systems, approvals, runs, router, desk, channels. Tests call this very function.
import { join } from "node:path";
import { errorCard } from "../cards/answer-cards.ts";
import { diagnosisReply } from "../commands/diagnose.ts";
import { followChanges, refreshOpenCards } from "../commands/follow.ts";
import { answer, clicks, commands, teachings } from "../commands/index.ts";
import type { Services } from "../commands/services.ts";
import { cucmActions } from "./actions/index.ts";
import { HeadPublisher } from "./app/audit-heads.ts";
import { configuredPins, linkCluster, type Pins } from "./app/cluster-link.ts";
import { Explainer } from "./app/explain.ts";
import { Guard } from "./app/guard.ts";
import type { Metrics } from "./app/metrics.ts";
import { joinReplicas } from "./app/replicas.ts";
import { createServices } from "./app/services.ts";
import { SnapshotKeeper } from "./app/snapshots.ts";
import { storePlace } from "./app/store-place.ts";
import { packageVersion } from "./app/version.ts";
import { can, resolvePerson } from "./approvals/policy.ts";
import type { ApprovalPoints } from "./approvals/ports.ts";
import { ApprovalService } from "./approvals/service.ts";
import { loadOrCreateKey, temporaryKey } from "./audit/key.ts";
import { AuditLog } from "./audit/log.ts";
import type { Settings } from "./config/settings.ts";
import type { AuditEvent } from "./domain/audit.ts";
import type { Channel, Inbound } from "./domain/chat.ts";
import { type Cluster, targetsOf } from "./domain/cluster.ts";
import type { ErrorCode } from "./domain/errors.ts";
import type { ClusterId, DiagnosisId } from "./domain/ids.ts";
import type { Clock } from "./kernel/clock.ts";
import { iso } from "./kernel/clock.ts";
import type { Logger } from "./kernel/logger.ts";
import { createDesk, type Desk } from "./router/desk.ts";
import { KeptCards } from "./router/kept-cards.ts";
import { languageClick } from "./router/language-click.ts";
import { createPace } from "./router/pace.ts";
import type { PostedCards } from "./router/ports.ts";
import { createRouter, type Routed } from "./router/route.ts";
import { knownCluster } from "./router/understanding/entities.ts";
import { createUnderstanding, type LearningUnderstand } from "./router/understanding/understand.ts";
import { Forgotten } from "./runs/forgotten.ts";
import type { Points } from "./runs/points.ts";
import { RunService } from "./runs/service.ts";
import { scenarioPhrases } from "./scenarios/phrases.ts";
import { openStore, type Store } from "./store/open.ts";

export interface AppDeps {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Pins of clusters that are not in the configuration's files (the practice cluster). */
  readonly pins?: ReadonlyMap<ClusterId, Pins>;
  /** Everything in memory: nothing is left on the disk. */
  readonly memory?: boolean;
  /** Tests crash here. */
  readonly points?: (
    name: Parameters<Points | ApprovalPoints>[0] | "card.posted",
    step?: number,
  ) => Promise<void> | void;
  /** A diagnosis ends after this long with what was found; 60 s when not given. */
  readonly diagnosisMs?: number;
  /** How a cluster's systems are reached; whoever measures or watches puts their own around it. */
  readonly link?: typeof linkCluster;
}

export interface App {
  readonly services: Services;
  readonly understand: LearningUnderstand;
  readonly audit: AuditLog;
  readonly store: Store;
  /** Only when the settings ask for it. */
  readonly metrics?: Metrics;
  /** Gives a channel its handler and lets the desk post through it. Call before `open`. */
  join(make: (receive: (inbound: Inbound) => Promise<void>) => Channel): void;
  /** How many runs this process advances now. */
  advancing(): number;
  /** Takes up what a crash has left, starts timers and snapshots. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Loaded only when it is wanted: start stays quick without it. */
async function metricsOf(deps: AppDeps, clusters: readonly Cluster[], store: Store): Promise<Metrics | undefined> {
  if (deps.settings.metrics === undefined) return undefined;
  const made = await import("./app/metrics.ts");
  return new made.Metrics({ version: packageVersion(), clusters, store, clock: deps.clock });
}

/** Builds the whole bot around its settings; nothing listens and nobody is asked until `open`. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { settings, clock, logger } = deps;
  const { policy } = settings;
  const inFolder = (name: string): string => join(settings.dataFolder, name);
  const place = storePlace(settings, deps.memory === true);
  const store = await openStore({ ...place, now: () => iso(clock) });
  const replicas =
    store.shared === undefined || !("url" in place)
      ? undefined
      : await joinReplicas({ shared: store.shared, url: place.url, logger });
  const key = deps.memory === true ? temporaryKey() : loadOrCreateKey(inFolder("audit-key.pem"));
  const audit = new AuditLog({ store: store.audit, key, clock });
  const clusters = settings.clusters.map((one) => one.cluster);
  const metrics = await metricsOf(deps, clusters, store);
  const record = async (event: AuditEvent): Promise<void> => {
    await audit.append(event);
    metrics?.event(event);
  };
  const links = new Map(
    settings.clusters.map((one) => {
      const pins = deps.pins?.get(one.cluster.id) ?? configuredPins(one, settings.dataFolder);
      return [one.cluster.id, (deps.link ?? linkCluster)(one, pins, { clock, logger, record })];
    }),
  );
  const systems = (id: ClusterId) => {
    const link = links.get(id);
    if (link === undefined) throw new Error(`unknown cluster ${id}`);
    return link;
  };
  const share = replicas && ((cluster: ClusterId) => replicas.dispatch.once({ kind: "snapshot", key: cluster }));
  const snapshots = new SnapshotKeeper({ clusters, systems, store: store.snapshots, clock, logger, record, share });
  const { points } = deps;
  const approvals = new ApprovalService({
    store: store.approvals,
    policy: () => policy,
    clock,
    logger,
    record,
    points,
    targets: (id) => targetsOf(systems(id).cluster),
  });
  const guard = new Guard({ clusters, systems, policy: () => policy, leases: store.leases, approvals, clock, logger });
  const runs = new RunService({
    store: store.runs,
    leases: store.leases,
    approvals,
    kit: cucmActions,
    systems,
    policy: () => policy,
    clock,
    logger,
    record,
    preflight: (plan, run, signal) => guard.preflight(plan, run, signal),
    takeSnapshot: (cluster, reason, signal) => snapshots.around(cluster, reason, signal),
    auditHead: () => audit.head(),
    dispatch: replicas?.dispatch,
    ...(points === undefined ? {} : { points }),
  });
  const explainer = new Explainer(clock);
  const services = createServices({
    clusters,
    policy: () => policy,
    systems,
    store,
    approvals,
    runs,
    guard,
    explainer,
    audit,
    key,
    snapshots,
    record,
    clock,
    logger,
    diagnosisMs: deps.diagnosisMs ?? 60_000,
    metrics,
    zone: settings.timeZone,
    ...(settings.impactLevels === undefined ? {} : { impactLevels: settings.impactLevels }),
  });
  const understand = createUnderstanding(teachings(scenarioPhrases), () => clusters.map(knownCluster));
  const kept = new KeptCards((platform) => store.memory(platform), clock);
  const router = createRouter({
    gate: {
      resolve: (actor) => resolvePerson(policy, actor),
      can: (person, permission, cluster) => can(policy, person, permission, cluster),
      language: (person) => store.languages.of(person.id),
    },
    seen: store.seen,
    threads: store.threads,
    commands,
    clicks: [...clicks, languageClick(kept)],
    understand,
    ready: understand.learn,
    answer,
    services,
    pace: createPace(clock, settings.practice ? 300 : 30),
  });

  const channels: Channel[] = [];
  let desk: Desk | undefined;
  let unfollow = (): void => undefined;
  let heads: HeadPublisher | undefined;
  const publisher = (opened: Desk): HeadPublisher | undefined =>
    settings.auditPublishing &&
    new HeadPublisher({
      to: settings.auditPublishing,
      head: () => audit.head(),
      announce: (place, reply) => opened.announce({ ...place, scope: "channel" }, reply),
      clock,
      logger,
    });
  const receive = (inbound: Inbound): Promise<void> => {
    if (desk === undefined) throw new Error("a channel delivered before the app was opened");
    return desk.receive(inbound);
  };
  return {
    services,
    understand,
    audit,
    ...(metrics === undefined ? {} : { metrics }),
    store,
    advancing: () => runs.advancing,
    join: (make) => {
      const channel = make(receive);
      channels.push(metrics?.channel(channel) ?? channel);
    },
    open: async () => {
      const opened = createDesk({
        router,
        channels,
        kept,
        posted: pointed(replicas?.posted(store.posted) ?? store.posted, points),
        logger,
        clock,
        locale: settings.locale,
        errorCard,
        threads: store.threads,
        onRouted: (routed, inbound) => record(asked(routed, inbound, iso(clock))),
        onRefused: (inbound, refusal) =>
          record(refused(inbound, { refusal, person: resolvePerson(policy, inbound.actor)?.id, at: iso(clock) })),
      });
      desk = opened;
      unfollow = followChanges(services, {
        publish: (reply) => {
          opened
            .publish(reply)
            .catch((error: unknown) => logger.warn({ error }, "posted cards were not brought up to date"));
        },
        tell: (about, reply) => {
          opened.tell(about, reply).catch((error: unknown) => logger.warn({ error }, "people were not told"));
        },
      });
      const refresh = (): Promise<void> => refreshOpenCards(services, (reply) => opened.publish(reply));
      const diagnosed = async (id: DiagnosisId): Promise<void> => {
        const reply = await diagnosisReply(id, services);
        if (reply !== undefined) await opened.publish(reply);
      };
      await approvals.open();
      await runs.resumeAll();
      await guard.open(runs);
      if (replicas === undefined) await new Forgotten({ approvals, runs, logger }).start(true);
      else await replicas.open({ approvals, runs, snapshots, refresh, diagnosed });
      await refresh();
      snapshots.open();
      heads = publisher(opened);
      heads?.open();
      // What a run has done is published at once, not within the hour.
      runs.onChange((run) => {
        if (run.auditHead !== undefined) void heads?.publish();
      });
    },
    close: async () => {
      heads?.close();
      snapshots.close();
      guard.close();
      explainer.close();
      await desk?.close();
      unfollow();
      approvals.close();
      await runs.close();
      await replicas?.close();
      await Promise.all([...links.values()].map((link) => link.close()));
      await store.close();
    },
  };
}

/** The moment in which a card stands and is remembered. */
function pointed(posted: PostedCards, points: AppDeps["points"]): PostedCards {
  if (points === undefined) return posted;
  return {
    ...posted,
    add: async (...given) => {
      await posted.add(...given);
      await points("card.posted");
    },
  };
}

/** Who asked, by which door, and how it was understood; the words themselves are redacted by the log. */
function asked(routed: Routed, inbound: Inbound, at: string): AuditEvent {
  const { understanding } = routed;
  return {
    kind: understanding === undefined ? "asked" : "understood",
    at,
    who: routed.invocation.person.id,
    data: {
      via: inbound.place.platform,
      what: routed.what,
      text: routed.invocation.text.slice(0, 500),
      ...(understanding === undefined
        ? {}
        : { intent: understanding.intent, scenario: understanding.scenario, confidence: understanding.confidence }),
    },
  };
}

/** Who was turned away, by account, and why: no right, an unreadable text, no such command. What they wrote is not kept. */
function refused(inbound: Inbound, why: { refusal: ErrorCode; person: string | undefined; at: string }): AuditEvent {
  const { actor } = inbound;
  const { refusal, person, at } = why;
  const what = inbound.kind === "click" ? inbound.action : inbound.kind;
  return {
    kind: what.startsWith("approval.") ? "vote-refused" : "asked",
    at,
    who: person ?? "unknown",
    data: {
      refusal,
      account: `${actor.platform}:${actor.tenant}:${actor.user}`.slice(0, 300),
      what: what.slice(0, 60),
    },
  };
}
