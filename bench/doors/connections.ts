// Kept HTTP connections that cost whoever loads next to nothing. Node's own client uses more processor time for a request than a
// door does for its acknowledgement: with it the one who measures would be what is measured.
import { connect, type Socket } from "node:net";

export interface Asked {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  /** False: the server ends the connection after this one. */
  readonly kept: boolean;
}

/**
 * The answer once all of it is there, undefined while some of it is still to come. `text`: what came since the request was sent,
 * a character for each byte. Throws RangeError when that is no single answer of HTTP/1.1.
 */
export function readAnswer(text: string): Answer | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const [, status] = /^HTTP\/1\.1 (\d{3})[ \r]/.exec(text) ?? [];
  if (status === undefined) throw new RangeError("not an answer of HTTP/1.1");
  const headers = text.slice(0, head + 2).toLowerCase();
  const answer = { status: Number(status), kept: !headers.includes("\r\nconnection: close\r\n") };
  const length = headers.includes("\r\ntransfer-encoding: chunked\r\n")
    ? chunksEnd(text, head + 4)
    : head + 4 + Number(/\r\ncontent-length: (\d+)\r\n/.exec(headers)?.[1] ?? 0);
  if (length === undefined || text.length < length) return undefined;
  if (text.length > length) throw new RangeError("more than one answer");
  return answer;
}

/** Where the last chunk ends (RFC 9112, 7.1; no trailers); undefined while it is still to come. */
function chunksEnd(text: string, from: number): number | undefined {
  for (let at = from; ; ) {
    const line = text.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    if (!(size >= 0)) throw new RangeError("not a chunk");
    at = line + 2 + size + 2;
    if (size === 0) return at;
  }
}

interface Waiting {
  readonly bytes: string;
  /** How often it may still be asked again. */
  again: number;
  readonly resolve: (status: number) => void;
  readonly reject: (error: Error) => void;
}

const mostAgain = 3;

const ended = (): Error => new Error("the connection ended before the answer did");

export class Connections {
  readonly #port: number;
  readonly #most: number;
  readonly #open = new Set<Socket>();
  readonly #idle: ((asked: Waiting) => void)[] = [];
  readonly #waiting: Waiting[] = [];
  #closed = false;

  /** To this machine; never more than `most` at once. */
  constructor(port: number, most: number) {
    this.#port = port;
    this.#most = most;
  }

  /** The answer's status, when all of it has come. Waits while all connections are taken. */
  ask({ method, path, headers, body = "" }: Asked): Promise<number> {
    let bytes = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${this.#port}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    for (const name in headers) bytes += `${name}: ${headers[name]}\r\n`;
    bytes += `\r\n${body}`;
    return new Promise((resolve, reject) => this.#give({ bytes, again: mostAgain, resolve, reject }));
  }

  /** Cuts what is under way; whoever waits is told. */
  close(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(ended());
    for (const socket of this.#open) socket.destroy();
  }

  #give(asked: Waiting): void {
    const idle = this.#idle.pop();
    if (idle !== undefined) idle(asked);
    else if (this.#open.size < this.#most) this.#connect(asked);
    else this.#waiting.push(asked);
  }

  #connect(first: Waiting): void {
    const socket = connect({ host: "127.0.0.1", port: this.#port, noDelay: true });
    socket.setEncoding("latin1");
    this.#open.add(socket);
    let asked: Waiting | undefined;
    let text = "";
    let used = false;
    const send = (next: Waiting): void => {
      asked = next;
      socket.write(next.bytes);
    };
    const fail = (error: Error): void => {
      const left = asked;
      asked = undefined;
      socket.destroy();
      left?.reject(error);
    };
    socket.on("data", (part: string) => {
      // Nothing was asked: whatever the server says now ends the connection.
      if (asked === undefined) return void socket.destroy();
      text += part;
      let answer: Answer | undefined;
      try {
        answer = readAnswer(text);
      } catch (error) {
        return fail(error instanceof Error ? error : new RangeError(String(error)));
      }
      if (answer === undefined) return;
      const { resolve } = asked;
      asked = undefined;
      text = "";
      used = true;
      if (answer.kept) {
        const next = this.#waiting.shift();
        if (next === undefined) this.#idle.push(send);
        else send(next);
      } else socket.destroy();
      resolve(answer.status);
    });
    let trouble: Error | undefined;
    socket.on("error", (error) => {
      trouble = error;
    });
    socket.on("end", () => socket.destroy());
    socket.on("close", () => {
      this.#open.delete(socket);
      const at = this.#idle.indexOf(send);
      if (at >= 0) this.#idle.splice(at, 1);
      const left = asked;
      asked = undefined;
      // Node ends a connection that was kept for 5 s without a question, even when the next one has just arrived unread: then it is
      // reset. Asked again, as platforms do.
      if (left !== undefined && used && text === "" && left.again > 0 && !this.#closed) {
        left.again -= 1;
        this.#give(left);
      } else left?.reject(trouble ?? ended());
      const next = this.#waiting.shift();
      if (next !== undefined) this.#give(next);
    });
    send(first);
  }
}
