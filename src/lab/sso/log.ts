// The SSO log of one node (`tomcat/logs/ssosp/log4j`): lines below the trace level are not written.
import { type SamlTraceLevel, samlTraceLevels } from "../../domain/plan.ts";

const folder = "/var/log/active/tomcat/logs/ssosp/log4j";
const mostFiles = 10;

interface LogFile {
  readonly name: string;
  text: string;
  /** Lab clock milliseconds of the last line. */
  changed: number;
}

export interface ListedLog {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly changed: number;
}

/** `2026-01-10 06:06:31,274`; the lab's nodes keep UTC. */
const stamp = (at: number): string => new Date(at).toISOString().replace("T", " ").replace(".", ",").slice(0, 23);

export class SsoLog {
  /** Characters after which the next file begins; a real one is a megabyte. */
  fileSize = 1_000_000;
  readonly #files: LogFile[] = [];
  #thread = 60;

  /** `lines`: whatever follows the first line as it is (a stack trace). */
  write(
    at: number,
    level: SamlTraceLevel,
    threshold: SamlTraceLevel,
    what: string,
    lines: readonly string[] = [],
  ): void {
    if (samlTraceLevels.indexOf(level) < samlTraceLevels.indexOf(threshold)) return;
    this.#thread = (this.#thread + 1) % 200;
    const head = `${stamp(at)} ${level.toUpperCase().padEnd(5)} [http-nio-81-exec-${this.#thread}]  ${what}`;
    let file = this.#files.at(-1);
    if (file === undefined || file.text.length > this.fileSize) {
      const number = Number(file?.name.slice(5, 10) ?? "0") + 1;
      file = { name: `ssosp${String(number).padStart(5, "0")}.log`, text: "", changed: at };
      this.#files.push(file);
      if (this.#files.length > mostFiles) this.#files.shift();
    }
    file.text += `${[head, ...lines].join("\n")}\n`;
    file.changed = at;
  }

  list(): readonly ListedLog[] {
    return this.#files.map(({ name, text, changed }) => ({
      name,
      path: `${folder}/${name}`,
      size: text.length,
      changed,
    }));
  }

  read(path: string): string | undefined {
    return this.#files.find(({ name }) => `${folder}/${name}` === path)?.text;
  }
}
