"use strict";
// The log of outreach: photos are made smaller before they are sent, the report's sentence is
// copied, the page printed. Without it the forms work the same; the server checks everything.

(() => {
  const LONGEST_EDGE = 2000;
  const QUALITY = 0.85;
  const PREVIEW_EDGE = 160;
  const MOST_BYTES = 5 * 1024 * 1024;

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => {
      const selection = window.getSelection();
      selection.selectAllChildren(document.getElementById(button.dataset.copy));
      // The newer way is refused on pages without a certificate, such as ours in an office.
      const copied = document.execCommand("copy");
      button.nextElementSibling.textContent = copied ? "已经复制。" : "没有复制成，请按 Ctrl-C。";
    });
  }

  const label = document.querySelector("[data-reached-label]");
  if (label) {
    const tell = () => {
      const picked = document.querySelector("input[name=form]:checked");
      if (picked) label.textContent = picked.dataset.reached;
    };
    for (const one of document.querySelectorAll("input[name=form]")) one.addEventListener("change", tell);
    tell();
  }

  const field = document.querySelector("[data-photos]");
  if (!field) return;
  const input = field.querySelector("input[type=file]");
  const told = field.querySelector("[data-photos-told]");
  const previews = field.querySelector("[data-previews]");
  const most = Number(field.dataset.photos);
  let turn = 0;

  function drawn(picture, edge) {
    const canvas = document.createElement("canvas");
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff"; // what is transparent would turn black
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  async function smaller(file) {
    const picture = await createImageBitmap(file);
    const canvas = drawn(picture, LONGEST_EDGE);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    const preview = drawn(picture, PREVIEW_EDGE);
    preview.setAttribute("role", "img");
    preview.setAttribute("aria-label", file.name);
    picture.close();
    const name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
    const isSmaller = blob && blob.size < file.size;
    return { file: isSmaller ? new File([blob], name, { type: "image/jpeg" }) : file, preview };
  }

  function refuse(sentence) {
    input.setCustomValidity(sentence);
    told.textContent = sentence;
    told.classList.toggle("hours-file-fault", Boolean(sentence));
  }

  function kept() {
    return document.querySelectorAll("input[name=kept]:checked").length;
  }

  function check() {
    const files = [...input.files];
    if (files.length + kept() > most) return `至多 ${most} 张，请少选几张。`;
    const large = files.find((file) => file.size > MOST_BYTES);
    return large ? `“${large.name}”超过 5 MB，请换小一些的照片。` : "";
  }

  async function prepare() {
    const mine = ++turn;
    previews.replaceChildren();
    const chosen = [...input.files];
    if (chosen.length + kept() > most || !chosen.length) return refuse(check());
    refuse("正在缩小照片，请稍候。");
    const ready = new DataTransfer();
    const shown = [];
    for (const file of chosen) {
      try {
        const one = await smaller(file);
        ready.items.add(one.file);
        shown.push(one.preview);
      } catch {
        if (mine === turn) refuse(`“${file.name}”不是能看的照片，请换一张 JPG 或者 PNG。`);
        return;
      }
      if (mine !== turn) return; // other photos were chosen meanwhile
    }
    input.files = ready.files;
    previews.replaceChildren(...shown);
    refuse(check());
    const bytes = [...input.files].reduce((sum, file) => sum + file.size, 0);
    if (!check()) told.textContent = `选了 ${shown.length} 张，一共 ${(bytes / 1024 / 1024).toFixed(1)} MB。`;
  }

  input.addEventListener("change", prepare);
  for (const box of document.querySelectorAll("input[name=kept]")) {
    box.addEventListener("change", () => refuse(check()));
  }
})();
