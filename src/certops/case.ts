// `certops case verify | key`: is a case file still what the bot wrote, and which bot was it?
import { existsSync, readFileSync, statSync } from "node:fs";
import { loadOrCreateKey } from "../audit/key.ts";
import { fingerprintOf, verifyCase } from "../cases/manifest.ts";
import { mostBytes, NotACase } from "../cases/zip.ts";
import { dataFiles } from "../config/files.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { findSettings } from "./settings.ts";

const faults: Readonly<Record<string, string>> = {
  changed: "was changed",
  missing: "was taken away",
  added: "was added",
  "manifest-missing": "is not there: nothing says what the bot wrote",
  "manifest-broken": "cannot be read",
  "signature-invalid": "is not signed by the key it names: it was changed, or made by somebody else",
};

/** Exit code `found` when anything does not fit, or when `key` is another than the signer's. */
export async function caseVerify(
  file: string,
  options: { readonly json?: boolean; readonly key?: string },
  io: Io,
): Promise<ExitCode> {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > mostBytes) throw new NotACase("it is larger than any case file");
    bytes = readFileSync(file);
    const verdict = await verifyCase(bytes);
    const wanted = options.key?.toLowerCase().replaceAll(/[^0-9a-f]/g, "");
    const stranger = wanted !== undefined && (wanted.length < 16 || verdict.signer?.startsWith(wanted) !== true);
    const ok = verdict.ok && !stranger;
    if (options.json === true) io.out(JSON.stringify({ ...verdict, ok, ...(stranger ? { signerDiffers: true } : {}) }));
    else {
      for (const { file: name, fault } of verdict.faults) io.out(`CHANGED  ${name} ${faults[fault] ?? fault}`);
      if (stranger) io.out(`CHANGED  the signer is ${verdict.signer ?? "unknown"}, not the one that was named`);
      if (ok) io.out(`intact: ${verdict.files} files about ${verdict.about ?? "?"}, made ${verdict.madeAt ?? "?"}`);
      if (verdict.signer !== undefined) io.out(`signer: ${verdict.signer}`);
      if (ok && wanted === undefined) {
        io.out(
          "Anybody could have made and signed it: compare the signer with `certops case key` of your bot, or give --key.",
        );
      }
    }
    return ok ? exitCodes.done : exitCodes.found;
  } catch (error) {
    const why = error instanceof NotACase ? error.message : "it cannot be read";
    io.err(`${file} is no case file: ${why}. Give the zip that CertOps posted, as it was downloaded.`);
    return exitCodes.usage;
  }
}

/** Prints the fingerprint of the data folder's key; makes none. */
export function caseKey(options: { readonly config?: string }, io: Io): ExitCode {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { auditKey } = dataFiles(found.settings.dataFolder);
  if (!existsSync(auditKey)) {
    io.err(
      `There is no key yet: ${auditKey} is made when the bot first starts. The practice cluster’s bot has a new one each time.`,
    );
    return exitCodes.failed;
  }
  io.out(fingerprintOf(loadOrCreateKey(auditKey).publicKey));
  return exitCodes.done;
}
