// Asks a node's Trust Verification Service whether it vouches for a certificate, as a phone would.

import { randomInt } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { ClusterNode } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import { deadline, within } from "../../kernel/deadline.ts";
import { sha256 } from "../../kernel/ids.ts";
import { Mutex } from "../../kernel/mutex.ts";
import { abortError, notUnderstood, unreachable } from "../../transport/https-errors.ts";
import type { Endpoint } from "../../transport/https-pins.ts";
import { openTls } from "../../transport/tls-open.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { evidenceOf } from "../evidence.ts";
import type { CallOptions, Observed, TvsAnswer, TvsClient } from "../ports.ts";
import { frameLength, readReply, TvsFrameFault, type TvsReply, tvsCommand, verifyRequest } from "./frame.ts";

export interface TvsClientDeps {
  readonly clock: Clock;
  /** For one question, waiting for an earlier one on the same node not included; 10 s when not given. */
  readonly deadlineMs?: number;
  /** Model and name that the service writes to its trace. No phone has this address. */
  readonly device?: string;
}

/** One question at a time per node: a service that serves thousands of phones is never crowded by us. */
export function createTvsClient(deps: TvsClientDeps): TvsClient {
  const turns = new Map<string, Mutex>();
  return {
    vouchesFor: (node, certificate, options = {}) => {
      const key = `${node.address}:${node.ports.tvs}`;
      const turn = turns.get(key) ?? new Mutex();
      turns.set(key, turn);
      const answer = turn.run(() => ask(deps, node, certificate, options));
      const { signal } = options;
      // Whoever gives up while waiting for a turn is not kept waiting; the turn then ends at once by itself.
      return signal === undefined
        ? answer
        : within(answer, signal).catch((error: unknown) => gaveUp(node, signal, error));
    },
  };
}

function gaveUp(node: ClusterNode, signal: AbortSignal, error: unknown): never {
  const endpoint = { node: node.name, address: node.address, port: node.ports.tvs };
  throw abortError(endpoint, "TVS", 0, signal, error) ?? error;
}

async function ask(
  deps: TvsClientDeps,
  node: ClusterNode,
  certificate: Uint8Array,
  options: CallOptions,
): Promise<Observed<TvsAnswer>> {
  const endpoint: Endpoint = { node: node.name, address: node.address, port: node.ports.tvs };
  const deadlineMs = deps.deadlineMs ?? 10_000;
  const signal = deadline(deadlineMs, options.signal);
  const session = randomInt(1, 0xffff_ffff);
  try {
    const { socket, chain } = await within(openTls({ endpoint, signal }), signal);
    try {
      const leaf = chain[0];
      if (leaf === undefined) throw notUnderstood(endpoint, "no certificate was presented");
      const request = verifyRequest(session, deps.device ?? "CP-8861-SEP000000000000", certificate);
      const frame = await within(oneAnswer(socket, request, endpoint), signal);
      const reply = readReply(frame);
      if (reply.command !== tvsCommand.verified || reply.session !== session) {
        throw new TvsFrameFault(`command ${reply.command}, session ${reply.session} for ${session}`);
      }
      return answerOf(deps, endpoint, node, certificate, { leaf, frame, reply });
    } finally {
      socket.destroy();
    }
  } catch (error) {
    const known = abortError(endpoint, "TVS", deadlineMs, options.signal, error);
    if (known !== undefined) throw known;
    if (error instanceof TvsFrameFault) throw notUnderstood(endpoint, `no TVS answer: ${error.message}`, error);
    throw unreachable(endpoint, error);
  }
}

/** Writes the request and gathers exactly one frame, however TCP cut it. */
function oneAnswer(socket: TLSSocket, request: Uint8Array, endpoint: Endpoint): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let gathered: Buffer = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      // A frame is at most 65,545 bytes, so what is kept is bounded by that and one chunk.
      gathered = Buffer.concat([gathered, chunk]);
      try {
        const length = frameLength(gathered);
        if (length !== undefined && gathered.length >= length) resolve(gathered.subarray(0, length));
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    });
    socket.once("error", reject);
    socket.once("close", () =>
      reject(gathered.length === 0 ? unreachable(endpoint, undefined) : new TvsFrameFault("cut off")),
    );
    socket.write(request);
  });
}

function answerOf(
  deps: TvsClientDeps,
  endpoint: Endpoint,
  node: ClusterNode,
  certificate: Uint8Array,
  got: { readonly leaf: Uint8Array; readonly frame: Buffer; readonly reply: TvsReply },
): Observed<TvsAnswer> {
  const { reply } = got;
  // Any other status is not in the sources: saying "does not vouch" would be a guess.
  if (reply.status > 1) throw unknownStatus(endpoint, reply.status);
  const served = readCertificate(got.leaf);
  return {
    value: { vouches: reply.status === 0, roles: reply.roles, served },
    evidence: evidenceOf(deps.clock, {
      system: "TVS",
      node: node.name,
      source: `${endpoint.address}:${endpoint.port} verify ${sha256(certificate).slice(0, 16)}…`,
      lines: [
        `status ${reply.status}, roles ${reply.roles.join(" ") || "none"}`,
        got.frame.subarray(0, 32).toString("hex"),
        `served by ${served.subject} serial ${served.serial}`,
      ],
      whole: got.frame,
    }),
  };
}

const unknownStatus = (endpoint: Endpoint, status: number): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `the TVS of ${endpoint.node} answered with status ${status}`,
    say: say("tvs.unknown-status", { node: endpoint.node, status }),
    next: say("tvs.unknown-status.next", { node: endpoint.node }),
    retry: "later",
  });
