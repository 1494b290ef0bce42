// Light or dark, before the first paint: loaded in the head, not as a module. Without a choice the system decides.
// And the time zone, before the first time is drawn: the server knows it from the cookie. A page that was drawn in another one,
// because there was no cookie yet or its owner has travelled, loads itself again before anything of it is seen.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const drawn = document.documentElement.dataset.zone;
  if (zone) {
    const cookie = `zone=${encodeURIComponent(zone)}`;
    document.cookie = `${cookie}; path=/; max-age=31536000; samesite=lax`;
    if (drawn !== undefined && drawn !== zone && document.cookie.split("; ").includes(cookie)) {
      location.reload();
    }
  }

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
