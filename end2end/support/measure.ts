// What is measured inside a page: each function runs in the browser, alone, and says in words what is wrong.

/** Title, headings, the way of the help through the page, and what the error summary leads to. */
export function structure(desk: boolean): string[] {
  const found: string[] = [];
  const plain = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
  const summary = document.getElementById("error-summary");

  const headings = [...document.querySelectorAll("h1")];
  if (headings.length !== 1) found.push(`${headings.length} headings of the first level`);
  // The desk's headings also count what is open.
  const title = `${summary ? "Error: " : ""}${desk ? "" : `${plain(headings[0]?.textContent)} – `}`;
  if (!document.title.startsWith(title)) found.push(`the title is "${document.title}" and not "${title}…"`);
  let level = 0;
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4)")) {
    // The summary of errors stands before the page's own heading.
    if (heading.closest("#error-summary")) continue;
    const own = Number(heading.tagName[1]);
    if (own > level + 1) found.push(`"${plain(heading.textContent)}" skips a level`);
    level = own;
  }

  if (summary) {
    if (document.activeElement !== summary) found.push("the error summary has not the focus");
    for (const link of summary.querySelectorAll<HTMLAnchorElement>("a")) {
      if (!document.getElementById(link.hash.slice(1))) found.push(`the summary leads to ${link.hash}, which is not there`);
    }
  }
  if (desk) return found;

  const landmarks = [...document.body.children].map((child) => child.id || child.className || child.tagName.toLowerCase());
  const order = landmarks.filter((name) => ["skip", "exit", "masthead", "help", "steps", "main", "footer"].includes(name));
  const usual = ["skip", "exit", "masthead", "help", "steps", "main", "footer"].filter((name) => order.includes(name));
  if (order.join() !== usual.join() || !order.includes("help")) found.push(`the parts of the page are ${order.join(", ")}`);
  const lines = [...document.querySelectorAll(".help p")];
  const wanted = ['a[href="tel:911"]', 'a[href="tel:+12033416000"]', ":is(a[href='/officer'], button[name=officer])"];
  if (lines.length !== wanted.length || !wanted.every((line, place) => lines[place]!.querySelector(line))) {
    found.push("the help is not 9-1-1, the department, an officer, in this order");
  }
  const footer = [...document.querySelectorAll("footer a")].map((link) => link.getAttribute("href"));
  if (footer.join() !== "/status,/report/resume,/verify,/accessibility") found.push(`the footer leads to ${footer.join(", ")}`);
  return found;
}

/** WCAG 1.4.4 and 1.4.10: nothing to scroll sideways, nothing cut, no words over words. */
export function layout(): string[] {
  const found: string[] = [];
  const width = document.documentElement.clientWidth;
  const called = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className}: ${(element.textContent ?? "").trim().slice(0, 40)}`;
  const elements = [...document.querySelectorAll<HTMLElement>("body *")].filter(
    (element) => element.checkVisibility() && !element.closest(".sr, svg, option"),
  );
  if (document.documentElement.scrollWidth > width) {
    const over = elements.filter((element) => element.getBoundingClientRect().right > width + 1);
    found.push(`${document.documentElement.scrollWidth} pixels wide in ${width}: ${over.slice(-2).map(called).join(" | ")}`);
  }
  for (const element of elements) {
    const style = getComputedStyle(element);
    const hides = [style.overflowX, style.overflowY].some((overflow) => ["hidden", "clip"].includes(overflow));
    if (!hides || ["INPUT", "SELECT", "PROGRESS"].includes(element.tagName)) continue;
    if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) {
      found.push(`cut: ${called(element)}`);
    }
  }
  const words: { element: Element; box: DOMRect }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement!;
    if (!walker.currentNode.textContent?.trim() || !elements.includes(element)) continue;
    if (element.closest(".skip, select, textarea, datalist")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) if (box.width > 2 && box.height > 2) words.push({ element, box });
  }
  for (const [place, one] of words.entries()) {
    for (const other of words.slice(place + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Boxes of lines are taller than their letters.
      if (across > 3 && down > 8) found.push(`over each other: ${called(one.element)} | ${called(other.element)}`);
    }
  }
  return found.slice(0, 6);
}

/** WCAG 2.5.8: what is pressed is 24 pixels wide and high; our own aim for buttons and fields is 44 high. */
export function targets(): string[] {
  const found: string[] = [];
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const element of document.querySelectorAll<HTMLElement>(pressed)) {
    if (!element.checkVisibility() || element.closest(".skip, .sr")) continue;
    const box = element.getClientRects()[0];
    if (!box) continue;
    const parent = element.parentElement!;
    const beside = (parent.textContent ?? "").replace(element.textContent ?? "", "").trim();
    // A link within a sentence is as high as its line.
    if (element.tagName === "A" && getComputedStyle(element).display === "inline" && beside !== "") continue;
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    const own = (left: number, top: number) => {
      const hit = document.elementFromPoint(left, top);
      return hit !== null && (element.contains(hit) || hit.closest("label")?.control === element);
    };
    const reach = (across: number, down: number) => {
      let far = 0;
      while (far < 30 && own(x + across * far, y + down * far)) far += 1;
      return far;
    };
    const wide = reach(1, 0) + reach(-1, 0);
    const high = reach(0, 1) + reach(0, -1);
    const least = element.tagName === "A" && !element.classList.contains("button") ? 24 : 43;
    if (wide < 24 || high < least) {
      const name = (element.getAttribute("name") ?? element.textContent ?? "").trim();
      found.push(`small: ${element.tagName.toLowerCase()} "${name}" is ${wide} × ${high}`);
    }
  }
  return found;
}

/** What must be seen without colors of our own: edges of what is pressed, and of what is wrong. */
export function edges(): string[] {
  const found: string[] = [];
  const edge = (element: Element, side: "Top" | "Left", least: number) => {
    const style = getComputedStyle(element);
    return style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= least;
  };
  const fields = "button, .button, input[type=text], input[type=password], input[type=file], select, textarea";
  for (const element of document.querySelectorAll<HTMLElement>(fields)) {
    if (!element.checkVisibility() || element.closest(".sr")) continue;
    if (!edge(element, "Top", 1)) found.push(`no border: ${element.outerHTML.slice(0, 120)}`);
  }
  const said = ".error-summary, .wrong, .refused, .callout, .notice, .live:not(:empty), .live-stop:not(:empty), .verdict:not(:empty)";
  for (const element of document.querySelectorAll<HTMLElement>(said)) {
    if (element.checkVisibility() && !edge(element, "Left", 3)) found.push(`not set apart: ${element.className}`);
  }
  return found;
}

/** Nothing moves by itself. */
export function motion(): string[] {
  const moving = [...document.querySelectorAll("body *")].filter((element) => {
    const style = getComputedStyle(element);
    const lasts = style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
    return lasts || style.animationName !== "none" || style.scrollBehavior === "smooth";
  });
  const running = document.getAnimations().length;
  return moving.length + running > 0 ? [`${moving.length} elements move, ${running} animations run`] : [];
}

interface Stop {
  readonly name: string;
  readonly part: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly outlined: boolean;
}

/** Puts the focus before the first stop and notes every stop from now on. Returns how many there may be. */
export function listenToFocus(): number {
  const stops: Stop[] = [];
  const seen = new Set<Element>();
  Object.assign(window, { stops });
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  const parts = [".skip", ".exit", ".masthead", ".help", "main", "footer"];
  document.addEventListener("focusin", ({ target }) => {
    const element = target as HTMLElement;
    if (seen.has(element)) return;
    seen.add(element);
    const shown = element.matches(".box input") ? element.nextElementSibling! : element;
    const style = getComputedStyle(shown);
    const { left, right, top, bottom } = shown.getBoundingClientRect();
    // Where it stands in what is scrolled: the decisions of a report scroll on their own.
    let down = scrollY;
    for (let around = shown.parentElement; around && around !== document.documentElement; around = around.parentElement) {
      down += around.scrollTop;
    }
    stops.push({
      name: `${element.tagName.toLowerCase()} ${element.getAttribute("name") ?? element.textContent?.trim().slice(0, 40)}`,
      part: parts.findIndex((part) => element.closest(part)),
      left,
      right,
      top: top + down,
      bottom: bottom + down,
      outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    });
  });
  const groups = new Set<string>();
  return [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")].filter((element) => {
    if (!element.checkVisibility() || element.tabIndex < 0) return false;
    const group = element instanceof HTMLInputElement && element.type === "radio" ? element.name : "";
    if (!group) return true;
    if (groups.has(group)) return false;
    return groups.add(group);
  }).length;
}

/** WCAG 2.4.3, 2.4.7: the focus is seen, goes from part to part, and down and to the right within the main part. */
export function focusOrder(): string[] {
  const { stops } = window as unknown as { stops: Stop[] };
  const found: string[] = [];
  for (const [place, stop] of stops.entries()) {
    if (!stop.outlined) found.push(`the focus is not seen on ${stop.name}`);
    const last = stops[place - 1];
    if (!last) continue;
    const from = `from ${last.name} to ${stop.name}`;
    if (stop.part < last.part) found.push(`the focus goes back to an earlier part ${from}`);
    // The help stands beside the main part on a wide screen: only within a part is up and down said.
    if (stop.part !== last.part || stop.part !== 4) continue;
    const sameRow = Math.min(stop.bottom, last.bottom) - Math.max(stop.top, last.top) > 4;
    if (sameRow ? stop.right <= last.left : stop.bottom <= last.top + 4) found.push(`the focus goes back ${from}`);
  }
  if (stops.length < 3) found.push(`only ${stops.length} stops of the focus`);
  return found;
}
