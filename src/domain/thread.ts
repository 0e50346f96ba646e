// What a thread of a chat has spoken of: what "it", "there" and "again" refer to. Names only, never anybody's words.
import type { ScenarioId } from "./report.ts";

/** What one answer was about. Several names stand side by side, parted by blanks (services by commas). */
export interface ThreadTopic {
  readonly cluster?: string;
  readonly node?: string;
  readonly service?: string;
  /** Certificate units, in CUCM's spelling. */
  readonly certificates?: string;
  /** As `/certops reset` takes them: `phones all`, `SEP…`. */
  readonly phones?: string;
  readonly scenario?: ScenarioId;
  /** The last request, as it was understood: what "again" repeats. */
  readonly last?: {
    readonly intent: string;
    readonly command: string;
    readonly args: Readonly<Record<string, string>>;
  };
}

/** `at`: when it was spoken of last, ISO 8601. */
export interface Thread extends ThreadTopic {
  readonly at: string;
}
