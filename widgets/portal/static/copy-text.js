"use strict";
// Buttons that copy the text of a field. Without it the text can be marked and copied by hand.

(() => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const told = button.parentElement.querySelector("[data-copied]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        told.textContent = "已复制。";
      } catch {
        // pages without HTTPS have no clipboard; the older way still works there
        told.textContent = document.execCommand("copy") ? "已复制。" : "请按 Ctrl+C 复制。";
      }
    });
  }
})();
