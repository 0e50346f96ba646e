// Where things lie on disk: the configuration, the data folder's files, the state folder of sockets.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** `--config`, else `CERTOPS_CONFIG`, else `certops.yaml` in the current folder when it is there; undefined: practice. */
export function configFile(named: string | undefined, env: Environment): string | undefined {
  const chosen = named ?? env.CERTOPS_CONFIG;
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  const usual = resolve("certops.yaml");
  return existsSync(usual) ? usual : undefined;
}

/** `CERTOPS_STATE`, else `~/.certops`: sockets, and the practice cluster's data. */
export function stateFolder(env: Environment): string {
  const named = env.CERTOPS_STATE;
  return named === undefined || named === "" ? join(homedir(), ".certops") : resolve(named);
}

/** The files of a data folder. */
export const dataFiles = (folder: string): { readonly database: string; readonly auditKey: string } => ({
  database: join(folder, "certops.db"),
  auditKey: join(folder, "audit-key.pem"),
});
