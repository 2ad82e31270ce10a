// Mail as the server wrote it: found by addressee, taken apart far enough to read subject, texts and PDF.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Part {
  readonly type: string;
  readonly name: string;
  readonly body: Buffer;
}

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly parts: readonly Part[];
  /** Every text part, one after the other. */
  readonly text: string;
}

/** Waits for a message to this address; a worker sends it some time after the page has answered. */
export async function waitForMail(
  folder: string,
  address: string,
  wanted: (message: Message) => boolean = () => true,
): Promise<Message> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = mailTo(folder, address).find(wanted);
    if (found) return found;
    if (Date.now() > deadline) {
      const subjects = mailTo(folder, address).map((message) => message.subject);
      throw new Error(`no such mail to ${address}; there is: ${JSON.stringify(subjects)}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** All messages to this address, in the order of their files' names. */
export function mailTo(folder: string, address: string): Message[] {
  return filesIn(folder)
    .map((path) => readFileSync(path, "latin1"))
    .filter((raw) => raw.toLowerCase().includes(address.toLowerCase()) && /^(from|to|subject|date):/im.test(raw))
    .map(parseMessage)
    .filter((message) => message.to.toLowerCase().includes(address.toLowerCase()));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !/(\.tmp|\.json)$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

export function parseMessage(raw: string): Message {
  const { headers, body } = split(raw);
  const parts = leaves(headers, body);
  return {
    to: words(headers.get("to") ?? ""),
    subject: words(headers.get("subject") ?? ""),
    parts,
    text: parts
      .filter((part) => part.type.startsWith("text/"))
      .map((part) => part.body.toString("utf8"))
      .join("\n"),
  };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const text = raw.replace(/\r\n/g, "\n");
  const end = text.indexOf("\n\n");
  const head = (end < 0 ? text : text.slice(0, end)).replace(/\n[ \t]+/g, " ");
  const headers = new Map<string, string>();
  for (const line of head.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? "" : text.slice(end + 2) };
}

function leaves(headers: Map<string, string>, body: string): Part[] {
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((piece) => {
        const inner = split(piece.replace(/^\n/, ""));
        return leaves(inner.headers, inner.body);
      });
  }
  const named = /(?:file)?name="?([^";]+)"?/i.exec(`${headers.get("content-disposition") ?? ""};${type}`);
  const encoding = (headers.get("content-transfer-encoding") ?? "7bit").toLowerCase();
  return [{ type: type.split(";")[0]!.trim().toLowerCase(), name: named?.[1] ?? "", body: decode(body, encoding) }];
}

function decode(body: string, encoding: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding === "quoted-printable") return quotedPrintable(body.replace(/=\n/g, ""));
  return Buffer.from(body, "latin1");
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  );
}

/** Decodes the encoded words of a header (RFC 2047). */
function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      (kind.toLowerCase() === "b"
        ? Buffer.from(text, "base64")
        : quotedPrintable(text.replace(/_/g, " "))
      ).toString("utf8"),
    );
}
