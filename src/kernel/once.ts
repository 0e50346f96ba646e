// A memory of started work: the first to ask starts it, everybody gets the same answer.

export class Once {
  readonly #started = new Map<string, Promise<unknown>>();

  /** `key` names the work; callers with the same key must ask for the same type. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#started.get(key);
    if (known !== undefined) return known as Promise<T>;
    const started = work();
    this.#started.set(key, started);
    return started;
  }
}
