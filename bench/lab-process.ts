// The practice cluster in a process of its own, so that its work is not counted as the bot's.
import type { ClusterNode } from "../src/domain/cluster.ts";
import { type LabHostKey, type LabPin, startLab } from "../src/lab/index.ts";
import type { LabAccounts } from "../src/lab/model.ts";

export interface LabFacts {
  readonly nodes: readonly ClusterNode[];
  readonly accounts: LabAccounts;
  readonly hostKeys: readonly LabHostKey[];
  readonly pins: readonly LabPin[];
}

export type LabOrder = "break" | "stop";
export type LabWord = { readonly kind: "ready"; readonly facts: LabFacts } | { readonly kind: "broken" };

const [options = "{}"] = process.argv.slice(2);
const tell = (word: LabWord): void => void process.send?.(word);

const lab = await startLab({ seed: 7, ...JSON.parse(options) });

async function silence(): Promise<void> {
  await lab.hands.renew(["TVS", "ITLRecovery"]);
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (lab.hands.status().phones.Registered > 0) return;
      stop();
      resolve();
    };
    const stop = lab.cluster.onChange(() => setImmediate(look));
    look();
  });
  await lab.cluster.phonesSettled();
  // From here on phones try again as seldom as in life: their noise is not what is measured.
  lab.cluster.clock.setPace(1);
}

process.on("message", (order: LabOrder) => {
  if (order === "stop") void lab.close().then(() => process.exit(0));
  else void silence().then(() => tell({ kind: "broken" }));
});
// A bench that died leaves no cluster behind.
process.on("disconnect", () => process.exit(0));

await lab.cluster.phonesSettled();
tell({
  kind: "ready",
  facts: { nodes: lab.nodes, accounts: lab.accounts, hostKeys: await lab.hostKeys(), pins: lab.pins() },
});
