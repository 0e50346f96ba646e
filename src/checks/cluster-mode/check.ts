// Which release the cluster runs, whether it is in mixed mode, and whether it is prepared for a roll-back to pre-8.0.
import { publisherOf, type Release } from "../../domain/cluster.ts";
import { say } from "../../i18n/say.ts";
import { type CheckContext, defineCheck, type Reading } from "../check.ts";
import { readOnce } from "../reading.ts";
import { readMode, readRelease } from "../reads.ts";

const id = "cluster-mode";

export interface ClusterModeFacts {
  readonly release: Release | undefined;
  readonly mode: "non-secure" | "mixed" | undefined;
  readonly rollback: boolean | undefined;
}

const valueIn = <T>(reading: Reading<T>): T | undefined => (reading.ok ? reading.value : undefined);

export const clusterModeCheck = defineCheck<typeof id, ClusterModeFacts>({
  id,
  title: say("checks.mode.title"),
  async run(context: CheckContext): Promise<ClusterModeFacts> {
    const node = publisherOf(context.systems.cluster);
    const cli = context.systems.cli(node.name);
    const options = { signal: context.signal };
    const [release, mode, rollback] = await Promise.all([
      readRelease(context, id),
      readMode(context, id),
      readOnce(context, id, node, "CUCM CLI", "rollback", () => cli.rollbackParameter(options)),
    ]);
    if (release.ok && mode.ok) {
      context.emit({
        id: `${id}:mode`,
        check: id,
        code: "cluster.mode",
        verdict: "ok",
        node: node.name,
        title: say("checks.mode.is", { release: release.value.full, mode: mode.value }),
        evidence: [release.evidence, mode.evidence],
      });
    }
    if (rollback.ok && rollback.value) {
      context.emit({
        id: `${id}:rollback`,
        check: id,
        code: "cluster.rollback-prepared",
        verdict: "warning",
        node: node.name,
        title: say("checks.mode.rollback"),
        means: say("checks.mode.rollback.means"),
        next: say("checks.mode.rollback.next"),
        evidence: [rollback.evidence],
      });
    }
    return { release: valueIn(release), mode: valueIn(mode), rollback: valueIn(rollback) };
  },
});
