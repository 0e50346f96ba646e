// Base64 that comes in pieces: four characters at a time, whitespace anywhere.

/** Decodes what is complete so far; the rest waits for the next piece. */
export class Base64Pieces {
  #rest = "";

  /** Undefined when there is something else than base64 in it. */
  write(text: string): Buffer | undefined {
    if (!/^[A-Za-z0-9+/=\s]*$/.test(text)) return undefined;
    const whole = this.#rest + text.replace(/\s+/g, "");
    const usable = whole.length - (whole.length % 4);
    this.#rest = whole.slice(usable);
    return Buffer.from(whole.slice(0, usable), "base64");
  }

  /** What is left when the padding was left out. */
  end(): Buffer {
    const rest = this.#rest;
    this.#rest = "";
    return Buffer.from(rest, "base64");
  }
}
