// The terminal channel prints a card once and then only what is new.
import { describe, expect, it } from "vitest";
import { reportCard } from "../../../cards/report-card.ts";
import { createTerminalChannel, terminalPlace } from "../../../src/channels/terminal/channel.ts";
import * as s from "../../cards/samples.ts";

function terminal() {
  const chunks: string[] = [];
  const files: string[] = [];
  const channel = createTerminalChannel({
    write: (text) => chunks.push(text),
    onFile: (file) => files.push(file.name),
    locale: "en",
    width: 100,
  });
  return { channel, chunks, files };
}

describe("the terminal", () => {
  it("prints a diagnosis once, then only lines that are new", async () => {
    const { channel, chunks } = terminal();
    const message = await channel.post(terminalPlace, reportCard(s.running, s.context), { locale: "en" });
    await channel.edit(message, reportCard(s.running, s.context), { locale: "en" });
    expect(chunks).toHaveLength(1);
    await channel.edit(message, reportCard(s.finished, s.context), { locale: "en" });
    expect(chunks).toHaveLength(2);
    expect(chunks[1]).toContain("Cause (proved)");
    expect(chunks[1]).not.toContain("Asking 3 nodes");
    const all = chunks
      .join("")
      .split("\n")
      .filter((line) => line !== "");
    expect(all.filter((line) => line.startsWith("Affected:"))).toHaveLength(1);
  });

  it("divides two cards by a blank line and ends every line", async () => {
    const { channel, chunks } = terminal();
    await channel.post(terminalPlace, reportCard(s.running, s.context), { locale: "en" });
    await channel.whisper(
      terminalPlace,
      { platform: "terminal", tenant: "local", user: "ada", displayName: "" },
      reportCard(s.finished, s.context),
      { locale: "en" },
    );
    expect(chunks[1]?.startsWith("\n")).toBe(true);
    expect(chunks.every((chunk) => chunk.endsWith("\n"))).toBe(true);
  });

  it("hands files over", async () => {
    const { channel, files } = terminal();
    const file = { name: "report.md", bytes: new Uint8Array() };
    await channel.post(terminalPlace, reportCard(s.finished, s.context), { locale: "en", file });
    expect(files).toEqual(["report.md"]);
  });
});
