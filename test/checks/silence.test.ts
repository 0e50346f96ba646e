// A system that never answers is given up before the others, one that answers slowly is not.
import { describe, expect, it, vi } from "vitest";
import { silenceMs, whileItSpeaks } from "../../src/checks/silence.ts";
import { deadlineExceeded, isAbort } from "../../src/kernel/deadline.ts";
import { Once } from "../../src/kernel/once.ts";

const limits = { TFTP: 1000 };
const never = () => new Promise<string>(() => undefined);

async function underFakeTime(work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers();
  try {
    await work();
  } finally {
    vi.useRealTimers();
  }
}

const answering = (ms: number) => () => new Promise<string>((resolve) => setTimeout(resolve, ms, "answer"));

describe("a silent system", () => {
  it("is given up with everything that waits for it, and answers of other nodes stand", () =>
    underFakeTime(async () => {
      const readings = new Once();
      const ask = (node: string, work: () => Promise<string>) => whileItSpeaks(readings, node, "TFTP", work, limits);
      const outcome = Promise.allSettled([
        ask("pub", never),
        ask("pub", never),
        ask("sub", answering(300)),
        ask("sub", answering(900)),
      ]);
      await vi.advanceTimersByTimeAsync(1000);
      const [first, second, ...others] = await outcome;
      for (const cut of [first, second]) expect(cut?.status === "rejected" && isAbort(cut.reason)).toBe(true);
      expect(others.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
      await expect(ask("pub", answering(1))).rejects.toSatisfy(isAbort);
      expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
    }));

  it("is given up at once when the first of its questions has waited in vain", async () => {
    const readings = new Once();
    const failing = () => Promise.reject(deadlineExceeded("SSH login", 20_000));
    const waiting = whileItSpeaks(readings, "pub", "TFTP", never, limits).catch((error: unknown) => error);
    await expect(whileItSpeaks(readings, "pub", "TFTP", failing, limits)).rejects.toMatchObject({
      code: "deadline-exceeded",
    });
    expect(isAbort(await waiting)).toBe(true);
  });

  it("is not given up for one question in vain when it has spoken", () =>
    underFakeTime(async () => {
      const readings = new Once();
      const ask = (work: () => Promise<string>) => whileItSpeaks(readings, "pub", "TFTP", work, limits);
      expect(await ask(async () => "answer")).toBe("answer");
      const slow = ask(answering(500));
      await expect(ask(() => Promise.reject(deadlineExceeded("show ctl", 100)))).rejects.toThrow();
      await vi.advanceTimersByTimeAsync(500);
      expect(await slow).toBe("answer");
    }));

  it("is not called silent while one answer after the other comes, however long they take together", () =>
    underFakeTime(async () => {
      const readings = new Once();
      const outcome = Promise.all(
        [800, 1600, 2400, 3200].map((ms) => whileItSpeaks(readings, "pub", "TFTP", answering(ms), limits)),
      );
      await vi.advanceTimersByTimeAsync(3200);
      expect(await outcome).toEqual(["answer", "answer", "answer", "answer"]);
      expect(vi.getTimerCount()).toBe(0);
    }));

  it("has its time again in the next diagnosis, and trouble passes through as it is", async () => {
    await expect(
      whileItSpeaks(new Once(), "pub", "TFTP", () => Promise.reject(new Error("refused")), limits),
    ).rejects.toThrow("refused");
    expect(await whileItSpeaks(new Once(), "pub", "TFTP", async () => "answer", limits)).toBe("answer");
  });

  it("leaves systems alone that rightly wait for minutes", () => {
    expect(silenceMs.AXL).toBeUndefined();
    expect(silenceMs.RisPort70).toBeUndefined();
    expect(Math.max(...Object.values(silenceMs))).toBeLessThanOrEqual(25_000);
  });
});
