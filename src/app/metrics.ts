// What operators watch: counts of what the bot did, days to expiry, whether platforms are reached. Bounded label values, no names.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Check } from "../checks/check.ts";
import type { DiagnosisDeps } from "../diagnosis/diagnosis.ts";
import type { DiagnosisStore } from "../diagnosis/service.ts";
import type { AuditEvent } from "../domain/audit.ts";
import type { Channel, RunningChannel } from "../domain/chat.ts";
import type { Cluster } from "../domain/cluster.ts";
import { codeOf } from "../domain/errors.ts";
import type { Report } from "../domain/report.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Store } from "../store/open.ts";

type AnyCheck = DiagnosisDeps["checks"][number];

export interface MetricsInit {
  readonly version: string;
  readonly clusters: readonly Cluster[];
  readonly store: Pick<Store, "snapshots" | "approvals" | "runs">;
  readonly clock: Pick<Clock, "now">;
}

const day = 86_400_000;
const seconds = [0.1, 0.5, 1, 2, 5, 10, 20, 30, 60];

export class Metrics {
  readonly #registry = new Registry();
  readonly #init: MetricsInit;
  readonly #running: RunningChannel[] = [];
  readonly #events = this.#counter("certops_events_total", "What the audit log records, by kind.", ["kind"]);
  readonly #ended = this.#counter("certops_approvals_ended_total", "Requests that ended, by how.", ["state"]);
  readonly #votes = this.#counter("certops_votes_total", "Votes that counted.", ["choice"]);
  readonly #runs = this.#counter("certops_runs_ended_total", "Runs that ended, by how.", ["state"]);
  readonly #checks = this.#counter("certops_checks_total", "Checks, by whether they came to an end.", [
    "check",
    "outcome",
  ]);
  readonly #findings = this.#counter("certops_findings_total", "Findings of diagnoses.", ["scenario", "verdict"]);
  readonly #causes = this.#counter("certops_diagnoses_total", "Diagnoses, by what is known of the cause.", [
    "scenario",
    "cause",
  ]);
  readonly #posts = this.#counter("certops_platform_calls_total", "Cards posted, edited, whispered.", [
    "platform",
    "call",
  ]);
  readonly #errors = this.#counter("certops_platform_errors_total", "What a platform refused or could not take.", [
    "platform",
    "call",
    "code",
  ]);
  readonly #checkSeconds = this.#histogram("certops_check_seconds", "How long checks took.", ["check"]);
  readonly #diagnosisSeconds = this.#histogram("certops_diagnosis_seconds", "How long diagnoses took.", ["scenario"]);

  constructor(init: MetricsInit) {
    this.#init = init;
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 10 });
    this.#gauge("certops_info", "The version that runs.", ["version"], (gauge) =>
      gauge.set({ version: init.version }, 1),
    );
    this.#gauge(
      "certops_certificate_days",
      "Days until an own certificate expires, as last seen.",
      ["cluster", "node", "unit"],
      (gauge) => this.#expiry(gauge),
    );
    this.#gauge("certops_snapshot_age_seconds", "How old the newest snapshot of a cluster is.", ["cluster"], (gauge) =>
      this.#snapshotAge(gauge),
    );
    this.#gauge("certops_approvals_open", "Requests that wait or are approved and not started.", ["state"], (gauge) =>
      this.#open(gauge),
    );
    this.#gauge("certops_runs_unfinished", "Runs that are not over.", ["cluster"], (gauge) => this.#unfinished(gauge));
    this.#gauge("certops_platform_up", "1 when a platform is reached.", ["platform"], (gauge) => {
      for (const { channel, health } of this.#running) gauge.set({ platform: channel.platform }, health().ok ? 1 : 0);
    });
    this.#gauge(
      "certops_platform_refused",
      "Forged, stale, oversized and malformed requests since the start, by reason.",
      ["platform", "reason"],
      (gauge) => {
        for (const { channel, refused } of this.#running)
          for (const [reason, count] of refused ?? [])
            gauge.set({ platform: channel.platform, reason: word(reason) }, count);
      },
    );
  }

  /** The text that Prometheus reads, and its media type. */
  async text(): Promise<{ readonly body: string; readonly type: string }> {
    return { body: await this.#registry.metrics(), type: this.#registry.contentType };
  }

  watch(running: readonly RunningChannel[]): void {
    this.#running.push(...running);
  }

  /** Counts what goes into the audit log. */
  event({ kind, data }: AuditEvent): void {
    this.#events.inc({ kind });
    if (kind === "approval-ended") this.#ended.inc({ state: word(data.state) });
    if (kind === "voted") this.#votes.inc({ choice: word(data.choice) });
    if (kind === "run-ended") this.#runs.inc({ state: word(data.state) });
  }

  /** The same checks, timed and counted. */
  timed(checks: readonly AnyCheck[]): readonly AnyCheck[] {
    return checks.map(
      (check): Check<string, unknown> => ({
        ...check,
        run: async (context) => {
          const done = this.#checkSeconds.startTimer({ check: check.id });
          let outcome = "failed";
          try {
            const facts = await check.run(context);
            outcome = "done";
            return facts;
          } finally {
            done();
            this.#checks.inc({ check: check.id, outcome });
          }
        },
      }),
    );
  }

  /** The same store of reports; what is finished is counted. */
  counted(store: DiagnosisStore): DiagnosisStore {
    return {
      save: async (report) => {
        await store.save(report);
        this.#diagnosed(report);
      },
      get: (id) => store.get(id),
      addWord: (id, said) => store.addWord(id, said),
      words: (id) => store.words(id),
    };
  }

  /** The same channel; its calls and what failed are counted. */
  channel(channel: Channel): Channel {
    const { platform, mentions, languages } = channel;
    const counted = async <T>(call: string, work: Promise<T>): Promise<T> => {
      this.#posts.inc({ platform, call });
      try {
        return await work;
      } catch (error) {
        this.#errors.inc({ platform, call, code: codeOf(error) });
        throw error;
      }
    };
    return {
      platform,
      ...(mentions === undefined ? {} : { mentions }),
      ...(languages === undefined ? {} : { languages }),
      post: (...call) => counted("post", channel.post(...call)),
      edit: (...call) => counted("edit", channel.edit(...call)),
      whisper: (...call) => counted("whisper", channel.whisper(...call)),
    };
  }

  #diagnosed({ scenario, cause, findings, startedAt, endedAt }: Report): void {
    if (endedAt === undefined) return;
    this.#causes.inc({ scenario, cause: cause?.certainty ?? "unknown" });
    for (const { verdict } of findings) this.#findings.inc({ scenario, verdict });
    this.#diagnosisSeconds.observe({ scenario }, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  }

  async #expiry(gauge: Gauge): Promise<void> {
    const now = this.#init.clock.now();
    for (const { id } of this.#init.clusters) {
      const snapshot = await this.#init.store.snapshots.latest(id);
      for (const { node, certificates } of snapshot?.nodes ?? []) {
        for (const { unit, notAfter } of certificates ?? [])
          gauge.set({ cluster: id, node, unit }, Math.floor(((Date.parse(notAfter) - now) / day) * 10) / 10);
      }
    }
  }

  async #snapshotAge(gauge: Gauge): Promise<void> {
    for (const { id } of this.#init.clusters) {
      const snapshot = await this.#init.store.snapshots.latest(id);
      if (snapshot !== undefined)
        gauge.set({ cluster: id }, Math.round((this.#init.clock.now() - Date.parse(snapshot.takenAt)) / 1000));
    }
  }

  async #open(gauge: Gauge): Promise<void> {
    const open = await this.#init.store.approvals.list({ open: true, limit: 1000 });
    for (const state of ["pending", "approved"])
      gauge.set({ state }, open.filter((approval) => approval.state === state).length);
  }

  async #unfinished(gauge: Gauge): Promise<void> {
    const runs = await this.#init.store.runs.unfinished();
    for (const { id } of this.#init.clusters)
      gauge.set({ cluster: id }, runs.filter(({ cluster }) => cluster === id).length);
  }

  #counter(name: string, help: string, labelNames: readonly string[]): Counter {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #histogram(name: string, help: string, labelNames: readonly string[]): Histogram {
    return new Histogram({ name, help, labelNames: [...labelNames], buckets: seconds, registers: [this.#registry] });
  }

  /** Read anew each time somebody asks; what was, and is no more, leaves. */
  #gauge(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: (gauge: Gauge) => void | Promise<void>,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      collect: async () => {
        gauge.reset();
        await read(gauge);
      },
    });
  }
}

/** A state of our own code; anything else would let the number of series grow. */
const word = (value: unknown): string => (typeof value === "string" && /^[a-z-]{1,20}$/.test(value) ? value : "other");
