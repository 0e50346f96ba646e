// The web chat's event stream, read as a browser reads it.

/** The data of each `message` event, one after the other; fails after a minute without any. */
export async function* events(url: string, signal: AbortSignal): AsyncGenerator<string> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]) });
  if (response.body === null) throw new Error("the event stream has no body");
  let kept = "";
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const { messages, rest } = takeMessages(kept + text);
    kept = rest;
    yield* messages;
  }
}

/** Whole events are separated by a blank line; whatever follows the last one is not whole yet. */
export function takeMessages(text: string): { readonly messages: readonly string[]; readonly rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const messages = blocks.flatMap((block) => {
    const lines = block.split("\n");
    if (!lines.includes("event: message")) return [];
    return [
      lines
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trimStart())
        .join("\n"),
    ];
  });
  return { messages, rest };
}
