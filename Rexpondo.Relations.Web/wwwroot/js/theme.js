// Light or dark, before the first paint: loaded in the head, not as a module. Without a choice the system decides.
(() => {
  const key = "theme";
  const root = document.documentElement;
  const themes = ["light", "dark"];

  function chosen() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is forbidden: the system decides
    }
  }

  function apply() {
    const theme = chosen();
    if (themes.includes(theme)) {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
    for (const button of document.querySelectorAll("[data-set-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === (root.dataset.theme ?? "")));
    }
  }

  apply();
  document.addEventListener("DOMContentLoaded", apply);
  addEventListener("storage", event => event.key === key && apply()); // chosen in another tab
  document.addEventListener("click", event => {
    const theme = event.target.closest?.("[data-set-theme]")?.dataset.setTheme;
    if (theme !== undefined) {
      try {
        if (theme) {
          localStorage.setItem(key, theme);
        } else {
          localStorage.removeItem(key);
        }
        apply();
      } catch {
        root.dataset.theme = theme; // for this page only
      }
    }
  });
})();
