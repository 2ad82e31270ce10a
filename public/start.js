// Wakes the islands of a page: loads the WebAssembly module when the browser is idle and hands it every
// <leptos-island>, outermost first. Pages work without it.
const idle = window.requestIdleCallback ?? ((wake) => setTimeout(wake, 1));

idle(async () => {
  if (!document.querySelector("leptos-island")) {
    // Nothing on this page needs it: fetch it for the next one.
    for (const href of ["/pkg/westport.js", "/pkg/westport.wasm"]) {
      const hint = document.createElement("link");
      Object.assign(hint, { rel: "prefetch", href });
      document.head.append(hint);
    }
    return;
  }
  const module = await import("/pkg/westport.js");
  await module.default({ module_or_path: "/pkg/westport.wasm" });
  module.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) {
    module[island.dataset.component]?.(island);
  }
  // For whoever has to know that they are awake: the end-to-end tests.
  document.documentElement.dataset.islands = "awake";
});
