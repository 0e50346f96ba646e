// Takes a multipart/related answer apart: SOAP with attachments, as CUCM’s log collection answers.

export interface Part {
  readonly type: string;
  readonly body: Uint8Array;
}

const mostParts = 50;

/** The parts of a multipart body; undefined when the content type is another one or the body is not of that form. */
export function multipartOf(contentType: string, body: Uint8Array): readonly Part[] | undefined {
  if (!/^multipart\//i.test(contentType)) return undefined;
  const boundary = /boundary="?([^";\s]{1,200})"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = bytes.indexOf(mark);
  while (at !== -1 && parts.length < mostParts) {
    const start = at + mark.length;
    const next = bytes.indexOf(mark, start);
    if (next === -1) return parts.length === 0 ? undefined : parts;
    const part = partOf(bytes.subarray(start, next));
    if (part !== undefined) parts.push(part);
    at = next;
  }
  return parts.length === 0 ? undefined : parts;
}

function partOf(bytes: Buffer): Part | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  const [head, from] = end === -1 ? [bytes.indexOf("\n\n"), 2] : [end, 4];
  if (head === -1) return undefined;
  const headers = bytes.subarray(0, head).toString("latin1");
  const type = /^content-type:\s*([^\r\n]{1,300})/im.exec(headers)?.[1] ?? "";
  const encoded = /^content-transfer-encoding:\s*base64/im.test(headers);
  const tail = bytes.subarray(-2).toString("latin1") === "\r\n" ? 2 : 1;
  const body = bytes.subarray(head + from, Math.max(head + from, bytes.length - tail));
  return {
    type,
    body: encoded ? new Uint8Array(Buffer.from(body.toString("latin1"), "base64")) : new Uint8Array(body),
  };
}
