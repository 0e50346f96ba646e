// What a CLI command may use: the node it runs on, the account that typed it, and the terminal.
import type { LabAccount, LabClusterView, LabNode } from "../../model.ts";
import type { Terminal } from "./terminal.ts";

export interface CliSession {
  readonly cluster: LabClusterView;
  readonly node: LabNode;
  readonly account: LabAccount;
  readonly terminal: Terminal;
  /** Fires on Ctrl-C and when the connection ends. */
  readonly signal: AbortSignal;
}

export interface CliCommand {
  /** The fixed words, lower case, for example `show cert own`. */
  readonly words: string;
  /** CLI privilege level that CUCM's CLI reference gives for it. */
  readonly privilege: 0 | 1 | 4;
  /** What was typed after the fixed words, trimmed. */
  run(session: CliSession, rest: string): Promise<void>;
}

/** Prints at once. */
export const tell = (session: CliSession, text: string): Promise<void> => session.terminal.print(text);
/** Prints page by page while pagination is on. */
export const page = (session: CliSession, text: string): Promise<void> => session.terminal.print(text, { paged: true });

export const unsuccessful = "Executed command unsuccessfully";

/** CUCM's own words for a command that only the publisher has are not published; these are the lab's. */
export async function onPublisherOnly(session: CliSession, command: string): Promise<boolean> {
  if (session.node.role === "publisher") return true;
  await tell(session, `${command} can be run on the publisher node only.\n${unsuccessful}\n`);
  return false;
}
