// People who want to hear of changes; one that fails never harms the change or the others.
import type { Logger } from "./logger.ts";

export class Listeners<T> {
  readonly #logger: Logger;
  readonly #all = new Set<(value: T) => void>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** The returned function stops it. */
  add(listener: (value: T) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(value: T): void {
    for (const listener of this.#all) {
      try {
        listener(value);
      } catch (error) {
        this.#logger.error({ error }, "a listener failed");
      }
    }
  }

  clear(): void {
    this.#all.clear();
  }
}
