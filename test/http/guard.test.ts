// The listener refuses foreign hosts and origins, oversized bodies, and says when its port is taken.
import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { CertOpsError } from "../../src/domain/errors.ts";
import { createHttp, type Http } from "../../src/http/http.ts";
import { silentLogger } from "../../src/kernel/logger.ts";

const open: Http[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((http) => http.close()));
});

async function started(options: { hosts?: readonly string[]; port?: number } = {}) {
  const http = createHttp({
    bind: "127.0.0.1",
    port: options.port ?? 0,
    hosts: options.hosts ?? [],
    logger: silentLogger,
  });
  http.route("GET", "/thing/:id", (_, info) => Response.json({ id: info.params.id, q: info.query.get("q") }));
  http.route("POST", "/thing", async (message) => new Response(await message.text()), { maxBody: 1000 });
  http.route("POST", "/hook", () => new Response("hooked"), { webhook: true });
  http.route("GET", "/broken", () => {
    throw new Error("secret detail");
  });
  const { url, port } = await http.listen();
  open.push(http);
  return { http, url, port };
}

/** fetch() writes Host itself, so this goes one floor down. */
function raw(port: number, method: string, path: string, headers: Record<string, string>, body = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

describe("the listener", () => {
  it("puts its security headers on every answer, and leaves a handler its own cache rule", async () => {
    const { http, url } = await started();
    http.route("GET", "/kept", () => new Response("x", { headers: { "cache-control": "max-age=60" } }));
    for (const path of ["/thing/7", "/kept", "/nowhere", "/broken", "/healthz"]) {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get("content-security-policy"), path).toContain("default-src 'none'");
      expect(headers.get("x-frame-options"), path).toBe("DENY");
      expect(headers.get("cache-control"), path).toBe(path === "/kept" ? "max-age=60" : "no-store");
    }
  });

  it("keeps a connection longer than proxies do, so that nobody sends on one that is being closed", async () => {
    const { url } = await started();
    expect((await fetch(`${url}/healthz`)).headers.get("keep-alive")).toBe("timeout=65");
  });

  it("refuses a body that is too large, whether its length is declared or it comes in chunks", async () => {
    const { url, port } = await started();
    const origin = { host: `127.0.0.1:${port}`, origin: url };
    const large = "x".repeat(1001);
    expect(await raw(port, "POST", "/thing", { ...origin, "content-length": "1001" }, large)).toBe(413);
    expect(await raw(port, "POST", "/thing", { ...origin, "transfer-encoding": "chunked" }, large)).toBe(413);
    expect(await raw(port, "POST", "/thing", { ...origin, "content-length": "1000" }, large.slice(1))).toBe(200);
    expect(await raw(port, "POST", "/thing", { ...origin, "transfer-encoding": "chunked" }, "x")).toBe(200);
  });

  it("answers on its own names and gives handlers their path values", async () => {
    const { url, port } = await started();
    const answer = await fetch(`${url}/thing/7?q=x`);
    expect(await answer.json()).toEqual({ id: "7", q: "x" });
    expect(await raw(port, "GET", "/healthz", { host: `localhost:${port}` })).toBe(200);
    expect(await raw(port, "GET", "/healthz", { host: `[::1]:${port}` })).toBe(200);
  });

  it("ends a stream that was opened only to be asked for its headers", async () => {
    const { http, url } = await started();
    let ended = 0;
    const cancel = (): void => {
      ended += 1;
    };
    http.route("GET", "/stream", () => new Response(new ReadableStream({ cancel })));
    for (let count = 1; count <= 3; count++) {
      expect((await fetch(`${url}/stream`, { method: "HEAD" })).status).toBe(200);
      expect(ended).toBe(count);
    }
  });

  it("refuses a Host that somebody else's name server pointed at it", async () => {
    const { port } = await started();
    for (const host of ["evil.example", `evil.example:${port}`, `localhost.evil.example:${port}`, "127.0.0.1:1"]) {
      expect(await raw(port, "GET", "/thing/1", { host }), host).toBe(421);
    }
  });

  it("answers to a configured name", async () => {
    const { port } = await started({ hosts: ["certops.example.com"] });
    expect(await raw(port, "GET", "/thing/1", { host: "certops.example.com" })).toBe(200);
  });

  it("refuses a change whose Origin is missing, null, another port or another site", async () => {
    const { port } = await started();
    const host = `127.0.0.1:${port}`;
    for (const origin of [
      undefined,
      "null",
      "http://127.0.0.1:1",
      "https://evil.example",
      `ftp://${host}`,
      "nonsense",
    ]) {
      const headers = { host, ...(origin === undefined ? {} : { origin }) };
      expect(await raw(port, "POST", "/thing", headers, "x"), origin).toBe(403);
    }
    expect(await raw(port, "POST", "/thing", { host, origin: `http://${host}` }, "x")).toBe(200);
  });

  it("refuses to be read by another site's page, yet can be opened by a link", async () => {
    const { port } = await started();
    const host = `127.0.0.1:${port}`;
    expect(
      await raw(port, "GET", "/thing/1", { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }),
    ).toBe(403);
    expect(
      await raw(port, "GET", "/thing/1", { host, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }),
    ).toBe(200);
    expect(
      await raw(port, "GET", "/thing/1", { host, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" }),
    ).toBe(200);
  });

  it("lets a signed webhook through without an Origin", async () => {
    const { port } = await started();
    expect(await raw(port, "POST", "/hook", { host: "bot.example.com" }, "{}")).toBe(200);
  });

  it("refuses a body that is too large, with and without a declared length", async () => {
    const { url, port } = await started();
    const origin = `http://127.0.0.1:${port}`;
    const declared = await fetch(`${url}/thing`, { method: "POST", headers: { origin }, body: "x".repeat(1001) });
    expect(declared.status).toBe(413);
    const chunked = await fetch(`${url}/thing`, {
      method: "POST",
      headers: { origin },
      body: new Blob(["y".repeat(600), "y".repeat(600)]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(chunked.status).toBe(413);
    const fits = await fetch(`${url}/thing`, { method: "POST", headers: { origin }, body: "x".repeat(1000) });
    expect((await fits.text()).length).toBe(1000);
  });

  it("sends a policy that allows no inline script, on errors too", async () => {
    const { url } = await started();
    for (const path of ["/healthz", "/nowhere", "/broken"]) {
      const answer = await fetch(url + path);
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain("unsafe");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(await answer.text()).not.toContain("secret detail");
    }
  });

  it("is ready only while every check says so", async () => {
    const { http, url } = await started();
    let well = true;
    http.ready(() => well);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    well = false;
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it("says that the port is taken, and what to do", async () => {
    const { port } = await started();
    const second = createHttp({ bind: "127.0.0.1", port, logger: silentLogger });
    const error = await second.listen().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CertOpsError);
    if (error instanceof CertOpsError) {
      expect(error.code).toBe("conflict");
      expect(error.next.id).toBe("web.listen.next");
    }
  });

  it("closes while an event stream is open", async () => {
    const { http, url } = await started();
    const endless = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
    endless.route(
      "GET",
      "/stream",
      () => new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array([65])) })),
    );
    const stream = await endless.listen();
    const answer = await fetch(`${stream.url}/stream`);
    expect(answer.status).toBe(200);
    await endless.close();
    await expect(fetch(`${stream.url}/healthz`)).rejects.toThrow();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await http.close();
  });
});
