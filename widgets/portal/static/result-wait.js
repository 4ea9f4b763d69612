"use strict";
// While an attempt is being scored: asks until the result is there, then shows it.

(() => {
  const place = document.getElementById("scoring");
  const url = `/api/attempts/${encodeURIComponent(place.dataset.attempt)}`;
  const ASK_EVERY = 1_500;
  const LONG = 60_000;
  const started = performance.now();

  async function isScored() {
    try {
      const response = await fetch(url, { credentials: "same-origin", cache: "no-store" });
      return response.ok && (await response.json()).state === "scored";
    } catch {
      return false;
    }
  }

  async function wait() {
    if (await isScored()) {
      window.location.reload();
      return;
    }
    if (performance.now() - started > LONG) {
      document.getElementById("scoring-word").textContent =
        "评分比平时慢。答卷已经收好，不用等在这里，稍后在“我的记录”里看成绩。";
    }
    window.setTimeout(wait, ASK_EVERY);
  }

  wait();
})();
