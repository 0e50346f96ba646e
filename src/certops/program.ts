// The words of the command line. What each does is loaded only when it is asked for: help must not wait for a database.
import { Command } from "commander";
import { packageVersion } from "../app/version.ts";
import { addInitCommand } from "./init/command.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";

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
  const program = new Command("certops")
    .description(
      "Asks about CUCM certificates and phones, on the command line. Reads and requests; votes are given in chat.",
    )
    .version(packageVersion())
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .showHelpAfterError("See certops --help for what there is.")
    .exitOverride();
  const json = "print JSON for programs (docs/cli.md)";
  const as = "the person who asks (identity terminal / <tenant> / <name>)";
  const config = "the configuration (default: $CERTOPS_CONFIG, else ./certops.yaml)";

  program
    .command("start")
    .description("start the bot: with certops.yaml, or with the built-in practice cluster")
    .option("--config <file>", config)
    .action(async (words: Words) => {
      const { start } = await import("./start.ts");
      done(await start(words, io));
    });

  program
    .command("ask [words...]")
    .description("ask in your own words; `-` reads the words from standard input")
    .option("--dry-run", "only print how it is understood")
    .option("--batch", "with `-` and --dry-run: one prompt a line, one answer a line")
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (parts: readonly string[], words: Words) => {
      const { ask, dryRun, linesOf, wholeOf } = await import("./ask.ts");
      const piped = parts.length === 1 && parts[0] === "-";
      if (words.batch === true && (!piped || words.dryRun !== true)) {
        io.err("--batch goes with `-` and --dry-run: certops ask - --batch --dry-run --json");
        return done(exitCodes.usage);
      }
      if (words.batch === true) return done(await dryRun(linesOf(process.stdin), words, io));
      const text = piped ? await wholeOf(process.stdin) : parts.join(" ");
      if (text.trim() === "") {
        io.err('Say what you want to know, for example: certops ask "which certificates expire soon?"');
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
  command(
    "certs",
    "certs [what...]",
    "every certificate of every node, the most urgent first; [cluster] [certificates=…] [node=…]",
    [...["cluster", "certificates", "node"]],
  );
  command("diagnose", "diagnose <scenario> [cluster]", "find the cause of a trouble after a renewal");
  command("answer", "answer <diagnosis> [question] [option]", "answer what only a person can see");
  command(
    "tick",
    "tick <diagnosis> <step> [back]",
    "tick off a manual step, for example 1.3 (back: not done after all)",
  );
  const where = ["cluster", "node"];
  command(
    "impact",
    "impact [certificates...]",
    "what renewing certificates touches; cluster=…, node=… say where",
    where,
  );
  command("renew", "renew [certificates...]", "how certificates are renewed: dangers, runbook, impact", where);
  command("approvals", "approvals [id]", "what waits for approval");
  command("runs", "runs [id]", "what was carried out lately");
  command(
    "trust",
    "trust [cluster-or-diff] [snapshot] [other] [cluster]",
    "the trust lists of every node; diff: what changed in them",
  );
  command("snapshot", "snapshot [cluster]", "remember what the cluster is now");

  program
    .command("share <about>")
    .description("write the case file of a diagnosis (dia_…) or a run (run_…): a zip that opens offline and is signed")
    .option("--out <folder>", "where to write it (default: this folder)")
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (about: string, words: Words) => {
      const { ask } = await import("./ask.ts");
      const text = `share ${JSON.stringify(about)} now`;
      done(await ask({ kind: "command", text }, { ...words, saveTo: words.out ?? "." }, io));
    });

  program
    .command("picture <kind> [what]")
    .description("draw a trust-map (of a dia_…), a timeline (of a cluster) or a recovery (of a run_…) as PNG")
    .option("--out <folder>", "where to write it (default: this folder)")
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (kind: string, what: string | undefined, words: Words) => {
      const { ask } = await import("./ask.ts");
      const named = [kind, ...(what === undefined ? [] : [what])].map((word) => JSON.stringify(word)).join(" ");
      done(await ask({ kind: "command", text: `picture ${named}` }, { ...words, saveTo: words.out ?? "." }, io));
    });

  for (const [usage, description] of [
    ["certificate [name] [cluster]", "write CAPF’s certificate (or a former one: CAPF-…) as PEM, with its fingerprint"],
    ["lscs [cluster]", "write who has an LSC of whom as CSV; who still waits for a new one comes first"],
  ] as const) {
    program
      .command(usage)
      .description(description)
      .option("--out <folder>", "where to write it (default: this folder)")
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

  const caseFile = program.command("case").description("case files that were shared");
  caseFile
    .command("verify <file>")
    .description("name whatever was changed, added or taken away since it was made")
    .option("--key <fingerprint>", "the signer it must be from (certops case key)")
    .option("--json", json)
    .action(async (file: string, words: Words) => {
      const { caseVerify } = await import("./case.ts");
      done(await caseVerify(file, words, io));
    });
  caseFile
    .command("key")
    .description("the fingerprint of this bot’s signing key, to be compared with a case file’s signer")
    .option("--config <file>", config)
    .action(async (words: Words) => {
      const { caseKey } = await import("./case.ts");
      done(caseKey(words, io));
    });

  for (const way of ["restart", "reset"] as const) {
    program
      .command(`${way} <what...>`)
      .description(
        way === "restart"
          ? "propose the restart of a service (Cisco Tftp on cucm-sub1) or of phones (phones pool HQ)"
          : "propose a reset of phones: phones all, phones pool <device pool>, phones group <CM group>, SEP…",
      )
      .option("--cluster <cluster>", "where, when there are several")
      .option("--reason <words>", "ask the team to approve it, for this reason")
      .option("--dry-run", "only show every command and check with today’s readings; nothing is asked or sent")
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
    .description("say what a file or a pasted text is and what it means; `-` reads standard input; needs no bot")
    .option("--json", json)
    .action(async (file: string, words: Words) => {
      const { explain } = await import("./explain.ts");
      done(await explain(file, words, io));
    });

  program
    .command("request <diagnosis> <remedy>")
    .description("ask the team to approve a remedy of a diagnosis")
    .option("--reason <text>", "why now; the approvers read it")
    .option("--dry-run", "only show every command and check with today’s readings; nothing is asked or sent")
    .option("--override <what...>", "window, preflight: set it aside, with the approvals of high impact and a reason")
    .option("--as <name>", as)
    .option("--json", json)
    .action(async (diagnosis: string, remedy: string, words: Words) => {
      const { ask } = await import("./ask.ts");
      const dryRun = words.dryRun === true;
      if (!dryRun && words.reason === undefined) {
        io.err("The approvers want to know why: --reason <text> (or --dry-run to look only)");
        return done(exitCodes.usage);
      }
      const overrides = [...new Set(words.override ?? [])].filter((one) => one === "window" || one === "preflight");
      if (overrides.length !== new Set(words.override).size) {
        io.err("--override takes window and preflight");
        return done(exitCodes.usage);
      }
      done(await ask({ kind: "request", diagnosis, remedy, reason: words.reason ?? "", overrides, dryRun }, words, io));
    });

  addInitCommand(program, io, done);

  program
    .command("doctor")
    .description("look at everything that must be right before the bot can work")
    .option("--config <file>", config)
    .option("--post-sample <place>", "post a sample card there, for example slack:C01234567")
    .option("--json", json)
    .action(async (words: Words) => {
      const { doctor } = await import("./doctor.ts");
      done(await doctor(words, io));
    });

  program
    .command("manifest <platform>")
    .description("write what the chat platform’s own page accepts to install the bot, least permissions explained")
    .requiredOption("--out <folder>", "where the files are written")
    .option("--config <file>", config)
    .action(async (platform: string, words: Words) => {
      const { manifest } = await import("./manifest.ts");
      done(await manifest(platform, words, io));
    });

  program
    .command("trust-host <cluster> [node]")
    .description("show the SSH host keys of nodes and pin them")
    .option("--config <file>", config)
    .option("--yes", "pin without asking (the fingerprint was compared by other means)")
    .option("--replace", "forget the other keys of the node (it was rebuilt)")
    .action(async (cluster: string, node: string | undefined, words: Words) => {
      const { trustHost } = await import("./trust-host.ts");
      done(await trustHost(cluster, node, words, io));
    });

  const audit = program.command("audit").description("the audit log: listed by the running bot, checked on disk");
  audit
    .command("list [about]")
    .description("what was requested, voted and carried out, newest first; about: an approval, run or diagnosis")
    .option("--all", "questions, answers and snapshots too")
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
    .description("is the chain whole? (while no bot runs on it)")
    .option("--config <file>", config)
    .option("--head <file>", "a head that was printed earlier: shows a cut end")
    .option("--json", json)
    .action(record("auditVerify"));
  audit
    .command("export")
    .description("every entry, one JSON a line (while no bot runs on it)")
    .option("--config <file>", config)
    .action(record("auditExport"));
  audit
    .command("head")
    .description("the signed end of the chain")
    .option("--config <file>", config)
    .action(record("auditHead"));

  program
    .command("migrate-store")
    .description("move the embedded store to the configured database; the old file stays")
    .requiredOption("--to <kind>", "postgres")
    .option("--config <file>", config)
    .option("--json", json)
    .action(async (words: Words) => {
      const { migrateStore } = await import("./migrate-store.ts");
      done(await migrateStore(words, io));
    });

  program
    .command("policy")
    .description("who may what")
    .command("check [approval]")
    .description(
      "the policy or every problem of it; with an approval or --change: who could approve that, and why others not",
    )
    .option("--config <file>", config)
    .option("--change <kind>", "for example restart-service:Cisco Tftp, or reset-itl")
    .option("--cluster <id>", "where; the only one when left out")
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
    program.addCommand(labCommand());
  } else {
    program.command("lab").description("the practice cluster: start one, break it, look at it (certops lab --help)");
  }
  return program;
}
