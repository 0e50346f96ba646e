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
  await firstSteps(world, remedy);
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
    case "itl-remotekey":
      // Nobody kept an older key: it is signed with the one that there is.
      await hands.itlReset("remotekey", hands.exportRecoveryKey());
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
    case "start-tvs":
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
export async function besideThePlan(world: World, remedy: Remedy, when: "before" | "after"): Promise<void> {
  const { lab } = world;
  const { runbook } = remedy;
  if (when === "before") await firstSteps(world, remedy);
  const asked = (id: string): boolean => runbook.some((step) => step.by === "person" && step.id === id);
  if (when === "before" && asked("bypass")) lab.hands.dot1x.bypass();
  if (when === "after" && asked("end-bypass")) await lab.hands.dot1x.endBypass();
}

/** The steps for people that name a node and a command which the hands know, in the runbook’s order. */
async function firstSteps({ lab }: World, { runbook }: Remedy): Promise<void> {
  const { hands } = lab;
  for (const { by, command = "", text } of runbook) {
    const node = "values" in text ? lab.nodes.find(({ name }) => name === text.values?.node) : undefined;
    if (by !== "person" || node === undefined) continue;
    const [, verb, service] =
      /^utils service (start|restart) (Cisco CallManager|Cisco Tftp|Cisco Trust Verification Service)$/.exec(command) ??
      [];
    if (command === "utils ctl update CTLFile") await hands.ctlUpdate();
    else if (service !== undefined && verb === "start") await hands.startService(service, [node.name]);
    else if (service !== undefined) await hands.restartService(service, [node.name]);
  }
}
