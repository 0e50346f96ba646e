// `certops lab`: starts a practice cluster, and does to a running one what an administrator's hands would do.
import { Command, InvalidArgumentError } from "commander";
import { startLabHere } from "./cli-start.ts";
import { askLab } from "./control.ts";
import { dot1xVerbs } from "./dot1x/requests.ts";
import { expresswayVerbs } from "./expressway/request.ts";
import { LabRefusal } from "./refusal.ts";
import { defaultRelease, releaseKeys } from "./release.ts";
import { ssoVerbs } from "./sso/requests.ts";

interface Io {
  out(text: string): void;
  err(text: string): void;
}

const standardIo: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("must be a whole number, 0 or more.");
  return value;
};

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || text.trim() === "") throw new InvalidArgumentError("must be a number.");
  return value;
};

const onOff = (text: string): boolean => {
  if (text === "on") return true;
  if (text === "off") return false;
  throw new InvalidArgumentError("must be on or off.");
};

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `+2h`, `-90m`, `30d`: an offset in milliseconds. */
export function offset(text: string): number {
  const match = /^([+-]?)(\d+)([smhd])$/.exec(text);
  const unit = units[match?.[3] ?? ""];
  if (match === null || unit === undefined) throw new InvalidArgumentError("must look like +2h, -90m or 30d.");
  return (match[1] === "-" ? -1 : 1) * Number(match[2]) * unit;
}

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

/** One line a value; what lies inside stands indented. Lists of plain values stand on one line. */
function indented(value: object, indent: string): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): string[] => {
    const label = Array.isArray(value) ? `${indent}-` : `${indent}${name}:`;
    if (typeof inner !== "object" || inner === null) return [`${label} ${String(inner)}`];
    const plain = Array.isArray(inner) && inner.every((one) => typeof one !== "object");
    if (plain) return [`${label} ${inner.length === 0 ? "none" : inner.join(", ")}`];
    return [label, ...indented(inner, `${indent}  `)];
  });
}

function printed(answer: Readonly<Record<string, unknown>>): string {
  const lines = indented(answer, "");
  return lines.length === 0 ? "done" : lines.join("\n");
}

/** The sub-commands; `io` is where they write, so that a test can listen. Exit code 1: the lab refused or does not run. */
export function labCommand(io: Io = standardIo): Command {
  const lab = new Command("lab").description("the practice cluster: start one, break it, look at it");
  const ask = async (request: object, json: boolean | undefined): Promise<void> => {
    try {
      const answer = await askLab(request);
      io.out(json === true ? JSON.stringify(answer) : printed(answer));
    } catch (error) {
      if (!(error instanceof LabRefusal)) throw error;
      if (json === true) io.out(JSON.stringify({ error: error.message }));
      else io.err(error.message);
      process.exitCode = 1;
    }
  };
  const command = (usage: string, description: string): Command =>
    lab.command(usage).description(description).option("--json", "answer as one line of JSON");
  const phones = (usage: string, description: string): Command =>
    command(usage, description)
      .option("--node <name>", "only phones of this node")
      .option("--pool <name>", "only phones of this device pool")
      .option("--first <count>", "only the first so many", whole)
      .option("--registered", "only phones that are registered");

  command("start", "start a practice cluster and keep it running until Ctrl-C")
    .option("--release <release>", `CUCM release: ${releaseKeys.join(", ")}; 15 is ${defaultRelease}`, defaultRelease)
    .option("--mode <mode>", "non-secure or mixed", "non-secure")
    .option("--nodes <count>", "1 to 20", whole, 3)
    .option("--phones <count>", "0 to 10000", whole, 200)
    .option("--secure-phones <count>", "how many of them are encrypted (mixed mode)", whole)
    .option("--seed <number>", "the same seed gives the same cluster", whole, 1)
    .option("--scale <factor>", "how many times faster than real time it lives", number, 1)
    .option(
      "--pace <factor>",
      "how many times shorter restarts, boots and retries are, the time of day unchanged",
      number,
      1,
    )
    .option("--tomcat <kind>", "self-signed, multi-san (14 and later) or ca-signed", "self-signed")
    .option("--ctl <kind>", "mixed mode: tokenless, or signed by hardware tokens (until 14SU2)", "tokenless")
    .option("--bind <address>", "one address for all nodes, with a port map")
    .option("--expressways <count>", "so many Expressway-C peers in front of it, with Webex apps behind them", whole, 0)
    .option(
      "--authentication-server <kind>",
      "ise, asa or freeradius: who decides about 802.1X, with its administration",
    )
    .option("--ports <first>", "first port of the map", whole)
    .action((options: object) => startLabHere(options, io));

  command("status", "what an administrator would see").action((o: PhoneOptions) => ask({ do: "status" }, o.json));
  command("renew <units...>", "regenerate certificates: tomcat, CallManager, TVS, CAPF, ITLRecovery ...")
    .option("--node <name>", "on this node only")
    .option("--ca", "let the lab CA sign")
    .option("--further-names <count>", "put so many further names into it: certificates, and lists, grow", whole)
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
  for (const verb of ["restart", "start-service", "stop-service"]) {
    command(
      `${verb} <service...>`,
      `${verb === "restart" ? "restart" : verb.split("-")[0]} a service, for example Cisco Tftp`,
    )
      .option("--node <name>", "on this node only")
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
    ["reset-phones", "reset registered phones"],
    ["reboot-phones", "pull and plug phones, registered or not"],
    ["delete-lists", "delete the trust lists on phones by hand"],
  ] as const) {
    phones(`${verb} [names...]`, description).action((names: string[], o: PhoneOptions) =>
      ask({ do: verb, ...filter(names, o) }, o.json),
    );
  }
  lab
    .command("power")
    .description("switch phones or a node on or off: power phones off --first 50, power cucm-sub1 off")
    .argument("<what>", "phones, or a node's name")
    .argument("<on|off>", "on or off", onOff)
    .option("--node <name>", "only phones of this node")
    .option("--pool <name>", "only phones of this device pool")
    .option("--first <count>", "only the first so many", whole)
    .option("--json", "answer as one line of JSON")
    .action((what: string, on: boolean, o: PhoneOptions) =>
      ask(
        what === "phones" ? { do: "power-phones", on, ...filter([], o) } : { do: "power-node", node: what, on },
        o.json,
      ),
    );
  command("set-time", "move the cluster's clock, or change its speed")
    .argument("[offset]", "for example +2h, -90m, 30d", offset)
    .option("--scale <factor>", "how many times faster than real time", number)
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
  command("network <node> <condition> [ms]", "ok, refuse, hang, slow, garbage or flood; [ms] for slow").action(
    (node: string, condition: string, ms: string | undefined, o: PhoneOptions) =>
      ask({ do: "network", node, condition, ...(ms === undefined ? {} : { slowMs: whole(ms) }) }, o.json),
  );
  command(
    "firewall <node> <port> <rule>",
    "ssh, https, tvs…; drop, reject or open: a firewall in front of a port",
  ).action((node: string, port: string, rule: string, o: PhoneOptions) =>
    ask({ do: "firewall", node, port, rule }, o.json),
  );
  command("hostkey <node>", "give a node new SSH host keys").action((node: string, o: PhoneOptions) =>
    ask({ do: "hostkey", node }, o.json),
  );
  command("ctl-update", "utils ctl update CTLFile").action((o: PhoneOptions) => ask({ do: "ctl-update" }, o.json));
  command("ctl-reset", "utils ctl reset localkey").action((o: PhoneOptions) => ask({ do: "ctl-reset" }, o.json));
  command("ctl-client", "the CTL Client plugin with the hardware tokens").action((o: PhoneOptions) =>
    ask({ do: "ctl-client" }, o.json),
  );
  command("reuse-tomcat", "let CallManager use Tomcat's certificate (14 and later, --tomcat multi-san)").action(
    (o: PhoneOptions) => ask({ do: "reuse-tomcat" }, o.json),
  );
  command("itl-reset <key>", "utils itl reset localkey or remotekey")
    .option("--backup <name>", "remotekey: the exported key")
    .action((key: string, o: PhoneOptions & { backup?: string }) =>
      ask({ do: "itl-reset", key, ...(o.backup === undefined ? {} : { backup: o.backup }) }, o.json),
    );
  command("export-recovery-key <name>", "keep the ITLRecovery key that signs now, for a later remotekey").action(
    (backup: string, o: PhoneOptions) => ask({ do: "export-recovery-key", backup }, o.json),
  );
  command(
    "delete-certificate <store> [serial]",
    "delete a certificate from a trust store; without a serial, every former CAPF",
  ).action((store: string, serial: string | undefined, o: PhoneOptions) =>
    ask({ do: "delete-certificate", store, ...(serial === undefined ? {} : { serial }) }, o.json),
  );
  phones(
    "security-profile <profile> [names...]",
    "save another security profile for phones; reset-phones applies it",
  ).action((profile: string, names: string[], o: PhoneOptions) =>
    ask({ do: "security-profile", profile, ...filter(names, o) }, o.json),
  );
  command("mode <mode>", "non-secure or mixed").action((mode: string, o: PhoneOptions) =>
    ask({ do: "mode", mode }, o.json),
  );
  command("rollback", "Prepare Cluster for Rollback to pre-8.0")
    .argument("<on|off>", "on or off", onOff)
    .action((on: boolean, o: PhoneOptions) => ask({ do: "rollback", on }, o.json));
  command("phone-interaction <way>", "Phone Interaction on Certificate Update: automatic or manual").action(
    (way: string, o: PhoneOptions) => ask({ do: "phone-interaction", way }, o.json),
  );
  command("tls-ciphers <way>", "enterprise parameter TLS Ciphers: all or ecdsa-only; restart Cisco CallManager").action(
    (way: string, o: PhoneOptions) => ask({ do: "tls-ciphers", way }, o.json),
  );
  command("endpoint-issuer <issuer>", "Certificate Issuer to Endpoint: capf or ca")
    .option("--subject <name>", "ca: the common name that its template writes into every LSC")
    .action((issuer: string, o: PhoneOptions & { subject?: string }) =>
      ask({ do: "endpoint-issuer", issuer, ...(o.subject === undefined ? {} : { subject: o.subject }) }, o.json),
    );
  command("expressway <verb> [peer] [value]", `the Expressway-C pair: ${expresswayVerbs.join(", ")}`).action(
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
  command("commands [like]", "what arrived at the cluster: every command line, every AXL write").action(
    (like: string | undefined, o: PhoneOptions) =>
      ask({ do: "commands", ...(like === undefined ? {} : { like }) }, o.json),
  );
  for (const [what, description] of [
    ["ntp", "let a node follow its NTP server, or lose it: ntp cucm-sub1 off"],
    ["authentication", "let the other nodes accept a node, or not"],
    ["upgrade", "let an upgrade begin or end on a node"],
  ] as const) {
    command(what, description)
      .argument("<node>", "a node's name")
      .argument("<on|off>", "on or off", onOff)
      .action((node: string, on: boolean, o: PhoneOptions) => ask({ do: what, node, on }, o.json));
  }
  command("back-up", "record a finished DRS backup")
    .option("--failed", "it ended with an error")
    .action((o: PhoneOptions & { failed?: boolean }) => ask({ do: "back-up", success: o.failed !== true }, o.json));
  command("sso <verb> [value]", `single sign-on and its identity provider: ${ssoVerbs.join(", ")}`)
    .option("--node <name>", "on this node only")
    .option("--certificate <unit>", "set-up: tomcat or ITLRecovery")
    .action((verb: string, value: string | undefined, o: PhoneOptions & { certificate?: string }) => {
      const { node, certificate, json } = o;
      return ask({ do: "sso", verb, value, node, certificate }, json);
    });
  phones(
    "dot1x <verb> [value]",
    `802.1X at the switch, the authentication server and the phones: ${dot1xVerbs.join(", ")}`,
  ).action((verb: string, value: string | undefined, o: PhoneOptions) =>
    ask({ do: "dot1x", verb, ...(value === undefined ? {} : { value }), ...filter([], o) }, o.json),
  );
  command("begin-backup", "let a DRS backup run until back-up").action((o: PhoneOptions) =>
    ask({ do: "begin-backup" }, o.json),
  );
  command("backups [days...]", "let the history hold backups of so many days ago, and no others").action(
    (days: string[], o: PhoneOptions) => ask({ do: "backups", daysAgo: days.map(whole) }, o.json),
  );
  return lab;
}
