// The page of photos and files: sends what is chosen in pieces, shows how far it is, and goes on where a file
// stood when its connection broke or when it is chosen again. What is said to the server is in docs/uploads.md.
// Without this script the page's form sends the files whole. Why this is no island: docs/decisions/0008.
const CREATE = "/report/evidence/uploads";
/** One request, in bytes: a few of the server's chunks. */
const PIECE = 4 * 1024 * 1024;
/** Until the next try after the connection broke, in milliseconds. */
const PAUSE = 2_000;

const by = (id) => document.getElementById(id);
const [dialog, send, now, name, share, bar, stop, line] = [
  "files", "upload-send", "upload-now", "upload-name", "upload-share", "upload-bar", "upload-cancel", "upload-said",
].map(by);

/** The sentences of the page, by code: a line each, code and sentence parted by a tab. */
const sentences = new Map(line?.dataset.sentences.split("\n").map((pair) => pair.split("\t")));
const say = (text) => (line.textContent = text);
const tell = (code) => say(sentences.get(code) ?? "");

/** One after the other: several at once share the same line and are all slow. */
const waiting = [];
/** The file under way: `{ file, at, request, stopped }`. */
let current;
/** Whether the list on the page is no longer what the server has. */
let changed = false;

if (dialog && send) {
  // Files go as soon as they are chosen.
  send.hidden = true;
  dialog.addEventListener("change", () => {
    waiting.push(...dialog.files);
    // Or "Continue" would send them once more.
    dialog.value = "";
    if (!current) run();
  });
  stop.addEventListener("click", () => {
    if (!current) return;
    current.stopped = true;
    current.request?.abort();
    current.wake?.();
  });
  // For whoever has to know that it listens: the end-to-end tests.
  document.documentElement.dataset.upload = "awake";
}

async function run() {
  while (waiting.length > 0) {
    current = { file: waiting.shift() };
    name.textContent = current.file.name;
    show(0);
    now.hidden = false;
    tell("sending");
    await one(current);
  }
  current = undefined;
  now.hidden = true;
  // The server draws the list: what each file is, its picture, why one was refused.
  if (changed) location.reload();
}

/** Brings one file to its end: there, refused or stopped. */
async function one(upload) {
  let offset;
  while (!upload.stopped) {
    const answer = await (upload.at ? (offset === undefined ? ask(upload) : piece(upload, offset)) : begin(upload));
    if (upload.stopped) break;
    const arrived = answer?.getResponseHeader("upload-offset");
    switch (answer?.status) {
      case 201:
        upload.at = answer.getResponseHeader("location");
        offset = Number(arrived);
        break;
      case 204:
      case 408:
      case 409:
        offset = Number(arrived);
        break;
      // All there and looked at; or not taken, and the list will say why.
      case 200:
      case 413:
      case 422:
        changed = true;
        if (answer.status === 200) tell("done");
        else say(answer.responseText);
        return;
      case 503:
        say(answer.responseText);
        offset = undefined;
        await pause(upload);
        break;
      case undefined:
        // No connection: when it is back, the server says how much has arrived.
        tell("waiting");
        offset = undefined;
        await pause(upload);
        break;
      default:
        // The report was sent or is gone: the page says so itself.
        location.reload();
        return new Promise(() => {});
    }
  }
  tell("stopped");
  if (upload.at) {
    const id = upload.at.split("/").pop();
    await request(upload, "POST", `/report/evidence/${id}/remove`);
  }
}

/** Names the file to the server, which answers where it stands. */
function begin(upload) {
  const { name, size } = upload.file;
  return request(upload, "POST", CREATE, new URLSearchParams({ name, size }));
}

function ask(upload) {
  return request(upload, "GET", upload.at);
}

function piece(upload, offset) {
  const { size } = upload.file;
  const end = Math.min(offset + PIECE, size);
  show(offset / size);
  tell(end < size ? "sending" : "looking");
  return request(upload, "PATCH", upload.at, upload.file.slice(offset, end), { "upload-offset": offset }, (sent) =>
    show((offset + sent) / size),
  );
}

/** The answer; nothing when there was none. (`fetch` does not tell how much of a body is sent.) */
function request(upload, method, path, body, headers = {}, progress = () => {}) {
  return new Promise((done) => {
    const xhr = new XMLHttpRequest();
    upload.request = xhr;
    xhr.open(method, path);
    for (const [key, value] of Object.entries(headers)) xhr.setRequestHeader(key, value);
    xhr.upload.addEventListener("progress", (event) => progress(event.loaded));
    xhr.addEventListener("load", () => done(xhr));
    for (const end of ["error", "abort", "timeout"]) xhr.addEventListener(end, () => done(undefined));
    xhr.send(body);
  });
}

/** Waits, unless the file is stopped or the connection comes back before. */
function pause(upload) {
  return new Promise((done) => {
    upload.wake = done;
    setTimeout(done, PAUSE);
    addEventListener("online", done, { once: true });
  });
}

function show(arrived) {
  const percent = Math.floor(Math.min(arrived, 1) * 100);
  bar.value = percent;
  share.textContent = `${percent} %`;
}
