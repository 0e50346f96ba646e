// What arrived at the practice cluster, counted on its own side: every command line and every AXL write, whatever became of it.
import { LabRefusal } from "./refusal.ts";

export interface ReceivedCommand {
  /** ISO 8601, the cluster's own time. */
  readonly at: string;
  readonly node: string;
  readonly account: string;
  /** As it was typed, or `AXL doDeviceReset SEP…`. */
  readonly command: string;
}

/** Enough for days of practice; beyond it the oldest go. */
const most = 100_000;
const journals = new WeakMap<object, ReceivedCommand[]>();

/** Called in the moment in which the whole command has arrived, before anything is done. */
export function noteReceived(cluster: object, command: ReceivedCommand): void {
  const journal = journals.get(cluster) ?? [];
  journals.set(cluster, journal);
  journal.push(command);
  if (journal.length > most) journal.splice(0, journal.length - most);
}

/** In the order of arrival; `like`: only commands that begin so. */
export function receivedBy(cluster: object, like = ""): readonly ReceivedCommand[] {
  if (like.length > 200) throw new LabRefusal("lab.no.like");
  return (journals.get(cluster) ?? []).filter(({ command }) => command.startsWith(like));
}
