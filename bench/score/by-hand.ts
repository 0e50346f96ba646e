// What people do for a remedy that the bot leaves to them, step by step as its runbook says.
import type { NodeName } from "../../src/domain/ids.ts";
import type { Remedy } from "../../src/domain/report.ts";
import { aroundByHand } from "./around-by-hand.ts";
import { quickly, type World } from "./world.ts";

const tftp = "Cisco Tftp";
const tvs = "Cisco Trust Verification Service";

/** Throws for a remedy whose runbook nobody here has learnt. */
export async function byHand(world: World, remedy: Remedy): Promise<void> {
  world.pace(quickly);
  const { lab } = world;
  const { hands, cluster } = lab;
  const up = (service: string): readonly NodeName[] =>
    cluster.nodes.filter((node) => node.powered && node.services.get(service)?.activated).map(({ name }) => name);
  const restart = async (service: string): Promise<void> => {
    for (const node of up(service)) await hands.restartService(service, [node]);
  };
  switch (remedy.id) {
    case "delete-lists":
    case "factory-reset":
      hands.deleteTrustLists();
      return;
    case "itl-localkey":
      await hands.itlReset("localkey");
      hands.rebootPhones();
      return;
    case "ctl-localkey":
      if (cluster.mode === "mixed") await hands.ctlReset();
      hands.rebootPhones();
      return;
    case "rollback-parameter":
      hands.setRollback(true);
      await restart(tvs);
      await restart(tftp);
      hands.resetPhones();
      hands.rebootPhones();
      return;
    case "start-service":
      for (const { command, text } of remedy.runbook) await startNamed(world, command, text);
      return;
    case "start-tvs":
      await hands.startService(tvs);
      return;
    case "shrink-list":
      await hands.renew(["TVS"]);
      if (cluster.profile.rebuildsListsByItself) return;
      await restart(tvs);
      await restart(tftp);
      return;
    default:
      if (await aroundByHand(world, remedy)) return;
      throw new Error(`nobody has learnt how to do ${remedy.id} by hand`);
  }
}

/** What people do before the bot's plan and after it, where its runbook asks for them. */
export async function besideThePlan({ lab }: World, { runbook }: Remedy, when: "before" | "after"): Promise<void> {
  const asked = (id: string): boolean => runbook.some((step) => step.by === "person" && step.id === id);
  if (when === "before" && asked("bypass")) lab.hands.dot1x.bypass();
  if (when === "after" && asked("end-bypass")) await lab.hands.dot1x.endBypass();
}

/** `utils service start <service>`, on the node that the step names. */
async function startNamed(
  { lab }: World,
  command: string | undefined,
  text: Remedy["runbook"][number]["text"],
): Promise<void> {
  const service = /utils service start (.+)$/.exec(command ?? "")?.[1];
  const node = "values" in text ? lab.nodes.find(({ name }) => name === text.values?.node) : undefined;
  if (service !== undefined && node !== undefined) await lab.hands.startService(service, [node.name]);
}
