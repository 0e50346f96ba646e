// When the last DRS backup succeeded: a restore is the last resort, and only a backup from before the renewal helps.
import { publisherOf } from "../../domain/cluster.ts";
import { say } from "../../i18n/say.ts";
import type { BackupEntry } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { readOnce } from "../reading.ts";

const id = "backups";
const week = 7 * 86_400_000;

export interface BackupsFacts {
  /** Undefined when the history could not be read. */
  readonly backups: readonly BackupEntry[] | undefined;
}

export const backupsCheck = defineCheck<typeof id, BackupsFacts>({
  id,
  title: say("checks.backups.title"),
  async run(context: CheckContext): Promise<BackupsFacts> {
    const node = publisherOf(context.systems.cluster);
    const reading = await readOnce(context, id, node, "CUCM CLI", "backups", () =>
      context.systems.cli(node.name).backups({ signal: context.signal }),
    );
    if (!reading.ok) return { backups: undefined };
    const good = reading.value.filter((entry) => entry.success).map((entry) => Date.parse(entry.completedAt));
    const last = Math.max(...good);
    const common = { id: `${id}:last`, check: id, node: node.name, evidence: [reading.evidence] };
    if (good.length === 0) {
      context.emit({
        ...common,
        code: "backup.none",
        verdict: "warning",
        title: say("checks.backups.none"),
        next: say("checks.backups.next"),
      });
    } else {
      const old = context.clock.now() - last > week;
      context.emit({
        ...common,
        code: old ? "backup.old" : "backup.recent",
        verdict: old ? "warning" : "ok",
        title: say("checks.backups.last", { at: { time: new Date(last).toISOString() } }),
        ...(old ? { next: say("checks.backups.next") } : {}),
      });
    }
    return { backups: reading.value };
  },
});
