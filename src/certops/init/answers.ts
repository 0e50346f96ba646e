// What `certops init` must know, each by a flag, a question or a default. Passwords come by variable, by file, or are typed unseen.
import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { Secret } from "../../config/settings.ts";
import { say } from "../../i18n/say.ts";
import type { Writer } from "../../i18n/write.ts";
import { type Prompter, ToldError } from "./prompter.ts";

export interface InitWords {
  readonly publisher?: string;
  readonly cluster?: string;
  readonly name?: string;
  readonly monitorUser?: string;
  readonly monitorPasswordEnv?: string;
  readonly monitorPasswordFile?: string;
  readonly changeUser?: string;
  readonly changePasswordEnv?: string;
  readonly changePasswordFile?: string;
  readonly axlUser?: string;
  readonly axlPasswordEnv?: string;
  readonly axlPasswordFile?: string;
  readonly node?: readonly string[];
  readonly platform?: string;
  readonly set?: readonly string[];
  readonly person?: string;
  readonly personName?: string;
  readonly personTenant?: string;
  readonly personUser?: string;
  readonly out?: string;
  readonly yes?: boolean;
  readonly overwrite?: boolean;
}

/** The words were wrong; `say` tells which and how they are written. */
export class BadWord extends ToldError {}

export interface InitAccount {
  readonly user: string;
  readonly password: Secret;
  /** How certops.yaml names it. */
  readonly source: { readonly passwordEnv: string } | { readonly passwordFile: string };
  /** A typed password is written to `source.passwordFile`, relative to the configuration's folder. */
  readonly typed: boolean;
}

export interface Reached {
  readonly address: string;
  readonly ssh: number;
  readonly https: number;
}

const addressPattern = /^([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?)(?::(\d{1,5}))?(?::(\d{1,5}))?$/;

/** `10.0.0.10`, or with the ports of SSH and HTTPS where they are not 22 and 8443: `10.0.0.10:2222:8444`. */
export function readReached(text: string): Reached {
  const [, address, ssh, https] = addressPattern.exec(text.trim()) ?? [];
  const port = (given: string | undefined, usual: number): number => (given === undefined ? usual : Number(given));
  const reached = { address: address ?? "", ssh: port(ssh, 22), https: port(https, 8443) };
  if (address === undefined || [reached.ssh, reached.https].some((one) => one < 1 || one > 65_535)) {
    throw new BadWord(say("line.init.bad-address", { text }));
  }
  return reached;
}

/** `--node cucm-sub1=10.0.0.11:2222:8444`: a node that is reached otherwise than the cluster itself says. */
export function readOverrides(words: readonly string[] = []): ReadonlyMap<string, Reached> {
  return new Map(
    words.map((word) => {
      const at = word.indexOf("=");
      if (at < 1) throw new BadWord(say("line.init.bad-node", { text: word }));
      return [word.slice(0, at).toLowerCase(), readReached(word.slice(at + 1))];
    }),
  );
}

export type AccountKind = "monitor" | "change" | "axl";

/** Undefined: none is wanted. Only the reading account must be there. */
export async function askAccount(
  kind: AccountKind,
  words: InitWords,
  context: {
    readonly cluster: string;
    readonly folder: string;
    readonly env: NodeJS.ProcessEnv | Readonly<Record<string, string | undefined>>;
    readonly prompter: Prompter;
    readonly write: Writer["write"];
  },
): Promise<InitAccount | undefined> {
  const { cluster, folder, env, prompter, write } = context;
  const user = (
    words[`${kind}User`] ??
    (await prompter.line(write(say(`line.init.${kind}`)), `--${kind}-user`, kind === "monitor" ? undefined : "none"))
  ).trim();
  if (user === "none" && kind !== "monitor") return undefined;
  if (!/^[A-Za-z0-9._@-]{1,128}$/.test(user)) throw new BadWord(say("line.init.bad-user", { text: user }));
  const named = words[`${kind}PasswordEnv`];
  const file = words[`${kind}PasswordFile`];
  if (named !== undefined && file !== undefined) throw new BadWord(say("line.init.password.twice", { kind }));
  if (file !== undefined) {
    return { user, password: fromFile(resolve(folder, file)), source: { passwordFile: file }, typed: false };
  }
  const variable = named ?? `CERTOPS_${cluster.toUpperCase().replaceAll("-", "_")}_${kind.toUpperCase()}`;
  const value = env[variable];
  if (value !== undefined && value !== "") {
    return { user, password: new Secret(value), source: { passwordEnv: variable }, typed: false };
  }
  if (named !== undefined || !prompter.live) throw new BadWord(say("line.init.password.unset", { variable, user }));
  const typed = await prompter.secret(write(say("line.init.password", { user })), `--${kind}-password-env`);
  if (typed === "") throw new BadWord(say("line.init.password.needed"));
  return { user, password: new Secret(typed), source: { passwordFile: `secrets/${cluster}-${kind}` }, typed: true };
}

function fromFile(path: string): Secret {
  try {
    if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
      throw new BadWord(say("line.init.password.others", { path }));
    const text = readFileSync(path, "utf8").replace(/\r?\n$/, "");
    if (text !== "") return new Secret(text);
  } catch (error) {
    if (error instanceof BadWord) throw error;
  }
  throw new BadWord(say("line.init.password.unreadable", { path }));
}

export const clusterKey = (text: string): string => {
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(text)) throw new BadWord(say("line.init.bad-short-name", { text }));
  return text;
};

/** The name of this machine's user, as a person's id. */
export function localPerson(): string {
  const name = userInfo()
    .username.toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-")
    .replace(/^[^a-z]+/, "");
  return name === "" ? "admin" : name.slice(0, 32);
}

export const configPath = (words: InitWords): string => resolve(words.out ?? join(".", "certops.yaml"));
