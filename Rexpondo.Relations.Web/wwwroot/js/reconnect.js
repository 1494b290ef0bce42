// The buttons of Components/Layout/ReconnectNotice.razor.
document.addEventListener("click", async event => {
  const action = event.target.closest?.("[data-reconnect]")?.dataset.reconnect;
  if (action === "reload") {
    location.reload();
  }
  if (action === "retry") {
    // false: the server answered, but does not know this page any more
    const connected = await Blazor.reconnect().catch(() => null);
    if (connected === false) {
      location.reload();
    }
  }
});
