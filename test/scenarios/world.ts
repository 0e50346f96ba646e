// A practice cluster and the whole app around it, without doors: diagnosed over the wire, broken only by an administrator's hands.
import { onTestFinished } from "vitest";
import { practiceClock, practiceCluster, practicePins } from "../../src/app/practice.ts";
import { type App, createApp } from "../../src/app.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import type { Report, ScenarioId } from "../../src/domain/report.ts";
import { type Logger, silentLogger } from "../../src/kernel/logger.ts";
import { type Lab, type StartLabOptions, startLab } from "../../src/lab/index.ts";

import type { SsoChoice } from "../../src/lab/sso/office.ts";

export interface World {
  readonly lab: Lab;
  readonly app: App;
  /** All revisions of one diagnosis. */
  diagnose(scenario?: ScenarioId): Promise<Report[]>;
  /** The last revision. */
  verdict(scenario?: ScenarioId): Promise<Report>;
  /** Takes a snapshot and waits for it. */
  snapshot(): Promise<void>;
}

export async function world(
  options: StartLabOptions & {
    readonly snapshot?: boolean;
    readonly diagnosisMs?: number;
    readonly scenario?: ScenarioId;
    /** Single sign-on is in use, and its identity provider is in the configuration. */
    readonly sso?: Partial<SsoChoice>;
    /** The bot lives in the cluster's own, faster time: its waits too. */
    readonly labTime?: boolean;
    /** The bot’s clock is so many milliseconds ahead of the cluster’s. */
    readonly aheadMs?: number;
    /** The bot keeps what it learns in this folder, on the disk, and logs here. */
    readonly kept?: { readonly dataFolder: string; readonly logger: Logger };
    /** Told what closes it; the test that is under way when left out. Files that share one world close it after all. */
    readonly atEnd?: (close: () => Promise<void>) => void;
  } = {},
): Promise<World> {
  const {
    snapshot = true,
    diagnosisMs = 45_000,
    labTime = false,
    aheadMs = 0,
    kept,
    sso,
    atEnd = onTestFinished,
    ...others
  } = options;
  const { scenario: usual = "phones-unregistered", ...rest } = others;
  const lab = await startLab({ nodes: 3, phones: 12, seed: 7, pace: 50, ...rest });
  atEnd(() => lab.close());
  if (sso !== undefined) await lab.hands.sso.alreadySetUp(90 * 86_400_000, sso);
  if (rest.authenticationServer !== undefined) await lab.hands.dot1x.alreadySetUp(90 * 86_400_000);
  const idp = sso === undefined ? undefined : await lab.hands.sso.idpDoor();
  const settings = {
    ...practiceConfig({ dataFolder: kept?.dataFolder ?? "unused" }),
    clusters: [practiceCluster(lab, idp)],
  };
  const [cluster] = settings.clusters;
  const [person] = settings.policy.people;
  if (cluster === undefined || person === undefined) throw new Error("the practice settings are empty");
  const { id } = cluster.cluster;
  const clock = labTime ? lab.cluster.clock : practiceClock(lab);
  // Not opened: no daily snapshots, so a test decides what the bot remembers.
  const app = await createApp({
    settings,
    clock: aheadMs === 0 ? clock : { ...practiceClock(lab), now: () => clock.now() + aheadMs },
    logger: kept?.logger ?? silentLogger,
    pins: new Map([[id, await practicePins(lab, idp)]]),
    memory: kept === undefined,
    diagnosisMs,
  });
  atEnd(() => app.close());
  await lab.cluster.phonesSettled();

  const made: World = {
    lab,
    app,
    diagnose: async (asked = usual) => {
      const signal = AbortSignal.timeout(60_000);
      const revisions: Report[] = [];
      const question = { cluster: id, scenario: asked, question: "what is it?", person, signal };
      for await (const report of app.services.diagnosis.start(question)) {
        revisions.push(report);
      }
      return revisions;
    },
    verdict: async (asked) => {
      const last = (await made.diagnose(asked)).at(-1);
      if (last === undefined) throw new Error("the diagnosis said nothing");
      return last;
    },
    snapshot: async () => {
      await app.services.snapshots.take({ cluster: id, by: person, signal: AbortSignal.timeout(30_000) });
    },
  };
  if (snapshot) await made.snapshot();
  return made;
}

/** Resolves when exactly so many phones are registered and no service is starting or stopping any more. */
export async function registered(lab: Lab, count: number): Promise<void> {
  const ready = (): boolean =>
    lab.hands.status().phones.Registered === count &&
    lab.cluster.nodes.every((node) =>
      [...node.services.values()].every(({ state }) => state === "started" || state === "stopped"),
    );
  await new Promise<void>((resolve, reject) => {
    const done = (): void => {
      if (!ready()) return;
      stop();
      clearTimeout(limit);
      resolve();
    };
    const limit = setTimeout(() => {
      stop();
      reject(new Error(`${lab.hands.status().phones.Registered} registered, not ${count}`));
    }, 60_000);
    const stop = lab.cluster.onChange(() => setImmediate(done));
    done();
  });
}

export const codes = (report: Report): string[] => report.findings.map((finding) => finding.code);
export const remedy = (report: Report, id: string) => report.remedies.find((one) => one.id === id);
