"use strict";
// Forms with a file: say at once that a file is too large, count who is ticked, add titles of law.
// Without it the forms work the same; the server checks everything.

(() => {
  const MOST = 5 * 1024 * 1024;

  for (const form of document.querySelectorAll("form[data-upload]")) {
    const input = form.querySelector("input[type=file]");
    const fault = form.querySelector(".hours-file-fault");
    input.addEventListener("change", () => {
      const file = input.files[0];
      const sentence = file && file.size > MOST ? "文件超过 5 MB，请换小一些的照片，或者把 PDF 压缩后再选。" : "";
      input.setCustomValidity(sentence);
      fault.textContent = sentence;
      fault.hidden = !sentence;
    });
  }

  const boxes = [...document.querySelectorAll("input[name=attendees]")];
  const count = document.querySelector("[data-count]");
  if (count) {
    const tell = () => {
      count.textContent = `已勾选 ${boxes.filter((box) => box.checked).length} 人`;
    };
    document.addEventListener("change", tell);
    const quick = document.querySelector(".hours-quick");
    if (quick) quick.hidden = false;
    for (const button of document.querySelectorAll("[data-tick]")) {
      button.addEventListener("click", () => {
        for (const box of boxes) {
          if (button.dataset.tick === "none") box.checked = false;
          else if (box.dataset.leader !== undefined) box.checked = true;
        }
        tell();
      });
    }
    tell();
  }

  const titles = document.querySelector("[data-add-title]");
  if (titles) {
    titles.closest(".hours-titles").hidden = false;
    const cites = document.getElementById("cites");
    titles.addEventListener("change", () => {
      if (!titles.value) return;
      cites.value = [cites.value.trimEnd(), titles.value].filter(Boolean).join("\n");
      titles.selectedIndex = 0;
    });
  }
})();
