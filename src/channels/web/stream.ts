// The event stream of one viewer: everything not seen yet, then every change, as fast as the viewer reads.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Locale } from "../../domain/text.ts";
import type { Writer } from "../../i18n/write.ts";
import type { Conversation, Entry } from "./conversation.ts";
import { wireMessage } from "./wire.ts";

export interface StreamOptions {
  readonly conversation: Conversation;
  /** Changes when the server restarts: ids of another life are not resumed from. */
  readonly epoch: string;
  readonly user: string;
  /** Of the page, and of a card that its reader turned into a language. */
  readonly writer: (turned: Locale | undefined) => Writer;
  readonly nameOf: (user: string) => string;
  readonly lastEventId: string | null;
  /** The viewer's visit is over: nothing more is told. */
  readonly ended?: AbortSignal;
  /** Called when the viewer has gone. */
  readonly onClose: () => void;
}

/** Proxies drop streams that are silent for long. */
const heartbeatMs = 15_000;

/** A message of so many characters takes milliseconds to write down: others have their turn before the next one. */
const largeText = 20_000;

/**
 * `event: reset` (forget what is shown), then `event: message` for each; ids are `<epoch>.<sequence>`. A message is sent
 * only when the reader has taken the one before it, so a slow reader costs no memory and skips forms in between.
 */
export function eventStream(options: StreamOptions): Response {
  const encoder = new TextEncoder();
  const [epoch, seen] = (options.lastEventId ?? "").split(".");
  const resumed = epoch === options.epoch && /^\d{1,12}$/.test(seen ?? "");
  let sequence = resumed ? Number(seen) : 0;
  let wake: () => void = () => undefined;
  let closed = false;
  let beat = false;
  const stop = options.conversation.onChange(() => wake());
  const timer = setInterval(() => {
    beat = true;
    wake();
  }, heartbeatMs);
  timer.unref();
  const close = (): void => {
    if (closed) return;
    closed = true;
    clearInterval(timer);
    stop();
    wake();
    options.onClose();
  };
  options.ended?.addEventListener("abort", close, { once: true });
  const message = async (entry: Entry): Promise<string> => {
    const writer = options.writer(entry.readIn?.get(options.user));
    const data = JSON.stringify(await wireMessage(entry, writer, options.nameOf));
    return `event: message\nid: ${options.epoch}.${entry.sequence}\ndata: ${data}\n\n`;
  };

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const first = resumed ? "event: resumed\ndata: {}\n\n" : `event: reset\nid: ${options.epoch}.0\ndata: {}\n\n`;
        controller.enqueue(encoder.encode(`retry: 1500\n\n${first}`));
      },
      async pull(controller) {
        while (!closed) {
          const entry = options.conversation.next(sequence, options.user);
          if (entry !== undefined) {
            sequence = entry.sequence;
            const text = await message(entry);
            // Cards that were drawn already would follow one another without a pause, for every viewer.
            if (text.length > largeText) await nextTurn();
            // The reader may have gone while a large card was drawn.
            if (closed) continue;
            controller.enqueue(encoder.encode(text));
            return;
          }
          if (beat) {
            beat = false;
            controller.enqueue(encoder.encode(": still here\n\n"));
            return;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        // A reader that has gone has closed it already.
        if (options.ended?.aborted === true) controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
