// The words of the command line. What each does is loaded only when it is asked for: help must not wait for a database.
import { Command } from "commander";
import { packageVersion } from "../app/version.ts";
import { addInitCommand } from "./init/command.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { complaint, localeOf, titleIn, wordsFor } from "./line-words.ts";

interface Words {
  readonly json?: boolean;
  readonly as?: string;
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly batch?: boolean;
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly replace?: boolean;
  readonly head?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly override?: readonly string[];
  readonly change?: string;
  readonly cluster?: string;
  readonly postSample?: string;
  readonly out?: string;
  readonly key?: string;
}

/** `done` is told the exit code of whatever ran. */
export async function createProgram(io: Io, done: (code: ExitCode) => void, argv: readonly string[]): Promise<Command> {
  const t = await wordsFor(localeOf(io));
  const program = new Command("certops")
    .description(t("line.about"))
    .version(packageVersion(), "-V, --version", t("line.version"))
    .helpOption("-h, --help", t("line.help"))
    .helpCommand("help [command]", t("line.help"))
    .configureHelp({ styleTitle: (title) => titleIn(title, t) })
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      outputError: (text) => io.err(complaint(text, t)),
    })
    .showHelpAfterError(t("line.after-error"))
    .exitOverride();
  const json = t("line.json");
  const as = t("line.as");
  const config = t("line.config");

  program
    .command("start")
    .description(t("line.start"))
    .option("--config <file>", config)
    .action(async (words: Words) => {
      const { start } = await import("./start.ts");
      done(await start(words, io));
    });

  program
    .command("ask [words...]")
    .description(t("line.ask"))
    .option("--dry-run", t("line.ask.dry-run"))
    .option("--batch", t("line.ask.batch"))
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (parts: readonly string[], words: Words) => {
      const { ask, dryRun, linesOf, wholeOf } = await import("./ask.ts");
      const piped = parts.length === 1 && parts[0] === "-";
      if (words.batch === true && (!piped || words.dryRun !== true)) {
        io.err(t("line.ask.batch-alone"));
        return done(exitCodes.usage);
      }
      if (words.batch === true) return done(await dryRun(linesOf(process.stdin), words, io));
      const text = piped ? await wholeOf(process.stdin) : parts.join(" ");
      if (text.trim() === "") {
        io.err(t("line.ask.nothing"));
        return done(exitCodes.usage);
      }
      if (words.dryRun === true) return done(await dryRun([text], words, io));
      return done(await ask({ kind: "prompt", text }, words, io));
    });

  /** `keys`: words that may stand as `key=value`; with spaces in the value, too. */
  const command = (name: string, usage: string, description: string, keys: readonly string[] = []): void => {
    const quoted = (word: string): string => {
      const [, key = "", value = ""] = /^([a-z]+)=(.*)$/s.exec(word) ?? [];
      return keys.includes(key) ? `${key}=${JSON.stringify(value)}` : JSON.stringify(word);
    };
    program
      .command(usage)
      .description(description)
      .option("--as <name>", as)
      .option("--json", json)
      .action(async (...given: readonly unknown[]) => {
        const words = given.at(-2) as Words;
        const args = given
          .slice(0, -2)
          .flat()
          .filter((arg) => typeof arg === "string");
        const { ask } = await import("./ask.ts");
        done(await ask({ kind: "command", text: [name, ...args.map(quoted)].join(" ") }, words, io));
      });
  };
  command("certs", "certs [what...]", t("line.certs"), [...["cluster", "certificates", "node"]]);
  command("diagnose", "diagnose <scenario> [cluster]", t("line.diagnose"));
  command("answer", "answer <diagnosis> [question] [option]", t("line.answer"));
  command("tick", "tick <diagnosis> <step> [back]", t("line.tick"));
  const where = ["cluster", "node"];
  command("impact", "impact [certificates...]", t("line.impact"), where);
  command("renew", "renew [certificates...]", t("line.renew"), where);
  command("approvals", "approvals [id]", t("line.approvals"));
  command("runs", "runs [id]", t("line.runs"));
  command("trust", "trust [cluster-or-diff] [snapshot] [other] [cluster]", t("line.trust"));
  command("snapshot", "snapshot [cluster]", t("line.snapshot"));

  program
    .command("share <about>")
    .description(t("line.share"))
    .option("--out <folder>", t("line.out"))
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (about: string, words: Words) => {
      const { ask } = await import("./ask.ts");
      const text = `share ${JSON.stringify(about)} now`;
      done(await ask({ kind: "command", text }, { ...words, saveTo: words.out ?? "." }, io));
    });

  program
    .command("picture <kind> [what]")
    .description(t("line.picture"))
    .option("--out <folder>", t("line.out"))
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (kind: string, what: string | undefined, words: Words) => {
      const { ask } = await import("./ask.ts");
      const named = [kind, ...(what === undefined ? [] : [what])].map((word) => JSON.stringify(word)).join(" ");
      done(await ask({ kind: "command", text: `picture ${named}` }, { ...words, saveTo: words.out ?? "." }, io));
    });

  for (const [usage, description] of [
    ["certificate [name] [cluster]", t("line.certificate")],
    ["lscs [cluster]", t("line.lscs")],
  ] as const) {
    program
      .command(usage)
      .description(description)
      .option("--out <folder>", t("line.out"))
      .option("--as <name>", as)
      .option("--json", json)
      .action(async (first: string | undefined, second: string | Words | undefined, words: Words) => {
        const { ask } = await import("./ask.ts");
        const given = [first, typeof second === "string" ? second : undefined].filter((word) => word !== undefined);
        const asked = typeof second === "object" ? second : words;
        const text = [usage.split(" ")[0], ...given.map((word) => JSON.stringify(word))].join(" ");
        done(await ask({ kind: "command", text }, { ...asked, saveTo: asked.out ?? "." }, io));
      });
  }

  const caseFile = program.command("case").description(t("line.case"));
  caseFile
    .command("verify <file>")
    .description(t("line.case.verify"))
    .option("--key <fingerprint>", t("line.case.verify.key"))
    .option("--json", json)
    .action(async (file: string, words: Words) => {
      const { caseVerify } = await import("./case.ts");
      done(await caseVerify(file, words, io));
    });
  caseFile
    .command("key")
    .description(t("line.case.key"))
    .option("--config <file>", config)
    .action(async (words: Words) => {
      const { caseKey } = await import("./case.ts");
      done(caseKey(words, io));
    });

  for (const way of ["restart", "reset"] as const) {
    program
      .command(`${way} <what...>`)
      .description(way === "restart" ? t("line.restart") : t("line.reset"))
      .option("--cluster <cluster>", t("line.change.cluster"))
      .option("--reason <words>", t("line.change.reason"))
      .option("--dry-run", t("line.change.dry-run"))
      .option("--as <name>", as)
      .option("--json", json)
      .action(async (parts: readonly string[], words: Words) => {
        const { ask } = await import("./ask.ts");
        const what = parts.join(" ");
        const where = words.cluster === undefined ? {} : { cluster: words.cluster };
        if (words.reason === undefined && words.dryRun !== true) {
          const cluster = words.cluster === undefined ? "" : ` cluster=${JSON.stringify(words.cluster)}`;
          return done(await ask({ kind: "command", text: `${way} ${JSON.stringify(what)}${cluster}` }, words, io));
        }
        const wish = { kind: "request-change", way, what, reason: words.reason ?? "", ...where } as const;
        return done(await ask(words.dryRun === true ? { ...wish, dryRun: true } : wish, words, io));
      });
  }

  program
    .command("explain <file>")
    .description(t("line.explain"))
    .option("--json", json)
    .action(async (file: string, words: Words) => {
      const { explain } = await import("./explain.ts");
      done(await explain(file, words, io));
    });

  program
    .command("request <diagnosis> <remedy>")
    .description(t("line.request"))
    .option("--reason <text>", t("line.request.reason"))
    .option("--dry-run", t("line.change.dry-run"))
    .option("--override <what...>", t("line.request.override"))
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (diagnosis: string, remedy: string, words: Words) => {
      const { ask } = await import("./ask.ts");
      const dryRun = words.dryRun === true;
      if (!dryRun && words.reason === undefined) {
        io.err(t("line.request.no-reason"));
        return done(exitCodes.usage);
      }
      const overrides = [...new Set(words.override ?? [])].filter((one) => one === "window" || one === "preflight");
      if (overrides.length !== new Set(words.override).size) {
        io.err(t("line.request.bad-override"));
        return done(exitCodes.usage);
      }
      done(await ask({ kind: "request", diagnosis, remedy, reason: words.reason ?? "", overrides, dryRun }, words, io));
    });

  addInitCommand(program, io, done, t);

  program
    .command("doctor")
    .description(t("line.doctor"))
    .option("--config <file>", config)
    .option("--post-sample <place>", t("line.doctor.post-sample"))
    .option("--json", json)
    .action(async (words: Words) => {
      const { doctor } = await import("./doctor.ts");
      done(await doctor(words, io));
    });

  program
    .command("manifest <platform>")
    .description(t("line.manifest"))
    .requiredOption("--out <folder>", t("line.manifest.out"))
    .option("--config <file>", config)
    .action(async (platform: string, words: Words) => {
      const { manifest } = await import("./manifest.ts");
      done(await manifest(platform, words, io));
    });

  program
    .command("trust-host <cluster> [node]")
    .description(t("line.trust-host"))
    .option("--config <file>", config)
    .option("--yes", t("line.trust-host.yes"))
    .option("--replace", t("line.trust-host.replace"))
    .action(async (cluster: string, node: string | undefined, words: Words) => {
      const { trustHost } = await import("./trust-host.ts");
      done(await trustHost(cluster, node, words, io));
    });

  const audit = program.command("audit").description(t("line.audit"));
  audit
    .command("list [about]")
    .description(t("line.audit.list"))
    .option("--all", t("line.audit.list.all"))
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (about: string | undefined, words: Words) => {
      const { ask } = await import("./ask.ts");
      const named = about === undefined ? "" : ` ${JSON.stringify(about)}`;
      done(await ask({ kind: "command", text: `audit${named}${words.all === true ? " all" : ""}` }, words, io));
    });
  const record = (name: "auditVerify" | "auditExport" | "auditHead") => async (words: Words) => {
    const records = await import("./records.ts");
    done(await records[name](words, io));
  };
  audit
    .command("verify")
    .description(t("line.audit.verify"))
    .option("--config <file>", config)
    .option("--head <file>", t("line.audit.verify.head"))
    .option("--json", json)
    .action(record("auditVerify"));
  audit
    .command("export")
    .description(t("line.audit.export"))
    .option("--config <file>", config)
    .action(record("auditExport"));
  audit.command("head").description(t("line.audit.head")).option("--config <file>", config).action(record("auditHead"));

  program
    .command("migrate-store")
    .description(t("line.migrate-store"))
    .requiredOption("--to <kind>", "postgres")
    .option("--config <file>", config)
    .option("--json", json)
    .action(async (words: Words) => {
      const { migrateStore } = await import("./migrate-store.ts");
      done(await migrateStore(words, io));
    });

  program
    .command("policy")
    .description(t("line.policy"))
    .command("check [approval]")
    .description(t("line.policy.check"))
    .option("--config <file>", config)
    .option("--change <kind>", t("line.policy.change"))
    .option("--cluster <id>", t("line.policy.cluster"))
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (approval: string | undefined, words: Words) => {
      if (approval !== undefined) {
        const { ask } = await import("./ask.ts");
        return done(await ask({ kind: "command", text: `policy ${JSON.stringify(approval)}` }, words, io));
      }
      const { policyCheck } = await import("./policy-check.ts");
      done(policyCheck(words, io));
    });

  // The practice cluster brings its own words; they are needed only when asked for, or to be listed.
  if (argv.includes("lab")) {
    const { labCommand } = await import("../lab/cli.ts");
    program.addCommand(labCommand(io, { locale: localeOf(io), parent: program }));
  } else {
    program.command("lab").description(t("line.lab"));
  }
  return program;
}
