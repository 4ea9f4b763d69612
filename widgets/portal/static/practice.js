"use strict";
// Fills the places for practice in a lesson page, and the one in the book of mistakes (`data-url`),
// with questions that the portal draws and marks.
//
// A place may appear late, while the lesson is still being built, so the page is watched. After an
// answer only the parts that changed are swapped: what was picked elsewhere stays.

(() => {
  const { fields } = window.xuefa;
  const PLACES = ".practice[data-lesson], .practice[data-url]";
  const PATIENCE = 15_000;
  const RETRY_AFTER = 5_000;
  const LOGGED_OUT = "登录已过期，请重新登录后再来；已答对的题不会丢。";
  const OFFLINE = "连接不上服务器，请稍后再试。";
  const filled = new WeakSet();

  class Practice {
    constructor(place) {
      this.place = place;
      const { lesson, url } = place.dataset;
      this.isBook = Boolean(url);
      this.url = url || `/api/practice/${encodeURIComponent(lesson)}`;
      this.dueAt = new Map();
      this.isBusy = false;
      this.box = document.createElement("div");
      this.live = document.createElement("p");
      this.live.className = "visually-hidden";
      this.live.setAttribute("role", "status");
      this.box.addEventListener("submit", (event) => this.submitted(event));
      this.box.addEventListener("click", (event) => this.clicked(event));
    }

    async start() {
      const trouble = await this.load();
      if (trouble) {
        this.showFailure(trouble);
        return;
      }
      this.place.replaceChildren(this.box, this.live);
      this.ticking = window.setInterval(() => this.tick(), 500);
    }

    showFailure(words) {
      const note = document.createElement("div");
      note.className = "practice-failed";
      const text = document.createElement("p");
      text.textContent = words;
      const again = document.createElement("button");
      Object.assign(again, { type: "button", className: "button", textContent: "重试" });
      again.addEventListener("click", () => this.start());
      note.append(text, again);
      this.place.replaceChildren(note);
    }

    /** Ask the portal and show what it sends; returns what went wrong, in words, or "". */
    async ask(url, options) {
      try {
        const response = await fetch(url, {
          ...options,
          credentials: "same-origin",
          cache: "no-store",
          signal: AbortSignal.timeout(PATIENCE),
        });
        if (response.ok) {
          this.show(await response.text());
          return "";
        }
        if (response.status === 401) return LOGGED_OUT;
        const content = await response.json().catch(() => ({}));
        return content.message || OFFLINE;
      } catch {
        return OFFLINE;
      }
    }

    load() {
      return this.ask(this.url);
    }

    post(url, content) {
      return this.ask(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-XSRFToken": xsrfToken() },
        body: JSON.stringify(content),
      });
    }

    // Showing

    show(html) {
      const parsed = new DOMParser().parseFromString(html, "text/html");
      const fresh = parsed.querySelector(".practice-round");
      if (!fresh) return;
      const shown = this.box.querySelector(".practice-round");
      if (shown && ("partial" in fresh.dataset || this.hasSameParts(shown, fresh))) {
        for (const part of fresh.querySelectorAll("[data-part]")) this.swap(shown, part);
      } else {
        this.box.replaceChildren(document.importNode(fresh, true));
      }
      this.takeTimes(fresh);
    }

    hasSameParts(shown, fresh) {
      const names = (round) =>
        [...round.querySelectorAll("[data-part]")].map((part) => part.dataset.part).join();
      return names(shown) === names(fresh);
    }

    swap(shown, part) {
      const old = shown.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
      if (!old || old.dataset.key === part.dataset.key) return;
      old.replaceWith(document.importNode(part, true));
    }

    takeTimes(fresh) {
      this.dueAt.clear();
      for (const note of fresh.querySelectorAll(".practice-next")) {
        const name = note.closest("[data-part]").dataset.part;
        const seconds = Math.max(1, Number(note.dataset.seconds));
        this.dueAt.set(name, performance.now() + seconds * 1000);
      }
      this.tick();
    }

    // Answering

    async submitted(event) {
      event.preventDefault();
      const form = event.target;
      const trouble = form.querySelector(".practice-trouble");
      const toDo = fields.toDo(form, form.dataset.kind);
      if (toDo) {
        trouble.textContent = toDo;
        fields.focus(form);
        return;
      }
      const answer = fields.read(form, form.dataset.kind);
      if (this.isBusy) return;
      const button = form.querySelector('[type="submit"]');
      trouble.textContent = "";
      this.setBusy(button, true);
      const url = `${this.url}/${form.dataset.place}`;
      const { questionId, turn } = form.dataset;
      const words = await this.post(url, { question_id: questionId, turn, answer });
      this.setBusy(button, false);
      if (words) trouble.textContent = words;
      else this.focusOutcome(`place-${form.dataset.place}`);
    }

    setBusy(button, isBusy) {
      this.isBusy = isBusy;
      button.disabled = isBusy;
    }

    focusOutcome(name) {
      const done = this.box.querySelector("[data-done]");
      const verdict = this.box.querySelector(`[data-part="${name}"] [data-verdict]`);
      (done || verdict)?.focus();
    }

    async clicked(event) {
      const button = event.target.closest("[data-new-round]");
      if (!button || this.isBusy) return;
      this.setBusy(button, true);
      const words = await (this.isBook ? this.load() : this.post(this.url, {}));
      this.setBusy(button, false);
      const isEmpty = !this.box.querySelector("form");
      this.live.textContent = words || (isEmpty ? "现在没有可以练的题。" : "换了一组新题。");
      if (words) return;
      if (isEmpty) this.box.querySelector("[data-new-round], a")?.focus();
      else fields.focus(this.box);
    }

    // Waiting for the next question on the same point

    tick() {
      if (!this.place.isConnected) {
        window.clearInterval(this.ticking);
        return;
      }
      let isDue = false;
      for (const [name, dueAt] of this.dueAt) {
        const seconds = Math.max(0, Math.ceil((dueAt - performance.now()) / 1000));
        const figure = this.box.querySelector(`[data-part="${name}"] .practice-wait`);
        if (figure && figure.textContent !== String(seconds)) figure.textContent = String(seconds);
        isDue ||= seconds === 0;
      }
      if (isDue && !this.isBusy) this.loadNext();
    }

    async loadNext() {
      const due = [...this.dueAt].filter(([, at]) => at <= performance.now());
      for (const [name] of due) this.dueAt.set(name, performance.now() + RETRY_AFTER);
      const inside = document.activeElement?.closest("[data-part]")?.dataset.part;
      const words = await this.load();
      if (words) return;
      const changed = due.filter(([name]) => !this.dueAt.has(name));
      if (!changed.length) return;
      const part = this.box.querySelector(`[data-part="${changed[0][0]}"]`);
      this.live.textContent = `第 ${part.dataset.place} 题换了一道新题。`;
      if (changed.some(([name]) => name === inside)) fields.focus(part);
    }
  }

  function xsrfToken() {
    const match = document.cookie.match(/(?:^|;\s*)_xsrf=([^;]*)/);
    return match ? decodeURIComponent(match[1]) : "";
  }

  function fillPlaces() {
    for (const place of document.querySelectorAll(PLACES)) {
      if (filled.has(place)) continue;
      filled.add(place);
      new Practice(place).start();
    }
  }

  fillPlaces();
  new MutationObserver(fillPlaces).observe(document.body, { childList: true, subtree: true });
})();
