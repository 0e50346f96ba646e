// The last vote starts the run; a process that dies between the two leaves an approved plan that nobody starts. It is started here.
import type { ApprovalService } from "../approvals/service.ts";
import type { ApprovalId } from "../domain/ids.ts";
import type { Logger } from "../kernel/logger.ts";
import type { RunService } from "./service.ts";

/** Real milliseconds: whoever took the last vote has long begun to start the run by then. */
const left = 5_000;

export class Forgotten {
  readonly #init: { readonly approvals: ApprovalService; readonly runs: RunService; readonly logger: Logger };
  /** When each was first seen here; undefined once it was tried: a refused start is not asked for again and again. */
  readonly #seen = new Map<ApprovalId, number | undefined>();

  constructor(init: { readonly approvals: ApprovalService; readonly runs: RunService; readonly logger: Logger }) {
    this.#init = init;
  }

  /** `atOnce`: at the start of the only process, nobody else can be in the middle of it. */
  async start(atOnce = false): Promise<void> {
    const { approvals, runs, logger } = this.#init;
    const approved = await approvals.list({ open: true, state: "approved", limit: 100 });
    for (const id of this.#seen.keys()) if (!approved.some((one) => one.id === id)) this.#seen.delete(id);
    for (const { id, votes } of approved) {
      const by = votes.findLast((vote) => vote.choice === "approve")?.person;
      if (by === undefined) continue;
      if (!this.#seen.has(id)) this.#seen.set(id, Date.now());
      const since = this.#seen.get(id);
      if (since === undefined || (!atOnce && Date.now() - since < left)) continue;
      this.#seen.set(id, undefined);
      const { run, refusal } = await runs.start({ approval: id, by: { id: by } });
      logger.info({ approval: id, run: run?.id, refusal }, "an approved plan that nobody had started");
    }
  }
}
