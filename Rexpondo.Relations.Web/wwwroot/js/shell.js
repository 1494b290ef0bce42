// What the browser's own popovers leave to do: arrow keys, closing after a choice; and the skip link under a base address.
const links = menu => [...menu.querySelectorAll("a[href], button:not(:disabled)")].filter(item => item.checkVisibility());

document.addEventListener("keydown", event => {
  const button = event.target.closest?.("[popovertarget]");
  if (button && event.key === "ArrowDown") {
    const menu = document.getElementById(button.getAttribute("popovertarget"));
    menu?.showPopover({ source: button });
    links(menu)[0]?.focus();
    event.preventDefault();
    return;
  }

  const menu = event.target.closest?.(".menu:popover-open");
  if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const all = links(menu);
    const next = all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
    all.at(next % all.length)?.focus();
    event.preventDefault();
  }
});

document.addEventListener("click", event => {
  if (event.target.closest?.(".skip")) {
    event.preventDefault();
    document.querySelector("main")?.focus();
  }
  event.target.closest?.("a[href]")?.closest(":popover-open")?.hidePopover();
}, { capture: true });
