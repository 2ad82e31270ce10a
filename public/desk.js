// The queue, kept fresh: how many wait is asked for while somebody looks at the page. In the list, the arrows or J and K
// go from report to report; they do nothing anywhere else, so that no key of a screen reader is taken.
const shown = (name) => document.querySelector(`[data-live="${name}"]`);
const EVERY = 30_000;

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch("/staff/count", { redirect: "error" }).catch(() => null);
  // Signed out, or no network: the page stays as it is.
  if (!answer?.ok) return;
  const now = await answer.json();
  const before = shown("open").textContent;
  for (const name of ["open", "overdue"]) shown(name).textContent = now[name];
  shown("overdue").parentElement.className = now.overdue === "0" ? "due" : "due overdue";
  if (before !== now.open) shown("said").textContent = `${now.open} open, ${now.overdue} overdue`;
}

if (shown("open")) setInterval(refresh, EVERY);

const links = [...document.querySelectorAll("table.reports tbody th a")];
document.querySelector("table.reports")?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const next = links[links.indexOf(document.activeElement) + (step ?? 0)];
  if (!step || !next) return;
  event.preventDefault();
  next.focus();
});
