// The lab's command line: banner, prompt, finding the command that was typed, one after the other until the reader leaves.
import type { Duplex } from "node:stream";
import type { LabAccount, LabClusterView, LabNode } from "../../model.ts";
import { noteReceived } from "../../received.ts";
import { LabRefusal } from "../../refusal.ts";
import { dawdle, flood, garbage } from "../weather.ts";
import { certificateCommands } from "./commands/certificates.ts";
import { recoveryKeyCommands } from "./commands/recovery-key.ts";
import { regenerateCommands } from "./commands/regenerate.ts";
import { serviceCommands } from "./commands/services.ts";
import { shellCommands } from "./commands/shell.ts";
import { ssoCommands } from "./commands/sso.ts";
import { stateCommands } from "./commands/state.ts";
import { trustListCommands } from "./commands/trust-lists.ts";
import { type CliCommand, tell, unsuccessful } from "./session.ts";
import { Interrupted, Terminal } from "./terminal.ts";

const commands: readonly CliCommand[] = [
  ...certificateCommands,
  ...recoveryKeyCommands,
  ...regenerateCommands,
  ...serviceCommands,
  ...shellCommands,
  ...ssoCommands,
  ...stateCommands,
  ...trustListCommands,
].sort((a, b) => b.words.length - a.words.length);

/** As a real virtual CUCM greets (jamesha100/cucm-license-management), with the lab's own machine. */
const banner = `Command Line Interface is starting up, please wait ...

   Welcome to the Platform Command Line Interface

VMware Installation:
\t2 vCPU: Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz
\tDisk 1: 110GB, Partitions aligned
\t8192 Mbytes RAM

`;
const prompt = "admin:";

/** Longest match on the fixed words, white space and case aside; the rest keeps its case. */
function find(line: string): { command: CliCommand; rest: string } | undefined {
  const typed = line.trim().replace(/\s+/g, " ");
  const lower = `${typed.toLowerCase()} `;
  const command = commands.find(({ words }) => lower.startsWith(`${words} `));
  return command === undefined ? undefined : { command, rest: typed.slice(command.words.length).trim() };
}

export interface ShellOptions {
  readonly cluster: LabClusterView;
  readonly node: LabNode;
  readonly account: LabAccount;
  /** Milliseconds of real time that every command takes before it answers. */
  readonly delayMs: number;
}

async function run(line: string, terminal: Terminal, options: ShellOptions): Promise<void> {
  const { cluster, node, account } = options;
  const found = find(line);
  const session = { cluster, node, account, terminal, signal: terminal.begin() };
  const at = new Date(cluster.clock.now()).toISOString();
  noteReceived(cluster, { at, node: node.name, account: account.user, command: line.trim() });
  await dawdle(node);
  if (options.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, options.delayMs));
  if (node.network === "garbage") {
    await terminal.write(garbage());
    await terminal.write("\r\n");
    return;
  }
  if (node.network === "flood") {
    await flood(terminal.channel);
    return;
  }
  // commands above one's level do not exist for one: `help` does not list them either
  if (found === undefined || found.command.privilege > account.privilege) {
    await tell(session, "No valid command entered\n");
    return;
  }
  try {
    await found.command.run(session, found.rest);
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    await tell(session, `${error.message}\n${unsuccessful}\n`);
  }
}

const helpText = (account: LabAccount): string => {
  const first = new Set(
    commands.filter(({ privilege }) => privilege <= account.privilege).map(({ words }) => words.split(" ")[0]),
  );
  return [...first, "help", "quit"]
    .sort()
    .map((word) => `     ${word}${word === "help" || word === "quit" ? "" : "*"}\n`)
    .join("");
};

/** Serves one shell until `quit`, `exit`, or the end of the connection. */
export async function serveShell(channel: Duplex, options: ShellOptions, rows: number | undefined): Promise<void> {
  const terminal = new Terminal(channel);
  if (rows !== undefined && rows > 2) terminal.rows = rows;
  try {
    await terminal.print(banner);
    for (;;) {
      await terminal.write(prompt);
      const line = (await terminal.readLine()).trim();
      if (line === "") continue;
      if (line === "quit" || line === "exit") break;
      try {
        if (line === "help" || line === "?") await terminal.print(helpText(options.account));
        else await run(line, terminal, options);
      } catch (error) {
        if (!(error instanceof Interrupted) || terminal.closed) throw error;
      } finally {
        terminal.finish();
      }
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    channel.end();
  }
}
