// Talks to the server: state, messages, clicks, the event stream.
import { newKey } from "./dom.ts";
import type { LabStatus, PageState, Suggestion, WireMessage } from "./shapes.ts";

export type Locale = PageState["locale"];

export class SendFailed extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the server answered ${status}`);
    this.status = status;
  }
}

async function post(path: string, body: BodyInit, type?: string): Promise<Response> {
  const answer = await fetch(path, {
    method: "POST",
    body,
    ...(type === undefined ? {} : { headers: { "content-type": type } }),
  });
  if (!answer.ok) throw failed(answer.status);
  return answer;
}

/** Without a visit (it ran out, or the bot was started anew) there is nothing to do here but to sign in again. */
function failed(status: number): SendFailed {
  if (status === 401) location.assign("/signin");
  else if (status === 403) location.assign("/");
  return new SendFailed(status);
}

const postJson = (path: string, body: object): Promise<Response> =>
  post(path, JSON.stringify(body), "application/json");

export async function getState(locale: Locale): Promise<PageState> {
  const answer = await fetch(`/api/state?locale=${locale}`);
  if (!answer.ok) throw failed(answer.status);
  return (await answer.json()) as PageState;
}

export async function sendMessage(text: string, files: readonly File[], locale: Locale): Promise<void> {
  if (files.length === 0) {
    await postJson("/api/messages", { text, key: newKey(), locale });
    return;
  }
  const form = new FormData();
  form.set("text", text);
  form.set("key", newKey());
  form.set("locale", locale);
  for (const file of files) form.append("file", file);
  await post("/api/messages", form);
}

export async function sendClick(message: string, data: unknown, locale: Locale): Promise<void> {
  await postJson("/api/clicks", { message, data, key: newKey(), locale });
}

export async function choosePerson(user: string): Promise<void> {
  await postJson("/api/person", { user });
}

/** Ends the visit; gives where to go, which may be the identity provider's own sign-out. */
export async function signOut(): Promise<string> {
  return ((await (await postJson("/signout", {})).json()) as { next: string }).next;
}

export async function getSuggestions(text: string, locale: Locale): Promise<readonly Suggestion[]> {
  const answer = await fetch(`/api/suggest?locale=${locale}&q=${encodeURIComponent(text)}`);
  return answer.ok ? ((await answer.json()) as Suggestion[]) : [];
}

export async function getLab(): Promise<LabStatus> {
  const answer = await fetch("/api/lab");
  if (!answer.ok) throw new SendFailed(answer.status);
  return (await answer.json()) as LabStatus;
}

export async function actLab(action: object): Promise<LabStatus> {
  return (await (await postJson("/api/lab", action)).json()) as LabStatus;
}

export interface StreamEvents {
  readonly onReset: () => void;
  readonly onMessage: (message: WireMessage) => void;
  readonly onLost: () => void;
  readonly onBack: () => void;
}

/**
 * Opens the stream; EventSource reconnects by itself and names the last event it saw, so nothing is missed. When the
 * server refuses outright it gives up for good, and a new one is opened after a pause. Returns how to close it.
 */
export function openStream(locale: Locale, events: StreamEvents): () => void {
  let source: EventSource;
  let timer: number | undefined;
  const open = (): void => {
    source = new EventSource(`/api/events?locale=${locale}`);
    source.addEventListener("reset", () => {
      events.onBack();
      events.onReset();
    });
    source.addEventListener("resumed", events.onBack);
    source.addEventListener("message", (event: MessageEvent<string>) => {
      events.onMessage(JSON.parse(event.data) as WireMessage);
    });
    source.addEventListener("error", () => {
      events.onLost();
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      // Refused for good: a visit that is over leads to sign-in, everything else is tried again.
      void getState(locale).catch(() => undefined);
      timer = setTimeout(open, 3000);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
