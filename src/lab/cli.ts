// `certops lab`: starts a practice cluster, and does to a running one what an administrator's hands would do.
import { Command } from "commander";
import type { Locale } from "../domain/text.ts";
import { printed } from "./cli-print.ts";
import { startLabHere } from "./cli-start.ts";
import { readers } from "./cli-words.ts";
import { askLab } from "./control.ts";
import { dot1xVerbs } from "./dot1x/requests.ts";
import { expresswayVerbs } from "./expressway/request.ts";
import { LabRefusal } from "./refusal.ts";
import { defaultRelease, releaseKeys } from "./release.ts";
import { ssoVerbs } from "./sso/requests.ts";
import { labWords, spoken } from "./words.ts";

interface Io {
  out(text: string): void;
  err(text: string): void;
}

const standardIo: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

interface PhoneOptions {
  readonly node?: string;
  readonly pool?: string;
  readonly first?: number;
  readonly registered?: boolean;
  readonly json?: boolean;
}

const filter = (names: readonly string[], options: PhoneOptions): object => ({
  ...(names.length === 0 ? {} : { names }),
  ...(options.node === undefined ? {} : { node: options.node }),
  ...(options.pool === undefined ? {} : { devicePool: options.pool }),
  ...(options.first === undefined ? {} : { first: options.first }),
  ...(options.registered === undefined ? {} : { registered: options.registered }),
});

interface Around {
  readonly locale?: Locale;
  /** The program that it becomes part of: its titles and its complaints are taken over. */
  readonly parent?: Command;
}

/** The sub-commands; `io` is where they write, so that a test can listen. Exit code 1: the lab refused or does not run. */
export function labCommand(io: Io = standardIo, { locale = "en", parent }: Around = {}): Command {
  const t = labWords(locale);
  const { whole, wholes, number, onOff, offset } = readers(t);
  const lab = new Command("lab").description(t("lab.line.about"));
  if (parent !== undefined) lab.copyInheritedSettings(parent);
  lab.configureHelp({
    ...lab.configureHelp(),
    optionDescription: ({ description, defaultValue }) =>
      defaultValue === undefined
        ? description
        : `${description} ${t("lab.line.default", { value: JSON.stringify(defaultValue) })}`,
  });
  const ask = async (request: object, json: boolean | undefined): Promise<void> => {
    try {
      const answer = await askLab(request);
      io.out(json === true ? JSON.stringify(answer) : printed(answer, locale));
    } catch (error) {
      if (!(error instanceof LabRefusal)) throw error;
      if (json === true) io.out(JSON.stringify({ error: error.message, say: error.say }));
      else io.err(spoken(error.say, t));
      process.exitCode = 1;
    }
  };
  const command = (usage: string, description: string): Command =>
    lab.command(usage).description(description).option("--json", t("lab.line.json"));
  const phones = (usage: string, description: string): Command =>
    command(usage, description)
      .option("--node <name>", t("lab.line.only-node"))
      .option("--pool <name>", t("lab.line.only-pool"))
      .option("--first <count>", t("lab.line.only-first"), whole)
      .option("--registered", t("lab.line.only-registered"));

  command("start", t("lab.line.start"))
    .option(
      "--release <release>",
      t("lab.line.release", { known: releaseKeys.join(", "), usual: defaultRelease }),
      defaultRelease,
    )
    .option("--mode <mode>", t("lab.line.mode"), "non-secure")
    .option("--nodes <count>", t("lab.line.nodes"), whole, 3)
    .option("--phones <count>", t("lab.line.phones"), whole, 200)
    .option("--secure-phones <count>", t("lab.line.secure-phones"), whole)
    .option("--seed <number>", t("lab.line.seed"), whole, 1)
    .option("--scale <factor>", t("lab.line.scale"), number, 1)
    .option("--pace <factor>", t("lab.line.pace"), number, 1)
    .option("--tomcat <kind>", t("lab.line.tomcat"), "self-signed")
    .option("--ctl <kind>", t("lab.line.ctl"), "tokenless")
    .option("--bind <address>", t("lab.line.bind"))
    .option("--expressways <count>", t("lab.line.expressways"), whole, 0)
    .option("--authentication-server <kind>", t("lab.line.authentication-server"))
    .option("--ports <first>", t("lab.line.ports"), whole)
    .action((options: object) => startLabHere(options, io, locale));

  command("status", t("lab.line.status")).action((o: PhoneOptions) => ask({ do: "status" }, o.json));
  command("renew <units...>", t("lab.line.renew"))
    .option("--node <name>", t("lab.line.this-node"))
    .option("--ca", t("lab.line.ca"))
    .option("--further-names <count>", t("lab.line.further-names"), whole)
    .action((names: string[], o: PhoneOptions & { ca?: boolean; furtherNames?: number }) =>
      ask(
        {
          do: "renew",
          units: names,
          ...(o.node === undefined ? {} : { node: o.node }),
          ...(o.ca === true ? { signer: "ca" } : {}),
          ...(o.furtherNames === undefined ? {} : { furtherNames: o.furtherNames }),
        },
        o.json,
      ),
    );
  for (const verb of ["restart", "start-service", "stop-service"] as const) {
    command(`${verb} <service...>`, t(`lab.line.${verb}`))
      .option("--node <name>", t("lab.line.this-node"))
      .action((words: string[], o: PhoneOptions) =>
        ask(
          {
            do: verb === "restart" ? "restart-service" : verb,
            service: words.join(" "),
            ...(o.node === undefined ? {} : { nodes: [o.node] }),
          },
          o.json,
        ),
      );
  }
  for (const [verb, description] of [
    ["reset-phones", t("lab.line.reset-phones")],
    ["reboot-phones", t("lab.line.reboot-phones")],
    ["delete-lists", t("lab.line.delete-lists")],
  ] as const) {
    phones(`${verb} [names...]`, description).action((names: string[], o: PhoneOptions) =>
      ask({ do: verb, ...filter(names, o) }, o.json),
    );
  }
  lab
    .command("power")
    .description(t("lab.line.power"))
    .argument("<what>", t("lab.line.what"))
    .argument("<on|off>", t("lab.line.on-off"), onOff)
    .option("--node <name>", t("lab.line.only-node"))
    .option("--pool <name>", t("lab.line.only-pool"))
    .option("--first <count>", t("lab.line.only-first"), whole)
    .option("--json", t("lab.line.json"))
    .action((what: string, on: boolean, o: PhoneOptions) =>
      ask(
        what === "phones" ? { do: "power-phones", on, ...filter([], o) } : { do: "power-node", node: what, on },
        o.json,
      ),
    );
  command("set-time", t("lab.line.set-time"))
    .argument("[offset]", t("lab.line.offset"), offset)
    .option("--scale <factor>", t("lab.line.time-scale"), number)
    .action((offsetMs: number | undefined, o: PhoneOptions & { scale?: number }) =>
      ask(
        {
          do: "set-time",
          ...(offsetMs === undefined ? {} : { offsetMs }),
          ...(o.scale === undefined ? {} : { scale: o.scale }),
        },
        o.json,
      ),
    );
  command("network <node> <condition>", t("lab.line.network"))
    .argument("[ms]", t("lab.line.ms"), whole)
    .action((node: string, condition: string, slowMs: number | undefined, o: PhoneOptions) =>
      ask({ do: "network", node, condition, ...(slowMs === undefined ? {} : { slowMs }) }, o.json),
    );
  command("firewall <node> <port> <rule>", t("lab.line.firewall")).action(
    (node: string, port: string, rule: string, o: PhoneOptions) => ask({ do: "firewall", node, port, rule }, o.json),
  );
  command("hostkey <node>", t("lab.line.hostkey")).action((node: string, o: PhoneOptions) =>
    ask({ do: "hostkey", node }, o.json),
  );
  command("ctl-update", t("lab.line.ctl-update")).action((o: PhoneOptions) => ask({ do: "ctl-update" }, o.json));
  command("ctl-reset", t("lab.line.ctl-reset")).action((o: PhoneOptions) => ask({ do: "ctl-reset" }, o.json));
  command("ctl-client", t("lab.line.ctl-client")).action((o: PhoneOptions) => ask({ do: "ctl-client" }, o.json));
  command("reuse-tomcat", t("lab.line.reuse-tomcat")).action((o: PhoneOptions) => ask({ do: "reuse-tomcat" }, o.json));
  command("itl-reset <key>", t("lab.line.itl-reset"))
    .option("--backup <name>", t("lab.line.backup-key"))
    .action((key: string, o: PhoneOptions & { backup?: string }) =>
      ask({ do: "itl-reset", key, ...(o.backup === undefined ? {} : { backup: o.backup }) }, o.json),
    );
  command("export-recovery-key <name>", t("lab.line.export-recovery-key")).action((backup: string, o: PhoneOptions) =>
    ask({ do: "export-recovery-key", backup }, o.json),
  );
  command("delete-certificate <store> [serial]", t("lab.line.delete-certificate")).action(
    (store: string, serial: string | undefined, o: PhoneOptions) =>
      ask({ do: "delete-certificate", store, ...(serial === undefined ? {} : { serial }) }, o.json),
  );
  phones("security-profile <profile> [names...]", t("lab.line.security-profile")).action(
    (profile: string, names: string[], o: PhoneOptions) =>
      ask({ do: "security-profile", profile, ...filter(names, o) }, o.json),
  );
  command("mode <mode>", t("lab.line.mode")).action((mode: string, o: PhoneOptions) =>
    ask({ do: "mode", mode }, o.json),
  );
  command("rollback", t("lab.line.rollback"))
    .argument("<on|off>", t("lab.line.on-off"), onOff)
    .action((on: boolean, o: PhoneOptions) => ask({ do: "rollback", on }, o.json));
  command("phone-interaction <way>", t("lab.line.phone-interaction")).action((way: string, o: PhoneOptions) =>
    ask({ do: "phone-interaction", way }, o.json),
  );
  command("tls-ciphers <way>", t("lab.line.tls-ciphers")).action((way: string, o: PhoneOptions) =>
    ask({ do: "tls-ciphers", way }, o.json),
  );
  command("endpoint-issuer <issuer>", t("lab.line.endpoint-issuer"))
    .option("--subject <name>", t("lab.line.subject"))
    .action((issuer: string, o: PhoneOptions & { subject?: string }) =>
      ask({ do: "endpoint-issuer", issuer, ...(o.subject === undefined ? {} : { subject: o.subject }) }, o.json),
    );
  command("expressway <verb> [peer] [value]", t("lab.line.expressway", { verbs: expresswayVerbs.join(", ") })).action(
    (verb: string, peer: string | undefined, value: string | undefined, o: PhoneOptions) =>
      ask(
        {
          do: "expressway",
          verb,
          ...(peer === undefined ? {} : { peer }),
          ...(value === undefined ? {} : { value }),
        },
        o.json,
      ),
  );
  command("commands [like]", t("lab.line.commands")).action((like: string | undefined, o: PhoneOptions) =>
    ask({ do: "commands", ...(like === undefined ? {} : { like }) }, o.json),
  );
  for (const [what, description] of [
    ["ntp", t("lab.line.ntp")],
    ["authentication", t("lab.line.authentication")],
    ["upgrade", t("lab.line.upgrade")],
  ] as const) {
    command(what, description)
      .argument("<node>", t("lab.line.node"))
      .argument("<on|off>", t("lab.line.on-off"), onOff)
      .action((node: string, on: boolean, o: PhoneOptions) => ask({ do: what, node, on }, o.json));
  }
  command("back-up", t("lab.line.back-up"))
    .option("--failed", t("lab.line.failed"))
    .action((o: PhoneOptions & { failed?: boolean }) => ask({ do: "back-up", success: o.failed !== true }, o.json));
  command("sso <verb> [value]", t("lab.line.sso", { verbs: ssoVerbs.join(", ") }))
    .option("--node <name>", t("lab.line.this-node"))
    .option("--certificate <unit>", t("lab.line.certificate"))
    .action((verb: string, value: string | undefined, o: PhoneOptions & { certificate?: string }) => {
      const { node, certificate, json } = o;
      return ask({ do: "sso", verb, value, node, certificate }, json);
    });
  phones("dot1x <verb> [value]", t("lab.line.dot1x", { verbs: dot1xVerbs.join(", ") })).action(
    (verb: string, value: string | undefined, o: PhoneOptions) =>
      ask({ do: "dot1x", verb, ...(value === undefined ? {} : { value }), ...filter([], o) }, o.json),
  );
  command("begin-backup", t("lab.line.begin-backup")).action((o: PhoneOptions) => ask({ do: "begin-backup" }, o.json));
  command("backups", t("lab.line.backups"))
    .argument("[days...]", t("lab.line.days"), wholes)
    .action((daysAgo: readonly number[] | undefined, o: PhoneOptions) =>
      ask({ do: "backups", daysAgo: daysAgo ?? [] }, o.json),
    );
  return lab;
}
