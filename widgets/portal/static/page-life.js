"use strict";
// Voila pages look alive after their kernel has gone: this asks the portal and says so.

(() => {
  const ASK_EVERY = 20_000;
  const PATIENCE = 10_000;
  const FAILURES_BEFORE_WARNING = 2;
  let failures = 0;
  let isAsking = false;
  let shown = null;

  function kernelId() {
    const data = document.getElementById("jupyter-config-data");
    try {
      return JSON.parse(data.textContent).kernelId || null;
    } catch {
      return null;
    }
  }

  /** Return true, false, or null when nobody answers. */
  async function isAlive(kernel) {
    try {
      const response = await fetch(`/api/page/${encodeURIComponent(kernel)}`, {
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status === 404) return false;
      return response.ok ? (await response.json()).alive : null;
    } catch {
      return null;
    }
  }

  function show(words) {
    if (shown?.dataset.words === words) return;
    hide();
    shown = document.createElement("div");
    shown.className = "page-banner";
    shown.dataset.words = words;
    shown.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button", textContent: "刷新" });
    button.addEventListener("click", () => window.location.reload());
    shown.append(text, button);
    document.body.append(shown);
  }

  function hide() {
    shown?.remove();
    shown = null;
  }

  async function ask() {
    const kernel = kernelId();
    if (!kernel || isAsking) return;
    isAsking = true;
    const alive = await isAlive(kernel);
    isAsking = false;
    failures = alive === null ? failures + 1 : 0;
    if (alive) {
      hide();
    } else if (alive === false) {
      show("页面已断开，请刷新。");
      window.clearInterval(asking);
    } else if (failures >= FAILURES_BEFORE_WARNING) {
      show("连接不上服务器，正在重试。如果一直这样，请刷新。");
    }
  }

  const asking = window.setInterval(ask, ASK_EVERY);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) ask();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
})();
