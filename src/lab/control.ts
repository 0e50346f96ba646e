// How an administrator's hands reach a running practice cluster from another process: JSON lines on a local socket.
import { createHash } from "node:crypto";
import { mkdir, unlink } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { performLabRequest } from "./control-requests.ts";
import type { LabClusterView } from "./model.ts";
import { isRefusalId, LabRefusal } from "./refusal.ts";
import { plain } from "./words.ts";

/** `CERTOPS_STATE`, else `~/.certops`. */
export const stateFolder = (): string => process.env.CERTOPS_STATE ?? join(homedir(), ".certops");

/** The socket of a state folder; on Windows a named pipe. Socket paths are at most 103 characters on macOS. */
export function controlPath(folder = stateFolder()): string {
  const mark = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\certops-lab-${mark}`;
  const path = join(folder, "lab.sock");
  if (Buffer.byteLength(path) > 103) throw new LabRefusal("lab.no.path-long", { path });
  return path;
}

const longestLine = 64 * 1024;

export interface ControlServer {
  readonly path: string;
  close(): Promise<void>;
}

/** Everything one connection may do: a request a line, an answer a line, in order. */
async function converse(socket: Socket, cluster: LabClusterView, extra: () => object): Promise<void> {
  let unread = 0;
  socket.on("data", (bytes: Buffer) => {
    const end = bytes.lastIndexOf(10);
    unread = end === -1 ? unread + bytes.length : bytes.length - end - 1;
    if (unread > longestLine) socket.destroy();
  });
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    socket.write(`${JSON.stringify(await answerTo(line, cluster, extra))}\n`);
  }
}

async function answerTo(line: string, cluster: LabClusterView, extra: () => object): Promise<object> {
  try {
    const request: unknown = JSON.parse(line);
    const result = await performLabRequest(cluster, request);
    const isStatus = typeof request === "object" && request !== null && "do" in request && request.do === "status";
    return { ok: true, result: isStatus ? { ...result, ...extra() } : result };
  } catch (error) {
    if (error instanceof LabRefusal) return refused(error);
    if (error instanceof SyntaxError) return refused(new LabRefusal("lab.no.not-json"));
    throw error;
  }
}

/** `error` in English, for scripts; `say` for whoever writes it in the reader's language. */
const refused = ({ message, say }: LabRefusal): object => ({ ok: false, error: message, say });

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });

export interface ControlOptions {
  readonly cluster: LabClusterView;
  readonly folder?: string;
  /** Added to the answer of `status`; default: where the lab listens. */
  readonly extra?: () => object;
}

/** Opens the socket (mode 0600 in a folder of mode 0700). Throws LabRefusal when another lab already answers there. */
export async function serveControl(options: ControlOptions): Promise<ControlServer> {
  const folder = options.folder ?? stateFolder();
  const extra = options.extra ?? (() => ({ listening: options.cluster.clusterNodes() }));
  const path = controlPath(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (await answers(path)) throw new LabRefusal("lab.no.second", { path });
  // a socket file that nobody answers on is left over from a process that was killed
  if (process.platform !== "win32") await unlink(path).catch(() => undefined);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    converse(socket, options.cluster, extra).catch((error: unknown) => {
      process.emitWarning(error instanceof Error ? error : String(error));
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    // the socket is made within this call: it must never be there with wider rights, not even for a moment
    const before = process.umask(0o177);
    server.listen(path, resolve);
    process.umask(before);
  });
  return {
    path,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * Sends one request to the lab that runs in this state folder and returns its answer. Throws LabRefusal with the lab's own
 * sentence, or when no lab runs.
 */
export async function askLab(request: object, folder = stateFolder()): Promise<Readonly<Record<string, unknown>>> {
  const path = controlPath(folder);
  const socket = connect(path);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
  } catch {
    throw new LabRefusal("lab.no.none-runs");
  }
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    for await (const line of createInterface({ input: socket })) return resultIn(line);
    throw new LabRefusal("lab.no.ended");
  } finally {
    socket.destroy();
  }
}

function resultIn(line: string): Readonly<Record<string, unknown>> {
  const answer: unknown = JSON.parse(line);
  if (typeof answer === "object" && answer !== null) {
    if ("error" in answer && typeof answer.error === "string")
      throw refusalOf(answer.error, "say" in answer ? answer.say : undefined);
    if ("result" in answer && typeof answer.result === "object" && answer.result !== null) return { ...answer.result };
  }
  throw new LabRefusal("lab.no.nonsense");
}

/** A lab of another version may say what this one does not know: then its English sentence stands. */
function refusalOf(error: string, say: unknown): LabRefusal {
  if (typeof say !== "object" || say === null || !("id" in say)) return LabRefusal.printed(error);
  const { id } = say;
  if (typeof id !== "string" || !isRefusalId(id)) return LabRefusal.printed(error);
  const values = "values" in say && typeof say.values === "object" && say.values !== null ? say.values : {};
  return new LabRefusal(id, plain(values));
}
