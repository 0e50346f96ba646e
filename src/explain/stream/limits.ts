// How much of a file is looked at before the rest is left alone; docs/explain.md names these.

const gigabyte = 1024 ** 3;

export interface Limits {
  /** Unpacked bytes of everything inside. */
  readonly unpacked: number;
  /** So many times the packed size; a packed file may always unpack to `least`. */
  readonly ratio: number;
  readonly least: number;
  /** Files of one archive and of those inside it. */
  readonly files: number;
  /** Archives inside archives. */
  readonly depth: number;
  /** A zip file inside another archive must stand on the disk to be read; larger ones are left out. */
  readonly spool: number;
}

/** What a person gives to the command line: whole diagnostic bundles. */
export const commandLineLimits: Limits = {
  unpacked: 64 * gigabyte,
  ratio: 200,
  least: 2 * gigabyte,
  files: 100_000,
  depth: 5,
  spool: 2 * gigabyte,
};

/** What comes through chat: the bot has other things to do. */
export const chatLimits: Limits = {
  unpacked: 4 * gigabyte,
  ratio: 200,
  least: gigabyte,
  files: 20_000,
  depth: 5,
  spool: gigabyte / 4,
};

/** Thrown to end a walk; what was found before stays. */
export class LimitReached extends Error {
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.name = "LimitReached";
    this.why = why;
  }
}

/** Counts what goes in packed and comes out unpacked. */
export class Budget {
  readonly limits: Limits;
  packed = 0;
  unpacked = 0;
  files = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  take(bytes: number): void {
    this.unpacked += bytes;
    const { unpacked, ratio, least } = this.limits;
    if (this.unpacked > unpacked) throw new LimitReached(`> ${sizeText(unpacked)}`);
    if (this.unpacked > least && this.unpacked > ratio * this.packed) {
      throw new LimitReached(`${sizeText(this.packed)} → > ${sizeText(this.unpacked)}`);
    }
  }

  file(): void {
    this.files += 1;
    if (this.files > this.limits.files) throw new LimitReached(`> ${this.limits.files} files`);
  }
}

/** `1.5 GB`; units of 1024. */
export function sizeText(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${units[unit]}`;
}
