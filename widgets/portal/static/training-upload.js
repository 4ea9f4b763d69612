"use strict";
// Says at once that a file is too large; the server checks everything.

(() => {
  const MOST = 20 * 1024 * 1024;
  const form = document.querySelector("form[data-material]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const fault = form.querySelector(".hours-file-fault");
  input.addEventListener("change", () => {
    const file = input.files[0];
    const sentence = file && file.size > MOST ? "文件超过 20 MB，请压缩图片后另存，或者分成几个文件。" : "";
    input.setCustomValidity(sentence);
    fault.textContent = sentence;
    fault.hidden = !sentence;
  });
})();
