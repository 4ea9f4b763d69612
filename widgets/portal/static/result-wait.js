"use strict";
// While an attempt is being scored: asks until that is done, then shows the result, or that essays
// still have to be read, which takes days and is not waited for.

(() => {
  const place = document.getElementById("scoring");
  const url = `/api/attempts/${encodeURIComponent(place.dataset.attempt)}`;
  const ASK_EVERY = 1_500;
  const LONG = 60_000;
  const started = performance.now();

  async function isDone() {
    try {
      const response = await fetch(url, { credentials: "same-origin", cache: "no-store" });
      return response.ok && (await response.json()).state !== "handed_in";
    } catch {
      return false;
    }
  }

  async function wait() {
    if (await isDone()) {
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
