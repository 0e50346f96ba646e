// Keeps posted approval and run cards up to date, whoever changed the record and by whatever way.
import type { Reply } from "../src/domain/chat.ts";
import { approvalReply, runReply } from "./common.ts";
import { approvalNews, type News, runNews } from "./news.ts";
import type { Services, Unsubscribe } from "./services.ts";

/** So much news is remembered as told; a change is told again by other processes and by later changes. */
const mostTold = 2000;

export interface Followers {
  /** Edits every posted copy of the reply's subject. */
  readonly publish: (reply: Reply) => void;
  /** Says something to people beside the copies of the card that it is about. */
  readonly tell: (about: string, reply: Reply) => void;
}

/** Every change of an approval or run edits its posted cards and tells whoever must know. Call once; the result stops it. */
export function followChanges(services: Services, { publish, tell }: Followers): Unsubscribe {
  const told = new Set<string>();
  const news = (found: News | undefined): void => {
    if (found === undefined || told.has(found.key)) return;
    told.add(found.key);
    for (const oldest of told) {
      if (told.size <= mostTold) break;
      told.delete(oldest);
    }
    tell(found.about, found.reply);
  };
  const approvals = services.approvals.onChange((approval) => {
    publish(approvalReply(approval, services));
    news(approvalNews(approval, services));
  });
  const runs = services.runs.onChange((run) => {
    publish(runReply(run, services));
    // A record that cannot be read now is no reason to stop: the card says how the run ended.
    void runNews(run, services).then(news, () => undefined);
  });
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
