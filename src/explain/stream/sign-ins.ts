// Reads the SSO logs among what passes by: the last login of each folder, and for which certificate it was encrypted.
import type { PastedLogin } from "../../domain/pasted.ts";
import type { TextEncoding } from "../../signatures/decode.ts";
import { SsoLogReader } from "../../signatures/sso-log.ts";
import { loginOf, type SamlSerial } from "../log-facts.ts";

/** What Tomcat’s log of single sign-on says on every page of it, and no other log does. */
const marks =
  /\bcpi\.sso\.|authentication\.SAMLAuthenticator|SAML Response is ::|SPACSUtils\.getResponse|saml2?\.common\./;

/** True for the beginning of an SSO log. */
export const looksLikeSsoLog = (head: Uint8Array, encoding: TextEncoding): boolean =>
  marks.test(new TextDecoder(encoding).decode(head));

type Entries = SsoLogReader<{ readonly serial: string | undefined }>;
interface Reading {
  readonly folder: string;
  readonly decoder: { decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string };
  readonly entries: Entries;
}

export class SignIns {
  readonly #samlSerial: SamlSerial | undefined;
  /** By folder: a bundle has one for each node, and a login on one node says nothing about another. */
  readonly #last = new Map<string, PastedLogin>();
  #reading: Reading | undefined;

  constructor(samlSerial: SamlSerial | undefined) {
    this.#samlSerial = samlSerial;
  }

  /** What follows belongs to this file; other files than SSO logs cost a look at their beginning. */
  begin(file: string | undefined, encoding: TextEncoding, head: Uint8Array): void {
    this.endOfFile();
    if (!looksLikeSsoLog(head, encoding)) return;
    const path = file ?? "";
    this.#reading = {
      folder: path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("!")) + 1),
      decoder: new TextDecoder(encoding),
      entries: new SsoLogReader((xml) => ({ serial: this.#samlSerial?.(xml) })),
    };
  }

  write(chunk: Uint8Array): void {
    this.#reading?.entries.write(this.#reading.decoder.decode(chunk, { stream: true }));
  }

  endOfFile(): void {
    if (this.#reading === undefined) return;
    const { folder, entries } = this.#reading;
    this.#reading = undefined;
    const login = loginOf(entries.end());
    const known = this.#last.get(folder);
    // The files of a folder come in any order; printed times of one node compare as text.
    if (login !== undefined && (known === undefined || login.at >= known.at)) this.#last.set(folder, login);
  }

  /** The newest that failed, else the newest. */
  get login(): PastedLogin | undefined {
    this.endOfFile();
    const all = [...this.#last.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
    return all.find(({ outcome }) => outcome !== "sso.signed-in") ?? all[0];
  }
}
