// What is written to one room goes out in order: a message that must wait for Webex makes the later ones wait behind it.
import { Mutex } from "../../kernel/mutex.ts";
import { WebexTrouble } from "./trouble.ts";

/** Waiting in one room; more than this is a fault of somebody's, and memory is not for it. */
const mostWaiting = 300;

export class RoomQueue {
  readonly #rooms = new Map<string, { readonly mutex: Mutex; waiting: number }>();

  /** Runs `work` after everything that was asked for earlier in this room. Throws WebexTrouble when too much waits. */
  async run<T>(room: string, work: () => Promise<T>): Promise<T> {
    const known = this.#rooms.get(room) ?? { mutex: new Mutex(), waiting: 0 };
    if (known.waiting >= mostWaiting) throw new WebexTrouble(429, "queue", `${known.waiting} messages wait for a room`);
    known.waiting += 1;
    this.#rooms.set(room, known);
    try {
      return await known.mutex.run(work);
    } finally {
      known.waiting -= 1;
      if (known.waiting === 0) this.#rooms.delete(room);
    }
  }

  /** Everything that waits, in all rooms. */
  get waiting(): number {
    let sum = 0;
    for (const room of this.#rooms.values()) sum += room.waiting;
    return sum;
  }
}
