// The last vote starts the run; a process that dies between the two leaves an approved plan that nobody starts. It is started here.
import type { ApprovalService } from "../approvals/service.ts";
import type { ApprovalId } from "../domain/ids.ts";
import type { Logger } from "../kernel/logger.ts";
import type { RunService } from "./service.ts";

/** Real milliseconds: whoever took the last vote has long begun to start the run by then. */
const left = 5_000;
const mostTries = 15;

export class Forgotten {
  readonly #init: { readonly approvals: ApprovalService; readonly runs: RunService; readonly logger: Logger };
  readonly #seen = new Map<ApprovalId, { readonly since: number; tries: number }>();

  constructor(init: { readonly approvals: ApprovalService; readonly runs: RunService; readonly logger: Logger }) {
    this.#init = init;
  }

  /**
   * `atOnce`: at the start of the only process, nobody else can be in the middle of it. A refused start is not asked for
   * again; a busy cluster is, because the lease may be what the dead process has left.
   */
  async start(atOnce = false): Promise<void> {
    const { approvals, runs, logger } = this.#init;
    const approved = await approvals.list({ open: true, state: "approved", limit: 100 });
    for (const id of this.#seen.keys()) if (!approved.some((one) => one.id === id)) this.#seen.delete(id);
    for (const { id, votes, opensAt } of approved) {
      const by = votes.findLast((vote) => vote.choice === "approve")?.person;
      // What waits for its window is started when that opens.
      if (by === undefined || opensAt !== undefined) continue;
      const known = this.#seen.get(id) ?? { since: Date.now(), tries: 0 };
      this.#seen.set(id, known);
      if (known.tries >= mostTries || (!atOnce && Date.now() - known.since < left)) continue;
      const { run, refusal } = await runs.start({ approval: id, by: { id: by } });
      known.tries = refusal === "cluster-busy" ? known.tries + 1 : mostTries;
      logger.info({ approval: id, run: run?.id, refusal }, "an approved plan that nobody had started");
    }
  }
}
