// One cluster of the score and the bot beside it: over real ports with a network's delay, in the cluster's own time.
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { type App, createApp } from "../../src/app.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import type { Cluster } from "../../src/domain/cluster.ts";
import type { Person } from "../../src/domain/person.ts";
import { type Logger, silentLogger } from "../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import type { Snapshot } from "../../src/snapshots/snapshot.ts";
import { fingerprintOf } from "../../src/transport/https-pins.ts";
import { readCertificate } from "../../src/trust/certificate.ts";
import type { Story } from "./act.ts";

const day = 86_400_000;
/** Every connection and every answer of a node takes so long, in real milliseconds. */
export const networkDelayMs = 20;
/** How many times faster than life the cluster lives while nobody asks the bot. */
export const quickly = 600;

export interface World {
  readonly lab: Lab;
  readonly cluster: Cluster;
  readonly people: readonly Person[];
  /** What the bots logged as errors: bugs. */
  readonly bugs: readonly string[];
  /** Whether a bot has looked at the cluster yet. */
  readonly looked: boolean;
  /** Runs the cluster so many times faster than life; 1 while the bot is timed. */
  pace(scale: number): void;
  /** From now on the bots take what this Expressway-C shows for its own. */
  pinPeer(index: number): Promise<void>;
  /** A bot of that time takes its daily snapshot; later bots remember it. */
  snapshot(): Promise<void>;
  /** A bot that has no connection open and remembers every snapshot. Not opened yet; closed with the world. */
  bot(): Promise<App>;
  close(): Promise<void>;
}

/** Builds the story's cluster as it was before anybody did anything, all well. */
export async function worldFor(story: Story): Promise<World> {
  const { cluster: shape, sso, seed } = story;
  const lab = await startLab({ ...shape, seed, networkDelayMs, clockScale: 1, onTrouble: () => undefined });
  try {
    if (sso !== undefined) await lab.hands.sso.alreadySetUp(90 * day, sso);
    if (shape.authenticationServer !== undefined) await lab.hands.dot1x.alreadySetUp(90 * day);
    const world = await beside(lab, story);
    if (story.known) await world.snapshot();
    return world;
  } catch (error) {
    await lab.close();
    throw error;
  }
}

async function beside(lab: Lab, story: Story): Promise<World> {
  const idp = story.sso === undefined ? undefined : await lab.hands.sso.idpDoor();
  const settings = { ...practiceConfig({ dataFolder: "unused" }), clusters: [practiceCluster(lab, idp)] };
  const [one] = settings.clusters;
  const { people } = settings.policy;
  const [by] = people;
  if (one === undefined || by === undefined) throw new Error("the practice settings are empty");
  const { cluster } = one;
  // What was trusted at the beginning; a renewal since then is met as in life.
  const trusted = await practicePins(lab, idp);
  const pins = new Map([[cluster.id, trusted]]);
  const remembered: Snapshot[] = [];
  const made: App[] = [];
  const bugs: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    error: (facts, message) => {
      const error = "error" in facts ? facts.error : undefined;
      bugs.push(`${message} ${error instanceof Error ? error.stack : String(error)}`);
    },
    child: () => logger,
  };
  const bot = async (): Promise<App> => {
    const { clock } = lab.cluster;
    const app = await createApp({ settings, clock, logger, pins, memory: true });
    made.push(app);
    for (const snapshot of remembered) await app.store.snapshots.save(snapshot);
    return app;
  };
  return {
    lab,
    cluster,
    people,
    bugs,
    get looked() {
      return remembered.length > 0;
    },
    pace: (scale) => lab.hands.setTime({ scale }),
    bot,
    pinPeer: async (index) => {
      const peer = lab.expressway?.peers[index];
      if (peer === undefined) throw new Error(`there is no peer ${index}`);
      const { name: node, address, port, loaded } = peer;
      await trusted.expressways?.move({ node, address, port }, fingerprintOf(readCertificate(loaded.pem).der));
    },
    snapshot: async () => {
      const app = await bot();
      const before = new Set(remembered.map(({ id }) => id));
      await app.services.snapshots.take({ cluster: cluster.id, by, signal: AbortSignal.timeout(60_000) });
      const all = await app.store.snapshots.list(cluster.id);
      remembered.push(...all.filter(({ id }) => !before.has(id)));
    },
    close: async () => {
      for (const app of made) await app.close();
      await lab.close();
    },
  };
}
