"use strict";
// The statute reader: copying a permanent link, printing, unfolding the contents.
// What needs this script is hidden until it runs.

(() => {
  const word = document.getElementById("law-copied");

  // Browsers give the clipboard to https pages only; an office network often has plain http.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      field.className = "visually-hidden";
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copy).textContent.trim());
      button.focus();
      word.textContent = done ? "链接已经复制。" : "浏览器不让复制，请选中上面的链接自己复制。";
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // On paper everything is unfolded; afterwards the page is as it was.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".law-columns details:not([open])")];
    if (document.querySelector(".law-tree")) unfolded = [];
    for (const part of unfolded) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of unfolded) part.open = false;
  });

  for (const button of document.querySelectorAll("[data-unfold]")) {
    const parts = [...document.querySelectorAll(".law-tree details")];
    const name = () => {
      button.textContent = parts.every((part) => part.open) ? "全部收起" : "全部展开";
    };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      const open = !parts.every((part) => part.open);
      for (const part of parts) part.open = open;
      name();
    });
    for (const part of parts) part.addEventListener("toggle", name);
  }
})();
