// The practice cluster of the LSC bench, in a process of its own: it counts what arrives, whatever befalls the bots.
import { startLab } from "../src/lab/index.ts";
import { receivedBy } from "../src/lab/received.ts";
import type { LscCounts, LscLabOptions, LscLabWord } from "./lsc-words.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as LscLabOptions;
const tell = (word: LscLabWord): void => void process.send?.(word);

const lab = await startLab({
  nodes: 2,
  mode: "mixed",
  seed: 11,
  phones: options.phones,
  securePhones: options.secure,
  clockScale: options.scale,
  // The bot paces itself; a second limit would only hide that.
  risPerMinute: 10_000,
});
const secure = lab.cluster.phones.filter((phone) => phone.secure).map((phone) => phone.name);
const before = new Map(secure.map((name) => [name, lab.cluster.phone(name)?.lsc?.serial]));

function counts(): LscCounts {
  const of = (pattern: RegExp): Map<string, number> => {
    const found = new Map<string, number>();
    for (const { command } of receivedBy(lab.cluster, "AXL")) {
      const name = pattern.exec(command)?.[1];
      if (name !== undefined) found.set(name, (found.get(name) ?? 0) + 1);
    }
    return found;
  };
  const asked = of(/^AXL updatePhone (\S+) Install\/Upgrade$/);
  const times: Record<string, number> = {};
  for (const count of asked.values()) times[count] = (times[count] ?? 0) + 1;
  const installed = secure.filter((name) => {
    const phone = lab.cluster.phone(name);
    return phone?.lsc?.serial !== before.get(name) && phone?.capf?.certificateStatus === "Upgrade Success";
  });
  return {
    asked: times,
    askedPhones: asked.size,
    mostApplied: Math.max(0, ...of(/^AXL applyPhone (\S+)$/).values()),
    installed: installed.length,
    registered: lab.hands.status().phones.Registered,
  };
}

process.on("message", (order: "counts" | "stop") => {
  if (order === "stop") void lab.close().then(() => process.exit(0));
  else tell({ kind: "counts", counts: counts() });
});
// A bench that died leaves no cluster behind.
process.on("disconnect", () => process.exit(0));

const facts = { nodes: lab.nodes, accounts: lab.accounts, hostKeys: await lab.hostKeys(), pins: lab.pins() };
tell({ kind: "ready", facts, secure });
