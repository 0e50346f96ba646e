// The fake's unofficial half: catalogue, device registrations and the socket, as Cisco's own open client meets them
// (github.com/webex/webex-js-sdk: internal-plugin-device, internal-plugin-mercury). Keeps frames until they are acknowledged.
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";

interface FakeDevice {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly webSocketUrl: string;
  readonly kept: Map<string, string>;
  socket: WebSocket | undefined;
}

/** Webex allows a person only so many; how many is not documented. */
const mostDevices = 10;

export class FakeMercury {
  readonly devices = new Map<string, FakeDevice>();
  /** Every frame that the client sent after its authorization. */
  readonly heard: Readonly<Record<string, unknown>>[] = [];
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #token: string;
  /** Pings are not answered any more. */
  deaf = false;
  /** Sockets opened so far. */
  opened = 0;
  #sequence = 1;

  constructor(token: string) {
    this.#token = token;
  }

  /** `/u2c/...` and `/wdm/...`; undefined is 204. Throws the status. */
  route(host: string, method: string, path: string, body: Buffer): object | undefined {
    if (path === "/u2c/api/v1/catalog") {
      return {
        serviceLinks: { wdm: `http://${host}/wdm/api/v1`, conversation: `https://conv-a.wbx2.com/conversation/api/v1` },
        hostCatalog: {
          "conv-a.wbx2.com": [
            { host: "conv-a.wbx2.com", ttl: -1, priority: 5, id: "urn:TEAM:us-east-2_a:conversation" },
            { host: "conv-k.wbx2.com", ttl: -1, priority: 10, id: "urn:TEAM:eu-central-1_k:conversation" },
          ],
        },
      };
    }
    const [, , , , collection, id = ""] = path.split("/");
    if (collection !== "devices") throw new Status(404);
    const shown = ({ name, url, webSocketUrl }: FakeDevice) => ({ name, url, webSocketUrl, services: {} });
    if (method === "GET") return { devices: [...this.devices.values()].map(shown) };
    if (method === "DELETE") {
      const device = this.devices.get(id);
      if (device === undefined) throw new Status(404);
      device.socket?.close(1000);
      this.devices.delete(id);
      return undefined;
    }
    const { name } = JSON.parse(body.toString());
    if (typeof name !== "string") throw new Status(400);
    if (this.devices.size >= mostDevices) throw new Status(403);
    const made = randomUUID();
    const device: FakeDevice = {
      id: made,
      name,
      url: `http://${host}/wdm/api/v1/devices/${made}`,
      webSocketUrl: `ws://${host}/v1/apps/wx2/registrations/${made}/messages`,
      kept: new Map(),
      socket: undefined,
    };
    this.devices.set(made, device);
    return shown(device);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "", "ws://x");
    const device = this.devices.get(url.pathname.split("/").at(-2) ?? "");
    if (device === undefined || url.searchParams.get("outboundWireFormat") !== "text") {
      socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#serve(device, client));
  }

  #serve(device: FakeDevice, client: WebSocket): void {
    let proved = false;
    this.opened++;
    client.on("message", (data) => {
      const frame = JSON.parse(String(data)) as Readonly<Record<string, unknown>>;
      if (!proved) {
        const given = frame.data as { readonly token?: unknown } | undefined;
        if (frame.type !== "authorization" || given?.token !== `Bearer ${this.#token}`) {
          client.close(4401, "authentication failed");
          return;
        }
        proved = true;
        // One connection a registration: the newer takes its place.
        device.socket?.close(4000, "replaced");
        device.socket = client;
        this.#send(client, { id: randomUUID(), data: { eventType: "mercury.buffer_state", bufferState: {} } });
        for (const kept of device.kept.values()) client.send(kept);
        return;
      }
      this.heard.push(frame);
      if (frame.type === "ping" && !this.deaf) this.#send(client, { id: frame.id, type: "pong" });
      if (frame.type === "ack") device.kept.delete(String(frame.messageId));
    });
    client.on("close", () => {
      if (device.socket === client) device.socket = undefined;
    });
  }

  #send(client: WebSocket, frame: object): void {
    client.send(JSON.stringify({ ...frame, sequenceNumber: this.#sequence++ }));
  }

  /** Something happened in a space: to every registration, kept until it is acknowledged. */
  announce(activity: object): void {
    for (const device of this.devices.values()) {
      const id = randomUUID();
      const frame = { id, data: { eventType: "conversation.activity", activity }, timestamp: Date.now() };
      const text = JSON.stringify({ ...frame, sequenceNumber: this.#sequence++ });
      device.kept.set(id, text);
      device.socket?.send(text);
    }
  }

  /** Sends anything down every open socket. */
  say(data: string | Buffer): void {
    for (const { socket } of this.devices.values()) socket?.send(data);
  }

  cut(code?: number): void {
    for (const { socket } of this.devices.values()) {
      if (code === undefined) socket?.terminate();
      else socket?.close(code);
    }
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}

/** An HTTP status instead of an answer. */
export class Status extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

const verbs: Readonly<Record<string, string>> = { messages: "post", attachmentActions: "cardAction" };

/** A webhook's `data` as the socket tells it: bare UUIDs, and the conversation's address. */
export function activityOf(resource: string, data: object): object {
  const bare = (id: unknown): string =>
    Buffer.from(String(id), "base64").toString("latin1").split("/").at(-1) ?? String(id);
  const given = { ...data } as Readonly<Record<string, unknown>>;
  const room = bare(given.roomId);
  return {
    id: bare(given.id),
    objectType: "activity",
    verb: verbs[resource],
    actor: { objectType: "person", entryUUID: bare(given.personId) },
    object: { objectType: resource === "messages" ? "comment" : "submit" },
    target: {
      objectType: "conversation",
      id: room,
      url: `https://conv-a.wbx2.com/conversation/api/v1/conversations/${room}`,
      tags: [],
    },
  };
}
