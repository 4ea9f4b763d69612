"use strict";
// Typing a pile of answer sheets: a letter goes on to the next place, arrows move between people,
// and what was typed is not lost by leaving the page. Without this script, Tab does.

(() => {
  const form = document.querySelector("form[data-grid]");
  if (!form) return;

  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input[data-kind]")]);
  const filled = form.querySelector("[data-filled]");
  const SIGNS = { 1: "√", Y: "√", T: "√", 对: "√", 0: "×", 2: "×", N: "×", X: "×", F: "×", 错: "×" };
  let isChanged = false;

  const place = (input) => {
    const at = rows.findIndex((row) => row.includes(input));
    return [at, rows[at].indexOf(input)];
  };

  function go(row, column) {
    const target = rows[row]?.[column];
    if (!target) return false;
    target.focus();
    target.select();
    return true;
  }

  function next(input) {
    const [row, column] = place(input);
    return go(row, column + 1) || go(row + 1, 0);
  }

  function isOdd(input) {
    const text = input.value.normalize("NFKC").toUpperCase().replace(/[\s、,，]/g, "");
    if (!text || text === "-") return false;
    if (input.dataset.kind === "letter") return !input.dataset.letters.includes(text);
    if (input.dataset.kind === "true_false") return !"√×".includes(text);
    if (input.dataset.kind === "single_choice") return !/^[A-H]$/.test(text);
    return !/^[A-H]+$/.test(text) || new Set(text).size < text.length;
  }

  function tell() {
    const count = rows.filter((row) => row.slice(1).some((input) => input.value.trim())).length;
    filled.textContent = `已填 ${count} / ${rows.length} 份`;
  }

  form.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.dataset.kind || event.isComposing) return;
    isChanged = true;
    if (input.dataset.kind === "true_false") {
      const typed = input.value.normalize("NFKC").toUpperCase();
      input.value = SIGNS[typed] || input.value;
    }
    input.classList.toggle("is-odd", isOdd(input));
    tell();
    const isWhole = input.value.length === 1 && input.dataset.kind !== "multiple_choice";
    if (isWhole && !isOdd(input) && event.inputType !== "deleteContentBackward") next(input);
  });

  const MOVES = {
    ArrowUp: (row, column) => go(row - 1, column),
    ArrowDown: (row, column) => go(row + 1, column),
    Enter: (row, column) => go(row, column + 1) || go(row + 1, 0),
  };
  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.dataset?.kind || event.isComposing) return;
    const [row, column] = place(input);
    if (event.key === "Backspace" && !input.value && go(row, column - 1)) event.preventDefault();
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault(); // Enter sends nothing by accident; the button does
    move(row, column);
  });

  const scan = form.querySelector("input[type=file]");
  const fault = document.getElementById("file-fault");
  const MOST = 5 * 1024 * 1024;
  scan.addEventListener("change", () => {
    const file = scan.files[0];
    const sentence = file && file.size > MOST ? "文件超过 5 MB，请换小一些的照片，或者把 PDF 压缩后再选。" : "";
    scan.setCustomValidity(sentence);
    fault.textContent = sentence;
    fault.hidden = !sentence;
  });

  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
  for (const input of rows.flat()) input.classList.toggle("is-odd", isOdd(input));
  tell();
})();
