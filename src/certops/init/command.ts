// The words of `certops init`.
import type { Command } from "commander";
import type { ExitCode, Io } from "../io.ts";
import type { InitWords } from "./answers.ts";

const many = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export function addInitCommand(program: Command, io: Io, done: (code: ExitCode) => void, description: string): void {
  const command = program
    .command("init")
    .description(description)
    .option("--publisher <address>", "10.0.0.10, or 10.0.0.10:22:8443 with the ports of SSH and HTTPS")
    .option("--cluster <id>", "its short name (default: hq)")
    .option("--name <name>", "its name on cards (default: the short name in capitals)");
  for (const [kind, use] of [
    ["monitor", "reads"],
    ["change", "changes, after approval; none: look only"],
    ["axl", "uses AXL; none: the one that reads"],
  ]) {
    command
      .option(`--${kind}-user <user>`, `the account that ${use}`)
      .option(
        `--${kind}-password-env <variable>`,
        `holds its password (default: CERTOPS_<CLUSTER>_${kind?.toUpperCase()})`,
      )
      .option(`--${kind}-password-file <file>`, "holds its password; mode 0600");
  }
  command
    .option("--node <name=address>", "a node that is reached otherwise than the cluster says; repeatable", many)
    .option("--platform <name>", "slack, teams, webex or none (default: none)")
    .option(
      "--set <key=value>",
      "a key of the platform’s part, for example publicUrl=https://bot.example.com; repeatable",
      many,
    )
    .option("--person <id>", "your short name in the policy")
    .option("--person-name <name>", "your name on cards")
    .option("--person-tenant <id>", "your workspace on the platform (Slack)")
    .option("--person-user <id>", "your user id on the platform")
    .option("--out <file>", "where to write (default: ./certops.yaml)")
    .option("--yes", "pin keys and certificates without asking (they were compared by other means)")
    .option("--overwrite", "replace a certops.yaml that is there")
    .action(async (words: InitWords) => {
      const { init } = await import("./init.ts");
      done(await init(words, io));
    });
}
