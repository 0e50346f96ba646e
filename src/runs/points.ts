// Named moments of a run at which tests make the process die, to prove that nothing is lost and nothing is sent twice.

export const crashPoints = [
  /** The cluster's lease is taken; the approval is not yet started. */
  "lease.taken",
  /** The approval says started; the run is not stored. */
  "start.stored",
  "run.stored",
  /** The intent is durable; nothing was sent. */
  "step.journalled",
  /** The fence was passed: the command may be written in the next moment. */
  "fence.passed",
  /** The device has the command and answered; nobody knows yet. */
  "command.sent",
  "answer.stored",
  "observed",
  "step.recorded",
  "verifying.stored",
  "verified",
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Does nothing in the product. */
export type Points = (name: CrashPoint, step?: number) => Promise<void> | void;
