// `certops case verify | key`: is a case file still what the bot wrote, and which bot was it?
import { existsSync, readFileSync, statSync } from "node:fs";
import { loadOrCreateKey } from "../audit/key.ts";
import { fingerprintOf, verifyCase } from "../cases/manifest.ts";
import { mostBytes, NotACase } from "../cases/zip.ts";
import { dataFiles } from "../config/files.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { findSettings } from "./settings.ts";

const changed = (what: string) => say("line.case.changed", { what });

/** Exit code `found` when anything does not fit, or when `key` is another than the signer's. */
export async function caseVerify(
  file: string,
  options: { readonly json?: boolean; readonly key?: string },
  io: Io,
): Promise<ExitCode> {
  const { write } = writerFor(localeOf(io));
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > mostBytes) throw new NotACase("case.not.size");
    bytes = readFileSync(file);
    const verdict = await verifyCase(bytes);
    const wanted = options.key?.toLowerCase().replaceAll(/[^0-9a-f]/g, "");
    const stranger = wanted !== undefined && (wanted.length < 16 || verdict.signer?.startsWith(wanted) !== true);
    const ok = verdict.ok && !stranger;
    if (options.json === true) io.out(JSON.stringify({ ...verdict, ok, ...(stranger ? { signerDiffers: true } : {}) }));
    else {
      for (const { file: name, fault } of verdict.faults)
        io.out(write(changed(`${name} ${write({ id: `line.case.fault.${fault}` })}`)));
      if (stranger) io.out(write(changed(write(say("line.case.stranger", { signer: verdict.signer ?? "?" })))));
      if (ok) {
        const { files, about = "?", madeAt: at = "?" } = verdict;
        io.out(write(say("line.case.intact", { files, about, at })));
      }
      if (verdict.signer !== undefined) io.out(write(say("line.case.signer", { signer: verdict.signer })));
      if (ok && wanted === undefined) {
        io.out(write(say("line.case.anybody")));
      }
    }
    return ok ? exitCodes.done : exitCodes.found;
  } catch (error) {
    const why = error instanceof NotACase ? error.say : say("line.case.unreadable");
    io.err(write(say("line.case.none", { file, why })));
    return exitCodes.usage;
  }
}

/** Prints the fingerprint of the data folder's key; makes none. */
export function caseKey(options: { readonly config?: string }, io: Io): ExitCode {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { auditKey } = dataFiles(found.settings.dataFolder);
  if (!existsSync(auditKey)) {
    io.err(writerFor(localeOf(io)).write(say("line.case.no-key", { file: auditKey })));
    return exitCodes.failed;
  }
  io.out(fingerprintOf(loadOrCreateKey(auditKey).publicKey));
  return exitCodes.done;
}
