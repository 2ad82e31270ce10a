// How many bytes a resident's first page costs on the wire, headers among them, and whether that is within
// the budget. The browser says what the page loads; each of it is then fetched anew over a plain socket and
// the bytes that arrive are counted.
import { connect } from "node:net";
import { chromium } from "@playwright/test";
import { launchOptions } from "../end2end/support/browser.mjs";
import { startServer } from "../end2end/support/server.mjs";

/** kB are 1,000 bytes: the stricter reading. */
const WITHOUT_WASM = 30_000;
const WITH_WASM = 110_000;
/** The first page, and the first one with a question: the budget holds for both. */
const PAGES = ["/", "/report/emergency"];

/** What a page loads, as the browser does it. */
async function loadedBy(browser, url, open) {
  const page = await browser.newPage();
  if (open) await open(page);
  const loaded = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) loaded.push(request.url());
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const cookies = await page.context().cookies();
  await page.close();
  return { loaded: [...new Set(loaded)], cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}

/** All bytes of the answer to a request as a browser makes it. */
function bytesOf(url, cookie) {
  const { hostname, port, pathname, search, host } = new URL(url);
  const headers = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    "Accept: */*",
    "Accept-Encoding: gzip, deflate, br",
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    "Connection: close",
  ];
  return new Promise((done, fail) => {
    const chunks = [];
    const socket = connect(Number(port), hostname, () => socket.write(`${headers.join("\r\n")}\r\n\r\n`));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", fail);
    socket.on("end", () => {
      const answer = Buffer.concat(chunks);
      const head = answer.subarray(0, answer.indexOf("\r\n\r\n")).toString("latin1");
      const status = Number(head.split(" ")[1]);
      if (status !== 200) fail(new Error(`${url} answered ${status}`));
      else done({ bytes: answer.length, encoding: /^content-encoding: *(\S+)/im.exec(head)?.[1] ?? "none" });
    });
  });
}

/** Files that come only with WebAssembly: the module, and the script that starts it. */
const comesWithWasm = (url) => /\.wasm$|\/pkg\/.*\.js$/.test(new URL(url).pathname);

let failed = false;
function verdict(what, bytes, budget) {
  const fits = bytes <= budget;
  failed ||= !fits;
  console.log(`${fits ? "ok" : "not ok"} - ${what}: ${bytes} bytes of ${budget}`);
}

const server = await startServer();
const browser = await chromium.launch(launchOptions());
try {
  for (const path of PAGES) {
    const start = async (page) => {
      await page.goto(`${server.url}/`);
      await page.getByRole("main").getByRole("button", { name: /^start/i }).click();
      await page.waitForURL("**/report/emergency");
    };
    const { loaded, cookie } = await loadedBy(browser, server.url + path, path === "/" ? undefined : start);
    console.log(`\n${path}`);
    let without = 0;
    let all = 0;
    for (const url of loaded) {
      const { bytes, encoding } = await bytesOf(url, cookie);
      all += bytes;
      if (!comesWithWasm(url)) without += bytes;
      console.log(`  ${String(bytes).padStart(8)}  ${encoding.padEnd(5)} ${new URL(url).pathname}`);
    }
    verdict(`${path} without WebAssembly`, without, WITHOUT_WASM);
    verdict(`${path} with WebAssembly`, all, WITH_WASM);
    if (!loaded.some((url) => url.endsWith(".wasm"))) console.log("  (this page loads no WebAssembly)");
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exit(failed ? 1 : 0);
