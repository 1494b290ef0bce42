// The line to the server: starts Blazor, says calmly when the line is lost, comes back by itself, for as long as it takes.
// The words stand in Components/Layout/ReconnectNotice.razor and on the action bar; css/connection.css has the look.
//
// <html data-connection>: absent while connected; "waiting" in the first moment, "lost" once it is said, "new" when only a
// reload helps and one has just been done or was in vain, "broken" when the page itself failed.

const root = document.documentElement;
const notice = document.getElementById("connection");
const words = notice.querySelector("[role=status]");
const broken = document.getElementById("blazor-error-ui");

const pauses = [0, 500, 1000, 2000, 3000];
const longestPause = 5000;
const sayAfter = 400; // a blink of the line is not worth a word
const patience = 20000;
const reloadsApart = 10000;

let opened = false; // the circuit of this page was there
let reloading = false;
let hide = 0;

const cut = () => root.dataset.connection !== undefined;
const beyondHelp = () => root.dataset.connection === "new" || root.dataset.connection === "broken";
const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

// --- what is said -------------------------------------------------------------------------------------------------

function say(text, state) {
  clearTimeout(hide);
  // The same sentence again is read again: a no-break space makes it another text.
  words.textContent = text && words.textContent === text ? `${text}\u00a0` : text;
  notice.dataset.state = state;
}

const lostWords = () => document.querySelector(".act[data-lost]")?.dataset.lost ?? notice.dataset.lost;

function sayLost() {
  if (cut() && !beyondHelp()) {
    root.dataset.connection = "lost";
    say(lostWords(), "lost");
  }
}

function sayBack() {
  say(notice.dataset.back, "back");
  hide = setTimeout(() => say("", "none"), 4000);
}

// --- lost and back ------------------------------------------------------------------------------------------------

function lose() {
  if (cut()) {
    return;
  }
  root.dataset.connection = "waiting";
  setTimeout(sayLost, sayAfter);
  comeBack();
}

function back() {
  const said = root.dataset.connection !== "waiting";
  delete root.dataset.connection;
  delete root.dataset.asked;
  broken.style.display = ""; // a failed try shows it, though nothing is broken
  sendAgain();
  wakeLists();
  if (said) {
    sayBack();
  }
}

async function comeBack() {
  for (let tries = 0; cut(); tries++) {
    await pause(pauses[tries] ?? longestPause);
    if (!cut() || !await reachable()) {
      continue;
    }
    // true: the same circuit, onConnectionUp has run; false: the server does not know this page any more
    const known = opened ? await Promise.race([Blazor.reconnect().catch(() => null), wait(patience)]) : false;
    if (cut() && (known === false || known === undefined)) {
      reload();
      return;
    }
  }
}

// The pause ends early when there is reason to hope.
function pause(milliseconds) {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", shown);
      resolve();
    };
    const shown = () => document.visibilityState === "visible" && done();
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", done);
    document.addEventListener("visibilitychange", shown);
  });
}

async function reachable() {
  try {
    const answer = await fetch(new URL("favicon.svg", document.baseURI), { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) });
    return answer.ok;
  } catch {
    return false;
  }
}

function reload() {
  if (reloadedJustNow()) {
    root.dataset.connection = "new";
    say(opened ? notice.dataset.new : notice.dataset.unopened, "new");
    return;
  }
  reloadNow();
}

function reloadNow() {
  try {
    sessionStorage.setItem("reloaded", String(Date.now()));
    sessionStorage.setItem("vain", "true"); // until a line is opened: a second reload by itself would be a loop
  } catch {
    // storage is forbidden
  }
  reloading = true;
  location.reload();
}

function reloadedJustNow() {
  try {
    return sessionStorage.getItem("vain") !== null || Date.now() - Number(sessionStorage.getItem("reloaded") ?? 0) < reloadsApart;
  } catch {
    return true; // without a memory there is no telling a loop: the button
  }
}

function isOpen() {
  opened = true;
  try {
    sessionStorage.removeItem("vain");
  } catch {
    // storage is forbidden
  }
  if (cut()) {
    back(); // later than it was waited for
  }
}

// Our own reload loses nothing, so nobody asks whether to leave. Registered before Blazor's.
addEventListener("beforeunload", event => reloading && event.stopImmediatePropagation(), { capture: true });

// --- what is done meanwhile ---------------------------------------------------------------------------------------

// These need no server.
const own = "[popovertarget], [popover] [data-set-theme], [data-reconnect], [data-clear], .skip, a[href^='#']";
const typed = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), textarea, select";
// Asking for the same once more changes nothing for these; a header checkbox would take its next step.
const repeatable = `${typed}, tbody input[type=checkbox][data-bit], input[role=switch]`;

// A click that could not arrive does nothing, and the notice says why.
for (const type of ["click", "auxclick", "dblclick", "submit"]) {
  addEventListener(type, event => {
    const target = event.target;
    if (!cut() || !(target instanceof Element) || target.closest(own) || isNewTab(event)) {
      return;
    }
    const link = target.closest("a[href]");
    if (link && beyondHelp()) {
      event.stopImmediatePropagation(); // the browser goes there by itself
      return;
    }
    const active = target.closest("a[href], button, input, label, select, textarea, form, [role=option], [role=tab]");
    if (!active && !target.closest(".page")) {
      return;
    }
    event.stopImmediatePropagation();
    if (active && !active.matches(typed) && !active.control?.matches(typed)) {
      event.preventDefault();
      if (!beyondHelp()) {
        sayLost();
        root.removeAttribute("data-asked");
        requestAnimationFrame(() => root.setAttribute("data-asked", ""));
      }
    }
  }, { capture: true });
}

const isNewTab = event => event.target.closest("a[href]") && (event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1);

// What is typed stays in its box and is sent when the line is back, as is what went out shortly before the loss was noticed.
const sent = new Map();
for (const type of ["input", "change"]) {
  addEventListener(type, event => {
    const box = event.target;
    if (!(box instanceof Element) || !box.closest(".page") || !box.matches(repeatable)) {
      return;
    }
    sent.set(box, { types: new Set(sent.get(box)?.types).add(type), at: performance.now() });
    if (cut()) {
      event.stopImmediatePropagation();
    } else if (sent.size > 50) {
      sent.delete(sent.keys().next().value);
    }
  }, { capture: true });
}

// A line that was closed is noticed at once; one that went dead had swallowed everything for up to the time of its timeout.
let doubtfulSince = 0;

function sendAgain() {
  const again = [...sent].filter(([box, { at }]) => box.isConnected && at > doubtfulSince);
  sent.clear();
  for (const [box, { types }] of again) {
    for (const type of types) {
      box.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
}

// A virtual list that was scrolled meanwhile has asked for its rows in vain: out of sight and back makes it ask again.
const scrolled = new Map();
addEventListener("scroll", event => cut() && event.target instanceof Element && scrolled.set(event.target, true), { capture: true, passive: true });

function wakeLists() {
  for (const list of scrolled.keys()) {
    const [top, focused] = [list.scrollTop, list.contains(document.activeElement) ? document.activeElement : null];
    list.style.display = "none";
    requestAnimationFrame(() => requestAnimationFrame(() => {
      list.style.display = "";
      list.scrollTop = top;
      if (document.activeElement === document.body) {
        focused?.focus({ preventScroll: true }); // out of sight it has lost the focus
      }
    }));
  }
  scrolled.clear();
}

document.addEventListener("click", event => event.target.closest?.("[data-reconnect]") && reloadNow());

// --- start --------------------------------------------------------------------------------------------------------

// A page that broke takes no more clicks either. One that never came to life has only missed its server.
new MutationObserver(() => {
  if (!cut() && broken.style.display === "block") {
    if (opened) {
      root.dataset.connection = "broken";
    } else {
      neverOpened();
    }
  }
}).observe(broken, { attributes: true, attributeFilter: ["style"] });

// Asked before Blazor starts: it takes its comments away.
const needsCircuit = (() => {
  const comments = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) {
    if (comments.currentNode.data.startsWith("Blazor:{\"type\":\"server\"")) {
      return true;
    }
  }
  return false;
})();

const neverOpened = () => {
  if (!opened && needsCircuit) {
    lose();
  }
};

// The server's side of these two figures is in RelationsApp.
// Without its script, which was lost on the way or is not wanted any more because the page is being left, the patience below ends it.
globalThis.Blazor?.start({
  circuit: {
    configureSignalR: builder => builder.withServerTimeout(15000).withKeepAliveInterval(5000),
    reconnectionHandler: {
      onConnectionDown: (_, error) => {
        doubtfulSince = performance.now() - (/timeout/i.test(error?.message) ? patience : 1000);
        lose();
      },
      onConnectionUp: back,
    },
    circuitHandlers: [{ onCircuitOpened: isOpen }],
  },
}).catch(neverOpened);
setTimeout(neverOpened, patience);
