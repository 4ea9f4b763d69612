"use strict";
// A paper list: more rows, rows pasted from a table, and a word where the file is too large.
// Without it there are as many rows as the address asks for.

(() => {
  const MOST_ROWS = 300;
  const MOST_BYTES = 5 * 1024 * 1024;
  const form = document.querySelector("form[data-list]");
  if (!form) return;
  const rows = form.querySelector(".list-rows");
  const more = form.querySelector("[data-more]");
  const pattern = rows.lastElementChild.cloneNode(true);
  form.querySelector(".list-hint").hidden = false;
  more.hidden = false;

  function fields(row) {
    return [...row.querySelectorAll("input")];
  }

  function add() {
    const row = pattern.cloneNode(true);
    row.classList.remove("is-faulty");
    for (const sentence of row.querySelectorAll(".list-fault")) sentence.remove();
    for (const field of fields(row)) {
      field.value = "";
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
    row.querySelector("legend").textContent = String(rows.children.length + 1);
    rows.append(row);
    return row;
  }

  more.addEventListener("click", () => {
    const first = rows.children.length < MOST_ROWS ? add() : null;
    for (let i = 1; i < 10 && rows.children.length < MOST_ROWS; i += 1) add();
    if (first) fields(first)[0].focus();
  });

  rows.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    let row = event.target.closest(".list-row");
    const from = fields(row).indexOf(event.target);
    for (const line of text.split("\n")) {
      if (!row) row = rows.children.length < MOST_ROWS ? add() : null;
      if (!row) break;
      line.split("\t").slice(0, 3 - from).forEach((cell, i) => {
        fields(row)[from + i].value = cell.trim();
      });
      row = row.nextElementSibling;
    }
  });

  const input = form.querySelector("input[type=file]");
  const fault = form.querySelector(".hours-file-fault");
  input.addEventListener("change", () => {
    const file = input.files[0];
    const sentence = file && file.size > MOST_BYTES ? "文件超过 5 MB，请换小一些的照片，或者把 PDF 压缩后再选。" : "";
    input.setCustomValidity(sentence);
    fault.textContent = sentence;
    fault.hidden = !sentence;
  });
})();
