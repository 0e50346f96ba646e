// Keeps posted approval and run cards up to date, whoever changed the record and by whatever way.
import type { Reply } from "../src/domain/chat.ts";
import { approvalReply, runReply } from "./common.ts";
import type { Services, Unsubscribe } from "./services.ts";

/** Every change of an approval or run edits its posted cards. Call once; the result stops it. */
export function followChanges(services: Services, publish: (reply: Reply) => void): Unsubscribe {
  const approvals = services.approvals.onChange((approval) => publish(approvalReply(approval, services)));
  const runs = services.runs.onChange((run) => publish(runReply(run, services)));
  return () => {
    approvals();
    runs();
  };
}

/** After a restart: cards that were left open show the state of now again. */
export async function refreshOpenCards(services: Services, publish: (reply: Reply) => Promise<void>): Promise<void> {
  const open = await services.approvals.list({ open: true, limit: 200 });
  const recent = await services.runs.list({ limit: 50 });
  for (const approval of open) await publish(approvalReply(approval, services));
  for (const run of recent) await publish(runReply(run, services));
}
