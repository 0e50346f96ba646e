// Passwords come from the environment or from files that only their owner can read; never from the YAML.
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Phrase } from "../domain/text.ts";
import type { RawAccount, RawStore } from "./schema.ts";
import { type Account, Secret, type StoreSettings } from "./settings.ts";

export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative file names start here: the folder of certops.yaml. */
  readonly folder: string;
}

export interface SecretFault {
  readonly key: string;
  readonly problem: Phrase;
  readonly fix: Phrase;
}

/** The account with its password, or why there is none. */
export function readAccount(raw: RawAccount, source: SecretSource): Account | SecretFault {
  if ((raw.passwordEnv === undefined) === (raw.passwordFile === undefined)) {
    return { key: "user", problem: { id: "config.one-source" }, fix: { id: "config.secret.fix" } };
  }
  const found =
    raw.passwordEnv === undefined
      ? fromFile(raw.passwordFile ?? "", source.folder)
      : fromEnvironment(raw.passwordEnv, source.env);
  return typeof found === "string" ? { user: raw.user, password: new Secret(found) } : found;
}

/** Where the store is, with the database's URL, or why not. */
export function readStore(raw: RawStore, source: SecretSource): StoreSettings | SecretFault {
  const { kind, urlEnv, urlFile } = raw;
  if (kind === "embedded") {
    if (urlEnv === undefined && urlFile === undefined) return { kind };
    return { key: "kind", problem: { id: "config.store-url" }, fix: { id: "config.store-url.fix" } };
  }
  if ((urlEnv === undefined) === (urlFile === undefined)) {
    return { key: "kind", problem: { id: "config.store-source" }, fix: { id: "config.store-source.fix" } };
  }
  const key = urlEnv === undefined ? "urlFile" : "urlEnv";
  const found =
    urlEnv === undefined ? fromFile(urlFile ?? "", source.folder, key) : fromEnvironment(urlEnv, source.env, key);
  if (typeof found !== "string") return found;
  // Not quoted in the problem: it may hold the password at an odd place.
  if (!/^postgres(ql)?:\/\/[^\s]+$/.test(found) || !URL.canParse(found)) {
    return { key, problem: { id: "config.store-bad" }, fix: { id: "config.store-bad.fix" } };
  }
  return { kind, url: new Secret(found) };
}

/** A secret of `<name>Env` or `<name>File`; exactly one of them must be given. */
export function readSecret(
  from: { readonly name: string; readonly env: string | undefined; readonly file: string | undefined },
  source: SecretSource,
): Secret | SecretFault {
  const { name, env, file } = from;
  if ((env === undefined) === (file === undefined)) {
    const values = { name };
    return {
      key: `${name}Env`,
      problem: { id: "config.secret-source", values },
      fix: { id: "config.secret-source.fix", values },
    };
  }
  const found =
    env === undefined
      ? fromFile(file ?? "", source.folder, `${name}File`)
      : fromEnvironment(env, source.env, `${name}Env`);
  return typeof found === "string" ? new Secret(found) : found;
}

/**
 * The URL of a webhook. Plain http is taken for this machine alone: what is sent has to arrive as it was written.
 */
export function readWebhook(
  raw: { readonly urlEnv?: string | undefined; readonly urlFile?: string | undefined },
  source: SecretSource,
): Secret | SecretFault {
  const { urlEnv, urlFile } = raw;
  if ((urlEnv === undefined) === (urlFile === undefined)) {
    return { key: "urlEnv", problem: { id: "config.webhook-source" }, fix: { id: "config.webhook-source.fix" } };
  }
  const key = urlEnv === undefined ? "urlFile" : "urlEnv";
  const found =
    urlEnv === undefined ? fromFile(urlFile ?? "", source.folder, key) : fromEnvironment(urlEnv, source.env, key);
  if (typeof found !== "string") return found;
  const url = URL.canParse(found) ? new URL(found) : undefined;
  const local = url?.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url?.protocol !== "https:" && !local) {
    return { key, problem: { id: "config.webhook-bad" }, fix: { id: "config.webhook-bad.fix" } };
  }
  return new Secret(found);
}

/**
 * A secret that `<name>Env` or `<name>File` of `raw` names: a token, a signing secret. Undefined when neither is there; a
 * fault when both are, or when nothing is found where it points. What is found is never quoted.
 */
export function readNamed(
  raw: Readonly<Record<string, unknown>>,
  name: string,
  source: SecretSource,
): Secret | SecretFault | undefined {
  const env = raw[`${name}Env`];
  const file = raw[`${name}File`];
  if (env === undefined && file === undefined) return undefined;
  if (env !== undefined && file !== undefined) {
    const values = { name };
    return {
      key: `${name}Env`,
      problem: { id: "config.one-secret", values },
      fix: { id: "config.one-secret.fix", values },
    };
  }
  const found =
    env === undefined
      ? fromFile(String(file), source.folder, `${name}File`)
      : fromEnvironment(String(env), source.env, `${name}Env`);
  return typeof found === "string" ? new Secret(found.trim()) : found;
}

function fromEnvironment(name: string, env: SecretSource["env"], key = "passwordEnv"): string | SecretFault {
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  const values = { name };
  return { key, problem: { id: "config.env", values }, fix: { id: "config.env.fix", values } };
}

function fromFile(name: string, folder: string, key = "passwordFile"): string | SecretFault {
  const values = { name };
  const fault = (id: string): SecretFault => ({
    key,
    problem: { id, values },
    fix: { id: "config.file.fix", values },
  });
  const file = resolve(folder, name);
  try {
    const facts = statSync(file);
    if (!facts.isFile()) return fault("config.file.missing");
    // Windows has no such mode bits: there the folder's access list is what protects the file
    if (process.platform !== "win32" && (facts.mode & 0o077) !== 0) return fault("config.file.mode");
    const value = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    return value === "" ? fault("config.file.empty") : value;
  } catch {
    return fault("config.file.missing");
  }
}
