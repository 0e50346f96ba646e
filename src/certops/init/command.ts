// The words of `certops init`.
import type { Command } from "commander";
import type { ExitCode, Io } from "../io.ts";
import type { LineWords } from "../line-words.ts";
import type { InitWords } from "./answers.ts";

const many = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export function addInitCommand(program: Command, io: Io, done: (code: ExitCode) => void, t: LineWords): void {
  const command = program
    .command("init")
    .description(t("line.init"))
    .option("--publisher <address>", t("line.init-help.publisher"))
    .option("--cluster <id>", t("line.init-help.cluster"))
    .option("--name <name>", t("line.init-help.name"));
  for (const kind of ["monitor", "change", "axl"] as const) {
    const variable = t("line.init-help.password-env").replace("{kind}", kind.toUpperCase());
    command
      .option(`--${kind}-user <user>`, t(`line.init-help.${kind}`))
      .option(`--${kind}-password-env <variable>`, variable)
      .option(`--${kind}-password-file <file>`, t("line.init-help.password-file"));
  }
  command
    .option("--node <name=address>", t("line.init-help.node"), many)
    .option("--platform <name>", t("line.init-help.platform"))
    .option("--set <key=value>", t("line.init-help.set"), many)
    .option("--person <id>", t("line.init-help.person"))
    .option("--person-name <name>", t("line.init-help.person-name"))
    .option("--person-tenant <id>", t("line.init-help.person-tenant"))
    .option("--person-user <id>", t("line.init-help.person-user"))
    .option("--out <file>", t("line.init-help.out"))
    .option("--yes", t("line.init-help.yes"))
    .option("--overwrite", t("line.init-help.overwrite"))
    .action(async (words: InitWords) => {
      const { init } = await import("./init.ts");
      done(await init(words, io));
    });
}
