// `certops explain <file | ->`: what a file or a pasted text is and what it means. Needs no bot and no configuration.
import { explainCard } from "../../cards/explain-card.ts";
import { textCard } from "../../cards/render/text.ts";
import { samlSerial } from "../app/saml-serial.ts";
import type { Explanation } from "../domain/explanation.ts";
import { explainFile, explainStream, type SourceOptions } from "../explain/source.ts";
import { written } from "../explain/written.ts";
import type { MessageId } from "../i18n/catalogue.ts";
import { writerFor } from "../i18n/write.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { hiddenLine } from "./password.ts";

export interface ExplainOptions {
  readonly json?: boolean;
}

/** Three tries, as everywhere. */
const tries = 3;

/** `input`: what `-` reads; a terminal that `input` is asked for the password of a PKCS#12 file. */
export async function explain(
  file: string,
  options: ExplainOptions,
  io: Io,
  input: NodeJS.ReadStream = process.stdin,
): Promise<ExitCode> {
  const writer = writerFor(localeOf(io), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const read = (more: Partial<SourceOptions> = {}): Promise<Explanation> => {
    const given = { now: Date.now(), samlSerial, ...more };
    return file === "-" ? explainStream(input, given) : explainFile(file, given);
  };
  let explained: Explanation;
  try {
    const password = io.env.CERTOPS_P12_PASSWORD;
    explained = await read(password === undefined ? {} : { password });
    // From a prompt or the environment only: a flag would stand in the shell's history and in the list of processes.
    for (let left = tries; left > 0 && locked(explained) && file !== "-" && input.isTTY; left -= 1) {
      const [first] = explained.findings;
      if (first !== undefined) io.err(writer.write(first.means));
      const typed = await hiddenLine(`${writer.write({ id: "command.explain.password.label" })}: `, input, io);
      if (typed === undefined) break;
      explained = await read({ password: typed });
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code !== "string" || !/^E[A-Z]{3,12}$/.test(code)) throw error;
    const id = reasons.get(code);
    io.err(`${file}: ${id === undefined ? code : writer.write({ id })}`);
    return exitCodes.usage;
  }
  if (options.json === true) io.out(JSON.stringify(written(explained, writer)));
  else {
    const name = file === "-" ? {} : { name: file.split(/[\\/]/).at(-1) ?? file };
    io.out(textCard(explainCard(explained, name), { writer, width: io.width, colour: io.live, full: true }));
  }
  return exitCodes.done;
}

const locked = ({ facts }: Explanation): boolean =>
  facts.reason === "password-needed" || facts.reason === "wrong-password";

const reasons: ReadonlyMap<string, MessageId> = new Map([
  ["ENOENT", "line.explain.enoent"],
  ["EACCES", "line.explain.eacces"],
  ["EISDIR", "line.explain.eisdir"],
]);
