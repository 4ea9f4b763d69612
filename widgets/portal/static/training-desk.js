"use strict";
// The desk: the list of enterprises narrows while one types; Enter goes on to the name.
// Without it the list is there as a whole.

(() => {
  const find = document.getElementById("find");
  if (!find) return;
  const choices = [...document.querySelectorAll(".desk-choice")];
  const name = document.getElementById("name");
  const other = document.getElementById("other");
  find.closest(".desk-find").hidden = false;

  find.addEventListener("input", () => {
    const word = find.value.trim().toLocaleLowerCase();
    for (const choice of choices) {
      choice.hidden = choice.dataset.always === undefined && !choice.textContent.toLocaleLowerCase().includes(word);
    }
  });
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const shown = choices.filter((choice) => !choice.hidden && choice.dataset.always === undefined);
    if (shown.length === 1) shown[0].querySelector("input").checked = true;
    if (document.querySelector("input[name=enterprise]:checked")) name.focus();
  });
  other.addEventListener("input", () => {
    if (other.value) choices[choices.length - 1].querySelector("input").checked = true;
  });
  if (document.getElementById("fault")) name.focus();
  else find.focus();
})();
