// A door's server in a process of its own: started by the bench, told to stop, says its port and its memory.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export interface DoorServer {
  readonly port: number;
  /** The server's memory after a collection, bytes: of the process, and of JavaScript's values alone. */
  memory(): Promise<{ readonly resident: number; readonly heap: number }>;
  /** Processor time that the server has used so far, microseconds. */
  cpu(): Promise<number>;
  /** Sends an order that the server's script knows; resolves with its answer. */
  order(what: string): Promise<unknown>;
  /** Ends it, whatever it is doing; what it was asked for is rejected. */
  kill(): void;
  close(): Promise<void>;
}

/** What does not stop when it is told to is ended. */
const stopMs = 20_000;

interface Word {
  readonly kind: string;
  readonly value?: unknown;
}

/** `script` calls `serveDoor` (below) once it listens. */
export async function startDoor(script: URL, options: object = {}): Promise<DoorServer> {
  const child: ChildProcess = fork(script, [JSON.stringify(options)], {
    execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
  });
  const gone = new AbortController();
  child.once("exit", (code, signal) => {
    gone.abort(new Error(`${script.pathname.split("/").at(-1)} ended: ${signal ?? code}`));
  });
  /** Rejects when the process has ended. */
  const word = async (kind: string): Promise<unknown> => {
    try {
      for (;;) {
        const [said] = (await once(child, "message", { signal: gone.signal })) as [Word];
        if (said.kind === kind) return said.value;
      }
    } catch (error) {
      throw gone.signal.aborted ? gone.signal.reason : error;
    }
  };
  const asked = async (kind: string): Promise<unknown> => {
    const answer = word(kind);
    if (child.connected) child.send({ kind });
    return await answer;
  };
  const port = Number(await word("ready"));
  return {
    port,
    memory: async () => (await asked("memory")) as { resident: number; heap: number },
    cpu: async () => Number(await asked("cpu")),
    order: asked,
    kill: () => void child.kill("SIGKILL"),
    close: async () => {
      if (gone.signal.aborted) return;
      const ended = once(gone.signal, "abort");
      const late = setTimeout(() => child.kill("SIGKILL"), stopMs);
      if (child.connected) child.send({ kind: "stop" });
      await ended;
      clearTimeout(late);
    },
  };
}

/** In the child: says that it listens and answers orders; `orders` by name. */
export function serveDoor(
  port: number,
  close: () => Promise<void>,
  orders: Readonly<Record<string, () => unknown>> = {},
): void {
  const tell = (kind: string, value?: unknown): void => {
    if (process.connected) process.send?.({ kind, value });
  };
  // The bench has ended, one way or another: nobody will ever say stop.
  process.on("disconnect", () => process.exit(1));
  process.on("message", (said: Word) => {
    if (said.kind === "stop") void close().finally(() => process.exit(0));
    else if (said.kind === "memory") {
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      tell("memory", { resident: rss, heap: heapUsed });
    } else if (said.kind === "cpu") {
      const { user, system } = process.cpuUsage();
      tell("cpu", user + system);
    } else void Promise.resolve(orders[said.kind]?.()).then((value) => tell(said.kind, value));
  });
  tell("ready", port);
}
