// The services behind 8443, 6972 and registration: one that is stopped explains silence without any certificate.
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import type { ServiceEntry } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readServices } from "../reads.ts";

const id = "mra-services";

/** In the order in which the support document restarts them. */
export const mraServices = ["Cisco CallManager", "Cisco Tftp", "Cisco Tomcat", "Cisco HAProxy"] as const;
export type MraService = (typeof mraServices)[number];

export interface MraServicesFacts {
  readonly nodes: readonly {
    readonly node: NodeName;
    readonly running: readonly MraService[];
    readonly stopped: readonly MraService[];
  }[];
}

const state = (services: readonly ServiceEntry[], name: MraService): ServiceEntry | undefined =>
  services.find((one) => one.name === name);

export const mraServicesCheck = defineCheck<typeof id, MraServicesFacts>({
  id,
  title: say("mra.check.services"),
  async run(context: CheckContext): Promise<MraServicesFacts> {
    const nodes = await onEveryNode(context, async (node) => {
      const reading = await readServices(context, id, node);
      if (!reading.ok) return undefined;
      const running = mraServices.filter((name) => state(reading.value, name)?.state === "started");
      const stopped = mraServices.filter((name) => {
        const found = state(reading.value, name);
        return found !== undefined && found.state !== "started" && !/not activated/i.test(found.note);
      });
      const values = { node: node.name, services: (stopped.length > 0 ? stopped : running).join(", ") };
      context.emit({
        id: `${id}:${node.name}`,
        check: id,
        code: stopped.length > 0 ? "mra.service-stopped" : "mra.services-started",
        verdict: stopped.length > 0 ? "problem" : "ok",
        node: node.name,
        title: say(stopped.length > 0 ? "mra.services.stopped" : "mra.services.started", values),
        ...(stopped.length > 0 ? { next: say("mra.services.stopped.next", values) } : {}),
        evidence: [reading.evidence],
      });
      return { node: node.name, running, stopped };
    });
    return { nodes: nodes.filter((one) => one !== undefined) };
  },
});
