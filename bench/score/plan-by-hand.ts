// A plan's steps typed by people, in the plan's order: for a run that the checks before a change hold back even with an override.
import type { PlanDraft } from "../../src/domain/plan.ts";
import { aftermath } from "./perform.ts";
import type { World } from "./world.ts";

/** False when one of the steps is nothing that somebody here would do by hand. */
export async function planByHand(world: World, { steps }: Pick<PlanDraft, "steps">): Promise<boolean> {
  const { lab } = world;
  const { hands } = lab;
  for (const { change } of steps) {
    switch (change.kind) {
      case "restart-service":
        if (lab.cluster.node(change.node)?.powered === true) await hands.restartService(change.service, [change.node]);
        break;
      case "start-service":
        if (lab.cluster.node(change.node)?.powered === true) await hands.startService(change.service, [change.node]);
        break;
      case "update-ctl":
        await hands.ctlUpdate();
        break;
      case "reset-itl":
        await hands.itlReset("localkey");
        break;
      case "reset-ctl":
        await hands.ctlReset();
        break;
      case "reset-phones":
        hands.resetPhones({ names: change.phones });
        break;
      case "wait-for-phones":
        await aftermath(world);
        break;
      case "restart-expressway":
        await lab.expressway?.restart(change.node);
        break;
      case "trust-certificate":
        hands.importTrust(change.store, change.certificate.pem);
        break;
      case "trust-on-expressway":
        for (const { pem } of change.certificates) lab.expressway?.uploadCa(change.node, pem);
        break;
      case "install-lsc":
        hands.dot1x.installLsc({ names: change.phones });
        break;
      default:
        return false;
    }
  }
  return true;
}
