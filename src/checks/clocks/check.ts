// Are the nodes' clocks right? An assertion holds for minutes and CUCM takes three seconds of difference.
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode, readOnce } from "../reading.ts";

const id = "clocks";

export interface ClocksFacts {
  readonly unsynchronised: readonly NodeName[];
}

export const clocksCheck = defineCheck<typeof id, ClocksFacts>({
  id,
  title: say("checks.clocks.title"),
  async run(context: CheckContext): Promise<ClocksFacts> {
    const bad = await onEveryNode(context, async (node): Promise<NodeName | undefined> => {
      const reading = await readOnce(context, id, node, "CUCM CLI", "ntp", () =>
        context.systems.cli(node.name).ntp({ signal: context.signal }),
      );
      if (!reading.ok) return undefined;
      const good = reading.value.synchronised;
      context.emit({
        id: `${id}:${node.name}`,
        check: id,
        code: good ? "clock.synchronised" : "clock.unsynchronised",
        verdict: good ? "ok" : "problem",
        node: node.name,
        title: say(good ? "checks.clocks.good" : "checks.clocks.bad", { node: node.name }),
        ...(good ? {} : { next: say("checks.clocks.next") }),
        evidence: [reading.evidence],
      });
      return good ? undefined : node.name;
    });
    return { unsynchronised: bad.filter((one) => one !== undefined) };
  },
});
