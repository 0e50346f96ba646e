// Which TLS certificates we send passwords to: pins per endpoint, in memory or in a file.

import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { CertOpsError } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";
import { isMissing, writePrivateFile } from "./private-file.ts";

/** One TLS endpoint of a node. Pins belong to address and port; the node's name is for people. */
export interface Endpoint {
  readonly node: string;
  readonly address: string;
  readonly port: number;
}

/** `certificate`: exactly this one (lower-case hex SHA-256 of the DER). `ca`: whatever this CA signed for this node. */
export type Pin =
  | { readonly kind: "certificate"; readonly sha256: string }
  | { readonly kind: "ca"; readonly pem: string };

export interface PinMove {
  readonly endpoint: Endpoint;
  /** Fingerprints that were pinned before. */
  readonly from: readonly string[];
  readonly to: string;
}

export interface PinStore {
  pinsFor(endpoint: Endpoint): Promise<readonly Pin[]>;
  /** From now on exactly `sha256` is expected on the endpoint; CA pins stay. */
  move(endpoint: Endpoint, sha256: string): Promise<void>;
}

export const endpointKey = (endpoint: Endpoint): string => `${endpoint.address}:${endpoint.port}`;

/** For tests and the practice cluster: pins that live as long as the process. */
export function memoryPins(initial: ReadonlyMap<string, readonly Pin[]> = new Map()): PinStore {
  const pins = new Map(initial);
  return {
    pinsFor: async (endpoint) => pins.get(endpointKey(endpoint)) ?? [],
    move: async (endpoint, sha256) => {
      pins.set(endpointKey(endpoint), movedTo(pins.get(endpointKey(endpoint)) ?? [], sha256));
    },
  };
}

/**
 * Pins in a JSON file `{"version": 1, "pins": {"10.0.0.10:8443": ["<sha256>"]}}`, mode 0600, replaced atomically.
 * `configured` are the pins of the configuration (CAs as a rule): they are always added and never written.
 * Throws `config-invalid` when the file is there and is not of this shape.
 */
export function filePins(file: string, configured: (endpoint: Endpoint) => readonly Pin[] = () => []): PinStore {
  let queue: Promise<unknown> = Promise.resolve();
  const stored = async (): Promise<Map<string, readonly string[]>> => readPinFile(file);
  return {
    pinsFor: async (endpoint) => [
      ...configured(endpoint),
      ...((await stored()).get(endpointKey(endpoint)) ?? []).map((sha256): Pin => ({ kind: "certificate", sha256 })),
    ],
    move: (endpoint, sha256) => {
      // Read, change and write as one step: two nodes may move at once.
      const mine = queue.then(async () => {
        const pins = await stored();
        pins.set(endpointKey(endpoint), [sha256]);
        const content = { version: 1, pins: Object.fromEntries([...pins].sort(([a], [b]) => (a < b ? -1 : 1))) };
        await writePrivateFile(file, `${JSON.stringify(content, undefined, 2)}\n`);
      });
      queue = mine.catch(() => undefined);
      return mine;
    },
  };
}

const movedTo = (pins: readonly Pin[], sha256: string): readonly Pin[] => [
  ...pins.filter((pin) => pin.kind === "ca"),
  { kind: "certificate", sha256 },
];

async function readPinFile(file: string): Promise<Map<string, readonly string[]>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return new Map();
    throw pinFileInvalid(file, error);
  }
  try {
    return pinsIn(JSON.parse(text));
  } catch (error) {
    throw pinFileInvalid(file, error);
  }
}

function pinsIn(content: unknown): Map<string, readonly string[]> {
  if (typeof content !== "object" || content === null || !("pins" in content)) throw new Error("no member `pins`");
  const { pins } = content;
  if (typeof pins !== "object" || pins === null) throw new Error("`pins` is no object");
  const found = new Map<string, readonly string[]>();
  for (const [key, list] of Object.entries(pins)) {
    const good = Array.isArray(list) && list.every((one) => typeof one === "string" && /^[0-9a-f]{64}$/.test(one));
    if (!good) throw new Error(`the pins of ${key} are no list of SHA-256 fingerprints`);
    found.set(key, list);
  }
  return found;
}

const pinFileInvalid = (file: string, cause: unknown): CertOpsError =>
  new CertOpsError({
    code: "config-invalid",
    message: `${file} cannot be read as a pin file: ${cause instanceof Error ? cause.message : String(cause)}`,
    say: say("https.pin-file", { file }),
    next: say("https.pin-file.next", { file }),
    retry: "never",
    cause,
  });

/** The fingerprint that pins and people use: lower-case hex SHA-256 of the DER. */
export const fingerprintOf = (der: Uint8Array): string =>
  new X509Certificate(der).fingerprint256.replaceAll(":", "").toLowerCase();
