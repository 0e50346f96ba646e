// The small tools that everything rests on: canonical JSON, redaction, the rate gate, deadlines, streams of the newest value.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/kernel/canonical.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { within } from "../../src/kernel/deadline.ts";
import { newId } from "../../src/kernel/ids.ts";
import { Latest } from "../../src/kernel/latest.ts";
import { Mutex } from "../../src/kernel/mutex.ts";
import { Once } from "../../src/kernel/once.ts";
import { RateGate } from "../../src/kernel/rate-gate.ts";
import { redact, redactText } from "../../src/kernel/redact.ts";

describe("canonical JSON", () => {
  it("is the same for equal values, whatever the order of their keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        return canonicalJson(value) === canonicalJson(turned);
      }),
    );
  });
});

describe("redaction", () => {
  it.each([
    ["Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"],
    ["password=Tr0ub4dor&3", "Tr0ub4dor"],
    ['{"token": "abcdef123456"}', "abcdef123456"],
    ["xoxb-1234567890-abcdefgh", "xoxb-1234567890"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "MIIE"],
    ["Cookie: JSESSIONIDSSO=0123ABCD; Path=/", "0123ABCD"],
    ['password="correct horse battery"', "horse"],
    ['{"password":"hunter2,hunter3"}', "hunter3"],
    ['{"password":"hunter2\\"hunter3"}', "hunter3"],
    ["pwd='hunter2;hunter3'", "hunter3"],
    ["CUCM_PASSWORD=hunter2", "hunter2"],
    ['"axlPassword": "hunter2"', "hunter2"],
    ["passphrase: hunter2", "hunter2"],
    ["密码：hunter2", "hunter2"],
  ])("takes the secret out of %j", (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
    expect(redactText(text)).toContain("redacted");
  });

  it("shows nothing of what lies too deep to be looked at", () => {
    const deep = Array.from({ length: 12 }).reduce<unknown>((inner) => ({ inner }), "password=hunter2");
    expect(JSON.stringify(redact(deep))).not.toContain("hunter2");
  });

  it("reaches into objects and errors", () => {
    const clean = JSON.stringify(redact({ deep: [{ error: new Error("password=hunter2") }] }));
    expect(clean).not.toContain("hunter2");
  });
});

describe("the rate gate", () => {
  it("lets through no more than its limit in any window, in order of arrival", async () => {
    const clock = new ManualClock();
    const gate = new RateGate(clock, 2, 60_000);
    const passed: number[] = [];
    const calls = [1, 2, 3, 4, 5].map((number) => gate.pass().then(() => passed.push(number)));
    await clock.advance(0);
    expect(passed).toEqual([1, 2]);
    await clock.advance(60_000);
    expect(passed).toEqual([1, 2, 3, 4]);
    await clock.advance(60_000);
    await Promise.all(calls);
    expect(passed).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("waiting", () => {
  it("ends at the signal, and what comes later is ignored", async () => {
    const stop = new AbortController();
    const late = Promise.withResolvers<string>();
    const waiting = within(late.promise, stop.signal);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    late.reject(new Error("nobody listens"));
  });

  it("goes one at a time through a mutex, past failures", async () => {
    const mutex = new Mutex();
    const order: string[] = [];
    const first = mutex.run(async () => {
      order.push("first");
      throw new Error("broken");
    });
    const second = mutex.run(async () => order.push("second"));
    await expect(first).rejects.toThrow("broken");
    await second;
    expect(order).toEqual(["first", "second"]);
  });
});

describe("work that several ask for", () => {
  it("is started once and answers everybody, also with its failure", async () => {
    const once = new Once();
    let started = 0;
    const ask = () =>
      once.run("key", async () => {
        started += 1;
        throw new Error("no answer");
      });
    await expect(Promise.allSettled([ask(), ask()])).resolves.toMatchObject([
      { status: "rejected" },
      { status: "rejected" },
    ]);
    expect(started).toBe(1);
  });
});

describe("a stream of the newest value", () => {
  it("skips what a slow reader missed, never the last one, and ends", async () => {
    const stream = new Latest<number>();
    stream.put(1);
    stream.put(2);
    const reader = stream[Symbol.asyncIterator]();
    expect((await reader.next()).value).toBe(2);
    const next = reader.next();
    stream.put(3);
    expect((await next).value).toBe(3);
    stream.put(4);
    stream.end();
    expect((await reader.next()).value).toBe(4);
    expect((await reader.next()).done).toBe(true);
  });

  it("hands a failure to the reader", async () => {
    const stream = new Latest<number>();
    stream.fail(new Error("a bug"));
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toThrow("a bug");
  });
});

describe("an id", () => {
  it("is not guessed and not repeated", () => {
    const ids = new Set(Array.from({ length: 1000 }, () => newId("apr")));
    expect(ids.size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^apr_[0-9a-hjkmnp-tv-z]{12}$/);
  });
});
