// So many at once, the others in order of arrival: for work that holds much memory.

export class AtOnce {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  /** Resolves when there is room, with how to leave; to leave a second time does nothing. */
  async enter(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const next = this.#waiting.shift();
      // The room goes straight to the next one: nobody who comes meanwhile slips in before.
      if (next === undefined) this.#free += 1;
      else next();
    };
  }

  /** Runs `work` when there is room; its room is free again whether it succeeded or not. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.enter();
    try {
      return await work();
    } finally {
      leave();
    }
  }
}
