// A peer's trusted CA list with rules of its own: what an upload does to what was there is a switch, because no document says.
import { createHash, X509Certificate } from "node:crypto";
import { LabRefusal } from "../refusal.ts";

const shape = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const most = 500;

export interface Held {
  readonly pem: string;
  readonly subject: string;
  readonly sha256: string;
}

export class TrustList {
  #held: readonly Held[] = [];
  /** What a REST upload does to the list. */
  uploads: "append" | "replace" = "append";

  get held(): readonly Held[] {
    return this.#held;
  }

  get pem(): string {
    return this.#held.map((one) => one.pem).join("");
  }

  /**
   * Takes every certificate of the text. Of two with one name the later one stays (CSCwa12905: two of one name cannot both sit there).
   * Throws LabRefusal for a text without one.
   */
  upload(text: string): number {
    const given = read(text);
    if (given.length === 0) throw LabRefusal.printed("Invalid certificate file: no certificates found");
    if (given.length > most) throw LabRefusal.printed("Invalid certificate file: too many certificates");
    const before = this.uploads === "append" ? this.#held : [];
    const bySubject = new Map<string, Held>();
    for (const one of [...before, ...given]) {
      bySubject.delete(one.subject);
      bySubject.set(one.subject, one);
    }
    this.#held = [...bySubject.values()];
    return given.length;
  }

  /** Everything that is called like one of these certificates. Returns how many went. */
  removeNamed(pem: string): number {
    const names = new Set(read(pem).map(({ subject }) => subject));
    const before = this.#held.length;
    this.#held = this.#held.filter(({ subject }) => !names.has(subject));
    return before - this.#held.length;
  }

  /** An administrator ticks certificates whose name contains the text and presses Delete. Returns how many went. */
  remove(name: string): number {
    const kept = this.#held.filter((one) => !one.subject.toLowerCase().includes(name.toLowerCase()));
    const gone = this.#held.length - kept.length;
    this.#held = kept;
    return gone;
  }
}

function read(text: string): Held[] {
  return [...text.matchAll(shape)].flatMap(([pem]): Held[] => {
    try {
      const { subject, raw } = new X509Certificate(pem);
      return [{ pem: `${pem.trim()}\n`, subject, sha256: createHash("sha256").update(raw).digest("hex") }];
    } catch {
      throw LabRefusal.printed("Invalid certificate file: a certificate cannot be read");
    }
  });
}
