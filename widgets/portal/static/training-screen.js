"use strict";
// The projector: counts the seconds, asks for the next code and for how many have signed in.
// Without it the page loads itself again.

(() => {
  const EVERY = 4000;
  const content = document.getElementById("content");
  const fault = document.querySelector(".screen-fault");
  const full = document.querySelector("[data-full]");
  let now = document.getElementById("now");
  let ends = performance.now() + Number(now.dataset.left) * 1000;
  let asking = false;

  function tick() {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    const ring = now.querySelector(".screen-left");
    if (ring) {
      ring.setAttribute("stroke-dasharray", `${left} ${now.dataset.whole}`);
      now.querySelector("text").textContent = left;
    }
    if (!left) ask();
  }

  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(`${location.pathname}/now${location.search}`, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("now");
      if (!next) throw new Error("no code");
      show(next);
      fault.hidden = true;
    } catch {
      fault.hidden = false;
      if (performance.now() > ends + 5000) now.classList.add("is-old");
    } finally {
      asking = false;
    }
  }

  function show(next) {
    ends = performance.now() + Number(next.dataset.left) * 1000;
    if (next.dataset.step !== now.dataset.step || now.classList.contains("is-old")) {
      content.replaceChildren(next);
      now = next;
    } else {
      now.querySelector(".screen-count b").textContent = next.dataset.count;
      now.dataset.count = next.dataset.count;
    }
    tick();
  }

  if (full && document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
    document.addEventListener("fullscreenchange", () => {
      full.textContent = document.fullscreenElement ? "退出全屏" : "全屏";
    });
  }
  window.setInterval(tick, 250);
  window.setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
})();
