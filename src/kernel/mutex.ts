// One at a time, in order of arrival: a node has one CLI session.

export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everybody before is done, whether they succeeded or not. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#tail.then(work, work);
    this.#tail = mine.catch(() => undefined);
    return mine;
  }
}
